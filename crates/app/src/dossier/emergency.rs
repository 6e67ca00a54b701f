//! Access in an emergency: somebody who is not on a file has to see it now. It takes a reason, it is told to those who are on
//! the file and to who supervises, it ends by itself, and somebody else looks at it afterwards.

use super::record::audit_entry;
use crate::{App, AppError, Caller, Permission};
use case::{OfficeRole, Text};
use chrono::TimeDelta;
use kernel::{AccountId, CaseId, FaultCode, Moment, Redacted, TaskId};
use serde_json::json;
use store::{EmergencyRow, NewEffect, NewEmergency, NewMember, NewTask, StoreError, TaskDone, Tx};

/// For how many hours the access lasts.
const HOURS: i64 = 24;
/// The least letters of a reason: «spoed» is none.
const REASON: usize = 20;
/// The kind of the notice in the outbox.
const NOTICE: &str = "noodtoegang";
/// For how many days access that was taken is shown after somebody looked at it.
const SHOWN_DAYS: i64 = 30;

/// Access that was taken, as who supervises sees it: of the file its reference and nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Emergency {
    /// The duty to look at it.
    pub task: TaskId,
    /// The party's own reference of the file.
    pub reference: String,
    /// The name of the account that took it.
    pub name: String,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Moment,
    /// Until when.
    pub until: Moment,
    /// The role that has to look at it.
    pub role: Option<OfficeRole>,
    /// When somebody looked at it, the name of that account, and what was said.
    pub reviewed: Option<(Moment, String, String)>,
    /// Whether the caller may look at it and say so.
    pub for_caller: bool,
}

impl Emergency {
    fn of(row: EmergencyRow, caller: &Caller) -> Self {
        let for_caller =
            row.reviewed.is_none() && reviews(caller, row.role.as_deref(), Some(row.taken.account));
        let (taken, role) = (row.taken, row.role);
        Self {
            task: taken.task,
            reference: row.reference,
            name: row.name,
            reason: taken.reason,
            at: taken.at,
            until: taken.until,
            role: role.as_deref().and_then(OfficeRole::of_id),
            reviewed: row.reviewed.map(|review| (review.at, review.by, review.note)),
            for_caller,
        }
    }
}

/// Returns whether somebody may look at the access that an account took: nobody looks at their own.
pub(crate) fn reviews(caller: &Caller, role: Option<&str>, taker: Option<AccountId>) -> bool {
    role == Some(caller.role().id()) && taker != Some(caller.account())
}

