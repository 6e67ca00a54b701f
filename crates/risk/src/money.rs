//! Amounts in findings, written as in an application file: `"750000.01"`.

use kernel::Euro;
use serde::de::{Deserialize, Deserializer, Error};

/// Reads an amount that is there.
pub(crate) fn optional<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Euro>, D::Error> {
    let text = String::deserialize(deserializer)?;
    text.parse().map(Some).map_err(D::Error::custom)
}
