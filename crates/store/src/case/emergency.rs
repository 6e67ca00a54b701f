//! Access in an emergency that was taken: who, to which file and why, and whether somebody looked at it. For who supervises the
//! party: of the file they see its reference and nothing else.

use crate::keys::Place;
use crate::sql::{Sql, maybe_moment, moment};
use crate::{PartyScope, Store, StoreError, Tx};
use kernel::{AccountId, CaseId, Id, Moment, PartyId, TaskId};
use sea_orm::{FromQueryResult, Value};
use std::collections::BTreeMap;
use uuid::Uuid;

const TABLE: &str = "emergency_access";
/// More than so many at once nobody reads.
const MOST: i64 = 200;

/// Access that is taken now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEmergency {
    /// The duty to look at it.
    pub task: TaskId,
    /// The file.
    pub case: CaseId,
    /// Who takes it.
    pub account: AccountId,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Moment,
    /// Until when.
    pub until: Moment,
}

/// Access that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmergencyRow {
    /// What it was when it was taken.
    pub taken: NewEmergency,
    /// The party's own reference of the file.
    pub reference: String,
    /// The name of the account that took it.
    pub name: String,
    /// The role that has to look at it.
    pub role: Option<String>,
    /// Who looked at it; `None` while nobody did.
    pub reviewed: Option<Reviewed>,
}

/// That somebody looked at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reviewed {
    /// When.
    pub at: Moment,
    /// The name of the account.
    pub by: String,
    /// What was said about it.
    pub note: String,
}

#[derive(FromQueryResult)]
struct Row {
    task_id: Uuid,
    case_id: Uuid,
    account_id: Uuid,
    reason: String,
    at: i64,
    until: i64,
    reference: String,
    name: String,
    role: Option<String>,
    done_at: Option<i64>,
    done_by: Option<String>,
    note: Option<Vec<u8>>,
}

#[derive(FromQueryResult)]
struct Taker {
    task_id: Uuid,
    account_id: Uuid,
}

impl Store {
    /// Lists the access that was taken since a moment, and all that nobody looked at yet; the last first.
    pub async fn emergencies(
        &self,
        scope: &PartyScope,
        since: Moment,
    ) -> Result<Vec<EmergencyRow>, StoreError> {
        let sql = of_party(scope)
            .text(" AND (e.at >= ")
            .bind(since.micros())
            .text(" OR t.done_at IS NULL) ORDER BY e.at DESC, e.task_id DESC LIMIT ")
            .bind(MOST);
        let rows: Vec<Row> = sql.all(&self.pools.read).await?;
        rows.into_iter().map(|row| self.open_emergency(scope.party(), row)).collect()
    }

    /// Reads the access that a duty is about; `None` when it is about something else, or of another party.
    pub async fn emergency(
        &self,
        scope: &PartyScope,
        task: TaskId,
    ) -> Result<Option<EmergencyRow>, StoreError> {
        let sql = of_party(scope).text(" AND e.task_id = ").bind(task.uuid());
        let row: Option<Row> = sql.one(&self.pools.read).await?;
        row.map(|row| self.open_emergency(scope.party(), row)).transpose()
    }

    /// Returns who took the access that duties are about; duties about something else are left out.
    pub async fn emergency_takers(
        &self,
        scope: &PartyScope,
        tasks: impl IntoIterator<Item = TaskId>,
    ) -> Result<BTreeMap<TaskId, AccountId>, StoreError> {
        let ids: Vec<Value> = tasks.into_iter().map(|task| task.uuid().into()).collect();
        if ids.is_empty() {
            return Ok(BTreeMap::new());
        }
        let sql = Sql::new("SELECT task_id, account_id FROM emergency_access WHERE party_id = ")
            .bind(scope.party().as_str())
            .text(" AND task_id IN (")
            .bind_list(ids)
            .text(")");
        let rows: Vec<Taker> = sql.all(&self.pools.read).await?;
        let taker =
            |row: Taker| (TaskId::from_uuid(row.task_id), AccountId::from_uuid(row.account_id));
        Ok(rows.into_iter().map(taker).collect())
    }

    fn open_emergency(&self, party: &PartyId, row: Row) -> Result<EmergencyRow, StoreError> {
        let task = TaskId::from_uuid(row.task_id);
        let place = Place { table: "task", column: "note", party, row: task.to_string() };
        let note = row.note.map(|note| self.keys.open(&place, &note)).transpose()?;
        let done_at = maybe_moment("task", "done_at", row.done_at)?;
        let reviewed = done_at.map(|at| Reviewed {
            at,
            by: row.done_by.unwrap_or_default(),
            note: note.map(|note| note.reveal().clone()).unwrap_or_default(),
        });
        let taken = NewEmergency {
            task,
            case: CaseId::from_uuid(row.case_id),
            account: AccountId::from_uuid(row.account_id),
            reason: row.reason,
            at: moment(TABLE, "at", row.at)?,
            until: moment(TABLE, "until", row.until)?,
        };
        let (reference, name, role) = (row.reference, row.name, row.role);
        Ok(EmergencyRow { taken, reference, name, role, reviewed })
    }
}

impl Tx {
    /// Puts on record that somebody takes access; its duty has to be there.
    pub async fn add_emergency(&mut self, new: &NewEmergency) -> Result<(), StoreError> {
        Sql::new("INSERT INTO emergency_access (task_id, party_id, case_id, account_id, reason, at, until) VALUES (")
            .bind_list([
                new.task.uuid().into(),
                self.party_text().into(),
                new.case.uuid().into(),
                new.account.uuid().into(),
                new.reason.as_str().into(),
                new.at.micros().into(),
                new.until.micros().into(),
            ])
            .text(")")
            .execute(&self.transaction)
            .await?;
        Ok(())
    }
}

fn of_party(scope: &PartyScope) -> Sql {
    Sql::new("SELECT e.task_id, e.case_id, e.account_id, e.reason, e.at, e.until, c.reference, a.name, ")
        .text("t.role, t.done_at, d.name AS done_by, t.note FROM emergency_access e ")
        .text("JOIN case_file c ON c.id = e.case_id JOIN account a ON a.id = e.account_id ")
        .text("JOIN task t ON t.id = e.task_id LEFT JOIN account d ON d.id = t.done_by WHERE e.party_id = ")
        .bind(scope.party().as_str())
}
