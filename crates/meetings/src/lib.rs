//! The Bibob working group: who is in it, when it meets, what is on the agenda, what it advises, and the minutes.
//!
//! Everything here is pure: days, moments, ids and actors come in as values; invitations and advice go out as data
//! ([`Effect`]). A meeting is a state machine ([`Meeting::handle`]), and so are the written round ([`Round`]), the question to the help
//! desk ([`HelpQuestion`]) and the signal ([`Signal`]). The first gate of a meeting is the table in [`matrix`]. An advice is
//! never a decision: it lands in the file as [`case::WorkingGroupAdvice`]. Who has an interest of their own sees nothing of
//! it ([`for_member`], [`Meeting::items_for`], [`Minutes::for_member`]) and counts for nothing ([`Session::voters`]).
//!
//! What is kept goes through [`Kept`], with the version of its form.

mod advice;
mod agenda;
mod calendar;
mod group;
mod kept;
mod meeting;
mod propose;
mod question;
mod refusal;
mod round;
mod session;
mod signal;
mod subject;
#[cfg(test)]
mod tests;

pub use advice::{Advice, AdviceKind, Ballot, Dissent, Method, Tally, Vote};
pub use agenda::{
    Agenda, AgendaItem, AgendaSettings, Change, ChangeKind, FrozenAgenda, Mark, Marked, TimeBox,
    digest, time_boxes,
};
pub use calendar::{
    Appointment, Dodge, Exceptions, Invitation, InvitationKind, Obstacle, PlannedMeeting, Recess,
    Rhythm, Slot, plan, plan_year,
};
pub use group::{
    GroupRole, Member, Office, Quorum, Reminder, ReminderSettings, Seat, WorkingGroup,
};
pub use kept::{Kept, Versioned};
pub use meeting::*;
pub use propose::{Candidate, MeetingDays, Proposal, Reason, TermWarning, Urgency, propose};
pub use question::{Answer, Answered, Asked, HelpCommand, HelpQuestion, Link};
pub use refusal::Refusal;
pub use round::{
    ClosedRound, NoAdvice, OpenRound, Reply, Round, RoundCommand, RoundConflict, RoundOutcome,
    RoundQuestion, WithdrawnRound,
};
pub use session::{Guest, Present, Session};
pub use signal::{
    Forwarding, ForwardingGround, Recipient, Signal, SignalCommand, SignalFile, SignalGround,
};
pub use subject::{About, Conflict, Subject, for_member, may_see};
