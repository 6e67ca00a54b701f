//! The register of partners, and how the exchange with each goes.

use crate::keys::Place;
use crate::sql::{Sql, one_row, touched};
use crate::{Keyring, PartyScope, Store, StoreError, Tx};
use kernel::{PartyId, Redacted};
use sea_orm::FromQueryResult;

/// A partner as the register holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TipPartnerRow {
    /// Its number.
    pub oin: String,
    /// Rises by one with every change.
    pub version: i64,
    /// The record, as JSON.
    pub content: Redacted<String>,
    /// What it last said of its keys, signed by itself.
    pub document: Option<String>,
}

/// A partner to be kept.
#[derive(Clone, Debug)]
pub struct KeepTipPartner<'p> {
    /// Its number.
    pub oin: &'p str,
    /// The version that was read; 0 for one that is new.
    pub version: i64,
    /// The state, as the table knows it.
    pub state: &'p str,
    /// The record, as JSON.
    pub content: &'p Redacted<String>,
}

#[derive(FromQueryResult)]
struct Row {
    oin: String,
    version: i64,
    content: Vec<u8>,
    document: Option<String>,
}

#[derive(FromQueryResult)]
struct Number {
    oin: String,
}

#[derive(FromQueryResult)]
struct Exchange {
    content: String,
}

impl Store {
    /// Lists the partners of a party, by number.
    pub async fn tip_partners(&self, scope: &PartyScope) -> Result<Vec<TipPartnerRow>, StoreError> {
        let rows: Vec<Row> =
            partners(scope.party()).text(" ORDER BY oin").all(&self.pools.read).await?;
        rows.into_iter().map(|row| row.open(&self.keys, scope.party())).collect()
    }

    /// Lists the numbers of the partners of a party. For the worker, which reads each by itself: one that cannot be read keeps no
    /// other waiting.
    pub async fn tip_partner_numbers(&self, scope: &PartyScope) -> Result<Vec<String>, StoreError> {
        let sql = Sql::new("SELECT oin FROM tip_partner WHERE party_id = ");
        let sql = sql.bind(scope.party().as_str()).text(" ORDER BY oin");
        let rows: Vec<Number> = sql.all(&self.pools.read).await?;
        Ok(rows.into_iter().map(|row| row.oin).collect())
    }

    /// Returns a partner of a party.
    pub async fn tip_partner(
        &self,
        scope: &PartyScope,
        oin: &str,
    ) -> Result<Option<TipPartnerRow>, StoreError> {
        let sql = partners(scope.party()).text(" AND oin = ").bind(oin);
        let row: Option<Row> = sql.one(&self.pools.read).await?;
        row.map(|row| row.open(&self.keys, scope.party())).transpose()
    }

    /// Returns how the exchange with a partner goes, as JSON; `None` before the first message.
    pub async fn tip_exchange(
        &self,
        scope: &PartyScope,
        oin: &str,
    ) -> Result<Option<String>, StoreError> {
        let row: Option<Exchange> = Sql::new("SELECT content FROM tip_exchange WHERE party_id = ")
            .bind(scope.party().as_str())
            .text(" AND oin = ")
            .bind(oin)
            .one(&self.pools.read)
            .await?;
        Ok(row.map(|row| row.content))
    }
}

impl Tx {
    /// Reads a partner as it is now.
    pub async fn tip_partner(&mut self, oin: &str) -> Result<Option<TipPartnerRow>, StoreError> {
        let sql = partners(self.party()).text(" AND oin = ").bind(oin);
        let row: Option<Row> = sql.one(&self.transaction).await?;
        row.map(|row| row.open(&self.keys, self.party())).transpose()
    }

