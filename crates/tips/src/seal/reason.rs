//! Why a message is not taken: one answer outside, a reason inside.

use crate::message::Lock;
use thiserror::Error;

/// The reason, for the security log of the body itself and nobody else: who sends a message could learn from it (RFC 8725).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadReason {
    /// More bytes than a message may have. Said before anything is read.
    TooLarge,
    /// Not the compact form with the parts that belong there, each of the right length.
    Form,
    /// A header that is no JSON, or that has a member that it may not have (`crit`, `zip`, `jku`, `x5u`, `jwk`) or lacks one.
    Header,
    /// Another type than what was expected here.
    Type,
    /// Another algorithm than the one of the pinned key.
    Algorithm,
    /// A key that we do not have or do not know.
    UnknownKey,
    /// A key whose time is over or has not begun.
    KeyOutOfTime,
    /// It cannot be decrypted with the key that it names.
    Decryption,
    /// The signature is not of the key that it names.
    Signature,
    /// Signed well, but not of a form that we know.
    Content,
    /// The times in it contradict each other.
    Times,
    /// Made in the future.
    Future,
    /// No longer good.
    Expired,
    /// For another body.
    Audience,
    /// From another body than the connection.
    Source,
    /// Encrypted by somebody else than who signed it, with another key.
    Binding,
    /// Content that this sender may not send.
    Lock(Lock),
    /// A receipt or report about something else.
    Other,
}

impl BadReason {
    /// Returns the code for the log; it never changes.
    pub fn code(self) -> &'static str {
        match self {
            Self::TooLarge => "te-groot",
            Self::Form => "vorm",
            Self::Header => "kop",
            Self::Type => "soort",
            Self::Algorithm => "algoritme",
            Self::UnknownKey => "sleutel-onbekend",
            Self::KeyOutOfTime => "sleutel-buiten-tijd",
            Self::Decryption => "ontsleutelen",
            Self::Signature => "handtekening",
            Self::Content => "inhoud",
            Self::Times => "tijden",
            Self::Future => "toekomst",
            Self::Expired => "verlopen",
            Self::Audience => "ontvanger",
            Self::Source => "bron",
            Self::Binding => "binding",
            Self::Lock(lock) => lock.code(),
            Self::Other => "ander-bericht",
        }
    }
}

/// A message that is not taken. What it says in words is the same for every reason; the reason is for the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("dit bericht is niet aangenomen")]
pub struct BadMessage {
    reason: BadReason,
}

impl BadMessage {
    /// Returns the reason, for the security log only.
    pub fn reason(self) -> BadReason {
        self.reason
    }

    /// Returns the HTTP status of the answer: 413 for the size, which everybody can see, and else 400.
    pub fn status(self) -> u16 {
        if self.reason == BadReason::TooLarge { 413 } else { 400 }
    }
}

impl From<BadReason> for BadMessage {
    fn from(reason: BadReason) -> Self {
        Self { reason }
    }
}
