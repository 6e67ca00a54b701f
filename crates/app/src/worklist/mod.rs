//! The work list: the files of an account by what ends first, with filters, counts, saved views and an export.

mod turn;
mod view;

pub use turn::WorkTurn;
pub use view::WorkView;

use crate::dossier::people;
use crate::{App, AppError, Caller, Paged};
use case::clock::TermKind;
use case::{OfficeRole, StateName};
use chrono::{Days, NaiveDate};
use kernel::{CaseId, FaultCode, Redacted};
use store::{CaseOrder, CaseQuery, CaseSelection, CaseSummary, Cursor, SearchQuery, Section};

/// Files on a page.
const PAGE: u32 = 50;
/// Files that are read at a time for an export.
const BATCH: u32 = 500;
/// The most files of an export: what is more asks for a smaller selection.
const MOST_EXPORTED: usize = 10_000;
/// Counts stop here: a larger number tells nobody more.
const MOST_COUNTED: u32 = 1_000;
/// What ends within so many days stands with what is late.
const SOON_DAYS: u64 = 3;
const FORTNIGHT_DAYS: u64 = 14;

/// A group of the work list, in the order of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WorkGroup {
    /// Late, or within three days.
    Soon,
    /// Within two weeks.
    Fortnight,
    /// Later.
    Later,
    /// The term stands still.
    Suspended,
    /// No term runs.
    NoTerm,
    /// Decided or closed.
    Done,
}

impl WorkGroup {
    /// All groups.
    pub const ALL: [Self; 6] =
        [Self::Soon, Self::Fortnight, Self::Later, Self::Suspended, Self::NoTerm, Self::Done];

    /// Returns the name in an address.
    pub fn id(self) -> &'static str {
        match self {
            Self::Soon => "binnenkort",
            Self::Fortnight => "twee-weken",
            Self::Later => "later",
            Self::Suspended => "opgeschort",
            Self::NoTerm => "geen-termijn",
            Self::Done => "afgerond",
        }
    }

    /// Returns the group with this name.
    pub fn of_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|group| group.id() == id)
    }

    fn of(file: &CaseSummary, today: NaiveDate) -> Self {
        match Section::of(&file.head.state, file.head.due.as_ref()) {
            Section::Running => Self::of_day(file.head.due.as_ref().map(|due| due.on), today),
            Section::Suspended => Self::Suspended,
            Section::NoTerm => Self::NoTerm,
            Section::Done => Self::Done,
        }
    }

    /// Returns the group of a day on which something ends.
    pub fn of_day(day: Option<NaiveDate>, today: NaiveDate) -> Self {
        match day.map(|day| (day - today).num_days()) {
            None => Self::NoTerm,
            Some(days) if days <= SOON_DAYS.cast_signed() => Self::Soon,
            Some(days) if days <= FORTNIGHT_DAYS.cast_signed() => Self::Fortnight,
            Some(_) => Self::Later,
        }
    }

    /// Returns the part of the list and the days that make the group.
    fn selection(self, today: NaiveDate) -> CaseSelection {
        let day = |days: u64| today.checked_add_days(Days::new(days));
        let (section, due_from, due_until) = match self {
            Self::Soon => (Section::Running, None, day(SOON_DAYS)),
            Self::Fortnight => (Section::Running, day(SOON_DAYS + 1), day(FORTNIGHT_DAYS)),
            Self::Later => (Section::Running, day(FORTNIGHT_DAYS + 1), None),
            Self::Suspended => (Section::Suspended, None, None),
            Self::NoTerm => (Section::NoTerm, None, None),
            Self::Done => (Section::Done, None, None),
        };
        CaseSelection { section: Some(section), due_from, due_until, ..CaseSelection::default() }
    }
}

/// Which files, in which order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkFilter {
    /// Only files in this state.
    pub state: Option<StateName>,
    /// Only files of this kind.
    pub kind: Option<String>,
    /// Only files of this group.
    pub group: Option<WorkGroup>,
    /// Only files that ask something of the caller's role.
    pub my_turn: bool,
    /// The newest first, without groups.
    pub newest_first: bool,
}

/// A number of files that is not counted to the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// So many.
    Exactly(u32),
    /// More than this.
    MoreThan(u32),
}

impl Count {
    fn of(number: u32) -> Self {
        if number > MOST_COUNTED { Self::MoreThan(MOST_COUNTED) } else { Self::Exactly(number) }
    }
}

/// What ends, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkDue {
    /// The last day; of a term that stands still the earliest that it can be.
    pub on: NaiveDate,
    /// The kind of term.
    pub kind: TermKind,
    /// Whether it stands still.
    pub suspended: bool,
    /// The latest that it can be, when it stands still and that is known.
    pub latest: Option<NaiveDate>,
}

