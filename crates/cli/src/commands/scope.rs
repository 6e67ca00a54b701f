//! `dijkwacht scope`: the scope decision for one application, or for a file of them.

use super::batch;
use crate::Status;
use crate::args::{Format, ScopeArguments};
use crate::embedded::load_rulebook;
use crate::error::CliError;
use crate::input::{Desk, read_file};
use crate::text::{write_answer, write_json};
use law::answer::{Answer, Detail};
use std::io::Write;

pub(crate) fn run(arguments: &ScopeArguments, output: &mut dyn Write) -> Result<Status, CliError> {
    let rulebook = load_rulebook(arguments.rules.as_deref())?;
    let desk = Desk::new(&rulebook, &arguments.party, arguments.on)?;
    if let Some(batch) = &arguments.batch {
        return batch::run(&desk, batch, output);
    }
    let Some(path) = &arguments.application else {
        return Err(CliError::Usage("geef --application of --batch".to_owned()));
    };
    let application = desk.read(&read_file(path)?)?;
    let (policy, decision) = desk.decide(&application)?;
    let answer = Answer::new(policy, rulebook.terms(), &application, &decision, Detail::Full);
    write_formatted(&answer, arguments.format, output)?;
    Ok(Status::of(&answer))
}

pub(crate) fn write_formatted(
    answer: &Answer<'_>,
    format: Format,
    output: &mut dyn Write,
) -> Result<(), CliError> {
    match format {
        Format::Text => Ok(write_answer(answer, output)?),
        Format::Json => write_json(answer, output),
    }
}
