//! The words of a statement: ids, relations, shares, sources.

use crate::RoleKind;
use kernel::{Id, Redacted};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;
use uuid::Uuid;

/// The id of a statement in a relation network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StatementId(Uuid);

impl Id for StatementId {
    fn from_uuid(uuid: Uuid) -> Self {
        Self(uuid)
    }

    fn uuid(self) -> Uuid {
        self.0
    }
}

impl fmt::Display for StatementId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl JsonSchema for StatementId {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "BeweringId".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({ "type": "string", "format": "uuid" })
    }
}

/// Wat iemand volgens een bewering voor een ander is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Relatiesoort")]
pub enum Relation {
    /// Geeft leiding aan (art. 3 lid 4).
    Leidinggevende,
    /// Heeft zeggenschap over (art. 3 lid 4).
    Zeggenschaphebbende,
    /// Verschaft vermogen aan (art. 3 lid 4).
    Vermogensverschaffer,
    /// Staat in een zakelijk samenwerkingsverband met (art. 3 lid 4 onder c).
    ZakelijkSamenwerkingsverband,
    /// Wordt op de beschikking genoemd (art. 11a lid 1).
    OpBeschikkingGenoemd,
    /// Is door feitelijke invloed gelijk te stellen met (art. 11a lid 1).
    FeitelijkeInvloed,
    /// Is familie van; dat is een aanwijzing en nooit op zichzelf een relatie.
    Familieband,
}

impl Relation {
    /// Returns the role of the Act that it is; none for a family tie.
    pub fn role(self) -> Option<RoleKind> {
        match self {
            Self::Leidinggevende => Some(RoleKind::Leidinggevende),
            Self::Zeggenschaphebbende => Some(RoleKind::Zeggenschaphebbende),
            Self::Vermogensverschaffer => Some(RoleKind::Vermogensverschaffer),
            Self::ZakelijkSamenwerkingsverband => Some(RoleKind::ZakelijkSamenwerkingsverband),
            Self::OpBeschikkingGenoemd => Some(RoleKind::OpBeschikkingGenoemd),
            Self::FeitelijkeInvloed => Some(RoleKind::FeitelijkeInvloed),
            Self::Familieband => None,
        }
    }

    /// Returns whether a chain may run over it: leading, controlling and financing may be indirect, nothing else (art. 3(4)).
    pub fn is_link(self) -> bool {
        matches!(
            self,
            Self::Leidinggevende | Self::Zeggenschaphebbende | Self::Vermogensverschaffer
        )
    }

    /// Returns whether it may ever be shared with another body: only about the six roles of art. 11a(1) (art. 28(2)m).
    pub fn may_be_shared(self) -> bool {
        self.role().is_some_and(RoleKind::is_one_of_six)
    }

    /// Returns the name of the relation, for people.
    pub fn label(self) -> &'static str {
        self.role().map_or("familieband", RoleKind::label)
    }
}

/// Of een relatie rechtstreeks is.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Rechtstreeksheid")]
pub enum Directness {
    /// Zonder iemand ertussen.
    Direct,
    /// Via een ander; de bron zegt niet via wie.
    Indirect,
    /// De bron zegt het niet.
    #[default]
    Onbekend,
}

/// Waarin de relatie bestaat, als de bron dat zegt.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Relatievorm")]
pub enum Form {
    /// Aandelen of certificaten.
    Aandelen,
    /// Een lening.
    Lening,
    /// Een schenking.
    Schenking,
    /// Eigen geld van de verschaffer.
    EigenMiddelen,
    /// Een pandrecht op aandelen; het aandeel zegt op hoeveel.
    PandOpAandelen,
    /// Verhuur tegen een vast bedrag.
    Huur,
    /// Verhuur tegen een deel van de omzet.
    Omzethuur,
    /// Iets anders.
    Overig,
}

/// De status die een medewerker aan een bewering geeft.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Beweringstatus")]
pub enum Status {
    /// De bron zegt het; niemand heeft het beoordeeld.
    #[default]
    Gesteld,
    /// Beoordeeld en aannemelijk.
    Aannemelijk,
    /// Beoordeeld en weerlegd; telt nergens meer mee.
    Weerlegd,
    /// Beoordeeld, maar niet vast te stellen.
    Onbekend,
}

