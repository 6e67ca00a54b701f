//! The one door into the state machine: a command with the circumstances of the moment, out comes a step or a refusal.

use crate::actor::{Actor, OfficeRole};
use crate::clock::{self, Clock};
use crate::command::Command;
use crate::effect::{Effect, effects};
use crate::event::Event;
use crate::gates::ensure;
use crate::matrix;
use crate::refusal::{Refusal, RefusalCode};
use crate::state::{Case, Heard};
use chrono::{Days, NaiveDate};
use kernel::Moment;
use law::terms::TermRules;
use std::collections::BTreeSet;

/// The circumstances under which a command is given.
#[derive(Clone, Copy, Debug)]
pub struct Circumstances<'r> {
    /// The moment.
    pub now: Moment,
    /// Who gives it.
    pub actor: Actor,
    /// The rules about terms.
    pub terms: &'r TermRules,
}

/// What a command came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The file after it.
    pub case: Case,
    /// The event to keep.
    pub event: Event,
    /// What has to happen outside the file.
    pub effects: Vec<Effect>,
    /// The terms as they run now.
    pub clock: Clock,
}

impl Case {
    /// Carries out a command.
    ///
    /// # Errors
    /// A refusal with a stable code and the commands that are allowed now; the caller keeps the file as it was.
    pub fn handle(self, command: Command, at: &Circumstances<'_>) -> Result<Step, Refusal> {
        let state = self.state();
        self.step(command, at)
            .map_err(|refusal| Refusal { allowed: matrix::accepted(state), ..refusal })
    }

    fn step(self, command: Command, at: &Circumstances<'_>) -> Result<Step, Refusal> {
        let event = Event { tijdstip: at.now, handelende: at.actor, opdracht: command };
        let today = at.now.dutch_date();
        // The structure first: in a state that does not know the command, a date or a role is not what is wrong.
        let case = self.clone().apply(&event)?;
        mandated(&event.opdracht, at.actor)?;
        dated(&self, &event.opdracht, today)?;
        in_time(&self, &event.opdracht, at.terms, today)?;
        let clock = clock::of(&case, at.terms, today)?;
        moved(&self, &event.opdracht, &clock, at.terms, today)?;
        let effects = effects(&self, &event.opdracht, &case, &clock, today);
        Ok(Step { case, event, effects, clock })
    }
}

/// Judging and deciding is for people, and deciding for those who have the mandate.
fn mandated(command: &Command, actor: Actor) -> Result<(), Refusal> {
    match command {
        // That a silence is a refusal (art. 4), that someone need not be heard, or that a statement takes the place of what was
        // on the file (Awb 3:2), is a judgement too.
        Command::Assess(_)
        | Command::Confirm(_)
        | Command::Intend(_)
        | Command::RecordRefusal(_)
        | Command::ExceptViews(_)
        | Command::TakeFacts(_)
        | Command::Proceed(_) => ensure(actor.is_human(), RefusalCode::HumanOnly),
        Command::Decide(_) | Command::PutAside(_) | Command::DecideObjection(_) => {
            ensure(actor.is_human(), RefusalCode::HumanOnly)?;
            ensure(actor.rol == OfficeRole::Beslisser, RefusalCode::NoMandate)
        }
        _ => Ok(()),
    }
}

/// Returns the day of the fact that a command records.
fn day_of(command: &Command) -> Option<NaiveDate> {
    match command {
        Command::DecideScope(_)
        | Command::CloseUnscreened(_)
        | Command::TermUnused(_)
        | Command::Proceed(_)
        | Command::AdviceOverdue(_)
        | Command::Assess(_)
        | Command::Confirm(_)
        | Command::Reopen(_)
        | Command::ViewsUnused(_)
        | Command::ExceptViews(_)
        | Command::Close(_)
        | Command::Suspend(_)
        | Command::AddPerson(_)
        | Command::TakeFacts(_)
        | Command::RecordClause(_) => None,
        Command::SendForms(c) => Some(c.op),
        Command::ReceiveForm(c) => Some(c.op),
        Command::AskCompletion(c) => Some(c.op),
        Command::PutAside(c) => Some(c.bekendgemaakt_op),
        Command::RecordRefusal(c) => Some(c.op),
        Command::StartInquiry(c) => Some(c.op),
        Command::AskAdvice(c) => Some(c.op),
        Command::AdviceQuestion(c) => Some(c.op),
        Command::AdviceAnswer(c) => Some(c.op),
        Command::AdviceExtended(c) => Some(c.op),
        Command::AdviceReminder(c) => Some(c.op),
        Command::AdviceReceived(c) => Some(c.op),
        Command::AdviceDeclined(c) => Some(c.op),
        Command::Intend(c) => Some(c.op),
        Command::ReceiveViews(c) => Some(c.op),
        Command::Decide(c) => Some(c.bekendgemaakt_op),
        Command::ReceiveObjection(c) => Some(c.op),
        Command::ExtendObjection(c) => Some(c.op),
        Command::DecideObjection(c) => Some(c.bekendgemaakt_op),
        Command::ReceiveAppeal(c) => Some(c.op),
        Command::AppealRuled(c) => Some(c.op),
        Command::AskRelief(c) => Some(c.op),
        Command::ReliefRuled(c) => Some(c.op),
        Command::WithdrawApplication(c) => Some(c.op),
        Command::AddEvidence(c) => Some(c.op),
        Command::WorkingGroup(c) => Some(c.op),
        Command::ExtendTerm(c) => Some(c.op),
        Command::NoticeOfDefault(c) => Some(c.op),
        Command::RecordBreach(c) => Some(c.op),
        // A suspension that ends later says so when it is recorded.
        Command::Resume(c) => Some(c.tot_en_met),
    }
}

