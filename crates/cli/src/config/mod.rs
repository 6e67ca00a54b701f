//! The settings: a commented default, a file, the environment. Every wrong value is refused at the start, by its name.

mod keys;
mod mail;
mod oidc;
mod style;
mod tips;

pub(crate) use keys::{create_keys, read_keys};
pub(crate) use mail::{Way as MailWay, open_desk, read_server};
pub(crate) use oidc::read_providers;
pub(crate) use style::read_assets;
pub(crate) use tips::{Exchange, read_exchange};

use crate::error::{CliError, io_text};
use app::{DatabaseUrl, ScannerAddress};
use figment::Figment;
use figment::providers::{Env, Format, Toml};
use kernel::{FaultCode, Faults, Redacted};
use serde::Deserialize;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use validator::{Validate, ValidationErrors, ValidationErrorsKind};

/// The default settings, as a file with comments.
pub(crate) const DEFAULT: &str = include_str!("default.toml");

/// Where the database is, by the custom of hosting platforms.
const DATABASE_URL: &str = "DATABASE_URL";

/// The settings.
#[derive(Clone, Debug, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub(crate) struct Config {
    #[validate(nested)]
    pub(crate) server: Server,
    #[validate(nested)]
    pub(crate) contact: Contact,
    pub(crate) data: Data,
    #[validate(nested)]
    pub(crate) database: Database,
    pub(crate) keys: Keys,
    #[validate(nested)]
    pub(crate) worker: Worker,
    #[validate(nested)]
    pub(crate) processing: Processing,
    #[validate(nested)]
    pub(crate) session: Session,
    #[serde(default)]
    pub(crate) oidc: Vec<oidc::Oidc>,
    pub(crate) scanner: Scanner,
    pub(crate) mail: mail::Mail,
    pub(crate) tips: tips::Tips,
    pub(crate) style: style::Style,
    pub(crate) log: Log,
}

#[derive(Clone, Debug, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub(crate) struct Server {
    pub(crate) listen: SocketAddr,
    #[validate(url)]
    pub(crate) origin: String,
    #[validate(length(min = 1, max = 100))]
    pub(crate) name: String,
    pub(crate) proxies: Vec<IpAddr>,
}

#[derive(Clone, Debug, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub(crate) struct Contact {
    #[validate(length(min = 1, max = 100))]
    pub(crate) name: String,
    #[validate(email)]
    pub(crate) email: String,
    #[validate(url)]
    pub(crate) url: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Data {
    pub(crate) dir: PathBuf,
}

#[derive(Clone, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub(crate) struct Database {
    pub(crate) url: String,
    pub(crate) url_file: PathBuf,
    #[validate(range(min = 1, max = 64))]
    pub(crate) read_connections: u32,
}

/// The address can hold a password.
impl std::fmt::Debug for Database {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[afgeschermd]")
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Keys {
    pub(crate) file: PathBuf,
    pub(crate) value: Redacted<String>,
}

#[derive(Clone, Debug, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub(crate) struct Worker {
    pub(crate) inside_server: bool,
    #[validate(range(min = 1, max = 3600))]
    pub(crate) interval_seconds: u64,
    #[validate(length(min = 1, max = 10))]
    pub(crate) reminder_days: Vec<u16>,
    #[validate(range(min = 1, max = 100))]
    pub(crate) most_attempts: u16,
}

#[derive(Clone, Debug, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub(crate) struct Processing {
    #[validate(url)]
    pub(crate) register: String,
}

