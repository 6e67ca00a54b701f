//! A meeting as a state machine, from planned to minutes that are adopted.
//!
//! [`Meeting::handle`] takes a command, a moment, an actor and the group, and gives the next state with its event and its
//! effects, or a refusal. The order of the states is an own proposal (reference letters.md, L24).

mod apply;
mod command;
mod handle;
pub mod matrix;
mod minutes;
mod state;

pub use command::*;
pub use handle::{Circumstances, Effect, Event, Step};
pub use minutes::{Minutes, MinutesItem};
pub use state::{
    Action, Adopted, Adoption, AgendaOpen, Cancelled, Correction, Course, Frozen, Held, ItemAdvice,
    ItemConclusion, Meeting, MeetingHead, MeetingKind, Planned, StateName,
};
