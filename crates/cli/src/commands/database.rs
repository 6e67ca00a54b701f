//! `dijkwacht migrate`, `backup` and `keys`: the care of the database.

use crate::Status;
use crate::args::{BackupArguments, KeysAction, KeysArguments, Place, RestoreArguments};
use crate::config::{Config, create_keys};
use crate::error::{CliError, io_text};
use crate::runtime::{block_on, configured, open_store};
use crate::slot::{Slot, make_folder};
use app::{Backend, DatabaseUrl, Store, StoreConfig};
use percent_encoding::percent_decode_str;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use url::Url;

/// Values that are closed anew in one transaction.
const ROTATION_BATCH: u32 = 500;

pub(crate) fn migrate(place: &Place, output: &mut dyn Write) -> Result<Status, CliError> {
    let config = configured(place)?;
    let _slot = Slot::shared(&config)?;
    block_on(async {
        let store = open_store(&config).await?;
        let pending = store.pending_migrations().await?;
        store.migrate().await?;
        writeln!(output, "{} stap(pen) uitgevoerd; de database is bij", pending.len())?;
        Ok(Status::Decided)
    })
}

pub(crate) fn keys(arguments: &KeysArguments, output: &mut dyn Write) -> Result<Status, CliError> {
    match &arguments.action {
        KeysAction::New(place) => {
            let config = configured(place)?;
            let number = create_keys(&config)?;
            let file = config.keys_file();
            writeln!(
                output,
                "sleutel {number} staat in {}; bewaar een kopie buiten deze machine",
                file.display()
            )?;
            Ok(Status::Decided)
        }
        KeysAction::Rotate(place) => {
            let config = configured(place)?;
            let _slot = Slot::alone(&config)?;
            block_on(async {
                let store = open_store(&config).await?;
                let mut total = 0;
                loop {
                    let count = store.rotate(ROTATION_BATCH).await?;
                    total += count;
                    if count == 0 {
                        break;
                    }
                }
                writeln!(
                    output,
                    "{total} waarden zijn opnieuw versleuteld met sleutel {}",
                    store.keys().current()
                )?;
                Ok(Status::Decided)
            })
        }
    }
}

pub(crate) fn backup(
    arguments: &BackupArguments,
    output: &mut dyn Write,
) -> Result<Status, CliError> {
    let config = configured(&arguments.place)?;
    let _slot = Slot::shared(&config)?;
    if arguments.to.exists() {
        let message = format!("«{}» bestaat al; kies een andere naam", arguments.to.display());
        return Err(CliError::Usage(message));
    }
    block_on(async {
        let store = open_store(&config).await?;
        match store.backend() {
            Backend::Sqlite => {
                store.backup_to(&arguments.to).await?;
                check(&config, &arguments.to, output).await?;
            }
            Backend::Postgres => dump(&config, &arguments.to, output)?,
        }
        writeln!(
            output,
            "kopie gemaakt: {}. De sleutels zitten er niet in; bewaar die apart",
            arguments.to.display()
        )?;
        Ok(Status::Decided)
    })
}

/// Opens a copy and checks it: sound pages, an unbroken trail, and keys that fit.
pub(super) async fn check(
    config: &Config,
    file: &Path,
    output: &mut dyn Write,
) -> Result<(), CliError> {
    if !file.is_file() {
        return Err(CliError::Usage(format!("«{}» bestaat niet", file.display())));
    }
    // A copy of the copy, because opening a database writes beside it.
    let scratch = config.data.dir.join("controle.onaf");
    make_folder(&config.data.dir)?;
    let copied = std::fs::copy(file, &scratch).map_err(|error| {
        let (file, cause) = (file.display(), io_text(&error));
        CliError::Internal(format!("«{file}» is niet te kopiëren om te controleren: {cause}"))
    });
    let checked = match copied {
        Ok(_) => checked(config, &scratch).await,
        Err(error) => Err(error),
    };
    for end in ["", "-wal", "-shm"] {
        let mut name = scratch.clone().into_os_string();
        name.push(end);
        let _ = std::fs::remove_file(name);
    }
    let lines = checked?;
    writeln!(
        output,
        "gecontroleerd: database gaaf, controlespoor van {lines} regels ongeschonden"
    )?;
    Ok(())
}

