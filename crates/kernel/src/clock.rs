//! Moments, and the port for time. The only implementation that reads the system clock lives in the command line.

use chrono::{
    DateTime, NaiveDate, NaiveTime, SecondsFormat, SubsecRound, TimeDelta, TimeZone, Utc,
};
use chrono_tz::Europe::Amsterdam;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;

/// A moment in UTC, cut to microseconds: what both databases keep, so that a stored moment hashes like the fresh one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(DateTime<Utc>);

impl Moment {
    /// Cuts a time to microseconds.
    pub fn new(time: DateTime<Utc>) -> Self {
        Self(time.trunc_subsecs(6))
    }

    /// Reads whole microseconds since 1970; `None` outside the calendar.
    pub fn from_micros(micros: i64) -> Option<Self> {
        DateTime::from_timestamp_micros(micros).map(Self)
    }

    /// Returns the microseconds since 1970.
    pub fn micros(self) -> i64 {
        self.0.timestamp_micros()
    }

    /// Returns the time.
    pub fn time(self) -> DateTime<Utc> {
        self.0
    }

    /// Returns the civil date in the Netherlands: legal days begin and end there, not in Greenwich.
    pub fn dutch_date(self) -> NaiveDate {
        self.0.with_timezone(&Amsterdam).date_naive()
    }

    /// Returns the moment at which a civil date begins in the Netherlands.
    pub fn start_of(day: NaiveDate) -> Self {
        let midnight = day.and_time(NaiveTime::MIN);
        // No change of the clock ever took midnight away there; a date outside the calendar begins in Greenwich.
        let begins = Amsterdam.from_local_datetime(&midnight).earliest();
        Self(begins.map_or_else(|| midnight.and_utc(), |begins| begins.with_timezone(&Utc)))
    }

    /// Returns the moment at which the Dutch clock shows this time on this day. A time that the change of the clock takes
    /// away counts as the hour after it, and one that comes twice as the first.
    pub fn on_dutch_clock(day: NaiveDate, time: NaiveTime) -> Self {
        let local = day.and_time(time);
        let there = Amsterdam
            .from_local_datetime(&local)
            .earliest()
            .or_else(|| Amsterdam.from_local_datetime(&(local + TimeDelta::hours(1))).earliest());
        Self(
            there.map_or_else(|| local.and_utc(), |time| time.with_timezone(&Utc)).trunc_subsecs(6),
        )
    }

    /// Returns the time on the Dutch clock.
    pub fn dutch_time(self) -> NaiveTime {
        self.0.with_timezone(&Amsterdam).time()
    }

    /// Returns the moment so much later, or the last one there is.
    #[must_use]
    pub fn after(self, delta: TimeDelta) -> Self {
        self.0.checked_add_signed(delta).map_or(self, Self)
    }
}

/// RFC 3339 in UTC, with six digits behind the second.
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_rfc3339_opts(SecondsFormat::Micros, true))
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        DateTime::<Utc>::deserialize(deserializer).map(Self::new)
    }
}

impl JsonSchema for Moment {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Tijdstip".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({ "type": "string", "format": "date-time" })
    }
}

/// Gives the current time.
pub trait Clock: Send + Sync {
    /// Returns the current moment.
    fn now(&self) -> Moment;

    /// Returns today's civil date in the Netherlands.
    fn today(&self) -> NaiveDate {
        self.now().dutch_date()
    }
}

#[cfg(test)]
mod tests {
    use super::Moment;
    use chrono::NaiveDate;

    fn moment(text: &str) -> Moment {
        Moment::new(text.parse().unwrap())
    }

    #[test]
    fn a_day_begins_at_midnight_in_the_netherlands() {
        let date = |text: &str| moment(text).dutch_date();
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
        assert_eq!(date("2026-11-02T22:59:59Z"), day(2));
        assert_eq!(date("2026-11-02T23:00:00Z"), day(3));
        let start = |day: NaiveDate| Moment::start_of(day).to_string();
        assert_eq!(start(day(3)), "2026-11-02T23:00:00.000000Z");
        assert_eq!(Moment::start_of(day(3)).dutch_date(), day(3));
        let (last, first) =
            (NaiveDate::from_ymd_opt(2026, 3, 29), NaiveDate::from_ymd_opt(2026, 3, 30));
        assert_eq!(start(last.unwrap()), "2026-03-28T23:00:00.000000Z");
        assert_eq!(start(first.unwrap()), "2026-03-29T22:00:00.000000Z");
        // Summer time is an hour earlier.
        assert_eq!(date("2026-07-31T22:00:00Z"), NaiveDate::from_ymd_opt(2026, 8, 1).unwrap());
        assert_eq!(Moment::start_of(day(3)), moment("2026-11-02T23:00:00Z"));
        let summer = NaiveDate::from_ymd_opt(2026, 8, 1).unwrap();
        assert_eq!(Moment::start_of(summer), moment("2026-07-31T22:00:00Z"));
    }

    #[test]
    fn a_time_on_the_dutch_clock_is_an_hour_earlier_in_summer() {
        let at = |day: &str, time: &str| {
            Moment::on_dutch_clock(day.parse().unwrap(), time.parse().unwrap()).to_string()
        };
        assert_eq!(at("2027-02-18", "13:30:00"), "2027-02-18T12:30:00.000000Z");
        assert_eq!(at("2027-07-01", "13:30:00"), "2027-07-01T11:30:00.000000Z");
        // The hour from two to three does not exist on the last Sunday of March, and comes twice on that of October.
        assert_eq!(at("2027-03-28", "02:30:00"), "2027-03-28T01:30:00.000000Z");
        assert_eq!(at("2027-10-31", "02:30:00"), "2027-10-31T00:30:00.000000Z");
    }

    #[test]
    fn moments_are_whole_microseconds_in_utc() {
        let precise = moment("2026-11-02T10:00:00.123456789+02:00");
        assert_eq!(precise.to_string(), "2026-11-02T08:00:00.123456Z");
        assert_eq!(Moment::from_micros(precise.micros()), Some(precise));
        assert_eq!(serde_json::to_string(&precise).unwrap(), "\"2026-11-02T08:00:00.123456Z\"");
    }
}
