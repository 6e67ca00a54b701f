//! One screening file as a state machine, from receipt to the last appeal.
//!
//! [`Case::handle`] takes a command, a moment and an actor, and gives the next state with its event and its effects, or a
//! [`Refusal`]. Nothing here reads a clock or a disk; nothing here sends anything. The states are structs of their own
//! ([`state`]), the first gate is the table of states and commands ([`matrix`]), the gates of the law are types that only
//! their check can make, and [`clock`] says which term runs and what happens when nobody does anything.

mod actor;
mod apply;
mod assessment;
pub mod clock;
mod command;
mod effect;
mod event;
mod evidence;
mod file;
mod gates;
mod handle;
pub mod matrix;
mod phases;
mod procedure;
mod refusal;
mod scope;
mod shielded;
pub mod state;
#[cfg(test)]
mod tests;
mod text;

pub use actor::{Actor, OfficeRole};
pub use assessment::{
    Assess, Assessment, Degree, Elements, Ground, GroundOpinion, ObtainedByOffence, Review,
};
pub use command::*;
pub use effect::{Effect, LetterKind, Task, TaskKind};
pub use event::Event;
pub use evidence::{Evidence, FiledEvidence};
pub use file::{
    Addressee, ClockEvent, File, Form, Party, Question, RecordBreach, RecordClause, Refused,
    RefusedTo, UsedTerm, WorkingGroupAdvice, is_of_body,
};
pub use handle::{Circumstances, Step};
pub use procedure::{Outcome, Procedure};
pub use refusal::{Refusal, RefusalCode};
pub use scope::{RuleSet, Scope};
pub use state::{Case, StateName};
pub use text::{Text, TextError};
