//! Dates in rules files: written bare, as TOML has them, or between quotes.

use chrono::NaiveDate;
use serde::Deserialize;
use serde::de::{Deserializer, Error};
use toml::value::Datetime;

#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Bare(Datetime),
    Quoted(String),
}

/// Reads a date.
pub(crate) fn required<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveDate, D::Error> {
    let text = match Written::deserialize(deserializer) {
        Ok(Written::Bare(date)) => date.to_string(),
        Ok(Written::Quoted(text)) => text,
        Err(_) => return Err(D::Error::custom("hier hoort een datum, zoals 2026-11-02")),
    };
    text.parse().map_err(|_| {
        D::Error::custom(format!(
            "«{text}» is geen bestaande datum; schrijf jjjj-mm-dd, zoals 2026-11-02"
        ))
    })
}

/// Reads a date that is there.
pub(crate) fn optional<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<NaiveDate>, D::Error> {
    required(deserializer).map(Some)
}

#[cfg(test)]
mod tests {
    use super::required;
    use chrono::NaiveDate;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    struct Holder {
        #[serde(deserialize_with = "required")]
        op: NaiveDate,
    }

    #[test]
    fn a_date_may_stand_bare_or_between_quotes() {
        let expected: NaiveDate = "2026-11-02".parse().expect("date");
        for text in ["op = 2026-11-02", "op = '2026-11-02'"] {
            assert_eq!(toml::from_str::<Holder>(text).expect(text).op, expected);
        }
        for text in ["op = '2026-02-30'", "op = 2026-11-02T10:00:00", "op = 5", "op = 10:00:00"] {
            assert!(toml::from_str::<Holder>(text).is_err(), "{text}");
        }
    }
}
