//! What was sealed opens at the receiver, and nowhere else.

use super::samples::*;
use crate::keys::{DecryptionKey, EncryptionAlgorithm, KeyRing, Suite};
use crate::message::{Content, Lock, MOST_PAYLOAD, Message, MessageKind, Question, Topic};
use crate::partner::Partner;
use crate::receipt::Skew;
use crate::seal::{BadMessage, BadReason, Opened, Receiver, SealError, open, seal};
use chrono::TimeDelta;
use kernel::{Moment, Sha256Hex};
use serde_json::json;

fn sealed_as(suite: Suite, message: &Message) -> String {
    let at = world(suite);
    seal(message, &at.a.signing, at.b.decryption[0].key.public()).unwrap().wire
}

fn open_at(suite: Suite, wire: &str, now: Moment) -> Result<Opened, BadReason> {
    open(wire.as_bytes(), world(suite).receiver(), now).map_err(BadMessage::reason)
}

fn open_from(wire: &str, sender: &Partner) -> BadReason {
    let by = Receiver { sender, ..world(Suite::Ec).receiver() };
    open(wire.as_bytes(), by, noon()).unwrap_err().reason()
}

#[test]
fn a_sealed_message_opens_with_both_suites() {
    for suite in SUITES {
        let at = world(suite);
        let sealed = seal(&offered(), &at.a.signing, at.b.decryption[0].key.public()).unwrap();
        assert_eq!(sealed.digest, Sha256Hex::of_bytes(sealed.wire.as_bytes()));
        let opened = open_at(suite, &sealed.wire, noon()).unwrap();
        assert_eq!(opened.message, offered());
        assert_eq!(opened.digest, sealed.digest);
        assert_eq!(opened.signed_by, at.a.signing.public().thumbprint());
        assert_eq!(opened.opened_by, at.b.decryption[0].key.public().thumbprint());
        assert_eq!(opened.skew, Skew::Fine);
        assert!(!sealed.wire.contains("tip") || !sealed.wire.contains(CANARY));
    }
}

#[test]
fn sealing_twice_gives_other_bytes_and_the_same_message() {
    let (one, two) = (sealed_as(Suite::Ec, &offered()), sealed_as(Suite::Ec, &offered()));
    assert_ne!(one, two);
    assert_eq!(
        open_at(Suite::Ec, &one, noon()).unwrap().message,
        open_at(Suite::Ec, &two, noon()).unwrap().message
    );
}

#[test]
fn the_older_rsa_padding_works_as_well() {
    let at = world(Suite::NlRsa);
    let mut keys = own_keys(Suite::NlRsa, 2);
    keys.decryption[0].key =
        DecryptionKey::read(&rsa_key(3), EncryptionAlgorithm::RsaOaep).unwrap();
    let wire = seal(&offered(), &at.a.signing, keys.decryption[0].key.public()).unwrap().wire;
    let by = Receiver { keys: &keys, ..at.receiver() };
    assert_eq!(open(wire.as_bytes(), by, noon()).unwrap().message, offered());
}

#[test]
fn clocks_may_differ_five_minutes() {
    let wire = sealed_as(Suite::Ec, &offered());
    let at = |seconds| open_at(Suite::Ec, &wire, later(seconds)).map(|opened| opened.skew);
    assert_eq!(at(-60), Ok(Skew::Fine));
    assert_eq!(at(-61), Ok(Skew::Warn(61)));
    assert_eq!(at(-240), Ok(Skew::Warn(240)));
    assert_eq!(at(-300), Ok(Skew::Warn(300)));
    assert_eq!(at(-301), Err(BadReason::Future));
    assert_eq!(at(-360), Err(BadReason::Future));
    assert_eq!(at(240), Ok(Skew::Fine));
}

#[test]
fn a_message_is_good_for_fourteen_days() {
    let wire = sealed_as(Suite::Ec, &offered());
    let at = |moment| open_at(Suite::Ec, &wire, moment).map(|_| ());
    assert_eq!(at(later(3_600)), Ok(()));
    assert_eq!(at(days(13)), Ok(()));
    assert_eq!(at(days(14)), Ok(()));
    assert_eq!(at(days(14).after(TimeDelta::microseconds(1))), Err(BadReason::Expired));
    assert_eq!(at(days(15)), Err(BadReason::Expired));
}

#[test]
fn a_message_of_or_for_another_body_is_not_taken() {
    let other = Message { audience: oin(3), ..offered() };
    let wire = sealed_as(Suite::Ec, &other);
    assert_eq!(open_at(Suite::Ec, &wire, noon()), Err(BadReason::Audience));
    let other = Message { source: crate::ids::Source::of(oin(3)), ..offered() };
    let wire = sealed_as(Suite::Ec, &other);
    assert_eq!(open_at(Suite::Ec, &wire, noon()), Err(BadReason::Source));
    let other_system = "urn:nld:oin:00000001999999990001:systeem:anders".parse().unwrap();
    let wire = sealed_as(Suite::Ec, &Message { source: other_system, ..offered() });
    assert_eq!(open_at(Suite::Ec, &wire, noon()), Err(BadReason::Source));
    let wire = sealed_as(Suite::Ec, &Message { organ: organ("gs"), ..offered() });
    assert_eq!(open_at(Suite::Ec, &wire, noon()), Err(BadReason::Lock(Lock::Organ)));
}

