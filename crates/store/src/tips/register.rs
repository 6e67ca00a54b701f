//! The tips that a party gave and got.

use crate::keys::Place;
use crate::page::after;
use crate::sql::{Sql, moment, one_row, touched};
use crate::{Cursor, Keyring, Page, PartyScope, Store, StoreError, Tx};
use kernel::{Moment, PartyId, Redacted};
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// A page of a list holds so many tips.
const PAGE: u32 = 100;

/// Which side of the exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TipSide {
    /// Tips that the party gives.
    Sent,
    /// Tips that the party got.
    Received,
}

impl TipSide {
    /// Both sides.
    pub const ALL: [Self; 2] = [Self::Sent, Self::Received];

    fn table(self) -> &'static str {
        match self {
            Self::Sent => "tip_sent",
            Self::Received => "tip_received",
        }
    }
}

/// A tip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TipRow {
    /// The id of the row; of a tip that the party gives it is the id of the tip as well.
    pub id: Uuid,
    /// The number of the other body.
    pub partner: String,
    /// The id of the tip.
    pub tip: Uuid,
    /// The state, as the table knows it.
    pub state: String,
    /// Rises by one with every change.
    pub version: i64,
    /// The tip in its state, as JSON.
    pub content: Redacted<String>,
    /// When it last changed.
    pub changed_at: Moment,
    /// How often an officer was told that it waits.
    pub alerted: i32,
}

/// A tip to be kept.
#[derive(Clone, Debug)]
pub struct KeepTip {
    /// The id of the row.
    pub id: Uuid,
    /// The number of the other body.
    pub partner: String,
    /// The id of the tip.
    pub tip: Uuid,
    /// The state, as the table knows it.
    pub state: &'static str,
    /// The tip in its state, as JSON.
    pub content: Redacted<String>,
    /// When.
    pub at: Moment,
    /// From when an officer is told that it waits: the first and the second time.
    pub alerts: Option<(Moment, Moment)>,
    /// When it ended, so that its content can be cleared after its term.
    pub ended_at: Option<Moment>,
}

/// A tip that waits for an officer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TipAlert {
    /// The id of the row.
    pub id: Uuid,
    /// How often an officer has been told by now, this time included: 1 or 2.
    pub level: i32,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    partner: String,
    tip_id: Uuid,
    state: String,
    version: i64,
    content: Vec<u8>,
    changed_at: i64,
    alerted: i32,
}

#[derive(FromQueryResult)]
struct Waiting {
    id: Uuid,
    second_alert_at: Option<i64>,
}

#[derive(FromQueryResult)]
struct Found {
    id: Uuid,
}

impl Store {
    /// Lists the tips of a party on one side, the newest first, by pages.
    ///
    /// # Errors
    /// [`StoreError::BadCursor`] for a place that is none.
    pub async fn tips(
        &self,
        scope: &PartyScope,
        side: TipSide,
        cursor: Option<&Cursor>,
    ) -> Result<Page<TipRow>, StoreError> {
        let sql = tips(scope.party(), side)
            .bind_some(" AND id < ", after::<Uuid>(cursor)?)
            .text(" ORDER BY id DESC")
            .page(PAGE);
        let rows: Vec<Row> = sql.all(&self.pools.read).await?;
        let page = Page::of(rows, PAGE, |row| row.id);
        page.try_map(|row| row.open(&self.keys, scope.party(), side))
    }

    /// Returns a tip of a party.
    pub async fn tip(
        &self,
        scope: &PartyScope,
        side: TipSide,
        id: Uuid,
    ) -> Result<Option<TipRow>, StoreError> {
        let sql = tips(scope.party(), side).text(" AND id = ").bind(id);
        let row: Option<Row> = sql.one(&self.pools.read).await?;
        row.map(|row| row.open(&self.keys, scope.party(), side)).transpose()
    }

    /// Lists the tips of a party of which an officer has to be told that they wait. For the worker.
    pub async fn tips_to_alert(
        &self,
        scope: &PartyScope,
        side: TipSide,
        now: Moment,
    ) -> Result<Vec<TipAlert>, StoreError> {
        let rows: Vec<Waiting> = Sql::new("SELECT id, second_alert_at FROM ")
            .text(side.table())
            .text(" WHERE party_id = ")
            .bind(scope.party().as_str())
            .text(" AND ((alerted = 0 AND first_alert_at <= ")
            .bind(now.micros())
            .text(") OR (alerted = 1 AND second_alert_at <= ")
            .bind(now.micros())
            .text(")) ORDER BY id")
            .all(&self.pools.read)
            .await?;
        let second = |row: &Waiting| row.second_alert_at.is_some_and(|at| at <= now.micros());
        let alert = |row: &Waiting| TipAlert { id: row.id, level: if second(row) { 2 } else { 1 } };
        Ok(rows.iter().map(alert).collect())
    }

    /// Lists the tips of a party that ended before a moment and still have content. For the worker.
    pub async fn ended_tips(
        &self,
        scope: &PartyScope,
        side: TipSide,
        before: Moment,
    ) -> Result<Vec<Uuid>, StoreError> {
        let rows: Vec<Found> = Sql::new("SELECT id FROM ")
            .text(side.table())
            .text(" WHERE party_id = ")
            .bind(scope.party().as_str())
            .text(" AND ended_at < ")
            .bind(before.micros())
            .text(" AND state <> 'gewist' ORDER BY id")
            .all(&self.pools.read)
            .await?;
        Ok(rows.into_iter().map(|row| row.id).collect())
    }
}