    /// Reads a partner, and keeps others from changing it until the end of the transaction.
    pub async fn tip_partner_for_update(
        &mut self,
        oin: &str,
    ) -> Result<Option<TipPartnerRow>, StoreError> {
        let sql = partners(self.party()).text(" AND oin = ").bind(oin);
        // The key stays as it is. A lock that says otherwise would wait for who changes a row that refers to this one, and waits
        // for this one itself: a worker that notes a receipt, while a message of the same partner comes in.
        let row: Option<Row> =
            self.locking(sql, " FOR NO KEY UPDATE").one(&self.transaction).await?;
        row.map(|row| row.open(&self.keys, self.party())).transpose()
    }

    /// Keeps a partner as it was read at a version.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when somebody else was first, [`StoreError::Duplicate`] for a new one that is there.
    pub async fn keep_tip_partner(&mut self, kept: &KeepTipPartner<'_>) -> Result<(), StoreError> {
        let content = self.keys.seal(&place(self.party(), kept.oin), kept.content.reveal())?;
        let sql = if kept.version == 0 {
            Sql::new("INSERT INTO tip_partner (party_id, oin, state, version, content) VALUES (")
                .bind_list([
                    self.party_text().into(),
                    kept.oin.into(),
                    kept.state.into(),
                    1_i64.into(),
                    content.into(),
                ])
                .text(")")
        } else {
            Sql::new("UPDATE tip_partner SET version = version + 1, state = ")
                .bind(kept.state)
                .text(", content = ")
                .bind(content)
                .text(" WHERE party_id = ")
                .bind(self.party_text())
                .text(" AND oin = ")
                .bind(kept.oin)
                .text(" AND version = ")
                .bind(kept.version)
        };
        one_row(sql.execute(&self.transaction).await?)
    }

    /// Keeps what a partner says of its keys, or nothing any more; returns whether it is there.
    pub async fn keep_tip_document(
        &mut self,
        oin: &str,
        document: Option<&str>,
    ) -> Result<bool, StoreError> {
        let rows = Sql::new("UPDATE tip_partner SET document = ")
            .bind(document)
            .text(" WHERE party_id = ")
            .bind(self.party_text())
            .text(" AND oin = ")
            .bind(oin)
            .execute(&self.transaction)
            .await?;
        Ok(touched(rows))
    }

    /// Reads how the exchange with a partner goes, and lets other messages of it wait until the end of the transaction.
    ///
    /// # Errors
    /// [`StoreError::Dangling`] for a partner that is not in the register.
    pub async fn lock_tip_exchange(&mut self, oin: &str) -> Result<String, StoreError> {
        let row: Option<Exchange> =
            Sql::new("INSERT INTO tip_exchange (party_id, oin, content) VALUES (")
                .bind_list([self.party_text().into(), oin.into(), "{}".into()])
                .text(") ON CONFLICT (party_id, oin) DO UPDATE SET content = tip_exchange.content RETURNING content")
                .one(&self.transaction)
                .await?;
        Ok(row.map(|row| row.content).unwrap_or_default())
    }

    /// Keeps how the exchange with a partner goes; [`Tx::lock_tip_exchange`] comes first.
    pub async fn keep_tip_exchange(&mut self, oin: &str, content: &str) -> Result<(), StoreError> {
        let rows = Sql::new("UPDATE tip_exchange SET content = ")
            .bind(content)
            .text(" WHERE party_id = ")
            .bind(self.party_text())
            .text(" AND oin = ")
            .bind(oin)
            .execute(&self.transaction)
            .await?;
        one_row(rows)
    }
}

fn partners(party: &PartyId) -> Sql {
    Sql::new("SELECT oin, version, content, document FROM tip_partner WHERE party_id = ")
        .bind(party.as_str())
}

fn place<'p>(party: &'p PartyId, oin: &str) -> Place<'p> {
    Place { table: "tip_partner", column: "content", party, row: format!("{party}/{oin}") }
}

impl Row {
    fn open(self, keys: &Keyring, party: &PartyId) -> Result<TipPartnerRow, StoreError> {
        let content = keys.open(&place(party, &self.oin), &self.content)?;
        Ok(TipPartnerRow { oin: self.oin, version: self.version, content, document: self.document })
    }
}
