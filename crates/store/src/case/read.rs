//! Reading one file: only for who is on it.

use super::CaseRow;
use super::row::{FullRow, SUMMARY};
use crate::sql::Sql;
use crate::{Store, StoreError, Tx, Viewer};
use kernel::{CaseId, Id, Moment};

impl Store {
    /// Reads a file; `None` when there is none that the account is on.
    pub async fn find_case(
        &self,
        viewer: &Viewer,
        case: CaseId,
    ) -> Result<Option<CaseRow>, StoreError> {
        let row: Option<FullRow> = one_of_mine(viewer, case).one(&self.pools.read).await?;
        row.map(|row| row.open(&self.keys, viewer.party())).transpose()
    }

    /// Returns whether a file exists at all, for any party: only for the log of attempts to see what one may not see.
    pub async fn case_exists_elsewhere(&self, case: CaseId) -> Result<bool, StoreError> {
        Sql::new("SELECT 1 FROM case_file WHERE id = ")
            .bind(case.uuid())
            .exists(&self.pools.read)
            .await
    }
}

impl Tx {
    /// Reads a file that is about to change; others who want to change it wait.
    pub async fn case_for_update(
        &mut self,
        viewer: &Viewer,
        case: CaseId,
    ) -> Result<Option<CaseRow>, StoreError> {
        if viewer.scope() != &self.scope {
            return Ok(None);
        }
        let sql = self.locking(one_of_mine(viewer, case), " FOR UPDATE OF c");
        let row: Option<FullRow> = sql.one(&self.transaction).await?;
        row.map(|row| row.open(&self.keys, self.scope.party())).transpose()
    }
}

fn one_of_mine(viewer: &Viewer, case: CaseId) -> Sql {
    let party = viewer.party().as_str();
    let sql = Sql::new("SELECT ").text(SUMMARY).text(", c.content FROM case_file c WHERE c.id = ");
    member(sql.bind(case.uuid()).text(" AND c.party_id = ").bind(party), viewer, "c.id")
}

/// Keeps only rows of files that the account is on; `case` is the column with the file's id.
pub(crate) fn member(sql: Sql, viewer: &Viewer, case: &str) -> Sql {
    sql.text(" AND EXISTS (SELECT 1 FROM case_member m WHERE m.case_id = ")
        .text(case)
        .text(" AND m.account_id = ")
        .bind(viewer.account().uuid())
        .text(" AND m.party_id = ")
        .bind(viewer.party().as_str())
        .text(" AND ")
        .then(|sql| still_in(sql, viewer))
        .text(")")
}

/// Keeps only access that has not ended; `m` is the row of the member.
pub(crate) fn still_in(sql: Sql, viewer: &Viewer) -> Sql {
    still_in_at(sql, viewer.at())
}

/// Keeps only access that has not ended at a moment.
pub(super) fn still_in_at(sql: Sql, at: Moment) -> Sql {
    sql.text("(m.until IS NULL OR m.until > ").bind(at.micros()).text(")")
}
