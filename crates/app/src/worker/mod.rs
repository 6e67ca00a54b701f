//! The worker: delivers effects, reminds of dates, keeps anchors of the audit trail. Every part can be repeated and can run
//! in several processes at once.

mod anchor;
mod carrier;
mod deliver;
mod remind;

pub use anchor::read_anchors;
pub use carrier::{Carrier, Delivery};

use crate::{App, AppError};
use std::path::PathBuf;

/// A worker with the means to deliver.
#[derive(Clone)]
pub struct Worker {
    app: App,
    carrier: Carrier,
    anchors: Option<PathBuf>,
}

/// What one round of work came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WorkReport {
    /// Effects that were delivered.
    pub delivered: u32,
    /// Effects that failed, to be tried again or given up.
    pub failed: u32,
    /// Reminders that were put in the outbox.
    pub reminded: u32,
}

impl Worker {
    /// Makes a worker; `anchors` is the folder for the daily anchors, when there is one.
    pub fn new(app: App, carrier: Carrier, anchors: Option<PathBuf>) -> Self {
        Self { app, carrier, anchors }
    }

    /// Does one round of work: reminders first, so that they go out in the same round.
    pub async fn round(&self) -> Result<WorkReport, AppError> {
        let reminded = self.remind().await?;
        let (delivered, failed) = self.deliver().await?;
        self.anchor().await?;
        Ok(WorkReport { delivered, failed, reminded })
    }
}
