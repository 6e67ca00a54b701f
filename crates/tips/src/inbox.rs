//! Exactly one registration of each message, however often it comes.

use crate::message::VALID_DAYS;
use chrono::TimeDelta;
use kernel::{Moment, Sha256Hex};

/// How much longer than a message is good its id and hash are remembered, in days. They hold no personal data.
pub const REMEMBER_DAYS: i64 = 90;

/// What to do with a message that was opened. The caller judges and registers in one transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// Not seen before: register it and make a receipt. Answer 202.
    New,
    /// The same bytes again: give the receipt that was kept. Answer 200.
    Repeated,
    /// Other bytes under a known id: a security event, nothing is overwritten. Answer 409.
    Conflict,
}

impl Arrival {
    /// Judges a message by what is remembered under its source and id.
    pub fn judge(known: Option<Sha256Hex>, received: Sha256Hex) -> Self {
        match known {
            None => Self::New,
            Some(known) if known == received => Self::Repeated,
            Some(_) => Self::Conflict,
        }
    }

    /// Returns the HTTP status of the answer.
    pub fn status(self) -> u16 {
        match self {
            Self::New => 202,
            Self::Repeated => 200,
            Self::Conflict => 409,
        }
    }
}

/// Returns until when the id and hash of a message of this time are remembered: long after it could be taken again.
pub fn remembered_until(time: Moment) -> Moment {
    time.after(TimeDelta::days(VALID_DAYS + REMEMBER_DAYS))
}
