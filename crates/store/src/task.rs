//! Duties with a date, on the files of an account.

use crate::case::{member, still_in};
use crate::keys::Place;
use crate::page::after;
use crate::sql::{Sql, maybe_moment, moment, one_row};
use crate::{Cursor, Page, Store, StoreError, Tx, Viewer};
use chrono::NaiveDate;
use kernel::{AccountId, CaseId, Id, Moment, PartyId, TaskId};
use sea_orm::{EntityTrait, IntoActiveModel};
use uuid::Uuid;

/// An account on more files than this is on a good part of the party's.
const MANY: i64 = 1_000;

mod entity {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "task")]
    pub(super) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) id: Uuid,
        pub(super) party_id: String,
        pub(super) case_id: Uuid,
        pub(super) kind: String,
        pub(super) article: String,
        pub(super) description: String,
        pub(super) due_on: Date,
        pub(super) role: Option<String>,
        pub(super) created_at: i64,
        pub(super) done_at: Option<i64>,
        pub(super) done_by: Option<Uuid>,
        pub(super) note: Option<Vec<u8>>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(super) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A duty to be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTask {
    /// The id.
    pub id: TaskId,
    /// The file.
    pub case: CaseId,
    /// What has to be done.
    pub kind: String,
    /// Where the duty comes from.
    pub article: String,
    /// What has to be done, in words.
    pub description: String,
    /// The last day.
    pub due_on: NaiveDate,
    /// The role that has to do it, when it is not for all on the file.
    pub role: Option<String>,
    /// When the duty arose.
    pub created_at: Moment,
}

/// A duty that was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskDone {
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: AccountId,
    /// What was said about it.
    pub note: Option<String>,
}

/// A duty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskRow {
    /// What it was when it arose.
    pub task: NewTask,
    /// How it ended; `None` while it is open.
    pub done: Option<TaskDone>,
}

/// Which duties, by whether they are done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TaskState {
    /// Those that are not, what is due first, first.
    #[default]
    Open,
    /// Those that are, the last one first.
    Done,
    /// All of them, what was due first, first.
    All,
}

/// Which duties to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaskQuery {
    /// Whether they are done.
    pub state: TaskState,
    /// Only those of one file.
    pub case: Option<CaseId>,
    /// Where the page begins.
    pub after: Option<Cursor>,
    /// How many at most.
    pub limit: u32,
}

impl Store {
    /// Lists the duties on an account's files.
    pub async fn tasks(
        &self,
        viewer: &Viewer,
        query: &TaskQuery,
    ) -> Result<Page<TaskRow>, StoreError> {
        let sql = self.tasks_of(viewer, query.case).await?;
        let sql = match query.state {
            TaskState::Done => last_done(sql, after(query.after.as_ref())?),
            TaskState::Open => {
                due_first(sql.text(" AND t.done_at IS NULL"), after(query.after.as_ref())?)
            }
            TaskState::All => due_first(sql, after(query.after.as_ref())?),
        };
        let rows: Vec<entity::Model> = sql.page(query.limit).all(&self.pools.read).await?;
        let page = match query.state {
            TaskState::Done => Page::of(rows, query.limit, |row| (row.done_at, row.due_on, row.id)),
            TaskState::Open | TaskState::All => {
                Page::of(rows, query.limit, |row| (row.due_on, row.id))
            }
        };
        page.try_map(|row| self.open_task(viewer.party(), row))
    }

    /// Reads a duty on one of the account's files.
    pub async fn find_task(
        &self,
        viewer: &Viewer,
        task: TaskId,
    ) -> Result<Option<TaskRow>, StoreError> {
        let sql = Sql::new("SELECT t.* FROM task t WHERE t.id = ")
            .bind(task.uuid())
            .text(" AND t.party_id = ")
            .bind(viewer.party().as_str());
        let row: Option<entity::Model> =
            member(sql, viewer, "t.case_id").one(&self.pools.read).await?;
        row.map(|row| self.open_task(viewer.party(), row)).transpose()
    }

    fn open_task(&self, party: &PartyId, row: entity::Model) -> Result<TaskRow, StoreError> {
        let id = TaskId::from_uuid(row.id);
        let open = |note: Vec<u8>| self.keys.open(&note_place(party, id), &note);
        let note = row.note.map(open).transpose()?.map(|note| note.reveal().clone());
        let done_at = maybe_moment("task", "done_at", row.done_at)?;
        let done = done_at.zip(row.done_by).map(|(at, by)| TaskDone {
            at,
            by: AccountId::from_uuid(by),
            note,
        });
        let task = NewTask {
            id,
            case: CaseId::from_uuid(row.case_id),
            kind: row.kind,
            article: row.article,
            description: row.description,
            due_on: row.due_on,
            role: row.role,
            created_at: moment("task", "created_at", row.created_at)?,
        };
        Ok(TaskRow { task, done })
    }

