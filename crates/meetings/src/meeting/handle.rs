//! The one door into the state machine of a meeting.

use super::command::{Command, CommandName};
use super::matrix;
use super::state::{Meeting, MeetingHead, MeetingKind, Planned};
use crate::calendar::{Appointment, Invitation, InvitationKind, Slot};
use crate::group::WorkingGroup;
use crate::refusal::{Refusal, ensure};
use crate::subject::Conflict;
use case::{Actor, WorkingGroupAdvice};
use chrono::NaiveDate;
use kernel::{AccountId, CaseId, MeetingId, Moment};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The circumstances under which a command is given.
#[derive(Clone, Copy, Debug)]
pub struct Circumstances<'c> {
    /// The moment.
    pub now: Moment,
    /// Who gives it.
    pub actor: Actor,
    /// The group whose meeting it is, as it is now.
    pub group: &'c WorkingGroup,
    /// The meeting in which minutes are adopted; no other command reads it.
    pub adopting: Option<&'c Meeting>,
    /// The interests that members declared in other meetings and rounds: they hold here for every item that is on the agenda,
    /// so that nobody sees a file again because another meeting is planned.
    pub standing: &'c [Conflict],
}

/// Een gebeurtenis op een vergadering.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Vergadergebeurtenis")]
pub struct Event {
    /// Wanneer.
    pub tijdstip: Moment,
    /// Wie.
    pub handelende: Actor,
    /// Wat.
    pub opdracht: Command,
}

/// What has to happen outside the meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// An invitation goes out: a new appointment, a change, or one that is taken back.
    Invite(Invitation),
    /// An advice lands in a file, as an event and never as a decision.
    AdviceToFile {
        /// The file.
        file: CaseId,
        /// The advice, as `werkgroepadvies-vastleggen` takes it.
        advice: WorkingGroupAdvice,
    },
}

/// What a command came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The meeting after it.
    pub meeting: Meeting,
    /// The event to keep.
    pub event: Event,
    /// What has to happen outside the meeting.
    pub effects: Vec<Effect>,
}

impl Meeting {
    /// Plans a meeting and gives the invitation for all who are in office that day.
    ///
    /// # Errors
    /// When the day is past, or the time does not fit.
    pub fn plan(
        id: MeetingId,
        soort: MeetingKind,
        op: NaiveDate,
        tijd: Slot,
        at: &Circumstances<'_>,
    ) -> Result<(Self, Invitation), Refusal> {
        ensure(op >= at.now.dutch_date(), Refusal::DayPast)?;
        let afspraak = Appointment::first(id, op, tijd)?;
        let invitation = afspraak.invitation(InvitationKind::Nieuw, invited(at.group, op));
        let vergadering =
            MeetingHead { id, werkgroep: at.group.id, soort, afspraak, belangen: Vec::new() };
        Ok((Planned { vergadering }.into(), invitation))
    }

    /// Returns the invitation for somebody who joined the group later; none once the meeting is over or off.
    pub fn invitation_for(&self, accounts: Vec<AccountId>) -> Option<Invitation> {
        self.is_to_come().then(|| self.head().afspraak.invitation(InvitationKind::Nieuw, accounts))
    }

    /// Takes the appointment out of the calendars of who left the group: gives the meeting with the next number of its
    /// appointment, and what these accounts get. None when nobody left, and once the meeting is over or off.
    pub fn taken_back(mut self, accounts: Vec<AccountId>) -> Option<(Self, Invitation)> {
        if accounts.is_empty() || !self.is_to_come() {
            return None;
        }
        let appointment = self.head().afspraak.next();
        let invitation = appointment.invitation(InvitationKind::Vervallen, accounts);
        self.head_mut().afspraak = appointment;
        Some((self, invitation))
    }

    /// Returns the invitation of which everybody who is in office that day is reminded now: none before the days that the group
    /// chose, once the meeting began, or when it does not go on.
    pub fn reminder(&self, group: &WorkingGroup, now: Moment) -> Option<Invitation> {
        let appointment = &self.head().afspraak;
        let near = appointment.remind_on(group.herinneringen.vergadering_dagen) <= now.dutch_date();
        let invitation = self.invitation_for(invited(group, appointment.op))?;
        (near && now < invitation.begin).then_some(invitation)
    }

    /// Carries out a command.
    ///
    /// # Errors
    /// A refusal with a stable code; the caller keeps the meeting as it was. What is allowed now is in [`matrix::accepted`].
    pub fn handle(self, command: Command, at: &Circumstances<'_>) -> Result<Step, Refusal> {
        ensure(self.head().werkgroep == at.group.id, Refusal::OtherGroup)?;
        ensure(matrix::accepts(self.state(), command.name()), Refusal::WrongState)?;
        authorised(command.name(), at)?;
        let event = Event { tijdstip: at.now, handelende: at.actor, opdracht: command };
        // An interest from elsewhere counts in the step itself (Awb art. 2:4), and on an item that the step adds.
        let (meeting, effects) = self.carried_over(at.standing).apply(&event.opdracht, at)?;
        Ok(Step { meeting: meeting.carried_over(at.standing), event, effects })
    }
}

/// A program may open an agenda and propose items (the rest is for people), and the chair leads.
fn authorised(command: CommandName, at: &Circumstances<'_>) -> Result<(), Refusal> {
    use CommandName as C;
    match command {
        C::OpenAgenda | C::AddItem => Ok(()),
        C::OrderItems | C::TimeItem | C::Freeze | C::Hold | C::Attend | C::Adopt => {
            ensure(at.actor.is_human(), Refusal::HumanOnly)?;
            let today = at.now.dutch_date();
            ensure(at.group.is_chair(at.actor.account, today), Refusal::ChairOnly)
        }
        C::Move
        | C::Cancel
        | C::RemoveItem
        | C::DeclareConflict
        | C::Advise
        | C::Conclude
        | C::AddAction
        | C::ActionDone
        | C::Correct => ensure(at.actor.is_human(), Refusal::HumanOnly),
    }
}

/// Returns everybody who is in office on a day, deputies too.
pub(super) fn invited(group: &WorkingGroup, on: NaiveDate) -> Vec<AccountId> {
    let accounts: BTreeSet<AccountId> = group.in_office(on).map(|member| member.account).collect();
    accounts.into_iter().collect()
}
