//! The scope decision as the file keeps it: outcome, basis, reason, and the exact rules that gave it.

use crate::state::{Case, Course};
use crate::text::Text;
use chrono::NaiveDate;
use law::scope::Regime;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Het vastgelegde antwoord op de vraag of een Bibob-toets verplicht, mogelijk of onmogelijk is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Toepassingsbereik")]
pub struct Scope {
    /// De peildatum.
    pub peildatum: NaiveDate,
    /// De uitkomst.
    pub regime: Regime,
    /// Rust de uitkomst op een cijfer van de aanvrager?
    pub voorlopig: bool,
    /// Het artikel waarop de toets rust.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grondslag: Option<String>,
    /// De regel die besliste.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub regel: Option<String>,
    /// De uitleg.
    pub uitleg: String,
    /// De vragen die nog open staan.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ontbreekt: Vec<String>,
    /// De regelset van die dag.
    pub regelset: RuleSet,
    /// De feiten die bij dit besluit op het dossier kwamen, zoals een berekening van het bevoegd gezag.
    #[serde(default, skip_serializing_if = "serde_json::Map::is_empty")]
    pub feiten: serde_json::Map<String, serde_json::Value>,
    /// Waarom een ambtenaar voor een toets kiest die niet verplicht is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keuze: Option<Text>,
}

/// De regelset die het antwoord gaf, om het later te kunnen herhalen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Regelset")]
pub struct RuleSet {
    /// De partij waarvan het beleid is.
    pub id: String,
    /// De versie van het beleid.
    pub versie: String,
    /// De SHA-256 over alle bestanden die meededen.
    pub sha256: String,
}

/// Whether the outcome lets the body ask for the questionnaire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Screening {
    /// It does.
    Yes,
    /// Only when an official chooses so, with a reason.
    Choice,
    /// The law or the policy stands in the way.
    No,
    /// Facts are missing.
    Open,
}

impl Scope {
    /// Returns whether the file can go on to the questionnaire.
    pub(crate) fn screening(&self) -> Screening {
        match self.regime {
            Regime::OpSignaalVerplicht
            | Regime::Verplicht
            | Regime::InBeginsel
            | Regime::Steekproef => Screening::Yes,
            Regime::OpSignaal | Regime::Optioneel if self.keuze.is_some() => Screening::Yes,
            Regime::OpSignaal | Regime::Optioneel => Screening::Choice,
            Regime::GeenGrondslag | Regime::Uitgezonderd | Regime::InBeginselUitgezonderd => {
                Screening::No
            }
            Regime::Onbepaald => Screening::Open,
        }
    }

    /// Returns whether the policy leaves no room to do without a screening.
    pub(crate) fn is_mandatory(&self) -> bool {
        matches!(self.regime, Regime::OpSignaalVerplicht | Regime::Verplicht | Regime::Steekproef)
    }
}

impl Case {
    /// Returns the scope decision that stands on the file; none before it is taken, and none for a file that was closed
    /// without a decision.
    pub fn scope(&self) -> Option<&Scope> {
        match self {
            Self::Intake(_) => None,
            Self::Scoped(state) => Some(&state.toepassingsbereik),
            Self::FormsOut(state) => Some(&state.toepassingsbereik),
            Self::Repair(state) => Some(&state.toepassingsbereik),
            Self::Complete(state) => Some(&state.toepassingsbereik),
            Self::Investigation(state) => Some(&state.toepassingsbereik),
            Self::AdviceAsked(state) => Some(&state.toepassingsbereik),
            Self::Assessed(state) => Some(&state.toepassingsbereik),
            Self::Intended(state) => Some(&state.toepassingsbereik),
            Self::Decided(state) => Some(state.verloop.scope()),
            Self::InObjection(state) => Some(state.verloop.scope()),
            Self::InAppeal(state) => Some(state.verloop.scope()),
            Self::Closed(state) => state.verloop.as_ref().map(Course::scope),
        }
    }
}

impl Course {
    fn scope(&self) -> &Scope {
        match self {
            Self::BuitenBehandeling { toepassingsbereik } => toepassingsbereik,
            Self::Inhoudelijk(merits) => &merits.toepassingsbereik,
        }
    }
}
