//! Days on which a statutory term does not end: weekends, recognised and equated days (Algemene termijnenwet 1 and 3).

use super::holidays_format::{HolidayFormat, HolidaysFile};
use super::spec::plus;
use chrono::{Datelike, NaiveDate, Weekday};
use kernel::{FaultCode, Faults, is_kebab};
use std::collections::{BTreeMap, BTreeSet};

/// The recognised and equated days of every year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    holidays: Vec<Holiday>,
    equated: BTreeMap<NaiveDate, String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Holiday {
    name: String,
    day: YearlyDay,
    from_year: i32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum YearlyDay {
    Fixed { month: u32, day: u32, moved: Option<(Weekday, i64)> },
    FromEaster(i64),
}

impl YearlyDay {
    fn in_year(self, year: i32, easter: Option<NaiveDate>) -> Option<NaiveDate> {
        match self {
            Self::Fixed { month, day, moved } => {
                let date = NaiveDate::from_ymd_opt(year, month, day)?;
                Some(match moved {
                    Some((weekday, days)) if date.weekday() == weekday => plus(date, days),
                    _ => date,
                })
            }
            Self::FromEaster(days) => easter.map(|sunday| plus(sunday, days)),
        }
    }
}

impl Calendar {
    /// Checks the holiday file; records every fault with its place under `/feestdagen`.
    pub(super) fn new(file: &HolidaysFile, faults: &mut Faults) -> Self {
        let mut ids = BTreeSet::new();
        let mut holidays = Vec::with_capacity(file.holidays.len());
        for (index, entry) in file.holidays.iter().enumerate() {
            let place = format!("/feestdagen/feestdag/{index}");
            if !is_kebab(&entry.id) || !ids.insert(entry.id.as_str()) {
                faults.add(
                    format!("{place}/id"),
                    FaultCode::VerkeerdeVorm,
                    format!("«{}» is geen unieke naam in kleine letters en streepjes", entry.id),
                );
            }
            holidays.extend(yearly(entry, &place, faults).map(|day| Holiday {
                name: entry.name.clone(),
                day,
                from_year: entry.from_year.unwrap_or(i32::MIN),
            }));
        }
        let mut equated = BTreeMap::new();
        for (index, entry) in file.equated.iter().enumerate() {
            if equated.insert(entry.date, entry.name.clone()).is_some() {
                faults.add(
                    format!("/feestdagen/gelijkgesteld/{index}/datum"),
                    FaultCode::Tegenstrijdig,
                    format!("{} staat er al; elke dag komt één keer voor", entry.date),
                );
            }
        }
        Self { holidays, equated }
    }

    /// Returns the recognised and equated days of `year` with their names, in order.
    #[doc(alias = "feestdagen")]
    pub fn holidays(&self, year: i32) -> BTreeMap<NaiveDate, &str> {
        let easter = easter_sunday(year);
        let yearly = self.holidays.iter().filter(|holiday| year >= holiday.from_year).filter_map(
            |holiday| Some((holiday.day.in_year(year, easter)?, holiday.name.as_str())),
        );
        let equated = self
            .equated
            .iter()
            .filter(|(date, _)| date.year() == year)
            .map(|(date, name)| (*date, name.as_str()));
        equated.chain(yearly).collect()
    }

    /// Returns the name of the recognised or equated day, or `None` on any other day (weekends included).
    pub fn holiday_name(&self, date: NaiveDate) -> Option<&str> {
        let year = date.year();
        let easter = easter_sunday(year);
        self.holidays
            .iter()
            .find(|holiday| {
                year >= holiday.from_year && holiday.day.in_year(year, easter) == Some(date)
            })
            .map(|holiday| holiday.name.as_str())
            .or_else(|| self.equated.get(&date).map(String::as_str))
    }

    /// Returns whether `date` is a Saturday, a Sunday, or a recognised or equated day.
    pub fn is_free_day(&self, date: NaiveDate) -> bool {
        is_weekend(date) || self.holiday_name(date).is_some()
    }

    /// Returns `date` itself, or the first following day that is not free.
    pub fn next_working_day(&self, date: NaiveDate) -> NaiveDate {
        FreeDays { calendar: self, extra: None }.next_working_day(date)
    }
}

fn yearly(entry: &HolidayFormat, place: &str, faults: &mut Faults) -> Option<YearlyDay> {
    match (entry.fixed, entry.from_easter) {
        // A leap year, so that 29 February would be accepted as a day that does not come every year.
        (Some(fixed), None) if NaiveDate::from_ymd_opt(2024, fixed.month, fixed.day).is_some() => {
            let moved = fixed.moved.map(|moved| (moved.weekday.into(), i64::from(moved.days)));
            Some(YearlyDay::Fixed { month: fixed.month, day: fixed.day, moved })
        }
        (Some(_), None) => {
            let message = "deze dag van de maand bestaat niet";
            faults.add(format!("{place}/vast"), FaultCode::VerkeerdeVorm, message);
            None
        }
        (None, Some(days)) => Some(YearlyDay::FromEaster(i64::from(days))),
        _ => {
            let message = "geef «vast» of «pasen», en niet allebei";
            faults.add(place, FaultCode::Tegenstrijdig, message);
            None
        }
    }
}

fn is_weekend(date: NaiveDate) -> bool {
    matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}

/// The calendar together with the days that one timeline equates itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct FreeDays<'a> {
    pub(super) calendar: &'a Calendar,
    pub(super) extra: Option<&'a BTreeSet<NaiveDate>>,
}