impl App {
    /// Gives the caller access to the file with a reference for a day, and returns the file.
    pub async fn break_glass(
        &self,
        caller: &Caller,
        reference: &str,
        reason: &Text,
    ) -> Result<CaseId, AppError> {
        if reason.as_str().trim().chars().count() < REASON {
            let message = "schrijf in een hele zin waarom u dit dossier nu moet zien";
            return Err(AppError::fault("/reden", FaultCode::VerkeerdeVorm, message));
        }
        let now = self.now();
        let mut tx = self.store.begin(caller.scope()).await?;
        let refused = |code, message| AppError::fault("/kenmerk", code, message);
        let unknown = || refused(FaultCode::OnbekendeWaarde, "er is geen dossier met dit kenmerk");
        let id = tx.case_of_reference(reference.trim()).await?.ok_or_else(unknown)?;
        if tx.has_conflict(id, caller.account()).await? {
            let message = "bij dit dossier is een belang van u vastgelegd; u mag het niet kennen";
            return Err(refused(FaultCode::Tegenstrijdig, message));
        }
        let until = now.after(TimeDelta::hours(HOURS));
        let member = NewMember {
            account: caller.account(),
            added_by: caller.account(),
            reason: reason.as_str().to_owned(),
            at: now,
            until: Some(until),
        };
        // Access in an emergency that has ended makes place for a new one.
        tx.remove_ended_member(id, caller.account(), now).await?;
        tx.add_member(id, &member).await.map_err(|error| match error {
            StoreError::Duplicate(_) => {
                refused(FaultCode::Tegenstrijdig, "u hebt al toegang tot dit dossier")
            }
            other => other.into(),
        })?;
        self.tell_of_emergency(&mut tx, caller, id, (until, reason)).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Puts the access on record, gives somebody else the duty to look at it, and tells those who are on the file.
    async fn tell_of_emergency(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        id: CaseId,
        (until, reason): (Moment, &Text),
    ) -> Result<(), AppError> {
        let now = self.now();
        let task = review_task(self.fresh(now), id, caller, now);
        tx.add_tasks(std::slice::from_ref(&task)).await?;
        tx.add_emergency(&NewEmergency {
            task: task.id,
            case: id,
            account: caller.account(),
            reason: reason.as_str().to_owned(),
            at: now,
            until,
        })
        .await?;
        let payload = json!({
            "dossier": id,
            "account": caller.account(),
            "rollen": [OfficeRole::Coordinator.id(), OfficeRole::Toezichthouder.id()],
            "leden": true,
        });
        tx.enqueue(&[NewEffect {
            id: self.fresh(now),
            case: Some(id),
            kind: NOTICE.to_owned(),
            payload: Redacted::new(payload.to_string()),
            created_at: now,
            available_at: now,
        }])
        .await?;
        let subject = format!("dossier/{id}");
        let why = Some(reason.as_str().to_owned());
        let entry = audit_entry(caller, now, NOTICE, &subject, why, b"");
        tx.audit(&entry).await?;
        Ok(())
    }

    /// Lists the access that was taken in the last days, and all that nobody looked at yet; the last first.
    pub async fn emergencies(&self, caller: &Caller) -> Result<Vec<Emergency>, AppError> {
        supervises(caller)?;
        let since = self.now().after(-TimeDelta::days(SHOWN_DAYS));
        let rows = self.store.emergencies(caller.scope(), since).await?;
        Ok(rows.into_iter().map(|row| Emergency::of(row, caller)).collect())
    }

    /// Reads the access that a duty is about.
    pub async fn emergency(&self, caller: &Caller, task: TaskId) -> Result<Emergency, AppError> {
        supervises(caller)?;
        let row = self.store.emergency(caller.scope(), task).await?.ok_or(AppError::NotFound)?;
        Ok(Emergency::of(row, caller))
    }

    /// Puts on record that the access was looked at, and what was found. Who does so need not know the file.
    pub async fn review_emergency(
        &self,
        caller: &Caller,
        task: TaskId,
        note: &Text,
    ) -> Result<(), AppError> {
        supervises(caller)?;
        let row = self.store.emergency(caller.scope(), task).await?.ok_or(AppError::NotFound)?;
        self.reviewed(caller, &row, note).await
    }

    /// Closes the duty to look at an access.
    pub(crate) async fn reviewed(
        &self,
        caller: &Caller,
        row: &EmergencyRow,
        note: &Text,
    ) -> Result<(), AppError> {
        if !reviews(caller, row.role.as_deref(), Some(row.taken.account)) {
            return Err(AppError::Forbidden);
        }
        let now = self.now();
        let text = note.as_str().to_owned();
        let done = TaskDone { at: now, by: caller.account(), note: Some(text.clone()) };
        let mut tx = self.store.begin(caller.scope()).await?;
        let (case, task) = (row.taken.case, row.taken.task);
        tx.finish_task(case, task, &done).await.map_err(|error| match error {
            StoreError::Conflict => AppError::NotFound,
            other => other.into(),
        })?;
        let (subject, content) = (format!("dossier/{case}"), text.clone());
        let action = "noodtoegang-nakijken";
        tx.audit(&audit_entry(caller, now, action, &subject, Some(text), content.as_bytes()))
            .await?;
        Ok(tx.commit().await?)
    }
}

fn supervises(caller: &Caller) -> Result<(), AppError> {
    if caller.may(Permission::Supervise) { Ok(()) } else { Err(AppError::Forbidden) }
}

/// The duty to look at the access: for the coordinator, and for the supervisor when a coordinator took it.
fn review_task(id: TaskId, case: CaseId, taker: &Caller, now: Moment) -> NewTask {
    let role = match taker.role() {
        OfficeRole::Coordinator => OfficeRole::Toezichthouder,
        _ => OfficeRole::Coordinator,
    };
    NewTask {
        id,
        case,
        kind: "noodtoegang-nakijken".to_owned(),
        article: "AVG art. 32".to_owned(),
        description: "Kijk na of de noodtoegang tot dit dossier terecht was, en leg dat vast."
            .to_owned(),
        due_on: now.after(TimeDelta::days(3)).dutch_date(),
        role: Some(role.id().to_owned()),
        created_at: now,
    }
}
