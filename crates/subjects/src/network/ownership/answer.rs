//! The answer to who owns a company.

use crate::network::cut::Cut;
use crate::network::doubt::Doubt;
use crate::{Band, StatementId};
use kernel::SubjectId;
use schemars::JsonSchema;
use serde::Serialize;
use std::fmt;

/// Een deel van het geheel, in miljoensten van een procent: 25000000 is 25 %.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema,
)]
#[serde(transparent)]
#[schemars(rename = "Deel")]
pub struct Fraction(u32);

impl Fraction {
    /// Nothing.
    pub const NONE: Self = Self(0);
    const WHOLE: f64 = 100_000_000.0;

    /// Takes hundredths of a per cent.
    pub fn of_hundredths(share: u32) -> Self {
        Self(share.saturating_mul(10_000))
    }

    /// Returns the part in millionths of a per cent.
    pub fn millionths(self) -> u32 {
        self.0
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to 0..=1, so the product is at most 100,000,000"
    )]
    pub(super) fn rounded(part: f64) -> Self {
        Self((part.clamp(0.0, 1.0) * Self::WHOLE).round() as u32)
    }
}

/// Prints a percentage with at most two decimals: `93,75 %`.
impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Band::exact((self.0 + 5_000) / 10_000).fmt(f)
    }
}

/// Een antwoord waarbij onbekend geen nee is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Zekerheid")]
pub enum Tri {
    /// Ook met de kleinste aandelen.
    Zeker,
    /// Met de grootste aandelen wel, met de kleinste niet.
    Mogelijk,
    /// Ook met de grootste aandelen niet.
    Nee,
}

impl Tri {
    /// Compares two bounds with a limit that counts itself.
    pub fn at_least(limit: Fraction, low: Fraction, high: Fraction) -> Self {
        if low >= limit {
            Self::Zeker
        } else if high >= limit {
            Self::Mogelijk
        } else {
            Self::Nee
        }
    }

    /// Returns the name, for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Zeker => "zeker",
            Self::Mogelijk => "mogelijk",
            Self::Nee => "nee",
        }
    }
}

/// Iemand met een deel van een onderneming, via alle ketens samen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Eigenaar")]
pub struct Owner {
    /// Wie.
    #[serde(rename = "persoon")]
    pub subject: SubjectId,
    /// Ten minste.
    #[serde(rename = "laag")]
    pub low: Fraction,
    /// Ten hoogste.
    #[serde(rename = "hoog")]
    pub high: Fraction,
    /// Of dat het gevraagde deel is.
    #[serde(rename = "uitkomst")]
    pub test: Tri,
    /// De beweringen waar het op rust.
    #[serde(rename = "beweringen")]
    pub statements: Vec<StatementId>,
}

/// Ondernemingen die alleen van elkaar zijn: van wie zij zijn, is niet te berekenen.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "GeslotenRing")]
pub struct Ring {
    /// De ondernemingen.
    #[serde(rename = "personen")]
    pub subjects: Vec<SubjectId>,
    /// De beweringen waar het op rust.
    #[serde(rename = "beweringen")]
    pub statements: Vec<StatementId>,
}

/// Van wie een onderneming is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Eigendom")]
pub struct Ownership {
    /// De onderneming.
    #[serde(rename = "persoon")]
    pub company: SubjectId,
    /// De eigenaren met ten minste, of mogelijk, het gevraagde deel.
    #[serde(rename = "eigenaren")]
    pub owners: Vec<Owner>,
    /// Welk deel van de onderneming zelf geen bewering verklaart.
    #[serde(rename = "nietVerklaard")]
    pub unexplained: Band,
    /// De gesloten ringen in de ketens.
    #[serde(rename = "geslotenRingen")]
    pub rings: Vec<Ring>,
    /// Waar bronnen elkaar tegenspreken.
    #[serde(rename = "twijfels")]
    pub doubts: Vec<Doubt>,
    /// Waar het rekenen is afgebroken.
    #[serde(rename = "afbrekingen")]
    pub cuts: Vec<Cut>,
}

impl Ownership {
    pub(super) fn nothing(company: SubjectId) -> Self {
        Self {
            company,
            owners: Vec::new(),
            unexplained: Band::UNKNOWN,
            rings: Vec::new(),
            doubts: Vec::new(),
            cuts: Vec::new(),
        }
    }
}
