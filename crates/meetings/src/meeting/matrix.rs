//! Which state takes which command: the first gate, as one table.

use super::command::CommandName;
use super::state::StateName;

/// Returns whether a meeting in this state takes this command; its data may still refuse it.
pub fn accepts(state: StateName, command: CommandName) -> bool {
    use CommandName as C;
    use StateName as S;
    match command {
        C::OpenAgenda => state == S::Planned,
        C::Move | C::Cancel => matches!(state, S::Planned | S::AgendaOpen | S::Frozen),
        C::AddItem => matches!(state, S::AgendaOpen | S::Frozen | S::Held),
        C::RemoveItem => matches!(state, S::AgendaOpen | S::Frozen),
        C::OrderItems | C::TimeItem | C::Freeze => state == S::AgendaOpen,
        C::DeclareConflict => {
            matches!(state, S::Planned | S::AgendaOpen | S::Frozen | S::Held)
        }
        C::Hold => state == S::Frozen,
        C::Attend | C::Advise | C::Conclude | C::AddAction | C::Correct | C::Adopt => {
            state == S::Held
        }
        C::ActionDone => matches!(state, S::Held | S::Adopted),
    }
}

/// Returns the commands that a meeting in this state takes.
pub fn accepted(state: StateName) -> Vec<CommandName> {
    CommandName::ALL.iter().copied().filter(|command| accepts(state, *command)).collect()
}
