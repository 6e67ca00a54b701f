//! The steps themselves: each consumes the state before it.

use super::command::{
    ActionDone, AddAction, AddItem, Adopt, Advise, Cancel, Command, Conclude, Correct,
    DeclareConflict, Hold, Move, RemoveItem,
};
use super::handle::{Circumstances, Effect, invited};
use super::state::{
    Action, Adopted, Adoption, AgendaOpen, Cancelled, Correction, Course, Frozen, Held, ItemAdvice,
    ItemConclusion, Meeting, MeetingHead, Planned,
};
use crate::advice::Advice;
use crate::agenda::{Agenda, AgendaItem, Changer};
use crate::calendar::InvitationKind;
use crate::refusal::{Refusal, ensure};
use crate::session::Session;
use crate::subject::{Conflict, Subject, may_see};
use case::Text;
use kernel::{AccountId, AgendaItemId, CaseId};

type Applied = Result<(Meeting, Vec<Effect>), Refusal>;

impl Meeting {
    pub(super) fn apply(self, command: &Command, at: &Circumstances<'_>) -> Applied {
        match (self, command) {
            (meeting, Command::Move(command)) => meeting.moved(command, at),
            (meeting, Command::Cancel(command)) => Ok(meeting.cancelled(command, at)),
            (meeting, Command::DeclareConflict(command)) => quiet(meeting.conflict(command, at)),
            (meeting, Command::AddItem(command)) => quiet(meeting.add_item(command, at)),
            (meeting, Command::RemoveItem(command)) => quiet(meeting.remove_item(command, at)),
            (Self::Planned(state), Command::OpenAgenda(_)) => quiet(Ok(state.open_agenda())),
            (meeting, Command::TimeItem(command)) => {
                meeting.item_for(at.actor.account, command.punt)?;
                quiet(
                    meeting.with_agenda(|agenda| agenda.set_minutes(command.punt, command.minuten)),
                )
            }
            (meeting, Command::OrderItems(command)) => {
                let account = at.actor.account;
                let conflicts = meeting.head().belangen.clone();
                let visible = |item: &AgendaItem| may_see(&conflicts, account, &item.onderwerp);
                quiet(meeting.with_agenda(|agenda| agenda.order(&command.volgorde, visible)))
            }
            (Self::AgendaOpen(state), Command::Freeze(_)) => quiet(state.freeze(at)),
            (Self::Frozen(state), Command::Hold(command)) => quiet(state.hold(command, at)),
            (Self::Held(state), Command::Advise(command)) => state.advise(command, at),
            (Self::Held(state), Command::Adopt(command)) => quiet(state.adopt(command, at)),
            (Self::Held(state), command) => quiet(state.recorded(command, at)),
            (Self::Adopted(mut state), Command::ActionDone(command)) => {
                state.verloop.done(command, at)?;
                quiet(Ok((*state).into()))
            }
            _ => Err(Refusal::WrongState),
        }
    }

    fn moved(mut self, command: &Move, at: &Circumstances<'_>) -> Applied {
        ensure(command.op >= at.now.dutch_date(), Refusal::DayPast)?;
        let before = invited(at.group, self.head().afspraak.op);
        let changed = self.head().afspraak.changed(command.op, command.tijd.clone())?;
        let now = invited(at.group, command.op);
        let gone: Vec<AccountId> =
            before.into_iter().filter(|account| !now.contains(account)).collect();
        let mut effects = vec![Effect::Invite(changed.invitation(InvitationKind::Gewijzigd, now))];
        if !gone.is_empty() {
            // Who is no longer in office on the new day would otherwise keep the old one in the calendar.
            effects.push(Effect::Invite(changed.invitation(InvitationKind::Vervallen, gone)));
        }
        self.head_mut().afspraak = changed;
        Ok((self, effects))
    }

