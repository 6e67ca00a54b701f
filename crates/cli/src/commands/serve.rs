//! `dijkwacht serve`: the API, with the worker beside it.

use crate::Status;
use crate::args::ServeArguments;
use crate::commands::worker::work_until;
use crate::config::{Config, Exchange, create_keys, read_assets, read_exchange};
use crate::error::CliError;
use crate::runtime::{assemble, block_on, configured, open_store, start_log, worker};
use crate::slot::Slot;
use app::demo::DemoToken;
use app::{App, AppError, Backend};
use std::io::Write;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use web::exchange::ExchangeTls;

/// The port for other installations, with what is shown and asked there.
struct Door {
    listener: TcpListener,
    tls: ExchangeTls,
    exchange: Exchange,
}

pub(crate) fn run(arguments: &ServeArguments, output: &mut dyn Write) -> Result<Status, CliError> {
    let mut config = configured(&arguments.place)?;
    if let Some(listen) = arguments.listen {
        config.server.listen = listen;
    }
    if arguments.demo && !config.server.listen.ip().is_loopback() {
        return Err(CliError::Usage(
            "--demo werkt alleen op de eigen machine; kies een adres als 127.0.0.1".to_owned(),
        ));
    }
    start_log(&config)?;
    let _slot = Slot::shared(&config)?;
    block_on(serve(&config, arguments.demo, output))
}

async fn serve(config: &Config, demo: bool, output: &mut dyn Write) -> Result<Status, CliError> {
    let without_keys = config.keys.value.reveal().is_empty() && !config.keys_file().exists();
    if demo && without_keys {
        create_keys(config)?;
    }
    let office = office(config, demo)?;
    let store = open_store(config).await?;
    let app = assemble(config, store)?;
    prepare(&app, demo).await?;
    let tokens = if demo { app.seed_demo().await? } else { Vec::new() };
    let listener = TcpListener::bind(config.server.listen).await.map_err(|error| {
        CliError::Usage(format!("op {} kan niet worden geluisterd: {error}", config.server.listen))
    })?;
    let door = bind_door(config).await?;
    announce((&listener, door.as_ref()), demo.then_some(tokens.as_slice()), output)?;
    say_when_empty(&app, output).await?;
    listen(config, office, app, (listener, door)).await?;
    Ok(Status::Decided)
}

/// Brings the schema up to date where no other process can be doing the same.
async fn prepare(app: &App, demo: bool) -> Result<(), CliError> {
    let store = app.store();
    let pending = store.pending_migrations().await?;
    if demo {
        match app.fit_for_demo().await {
            // Without tables there is nobody in it.
            Err(AppError::Store(_)) if !pending.is_empty() => {}
            judged => judged?,
        }
    }
    if pending.is_empty() {
        return Ok(());
    }
    if demo || store.backend() == Backend::Sqlite {
        return Ok(store.migrate().await?);
    }
    Err(CliError::Usage(format!(
        "de database loopt {} stap(pen) achter; voer eerst één keer uit: dijkwacht migrate",
        pending.len()
    )))
}

fn announce(
    (listener, door): (&TcpListener, Option<&Door>),
    demo: Option<&[DemoToken]>,
    output: &mut dyn Write,
) -> Result<(), CliError> {
    let address = listener.local_addr()?;
    writeln!(
        output,
        "Dijkwacht luistert op http://{address} (beschrijving: http://{address}/v1/docs)"
    )?;
    if let Some(door) = door {
        writeln!(
            output,
            "Tips van andere installaties komen binnen op https://{}",
            door.listener.local_addr()?
        )?;
    }
    match demo {
        None => {}
        Some([]) => writeln!(
            output,
            "De verzonnen dossiers waren er al; de tokens zijn de eerste keer getoond. Nieuwe maakt u met de opdrachten \
             «dijkwacht account list --party ID» en «dijkwacht token new»; of begin opnieuw met een lege map: --data MAP"
        )?,
        Some(tokens) => {
            writeln!(
                output,
                "Verzonnen dossiers zijn gemaakt. Tokens voor de demonstratie, eenmalig getoond:"
            )?;
            for token in tokens {
                let (party, seat) = (&token.party, &token.seat);
                writeln!(output, "  {party:<26} {seat:<22} {}", token.secret.reveal())?;
            }
        }
    }
    Ok(output.flush()?)
}

