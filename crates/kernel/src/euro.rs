//! Euro amounts as whole cents.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// An amount of euros in whole cents; never a float, because a threshold is decided on the cent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Euro(i64);

/// Why a text is no amount; the message is Dutch and says how to mend it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum EuroError {
    /// Something other than digits with at most one point and two decimals.
    #[error(
        "«{0}» is geen bedrag in euro; schrijf het als \"750000.00\", met een punt en ten hoogste twee decimalen"
    )]
    Format(String),
    /// Below zero.
    #[error("«{0}» is negatief; een bedrag is 0 of meer")]
    Negative(String),
    /// More than ten billion euro: a typing error in this field of work.
    #[error("«{0}» is meer dan 10 miljard euro; controleer het bedrag")]
    TooLarge(String),
}

const LARGEST_CENTS: i64 = 1_000_000_000_000;

impl Euro {
    /// Makes an amount from whole cents.
    pub const fn from_cents(cents: i64) -> Self {
        Self(cents)
    }

    /// Returns the amount in whole cents.
    pub const fn cents(self) -> i64 {
        self.0
    }
}

impl FromStr for Euro {
    type Err = EuroError;

    fn from_str(text: &str) -> Result<Self, EuroError> {
        let format = || EuroError::Format(text.to_owned());
        if let Some(rest) = text.strip_prefix('-') {
            return Err(match rest.parse::<Self>() {
                Ok(_) => EuroError::Negative(text.to_owned()),
                Err(_) => format(),
            });
        }
        let (whole, fraction) = match text.split_once('.') {
            Some((whole, fraction)) if matches!(fraction.len(), 1 | 2) => (whole, fraction),
            Some(_) => return Err(format()),
            None => (text, "0"),
        };
        let digits =
            |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(whole) || !digits(fraction) {
            return Err(format());
        }
        let too_large = || EuroError::TooLarge(text.to_owned());
        let whole: i64 = whole.parse().map_err(|_| too_large())?;
        let parsed: i64 = fraction.parse().map_err(|_| format())?;
        let cents = if fraction.len() == 1 { parsed * 10 } else { parsed };
        whole
            .checked_mul(100)
            .map(|euros| euros + cents)
            .filter(|total| *total <= LARGEST_CENTS)
            .map(Self)
            .ok_or_else(too_large)
    }
}

/// Prints Dutch notation with a hard space: `€ 750.000,01`.
impl fmt::Display for Euro {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = (self.0.unsigned_abs() / 100).to_string();
        let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                grouped.push('.');
            }
            grouped.push(digit);
        }
        let sign = if self.0 < 0 { "-" } else { "" };
        write!(f, "€\u{a0}{sign}{grouped},{:02}", self.0.unsigned_abs() % 100)
    }
}

/// Reads the decimal text of the application file, `"750000.01"`.
impl<'de> Deserialize<'de> for Euro {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl Serialize for Euro {
    /// Writes the decimal text of the application file, `"750000.01"`.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, cents) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        serializer.collect_str(&format_args!("{sign}{whole}.{cents:02}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_cents_exactly() {
        assert_eq!("750000.01".parse(), Ok(Euro::from_cents(75_000_001)));
        assert_eq!("750000.1".parse(), Ok(Euro::from_cents(75_000_010)));
        assert_eq!("0".parse(), Ok(Euro::from_cents(0)));
    }

    #[test]
    fn refuses_what_it_would_have_to_guess() {
        for text in ["750.000,00", "1e6", "", ".5", "5.", "1.005", "€ 5", " 5", "+5", "٣"] {
            assert!(matches!(text.parse::<Euro>(), Err(EuroError::Format(_))), "{text}");
        }
        assert!(matches!("-5".parse::<Euro>(), Err(EuroError::Negative(_))));
        assert!(matches!("-x".parse::<Euro>(), Err(EuroError::Format(_))));
        for text in ["10000000000.01", "99999999999999999999"] {
            assert!(matches!(text.parse::<Euro>(), Err(EuroError::TooLarge(_))), "{text}");
        }
    }

    #[test]
    fn prints_dutch_notation() {
        assert_eq!(Euro::from_cents(75_000_001).to_string(), "€\u{a0}750.000,01");
        assert_eq!(Euro::from_cents(5).to_string(), "€\u{a0}0,05");
        assert_eq!(Euro::from_cents(-144_200).to_string(), "€\u{a0}-1.442,00");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(cents in 0..=LARGEST_CENTS) {
            let amount = Euro::from_cents(cents);
            let json = serde_json::to_value(amount).expect("json");
            prop_assert_eq!(json.as_str().expect("text").parse::<Euro>(), Ok(amount));
        }
    }
}