#[test]
fn the_connection_must_be_of_the_body_that_signed() {
    let at = world(Suite::Ec);
    let wire = sealed_as(Suite::Ec, &offered());
    // Another partner is at the other end: it has other keys.
    let other = Partner { oin: oin(3), ..at.b_at_a.clone() };
    assert_eq!(open_from(&wire, &other), BadReason::UnknownKey);
    // Even with the same keys in the register, the source must be its own.
    let other = Partner { oin: oin(3), ..at.a_at_b.clone() };
    assert_eq!(open_from(&wire, &other), BadReason::Source);
    let none = Partner { system: None, ..at.a_at_b.clone() };
    assert_eq!(open_from(&wire, &none), BadReason::UnknownKey);
}

#[test]
fn a_key_is_taken_in_its_time_only() {
    let at = world(Suite::Ec);
    let wire = sealed_as(Suite::Ec, &offered());
    let with = |ring: KeyRing| {
        let mut partner = at.a_at_b.clone();
        partner.system.as_mut().unwrap().signing = ring;
        partner
    };
    let key = at.a.signing.public().clone();
    let retired = KeyRing::pin(key.clone(), days(-100));
    let retired = retired.announce(signing_key().public().clone(), days(-20), days(-60)).unwrap();
    assert_eq!(open_from(&wire, &with(retired)), BadReason::KeyOutOfTime);
    let future = KeyRing::pin(key, later(301));
    assert_eq!(open_from(&wire, &with(future)), BadReason::KeyOutOfTime);
    let foreign = KeyRing::pin(signing_key().public().clone(), days(-100));
    assert_eq!(open_from(&wire, &with(foreign)), BadReason::UnknownKey);
}

#[test]
fn our_own_key_opens_until_the_last_message_expired() {
    let at = world(Suite::Ec);
    let mut keys = own_keys(Suite::Ec, 0);
    keys.decryption[0].until = days(1);
    let message = Message { time: days(1), ..offered() };
    let wire = seal(&message, &at.a.signing, keys.decryption[0].key.public()).unwrap().wire;
    let by = Receiver { keys: &keys, ..at.receiver() };
    let at = |now| open(wire.as_bytes(), by, now).map(|_| ()).map_err(BadMessage::reason);
    assert_eq!(at(days(15)), Ok(()));
    assert_eq!(at(days(15).after(TimeDelta::seconds(1))), Err(BadReason::KeyOutOfTime));
    assert_eq!(open_at(Suite::Ec, &wire, noon()), Err(BadReason::UnknownKey));
}

#[test]
fn the_content_fits_the_register_of_partners() {
    let mut value = offer_json();
    value["hoedanigheid"] = json!("ovj");
    let content = Content::read(MessageKind::Offered, value).unwrap();
    let wire = sealed_as(Suite::Ec, &message(1, 1, content));
    assert_eq!(open_at(Suite::Ec, &wire, noon()), Err(BadReason::Lock(Lock::Capacity)));
    // A question is no tip; who asks it decides nothing.
    let question = Content::Question(Question { onderwerp: Topic::Decision });
    let question =
        Message { source: offered().source, audience: oin(2), ..message(2, 1, question) };
    assert!(open_at(Suite::Ec, &sealed_as(Suite::Ec, &question), noon()).is_ok());
}

#[test]
fn a_message_has_a_limit_in_bytes() {
    let at = world(Suite::Ec);
    let key = at.b.decryption[0].key.public();
    let with_names = |names: usize| {
        let mut value = offer_json();
        value["betrokkene"]["handelsnamen"] = json!(vec!["n".repeat(120); names]);
        let content = Content::read(MessageKind::Offered, value).unwrap();
        let message = message(1, 1, content);
        let size = serde_json::to_vec(&message.event(key.thumbprint())).unwrap().len();
        (seal(&message, &at.a.signing, key), size)
    };
    let each = with_names(11).1 - with_names(10).1;
    let most = 10 + (MOST_PAYLOAD - with_names(10).1) / each;
    let wire = with_names(most).0.unwrap().wire;
    assert!(open_at(Suite::Ec, &wire, noon()).is_ok());
    assert_eq!(with_names(most + 1).0.unwrap_err(), SealError::TooLarge);
    assert_eq!(SealError::TooLarge.code(), "bericht-te-groot");
}

#[test]
fn size_is_judged_before_anything_is_read() {
    let by = world(Suite::Ec).receiver();
    let at = |bytes: usize| open(&vec![b'a'; bytes], by, noon()).unwrap_err();
    assert_eq!((at(65_536).reason(), at(65_536).status()), (BadReason::Form, 400));
    assert_eq!((at(65_537).reason(), at(65_537).status()), (BadReason::TooLarge, 413));
}
