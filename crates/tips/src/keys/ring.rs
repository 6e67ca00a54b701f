//! The signing keys of another body: the one in use, the next one, and earlier ones.

use super::{SignatureAlgorithm, Thumbprint, VerifyingKey};
use crate::message::SKEW_SECONDS;
use crate::refusal::Refusal;
use crate::seal::BadReason;
use chrono::TimeDelta;
use kernel::Moment;
use serde::{Deserialize, Serialize};

/// How long before its first use a next key is announced, in days.
pub const MIN_NOTICE_DAYS: i64 = 30;
/// How long the old key is still taken after the first day of the next one, in days: as long as a message is good.
pub const OVERLAP_DAYS: i64 = 14;

/// A signing key with the time in which it is taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PinnedKey {
    #[serde(rename = "sleutel")]
    key: VerifyingKey,
    #[serde(rename = "vanaf")]
    from: Moment,
    #[serde(rename = "tot", default, skip_serializing_if = "Option::is_none")]
    until: Option<Moment>,
}

impl PinnedKey {
    /// Returns the key.
    pub fn key(&self) -> &VerifyingKey {
        &self.key
    }

    /// Returns from when it is taken.
    pub fn from(&self) -> Moment {
        self.from
    }

    /// Returns the last moment at which it is taken; none as long as no next key is known.
    pub fn until(&self) -> Option<Moment> {
        self.until
    }

    fn is_taken(&self, now: Moment) -> bool {
        let begun = self.from <= now.after(TimeDelta::seconds(SKEW_SECONDS));
        begun && self.until.is_none_or(|until| now <= until)
    }
}

/// The signing keys of one body, oldest first. The last one has no end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct KeyRing(Vec<PinnedKey>);

impl KeyRing {
    /// Starts with the key that two officers approved.
    pub fn pin(key: VerifyingKey, from: Moment) -> Self {
        Self(vec![PinnedKey { key, from, until: None }])
    }

    /// Returns all keys, oldest first.
    pub fn keys(&self) -> &[PinnedKey] {
        &self.0
    }

    /// Returns the fingerprint that the second officer reads to the other body: of the newest key.
    pub fn fingerprint(&self) -> Option<Thumbprint> {
        self.0.last().map(|pinned| pinned.key.thumbprint())
    }

    /// Returns the algorithm of all keys.
    pub fn algorithm(&self) -> Option<SignatureAlgorithm> {
        self.0.last().map(|pinned| pinned.key.algorithm())
    }

    /// Returns the key with this fingerprint, in whatever time it is taken.
    pub(crate) fn known(&self, kid: Thumbprint) -> Result<&VerifyingKey, BadReason> {
        let found = self.0.iter().find(|pinned| pinned.key.thumbprint() == kid);
        found.map(|pinned| &pinned.key).ok_or(BadReason::UnknownKey)
    }

    /// Returns the key with this fingerprint, if a signature by it is taken now.
    pub(crate) fn verifying(
        &self,
        kid: Thumbprint,
        now: Moment,
    ) -> Result<&VerifyingKey, BadReason> {
        let found = self.0.iter().filter(|pinned| pinned.key.thumbprint() == kid);
        let mut found = found.peekable();
        if found.peek().is_none() {
            return Err(BadReason::UnknownKey);
        }
        let taken = found.find(|pinned| pinned.is_taken(now));
        taken.map(|pinned| &pinned.key).ok_or(BadReason::KeyOutOfTime)
    }

    /// Adds the next key, as a document that the key in use signed announces it; the old one ends [`OVERLAP_DAYS`] after the
    /// first day of the new one. Announcing the same again changes nothing.
    pub fn announce(
        mut self,
        next: VerifyingKey,
        from: Moment,
        now: Moment,
    ) -> Result<Self, Refusal> {
        if self.0.iter().any(|pinned| pinned.key == next && pinned.from == from) {
            return Ok(self);
        }
        let Some(current) = self.0.last_mut() else { return Err(Refusal::NoKey) };
        let known = current.key.thumbprint() == next.thumbprint();
        if known || current.from > now {
            return Err(Refusal::OtherNextKey);
        }
        if current.key.algorithm() != next.algorithm() {
            return Err(Refusal::KeyUnfit);
        }
        if from < now.after(TimeDelta::days(MIN_NOTICE_DAYS)) {
            return Err(Refusal::NoticeTooShort);
        }
        current.until = Some(from.after(TimeDelta::days(OVERLAP_DAYS)));
        self.0.push(PinnedKey { key: next, from, until: None });
        Ok(self)
    }
}
