//! Filling in, step by step. Every step is kept when it is sent; what somebody else kept in the meantime is not overwritten.

use super::entry::trail;
use super::{Applicant, Correction, FileHere};
use crate::{App, AppError};
use chrono::NaiveDate;
use kernel::{Redacted, Sha256Hex};
use questionnaire::{Answers, Attached, BlockKey, Form, Person, PersonKey, Value, evaluate};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{IntakeRow, IntakeState};

/// A questionnaire as it stands.
#[derive(Clone, Debug)]
pub struct Filling {
    /// The form.
    pub form: Arc<Form>,
    /// The answers.
    pub answers: Answers,
    /// The version that they were read at.
    pub version: i64,
    /// Whether answers can be changed.
    pub is_open: bool,
    /// Whether nothing more is expected, handed in or not.
    pub is_closed: bool,
    /// What is being repaired, after it was handed in.
    pub repair: Option<RepairOf>,
    /// Whether a version was handed in.
    pub is_handed_in: bool,
    /// The documents to put right, as far as the person was told.
    pub corrections: Vec<Correction>,
    /// The last day.
    pub until: NaiveDate,
    /// The files.
    pub files: Vec<FileHere>,
}

/// What can be changed after a questionnaire was handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RepairOf {
    /// All answers: what was missing was asked for (Awb 4:5).
    Everything,
    /// The documents that have to be put right, and nothing else.
    Documents,
}

/// The answers of one step: the new answers, and who is called what.
#[derive(Clone, Debug, Default)]
pub struct StepAnswers {
    /// The answers by question; an empty text takes an answer away.
    pub answers: BTreeMap<String, Value>,
    /// Persons who are named in them.
    pub persons: BTreeMap<PersonKey, Person>,
    /// Files that came with them.
    pub attached: Vec<Attached>,
    /// Files that are taken away, wherever they are.
    pub detached: Vec<String>,
    /// Documents that are taken from one place, and stay in others.
    pub unlinked: Vec<Attached>,
}

/// Why answers were not kept.
#[derive(Debug)]
pub enum KeepError {
    /// Others were kept since these were read, in another window; the questionnaire as it is now.
    Stale(Box<Filling>),
    /// It was handed in, or nothing more is expected.
    Closed,
    /// Something else.
    App(AppError),
}

impl<E: Into<AppError>> From<E> for KeepError {
    fn from(error: E) -> Self {
        Self::App(error.into())
    }
}

pub(super) fn repair_of(row: &IntakeRow) -> Option<RepairOf> {
    let of = if row.limited { RepairOf::Documents } else { RepairOf::Everything };
    (row.state == IntakeState::Repair).then_some(of)
}

impl Filling {
    /// Returns whether it is open only for the documents that have to be put right.
    pub fn is_limited(&self) -> bool {
        self.repair == Some(RepairOf::Documents)
    }

    /// Returns the document to put right, for one that is there.
    pub fn correction_of(&self, document: &str) -> Option<&Correction> {
        self.corrections.iter().find(|one| one.place.document == document)
    }

    /// Takes out of a step what cannot be changed while only documents are to be put right: every answer, and every document
    /// elsewhere.
    fn within_limits(&self, block: BlockKey, step: StepAnswers) -> StepAnswers {
        if !self.is_limited() {
            return step;
        }
        let is_open = |attached: &Attached| {
            self.corrections.iter().any(|one| {
                let place = &one.place;
                attached.block == block
                    && (place.block, &place.question, place.entry, &place.attachment)
                        == (block, &attached.question, attached.entry, &attached.attachment)
            })
        };
        let (attached, elsewhere): (Vec<_>, Vec<_>) = step.attached.into_iter().partition(is_open);
        let here = self.answers.attached.iter().filter(|one| is_open(one));
        let here: Vec<&str> = here.map(|one| one.document.as_str()).collect();
        let detached = step.detached.into_iter().filter(|id| here.contains(&id.as_str()));
        // What came with an answer that is closed is not kept.
        let stray = elsewhere.into_iter().map(|one| one.document);
        StepAnswers {
            attached,
            detached: detached.chain(stray).collect(),
            ..StepAnswers::default()
        }
    }
}

