//! The list of an account's files, and counts of it. Both read one range of one index, and never the content.

use super::CaseSummary;
use super::placement::Section;
use super::read::still_in;
use super::row::{SUMMARY, SummaryRow, sort_date};
use crate::page::after;
use crate::sql::Sql;
use crate::{Cursor, Page, Store, StoreError, Viewer};
use chrono::NaiveDate;
use kernel::Id;
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

/// The order of a list of files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CaseOrder {
    /// The newest first.
    #[default]
    Newest,
    /// What is due first, first; what has no date comes last.
    DueFirst,
    /// By the parts of the work list, and in each what is due first, first.
    Sections,
}

/// Which files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseSelection {
    /// Only files in one of these states.
    pub states: Option<Vec<String>>,
    /// Only files of this kind.
    pub kind: Option<String>,
    /// Only files in this part of the work list.
    pub section: Option<Section>,
    /// Only files that are due on this day or later.
    pub due_from: Option<NaiveDate>,
    /// Only files that are due on this day or earlier.
    pub due_until: Option<NaiveDate>,
    /// Only files on which somebody has to act.
    pub turn: Option<Turn>,
}

/// On which files somebody has to act.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Turn {
    /// Always in these states.
    pub always: Vec<String>,
    /// In these states when nobody else has a term any more.
    pub after_waiting: Vec<String>,
    /// In the same states when the party's own term is about to end: on this day or earlier.
    pub pressing_until: NaiveDate,
    /// Today.
    pub today: NaiveDate,
}

/// A page of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseQuery {
    /// The order.
    pub order: CaseOrder,
    /// Which files.
    pub selection: CaseSelection,
    /// Where the page begins.
    pub after: Option<Cursor>,
    /// How many at most.
    pub limit: u32,
}

#[derive(FromQueryResult)]
struct Counted {
    files: i64,
}

#[derive(FromQueryResult)]
struct Listed {
    #[sea_orm(nested)]
    summary: SummaryRow,
    section: i32,
}

impl Store {
    /// Lists the files an account is on.
    pub async fn list_cases(
        &self,
        viewer: &Viewer,
        query: &CaseQuery,
    ) -> Result<Page<CaseSummary>, StoreError> {
        let sql = Sql::new("SELECT ").text(SUMMARY).text(
            ", m.section FROM case_member m JOIN case_file c ON c.id = m.case_id AND c.party_id = m.party_id",
        );
        let sql = selected(mine(sql, viewer), &query.selection);
        let sql = match query.order {
            CaseOrder::Newest => newest(sql, after(query.after.as_ref())?),
            CaseOrder::DueFirst => due_first(sql, after(query.after.as_ref())?),
            CaseOrder::Sections => sections(sql, after(query.after.as_ref())?),
        };
        let rows: Vec<Listed> = sql.page(query.limit).all(&self.pools.read).await?;
        let rows = rows
            .into_iter()
            .map(|row| Ok((row.section, CaseSummary::try_from(row.summary)?)))
            .collect::<Result<Vec<_>, StoreError>>()?;
        let page = match query.order {
            CaseOrder::Newest => Page::of(rows, query.limit, |(_, row)| row.id.uuid()),
            CaseOrder::DueFirst => Page::of(rows, query.limit, |(_, row)| due_key(row)),
            CaseOrder::Sections => Page::of(rows, query.limit, |(section, row)| {
                let (due_on, id) = due_key(row);
                (*section, due_on, id)
            }),
        };
        page.try_map(|(_, row)| Ok(row))
    }

    /// Counts the files of each selection that an account is on, up to one more than `most`: what comes after that is not
    /// counted, so that a count costs no more than a page.
    pub async fn count_cases(
        &self,
        viewer: &Viewer,
        selections: &[CaseSelection],
        most: u32,
    ) -> Result<Vec<u32>, StoreError> {
        if selections.is_empty() {
            return Ok(Vec::new());
        }
        let mut sql = Sql::default();
        for (place, selection) in selections.iter().enumerate() {
            let begin = if place == 0 { "SELECT " } else { " UNION ALL SELECT " };
            let counted = sql
                .text(begin)
                .text(&place.to_string())
                .text(" AS place, COUNT(*) AS files FROM (SELECT 1 FROM case_member m");
            sql = selected(mine(counted, viewer), selection).page(most).text(") x");
        }
        let rows: Vec<Counted> = sql.text(" ORDER BY place").all(&self.pools.read).await?;
        Ok(rows.iter().map(|row| u32::try_from(row.files).unwrap_or(u32::MAX)).collect())
    }
}

fn mine(sql: Sql, viewer: &Viewer) -> Sql {
    sql.text(" WHERE m.account_id = ")
        .bind(viewer.account().uuid())
        .text(" AND m.party_id = ")
        .bind(viewer.party().as_str())
        .text(" AND ")
        .then(|sql| still_in(sql, viewer))
}

fn selected(sql: Sql, selection: &CaseSelection) -> Sql {
    let sql = match &selection.states {
        Some(states) => sql.text(" AND ").then(|sql| in_states(sql, states)),
        None => sql,
    };
    let sql = sql
        .bind_some(" AND m.case_kind = ", selection.kind.as_deref())
        .bind_some(" AND m.section = ", selection.section.map(Section::number))
        .bind_some(" AND m.due_on >= ", selection.due_from)
        .bind_some(" AND m.due_on <= ", selection.due_until);
    match &selection.turn {
        Some(turn) => on_turn(sql, turn),
        None => sql,
    }
}

fn on_turn(sql: Sql, turn: &Turn) -> Sql {
    sql.text(" AND (")
        .then(|sql| in_states(sql, &turn.always))
        .text(" OR (")
        .then(|sql| in_states(sql, &turn.after_waiting))
        .text(" AND (m.waits_until IS NULL OR m.waits_until < ")
        .bind(turn.today)
        .text(" OR (m.binding AND m.section = ")
        .bind(Section::Running.number())
        .text(" AND m.due_on <= ")
        .bind(turn.pressing_until)
        .text("))))")
}

fn in_states(sql: Sql, states: &[String]) -> Sql {
    match states {
        [] => sql.text("1 = 0"),
        [state] => sql.text("m.state = ").bind(state.as_str()),
        states => sql
            .text("m.state IN (")
            .bind_list(states.iter().map(|state| Value::from(state.as_str())))
            .text(")"),
    }
}

fn newest(sql: Sql, after: Option<Uuid>) -> Sql {
    sql.bind_some(" AND m.case_id < ", after).text(" ORDER BY m.case_id DESC")
}

fn due_first(sql: Sql, after: Option<(NaiveDate, Uuid)>) -> Sql {
    let sql = match after {
        Some((due_on, id)) => {
            sql.text(" AND (m.due_on, m.case_id) > (").bind(due_on).text(", ").bind(id).text(")")
        }
        None => sql,
    };
    sql.text(" ORDER BY m.due_on, m.case_id")
}

fn sections(sql: Sql, after: Option<(i32, NaiveDate, Uuid)>) -> Sql {
    let sql = match after {
        Some((section, due_on, id)) => sql
            .text(" AND (m.section, m.due_on, m.case_id) > (")
            .bind_list([section.into(), due_on.into(), id.into()])
            .text(")"),
        None => sql,
    };
    sql.text(" ORDER BY m.section, m.due_on, m.case_id")
}

fn due_key(row: &CaseSummary) -> (NaiveDate, Uuid) {
    (sort_date(row.head.due.as_ref().map(|due| due.on)), row.id.uuid())
}
