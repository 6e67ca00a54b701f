//! From a context to a letter.

use crate::acknowledgement::Acknowledgement;
use crate::advice_notice::AdviceNotice;
use crate::completion::CompletionRequest;
use crate::composed::{Composed, Element, Proportion, Wanted, common, wanted};
use crate::concept::ConceptReason;
use crate::file_name;
use crate::findings::Findings;
use crate::flags::set;
use crate::form_request::FormRequest;
use crate::frame::Frame;
use crate::house::HouseView;
use crate::kind::{LetterKind, Reader};
use crate::office;
use crate::put_aside::PutAside;
use crate::register_report::RegisterReport;
use crate::report::Report;
use render::{
    OfficeError, OfficeWriter, Picture, Sheet, TemplateError, TemplateSource, Templates,
    TypesetError, Typesetter,
};
use serde::{Serialize, Serializer};
use serde_json::Value;
use std::fmt;
use thiserror::Error;

/// The context of a letter, one variant per kind.
#[derive(Clone)]
pub enum LetterContent {
    /// L01.
    Acknowledgement(Box<Acknowledgement>),
    /// L02.
    FormRequest(Box<FormRequest>),
    /// L03.
    CompletionRequest(Box<CompletionRequest>),
    /// L06.
    PutAside(Box<PutAside>),
    /// L08.
    Report(Box<Report>),
    /// L09.
    Findings(Box<Findings>),
    /// L10.
    AdviceNotice(Box<AdviceNotice>),
    /// L22.
    RegisterReport(Box<RegisterReport>),
    /// Every other kind.
    Composed(Box<Composed>),
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
    /// Why it may not be sent as it is, as far as the file decides it.
    pub concept: Vec<ConceptReason>,
    /// What an officer must still write.
    pub missing: Vec<Element>,
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
    /// The letter cannot be written for a word processor.
    #[error(transparent)]
    Office(#[from] OfficeError),
    /// A context that cannot be written as data: a fault in the program.
    #[error("de gegevens van de brief zijn niet te lezen: {0}")]
    Context(#[from] serde_json::Error),
}

/// Makes letters; templates and fonts stay warm. It can be shared between threads.
pub struct Letters {
    pub(crate) templates: Templates,
    pub(crate) typesetter: Typesetter,
    pub(crate) office: OfficeWriter,
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
    "aanvulverzoek" => "aanvulverzoek",
    "formulierkopie" => "formulierkopie",
    "buitenbehandelingstelling" => "buitenbehandelingstelling",
    "onderzoeksrapport" => "onderzoeksrapport",
    "bevindingen" => "bevindingen",
    "lbb-kennisgeving" => "lbb-kennisgeving",
    "registermelding" => "registermelding",
    "verlengingsbericht" => "verlengingsbericht",
    "vraag" => "vraag",
    "informatieverzoek" => "informatieverzoek",
    "lbb-voortgang" => "lbb-voortgang",
    "voornemen" => "voornemen",
    "derdenbrief" => "derdenbrief",
    "zienswijzeverslag" => "zienswijzeverslag",
    "verlening" => "verlening",
    "verlening-met-voorschriften" => "verlening-met-voorschriften",
    "weigering" => "weigering",
    "intrekking" => "intrekking",
    "voorschriftbesluit" => "voorschriftbesluit",
    "overeenkomstbrief" => "overeenkomstbrief",
    "intrekkingsbevestiging" => "intrekkingsbevestiging",
    "tip" => "tip",
    "tipbrief" => "tipbrief",
    "werkgroepstuk" => "werkgroepstuk",
    "jaarverslag" => "jaarverslag",
    "adressering" => "partials/adressering",
    "andere-gevolgen" => "partials/andere-gevolgen",
    "burgerlijke-rechter" => "partials/burgerlijke-rechter",
    "concept" => "partials/concept",
    "evenredigheid" => "partials/evenredigheid",
    "geen-bezwaar" => "partials/geen-bezwaar",
    "geen-voorschriften" => "partials/geen-voorschriften",
    "geheimhouding-afschrift" => "partials/geheimhouding-afschrift",
    "grond-overeenkomst" => "partials/grond-overeenkomst",
    "kenmerken" => "partials/kenmerken",
    "voorschriften" => "partials/voorschriften",
    "waar-het-om-gaat" => "partials/waar-het-om-gaat",
    "zienswijze-antwoord" => "partials/zienswijze-antwoord",
    "aanhef" => "partials/aanhef",
    "alinea" => "partials/alinea",
    "stuk" => "partials/stuk",
    "bezwaar" => "partials/bezwaar",
    "conclusie" => "partials/conclusie",
    "rechtsgrond" => "partials/rechtsgrond",
    "weging" => "partials/weging",
    "voorschrift" => "partials/voorschrift",
    "zienswijze" => "partials/zienswijze",
    "bijlagen" => "partials/bijlagen",
    "bereikbaar" => "partials/bereikbaar",
    "briefhoofd" => "partials/briefhoofd",
    "geheimhouding" => "partials/geheimhouding",
    "gevaar" => "partials/gevaar",
    "grond" => "partials/grond",
    "inleveren" => "partials/inleveren",
    "mate" => "partials/mate",
    "deel" => "partials/deel",
    "onderdelen" => "partials/onderdelen",
    "ondertekening" => "partials/ondertekening",
    "periode" => "partials/periode",
    "redenen" => "partials/redenen",
    "tekens" => "partials/tekens",
    "termijn" => "partials/termijn",
    "tip-gebruik" => "partials/tip-gebruik",
    "tip-geheim" => "partials/tip-geheim",
    "wie-u-noemt" => "partials/wie-u-noemt",
];

/// Returns the names of all letter templates and partials, in the order of loading.
pub fn template_names() -> impl Iterator<Item = &'static str> {
    TEMPLATES.iter().map(|template| template.name)
}

impl LetterContent {
    /// Returns the kind.
    pub fn kind(&self) -> LetterKind {
        match self {
            Self::Acknowledgement(_) => LetterKind::Acknowledgement,
            Self::FormRequest(_) => LetterKind::FormRequest,
            Self::CompletionRequest(_) => LetterKind::CompletionRequest,
            Self::PutAside(_) => LetterKind::PutAside,
            Self::Report(_) => LetterKind::Report,
            Self::Findings(_) => LetterKind::Findings,
            Self::AdviceNotice(_) => LetterKind::AdviceNotice,
            Self::RegisterReport(_) => LetterKind::RegisterReport,
            Self::Composed(letter) => letter.kind,
        }
    }

