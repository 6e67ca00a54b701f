//! Nothing that was changed, forged or made up is taken, and the answer never says why.

use super::samples::*;
use crate::keys::{EncryptionKey, SigningKey, Suite, Thumbprint};
use crate::seal::{BadMessage, BadReason, Signed, encrypt, open, seal, sign, verify};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use josekit::jwe::{JweContext, JweHeader};
use josekit::jws::{HS256, JwsContext, JwsHeader};
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn wire(suite: Suite) -> String {
    let at = world(suite);
    seal(&offered(), &at.a.signing, at.b.decryption[0].key.public()).unwrap().wire
}

fn judged(suite: Suite, wire: &[u8]) -> Result<(), BadReason> {
    open(wire, world(suite).receiver(), noon()).map(|_| ()).map_err(BadMessage::reason)
}

/// Other signs of the alphabet, and some outside it.
const SIGNS: &[u8] = b"A_.";

/// Each sign of the text replaced by each of these, and by its neighbour: that one differs in the lowest bits only, which in the
/// last sign of a part can be padding.
fn changed<'t>(text: &'t str, signs: &'t [u8]) -> impl Iterator<Item = Vec<u8>> + 't {
    (0..text.len()).flat_map(move |place| {
        let old = text.as_bytes()[place];
        let signs = signs.iter().copied().chain([old ^ 1]).filter(move |sign| *sign != old);
        signs.map(move |sign| {
            let mut bytes = text.as_bytes().to_vec();
            bytes[place] = sign;
            bytes
        })
    })
}

fn every_changed_jwe_is_refused(suite: Suite, signs: &[u8]) {
    let wire = wire(suite);
    assert_eq!(judged(suite, wire.as_bytes()), Ok(()));
    let mut tried = 0;
    for bytes in changed(&wire, signs) {
        let judged = judged(suite, &bytes);
        assert!(judged.is_err(), "{suite:?} {}", String::from_utf8_lossy(&bytes));
        tried += 1;
    }
    assert!(tried >= signs.len() * wire.len(), "{tried}");
}

#[test]
fn every_changed_sign_of_a_jwe_is_refused() {
    every_changed_jwe_is_refused(Suite::Ec, SIGNS);
}

/// Opening with RSA is slow, so that each sign is changed once.
#[test]
fn every_changed_sign_of_an_rsa_jwe_is_refused() {
    every_changed_jwe_is_refused(Suite::NlRsa, &[]);
}

#[test]
fn every_changed_sign_of_a_jws_is_refused() {
    for suite in SUITES {
        let at = world(suite);
        let key = at.b.decryption[0].key.public();
        let payload = serde_json::to_vec(&offered().event(key.thumbprint())).unwrap();
        let signed = sign(&payload, Signed::Message, &at.a.signing).unwrap();
        let ring = &at.a_at_b.system.as_ref().unwrap().signing;
        let find = |kid| ring.verifying(kid, noon());
        assert!(verify(&signed, Signed::Message, find).is_ok());
        for bytes in changed(&signed, SIGNS) {
            let text = String::from_utf8(bytes).unwrap();
            assert!(verify(&text, Signed::Message, find).is_err(), "{suite:?} {text}");
        }
    }
}

#[test]
fn every_shortened_or_longer_message_is_refused() {
    for suite in SUITES {
        let wire = wire(suite);
        for end in 0..wire.len() {
            assert!(judged(suite, &wire.as_bytes()[..end]).is_err(), "{end}");
        }
        for more in ["a", ".", "=", "\n", " ", ".a"] {
            assert!(judged(suite, format!("{wire}{more}").as_bytes()).is_err());
            assert!(judged(suite, format!("{more}{wire}").as_bytes()).is_err());
        }
        assert_eq!(judged(suite, b"\xff\xfe"), Err(BadReason::Form));
    }
}

/// Puts another header on a text, as an attacker can.
fn with_header(text: &str, change: impl Fn(&mut Value)) -> String {
    let (head, rest) = text.split_once('.').unwrap();
    let mut header: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(head).unwrap()).unwrap();
    change(&mut header);
    format!("{}.{rest}", URL_SAFE_NO_PAD.encode(header.to_string()))
}

