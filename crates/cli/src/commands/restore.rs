//! `dijkwacht restore`: a checked copy takes the place of the database, whole or not at all.

use super::database::{check, restore_dump};
use crate::Status;
use crate::args::RestoreArguments;
use crate::error::{CliError, io_text};
use crate::runtime::{block_on, configured};
use crate::slot::{Slot, make_folder};
use app::DatabaseUrl;
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

pub(crate) fn run(
    arguments: &RestoreArguments,
    output: &mut dyn Write,
) -> Result<Status, CliError> {
    let config = configured(&arguments.place)?;
    let _slot = Slot::alone(&config)?;
    let DatabaseUrl::Sqlite(target) = config.database_url()? else {
        return restore_dump(&config, arguments, output);
    };
    if target.exists() && !arguments.overwrite {
        return Err(CliError::Usage(format!(
            "«{}» bestaat al; stop de dienst en voeg --overwrite toe om te vervangen",
            target.display()
        )));
    }
    block_on(async {
        check(&config, &arguments.from, output).await?;
        replace(&arguments.from, &target)?;
        writeln!(output, "teruggezet naar {}", target.display())?;
        Ok(Status::Decided)
    })
}

/// Puts the copy in the place of the database. Until the last moment the old one stands untouched.
fn replace(from: &Path, target: &Path) -> Result<(), CliError> {
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    make_folder(folder)?;
    let unfinished = target.with_extension("onaf");
    for place in [target, &unfinished] {
        if place.is_dir() {
            let message = format!(
                "«{}» is een map; verplaats haar en probeer het opnieuw. Er is niets veranderd",
                place.display()
            );
            return Err(CliError::Usage(message));
        }
        if same_file(from, place) {
            let message = format!(
                "«{}» is de database zelf of een onaf bestand ernaast; geef de kopie eerst een andere naam",
                from.display()
            );
            return Err(CliError::Usage(message));
        }
    }
    let replaced = write(from, &unfinished).and_then(|()| switch(&unfinished, target, folder));
    if replaced.is_err() {
        // It may not have been made, or stand in its place already; the first error is the one to tell.
        let _ = std::fs::remove_file(&unfinished);
    }
    replaced
}

fn same_file(one: &Path, other: &Path) -> bool {
    one.canonicalize().ok().zip(other.canonicalize().ok()).is_some_and(|(one, other)| one == other)
}

/// Writes the copy beside the database and waits until it is on the disk.
fn write(from: &Path, unfinished: &Path) -> Result<(), CliError> {
    let copied = || {
        let mut source = File::open(from)?;
        // One that a crash left behind may be open for others.
        unless_missing(std::fs::remove_file(unfinished))?;
        let mut options = OpenOptions::new();
        let options = options.write(true).create_new(true).mode(0o600);
        let mut copy = options.open(unfinished)?;
        std::io::copy(&mut source, &mut copy)?;
        copy.sync_all()
    };
    copied().map_err(|error: std::io::Error| failed(unfinished, &error))
}

/// Lets the finished copy take the place of the database. Its journal goes with it: beside the copy it would be damage, and
/// without it the database would miss what it holds, so it comes back when the copy does not get its place.
fn switch(unfinished: &Path, target: &Path, folder: &Path) -> Result<(), CliError> {
    let (journal, index) = (beside(target, "-wal"), beside(target, "-shm"));
    let aside = beside(target, "-wal.onaf");
    unless_missing(std::fs::remove_file(&index)).map_err(|error| failed(&index, &error))?;
    let had_journal = journal.exists();
    unless_missing(std::fs::rename(&journal, &aside)).map_err(|error| failed(&journal, &error))?;
    if let Err(error) = std::fs::rename(unfinished, target) {
        if had_journal {
            // The first error is the one to tell.
            let _ = std::fs::rename(&aside, &journal);
        }
        return Err(failed(target, &error));
    }
    unless_missing(std::fs::remove_file(&aside)).map_err(|error| failed(&aside, &error))?;
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(|error| failed(folder, &error))
}

fn beside(target: &Path, end: &str) -> PathBuf {
    let mut name = target.as_os_str().to_owned();
    name.push(end);
    name.into()
}

fn unless_missing(result: std::io::Result<()>) -> std::io::Result<()> {
    match result {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

fn failed(path: &Path, error: &std::io::Error) -> CliError {
    CliError::Internal(format!(
        "terugzetten lukt niet bij «{}»: {}",
        path.display(),
        io_text(error)
    ))
}
