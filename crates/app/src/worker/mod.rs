//! The worker: delivers effects, reminds of dates, keeps anchors of the audit trail. Every part can be repeated and can run
//! in several processes at once.

mod anchor;
mod carrier;
mod deliver;
mod known;
mod meeting;
mod post;
mod remind;
mod substitute;
mod tips;
mod unanswered;
mod upkeep;

pub use anchor::read_anchors;
pub use carrier::{Carrier, Delivery};

pub(crate) use substitute::substitutes_line;

use crate::mail::MailDesk;
use crate::tips::TipPost;
use crate::{App, AppError};
use chrono::NaiveDate;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

/// A worker with the means to deliver.
#[derive(Clone)]
pub struct Worker {
    app: App,
    carrier: Carrier,
    anchors: Option<PathBuf>,
    mail: Option<MailDesk>,
    tips: TipPost,
    /// The last day on which the daily upkeep was done.
    kept: Arc<Mutex<Option<NaiveDate>>>,
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
    /// Files whose date moved overnight.
    pub moved: u32,
}

impl Worker {
    /// Makes a worker; `anchors` is the folder for the daily anchors, when there is one. It sends no mail.
    pub fn new(app: App, carrier: Carrier, anchors: Option<PathBuf>) -> Self {
        let tips = TipPost::inside_only(&app);
        Self { app, carrier, anchors, mail: None, tips, kept: Arc::default() }
    }

    /// Lets the worker send mail.
    #[must_use]
    pub fn with_mail(self, desk: MailDesk) -> Self {
        Self { mail: Some(desk), ..self }
    }

    /// Does one round of work: dates first, because reminders rest on them, and reminders before deliveries, so that they go
    /// out in the same round.
    pub async fn round(&self) -> Result<WorkReport, AppError> {
        let report = self.office_round().await?;
        Box::pin(self.exchange_tips()).await?;
        Ok(report)
    }

    /// Does one round of all work but the exchange of tips, which waits for other installations and must hold nothing up.
    pub async fn office_round(&self) -> Result<WorkReport, AppError> {
        self.substitute().await?;
        let moved = self.upkeep().await?;
        let reminded = self.remind().await? + self.remind_of_meetings().await?;
        let (delivered, failed) = self.deliver().await?;
        self.anchor().await?;
        self.make_known().await?;
        Ok(WorkReport { delivered, failed, reminded, moved })
    }
}
