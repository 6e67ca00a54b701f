//! AES-256-GCM over single values. A sealed value opens only in the place it was made for.

use super::Keyring;
use crate::StoreError;
use aes_gcm::aead::{Aead, Payload};
use kernel::{PartyId, Redacted};

/// The first byte of a sealed value; another one would mean another layout.
const VERSION: u8 = 1;
/// The version and the id of the key.
pub(super) const HEADER: usize = 5;
const NONCE: usize = 12;

/// Where a value is kept. It is bound to the value, so that nobody can move a value to another row, column or party.
#[derive(Clone, Debug)]
pub(crate) struct Place<'p> {
    pub(crate) table: &'static str,
    pub(crate) column: &'static str,
    pub(crate) party: &'p PartyId,
    pub(crate) row: String,
}

impl Place<'_> {
    fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for part in [self.table, self.column, self.party.as_str(), &self.row] {
            bytes.extend_from_slice(&(part.len() as u64).to_be_bytes());
            bytes.extend_from_slice(part.as_bytes());
        }
        bytes
    }

    fn closed(&self, key: u32, reason: &'static str) -> StoreError {
        StoreError::Key {
            key,
            table: self.table,
            column: self.column,
            row: self.row.clone(),
            reason,
        }
    }
}

/// Returns the first bytes of each value that a key closed.
pub(super) fn header(key: u32) -> [u8; HEADER] {
    let [a, b, c, d] = key.to_be_bytes();
    [VERSION, a, b, c, d]
}

impl Keyring {
    /// Closes a text with the current key.
    pub(crate) fn seal(&self, place: &Place<'_>, text: &str) -> Result<Vec<u8>, StoreError> {
        self.seal_bytes(place, text.as_bytes())
    }

    /// Closes bytes with the current key.
    pub(crate) fn seal_bytes(
        &self,
        place: &Place<'_>,
        bytes: &[u8],
    ) -> Result<Vec<u8>, StoreError> {
        let closed = |reason| place.closed(self.current, reason);
        let key = self.keys.get(&self.current).ok_or_else(|| closed("the key is missing"))?;
        let mut nonce = [0; NONCE];
        (self.random)(&mut nonce);
        let payload = Payload { msg: bytes, aad: &place.bytes() };
        let sealed = key
            .cipher
            .encrypt(&nonce.into(), payload)
            .map_err(|_| closed("the value is too long"))?;
        Ok([header(self.current).as_slice(), &nonce, &sealed].concat())
    }

    /// Opens a text.
    pub(crate) fn open(
        &self,
        place: &Place<'_>,
        value: &[u8],
    ) -> Result<Redacted<String>, StoreError> {
        let broken = || StoreError::inconsistent(place.table, place.column, &place.row);
        let bytes = self.open_bytes(place, value)?;
        String::from_utf8(bytes).map(Redacted::new).map_err(|_| broken())
    }

    /// Opens bytes.
    pub(crate) fn open_bytes(
        &self,
        place: &Place<'_>,
        value: &[u8],
    ) -> Result<Vec<u8>, StoreError> {
        let broken = || StoreError::inconsistent(place.table, place.column, &place.row);
        let (head, rest) = value.split_first_chunk::<HEADER>().ok_or_else(broken)?;
        let (nonce, sealed) = rest.split_first_chunk::<NONCE>().ok_or_else(broken)?;
        let [VERSION, a, b, c, d] = *head else { return Err(broken()) };
        let id = u32::from_be_bytes([a, b, c, d]);
        let key = self.keys.get(&id).ok_or_else(|| place.closed(id, "the key is missing"))?;
        let payload = Payload { msg: sealed, aad: &place.bytes() };
        key.cipher
            .decrypt(nonce.into(), payload)
            .map_err(|_| place.closed(id, "the key is another one, or the value was changed"))
    }
}

#[cfg(test)]
mod tests {
    use super::Place;
    use crate::{Keyring, StoreError};
    use kernel::{Id, PartyId, SubjectId, uuid_v7};
    use std::sync::atomic::{AtomicU8, Ordering};

    fn random(bytes: &mut [u8]) {
        static NEXT: AtomicU8 = AtomicU8::new(0);
        bytes.fill(NEXT.fetch_add(1, Ordering::Relaxed));
    }

    const ONE: &str = "1:AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
    const TWO: &str = "2:AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=";

    fn keys(text: &str) -> Keyring {
        Keyring::parse(text, random).unwrap()
    }

    fn place<'p>(party: &'p PartyId, row: &str) -> Place<'p> {
        Place { table: "case_file", column: "content", party, row: row.to_owned() }
    }

    #[test]
    fn a_value_opens_only_in_its_own_place() {
        let (here, there) = ("gemeente-emmen".parse().unwrap(), "gemeente-hulst".parse().unwrap());
        let keys = keys(ONE);
        let sealed = keys.seal(&place(&here, "a"), "geheim").unwrap();
        assert_eq!(keys.open(&place(&here, "a"), &sealed).unwrap().reveal(), "geheim");
        for other in [place(&here, "b"), place(&there, "a")] {
            assert!(matches!(keys.open(&other, &sealed), Err(StoreError::Key { key: 1, .. })));
        }
    }

    #[test]
    fn the_highest_key_closes_and_all_open() {
        let party = "gemeente-emmen".parse().unwrap();
        let old = keys(ONE).seal(&place(&party, "a"), "geheim").unwrap();
        let both = keys(&format!("{TWO}\n# oud\n{ONE}"));
        assert_eq!(both.current(), 2);
        assert!(both.open(&place(&party, "a"), &old).is_ok());
        assert!(matches!(
            keys(TWO).open(&place(&party, "a"), &old),
            Err(StoreError::Key { key: 1, reason: "the key is missing", .. })
        ));
    }

    #[test]
    fn pseudonyms_differ_by_epoch_and_party() {
        let (here, there) = ("gemeente-emmen".parse().unwrap(), "gemeente-hulst".parse().unwrap());
        let subject =
            SubjectId::from_uuid(uuid_v7(kernel::Moment::from_micros(1).unwrap(), [7; 10]));
        let (one, both) = (keys(ONE), keys(&format!("{ONE}\n{TWO}")));
        assert_ne!(one.pseudonym(&here, subject), both.pseudonym(&here, subject));
        assert_ne!(one.pseudonym(&here, subject), one.pseudonym(&there, subject));
        assert_eq!(both.pseudonym_in(1, &here, subject), Some(one.pseudonym(&here, subject)));
    }

    #[test]
    fn keys_that_cannot_be_read_are_refused_and_never_shown() {
        for text in ["", "1", "x:AQ==", "1:AQ==", &format!("{ONE}\n{ONE}")] {
            assert!(matches!(Keyring::parse(text, random), Err(StoreError::BadKeys(_))), "{text}");
        }
        assert_eq!(format!("{:?}", keys(ONE)), "Keyring { ids: [1], .. }");
    }
}
