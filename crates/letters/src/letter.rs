//! From a context to a letter.

use crate::acknowledgement::Acknowledgement;
use crate::concept::ConceptReason;
use crate::file_name;
use crate::flags::set;
use crate::form_request::FormRequest;
use crate::frame::Frame;
use render::{Sheet, TemplateError, TemplateSource, Templates, TypesetError, Typesetter};
use serde::{Serialize, Serializer};
use serde_json::Value;
use std::fmt;
use thiserror::Error;

/// The kinds of letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LetterKind {
    /// L01, the acknowledgement.
    #[doc(alias = "ontvangstbevestiging")]
    Acknowledgement,
    /// L02, the request to fill in the form.
    #[doc(alias = "vragenlijstverzoek")]
    FormRequest,
}

/// The context of a letter, one variant per kind.
#[derive(Clone)]
pub enum LetterContent {
    /// L01.
    Acknowledgement(Box<Acknowledgement>),
    /// L02.
    FormRequest(Box<FormRequest>),
}

/// A letter, ready to be kept or sent.
#[derive(Clone, PartialEq, Eq)]
pub struct Letter {
    /// What kind it is.
    pub kind: LetterKind,
    /// A file name from reference and kind; no personal data.
    pub file_name: String,
    /// The title in the PDF; no personal data.
    pub title: String,
    /// Why it may not be sent as it is; empty when it may.
    pub concept: Vec<ConceptReason>,
    /// The number of pages.
    pub pages: usize,
    /// The PDF.
    pub pdf: Vec<u8>,
}

/// Why a letter could not be made. The messages are Dutch and show no value of the file, only names of fields.
#[derive(Debug, Error)]
pub enum LetterError {
    /// A template is wrong or does not fit its context: a fault in the program.
    #[error(transparent)]
    Template(#[from] TemplateError),
    /// A field holds characters that the house type cannot show.
    #[error("in veld «{field}»: {}", TypesetError::UnknownCharacters(.characters.clone()))]
    Characters {
        /// The field, as a path in the context.
        field: String,
        /// The characters.
        characters: Vec<char>,
    },
    /// The letter cannot be set.
    #[error(transparent)]
    Typeset(#[from] TypesetError),
    /// A context that cannot be written as data: a fault in the program.
    #[error("de gegevens van de brief zijn niet te lezen: {0}")]
    Context(#[from] serde_json::Error),
}

/// Makes letters; templates and fonts stay warm. It can be shared between threads.
pub struct Letters {
    templates: Templates,
    typesetter: Typesetter,
}

/// The page layout, a Typst module that every letter imports.
const LAYOUT: (&str, &str) = ("/layout.typ", include_str!("../../../templates/letters/layout.typ"));

macro_rules! templates {
    ($($name:literal => $path:literal,)+) => {
        &[$(TemplateSource {
            name: $name,
            text: include_str!(concat!("../../../templates/letters/", $path, ".typ.hbs")),
        },)+]
    };
}

const TEMPLATES: &[TemplateSource] = templates![
    "ontvangstbevestiging" => "ontvangstbevestiging",
    "vragenlijstverzoek" => "vragenlijstverzoek",
    "bijlagen" => "partials/bijlagen",
    "briefhoofd" => "partials/briefhoofd",
    "geheimhouding" => "partials/geheimhouding",
    "onderdelen" => "partials/onderdelen",
    "ondertekening" => "partials/ondertekening",
    "redenen" => "partials/redenen",
    "termijn" => "partials/termijn",
    "wie-u-noemt" => "partials/wie-u-noemt",
];

/// Returns the names of all letter templates and partials, in the order of loading.
pub fn template_names() -> impl Iterator<Item = &'static str> {
    TEMPLATES.iter().map(|template| template.name)
}

impl LetterKind {
    /// All kinds.
    pub const ALL: [Self; 2] = [Self::Acknowledgement, Self::FormRequest];

    /// Returns the code: `L01`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Acknowledgement => "L01",
            Self::FormRequest => "L02",
        }
    }

    /// Returns the Dutch id, which is also the name of the template.
    pub fn id(self) -> &'static str {
        match self {
            Self::Acknowledgement => "ontvangstbevestiging",
            Self::FormRequest => "vragenlijstverzoek",
        }
    }
}

