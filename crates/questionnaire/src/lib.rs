//! The official Bibob questionnaire: a catalogue of its questions, forms composed by selecting from it, answers, and what is
//! still missing (Wet Bibob art. 7a(2) and (5); Regeling Bibob-formulieren 2024, art. 4 to 6).
//!
//! A question outside the catalogue cannot be expressed: a [`Form`] is only made by [`Catalogue::compose`], which selects. What is
//! missing formally ([`Gap`], Awb 4:5) stands apart from what raises doubt about the content ([`Doubt`], own investigation).

mod answers;
mod catalogue;
mod check;
mod compose;
mod content;
mod diff;
mod evaluate;
mod gaps;
mod question;
mod reading;
#[cfg(test)]
mod tests;
mod value;
mod when;
mod yields;

pub use answers::{
    Answers, Attached, BlockKey, Entry, HIGHEST_ENTRY, MOST_ENTRIES, MOST_PERSONS, Person,
    PersonKey, PersonKind, Signature, Value,
};
pub use catalogue::{Catalogue, CatalogueFault, CatalogueFile, SectionFile, SectionHead, Step};
pub use check::checked;
pub use compose::{Composition, Extent, Form, FormFault, FormsFile, Rewording, Section};
pub use content::{Doubt, SumCheck, doubts};
pub use diff::{Change, changes};
pub use evaluate::{Asked, Block, Nature, Sheet, evaluate};
pub use gaps::{Complete, Gap, Missing, complete, gaps};
pub use question::{
    AnswerKind, Attachment, Choice, Field, PerWhat, Question, RoleName, StatedVat, Who,
};
pub use reading::{Line, Part, Place, parts, places};
pub use value::{ValueFault, canonical, written};
pub use when::When;
pub use yields::{NamedPerson, Yield, yields};
