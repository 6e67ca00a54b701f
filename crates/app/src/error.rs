//! What can go wrong in a use case, for whoever called it to put in words.

use crate::dossier::DossierAnswer;
use case::Refusal;
use kernel::{Fault, FaultCode, Faults};
use store::StoreError;
use thiserror::Error;

/// Why a use case did not do what was asked.
#[derive(Debug, Error)]
pub enum AppError {
    /// The input is wrong; every fault is named.
    #[error("the input has faults")]
    Input(Faults),
    /// It is not there, or not for this caller.
    #[error("not found")]
    NotFound,
    /// The law or the state of the file stands in the way.
    #[error("refused: {}", .0.code.id())]
    Refused(Refusal),
    /// A rule of the working group stands in the way.
    #[error("refused: {}", .0.id())]
    Meeting(meetings::Refusal),
    /// A rule of the exchange of tips stands in the way.
    #[error("refused: {}", .0.code())]
    Tip(tips::Refusal),
    /// Somebody else changed it since it was read; the file as it is now.
    #[error("the file was changed by somebody else")]
    Stale(Box<DossierAnswer>),
    /// The caller lacks a right.
    #[error("the caller may not do this")]
    Forbidden,
    /// A value that must be unique is taken.
    #[error("a value that must be unique is taken")]
    Taken(Fault),
    /// Other rules hold by now than those that the caller looked at.
    #[error("other rules hold by now")]
    OtherRules,
    /// The key of a request was used for another one.
    #[error("the idempotency key belongs to another request")]
    KeyReused,
    /// The database.
    #[error(transparent)]
    Store(StoreError),
    /// What is stored cannot be read any more; the text is for the log.
    #[error("stored data cannot be read: {0}")]
    Unreadable(String),
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::BadCursor => Self::fault(
                "/cursor",
                FaultCode::VerkeerdeVorm,
                "deze cursor is niet door ons gegeven; begin zonder cursor",
            ),
            other => Self::Store(other),
        }
    }
}

impl From<Refusal> for AppError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<Faults> for AppError {
    fn from(faults: Faults) -> Self {
        Self::Input(faults)
    }
}

impl From<serde_json::Error> for AppError {
    fn from(error: serde_json::Error) -> Self {
        // The place is enough for the log; the text of serde can quote personal data.
        Self::Unreadable(format!("line {}, column {}", error.line(), error.column()))
    }
}

impl AppError {
    /// Makes an input error of one fault.
    pub fn fault(place: &str, code: FaultCode, message: impl Into<String>) -> Self {
        let mut faults = Faults::new();
        faults.add(place, code, message);
        Self::Input(faults)
    }
}
