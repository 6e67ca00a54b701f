//! What can go wrong, what the user reads about it, and the exit status.

use app::{AppError, StoreError};
use kernel::{Fault, Faults};
use rulebook::RuleError;
use serde_json::json;
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::ExitCode;
use thiserror::Error;

/// Why a command stopped.
#[derive(Debug, Error)]
pub enum CliError {
    /// The input file is wrong; every fault is named.
    #[error("{0}")]
    Input(Faults),
    /// A rules file is wrong.
    #[error("de regels zijn niet in orde")]
    Rules(Vec<RuleError>),
    /// An argument is wrong.
    #[error("{0}")]
    Usage(String),
    /// The reader of our output went away, as `head` does.
    #[error("de uitvoer is gesloten")]
    ClosedOutput,
    /// The program or the machine failed.
    #[error("{0}")]
    Internal(String),
}

impl From<std::io::Error> for CliError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::BrokenPipe => Self::ClosedOutput,
            _ => Self::Internal(format!("lezen of schrijven lukt niet: {}", io_text(&error))),
        }
    }
}

impl From<Faults> for CliError {
    fn from(faults: Faults) -> Self {
        Self::Input(faults)
    }
}

impl From<StoreError> for CliError {
    fn from(error: StoreError) -> Self {
        Self::Internal(store_text(&error))
    }
}

impl From<AppError> for CliError {
    fn from(error: AppError) -> Self {
        match error {
            AppError::Input(faults) => Self::Input(faults),
            AppError::Taken(fault) => Self::Usage(fault.message),
            AppError::Refused(refusal) => Self::Usage(refusal.to_string()),
            AppError::Meeting(refusal) => Self::Usage(refusal.to_string()),
            AppError::Tip(refusal) => Self::Usage(refusal.to_string()),
            AppError::Store(error) => error.into(),
            AppError::NotFound => Self::Usage("dit bestaat niet, of niet voor u".to_owned()),
            AppError::Forbidden => Self::Usage("dit account mag dit niet".to_owned()),
            AppError::Stale(_) => {
                Self::Internal("een ander heeft het dossier intussen veranderd".to_owned())
            }
            AppError::OtherRules => Self::Usage("er gelden nu andere regels".to_owned()),
            AppError::KeyReused => {
                Self::Usage("deze sleutel is al voor een ander verzoek gebruikt".to_owned())
            }
            AppError::Unreadable(place) => {
                Self::Internal(format!("wat is opgeslagen, is niet te lezen ({place})"))
            }
        }
    }
}

/// Says what is wrong with the database.
pub(crate) fn store_text(error: &StoreError) -> String {
    match error {
        StoreError::Conflict => {
            "een ander heeft dit intussen veranderd; probeer het opnieuw".to_owned()
        }
        StoreError::BadCursor => "de plaats in de lijst is niet door ons gegeven".to_owned(),
        StoreError::Duplicate(_) => "dit is al in gebruik".to_owned(),
        StoreError::Dangling => {
            "dit verwijst naar iets dat niet bestaat bij deze partij".to_owned()
        }
        StoreError::Inconsistent { table, column, row } => {
            format!("in tabel {table}, kolom {column}, rij {row} staat een onmogelijke waarde")
        }
        StoreError::Key { key, table, column, row, .. } => format!(
            "sleutel {key} opent {table}.{column} van rij {row} niet: hij ontbreekt, is een andere, of de waarde is veranderd"
        ),
        StoreError::BadKeys(reason) => format!("de sleutels zijn niet te lezen: {reason}"),
        StoreError::ReadOnly => "de database neemt geen wijzigingen aan".to_owned(),
        StoreError::DiskFull => "de schijf van de database is vol".to_owned(),
        StoreError::Busy => {
            "de database is bezet of niet te bereiken; probeer het later opnieuw".to_owned()
        }
        StoreError::Unsupported(_) => "dit kan niet met deze soort database".to_owned(),
        StoreError::NotLogged(cause) => {
            format!("het verwerkingenlogboek kon niet worden geschreven: {}", store_text(cause))
        }
        StoreError::Driver(cause) => {
            format!("de database meldt een fout: {}", chain(cause.as_ref()))
        }
    }
}

/// Says what is wrong with a file.
pub(crate) fn io_text(error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    let known = match error.kind() {
        ErrorKind::NotFound => "dat bestaat niet",
        ErrorKind::PermissionDenied => "daar is geen toegang toe",
        ErrorKind::AlreadyExists => "dat bestaat al",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "de schijf is vol",
        ErrorKind::ReadOnlyFilesystem => "de schijf neemt geen wijzigingen aan",
        ErrorKind::IsADirectory => "dat is een map",
        ErrorKind::NotADirectory => "een deel van het pad is geen map",
        ErrorKind::InvalidData => "dat is geen tekst in UTF-8",
        _ => return error.to_string(),
    };
    known.to_owned()
}

/// Returns an error with all its causes.
fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    std::iter::successors(error.source(), |cause| cause.source())
        .fold(error.to_string(), |text, cause| format!("{text}: {cause}"))
}

impl CliError {
    /// Tells the user what is wrong: on standard error, or as JSON on standard output when JSON was asked for.
    pub(crate) fn report(&self, as_json: bool) -> ExitCode {
        // A closed terminal is no reason for another exit status.
        let _ = if as_json {
            writeln!(std::io::stdout(), "{}", self.json())
        } else {
            std::io::stderr().write_all(self.text().as_bytes())
        };
        match self {
            Self::Input(_) | Self::Rules(_) | Self::Usage(_) => ExitCode::from(2),
            Self::ClosedOutput => ExitCode::SUCCESS,
            Self::Internal(_) => ExitCode::from(1),
        }
    }

    fn json(&self) -> serde_json::Value {
        match self {
            Self::Input(faults) => json!({ "fouten": faults }),
            Self::Rules(errors) => {
                let one = |error: &RuleError| json!({ "bestand": error.file, "regel": error.line, "melding": error.reason });
                json!({ "fouten": errors.iter().map(one).collect::<Vec<_>>() })
            }
            Self::ClosedOutput => json!({ "fouten": [] }),
            Self::Usage(message) | Self::Internal(message) => {
                json!({ "fouten": [{ "plaats": "", "melding": message }] })
            }
        }
    }

    fn text(&self) -> String {
        let mut text = String::new();
        match self {
            Self::Input(faults) => {
                text.push_str("De invoer klopt niet; er is niets geschreven.\n");
                for Fault { pointer, message, .. } in faults.iter() {
                    let place = if pointer.is_empty() { "(het hele bestand)" } else { pointer };
                    // Writing to a String cannot fail.
                    let _ = writeln!(text, "  {place}: {message}");
                }
            }
            Self::Rules(errors) => {
                text.push_str("De regels zijn niet in orde.\n");
                for error in errors {
                    let _ = writeln!(text, "  {error}");
                }
            }
            Self::Usage(message) => {
                let _ = writeln!(text, "{message}");
            }
            Self::ClosedOutput => {}
            Self::Internal(message) => {
                let _ = writeln!(text, "Er ging iets mis: {message}");
            }
        }
        text
    }
}
