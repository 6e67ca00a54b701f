//! Connections. On `SQLite` one writes and several read; `PostgreSQL` has one pool for both.

use crate::StoreError;
use sea_orm::{
    AccessMode, ConnectOptions, Database, DatabaseConnection, DatabaseTransaction, DbBackend,
    IsolationLevel, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use sqlx::Connection as _;
use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

/// How long a writer waits for another process that writes.
const BUSY: Duration = Duration::from_secs(10);
/// Statements that a connection keeps prepared.
const STATEMENTS: usize = 256;
/// What a connection to `SQLite` keeps of the file in memory, at most and in KiB (the minus says so). With the 2 MiB of `SQLite`
/// itself, who is on which file is read anew for every look-up among many persons.
const CACHE: &str = "-32768";
/// A connection to a server that was idle for longer is tried before it is used: a proxy or a restart may have cut it. Trying
/// each one every time would cost every statement outside a transaction a second way to the server.
const IDLE: Duration = Duration::from_secs(5);
/// Connections to `PostgreSQL`.
const POSTGRES_CONNECTIONS: u32 = 16;

/// Where the database is.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// A file of `SQLite`.
    Sqlite(PathBuf),
    /// A URL of `PostgreSQL`, which may carry a password.
    Postgres(String),
}

impl DatabaseUrl {
    /// Takes `postgres://…` as `PostgreSQL` and anything else as a file, with or without `sqlite://` before it.
    pub fn parse(text: &str) -> Self {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Self::Postgres(text.to_owned());
        }
        let file = text.strip_prefix("sqlite://").or_else(|| text.strip_prefix("sqlite:"));
        Self::Sqlite(file.unwrap_or(text).into())
    }
}

/// Never shows a password.
impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(file) => write!(f, "Sqlite({})", file.display()),
            Self::Postgres(url) => {
                let place = url.rsplit_once('@').map_or("…", |(_, place)| place);
                write!(f, "Postgres({place})")
            }
        }
    }
}

/// The kind of database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    /// A file next to the program.
    Sqlite,
    /// A server.
    Postgres,
}

/// The connections of a store.
#[derive(Clone, Debug)]
pub(crate) struct Pools {
    pub(crate) write: DatabaseConnection,
    pub(crate) read: DatabaseConnection,
}

impl Pools {
    /// Connects; a file of `SQLite` is made when it is not there.
    pub(crate) async fn open(url: &DatabaseUrl, readers: u32) -> Result<Self, StoreError> {
        match url {
            DatabaseUrl::Sqlite(file) => {
                let write = Database::connect(sqlite(file, 1, false)).await?;
                let read = Database::connect(sqlite(file, readers.max(1), true)).await?;
                Ok(Self { write, read })
            }
            DatabaseUrl::Postgres(url) => {
                let pool = Database::connect(postgres(url)).await?;
                Ok(Self { write: pool.clone(), read: pool })
            }
        }
    }

    pub(crate) fn backend(&self) -> Backend {
        match self.write.get_database_backend() {
            DbBackend::Sqlite => Backend::Sqlite,
            _ => Backend::Postgres,
        }
    }

    /// Begins a transaction that writes. Immediate on `SQLite`: one that reads first and then writes would otherwise fail as
    /// soon as another one wrote in between, and no waiting helps.
    pub(crate) async fn begin(&self) -> Result<DatabaseTransaction, StoreError> {
        let mode = match self.backend() {
            Backend::Sqlite => Some(SqliteTransactionMode::Immediate),
            Backend::Postgres => None,
        };
        let options =
            TransactionOptions { sqlite_transaction_mode: mode, ..TransactionOptions::default() };
        Ok(self.write.begin_with_options(options).await?)
    }

    /// Begins a transaction that sees the database as it is now, whatever others write.
    pub(crate) async fn snapshot(&self) -> Result<DatabaseTransaction, StoreError> {
        let options = match self.backend() {
            Backend::Sqlite => TransactionOptions::default(),
            Backend::Postgres => TransactionOptions {
                isolation_level: Some(IsolationLevel::RepeatableRead),
                access_mode: Some(AccessMode::ReadOnly),
                ..TransactionOptions::default()
            },
        };
        Ok(self.read.begin_with_options(options).await?)
    }

    pub(crate) async fn close(&self) -> Result<(), StoreError> {
        self.read.close_by_ref().await?;
        Ok(self.write.close_by_ref().await?)
    }
}

fn sqlite(file: &std::path::Path, connections: u32, reads_only: bool) -> ConnectOptions {
    let mut options = ConnectOptions::new("sqlite::memory:");
    let file = file.to_owned();
    options.max_connections(connections).min_connections(1).sqlx_logging(false);
    options.test_before_acquire(false).idle_timeout(None).max_lifetime(None);
    only_between_transactions(&mut options);
    options.map_sqlx_sqlite_opts(move |options| {
        options
            .filename(&file)
            .in_memory(false)
            .shared_cache(false)
            .create_if_missing(true)
            .foreign_keys(true)
            .busy_timeout(BUSY)
            .statement_cache_capacity(STATEMENTS)
            .pragma("journal_mode", "WAL")
            .pragma("synchronous", "FULL")
            .pragma("temp_store", "MEMORY")
            .pragma("cache_size", CACHE)
            .pragma("query_only", if reads_only { "ON" } else { "OFF" })
    });
    options
}

/// Passes over a connection that still holds a transaction, and waits for one that is being undone.
///
/// When the disk is full `SQLite` undoes a transaction by itself. The driver then undoes one that is no longer there, fails, and
/// goes on counting it: what it begins next is no transaction but a part of one, and a later commit comes to nothing.
fn only_between_transactions(options: &mut ConnectOptions) {
    options.map_sqlx_sqlite_before_acquire(|connection, _| {
        Box::pin(async move {
            if connection.is_in_transaction() {
                connection.ping().await?;
            }
            Ok(!connection.is_in_transaction())
        })
    });
}

fn postgres(url: &str) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options.max_connections(POSTGRES_CONNECTIONS).min_connections(1).sqlx_logging(false);
    options.acquire_timeout(BUSY).set_application_name("dijkwacht");
    options.test_before_acquire_if_idle_for(IDLE);
    options.map_sqlx_postgres_opts(|options| options.statement_cache_capacity(STATEMENTS));
    options
}

#[cfg(test)]
mod tests {
    use super::DatabaseUrl;

    #[test]
    fn a_url_tells_the_back_end_and_hides_the_password() {
        assert_eq!(DatabaseUrl::parse("sqlite://a/b.db"), DatabaseUrl::Sqlite("a/b.db".into()));
        assert_eq!(DatabaseUrl::parse("/a/b.db"), DatabaseUrl::Sqlite("/a/b.db".into()));
        let url = DatabaseUrl::parse("postgres://u:geheim@host/db");
        assert_eq!(format!("{url:?}"), "Postgres(host/db)");
    }
}