impl App {
    /// Reads a questionnaire for who fills it in.
    pub async fn filling(&self, applicant: &Applicant) -> Result<Filling, AppError> {
        let row = self.store.intake(&applicant.scope, applicant.row.id).await?;
        let row = row.ok_or(AppError::NotFound)?;
        let files = self.store.intake_files(&applicant.scope, row.id).await?;
        let corrections = self.corrections(&applicant.scope, row.id).await?;
        Ok(Filling {
            form: self.form_of(&row).await?,
            answers: serde_json::from_str(row.answers.reveal())?,
            version: row.version,
            is_open: row.state.is_open(),
            is_closed: row.state == IntakeState::Closed,
            repair: repair_of(&row),
            is_handed_in: row.submitted_at.is_some(),
            corrections: corrections.into_iter().filter(Correction::is_asked).collect(),
            until: row.until,
            files: files.into_iter().map(FileHere::from).collect(),
        })
    }

    /// Keeps the answers of a step about somebody. Who is named nowhere any more goes, with what was answered about them.
    pub async fn keep_step(
        &self,
        applicant: &Applicant,
        version: i64,
        block: BlockKey,
        step: StepAnswers,
    ) -> Result<(), KeepError> {
        let filling = self.open_at(applicant, version).await?;
        let step = filling.within_limits(block, step);
        let unlinked = step.unlinked.iter().map(|one| one.document.clone());
        let idle: Vec<String> = step.detached.iter().cloned().chain(unlinked).collect();
        self.keep(applicant, filling, |answers, form| {
            answers.persons.extend(step.persons);
            for (question, value) in step.answers {
                answers.put(block, &question, value);
            }
            answers.attached.extend(step.attached);
            answers.attached.retain(|attached| {
                !step.detached.contains(&attached.document) && !step.unlinked.contains(attached)
            });
            let named = evaluate(form, answers).named;
            answers.drop_unnamed(&named);
        })
        .await?;
        Ok(self.drop_files(applicant, &idle).await?)
    }

    /// Takes files away that no answer and no version names.
    pub async fn drop_files(
        &self,
        applicant: &Applicant,
        files: &[String],
    ) -> Result<(), AppError> {
        if files.is_empty() {
            return Ok(());
        }
        let versions = self.store.intake_versions(&applicant.scope, applicant.row.id).await?;
        if !versions.is_empty() {
            return Ok(());
        }
        let answers = self.filling(applicant).await?.answers;
        let idle = files.iter().filter(|file| !answers.names(file));
        let ids: Vec<_> = idle.filter_map(|file| file.parse().ok()).collect();
        let mut tx = self.store.begin(&applicant.scope).await?;
        for id in ids {
            tx.drop_file(applicant.row.id, id).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Reads a questionnaire to be changed: it is open, and still as it was read at a version.
    pub(super) async fn open_at(
        &self,
        applicant: &Applicant,
        version: i64,
    ) -> Result<Filling, KeepError> {
        let filling = self.filling(applicant).await?;
        if !filling.is_open {
            return Err(KeepError::Closed);
        }
        if filling.version != version {
            return Err(KeepError::Stale(Box::new(filling)));
        }
        Ok(filling)
    }

    /// Keeps what a change makes of the answers that were read at a version.
    async fn keep(
        &self,
        applicant: &Applicant,
        filling: Filling,
        change: impl FnOnce(&mut Answers, &Form),
    ) -> Result<(), KeepError> {
        let version = filling.version;
        let mut answers = filling.answers;
        change(&mut answers, &filling.form);
        let content = serde_json::to_string(&answers)?;
        let state =
            if filling.repair.is_some() { IntakeState::Repair } else { IntakeState::Underway };
        let mut tx = self.store.begin(&applicant.scope).await?;
        let id = applicant.row.id;
        if !tx.keep_answers(id, version, &Redacted::new(content.clone()), state).await? {
            tx.rollback().await?;
            return Err(KeepError::Stale(Box::new(self.filling(applicant).await?)));
        }
        let digest = *Sha256Hex::of_parts([content.as_bytes()]).as_bytes();
        let line = trail(self.now(), "vragenlijst-bewaren", applicant.who());
        tx.audit(&store::AuditEntry { digest, ..line }).await?;
        tx.commit().await?;
        Ok(())
    }
}
