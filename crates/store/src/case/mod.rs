//! Screening files as rows. What a file holds is an opaque text to the store, closed at rest.

mod add;
mod beside;
mod comparable;
mod conflict;
mod emergency;
pub(crate) mod entity;
mod figures;
mod gathered;
mod list;
mod member;
mod placement;
mod read;
mod refresh;
mod row;
mod search;
mod supervise;
mod titles;
mod weighed;
mod write;

pub use beside::{CaseEvent, DeadlineEntry};
pub use conflict::ConflictRow;
pub use emergency::{EmergencyRow, NewEmergency, Reviewed};
pub use figures::{DecidedOn, StateCount, Timeliness};
pub use gathered::Interest;
pub use list::{CaseOrder, CaseQuery, CaseSelection, Turn};
pub use member::{MemberRow, NewMember};
pub use placement::{Section, binds};
pub(crate) use read::{member, still_in};
pub use search::SearchQuery;
pub use supervise::{DueCase, EndingQuery, EndingSoon, Load};
pub use titles::CaseTitle;

use chrono::NaiveDate;
use kernel::{CaseId, Moment, Redacted, SubjectId};

/// The date a file has to be decided, or something else done, by law.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The last day.
    pub on: NaiveDate,
    /// What ends then.
    pub kind: String,
    /// Whether it may still move, because something that it depends on is unknown.
    pub provisional: bool,
    /// How far it can move; none when that is unknown or it does not move.
    pub latest: Option<NaiveDate>,
}

/// What lists show of a file, and what the database checks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseHead {
    /// The party's own reference; unique within the party.
    pub reference: String,
    /// The kind of permit, subsidy or contract.
    pub kind: String,
    /// The procedure that is followed.
    pub procedure: String,
    /// The state.
    pub state: String,
    /// The name of the main person or organisation concerned.
    pub title: Redacted<String>,
    /// The main person or organisation concerned.
    pub main_subject: Option<SubjectId>,
    /// The day the application came in.
    pub received_on: NaiveDate,
    /// What is due next.
    pub due: Option<Due>,
    /// The last day on which somebody else may still act; none when nobody else has to.
    pub waits_until: Option<NaiveDate>,
    /// The day of the decision.
    pub decided_on: Option<NaiveDate>,
    /// The day the file was closed.
    pub closed_on: Option<NaiveDate>,
    /// How it ended.
    pub outcome: Option<String>,
    /// The file this one follows.
    pub linked_to: Option<CaseId>,
}

/// A file in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseSummary {
    /// The id.
    pub id: CaseId,
    /// The columns of the file.
    pub head: CaseHead,
    /// Rises by one with every change.
    pub version: i64,
    /// When it was made.
    pub created_at: Moment,
    /// When it was last changed.
    pub updated_at: Moment,
}

/// A file with what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseRow {
    /// What lists show.
    pub summary: CaseSummary,
    /// The content, as it was given.
    pub content: Redacted<String>,
}

/// A file to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCase {
    /// The id.
    pub id: CaseId,
    /// The columns of the file.
    pub head: CaseHead,
    /// The content.
    pub content: Redacted<String>,
    /// All that the file should be found by.
    pub search_text: Redacted<String>,
    /// When it is made.
    pub at: Moment,
}

/// A file that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseUpdate {
    /// The id.
    pub id: CaseId,
    /// The columns of the file; the reference never changes.
    pub head: CaseHead,
    /// The content.
    pub content: Redacted<String>,
    /// All that the file should be found by; `None` when that did not change.
    pub search_text: Option<Redacted<String>>,
    /// Whether its persons changed, so that they have to be made findable again.
    pub persons_changed: bool,
    /// When it changed.
    pub at: Moment,
}
