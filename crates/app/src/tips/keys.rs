//! The key pairs of the own body: making, reading and publishing them.

use super::desk::House;
use super::view::{KeyPurpose, KeyState, OwnKeyView};
use crate::{App, AppError};
use ::tips::keys::{
    Decryption, DecryptionKey, EncryptionAlgorithm, KeyDocument, KeyError, KeyRing,
    MIN_NOTICE_DAYS, MOST_DOCUMENT_DAYS, OVERLAP_DAYS, OwnKeys, PublicJwk, SignatureAlgorithm,
    SigningEntry, SigningKey, Suite, Thumbprint, VerifyingKey,
};
use ::tips::{MessageId, Refusal};
use chrono::TimeDelta;
use kernel::{FaultCode, Id, Moment, PartyId, Redacted};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use store::{NewTipKey, PartyScope, TipKeyPurpose, TipKeyRow, Tx};
use uuid::Uuid;

/// How long others may encrypt with a key, as it is first published, in days.
const ENCRYPTION_DAYS: i64 = 365;
/// How long before its end a key to encrypt with gets a successor, in days: partners ask once a day which keys there are.
const RENEW_DAYS: i64 = 30;

/// After how many hours a key document is signed again. Partners ask again when what they have is a day old, so it must not be older
/// than that when they get it.
const RESIGN_HOURS: i64 = 12;

/// All key pairs of the own body, the oldest first.
pub(super) struct Ring {
    signing: Vec<Held<SignatureAlgorithm>>,
    encryption: Vec<Held<EncryptionAlgorithm>>,
}

struct Held<A> {
    id: Uuid,
    public: PublicJwk,
    algorithm: A,
    secret: Option<Redacted<String>>,
    from: Moment,
    until: Option<Moment>,
}

impl Ring {
    pub(super) fn read(rows: Vec<TipKeyRow>) -> Result<Self, AppError> {
        let mut ring = Self { signing: Vec::new(), encryption: Vec::new() };
        for row in rows {
            match row.purpose {
                TipKeyPurpose::Signing => ring.signing.push(held(row)?),
                TipKeyPurpose::Encryption => ring.encryption.push(held(row)?),
            }
        }
        Ok(ring)
    }

    /// Whether there are keys to sign and to be written to.
    pub(super) fn is_ready(&self, now: Moment) -> bool {
        self.current_signing(now).is_some()
            && self.encryption.iter().any(|key| state_of_encryption(key, now) == KeyState::Current)
    }

    /// Whether one of the keys to sign with is pinned in a register.
    pub(super) fn has_key_of(&self, pinned: &KeyRing) -> bool {
        let is_pinned = |key: &PublicJwk| pinned.keys().iter().any(|pin| pin.key().jwk() == key);
        self.signing.iter().any(|key| is_pinned(&key.public))
    }

    /// Opens the keys that are in use.
    pub(super) fn open(&self, now: Moment) -> Result<OwnKeys, AppError> {
        let current = self.current_signing(now).ok_or(Refusal::NoKey)?;
        let secret = current.secret.as_ref().ok_or(Refusal::NoKey)?;
        let signing = SigningKey::read(secret.reveal(), current.algorithm).map_err(unreadable)?;
        let mut decryption = Vec::new();
        for key in &self.encryption {
            let (Some(secret), Some(until)) = (&key.secret, key.until) else { continue };
            let opened = DecryptionKey::read(secret.reveal(), key.algorithm).map_err(unreadable)?;
            decryption.push(Decryption { key: opened, from: key.from, until });
        }
        Ok(OwnKeys { signing, decryption })
    }

