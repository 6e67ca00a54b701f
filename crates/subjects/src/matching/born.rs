//! A date of birth, of which only the year may be known.

use chrono::{Datelike, NaiveDate};
use std::fmt;

/// A date of birth as a source gives it: whole, or only the year (the register of persons writes unknown parts as zeros).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Born {
    year: i32,
    pub(super) day: Option<NaiveDate>,
}

impl Born {
    /// A whole date.
    pub fn on(day: NaiveDate) -> Self {
        Self { year: day.year(), day: Some(day) }
    }

    /// Only a year, between 1000 and 9999; none for another.
    pub fn in_year(year: i32) -> Option<Self> {
        (1000..=9999).contains(&year).then_some(Self { year, day: None })
    }

    /// Reads `1997-02-03`, `3-2-1997`, `1997`, `1997-02`, and days that are no days, as registers have them (`1997-00-00`,
    /// `1997-02-30`): of those only the year counts. None for what is no date at all.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(day) = kernel::read_day(text) {
            return Some(Self::on(day)).filter(|born| (1000..=9999).contains(&born.year));
        }
        let (year, rest) = text.split_at_checked(4)?;
        let two_digits =
            |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        let parts: Vec<&str> = rest.split('-').skip(1).collect();
        let fits = rest.len() == 3 * parts.len()
            && parts.len() <= 2
            && parts.iter().all(|part| two_digits(part));
        let digits = year.bytes().all(|byte| byte.is_ascii_digit());
        (fits && digits).then(|| year.parse().ok().and_then(Self::in_year)).flatten()
    }

    /// Returns the year.
    pub(super) fn year(self) -> i32 {
        self.year
    }

    /// Returns the eight digits of a whole date.
    fn digits(self) -> Option<[u8; 8]> {
        let day = self.day?;
        let number = self.year * 10_000 + i32::try_from(day.month() * 100 + day.day()).ok()?;
        let mut digits = [0; 8];
        let mut rest = number;
        for digit in digits.iter_mut().rev() {
            *digit = u8::try_from(rest % 10).ok()?;
            rest /= 10;
        }
        Some(digits)
    }

    /// Returns the date with day and month the other way round, when that is another date that exists.
    pub(super) fn swapped(self) -> Option<NaiveDate> {
        let day = self.day?;
        NaiveDate::from_ymd_opt(self.year, day.day(), day.month()).filter(|other| *other != day)
    }

    /// Returns how two dates of birth differ.
    pub(super) fn against(self, other: Self) -> Agreement {
        let (Some(mine), Some(theirs)) = (self.day, other.day) else {
            let same = self.year == other.year;
            return if same { Agreement::Year } else { Agreement::OtherYear };
        };
        if mine == theirs {
            return Agreement::Equal;
        }
        if self.swapped() == Some(theirs) {
            return Agreement::Swapped;
        }
        let digits = self.digits().zip(other.digits());
        let differing = digits
            .map_or(8, |(mine, theirs)| mine.iter().zip(theirs).filter(|(a, b)| **a != *b).count());
        let next = mine.signed_duration_since(theirs).num_days().abs() == 1;
        match (self.year == other.year, differing == 1) {
            (true, one) if one || next => Agreement::OneDigit,
            (true, _) if mine.month() == theirs.month() => Agreement::OtherDay,
            (true, _) => Agreement::SameYear,
            (false, true) => Agreement::OneDigitOfYear,
            (false, false) => Agreement::OtherYear,
        }
    }
}

/// How two dates of birth differ, from best to worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Agreement {
    /// The same date.
    Equal,
    /// Day and month the other way round.
    Swapped,
    /// The same year, where one of both gives no more than that.
    Year,
    /// One digit, or one day; the year is the same.
    OneDigit,
    /// Another day of the same month.
    OtherDay,
    /// One digit of the year and nothing else.
    OneDigitOfYear,
    /// The same year and nothing more.
    SameYear,
    /// Another year.
    OtherYear,
}

/// Prints `3-2-1997` or `1997`.
impl fmt::Display for Born {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.day {
            Some(day) => write!(f, "{}-{}-{}", day.day(), day.month(), self.year),
            None => write!(f, "{}", self.year),
        }
    }
}
