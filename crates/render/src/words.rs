//! Serialises typed values as the Dutch words of a letter, so that a template only places them.

use chrono::NaiveDate;
use kernel::dutch_date_with_weekday;
use serde::Serializer;

/// Serialises a day as `vrijdag 4 december 2026`; day and month stay on one line.
pub fn long_date<S: Serializer>(day: &NaiveDate, serializer: S) -> Result<S::Ok, S::Error> {
    let text = dutch_date_with_weekday(*day);
    let mut parts = text.splitn(3, ' ');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(weekday), Some(number), Some(month)) => {
            serializer.collect_str(&format_args!("{weekday} {number}\u{a0}{month}"))
        }
        _ => serializer.serialize_str(&text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Serialize;

    #[derive(Serialize)]
    struct Sample {
        #[serde(serialize_with = "long_date")]
        day: NaiveDate,
    }

    #[test]
    fn a_day_becomes_dutch_words() {
        let sample = Sample { day: "2026-12-04".parse().expect("date") };
        assert_eq!(
            serde_json::to_value(sample).expect("json"),
            serde_json::json!({"day": "vrijdag 4\u{a0}december 2026"})
        );
    }
}
