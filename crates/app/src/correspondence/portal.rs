//! The letters that wait in the portal for the person who fills in a questionnaire.

use crate::intake::trail;
use crate::{App, AppError, Applicant};
use kernel::{LetterId, Moment};
use letters::LetterKind;
use store::{AuditEntry, LetterRow};

/// A letter in the portal.
#[derive(Clone, Debug)]
pub struct PortalLetter {
    /// The id.
    pub id: LetterId,
    /// What it is.
    pub name: &'static str,
    /// The day on which it was put there.
    pub on: chrono::NaiveDate,
}

impl App {
    /// Lists the letters that wait for somebody, the newest first. Who enters a paper form is somebody else, and sees none.
    pub async fn portal_letters(
        &self,
        applicant: &Applicant,
    ) -> Result<Vec<PortalLetter>, AppError> {
        if applicant.entered_by().is_some() {
            return Ok(Vec::new());
        }
        let place = (applicant.row.case, applicant.row.subject);
        let rows = self.store.portal_letters(&applicant.scope, place).await?;
        let shown = |row: &LetterRow| {
            let name = LetterKind::of(&row.kind)?.name();
            Some(PortalLetter { id: row.id, name, on: row.sent_on? })
        };
        Ok(rows.iter().filter_map(shown).collect())
    }

    /// Reads a letter that waits for somebody, and writes in the audit trail that they did: it proves that it arrived.
    pub async fn portal_letter(
        &self,
        applicant: &Applicant,
        id: LetterId,
    ) -> Result<(String, Vec<u8>), AppError> {
        let waits = self.portal_letters(applicant).await?.iter().any(|letter| letter.id == id);
        if !waits {
            return Err(AppError::NotFound);
        }
        let place = (applicant.row.case, applicant.row.subject);
        let found = self.store.portal_letter(&applicant.scope, place, id).await?;
        let (name, bytes) = found.ok_or(AppError::NotFound)?;
        let mut tx = self.store.begin(&applicant.scope).await?;
        tx.audit(&read_line(self.now(), applicant, id)).await?;
        tx.commit().await?;
        Ok((name.reveal().clone(), bytes))
    }
}

fn read_line(at: Moment, applicant: &Applicant, id: LetterId) -> AuditEntry {
    let line = trail(at, "brief-gelezen-in-portaal", (applicant.row.id, None));
    AuditEntry { subject: format!("brief/{id}"), ..line }
}
