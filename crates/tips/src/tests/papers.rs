//! Receipts, signs of life and reconciliation reports: each signed, each about one thing.

use super::samples::*;
use crate::inbox::remembered_until;
use crate::keys::Suite;
use crate::partner::Partner;
use crate::ping::Ping;
use crate::receipt::{Awaited, Receipt, Skew};
use crate::reconcile::{Difference, DifferenceKind, Month, Report, compare};
use crate::seal::{BadMessage, BadReason, Signed, sign};
use chrono::TimeDelta;
use kernel::{Moment, Sha256Hex};
use serde_json::json;
use std::collections::BTreeMap;

fn digest(text: &str) -> Sha256Hex {
    Sha256Hex::of_bytes(text.as_bytes())
}

/// `B` says to `A` that it registered the message.
fn receipt() -> Receipt {
    Receipt {
        id: message_id(1),
        digest: digest("wire"),
        audience: oin(1),
        issuer: oin(2),
        issued: noon(),
    }
}

fn awaited() -> Awaited {
    Awaited { id: message_id(1), digest: digest("wire"), first_sent: later(-2) }
}

fn check(receipt: &Receipt, awaited: Awaited) -> Result<Skew, BadReason> {
    let at = world(Suite::Ec);
    let text = receipt.sign(&at.b.signing).unwrap();
    let checked = Receipt::check(&text, awaited, oin(1), &at.b_at_a, later(2));
    checked.map(|(_, skew)| skew).map_err(BadMessage::reason)
}

#[test]
fn a_receipt_is_about_these_bytes_of_this_message() {
    for suite in SUITES {
        let at = world(suite);
        let text = receipt().sign(&at.b.signing).unwrap();
        let checked = Receipt::check(&text, awaited(), oin(1), &at.b_at_a, later(2));
        assert_eq!(checked, Ok((receipt(), Skew::Fine)));
        let foreign = receipt().sign(&at.a.signing).unwrap();
        let checked = Receipt::check(&foreign, awaited(), oin(1), &at.b_at_a, later(2));
        assert_eq!(checked.unwrap_err().reason(), BadReason::UnknownKey);
    }
    let other = Awaited { digest: digest("other"), ..awaited() };
    assert_eq!(check(&receipt(), other), Err(BadReason::Other));
    let other = Awaited { id: message_id(2), ..awaited() };
    assert_eq!(check(&receipt(), other), Err(BadReason::Other));
    let other = Receipt { issuer: oin(3), ..receipt() };
    assert_eq!(check(&other, awaited()), Err(BadReason::Source));
    let other = Receipt { audience: oin(3), ..receipt() };
    assert_eq!(check(&other, awaited()), Err(BadReason::Audience));
}

#[test]
fn a_receipt_says_nothing_else() {
    let at = world(Suite::Ec);
    let wire = json!({
        "id": message_id(1), "sha256": digest("wire"), "aud": format!("urn:nld:oin:{}", oin(1)),
        "iss": format!("urn:nld:oin:{}", oin(2)), "iat": 1, "status": "gelezen"
    });
    let text = sign(wire.to_string().as_bytes(), Signed::Receipt, &at.b.signing).unwrap();
    let checked = Receipt::check(&text, awaited(), oin(1), &at.b_at_a, noon());
    assert_eq!(checked.unwrap_err().reason(), BadReason::Content);
    let text = sign(b"{}", Signed::Ping, &at.b.signing).unwrap();
    let checked = Receipt::check(&text, awaited(), oin(1), &at.b_at_a, noon());
    assert_eq!(checked.unwrap_err().reason(), BadReason::Type);
}

#[test]
fn a_receipt_shows_how_the_clocks_differ() {
    let skew = |issued| check(&Receipt { issued, ..receipt() }, awaited());
    assert_eq!(skew(later(62)), Ok(Skew::Fine));
    assert_eq!(skew(later(63)), Ok(Skew::Warn(61)));
    assert_eq!(skew(later(302)), Ok(Skew::Warn(300)));
    assert_eq!(skew(later(303)), Ok(Skew::Alarm(301)));
    assert_eq!(skew(later(-62)), Ok(Skew::Fine));
    assert_eq!(skew(later(-63)), Ok(Skew::Warn(61)));
    assert_eq!(skew(later(-303)), Ok(Skew::Alarm(301)));
    // A receipt that is given again days later is old, and no clock is wrong.
    let again = Awaited { first_sent: days(-3), ..awaited() };
    assert_eq!(check(&Receipt { issued: days(-2), ..receipt() }, again), Ok(Skew::Fine));
}

#[test]
fn a_sign_of_life_is_of_now() {
    let at = world(Suite::Ec);
    let ping = Ping { id: message_id(1), issuer: oin(2), audience: oin(1), issued: noon() };
    let text = ping.sign(&at.b.signing).unwrap();
    let check = |now: Moment, own: u8, partner: &Partner| {
        Ping::check(&text, oin(own), partner, now).map_err(BadMessage::reason)
    };
    assert_eq!(check(later(300), 1, &at.b_at_a), Ok(ping));
    assert_eq!(check(later(-300), 1, &at.b_at_a), Ok(ping));
    assert_eq!(check(later(301), 1, &at.b_at_a), Err(BadReason::Expired));
    assert_eq!(check(later(-301), 1, &at.b_at_a), Err(BadReason::Future));
    assert_eq!(check(noon(), 3, &at.b_at_a), Err(BadReason::Audience));
    let other = Partner { oin: oin(3), ..at.b_at_a.clone() };
    assert_eq!(check(noon(), 1, &other), Err(BadReason::Source));
    let none = Partner { system: None, ..at.b_at_a.clone() };
    assert_eq!(check(noon(), 1, &none), Err(BadReason::UnknownKey));
}

