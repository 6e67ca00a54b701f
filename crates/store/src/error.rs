//! What can go wrong between a value and the database.

use sea_orm::{DbErr, RuntimeErr, SqlErr, SqlxError};
use std::sync::Arc;
use thiserror::Error;

/// A fault of the store. What is not there is no fault: reads give `None` or nothing.
#[derive(Debug, Error)]
pub enum StoreError {
    /// Somebody else changed the row since it was read.
    #[error("the row was changed by somebody else in the meantime")]
    Conflict,
    /// A cursor that this store did not hand out.
    #[error("the cursor is malformed")]
    BadCursor,
    /// A value that has to be unique is taken.
    #[error("a value that must be unique is already there: {0}")]
    Duplicate(String),
    /// A reference to a row that is not there.
    #[error("a row refers to one that does not exist")]
    Dangling,
    /// A stored value that no version of the program writes.
    #[error("table {table} holds an impossible value in {column}, row {row}")]
    Inconsistent {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// The key of the row.
        row: String,
    },
    /// A value that the keys at hand do not open.
    #[error("key {key} does not open {table}.{column} of row {row}: {reason}")]
    Key {
        /// The id of the key that closed the value.
        key: u32,
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// The key of the row.
        row: String,
        /// Why it stays closed.
        reason: &'static str,
    },
    /// A text of keys that cannot be read.
    #[error("the keys cannot be read: {0}")]
    BadKeys(String),
    /// The database takes no writes.
    #[error("the database is read-only")]
    ReadOnly,
    /// There is no room for more.
    #[error("the disk of the database is full")]
    DiskFull,
    /// The database is locked or shed the transaction; the same call may succeed later.
    #[error("the database is busy")]
    Busy,
    /// What this back end cannot do.
    #[error("{0} is not possible on this database")]
    Unsupported(&'static str),
    /// A processing that was not logged, so that its answer must not be given.
    #[error("the processing could not be logged")]
    NotLogged(#[source] Arc<StoreError>),
    /// Anything else that the driver reports.
    #[error("the database reports a fault")]
    Driver(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl StoreError {
    pub(crate) fn inconsistent(
        table: &'static str,
        column: &'static str,
        row: &(impl ToString + ?Sized),
    ) -> Self {
        Self::Inconsistent { table, column, row: row.to_string() }
    }
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(what)) => Self::Duplicate(what),
            Some(SqlErr::ForeignKeyConstraintViolation(_)) => Self::Dangling,
            _ => by_code(&error).unwrap_or_else(|| Self::Driver(Box::new(error))),
        }
    }
}

fn by_code(error: &DbErr) -> Option<StoreError> {
    let (DbErr::Exec(RuntimeErr::SqlxError(cause))
    | DbErr::Query(RuntimeErr::SqlxError(cause))
    | DbErr::Conn(RuntimeErr::SqlxError(cause))) = error
    else {
        return matches!(error, DbErr::ConnectionAcquire(_)).then_some(StoreError::Busy);
    };
    let SqlxError::Database(cause) = cause.as_ref() else {
        return matches!(cause.as_ref(), SqlxError::PoolTimedOut).then_some(StoreError::Busy);
    };
    let code = cause.code()?;
    // PostgreSQL has five characters; SQLite the primary code in the low byte of a number.
    match code.as_ref() {
        "53100" => Some(StoreError::DiskFull),
        "25006" => Some(StoreError::ReadOnly),
        "40001" | "40P01" | "55P03" => Some(StoreError::Busy),
        other if other.len() < 5 => by_sqlite_code(other.parse().ok()?),
        _ => None,
    }
}

fn by_sqlite_code(code: u32) -> Option<StoreError> {
    match code & 0xff {
        5 | 6 => Some(StoreError::Busy),
        8 => Some(StoreError::ReadOnly),
        13 => Some(StoreError::DiskFull),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{StoreError, by_sqlite_code};

    #[test]
    fn extended_codes_of_sqlite_mean_what_their_primary_code_means() {
        for code in [5, 517, 6] {
            assert!(matches!(by_sqlite_code(code), Some(StoreError::Busy)), "{code}");
        }
        for code in [8, 1032] {
            assert!(matches!(by_sqlite_code(code), Some(StoreError::ReadOnly)), "{code}");
        }
        assert!(matches!(by_sqlite_code(13), Some(StoreError::DiskFull)));
        assert!(by_sqlite_code(1).is_none());
    }
}
