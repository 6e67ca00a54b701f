//! Keys, their fingerprints, rotation and the signed key document.

use super::samples::*;
use crate::keys::{
    DecryptionKey, EncryptionAlgorithm, EncryptionEntry, EncryptionKey, KeyDocument, KeyError,
    KeyRing, OwnKeys, PublicJwk, SignatureAlgorithm, SigningEntry, SigningKey, Suite, Thumbprint,
    VerifyingKey,
};
use crate::partner::Partner;
use crate::refusal::Refusal;
use crate::seal::{BadMessage, BadReason};
use chrono::TimeDelta;
use kernel::Moment;
use serde_json::{Value, json};

fn jwk(value: Value) -> Result<PublicJwk, serde_json::Error> {
    serde_json::from_value(value)
}

/// The example of RFC 7638, section 3.1.
#[test]
fn a_fingerprint_is_that_of_the_standard() {
    let key = jwk(json!({
        "kty": "RSA",
        "n": "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw",
        "e": "AQAB"
    }))
    .unwrap();
    assert_eq!(key.thumbprint().to_string(), "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
    assert_eq!(key.thumbprint().spoken().len(), 79);
    // 2048 bits are too few here.
    let error = VerifyingKey::new(key, SignatureAlgorithm::Ps256).unwrap_err();
    assert_eq!((error, error.code()), (KeyError::Size, "sleutel-lengte"));
}

#[test]
fn a_fingerprint_is_read_back() {
    let thumbprint = signing_key().public().thumbprint();
    assert_eq!(thumbprint.to_string().parse::<Thumbprint>(), Ok(thumbprint));
    for bad in ["", "AA", &format!("{thumbprint}A"), &format!("{thumbprint}=")] {
        assert!(bad.parse::<Thumbprint>().is_err(), "{bad}");
    }
}

#[test]
fn a_public_key_has_no_private_member() {
    let key = signing_key();
    let public = serde_json::to_value(key.public().jwk()).unwrap();
    assert!(jwk(public.clone()).is_ok());
    for (name, value) in [("d", json!("AA")), ("kid", json!("x")), ("x5u", json!("x"))] {
        let mut more = public.clone();
        more[name] = value;
        assert!(jwk(more).is_err(), "{name}");
    }
    let secret: Value = serde_json::from_str(key.secret().reveal()).unwrap();
    assert!(secret.get("d").is_some());
    assert!(!format!("{key:?} {:?}", key.secret()).contains(secret["d"].as_str().unwrap()));
}

#[test]
fn a_kept_key_is_read_again() {
    for suite in SUITES {
        let keys = &world(suite).a;
        let read = SigningKey::read(keys.signing.secret().reveal(), suite.signature()).unwrap();
        assert_eq!(read.public(), keys.signing.public());
        let held = &keys.decryption[0].key;
        let read = DecryptionKey::read(held.secret().reveal(), held.public().algorithm()).unwrap();
        assert_eq!(read.public(), held.public());
    }
    let verifying = world(Suite::Ec).a.signing.public();
    let text = serde_json::to_string(verifying).unwrap();
    assert_eq!(&serde_json::from_str::<VerifyingKey>(&text).unwrap(), verifying);
    assert!(serde_json::from_str::<VerifyingKey>(&text.replace("ES256", "PS256")).is_err());
}

#[test]
fn a_fresh_rsa_key_has_3072_bits() {
    let key = DecryptionKey::generate(EncryptionAlgorithm::RsaOaep256).unwrap();
    assert_eq!(key.public().jwk().modulus_bytes(), Some(384));
}

#[test]
fn halves_belong_together_and_to_the_algorithm() {
    let one: Value = serde_json::from_str(signing_key().secret().reveal()).unwrap();
    let mut other: Value = serde_json::from_str(signing_key().secret().reveal()).unwrap();
    other["d"] = one["d"].clone();
    let mixed = other.to_string();
    assert_eq!(SigningKey::read(&mixed, SignatureAlgorithm::Es256).unwrap_err(), KeyError::Halves);
    let read = DecryptionKey::read(&mixed, EncryptionAlgorithm::EcdhEsA256Kw);
    assert_eq!(read.unwrap_err(), KeyError::Halves);
    let fine = one.to_string();
    assert_eq!(SigningKey::read(&fine, SignatureAlgorithm::Ps256).unwrap_err(), KeyError::Form);
    assert_eq!(SigningKey::read("{}", SignatureAlgorithm::Es256).unwrap_err(), KeyError::Form);
    let public = signing_key().public().jwk().clone();
    assert_eq!(
        EncryptionKey::new(public, EncryptionAlgorithm::RsaOaep).unwrap_err(),
        KeyError::Form
    );
}

#[test]
fn a_point_lies_on_the_curve() {
    let off = jwk(json!({"kty": "EC", "crv": "P-256", "x": "A".repeat(43), "y": "A".repeat(43)}));
    let off = off.unwrap();
    assert_eq!(
        VerifyingKey::new(off.clone(), SignatureAlgorithm::Es256).unwrap_err(),
        KeyError::Form
    );
    assert!(EncryptionKey::new(off, EncryptionAlgorithm::EcdhEsA256Kw).is_err());
    assert!(jwk(json!({"kty": "EC", "crv": "P-384", "x": "A", "y": "A"})).is_err());
}

fn ring() -> KeyRing {
    KeyRing::pin(signing_key().public().clone(), days(-100))
}

#[test]
fn a_next_key_is_announced_thirty_days_ahead_or_an_officer_hears_of_it() {
    let next = signing_key().public().clone();
    let announce = |from: Moment| ring().announce(next.clone(), from, noon());
    let missed = announce(days(30).after(TimeDelta::seconds(-1))).unwrap();
    let late = days(30).after(TimeDelta::seconds(-1));
    assert_eq!(missed.late_announcement(noon()), Some(late));
    assert_eq!(missed.late_announcement(days(43)), Some(late));
    assert_eq!(missed.late_announcement(days(44)), None);
    let ring = announce(days(30)).unwrap();
    assert_eq!(ring.late_announcement(noon()), None);
    assert_eq!(ring.keys().len(), 2);
    assert_eq!(ring.keys()[0].until(), Some(days(44)));
    assert_eq!(ring.fingerprint(), Some(next.thumbprint()));
    // Later documents repeat it.
    assert_eq!(ring.clone().announce(next.clone(), days(30), days(29)), Ok(ring.clone()));
    assert_eq!(ring.clone().announce(next, days(40), noon()), Err(Refusal::OtherNextKey));
    let third = signing_key().public().clone();
    assert_eq!(ring.announce(third, days(60), noon()), Err(Refusal::OtherNextKey));
}

#[test]
fn a_next_key_is_another_key_of_the_same_kind() {
    let key = signing_key().public().clone();
    let ring = KeyRing::pin(key.clone(), days(-100));
    assert_eq!(ring.clone().announce(key, days(30), noon()), Err(Refusal::OtherNextKey));
    let rsa = world(Suite::NlRsa).a.signing.public().clone();
    assert_eq!(ring.announce(rsa, days(30), noon()), Err(Refusal::KeyUnfit));
}

#[test]
fn both_keys_are_taken_in_the_overlap() {
    let (old, new) = (signing_key(), signing_key());
    let ring = KeyRing::pin(old.public().clone(), days(-100));
    let ring = ring.announce(new.public().clone(), days(30), noon()).unwrap();
    let taken = |key: &SigningKey, now| ring.verifying(key.public().thumbprint(), now).map(|_| ());
    assert_eq!(taken(&old, days(44)), Ok(()));
    assert_eq!(taken(&old, days(44).after(TimeDelta::seconds(1))), Err(BadReason::KeyOutOfTime));
    assert_eq!(taken(&new, days(30).after(TimeDelta::seconds(-300))), Ok(()));
    let before = days(30).after(TimeDelta::seconds(-301));
    assert_eq!(taken(&new, before), Err(BadReason::KeyOutOfTime));
    assert_eq!(taken(&new, days(4_000)), Ok(()));
    assert_eq!(taken(&signing_key(), days(31)), Err(BadReason::UnknownKey));
}

fn document(keys: &OwnKeys) -> KeyDocument {
    KeyDocument {
        oin: oin(2),
        endpoint: "https://bibob.verzonnen.example/bibob/v1".parse().unwrap(),
        signing: vec![SigningEntry {
            key: keys.signing.public().clone(),
            from: days(-100),
            until: None,
        }],
        encryption: keys.decryption.iter().map(crate::keys::Decryption::entry).collect(),
        issued: noon(),
        valid_until: days(7),
    }
}

fn read(
    text: &str,
    partner: &Partner,
    known: Option<Moment>,
    now: Moment,
) -> Result<KeyDocument, BadReason> {
    KeyDocument::read(text, partner, known, now).map_err(BadMessage::reason)
}

#[test]
fn a_key_document_is_read_as_it_was_signed() {
    for suite in SUITES {
        let at = world(suite);
        let text = document(&at.b).sign(&at.b.signing).unwrap();
        assert_eq!(read(&text, &at.b_at_a, None, noon()), Ok(document(&at.b)));
        assert_eq!(read(&text, &at.b_at_a, Some(noon()), days(7)), Ok(document(&at.b)));
        let over = days(7).after(TimeDelta::seconds(1));
        assert_eq!(read(&text, &at.b_at_a, None, over), Err(BadReason::Expired));
        assert_eq!(read(&text, &at.b_at_a, None, later(-301)), Err(BadReason::Future));
        assert_eq!(read(&text, &at.b_at_a, Some(later(1)), noon()), Err(BadReason::Expired));
    }
}

#[test]
fn a_key_document_is_of_the_partner_and_its_address() {
    let at = world(Suite::Ec);
    let signed = |change: fn(&mut KeyDocument)| {
        let mut document = document(&at.b);
        change(&mut document);
        read(&document.sign(&at.b.signing).unwrap(), &at.b_at_a, None, noon())
    };
    assert_eq!(signed(|document| document.oin = oin(3)), Err(BadReason::Source));
    let moved = signed(|document| document.endpoint = "https://elders.example".parse().unwrap());
    assert_eq!(moved, Err(BadReason::Source));
    let long = signed(|document| document.valid_until = days(7).after(TimeDelta::seconds(1)));
    assert_eq!(long, Err(BadReason::Times));
    let foreign = document(&at.b).sign(&at.a.signing).unwrap();
    assert_eq!(read(&foreign, &at.b_at_a, None, noon()), Err(BadReason::UnknownKey));
    let none = Partner { system: None, ..at.b_at_a.clone() };
    let text = document(&at.b).sign(&at.b.signing).unwrap();
    assert_eq!(read(&text, &none, None, noon()), Err(BadReason::UnknownKey));
}

#[test]
fn the_newest_key_in_its_time_encrypts() {
    let at = world(Suite::Ec);
    let fresh = || DecryptionKey::generate(EncryptionAlgorithm::EcdhEsA256Kw).unwrap();
    let entry = |from, until| EncryptionEntry { key: fresh().public().clone(), from, until };
    let mut document = document(&at.b);
    document.encryption =
        vec![entry(days(-30), days(3)), entry(days(-1), days(2)), entry(days(1), days(90))];
    let key = |now| document.encryption_key(&at.b_at_a, now).map(EncryptionKey::thumbprint);
    let expected = |place: usize| Ok(document.encryption[place].key.thumbprint());
    assert_eq!(key(noon()), expected(1));
    assert_eq!(key(days(1)), expected(2));
    assert_eq!(key(days(-2)), expected(0));
    assert_eq!(key(days(-31)), Err(Refusal::NoKey));
    assert_eq!(key(days(7)), expected(2));
    assert_eq!(key(days(8)), Err(Refusal::DocumentExpired));
    let mut rsa = at.b_at_a.clone();
    rsa.system.as_mut().unwrap().suite = Suite::NlRsa;
    assert_eq!(document.encryption_key(&rsa, noon()), Err(Refusal::NoKey));
}

#[test]
fn a_document_announces_the_next_key() {
    let at = world(Suite::Ec);
    let next = signing_key();
    let mut document = document(&at.b);
    let ring = at.b_at_a.system.as_ref().unwrap().signing.clone();
    assert_eq!(document.announced(ring.clone(), noon()), Ok(ring.clone()));
    let from = days(35);
    document.signing.push(SigningEntry { key: next.public().clone(), from, until: None });
    let text = document.sign(&at.b.signing).unwrap();
    let document = read(&text, &at.b_at_a, None, noon()).unwrap();
    let ring = document.announced(ring, noon()).unwrap();
    assert!(ring.verifying(next.public().thumbprint(), days(36)).is_ok());
    // From that day on the next key signs the document.
    let mut partner = at.b_at_a.clone();
    partner.system.as_mut().unwrap().signing = ring;
    let later = KeyDocument { issued: days(36), valid_until: days(40), ..document };
    let text = later.sign(&next).unwrap();
    assert!(read(&text, &partner, Some(noon()), days(36)).is_ok());
    assert_eq!(read(&text, &at.b_at_a, None, days(36)), Err(BadReason::UnknownKey));
}