    /// Returns what all letters share.
    pub fn frame(&self) -> &Frame {
        match self {
            Self::Acknowledgement(letter) => &letter.frame,
            Self::FormRequest(letter) => &letter.frame,
            Self::CompletionRequest(letter) => &letter.frame,
            Self::PutAside(letter) => &letter.frame,
            Self::Report(report) => &report.frame,
            Self::Findings(form) => &form.frame,
            Self::AdviceNotice(letter) => &letter.frame,
            Self::RegisterReport(form) => &form.frame,
            Self::Composed(letter) => &letter.frame,
        }
    }

    /// Returns what all letters share, to fill in what an officer adds.
    pub fn frame_mut(&mut self) -> &mut Frame {
        match self {
            Self::Acknowledgement(letter) => &mut letter.frame,
            Self::FormRequest(letter) => &mut letter.frame,
            Self::CompletionRequest(letter) => &mut letter.frame,
            Self::PutAside(letter) => &mut letter.frame,
            Self::Report(report) => &mut report.frame,
            Self::Findings(form) => &mut form.frame,
            Self::AdviceNotice(letter) => &mut letter.frame,
            Self::RegisterReport(form) => &mut form.frame,
            Self::Composed(letter) => &mut letter.frame,
        }
    }

    /// Returns why the letter may not be sent as it is.
    pub fn concept_reasons(&self) -> Vec<ConceptReason> {
        let mut reasons = self.frame().concept_reasons();
        match self {
            Self::Acknowledgement(letter) => reasons.extend(letter.concept_reasons()),
            Self::FormRequest(letter) => reasons.extend(letter.concept_reasons()),
            Self::CompletionRequest(letter) => reasons.extend(letter.concept_reasons()),
            Self::PutAside(letter) => reasons.extend(letter.concept_reasons()),
            // It stays inside, where everyone knows where to turn.
            Self::Report(report) => return report.concept_reasons(),
            // A form that is handed in elsewhere: whether it has an address does not matter.
            Self::Findings(form) => return form.concept_reasons(),
            Self::AdviceNotice(_) => {}
            Self::RegisterReport(form) => {
                reasons.retain(|reason| *reason != ConceptReason::AddressMissing);
                reasons.extend(form.concept_reasons());
            }
            Self::Composed(letter) => {
                // What stays inside has no address.
                if letter.kind.reader() == Reader::File {
                    reasons.clear();
                }
                reasons.extend(letter.concept_reasons());
            }
        }
        reasons
    }

