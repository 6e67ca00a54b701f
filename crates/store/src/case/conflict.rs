//! Interests of their own that people have in a file: who has one may not be on it.

use super::NewMember;
use super::read::member;
use crate::sql::{Sql, moment, touched};
use crate::{Store, StoreError, Tx, Viewer};
use kernel::{AccountId, CaseId, Id, Moment};
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// An interest that is on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConflictRow {
    /// The account that has it.
    pub account: AccountId,
    /// Its name.
    pub name: String,
    /// Its role.
    pub role: String,
    /// What the interest is.
    pub reason: String,
    /// The name of the account that declared it.
    pub declared_by: String,
    /// When.
    pub at: Moment,
}

#[derive(FromQueryResult)]
struct Row {
    account_id: Uuid,
    name: String,
    role: String,
    reason: String,
    declared_by: String,
    at: i64,
}

impl Store {
    /// Lists the interests in a file, for who is on it.
    pub async fn conflicts(
        &self,
        viewer: &Viewer,
        case: CaseId,
    ) -> Result<Vec<ConflictRow>, StoreError> {
        let sql = Sql::new("SELECT f.account_id, a.name, a.role, f.reason, d.name AS declared_by, f.at ")
            .text("FROM case_conflict f JOIN account a ON a.id = f.account_id JOIN account d ON d.id = f.declared_by WHERE f.case_id = ")
            .bind(case.uuid())
            .text(" AND f.party_id = ")
            .bind(viewer.party().as_str());
        let sql = member(sql, viewer, "f.case_id").text(" ORDER BY f.at, f.account_id");
        let rows: Vec<Row> = sql.all(&self.pools.read).await?;
        rows.into_iter().map(TryInto::try_into).collect()
    }
}

impl Tx {
    /// Puts on record that an account has an interest of its own in a file; returns whether that is new.
    pub async fn add_conflict(
        &mut self,
        case: CaseId,
        conflict: &NewMember,
    ) -> Result<bool, StoreError> {
        let rows = Sql::new("INSERT INTO case_conflict (case_id, account_id, party_id, reason, declared_by, at) VALUES (")
            .bind_list([
                case.uuid().into(),
                conflict.account.uuid().into(),
                self.party_text().into(),
                conflict.reason.as_str().into(),
                conflict.added_by.uuid().into(),
                conflict.at.micros().into(),
            ])
            .text(") ON CONFLICT (case_id, account_id) DO NOTHING")
            .execute(&self.transaction)
            .await?;
        Ok(touched(rows))
    }

    /// Takes an interest off the record; returns whether it was there.
    pub async fn remove_conflict(
        &mut self,
        case: CaseId,
        account: AccountId,
    ) -> Result<bool, StoreError> {
        let sql = of(Sql::new("DELETE FROM case_conflict WHERE account_id = "), case, account);
        let rows = sql.bind(self.party_text()).execute(&self.transaction).await?;
        Ok(touched(rows))
    }

    /// Returns whether an account has an interest of its own in a file: then it may not be on it.
    pub async fn has_conflict(&self, case: CaseId, account: AccountId) -> Result<bool, StoreError> {
        let sql = of(Sql::new("SELECT 1 FROM case_conflict WHERE account_id = "), case, account);
        sql.bind(self.party_text()).exists(&self.transaction).await
    }
}

fn of(sql: Sql, case: CaseId, account: AccountId) -> Sql {
    sql.bind(account.uuid()).text(" AND case_id = ").bind(case.uuid()).text(" AND party_id = ")
}

impl TryFrom<Row> for ConflictRow {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            account: AccountId::from_uuid(row.account_id),
            name: row.name,
            role: row.role,
            reason: row.reason,
            declared_by: row.declared_by,
            at: moment("case_conflict", "at", row.at)?,
        })
    }
}
