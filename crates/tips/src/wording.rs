//! Texts that a person wrote, with the locks that hold for every one of them.

use kernel::passes_eleven_test;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;
use thiserror::Error;

/// A text of at most `MOST` characters. It has content, no control characters and no citizen service number (Wet Bibob
/// art. 7a lid 2 under c gives one for the questionnaire, not for a tip), and `Debug` does not show it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Wording<const MOST: usize>(String);

/// The reason of a step. Nobody else than the own body reads it.
pub type Reason = Wording<2_000>;

/// Why a text is not taken. The text is not repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum WordingError {
    /// Nothing but white space.
    #[error("deze tekst is leeg; schrijf wat er moet staan")]
    Empty,
    /// Longer than it may be.
    #[error("deze tekst is te lang; hier passen {0} tekens")]
    TooLong(usize),
    /// A control character other than the end of a line.
    #[error("in deze tekst staan tekens die niet te lezen zijn; typ de tekst opnieuw")]
    Control,
    /// Nine digits that pass the check of a citizen service number.
    #[error("in deze tekst staat een getal dat een burgerservicenummer kan zijn; haal het weg")]
    Bsn,
}

impl WordingError {
    /// Returns the code as programs read it; it never changes.
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "tekst-leeg",
            Self::TooLong(_) => "tekst-te-lang",
            Self::Control => "tekst-onleesbaar",
            Self::Bsn => "bsn-in-tekst",
        }
    }
}

impl<const MOST: usize> Wording<MOST> {
    /// Checks a text.
    pub fn new(text: impl Into<String>) -> Result<Self, WordingError> {
        let text = text.into();
        if text.trim().is_empty() {
            return Err(WordingError::Empty);
        }
        if text.chars().count() > MOST {
            return Err(WordingError::TooLong(MOST));
        }
        if text.chars().any(|sign| sign.is_control() && sign != '\n') {
            return Err(WordingError::Control);
        }
        if may_hold_bsn(&text) {
            return Err(WordingError::Bsn);
        }
        Ok(Self(text))
    }

    /// Returns the text, for a place that may show it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

/// Whether nine digits in a row, also with dots, dashes or spaces between them, pass the check. About one in eleven harmless
/// numbers does so too; a lock that is now and then too strict does less harm than one that lets a number through.
fn may_hold_bsn(text: &str) -> bool {
    let belongs = |sign: char| sign.is_ascii_digit() || " .-".contains(sign);
    text.split(|sign| !belongs(sign)).any(|run| {
        let digits: String = run.chars().filter(char::is_ascii_digit).collect();
        let words = run.split([' ', '-']).map(|word| word.replace('.', ""));
        passes_eleven_test(&digits) || words.into_iter().any(|word| passes_eleven_test(&word))
    })
}

impl<const MOST: usize> TryFrom<String> for Wording<MOST> {
    type Error = WordingError;

    fn try_from(text: String) -> Result<Self, WordingError> {
        Self::new(text)
    }
}

impl<const MOST: usize> From<Wording<MOST>> for String {
    fn from(text: Wording<MOST>) -> Self {
        text.0
    }
}

impl<const MOST: usize> fmt::Debug for Wording<MOST> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[tekst]")
    }
}

impl<const MOST: usize> JsonSchema for Wording<MOST> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("Tekst{MOST}").into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({
            "type": "string", "minLength": 1, "maxLength": MOST, "pattern": "\\S"
        })
    }
}
