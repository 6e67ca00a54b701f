//! Which state takes which command: the first gate, as one table.

use crate::command::CommandName;
use crate::state::StateName;

/// Returns whether a file in this state takes this command; its data may still refuse it.
pub fn accepts(state: StateName, command: CommandName) -> bool {
    use CommandName as C;
    use StateName as S;
    if state == S::Closed {
        return false;
    }
    match command {
        C::DecideScope => matches!(state, S::Intake | S::Scoped),
        C::CloseUnscreened => state == S::Scoped,
        C::SendForms => matches!(state, S::Scoped | S::FormsOut | S::Repair | S::Complete),
        C::ReceiveForm | C::AskCompletion => {
            matches!(state, S::FormsOut | S::Repair | S::Complete)
        }
        C::TermUnused | C::Proceed | C::PutAside => matches!(state, S::FormsOut | S::Repair),
        C::RecordRefusal => {
            matches!(state, S::FormsOut | S::Repair | S::Investigation | S::AdviceAsked)
        }
        C::StartInquiry => state == S::Complete,
        C::AskAdvice | C::Assess => state == S::Investigation,
        C::AdviceQuestion
        | C::AdviceAnswer
        | C::AdviceExtended
        | C::AdviceReminder
        | C::AdviceDeclined
        | C::AdviceOverdue => state == S::AdviceAsked,
        C::AdviceReceived => matches!(state, S::Investigation | S::AdviceAsked),
        C::Confirm => state == S::Assessed,
        C::Reopen | C::Intend | C::Decide => matches!(state, S::Assessed | S::Intended),
        C::ReceiveViews | C::ViewsUnused | C::ExceptViews => state == S::Intended,
        C::ReceiveObjection => matches!(state, S::Decided | S::InObjection),
        C::ExtendObjection | C::DecideObjection => state == S::InObjection,
        C::ReceiveAppeal => matches!(state, S::Decided | S::InAppeal),
        C::AppealRuled => state == S::InAppeal,
        C::AskRelief | C::ReliefRuled => is_decided(state),
        C::Close => state == S::Decided,
        C::WithdrawApplication | C::AddEvidence | C::WorkingGroup => true,
        // A statement comes with a questionnaire, which is not sent before the scope is decided.
        C::TakeFacts => !is_decided(state) && !matches!(state, S::Intake | S::Scoped),
        C::NoticeOfDefault
        | C::ExtendTerm
        | C::Suspend
        | C::Resume
        | C::AddPerson
        | C::RecordClause
        | C::RecordBreach => !is_decided(state),
    }
}

/// Returns the commands that a file in this state takes.
pub fn accepted(state: StateName) -> Vec<CommandName> {
    CommandName::ALL.iter().copied().filter(|command| accepts(state, *command)).collect()
}

fn is_decided(state: StateName) -> bool {
    match state {
        StateName::Decided | StateName::InObjection | StateName::InAppeal | StateName::Closed => {
            true
        }
        StateName::Intake
        | StateName::Scoped
        | StateName::FormsOut
        | StateName::Repair
        | StateName::Complete
        | StateName::Investigation
        | StateName::AdviceAsked
        | StateName::Assessed
        | StateName::Intended => false,
    }
}
