//! Reading the trail, and taking anchors of its end.

use super::{Anchor, AuditEntry, Trail};
use crate::page::after;
use crate::sql::{Sql, moment};
use crate::{Cursor, Page, PartyScope, Store, StoreError};
use kernel::{AccountId, Id, Moment, hex};
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// A line of the trail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRow {
    /// Its number: one more than that of the line before.
    pub seq: i64,
    /// What it says.
    pub entry: AuditEntry,
    /// Its hash.
    pub hash: [u8; 32],
}

#[derive(FromQueryResult)]
struct Row {
    seq: i64,
    at: i64,
    actor: Option<Uuid>,
    actor_name: String,
    role: String,
    action: String,
    subject: String,
    reason: Option<String>,
    digest: Vec<u8>,
    hash: Vec<u8>,
}

#[derive(FromQueryResult)]
struct HeadRow {
    party_id: String,
    seq: i64,
    hash: Vec<u8>,
}

/// A part of the trail: some actions on one thing, between two moments.
#[derive(Clone, Copy, Debug)]
pub struct AuditPart<'a> {
    /// The thing.
    pub subject: &'a str,
    /// The actions.
    pub actions: &'a [&'a str],
    /// From when on.
    pub from: Option<Moment>,
    /// Before when.
    pub before: Option<Moment>,
    /// How many lines at most.
    pub limit: u32,
}

impl Store {
    /// Lists a part of the trail of a party, newest first.
    pub async fn audit_part(
        &self,
        scope: &PartyScope,
        part: AuditPart<'_>,
    ) -> Result<Vec<AuditEntry>, StoreError> {
        let actions = part.actions.iter().map(|action| (*action).into());
        let sql = Sql::new("SELECT seq, at, actor, actor_name, role, action, subject, reason, digest, hash FROM audit")
            .text(" WHERE party_id = ")
            .bind(scope.party().as_str())
            .text(" AND subject = ")
            .bind(part.subject)
            .text(" AND action IN (")
            .bind_list(actions)
            .text(")")
            .bind_some(" AND at >= ", part.from.map(Moment::micros))
            .bind_some(" AND at < ", part.before.map(Moment::micros))
            .text(" ORDER BY seq DESC LIMIT ")
            .bind(i64::from(part.limit));
        let rows: Vec<Row> = sql.all(&self.pools.read).await?;
        rows.into_iter().map(|row| Ok(AuditRow::try_from(row)?.entry)).collect()
    }

    /// Lists the trail of a party, newest first; `subject` keeps only the lines about one thing.
    pub async fn audit_page(
        &self,
        scope: &PartyScope,
        subject: Option<&str>,
        place: Option<&Cursor>,
        limit: u32,
    ) -> Result<Page<AuditRow>, StoreError> {
        self.trail_page(Trail::General, scope, (subject, place, limit)).await
    }

    /// Lists the trail of tips of a party, like [`Store::audit_page`].
    pub async fn tip_audit_page(
        &self,
        scope: &PartyScope,
        subject: Option<&str>,
        place: Option<&Cursor>,
        limit: u32,
    ) -> Result<Page<AuditRow>, StoreError> {
        self.trail_page(Trail::Tips, scope, (subject, place, limit)).await
    }

    async fn trail_page(
        &self,
        trail: Trail,
        scope: &PartyScope,
        (subject, place, limit): (Option<&str>, Option<&Cursor>, u32),
    ) -> Result<Page<AuditRow>, StoreError> {
        let sql = Sql::new(
            "SELECT seq, at, actor, actor_name, role, action, subject, reason, digest, hash FROM ",
        )
        .text(trail.table())
        .text(" WHERE party_id = ")
        .bind(scope.party().as_str())
        .bind_some(" AND subject = ", subject)
        .bind_some(" AND seq < ", after::<i64>(place)?)
        .text(" ORDER BY seq DESC")
        .page(limit);
        let rows: Vec<Row> = sql.all(&self.pools.read).await?;
        Page::of(rows, limit, |row| row.seq).try_map(TryInto::try_into)
    }

    /// Returns the end of each party's trail, to be kept outside the database.
    pub async fn anchors(&self, now: Moment) -> Result<Vec<Anchor>, StoreError> {
        let sql =
            Sql::new("SELECT party_id, seq, hash FROM audit_head WHERE seq > 0 ORDER BY party_id");
        let rows: Vec<HeadRow> = sql.all(&self.pools.read).await?;
        let anchor = |row: HeadRow| Anchor {
            party: row.party_id,
            seq: row.seq,
            hash: hex(&row.hash),
            at: now,
        };
        Ok(rows.into_iter().map(anchor).collect())
    }
}

impl TryFrom<Row> for AuditRow {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let bytes = |column, value: Vec<u8>| {
            value.try_into().map_err(|_| StoreError::inconsistent("audit", column, &row.seq))
        };
        Ok(Self {
            seq: row.seq,
            hash: bytes("hash", row.hash)?,
            entry: AuditEntry {
                at: moment("audit", "at", row.at)?,
                actor: row.actor.map(AccountId::from_uuid),
                actor_name: row.actor_name,
                role: row.role,
                action: row.action,
                subject: row.subject,
                reason: row.reason,
                digest: bytes("digest", row.digest)?,
            },
        })
    }
}