fn report(issuer: u8, sent: &[(u64, &str)], received: &[(u64, &str)]) -> Report {
    let map = |list: &[(u64, &str)]| -> BTreeMap<_, _> {
        list.iter().map(|(id, text)| (message_id(*id), digest(text))).collect()
    };
    Report {
        issuer: oin(issuer),
        audience: oin(3 - issuer),
        month: "2026-11".parse().unwrap(),
        sent: map(sent),
        received: map(received),
        issued: days(6),
    }
}

#[test]
fn a_report_is_the_same_bytes_each_time() {
    let one = report(2, &[(2, "b"), (1, "a")], &[(3, "c")]);
    let two = report(2, &[(1, "a"), (2, "b")], &[(3, "c")]);
    assert_eq!(one.canonical(), two.canonical());
    insta::assert_snapshot!(String::from_utf8(one.canonical().unwrap()).unwrap());
}

#[test]
fn a_report_is_checked_like_any_paper() {
    let at = world(Suite::Ec);
    let report = report(2, &[(1, "a")], &[]);
    let text = report.sign(&at.b.signing).unwrap();
    assert_eq!(Report::check(&text, oin(1), &at.b_at_a, days(6)), Ok(report.clone()));
    let reason =
        |text: &str, own| Report::check(text, oin(own), &at.b_at_a, days(6)).unwrap_err().reason();
    assert_eq!(reason(&text, 3), BadReason::Audience);
    let foreign = report.sign(&at.a.signing).unwrap();
    assert_eq!(reason(&foreign, 1), BadReason::UnknownKey);
    let mut wire: serde_json::Value = serde_json::from_slice(&report.canonical().unwrap()).unwrap();
    wire["aantalVerzonden"] = json!(2);
    let text = sign(wire.to_string().as_bytes(), Signed::Report, &at.b.signing).unwrap();
    assert_eq!(reason(&text, 1), BadReason::Content);
}

#[test]
fn a_report_is_checked_by_the_key_of_when_it_was_made() {
    let at = world(Suite::Ec);
    let mut partner = at.b_at_a.clone();
    let system = partner.system.as_mut().unwrap();
    // The key of now ends on day 44.
    let next = signing_key().public().clone();
    system.signing = system.signing.clone().announce(next, days(30), noon()).unwrap();
    let check = |issued, now| {
        let text = Report { issued, ..report(2, &[], &[]) }.sign(&at.b.signing).unwrap();
        Report::check(&text, oin(1), &partner, now).map(|_| ()).map_err(BadMessage::reason)
    };
    assert_eq!(check(days(6), days(60)), Ok(()));
    assert_eq!(check(days(45), days(60)), Err(BadReason::KeyOutOfTime));
    assert_eq!(check(days(7), days(6)), Err(BadReason::Future));
}

#[test]
fn a_month_is_remembered_as_long_as_all_of_its_messages_are() {
    let month: Month = "2026-11".parse().unwrap();
    let last = remembered_until(month.bounds().0);
    assert!(month.is_remembered(last));
    assert!(!month.is_remembered(last.after(TimeDelta::seconds(1))));
}

#[test]
fn reports_that_differ_name_the_messages() {
    let ours = report(1, &[(1, "a"), (2, "b"), (3, "c")], &[(10, "x"), (11, "y")]);
    let same = report(2, &[(10, "x"), (11, "y")], &[(1, "a"), (2, "b"), (3, "c")]);
    assert_eq!(compare(&ours, &same), Some(Vec::new()));
    let theirs = report(2, &[(10, "x"), (12, "z")], &[(1, "a"), (2, "other"), (4, "d")]);
    let named = |id, sender, kind| Difference { id: message_id(id), sender: oin(sender), kind };
    assert_eq!(
        compare(&ours, &theirs).unwrap(),
        [
            named(2, 1, DifferenceKind::OtherBytes),
            named(3, 1, DifferenceKind::NotReceived),
            named(4, 1, DifferenceKind::NotSent),
            named(11, 2, DifferenceKind::NotSent),
            named(12, 2, DifferenceKind::NotReceived),
        ]
    );
    assert_eq!(compare(&ours, &ours), None);
    let other = Report { month: "2026-12".parse().unwrap(), ..same };
    assert_eq!(compare(&ours, &other), None);
}

#[test]
fn a_month_is_that_of_the_netherlands() {
    let last = moment("2026-11-30T22:59:59Z");
    assert_eq!(Month::of(last).to_string(), "2026-11");
    assert_eq!(Month::of(last.after(TimeDelta::seconds(1))).to_string(), "2026-12");
    for bad in ["2026-13", "2026-1", "november", "2026-11-01", ""] {
        assert!(bad.parse::<Month>().is_err(), "{bad}");
    }
}