impl LetterContent {
    /// Returns the kind.
    pub fn kind(&self) -> LetterKind {
        match self {
            Self::Acknowledgement(_) => LetterKind::Acknowledgement,
            Self::FormRequest(_) => LetterKind::FormRequest,
        }
    }

    /// Returns what all letters share.
    pub fn frame(&self) -> &Frame {
        match self {
            Self::Acknowledgement(letter) => &letter.frame,
            Self::FormRequest(letter) => &letter.frame,
        }
    }

    /// Returns why the letter may not be sent as it is.
    pub fn concept_reasons(&self) -> Vec<ConceptReason> {
        let mut reasons = self.frame().concept_reasons();
        match self {
            Self::Acknowledgement(letter) => {
                reasons.extend(letter.reasons.concept_reasons());
                reasons.extend(letter.concept_reasons());
            }
            Self::FormRequest(letter) => {
                reasons.extend(letter.reasons.concept_reasons());
                reasons.extend(letter.concept_reasons());
            }
        }
        reasons
    }

    fn file_name(&self, is_concept: bool) -> String {
        let (kind, frame) = (self.kind(), self.frame());
        let sequence = frame.sequence.map(|number| format!("-{number:02}")).unwrap_or_default();
        let concept = if is_concept { "-concept" } else { "" };
        let reference = file_name::safe(&frame.reference);
        format!("{reference}-{}-{}{sequence}{concept}.pdf", kind.code(), kind.id())
    }
}

/// What a template sees: the context and why it is a concept.
#[derive(Serialize)]
struct View<'a, C> {
    #[serde(flatten)]
    content: &'a C,
    is_concept: bool,
    #[serde(serialize_with = "concept_flags")]
    concept: &'a [ConceptReason],
}

fn concept_flags<S: Serializer>(
    reasons: &&[ConceptReason],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    set(reasons, serializer)
}

impl Letters {
    /// Loads templates, layout and fonts.
    pub fn new() -> Result<Self, LetterError> {
        Ok(Self { templates: Templates::new(TEMPLATES)?, typesetter: Typesetter::new(&[LAYOUT])? })
    }

    /// Makes a letter. The same content gives the same bytes.
    pub fn render(&self, content: &LetterContent) -> Result<Letter, LetterError> {
        let source = self.source(content)?;
        let concept = content.concept_reasons();
        let file_name = content.file_name(!concept.is_empty());
        let sheet = Sheet { source, identifier: &file_name, date: content.frame().date };
        let set = self.typesetter.typeset(sheet)?;
        Ok(Letter {
            kind: content.kind(),
            file_name,
            title: set.title,
            concept,
            pages: set.pages,
            pdf: set.pdf,
        })
    }

    /// Returns the filled-in Typst source; every field is checked for characters that cannot be shown.
    pub fn source(&self, content: &LetterContent) -> Result<String, LetterError> {
        let concept = content.concept_reasons();
        let view = match content {
            LetterContent::Acknowledgement(letter) => view(letter.as_ref(), &concept)?,
            LetterContent::FormRequest(letter) => view(letter.as_ref(), &concept)?,
        };
        self.check_characters("", &view)?;
        Ok(self.templates.render(content.kind().id(), &view)?)
    }

    fn check_characters(&self, field: &str, value: &Value) -> Result<(), LetterError> {
        let child =
            |name: &str| if field.is_empty() { name.to_owned() } else { format!("{field}.{name}") };
        match value {
            Value::String(text) => match self.typesetter.uncovered(text) {
                characters if characters.is_empty() => Ok(()),
                characters => Err(LetterError::Characters { field: field.to_owned(), characters }),
            },
            Value::Array(items) => items.iter().enumerate().try_for_each(|(index, item)| {
                self.check_characters(&child(&(index + 1).to_string()), item)
            }),
            Value::Object(fields) => {
                fields.iter().try_for_each(|(name, item)| self.check_characters(&child(name), item))
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
        }
    }
}

fn view(content: &impl Serialize, concept: &[ConceptReason]) -> Result<Value, serde_json::Error> {
    serde_json::to_value(View { content, is_concept: !concept.is_empty(), concept })
}

/// Shows the shape of a letter, never its text.
impl fmt::Debug for Letter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Letter")
            .field("kind", &self.kind)
            .field("file_name", &self.file_name)
            .field("concept", &self.concept)
            .field("pages", &self.pages)
            .field("bytes", &self.pdf.len())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