    /// Returns the elements without which the letter cannot be final; see [`Composed::missing`].
    pub fn missing(&self) -> Vec<Element> {
        match self {
            Self::Composed(letter) => letter.missing(),
            Self::Findings(form) => form.elements.missing(&form.wanted()),
            _ => Vec::new(),
        }
    }

    /// Returns what an officer can write in the letter, in the order of the form.
    pub fn wanted(&self) -> Vec<Wanted> {
        match self {
            Self::Composed(letter) => wanted(letter.kind, &letter.matter, &letter.elements),
            Self::Findings(form) => form.wanted(),
            Self::RegisterReport(form) => form.wanted(),
            _ => common(),
        }
    }

    /// Returns whether nothing keeps the letter from being final.
    pub fn is_complete(&self) -> bool {
        self.concept_reasons().is_empty() && self.missing().is_empty()
    }

    /// Returns the fields with words of an applicant. Somebody's name in another script must not keep a letter from being made;
    /// to whom it goes is another matter, because a letter cannot go to a question mark.
    fn given(&self) -> &'static [&'static str] {
        match self {
            Self::Acknowledgement(_)
            | Self::FormRequest(_)
            | Self::AdviceNotice(_)
            | Self::Composed(_) => &[],
            Self::CompletionRequest(_) | Self::PutAside(_) => &["missing"],
            Self::RegisterReport(_) => &["subjects", "event"],
            Self::Report(_) => &[
                "author",
                "basis",
                "people",
                "relations",
                "sources",
                "regular_grounds",
                "findings",
                "unknowns",
                "elements",
                "assessment",
                "score",
            ],
            Self::Findings(_) => {
                &["subject", "doubts", "candidates", "people", "firms", "newcomers", "attachments"]
            }
        }
    }

    fn file_name(&self, is_concept: bool) -> String {
        self.file_stem(is_concept) + ".pdf"
    }

    /// Returns the name of a file without its ending; no personal data.
    pub(crate) fn file_stem(&self, is_concept: bool) -> String {
        let (kind, frame) = (self.kind(), self.frame());
        let sequence = frame.sequence.map(|number| format!("-{number:02}")).unwrap_or_default();
        let concept = if is_concept { "-concept" } else { "" };
        let reference = file_name::safe(&frame.reference);
        format!("{reference}-{}-{}{sequence}{concept}", kind.code(), kind.id())
    }
}

