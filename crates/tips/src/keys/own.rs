//! Our own keys, as they are at work.

use super::{DecryptionKey, EncryptionEntry, SigningKey, Thumbprint};
use crate::message::VALID_DAYS;
use crate::seal::BadReason;
use chrono::TimeDelta;
use kernel::Moment;

/// A key of ours that opens messages, with the time in which others may encrypt with it.
#[derive(Debug)]
pub struct Decryption {
    /// The key.
    pub key: DecryptionKey,
    /// From when others may use it.
    pub from: Moment,
    /// Until when others may use it, at the latest as we published it.
    pub until: Moment,
}

impl Decryption {
    /// Returns the last moment at which we still open with it: a message that was encrypted at the last moment is good for
    /// [`VALID_DAYS`] after that.
    pub fn opens_until(&self) -> Moment {
        self.until.after(TimeDelta::days(VALID_DAYS))
    }

    /// Returns the entry for our key document.
    pub fn entry(&self) -> EncryptionEntry {
        EncryptionEntry { key: self.key.public().clone(), from: self.from, until: self.until }
    }
}

/// Our own keys.
#[derive(Debug)]
pub struct OwnKeys {
    /// The key that we sign with now.
    pub signing: SigningKey,
    /// The keys that open messages: the one that others use now, and earlier ones.
    pub decryption: Vec<Decryption>,
}

impl OwnKeys {
    pub(crate) fn decryption(
        &self,
        kid: Thumbprint,
        now: Moment,
    ) -> Result<&DecryptionKey, BadReason> {
        let held = self.decryption.iter().find(|held| held.key.public().thumbprint() == kid);
        let held = held.ok_or(BadReason::UnknownKey)?;
        if now > held.opens_until() { Err(BadReason::KeyOutOfTime) } else { Ok(&held.key) }
    }
}
