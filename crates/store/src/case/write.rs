//! Changing a file.

use super::placement::Placement;
use super::row::{content_place, due_columns};
use super::{CaseHead, CaseUpdate};
use crate::sql::{Sql, one_row};
use crate::{Backend, StoreError, Tx};
use kernel::{CaseId, Id};
use sea_orm::{ConnectionTrait, DbBackend};

impl Tx {
    /// Writes a file that was read at `expected_version`; [`StoreError::Conflict`] when it changed since.
    pub async fn update_case(
        &mut self,
        update: &CaseUpdate,
        expected_version: i64,
    ) -> Result<(), StoreError> {
        let place = content_place(self.party(), update.id);
        let content = self.keys.seal(&place, update.content.reveal())?;
        let sql = self.changed_columns(update, content);
        let sql = sql.text(" AND version = ").bind(expected_version);
        one_row(sql.execute(&self.transaction).await?)?;
        self.copy_to_members(update.id, &update.head).await?;
        match &update.search_text {
            Some(text) => self.index_again(update.id, text.reveal()).await,
            None => Ok(()),
        }
    }

    fn changed_columns(&self, update: &CaseUpdate, content: Vec<u8>) -> Sql {
        let head = &update.head;
        let (due_on, due_kind, due_provisional) = due_columns(head.due.clone());
        let due_latest = head.due.as_ref().and_then(|due| due.latest);
        let columns = [
            ("UPDATE case_file SET kind = ", head.kind.as_str().into()),
            (", procedure = ", head.procedure.as_str().into()),
            (", state = ", head.state.as_str().into()),
            (", title = ", head.title.reveal().as_str().into()),
            (", main_subject = ", head.main_subject.map(Id::uuid).into()),
            (", received_on = ", head.received_on.into()),
            (", due_on = ", due_on.into()),
            (", due_kind = ", due_kind.into()),
            (", due_provisional = ", due_provisional.into()),
            (", due_latest = ", due_latest.into()),
            (", waits_until = ", head.waits_until.into()),
            (", decided_on = ", head.decided_on.into()),
            (", closed_on = ", head.closed_on.into()),
            (", outcome = ", head.outcome.clone().into()),
            (", linked_to = ", head.linked_to.map(Id::uuid).into()),
            (", updated_at = ", update.at.micros().into()),
            (", content = ", content.into()),
            (", known_version = CASE WHEN ", update.persons_changed.into()),
            (
                " THEN NULL ELSE known_version END, version = version + 1 WHERE id = ",
                update.id.uuid().into(),
            ),
            (" AND party_id = ", self.party_text().into()),
        ];
        columns.into_iter().fold(Sql::default(), |sql, (text, value): (_, sea_orm::Value)| {
            sql.text(text).bind(value)
        })
    }

    /// Copies what work lists read to the members of a file.
    pub(super) async fn copy_to_members(
        &self,
        case: CaseId,
        head: &CaseHead,
    ) -> Result<(), StoreError> {
        let sql = Sql::new("UPDATE case_member SET ");
        let columns = Placement::of(head).columns();
        let sql = columns.into_iter().fold(sql, |sql, (text, value)| sql.text(text).bind(value));
        sql.text(" WHERE case_id = ")
            .bind(case.uuid())
            .text(" AND party_id = ")
            .bind(self.party_text())
            .execute(&self.transaction)
            .await?;
        Ok(())
    }

    /// Adds a lock to a query where the back end locks rows; `SQLite` has one writer anyway.
    pub(crate) fn locking(&self, sql: Sql, lock: &str) -> Sql {
        match self.backend() {
            Backend::Sqlite => sql,
            Backend::Postgres => sql.text(lock),
        }
    }

    pub(crate) fn backend(&self) -> Backend {
        match self.transaction.get_database_backend() {
            DbBackend::Sqlite => Backend::Sqlite,
            _ => Backend::Postgres,
        }
    }
}
