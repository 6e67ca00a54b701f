//! Views of the work list that somebody saved, for that account alone.

use crate::sql::{Sql, moment, touched};
use crate::{Store, StoreError, Viewer};
use kernel::{Id, Moment, ViewId};
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// The most views of one account: more than a person oversees.
const MOST: i64 = 20;

/// A saved view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedView {
    /// The id.
    pub id: ViewId,
    /// The name that its owner gave it.
    pub name: String,
    /// What it keeps, as the caller wrote it.
    pub filter: String,
    /// Since when.
    pub created_at: Moment,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    name: String,
    filter: String,
    created_at: i64,
}

impl Store {
    /// Lists the views of an account, the oldest first.
    pub async fn views(&self, viewer: &Viewer) -> Result<Vec<SavedView>, StoreError> {
        let sql = of(Sql::new("SELECT id, name, filter, created_at FROM saved_view"), viewer);
        let sql = sql.text(" ORDER BY created_at, id LIMIT ").bind(MOST);
        let rows: Vec<Row> = sql.all(&self.pools.read).await?;
        rows.into_iter().map(TryInto::try_into).collect()
    }

    /// Saves a view; [`StoreError::Duplicate`] when the account has one of this name. Returns whether there was room.
    pub async fn save_view(&self, viewer: &Viewer, view: &SavedView) -> Result<bool, StoreError> {
        let sql = Sql::new(
            "INSERT INTO saved_view (id, party_id, account_id, name, filter, created_at) SELECT ",
        )
        .bind_list([
            view.id.uuid().into(),
            viewer.party().as_str().into(),
            viewer.account().uuid().into(),
            view.name.as_str().into(),
            view.filter.as_str().into(),
            view.created_at.micros().into(),
        ])
        .text(" WHERE (SELECT COUNT(*) FROM saved_view WHERE account_id = ")
        .bind(viewer.account().uuid())
        .text(") < ")
        .bind(MOST);
        Ok(touched(sql.execute(&self.pools.write).await?))
    }

    /// Removes a view; returns whether it was there.
    pub async fn drop_view(&self, viewer: &Viewer, view: ViewId) -> Result<bool, StoreError> {
        let sql = of(Sql::new("DELETE FROM saved_view"), viewer).text(" AND id = ");
        Ok(touched(sql.bind(view.uuid()).execute(&self.pools.write).await?))
    }
}

fn of(sql: Sql, viewer: &Viewer) -> Sql {
    sql.text(" WHERE account_id = ")
        .bind(viewer.account().uuid())
        .text(" AND party_id = ")
        .bind(viewer.party().as_str())
}

impl TryFrom<Row> for SavedView {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: ViewId::from_uuid(row.id),
            name: row.name,
            filter: row.filter,
            created_at: moment("saved_view", "created_at", row.created_at)?,
        })
    }
}
