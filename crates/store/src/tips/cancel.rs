//! Messages that are taken back: they lapse, and leave no more.

use crate::sql::Sql;
use crate::{StoreError, Tx};
use kernel::Moment;
use sea_orm::FromQueryResult;
use uuid::Uuid;

#[derive(FromQueryResult)]
struct Cancelled {
    id: Uuid,
}

impl Tx {
    /// Takes back the messages about a tip whose bytes were never made, and those that were given up; returns how many there were.
    pub async fn cancel_tip_messages(&mut self, tip: Uuid, at: Moment) -> Result<u64, StoreError> {
        lapse(at)
            .text(
                " WHERE ((state = 'wacht' AND wire IS NULL) OR state = 'opgegeven') AND tip_id = ",
            )
            .bind(tip)
            .text(" AND party_id = ")
            .bind(self.party_text())
            .execute(&self.transaction)
            .await
    }

    /// Takes back all messages about a tip to a body that still wait, also those whose bytes were made; returns which they were.
    pub async fn cancel_waiting_tip_messages(
        &mut self,
        (partner, tip): (&str, Uuid),
        at: Moment,
    ) -> Result<Vec<Uuid>, StoreError> {
        let rows: Vec<Cancelled> = lapse(at)
            .text(" WHERE state = 'wacht' AND partner = ")
            .bind(partner)
            .text(" AND tip_id = ")
            .bind(tip)
            .text(" AND party_id = ")
            .bind(self.party_text())
            .text(" RETURNING id")
            .all(&self.transaction)
            .await?;
        Ok(rows.into_iter().map(|row| row.id).collect())
    }
}

fn lapse(at: Moment) -> Sql {
    Sql::new("UPDATE tip_outbox SET state = 'vervallen', content = NULL, claimed_until = NULL, settled_at = ")
        .bind(at.micros())
}
