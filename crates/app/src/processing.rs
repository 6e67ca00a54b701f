//! The log of processing (Logboek Dataverwerkingen): about whom, never by whom; written before anything is shown.

use crate::dossier::audit_entry;
use crate::{App, AppError, Caller, Paged};
use chrono::{DateTime, Utc};
use kernel::{CaseId, Moment, SubjectId};
use schemars::JsonSchema;
use serde::Deserialize;
use store::{AuditEntry, Cursor, LdvRecord, ProcessingRecord, ProcessingStatus};

/// Welk deel van het verwerkingenlogboek.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Verwerkingenfilter")]
pub struct ProcessingQuery {
    /// Vanaf wanneer.
    pub van: DateTime<Utc>,
    /// Tot en met wanneer.
    pub tot_en_met: DateTime<Utc>,
    /// Alleen wat over deze persoon gaat, voor een inzageverzoek.
    #[serde(default)]
    pub persoon: Option<SubjectId>,
    /// Waar het deel begint; niet bij één persoon, want die komt in één deel.
    #[serde(default)]
    pub cursor: Option<String>,
}

impl App {
    /// Makes the record of one processing.
    pub(crate) fn processing(
        &self,
        caller: &Caller,
        activity: &str,
        began: Moment,
        subjects: Vec<SubjectId>,
    ) -> ProcessingRecord {
        let now = self.now();
        ProcessingRecord {
            id: kernel::uuid_v7(now, self.random()),
            party: caller.party().clone(),
            at: began,
            until: now,
            activity: format!("{}/{activity}", self.settings.processing_register),
            trace: self.random(),
            span: self.random(),
            status: ProcessingStatus::Ok,
            subjects,
        }
    }

    /// Logs a reading; what cannot be logged is not shown.
    pub(crate) async fn log_reading(
        &self,
        caller: &Caller,
        activity: &str,
        began: Moment,
        subjects: Vec<SubjectId>,
    ) -> Result<(), AppError> {
        if subjects.is_empty() {
            return Ok(());
        }
        let record = self.processing(caller, activity, began, subjects);
        Ok(self.store.processing().record(&record).await?)
    }

    /// Lists the log of the caller's party.
    pub async fn processing_log(
        &self,
        caller: &Caller,
        query: &ProcessingQuery,
    ) -> Result<Paged<LdvRecord>, AppError> {
        const ACTIONS: u32 = 200;
        let period = (Moment::new(query.van), Moment::new(query.tot_en_met));
        if let Some(person) = query.persoon {
            let (from, until) = period;
            let items = self.store.processing_of(caller.scope(), person, from, until).await?;
            return Ok(Paged { items, volgende: None });
        }
        let cursor = query.cursor.as_ref().map(Cursor::new);
        let page =
            self.store.export_processing(caller.scope(), period, cursor.as_ref(), ACTIONS).await?;
        Ok(Paged::of(page, |record| record))
    }

    /// Puts on record that somebody asked for a file that is not theirs, and gives the answer: not found. An id that exists
    /// nowhere is a typing error and no event.
    pub(crate) async fn not_theirs(
        &self,
        caller: &Caller,
        id: CaseId,
    ) -> Result<AppError, AppError> {
        if self.store.case_exists_elsewhere(id).await? {
            tracing::warn!(
                party = %caller.party(), account = %caller.account(), dossier = %id,
                "a file was asked for by an account that is not on it"
            );
            let mut tx = self.store.begin(caller.scope()).await?;
            tx.audit(&self.denied(caller, id)).await?;
            tx.commit().await?;
        }
        Ok(AppError::NotFound)
    }

    fn denied(&self, caller: &Caller, id: CaseId) -> AuditEntry {
        audit_entry(
            caller,
            self.now(),
            "vreemd-dossier-gevraagd",
            &format!("dossier/{id}"),
            None,
            b"",
        )
    }
}
