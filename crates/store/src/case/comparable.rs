//! Decided files of a party, to see how it judged files like one that is open: for equal treatment, and without who is on them.

use super::CaseRow;
use super::row::{FullRow, SUMMARY};
use crate::sql::Sql;
use crate::{PartyScope, Store, StoreError};
use kernel::{CaseId, Id};

impl Store {
    /// Reads the newest decided files of a kind, except one. The caller answers for showing nothing of the persons on them: who asks
    /// need not be on these files.
    pub async fn decided_of_kind(
        &self,
        scope: &PartyScope,
        (kind, except): (&str, CaseId),
        limit: u32,
    ) -> Result<Vec<CaseRow>, StoreError> {
        let sql = Sql::new("SELECT ")
            .text(SUMMARY)
            .text(", c.content FROM case_file c WHERE c.party_id = ");
        let rows: Vec<FullRow> = sql
            .bind(scope.party().as_str())
            .text(" AND c.kind = ")
            .bind(kind)
            .text(" AND c.decided_on IS NOT NULL AND c.id <> ")
            .bind(except.uuid())
            .text(" ORDER BY c.decided_on DESC, c.id LIMIT ")
            .bind(limit)
            .all(&self.pools.read)
            .await?;
        rows.into_iter().map(|row| row.open(&self.keys, scope.party())).collect()
    }
}
