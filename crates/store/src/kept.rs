//! What somebody filled in and did not send yet, closed at rest, for that account alone.

use crate::keys::Place;
use crate::sql::{Sql, moment};
use crate::{Store, StoreError, Viewer};
use kernel::{Id, Moment, Redacted};
use sea_orm::FromQueryResult;

const TABLE: &str = "kept_input";

/// Input that is kept.
#[derive(Clone, Debug)]
pub struct KeptInput {
    /// The input, as the caller wrote it.
    pub content: Redacted<String>,
    /// When it was kept.
    pub at: Moment,
}

#[derive(FromQueryResult)]
struct Row {
    content: Vec<u8>,
    at: i64,
}

impl Store {
    /// Keeps input for a form, in the place of earlier input.
    pub async fn keep_input(
        &self,
        viewer: &Viewer,
        form: &str,
        content: &Redacted<String>,
        at: Moment,
    ) -> Result<(), StoreError> {
        let sealed = self.keys.seal(&place(viewer, form), content.reveal())?;
        Sql::new("INSERT INTO kept_input (account_id, form, party_id, content, at) VALUES (")
            .bind_list([
                viewer.account().uuid().into(),
                form.into(),
                viewer.party().as_str().into(),
                sealed.into(),
                at.micros().into(),
            ])
            .text(") ON CONFLICT (account_id, form) DO UPDATE SET content = excluded.content, at = excluded.at")
            .execute(&self.pools.write)
            .await?;
        Ok(())
    }

    /// Returns what is kept for a form.
    pub async fn kept_input(
        &self,
        viewer: &Viewer,
        form: &str,
    ) -> Result<Option<KeptInput>, StoreError> {
        let sql = of_form(Sql::new("SELECT content, at FROM kept_input"), viewer, form);
        let row: Option<Row> = sql.one(&self.pools.read).await?;
        row.map(|row| {
            let content = self.keys.open(&place(viewer, form), &row.content)?;
            Ok(KeptInput { content, at: moment(TABLE, "at", row.at)? })
        })
        .transpose()
    }

    /// Forgets what is kept for a form.
    pub async fn drop_kept_input(&self, viewer: &Viewer, form: &str) -> Result<(), StoreError> {
        let sql = of_form(Sql::new("DELETE FROM kept_input"), viewer, form);
        sql.execute(&self.pools.write).await?;
        Ok(())
    }

    /// Removes input that was kept before a moment.
    pub async fn forget_kept_input(&self, before: Moment) -> Result<u64, StoreError> {
        Sql::new("DELETE FROM kept_input WHERE at < ")
            .bind(before.micros())
            .execute(&self.pools.write)
            .await
    }
}

fn of_form(sql: Sql, viewer: &Viewer, form: &str) -> Sql {
    sql.text(" WHERE account_id = ")
        .bind(viewer.account().uuid())
        .text(" AND party_id = ")
        .bind(viewer.party().as_str())
        .text(" AND form = ")
        .bind(form)
}

fn place<'v>(viewer: &'v Viewer, form: &str) -> Place<'v> {
    let row = format!("{}/{form}", viewer.account());
    Place { table: TABLE, column: "content", party: viewer.party(), row }
}
