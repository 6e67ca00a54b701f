//! Requests to the LBB that were not answered in time: the coordinator gets the duty to choose what happens now.

use super::Worker;
use crate::AppError;
use case::clock::advice_term;
use case::{Case, OfficeRole, StateName, TaskKind};
use chrono::{Days, NaiveDate};
use kernel::{CaseId, PartyId};
use store::NewTask;

const PAGE: u32 = 500;
/// How many days the house gives for the choice; the decision term runs again.
const CHOICE_DAYS: u64 = 7;

impl Worker {
    /// Adds the duty for every request of which the term is over; once for each term.
    pub(super) async fn unanswered(&self, today: NaiveDate) -> Result<(), AppError> {
        let mut after = None;
        loop {
            let state = StateName::AdviceAsked.id();
            let cases = self.app.store.cases_in_state(state, after, PAGE).await?;
            let Some((_, last)) = cases.last() else { return Ok(()) };
            after = Some(*last);
            for (party, case) in &cases {
                let done = self.unanswered_on(party, *case, today).await;
                Self::skip_unreadable(*case, done)?;
            }
        }
    }

    async fn unanswered_on(
        &self,
        party: &PartyId,
        id: CaseId,
        today: NaiveDate,
    ) -> Result<bool, AppError> {
        let mut tx = self.app.store.begin(&self.app.store.scope_for_worker(party)).await?;
        let Some(row) = tx.case_for_worker(id).await? else { return Ok(false) };
        let case: Case = serde_json::from_str(row.content.reveal())?;
        let term = advice_term(case.file(), self.app.rules.terms(), today)?;
        let over = term.filter(|term| !term.moving && today > term.last_day);
        let Some(over) = over.filter(|_| case.state() == StateName::AdviceAsked) else {
            return Ok(false);
        };
        let due_on = over.last_day.checked_add_days(Days::new(CHOICE_DAYS)).unwrap_or(today);
        let kind = TaskKind::LbbUitgebleven;
        if tx.has_task(id, kind.id(), due_on).await? {
            return Ok(false);
        }
        let now = self.app.now();
        tx.add_tasks(&[NewTask {
            id: self.app.fresh(now),
            case: id,
            kind: kind.id().to_owned(),
            article: kind.article().to_owned(),
            description: kind.description().to_owned(),
            due_on,
            role: Some(OfficeRole::Coordinator.id().to_owned()),
            created_at: now,
        }])
        .await?;
        Ok(tx.commit().await.map(|()| true)?)
    }
}
