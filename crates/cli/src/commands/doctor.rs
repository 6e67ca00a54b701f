//! `dijkwacht doctor`: is this machine ready?

use crate::Status;
use crate::args::Place;
use crate::clock::SystemClock;
use crate::config::{Config, MailWay, open_desk, read_keys, read_server};
use crate::error::{CliError, io_text, store_text};
use crate::runtime::{block_on, configured, open_store};
use crate::slot::make_folder;
use app::{Backend, Store};
use chrono::Datelike;
use kernel::Clock;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;

/// The year this version was made: a clock before it is wrong.
const EARLIEST_YEAR: i32 = 2026;
/// The least free space, in bytes: a day of work and room for a copy.
const LEAST_FREE: u64 = 512 * 1024 * 1024;

/// What one check found: a sentence, and whether all is well.
type Finding = Result<String, String>;

pub(crate) fn run(place: &Place, output: &mut dyn Write) -> Result<Status, CliError> {
    let config = configured(place)?;
    let mut findings: Vec<(&str, Finding)> = vec![
        ("instellingen", Ok(format!("gelezen; datamap {}", config.data.dir.display()))),
        ("sleutels", keys(&config)),
        ("klok", clock()),
        ("schijf", disk(&config)),
        ("datamap", folder(&config)),
    ];
    findings.extend(block_on(async { Ok(database(&config).await) })?);
    findings.push(("mail", block_on(async { Ok(mail(&config).await) })?));
    let mut sound = true;
    for (what, finding) in findings {
        match finding {
            Ok(text) => writeln!(output, "in orde      {what}: {text}")?,
            Err(text) => {
                sound = false;
                writeln!(output, "NIET IN ORDE {what}: {text}")?;
            }
        }
    }
    Ok(if sound { Status::Decided } else { Status::Unsound })
}

fn keys(config: &Config) -> Finding {
    let keys = read_keys(config).map_err(in_words)?;
    Ok(format!("gelezen; sleutel {} versleutelt", keys.current()))
}

fn in_words(error: CliError) -> String {
    match error {
        CliError::Input(faults) => faults.to_string(),
        other => other.to_string(),
    }
}

/// Whether mail can leave: the settings are right, and the server lets us in. Nothing is sent.
async fn mail(config: &Config) -> Finding {
    open_desk(config).map_err(in_words)?;
    match config.mail.transport {
        MailWay::Off => Ok("deze installatie verstuurt geen mail".to_owned()),
        MailWay::File => {
            Ok(format!("elke mail wordt een bestand in {}", config.mail_folder().display()))
        }
        MailWay::Smtp => {
            let server = read_server(config).map_err(in_words)?;
            server.check().await.map_err(|error| error.to_string())?;
            Ok("de mailserver laat ons toe; er is niets verstuurd".to_owned())
        }
    }
}

fn clock() -> Finding {
    let today = SystemClock.today();
    if today.year() < EARLIEST_YEAR {
        return Err(format!("het is volgens deze machine {today}; zet de klok goed"));
    }
    Ok(format!("het is {today} in Nederland"))
}

fn disk(config: &Config) -> Finding {
    let dir = &config.data.dir;
    make_folder(dir).map_err(|error| error.to_string())?;
    let probe = dir.join("proef.onaf");
    let written = std::fs::write(&probe, b"proef").and_then(|()| std::fs::remove_file(&probe));
    written.map_err(|error| {
        format!("in {} kan niet worden geschreven: {}", dir.display(), io_text(&error))
    })?;
    let room = rustix::fs::statvfs(dir).map_err(|error| io_text(&error.into()))?;
    let free = room.f_bavail.saturating_mul(room.f_frsize);
    let text = format!("{} MiB vrij in {}", free / 1024 / 1024, dir.display());
    if free < LEAST_FREE { Err(text) } else { Ok(text) }
}

/// What lies in the folder is readable in part, so only its owner may enter it.
fn folder(config: &Config) -> Finding {
    const GROUP_AND_OTHERS: u32 = 0o077;
    let dir = config.data.dir.display();
    let about = std::fs::metadata(&config.data.dir);
    let mode = about.map_err(|error| format!("{dir}: {}", io_text(&error)))?.permissions().mode();
    if mode & GROUP_AND_OTHERS == 0 {
        return Ok("alleen voor haar eigenaar".to_owned());
    }
    Err(format!("anderen kunnen in «{dir}»; beperk dat met: chmod 700 {dir}"))
}

async fn database(config: &Config) -> Vec<(&'static str, Finding)> {
    let store = match open_store(config).await {
        Ok(store) => store,
        Err(error) => return vec![("database", Err(error.to_string()))],
    };
    let pending = match store.pending_migrations().await {
        Ok(pending) if pending.is_empty() => Ok("bij".to_owned()),
        Ok(pending) => {
            Err(format!("{} stap(pen) achter; voer uit: dijkwacht migrate", pending.len()))
        }
        Err(error) => Err(store_text(&error)),
    };
    let ready = pending.is_ok();
    let mut findings = vec![("database", pending)];
    if ready {
        findings.push(("gaafheid", integrity(&store).await));
    }
    findings
}

async fn integrity(store: &Store) -> Finding {
    if store.backend() == Backend::Postgres {
        return Ok("PostgreSQL bewaakt zelf of zijn bestanden gaaf zijn".to_owned());
    }
    match store.integrity_check().await {
        Ok(faults) if faults.is_empty() => Ok("geen fouten gevonden".to_owned()),
        Ok(faults) => Err(format!("de database is beschadigd: {}", faults.join("; "))),
        Err(error) => Err(store_text(&error)),
    }
}
