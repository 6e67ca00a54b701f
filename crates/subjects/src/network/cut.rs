//! Where a question stopped looking: always said, never silent.

use kernel::SubjectId;
use schemars::JsonSchema;
use serde::Serialize;

/// The most subjects that one question visits.
pub const MOST_NODES: usize = 5_000;
/// The most paths, or rows about a company, that one answer holds.
pub const MOST_PATHS: usize = 200;
/// The most statements that the rows about a company cite together.
pub(super) const MOST_CITED: usize = 500_000;

/// Waar het antwoord is afgebroken: verder is niet gekeken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(tag = "soort", rename_all = "kebab-case", rename_all_fields = "camelCase")]
#[schemars(rename = "Afbreking")]
pub enum Cut {
    /// Meer personen dan één vraag bezoekt.
    TeVeelPersonen {
        /// Het grootste aantal.
        #[serde(rename = "grens")]
        limit: usize,
    },
    /// Meer stappen dan gevraagd.
    TeDiep {
        /// Het grootste aantal stappen.
        #[serde(rename = "grens")]
        limit: usize,
    },
    /// Meer paden dan één antwoord bevat.
    TeVeelPaden {
        /// Het grootste aantal.
        #[serde(rename = "grens")]
        limit: usize,
    },
    /// Meer rijen dan één antwoord bevat.
    TeVeelRijen {
        /// Hoeveel er zijn gegeven.
        #[serde(rename = "grens")]
        limit: usize,
    },
    /// Een berekening die te groot werd; wie niet is doorgerekend, staat op 0 tot 100 %.
    TeVeelRekenwerk {
        /// De onderneming waarvan de eigenaren zijn gevraagd.
        #[serde(rename = "persoon")]
        subject: SubjectId,
    },
    /// Een knooppunt: voorbij deze persoon is niet gekeken.
    Knooppunt {
        /// Wie.
        #[serde(rename = "persoon")]
        subject: SubjectId,
        /// Hoeveel relaties deze persoon heeft.
        #[serde(rename = "relaties")]
        relations: usize,
    },
}

impl Cut {
    /// Returns the sentence that stands beside the answer.
    pub fn message(self) -> String {
        match self {
            Self::TeVeelPersonen { limit } => {
                format!("afgebroken: het netwerk is groter dan {limit} personen")
            }
            Self::TeDiep { limit } => {
                format!("afgebroken: niet verder gekeken dan {limit} stappen")
            }
            Self::TeVeelPaden { limit } => format!("afgebroken: er zijn meer dan {limit} paden"),
            Self::TeVeelRijen { limit } => format!("afgebroken: er zijn meer dan {limit} rijen"),
            Self::TeVeelRekenwerk { .. } => {
                "afgebroken: de ketens zijn te verweven om helemaal door te rekenen".to_owned()
            }
            Self::Knooppunt { relations, .. } => format!("niet uitgewerkt: {relations} relaties"),
        }
    }
}