    fn cancelled(self, command: &Cancel, at: &Circumstances<'_>) -> (Self, Vec<Effect>) {
        let punten = self.items().into_iter().cloned().collect();
        let mut vergadering = self.head().clone();
        vergadering.afspraak = vergadering.afspraak.next();
        let invited = invited(at.group, vergadering.afspraak.op);
        let invitation = vergadering.afspraak.invitation(InvitationKind::Vervallen, invited);
        let state =
            Cancelled { vergadering, reden: command.reden.clone(), geannuleerd_op: at.now, punten };
        (state.into(), vec![Effect::Invite(invitation)])
    }

    /// A member declares the own interest, or the chair does it for a member (Awb art. 2:4). One in a file is taken back
    /// on the file ([`Meeting::lifted`]).
    fn conflict(
        mut self,
        command: &DeclareConflict,
        at: &Circumstances<'_>,
    ) -> Result<Self, Refusal> {
        let own = command.lid == at.actor.account;
        let leads = at.group.is_chair(at.actor.account, at.now.dutch_date());
        ensure(own || leads, Refusal::ChairOnly)?;
        let day = self.head().afspraak.op;
        ensure(at.group.is_in_office(command.lid, day), Refusal::NotAMember)?;
        let known = !may_see(&self.head().belangen, command.lid, &command.onderwerp);
        ensure(!known, Refusal::ConflictKnown)?;
        let took_part = self.took_part(command.lid, &command.onderwerp);
        ensure(!took_part, Refusal::ConflictLate)?;
        self.head_mut().belangen.push(Conflict {
            lid: command.lid,
            onderwerp: command.onderwerp.clone(),
            reden: command.reden.clone(),
            gemeld_op: at.now,
            gemeld_door: at.actor.account,
        });
        Ok(self)
    }

    /// Returns whether somebody took part in an advice on a subject here.
    fn took_part(&self, account: AccountId, subject: &Subject) -> bool {
        self.course().is_some_and(|course| {
            course.adviezen.iter().any(|given| {
                subject.file() == Some(given.advies.dossier)
                    && given.advies.stemgerechtigd.contains(&account)
            })
        })
    }

    /// Takes over the interests from elsewhere in what is on the agenda. Minutes that are adopted and advice that was given
    /// stay as they are.
    pub(super) fn carried_over(mut self, standing: &[Conflict]) -> Self {
        if !matches!(self, Self::AgendaOpen(_) | Self::Frozen(_) | Self::Held(_)) {
            return self;
        }
        for conflict in standing {
            let (lid, subject) = (conflict.lid, &conflict.onderwerp);
            let on_agenda = self.items().iter().any(|item| item.onderwerp == *subject);
            let is_new = may_see(&self.head().belangen, lid, subject);
            if on_agenda && is_new && !self.took_part(lid, subject) {
                self.head_mut().belangen.push(conflict.clone());
            }
        }
        self
    }

    /// Returns the meeting without the interest of a member in a file, because it was taken off the record there. What was opened
    /// stays as it was held.
    #[must_use]
    pub fn lifted(mut self, account: AccountId, file: CaseId) -> Self {
        if self.is_to_come() {
            self.head_mut().belangen.retain(|conflict| {
                conflict.lid != account || conflict.onderwerp.file() != Some(file)
            });
        }
        self
    }

    fn with_agenda(
        mut self,
        change: impl FnOnce(&mut Agenda) -> Result<(), Refusal>,
    ) -> Result<Self, Refusal> {
        let Self::AgendaOpen(state) = &mut self else { return Err(Refusal::WrongState) };
        change(&mut state.agenda)?;
        Ok(self)
    }

    fn add_item(mut self, command: &AddItem, at: &Circumstances<'_>) -> Result<Self, Refusal> {
        let by = || changer(command.reden.as_ref(), at);
        match &mut self {
            Self::AgendaOpen(state) => state.agenda.add(&command.punt)?,
            Self::Frozen(state) => state.agenda.add(&command.punt, by()?)?,
            Self::Held(state) => state.verloop.agenda.add(&command.punt, by()?)?,
            _ => return Err(Refusal::WrongState),
        }
        Ok(self)
    }