/// What a template sees: the context and why it is a concept.
#[derive(Serialize)]
struct View<'a, C> {
    #[serde(flatten)]
    content: &'a C,
    house: HouseView<'a>,
    /// What the picture in the head is, for who cannot see it.
    logo_alt: String,
    is_concept: bool,
    /// Whether signs were replaced that the house type does not have.
    has_unknown: bool,
    #[serde(serialize_with = "concept_flags")]
    concept: &'a [ConceptReason],
    /// In what the letter says something else than the file, in sentences.
    contradictions: Vec<String>,
    /// What an officer must still write, by its label. Some letters have a `missing` of their own.
    unwritten: Vec<&'static str>,
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
        Ok(Self {
            templates: Templates::new(TEMPLATES)?,
            typesetter: Typesetter::new(&[LAYOUT])?,
            office: office::writer()?,
        })
    }

    /// Makes a letter. The same content gives the same bytes.
    pub fn render(&self, content: &LetterContent) -> Result<Letter, LetterError> {
        let source = self.source(content)?;
        let concept = content.concept_reasons();
        let file_name = content.file_name(!content.is_complete());
        let frame = content.frame();
        let sheet =
            Sheet { source, identifier: &file_name, date: frame.date, picture: picture(frame) };
        let set = self.typesetter.typeset(sheet)?;
        Ok(Letter {
            kind: content.kind(),
            file_name,
            title: set.title,
            concept,
            missing: content.missing(),
            pages: set.pages,
            pdf: set.pdf,
        })
    }

    /// Draws the pages of a letter as SVG pictures, for the screen.
    pub fn pictures(&self, content: &LetterContent) -> Result<Vec<String>, LetterError> {
        Ok(self.typesetter.pictures(self.source(content)?, picture(content.frame()))?)
    }

    /// Returns the filled-in Typst source. Signs that cannot be shown are replaced in what an applicant wrote, and the letter says
    /// so; in every other field they are refused.
    pub fn source(&self, content: &LetterContent) -> Result<String, LetterError> {
        self.filled_in(content.kind().id(), filled(content)?, content.given())
    }

    /// Fills a template in. Signs that cannot be shown are replaced in the fields that are `given`, and refused in every other.
    pub(crate) fn filled_in(
        &self,
        template: &str,
        mut view: Value,
        given: &[&str],
    ) -> Result<String, LetterError> {
        let mut has_unknown = false;
        for field in given {
            if let Some(value) = view.get_mut(*field) {
                self.replace_unknown(value, &mut has_unknown);
            }
        }
        if let Some(flag) = view.get_mut("has_unknown") {
            *flag = Value::Bool(has_unknown);
        }
        self.check_characters("", &view)?;
        Ok(self.templates.render(template, &view)?)
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

/// Returns what the template of a letter sees, with every sign as it was given.
pub(crate) fn filled(content: &LetterContent) -> Result<Value, serde_json::Error> {
    content_view(content, &content.concept_reasons())
}

/// Returns what the template of a letter sees.
fn content_view(
    content: &LetterContent,
    concept: &[ConceptReason],
) -> Result<Value, serde_json::Error> {
    let frame = content.frame();
    match content {
        LetterContent::Acknowledgement(letter) => view(frame, letter.as_ref(), concept),
        LetterContent::FormRequest(letter) => view(frame, letter.as_ref(), concept),
        LetterContent::CompletionRequest(letter) => view(frame, letter.as_ref(), concept),
        LetterContent::PutAside(letter) => view(frame, letter.as_ref(), concept),
        LetterContent::Report(report) => {
            let parts_apart = report.has_parts_apart();
            view(frame, &ReportView { report, parts_apart }, concept)
        }
        LetterContent::Findings(form) => view(frame, form.as_ref(), concept),
        LetterContent::AdviceNotice(letter) => view(frame, letter.as_ref(), concept),
        LetterContent::RegisterReport(form) => view(frame, form.as_ref(), concept),
        LetterContent::Composed(letter) => composed_view(letter, concept),
    }
}

/// The picture of the house style, under the path at which the template asks for it.
pub(crate) fn picture(frame: &Frame) -> Option<Picture<'_>> {
    let logo = frame.house.logo.as_ref()?;
    Some(Picture { path: logo.format.path(), bytes: &logo.bytes })
}

pub(crate) fn view(
    frame: &Frame,
    content: &impl Serialize,
    concept: &[ConceptReason],
) -> Result<Value, serde_json::Error> {
    view_with(frame, content, concept, Vec::new())
}

fn composed_view(letter: &Composed, concept: &[ConceptReason]) -> Result<Value, serde_json::Error> {
    let unwritten = letter.missing().into_iter().map(Element::label).collect();
    let shown = letter.shown();
    let content = ComposedView {
        is_civil: letter.matter.is_civil(),
        is_outside: shown.matter.is_outside(),
        has_copy: shown.matter.advice.is_some() && !shown.matter.is_outside(),
        proportion: shown.matter.proportion(),
        letter: &shown,
    };
    view_with(&letter.frame, &content, concept, unwritten)
}

#[derive(Serialize)]
struct ReportView<'a> {
    #[serde(flatten)]
    report: &'a Report,
    /// Whether each part begins on a page of its own.
    parts_apart: bool,
}

/// Templates compare nothing, so what follows from door, position, outcome and basis is told.
#[derive(Serialize)]
struct ComposedView<'a> {
    #[serde(flatten)]
    letter: &'a Composed,
    is_civil: bool,
    /// Whether it rests on a ground outside the Act.
    is_outside: bool,
    /// Whether a copy of the advice of the LBB goes with a question for views (art. 28(3)).
    has_copy: bool,
    /// To what it must be in proportion; null when nothing says so.
    proportion: Option<Proportion>,
}

fn view_with(
    frame: &Frame,
    content: &impl Serialize,
    concept: &[ConceptReason],
    unwritten: Vec<&'static str>,
) -> Result<Value, serde_json::Error> {
    let is_concept = !concept.is_empty() || !unwritten.is_empty();
    let logo_alt = format!("Logo van {}", frame.sender.party);
    let house = HouseView(frame);
    let told = concept.iter().filter(|reason| reason.is_contradiction());
    let contradictions = told.map(|reason| kernel::capitalised(&reason.to_string())).collect();
    serde_json::to_value(View {
        content,
        house,
        logo_alt,
        is_concept,
        has_unknown: false,
        concept,
        contradictions,
        unwritten,
    })
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
pub(crate) mod tests;