/// Says how somebody comes in where nobody can yet.
async fn say_when_empty(app: &App, output: &mut dyn Write) -> Result<(), CliError> {
    for party in app.store().parties().await? {
        if !app.accounts(&party.id).await?.is_empty() {
            return Ok(());
        }
    }
    writeln!(
        output,
        "Er zijn nog geen accounts: niemand kan aanmelden. Maak de eerste beheerder met: dijkwacht setup"
    )?;
    Ok(output.flush()?)
}

/// Serves until the process is asked to stop; then the requests under way are finished and the log of processing is written.
async fn listen(
    config: &Config,
    office: web::ui::Office,
    app: App,
    (listener, door): (TcpListener, Option<Door>),
) -> Result<(), CliError> {
    let (stop, stopped) = watch::channel(false);
    // Wrong settings of mail stop the start, as any other do; also where another process sends it.
    let worker = worker(config, &app)?;
    let exchange = door.map(|door| open_exchange(door, &app, stopped.clone()));
    let work = config.worker.inside_server.then(|| {
        let interval = config.worker.interval_seconds;
        tokio::spawn(work_until(worker, interval, stopped.clone()))
    });
    let store = app.store().clone();
    let served = web::serve(listener, Arc::new(app), &about(config), office, asked_to_stop()).await;
    // The receiver may be gone already; then there is nothing to stop.
    let _ = stop.send(true);
    for task in [work, exchange].into_iter().flatten() {
        task.await.map_err(|error| CliError::Internal(error.to_string()))?;
    }
    store.close().await?;
    served.map_err(|error| CliError::Internal(error.to_string()))
}

/// Takes the port on which other installations come in, when this one has one.
async fn bind_door(config: &Config) -> Result<Option<Door>, CliError> {
    let Some(exchange) = read_exchange(config)? else { return Ok(None) };
    let Some((address, tls)) = exchange.door()? else { return Ok(None) };
    let listener = TcpListener::bind(address).await.map_err(|error| {
        CliError::Usage(format!("op {address} kan niet worden geluisterd: {error}"))
    })?;
    Ok(Some(Door { listener, tls, exchange }))
}

/// Opens the door for other installations.
fn open_exchange(
    Door { listener, tls, exchange }: Door,
    app: &App,
    mut stopped: watch::Receiver<bool>,
) -> JoinHandle<()> {
    let app = Arc::new(app.clone());
    tokio::spawn(async move {
        // The sender being gone means that the program ends as well.
        let stop = async move {
            let _ = stopped.wait_for(|stopped| *stopped).await;
        };
        let served = web::exchange::serve_exchange(listener, tls.clone(), app, stop);
        tokio::select! {
            served = served => if let Err(error) = served {
                tracing::error!(%error, "the door for other installations closed");
            },
            () = exchange.keep_fresh(&tls) => {}
        }
    })
}

/// Waits for an interrupt or a request to end.
pub(crate) async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let interrupt = tokio::signal::ctrl_c();
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
        }
        Err(_) => {
            let _ = interrupt.await;
        }
    }
}

/// Returns what the installation makes of the pages.
fn office(config: &Config, demo: bool) -> Result<web::ui::Office, CliError> {
    Ok(web::ui::Office {
        name: config.server.name.clone(),
        demo,
        assets: read_assets(config)?,
        contact: config.contact.email.clone(),
        origin: config.server.origin.trim_end_matches('/').to_owned(),
        proxies: config.server.proxies.clone(),
        shelves: web::ui::Shelves::default(),
    })
}

fn about(config: &Config) -> web::About {
    web::About {
        origin: config.server.origin.trim_end_matches('/').to_owned(),
        contact_name: config.contact.name.clone(),
        contact_email: config.contact.email.clone(),
        contact_url: config.contact.url.clone(),
        tags: web::api::TAGS.to_vec(),
    }
}
