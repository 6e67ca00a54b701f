//! Messages that came: each is registered once, by its source and id, with the receipt that was given for its bytes.

use super::outbox::Line;
use super::{TipLine, sha256};
use crate::sql::Sql;
use crate::{PartyScope, Store, StoreError, Tx};
use kernel::Moment;
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// A message that came and is registered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTipArrival<'a> {
    /// The number of the body that sent it.
    pub source: &'a str,
    /// Its id there.
    pub id: Uuid,
    /// The tip that it is about.
    pub tip: Uuid,
    /// The SHA-256 of its bytes.
    pub sha256: [u8; 32],
    /// The bytes as they came: evidence, as long as the content of the tip is kept; none when that is gone already.
    pub wire: Option<&'a str>,
    /// The fingerprint of the key that signed it.
    pub signed_by: String,
    /// The fingerprint of our key that opened it.
    pub opened_by: String,
    /// The time that stands in it.
    pub made_at: Moment,
    /// When it came.
    pub received_at: Moment,
    /// Until when its id is remembered at least.
    pub remember_until: Moment,
    /// The receipt that was given.
    pub receipt: &'a str,
}

/// What is remembered of a message that came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TipArrival {
    /// The SHA-256 of its bytes.
    pub sha256: [u8; 32],
    /// The receipt that was given.
    pub receipt: String,
}

#[derive(FromQueryResult)]
struct Row {
    sha256: Vec<u8>,
    receipt: String,
}

impl Store {
    /// Lists what a party registered of a partner, by the time in the message: from a moment, before another.
    pub async fn tips_registered(
        &self,
        scope: &PartyScope,
        source: &str,
        (from, before): (Moment, Moment),
    ) -> Result<Vec<TipLine>, StoreError> {
        let sql = Sql::new("SELECT id, sha256 FROM tip_inbox WHERE party_id = ")
            .bind(scope.party().as_str())
            .text(" AND source = ")
            .bind(source)
            .text(" AND made_at >= ")
            .bind(from.micros())
            .text(" AND made_at < ")
            .bind(before.micros())
            .text(" ORDER BY id");
        sql.all::<Line>(&self.pools.read).await?.into_iter().map(Line::read).collect()
    }

    /// Forgets messages of a party that need not be remembered any more and whose bytes are cleared.
    pub async fn forget_tip_arrivals(
        &self,
        scope: &PartyScope,
        now: Moment,
    ) -> Result<u64, StoreError> {
        Sql::new("DELETE FROM tip_inbox WHERE wire IS NULL AND remember_until < ")
            .bind(now.micros())
            .text(" AND party_id = ")
            .bind(scope.party().as_str())
            .execute(&self.pools.write)
            .await
    }
}

impl Tx {
    /// Returns what is remembered of a message; [`Tx::lock_tip_exchange`] comes first, so that no other of its source comes
    /// between.
    pub async fn tip_arrival(
        &mut self,
        source: &str,
        id: Uuid,
    ) -> Result<Option<TipArrival>, StoreError> {
        let row: Option<Row> = Sql::new("SELECT sha256, receipt FROM tip_inbox WHERE party_id = ")
            .bind(self.party_text())
            .text(" AND source = ")
            .bind(source)
            .text(" AND id = ")
            .bind(id)
            .one(&self.transaction)
            .await?;
        row.map(|row| {
            Ok(TipArrival { sha256: sha256("tip_inbox", row.sha256)?, receipt: row.receipt })
        })
        .transpose()
    }

    /// Registers a message.
    ///
    /// # Errors
    /// [`StoreError::Duplicate`] when one of this source and id is registered.
    pub async fn add_tip_arrival(&mut self, new: &NewTipArrival<'_>) -> Result<(), StoreError> {
        Sql::new("INSERT INTO tip_inbox (party_id, source, id, tip_id, sha256, wire, signed_by, opened_by, made_at, received_at, remember_until, receipt) VALUES (")
            .bind_list([
                self.party_text().into(),
                new.source.into(),
                new.id.into(),
                new.tip.into(),
                new.sha256.to_vec().into(),
                new.wire.into(),
                new.signed_by.as_str().into(),
                new.opened_by.as_str().into(),
                new.made_at.micros().into(),
                new.received_at.micros().into(),
                new.remember_until.micros().into(),
                new.receipt.into(),
            ])
            .text(")")
            .execute(&self.transaction)
            .await?;
        Ok(())
    }
}
