//! Closing all values again with the current key, while the program runs.

use super::seal::{HEADER, Place, header};
use crate::party::party_id;
use crate::sql::Sql;
use crate::{Store, StoreError};
use sea_orm::{DatabaseTransaction, QueryResult, Value};
use uuid::Uuid;

/// The type of a column of a key.
#[derive(Clone, Copy)]
enum KeyType {
    Uuid,
    Number,
    Text,
}

/// A column of closed values, and how to find its rows.
struct Closed {
    table: &'static str,
    column: &'static str,
    key: &'static [(&'static str, KeyType)],
}

const CLOSED: [Closed; 34] = [
    Closed { table: "case_file", column: "content", key: &[("id", KeyType::Uuid)] },
    Closed {
        table: "case_event",
        column: "content",
        key: &[("case_id", KeyType::Uuid), ("seq", KeyType::Number)],
    },
    Closed { table: "outbox", column: "payload", key: &[("id", KeyType::Uuid)] },
    // Open duties have no note, and no value is no old value.
    Closed { table: "task", column: "note", key: &[("id", KeyType::Uuid)] },
    Closed {
        table: "secret",
        column: "value",
        key: &[("case_id", KeyType::Uuid), ("subject_id", KeyType::Uuid), ("kind", KeyType::Text)],
    },
    Closed {
        table: "kept_input",
        column: "content",
        key: &[("account_id", KeyType::Uuid), ("form", KeyType::Text)],
    },
    // An account that has no second factor yet has no secret, and no value is no old value.
    Closed { table: "credential", column: "totp_secret", key: &[("account_id", KeyType::Uuid)] },
    Closed { table: "credential", column: "totp_new", key: &[("account_id", KeyType::Uuid)] },
    Closed { table: "document", column: "name", key: &[("id", KeyType::Uuid)] },
    Closed { table: "document", column: "content", key: &[("id", KeyType::Uuid)] },
    // A code that was used is gone, and no value is no old value.
    Closed { table: "intake", column: "code", key: &[("id", KeyType::Uuid)] },
    Closed { table: "intake", column: "answers", key: &[("id", KeyType::Uuid)] },
    // Who comes in with codes never signed in, and no value is no old value.
    Closed { table: "intake", column: "identity", key: &[("id", KeyType::Uuid)] },
    Closed {
        table: "intake_version",
        column: "answers",
        key: &[("intake_id", KeyType::Uuid), ("number", KeyType::Number)],
    },
    Closed { table: "intake_correction", column: "content", key: &[("id", KeyType::Uuid)] },
    Closed { table: "intake_file", column: "name", key: &[("id", KeyType::Uuid)] },
    Closed {
        table: "intake_chunk",
        column: "content",
        key: &[("file_id", KeyType::Uuid), ("number", KeyType::Number)],
    },
    Closed { table: "inquiry_entry", column: "content", key: &[("id", KeyType::Uuid)] },
    // Most of a letter may be empty, and no value is no old value.
    Closed { table: "letter", column: "elements", key: &[("id", KeyType::Uuid)] },
    Closed { table: "letter", column: "earlier", key: &[("id", KeyType::Uuid)] },
    Closed { table: "letter", column: "remark", key: &[("id", KeyType::Uuid)] },
    Closed { table: "letter", column: "proof", key: &[("id", KeyType::Uuid)] },
    Closed { table: "meeting", column: "content", key: &[("id", KeyType::Uuid)] },
    Closed { table: "written_round", column: "content", key: &[("id", KeyType::Uuid)] },
    Closed { table: "help_question", column: "content", key: &[("id", KeyType::Uuid)] },
    Closed { table: "group_signal", column: "content", key: &[("id", KeyType::Uuid)] },
    Closed { table: "hearing", column: "content", key: &[("id", KeyType::Uuid)] },
    Closed { table: "known_subject", column: "profile", key: &[("id", KeyType::Uuid)] },
    Closed {
        table: "subject_link",
        column: "content",
        key: &[("low_id", KeyType::Uuid), ("high_id", KeyType::Uuid)],
    },
    Closed {
        table: "tip_partner",
        column: "content",
        key: &[("party_id", KeyType::Text), ("oin", KeyType::Text)],
    },
    // A secret half that was destroyed is gone, and no value is no old value.
    Closed { table: "tip_key", column: "secret", key: &[("id", KeyType::Uuid)] },
    Closed { table: "tip_sent", column: "content", key: &[("id", KeyType::Uuid)] },
    Closed { table: "tip_received", column: "content", key: &[("id", KeyType::Uuid)] },
    // A message that was delivered holds no content, and no value is no old value.
    Closed { table: "tip_outbox", column: "content", key: &[("id", KeyType::Uuid)] },
];

