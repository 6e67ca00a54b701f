//! The store: opening it, and what concerns the database as a whole.

use crate::database::Pools;
use crate::processing::ProcessingLog;
use crate::sql::Sql;
use crate::token::Touched;
use crate::{Backend, DatabaseUrl, Keyring, PartyScope, StoreError, Tx, Viewer};
use kernel::{AccountId, Moment, PartyId};
use migrations::{Migrator, MigratorTrait};
use std::path::Path;
use std::sync::Arc;

/// How to open a store.
#[derive(Clone, Debug)]
pub struct StoreConfig {
    /// Where the database is.
    pub url: DatabaseUrl,
    /// How many connections of `SQLite` read; `PostgreSQL` has one pool and ignores it.
    pub read_connections: u32,
    /// The keys that close values at rest.
    pub keys: Keyring,
}

/// The database. A clone is another handle to the same connections.
#[derive(Clone, Debug)]
pub struct Store {
    pub(crate) pools: Pools,
    pub(crate) keys: Keyring,
    pub(crate) processing: ProcessingLog,
    pub(crate) touched: Arc<Touched>,
}

impl Store {
    /// Connects. The schema stays as it is: see [`Store::migrate`].
    pub async fn open(config: &StoreConfig) -> Result<Self, StoreError> {
        let pools = Pools::open(&config.url, config.read_connections).await?;
        let processing = ProcessingLog::start(pools.clone(), config.keys.clone());
        Ok(Self { pools, keys: config.keys.clone(), processing, touched: Arc::default() })
    }

    /// Brings the schema up to date.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        Ok(Migrator::up(&self.pools.write, None).await?)
    }

    /// Takes the schema back by a number of migrations, with all that is in it.
    pub async fn migrate_down(&self, steps: u32) -> Result<(), StoreError> {
        Ok(Migrator::down(&self.pools.write, Some(steps)).await?)
    }

    /// Returns the names of the migrations that are still to run.
    pub async fn pending_migrations(&self) -> Result<Vec<String>, StoreError> {
        let pending = Migrator::get_pending_migrations_read_only(&self.pools.read).await?;
        Ok(pending.iter().map(|migration| migration.name().to_owned()).collect())
    }

    /// Asks both pools for a sign of life.
    pub async fn ping(&self) -> Result<(), StoreError> {
        self.pools.read.ping().await?;
        Ok(self.pools.write.ping().await?)
    }

    /// Returns the kind of database.
    pub fn backend(&self) -> Backend {
        self.pools.backend()
    }

    /// Returns the keys.
    pub fn keys(&self) -> &Keyring {
        &self.keys
    }

    /// Returns a party's part of the database, for a worker that acts by itself.
    pub fn scope_for_worker(&self, party: &PartyId) -> PartyScope {
        PartyScope::new(party.clone())
    }

    /// Returns an account of a party, for a worker that acts in its name.
    pub fn viewer_for_worker(&self, party: &PartyId, account: AccountId, at: Moment) -> Viewer {
        Viewer::new(self.scope_for_worker(party), account, at)
    }

    /// Begins a write transaction. Dropping it undoes it.
    pub async fn begin(&self, scope: &PartyScope) -> Result<Tx, StoreError> {
        let transaction = self.pools.begin().await?;
        Ok(Tx::new(transaction, scope.clone(), self.keys.clone()))
    }

    /// Copies the database to a file while it is in use. Only `SQLite` can; `PostgreSQL` has `pg_dump`.
    pub async fn backup_to(&self, file: &Path) -> Result<(), StoreError> {
        self.only_sqlite("a copy of the file")?;
        let file = file.to_str().ok_or(StoreError::Unsupported("a file name that is not UTF-8"))?;
        Sql::new("VACUUM INTO ").bind(file).execute(&self.pools.write).await?;
        Ok(())
    }

    /// Lets the database look for damage in its file and for rows that refer to nothing; gives its complaints. Only `SQLite`.
    pub async fn integrity_check(&self) -> Result<Vec<String>, StoreError> {
        self.only_sqlite("a check of the file")?;
        let mut complaints = Vec::new();
        for row in Sql::new("PRAGMA integrity_check").rows(&self.pools.read).await? {
            complaints.push(row.try_get_by_index::<String>(0)?);
        }
        complaints.retain(|complaint| complaint != "ok");
        for row in Sql::new("PRAGMA foreign_key_check").rows(&self.pools.read).await? {
            let table = row.try_get_by_index::<String>(0)?;
            complaints.push(format!("a row of {table} refers to one that does not exist"));
        }
        Ok(complaints)
    }

    /// Closes all connections; what is under way is finished first.
    pub async fn close(&self) -> Result<(), StoreError> {
        self.pools.close().await
    }

    fn only_sqlite(&self, what: &'static str) -> Result<(), StoreError> {
        match self.backend() {
            Backend::Sqlite => Ok(()),
            Backend::Postgres => Err(StoreError::Unsupported(what)),
        }
    }
}