#[derive(Clone, Debug, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub(crate) struct Session {
    #[validate(range(min = 5, max = 240))]
    pub(crate) idle_minutes: u32,
    #[validate(range(min = 15, max = 1440))]
    pub(crate) most_minutes: u32,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Scanner {
    pub(crate) address: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Log {
    pub(crate) level: String,
    pub(crate) json: bool,
}

impl Config {
    /// Reads the settings. `file` is the user's own; `data` replaces the folder.
    pub(crate) fn read(file: Option<&Path>, data: Option<&Path>) -> Result<Self, CliError> {
        let mut figment = Figment::from(Toml::string(DEFAULT));
        if let Some(file) = file {
            if !file.is_file() {
                let message = format!("het instellingenbestand «{}» bestaat niet", file.display());
                return Err(CliError::Usage(message));
            }
            figment = figment.merge(Toml::file_exact(file));
        }
        // The variables of the tests and of the program's own help are no settings.
        let ours =
            Env::prefixed("DIJKWACHT_").filter(|name| name.as_str().contains("__")).split("__");
        let mut config: Self = figment.merge(ours).extract().map_err(refused)?;
        config.validate().map_err(|errors| refused_values(&errors))?;
        if let Some(data) = data {
            data.clone_into(&mut config.data.dir);
        }
        if let Some(url) = std::env::var_os(DATABASE_URL).filter(|url| !url.is_empty()) {
            config.database.url = url.to_string_lossy().into_owned();
            config.database.url_file = PathBuf::new();
        }
        Ok(config)
    }

    /// Returns where the database is.
    pub(crate) fn database_url(&self) -> Result<DatabaseUrl, CliError> {
        let from_file = &self.database.url_file;
        if !from_file.as_os_str().is_empty() {
            let text = std::fs::read_to_string(from_file).map_err(|error| {
                fault(
                    "/database/url_file",
                    format!("«{}» is niet te lezen: {}", from_file.display(), io_text(&error)),
                )
            })?;
            return known_url("/database/url_file", text.trim());
        }
        if self.database.url.is_empty() {
            return Ok(DatabaseUrl::Sqlite(self.data.dir.join("dijkwacht.sqlite3")));
        }
        known_url("/database/url", &self.database.url)
    }

    /// Returns where the virus scanner listens; none where there is none.
    pub(crate) fn scanner(&self) -> Result<Option<ScannerAddress>, CliError> {
        let address = &self.scanner.address;
        if address.is_empty() {
            return Ok(None);
        }
        let known = ScannerAddress::parse(address).map(Some);
        known.ok_or_else(|| {
            let message = "geef unix:///pad/naar/clamd.ctl of tcp://adres:poort";
            fault("/scanner/address", message.to_owned())
        })
    }

    /// Returns where the keys are.
    pub(crate) fn keys_file(&self) -> PathBuf {
        if self.keys.file.as_os_str().is_empty() {
            self.data.dir.join("sleutels")
        } else {
            self.keys.file.clone()
        }
    }

    /// Returns where effects go.
    pub(crate) fn spool(&self) -> PathBuf {
        self.data.dir.join("uitgaand")
    }

    /// Returns where mails go that leave as files.
    pub(crate) fn mail_folder(&self) -> PathBuf {
        self.data.dir.join("mail")
    }

    /// Returns where the anchors of the audit trail go.
    pub(crate) fn anchors(&self) -> PathBuf {
        self.data.dir.join("ankers")
    }
}

/// Reads an address. One of another kind of database would otherwise become the name of a file.
fn known_url(place: &str, text: &str) -> Result<DatabaseUrl, CliError> {
    match text.split_once("://") {
        None | Some(("postgres" | "postgresql" | "sqlite", _)) => Ok(DatabaseUrl::parse(text)),
        Some((scheme, _)) => Err(fault(
            place,
            format!(
                "een adres met «{scheme}://» is niet bekend; geef postgres://gebruiker@host/database, of een bestand voor SQLite"
            ),
        )),
    }
}

/// Names each setting that cannot be read. A value is never repeated: it may be a secret.
fn refused(errors: figment::Error) -> CliError {
    use figment::error::Kind;
    let mut faults = Faults::new();
    for error in errors {
        let place = format!("/{}", error.path.join("/"));
        let (code, message) = match &error.kind {
            Kind::UnknownField(name, known) => (
                FaultCode::OnbekendVeld,
                format!("«{name}» is geen bekende instelling; bekend zijn: {}", known.join(", ")),
            ),
            Kind::InvalidType(_, wanted) | Kind::InvalidValue(_, wanted) => (
                FaultCode::VerkeerdeVorm,
                format!("deze waarde is van het verkeerde soort; verwacht: {wanted}"),
            ),
            _ => (FaultCode::VerkeerdeVorm, "deze waarde is niet te lezen".to_owned()),
        };
        faults.add(place, code, message);
    }
    CliError::Input(faults)
}

fn refused_values(errors: &ValidationErrors) -> CliError {
    let mut faults = Faults::new();
    for (part, kind) in errors.errors() {
        let ValidationErrorsKind::Struct(inner) = kind else { continue };
        for (name, found) in inner.field_errors() {
            for error in found {
                let message = match error.code.as_ref() {
                    "url" => "dit is geen volledig webadres, zoals https://dijkwacht.example",
                    "email" => "dit is geen e-mailadres",
                    "range" => "dit getal valt buiten het bereik",
                    _ => "dit is te kort of te lang",
                };
                faults.add(format!("/{part}/{name}"), FaultCode::VerkeerdeVorm, message);
            }
        }
    }
    CliError::Input(faults)
}

pub(super) fn fault(place: &str, message: String) -> CliError {
    let mut faults = Faults::new();
    faults.add(place, FaultCode::VerkeerdeVorm, message);
    CliError::Input(faults)
}

#[cfg(test)]
mod tests {
    use super::Config;

    #[test]
    fn the_default_is_valid() {
        let config = Config::read(None, None).unwrap();
        assert!(config.server.listen.ip().is_loopback());
        assert_eq!(config.worker.reminder_days, [14, 7, 2]);
    }
}
