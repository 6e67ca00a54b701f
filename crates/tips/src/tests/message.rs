//! The plaintext: strict in form, with locks on what may travel.

use super::samples::*;
use crate::keys::Suite;
use crate::message::{
    Content, Event, EventFault, Lock, Message, MessageKind, check_incoming, check_offer, schema,
};
use crate::partner::BodyKind;
use serde_json::{Value, json};

fn event() -> Value {
    let key = world(Suite::Ec).b.decryption[0].key.public().thumbprint();
    serde_json::to_value(offered().event(key)).unwrap()
}

fn read(value: &Value) -> Result<Message, EventFault> {
    Event::read(&serde_json::to_vec(value).unwrap())?.into_message()
}

#[test]
fn an_event_is_read_as_it_was_written() {
    let event = event();
    assert_eq!(read(&event), Ok(offered()));
    assert_eq!(event["type"], "nl.wet-bibob.tip.aangeboden.v1");
    assert_eq!(event["source"], "urn:nld:oin:00000001999999990001:systeem:bibob");
    assert_eq!(event["aud"], "urn:nld:oin:00000001999999990002");
    assert_eq!(event["exp"].as_i64().unwrap() - event["iat"].as_i64().unwrap(), 14 * 86_400);
}

/// Changes one member and expects the fault.
fn faulty(path: &str, value: Value) -> EventFault {
    let mut event = event();
    if let Some(place) = event.pointer_mut(path) {
        *place = value;
    } else {
        let (parent, key) = path.rsplit_once('/').unwrap();
        event.pointer_mut(parent).unwrap()[key] = value;
    }
    read(&event).unwrap_err()
}

#[test]
fn nothing_else_fits_in_an_event() {
    let form = [
        ("/onderwerp", json!("x")),
        ("/subject", json!("999990019")),
        ("/specversion", json!("1.1")),
        ("/datacontenttype", json!("text/html")),
        ("/dataschema", json!("https://elders.example/schema")),
        ("/volgnr", json!(0)),
        ("/volgnr", json!(-1)),
        ("/type", json!("nl.wet-bibob.tip.doorgezonden.v1")),
        ("/type", json!("nl.wet-bibob.tip.ingetrokken.v1")),
        ("/data/bsn", json!("999990019")),
        ("/data/strafbareFeiten", json!([])),
        ("/data/bijlagen", json!([])),
        ("/data/betrokkene/bsn", json!("999990019")),
        ("/data/betrokkene/rsin", json!("123456789")),
        ("/data/betrokkene/naamdelen/bsn", json!("999990019")),
        ("/data/betrokkene/naamdelen/achternaam", json!("999990019")),
        ("/data/betrokkene/kvk", json!("1234567")),
        ("/data/betrokkene/soort", json!("samenwerkingsverband")),
        ("/data/zakenpartners", json!([{"naam": "x"}])),
        ("/data/toelichting", json!("x".repeat(1_001))),
        ("/data/grondslag", json!("art27")),
        ("/data/hoedanigheid", json!("politie")),
        ("/data/besluit/soort", json!("Een soort")),
        ("/data/besluit/kenmerkOntvanger", json!("x".repeat(61))),
        ("/encthumb", json!("kort")),
    ];
    for (path, value) in form {
        assert_eq!(faulty(path, value), EventFault::Form, "{path}");
    }
    for path in ["/iat", "/exp"] {
        assert_eq!(faulty(path, json!(1)), EventFault::Times, "{path}");
    }
    assert_eq!(faulty("/iat", json!(i64::MAX)), EventFault::Times);
    assert_eq!(faulty("/time", json!("2026-11-26T10:00:01Z")), EventFault::Times);
}

#[test]
fn an_explanation_of_a_thousand_characters_fits() {
    let mut event = event();
    event["data"]["toelichting"] = json!("ë".repeat(1_000));
    assert!(read(&event).is_ok());
}

#[test]
fn a_member_that_stands_twice_is_refused() {
    let text = event().to_string();
    let twice = text.replacen("\"volgnr\":1", "\"volgnr\":1,\"volgnr\":1", 1);
    assert_ne!(text, twice);
    assert_eq!(Event::read(twice.as_bytes()).err(), Some(EventFault::Form));
    let inside = text.replacen("\"grondslag\":", "\"grondslag\":\"art26\",\"grondslag\":", 1);
    assert_eq!(Event::read(inside.as_bytes()).err(), Some(EventFault::Form));
}

#[test]
fn every_kind_is_read_by_its_type() {
    let data = |kind| match kind {
        MessageKind::Offered => offer_json(),
        MessageKind::Received => json!({}),
        MessageKind::Assessed => json!({"uitkomst": "aanvaard"}),
        MessageKind::NotCompetent => {
            json!({"bevoegdVermoedelijk": {"oin": oin(3), "orgaan": "gs"}})
        }
        MessageKind::Withdrawn => json!({"reden": "vergissing"}),
        MessageKind::Question => json!({"onderwerp": "besluit"}),
        MessageKind::Answer => json!({"vraag": message_id(5), "contact": offer_json()["contact"]}),
    };
    for kind in MessageKind::ALL {
        let content = Content::read(kind, data(kind)).unwrap();
        assert_eq!(content.kind(), kind);
        assert_eq!(serde_json::to_value(&content).unwrap(), data(kind));
        let mut more = data(kind);
        more["onderzoek"] = json!("gegevens van artikel 28");
        assert!(Content::read(kind, more).is_err(), "{kind:?}");
    }
}

