//! `dijkwacht import`: running files from another system, with a report per line.

use crate::Status;
use crate::args::ImportArguments;
use crate::error::CliError;
use crate::input::read_file;
use crate::runtime::{block_on, configured, open_app};
use crate::slot::Slot;
use app::{ImportFormat, ImportReport, ImportRequest};
use std::io::Write;
use std::path::Path;

pub(crate) fn run(arguments: &ImportArguments, output: &mut dyn Write) -> Result<Status, CliError> {
    let config = configured(&arguments.place)?;
    let format = format_of(&arguments.file)?;
    let bytes = read_file(&arguments.file)?;
    let token = String::from_utf8(read_file(&arguments.token_file)?)
        .map_err(|_| CliError::Usage("het token is geen tekst".to_owned()))?;
    let _slot = Slot::shared(&config)?;
    block_on(async {
        let app = open_app(&config).await?;
        let caller = app.authenticate(token.trim()).await?.ok_or_else(|| {
            CliError::Usage(
                "dit token is niet (meer) bekend; maak er een met: dijkwacht token new".to_owned(),
            )
        })?;
        if !caller.may(app::Permission::WriteCases) {
            return Err(CliError::Usage(
                "dit token mist de bevoegdheid dossiers:schrijven".to_owned(),
            ));
        }
        let request = ImportRequest { format, bytes: &bytes, trial: arguments.dry_run };
        let report = app.import(&caller, request).await?;
        write_report(&report, output)?;
        Ok(if report.fout == 0 { Status::Decided } else { Status::BadInput })
    })
}

fn format_of(file: &Path) -> Result<ImportFormat, CliError> {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("csv") => Ok(ImportFormat::Csv),
        Some("json") => Ok(ImportFormat::Json),
        _ => Err(CliError::Usage(format!("«{}» eindigt niet op .csv of .json", file.display()))),
    }
}

fn write_report(report: &ImportReport, output: &mut dyn Write) -> Result<(), CliError> {
    for line in &report.regels {
        let reference = line.kenmerk.as_deref().unwrap_or("(zonder kenmerk)");
        match line.stand {
            Some(state) => writeln!(output, "regel {}: {reference}: {state}", line.regel)?,
            None => writeln!(output, "regel {}: {reference}: geweigerd", line.regel)?,
        }
        for fault in &line.fouten {
            writeln!(output, "    {}: {}", fault.pointer, fault.message)?;
        }
    }
    let what = if report.proef { "proef, er is niets geschreven" } else { "ingevoerd" };
    writeln!(output, "{} goed, {} geweigerd ({what})", report.goed, report.fout)?;
    Ok(())
}
