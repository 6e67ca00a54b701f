//! The list of an account's files. It reads one range of one index, and never the content.

use super::CaseSummary;
use super::read::still_in;
use super::row::{SUMMARY, SummaryRow, sort_date};
use crate::page::after;
use crate::sql::Sql;
use crate::{Cursor, Page, Store, StoreError, Viewer};
use chrono::NaiveDate;
use kernel::Id;
use uuid::Uuid;

/// The order of a list of files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CaseOrder {
    /// The newest first.
    #[default]
    Newest,
    /// What is due first, first; what has no date comes last.
    DueFirst,
}

/// Which files to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseQuery {
    /// The order.
    pub order: CaseOrder,
    /// Only files in this state.
    pub state: Option<String>,
    /// Where the page begins.
    pub after: Option<Cursor>,
    /// How many at most.
    pub limit: u32,
}

impl Store {
    /// Lists the files an account is on.
    pub async fn list_cases(
        &self,
        viewer: &Viewer,
        query: &CaseQuery,
    ) -> Result<Page<CaseSummary>, StoreError> {
        let sql = mine(viewer).bind_some(" AND m.state = ", query.state.as_deref());
        let sql = match query.order {
            CaseOrder::Newest => newest(sql, after(query.after.as_ref())?),
            CaseOrder::DueFirst => due_first(sql, after(query.after.as_ref())?),
        };
        let rows: Vec<SummaryRow> = sql.page(query.limit).all(&self.pools.read).await?;
        let rows = rows.into_iter().map(TryInto::try_into).collect::<Result<Vec<_>, _>>()?;
        Ok(match query.order {
            CaseOrder::Newest => Page::of(rows, query.limit, |row: &CaseSummary| row.id.uuid()),
            CaseOrder::DueFirst => Page::of(rows, query.limit, due_key),
        })
    }
}

fn mine(viewer: &Viewer) -> Sql {
    Sql::new("SELECT ")
        .text(SUMMARY)
        .text(
            " FROM case_member m JOIN case_file c ON c.id = m.case_id AND c.party_id = m.party_id",
        )
        .text(" WHERE m.account_id = ")
        .bind(viewer.account().uuid())
        .text(" AND m.party_id = ")
        .bind(viewer.party().as_str())
        .text(" AND ")
        .then(|sql| still_in(sql, viewer))
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

fn due_key(row: &CaseSummary) -> (NaiveDate, Uuid) {
    (sort_date(row.head.due.as_ref().map(|due| due.on)), row.id.uuid())
}
