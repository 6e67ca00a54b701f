//! Access in an emergency: somebody who is not on a file has to see it now. It takes a reason, it is told to those who are on
//! the file and to the supervisor, and it ends by itself.

use super::record::audit_entry;
use crate::{App, AppError, Caller};
use case::{OfficeRole, Text};
use chrono::TimeDelta;
use kernel::{CaseId, FaultCode, Redacted};
use serde_json::json;
use store::{NewEffect, NewMember, NewTask, StoreError, Tx};

/// For how many hours the access lasts.
const HOURS: i64 = 24;
/// The least letters of a reason: «spoed» is none.
const REASON: usize = 20;
/// The kind of the notice in the outbox.
const NOTICE: &str = "noodtoegang";

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
        let unknown = || {
            AppError::fault(
                "/kenmerk",
                FaultCode::OnbekendeWaarde,
                "er is geen dossier met dit kenmerk",
            )
        };
        let id = tx.case_of_reference(reference.trim()).await?.ok_or_else(unknown)?;
        if tx.has_conflict(id, caller.account()).await? {
            let message = "bij dit dossier is een belang van u vastgelegd; u mag het niet kennen";
            return Err(AppError::fault("/kenmerk", FaultCode::Tegenstrijdig, message));
        }
        let member = NewMember {
            account: caller.account(),
            added_by: caller.account(),
            reason: reason.as_str().to_owned(),
            at: now,
            until: Some(now.after(TimeDelta::hours(HOURS))),
        };
        // Access in an emergency that has ended makes place for a new one.
        tx.remove_ended_member(id, caller.account(), now).await?;
        tx.add_member(id, &member).await.map_err(|error| match error {
            StoreError::Duplicate(_) => AppError::fault(
                "/kenmerk",
                FaultCode::Tegenstrijdig,
                "u hebt al toegang tot dit dossier",
            ),
            other => other.into(),
        })?;
        self.tell_of_emergency(&mut tx, caller, id, reason).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Puts the access on record, gives the coordinator the duty to look at it, and tells those who are on the file.
    async fn tell_of_emergency(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        id: CaseId,
        reason: &Text,
    ) -> Result<(), AppError> {
        let now = self.now();
        tx.add_tasks(&[NewTask {
            id: self.fresh(now),
            case: id,
            kind: "noodtoegang-nakijken".to_owned(),
            article: "AVG art. 32".to_owned(),
            description: "Kijk na of de noodtoegang tot dit dossier terecht was, en leg dat vast."
                .to_owned(),
            due_on: now.after(TimeDelta::days(3)).dutch_date(),
            role: Some(OfficeRole::Coordinator.id().to_owned()),
            created_at: now,
        }])
        .await?;
        let payload = json!({ "dossier": id, "account": caller.account(), "rollen": ["toezichthouder"], "leden": true });
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
        let entry = audit_entry(caller, now, "noodtoegang", &subject, why, b"");
        tx.audit(&entry).await?;
        Ok(())
    }
}
