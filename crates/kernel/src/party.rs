//! The public bodies that screen: municipality, province, water board.

use crate::is_kebab;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// The id of a body, in lower kebab case: `gemeente-emmen`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct PartyId(String);

/// A text that is no party id.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("«{0}» is geen id van een partij; een id bestaat uit kleine letters, cijfers en streepjes")]
pub struct PartyIdError(String);

impl PartyId {
    /// Returns the id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for PartyId {
    type Err = PartyIdError;

    fn from_str(text: &str) -> Result<Self, PartyIdError> {
        if is_kebab(text) { Ok(Self(text.to_owned())) } else { Err(PartyIdError(text.to_owned())) }
    }
}

impl TryFrom<String> for PartyId {
    type Error = PartyIdError;

    fn try_from(text: String) -> Result<Self, PartyIdError> {
        text.parse()
    }
}

impl JsonSchema for PartyId {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "PartijId".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$" })
    }
}

impl fmt::Display for PartyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The kind of body; it decides which doors of the Act exist (art. 7 is municipal only).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum PartyKind {
    /// A municipality.
    #[doc(alias = "gemeente")]
    Gemeente,
    /// A province.
    #[doc(alias = "provincie")]
    Provincie,
    /// A water board.
    #[doc(alias = "waterschap")]
    Waterschap,
}

impl PartyKind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Gemeente, Self::Provincie, Self::Waterschap];

    /// Returns the Dutch word.
    pub fn label(self) -> &'static str {
        match self {
            Self::Gemeente => "gemeente",
            Self::Provincie => "provincie",
            Self::Waterschap => "waterschap",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::PartyId;

    #[test]
    fn a_party_id_is_read_as_it_is_written_and_nothing_else_is() {
        let party: PartyId = serde_json::from_str("\"fixture-veenrand\"").unwrap();
        assert_eq!(serde_json::to_string(&party).unwrap(), "\"fixture-veenrand\"");
        assert!(serde_json::from_str::<PartyId>("\"Fixture Veenrand\"").is_err());
    }
}
