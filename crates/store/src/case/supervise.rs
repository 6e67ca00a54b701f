//! What a supervisor and the worker see: dates and loads, without a name of anybody concerned.

use super::Due;
use super::placement::{BINDING, Section};
use super::read::still_in_at;
use super::row::{due, sort_date};
use crate::page::after;
use crate::sql::Sql;
use crate::{Cursor, Page, PartyScope, Store, StoreError};
use chrono::NaiveDate;
use kernel::{AccountId, CaseId, Id, Moment, PartyId};
use sea_orm::{FromQueryResult, Value};
use std::collections::BTreeMap;
use uuid::Uuid;

/// An open file with a date that is near.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndingSoon {
    /// The file.
    pub case: CaseId,
    /// The party's own reference.
    pub reference: String,
    /// The kind of permit, subsidy or contract.
    pub kind: String,
    /// The state.
    pub state: String,
    /// What is due.
    pub due: Due,
    /// The names of the accounts on it.
    pub members: Vec<String>,
}

/// Which dates to list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EndingQuery {
    /// The last day.
    pub until: NaiveDate,
    /// Only terms for which the party itself can be late.
    pub binding: bool,
    /// Now: access that has ended by then is no access.
    pub at: Moment,
}

/// What rests on one account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Load {
    /// The account.
    pub account: AccountId,
    /// Its name.
    pub name: String,
    /// How many open files it is on.
    pub open: i64,
    /// How many of those have a date in the past.
    pub overdue: i64,
    /// The first date among those.
    pub first_due: Option<NaiveDate>,
}

/// An open file with a date, and the reminders that were sent for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueCase {
    /// The party.
    pub party: PartyId,
    /// The file.
    pub case: CaseId,
    /// The party's own reference.
    pub reference: String,
    /// What is due.
    pub due: Due,
    /// For how many days ahead a reminder of this date went out.
    pub reminded: Vec<i32>,
}

#[derive(FromQueryResult)]
struct DueRow {
    id: Uuid,
    party_id: String,
    reference: String,
    kind: String,
    state: String,
    due_on: Option<NaiveDate>,
    due_kind: Option<String>,
    due_provisional: bool,
}

#[derive(FromQueryResult)]
struct LoadRow {
    id: Uuid,
    name: String,
    open: i64,
    overdue: i64,
    first_due: Option<NaiveDate>,
}

#[derive(FromQueryResult)]
struct MemberName {
    case_id: Uuid,
    name: String,
}

#[derive(FromQueryResult)]
struct Reminded {
    case_id: Uuid,
    due_kind: String,
    due_on: NaiveDate,
    days: i32,
}

impl Store {
    /// Lists the open files of a party that are due until a day, the first date first.
    pub async fn ending_soon(
        &self,
        scope: &PartyScope,
        query: EndingQuery,
        place: Option<&Cursor>,
        limit: u32,
    ) -> Result<Page<EndingSoon>, StoreError> {
        let sql = open_files().text(" AND c.party_id = ").bind(scope.party().as_str());
        let sql = sql.text(" AND c.due_on <= ").bind(query.until);
        let sql = if query.binding {
            sql.text(" AND c.due_kind IN (").bind_list(BINDING.map(Value::from)).text(")")
        } else {
            sql
        };
        let page = self.due_page(sql, place, limit).await?;
        let mut names = self.member_names(scope, &page.items, query.at).await?;
        page.try_map(|row| {
            Ok(EndingSoon {
                case: CaseId::from_uuid(row.id),
                reference: row.reference.clone(),
                kind: row.kind.clone(),
                state: row.state.clone(),
                members: names.remove(&row.id).unwrap_or_default(),
                due: row.due()?,
            })
        })
    }

    /// Lists the open files of all parties that are due between two days, with the reminders that went out. For the worker.
    pub async fn due_within(
        &self,
        from: NaiveDate,
        until: NaiveDate,
        place: Option<&Cursor>,
        limit: u32,
    ) -> Result<Page<DueCase>, StoreError> {
        let sql = open_files().text(" AND c.due_on >= ").bind(from);
        let page = self.due_page(sql.text(" AND c.due_on <= ").bind(until), place, limit).await?;
        let reminded = self.reminded(&page.items).await?;
        page.try_map(|row| {
            let party = crate::party::party_id("case_file", &row.party_id)?;
            let (case, reference) = (CaseId::from_uuid(row.id), row.reference.clone());
            let due = row.due()?;
            let key = (case.uuid(), due.kind.clone(), due.on);
            let reminded = reminded.get(&key).cloned().unwrap_or_default();
            Ok(DueCase { party, case, reference, due, reminded })
        })
    }