    fn remove_item(
        mut self,
        command: &RemoveItem,
        at: &Circumstances<'_>,
    ) -> Result<Self, Refusal> {
        self.item_for(at.actor.account, command.punt)?;
        match &mut self {
            Self::AgendaOpen(state) => state.agenda.remove(command.punt)?,
            Self::Frozen(state) => {
                state.agenda.remove(command.punt, changer(command.reden.as_ref(), at)?)?;
            }
            _ => return Err(Refusal::WrongState),
        }
        Ok(self)
    }
}

/// A step that has no effect outside the meeting.
fn quiet(meeting: Result<Meeting, Refusal>) -> Applied {
    meeting.map(|meeting| (meeting, Vec::new()))
}

/// What is frozen does not change without a reason.
fn changer(reason: Option<&Text>, at: &Circumstances<'_>) -> Result<Changer, Refusal> {
    let reden = reason.ok_or(Refusal::ReasonMissing)?.clone();
    Ok(Changer { op: at.now, door: at.actor.account, reden })
}

impl Planned {
    fn open_agenda(self) -> Meeting {
        AgendaOpen { vergadering: self.vergadering, agenda: Agenda::default() }.into()
    }
}

impl AgendaOpen {
    fn freeze(self, at: &Circumstances<'_>) -> Result<Meeting, Refusal> {
        let agenda = self.agenda.freeze(at.now, at.actor.account)?;
        Ok(Frozen { vergadering: self.vergadering, agenda }.into())
    }
}

impl Frozen {
    fn hold(self, command: &Hold, at: &Circumstances<'_>) -> Result<Meeting, Refusal> {
        let day = self.vergadering.afspraak.op;
        ensure(at.now.dutch_date() >= day, Refusal::DayToCome)?;
        let zitting = Session::open(at.group, day, &command.aanwezig, &command.gasten)?;
        let verloop = Course {
            agenda: self.agenda,
            zitting,
            adviezen: Vec::new(),
            conclusies: Vec::new(),
            acties: Vec::new(),
            verbeteringen: Vec::new(),
        };
        Ok(Held { vergadering: self.vergadering, verloop }.into())
    }
}

impl Held {
    /// What is recorded during and after the session and leads to no other state.
    fn recorded(mut self, command: &Command, at: &Circumstances<'_>) -> Result<Meeting, Refusal> {
        match command {
            Command::Attend(command) => {
                let session = self.verloop.zitting;
                self.verloop.zitting = session.attended(&command.aanwezig, &command.gasten)?;
            }
            Command::Conclude(command) => self.conclude(command, at)?,
            Command::AddAction(command) => self.add_action(command, at)?,
            Command::ActionDone(command) => self.verloop.done(command, at)?,
            Command::Correct(command) => self.correct(command, at)?,
            _ => return Err(Refusal::WrongState),
        }
        Ok(self.into())
    }

    /// Returns what an item is about, if the actor may see it.
    fn subject_for(&self, account: AccountId, item: AgendaItemId) -> Result<&Subject, Refusal> {
        let subject = self.verloop.agenda.item(item).map(|item| &item.onderwerp);
        subject
            .filter(|subject| may_see(&self.vergadering.belangen, account, subject))
            .ok_or(Refusal::UnknownItem)
    }

    fn advise(mut self, command: &Advise, at: &Circumstances<'_>) -> Applied {
        let subject = self.subject_for(at.actor.account, command.punt)?;
        let dossier = subject.file().ok_or(Refusal::NotAFile)?;
        let advised = self.verloop.adviezen.iter().any(|given| given.punt == command.punt);
        ensure(!advised, Refusal::AdvisedAlready)?;
        let session = &self.verloop.zitting;
        let advies = Advice {
            dossier,
            op: self.vergadering.afspraak.op,
            advies: command.advies,
            redenen: command.redenen.clone(),
            wijze: command.wijze.clone(),
            stemgerechtigd: session.voters(subject, &self.vergadering.belangen),
            nodig: session.needed(),
            afwijkend: command.afwijkend.clone(),
        }
        .checked()?;
        let effect = Effect::AdviceToFile { file: dossier, advice: advies.for_file()? };
        self.verloop.adviezen.push(ItemAdvice { punt: command.punt, advies });
        Ok((self.into(), vec![effect]))
    }

