//! When a relation held.

use chrono::NaiveDate;
use kernel::dutch_date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Days on which a relation held; both ends count. An end that is not known is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Period {
    /// The first day, as far as known.
    pub from: Option<NaiveDate>,
    /// The last day; none while it lasts, or when it is not known.
    pub until: Option<NaiveDate>,
}

/// Hoe een periode ligt ten opzichte van een dag.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Tijd")]
pub enum Tense {
    /// Loopt op die dag.
    Nu,
    /// Heeft geen enkele datum en telt als lopend.
    Ongedateerd,
    /// Was toen al voorbij; telt voor art. 3 lid 4 nog mee.
    Vroeger,
    /// Was toen nog niet begonnen.
    Later,
}

impl Tense {
    /// Returns whether the relation counts as running.
    pub fn is_current(self) -> bool {
        matches!(self, Self::Nu | Self::Ongedateerd)
    }
}

impl Period {
    /// Returns how the period lies to a day.
    pub fn tense(self, on: NaiveDate) -> Tense {
        if self.until.is_some_and(|until| until < on) {
            Tense::Vroeger
        } else if self.from.is_some_and(|from| on < from) {
            Tense::Later
        } else if self.from.is_none() && self.until.is_none() {
            Tense::Ongedateerd
        } else {
            Tense::Nu
        }
    }

    /// Returns the days of both, an open end taken as far as it goes; none when there is no such day.
    #[must_use]
    pub fn common(self, other: Self) -> Option<Self> {
        let from = self.from.max(other.from);
        let until = match (self.until, other.until) {
            (Some(one), Some(two)) => Some(one.min(two)),
            (one, two) => one.or(two),
        };
        let empty = from.zip(until).is_some_and(|(from, until)| until < from);
        (!empty).then_some(Self { from, until })
    }

    /// Returns the period in words: `sinds 1 januari 2020`, `van … tot en met …`, `zonder datum`.
    pub fn words(self) -> String {
        match (self.from, self.until) {
            (Some(from), Some(until)) => {
                format!("van {} tot en met {}", dutch_date(from), dutch_date(until))
            }
            (Some(from), None) => format!("sinds {}", dutch_date(from)),
            (None, Some(until)) => format!("tot en met {}", dutch_date(until)),
            (None, None) => "zonder datum".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Period, Tense};
    use chrono::NaiveDate;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("date")
    }

    fn period(from: Option<&str>, until: Option<&str>) -> Period {
        Period { from: from.map(day), until: until.map(day) }
    }

    #[test]
    fn both_ends_count() {
        let held = period(Some("2020-01-01"), Some("2020-12-31"));
        assert_eq!(held.tense(day("2019-12-31")), Tense::Later);
        assert_eq!(held.tense(day("2020-01-01")), Tense::Nu);
        assert_eq!(held.tense(day("2020-12-31")), Tense::Nu);
        assert_eq!(held.tense(day("2021-01-01")), Tense::Vroeger);
    }

    #[test]
    fn without_dates_it_counts_as_running_and_says_so() {
        let tense = Period::default().tense(day("2020-01-01"));
        assert_eq!(tense, Tense::Ongedateerd);
        assert!(tense.is_current());
        assert_eq!(Period::default().words(), "zonder datum");
    }

    #[test]
    fn periods_that_miss_each_other_by_a_day_have_nothing_in_common() {
        let old = period(None, Some("2020-12-31"));
        assert_eq!(old.common(period(Some("2021-01-01"), None)), None);
        let touching = old.common(period(Some("2020-12-31"), None));
        assert_eq!(touching, Some(period(Some("2020-12-31"), Some("2020-12-31"))));
        assert_eq!(old.common(Period::default()), Some(old));
    }
}