impl Status {
    /// Returns the name of the status, for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Gesteld => "gesteld",
            Self::Aannemelijk => "aannemelijk",
            Self::Weerlegd => "weerlegd",
            Self::Onbekend => "niet vast te stellen",
        }
    }
}

/// De soort bron.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Bronsoort")]
pub enum SourceKind {
    /// Een antwoord op de vragenlijst.
    Vragenlijst,
    /// Het handelsregister.
    Kvk,
    /// Het Kadaster.
    Kadaster,
    /// Een advies van het Landelijk Bureau Bibob.
    Lbb,
    /// De politie.
    Politie,
    /// Eigen onderzoek van het bestuursorgaan.
    Eigen,
    /// Een andere bron.
    Overig,
}

impl SourceKind {
    /// Returns the name of the kind of source, for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Vragenlijst => "vragenlijst",
            Self::Kvk => "handelsregister",
            Self::Kadaster => "Kadaster",
            Self::Lbb => "Landelijk Bureau Bibob",
            Self::Politie => "politie",
            Self::Eigen => "eigen onderzoek",
            Self::Overig => "andere bron",
        }
    }
}

/// Waar een bewering uit blijkt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Beweringsbron")]
pub struct Source {
    /// De soort bron.
    #[serde(rename = "soort")]
    pub kind: SourceKind,
    /// Het document, zoals `uittreksel van 2 november 2026`.
    #[schemars(length(min = 1, max = 300))]
    pub document: Redacted<String>,
    /// De plaats in het document, zoals `blad 2`.
    #[serde(rename = "vindplaats", default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 300))]
    pub place: Option<Redacted<String>>,
}

/// Een aandeel tussen twee grenzen, in honderdsten van een procent: 2500 is 25 %.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Aandeel")]
pub struct Band {
    /// Ten minste.
    #[serde(rename = "min", default)]
    #[schemars(range(max = 10000))]
    pub low: u32,
    /// Ten hoogste.
    #[serde(rename = "max", default = "whole")]
    #[schemars(range(max = 10000))]
    pub high: u32,
}

/// What an upper bound is when the source gives none.
fn whole() -> u32 {
    Band::WHOLE
}

impl Band {
    /// All of it: 100 %.
    pub const WHOLE: u32 = 10_000;
    /// Nothing is known about the share.
    pub const UNKNOWN: Self = Self { low: 0, high: Self::WHOLE };

    /// Makes a share that is known exactly, in hundredths of a per cent.
    pub fn exact(share: u32) -> Self {
        Self { low: share, high: share }
    }

    /// Returns the smallest band that holds both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self { low: self.low.min(other.low), high: self.high.max(other.high) }
    }
}

/// Prints `60 %`, `33,33 %` or `25–50 %`.
impl fmt::Display for Band {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let low = percent(self.low);
        if self.low == self.high {
            write!(f, "{low}\u{a0}%")
        } else {
            write!(f, "{low}–{}\u{a0}%", percent(self.high))
        }
    }
}

fn percent(hundredths: u32) -> String {
    let (whole, rest) = (hundredths / 100, hundredths % 100);
    match rest {
        0 => whole.to_string(),
        _ if rest.is_multiple_of(10) => format!("{whole},{}", rest / 10),
        _ => format!("{whole},{rest:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Band, Relation};

    #[test]
    fn shares_are_printed_the_dutch_way() {
        let band = |low, high| Band { low, high }.to_string();
        assert_eq!(band(6000, 6000), "60\u{a0}%");
        assert_eq!(band(3333, 3333), "33,33\u{a0}%");
        assert_eq!(band(2505, 5000), "25,05–50\u{a0}%");
        assert_eq!(band(1250, 1250), "12,5\u{a0}%");
    }

    #[test]
    fn a_bound_that_is_not_given_is_open() {
        let band: Band = serde_json::from_str("{}").expect("band");
        assert_eq!(band, Band::UNKNOWN);
    }

    #[test]
    fn partnership_and_family_are_neither_chained_nor_shared() {
        for relation in [Relation::ZakelijkSamenwerkingsverband, Relation::Familieband] {
            assert!(!relation.is_link() && !relation.may_be_shared());
        }
        assert!(Relation::Vermogensverschaffer.is_link());
        assert!(Relation::FeitelijkeInvloed.may_be_shared());
    }
}
