//! Typst source to a file for a word processor (.docx, ISO/IEC 29500), in this process.
//!
//! Typst gives the structure of a document as HTML; its headings, paragraphs, lists and tables become those of the file. The
//! file is written here, part by part: `docx-rs` knows neither the language of a text nor the header row of a table, and the
//! libraries that know them bring old readers of XML and zip, or a whole word processor.

mod package;
mod read;
mod write;

use crate::typesetter::{REMEMBERED_DOCUMENTS, messages};
use crate::world::Workshop;
use chrono::NaiveDate;
use read::Pages;
use std::io;
use thiserror::Error;
use typst::diag::{SourceDiagnostic, Warned};
use typst::model::Document as _;
use typst_html::HtmlDocument;

/// What Typst says of every document without pages. Any other warning tells that something of the letter would be left out.
const KNOWN: &str = "html export is under active development and incomplete";

/// Why a file could not be made. The messages are Dutch and show no value from the document.
#[derive(Debug, Error)]
pub enum OfficeError {
    /// A module path is unusable: a fault in the program.
    #[error("de opmaakbestanden voor een tekstverwerker zijn niet te lezen")]
    Workshop,
    /// Typst refuses the source, or would leave a part of it out.
    #[error("de opmaak voor een tekstverwerker klopt niet: {}", .0.join("; "))]
    Source(Vec<String>),
    /// A part that is drawn and has no words.
    #[error("een tekening kan niet in een bestand voor een tekstverwerker")]
    Drawing,
    /// The source gives the document no title.
    #[error("het document heeft geen titel")]
    NoTitle,
    /// The parts cannot be packed.
    #[error("het bestand voor een tekstverwerker kan niet worden ingepakt: {0}")]
    Packing(#[from] io::Error),
}

/// Writes files for a word processor; modules stay warm. It can be shared between threads.
pub struct OfficeWriter {
    workshop: Workshop,
    styles: &'static str,
}

impl OfficeWriter {
    /// Prepares the modules (path and text) that a source may import.
    ///
    /// A source names what it shows with HTML elements: `div` with the id of a style as its class, `header` and `footer` for
    /// what stands on every page, `page-number` and `page-count`. `styles` is the part of the file with the styles. Besides those
    /// that a source names it must have `Heading1` to `Heading5`, `ListParagraph`, `Header`, `Footer`, `Hyperlink` and, for
    /// tables, `Tabel`, `Tabelcel`, `Tabelkop` and `Tabeleinde`.
    pub fn new(modules: &[(&str, &str)], styles: &'static str) -> Result<Self, OfficeError> {
        let workshop = Workshop::without_pages(modules).ok_or(OfficeError::Workshop)?;
        Ok(Self { workshop, styles })
    }

    /// Writes one document as .docx. The same source and date give the same bytes; the file has no other date.
    ///
    /// The file says who wrote it with the author of the document, and nothing of who asked for it.
    pub fn write(&self, source: String, date: NaiveDate) -> Result<Vec<u8>, OfficeError> {
        let world = self.workshop.world(source, None);
        let Warned { output, warnings } = typst::compile::<HtmlDocument>(&world);
        comemo::evict(REMEMBERED_DOCUMENTS);
        let document = output.map_err(|errors| OfficeError::Source(messages(&errors)))?;
        let lost = |warning: &&SourceDiagnostic| warning.message != KNOWN;
        let lost: Vec<SourceDiagnostic> = warnings.iter().filter(lost).cloned().collect();
        if !lost.is_empty() {
            return Err(OfficeError::Source(messages(&lost)));
        }
        let info = document.info();
        let title = info.title.as_ref().ok_or(OfficeError::NoTitle)?;
        let properties = package::Properties { title, author: &info.author.join(", "), date };
        let pages = Pages::of(&document)?;
        Ok(package::packed(&pages, &properties, self.styles)?)
    }
}

#[cfg(test)]
mod tests;