async fn checked(config: &Config, file: &Path) -> Result<u64, CliError> {
    let store = Store::open(&StoreConfig {
        url: DatabaseUrl::Sqlite(file.to_owned()),
        read_connections: 1,
        keys: crate::config::read_keys(config)?,
    })
    .await?;
    let faults = store.integrity_check().await?;
    let report = store.verify_audit(None, &[]).await?;
    let tips = store.verify_tip_audit(None).await?;
    store.close().await?;
    if !faults.is_empty() || !report.is_sound() || !tips.is_sound() {
        let message = "de kopie is niet gaaf: de database of het controlespoor is beschadigd";
        return Err(CliError::Internal(message.to_owned()));
    }
    Ok(report.lines)
}

/// Makes a dump and has its list of contents read back; more cannot be known without a second server.
fn dump(config: &Config, to: &Path, output: &mut dyn Write) -> Result<(), CliError> {
    let dumped = postgres("pg_dump", &["--format=custom", "--no-owner", "--file"], to, config)
        .and_then(|()| readable(to));
    if dumped.is_err() {
        // Half a copy is worse than none. It may not have been made; the first error is the one to tell.
        let _ = std::fs::remove_file(to);
    }
    dumped?;
    writeln!(
        output,
        "gecontroleerd: pg_restore leest de inhoudsopgave van de kopie; het controlespoor erin is niet nagerekend"
    )?;
    Ok(())
}

/// Returns whether the list of contents of a dump can be read.
fn readable(dump: &Path) -> Result<(), CliError> {
    let mut command = Command::new("pg_restore");
    run("pg_restore", command.arg("--list").arg(dump).stdout(Stdio::null()))
}

pub(super) fn restore_dump(
    config: &Config,
    arguments: &RestoreArguments,
    output: &mut dyn Write,
) -> Result<Status, CliError> {
    if !arguments.from.is_file() {
        return Err(CliError::Usage(format!("«{}» bestaat niet", arguments.from.display())));
    }
    readable(&arguments.from)?;
    let mut words = vec!["--no-owner", "--exit-on-error", "--single-transaction"];
    if arguments.overwrite {
        words.extend(["--clean", "--if-exists"]);
    }
    postgres("pg_restore", &words, &arguments.from, config)?;
    writeln!(output, "teruggezet in de database")?;
    Ok(Status::Decided)
}

/// Runs a program of `PostgreSQL`. The password goes through the environment, where other users cannot see it.
fn postgres(program: &str, words: &[&str], file: &Path, config: &Config) -> Result<(), CliError> {
    let DatabaseUrl::Postgres(url) = config.database_url()? else { return Ok(()) };
    let mut url = Url::parse(&url).map_err(|_| {
        CliError::Usage("database.url: dit is geen adres van PostgreSQL".to_owned())
    })?;
    let mut command = Command::new(program);
    if let Some(password) = url.password() {
        let password = percent_decode_str(password).decode_utf8_lossy().into_owned();
        command.env("PGPASSWORD", password);
        // A URL with a host can always do without a password.
        let _ = url.set_password(None);
    }
    run(program, command.arg("--dbname").arg(url.as_str()).args(words).arg(file))
}

fn run(program: &str, command: &mut Command) -> Result<(), CliError> {
    let status = command.status().map_err(|error| {
        let cause = io_text(&error);
        CliError::Usage(format!(
            "«{program}» is niet te starten: {cause}. Installeer postgresql-client"
        ))
    })?;
    if status.success() {
        return Ok(());
    }
    let code =
        status.code().map_or_else(|| "een signaal".to_owned(), |code| format!("code {code}"));
    Err(CliError::Internal(format!("«{program}» eindigde met {code}")))
}
