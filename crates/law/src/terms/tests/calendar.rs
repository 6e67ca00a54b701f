//! The calendar: Easter by a second method, the table of a year, and its case file.

use super::*;
use chrono::{Datelike, Weekday};
use proptest::prelude::*;
use serde::Deserialize;
use std::collections::BTreeSet;

const CASES: &str = include_str!("../../../../../rules/national/holidays.cases.toml");

/// Gauss's method as he corrected it, which shares no step with the one in the code.
#[expect(
    clippy::many_single_char_names,
    reason = "the names that every description of the method uses"
)]
fn easter_by_gauss(year: i32) -> NaiveDate {
    let (a, b, c) = (year % 19, year % 4, year % 7);
    let k = year / 100;
    let p = (13 + 8 * k) / 25;
    let m = (15 - p + k - k / 4) % 30;
    let n = (4 + k - k / 4) % 7;
    let d = (19 * a + m) % 30;
    let e = (2 * b + 4 * c + 6 * d + n) % 7;
    let moved =
        if d == 29 && e == 6 || d == 28 && e == 6 && (11 * m + 11) % 30 < 19 { 7 } else { 0 };
    let march = NaiveDate::from_ymd_opt(year, 3, 22).expect("22 March");
    spec::plus(march, i64::from(d + e - moved))
}

#[test]
fn easter_agrees_with_a_second_method_and_stays_in_its_bounds() {
    for year in 1583..=4099 {
        let easter = easter_sunday(year).expect("Easter");
        assert_eq!(easter, easter_by_gauss(year), "{year}");
        assert_eq!(easter.weekday(), Weekday::Sun, "{year}");
        let in_march = easter.month() == 3 && easter.day() >= 22;
        let in_april = easter.month() == 4 && easter.day() <= 25;
        assert!(in_march || in_april, "{easter}");
    }
}

#[test]
fn easter_in_known_years() {
    for sunday in [
        "1818-03-22",
        "1943-04-25",
        "2008-03-23",
        "2024-03-31",
        "2025-04-20",
        "2026-04-05",
        "2027-03-28",
        "2038-04-25",
    ] {
        assert_eq!(easter_sunday(day(sunday).year()), Some(day(sunday)));
    }
    assert_eq!(easter_sunday(i32::MAX), None);
    assert_eq!(easter_sunday(i32::MIN), None);
}

#[test]
fn the_days_of_2026() {
    let found: Vec<(String, &str)> = RULES
        .calendar()
        .holidays(2026)
        .into_iter()
        .map(|(date, name)| (date.to_string(), name))
        .collect();
    let wanted = [
        ("2026-01-01", "Nieuwjaarsdag"),
        ("2026-01-02", "vrijdag na Nieuwjaarsdag 2026"),
        ("2026-04-03", "Goede Vrijdag"),
        ("2026-04-06", "tweede paasdag"),
        ("2026-04-27", "Koningsdag"),
        ("2026-05-05", "Bevrijdingsdag"),
        ("2026-05-14", "Hemelvaartsdag"),
        ("2026-05-15", "vrijdag na Hemelvaartsdag 2026"),
        ("2026-05-25", "tweede pinksterdag"),
        ("2026-12-25", "eerste kerstdag"),
        ("2026-12-26", "tweede kerstdag"),
    ];
    assert_eq!(found, wanted.map(|(date, name)| (date.to_owned(), name)));
}

#[test]
fn the_next_working_day_skips_a_long_easter() {
    let calendar = RULES.calendar();
    assert_eq!(calendar.next_working_day(day("2026-04-03")), day("2026-04-07"));
    assert_eq!(calendar.next_working_day(day("2026-04-02")), day("2026-04-02"));
    // The calendar of chrono has an end; so has the search.
    assert!(calendar.next_working_day(NaiveDate::MAX) <= NaiveDate::MAX);
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HolidayCases {
    geval: Vec<HolidayCase>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HolidayCase {
    datum: NaiveDate,
    vrij: bool,
    naam: Option<String>,
    waarom: String,
}

#[test]
fn the_case_file_holds_and_hits_every_day() {
    let cases: HolidayCases = toml::from_str(CASES).expect("holidays.cases.toml");
    let mut hit = BTreeSet::new();
    for case in &cases.geval {
        let why = &case.waarom;
        assert_eq!(RULES.calendar().is_free_day(case.datum), case.vrij, "{} {why}", case.datum);
        let name = RULES.calendar().holiday_name(case.datum);
        assert_eq!(name, case.naam.as_deref(), "{} {why}", case.datum);
        hit.extend(name);
    }
    let file = holidays_file();
    let names = file.holidays.iter().map(|entry| &entry.name);
    for name in names.chain(file.equated.iter().map(|entry| &entry.name)) {
        assert!(hit.contains(name.as_str()), "geen geval voor «{name}»");
    }
}

proptest! {
    #[test]
    fn a_day_is_free_exactly_when_it_is_weekend_or_in_the_table(offset in 0_i64..5_844) {
        let date = spec::plus(day("2020-01-01"), offset);
        let calendar = RULES.calendar();
        let listed = calendar.holidays(date.year()).contains_key(&date);
        let weekend = matches!(date.weekday(), Weekday::Sat | Weekday::Sun);
        prop_assert_eq!(calendar.is_free_day(date), weekend || listed);
        prop_assert_eq!(calendar.holiday_name(date).is_some(), listed);
    }
}
