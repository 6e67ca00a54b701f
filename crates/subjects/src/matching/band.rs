//! The bands that order candidates for people. A band is never a decision.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Hoe sterk een kandidaat is; het zegt waar hij in de lijst staat en verder niets.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Overeenkomst")]
pub enum MatchBand {
    /// Te weinig om te tonen; wel geteld.
    Geen,
    /// Weinig; ingeklapt getoond.
    Zwak,
    /// Kan dezelfde zijn.
    Mogelijk,
    /// Waarschijnlijk dezelfde.
    Sterk,
}

impl MatchBand {
    /// Returns the word for people and files.
    pub fn label(self) -> &'static str {
        match self {
            Self::Geen => "geen",
            Self::Zwak => "zwak",
            Self::Mogelijk => "mogelijk",
            Self::Sterk => "sterk",
        }
    }
}

/// Vanaf welke score (0 tot en met 1000) een kandidaat in welke groep komt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, try_from = "Written", into = "Written")]
#[schemars(with = "Written")]
pub struct Bands {
    strong: u16,
    possible: u16,
    weak: u16,
}

/// Vanaf welke score een kandidaat in welke groep komt.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Overeenkomstgrenzen")]
struct Written {
    /// Vanaf hier sterk.
    #[schemars(range(min = 1, max = 1000))]
    sterk: u16,
    /// Vanaf hier mogelijk.
    #[schemars(range(min = 1, max = 1000))]
    mogelijk: u16,
    /// Vanaf hier zwak; daaronder wordt een kandidaat niet getoond.
    #[schemars(range(min = 1, max = 1000))]
    zwak: u16,
}

/// Waarom grenzen niet kunnen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum BandsError {
    /// De grenzen lopen niet op.
    #[error(
        "de grenzen lopen niet op: zwak, mogelijk en sterk moeten van laag naar hoog, van 1 tot en met 1000"
    )]
    Order,
}

impl BandsError {
    /// Returns the stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Order => "grenzen-lopen-niet-op",
        }
    }
}

impl Bands {
    /// Below this a candidate never is strong, whatever the settings: what is held back from the strong band stays under it.
    pub(super) const STRONG: u16 = 850;

    /// Makes bands. What lacks the evidence for `sterk` scores under 850, so a lower limit would let it in and is refused.
    pub fn new(strong: u16, possible: u16, weak: u16) -> Result<Self, BandsError> {
        let rising = (1..possible).contains(&weak) && possible < strong;
        let fits = rising && (Self::STRONG..=1000).contains(&strong);
        fits.then_some(Self { strong, possible, weak }).ok_or(BandsError::Order)
    }

    /// Returns the band of a score.
    pub fn of(self, score: u16) -> MatchBand {
        match score {
            score if score >= self.strong => MatchBand::Sterk,
            score if score >= self.possible => MatchBand::Mogelijk,
            score if score >= self.weak => MatchBand::Zwak,
            _ => MatchBand::Geen,
        }
    }
}

/// Sterk from 850, mogelijk from 700, zwak from 550.
impl Default for Bands {
    fn default() -> Self {
        Self { strong: Self::STRONG, possible: 700, weak: 550 }
    }
}

impl TryFrom<Written> for Bands {
    type Error = BandsError;

    fn try_from(written: Written) -> Result<Self, BandsError> {
        Self::new(written.sterk, written.mogelijk, written.zwak)
    }
}

impl From<Bands> for Written {
    fn from(bands: Bands) -> Self {
        Self { sterk: bands.strong, mogelijk: bands.possible, zwak: bands.weak }
    }
}
