//! A closed file for the archive: its records with metadata by MDTO, in one zip file.

mod letter;
mod mdto;
mod pack;
mod record;
mod retention;

use crate::correspondence::LetterLife;
use crate::dossier::{HistoryEvent, audit_entry, data_subjects};
use crate::inquiry::KeptEntry;
use crate::intake::Submission;
use crate::{App, AppError, Caller, DossierAnswer, Permission};
use case::state::Ending;
use kernel::{CaseId, FaultCode, Sha256Hex};
use pack::Contents;
use record::{Kind, Record};
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
        let records = self.records(caller, &answer).await?;
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
        Ok(caller.may(Permission::ReadCriminal) || !self.held(caller, id).await?.is_criminal())
    }

    /// Reads what a file holds, without the bytes of its documents.
    async fn held(&self, caller: &Caller, id: CaseId) -> Result<Held, AppError> {
        let mut documents = self.store.documents(caller.viewer(), id).await?;
        documents.reverse();
        let mut letters = self.store.letters(caller.viewer(), id).await?;
        letters.reverse();
        Ok(Held {
            documents,
            letters,
            submissions: self.submissions(caller, id).await?,
            inquiry: self.kept_inquiry(caller, id).await?,
            course: self.course(caller, id).await?,
        })
    }

    /// Returns the records of a file when the caller may take all of them out: documents, questionnaires, and what the program keeps
    /// about the file, each kind in the order in which it came.
    async fn records(
        &self,
        caller: &Caller,
        answer: &DossierAnswer,
    ) -> Result<Vec<Record>, AppError> {
        let (id, at) = (answer.id, self.now());
        let held = self.held(caller, id).await?;
        if held.is_criminal() && !caller.may(Permission::ReadCriminal) {
            return Err(AppError::Forbidden);
        }
        // Before anything is read or made: what is known to be too much.
        may_hold(held.bytes())?;
        let lives = self.lives_of(caller, (answer, &held.letters)).await?;
        let mut packed = Shelf::default();
        self.shelve_documents((caller, id), (&held.documents, &lives), &mut packed).await?;
        for submission in &held.submissions {
            self.shelve_submission(caller, submission, &mut packed).await?;
        }
        if !lives.is_empty() {
            let criminal = held.letters.iter().any(|letter| letter.criminal);
            packed.put(Record::of_letters(id, (&lives, criminal), at)?)?;
        }
        let (entries, criminal) = &held.inquiry;
        if !entries.is_empty() {
            packed.put(Record::of_inquiry(id, (entries, *criminal), at)?)?;
        }
        packed.put(Record::of_around(id, &self.around(caller, id).await?, at)?)?;
        let (events, criminal) = &held.course;
        packed.put(Record::of_course(id, (events, *criminal), at)?)?;
        Ok(packed.records)
    }

    async fn shelve_documents(
        &self,
        (caller, id): (&Caller, CaseId),
        (rows, lives): (&[DocumentRow], &[LetterLife]),
        packed: &mut Shelf,
    ) -> Result<(), AppError> {
        for row in rows {
            let found = self.store.document(caller.viewer(), id, row.id).await?;
            let life = lives.iter().find(|life| life.stuk == Some(row.id));
            let kind =
                life.map_or(Kind::Document, |life| Kind::Letter(life.status, letter::events(life)));
            packed.put(Record::of_document(found.ok_or(AppError::NotFound)?, kind))?;
        }
        Ok(())
    }

    async fn shelve_submission(
        &self,
        caller: &Caller,
        submission: &Submission,
        packed: &mut Shelf,
    ) -> Result<(), AppError> {
        for version in &submission.versions {
            let copy = self.copy_of(submission, version).await?;
            packed.put(Record::of_copy(submission, version, copy))?;
            packed.put(Record::of_answers(submission, version)?)?;
        }
        for file in &submission.files {
            let content = self.file_content(caller, file).await?;
            let criminal = submission.is_criminal();
            packed.put(Record::of_attachment(file.clone(), criminal, content))?;
        }
        Ok(())
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
}

/// What a file holds.
struct Held {
    documents: Vec<DocumentRow>,
    letters: Vec<LetterRow>,
    submissions: Vec<Submission>,
    /// The entries of the own investigation, and whether criminal data can stand in one.
    inquiry: (Vec<KeptEntry>, bool),
    /// Everything that happened, and whether criminal data can stand in it.
    course: (Vec<HistoryEvent>, bool),
}

impl Held {
    fn is_criminal(&self) -> bool {
        self.inquiry.1
            || self.course.1
            || self.documents.iter().any(|row| row.criminal)
            || self.letters.iter().any(|letter| letter.criminal)
            || self.submissions.iter().any(Submission::is_criminal)
    }

    /// Returns the bytes of the documents; what the program makes itself comes to them.
    fn bytes(&self) -> u64 {
        let files = self.submissions.iter().flat_map(|submission| &submission.files);
        let documents = self.documents.iter().map(|row| row.size);
        documents.chain(files.map(|file| file.size)).sum()
    }
}

/// The records of one package, which holds no more than it can.
#[derive(Default)]
struct Shelf {
    bytes: u64,
    records: Vec<Record>,
}

impl Shelf {
    fn put(&mut self, record: Record) -> Result<(), AppError> {
        self.bytes += record.content.len() as u64;
        may_hold(self.bytes)?;
        self.records.push(record);
        Ok(())
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

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::{Moment, Redacted};

    fn record(bytes: usize) -> Record {
        Record {
            mark: "1".to_owned(),
            name: Redacted::new("stuk".to_owned()),
            media_type: "application/pdf".to_owned(),
            criminal: false,
            at: Moment::from_micros(0).unwrap(),
            kind: Kind::Document,
            content: vec![0; bytes],
        }
    }

    /// What the program makes itself counts as well as what was handed to it.
    #[test]
    fn a_package_holds_no_more_than_its_limit_with_all_that_is_made_for_it() {
        let mut packed = Shelf { bytes: MOST_BYTES - 5, records: Vec::new() };
        packed.put(record(3)).unwrap();
        packed.put(record(2)).unwrap();
        assert!(matches!(packed.put(record(1)), Err(AppError::Input(_))));
        assert_eq!(packed.records.len(), 2);
        assert!(may_hold(MOST_BYTES + 1).is_err());
    }
}
