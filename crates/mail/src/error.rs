//! Why a mail did not leave, and what that means for a next attempt.

use thiserror::Error;

/// Why a mail was not delivered. The words are for the log and for officials; no address is in them.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum MailError {
    /// Nothing was delivered; it can succeed later.
    #[error("{0}")]
    Later(String),
    /// Nothing was delivered and nothing will be: the server refuses this address or this mail.
    #[error("{0}")]
    Refused(String),
    /// The whole mail was given to the server, and its answer never came: whether it was delivered is not known.
    #[error("{0}")]
    InDoubt(String),
}
