//! Carrying out a command on a state. It is the same for a fresh command and for an event of years ago: nothing here looks
//! at a clock or at the rules of today, so that a replay gives the file that is stored.

use crate::command::Command;
use crate::event::Event;
use crate::gates::ensure;
use crate::phases::forms::Forms;
use crate::refusal::{Refusal, RefusalCode};
use crate::state::{Case, Intake};
use crate::{File, matrix};

type Next = Result<Case, Refusal>;

impl Case {
    /// Starts a file.
    pub fn open(file: File) -> Self {
        Intake { dossier: file }.into()
    }

    /// Returns the file after an event, or why that event cannot follow.
    ///
    /// # Errors
    /// When the state does not take the command, or a gate of the law stands in the way.
    pub fn apply(self, event: &Event) -> Next {
        let state = self.state();
        ensure(!matches!(self, Self::Closed(_)), RefusalCode::Closed)?;
        ensure(matrix::accepts(state, event.opdracht.name()), RefusalCode::WrongState)?;
        match &event.opdracht {
            Command::DecideScope(_)
            | Command::CloseUnscreened(_)
            | Command::SendForms(_)
            | Command::ReceiveForm(_)
            | Command::AskCompletion(_)
            | Command::TermUnused(_)
            | Command::Proceed(_)
            | Command::PutAside(_)
            | Command::RecordRefusal(_)
            | Command::StartInquiry(_) => self.apply_intake(event),
            Command::AskAdvice(_)
            | Command::AdviceQuestion(_)
            | Command::AdviceAnswer(_)
            | Command::AdviceExtended(_)
            | Command::AdviceReminder(_)
            | Command::AdviceReceived(_)
            | Command::AdviceDeclined(_)
            | Command::AdviceOverdue(_) => self.apply_advice(event),
            Command::Assess(_)
            | Command::Confirm(_)
            | Command::Reopen(_)
            | Command::Intend(_)
            | Command::ReceiveViews(_)
            | Command::ViewsUnused(_)
            | Command::ExceptViews(_)
            | Command::Decide(_) => self.apply_judgement(event),
            Command::ReceiveObjection(_)
            | Command::ExtendObjection(_)
            | Command::DecideObjection(_)
            | Command::ReceiveAppeal(_)
            | Command::AppealRuled(_)
            | Command::AskRelief(_)
            | Command::ReliefRuled(_)
            | Command::Close(_) => self.apply_remedy(event),
            Command::WithdrawApplication(command) => Ok(self.withdrawn(command)?.into()),
            Command::AddEvidence(_)
            | Command::WorkingGroup(_)
            | Command::ExtendTerm(_)
            | Command::Suspend(_)
            | Command::Resume(_)
            | Command::NoticeOfDefault(_)
            | Command::AddPerson(_)
            | Command::TakeFacts(_)
            | Command::RecordClause(_)
            | Command::RecordBreach(_) => self.apply_anytime(event),
        }
    }

    fn apply_intake(self, event: &Event) -> Next {
        let on = event.tijdstip.dutch_date();
        let by = event.handelende.account;
        Ok(match (self, &event.opdracht) {
            (Self::Intake(s), Command::DecideScope(scope)) => s.scoped(scope.clone()).into(),
            (Self::Scoped(s), Command::DecideScope(scope)) => s.rescoped(scope.clone()).into(),
            (Self::Scoped(s), Command::CloseUnscreened(c)) => s.unscreened(c, on)?.into(),
            (Self::Scoped(s), Command::SendForms(c)) => s.sent(c)?.into(),
            (Self::Complete(s), Command::StartInquiry(c)) => s.investigated(c).into(),
            (Self::Investigation(s), Command::RecordRefusal(c)) => s.refused(c)?.into(),
            (Self::AdviceAsked(s), Command::RecordRefusal(c)) => s.refused(c)?.into(),
            (case, command) => {
                let forms = case.into_forms()?;
                match command {
                    Command::SendForms(c) => forms.sent(c)?,
                    Command::ReceiveForm(c) => forms.received(c)?,
                    Command::AskCompletion(c) => forms.asked_completion(c)?,
                    Command::TermUnused(c) => forms.unused(c)?,
                    Command::RecordRefusal(c) => forms.refused(c)?,
                    Command::Proceed(_) => forms.proceeded().into(),
                    Command::PutAside(c) => forms.put_aside(c, by)?.into(),
                    _ => return wrong_state(),
                }
            }
        })
    }

    fn into_forms(self) -> Result<Forms, Refusal> {
        match self {
            Self::FormsOut(state) => Ok((*state).into()),
            Self::Repair(state) => Ok((*state).into()),
            Self::Complete(state) => Ok((*state).into()),
            _ => Err(RefusalCode::WrongState.into()),
        }
    }

