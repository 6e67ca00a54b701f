//! The keys: what closes values at rest, and what makes pseudonyms of persons.

mod rotate;
mod seal;

pub(crate) use seal::Place;

use crate::StoreError;
use aes_gcm::{Aes256Gcm, KeyInit};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac};
use kernel::{Id, PartyId, SubjectId};
use sha2::Sha256;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use zeroize::Zeroizing;

/// Fills a slice with random bytes; the command line passes the operating system's source.
pub type RandomSource = fn(&mut [u8]);

/// A pseudonym of a person on a file: stable within an epoch, meaningless without the key.
pub type Pseudonym = [u8; 16];

/// The keys of an installation. The one with the highest id closes; all of them open.
#[derive(Clone)]
pub struct Keyring {
    current: u32,
    keys: Arc<BTreeMap<u32, Key>>,
    random: RandomSource,
}

struct Key {
    cipher: Aes256Gcm,
    pseudonyms: Hmac<Sha256>,
    blocking: Hmac<Sha256>,
}

impl Key {
    fn new(secret: &[u8]) -> Option<Self> {
        let derived = |label: &[u8]| mac(&mac(secret)?.chain_update(label).finalize().into_bytes());
        let cipher = Aes256Gcm::new_from_slice(secret).ok()?;
        Some(Self {
            cipher,
            pseudonyms: derived(b"pseudonym")?,
            blocking: derived(b"blocking key")?,
        })
    }
}

fn mac(secret: &[u8]) -> Option<Hmac<Sha256>> {
    <Hmac<Sha256> as Mac>::new_from_slice(secret).ok()
}

impl Keyring {
    /// Reads keys: a line `id:base64` each, 32 bytes per key; empty lines and lines that begin with `#` are skipped.
    pub fn parse(text: &str, random: RandomSource) -> Result<Self, StoreError> {
        let lines = text.lines().map(str::trim);
        let mut keys = BTreeMap::new();
        for (place, line) in lines.enumerate().filter(|(_, line)| !is_remark(line)) {
            let (id, key) = key(line)
                .ok_or_else(|| bad(format!("line {} is not «id:base64 of 32 bytes»", place + 1)))?;
            if keys.insert(id, key).is_some() {
                return Err(bad(format!("key {id} is there twice")));
            }
        }
        let current = *keys.keys().next_back().ok_or_else(|| bad("there is none".to_owned()))?;
        Ok(Self { current, keys: Arc::new(keys), random })
    }

    /// Fills bytes from the source of chance.
    pub(crate) fn fill(&self, bytes: &mut [u8]) {
        (self.random)(bytes);
    }

    /// Returns the id of the key that closes values now, which is also the epoch of new pseudonyms.
    pub fn current(&self) -> u32 {
        self.current
    }

    /// Returns the ids of all keys, oldest first.
    pub fn ids(&self) -> impl Iterator<Item = u32> {
        self.keys.keys().copied()
    }

    /// Returns the pseudonym of a person in the current epoch.
    pub fn pseudonym(&self, party: &PartyId, subject: SubjectId) -> Pseudonym {
        self.pseudonym_in(self.current, party, subject).unwrap_or_default()
    }

    /// Returns the pseudonym of a person in an epoch; `None` when its key is gone.
    pub fn pseudonym_in(
        &self,
        epoch: u32,
        party: &PartyId,
        subject: SubjectId,
    ) -> Option<Pseudonym> {
        let mac = self.keys.get(&epoch)?.pseudonyms.clone();
        // The id has a fixed length and comes first, so that the two cannot run together.
        let full = mac
            .chain_update(subject.uuid().as_bytes())
            .chain_update(party.as_str())
            .finalize()
            .into_bytes();
        full.first_chunk().copied()
    }

    /// Returns the hash under which the current key keeps a blocking key of a party. Without the key nobody can try names.
    pub(crate) fn blocking_hash(&self, party: &PartyId, text: &str) -> Option<i64> {
        self.keys.get(&self.current).map(|key| key.blocking_hash(party, text))
    }

    /// Returns the hash of a blocking key under every key there is: one that is kept may still be of an older one.
    pub(crate) fn blocking_hashes(&self, party: &PartyId, text: &str) -> impl Iterator<Item = i64> {
        self.keys.values().map(|key| key.blocking_hash(party, text))
    }
}

impl Key {
    /// Eight bytes are enough: two keys that meet by chance give a candidate too many, and no wrong score.
    fn blocking_hash(&self, party: &PartyId, text: &str) -> i64 {
        let mac = self.blocking.clone().chain_update(party.as_str()).chain_update([0]);
        let full = mac.chain_update(text).finalize().into_bytes();
        full.first_chunk().map_or(0, |start| i64::from_be_bytes(*start))
    }
}

fn is_remark(line: &str) -> bool {
    line.is_empty() || line.starts_with('#')
}

fn key(line: &str) -> Option<(u32, Key)> {
    let (id, secret) = line.split_once(':')?;
    // The database keeps the id as the epoch of pseudonyms, in a signed number.
    let id = id.trim().parse().ok().filter(|id| i32::try_from(*id).is_ok())?;
    let secret = Zeroizing::new(STANDARD.decode(secret.trim()).ok()?);
    Some((id, Key::new(&secret)?))
}

fn bad(reason: String) -> StoreError {
    StoreError::BadKeys(reason)
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keyring")
            .field("ids", &self.ids().collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}
