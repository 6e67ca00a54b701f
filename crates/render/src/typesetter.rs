//! Typst source to PDF, in this process.

use crate::coverage::uncovered;
use crate::off_page::first_page_with_lost_text;
use crate::world::{LetterWorld, Workshop};
use chrono::{Datelike, NaiveDate};
use std::fmt::Write as _;
use thiserror::Error;
use typst::diag::{SourceDiagnostic, Warned};
use typst::foundations::{Datetime, Smart};
use typst::model::Document as _;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};
use typst_svg::SvgOptions;

/// For how many documents Typst keeps what it remembers; without a bound its memory only grows.
pub(crate) const REMEMBERED_DOCUMENTS: usize = 10;

/// One document to set.
pub struct Sheet<'a> {
    /// The Typst source.
    pub source: String,
    /// A stable name of this document; the PDF carries a digest of it.
    pub identifier: &'a str,
    /// The date of the document; the PDF has no other.
    pub date: NaiveDate,
    /// The one picture that the source may ask for.
    pub picture: Option<Picture<'a>>,
}

/// A picture that a source can ask for: PNG or JPEG.
#[derive(Clone, Copy)]
pub struct Picture<'a> {
    /// The path in the source, such as `/logo.png`.
    pub path: &'a str,
    /// The picture.
    pub bytes: &'a [u8],
}

/// A document that was set.
pub struct Typeset {
    /// The PDF.
    pub pdf: Vec<u8>,
    /// The title that the source gave the document.
    pub title: String,
    /// The number of pages.
    pub pages: usize,
}

/// Why a document could not be set. The messages are Dutch and show no value from the document.
#[derive(Debug, Error)]
pub enum TypesetError {
    /// An embedded font or a module path is unusable: a fault in the program.
    #[error("de ingebouwde lettertypen of opmaakbestanden zijn niet te lezen")]
    Workshop,
    /// Characters that the house type does not have.
    #[error("{}", unknown_characters(.0))]
    UnknownCharacters(Vec<char>),
    /// Typst refuses the source, or warns: a letter with a warning is not sent.
    #[error("de opmaak van de brief klopt niet: {}", .0.join("; "))]
    Source(Vec<String>),
    /// The document breaks a rule of PDF/A-2a or PDF/UA-1.
    #[error("de brief voldoet niet aan PDF/A-2a en PDF/UA-1: {}", .0.join("; "))]
    Standard(Vec<String>),
    /// Text stands outside the page.
    #[error(
        "op bladzijde {0} valt tekst buiten het papier; kort een lange tekst zonder spaties in"
    )]
    OffPage(usize),
    /// The source gives the document no title.
    #[error("de brief heeft geen titel")]
    NoTitle,
    /// A date that a PDF cannot hold.
    #[error("de datum {0} kan niet in een pdf staan")]
    Date(NaiveDate),
}

impl TypesetError {
    /// Returns whether the text is at fault, and not the program: something in it does not fit on the paper.
    pub fn is_off_page(&self) -> bool {
        matches!(self, Self::OffPage(_))
    }
}

/// Sets documents; fonts and modules stay warm. It can be shared between threads.
pub struct Typesetter {
    workshop: Workshop,
}

impl Typesetter {
    /// Prepares the fonts and the modules (path and text) that a source may import.
    pub fn new(modules: &[(&str, &str)]) -> Result<Self, TypesetError> {
        Workshop::new(modules).map(|workshop| Self { workshop }).ok_or(TypesetError::Workshop)
    }

    /// Returns the characters of `text` that the house type cannot show.
    pub fn uncovered(&self, text: &str) -> Vec<char> {
        uncovered(self.workshop.fonts(), text)
    }

    /// Draws the pages of a document as SVG pictures, for the screen. Their words are shapes: a reader needs the PDF.
    pub fn pictures(
        &self,
        source: String,
        picture: Option<Picture<'_>>,
    ) -> Result<Vec<String>, TypesetError> {
        let result = drawn(&self.workshop.world(source, picture));
        comemo::evict(REMEMBERED_DOCUMENTS);
        result
    }

    /// Sets one document. The same sheet gives the same bytes.
    pub fn typeset(&self, sheet: Sheet<'_>) -> Result<Typeset, TypesetError> {
        let missing = self.uncovered(&sheet.source);
        if !missing.is_empty() {
            return Err(TypesetError::UnknownCharacters(missing));
        }
        let options = options(sheet.identifier, sheet.date)?;
        let result = produce(&self.workshop.world(sheet.source, sheet.picture), &options);
        comemo::evict(REMEMBERED_DOCUMENTS);
        result
    }
}

fn compiled(world: &LetterWorld<'_>) -> Result<PagedDocument, TypesetError> {
    let Warned { output, warnings } = typst::compile::<PagedDocument>(world);
    let document = output.map_err(|errors| TypesetError::Source(messages(&errors)))?;
    if warnings.is_empty() { Ok(document) } else { Err(TypesetError::Source(messages(&warnings))) }
}

fn drawn(world: &LetterWorld<'_>) -> Result<Vec<String>, TypesetError> {
    let options = SvgOptions::default();
    let document = compiled(world)?;
    Ok(document.pages().iter().map(|page| typst_svg::svg(page, &options)).collect())
}

fn produce(world: &LetterWorld<'_>, options: &PdfOptions) -> Result<Typeset, TypesetError> {
    let document = compiled(world)?;
    if let Some(page) = first_page_with_lost_text(&document) {
        return Err(TypesetError::OffPage(page));
    }
    let title = document.info().title.as_ref().ok_or(TypesetError::NoTitle)?.to_string();
    let pdf = typst_pdf::pdf(&document, options)
        .map_err(|errors| TypesetError::Standard(messages(&errors)))?;
    Ok(Typeset { pdf, title, pages: document.pages().len() })
}

fn options(identifier: &str, date: NaiveDate) -> Result<PdfOptions, TypesetError> {
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
        .map_err(|error| TypesetError::Standard(vec![error.message().to_string()]))?;
    let wrong = || TypesetError::Date(date);
    let month = u8::try_from(date.month()).map_err(|_| wrong())?;
    let day = u8::try_from(date.day()).map_err(|_| wrong())?;
    let day = Datetime::from_ymd(date.year(), month, day).ok_or_else(wrong)?;
    Ok(PdfOptions {
        ident: Smart::Custom(identifier.to_owned()),
        creator: Smart::Custom(Some("Dijkwacht".to_owned())),
        timestamp: Some(Timestamp::new_utc(day)),
        standards,
        ..PdfOptions::default()
    })
}

pub(crate) fn messages(diagnostics: &[SourceDiagnostic]) -> Vec<String> {
    diagnostics.iter().map(|diagnostic| diagnostic.message.to_string()).collect()
}

/// Names the characters themselves and their code points, because some look like nothing at all.
fn unknown_characters(characters: &[char]) -> String {
    const NAMED: usize = 8;
    let mut text = String::from("het lettertype van de brief heeft geen teken voor ");
    for (index, character) in characters.iter().take(NAMED).enumerate() {
        let separator = if index == 0 { "" } else { ", " };
        // A fmt::Write on a String cannot fail.
        let _ = write!(text, "{separator}«{character}» (U+{:04X})", u32::from(*character));
    }
    if characters.len() > NAMED {
        let _ = write!(text, " en nog {}", characters.len() - NAMED);
    }
    text.push_str("; schrijf de tekst in Latijnse letters");
    text
}

#[cfg(test)]
mod tests;
