//! What a supervisor, a council or a controller reads: ending terms of our own and figures, without a name of anybody
//! concerned.

use crate::worklist::{WorkDue, state_of};
use crate::{App, AppError, Caller, Paged};
use case::StateName;
use case::clock::TermKind;
use chrono::{Datelike, Days, NaiveDate};
use kernel::FaultCode;
use std::collections::BTreeMap;
use store::{Cursor, EndingQuery, EndingSoon, Timeliness};

/// Terms on a page.
const PAGE: u32 = 50;
const BATCH: u32 = 500;
/// The most terms of an export.
const MOST_EXPORTED: usize = 10_000;
/// How many half-years the figures go back, with the one under way.
const HALF_YEARS: i32 = 4;

/// A term of our own that ends, on a file of the party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndingTerm {
    /// The party's own reference.
    pub reference: String,
    /// The kind, in words.
    pub kind: String,
    /// The state.
    pub state: StateName,
    /// What ends.
    pub due: WorkDue,
    /// The names of the accounts on the file.
    pub members: Vec<String>,
}

/// Half of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct HalfYear {
    /// The year.
    pub year: i32,
    /// Whether it is the second half.
    pub second: bool,
}

impl HalfYear {
    fn of(day: NaiveDate) -> Self {
        Self { year: day.year(), second: day.month() > 6 }
    }

    /// Returns the half-year so many before this one.
    fn before(self, halves: i32) -> Self {
        let count = self.year * 2 + i32::from(self.second) - halves;
        Self { year: count.div_euclid(2), second: count.rem_euclid(2) == 1 }
    }

    fn first_day(self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year, if self.second { 7 } else { 1 }, 1)
    }
}

/// How decisions came in a half-year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Decisions {
    /// In time.
    pub in_time: u64,
    /// Late.
    pub late: u64,
    /// Without a term.
    pub no_term: u64,
}

/// The figures of a party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// Files by state, in the order of a file's life.
    pub states: Vec<(StateName, u64)>,
    /// Files by kind, in words, the most first.
    pub kinds: Vec<(String, u64)>,
    /// Decided files by outcome, as the id of the outcome.
    pub outcomes: Vec<(String, u64)>,
    /// Decisions by half-year, the last one first.
    pub half_years: Vec<(HalfYear, Decisions)>,
}

impl App {
    /// Lists the terms of our own that end within so many days, what is late first.
    pub async fn ending_terms(
        &self,
        caller: &Caller,
        days: u32,
        cursor: Option<&str>,
    ) -> Result<Paged<EndingTerm>, AppError> {
        let cursor = cursor.map(Cursor::new);
        let query = self.ending(days);
        let page = self.store.ending_soon(caller.scope(), query, cursor.as_ref(), PAGE).await?;
        let volgende = page.next.map(|cursor| cursor.as_str().to_owned());
        let items = page.items.into_iter().map(|row| self.ending_term(row));
        Ok(Paged { items: items.collect::<Result<_, _>>()?, volgende })
    }

    /// Reads all terms of our own that end within so many days, for an export.
    ///
    /// # Errors
    /// An input fault when there are more than an export holds.
    pub async fn ending_terms_export(
        &self,
        caller: &Caller,
        days: u32,
    ) -> Result<Vec<EndingTerm>, AppError> {
        let query = self.ending(days);
        let (mut terms, mut cursor) = (Vec::new(), None);
        loop {
            let page =
                self.store.ending_soon(caller.scope(), query, cursor.as_ref(), BATCH).await?;
            for row in page.items {
                terms.push(self.ending_term(row)?);
            }
            match page.next {
                None => return Ok(terms),
                Some(_) if terms.len() >= MOST_EXPORTED => return Err(too_many()),
                next => cursor = next,
            }
        }
    }

    fn ending(&self, days: u32) -> EndingQuery {
        let today = self.clock.today();
        let until = today.checked_add_days(Days::new(days.into())).unwrap_or(today);
        EndingQuery { until, binding: true, at: self.now() }
    }

    fn ending_term(&self, row: EndingSoon) -> Result<EndingTerm, AppError> {
        let kind = TermKind::of_id(&row.due.kind)
            .ok_or_else(|| AppError::Unreadable(format!("term {}", row.due.kind)))?;
        Ok(EndingTerm {
            reference: row.reference,
            kind: kernel::capitalised(&self.kind_label(&row.kind)),
            state: state_of(&row.state)?,
            due: WorkDue {
                on: row.due.on,
                kind,
                suspended: row.due.provisional,
                latest: row.due.latest,
            },
            members: row.members,
        })
    }

    /// Counts the files and decisions of the caller's party.
    pub async fn figures(&self, caller: &Caller) -> Result<Figures, AppError> {
        let rows = self.store.count_by_state(caller.scope()).await?;
        let (mut states, mut kinds, mut outcomes) =
            (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for row in rows {
            let files = u64::try_from(row.files).unwrap_or_default();
            *states.entry(state_of(&row.state)?).or_default() += files;
            *kinds.entry(kernel::capitalised(&self.kind_label(&row.kind))).or_default() += files;
            if let Some(outcome) = row.outcome {
                *outcomes.entry(outcome).or_default() += files;
            }
        }
        let mut kinds: Vec<(String, u64)> = kinds.into_iter().collect();
        kinds.sort_by_key(|(_, files)| std::cmp::Reverse(*files));
        Ok(Figures {
            states: states.into_iter().collect(),
            kinds,
            outcomes: outcomes.into_iter().collect(),
            half_years: self.half_years(caller).await?,
        })
    }

    async fn half_years(&self, caller: &Caller) -> Result<Vec<(HalfYear, Decisions)>, AppError> {
        let now = HalfYear::of(self.clock.today());
        let mut halves: BTreeMap<HalfYear, Decisions> =
            (0..HALF_YEARS).map(|back| (now.before(back), Decisions::default())).collect();
        let since = now.before(HALF_YEARS - 1).first_day().unwrap_or(NaiveDate::MIN);
        for row in self.store.count_decisions(caller.scope(), since).await? {
            let files = u64::try_from(row.files).unwrap_or_default();
            let decisions = halves.entry(HalfYear::of(row.day)).or_default();
            match row.timeliness {
                Timeliness::InTime => decisions.in_time += files,
                Timeliness::Late => decisions.late += files,
                Timeliness::NoTerm => decisions.no_term += files,
            }
        }
        Ok(halves.into_iter().rev().collect())
    }
}

fn too_many() -> AppError {
    let message = format!(
        "er zijn meer dan {MOST_EXPORTED} termijnen; kies minder dagen vooruit en exporteer dan opnieuw"
    );
    AppError::fault("", FaultCode::OnbekendeWaarde, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_years_are_counted_back_over_the_turn_of_the_year() {
        let day = |text: &str| -> NaiveDate { text.parse().unwrap() };
        let half = HalfYear::of(day("2026-11-02"));
        assert_eq!(half, HalfYear { year: 2026, second: true });
        assert_eq!(half.before(1), HalfYear { year: 2026, second: false });
        assert_eq!(half.before(3), HalfYear { year: 2025, second: false });
        assert_eq!(half.before(2).first_day(), Some(day("2025-07-01")));
        assert_eq!(HalfYear::of(day("2026-06-30")), half.before(1));
    }
}