    fn conclude(&mut self, command: &Conclude, at: &Circumstances<'_>) -> Result<(), Refusal> {
        self.subject_for(at.actor.account, command.punt)?;
        let known = self.verloop.conclusies.iter().any(|given| given.punt == command.punt);
        ensure(!known, Refusal::ConclusionKnown)?;
        let conclusie = command.conclusie.clone();
        self.verloop.conclusies.push(ItemConclusion { punt: command.punt, conclusie });
        Ok(())
    }

    fn add_action(&mut self, command: &AddAction, at: &Circumstances<'_>) -> Result<(), Refusal> {
        if let Some(item) = command.punt {
            let subject = self.subject_for(at.actor.account, item)?;
            let free = may_see(&self.vergadering.belangen, command.eigenaar, subject);
            ensure(free, Refusal::OwnerConflict)?;
        }
        let known = self.verloop.acties.iter().any(|action| action.id == command.id);
        ensure(!known, Refusal::KnownAction)?;
        ensure(command.uiterlijk >= self.vergadering.afspraak.op, Refusal::DayPast)?;
        self.verloop.acties.push(Action {
            id: command.id,
            punt: command.punt,
            wat: command.wat.clone(),
            eigenaar: command.eigenaar,
            uiterlijk: command.uiterlijk,
            gereed_op: None,
        });
        Ok(())
    }

    fn correct(&mut self, command: &Correct, at: &Circumstances<'_>) -> Result<(), Refusal> {
        if let Some(item) = command.punt {
            self.subject_for(at.actor.account, item)?;
        }
        self.verloop.verbeteringen.push(Correction {
            nummer: self.verloop.verbeteringen.len() + 1,
            punt: command.punt,
            tekst: command.tekst.clone(),
            door: at.actor.account,
            op: at.now,
            overgenomen: None,
        });
        Ok(())
    }

    /// The minutes are adopted in a later meeting of the same group that was opened, by those present there.
    fn adopt(mut self, command: &Adopt, at: &Circumstances<'_>) -> Result<Meeting, Refusal> {
        let later = at.adopting.ok_or(Refusal::NotNextMeeting)?;
        let (head, course) = (later.head(), later.course().ok_or(Refusal::NotNextMeeting)?);
        let begins = |head: &MeetingHead| (head.afspraak.op, head.afspraak.tijd.begin);
        let is_later = head.id == command.vergadering
            && head.werkgroep == self.vergadering.werkgroep
            && begins(head) > begins(&self.vergadering);
        ensure(is_later, Refusal::NotNextMeeting)?;
        ensure(course.zitting.taken() >= course.zitting.needed(), Refusal::AdoptionNoQuorum)?;
        let proposed = self.verloop.verbeteringen.len();
        let known = command.overgenomen.iter().all(|number| (1..=proposed).contains(number));
        ensure(known, Refusal::UnknownCorrection)?;
        for correction in &mut self.verloop.verbeteringen {
            correction.overgenomen = Some(command.overgenomen.contains(&correction.nummer));
        }
        let present = course.zitting.present().iter();
        let vaststelling = Adoption {
            vergadering: head.id,
            op: at.now,
            aanwezig: present.map(|present| present.lid).collect(),
        };
        Ok(Adopted { vergadering: self.vergadering, verloop: self.verloop, vaststelling }.into())
    }
}

impl Course {
    fn done(&mut self, command: &ActionDone, at: &Circumstances<'_>) -> Result<(), Refusal> {
        ensure(command.op <= at.now.dutch_date(), Refusal::DayToCome)?;
        let mut open = self.acties.iter_mut().filter(|action| action.gereed_op.is_none());
        let action = open.find(|action| action.id == command.actie);
        action.ok_or(Refusal::UnknownAction)?.gereed_op = Some(command.op);
        Ok(())
    }
}
