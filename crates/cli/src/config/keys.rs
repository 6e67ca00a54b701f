//! The keys that close values at rest: a file that only its owner reads.

use super::{Config, fault};
use crate::error::{CliError, io_text};
use crate::random::fill;
use crate::slot::make_folder;
use app::Keyring;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::fmt::Write as _;
use std::io::Write as _;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

/// Reads the keys: from the environment, where a vault may have put them, or from their file.
pub(crate) fn read_keys(config: &Config) -> Result<Keyring, CliError> {
    let value = config.keys.value.reveal();
    if !value.is_empty() {
        return Keyring::parse(&value.replace(',', "\n"), fill)
            .map_err(|error| fault("/keys/value", error.to_string()));
    }
    let file = config.keys_file();
    let text = std::fs::read_to_string(&file).map_err(|error| {
        fault(
            "/keys/file",
            format!(
                "de sleutels in «{}» zijn niet te lezen: {}. Maak ze met: dijkwacht keys new",
                file.display(),
                io_text(&error)
            ),
        )
    })?;
    refuse_open_file(&file)?;
    Keyring::parse(&text, fill).map_err(|error| fault("/keys/file", error.to_string()))
}

/// A file that others can read is no secret.
fn refuse_open_file(file: &Path) -> Result<(), CliError> {
    const GROUP_AND_OTHERS: u32 = 0o077;
    let mode = std::fs::metadata(file)?.permissions().mode();
    if mode & GROUP_AND_OTHERS == 0 {
        return Ok(());
    }
    let message = format!(
        "anderen kunnen de sleutels in «{0}» lezen; beperk dat met: chmod 600 {0}",
        file.display()
    );
    Err(fault("/keys/file", message))
}

/// Adds a key to the file, with the next number; makes the file when there is none. Returns the number.
pub(crate) fn create_keys(config: &Config) -> Result<u32, CliError> {
    if !config.keys.value.reveal().is_empty() {
        let message =
            "de sleutels komen uit de omgeving; voeg de nieuwe toe aan DIJKWACHT_KEYS__VALUE";
        return Err(CliError::Usage(message.to_owned()));
    }
    let file = config.keys_file();
    if let Some(folder) = file.parent() {
        make_folder(folder)?;
    }
    let known = if file.exists() {
        Some((std::fs::read_to_string(&file)?, read_keys(config)?.current()))
    } else {
        None
    };
    let number = known.as_ref().map_or(1, |(_, current)| current + 1);
    let mut text = known.map(|(text, _)| text).unwrap_or_default();
    let mut key = [0; 32];
    fill(&mut key);
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{number}:{}", STANDARD.encode(key));
    write(&file, &text).map_err(|error| {
        let (file, cause) = (file.display(), io_text(&error));
        CliError::Internal(format!("de sleutels in «{file}» zijn niet te schrijven: {cause}"))
    })?;
    Ok(number)
}

/// Writes the keys whole or not at all, readable for their owner only.
fn write(file: &Path, text: &str) -> std::io::Result<()> {
    let unfinished = file.with_extension("onaf");
    let mut options = std::fs::OpenOptions::new();
    let mut new = options.write(true).create(true).truncate(true).mode(0o600).open(&unfinished)?;
    new.write_all(text.as_bytes())?;
    new.sync_all()?;
    std::fs::rename(&unfinished, file)
}