    pub(super) fn encryption_ends(&self) -> impl Iterator<Item = (Uuid, Moment)> + '_ {
        self.encryption.iter().filter_map(|key| Some((key.id, key.until?)))
    }

    /// Returns when the last key that others may encrypt with ends, or ended, when that is soon: no partner can write after it.
    pub(super) fn ends_soon(&self, now: Moment) -> Option<Moment> {
        let last = self.encryption.iter().filter_map(|key| key.until).max()?;
        (last <= now.after(TimeDelta::days(RENEW_DAYS))).then_some(last)
    }

    /// Returns the keys whose secret half has no use any more.
    pub(super) fn spent(&self, now: Moment) -> Vec<Uuid> {
        let signing = self.signing.iter().filter(|key| key.secret.is_some());
        let signing = signing.filter(|key| self.state_of_signing(key, now) >= KeyState::Retiring);
        let encryption = self.encryption.iter().filter(|key| key.secret.is_some());
        let encryption =
            encryption.filter(|key| state_of_encryption(key, now) == KeyState::Retired);
        signing.map(|key| key.id).chain(encryption.map(|key| key.id)).collect()
    }

    fn current_signing(&self, now: Moment) -> Option<&Held<SignatureAlgorithm>> {
        self.signing.iter().rev().find(|key| key.from <= now)
    }

    fn next_signing(&self, now: Moment) -> Option<&Held<SignatureAlgorithm>> {
        self.signing.iter().rev().find(|key| key.from > now)
    }

    /// Returns which key ends, and when, once a next one is announced.
    ///
    /// # Errors
    /// [`AppError::Input`] when a next key waits already: partners take over one at a time.
    pub(super) fn succeeded_by(
        &self,
        next: &NewTipKey,
        now: Moment,
    ) -> Result<Option<(Uuid, Moment)>, AppError> {
        if self.next_signing(now).is_some() {
            let message = "er is al een volgende sleutel aangekondigd";
            return Err(AppError::fault("/sleutel", FaultCode::Tegenstrijdig, message));
        }
        let until = next.from.after(TimeDelta::days(OVERLAP_DAYS));
        Ok(self.current_signing(now).map(|current| (current.id, until)))
    }

    fn state_of_signing(&self, key: &Held<SignatureAlgorithm>, now: Moment) -> KeyState {
        if key.from > now {
            KeyState::Next
        } else if self.current_signing(now).is_some_and(|current| current.id == key.id) {
            KeyState::Current
        } else if key.until.is_none_or(|until| now <= until) {
            KeyState::Retiring
        } else {
            KeyState::Retired
        }
    }

    /// Says which keys the body uses, until a week from now.
    pub(super) fn document(
        &self,
        (house, opened): (&House, &OwnKeys),
        now: Moment,
    ) -> Result<KeyDocument, AppError> {
        let mut signing = Vec::new();
        for key in &self.signing {
            let public = VerifyingKey::new(key.public.clone(), key.algorithm);
            let key =
                SigningEntry { key: public.map_err(unreadable)?, from: key.from, until: key.until };
            signing.push(key);
        }
        let usable = opened.decryption.iter().filter(|key| now < key.until);
        Ok(KeyDocument {
            oin: house.settings.oin,
            endpoint: house.settings.eindpunt.clone(),
            signing,
            encryption: usable.map(Decryption::entry).collect(),
            issued: whole_second(now),
            valid_until: whole_second(now).after(TimeDelta::days(MOST_DOCUMENT_DAYS)),
        })
    }
}

/// Reads the keys of a party for a change; until the end of the transaction nobody else changes them.
pub(super) async fn locked_ring(tx: &mut Tx) -> Result<Ring, AppError> {
    tx.tip_body_for_update().await?.ok_or(AppError::NotFound)?;
    Ring::read(tx.tip_keys().await?)
}

/// Others may use a key until its end; what came at the last moment is opened for as long as a message is good.
fn state_of_encryption(key: &Held<EncryptionAlgorithm>, now: Moment) -> KeyState {
    let until = key.until.unwrap_or(key.from);
    if now < until {
        KeyState::Current
    } else if now <= until.after(TimeDelta::days(::tips::message::VALID_DAYS)) {
        KeyState::Retiring
    } else {
        KeyState::Retired
    }
}

fn held<A: DeserializeOwned>(row: TipKeyRow) -> Result<Held<A>, AppError> {
    Ok(Held {
        id: row.id,
        public: serde_json::from_str(&row.public)?,
        algorithm: serde_json::from_value(Value::String(row.algorithm))?,
        secret: row.secret,
        from: row.from,
        until: row.until,
    })
}

/// What JOSE writes has whole seconds.
pub(super) fn whole_second(moment: Moment) -> Moment {
    let second = moment.micros().div_euclid(1_000_000) * 1_000_000;
    Moment::from_micros(second).unwrap_or(moment)
}

pub(super) fn unreadable(error: KeyError) -> AppError {
    AppError::Unreadable(format!("tip key: {}", error.code()))
}

/// Shows the keys; never a secret half.
pub(super) fn own_views(ring: &Ring, now: Moment) -> Vec<OwnKeyView> {
    let signing = ring.signing.iter().map(|key| OwnKeyView {
        doel: KeyPurpose::Signing,
        algoritme: key.algorithm.name().to_owned(),
        vingerafdruk: key.public.thumbprint().spoken(),
        openbaar: key.public.clone(),
        vanaf: key.from,
        tot: key.until,
        stand: ring.state_of_signing(key, now),
    });
    let encryption = ring.encryption.iter().map(|key| OwnKeyView {
        doel: KeyPurpose::Encryption,
        algoritme: key.algorithm.name().to_owned(),
        vingerafdruk: key.public.thumbprint().spoken(),
        openbaar: key.public.clone(),
        vanaf: key.from,
        tot: key.until,
        stand: state_of_encryption(key, now),
    });
    signing.chain(encryption).collect()
}

/// The keys of each party as they were last opened: opening one tries it out, which costs more than a message does. Beside them, the
/// document that says which they are: anybody with a certificate may ask for it, and signing costs as much.
#[derive(Clone, Default)]
pub(crate) struct TipKeyShelf(Arc<Mutex<Opened>>, Arc<Mutex<BTreeMap<PartyId, Signed>>>);

/// A key document with the key that signed it, and what came of it.
struct Signed {
    document: KeyDocument,
    signer: Thumbprint,
    text: String,
}

