//! `dijkwacht config`: every setting with its explanation and default.

use crate::Status;
use crate::config::DEFAULT;
use crate::error::CliError;
use std::io::Write;

pub(crate) fn run(output: &mut dyn Write) -> Result<Status, CliError> {
    output.write_all(DEFAULT.as_bytes())?;
    Ok(Status::Decided)
}
