//! A person or organisation.

use crate::role::{Role, RoleKind};
use chrono::NaiveDate;
use kernel::{Redacted, SubjectId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Het soort persoon.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Persoonssoort")]
pub enum SubjectKind {
    /// Een mens.
    NatuurlijkPersoon,
    /// Een eenmanszaak.
    Eenmanszaak,
    /// Een samenwerkingsverband zonder rechtspersoonlijkheid.
    Samenwerkingsverband,
    /// Een rechtspersoon.
    Rechtspersoon,
}

/// Een persoon of organisatie op een dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Persoon")]
pub struct Subject {
    /// Het id.
    pub id: SubjectId,
    /// Het soort persoon.
    #[serde(rename = "soort")]
    pub kind: SubjectKind,
    /// De naam.
    #[serde(rename = "naam")]
    #[schemars(length(min = 1, max = 300))]
    pub name: Redacted<String>,
    /// Het nummer in het handelsregister.
    #[serde(rename = "kvkNummer", default, skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = r"^[0-9]{8}$"))]
    pub kvk_number: Option<Redacted<String>>,
    /// De geboortedatum van een mens; zij onderscheidt naamgenoten.
    #[serde(rename = "geboortedatum", default, skip_serializing_if = "Option::is_none")]
    pub born_on: Option<Redacted<NaiveDate>>,
    /// De rollen, nu en vroeger.
    #[serde(rename = "rollen")]
    #[schemars(length(min = 1, max = 20))]
    pub roles: Vec<Role>,
}

impl Subject {
    /// Returns whether the person can be told from others: a name, roles in periods that can be, and a register number of eight
    /// digits if there is one.
    pub fn is_whole(&self) -> bool {
        let number = |number: &Redacted<String>| {
            let number = number.reveal();
            number.len() == 8 && number.bytes().all(|digit| digit.is_ascii_digit())
        };
        !self.name.reveal().trim().is_empty()
            && !self.roles.is_empty()
            && !self.roles.iter().any(Role::is_backwards)
            && self.kvk_number.as_ref().is_none_or(number)
    }

    /// Returns whether the person has or had this role.
    pub fn has_role(&self, kind: RoleKind) -> bool {
        self.roles.iter().any(|role| role.kind == kind)
    }
}