/// A fact has happened, and not before the file began. A breach or a document may be older than the file.
fn dated(case: &Case, command: &Command, today: NaiveDate) -> Result<(), Refusal> {
    let Some(day) = day_of(command) else { return Ok(()) };
    ensure(day <= today, RefusalCode::FutureDate)?;
    let may_be_older = matches!(command, Command::RecordBreach(_) | Command::AddEvidence(_));
    ensure(may_be_older || day >= case.file().ontvangen_op, RefusalCode::BeforeReceipt)
}

/// What can only be said after, or before, a term has ended.
fn in_time(
    case: &Case,
    command: &Command,
    terms: &TermRules,
    today: NaiveDate,
) -> Result<(), Refusal> {
    match command {
        Command::TermUnused(c) => {
            let person = case.file().person(c.persoon);
            let last = person.and_then(|party| party.vragenlijst.running_term());
            ensure(last.is_none_or(|(last, _)| today > last), RefusalCode::TermRunning)
        }
        Command::PutAside(c) => {
            let Some((_, used)) = case.file().put_aside_term() else { return Ok(()) };
            let last = terms.refusal_to_handle_term(used.vanaf, &BTreeSet::new()).last_day;
            ensure(last.is_none_or(|last| c.bekendgemaakt_op <= last), RefusalCode::FourWeeksOver)
        }
        Command::AdviceOverdue(_) => {
            let term = clock::timeline(case.file(), terms, today)?.advice_term(terms);
            let over = term.is_some_and(|term| !term.moving && today > term.last_day);
            ensure(over, RefusalCode::AdviceTermRunning)
        }
        Command::AdviceExtended(c) => {
            let term = clock::timeline(case.file(), terms, today)?.advice_term(terms);
            let running = term.is_none_or(|term| term.moving || c.op <= term.last_day);
            ensure(running, RefusalCode::AdviceTermOver)
        }
        Command::ExtendObjection(c) => {
            let last = clock::objection(case, terms).and_then(|term| term.uiterlijk);
            ensure(last.is_none_or(|last| c.op <= last), RefusalCode::ObjectionTermOver)
        }
        Command::ViewsUnused(c) => {
            let Case::Intended(state) = case else { return Ok(()) };
            let waiting =
                state.voornemen.zienswijzen.iter().any(|hearing| {
                    hearing.persoon == c.persoon && hearing.stand == Heard::Gevraagd
                });
            let over = today > state.voornemen.uiterlijk;
            ensure(!waiting || over, RefusalCode::TermRunning)
        }
        Command::Close(_) => {
            let last = clock::remedy(case, terms).and_then(|term| term.uiterlijk);
            let arrived = last.and_then(|last| last.checked_add_days(Days::new(clock::POST_DAYS)));
            ensure(arrived.is_none_or(|last| today > last), RefusalCode::RemedyTermRunning)
        }
        _ => Ok(()),
    }
}

/// An extension that moves nothing came too late, or was not allowed: it is refused, not kept as an empty event.
fn moved(
    case: &Case,
    command: &Command,
    after: &Clock,
    terms: &TermRules,
    today: NaiveDate,
) -> Result<(), Refusal> {
    if !matches!(command, Command::ExtendTerm(_)) {
        return Ok(());
    }
    let before = clock::of(case, terms, today)?;
    let days = |clock: &Clock| clock.huidig.as_ref().and_then(|term| term.uiterlijk);
    ensure(days(after) > days(&before), RefusalCode::ExtensionUnfit)
}