/// What no header may have, whoever made it.
fn forbidden() -> Vec<(&'static str, Value)> {
    let jwk = serde_json::to_value(signing_key().public().jwk()).unwrap();
    vec![
        ("crit", json!(["exp"])),
        ("crit", json!([])),
        ("zip", json!("DEF")),
        ("jku", json!("https://elders.example/jwks")),
        ("x5u", json!("https://elders.example/cert")),
        ("x5c", json!([])),
        ("x5t", json!("AA")),
        ("jwk", jwk),
        ("cty", json!("JWT")),
        ("b64", json!(false)),
        ("apu", json!("AA")),
        ("p2c", json!(1_000_000)),
        ("iat", json!(1)),
    ]
}

#[test]
fn a_jwe_header_has_its_members_and_no_others() {
    for suite in SUITES {
        let wire = wire(suite);
        for (name, value) in forbidden() {
            let changed = with_header(&wire, |header| header[name] = value.clone());
            assert_eq!(judged(suite, changed.as_bytes()), Err(BadReason::Header), "{name}");
        }
        for name in ["alg", "enc", "typ", "kid"] {
            let changed = with_header(&wire, |header| {
                header.as_object_mut().unwrap().remove(name);
            });
            assert_eq!(judged(suite, changed.as_bytes()), Err(BadReason::Header), "{name}");
        }
        let set = |name: &'static str, value: Value| {
            let changed = with_header(&wire, |header| header[name] = value.clone());
            judged(suite, changed.as_bytes()).unwrap_err()
        };
        for alg in ["none", "dir", "A256KW", "RSA1_5", "RSA-OAEP", "ECDH-ES", "PBES2-HS256+A128KW"]
        {
            assert_eq!(set("alg", json!(alg)), BadReason::Algorithm, "{alg}");
        }
        for enc in ["A128GCM", "A256CBC-HS512", "none"] {
            assert_eq!(set("enc", json!(enc)), BadReason::Algorithm, "{enc}");
        }
        assert_eq!(set("typ", json!("JWE")), BadReason::Type);
        assert_eq!(set("kid", json!(signing_key().public().thumbprint())), BadReason::UnknownKey);
        let jwk = signing_key().public().jwk().clone();
        let expected = if suite == Suite::Ec { BadReason::Decryption } else { BadReason::Header };
        assert_eq!(set("epk", serde_json::to_value(jwk).unwrap()), expected);
    }
}

#[test]
fn a_key_of_one_message_lies_on_the_curve() {
    let wire = wire(Suite::Ec);
    let zero = URL_SAFE_NO_PAD.encode([0_u8; 32]);
    let off = |x: &str, y: &str| {
        let epk = json!({"kty": "EC", "crv": "P-256", "x": x, "y": y});
        let changed = with_header(&wire, |header| header["epk"] = epk.clone());
        judged(Suite::Ec, changed.as_bytes()).unwrap_err()
    };
    assert_eq!(off(&zero, &zero), BadReason::Decryption);
    assert_eq!(off("AA", "AA"), BadReason::Header);
    let none = with_header(&wire, |header| {
        header.as_object_mut().unwrap().remove("epk");
    });
    assert_eq!(judged(Suite::Ec, none.as_bytes()), Err(BadReason::Header));
}

/// The library would take a short tag, and would stop the program at a short key.
#[test]
fn parts_have_their_length() {
    for suite in SUITES {
        let wire = wire(suite);
        let parts: Vec<&str> = wire.split('.').collect();
        for (place, lengths) in [(1, 0..54), (2, 0..16), (4, 0..22)] {
            for length in lengths {
                let mut parts = parts.clone();
                parts[place] = &parts[place][..length];
                let judged = judged(suite, parts.join(".").as_bytes());
                assert_eq!(judged, Err(BadReason::Form), "{place} {length}");
            }
        }
    }
}

/// A JWE that anybody can make of a signed text of their own: only the inside is wrong.
fn enclosed(suite: Suite, signed: &str) -> BadReason {
    let key = world(suite).b.decryption[0].key.public();
    judged(suite, encrypt(signed.as_bytes(), key).unwrap().as_bytes()).unwrap_err()
}

