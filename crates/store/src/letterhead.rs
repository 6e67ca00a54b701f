//! How a party can be reached, as it stands on its letters.

use crate::sql::Sql;
use crate::{PartyScope, Store, StoreError, Tx};
use kernel::{AccountId, Id, Moment};
use sea_orm::FromQueryResult;

#[derive(FromQueryResult)]
struct Row {
    content: String,
}

impl Store {
    /// Reads the letterhead of a party, as JSON; `None` when nobody wrote one.
    pub async fn letterhead(&self, scope: &PartyScope) -> Result<Option<String>, StoreError> {
        let sql = Sql::new("SELECT content FROM letterhead WHERE party_id = ")
            .bind(scope.party().as_str());
        let row: Option<Row> = sql.one(&self.pools.read).await?;
        Ok(row.map(|row| row.content))
    }
}

impl Tx {
    /// Keeps the letterhead of the party, in the place of what there was.
    pub async fn keep_letterhead(
        &mut self,
        content: &str,
        (by, at): (AccountId, Moment),
    ) -> Result<(), StoreError> {
        Sql::new("INSERT INTO letterhead (party_id, content, changed_by, changed_at) VALUES (")
            .bind_list([
                self.party_text().into(),
                content.into(),
                by.uuid().into(),
                at.micros().into(),
            ])
            .text(") ON CONFLICT (party_id) DO UPDATE SET content = excluded.content, changed_by = excluded.changed_by, changed_at = excluded.changed_at")
            .execute(&self.transaction)
            .await?;
        Ok(())
    }
}
