//! What a message can be about, by its type.

use crate::ids::{MessageId, Oin, Organ};
use crate::message::offer::{Contact, Decision, Offer, Subject};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// De inhoud van een bericht. Alleen een tip en een antwoord bevatten persoonsgegevens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(rename = "Berichtinhoud")]
pub enum Content {
    /// Een tip.
    Offered(Box<Offer>),
    /// De tip is in behandeling genomen.
    Received(Received),
    /// Het oordeel van de ontvanger, alleen op hoofdlijn.
    Assessed(Assessed),
    /// De ontvanger is niet bevoegd.
    NotCompetent(NotCompetent),
    /// De zender trekt de tip in.
    Withdrawn(Withdrawn),
    /// De ontvanger vraagt iets.
    Question(Question),
    /// De zender antwoordt.
    Answer(Box<Answer>),
}

/// Het type van een bericht: een omgekeerde domeinnaam met een versie, zonder naam van een organisatie (`CloudEvents` NL).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[schemars(rename = "Berichttype")]
pub enum MessageKind {
    /// Een tip.
    #[serde(rename = "nl.wet-bibob.tip.aangeboden.v1")]
    Offered,
    /// De tip is in behandeling.
    #[serde(rename = "nl.wet-bibob.tip.ontvangen.v1")]
    Received,
    /// De tip is beoordeeld.
    #[serde(rename = "nl.wet-bibob.tip.beoordeeld.v1")]
    Assessed,
    /// De ontvanger is niet bevoegd.
    #[serde(rename = "nl.wet-bibob.tip.niet-bevoegd.v1")]
    NotCompetent,
    /// De zender trekt de tip in.
    #[serde(rename = "nl.wet-bibob.tip.ingetrokken.v1")]
    Withdrawn,
    /// Een vraag van de ontvanger.
    #[serde(rename = "nl.wet-bibob.tip.vraag.v1")]
    Question,
    /// Een antwoord van de zender.
    #[serde(rename = "nl.wet-bibob.tip.antwoord.v1")]
    Answer,
}

impl MessageKind {
    /// All types.
    pub const ALL: [Self; 7] = [
        Self::Offered,
        Self::Received,
        Self::Assessed,
        Self::NotCompetent,
        Self::Withdrawn,
        Self::Question,
        Self::Answer,
    ];

    /// Whether the tipping body sends it; the others come from the body that got the tip.
    pub fn is_of_sender(self) -> bool {
        matches!(self, Self::Offered | Self::Withdrawn | Self::Answer)
    }
}

/// De tip is door een ambtenaar in behandeling genomen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "TipOntvangen")]
pub struct Received {}

/// Het oordeel op hoofdlijn. Wat een onderzoek oplevert, reist niet mee (art. 28).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "TipBeoordeeld")]
pub struct Assessed {
    /// De uitkomst.
    pub uitkomst: Verdict,
}

/// De uitkomst op hoofdlijn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "TipUitkomst")]
pub enum Verdict {
    /// De ontvanger doet eigen onderzoek.
    #[serde(rename = "aanvaard")]
    Accepted,
    /// De ontvanger doet niets met de tip.
    #[serde(rename = "afgewezen")]
    Declined,
}

/// De ontvanger is niet bevoegd (Awb art. 2:3: wie dat wel is, wordt genoemd). De zender beslist zelf of hij opnieuw tipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[schemars(rename = "TipNietBevoegd")]
pub struct NotCompetent {
    /// Wie vermoedelijk wel bevoegd is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bevoegd_vermoedelijk: Option<Pointer>,
}

/// Een aanwijzing van een ander orgaan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "BevoegdVermoedelijk")]
pub struct Pointer {
    /// Het OIN van de organisatie, als dat bekend is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub oin: Option<Oin>,
    /// Het orgaan.
    pub orgaan: Organ,
}

/// De zender trekt in. De eigen reden blijft bij de zender; hier staat alleen welke soort reden het is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "TipIngetrokken")]
pub struct Withdrawn {
    /// De soort reden.
    pub reden: WithdrawalCode,
}

/// De soort reden van intrekken.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[schemars(rename = "Intrekreden")]
pub enum WithdrawalCode {
    /// De tip berust op een vergissing.
    #[serde(rename = "vergissing")]
    Mistake,
    /// De tip is achterhaald.
    #[serde(rename = "achterhaald")]
    Outdated,
    /// De tip hoort bij een ander orgaan.
    #[serde(rename = "ander-orgaan")]
    OtherBody,
}

/// Een vraag van de ontvanger, uit een vaste lijst: vrije tekst zou kunnen verklappen wat hij al weet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "TipVraag")]
pub struct Question {
    /// Wat onduidelijk is.
    pub onderwerp: Topic,
}

/// Wat onduidelijk is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Vraagonderwerp")]
pub enum Topic {
    /// Wie de betrokkene is.
    #[serde(rename = "betrokkene")]
    Subject,
    /// Om welke beslissing het gaat.
    #[serde(rename = "besluit")]
    Decision,
    /// Met wie te overleggen is.
    #[serde(rename = "contact")]
    Contact,
}

/// Een antwoord: de velden van de tip die anders moeten zijn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "TipAntwoord")]
pub struct Answer {
    /// Het bericht met de vraag.
    pub vraag: MessageId,
    /// De betrokkene.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub betrokkene: Option<Subject>,
    /// De beslissing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub besluit: Option<Decision>,
    /// Waar de ontvanger terecht kan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
}

impl Content {
    /// Returns the type that goes with it.
    pub fn kind(&self) -> MessageKind {
        match self {
            Self::Offered(_) => MessageKind::Offered,
            Self::Received(_) => MessageKind::Received,
            Self::Assessed(_) => MessageKind::Assessed,
            Self::NotCompetent(_) => MessageKind::NotCompetent,
            Self::Withdrawn(_) => MessageKind::Withdrawn,
            Self::Question(_) => MessageKind::Question,
            Self::Answer(_) => MessageKind::Answer,
        }
    }

    /// Reads the data of a message of this type.
    pub(crate) fn read(kind: MessageKind, data: Value) -> serde_json::Result<Self> {
        use serde_json::from_value;
        Ok(match kind {
            MessageKind::Offered => Self::Offered(from_value(data)?),
            MessageKind::Received => Self::Received(from_value(data)?),
            MessageKind::Assessed => Self::Assessed(from_value(data)?),
            MessageKind::NotCompetent => Self::NotCompetent(from_value(data)?),
            MessageKind::Withdrawn => Self::Withdrawn(from_value(data)?),
            MessageKind::Question => Self::Question(from_value(data)?),
            MessageKind::Answer => Self::Answer(from_value(data)?),
        })
    }
}