    /// Begins the query where there is least to walk: at the files of who is on few, and at the duties in order of date for
    /// who is on many.
    async fn tasks_of(&self, viewer: &Viewer, case: Option<CaseId>) -> Result<Sql, StoreError> {
        let party = viewer.party().as_str();
        let one_file = case.map(Id::uuid);
        if one_file.is_some() || self.is_on_many(viewer).await? {
            let sql = Sql::new("SELECT t.* FROM task t WHERE t.party_id = ").bind(party);
            return Ok(member(sql.bind_some(" AND t.case_id = ", one_file), viewer, "t.case_id"));
        }
        let sql =
            Sql::new("SELECT t.* FROM case_member m CROSS JOIN task t WHERE t.case_id = m.case_id")
                .text(" AND m.account_id = ")
                .bind(viewer.account().uuid())
                .text(" AND m.party_id = ")
                .bind(party)
                .text(" AND ")
                .then(|sql| still_in(sql, viewer));
        Ok(sql.text(" AND t.party_id = ").bind(party))
    }

    async fn is_on_many(&self, viewer: &Viewer) -> Result<bool, StoreError> {
        Sql::new("SELECT 1 FROM case_member WHERE account_id = ")
            .bind(viewer.account().uuid())
            .text(" LIMIT 1 OFFSET ")
            .bind(MANY)
            .exists(&self.pools.read)
            .await
    }
}

impl Tx {
    /// Adds duties.
    pub async fn add_tasks(&mut self, tasks: &[NewTask]) -> Result<(), StoreError> {
        if tasks.is_empty() {
            return Ok(());
        }
        let rows = tasks.iter().map(|task| self.task_model(task).into_active_model());
        entity::Entity::insert_many(rows).exec_without_returning(&self.transaction).await?;
        Ok(())
    }

    /// Returns whether a file has or had a duty of a kind with this last day.
    pub async fn has_task(
        &self,
        case: CaseId,
        kind: &str,
        due_on: NaiveDate,
    ) -> Result<bool, StoreError> {
        Sql::new("SELECT 1 FROM task WHERE case_id = ")
            .bind(case.uuid())
            .text(" AND party_id = ")
            .bind(self.party_text())
            .text(" AND kind = ")
            .bind(kind)
            .text(" AND due_on = ")
            .bind(due_on)
            .text(" LIMIT 1")
            .exists(&self.transaction)
            .await
    }

    /// Closes an open duty of a file; [`StoreError::Conflict`] when it is not there or not open.
    pub async fn finish_task(
        &mut self,
        case: CaseId,
        task: TaskId,
        done: &TaskDone,
    ) -> Result<(), StoreError> {
        let note = done.note.as_ref();
        let note =
            note.map(|note| self.keys.seal(&note_place(self.party(), task), note)).transpose()?;
        let rows = Sql::new("UPDATE task SET done_at = ")
            .bind(done.at.micros())
            .text(", done_by = ")
            .bind(done.by.uuid())
            .text(", note = ")
            .bind(note)
            .text(" WHERE done_at IS NULL AND id = ")
            .bind(task.uuid())
            .text(" AND case_id = ")
            .bind(case.uuid())
            .text(" AND party_id = ")
            .bind(self.party_text())
            .execute(&self.transaction)
            .await?;
        one_row(rows)
    }

    fn task_model(&self, task: &NewTask) -> entity::Model {
        entity::Model {
            id: task.id.uuid(),
            party_id: self.party_text(),
            case_id: task.case.uuid(),
            kind: task.kind.clone(),
            article: task.article.clone(),
            description: task.description.clone(),
            due_on: task.due_on,
            role: task.role.clone(),
            created_at: task.created_at.micros(),
            done_at: None,
            done_by: None,
            note: None,
        }
    }
}

fn due_first(sql: Sql, after: Option<(NaiveDate, Uuid)>) -> Sql {
    let sql = match after {
        Some((on, id)) => {
            sql.text(" AND (t.due_on, t.id) > (").bind(on).text(", ").bind(id).text(")")
        }
        None => sql,
    };
    sql.text(" ORDER BY t.due_on, t.id")
}

fn last_done(sql: Sql, after: Option<(i64, NaiveDate, Uuid)>) -> Sql {
    let sql = sql.text(" AND t.done_at IS NOT NULL");
    let sql = match after {
        Some((at, on, id)) => sql
            .text(" AND (t.done_at, t.due_on, t.id) < (")
            .bind_list([at.into(), on.into(), id.into()])
            .text(")"),
        None => sql,
    };
    sql.text(" ORDER BY t.done_at DESC, t.due_on DESC, t.id DESC")
}

fn note_place(party: &PartyId, task: TaskId) -> Place<'_> {
    Place { table: "task", column: "note", party, row: task.to_string() }
}
