//! The scope decision: is screening mandatory, optional, excluded or impossible for this application, at this party, on this date?
//!
//! Two layers answer. The national layer ([`PermitType`]) says what the law allows; the party's [`Policy`] says what the party
//! chose. [`assess()`] combines them in a fixed order and reports every rule that matches, not only the one that wins.

mod assess;
mod consequences;
mod policy;
mod regime;
#[cfg(test)]
mod tests;

pub use assess::{AssessError, Missing, Question, RuleOutcome, ScopeDecision, SetAside, assess};
pub use consequences::{Consequence, consequences};
pub use policy::{
    Form, Gap, LegalBasis, Origin, Party, PermitType, Policy, PolicyInfo, PolicyStatus, Remedy,
    Rule, RuleSetRef, Sample, Stand, StandOutcome, TermChoice,
};
pub use regime::{Door, Precedence, PrecedenceError, Regime, Wording};