fn payload(suite: Suite) -> Vec<u8> {
    let key = world(suite).b.decryption[0].key.public();
    serde_json::to_vec(&offered().event(key.thumbprint())).unwrap()
}

#[test]
fn a_jws_header_has_its_members_and_no_others() {
    for suite in SUITES {
        let signed = sign(&payload(suite), Signed::Message, &world(suite).a.signing).unwrap();
        for (name, value) in forbidden() {
            let changed = with_header(&signed, |header| header[name] = value.clone());
            assert_eq!(enclosed(suite, &changed), BadReason::Header, "{name}");
        }
        let set = |name: &'static str, value: Value| {
            enclosed(suite, &with_header(&signed, |header| header[name] = value.clone()))
        };
        for alg in ["none", "HS256", "RS256", "ES384", "PS512", "EdDSA"] {
            assert_eq!(set("alg", json!(alg)), BadReason::Algorithm, "{alg}");
        }
        let swapped = if suite == Suite::Ec { "PS256" } else { "ES256" };
        assert_eq!(set("alg", json!(swapped)), BadReason::Algorithm);
        assert_eq!(set("typ", json!("JWT")), BadReason::Type);
        assert_eq!(set("kid", json!(signing_key().public().thumbprint())), BadReason::UnknownKey);
        let unsigned = signed.rsplit_once('.').unwrap().0;
        assert_eq!(enclosed(suite, &format!("{unsigned}.")), BadReason::Form);
        assert_eq!(enclosed(suite, unsigned), BadReason::Form);
    }
}

/// Signs with any key under the name of another.
fn forged(kid: Thumbprint, key: &SigningKey, payload: &[u8]) -> String {
    let mut header = JwsHeader::new();
    header.set_token_type("bibob+jws");
    header.set_key_id(kid.to_string());
    JwsContext::new().serialize_compact(payload, &header, key.signer.as_ref()).unwrap()
}

#[test]
fn a_signature_is_of_the_key_that_it_names() {
    let at = world(Suite::Ec);
    let kid = at.a.signing.public().thumbprint();
    let payload = payload(Suite::Ec);
    assert_eq!(enclosed(Suite::Ec, &forged(kid, &signing_key(), &payload)), BadReason::Signature);
    assert_eq!(enclosed(Suite::Ec, &forged(kid, &at.b.signing, &payload)), BadReason::Signature);
    // The public key as a password.
    let secret = serde_json::to_vec(at.a.signing.public().jwk()).unwrap();
    let signer = HS256.signer_from_bytes(&secret).unwrap();
    let mut header = JwsHeader::new();
    header.set_token_type("bibob+jws");
    header.set_key_id(kid.to_string());
    let text = JwsContext::new().serialize_compact(&payload, &header, &signer).unwrap();
    assert_eq!(enclosed(Suite::Ec, &text), BadReason::Algorithm);
}

#[test]
fn a_signature_of_nothing_but_zeros_is_refused() {
    let signed = sign(&payload(Suite::Ec), Signed::Message, &world(Suite::Ec).a.signing).unwrap();
    let (front, _) = signed.rsplit_once('.').unwrap();
    let zeros = URL_SAFE_NO_PAD.encode([0_u8; 64]);
    assert_eq!(enclosed(Suite::Ec, &format!("{front}.{zeros}")), BadReason::Signature);
    let mut one = [0_u8; 64];
    one[63] = 1;
    let one = URL_SAFE_NO_PAD.encode(one);
    assert_eq!(enclosed(Suite::Ec, &format!("{front}.{one}")), BadReason::Signature);
}

#[test]
fn another_signed_paper_is_no_message() {
    let at = world(Suite::Ec);
    let kinds = [Signed::Receipt, Signed::Keys, Signed::Ping, Signed::Report];
    for kind in kinds {
        let text = sign(&payload(Suite::Ec), kind, &at.a.signing).unwrap();
        assert_eq!(enclosed(Suite::Ec, &text), BadReason::Type, "{kind:?}");
    }
    let text = sign(b"{}", Signed::Message, &at.a.signing).unwrap();
    assert_eq!(enclosed(Suite::Ec, &text), BadReason::Content);
}

