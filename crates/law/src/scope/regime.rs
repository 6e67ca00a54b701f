//! The regimes, their order, and the four doors of the Act.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// What a rule, or the whole answer, says about screening an application.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Regime {
    /// The law gives no ground to screen (`no_legal_basis`).
    GeenGrondslag,
    /// A signal makes screening mandatory (`on_signal_mandatory`).
    OpSignaalVerplicht,
    /// The policy exempts this (`excluded`).
    Uitgezonderd,
    /// Always screened (`mandatory`).
    Verplicht,
    /// Screened unless there is a reason not to, which must be given (`mandatory_in_principle`).
    InBeginsel,
    /// Not screened, unless a signal breaks the exemption (`excluded_in_principle`).
    InBeginselUitgezonderd,
    /// Screened because a logged draw chose it (`sample`).
    Steekproef,
    /// A signal makes screening possible (`on_signal_optional`).
    OpSignaal,
    /// May be screened (`optional`).
    Optioneel,
    /// Facts are missing (`undetermined`).
    Onbepaald,
}

impl Regime {
    /// All regimes that a rule can have, in no order of weight.
    pub const OF_RULES: [Self; 9] = [
        Self::GeenGrondslag,
        Self::OpSignaalVerplicht,
        Self::Uitgezonderd,
        Self::Verplicht,
        Self::InBeginsel,
        Self::InBeginselUitgezonderd,
        Self::Steekproef,
        Self::OpSignaal,
        Self::Optioneel,
    ];

    /// Returns the label shown to users.
    pub fn label(self) -> &'static str {
        match self {
            Self::GeenGrondslag => "Bibob-toets niet mogelijk: geen wettelijke grondslag",
            Self::OpSignaalVerplicht => "Bibob-toets verplicht vanwege een signaal",
            Self::Uitgezonderd => "Bibob-toets uitgezonderd",
            Self::Verplicht => "Bibob-toets verplicht",
            Self::InBeginsel => "Bibob-toets in beginsel",
            Self::InBeginselUitgezonderd => "Bibob-toets in beginsel uitgezonderd",
            Self::Steekproef => "Bibob-toets door steekproef",
            Self::OpSignaal => "Bibob-toets mogelijk vanwege een signaal",
            Self::Optioneel => "Bibob-toets mogelijk, niet verplicht",
            Self::Onbepaald => "nog niet te bepalen",
        }
    }

    /// Returns the id that the output uses.
    pub fn id(self) -> &'static str {
        match self {
            Self::GeenGrondslag => "geen-grondslag",
            Self::OpSignaalVerplicht => "op-signaal-verplicht",
            Self::Uitgezonderd => "uitgezonderd",
            Self::Verplicht => "verplicht",
            Self::InBeginsel => "in-beginsel",
            Self::InBeginselUitgezonderd => "in-beginsel-uitgezonderd",
            Self::Steekproef => "steekproef",
            Self::OpSignaal => "op-signaal",
            Self::Optioneel => "optioneel",
            Self::Onbepaald => "onbepaald",
        }
    }

    /// Returns whether the regime leads to a request for the questionnaire without a further choice by an official.
    pub fn starts_screening(self) -> bool {
        match self {
            Self::OpSignaalVerplicht | Self::Verplicht | Self::InBeginsel | Self::Steekproef => {
                true
            }
            Self::GeenGrondslag
            | Self::Uitgezonderd
            | Self::InBeginselUitgezonderd
            | Self::OpSignaal
            | Self::Optioneel
            | Self::Onbepaald => false,
        }
    }
}

/// How certain the wording of a policy is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Wording {
    /// "Always", "in any case".
    Altijd,
    /// "In principle": deviation must be reasoned.
    InBeginsel,
    /// "May".
    Kan,
}

/// The four doors of the Act (art. 1, 5, 5a and 6 Wet Bibob).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Door {
    /// A permit, exemption or other decision.
    Beschikking,
    /// A subsidy.
    Subsidie,
    /// A public contract.
    Overheidsopdracht,
    /// A real-estate deal.
    Vastgoedtransactie,
}

/// Which regime wins when several rules match: the first in this order. It comes from `rules/national/precedence.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Precedence(Vec<Regime>);

/// An order that leaves out a regime or names one twice.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("de volgorde noemt elk regime precies één keer; «{}» staat er {found} keer in", regime.id())]
pub struct PrecedenceError {
    regime: Regime,
    found: usize,
}

impl Precedence {
    /// Checks that the order names each regime that a rule can have exactly once.
    pub fn new(order: Vec<Regime>) -> Result<Self, PrecedenceError> {
        for regime in Regime::OF_RULES.into_iter().chain([Regime::Onbepaald]) {
            let found = order.iter().filter(|other| **other == regime).count();
            let wanted = usize::from(regime != Regime::Onbepaald);
            if found != wanted {
                return Err(PrecedenceError { regime, found });
            }
        }
        Ok(Self(order))
    }

    /// Returns the rank of a regime; a lower rank wins.
    pub fn rank(&self, regime: Regime) -> usize {
        self.0.iter().position(|other| *other == regime).unwrap_or(usize::MAX)
    }
}
