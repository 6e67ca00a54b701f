//! `dijkwacht rules`: check the rules files, write their schemas.

use crate::Status;
use crate::args::{RulesAction, RulesArguments};
use crate::embedded::rules_from;
use crate::error::CliError;
use rulebook::{Rulebook, run_cases, schemas};
use std::io::Write;
use std::path::Path;

pub(crate) fn run(arguments: &RulesArguments, output: &mut dyn Write) -> Result<Status, CliError> {
    match &arguments.action {
        RulesAction::Check(folder) => check(folder.rules.as_deref(), output),
        RulesAction::Schema { out } => write_schemas(out, output),
    }
}

fn check(folder: Option<&Path>, output: &mut dyn Write) -> Result<Status, CliError> {
    let files = rules_from(folder)?;
    let rulebook = Rulebook::load(&files).map_err(CliError::Rules)?;
    let report = run_cases(&rulebook, &files);
    for error in report.errors.iter().chain(&report.missed) {
        writeln!(output, "{error}")?;
    }
    for failure in &report.failures {
        writeln!(output, "{} (geval «{}»)", failure.error, failure.name)?;
    }
    let faults = report.errors.len() + report.missed.len() + report.failures.len();
    writeln!(
        output,
        "{} partijen, {} regels en grondslagen, {} gevallen, {faults} fouten",
        rulebook.party_ids().count(),
        rulebook.rule_ids().count(),
        report.run
    )?;
    Ok(if faults == 0 { Status::Decided } else { Status::BadInput })
}

fn write_schemas(folder: &Path, output: &mut dyn Write) -> Result<Status, CliError> {
    std::fs::create_dir_all(folder)?;
    for (name, text) in schemas() {
        std::fs::write(folder.join(name), text)?;
        writeln!(output, "{}", folder.join(name).display())?;
    }
    Ok(Status::Decided)
}
