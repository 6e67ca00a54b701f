//! The data folder: for its owner only, and locked. Services share the lock; what replaces the database, or closes all that is
//! in it anew, has it alone.

use crate::config::Config;
use crate::error::{CliError, io_text};
use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;

/// The lock. The operating system lets go of it when the process ends, however that happens.
#[derive(Debug)]
pub(crate) struct Slot {
    _file: File,
}

impl Slot {
    /// Takes the lock beside others that run on the same data.
    pub(crate) fn shared(config: &Config) -> Result<Self, CliError> {
        let file = open(config)?;
        let locked = file.try_lock_shared();
        taken(file, locked, || {
            "de database wordt net teruggezet of opnieuw versleuteld; wacht tot dat klaar is"
                .to_owned()
        })
    }

    /// Takes the lock alone, when nothing runs on the data.
    pub(crate) fn alone(config: &Config) -> Result<Self, CliError> {
        let file = open(config)?;
        let locked = file.try_lock();
        taken(file, locked, || {
            format!(
                "op de datamap «{}» draait een dienst, werker of andere opdracht; stop eerst de dienst",
                config.data.dir.display()
            )
        })
    }
}

fn open(config: &Config) -> Result<File, CliError> {
    make_folder(&config.data.dir)?;
    let file = config.data.dir.join("slot");
    OpenOptions::new().create(true).append(true).open(&file).map_err(|error| {
        CliError::Internal(format!("«{}» is niet te openen: {}", file.display(), io_text(&error)))
    })
}

fn taken(
    file: File,
    locked: Result<(), TryLockError>,
    refusal: impl FnOnce() -> String,
) -> Result<Slot, CliError> {
    match locked {
        Ok(()) => Ok(Slot { _file: file }),
        Err(TryLockError::WouldBlock) => Err(CliError::Usage(refusal())),
        Err(TryLockError::Error(error)) => {
            let cause = io_text(&error);
            Err(CliError::Internal(format!("het slot op de datamap is niet te nemen: {cause}")))
        }
    }
}

/// Makes a folder with those above it; what is new is for its owner only.
pub(crate) fn make_folder(folder: &Path) -> Result<(), CliError> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(|error| {
        let cause = io_text(&error);
        CliError::Internal(format!("de map «{}» is niet te maken: {cause}", folder.display()))
    })
}
