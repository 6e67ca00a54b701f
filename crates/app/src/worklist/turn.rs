//! Whose turn it is: one table of states, moments and roles. A file asks something of us in some states always, in others when
//! nobody else has a term any more or our own is about to end, and in some never.

use case::{OfficeRole, StateName};
use chrono::{Days, NaiveDate};
use store::{CaseSummary, Section, binds};

/// Within so many days a term of our own asks for a step, whoever else is still to act.
pub(crate) const PRESSING_DAYS: u64 = 7;

/// When a state asks something of us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum When {
    /// As long as it lasts.
    Always,
    /// When what we wait for came or did not come.
    AfterWaiting,
    /// Never.
    Never,
}

use OfficeRole::{Behandelaar, Beslisser, Coordinator, TweedeLezer};
use When::{AfterWaiting, Always, Never};

/// Returns when a state asks something, and of which roles.
pub(crate) fn asks(state: StateName) -> (When, &'static [OfficeRole]) {
    const OFFICERS: &[OfficeRole] = &[Behandelaar, Coordinator];
    const WITH_MANDATE: &[OfficeRole] = &[Behandelaar, Coordinator, Beslisser];
    match state {
        StateName::Intake | StateName::Scoped | StateName::Complete | StateName::Investigation => {
            (Always, OFFICERS)
        }
        StateName::FormsOut | StateName::AdviceAsked | StateName::Decided => {
            (AfterWaiting, OFFICERS)
        }
        StateName::Repair | StateName::Intended => (AfterWaiting, WITH_MANDATE),
        StateName::Assessed => (Always, &[Behandelaar, Coordinator, TweedeLezer, Beslisser]),
        StateName::InObjection => (Always, WITH_MANDATE),
        StateName::InAppeal | StateName::Closed => (Never, &[]),
    }
}

/// Why a file asks something now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkTurn {
    /// Its state asks it.
    State,
    /// Nobody else has a term any more.
    WaitingIsOver,
    /// Our own term is about to end, or has ended.
    Pressing,
    /// It asks nothing of anybody here.
    Nothing,
}

/// Says why a file asks something on a day.
pub(crate) fn turn(state: StateName, file: &CaseSummary, today: NaiveDate) -> WorkTurn {
    let head = &file.head;
    let week = today.checked_add_days(Days::new(PRESSING_DAYS)).unwrap_or(today);
    let pressing = Section::of(&head.state, head.due.as_ref()) == Section::Running
        && head.due.as_ref().is_some_and(|due| binds(&due.kind) && due.on <= week);
    match asks(state).0 {
        Always => WorkTurn::State,
        AfterWaiting if head.waits_until.is_none_or(|last| last < today) => WorkTurn::WaitingIsOver,
        AfterWaiting if pressing => WorkTurn::Pressing,
        AfterWaiting | Never => WorkTurn::Nothing,
    }
}

/// Returns whether there is a state that asks something of a role.
pub(crate) fn ever(role: OfficeRole) -> bool {
    StateName::ALL.iter().any(|state| asks(*state).1.contains(&role))
}

/// Returns the question to the database: the files that ask something of a role, or of anybody.
pub(crate) fn question(role: Option<OfficeRole>, today: NaiveDate) -> store::Turn {
    let states = |wanted: When| {
        let of = |state: &&StateName| {
            let (when, roles) = asks(**state);
            when == wanted && role.is_none_or(|role| roles.contains(&role))
        };
        StateName::ALL.iter().filter(of).map(|state| state.id().to_owned()).collect()
    };
    store::Turn {
        always: states(Always),
        after_waiting: states(AfterWaiting),
        pressing_until: today.checked_add_days(Days::new(PRESSING_DAYS)).unwrap_or(today),
        today,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use case::clock::TermKind;

    #[test]
    fn the_store_knows_which_terms_bind_the_party() {
        for kind in TermKind::ALL {
            assert_eq!(binds(kind.id()), kind.binds_the_body(), "{}", kind.id());
        }
    }

    #[test]
    fn every_state_that_asks_something_asks_it_of_somebody() {
        for state in StateName::ALL {
            let (when, roles) = asks(*state);
            assert_eq!(when == Never, roles.is_empty(), "{}", state.id());
        }
        assert!(ever(Behandelaar) && !ever(OfficeRole::Werkgroeplid));
    }

    #[test]
    fn the_question_for_a_role_leaves_out_the_states_of_others() {
        let today = NaiveDate::from_ymd_opt(2027, 2, 16).unwrap();
        let reader = question(Some(TweedeLezer), today);
        assert_eq!((reader.always, reader.after_waiting), (vec!["beoordeeld".to_owned()], vec![]));
        let all = question(None, today);
        assert_eq!(all.always.len() + all.after_waiting.len(), 11);
        assert_eq!(all.pressing_until.to_string(), "2027-02-23");
    }
}