impl TipKeyShelf {
    /// Returns a document that says the same, signed by the same key less than half a day ago.
    pub(super) fn signed(
        &self,
        party: &PartyId,
        (document, key): (&KeyDocument, Thumbprint),
    ) -> Option<String> {
        let papers = self.1.lock().unwrap_or_else(PoisonError::into_inner);
        let known = papers.get(party).filter(|known| known.signer == key)?;
        let (issued, valid_until) = (known.document.issued, known.document.valid_until);
        let is_fresh = document.issued < issued.after(TimeDelta::hours(RESIGN_HOURS));
        let same = KeyDocument { issued, valid_until, ..document.clone() } == known.document;
        (is_fresh && same).then(|| known.text.clone())
    }

    pub(super) fn keep_signed(
        &self,
        party: &PartyId,
        (document, signer): (KeyDocument, Thumbprint),
        text: &str,
    ) {
        let mut papers = self.1.lock().unwrap_or_else(PoisonError::into_inner);
        papers.insert(party.clone(), Signed { document, signer, text: text.to_owned() });
    }
}

/// The opened keys by party, with what they were opened from.
type Opened = BTreeMap<PartyId, (Stamp, Arc<OwnKeys>)>;

/// What tells that the opened keys are still the ones to use: the id and the end of each.
type Stamp = Vec<(Uuid, Option<Moment>)>;

impl Ring {
    fn stamp(&self, now: Moment) -> Stamp {
        let signing = self.current_signing(now).map(|key| (key.id, None));
        let held = self.encryption.iter().filter(|key| key.secret.is_some());
        signing.into_iter().chain(held.map(|key| (key.id, key.until))).collect()
    }
}

impl App {
    /// Returns the keys of a party that are in use.
    ///
    /// # Errors
    /// [`Refusal::NoKey`] when there is none to sign with.
    pub(super) async fn open_tip_keys(
        &self,
        scope: &PartyScope,
        now: Moment,
    ) -> Result<Arc<OwnKeys>, AppError> {
        let ring = Ring::read(self.store.tip_keys(scope).await?)?;
        let stamp = ring.stamp(now);
        let open = || self.tip_keys.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, keys)) = open().get(scope.party())
            && *known == stamp
        {
            return Ok(Arc::clone(keys));
        }
        let keys = Arc::new(ring.open(now)?);
        open().insert(scope.party().clone(), (stamp, Arc::clone(&keys)));
        Ok(keys)
    }

    /// Makes a signing key that is used at once and a key to encrypt with.
    pub(super) async fn fresh_keys(
        &self,
        suite: Suite,
        now: Moment,
    ) -> Result<Vec<NewTipKey>, AppError> {
        let signing = self.fresh_signing_key(suite, (now, now)).await?;
        Ok(vec![signing, self.fresh_encryption_key(suite, now).await?])
    }

    /// Makes a next signing key.
    pub(super) async fn next_signing_key(
        &self,
        suite: Suite,
        now: Moment,
    ) -> Result<NewTipKey, AppError> {
        // A partner reads the document within its seven days, and has to hear it thirty days ahead.
        let from = now.after(TimeDelta::days(MIN_NOTICE_DAYS + MOST_DOCUMENT_DAYS + 1));
        self.fresh_signing_key(suite, (now, from)).await
    }

    async fn fresh_signing_key(
        &self,
        suite: Suite,
        (now, from): (Moment, Moment),
    ) -> Result<NewTipKey, AppError> {
        let algorithm = suite.signature();
        let key = made(move || SigningKey::generate(algorithm)).await?;
        Ok(NewTipKey {
            id: self.fresh::<MessageId>(now).uuid(),
            purpose: TipKeyPurpose::Signing,
            algorithm: algorithm.name(),
            public: serde_json::to_string(key.public().jwk())?,
            secret: Redacted::new(key.secret().reveal().as_str().to_owned()),
            from,
            until: None,
        })
    }

    /// Makes a key that others may encrypt with from now on.
    pub(super) async fn fresh_encryption_key(
        &self,
        suite: Suite,
        now: Moment,
    ) -> Result<NewTipKey, AppError> {
        let algorithm = match suite {
            Suite::Ec => EncryptionAlgorithm::EcdhEsA256Kw,
            Suite::NlRsa => EncryptionAlgorithm::RsaOaep256,
        };
        let key = made(move || DecryptionKey::generate(algorithm)).await?;
        Ok(NewTipKey {
            id: self.fresh::<MessageId>(now).uuid(),
            purpose: TipKeyPurpose::Encryption,
            algorithm: algorithm.name(),
            public: serde_json::to_string(key.public().jwk())?,
            secret: Redacted::new(key.secret().reveal().as_str().to_owned()),
            from: now,
            until: Some(now.after(TimeDelta::days(ENCRYPTION_DAYS))),
        })
    }
}

/// Makes a key aside: one of RSA takes a second.
async fn made<K: Send + 'static>(
    work: impl FnOnce() -> Result<K, KeyError> + Send + 'static,
) -> Result<K, AppError> {
    let made = tokio::task::spawn_blocking(work).await;
    made.map_err(|_| AppError::Unreadable("tip key".to_owned()))?.map_err(unreadable)
}