/// A file in the work list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkLine {
    /// The file.
    pub id: CaseId,
    /// The party's own reference.
    pub reference: String,
    /// The name of the person or organisation concerned.
    pub name: Redacted<String>,
    /// The kind, in words.
    pub kind: String,
    /// The state.
    pub state: StateName,
    /// The group.
    pub group: WorkGroup,
    /// What ends.
    pub due: Option<WorkDue>,
    /// Until when it waits for somebody else.
    pub waits_until: Option<NaiveDate>,
    /// Whether and why it asks something.
    pub turn: WorkTurn,
    /// The roles of which its state asks something, the first in charge.
    pub roles: &'static [OfficeRole],
    /// The day the application came in.
    pub received_on: NaiveDate,
    /// The day of the decision.
    pub decided_on: Option<NaiveDate>,
    /// The day it was closed.
    pub closed_on: Option<NaiveDate>,
    /// How it ended, as the id of an outcome.
    pub outcome: Option<String>,
}

/// A page of the work list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkList {
    /// The files.
    pub lines: Vec<WorkLine>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// How many files each group on the page has, in all.
    pub groups: Vec<(WorkGroup, Count)>,
    /// How many files there are with this filter.
    pub selected: Count,
    /// How many files the account is on.
    pub all: Count,
    /// How many of those ask something of the caller's role; none for a role of which no file ever does.
    pub my_turn: Option<Count>,
    /// How many of all ask a step of anybody within a week.
    pub this_week: Count,
}

impl App {
    /// Lists the files of an account with counts, and logs the reading per person before the list is shown.
    pub async fn work_list(
        &self,
        caller: &Caller,
        filter: &WorkFilter,
        cursor: Option<&str>,
    ) -> Result<WorkList, AppError> {
        let (began, today) = (self.now(), self.clock.today());
        let page = self
            .store
            .list_cases(caller.viewer(), &query(caller, filter, cursor, PAGE, today))
            .await?;
        self.log_reading(caller, "dossiers-lijst", began, people(&page.items)).await?;
        let lines = self.lines(&page.items, today)?;
        let next = page.next.map(|cursor| cursor.as_str().to_owned());
        self.counted(caller, filter, lines, next).await
    }

    /// Searches the files of an account by words.
    pub async fn search_work(
        &self,
        caller: &Caller,
        words: &Redacted<String>,
        cursor: Option<&str>,
    ) -> Result<Paged<WorkLine>, AppError> {
        let (began, today) = (self.now(), self.clock.today());
        let query = SearchQuery {
            text: words.reveal().clone(),
            after: cursor.map(Cursor::new),
            limit: PAGE,
        };
        let page = self.store.search_cases(caller.viewer(), &query).await?;
        self.log_reading(caller, "dossiers-zoeken", began, people(&page.items)).await?;
        let volgende = page.next.map(|cursor| cursor.as_str().to_owned());
        Ok(Paged { items: self.lines(&page.items, today)?, volgende })
    }

    /// Reads all files of a filter, for an export.
    ///
    /// # Errors
    /// An input fault when there are more than an export holds.
    pub async fn work_export(
        &self,
        caller: &Caller,
        filter: &WorkFilter,
    ) -> Result<Vec<WorkLine>, AppError> {
        let today = self.clock.today();
        let (mut lines, mut cursor) = (Vec::new(), None);
        loop {
            let began = self.now();
            let query = query(caller, filter, cursor.as_deref(), BATCH, today);
            let page = self.store.list_cases(caller.viewer(), &query).await?;
            self.log_reading(caller, "dossiers-exporteren", began, people(&page.items)).await?;
            lines.extend(self.lines(&page.items, today)?);
            match page.next {
                None => return Ok(lines),
                Some(_) if lines.len() >= MOST_EXPORTED => return Err(too_many()),
                Some(next) => cursor = Some(next.as_str().to_owned()),
            }
        }
    }

    /// Lists the kinds of permit, subsidy and contract with their names, in order of name: those that the law gives the party
    /// an answer for.
    pub fn kinds_of_party(&self, caller: &Caller) -> Vec<(String, String)> {
        let policy = self.rules.policy(caller.party(), self.clock.today());
        let party = policy.map(|policy| policy.party.kind);
        let ours = |kind: &law::scope::PermitType| {
            party.is_none_or(|party| {
                kind.stands
                    .iter()
                    .any(|stand| stand.basis().is_some() && stand.parties.contains(&party))
            })
        };
        let kinds = self.rules.kinds().values().filter(|kind| ours(kind));
        let mut kinds: Vec<_> =
            kinds.map(|kind| (kind.id.clone(), kernel::capitalised(&kind.label))).collect();
        kinds.sort_by_key(|(_, label)| label.to_lowercase());
        kinds
    }

