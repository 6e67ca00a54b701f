//! `dijkwacht screen`.

use crate::Status;
use crate::args::ScreenArguments;
use crate::error::CliError;
use std::io::Write;

pub(crate) fn run(
    _arguments: &ScreenArguments,
    _output: &mut dyn Write,
) -> Result<Status, CliError> {
    Err(CliError::Internal(String::new()))
}
