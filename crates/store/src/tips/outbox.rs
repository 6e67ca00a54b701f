//! Messages that leave. The bytes of a message are made once, at the first turn of the worker, and sent again as they are; a
//! message is delivered when a receipt for those bytes was checked, and by nothing else.

use super::sha256;
use crate::keys::Place;
use crate::party::party_id;
use crate::sql::{Sql, maybe_moment, moment, one_row};
use crate::{Backend, PartyScope, Store, StoreError, Tx};
use chrono::TimeDelta;
use kernel::{Moment, PartyId, Redacted};
use sea_orm::FromQueryResult;
use uuid::Uuid;

const TABLE: &str = "tip_outbox";

/// A message to be sent.
#[derive(Clone, Debug)]
pub struct NewTipMessage {
    /// Its id.
    pub id: Uuid,
    /// The tip that it is about.
    pub tip: Uuid,
    /// The number of the body that it goes to.
    pub partner: String,
    /// Its type.
    pub kind: String,
    /// What it says, as JSON; gone when it was delivered, so that it can be said again until then.
    pub content: Redacted<String>,
    /// When it was decided.
    pub at: Moment,
}

/// The bytes of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedTipMessage {
    /// The bytes: ASCII, closed for the receiver.
    pub wire: String,
    /// Their SHA-256.
    pub sha256: [u8; 32],
    /// The time that stands in the message, which is when it was made.
    pub made_at: Moment,
}

/// A message in the hands of a worker, until its lease ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimedTipMessage {
    /// Its id.
    pub id: Uuid,
    /// The tip that it is about.
    pub tip: Uuid,
    /// Its type.
    pub kind: String,
    /// What it says.
    pub content: Option<Redacted<String>>,
    /// Why what it says cannot be read now, when it is there and does not open.
    pub closed: Option<String>,
    /// Its bytes, when they are made.
    pub sealed: Option<SealedTipMessage>,
    /// How often it was taken, this time included.
    pub attempts: i32,
    /// When it was decided.
    pub queued_at: Moment,
}

