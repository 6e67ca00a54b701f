//! Days and amounts as people write them.

use crate::dates::{MONTHS, SHORT_MONTHS};
use crate::euro::Euro;
use chrono::NaiveDate;

/// Reads a day as people write it: `23-2-2027`, `23 02 2027`, `23/2/27` is refused (which century?), `2027-02-23` is not.
pub fn read_day(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    let by_year = text.find('-') == Some(4);
    if let Some(day) = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|_| by_year) {
        return Some(day);
    }
    let parts: Vec<&str> =
        text.split(|sign: char| !sign.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let [day, month, year] = parts.as_slice() else { return None };
    let month = month.parse().ok().or_else(|| named_month(month))?;
    let year: i32 = Some(year).filter(|year| year.len() == 4)?.parse().ok()?;
    NaiveDate::from_ymd_opt(year, month, day.parse().ok()?)
}

fn named_month(name: &str) -> Option<u32> {
    let name = name.to_lowercase();
    let place = (0..12).find(|place| name == MONTHS[*place] || name == SHORT_MONTHS[*place])?;
    u32::try_from(place + 1).ok()
}

/// Reads an amount as people write it: `812.000,00`, `812000`, `€ 812 000,5`, `812,000.00`; none when it can mean two things.
pub fn read_euro(text: &str) -> Option<Euro> {
    let text: String =
        text.chars().filter(|sign| !sign.is_whitespace() && !"€\u{a0}'".contains(*sign)).collect();
    let text = text.strip_suffix(",-").or_else(|| text.strip_suffix(",--")).unwrap_or(&text);
    // A sign before three digits stands between thousands, one before one or two digits before the cents.
    let (whole, cents, between) = match text.rfind([',', '.']) {
        Some(place) if text.len() - place <= 3 => {
            let between = if text[place..].starts_with(',') { '.' } else { ',' };
            (&text[..place], &text[place + 1..], between)
        }
        Some(place) if text[place..].starts_with(',') => (text, "", ','),
        _ => (text, "", '.'),
    };
    let mut groups = whole.split(between);
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let in_groups = rest.iter().all(|group| group.len() == 3);
    let first_fits = rest.is_empty() || (1..=3).contains(&first.len());
    let digits: String = std::iter::once(first).chain(rest).collect();
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !in_groups || !first_fits || digits.is_empty() || !all_digits(&digits) || !all_digits(cents)
    {
        return None;
    }
    let cents: i64 = format!("{cents:0<2}").parse().ok()?;
    digits.parse::<i64>().ok()?.checked_mul(100)?.checked_add(cents).map(Euro::from_cents)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_write_them() {
        let day = NaiveDate::from_ymd_opt(2027, 2, 3);
        for text in [
            "3-2-2027",
            " 03-02-2027 ",
            "3 feb 2027",
            "3 februari 2027",
            "2027-02-03",
            "3/2/2027",
            "03.02.2027",
        ] {
            assert_eq!(read_day(text), day, "{text}");
        }
        for text in ["", "30-02-2027", "3-2-27", "3-2", "morgen", "2027"] {
            assert_eq!(read_day(text), None, "{text}");
        }
    }

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for text in [
            "750.000,01",
            "750000,01",
            "€ 750.000,01",
            " 750 000,01 ",
            "750,000.01",
            "€\u{a0}750.000,01",
        ] {
            assert_eq!(read_euro(text), Some(Euro::from_cents(75_000_001)), "{text}");
        }
        assert_eq!(read_euro("750.000"), Some(Euro::from_cents(75_000_000)));
        assert_eq!(read_euro("750.000,-"), Some(Euro::from_cents(75_000_000)));
        assert_eq!(read_euro("12,5"), Some(Euro::from_cents(1_250)));
        for text in ["", "abc", "1.00.000", "1.0000", "12,345,6", "-5", "1e6", "7500.000,00"] {
            assert_eq!(read_euro(text), None, "{text}");
        }
    }
}
