//! From the bytes of `rules/` to checked, dated and hashed rule sets.
//!
//! The caller passes the texts of the files by path; this crate never reads a disk. A file that is wrong is refused with its
//! name, the line and the reason. [`Rulebook::load`] checks every file; [`run_cases`] runs the cases that lie beside them.

mod bureau;
mod cases;
mod date;
mod error;
mod files;
mod format;
mod help;
mod load;
mod merge;
mod national;
mod questionnaire;
mod risk;
mod schema;

pub use bureau::{Bureau, BureauFile, Fee, FeeSource, Unanswered};
pub use cases::{CaseFailure, CaseReport, run_cases};
pub use error::RuleError;
pub use files::{RuleFiles, RuleSource};
pub use format::{
    AttachmentsSource, CasesFile, LetterheadSource, LettersFile, PermitTypesFile, PolicyFile,
    PrecedenceFile,
};
pub use help::{HelpArticle, HelpFile, HelpPart, HelpStep, HelpSubject};
pub use load::Rulebook;
pub use questionnaire::{Offer, Questionnaire};
pub use risk::{PartyRisk, RiskCase, RiskCasesFile, RiskExpectation, risk_of_texts};
pub use schema::schemas;
