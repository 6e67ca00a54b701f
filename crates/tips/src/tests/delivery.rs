//! The schedule, the limits, exactly-once, reminders and terms.

use super::samples::*;
use crate::inbox::{Arrival, remembered_until};
use crate::rate::{RateCount, RateLimits, TooMany};
use crate::retention::Retention;
use crate::schedule::{GIVE_UP_AFTER, Next, Outcome, alerts, classify, next, wait};
use chrono::TimeDelta;
use kernel::Sha256Hex;
use proptest::prelude::*;

#[test]
fn the_waits_are_those_of_the_table() {
    let first: Vec<i64> = (1..=12).map(|attempts| wait(attempts, 0)).collect();
    assert_eq!(first, [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]);
    assert_eq!(wait(u32::MAX, 6 * 3_600 - 1), 300);
    assert_eq!(wait(1, 6 * 3_600), 900);
    assert_eq!(wait(90, 24 * 3_600 - 1), 900);
    assert_eq!(wait(90, 24 * 3_600), 3_600);
    assert_eq!(wait(0, 0), 1);
}

/// The wait after so many attempts, with this draw and this wish.
fn delay(attempts: u32, age: i64, random: u32, asked: Option<u32>) -> i64 {
    match next(noon(), later(age), attempts, random, asked) {
        Next::At(moment) => (moment.micros() - later(age).micros()) / 1_000_000,
        Next::GiveUp => -1,
    }
}

#[test]
fn the_draw_spreads_by_a_fifth() {
    assert_eq!(delay(10, 0, 0, None), 240);
    assert_eq!(delay(10, 0, 200, None), 300);
    assert_eq!(delay(10, 0, 400, None), 360);
    assert_eq!(delay(10, 0, 401, None), 240);
    // A second stays a second.
    assert_eq!(delay(1, 0, 0, None), 1);
}

#[test]
fn a_wish_of_the_partner_is_obeyed_up_to_an_hour() {
    assert_eq!(delay(1, 0, 200, Some(120)), 120);
    assert_eq!(delay(10, 0, 200, Some(120)), 300);
    assert_eq!(delay(1, 0, 200, Some(3_600)), 3_600);
    assert_eq!(delay(1, 0, 200, Some(86_400)), 3_600);
}

#[test]
fn the_last_attempt_is_at_seven_days() {
    assert_eq!(delay(90, GIVE_UP_AFTER - 10, 200, None), 10);
    assert_eq!(delay(90, GIVE_UP_AFTER - 1, 200, Some(3_600)), 1);
    assert_eq!(delay(90, GIVE_UP_AFTER, 200, None), -1);
    // Retries end long before the message does.
    const { assert!(GIVE_UP_AFTER < 14 * 86_400) };
}

proptest! {
    #[test]
    fn every_schedule_ends_and_never_goes_back(draws in prop::collection::vec(any::<u32>(), 600)) {
        let mut now = noon();
        for (made, random) in (1..).zip(draws) {
            match next(noon(), now, made, random, None) {
                Next::At(then) => {
                    prop_assert!(then > now);
                    now = then;
                }
                Next::GiveUp => {
                    prop_assert_eq!(now, later(GIVE_UP_AFTER));
                    return Ok(());
                }
            }
        }
        prop_assert!(false, "600 attempts are more than seven days hold");
    }
}

#[test]
fn an_answer_is_one_of_four() {
    for status in 100..=599_u16 {
        let expected = match status {
            200 | 202 => Outcome::Answered,
            400 | 403 | 409 | 413 | 415 | 422 => Outcome::Permanent,
            410 => Outcome::Hold,
            _ => Outcome::Temporary,
        };
        assert_eq!(classify(Some(status)), expected, "{status}");
    }
    for status in [204, 301, 302, 307, 308, 401, 404, 408, 421, 425, 429, 500, 502, 503] {
        assert_eq!(classify(Some(status)), Outcome::Temporary, "{status}");
    }
    assert_eq!(classify(None), Outcome::Temporary);
}

#[test]
fn an_officer_hears_after_an_hour_of_work() {
    let at = |released, decision| alerts(released, decision, &Weekdays);
    let usual = at(noon(), None);
    assert_eq!((usual.first, usual.second), (later(3_600), later(3_600 + 86_400)));
    // Friday half past four: half an hour is left, the rest is on Monday.
    let friday = at(moment("2026-11-27T15:30:00Z"), None);
    assert_eq!(friday.first, moment("2026-11-30T08:30:00Z"));
    assert_eq!(friday.second, moment("2026-12-01T08:30:00Z"));
}

#[test]
fn a_decision_that_is_near_shortens_the_wait() {
    let friday = moment("2026-11-27T15:30:00Z");
    let first = |decision| alerts(friday, Some(day(decision)), &Weekdays).first;
    // Decided on Monday: who hears on Sunday at midnight hears a day before.
    assert_eq!(first("2026-11-30"), moment("2026-11-28T23:00:00Z"));
    assert_eq!(first("2026-11-28"), friday.after(TimeDelta::minutes(15)));
    assert_eq!(first("2026-11-01"), friday.after(TimeDelta::minutes(15)));
    assert_eq!(first("2026-12-24"), moment("2026-11-30T08:30:00Z"));
}

#[test]
fn so_many_messages_and_no_more() {
    let limits = RateLimits { per_minute: 2, per_day: 3 };
    let count = RateCount::default().admit(limits, later(1)).unwrap();
    let count = count.admit(limits, later(59)).unwrap();
    assert_eq!(count.admit(limits, later(59)), Err(TooMany { retry_after: 2 }));
    let count = count.admit(limits, later(60)).unwrap();
    // Eleven o'clock and one minute: thirteen hours less a minute until midnight.
    let over = count.admit(limits, later(120)).unwrap_err();
    assert_eq!(over.retry_after, 13 * 3_600 - 120 + 1);
    assert!(count.admit(limits, moment("2026-11-26T22:59:59Z")).is_err());
    assert!(count.admit(limits, moment("2026-11-26T23:00:00Z")).is_ok());
    assert_eq!(RateLimits::default(), RateLimits { per_minute: 60, per_day: 500 });
}

#[test]
fn a_message_is_registered_once() {
    let (one, other) = (Sha256Hex::of_bytes(b"een"), Sha256Hex::of_bytes(b"ander"));
    let judged = [
        Arrival::judge(None, one),
        Arrival::judge(Some(one), one),
        Arrival::judge(Some(other), one),
    ];
    assert_eq!(judged, [Arrival::New, Arrival::Repeated, Arrival::Conflict]);
    assert_eq!(judged.map(Arrival::status), [202, 200, 409]);
    assert_eq!(remembered_until(noon()), days(104));
}

#[test]
fn a_tip_that_waits_asks_for_attention() {
    let deadlines = Retention::default().deadlines(noon(), &Weekdays);
    assert_eq!(deadlines.remind, day("2026-12-10"));
    assert_eq!(deadlines.escalate, day("2026-12-24"));
    assert_eq!(deadlines.choose, day("2027-01-25"));
    assert_eq!(Retention::default().clear_from(noon()), day("2026-12-26"));
}
