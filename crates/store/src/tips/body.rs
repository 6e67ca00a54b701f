//! What a party is in the exchange of tips.

use crate::party::party_id;
use crate::sql::{Sql, one_row};
use crate::{PartyScope, Store, StoreError, Tx};
use kernel::{AccountId, Id, Moment, PartyId};
use sea_orm::FromQueryResult;

/// What a party is in the exchange of tips: nothing about a person.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct TipBody {
    /// Its number in the register of organisations; unique in the database.
    pub oin: String,
    /// Rises by one with every change; 0 for one that is new.
    pub version: i64,
    /// Its organs and choices, as JSON.
    pub content: String,
}

#[derive(FromQueryResult)]
struct PartyRow {
    party_id: String,
}

impl Store {
    /// Returns what a party is in the exchange; `None` when it takes no part.
    pub async fn tip_body(&self, scope: &PartyScope) -> Result<Option<TipBody>, StoreError> {
        let sql = Sql::new("SELECT oin, version, content FROM tip_body WHERE party_id = ");
        sql.bind(scope.party().as_str()).one(&self.pools.read).await
    }

    /// Returns the party of this database that a number is of. For the worker that carries messages inside.
    pub async fn party_of_oin(&self, oin: &str) -> Result<Option<PartyId>, StoreError> {
        let sql = Sql::new("SELECT party_id FROM tip_body WHERE oin = ").bind(oin);
        let row: Option<PartyRow> = sql.one(&self.pools.read).await?;
        row.map(|row| party_id("tip_body", &row.party_id)).transpose()
    }

    /// Lists the parties that take part in the exchange. For the worker.
    pub async fn tip_parties(&self) -> Result<Vec<PartyId>, StoreError> {
        let sql = Sql::new("SELECT party_id FROM tip_body ORDER BY party_id");
        let rows: Vec<PartyRow> = sql.all(&self.pools.read).await?;
        rows.iter().map(|row| party_id("tip_body", &row.party_id)).collect()
    }
}

impl Tx {
    /// Reads what the party is in the exchange, and keeps others from changing it or its keys until the end of the transaction;
    /// `None` when it takes no part.
    pub async fn tip_body_for_update(&mut self) -> Result<Option<TipBody>, StoreError> {
        let sql = Sql::new("SELECT oin, version, content FROM tip_body WHERE party_id = ");
        let sql = sql.bind(self.party_text());
        self.locking(sql, " FOR UPDATE").one(&self.transaction).await
    }

    /// Keeps what the party is in the exchange, as it was read at a version.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when somebody else was first, [`StoreError::Duplicate`] when the number is another party's.
    pub async fn keep_tip_body(
        &mut self,
        body: &TipBody,
        (by, at): (AccountId, Moment),
    ) -> Result<(), StoreError> {
        let (party, by, at) = (self.party_text(), by.uuid(), at.micros());
        let sql = if body.version == 0 {
            Sql::new("INSERT INTO tip_body (party_id, oin, version, content, changed_by, changed_at) VALUES (")
                .bind_list([
                    party.into(),
                    body.oin.as_str().into(),
                    1_i64.into(),
                    body.content.as_str().into(),
                    by.into(),
                    at.into(),
                ])
                .text(") ON CONFLICT (party_id) DO NOTHING")
        } else {
            Sql::new("UPDATE tip_body SET version = version + 1, oin = ")
                .bind(body.oin.as_str())
                .text(", content = ")
                .bind(body.content.as_str())
                .text(", changed_by = ")
                .bind(by)
                .text(", changed_at = ")
                .bind(at)
                .text(" WHERE party_id = ")
                .bind(party)
                .text(" AND version = ")
                .bind(body.version)
        };
        one_row(sql.execute(&self.transaction).await?)
    }
}
