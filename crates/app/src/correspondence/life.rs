//! What became of the letters of a file, from the first word to the end: for who keeps the file.

use super::LetterLine;
use super::line::Lines;
use crate::{App, AppError, Caller, DossierAnswer};
use kernel::{DocumentId, LetterId, Moment, Redacted};
use serde::Serialize;
use store::{AuditEntry, AuditPart, LetterRow, LetterStatus};

/// The actions of the audit trail on a letter.
const STEPS: [&str; 8] = [
    "brief-beginnen",
    "brief-schrijven",
    "brief-voorleggen",
    "brief-teruggeven",
    "brief-vaststellen",
    "brief-op-printlijst",
    "brief-verzenden",
    "brief-laten-vervallen",
];

/// A letter with what became of it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct LetterLife {
    #[serde(flatten)]
    pub(crate) brief: LetterLine,
    /// The document of its bytes; none for one that was never fixed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) stuk: Option<DocumentId>,
    /// What proves that it was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) bewijs: Option<Redacted<String>>,
    /// Why it was given back, or why it was dropped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) opmerking: Option<Redacted<String>>,
    /// What was done with it, the oldest first.
    pub(crate) stappen: Vec<LetterStep>,
    #[serde(skip)]
    pub(crate) status: LetterStatus,
}

/// Something that was done with a letter.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct LetterStep {
    pub(crate) tijdstip: Moment,
    /// As the audit trail names it.
    pub(crate) handeling: String,
    /// The name of who did it.
    pub(crate) door: String,
}

impl LetterLife {
    /// Returns the last time that this was done with it.
    pub(crate) fn last(&self, action: &str) -> Option<&LetterStep> {
        self.stappen.iter().rev().find(|step| step.handeling == action)
    }
}

impl App {
    /// Says what became of letters of a file, in their order. It logs no reading: who asks for it does, and has the right to all
    /// of it.
    pub(crate) async fn lives_of(
        &self,
        caller: &Caller,
        (answer, rows): (&DossierAnswer, &[LetterRow]),
    ) -> Result<Vec<LetterLife>, AppError> {
        let names = self.names_of_accounts(caller).await?;
        let mails = self.mails_of(caller, rows).await?;
        let view = Lines { caller, names: &names, mails: &mails };
        let mut lives = Vec::new();
        for row in rows {
            lives.push(LetterLife {
                brief: view.line(row, answer.dossier.file())?,
                stuk: row.bytes.map(|(document, _)| document),
                bewijs: row.proof.clone(),
                opmerking: row.remark.clone(),
                stappen: self.steps_with(caller, row.id).await?,
                status: row.status,
            });
        }
        Ok(lives)
    }

    async fn steps_with(
        &self,
        caller: &Caller,
        letter: LetterId,
    ) -> Result<Vec<LetterStep>, AppError> {
        let subject = format!("brief/{letter}");
        let part = AuditPart {
            subject: &subject,
            actions: &STEPS,
            from: None,
            before: None,
            limit: u32::MAX,
        };
        let entries = self.store.audit_part(caller.scope(), part).await?;
        let step = |entry: AuditEntry| LetterStep {
            tijdstip: entry.at,
            handeling: entry.action,
            door: entry.actor_name,
        };
        Ok(entries.into_iter().rev().map(step).collect())
    }
}