/// How an attempt ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TipOutcome<'o> {
    /// The partner has it: the receipt, as it came.
    Delivered(&'o str),
    /// It is tried again at a moment, with the code of what went wrong.
    Again(Moment, &'o str),
    /// It was not tried, and is at a moment, with the code of why not.
    PutOff(Moment, &'o str),
    /// It is given up, with the code of what went wrong.
    GivenUp(&'o str),
    /// Another message says the same, with the code of what went wrong with this one.
    Replaced(&'o str),
}

/// A message as the party looks back on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TipMessageRow {
    /// Its id.
    pub id: Uuid,
    /// Its type.
    pub kind: String,
    /// The number of the body that it goes to.
    pub partner: String,
    /// `wacht`, `bezorgd`, `opgegeven` or `vervallen`.
    pub state: String,
    /// How often it was tried.
    pub attempts: i32,
    /// When it was decided.
    pub queued_at: Moment,
    /// When it is tried next, when it waits.
    pub next_at: Moment,
    /// The code of what went wrong the last time.
    pub last_error: Option<String>,
    /// The receipt, as it came.
    pub receipt: Option<String>,
    /// When it was delivered or given up.
    pub settled_at: Option<Moment>,
}

/// A message in a report: its id and the SHA-256 of its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TipLine {
    /// Its id.
    pub id: Uuid,
    /// The SHA-256 of its bytes.
    pub sha256: [u8; 32],
}

#[derive(FromQueryResult)]
struct Due {
    party_id: String,
    partner: String,
}

#[derive(FromQueryResult)]
struct Claimed {
    id: Uuid,
    tip_id: Uuid,
    kind: String,
    content: Option<Vec<u8>>,
    wire: Option<String>,
    wire_sha256: Option<Vec<u8>>,
    made_at: Option<i64>,
    attempts: i32,
    queued_at: i64,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    kind: String,
    partner: String,
    state: String,
    attempts: i32,
    queued_at: i64,
    next_at: i64,
    last_error: Option<String>,
    receipt: Option<String>,
    settled_at: Option<i64>,
}

#[derive(FromQueryResult)]
struct Letter {
    id: Uuid,
    content: Vec<u8>,
}

#[derive(FromQueryResult)]
struct OfTip {
    tip_id: Uuid,
    partner: String,
}

#[derive(FromQueryResult)]
pub(super) struct Line {
    id: Uuid,
    sha256: Vec<u8>,
}

impl Line {
    pub(super) fn read(self) -> Result<TipLine, StoreError> {
        Ok(TipLine { id: self.id, sha256: sha256(TABLE, self.sha256)? })
    }
}

impl Store {
    /// Lists which parties have messages that can go to which partners now. For the worker, which takes each pair by itself, so
    /// that one partner that is down keeps nobody else waiting.
    pub async fn due_tip_partners(
        &self,
        now: Moment,
    ) -> Result<Vec<(PartyId, String)>, StoreError> {
        let sql = Sql::new("SELECT DISTINCT party_id, partner FROM tip_outbox WHERE ");
        let rows: Vec<Due> =
            due(sql, now).text(" ORDER BY party_id, partner").all(&self.pools.read).await?;
        rows.into_iter().map(|row| Ok((party_id(TABLE, &row.party_id)?, row.partner))).collect()
    }

    /// Takes up to `limit` messages of a party to a partner into a worker's hands for the time of a lease, the oldest first. One that
    /// does not open is among them, so that it holds up no other.
    pub async fn claim_tip_messages(
        &self,
        scope: &PartyScope,
        partner: &str,
        limit: u32,
        (now, lease): (Moment, TimeDelta),
    ) -> Result<Vec<ClaimedTipMessage>, StoreError> {
        let sql = Sql::new("UPDATE tip_outbox SET attempts = attempts + 1, claimed_until = ")
            .bind(now.after(lease).micros())
            .text(" WHERE id IN (SELECT id FROM tip_outbox WHERE ");
        let sql = due(sql, now)
            .text(" AND party_id = ")
            .bind(scope.party().as_str())
            .text(" AND partner = ")
            .bind(partner)
            .text(" ORDER BY queued_at, id LIMIT ")
            .bind(i64::from(limit));
        let sql = match self.backend() {
            Backend::Sqlite => sql,
            Backend::Postgres => sql.text(" FOR UPDATE SKIP LOCKED"),
        };
        let sql = sql.text(") RETURNING id, tip_id, kind, content, wire, wire_sha256, made_at, attempts, queued_at");
        let mut rows: Vec<Claimed> = sql.all(&self.pools.write).await?;
        rows.sort_by_key(|row| (row.queued_at, row.id));
        rows.into_iter().map(|row| self.claimed_tip(scope.party(), row)).collect()
    }

    /// Lets go of a message, so that it can be claimed again at once. Nothing happens when it is no longer this worker's.
    pub async fn free_tip_message(
        &self,
        scope: &PartyScope,
        (id, attempts): (Uuid, i32),
    ) -> Result<(), StoreError> {
        Sql::new("UPDATE tip_outbox SET claimed_until = NULL WHERE state = 'wacht' AND id = ")
            .bind(id)
            .text(" AND attempts = ")
            .bind(attempts)
            .text(" AND party_id = ")
            .bind(scope.party().as_str())
            .execute(&self.pools.write)
            .await?;
        Ok(())
    }

    /// Lists the messages about a tip, in the order in which they were decided.
    pub async fn tip_messages(
        &self,
        scope: &PartyScope,
        tip: Uuid,
    ) -> Result<Vec<TipMessageRow>, StoreError> {
        let rows: Vec<Row> = Sql::new("SELECT id, kind, partner, state, attempts, queued_at, next_at, last_error, receipt, settled_at FROM tip_outbox WHERE party_id = ")
            .bind(scope.party().as_str())
            .text(" AND tip_id = ")
            .bind(tip)
            .text(" ORDER BY queued_at, id")
            .all(&self.pools.read)
            .await?;
        rows.into_iter().map(TryInto::try_into).collect()
    }

    /// Lists the tips, each with the body at the other side, about which a message was given up that can be said again. Messages
    /// of the kind `beside` have a way of their own.
    pub async fn tips_with_dead_letters(
        &self,
        scope: &PartyScope,
        beside: &str,
    ) -> Result<Vec<(Uuid, String)>, StoreError> {
        let sql = Sql::new("SELECT DISTINCT tip_id, partner FROM tip_outbox WHERE ");
        let rows: Vec<OfTip> =
            dead(sql, scope.party().as_str(), beside).all(&self.pools.read).await?;
        Ok(rows.into_iter().map(|row| (row.tip_id, row.partner)).collect())
    }

    /// Returns since when the oldest message to a partner waits; `None` when nothing does.
    pub async fn tip_queue_since(
        &self,
        scope: &PartyScope,
        partner: &str,
    ) -> Result<Option<Moment>, StoreError> {
        let sql = Sql::new(
            "SELECT MIN(queued_at) AS since FROM tip_outbox WHERE state = 'wacht' AND party_id = ",
        )
        .bind(scope.party().as_str())
        .text(" AND partner = ")
        .bind(partner);
        let rows = sql.rows(&self.pools.read).await?;
        let since = rows.first().map(|row| row.try_get_by_index::<Option<i64>>(0)).transpose()?;
        maybe_moment(TABLE, "queued_at", since.flatten())
    }

    /// Lists what a party sent to a partner and has a receipt of, by the time in the message: from a moment, before another.
    pub async fn tips_delivered(
        &self,
        scope: &PartyScope,
        partner: &str,
        (from, before): (Moment, Moment),
    ) -> Result<Vec<TipLine>, StoreError> {
        let sql = Sql::new("SELECT id, wire_sha256 AS sha256 FROM tip_outbox WHERE state = 'bezorgd' AND party_id = ")
            .bind(scope.party().as_str())
            .text(" AND partner = ")
            .bind(partner)
            .text(" AND made_at >= ")
            .bind(from.micros())
            .text(" AND made_at < ")
            .bind(before.micros())
            .text(" ORDER BY id");
        sql.all::<Line>(&self.pools.read).await?.into_iter().map(Line::read).collect()
    }

    fn claimed_tip(&self, party: &PartyId, row: Claimed) -> Result<ClaimedTipMessage, StoreError> {
        let open = |content: Vec<u8>| self.keys.open(&place(party, row.id), &content);
        let (content, closed) = match row.content.map(open).transpose() {
            Ok(content) => (content, None),
            Err(error) => (None, Some(error.to_string())),
        };
        let made_at = maybe_moment(TABLE, "made_at", row.made_at)?;
        let sealed = match (row.wire, row.wire_sha256, made_at) {
            (Some(wire), Some(hash), Some(made_at)) => {
                Some(SealedTipMessage { wire, sha256: sha256(TABLE, hash)?, made_at })
            }
            _ => None,
        };
        Ok(ClaimedTipMessage {
            id: row.id,
            tip: row.tip_id,
            kind: row.kind,
            content,
            closed,
            sealed,
            attempts: row.attempts,
            queued_at: moment(TABLE, "queued_at", row.queued_at)?,
        })
    }
}

impl Tx {
    /// Adds a message to what leaves.
    pub async fn queue_tip_message(&mut self, new: &NewTipMessage) -> Result<(), StoreError> {
        let content = self.keys.seal(&place(self.party(), new.id), new.content.reveal())?;
        Sql::new("INSERT INTO tip_outbox (id, party_id, tip_id, partner, kind, content, state, queued_at, attempts, next_at) VALUES (")
            .bind_list([
                new.id.into(),
                self.party_text().into(),
                new.tip.into(),
                new.partner.as_str().into(),
                new.kind.as_str().into(),
                content.into(),
                "wacht".into(),
                new.at.micros().into(),
                0_i32.into(),
                new.at.micros().into(),
            ])
            .text(")")
            .execute(&self.transaction)
            .await?;
        Ok(())
    }

    /// Returns whether a message about a tip to a body still waits: until it is settled its bytes are needed.
    pub async fn tip_messages_wait(
        &mut self,
        partner: &str,
        tip: Uuid,
    ) -> Result<bool, StoreError> {
        Sql::new("SELECT id FROM tip_outbox WHERE state = 'wacht' AND party_id = ")
            .bind(self.party_text())
            .text(" AND partner = ")
            .bind(partner)
            .text(" AND tip_id = ")
            .bind(tip)
            .exists(&self.transaction)
            .await
    }

    /// Takes the messages about a tip with a body that were given up, oldest first: what each says. They lapse, for whoever takes
    /// them says it again. Messages of the kind `beside` have a way of their own.
    pub async fn take_dead_tip_letters(
        &mut self,
        (partner, tip): (&str, Uuid),
        beside: &str,
        at: Moment,
    ) -> Result<Vec<Redacted<String>>, StoreError> {
        let party = self.party().clone();
        let sql = Sql::new("SELECT id, content FROM tip_outbox WHERE ");
        let sql = dead(sql, party.as_str(), beside)
            .text(" AND partner = ")
            .bind(partner)
            .text(" AND tip_id = ")
            .bind(tip)
            .text(" ORDER BY queued_at, id");
        let rows: Vec<Letter> = self.locking(sql, " FOR UPDATE").all(&self.transaction).await?;
        let mut said = Vec::new();
        for Letter { id, content } in rows {
            Sql::new("UPDATE tip_outbox SET state = 'vervallen', content = NULL, settled_at = ")
                .bind(at.micros())
                .text(" WHERE id = ")
                .bind(id)
                .text(" AND party_id = ")
                .bind(party.as_str())
                .execute(&self.transaction)
                .await?;
            said.push(self.keys.open(&place(&party, id), &content)?);
        }
        Ok(said)
    }

    /// Keeps the bytes of a message.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when it is no longer this worker's, has bytes, or was taken back.
    pub async fn seal_tip_message(
        &mut self,
        claimed: &ClaimedTipMessage,
        sealed: &SealedTipMessage,
    ) -> Result<(), StoreError> {
        let sql = Sql::new("UPDATE tip_outbox SET wire = ")
            .bind(sealed.wire.as_str())
            .text(", wire_sha256 = ")
            .bind(sealed.sha256.to_vec())
            .text(", made_at = ")
            .bind(sealed.made_at.micros())
            .text(" WHERE state = 'wacht' AND wire IS NULL AND id = ")
            .bind(claimed.id)
            .text(" AND attempts = ")
            .bind(claimed.attempts)
            .text(" AND party_id = ")
            .bind(self.party_text());
        one_row(sql.execute(&self.transaction).await?)
    }

    /// Notes how an attempt ended. A receipt counts whoever brings it, also after the message was given up or said again; other
    /// ends count only for the worker that still has it.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when it was delivered meanwhile, or is no longer this worker's.
    pub async fn settle_tip_message(
        &mut self,
        (id, attempts): (Uuid, i32),
        outcome: &TipOutcome<'_>,
        at: Moment,
    ) -> Result<(), StoreError> {
        let sql = Sql::new("UPDATE tip_outbox SET claimed_until = NULL");
        let sql = match outcome {
            TipOutcome::Delivered(receipt) => sql
                .text(", state = 'bezorgd', content = NULL, last_error = NULL, receipt = ")
                .bind(*receipt)
                .text(", settled_at = ")
                .bind(at.micros())
                .text(" WHERE state <> 'bezorgd'"),
            TipOutcome::Again(next, code) => sql
                .text(", next_at = ")
                .bind(next.micros())
                .text(", last_error = ")
                .bind(*code)
                .text(" WHERE state = 'wacht' AND attempts = ")
                .bind(attempts),
            TipOutcome::PutOff(next, code) => sql
                .text(", attempts = attempts - 1, next_at = ")
                .bind(next.micros())
                .text(", last_error = ")
                .bind(*code)
                .text(" WHERE state = 'wacht' AND attempts = ")
                .bind(attempts),
            TipOutcome::GivenUp(code) => {
                ended(sql.text(", state = 'opgegeven'"), (*code, attempts), at)
            }
            TipOutcome::Replaced(code) => {
                ended(sql.text(", state = 'vervallen', content = NULL"), (*code, attempts), at)
            }
        };
        let sql = sql.text(" AND id = ").bind(id).text(" AND party_id = ").bind(self.party_text());
        one_row(sql.execute(&self.transaction).await?)
    }

    /// Lets all that waits for a partner go now: it answers again. Returns how many waited.
    pub async fn release_tip_queue(
        &mut self,
        partner: &str,
        now: Moment,
    ) -> Result<u64, StoreError> {
        Sql::new("UPDATE tip_outbox SET next_at = ")
            .bind(now.micros())
            .text(" WHERE state = 'wacht' AND next_at > ")
            .bind(now.micros())
            .text(" AND partner = ")
            .bind(partner)
            .text(" AND party_id = ")
            .bind(self.party_text())
            .execute(&self.transaction)
            .await
    }

    /// Lists the messages about a tip with a body, both ways, whose bytes were made.
    pub async fn tip_lines(
        &mut self,
        partner: &str,
        tip: Uuid,
    ) -> Result<Vec<TipLine>, StoreError> {
        let lines: Vec<Line> = Sql::new("SELECT id, wire_sha256 AS sha256 FROM tip_outbox WHERE wire_sha256 IS NOT NULL AND party_id = ")
            .bind(self.party_text())
            .text(" AND partner = ")
            .bind(partner)
            .text(" AND tip_id = ")
            .bind(tip)
            .text(" UNION ALL SELECT id, sha256 FROM tip_inbox WHERE party_id = ")
            .bind(self.party_text())
            .text(" AND source = ")
            .bind(partner)
            .text(" AND tip_id = ")
            .bind(tip)
            .text(" ORDER BY 1")
            .all(&self.transaction)
            .await?;
        lines.into_iter().map(Line::read).collect()
    }

    /// Clears what all messages about a tip with a body say, and their bytes; ids and hashes stay.
    pub async fn clear_tip_messages(&mut self, partner: &str, tip: Uuid) -> Result<(), StoreError> {
        for clear in [
            "UPDATE tip_outbox SET content = NULL, wire = NULL WHERE partner = ",
            "UPDATE tip_inbox SET wire = NULL WHERE source = ",
        ] {
            Sql::new(clear)
                .bind(partner)
                .text(" AND party_id = ")
                .bind(self.party_text())
                .text(" AND tip_id = ")
                .bind(tip)
                .execute(&self.transaction)
                .await?;
        }
        Ok(())
    }
}

fn due(sql: Sql, now: Moment) -> Sql {
    sql.text("state = 'wacht' AND next_at <= ")
        .bind(now.micros())
        .text(" AND (claimed_until IS NULL OR claimed_until <= ")
        .bind(now.micros())
        .text(")")
}

/// What was given up and can be said again.
fn dead(sql: Sql, party: &str, beside: &str) -> Sql {
    sql.text("state = 'opgegeven' AND content IS NOT NULL AND kind <> ")
        .bind(beside)
        .text(" AND party_id = ")
        .bind(party)
}

/// An end that only the worker in whose hands a message is can give it.
fn ended(sql: Sql, (code, attempts): (&str, i32), at: Moment) -> Sql {
    sql.text(", settled_at = ")
        .bind(at.micros())
        .text(", last_error = ")
        .bind(code)
        .text(" WHERE state = 'wacht' AND attempts = ")
        .bind(attempts)
}

fn place(party: &PartyId, id: Uuid) -> Place<'_> {
    Place { table: TABLE, column: "content", party, row: id.to_string() }
}

impl TryFrom<Row> for TipMessageRow {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id,
            kind: row.kind,
            partner: row.partner,
            state: row.state,
            attempts: row.attempts,
            queued_at: moment(TABLE, "queued_at", row.queued_at)?,
            next_at: moment(TABLE, "next_at", row.next_at)?,
            last_error: row.last_error,
            receipt: row.receipt,
            settled_at: maybe_moment(TABLE, "settled_at", row.settled_at)?,
        })
    }
}
