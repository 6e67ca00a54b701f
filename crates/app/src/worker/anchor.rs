//! Anchors: the ends of all audit trails, once a day in a file outside the database. A trail that is rewritten or cut off
//! later no longer fits them.

use super::Worker;
use crate::AppError;
use std::fs::File;
use std::io::ErrorKind;
use std::path::Path;
use store::Anchor;

impl Worker {
    /// Writes the anchors of today, unless that was done.
    pub(super) async fn anchor(&self) -> Result<(), AppError> {
        let Some(folder) = &self.anchors else { return Ok(()) };
        let path = folder.join(format!("{}.json", self.app.clock.today()));
        if path.exists() {
            return Ok(());
        }
        let anchors = self.app.store.anchors(self.app.now()).await?;
        let (folder, text) = (folder.clone(), serde_json::to_string_pretty(&anchors)?);
        let written = tokio::task::spawn_blocking(move || write(&folder, &path, &text)).await;
        let failed =
            |error: &dyn std::fmt::Display| AppError::Unreadable(format!("anchors: {error}"));
        written.map_err(|error| failed(&error))?.map_err(|error| failed(&error))
    }
}

fn write(folder: &Path, path: &Path, text: &str) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    // Each process has a name of its own: none renames what another is still writing.
    let unfinished = path.with_extension(format!("{}.onaf", std::process::id()));
    let written = std::fs::write(&unfinished, text)
        .and_then(|()| File::open(&unfinished)?.sync_all())
        .and_then(|()| std::fs::rename(&unfinished, path));
    if written.is_err() {
        // It may not have been made; the first error is the one to tell.
        let _ = std::fs::remove_file(&unfinished);
    }
    written?;
    File::open(folder)?.sync_all()
}

/// Reads the anchors of all days in a folder; a folder that is not there has none.
///
/// # Errors
/// When the folder or a file cannot be read, or a file is no list of anchors.
pub fn read_anchors(folder: &Path) -> std::io::Result<Vec<Anchor>> {
    let mut anchors = Vec::new();
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(anchors),
        Err(error) => return Err(error),
    };
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            let day: Vec<Anchor> = serde_json::from_slice(&std::fs::read(&path)?)?;
            anchors.extend(day);
        }
    }
    Ok(anchors)
}