    /// Tells what rests on each active account of a party. Only a term that binds the party and runs can be late.
    pub async fn load_per_account(
        &self,
        scope: &PartyScope,
        today: NaiveDate,
        at: Moment,
    ) -> Result<Vec<Load>, StoreError> {
        // Each figure by itself: counting walks one index, and the other two take its first entries. Together, as aggregates of one
        // join, every open file would be looked at for all three.
        let own = |sql: Sql, figure: &str| {
            sql.text("(SELECT ")
                .text(figure)
                .text(" FROM case_member m WHERE m.account_id = a.id AND m.party_id = a.party_id AND m.state <> 'gesloten' AND ")
                .then(|sql| still_in_at(sql, at))
        };
        let sql = own(Sql::new("SELECT a.id, a.name, "), "COUNT(*)").text(") AS open, ");
        let sql = own(sql, "COUNT(*)")
            .text(" AND m.binding AND m.section = ")
            .bind(Section::Running.number())
            .text(" AND m.due_on < ")
            .bind(today)
            .text(") AS overdue, NULLIF(");
        let sql = own(sql, "MIN(m.due_on)")
            .text("), ")
            .bind(sort_date(None))
            .text(") AS first_due FROM account a WHERE a.party_id = ")
            .bind(scope.party().as_str())
            .text(" AND a.active = ")
            .bind(true)
            .text(" ORDER BY a.name, a.id");
        let rows: Vec<LoadRow> = sql.all(&self.pools.read).await?;
        Ok(rows.into_iter().map(Into::into).collect())
    }

    async fn due_page(
        &self,
        sql: Sql,
        place: Option<&Cursor>,
        limit: u32,
    ) -> Result<Page<DueRow>, StoreError> {
        let sql = match after::<(NaiveDate, Uuid)>(place)? {
            Some((on, id)) => {
                sql.text(" AND (c.due_on, c.id) > (").bind(on).text(", ").bind(id).text(")")
            }
            None => sql,
        };
        let sql = sql.text(" ORDER BY c.due_on, c.id").page(limit);
        let rows: Vec<DueRow> = sql.all(&self.pools.read).await?;
        Ok(Page::of(rows, limit, |row| (row.due_on, row.id)))
    }

    async fn member_names(
        &self,
        scope: &PartyScope,
        rows: &[DueRow],
        at: Moment,
    ) -> Result<BTreeMap<Uuid, Vec<String>>, StoreError> {
        let mut names = BTreeMap::<Uuid, Vec<String>>::new();
        if rows.is_empty() {
            return Ok(names);
        }
        let sql = Sql::new(
            "SELECT m.case_id, a.name FROM case_member m JOIN account a ON a.id = m.account_id",
        )
        .text(" WHERE m.party_id = ")
        .bind(scope.party().as_str())
        .text(" AND ")
        .then(|sql| still_in_at(sql, at))
        .text(" AND m.case_id IN (")
        .bind_list(ids(rows))
        .text(") ORDER BY m.created_at, m.account_id");
        for row in sql.all::<MemberName>(&self.pools.read).await? {
            names.entry(row.case_id).or_default().push(row.name);
        }
        Ok(names)
    }

    async fn reminded(
        &self,
        rows: &[DueRow],
    ) -> Result<BTreeMap<(Uuid, String, NaiveDate), Vec<i32>>, StoreError> {
        let mut reminded = BTreeMap::<_, Vec<i32>>::new();
        if rows.is_empty() {
            return Ok(reminded);
        }
        let sql =
            Sql::new("SELECT case_id, due_kind, due_on, days FROM reminder WHERE case_id IN (")
                .bind_list(ids(rows))
                .text(") ORDER BY days");
        for row in sql.all::<Reminded>(&self.pools.read).await? {
            reminded.entry((row.case_id, row.due_kind, row.due_on)).or_default().push(row.days);
        }
        Ok(reminded)
    }
}

fn open_files() -> Sql {
    Sql::new(
        "SELECT c.id, c.party_id, c.reference, c.kind, c.state, c.due_on, c.due_kind, c.due_provisional",
    )
    .text(" FROM case_file c WHERE c.state <> 'gesloten'")
}

fn ids(rows: &[DueRow]) -> impl Iterator<Item = Value> {
    rows.iter().map(|row| row.id.into())
}

impl DueRow {
    fn due(self) -> Result<Due, StoreError> {
        due(self.due_on, self.due_kind, self.due_provisional)
            .ok_or_else(|| StoreError::inconsistent("case_file", "due_on", &self.id))
    }
}

impl From<LoadRow> for Load {
    fn from(row: LoadRow) -> Self {
        Self {
            account: AccountId::from_uuid(row.id),
            name: row.name,
            open: row.open,
            overdue: row.overdue,
            first_due: row.first_due,
        }
    }
}
