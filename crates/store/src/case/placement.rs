//! Where a file stands in the work lists of its members: copies of its columns, so that a list reads one index.

use super::row::sort_date;
use super::{CaseHead, Due};
use chrono::NaiveDate;
use sea_orm::{FromQueryResult, Value};

/// The part of a work list that a file is in. Within a part the first date comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// A term runs.
    Running,
    /// The term stands still, so that its date still moves.
    Suspended,
    /// No term runs.
    NoTerm,
    /// There is a decision, or the file is closed.
    Done,
}

impl Section {
    /// All parts, in the order of the list.
    pub const ALL: [Self; 4] = [Self::Running, Self::Suspended, Self::NoTerm, Self::Done];

    pub(super) fn number(self) -> i32 {
        match self {
            Self::Running => 0,
            Self::Suspended => 1,
            Self::NoTerm => 2,
            Self::Done => 3,
        }
    }

    /// Returns the part of a file in a state with a date.
    pub fn of(state: &str, due: Option<&Due>) -> Self {
        match (state, due) {
            ("besloten" | "gesloten", _) => Self::Done,
            (_, None) => Self::NoTerm,
            (_, Some(due)) if due.provisional => Self::Suspended,
            (_, Some(_)) => Self::Running,
        }
    }
}

/// The terms for which the party itself can be late; the others are for somebody else to use.
pub(super) const BINDING: [&str; 3] =
    ["beslistermijn", "buiten-behandeling", "beslissing-op-bezwaar"];

/// Returns whether the party itself is late when a term of this kind is over.
pub fn binds(kind: &str) -> bool {
    BINDING.contains(&kind)
}

/// The copies.
#[derive(Clone, Debug)]
pub(super) struct Placement {
    pub(super) state: String,
    pub(super) due_on: NaiveDate,
    pub(super) case_kind: String,
    pub(super) section: i32,
    pub(super) binding: bool,
    pub(super) waits_until: Option<NaiveDate>,
}

/// The columns of a file that are copied.
#[derive(FromQueryResult)]
pub(super) struct Copied {
    state: String,
    kind: String,
    due_on: Option<NaiveDate>,
    due_kind: Option<String>,
    due_provisional: bool,
    waits_until: Option<NaiveDate>,
}

impl Copied {
    pub(super) const COLUMNS: &str =
        "SELECT state, kind, due_on, due_kind, due_provisional, waits_until FROM case_file";

    pub(super) fn placement(self) -> Placement {
        let due = super::row::due(self.due_on, self.due_kind, self.due_provisional);
        Placement::new(self.state, self.kind, due.as_ref(), self.waits_until)
    }
}

impl Placement {
    pub(super) fn of(head: &CaseHead) -> Self {
        Self::new(head.state.clone(), head.kind.clone(), head.due.as_ref(), head.waits_until)
    }

    fn new(
        state: String,
        case_kind: String,
        due: Option<&Due>,
        waits_until: Option<NaiveDate>,
    ) -> Self {
        Self {
            section: Section::of(&state, due).number(),
            due_on: sort_date(due.map(|due| due.on)),
            binding: due.is_some_and(|due| binds(&due.kind)),
            state,
            case_kind,
            waits_until,
        }
    }

    /// Names the columns with their values, for a statement that changes them.
    pub(super) fn columns(self) -> [(&'static str, Value); 6] {
        [
            ("state = ", self.state.into()),
            (", due_on = ", self.due_on.into()),
            (", case_kind = ", self.case_kind.into()),
            (", section = ", self.section.into()),
            (", binding = ", self.binding.into()),
            (", waits_until = ", self.waits_until.into()),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn due(kind: &str, provisional: bool) -> Due {
        let on = NaiveDate::from_ymd_opt(2027, 2, 16).unwrap();
        Due { on, kind: kind.to_owned(), provisional, latest: None }
    }

    #[test]
    fn after_a_decision_no_date_is_ours_to_watch() {
        let remedy = due("bezwaar", false);
        assert_eq!(Section::of("besloten", Some(&remedy)), Section::Done);
        assert_eq!(Section::of("gesloten", None), Section::Done);
        assert_eq!(
            Section::of("bezwaar", Some(&due("beslissing-op-bezwaar", false))),
            Section::Running
        );
        assert_eq!(Section::of("beroep", None), Section::NoTerm);
        assert_eq!(
            Section::of("lbb-advies", Some(&due("beslistermijn", true))),
            Section::Suspended
        );
        assert!(!binds("bezwaar") && binds("beslistermijn"));
    }
}
