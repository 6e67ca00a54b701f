//! What goes into a package: the documents of a file, what was handed in for its questionnaires, and its course.

use crate::AppError;
use crate::dossier::HistoryEvent;
use crate::intake::{FileHere, Submission};
use crate::upload::ending_of;
use chrono::NaiveDate;
use kernel::{CaseId, Moment, Redacted};
use store::DocumentRow;

const PDF: &str = "application/pdf";
const JSON: &str = "application/json";

/// What a record is.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Document,
    /// A letter of the body, with the day on which it was sent.
    Letter(Option<NaiveDate>),
    /// A version of a questionnaire as it was handed in.
    Questionnaire,
    /// A document beside the answers.
    Attachment,
    /// Everything that happened on the file.
    Course,
}

/// A record with its bytes.
pub(super) struct Record {
    /// What the program knows it by.
    pub(super) mark: String,
    pub(super) name: Redacted<String>,
    pub(super) media_type: String,
    /// Whether criminal data can stand in it.
    pub(super) criminal: bool,
    /// When it came.
    pub(super) at: Moment,
    pub(super) kind: Kind,
    pub(super) content: Vec<u8>,
}

impl Kind {
    /// Returns the word in the name of its file.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Document => "stuk",
            Self::Letter(_) => "brief",
            Self::Questionnaire => "vragenlijst",
            Self::Attachment => "bijlage",
            Self::Course => "verloop",
        }
    }
}

impl Record {
    pub(super) fn of_document((row, content): (DocumentRow, Vec<u8>), kind: Kind) -> Self {
        Self {
            mark: row.id.to_string(),
            name: row.name,
            media_type: row.media_type,
            criminal: row.criminal,
            at: row.at,
            kind,
            content,
        }
    }

    /// Makes a record of each version that was handed in.
    pub(super) fn of_submission(submission: &mut Submission) -> Vec<Self> {
        let (id, criminal) = (submission.id, submission.criminal);
        let record = |(index, (at, copy)): (usize, (Moment, letters::CopyPdf))| Self {
            mark: format!("{id}/{}", index + 1),
            name: Redacted::new(copy.title),
            media_type: PDF.to_owned(),
            criminal,
            at,
            kind: Kind::Questionnaire,
            content: copy.pdf,
        };
        std::mem::take(&mut submission.copies).into_iter().enumerate().map(record).collect()
    }

    pub(super) fn of_attachment(file: FileHere, criminal: bool, content: Vec<u8>) -> Self {
        Self {
            mark: file.id.to_string(),
            name: file.name,
            media_type: file.media_type,
            criminal,
            at: file.at,
            kind: Kind::Attachment,
            content,
        }
    }

    /// Makes the record of all that happened, which is read until a moment.
    pub(super) fn of_course(
        id: CaseId,
        (events, criminal): &(Vec<HistoryEvent>, bool),
        at: Moment,
    ) -> Result<Self, AppError> {
        Ok(Self {
            mark: format!("{id}/verloop"),
            name: Redacted::new("Verloop van het dossier".to_owned()),
            media_type: JSON.to_owned(),
            criminal: *criminal,
            at,
            kind: Kind::Course,
            content: serde_json::to_vec_pretty(events)?,
        })
    }

    /// Returns how the name of its file ends.
    pub(super) fn ending(&self) -> &'static str {
        match self.kind {
            Kind::Course => "json",
            _ => ending_of(&self.media_type),
        }
    }
}
