//! The composition root: settings, keys, database, rules, clock and randomness become one application.

use crate::args::Place;
use crate::clock::SystemClock;
use crate::config::{Config, open_desk, read_exchange, read_keys, read_providers};
use crate::embedded::load_rulebook;
use crate::error::{CliError, store_text};
use crate::random::SystemRandom;
use crate::slot::make_folder;
use app::tips::TipPost;
use app::{
    App, Carrier, Cost, DatabaseUrl, FrontDoor, SessionLimits, Settings, Store, StoreConfig,
    StoreError, Worker,
};
use std::future::Future;
use std::sync::Arc;
use tracing_subscriber::EnvFilter;

/// Runs a command that waits for the database or the network.
pub(crate) fn block_on<T>(work: impl Future<Output = Result<T, CliError>>) -> Result<T, CliError> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(work)
}

/// Reads the settings for a command.
pub(crate) fn configured(place: &Place) -> Result<Config, CliError> {
    Config::read(place.config.as_deref(), place.data.as_deref())
}

/// Starts the log, on the error stream. A second start is no fault: tests start several.
pub(crate) fn start_log(config: &Config) -> Result<(), CliError> {
    let filter = EnvFilter::try_new(&config.log.level).map_err(|_| {
        CliError::Usage(
            "log.level: dit is geen niveau; kies error, warn, info, debug of trace".to_owned(),
        )
    })?;
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let _ = if config.log.json { log.json().try_init() } else { log.try_init() };
    Ok(())
}

/// Opens the database; the schema stays as it is.
pub(crate) async fn open_store(config: &Config) -> Result<Store, CliError> {
    make_folder(&config.data.dir)?;
    let store = StoreConfig {
        url: config.database_url()?,
        read_connections: config.database.read_connections,
        keys: read_keys(config)?,
    };
    Store::open(&store).await.map_err(|error| not_opened(&store.url, &error))
}

/// Says which database does not open. An address can hold a password and is not repeated.
fn not_opened(url: &DatabaseUrl, error: &StoreError) -> CliError {
    let place = match url {
        DatabaseUrl::Sqlite(file) => format!("de database «{}» is niet te openen", file.display()),
        DatabaseUrl::Postgres(_) => {
            "de databaseserver is niet te bereiken; controleer of hij draait, en het adres, de naam en het wachtwoord"
                .to_owned()
        }
    };
    match error {
        // A server that does not answer looks like one that is busy.
        StoreError::Busy => CliError::Internal(place),
        other => CliError::Internal(format!("{place}: {}", store_text(other))),
    }
}

/// Puts the application together on a database that is open.
pub(crate) fn assemble(config: &Config, store: Store) -> Result<App, CliError> {
    let settings = Settings {
        reminder_days: config.worker.reminder_days.clone(),
        processing_register: config.processing.register.clone(),
        most_attempts: config.worker.most_attempts,
        sessions: SessionLimits {
            idle_minutes: config.session.idle_minutes,
            most_minutes: config.session.most_minutes,
        },
        scanner: config.scanner()?,
        anchors: Some(config.anchors()),
        tip_numbers: config.tips.numbers.clone(),
    };
    let rules = Arc::new(load_rulebook(None)?);
    let providers = read_providers(config)?;
    let door = FrontDoor::new(Cost::default(), providers)
        .map_err(|faults| CliError::Input(faults.below("/oidc")))?;
    Ok(App::new(store, rules, Arc::new(SystemClock), Arc::new(SystemRandom), settings, door))
}

/// Opens the application on a database whose schema is up to date.
pub(crate) async fn open_app(config: &Config) -> Result<App, CliError> {
    let store = open_store(config).await?;
    let pending = store.pending_migrations().await?;
    if !pending.is_empty() {
        return Err(CliError::Usage(format!(
            "de database loopt {} stap(pen) achter; voer eerst uit: dijkwacht migrate",
            pending.len()
        )));
    }
    assemble(config, store)
}

/// Returns the worker of an application.
pub(crate) fn worker(config: &Config, app: &App) -> Result<Worker, CliError> {
    let worker = Worker::new(app.clone(), Carrier::Spool(config.spool()), Some(config.anchors()));
    let worker = match read_exchange(config)? {
        Some(exchange) => {
            let carrier = Arc::new(exchange.carrier());
            worker.with_tip_post(TipPost::inside_only(app).with_outside(carrier))
        }
        None => worker,
    };
    Ok(match open_desk(config)? {
        Some(desk) => worker.with_mail(desk),
        None => worker,
    })
}
