//! Files with something to weigh: for figures over all files of a party, which name none.

use super::CaseRow;
use super::row::{FullRow, SUMMARY};
use crate::sql::Sql;
use crate::{PartyScope, Store, StoreError};
use kernel::{CaseId, Id};

impl Store {
    /// Lists files of a party that are in one of these states or have a kept score, in order of id.
    pub async fn weighed_cases(
        &self,
        scope: &PartyScope,
        states: &[&str],
        (after, limit): (Option<CaseId>, u32),
    ) -> Result<Vec<CaseRow>, StoreError> {
        let sql = Sql::new("SELECT ")
            .text(SUMMARY)
            .text(", c.content FROM case_file c WHERE c.party_id = ")
            .bind(scope.party().as_str())
            .bind_some(" AND c.id > ", after.map(Id::uuid))
            .text(" AND (c.state IN (")
            .bind_list(states.iter().map(|state| (*state).into()))
            .text(") OR EXISTS (SELECT 1 FROM inquiry_entry e WHERE e.case_id = c.id AND e.kind = 'score'))")
            .text(" ORDER BY c.id LIMIT ")
            .bind(i64::from(limit));
        let rows: Vec<FullRow> = sql.all(&self.pools.read).await?;
        rows.into_iter().map(|row| row.open(&self.keys, scope.party())).collect()
    }
}