#[test]
fn a_debug_print_shows_nobody() {
    let mut event = event();
    event["data"]["toelichting"] = json!(CANARY);
    event["data"]["betrokkene"]["handelsnamen"] = json!([CANARY]);
    event["data"]["besluit"]["activiteit"] = json!(CANARY);
    let message = read(&event).unwrap();
    let text = format!("{message:?} {:?}", heard(1, 1, message.content.clone()));
    for secret in [CANARY, "1979", "Verzonnenlaan"] {
        assert!(!text.contains(secret), "{text}");
    }
}

#[test]
fn the_schema_is_as_reviewed() {
    insta::assert_json_snapshot!(schema());
}

#[test]
fn an_offer_fits_who_gives_it_and_who_gets_it() {
    let offer = |grondslag: &str, hoedanigheid: &str, wpg: Option<&str>| {
        let mut value = offer_json();
        value["grondslag"] = json!(grondslag);
        value["hoedanigheid"] = json!(hoedanigheid);
        if let Some(wpg) = wpg {
            value["wpgGrondslag"] = json!(wpg);
        }
        serde_json::from_value(value).unwrap()
    };
    let at = world(Suite::Ec);
    let check =
        |kind, offer: &_| check_offer(offer, &organ("college"), &own_body(1, kind), &at.b_at_a);
    let of = [
        (BodyKind::Prosecutor, "art26", "ovj", None),
        (BodyKind::AdministrativeBody, "art26", "bestuursorgaan", None),
        (BodyKind::PublicTask, "art26", "rmo", None),
        (BodyKind::Bureau, "art11", "bestuursorgaan", None),
        (BodyKind::Police, "art26", "rmo", Some("wpg-19")),
    ];
    for (kind, grondslag, hoedanigheid, wpg) in of {
        assert_eq!(check(kind, &offer(grondslag, hoedanigheid, wpg)), Ok(()), "{kind:?}");
        let other = if grondslag == "art26" { "art11" } else { "art26" };
        assert_eq!(check(kind, &offer(other, hoedanigheid, wpg)), Err(Lock::LegalBasis));
        let other = if hoedanigheid == "ovj" { "rmo" } else { "ovj" };
        assert_eq!(check(kind, &offer(grondslag, other, wpg)), Err(Lock::Capacity));
        let other = if wpg.is_some() { None } else { Some("wpg-18") };
        assert_eq!(check(kind, &offer(grondslag, hoedanigheid, other)), Err(Lock::Police));
    }
}

#[test]
fn an_explanation_is_off_until_it_is_on() {
    let at = world(Suite::Ec);
    let mut value = offer_json();
    value["toelichting"] = json!("Bel gerust.");
    let offer = serde_json::from_value(value).unwrap();
    let mut own = own_body(1, BodyKind::AdministrativeBody);
    let check = |own: &_| check_offer(&offer, &organ("college"), own, &at.b_at_a);
    assert_eq!(check(&own), Err(Lock::Explanation));
    own.explanations = true;
    assert_eq!(check(&own), Ok(()));
}

#[test]
fn a_tip_goes_only_to_an_organ_that_applies_the_act() {
    let at = world(Suite::Ec);
    let own = own_body(1, BodyKind::AdministrativeBody);
    let check = |change: fn(&mut crate::partner::Partner), to: &str| {
        let mut partner = at.b_at_a.clone();
        change(&mut partner);
        check_offer(&offer(), &organ(to), &own, &partner)
    };
    assert_eq!(check(|_| {}, "burgemeester"), Ok(()));
    assert_eq!(check(|_| {}, "gs"), Err(Lock::Organ));
    assert_eq!(check(|partner| partner.applies_act = false, "college"), Err(Lock::Receiver));
    for kind in [BodyKind::Prosecutor, BodyKind::Bureau] {
        let mut partner = at.b_at_a.clone();
        partner.kind = kind;
        assert_eq!(check_offer(&offer(), &organ("college"), &own, &partner), Err(Lock::Receiver));
    }
}

#[test]
fn the_police_tips_only_where_the_receiver_wants_it() {
    let at = world(Suite::Ec);
    let mut police = at.a_at_b.clone();
    police.kind = BodyKind::Police;
    let mut value = offer_json();
    value["hoedanigheid"] = json!("rmo");
    value["wpgGrondslag"] = json!("wpg-19");
    let message = message(1, 1, Content::read(MessageKind::Offered, value).unwrap());
    let mut own = own_body(2, BodyKind::AdministrativeBody);
    assert_eq!(check_incoming(&message, &own, &police), Err(Lock::Police));
    own.police = true;
    assert_eq!(check_incoming(&message, &own, &police), Ok(()));
    own.organs.remove(0);
    assert_eq!(check_incoming(&message, &own, &police), Err(Lock::Organ));
}

#[test]
fn an_answer_says_something() {
    let at = world(Suite::Ec);
    let answer = |data| message(3, 2, Content::read(MessageKind::Answer, data).unwrap());
    let empty = answer(json!({"vraag": message_id(2)}));
    assert_eq!(check_incoming(&empty, &at.own_b, &at.a_at_b), Err(Lock::EmptyAnswer));
    let one = answer(json!({"vraag": message_id(2), "besluit": offer_json()["besluit"]}));
    assert_eq!(check_incoming(&one, &at.own_b, &at.a_at_b), Ok(()));
}
