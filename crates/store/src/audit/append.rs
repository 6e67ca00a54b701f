//! Adding lines to the trail.

use super::AuditEntry;
use super::chain::{Hash, START, hash};
use crate::sql::Sql;
use crate::{Backend, StoreError, Tx};
use kernel::Id;
use sea_orm::{FromQueryResult, Value};

#[derive(FromQueryResult)]
struct Head {
    seq: i64,
    hash: Vec<u8>,
}

impl Tx {
    /// Adds a line to the party's trail and returns its number. From here to the commit all others of the party wait: call it
    /// last.
    pub async fn audit(&mut self, entry: &AuditEntry) -> Result<i64, StoreError> {
        let head = self.lock_head().await?;
        let previous: Hash = head
            .hash
            .try_into()
            .map_err(|_| StoreError::inconsistent("audit_head", "hash", self.party()))?;
        let seq = head.seq + 1;
        let hash = hash(self.party(), seq, entry, &previous);
        self.insert_line(seq, entry, &previous, &hash).await?;
        Ok(seq)
    }

    /// Reads the end of the trail, or makes it, and locks it in the same statement.
    async fn lock_head(&self) -> Result<Head, StoreError> {
        let head = Sql::new("INSERT INTO audit_head (party_id, seq, hash) VALUES (")
            .bind_list([self.party_text().into(), 0_i64.into(), START.to_vec().into()])
            .text(") ON CONFLICT (party_id) DO UPDATE SET seq = audit_head.seq RETURNING seq, hash")
            .one(&self.transaction)
            .await?;
        head.ok_or_else(|| StoreError::inconsistent("audit_head", "seq", self.party()))
    }

    /// Adds the line and moves the end to it: one way to the database, because all others of the party wait meanwhile.
    async fn insert_line(
        &self,
        seq: i64,
        entry: &AuditEntry,
        previous: &Hash,
        hash: &Hash,
    ) -> Result<(), StoreError> {
        let (before, between, rows) = match self.backend() {
            Backend::Sqlite => ("", "; ", 2),
            Backend::Postgres => ("WITH moved AS (", ") ", 1),
        };
        let sql = Sql::new(before)
            .text("UPDATE audit_head SET seq = ")
            .bind(seq)
            .text(", hash = ")
            .bind(hash.to_vec())
            .text(" WHERE party_id = ")
            .bind(self.party_text())
            .text(between)
            .text(
                "INSERT INTO audit (party_id, seq, at, actor, actor_name, role, action, subject, ",
            )
            .text("reason, digest, previous, hash) VALUES (")
            .bind_list(self.columns(seq, entry, previous, hash))
            .text(")");
        let done = sql.execute(&self.transaction).await?;
        if done == rows { Ok(()) } else { Err(StoreError::Conflict) }
    }

    fn columns(&self, seq: i64, entry: &AuditEntry, previous: &Hash, hash: &Hash) -> [Value; 12] {
        [
            self.party_text().into(),
            seq.into(),
            entry.at.micros().into(),
            entry.actor.map(Id::uuid).into(),
            entry.actor_name.as_str().into(),
            entry.role.as_str().into(),
            entry.action.as_str().into(),
            entry.subject.as_str().into(),
            entry.reason.clone().into(),
            entry.digest.to_vec().into(),
            previous.to_vec().into(),
            hash.to_vec().into(),
        ]
    }
}
