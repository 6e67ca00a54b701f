//! The Bibob working group of a party: its members, meetings, agenda, advice, minutes, written rounds, help desk and signals.
//!
//! The rules stand in the crate `meetings`; here its papers are read, kept with the audit trail in one transaction, and shown to
//! who may see them. An advice lands in its file in the transaction of the meeting: it stands there once, or not at all.

mod agenda;
mod bench;
mod helpdesk;
mod hold;
mod mail;
mod manage;
mod minutes;
mod plan;
mod request;
mod round;
mod show;
mod signal;
#[cfg(test)]
mod tests;
mod view;

pub(crate) use mail::meeting_reminder;

pub use request::{
    AskHelp, ExtraMeeting, HelpChange, HelpSearch, KeepGroup, KeepMember, MeetingChange, NewAction,
    NewItem, NewSignal, PlanYear, RoundChange, ScheduleSignal, SignalChange, TakeProposals,
};
pub use view::{
    AgendaProposal, GroupAccount, GroupRights, GroupView, HelpView, ItemFile, ItemView,
    MeetingAnswer, MeetingLine, MeetingView, OpenAction, PlannedYear, ProposalView, RoundView,
    SignalView,
};
