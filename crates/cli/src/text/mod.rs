//! Answers as plain Dutch text for the terminal, or as JSON.

mod answer;
mod deadline;
mod wrap;

use crate::error::CliError;
use serde::Serialize;
use std::io::Write;

pub(crate) use answer::write_answer;
pub(crate) use deadline::write_deadline;

/// Writes a document as indented JSON.
pub(crate) fn write_json(
    document: &impl Serialize,
    output: &mut dyn Write,
) -> Result<(), CliError> {
    serde_json::to_writer_pretty(&mut *output, document).map_err(std::io::Error::from)?;
    writeln!(output)?;
    Ok(())
}

/// Returns the text with its first letter as a capital.
pub(crate) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    first + letters.as_str()
}
