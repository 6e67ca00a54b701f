//! When a message is tried again, when somebody is told, and when it is given up.

use chrono::{NaiveDate, TimeDelta};
use kernel::Moment;

/// Longest wait in the first six hours, in seconds (Digikoppeling).
const CAP: i64 = 300;
const SIX_HOURS: i64 = 6 * 3_600;
const DAY: i64 = 24 * 3_600;
/// How long it is tried, in seconds: seven days.
pub const GIVE_UP_AFTER: i64 = 7 * DAY;
/// The longest `Retry-After` that is obeyed, in seconds.
pub const MOST_RETRY_AFTER: u32 = 3_600;
/// How long one attempt may take, in seconds.
pub const ATTEMPT_SECONDS: u32 = 20;

/// What an attempt led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// An answer that should hold a receipt; only the receipt counts.
    Answered,
    /// It can succeed later.
    Temporary,
    /// It cannot succeed: to the dead letters at once.
    Permanent,
    /// The partner is gone: everything for it waits.
    Hold,
}

/// Reads the status of an answer; none when there was no answer.
///
/// What is not in the table (a redirect, which is never followed, or 404 from something in between) is temporary: an alert comes
/// after an hour of work, and nothing is given up because of a mistake that lasts a day.
pub fn classify(status: Option<u16>) -> Outcome {
    match status {
        Some(200 | 202) => Outcome::Answered,
        Some(400 | 403 | 409 | 413 | 415 | 422) => Outcome::Permanent,
        Some(410) => Outcome::Hold,
        _ => Outcome::Temporary,
    }
}

/// What happens after an attempt that failed for now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Try again at this moment.
    At(Moment),
    /// Seven days are over: to the dead letters.
    GiveUp,
}

/// Returns the base wait in seconds after so many attempts at this age: 1 s, doubling to 300 s; after six hours 15 minutes; after
/// a day an hour.
pub fn wait(attempts: u32, age: i64) -> i64 {
    if age >= DAY {
        3_600
    } else if age >= SIX_HOURS {
        900
    } else {
        // From the tenth attempt on the cap holds; a larger shift would overflow in the end.
        (1_i64 << attempts.saturating_sub(1).min(9)).min(CAP)
    }
}

/// Returns when the next attempt is.
///
/// `attempts` counts those made, `random` spreads the wait by at most a fifth either way, `retry_after` is what the partner asked
/// for. The last attempt is at seven days sharp.
pub fn next(
    first: Moment,
    now: Moment,
    attempts: u32,
    random: u32,
    retry_after: Option<u32>,
) -> Next {
    let age = (now.micros() - first.micros()).div_euclid(1_000_000);
    if age >= GIVE_UP_AFTER {
        return Next::GiveUp;
    }
    let spread = wait(attempts, age) * (800 + i64::from(random % 401)) / 1_000;
    let asked = i64::from(retry_after.unwrap_or(0).min(MOST_RETRY_AFTER));
    let delay = spread.max(asked).max(1);
    let last = first.after(TimeDelta::seconds(GIVE_UP_AFTER));
    Next::At(now.after(TimeDelta::seconds(delay)).min(last))
}

/// The working days and hours of the own body. They are settings; the calendar of the law is with the caller.
pub trait WorkCalendar {
    /// Returns the day that is so many working days later.
    fn working_days_after(&self, day: NaiveDate, count: u32) -> NaiveDate;

    /// Returns the moment at which so many seconds of working time have passed.
    fn working_time_after(&self, from: Moment, seconds: i64) -> Moment;
}

/// When the officer of the sender hears that a message is still not delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alerts {
    /// The first time: after an hour of working time.
    pub first: Moment,
    /// The second time: a day later.
    pub second: Moment,
}

/// How long before the day of a decision somebody hears at the latest that the tip for it is not there, in hours.
const BEFORE_DECISION: i64 = 24;
/// The shortest time before an alert, in minutes: the first retries need it.
const SHORTEST: i64 = 15;

/// Returns when the officer is told. A day of decision that is near shortens the wait, to a quarter of an hour at least.
pub fn alerts(
    released: Moment,
    decision: Option<NaiveDate>,
    calendar: &dyn WorkCalendar,
) -> Alerts {
    let usual = calendar.working_time_after(released, 3_600);
    let soonest = released.after(TimeDelta::minutes(SHORTEST));
    let near = decision
        .map(|day| Moment::start_of(day).after(TimeDelta::hours(-BEFORE_DECISION)).max(soonest));
    let first = near.map_or(usual, |near| near.min(usual));
    Alerts { first, second: first.after(TimeDelta::days(1)) }
}
