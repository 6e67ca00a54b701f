//! The letters of a Bibob procedure: a typed context per kind, filled into a template and set as PDF.
//!
//! What a reader sees stands in `templates/letters`; this crate says which values a letter needs and which combinations
//! exist. Only a letter that is a decision carries an objection clause.
//!
//! ```
//! use letters::{Letters, samples};
//!
//! let letters = Letters::new()?;
//! let sample = samples::all().remove(0);
//! let letter = letters.render(&sample.content)?;
//! assert!(letter.pdf.starts_with(b"%PDF"));
//! # Ok::<(), letters::LetterError>(())
//! ```

mod acknowledgement;
mod advice_notice;
mod check;
mod completion;
pub mod composed;
mod concept;
mod danger;
mod dates;
mod file_name;
mod findings;
mod flags;
mod form_copy;
mod form_request;
mod frame;
mod house;
mod kind;
mod letter;
mod office;
mod put_aside;
mod register_report;
mod report;
pub mod samples;
mod sections;
mod tip_letter;

pub use acknowledgement::{Acknowledgement, DecisionTerm, Door, Extension, Regime, TermStep};
pub use advice_notice::{AdviceNotice, Position, Suspension};
pub use check::{Ground, Policy, Reasons};
pub use completion::CompletionRequest;
pub use concept::ConceptReason;
pub use danger::{DangerDegree, DangerGround};
pub use findings::{Findings, Firm};
pub use form_copy::{CopyDocument, CopyLine, CopyPart, CopyPdf, FormCopy};
pub use form_request::{FormRequest, RespondentKind, ReturnRoute, Situation, Source};
pub use frame::{Addressee, Contact, Frame, Sender, Signature};
pub use house::{
    HouseSection, HouseStyle, LONGEST_SECTION, Logo, LogoFormat, PLACEHOLDERS, SectionFault,
};
pub use kind::{LetterKind, Reader};
pub use letter::{Letter, LetterContent, LetterError, Letters, template_names};
pub use office::OfficeFile;
pub use put_aside::PutAside;
pub use register_report::{
    RegisterReport, Reported, ReportedConclusion, ReportedGround, ReportedWithdrawal,
};
pub use render::{OfficeError, TypesetError};
pub use report::{
    Confirmation, FindingWeight, GroundElements, GroundFindings, GroundScore, RegularGround,
    Report, ReportAssessment, ReportBasis, ReportElement, ReportFinding, ReportOpinion,
    ReportPeriod, ReportPerson, ReportRelation, ReportRole, ReportSource, ScoreHit, SecondReading,
};
pub use sections::{FormMatter, FormSection};
pub use tip_letter::TipLetter;
