//! A file in an answer, with its version.

use app::DossierAnswer;

use crate::reply::{Created, Versioned};

/// Shows a file with its version.
pub(super) fn versioned(value: DossierAnswer) -> Versioned<DossierAnswer> {
    Versioned { version: tag(value.versie), moved: false, value }
}

/// Shows a file that was made.
pub(super) fn created(value: DossierAnswer) -> Created<DossierAnswer> {
    let location = format!("{}/dossiers/{}", crate::BASE_PATH, value.id);
    Created { location, version: tag(value.versie), value }
}

/// Returns a version as its entity tag counts it: the database counts up from 1.
pub(super) fn tag(version: i64) -> u64 {
    u64::try_from(version).unwrap_or_default()
}