    fn apply_advice(self, event: &Event) -> Next {
        let on = event.tijdstip.dutch_date();
        Ok(match (self, &event.opdracht) {
            (Self::Investigation(s), Command::AskAdvice(c)) => s.asked(c)?.into(),
            (Self::Investigation(s), Command::AdviceReceived(c)) => s.received_late(c)?.into(),
            (Self::AdviceAsked(s), Command::AdviceQuestion(c)) => s.questioned(c)?.into(),
            (Self::AdviceAsked(s), Command::AdviceAnswer(c)) => s.answered(c)?.into(),
            (Self::AdviceAsked(s), Command::AdviceExtended(c)) => s.extended(c)?.into(),
            (Self::AdviceAsked(s), Command::AdviceReminder(c)) => s.reminded(c).into(),
            (Self::AdviceAsked(s), Command::AdviceReceived(c)) => s.received(c)?.into(),
            (Self::AdviceAsked(s), Command::AdviceDeclined(c)) => s.declined(c)?.into(),
            (Self::AdviceAsked(s), Command::AdviceOverdue(_)) => s.overdue(on).into(),
            _ => return wrong_state(),
        })
    }

    fn apply_judgement(self, event: &Event) -> Next {
        let on = event.tijdstip.dutch_date();
        let actor = event.handelende;
        Ok(match (self, &event.opdracht) {
            (Self::Investigation(s), Command::Assess(c)) => s.assessed(c, actor, on)?.into(),
            (Self::Assessed(s), Command::Confirm(c)) => s.confirmed(c, actor, on)?.into(),
            (Self::Assessed(s), Command::Reopen(_)) => s.reopened().into(),
            (Self::Assessed(s), Command::Intend(c)) => s.intended(c)?.into(),
            (Self::Assessed(s), Command::Decide(c)) => s.decided(c, actor.account)?.into(),
            (Self::Intended(s), Command::Reopen(_)) => s.reopened().into(),
            (Self::Intended(s), Command::Intend(c)) => s.replaced(c)?.into(),
            (Self::Intended(s), Command::ReceiveViews(c)) => s.viewed(c)?.into(),
            (Self::Intended(s), Command::ViewsUnused(c)) => s.unused(c, on)?.into(),
            (Self::Intended(s), Command::ExceptViews(c)) => s.excepted(c)?.into(),
            (Self::Intended(s), Command::Decide(c)) => s.decided(c, actor.account)?.into(),
            _ => return wrong_state(),
        })
    }

    fn apply_remedy(self, event: &Event) -> Next {
        let on = event.tijdstip.dutch_date();
        Ok(match (self, &event.opdracht) {
            (Self::Decided(s), Command::ReceiveObjection(c)) => s.objected(c)?.into(),
            (Self::Decided(s), Command::ReceiveAppeal(c)) => s.appealed(c)?.into(),
            (Self::Decided(s), Command::Close(c)) => s.closed(c, on)?.into(),
            (Self::InObjection(s), Command::ReceiveObjection(c)) => s.objected(c)?.into(),
            (Self::InObjection(s), Command::ExtendObjection(c)) => s.extended(c)?.into(),
            (Self::InObjection(s), Command::DecideObjection(c)) => s.decided(c)?.into(),
            (Self::InAppeal(s), Command::ReceiveAppeal(c)) => s.appealed(c)?.into(),
            (Self::InAppeal(s), Command::AppealRuled(c)) => s.ruled(c)?.into(),
            (mut case, Command::AskRelief(c)) => {
                case.with_aftermath(|aftermath, file| aftermath.relief_asked(file, c))?;
                case
            }
            (mut case, Command::ReliefRuled(c)) => {
                case.with_aftermath(|aftermath, _| aftermath.relief_ruled(c))?;
                case
            }
            _ => return wrong_state(),
        })
    }

    fn with_aftermath(
        &mut self,
        change: impl FnOnce(&mut crate::state::Aftermath, &File) -> Result<(), Refusal>,
    ) -> Result<(), Refusal> {
        match self {
            Self::Decided(state) => change(&mut state.afronding, &state.dossier),
            Self::InObjection(state) => change(&mut state.afronding, &state.dossier),
            Self::InAppeal(state) => change(&mut state.afronding, &state.dossier),
            _ => Err(RefusalCode::WrongState.into()),
        }
    }

    fn apply_anytime(mut self, event: &Event) -> Next {
        let file = self.file_mut();
        match &event.opdracht {
            Command::AddEvidence(c) => file.add_evidence(c),
            Command::WorkingGroup(c) => file.werkgroepadviezen.push(c.clone()),
            Command::ExtendTerm(c) => file.extend_term(c)?,
            Command::Suspend(c) => file.suspend(c)?,
            Command::Resume(c) => file.resume(c)?,
            Command::NoticeOfDefault(c) => file.default_noticed(c)?,
            Command::AddPerson(c) => file.add_person(c)?,
            Command::TakeFacts(c) => file.take_facts(c)?,
            Command::RecordClause(c) => file.record_clause(c)?,
            Command::RecordBreach(c) => file.record_breach(c)?,
            _ => return wrong_state(),
        }
        Ok(self)
    }
}

/// The matrix was asked first, so that this answer means: the table and the steps disagree. The golden matrix test reaches
/// every pair and would show it.
fn wrong_state() -> Next {
    Err(RefusalCode::WrongState.into())
}
