//! The grounds on which the Act lets a body refuse or withdraw.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// De grond waarop een feit kan meetellen (Wet Bibob art. 3).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Risicogrond")]
pub enum Ground {
    /// Voordelen uit strafbare feiten benutten (art. 3 lid 1 onder a).
    A,
    /// Strafbare feiten plegen (art. 3 lid 1 onder b).
    B,
    /// Een strafbaar feit om de beschikking te krijgen of te houden (art. 3 lid 6).
    Lid6,
}

impl Ground {
    /// All grounds, in the order in which an outcome shows them.
    pub const ALL: [Self; 3] = [Self::A, Self::B, Self::Lid6];

    /// Returns the article.
    pub fn article(self) -> &'static str {
        match self {
            Self::A => "Wet Bibob art. 3 lid 1 onder a",
            Self::B => "Wet Bibob art. 3 lid 1 onder b",
            Self::Lid6 => "Wet Bibob art. 3 lid 6",
        }
    }

    /// Returns the place of the ground in [`Ground::ALL`].
    pub(crate) fn index(self) -> usize {
        match self {
            Self::A => 0,
            Self::B => 1,
            Self::Lid6 => 2,
        }
    }
}
