//! How much one partner may send. Real numbers are tens a year, so more than this is an incident.

use chrono::NaiveDate;
use kernel::Moment;
use serde::{Deserialize, Serialize};

/// How many messages of one partner are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RateLimits {
    /// In one minute of the clock.
    #[serde(rename = "perMinuut")]
    pub per_minute: u32,
    /// In one day in the Netherlands.
    #[serde(rename = "perDag")]
    pub per_day: u32,
}

impl Default for RateLimits {
    fn default() -> Self {
        Self { per_minute: 60, per_day: 500 }
    }
}

/// What one partner sent in the minute and on the day of its last message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RateCount {
    #[serde(rename = "minuut")]
    minute: i64,
    #[serde(rename = "inMinuut")]
    in_minute: u32,
    #[serde(rename = "dag")]
    day: Option<NaiveDate>,
    #[serde(rename = "opDag")]
    on_day: u32,
}

/// One message too many. Answer 429 with this `Retry-After`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooMany {
    /// After how many seconds it can be tried again.
    pub retry_after: u32,
}

const MINUTE: i64 = 60_000_000;

impl RateCount {
    /// Counts one more message, or says when the next one is taken. A message that is not taken does not count.
    pub fn admit(self, limits: RateLimits, now: Moment) -> Result<Self, TooMany> {
        let minute = now.micros().div_euclid(MINUTE);
        let day = now.dutch_date();
        let in_minute = if self.minute == minute { self.in_minute } else { 0 };
        let on_day = if self.day == Some(day) { self.on_day } else { 0 };
        if on_day >= limits.per_day {
            let tomorrow = day.succ_opt().unwrap_or(day);
            return Err(TooMany { retry_after: wait(now, Moment::start_of(tomorrow).micros()) });
        }
        if in_minute >= limits.per_minute {
            return Err(TooMany { retry_after: wait(now, (minute + 1) * MINUTE) });
        }
        Ok(Self { minute, in_minute: in_minute + 1, day: Some(day), on_day: on_day + 1 })
    }
}

/// The whole seconds until then, rounded up; at least one.
fn wait(now: Moment, then: i64) -> u32 {
    let seconds = (then - now.micros()).div_euclid(1_000_000) + 1;
    u32::try_from(seconds).unwrap_or(1).max(1)
}
