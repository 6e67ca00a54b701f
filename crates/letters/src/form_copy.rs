//! The copy of a form that was handed in, which is also its receipt: all answers, the documents, the signature, what was missing.
//!
//! It is no letter: it goes to nobody, and nothing keeps it from being given.

use crate::file_name;
use crate::letter::{LetterError, Letters};
use chrono::NaiveDate;
use render::Sheet;
use serde::Serialize;
use serde_json::Value;
use std::fmt;

/// The template.
pub(crate) const TEMPLATE: &str = "formulierkopie";
/// What stands in the place of a sign that the house type does not have. A name in another script must not cost somebody the
/// receipt.
const UNKNOWN: char = '?';

/// The context of a copy.
#[derive(Clone, Serialize)]
pub struct FormCopy {
    /// The public body that received it.
    pub party: String,
    /// How the form is called.
    pub form: String,
    /// The number of the form.
    pub number: String,
    /// The number of the version.
    pub version: String,
    /// The day on which it was handed in; also the date of the PDF.
    #[serde(serialize_with = "render::long_date")]
    pub day: NaiveDate,
    /// The time of that day: `14:05`.
    pub time: String,
    /// The digest of the answers.
    pub digest: String,
    /// Whether it came on paper and an officer entered it.
    pub on_paper: bool,
    /// What was missing at that moment, one sentence each.
    pub missing: Vec<String>,
    /// The answers, page by page.
    pub parts: Vec<CopyPart>,
    /// The documents.
    pub documents: Vec<CopyDocument>,
    /// The signature; empty when there is none.
    pub signature: Vec<CopyLine>,
}

/// The answers of one page.
#[derive(Clone, Serialize)]
pub struct CopyPart {
    /// The heading.
    pub heading: String,
    /// The questions.
    pub lines: Vec<CopyLine>,
}

/// A question with its answer.
#[derive(Clone, Serialize)]
pub struct CopyLine {
    /// The question.
    pub question: String,
    /// The answer: one text, or one for every entry.
    pub answers: Vec<String>,
}

/// A document.
#[derive(Clone, Serialize)]
pub struct CopyDocument {
    /// The name of the file, or how a document is called that was given earlier.
    pub name: String,
    /// With which question it came.
    pub belongs_to: String,
    /// The SHA-256 of the file; none for a document that is elsewhere.
    pub digest: Option<String>,
}

/// A copy as PDF.
#[derive(Clone, PartialEq, Eq)]
pub struct CopyPdf {
    /// A file name from number and version; no personal data.
    pub file_name: String,
    /// The title in the PDF; no personal data.
    pub title: String,
    /// The number of pages.
    pub pages: usize,
    /// The PDF.
    pub pdf: Vec<u8>,
}

/// What the template sees.
#[derive(Serialize)]
struct View {
    #[serde(flatten)]
    content: Value,
    has_unknown: bool,
}

impl Letters {
    /// Makes the copy of a form. The same content gives the same bytes.
    pub fn copy(&self, content: &FormCopy) -> Result<CopyPdf, LetterError> {
        let source = self.copy_source(content)?;
        let (number, version) = (file_name::safe(&content.number), &content.version);
        let file_name = format!("{number}-formulier-versie-{version}.pdf");
        let sheet = Sheet { source, identifier: &file_name, date: content.day, picture: None };
        let set = self.typesetter.typeset(sheet)?;
        Ok(CopyPdf { file_name, title: set.title, pages: set.pages, pdf: set.pdf })
    }

    /// Returns the filled-in Typst source. Signs that cannot be shown are replaced, and the copy says so.
    pub fn copy_source(&self, content: &FormCopy) -> Result<String, LetterError> {
        let mut content = serde_json::to_value(content)?;
        let mut has_unknown = false;
        self.replace_unknown(&mut content, &mut has_unknown);
        Ok(self.templates.render(TEMPLATE, &View { content, has_unknown })?)
    }

    /// Replaces every sign that the house type does not have, and notes whether there was one.
    pub(crate) fn replace_unknown(&self, value: &mut Value, found: &mut bool) {
        match value {
            Value::String(text) => {
                let unknown = self.typesetter.uncovered(text);
                *text = text.replace(unknown.as_slice(), &UNKNOWN.to_string());
                *found |= !unknown.is_empty();
            }
            Value::Array(items) => {
                for item in items {
                    self.replace_unknown(item, found);
                }
            }
            Value::Object(fields) => {
                for field in fields.values_mut() {
                    self.replace_unknown(field, found);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
}

/// Shows the shape of a copy, never its text.
impl fmt::Debug for CopyPdf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CopyPdf")
            .field("file_name", &self.file_name)
            .field("pages", &self.pages)
            .field("bytes", &self.pdf.len())
            .finish_non_exhaustive()
    }
}
