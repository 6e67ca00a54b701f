//! Days in a context: those that may be absent, and those of a table, without the day of the week.

use chrono::NaiveDate;
use kernel::dutch_date;
use serde::Serializer;

/// Serialises a day in words, and an absent one as null.
#[expect(
    clippy::ref_option,
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for a reference to the field"
)]
pub(crate) fn maybe_date<S: Serializer>(
    day: &Option<NaiveDate>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match day {
        Some(day) => render::long_date(day, serializer),
        None => serializer.serialize_none(),
    }
}

/// Serialises a day as `4 december 2026`.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference to the field")]
pub(crate) fn plain_date<S: Serializer>(day: &NaiveDate, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&dutch_date(*day))
}

/// The same, and an absent one as null.
#[expect(
    clippy::ref_option,
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for a reference to the field"
)]
pub(crate) fn maybe_plain_date<S: Serializer>(
    day: &Option<NaiveDate>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match day {
        Some(day) => plain_date(day, serializer),
        None => serializer.serialize_none(),
    }
}
