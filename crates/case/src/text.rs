//! Reasons and other free text: never empty, never in a log.

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;
use thiserror::Error;

/// The longest free text, in characters.
const LONGEST: usize = 20_000;

/// A text that a person wrote: a reason, a fact, a condition. It has content, and `Debug` does not show it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Text(String);

/// A text that is empty or far too long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TextError {
    /// Nothing but white space.
    #[error("deze tekst is leeg; schrijf wat er moet staan")]
    Empty,
    /// Longer than a text may be.
    #[error("deze tekst is langer dan {LONGEST} tekens; zet hem in een bijlage")]
    TooLong,
}

impl Text {
    /// Returns what stands in the place of a text that the reader may not see.
    pub fn shielded() -> Self {
        Self("Afgeschermd: uw rol geeft geen toegang tot strafrechtelijke gegevens.".to_owned())
    }

    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Text {
    type Error = TextError;

    fn try_from(text: String) -> Result<Self, TextError> {
        if text.trim().is_empty() {
            return Err(TextError::Empty);
        }
        if text.chars().count() > LONGEST {
            return Err(TextError::TooLong);
        }
        Ok(Self(text))
    }
}

impl From<Text> for String {
    fn from(text: Text) -> Self {
        text.0
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[tekst]")
    }
}

impl JsonSchema for Text {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Tekst".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({
            "type": "string", "minLength": 1, "maxLength": LONGEST, "pattern": "\\S"
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, Text, TextError};

    #[test]
    fn a_text_has_content_and_a_limit() {
        assert_eq!(Text::try_from(" \n".to_owned()), Err(TextError::Empty));
        assert_eq!(Text::try_from("x".repeat(LONGEST + 1)), Err(TextError::TooLong));
        let text = Text::try_from("x".repeat(LONGEST)).unwrap();
        assert_eq!(format!("{text:?}"), "[tekst]");
    }
}
