//! Files whose date moves with the days: a suspension that still runs gives a later date every day.

use super::row::{FullRow, SUMMARY, due_columns};
use super::{CaseHead, CaseRow};
use crate::party::party_id;
use crate::sql::{Sql, one_row};
use crate::{Store, StoreError, Tx};
use kernel::{CaseId, Id, PartyId};
use sea_orm::FromQueryResult;
use uuid::Uuid;

#[derive(FromQueryResult)]
struct Moving {
    id: Uuid,
    party_id: String,
}

impl Store {
    /// Lists the open files of all parties whose date still moves, in order of id. For the worker.
    pub async fn moving_cases(
        &self,
        after: Option<CaseId>,
        limit: u32,
    ) -> Result<Vec<(PartyId, CaseId)>, StoreError> {
        let sql = Sql::new("SELECT c.id, c.party_id FROM case_file c WHERE c.due_provisional")
            .text(" AND c.state <> 'gesloten'")
            .bind_some(" AND c.id > ", after.map(Id::uuid))
            .text(" ORDER BY c.id LIMIT ")
            .bind(i64::from(limit));
        self.of_all_parties(sql).await
    }

    /// Lists the files of all parties in a state, in order of id. For the worker.
    pub async fn cases_in_state(
        &self,
        state: &str,
        after: Option<CaseId>,
        limit: u32,
    ) -> Result<Vec<(PartyId, CaseId)>, StoreError> {
        let sql = Sql::new("SELECT c.id, c.party_id FROM case_file c WHERE c.state = ")
            .bind(state)
            .bind_some(" AND c.id > ", after.map(Id::uuid))
            .text(" ORDER BY c.id LIMIT ")
            .bind(i64::from(limit));
        self.of_all_parties(sql).await
    }

    /// Lists the files of all parties whose persons still have to be made findable, in order of id. For the worker.
    pub async fn unknown_cases(
        &self,
        after: Option<CaseId>,
        limit: u32,
    ) -> Result<Vec<(PartyId, CaseId)>, StoreError> {
        let sql =
            Sql::new("SELECT c.id, c.party_id FROM case_file c WHERE c.known_version IS NULL")
                .bind_some(" AND c.id > ", after.map(Id::uuid))
                .text(" ORDER BY c.id LIMIT ")
                .bind(i64::from(limit));
        self.of_all_parties(sql).await
    }

    async fn of_all_parties(&self, sql: Sql) -> Result<Vec<(PartyId, CaseId)>, StoreError> {
        let rows: Vec<Moving> = sql.all(&self.pools.read).await?;
        let case =
            |row: Moving| Ok((party_id("case_file", &row.party_id)?, CaseId::from_uuid(row.id)));
        rows.into_iter().map(case).collect()
    }
}

impl Tx {
    /// Reads a file of the party for the worker, which is on no file; others who want to change it wait.
    pub async fn case_for_worker(&mut self, case: CaseId) -> Result<Option<CaseRow>, StoreError> {
        let sql = Sql::new("SELECT ")
            .text(SUMMARY)
            .text(", c.content FROM case_file c WHERE c.id = ")
            .bind(case.uuid())
            .text(" AND c.party_id = ")
            .bind(self.party_text());
        let row: Option<FullRow> =
            self.locking(sql, " FOR UPDATE OF c").one(&self.transaction).await?;
        row.map(|row| row.open(&self.keys, self.scope.party())).transpose()
    }

    /// Moves the dates of a file that was read at a version. It is no change of the file: the version stays.
    pub async fn move_due(
        &mut self,
        case: CaseId,
        head: &CaseHead,
        version: i64,
    ) -> Result<(), StoreError> {
        let latest = head.due.as_ref().and_then(|due| due.latest);
        let (on, kind, provisional) = due_columns(head.due.clone());
        let rows = Sql::new("UPDATE case_file SET due_on = ")
            .bind(on)
            .text(", due_kind = ")
            .bind(kind)
            .text(", due_provisional = ")
            .bind(provisional)
            .text(", due_latest = ")
            .bind(latest)
            .text(", waits_until = ")
            .bind(head.waits_until)
            .text(" WHERE id = ")
            .bind(case.uuid())
            .text(" AND party_id = ")
            .bind(self.party_text())
            .text(" AND version = ")
            .bind(version)
            .execute(&self.transaction)
            .await?;
        one_row(rows)?;
        self.copy_to_members(case, head).await
    }
}
