//! Reminders of dates: on each chosen number of days before, and once when a date has passed.

use super::Worker;
use crate::AppError;
use case::clock::TermKind;
use chrono::{Days, NaiveDate};
use kernel::{Moment, Redacted};
use serde_json::json;
use store::{DueCase, NewEffect, Reminder};

/// How far back dates that have passed are looked for.
const LOOK_BACK: u64 = 366;
const PAGE: u32 = 500;
/// What the number of days of a reminder is when the date has passed.
const LATE: i32 = -1;
/// From this number of days on the supervisor is told as well.
const ESCALATE: i32 = 2;

impl Worker {
    /// Puts the reminders of today in the outbox; returns how many are new.
    pub(super) async fn remind(&self) -> Result<u32, AppError> {
        let today = self.app.clock.today();
        let furthest = self.app.settings.reminder_days.iter().copied().max().unwrap_or_default();
        let from = today.checked_sub_days(Days::new(LOOK_BACK)).unwrap_or(today);
        let until = today.checked_add_days(Days::new(furthest.into())).unwrap_or(today);
        let mut new = 0;
        let mut place = None;
        loop {
            let page = self.app.store.due_within(from, until, place.as_ref(), PAGE).await?;
            for case in &page.items {
                new += u32::from(self.remind_of(case, today).await?);
            }
            match page.next {
                Some(next) => place = Some(next),
                None => return Ok(new),
            }
        }
    }

    /// Sends the most urgent reminder that is due and was not sent; the milder ones before it have no use any more. A term that
    /// stands still asks for nothing: its date moves every day, and the reminders come when it runs again.
    async fn remind_of(&self, case: &DueCase, today: NaiveDate) -> Result<bool, AppError> {
        if case.due.provisional {
            return Ok(false);
        }
        let left = case.due.on.signed_duration_since(today).num_days();
        let steps = self.app.settings.reminder_days.iter().map(|days| i32::from(*days));
        let reached =
            steps.filter(|days| left <= i64::from(*days)).chain((left < 0).then_some(LATE)).min();
        let Some(days) = reached.filter(|days| !case.reminded.contains(days)) else {
            return Ok(false);
        };
        let now = self.app.now();
        let mut tx = self.app.store.begin(&self.app.store.scope_for_worker(&case.party)).await?;
        let reminder = Reminder {
            case: case.case,
            due_kind: case.due.kind.clone(),
            due_on: case.due.on,
            days,
        };
        // Another worker may have been first.
        let new = tx.remember_reminder(&reminder).await?;
        if new {
            tx.enqueue(&[self.reminder(case, days, now)]).await?;
        }
        tx.commit().await?;
        Ok(new)
    }

    fn reminder(&self, case: &DueCase, days: i32, now: Moment) -> NewEffect {
        let ours = TermKind::of_id(&case.due.kind).is_some_and(TermKind::binds_the_body);
        let payload = json!({
            "kenmerk": case.reference,
            "termijnsoort": case.due.kind,
            "uiterlijk": case.due.on,
            "voorbij": days == LATE,
            "teLaat": days == LATE && ours,
            "dagenVooraf": (days != LATE).then_some(days),
            "ookAanToezicht": days <= ESCALATE && ours,
        });
        NewEffect {
            id: self.app.fresh(now),
            case: Some(case.case),
            kind: "herinnering".to_owned(),
            payload: Redacted::new(payload.to_string()),
            created_at: now,
            available_at: now,
        }
    }
}