impl FreeDays<'_> {
    pub(super) fn is_free(self, date: NaiveDate) -> bool {
        self.calendar.is_free_day(date) || self.extra.is_some_and(|extra| extra.contains(&date))
    }

    pub(super) fn next_working_day(self, date: NaiveDate) -> NaiveDate {
        let mut day = date;
        while self.is_free(day) {
            match day.succ_opt() {
                Some(next) => day = next,
                None => break,
            }
        }
        day
    }

    /// Returns `end`, moved on until the days after `start` up to and including it hold `wanted` working days.
    pub(super) fn with_workdays(self, start: NaiveDate, end: NaiveDate, wanted: u32) -> NaiveDate {
        let mut found = 0;
        let mut day = start;
        while found < wanted {
            match day.succ_opt() {
                Some(next) => day = next,
                None => break,
            }
            found += u32::from(!self.is_free(day));
        }
        end.max(day)
    }
}

/// Returns Easter Sunday of `year` in the Gregorian calendar; `None` outside the years that chrono can hold.
///
/// The anonymous Gregorian rule: the moon's place in the 19-year cycle, corrected per century, gives the full moon of
/// spring; Easter is the Sunday after it.
#[doc(alias = "computus")]
#[doc(alias = "pasen")]
pub fn easter_sunday(year: i32) -> Option<NaiveDate> {
    let golden = year.rem_euclid(19);
    let (century, in_century) = (year.div_euclid(100), year.rem_euclid(100));
    let skipped_leap_days = century - century.div_euclid(4);
    let moon_correction = (century - (century + 8).div_euclid(25) + 1).div_euclid(3);
    let full_moon = (19 * golden + skipped_leap_days - moon_correction + 15).rem_euclid(30);
    let to_sunday = (32 + 2 * century.rem_euclid(4) + 2 * (in_century / 4)
        - full_moon
        - in_century.rem_euclid(4))
    .rem_euclid(7);
    let late = (golden + 11 * full_moon + 22 * to_sunday) / 451;
    let from_march = full_moon + to_sunday - 7 * late + 114;
    let month = u32::try_from(from_march / 31).ok()?;
    let day = u32::try_from(from_march % 31 + 1).ok()?;
    NaiveDate::from_ymd_opt(year, month, day)
}
