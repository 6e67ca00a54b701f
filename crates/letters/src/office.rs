//! A letter as a file for a word processor, for who must edit it there. It is never the letter itself, and says so.

use crate::letter::{LetterContent, LetterError, Letters, filled};
use render::{OfficeError, OfficeWriter};
use std::fmt;

/// The same names as the layout of paper, for files without pages.
const LAYOUT: (&str, &str) =
    ("/layout.typ", include_str!("../../../templates/letters/office/layout.typ"));
/// How each of those parts looks.
const STYLES: &str = include_str!("../../../templates/letters/office/styles.xml");

/// A concept of a letter that a word processor opens.
#[derive(Clone, PartialEq, Eq)]
pub struct OfficeFile {
    /// A file name from reference and kind, with `concept` in it; no personal data.
    pub file_name: String,
    /// The .docx, of type `application/vnd.openxmlformats-officedocument.wordprocessingml.document`.
    pub bytes: Vec<u8>,
}

impl Letters {
    /// Writes a letter as .docx, from the source of its PDF. The same content gives the same bytes.
    ///
    /// Signs that the house type does not have stand in it as they were given: a word processor has other types, and who edits
    /// the letter must see what is there.
    pub fn office_file(&self, content: &LetterContent) -> Result<OfficeFile, LetterError> {
        let bytes = self.office.write(self.office_source(content)?, content.frame().date)?;
        Ok(OfficeFile { file_name: content.file_stem(true) + ".docx", bytes })
    }

    fn office_source(&self, content: &LetterContent) -> Result<String, LetterError> {
        Ok(self.templates.render(content.kind().id(), &filled(content)?)?)
    }
}

/// Prepares the writer with the parts of a letter.
pub(crate) fn writer() -> Result<OfficeWriter, OfficeError> {
    OfficeWriter::new(&[LAYOUT], STYLES)
}

/// Shows the shape of a file, never its text.
impl fmt::Debug for OfficeFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OfficeFile")
            .field("file_name", &self.file_name)
            .field("bytes", &self.bytes.len())
            .finish()
    }
}

#[cfg(test)]
mod tests;
