//! A file in an answer, with its version.

use app::DossierAnswer;

use crate::reply::{Created, Versioned};

/// Shows a file with its version.
pub(super) fn versioned(value: DossierAnswer) -> Versioned<DossierAnswer> {
    Versioned { version: version(&value), moved: false, value }
}

/// Shows a file that was made.
pub(super) fn created(value: DossierAnswer) -> Created<DossierAnswer> {
    let location = format!("{}/dossiers/{}", crate::BASE_PATH, value.id);
    Created { location, version: version(&value), value }
}

fn version(answer: &DossierAnswer) -> u64 {
    // The database counts up from 1.
    u64::try_from(answer.versie).unwrap_or_default()
}
