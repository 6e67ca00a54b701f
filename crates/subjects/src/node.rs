//! Who a statement is about.

use crate::{Subject, SubjectKind};
use chrono::NaiveDate;
use kernel::{Redacted, SubjectId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Het soort persoon in een netwerk.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Netwerksoort")]
pub enum NodeKind {
    /// Een mens.
    NatuurlijkPersoon,
    /// Een eenmanszaak.
    Eenmanszaak,
    /// Een samenwerkingsverband zonder rechtspersoonlijkheid.
    Samenwerkingsverband,
    /// Een rechtspersoon.
    Rechtspersoon,
    /// Een trust of een soortgelijke figuur.
    Trust,
    /// Er is iemand, maar niet bekend is wie.
    Onbekend,
}

impl NodeKind {
    /// Returns the name of the kind, for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::NatuurlijkPersoon => "natuurlijk persoon",
            Self::Eenmanszaak => "eenmanszaak",
            Self::Samenwerkingsverband => "samenwerkingsverband",
            Self::Rechtspersoon => "rechtspersoon",
            Self::Trust => "trust",
            Self::Onbekend => "onbekend",
        }
    }

    /// Returns whether it is a human being, who has no owner and no manager.
    pub fn is_human(self) -> bool {
        matches!(self, Self::NatuurlijkPersoon | Self::Eenmanszaak)
    }
}

impl From<SubjectKind> for NodeKind {
    fn from(kind: SubjectKind) -> Self {
        match kind {
            SubjectKind::NatuurlijkPersoon => Self::NatuurlijkPersoon,
            SubjectKind::Eenmanszaak => Self::Eenmanszaak,
            SubjectKind::Samenwerkingsverband => Self::Samenwerkingsverband,
            SubjectKind::Rechtspersoon => Self::Rechtspersoon,
        }
    }
}

/// De naam van een mens in delen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "NaamInDelen")]
pub struct StructuredName {
    /// De voornamen of voorletters.
    #[serde(rename = "voornamen", default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 200))]
    pub given: Option<Redacted<String>>,
    /// Het voorvoegsel, zoals `van der`.
    #[serde(rename = "voorvoegsel", default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 20))]
    pub prefix: Option<Redacted<String>>,
    /// De achternaam zonder voorvoegsel.
    #[serde(rename = "achternaam")]
    #[schemars(length(min = 1, max = 200))]
    pub surname: Redacted<String>,
}

/// Waaraan een persoon van anderen is te onderscheiden; alles is afgeschermd en niets is verplicht.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Persoonsgegevens")]
pub struct Details {
    /// De naam in delen; alleen van een mens.
    #[serde(rename = "naamInDelen", default, skip_serializing_if = "Option::is_none")]
    pub name: Option<StructuredName>,
    /// De geboortedatum.
    #[serde(rename = "geboortedatum", default, skip_serializing_if = "Option::is_none")]
    pub born_on: Option<Redacted<NaiveDate>>,
    /// Het nummer in het handelsregister.
    #[serde(rename = "kvkNummer", default, skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = r"^[0-9]{8}$"))]
    pub kvk_number: Option<Redacted<String>>,
    /// Het RSIN.
    #[serde(rename = "rsin", default, skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = r"^[0-9]{9}$"))]
    pub rsin: Option<Redacted<String>>,
    /// De adressen, nu en vroeger.
    #[serde(rename = "adressen", default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(max = 50))]
    pub addresses: Vec<Redacted<String>>,
    /// De handelsnamen, nu en vroeger (art. 7a lid 2).
    #[serde(rename = "handelsnamen", default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(max = 50))]
    pub trade_names: Vec<Redacted<String>>,
    /// Het land waar een organisatie is gevestigd, in twee letters (ISO 3166-1).
    #[serde(rename = "vestigingsland", default, skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = r"^[A-Z]{2}$"))]
    pub seat: Option<Redacted<String>>,
}

/// Een persoon of organisatie in een netwerk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Netwerkpersoon")]
pub struct Node {
    /// Het id.
    pub id: SubjectId,
    /// Het soort persoon.
    #[serde(rename = "soort")]
    pub kind: NodeKind,
    /// De naam.
    #[serde(rename = "naam")]
    #[schemars(length(min = 1, max = 300))]
    pub name: Redacted<String>,
    /// Een bank, accountant of andere knoop met zoveel relaties dat het netwerk er niet voorbij kijkt.
    #[serde(rename = "knooppunt", default, skip_serializing_if = "std::ops::Not::not")]
    pub hub: bool,
    /// Waaraan de persoon van anderen is te onderscheiden.
    #[serde(rename = "gegevens", default, skip_serializing_if = "Option::is_none")]
    pub details: Option<Details>,
}

impl Node {
    /// Takes over a person on a file.
    pub fn of_subject(subject: &Subject) -> Self {
        let details = subject
            .kvk_number
            .as_ref()
            .map(|number| Details { kvk_number: Some(number.clone()), ..Details::default() });
        Self {
            id: subject.id,
            kind: subject.kind.into(),
            name: subject.name.clone(),
            hub: false,
            details,
        }
    }

    /// Returns whether the organisation is known to have its seat outside the Netherlands.
    pub fn is_foreign(&self) -> bool {
        let seat = self.details.as_ref().and_then(|details| details.seat.as_ref());
        !self.kind.is_human() && seat.is_some_and(|seat| seat.reveal() != "NL")
    }

    /// Returns whether the node can be shown: a name, and numbers of the length that registers give them.
    pub fn is_whole(&self) -> bool {
        let digits = |number: Option<&Redacted<String>>, length: usize| {
            number.map(Redacted::reveal).is_none_or(|number| {
                number.len() == length && number.bytes().all(|sign| sign.is_ascii_digit())
            })
        };
        let numbers = |details: &Details| {
            digits(details.kvk_number.as_ref(), 8) && digits(details.rsin.as_ref(), 9)
        };
        !self.name.reveal().trim().is_empty() && self.details.as_ref().is_none_or(numbers)
    }
}

#[cfg(test)]
mod tests {
    use super::{Details, Node, NodeKind};
    use kernel::{Id, Redacted, SubjectId};

    fn node(details: Details) -> Node {
        Node {
            id: SubjectId::from_uuid(uuid::Uuid::from_u128(1)),
            kind: NodeKind::Rechtspersoon,
            name: Redacted::new("Voorbeeldbouw B.V.".to_owned()),
            hub: false,
            details: Some(details),
        }
    }

    fn text(text: &str) -> Redacted<String> {
        Redacted::new(text.to_owned())
    }

    #[test]
    fn numbers_have_the_length_of_their_register() {
        for (kvk, rsin, whole) in [
            ("00000000", "000000000", true),
            ("0000000", "000000000", false),
            ("00000000", "0000000000", false),
        ] {
            let details = Details {
                kvk_number: Some(text(kvk)),
                rsin: Some(text(rsin)),
                ..Details::default()
            };
            assert_eq!(node(details).is_whole(), whole, "{kvk} {rsin}");
        }
    }

    #[test]
    fn only_a_seat_that_is_known_is_foreign() {
        let seated = |seat| node(Details { seat, ..Details::default() }).is_foreign();
        assert!(!seated(None) && !seated(Some(text("NL"))));
        assert!(seated(Some(text("BE"))));
    }

    #[test]
    fn nothing_personal_is_in_the_debug_output() {
        let details = Details { rsin: Some(text("987654321")), ..Details::default() };
        let shown = format!("{:?}", node(details));
        assert!(!shown.contains("Voorbeeldbouw") && !shown.contains("98765"), "{shown}");
    }
}
