//! Conditions over findings and facts, with three outcomes, and how strongly they hold.

mod evaluate;
mod grade;
mod source;

pub(crate) use evaluate::{Open, Support};
pub(crate) use grade::Grade;
pub(crate) use source::{Compiled, Compiler};
pub use source::{FindingTestSource, Reach, RiskConditionSource};

use crate::ground::Ground;
use crate::weight::{LegalWeight, Seriousness, StatusName};
use kernel::Euro;
use subjects::RoleKind;

/// A checked condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Node {
    /// All parts hold.
    All(Vec<Node>),
    /// At least one part holds.
    Any(Vec<Node>),
    /// The part does not hold.
    Not(Box<Node>),
    /// There are enough findings like this.
    Findings(FindingTest),
    /// A condition over the facts of the application, by its place among those of the rule set.
    Facts(usize),
}

/// A test of the findings: at least `count` that meet every requirement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FindingTest {
    /// The kinds, by their place, in order.
    pub(crate) kinds: Vec<usize>,
    pub(crate) weight: LegalWeight,
    pub(crate) seriousness: Option<Seriousness>,
    pub(crate) statuses: Vec<StatusName>,
    pub(crate) connected: bool,
    pub(crate) benefit_from: Option<Euro>,
    /// The place of the number of years among those of the rule set.
    pub(crate) within: Option<usize>,
    pub(crate) roles: Vec<RoleKind>,
    pub(crate) most_steps: usize,
    pub(crate) grounds: Vec<Ground>,
    pub(crate) count: usize,
    /// Whether kind and weight are all that is asked: most tests are, and then nothing more is looked at.
    pub(crate) plain: bool,
}

impl Node {
    /// Visits every condition over facts, by its place among those of the rule set.
    pub(crate) fn facts(&self, visit: &mut impl FnMut(usize)) {
        match self {
            Self::All(parts) | Self::Any(parts) => {
                for part in parts {
                    part.facts(visit);
                }
            }
            Self::Not(part) => part.facts(visit),
            Self::Findings(_) => {}
            Self::Facts(place) => visit(*place),
        }
    }

    /// Visits every test of findings.
    pub(crate) fn findings(&self, visit: &mut impl FnMut(&FindingTest)) {
        match self {
            Self::All(parts) | Self::Any(parts) => {
                for part in parts {
                    part.findings(visit);
                }
            }
            Self::Not(part) => part.findings(visit),
            Self::Findings(test) => visit(test),
            Self::Facts(_) => {}
        }
    }
}
