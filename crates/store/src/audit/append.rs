//! Adding lines to the trail.

use super::chain::{Hash, START, hash};
use super::{AuditEntry, Trail};
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
        self.add_lines(Trail::General, std::slice::from_ref(entry)).await
    }

    /// Adds lines to the party's trail of tips, like [`Tx::audit`]; returns the number of the last.
    pub async fn audit_tips(&mut self, entries: &[AuditEntry]) -> Result<i64, StoreError> {
        self.add_lines(Trail::Tips, entries).await
    }

    async fn add_lines(&mut self, trail: Trail, entries: &[AuditEntry]) -> Result<i64, StoreError> {
        let head = self.lock_head(trail).await?;
        let mut seq = head.seq;
        let mut previous: Hash = head
            .hash
            .try_into()
            .map_err(|_| StoreError::inconsistent(trail.head(), "hash", self.party()))?;
        for entry in entries {
            seq += 1;
            let hash = hash(self.party(), seq, entry, &previous);
            self.insert_line(trail, &self.columns(seq, entry, &previous, &hash)).await?;
            previous = hash;
        }
        Ok(seq)
    }

    /// Reads the end of the trail, or makes it, and locks it in the same statement.
    async fn lock_head(&self, trail: Trail) -> Result<Head, StoreError> {
        let table = trail.head();
        let head = Sql::new(&format!("INSERT INTO {table} (party_id, seq, hash) VALUES ("))
            .bind_list([self.party_text().into(), 0_i64.into(), START.to_vec().into()])
            .text(&format!(
                ") ON CONFLICT (party_id) DO UPDATE SET seq = {table}.seq RETURNING seq, hash"
            ))
            .one(&self.transaction)
            .await?;
        head.ok_or_else(|| StoreError::inconsistent(table, "seq", self.party()))
    }

    /// Adds the line and moves the end to it: one way to the database, because all others of the party wait meanwhile.
    async fn insert_line(&self, trail: Trail, columns: &[Value; 12]) -> Result<(), StoreError> {
        let [_, seq, .., hash] = columns;
        let (before, between, rows) = match self.backend() {
            Backend::Sqlite => ("", "; ", 2),
            Backend::Postgres => ("WITH moved AS (", ") ", 1),
        };
        let sql = Sql::new(before)
            .text(&format!("UPDATE {} SET seq = ", trail.head()))
            .bind(seq.clone())
            .text(", hash = ")
            .bind(hash.clone())
            .text(" WHERE party_id = ")
            .bind(self.party_text())
            .text(between)
            .text(&format!("INSERT INTO {} (party_id, seq, at, actor, ", trail.table()))
            .text("actor_name, role, action, subject, reason, digest, previous, hash) VALUES (")
            .bind_list(columns.iter().cloned())
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
