//! `dijkwacht worker`: deliveries, reminders and anchors, apart from the service.

use crate::Status;
use crate::args::WorkerArguments;
use crate::commands::serve::asked_to_stop;
use crate::error::CliError;
use crate::runtime::{block_on, configured, open_app, start_log, worker};
use crate::slot::Slot;
use app::Worker;
use std::io::Write;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{MissedTickBehavior, interval};

pub(crate) fn run(arguments: &WorkerArguments, output: &mut dyn Write) -> Result<Status, CliError> {
    let config = configured(&arguments.place)?;
    start_log(&config)?;
    let _slot = Slot::shared(&config)?;
    block_on(async {
        let app = open_app(&config).await?;
        let worker = worker(&config, &app)?;
        if arguments.once {
            let report = worker.round().await?;
            writeln!(
                output,
                "{} bezorgd, {} mislukt, {} herinneringen",
                report.delivered, report.failed, report.reminded
            )?;
            return Ok(Status::Decided);
        }
        let (stop, stopped) = watch::channel(false);
        let work = tokio::spawn(work_until(worker, config.worker.interval_seconds, stopped));
        asked_to_stop().await;
        // The receiver may be gone already; then there is nothing to stop.
        let _ = stop.send(true);
        work.await.map_err(|error| CliError::Internal(error.to_string()))?;
        Ok(Status::Decided)
    })
}

/// Works until told to stop. The exchange of tips has rounds of its own: an installation that does not answer holds up nothing else.
pub(crate) async fn work_until(worker: Worker, seconds: u64, stop: watch::Receiver<bool>) {
    tokio::join!(
        rounds(&worker, Work::Office, seconds, stop.clone()),
        rounds(&worker, Work::Tips, seconds, stop),
    );
}

#[derive(Clone, Copy)]
enum Work {
    Office,
    Tips,
}

/// Works a round every so many seconds until told to stop. A round that fails is logged; the next one tries again.
async fn rounds(worker: &Worker, work: Work, seconds: u64, mut stop: watch::Receiver<bool>) {
    let mut ticks = interval(Duration::from_secs(seconds));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = ticks.tick() => {
                let done = match work {
                    Work::Office => Box::pin(worker.office_round()).await.map(|_| ()),
                    Work::Tips => Box::pin(worker.exchange_tips()).await,
                };
                if let Err(error) = done {
                    tracing::error!(%error, "a round of work failed");
                }
            }
            _ = stop.changed() => return,
        }
    }
}