/// A receiver who is dishonest cannot pass a message on as if it was meant for somebody else.
#[test]
fn a_message_is_bound_to_the_key_it_was_encrypted_with() {
    let at = world(Suite::Ec);
    let other: &EncryptionKey = at.a.decryption[0].key.public();
    let payload = serde_json::to_vec(&offered().event(other.thumbprint())).unwrap();
    let text = sign(&payload, Signed::Message, &at.a.signing).unwrap();
    assert_eq!(enclosed(Suite::Ec, &text), BadReason::Binding);
}

#[test]
fn what_was_encrypted_for_another_is_not_opened() {
    let at = world(Suite::Ec);
    let other = at.a.decryption[0].key.public();
    let wire = seal(&offered(), &at.a.signing, other).unwrap().wire;
    assert_eq!(judged(Suite::Ec, wire.as_bytes()), Err(BadReason::UnknownKey));
    let ours = at.b.decryption[0].key.public().thumbprint();
    let changed = with_header(&wire, |header| header["kid"] = json!(ours));
    assert_eq!(judged(Suite::Ec, changed.as_bytes()), Err(BadReason::Decryption));
}

#[test]
fn a_compressed_message_is_refused() {
    let at = world(Suite::Ec);
    let signed = sign(&payload(Suite::Ec), Signed::Message, &at.a.signing).unwrap();
    let key = at.b.decryption[0].key.public();
    let mut header = JweHeader::new();
    header.set_token_type("bibob+jwe");
    header.set_content_encryption("A256GCM");
    header.set_compression("DEF");
    header.set_key_id(key.thumbprint().to_string());
    let context = JweContext::new();
    let wire = context.serialize_compact(signed.as_bytes(), &header, key.encrypter.as_ref());
    assert_eq!(judged(Suite::Ec, wire.unwrap().as_bytes()), Err(BadReason::Header));
}

#[test]
fn a_header_member_that_stands_twice_is_refused() {
    let wire = wire(Suite::Ec);
    let (head, rest) = wire.split_once('.').unwrap();
    let header = String::from_utf8(URL_SAFE_NO_PAD.decode(head).unwrap()).unwrap();
    let twice = header.replacen('{', "{\"alg\":\"none\",", 1);
    let wire = format!("{}.{rest}", URL_SAFE_NO_PAD.encode(twice));
    assert_eq!(judged(Suite::Ec, wire.as_bytes()), Err(BadReason::Header));
}

#[test]
fn json_serialisations_are_refused() {
    let wire = wire(Suite::Ec);
    let parts: Vec<&str> = wire.split('.').collect();
    let flattened = json!({"protected": parts[0], "encrypted_key": parts[1], "iv": parts[2], "ciphertext": parts[3], "tag": parts[4]});
    assert!(judged(Suite::Ec, flattened.to_string().as_bytes()).is_err());
}

#[test]
fn the_answer_is_the_same_for_every_reason() {
    let reasons =
        [BadReason::Form, BadReason::Decryption, BadReason::Signature, BadReason::Expired];
    let answers: BTreeSet<_> = reasons
        .map(|reason| (BadMessage::from(reason).to_string(), BadMessage::from(reason).status()))
        .into();
    assert_eq!(answers.len(), 1);
    assert_eq!(BadMessage::from(BadReason::TooLarge).status(), 413);
    let codes = [
        BadReason::TooLarge,
        BadReason::Form,
        BadReason::Header,
        BadReason::Type,
        BadReason::Algorithm,
        BadReason::UnknownKey,
        BadReason::KeyOutOfTime,
        BadReason::Decryption,
        BadReason::Signature,
        BadReason::Content,
        BadReason::Times,
        BadReason::Future,
        BadReason::Expired,
        BadReason::Audience,
        BadReason::Source,
        BadReason::Binding,
        BadReason::Other,
    ];
    let codes: BTreeSet<_> = codes.map(BadReason::code).into();
    assert_eq!(codes.len(), 17);
}