impl Store {
    /// Closes every value that another key closed with the current one, `batch` values in a transaction, and returns how many
    /// there were. When it is cut short, the next call does the rest.
    pub async fn rotate(&self, batch: u32) -> Result<u64, StoreError> {
        let mut count = 0;
        for closed in &CLOSED {
            let mut after = Vec::new();
            loop {
                let rows = self.old_values(closed, &after, batch).await?;
                let Some(last) = rows.last() else { break };
                after.clone_from(&last.key);
                count += self.close_again(closed, &rows).await?;
            }
        }
        Ok(count)
    }

    async fn old_values(
        &self,
        closed: &Closed,
        after: &[Value],
        batch: u32,
    ) -> Result<Vec<OldValue>, StoreError> {
        let head: [u8; HEADER] = header(self.keys.current);
        let sql = Sql::new("SELECT ")
            .text(&closed.columns())
            .text(&format!(
                ", party_id, {0} FROM {1} WHERE substr({0}, 1, 5) <> ",
                closed.column, closed.table
            ))
            .bind(head.to_vec());
        let sql = if after.is_empty() {
            sql
        } else {
            let sql = sql.text(&format!(" AND ({}) > (", closed.columns()));
            sql.bind_list(after.iter().cloned()).text(")")
        };
        let sql =
            sql.text(&format!(" ORDER BY {} LIMIT ", closed.columns())).bind(i64::from(batch));
        let rows = sql.rows(&self.pools.read).await?;
        rows.iter().map(|row| closed.read(row)).collect()
    }

    async fn close_again(&self, closed: &Closed, rows: &[OldValue]) -> Result<u64, StoreError> {
        let transaction = self.pools.begin().await?;
        let mut count = 0;
        for row in rows {
            count += self.close_one(closed, row, &transaction).await?;
        }
        transaction.commit().await?;
        Ok(count)
    }

    /// Replaces a value unless somebody changed it since it was read: then it has the current key already.
    async fn close_one(
        &self,
        closed: &Closed,
        row: &OldValue,
        transaction: &DatabaseTransaction,
    ) -> Result<u64, StoreError> {
        let party = party_id(closed.table, &row.party)?;
        let place = Place {
            table: closed.table,
            column: closed.column,
            party: &party,
            row: row.name.clone(),
        };
        let bytes = zeroize::Zeroizing::new(self.keys.open_bytes(&place, &row.value)?);
        let sealed = self.keys.seal_bytes(&place, &bytes)?;
        let sql = Sql::new(&format!("UPDATE {} SET {} = ", closed.table, closed.column))
            .bind(sealed)
            .text(&format!(" WHERE ({}) = (", closed.columns()))
            .bind_list(row.key.iter().cloned())
            .text(&format!(") AND {} = ", closed.column))
            .bind(row.value.clone());
        sql.execute(transaction).await
    }
}

/// A value that an older key closed.
struct OldValue {
    key: Vec<Value>,
    /// The key as the value is bound to it.
    name: String,
    party: String,
    value: Vec<u8>,
}

impl Closed {
    fn columns(&self) -> String {
        self.key.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
    }

    fn read(&self, row: &QueryResult) -> Result<OldValue, StoreError> {
        let mut key = Vec::new();
        let mut names = Vec::new();
        for (place, (_, kind)) in self.key.iter().enumerate() {
            let (value, name) = kind.read(row, place)?;
            key.push(value);
            names.push(name);
        }
        Ok(OldValue {
            name: names.join("/"),
            party: row.try_get_by_index(key.len())?,
            value: row.try_get_by_index(key.len() + 1)?,
            key,
        })
    }
}

impl KeyType {
    /// Reads a column of a key, as a value and as text.
    fn read(self, row: &QueryResult, place: usize) -> Result<(Value, String), StoreError> {
        Ok(match self {
            Self::Uuid => named(row.try_get_by_index::<Uuid>(place)?),
            Self::Number => named(row.try_get_by_index::<i64>(place)?),
            Self::Text => named(row.try_get_by_index::<String>(place)?),
        })
    }
}

fn named<T: ToString + Into<Value>>(value: T) -> (Value, String) {
    let name = value.to_string();
    (value.into(), name)
}
