//! The signed key document: how a body says which keys it uses. It is signed with a key that is pinned already.

use super::{EncryptionKey, KeyError, KeyRing, SigningKey, VerifyingKey};
use crate::ids::Oin;
use crate::message::{SKEW_SECONDS, moment, seconds};
use crate::partner::{Endpoint, Partner};
use crate::refusal::Refusal;
use crate::seal::{BadMessage, BadReason, Signed, read_paper, sign_paper};
use chrono::TimeDelta;
use kernel::Moment;
use serde::{Deserialize, Serialize};

/// How long a key document is good at most, in days.
pub const MOST_DOCUMENT_DAYS: i64 = 7;

/// A key that others may encrypt with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EncryptionEntry {
    /// The key.
    #[serde(rename = "sleutel")]
    pub key: EncryptionKey,
    /// From when.
    #[serde(rename = "vanaf")]
    pub from: Moment,
    /// Until when.
    #[serde(rename = "tot")]
    pub until: Moment,
}

/// A key that the body signs, signed or will sign with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SigningEntry {
    /// The key.
    #[serde(rename = "sleutel")]
    pub key: VerifyingKey,
    /// From when.
    #[serde(rename = "vanaf")]
    pub from: Moment,
    /// Until when, for a key that has a next one.
    #[serde(rename = "tot", default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Moment>,
}

/// What a body says about its keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyDocument {
    /// The body.
    pub oin: Oin,
    /// Where it takes messages.
    pub endpoint: Endpoint,
    /// Its signing keys: the old ones, the one in use and the next one.
    pub signing: Vec<SigningEntry>,
    /// Its encryption keys.
    pub encryption: Vec<EncryptionEntry>,
    /// When the document was made, in whole seconds.
    pub issued: Moment,
    /// Until when it is good; at most [`MOST_DOCUMENT_DAYS`] later.
    pub valid_until: Moment,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Wire {
    oin: Oin,
    eindpunt: Endpoint,
    ondertekening: Vec<SigningEntry>,
    versleuteling: Vec<EncryptionEntry>,
    iat: i64,
    geldig_tot: Moment,
}

impl KeyDocument {
    /// Signs the document with the key in use.
    pub fn sign(&self, key: &SigningKey) -> Result<String, KeyError> {
        let wire = Wire {
            oin: self.oin,
            eindpunt: self.endpoint.clone(),
            ondertekening: self.signing.clone(),
            versleuteling: self.encryption.clone(),
            iat: seconds(self.issued),
            geldig_tot: self.valid_until,
        };
        sign_paper(&wire, Signed::Keys, key)
    }

    /// Reads the document of a partner: signed by a pinned key, of the body and the address in the register, in its time, and
    /// not older than the one that we have (`known`).
    pub fn read(
        text: &str,
        partner: &Partner,
        known: Option<Moment>,
        now: Moment,
    ) -> Result<Self, BadMessage> {
        Ok(read(text, partner, known, now)?)
    }

    /// Returns the key to encrypt with now: the newest of those that others may use, for the suite of the partner.
    ///
    /// A document that is no longer good stops sending; receiving goes on.
    pub fn encryption_key(
        &self,
        partner: &Partner,
        now: Moment,
    ) -> Result<&EncryptionKey, Refusal> {
        if now > self.valid_until {
            return Err(Refusal::DocumentExpired);
        }
        let suite = partner.system()?.suite;
        let usable = self.encryption.iter().filter(|entry| {
            entry.from <= now && now < entry.until && suite.encrypts_by(entry.key.algorithm())
        });
        let newest = usable.max_by_key(|entry| entry.from);
        newest.map(|entry| &entry.key).ok_or(Refusal::NoKey)
    }

    /// Adds the next signing key that the document announces to the keys of the partner.
    pub fn announced(&self, ring: KeyRing, now: Moment) -> Result<KeyRing, Refusal> {
        match self.signing.iter().find(|entry| entry.from > now) {
            Some(next) => ring.announce(next.key.clone(), next.from, now),
            None => Ok(ring),
        }
    }
}

fn read(
    text: &str,
    partner: &Partner,
    known: Option<Moment>,
    now: Moment,
) -> Result<KeyDocument, BadReason> {
    let system = partner.system().map_err(|_| BadReason::UnknownKey)?;
    let wire: Wire = read_paper(text, Signed::Keys, partner, now)?;
    let issued = moment(wire.iat).ok_or(BadReason::Times)?;
    if wire.oin != partner.oin || wire.eindpunt != system.endpoint {
        return Err(BadReason::Source);
    }
    if issued > now.after(TimeDelta::seconds(SKEW_SECONDS)) {
        return Err(BadReason::Future);
    }
    if wire.geldig_tot > issued.after(TimeDelta::days(MOST_DOCUMENT_DAYS)) {
        return Err(BadReason::Times);
    }
    // An older document could hide that a key was replaced.
    if wire.geldig_tot < now || known.is_some_and(|known| issued < known) {
        return Err(BadReason::Expired);
    }
    Ok(KeyDocument {
        oin: wire.oin,
        endpoint: wire.eindpunt,
        signing: wire.ondertekening,
        encryption: wire.versleuteling,
        issued,
        valid_until: wire.geldig_tot,
    })
}
