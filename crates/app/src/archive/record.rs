//! What goes into a package: the documents of a file, what was handed in for its questionnaires, its letters, its investigation, and
//! its course.

use super::letter;
use super::mdto::Event;
use crate::AppError;
use crate::correspondence::LetterLife;
use crate::dossier::{AccessLine, HistoryEvent};
use crate::inquiry::KeptEntry;
use crate::intake::{FileHere, Submission, VersionLine};
use crate::upload::ending_of;
use kernel::{CaseId, Moment, Redacted};
use serde::Serialize;
use store::{DocumentRow, LetterStatus};

const PDF: &str = "application/pdf";
const JSON: &str = "application/json";

/// What a record is.
pub(super) enum Kind {
    Document,
    /// A letter of the body, with how far it came and what was done with it.
    Letter(LetterStatus, Vec<Event>),
    /// A copy of a version of a questionnaire, with short citizen service numbers.
    Questionnaire,
    /// The answers of that version, as short.
    Answers,
    /// A document beside the answers.
    Attachment,
    /// What became of every letter.
    Letters,
    /// Every entry of the own investigation.
    Inquiry,
    /// Who could know the file, and what else happened around it.
    Around,
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

/// Something that happened around a file.
#[derive(Serialize)]
struct AroundLine<'a> {
    tijdstip: Moment,
    handeling: &'a str,
    door: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reden: Option<&'a str>,
}

impl Kind {
    /// Returns the word in the name of its file.
    pub(super) fn word(&self) -> &'static str {
        match self {
            Self::Document => "stuk",
            Self::Letter(status, _) => letter::word(*status),
            Self::Questionnaire => "vragenlijst",
            Self::Answers => "antwoorden",
            Self::Attachment => "bijlage",
            Self::Letters => "brieven",
            Self::Inquiry => "onderzoek",
            Self::Around => "rondom",
            Self::Course => "verloop",
        }
    }

    /// Returns what the name of a record does not say by itself.
    fn remark(&self) -> &'static str {
        match self {
            Self::Letter(status, _) => letter::remark(*status),
            _ => "",
        }
    }
}

impl Record {
    pub(super) fn of_document((row, content): (DocumentRow, Vec<u8>), kind: Kind) -> Self {
        Self {
            mark: row.id.to_string(),
            name: Redacted::new(format!("{}{}", row.name.reveal(), kind.remark())),
            media_type: row.media_type,
            criminal: row.criminal,
            at: row.at,
            kind,
            content,
        }
    }

    /// Makes the record of the copy of a version that was handed in.
    pub(super) fn of_copy(
        submission: &Submission,
        version: &VersionLine,
        copy: letters::CopyPdf,
    ) -> Self {
        Self {
            mark: format!("{}/{}", submission.id(), version.number),
            name: Redacted::new(copy.title),
            media_type: PDF.to_owned(),
            criminal: submission.is_criminal(),
            at: version.at,
            kind: Kind::Questionnaire,
            content: copy.pdf,
        }
    }

    /// Makes the record of the answers of that version.
    pub(super) fn of_answers(
        submission: &Submission,
        version: &VersionLine,
    ) -> Result<Self, AppError> {
        Ok(Self {
            mark: format!("{}/{}/antwoorden", submission.id(), version.number),
            name: Redacted::new(format!(
                "Antwoorden van een vragenlijst, versie {}",
                version.number
            )),
            media_type: JSON.to_owned(),
            criminal: submission.is_criminal(),
            at: version.at,
            kind: Kind::Answers,
            content: submission.answers(version)?,
        })
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

    /// Makes the record of what became of the letters, also of those that were never fixed.
    pub(super) fn of_letters(
        id: CaseId,
        (lives, criminal): (&[LetterLife], bool),
        at: Moment,
    ) -> Result<Self, AppError> {
        let name = "Brieven van het dossier, met wat ervan werd";
        Self::of_list((id, Kind::Letters, name), (&lives, criminal), at)
    }

    /// Makes the record of the own investigation.
    pub(super) fn of_inquiry(
        id: CaseId,
        (entries, criminal): (&[KeptEntry], bool),
        at: Moment,
    ) -> Result<Self, AppError> {
        let name = "Eigen onderzoek: bevragingen, bevindingen, relaties en scores";
        Self::of_list((id, Kind::Inquiry, name), (&entries, criminal), at)
    }

    /// Makes the record of what happened around the file.
    pub(super) fn of_around(
        id: CaseId,
        lines: &[AccessLine],
        at: Moment,
    ) -> Result<Self, AppError> {
        let lines: Vec<AroundLine<'_>> = lines
            .iter()
            .map(|line| AroundLine {
                tijdstip: line.at,
                handeling: &line.action,
                door: &line.by,
                reden: line.reason.as_deref(),
            })
            .collect();
        let name = "Toegang, belangen en stukken";
        Self::of_list((id, Kind::Around, name), (&lines, false), at)
    }

    /// Makes the record of all that happened, which is read until a moment.
    pub(super) fn of_course(
        id: CaseId,
        (events, criminal): (&[HistoryEvent], bool),
        at: Moment,
    ) -> Result<Self, AppError> {
        Self::of_list((id, Kind::Course, "Verloop van het dossier"), (&events, criminal), at)
    }

    /// Makes a record of lines about the file, which are read until a moment.
    fn of_list(
        (id, kind, name): (CaseId, Kind, &str),
        (lines, criminal): (&impl Serialize, bool),
        at: Moment,
    ) -> Result<Self, AppError> {
        Ok(Self {
            mark: format!("{id}/{}", kind.word()),
            name: Redacted::new(name.to_owned()),
            media_type: JSON.to_owned(),
            criminal,
            at,
            kind,
            content: serde_json::to_vec_pretty(lines)?,
        })
    }

    /// Returns what was done with it after it came.
    pub(super) fn events(&self) -> Vec<Event> {
        match &self.kind {
            Kind::Letter(_, events) => events.clone(),
            _ => Vec::new(),
        }
    }

    /// Returns how the name of its file ends.
    pub(super) fn ending(&self) -> &'static str {
        if self.media_type == JSON { "json" } else { ending_of(&self.media_type) }
    }
}
