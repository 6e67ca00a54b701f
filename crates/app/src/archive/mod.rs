//! A closed file for the archive: its records with metadata by MDTO, in one zip file.

mod mdto;
mod pack;
mod retention;

use crate::dossier::{audit_entry, data_subjects};
use crate::{App, AppError, Caller, DossierAnswer, Permission};
use case::state::Ending;
use kernel::{CaseId, DocumentId, FaultCode, Sha256Hex};
use pack::{Contents, LetterSent, Record};
use std::collections::BTreeMap;
use store::{AuditEntry, DocumentRow, LetterRow};

/// The name in the audit trail and in the processing log.
const ACTION: &str = "dossier-archiveren";
/// The most bytes of the records of one package, which is made in memory.
const MOST_BYTES: u64 = 500_000_000;

impl App {
    /// Packs a closed file for the archive: bytes of a zip file; none for a file that is not closed. That it was done goes into the
    /// audit trail with the digest of the bytes, and into the processing log.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] when a record holds criminal data and the caller may not read those; an input fault when the records
    /// are too large for one package.
    pub async fn archive(&self, caller: &Caller, id: CaseId) -> Result<Option<Vec<u8>>, AppError> {
        let began = self.now();
        let answer = self.dossier(caller, id).await?;
        let Some(ending) = answer.dossier.ending().cloned() else { return Ok(None) };
        let rows = self.archivable(caller, id).await?;
        let contents = self.contents(caller, &answer, (ending, rows)).await?;
        let made = tokio::task::spawn_blocking(move || {
            contents.packed().map(|packed| (*Sha256Hex::of_bytes(&packed).as_bytes(), packed))
        });
        let made = made.await.map_err(|error| AppError::Unreadable(error.to_string()))?;
        let (digest, packed) = made.map_err(|error| AppError::Unreadable(error.to_string()))?;
        let people = data_subjects(answer.dossier.file());
        self.log_reading(caller, ACTION, began, people).await?;
        // The digest that any tool computes over the package, so that the line can be checked without this program.
        let subject = format!("dossier/{id}");
        let entry = audit_entry(caller, self.now(), ACTION, &subject, None, b"");
        let mut tx = self.store.begin(caller.scope()).await?;
        tx.audit(&AuditEntry { digest, ..entry }).await?;
        tx.commit().await?;
        Ok(Some(packed))
    }

    /// Returns the documents of a file, the oldest first, when the caller may take all of them out.
    async fn archivable(&self, caller: &Caller, id: CaseId) -> Result<Vec<DocumentRow>, AppError> {
        let mut rows = self.store.documents(caller.viewer(), id).await?;
        rows.reverse();
        // A package with holes in it would pass for the file.
        if rows.iter().any(|row| row.criminal) && !caller.may(Permission::ReadCriminal) {
            return Err(AppError::Forbidden);
        }
        if rows.iter().map(|row| row.size).sum::<u64>() > MOST_BYTES {
            let most = MOST_BYTES / 1_000_000;
            let message =
                format!("de stukken zijn samen groter dan {most} MB; haal ze per stuk op");
            return Err(AppError::fault("", FaultCode::OnbekendeWaarde, message));
        }
        Ok(rows)
    }

    async fn contents(
        &self,
        caller: &Caller,
        answer: &DossierAnswer,
        (ending, rows): (Ending, Vec<DocumentRow>),
    ) -> Result<Contents, AppError> {
        let file = answer.dossier.file();
        let letters = self.sent_letters(caller, answer.id).await?;
        let mut records = Vec::new();
        for row in rows {
            let found = self.store.document(caller.viewer(), answer.id, row.id).await?;
            let (row, content) = found.ok_or(AppError::NotFound)?;
            records.push(Record { letter: letters.get(&row.id).copied(), row, content });
        }
        Ok(Contents {
            id: answer.id,
            reference: file.kenmerk.clone(),
            received_on: file.ontvangen_op,
            ending,
            party: (caller.party().clone(), kernel::capitalised(&self.party_name(caller.party()))),
            at: self.now(),
            records,
        })
    }

    /// Returns the documents that are letters of the body, with the day on which each was sent.
    async fn sent_letters(
        &self,
        caller: &Caller,
        id: CaseId,
    ) -> Result<BTreeMap<DocumentId, LetterSent>, AppError> {
        let letters = self.store.letters(caller.viewer(), id).await?;
        let with_bytes = |letter: LetterRow| Some((letter.bytes?.0, LetterSent(letter.sent_on)));
        Ok(letters.into_iter().filter_map(with_bytes).collect())
    }
}
