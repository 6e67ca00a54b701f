//! Who signed in at a provider to fill in a questionnaire, so that after that only the same person comes in.
//!
//! A subject may be made of a citizen service number, and all of those can be tried in a minute. What is kept is a digest under a
//! key of its own for each questionnaire, closed at rest together with that key: nobody reads a subject in it, and nobody sees that
//! one person filled in two questionnaires.

use super::door::entering;
use super::{NewIntakeSession, TABLE, place};
use crate::keys::Keyring;
use crate::sql::one_row;
use crate::{StoreError, Tx};
use hmac::{Hmac, Mac};
use kernel::{IntakeId, PartyId, Redacted};
use sha2::Sha256;

/// The column.
const COLUMN: &str = "identity";
/// Bytes of a key: a block of the digest.
const KEY: usize = 64;

/// Who signed in.
#[derive(Clone, Debug)]
pub struct BoundPerson(Redacted<([u8; KEY], Vec<u8>)>);

/// Somebody for whom a provider vouches, and the link that they hold.
#[derive(Clone, Copy, Debug)]
pub struct SignedIn<'p> {
    /// Who says so.
    pub issuer: &'p str,
    /// Who it is there.
    pub subject: &'p Redacted<String>,
    /// The digest of the secret of the link.
    pub link_hash: [u8; 32],
}

impl SignedIn<'_> {
    fn digest(&self, key: &[u8; KEY]) -> Hmac<Sha256> {
        // The length keeps the two from running together.
        <Hmac<Sha256> as hmac::digest::KeyInit>::new(&(*key).into())
            .chain_update((self.issuer.len() as u64).to_be_bytes())
            .chain_update(self.issuer)
            .chain_update(self.subject.reveal())
    }
}

impl BoundPerson {
    /// Returns whether it is the same person, by the word of the same provider.
    pub fn is(&self, person: &SignedIn<'_>) -> bool {
        let (key, digest) = self.0.reveal();
        person.digest(key).verify_slice(digest).is_ok()
    }

    pub(super) fn open(
        keys: &Keyring,
        party: &PartyId,
        id: IntakeId,
        sealed: &[u8],
    ) -> Result<Self, StoreError> {
        let bytes = keys.open_bytes(&place(party, COLUMN, id), sealed)?;
        let (key, digest) = bytes
            .split_first_chunk::<KEY>()
            .ok_or_else(|| StoreError::inconsistent(TABLE, COLUMN, &id))?;
        Ok(Self(Redacted::new((*key, digest.to_vec()))))
    }
}

impl Tx {
    /// Lets somebody in who signed in at a provider. The first time binds the questionnaire to them, and the code is used up; the
    /// link goes on naming the questionnaire, for them alone.
    pub async fn enter_signed_in(
        &mut self,
        session: &NewIntakeSession,
        person: &SignedIn<'_>,
        is_first: bool,
    ) -> Result<(), StoreError> {
        let sealed = if is_first { Some(self.sealed(session.intake, person)?) } else { None };
        let sql = entering(session.at).bind_some(", code = NULL, identity = ", sealed);
        let sql = self.of_id(sql, session.intake);
        // Of two who come at once the first is bound; a link that was replaced in between opens nothing.
        let sql = sql.text(if is_first { " AND identity IS NULL" } else { "" });
        let sql = sql.text(" AND link_hash = ").bind(person.link_hash.to_vec());
        one_row(sql.execute(&self.transaction).await?)?;
        self.begin_intake_session(session).await
    }

    fn sealed(&self, id: IntakeId, person: &SignedIn<'_>) -> Result<Vec<u8>, StoreError> {
        let mut key = [0; KEY];
        self.keys.fill(&mut key);
        let digest = person.digest(&key).finalize().into_bytes();
        self.keys.seal_bytes(&place(self.party(), COLUMN, id), &[key.as_slice(), &digest].concat())
    }
}
