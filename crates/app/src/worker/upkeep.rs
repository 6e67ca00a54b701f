//! Once a day: dates that moved overnight are worked out again, and what has served its time is cleared away.

use super::Worker;
use crate::AppError;
use crate::dossier::{deadline, due};
use case::{Case, clock};
use chrono::{NaiveDate, TimeDelta};
use kernel::{CaseId, PartyId};
use std::sync::PoisonError;
use store::{CaseHead, StoreError};

const PAGE: u32 = 500;
/// For how long a request can be repeated with the same key.
const REQUEST_DAYS: i64 = 7;
/// For how long an effect stays in the outbox after its delivery.
const DELIVERED_DAYS: i64 = 90;
/// For how long a session that ended stays in the list of who looks into what happened.
const SESSION_DAYS: i64 = 30;
/// For how long a file may take to come in.
const UPLOAD_DAYS: i64 = 1;

impl Worker {
    /// Does the upkeep of today, unless this worker did; several workers may each do it.
    pub(super) async fn upkeep(&self) -> Result<u32, AppError> {
        let today = self.app.clock.today();
        if *self.kept.lock().unwrap_or_else(PoisonError::into_inner) == Some(today) {
            return Ok(0);
        }
        let moved = self.move_dates(today).await?;
        self.unanswered(today).await?;
        let ago = |days: i64| self.app.now().after(TimeDelta::days(-days));
        self.app.store.forget_requests(ago(REQUEST_DAYS)).await?;
        self.app.store.forget_delivered(ago(DELIVERED_DAYS)).await?;
        self.app.store.forget_sessions(ago(SESSION_DAYS)).await?;
        self.app.store.forget_pending_sign_ins(self.app.now()).await?;
        self.app.store.forget_broken_uploads(ago(UPLOAD_DAYS)).await?;
        self.app.store.forget_intake_sessions(self.app.now()).await?;
        // Another release can bring other rules, and a rotation another key.
        self.app.store.forget_known_cases(subjects::matching::VERSION).await?;
        *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(today);
        Ok(moved)
    }

    async fn move_dates(&self, today: NaiveDate) -> Result<u32, AppError> {
        let (mut moved, mut after) = (0, None);
        loop {
            let cases = self.app.store.moving_cases(after, PAGE).await?;
            let Some((_, last)) = cases.last() else { return Ok(moved) };
            after = Some(*last);
            for (party, case) in &cases {
                let done = self.move_date(party, *case, today).await;
                moved += u32::from(Self::skip_unreadable(*case, done)?);
            }
        }
    }

    /// One file that cannot be read or counted must not keep the others from their dates and reminders.
    pub(super) fn skip_unreadable(
        id: CaseId,
        done: Result<bool, AppError>,
    ) -> Result<bool, AppError> {
        match done {
            Err(error) if is_unreadable(&error) => {
                tracing::error!(dossier = %id, %error, "the background work on a file failed");
                Ok(false)
            }
            other => other,
        }
    }

    async fn move_date(
        &self,
        party: &PartyId,
        id: CaseId,
        today: NaiveDate,
    ) -> Result<bool, AppError> {
        let mut tx = self.app.store.begin(&self.app.store.scope_for_worker(party)).await?;
        let Some(row) = tx.case_for_worker(id).await? else { return Ok(false) };
        let case: Case = serde_json::from_str(row.content.reveal())?;
        let clock = clock::of(&case, self.app.rules.terms(), today)?;
        let old = row.summary.head;
        let head = CaseHead {
            due: due(&clock),
            waits_until: clock::waits_until(&case, &clock),
            ..old.clone()
        };
        if head == old {
            return Ok(false);
        }
        let version = row.summary.version;
        if head.due != old.due {
            tx.add_deadline(&deadline(id, version, self.app.now(), &clock)?).await?;
        }
        match tx.move_due(id, &head, version).await {
            Ok(()) => Ok(tx.commit().await.map(|()| true)?),
            // Somebody changed the file meanwhile, and with it its date.
            Err(StoreError::Conflict) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }
}

/// Whether something that is stored cannot be worked with, now or ever, so that others should not wait for it.
pub(super) fn is_unreadable(error: &AppError) -> bool {
    matches!(
        error,
        AppError::Unreadable(_)
            | AppError::Refused(_)
            | AppError::Store(StoreError::Key { .. } | StoreError::Inconsistent { .. })
    )
}
