//! A closed file for the archive: its records with metadata by MDTO, in one zip file.

mod mdto;
mod pack;
mod record;
mod retention;

use crate::dossier::{audit_entry, data_subjects};
use crate::{App, AppError, Caller, DossierAnswer, Permission};
use case::state::Ending;
use chrono::NaiveDate;
use kernel::{CaseId, DocumentId, FaultCode, Sha256Hex};
use pack::Contents;
use record::{Kind, Record};
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
        let records = self.records(caller, id).await?;
        let contents = self.contents(caller, &answer, (ending, records));
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

    /// Returns whether the caller may read all that a package of a file holds: one with holes in it would pass for the file.
    pub async fn may_archive(&self, caller: &Caller, id: CaseId) -> Result<bool, AppError> {
        if caller.may(Permission::ReadCriminal) {
            return Ok(true);
        }
        let rows = self.store.documents(caller.viewer(), id).await?;
        let on_paper = rows.iter().any(|row| row.criminal) || self.course(caller, id).await?.1;
        Ok(!on_paper && !self.was_asked_criminal(caller, id).await?)
    }

    /// Returns the records of a file when the caller may take all of them out: documents, questionnaires and the course, each kind
    /// in the order in which it came.
    async fn records(&self, caller: &Caller, id: CaseId) -> Result<Vec<Record>, AppError> {
        if !self.may_archive(caller, id).await? {
            return Err(AppError::Forbidden);
        }
        let course = self.course(caller, id).await?;
        let submissions = self.submissions(caller, id).await?;
        let mut rows = self.store.documents(caller.viewer(), id).await?;
        rows.reverse();
        let files = submissions.iter().flat_map(|submission| &submission.files);
        may_hold(rows.iter().map(|row| row.size).chain(files.map(|file| file.size)).sum())?;
        let mut records = self.document_records(caller, id, &rows).await?;
        for mut submission in submissions {
            records.extend(Record::of_submission(&mut submission));
            for file in submission.files {
                let content = self.file_content(caller, &file).await?;
                records.push(Record::of_attachment(file, submission.criminal, content));
            }
        }
        records.push(Record::of_course(id, &course, self.now())?);
        Ok(records)
    }

    async fn document_records(
        &self,
        caller: &Caller,
        id: CaseId,
        rows: &[DocumentRow],
    ) -> Result<Vec<Record>, AppError> {
        let letters = self.sent_letters(caller, id).await?;
        let mut records = Vec::new();
        for row in rows {
            let found = self.store.document(caller.viewer(), id, row.id).await?;
            let kind = letters.get(&row.id).map_or(Kind::Document, |sent| Kind::Letter(*sent));
            records.push(Record::of_document(found.ok_or(AppError::NotFound)?, kind));
        }
        Ok(records)
    }

    fn contents(
        &self,
        caller: &Caller,
        answer: &DossierAnswer,
        (ending, records): (Ending, Vec<Record>),
    ) -> Contents {
        let file = answer.dossier.file();
        Contents {
            id: answer.id,
            reference: file.kenmerk.clone(),
            received_on: file.ontvangen_op,
            ending,
            party: (caller.party().clone(), kernel::capitalised(&self.party_name(caller.party()))),
            at: self.now(),
            records,
        }
    }

    /// Returns the documents that are letters of the body, with the day on which each was sent.
    async fn sent_letters(
        &self,
        caller: &Caller,
        id: CaseId,
    ) -> Result<BTreeMap<DocumentId, Option<NaiveDate>>, AppError> {
        let letters = self.store.letters(caller.viewer(), id).await?;
        let with_bytes = |letter: LetterRow| Some((letter.bytes?.0, letter.sent_on));
        Ok(letters.into_iter().filter_map(with_bytes).collect())
    }
}

/// Refuses more bytes than one package can hold.
fn may_hold(bytes: u64) -> Result<(), AppError> {
    if bytes <= MOST_BYTES {
        return Ok(());
    }
    let most = MOST_BYTES / 1_000_000;
    let message = format!("de stukken zijn samen groter dan {most} MB; haal ze per stuk op");
    Err(AppError::fault("", FaultCode::OnbekendeWaarde, message))
}
