//! L01: the application has arrived, and whether a Bibob check applies.

use crate::check::Reasons;
use crate::concept::ConceptReason;
use crate::flags::flags;
use crate::frame::Frame;
use chrono::NaiveDate;
use serde::Serialize;

/// The context of L01.
#[doc(alias = "ontvangstbevestiging")]
#[derive(Clone, Serialize)]
pub struct Acknowledgement {
    /// What all letters share.
    pub frame: Frame,
    /// Which of the four doors of the Act this is.
    pub door: Door,
    /// What is asked for, as it stands after "het gaat om": `een omgevingsvergunning voor het bouwen van een hotel`.
    pub application: String,
    /// The day of receipt.
    #[serde(serialize_with = "render::long_date")]
    pub received: NaiveDate,
    /// Whether a check applies.
    pub regime: Regime,
    /// The facts that must be known before the regime is; used when it is undetermined.
    pub missing_facts: Vec<String>,
    /// Why.
    pub reasons: Reasons,
    /// When the decision comes; absent at the civil doors, which know no decision term, and while the date is not known.
    pub term: Option<DecisionTerm>,
}

impl Acknowledgement {
    /// Returns why this letter is a concept, as far as the acknowledgement itself decides it.
    pub(crate) fn concept_reasons(&self) -> Vec<ConceptReason> {
        let unknown = self.door.has_decision_term() && self.term.is_none();
        if unknown { vec![ConceptReason::TermMissing] } else { Vec::new() }
    }
}

flags! {
    /// The four doors of the Act.
    Door {
        /// A permit or another decision.
        Decision = "decision",
        /// A subsidy.
        Subsidy = "subsidy",
        /// A public contract.
        Contract = "contract",
        /// A real-estate deal.
        RealEstate = "real_estate",
    }
}

impl Door {
    /// Returns whether the outcome is a decision with a legal term; contracts and real estate are private law.
    pub(crate) fn has_decision_term(self) -> bool {
        match self {
            Self::Decision | Self::Subsidy => true,
            Self::Contract | Self::RealEstate => false,
        }
    }
}

flags! {
    /// Whether a check applies.
    Regime {
        /// Always.
        Mandatory = "mandatory",
        /// Always, unless there is a reason not to.
        InPrinciple = "in_principle",
        /// When there is a reason to.
        Optional = "optional",
        /// Not known yet.
        Undetermined = "undetermined",
        /// Never: the Act gives no ground.
        NoLegalBasis = "no_legal_basis",
    }
}

/// The legal term for the decision.
#[derive(Clone, Debug, Serialize)]
pub struct DecisionTerm {
    /// The last day.
    #[serde(serialize_with = "render::long_date")]
    pub latest: NaiveDate,
    /// Whether a statute sets the term; otherwise it is a reasonable one.
    pub statutory: bool,
    /// How it was computed.
    pub steps: Vec<TermStep>,
    /// What is assumed while the file does not say, each a full sentence: another answer gives another date.
    pub assumptions: Vec<String>,
    /// Whether and how it can be extended.
    pub extension: Extension,
}

/// One step of the computation.
#[derive(Clone, Debug, Serialize)]
pub struct TermStep {
    /// The provision: `artikel 16.64 Omgevingswet`.
    #[doc(alias = "artikel")]
    pub article: String,
    /// What is counted.
    #[doc(alias = "omschrijving")]
    pub description: String,
    /// The day reached.
    #[doc(alias = "datum")]
    #[serde(serialize_with = "render::long_date")]
    pub date: NaiveDate,
}

/// How a term can be extended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extension {
    /// Not, or not known.
    None,
    /// Once, with at most so many weeks.
    Weeks {
        /// The longest extension.
        weeks: u8,
        /// Within how many weeks of receipt it must be decided, where the law says so (Omgevingswet 16.66).
        within: Option<u8>,
    },
    /// By naming a new reasonable term (Awb 4:14).
    Reasonable,
}

/// Writes `{"weeks": "6", "reasonable": false}`, or null when there is nothing to tell.
impl Serialize for Extension {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Shown {
            weeks: Option<String>,
            within: Option<String>,
            reasonable: bool,
        }
        let shown = match self {
            Self::None => None,
            Self::Weeks { weeks, within } => Some(Shown {
                weeks: Some(weeks.to_string()),
                within: within.map(|within| within.to_string()),
                reasonable: false,
            }),
            Self::Reasonable => Some(Shown { weeks: None, within: None, reasonable: true }),
        };
        shown.serialize(serializer)
    }
}
