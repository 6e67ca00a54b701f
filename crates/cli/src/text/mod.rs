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
