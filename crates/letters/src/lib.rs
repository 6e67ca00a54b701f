//! The letters of a Bibob procedure: a typed context per kind, filled into a template and set as PDF.
//!
//! What a reader sees stands in `templates/letters`; this crate says which values a letter needs and which combinations
//! exist. The letters of now are no decisions: they carry no objection clause.
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
mod check;
mod concept;
mod file_name;
mod flags;
mod form_request;
mod frame;
mod letter;
pub mod samples;
mod sections;

pub use acknowledgement::{Acknowledgement, DecisionTerm, Door, Extension, Regime, TermStep};
pub use check::{Ground, Policy, Reasons};
pub use concept::ConceptReason;
pub use form_request::{FormRequest, RespondentKind, ReturnRoute, Situation, Source};
pub use frame::{Addressee, Contact, Frame, Sender, Signature};
pub use letter::{Letter, LetterContent, LetterError, LetterKind, Letters, template_names};
pub use sections::{FormMatter, FormSection};