    fn lines(&self, files: &[CaseSummary], today: NaiveDate) -> Result<Vec<WorkLine>, AppError> {
        files.iter().map(|file| self.work_line(file, today)).collect()
    }

    fn work_line(&self, file: &CaseSummary, today: NaiveDate) -> Result<WorkLine, AppError> {
        let head = file.head.clone();
        let state = state_of(&head.state)?;
        let due = head.due.map(|due| {
            let kind = TermKind::of_id(&due.kind)
                .ok_or_else(|| AppError::Unreadable(format!("term {}", due.kind)))?;
            Ok::<_, AppError>(WorkDue {
                on: due.on,
                kind,
                suspended: due.provisional,
                latest: due.latest,
            })
        });
        Ok(WorkLine {
            id: file.id,
            reference: head.reference,
            name: head.title,
            kind: kernel::capitalised(&self.kind_label(&head.kind)),
            state,
            group: WorkGroup::of(file, today),
            due: due.transpose()?,
            waits_until: head.waits_until,
            turn: turn::turn(state, file, today),
            roles: turn::asks(state).1,
            received_on: head.received_on,
            decided_on: head.decided_on,
            closed_on: head.closed_on,
            outcome: head.outcome,
        })
    }

    async fn counted(
        &self,
        caller: &Caller,
        filter: &WorkFilter,
        lines: Vec<WorkLine>,
        next: Option<String>,
    ) -> Result<WorkList, AppError> {
        let today = self.clock.today();
        let mut shown: Vec<WorkGroup> = lines.iter().map(|line| line.group).collect();
        shown.dedup();
        if filter.newest_first {
            shown.clear();
        }
        let within = |group: WorkGroup| {
            selection(caller, &WorkFilter { group: Some(group), ..filter.clone() }, today)
        };
        let mine = WorkFilter { my_turn: true, ..WorkFilter::default() };
        let mut asked = vec![
            selection(caller, filter, today),
            CaseSelection::default(),
            this_week(today),
            selection(caller, &mine, today),
        ];
        asked.extend(shown.iter().map(|group| within(*group)));
        let counts = self.store.count_cases(caller.viewer(), &asked, MOST_COUNTED).await?;
        let mut counts = counts.into_iter().map(Count::of);
        let mut count = || counts.next().unwrap_or(Count::Exactly(0));
        let (selected, all, this_week, my_turn) = (count(), count(), count(), count());
        Ok(WorkList {
            groups: shown.into_iter().map(|group| (group, count())).collect(),
            my_turn: turn::ever(caller.role()).then_some(my_turn),
            lines,
            next,
            selected,
            all,
            this_week,
        })
    }
}

fn query(
    caller: &Caller,
    filter: &WorkFilter,
    cursor: Option<&str>,
    limit: u32,
    today: NaiveDate,
) -> CaseQuery {
    CaseQuery {
        order: if filter.newest_first { CaseOrder::Newest } else { CaseOrder::Sections },
        selection: selection(caller, filter, today),
        after: cursor.map(Cursor::new),
        limit,
    }
}

fn selection(caller: &Caller, filter: &WorkFilter, today: NaiveDate) -> CaseSelection {
    let group = filter.group.map(|group| group.selection(today)).unwrap_or_default();
    CaseSelection {
        states: filter.state.map(|state| vec![state.id().to_owned()]),
        kind: filter.kind.clone(),
        turn: filter.my_turn.then(|| turn::question(Some(caller.role()), today)),
        ..group
    }
}

/// The running files that ask a step of anybody within a week.
fn this_week(today: NaiveDate) -> CaseSelection {
    let turn = turn::question(None, today);
    CaseSelection {
        section: Some(Section::Running),
        due_until: Some(turn.pressing_until),
        turn: Some(turn),
        ..CaseSelection::default()
    }
}

/// Reads the id of a state as the store keeps it.
pub(crate) fn state_of(id: &str) -> Result<StateName, AppError> {
    let known = StateName::ALL.iter().find(|state| state.id() == id);
    known.copied().ok_or_else(|| AppError::Unreadable(format!("state {id}")))
}

fn too_many() -> AppError {
    let message = format!(
        "er zijn meer dan {MOST_EXPORTED} dossiers; kies eerst een soort, een stand of een termijn en exporteer dan opnieuw"
    );
    AppError::fault("", FaultCode::OnbekendeWaarde, message)
}
