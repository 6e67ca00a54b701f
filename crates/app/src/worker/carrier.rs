//! How an effect leaves the house. Letters and mails come later; until then each effect is a file that their makers pick up.

use kernel::{CaseId, EffectId, PartyId};
use serde::Serialize;
use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Een gevolg op weg naar buiten.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Delivery {
    /// Het id: wie het twee keer krijgt, herkent het hieraan.
    pub id: EffectId,
    /// De partij.
    pub partij: PartyId,
    /// Het dossier.
    pub dossier: Option<CaseId>,
    /// Het soort gevolg.
    pub soort: String,
    /// De gegevens; nooit een naam of een reden.
    pub inhoud: Value,
}

/// Where effects go.
#[derive(Clone, Debug)]
pub enum Carrier {
    /// A file per effect in a folder per party. The name is the id, so that a second delivery changes nothing.
    Spool(PathBuf),
    /// A list, for tests.
    Memory(Arc<Mutex<Vec<Delivery>>>),
}

impl Carrier {
    /// Delivers one effect. It may come twice; the id tells.
    ///
    /// # Errors
    /// In words for the log, when it could not be delivered.
    pub async fn carry(&self, delivery: Delivery) -> Result<(), String> {
        match self {
            Self::Memory(list) => {
                list.lock().unwrap_or_else(PoisonError::into_inner).push(delivery);
                Ok(())
            }
            Self::Spool(folder) => {
                let folder = folder.clone();
                let work = move || spool(&folder, &delivery).map_err(|error| error.to_string());
                tokio::task::spawn_blocking(work).await.map_err(|error| error.to_string())?
            }
        }
    }
}

/// Writes the file under another name first and moves it when it is on disk: nobody reads half an effect.
fn spool(folder: &Path, delivery: &Delivery) -> std::io::Result<()> {
    let folder = folder.join(delivery.partij.as_str());
    std::fs::create_dir_all(&folder)?;
    let path = folder.join(format!("{}.json", delivery.id));
    if path.exists() {
        return Ok(());
    }
    let unfinished = path.with_extension("onaf");
    let mut file = std::fs::File::create(&unfinished)?;
    serde_json::to_writer(&mut file, delivery)?;
    file.flush()?;
    file.sync_all()?;
    std::fs::rename(&unfinished, &path)?;
    std::fs::File::open(&folder)?.sync_all()
}
