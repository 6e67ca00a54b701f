//! Where sources contradict each other: recorded side by side, and said.

use crate::{Relation, StatementId};
use kernel::SubjectId;
use schemars::JsonSchema;
use serde::Serialize;

/// Waar bronnen elkaar tegenspreken. Niets wordt overschreven; een mens kiest.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(tag = "soort", rename_all = "kebab-case", rename_all_fields = "camelCase")]
#[schemars(rename = "Twijfel")]
pub enum Doubt {
    /// De aandelen in een onderneming zijn samen meer dan 100 %; geen van die aandelen telt als zeker.
    MeerDanGeheel {
        /// De onderneming.
        #[serde(rename = "persoon")]
        subject: SubjectId,
        /// De som van de minima, in honderdsten van een procent.
        #[serde(rename = "som")]
        sum: u32,
        /// De beweringen die de som geven.
        #[serde(rename = "beweringen")]
        statements: Vec<StatementId>,
    },
    /// Bronnen geven verschillende cijfers voor hetzelfde; het antwoord rekent met de ruimste grenzen.
    Tegenspraak {
        /// Wie de relatie heeft.
        #[serde(rename = "van")]
        from: SubjectId,
        /// Waarover.
        #[serde(rename = "naar")]
        to: SubjectId,
        /// De relatie.
        #[serde(rename = "relatie")]
        relation: Relation,
        /// De beweringen die verschillen.
        #[serde(rename = "beweringen")]
        statements: Vec<StatementId>,
    },
}

impl Doubt {
    /// Returns the sentence that stands beside the answer.
    pub fn message(&self) -> String {
        match self {
            Self::MeerDanGeheel { sum, .. } => {
                format!("de aandelen zijn samen {}, meer dan het geheel", crate::Band::exact(*sum))
            }
            Self::Tegenspraak { relation, .. } => {
                format!("de bronnen geven verschillende cijfers voor dezelfde {}", relation.label())
            }
        }
    }
}
