//! The letter by which a tip reaches a body without a system (Wet Bibob art. 26): the layout of L23, what the tip says, and a slip
//! that comes back as its receipt.
//!
//! It follows from no file, so it is none of the letters that an officer composes there; nothing of it is kept.

use crate::file_name;
use crate::form_copy::{CopyLine, CopyPdf};
use crate::frame::Frame;
use crate::letter::{LetterError, Letters, picture, view};
use render::Sheet;
use serde::Serialize;

/// The template.
const TEMPLATE: &str = "tipbrief";
/// The field with the words of who wrote the tip.
const GIVEN: [&str; 1] = ["facts"];

/// The context of the letter of a tip.
#[derive(Clone, Serialize)]
pub struct TipLetter {
    /// Who writes to which organ, with the number of the tip as reference.
    pub frame: Frame,
    /// What the tip says: all that the law lets travel, and no more (art. 28).
    pub facts: Vec<CopyLine>,
}

impl Letters {
    /// Makes the letter of a tip. The same content gives the same bytes. Neither its name nor its title says who it is about.
    pub fn tip_letter(&self, content: &TipLetter) -> Result<CopyPdf, LetterError> {
        let (source, frame) = (self.tip_letter_source(content)?, &content.frame);
        let file_name = format!("brief-{}.pdf", file_name::safe(&frame.reference));
        let (identifier, picture) = (file_name.as_str(), picture(frame));
        let sheet = Sheet { source, identifier, date: frame.date, picture };
        let set = self.typesetter.typeset(sheet)?;
        Ok(CopyPdf { file_name, title: set.title, pages: set.pages, pdf: set.pdf })
    }

    /// Returns the filled-in Typst source. Signs of a fact that cannot be shown are replaced, and the letter says so.
    pub fn tip_letter_source(&self, content: &TipLetter) -> Result<String, LetterError> {
        self.filled_in(TEMPLATE, view(&content.frame, content, &[])?, &GIVEN)
    }
}