impl Tx {
    /// Reads a tip, and keeps others from changing it until the end of the transaction.
    pub async fn tip_for_update(
        &mut self,
        side: TipSide,
        id: Uuid,
    ) -> Result<Option<TipRow>, StoreError> {
        let sql = tips(self.party(), side).text(" AND id = ").bind(id);
        self.locked_tip(side, sql).await
    }

    /// Reads the tip of a body by its id there, and keeps others from changing it until the end of the transaction.
    pub async fn tip_of_partner(
        &mut self,
        side: TipSide,
        partner: &str,
        tip: Uuid,
    ) -> Result<Option<TipRow>, StoreError> {
        let sql = tips(self.party(), side).text(" AND partner = ").bind(partner);
        self.locked_tip(side, sql.text(" AND tip_id = ").bind(tip)).await
    }

    /// Keeps a new tip, at version 1.
    ///
    /// # Errors
    /// [`StoreError::Duplicate`] when it is there.
    pub async fn add_tip(&mut self, side: TipSide, new: &KeepTip) -> Result<(), StoreError> {
        let content = self.keys.seal(&place(self.party(), side, new.id), new.content.reveal())?;
        Sql::new("INSERT INTO ")
            .text(side.table())
            .text(" (id, party_id, partner, tip_id, state, version, content, changed_at, first_alert_at, second_alert_at, alerted, ended_at) VALUES (")
            .bind_list([
                new.id.into(),
                self.party_text().into(),
                new.partner.as_str().into(),
                new.tip.into(),
                new.state.into(),
                1_i64.into(),
                content.into(),
                new.at.micros().into(),
                new.alerts.map(|(first, _)| first.micros()).into(),
                new.alerts.map(|(_, second)| second.micros()).into(),
                0_i32.into(),
                new.ended_at.map(Moment::micros).into(),
            ])
            .text(")")
            .execute(&self.transaction)
            .await?;
        Ok(())
    }

    /// Keeps what a tip became. Whether an officer was told counts anew when the alerts are others.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when it is not at this version any more.
    pub async fn change_tip(
        &mut self,
        side: TipSide,
        kept: &KeepTip,
        version: i64,
    ) -> Result<(), StoreError> {
        let content = self.keys.seal(&place(self.party(), side, kept.id), kept.content.reveal())?;
        let first = kept.alerts.map(|(first, _)| first.micros());
        let sql = Sql::new("UPDATE ")
            .text(side.table())
            .text(" SET version = version + 1, alerted = CASE WHEN first_alert_at = ")
            .bind(first)
            .text(" THEN alerted ELSE 0 END, first_alert_at = ")
            .bind(first)
            .text(", second_alert_at = ")
            .bind(kept.alerts.map(|(_, second)| second.micros()))
            .text(", ended_at = ")
            .bind(kept.ended_at.map(Moment::micros))
            .text(", changed_at = ")
            .bind(kept.at.micros())
            .text(", partner = ")
            .bind(kept.partner.as_str())
            .text(", state = ")
            .bind(kept.state)
            .text(", content = ")
            .bind(content)
            .text(" WHERE id = ")
            .bind(kept.id)
            .text(" AND party_id = ")
            .bind(self.party_text())
            .text(" AND version = ")
            .bind(version);
        one_row(sql.execute(&self.transaction).await?)
    }

    /// Notes that an officer is told; returns whether that is new.
    pub async fn note_tip_alert(
        &mut self,
        side: TipSide,
        alert: TipAlert,
    ) -> Result<bool, StoreError> {
        let rows = Sql::new("UPDATE ")
            .text(side.table())
            .text(" SET alerted = ")
            .bind(alert.level)
            .text(" WHERE id = ")
            .bind(alert.id)
            .text(" AND party_id = ")
            .bind(self.party_text())
            .text(" AND alerted < ")
            .bind(alert.level)
            .text(" AND first_alert_at IS NOT NULL")
            .execute(&self.transaction)
            .await?;
        Ok(touched(rows))
    }

    async fn locked_tip(&mut self, side: TipSide, sql: Sql) -> Result<Option<TipRow>, StoreError> {
        let row: Option<Row> = self.locking(sql, " FOR UPDATE").one(&self.transaction).await?;
        row.map(|row| row.open(&self.keys, self.party(), side)).transpose()
    }
}

fn tips(party: &PartyId, side: TipSide) -> Sql {
    Sql::new("SELECT id, partner, tip_id, state, version, content, changed_at, alerted FROM ")
        .text(side.table())
        .text(" WHERE party_id = ")
        .bind(party.as_str())
}

fn place(party: &PartyId, side: TipSide, id: Uuid) -> Place<'_> {
    Place { table: side.table(), column: "content", party, row: id.to_string() }
}

impl Row {
    fn open(self, keys: &Keyring, party: &PartyId, side: TipSide) -> Result<TipRow, StoreError> {
        let content = keys.open(&place(party, side, self.id), &self.content)?;
        Ok(TipRow {
            id: self.id,
            partner: self.partner,
            tip: self.tip_id,
            state: self.state,
            version: self.version,
            content,
            changed_at: moment(side.table(), "changed_at", self.changed_at)?,
            alerted: self.alerted,
        })
    }
}
