//! The assessment of danger: human fields only (art. 3 Wet Bibob, design rule "no path from score to decision").

use crate::text::Text;
use chrono::NaiveDate;
use kernel::AccountId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// De grond waarop gevaar wordt beoordeeld.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Grond")]
pub enum Ground {
    /// Voordelen uit strafbare feiten benutten (art. 3 lid 1 onder a).
    A,
    /// Strafbare feiten plegen (art. 3 lid 1 onder b).
    B,
    /// Een vastgelegde weigering om gegevens te geven telt als ernstig gevaar (art. 4).
    Artikel4,
}

/// De mate van gevaar.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Gevaar")]
pub enum Degree {
    /// Geen gevaar.
    Geen,
    /// Een mindere mate van gevaar.
    MindereMate,
    /// Ernstig gevaar.
    Ernstig,
}

/// De elementen van art. 3 lid 2 en 3, elk in woorden gewogen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Wegingselementen")]
pub struct Elements {
    /// Welke feiten erop wijzen of redelijkerwijs doen vermoeden.
    pub feiten: Text,
    /// Hoe ernstig het vermoeden is.
    pub ernst_vermoeden: Text,
    /// De aard van de relatie met de strafbare feiten.
    pub aard_relatie: Text,
    /// De omvang van het voordeel (a) of het aantal feiten (b).
    pub omvang: Text,
    /// De samenhang met de activiteit; verplicht bij de b-grond.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub samenhang: Option<Text>,
    /// Wat het tijdsverloop betekent.
    pub tijdsverloop: Text,
}

/// Het oordeel over één grond.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Grondoordeel")]
pub struct GroundOpinion {
    /// De grond.
    pub grond: Ground,
    /// De mate van gevaar die de ambtenaar vaststelt.
    pub gevaar: Degree,
    /// Waarom.
    pub motivering: Text,
    /// De elementen; verplicht bij de a- en b-grond als er gevaar is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub elementen: Option<Elements>,
}

/// Het oordeel dat een strafbaar feit is gepleegd om de beschikking te krijgen of te houden (art. 3 lid 6).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "OordeelLid6")]
pub struct ObtainedByOffence {
    /// Welke feiten erop wijzen of dat redelijkerwijs doen vermoeden.
    pub feiten: Text,
    /// Hoe ernstig het vermoeden en het strafbare feit zijn.
    pub ernst: Text,
}

/// De beoordeling, zoals een ambtenaar haar invult.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Beoordeling")]
pub struct Assess {
    /// Het oordeel per grond.
    #[schemars(length(min = 1, max = 3))]
    pub gronden: Vec<GroundOpinion>,
    /// Het oordeel op art. 3 lid 6, als dat aan de orde is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lid6: Option<ObtainedByOffence>,
    /// De evenredigheid (art. 3 lid 5, Awb 3:4); verplicht als er gevaar is of lid 6 speelt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evenredigheid: Option<Text>,
    /// Waarom voorschriften niet volstaan; verplicht voor een negatieve beslissing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waarom_geen_voorschriften: Option<Text>,
    /// De risicoscore en het rapport waar de ambtenaar naar keek, als verwijzing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(max = 50))]
    pub stukken: Vec<crate::Evidence>,
}

/// Wat de tweede ambtenaar deed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "stand", rename_all = "kebab-case")]
#[schemars(rename = "Tegenlezing")]
pub enum Review {
    /// Er is geen negatieve conclusie: een tweede ambtenaar is niet nodig.
    NietNodig,
    /// Een tweede ambtenaar moet de negatieve conclusie nog bevestigen.
    Open,
    /// De negatieve conclusie is bevestigd.
    Bevestigd {
        /// Door wie.
        door: AccountId,
        /// Op welke dag.
        op: NaiveDate,
        /// Met welke toelichting.
        toelichting: Text,
    },
}

/// De vastgelegde beoordeling.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "VastgelegdeBeoordeling")]
pub struct Assessment {
    pub(crate) oordeel: Assess,
    pub(crate) door: AccountId,
    pub(crate) op: NaiveDate,
    pub(crate) tegenlezing: Review,
}

impl Assess {
    /// Returns the highest degree over the grounds.
    pub fn degree(&self) -> Degree {
        self.gronden.iter().map(|opinion| opinion.gevaar).max().unwrap_or(Degree::Geen)
    }

    /// Returns the degree on one ground; none when it was not judged.
    pub fn degree_on(&self, ground: Ground) -> Degree {
        let on = self.gronden.iter().filter(|opinion| opinion.grond == ground);
        on.map(|opinion| opinion.gevaar).max().unwrap_or(Degree::Geen)
    }

    /// Returns whether the conclusion is negative: some danger, or an offence to obtain or keep the decision.
    pub fn is_negative(&self) -> bool {
        self.degree() > Degree::Geen || self.lid6.is_some()
    }
}

impl Assessment {
    pub(crate) fn new(oordeel: Assess, door: AccountId, op: NaiveDate) -> Self {
        let tegenlezing = if oordeel.is_negative() { Review::Open } else { Review::NietNodig };
        Self { oordeel, door, op, tegenlezing }
    }

    /// Returns who assessed.
    pub fn by(&self) -> AccountId {
        self.door
    }

    /// Returns the day on which it was recorded.
    pub fn on(&self) -> NaiveDate {
        self.op
    }

    /// Returns what the official filled in.
    pub fn opinion(&self) -> &Assess {
        &self.oordeel
    }

    /// Returns the day from which the conclusion can be used: that of the confirmation, else of the assessment.
    pub fn concluded_on(&self) -> NaiveDate {
        match &self.tegenlezing {
            Review::Bevestigd { op, .. } => self.op.max(*op),
            Review::NietNodig | Review::Open => self.op,
        }
    }

    /// Returns what the second official did.
    pub fn review(&self) -> &Review {
        &self.tegenlezing
    }
}
