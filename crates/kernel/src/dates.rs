//! Civil dates: validity ranges, month arithmetic and Dutch wording.

use chrono::{Datelike, Months, NaiveDate, Weekday};
use thiserror::Error;

/// A range of days; both ends count, an open end has no last day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DateRange {
    first: NaiveDate,
    last: Option<NaiveDate>,
}

/// A range that ends before it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("de laatste dag {last} ligt voor de eerste dag {first}")]
pub struct DateRangeError {
    first: NaiveDate,
    last: NaiveDate,
}

impl DateRange {
    /// Builds the range `first..=last`, or one without an end.
    pub fn new(first: NaiveDate, last: Option<NaiveDate>) -> Result<Self, DateRangeError> {
        match last {
            Some(last) if last < first => Err(DateRangeError { first, last }),
            _ => Ok(Self { first, last }),
        }
    }

    /// Returns the first day that counts.
    pub fn first(self) -> NaiveDate {
        self.first
    }

    /// Returns the last day that counts, `None` when the range is open.
    pub fn last(self) -> Option<NaiveDate> {
        self.last
    }

    /// Returns whether `day` lies in the range.
    pub fn contains(self, day: NaiveDate) -> bool {
        self.first <= day && self.last.is_none_or(|last| day <= last)
    }

    /// Returns whether the two ranges share at least one day.
    pub fn overlaps(self, other: Self) -> bool {
        self.last.is_none_or(|last| other.first <= last)
            && other.last.is_none_or(|last| self.first <= last)
    }
}

/// Adds calendar months: the same day number, or the last day of a shorter month.
///
/// Returns `None` outside the range of dates that chrono can hold.
pub fn add_months(day: NaiveDate, months: u32) -> Option<NaiveDate> {
    day.checked_add_months(Months::new(months))
}

/// The months in short, as a list writes them.
pub const SHORT_MONTHS: [&str; 12] =
    ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"];

/// The months in full.
pub const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];

/// Returns `2 november 2026`.
pub fn dutch_date(day: NaiveDate) -> String {
    format!("{} {} {}", day.day(), MONTHS[day.month0() as usize], day.year())
}

/// Returns `maandag 2 november 2026`.
pub fn dutch_date_with_weekday(day: NaiveDate) -> String {
    let weekday = match day.weekday() {
        Weekday::Mon => "maandag",
        Weekday::Tue => "dinsdag",
        Weekday::Wed => "woensdag",
        Weekday::Thu => "donderdag",
        Weekday::Fri => "vrijdag",
        Weekday::Sat => "zaterdag",
        Weekday::Sun => "zondag",
    };
    format!("{weekday} {}", dutch_date(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("date")
    }

    #[test]
    fn both_ends_of_a_range_count() {
        let range = DateRange::new(day("2024-01-01"), Some(day("2024-12-31"))).expect("range");
        assert!(!range.contains(day("2023-12-31")));
        assert!(range.contains(day("2024-01-01")));
        assert!(range.contains(day("2024-12-31")));
        assert!(!range.contains(day("2025-01-01")));
    }

    #[test]
    fn ranges_that_touch_on_one_day_overlap() {
        let old = DateRange::new(day("2020-01-01"), Some(day("2023-12-31"))).expect("range");
        let new = DateRange::new(day("2024-01-01"), None).expect("range");
        let early = DateRange::new(day("2023-12-31"), None).expect("range");
        assert!(!old.overlaps(new) && !new.overlaps(old));
        assert!(old.overlaps(early) && early.overlaps(old));
    }

    #[test]
    fn a_range_cannot_end_before_it_begins() {
        assert!(DateRange::new(day("2024-01-02"), Some(day("2024-01-01"))).is_err());
    }

    #[test]
    fn a_month_is_added_up_to_the_last_day_of_a_shorter_month() {
        assert_eq!(add_months(day("2024-08-31"), 6), Some(day("2025-02-28")));
        assert_eq!(add_months(day("2023-08-31"), 6), Some(day("2024-02-29")));
    }

    #[test]
    fn dutch_wording() {
        assert_eq!(dutch_date_with_weekday(day("2026-11-02")), "maandag 2 november 2026");
    }
}
