//! Findings and indicators: a score that orders the work, with every point explained (Wet Bibob art. 3 and 3a).
//!
//! The Act knows no score; an official weighs. So nothing here concludes anything about a person: a score says where to look first,
//! what is known and missing per legal element, and which step comes next.

mod compare;
mod condition;
mod counterfactual;
mod elements;
mod fault;
mod finding;
mod ground;
mod indicator;
mod kind;
mod model;
mod money;
mod narrowing;
mod outcome;
mod path;
mod prepared;
mod profile;
mod reading;
mod ruleset;
mod score;
#[cfg(test)]
mod tests;
mod weight;

pub use compare::{BandCount, Comparison, IndicatorCount, Moved, compare};
pub use condition::{FindingTestSource, Reach, RiskConditionSource};
pub use counterfactual::{Change, ChangeSet, Counterfactual, counterfactual};
pub use elements::{Element, ElementLine, GroundElements, elements};
pub use fault::{RuleFault, RulePart};
pub use finding::{
    Connected, Connection, Finding, FindingFault, FindingId, FindingProblem, LONGEST_TEXT,
    MOST_STEPS, Source, SourceKind,
};
pub use ground::Ground;
pub use indicator::{Indicator, IndicatorSource, IndicatorsFile};
pub use kind::{DocumentKind, EvidenceClass, FindingKind, Kinds, KindsFile, Need};
pub use model::{
    Band, Distance, Fading, FadingRow, Leeway, ModelFile, NextStep, Questions, SetHead,
};
pub use narrowing::{NarrowingFault, PartyRiskFile, PartyRiskHead, RiskChange};
pub use outcome::{
    Blocked, FactUsed, FindingLine, GroundOutcome, Hit, Missing, Outcome, Unknown, Warning,
    WarningCode,
};
pub use path::{Certainty, Direction, RoleStep, Tense};
pub use profile::{Given, Profile, ProfileFault};
pub use reading::{DesignatedAreas, Forbidden, Readable};
pub use ruleset::{RiskFiles, RuleSet, Surroundings};
pub use score::{Points, points, score};
pub use weight::{EvidenceStatus, LegalWeight, Seriousness, StatusName};
