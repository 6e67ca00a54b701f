//! Who acts, and in which role.

use kernel::AccountId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// De rol waarin iemand handelt.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Ambtsrol")]
pub enum OfficeRole {
    /// Behandelt dossiers.
    Behandelaar,
    /// Coördineert Bibob.
    Coordinator,
    /// Leest mee als tweede ambtenaar.
    TweedeLezer,
    /// Beslist, of ondertekent onder mandaat.
    Beslisser,
    /// Adviseert in de Bibob-werkgroep.
    Werkgroeplid,
    /// Houdt toezicht op termijnen en werklast.
    Toezichthouder,
    /// Leest cijfers, en geen dossiers.
    Controller,
    /// Bewaakt archief en privacy.
    Archivaris,
    /// Beheert accounts, en leest geen dossiers.
    Beheerder,
    /// Behandelt tips (art. 26).
    Tipbehandelaar,
    /// Een programma van de partij zelf.
    Systeem,
}

impl OfficeRole {
    /// All roles.
    pub const ALL: [Self; 11] = [
        Self::Behandelaar,
        Self::Coordinator,
        Self::TweedeLezer,
        Self::Beslisser,
        Self::Werkgroeplid,
        Self::Toezichthouder,
        Self::Controller,
        Self::Archivaris,
        Self::Beheerder,
        Self::Tipbehandelaar,
        Self::Systeem,
    ];

    /// Returns the id used in files and answers.
    pub fn id(self) -> &'static str {
        match self {
            Self::Behandelaar => "behandelaar",
            Self::Coordinator => "coordinator",
            Self::TweedeLezer => "tweede-lezer",
            Self::Beslisser => "beslisser",
            Self::Werkgroeplid => "werkgroeplid",
            Self::Toezichthouder => "toezichthouder",
            Self::Controller => "controller",
            Self::Archivaris => "archivaris",
            Self::Beheerder => "beheerder",
            Self::Tipbehandelaar => "tipbehandelaar",
            Self::Systeem => "systeem",
        }
    }

    /// Returns the name of the role, for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Behandelaar => "vergunningverlener",
            Self::Coordinator => "Bibob-coördinator",
            Self::TweedeLezer => "tweede lezer",
            Self::Beslisser => "beslisser",
            Self::Werkgroeplid => "lid van de werkgroep",
            Self::Toezichthouder => "toezichthouder",
            Self::Controller => "controller",
            Self::Archivaris => "archivaris en privacyfunctionaris",
            Self::Beheerder => "beheerder",
            Self::Tipbehandelaar => "tipbehandelaar",
            Self::Systeem => "programma",
        }
    }

    /// Returns the role with this id.
    pub fn of_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.id() == id)
    }
}

/// Degene die handelde.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Handelende")]
pub struct Actor {
    /// Het account.
    pub account: AccountId,
    /// De rol.
    pub rol: OfficeRole,
    /// Is het een mens? Alleen een mens beoordeelt en beslist (art. 22 AVG).
    pub mens: bool,
}

impl Actor {
    /// Returns whether a human acts; the role of a program is never one.
    pub fn is_human(self) -> bool {
        self.mens && self.rol != OfficeRole::Systeem
    }
}
