//! Mails as files, for an installation without a mail server and for who wants to look first.

use crate::error::MailError;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Writes a mail whole or not at all.
pub(super) async fn write(folder: PathBuf, name: String, bytes: Vec<u8>) -> Result<(), MailError> {
    let work = move || written(&folder, &name, &bytes);
    let done = tokio::task::spawn_blocking(work).await.map_err(|error| error.to_string());
    let done = done.and_then(|written| written.map_err(|error| error.kind().to_string()));
    done.map_err(|reason| MailError::Later(format!("het bestand is niet te schrijven: {reason}")))
}

fn written(folder: &Path, name: &str, bytes: &[u8]) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let path = folder.join(name);
    if path.exists() {
        return Ok(());
    }
    let unfinished = path.with_extension("onaf");
    let mut file = std::fs::File::create(&unfinished)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(&unfinished, &path)?;
    std::fs::File::open(folder)?.sync_all()
}
