//! Many rows in one commit: while one batch is being written, the next one gathers.

use super::{ProcessingRecord, entity, model};
use crate::database::Pools;
use crate::{Keyring, StoreError};
use sea_orm::{EntityTrait, IntoActiveModel};
use std::sync::Arc;
use tokio::sync::{mpsc, oneshot};

/// Rows that may wait for the writer; who comes after that waits to hand in its row.
const WAITING: usize = 1024;
/// Rows in one commit.
const BATCH: usize = 256;

type Outcome = Result<(), Arc<StoreError>>;

/// A row on its way, and where to tell that it is safe.
struct Waiting {
    row: entity::Model,
    done: oneshot::Sender<Outcome>,
}

/// The way into the log. It fails closed: without `Ok` the data must not be shown.
#[derive(Clone, Debug)]
pub struct ProcessingLog {
    keys: Keyring,
    queue: mpsc::Sender<Waiting>,
}

impl ProcessingLog {
    /// Starts the task that writes; it ends when the last handle is gone and all that waited is written.
    pub(crate) fn start(pools: Pools, keys: Keyring) -> Self {
        let (queue, waiting) = mpsc::channel(WAITING);
        tokio::spawn(write_all(pools, waiting));
        Self { keys, queue }
    }

    /// Logs a processing; returns when it is safe on disk.
    pub async fn record(&self, record: &ProcessingRecord) -> Result<(), StoreError> {
        let row = model(&self.keys, record)?;
        let (done, outcome) = oneshot::channel();
        self.queue.send(Waiting { row, done }).await.map_err(|_| gone())?;
        outcome.await.map_err(|_| gone())?.map_err(StoreError::NotLogged)
    }
}

fn gone() -> StoreError {
    StoreError::NotLogged(Arc::new(StoreError::Unsupported("logging after the store was closed")))
}

async fn write_all(pools: Pools, mut waiting: mpsc::Receiver<Waiting>) {
    let mut batch = Vec::with_capacity(BATCH);
    while waiting.recv_many(&mut batch, BATCH).await > 0 {
        let (rows, done): (Vec<_>, Vec<_>) =
            batch.drain(..).map(|waiting| (waiting.row, waiting.done)).unzip();
        let outcome = write(&pools, rows).await.map_err(Arc::new);
        if let Err(error) = &outcome {
            tracing::error!(%error, rows = done.len(), "processings could not be logged");
        }
        for done in done {
            // Who no longer waits needs no answer.
            let _ = done.send(outcome.clone());
        }
    }
}

async fn write(pools: &Pools, rows: Vec<entity::Model>) -> Result<(), StoreError> {
    let rows = rows.into_iter().map(IntoActiveModel::into_active_model);
    // One statement is one transaction.
    entity::Entity::insert_many(rows).exec_without_returning(&pools.write).await?;
    Ok(())
}
