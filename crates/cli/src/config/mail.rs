//! The settings of mail: where it goes, and in whose name.

use super::{Config, fault};
use crate::error::{CliError, io_text};
use app::MailDesk;
use kernel::Redacted;
use mail::{Address, Login, Security, Smtp, SmtpSettings, Transport};
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// The settings of mail.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Mail {
    pub(crate) transport: Way,
    host: String,
    port: u16,
    tls: Tls,
    user: String,
    password: Redacted<String>,
    password_file: PathBuf,
    roots_file: PathBuf,
    from: String,
    reply_to: String,
}

/// Where mail goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Way {
    /// A file in the data folder.
    File,
    /// A mail server.
    Smtp,
    /// Nowhere.
    Off,
}

/// How the way to the mail server is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Tls {
    Starttls,
    #[serde(rename = "tls")]
    FromTheStart,
    None,
}

/// Opens the desk where mails are written; none when this installation sends no mail.
pub(crate) fn open_desk(config: &Config) -> Result<Option<MailDesk>, CliError> {
    let mail = &config.mail;
    let transport = match mail.transport {
        Way::Off => return Ok(None),
        Way::File => Transport::File(config.mail_folder()),
        Way::Smtp => Transport::Smtp(read_server(config)?),
    };
    let portal = config.server.origin.trim_end_matches('/').to_owned();
    let desk = MailDesk::new(transport, mail.from()?, mail.reply_to()?, portal);
    desk.map(Some).map_err(|error| CliError::Internal(error.to_string()))
}

/// Reads where the mail server is, with the files that the settings name.
pub(crate) fn read_server(config: &Config) -> Result<Smtp, CliError> {
    let mail = &config.mail;
    let settings = SmtpSettings {
        host: mail.host.clone(),
        port: mail.port,
        security: match mail.tls {
            Tls::Starttls => Security::StartTls,
            Tls::FromTheStart => Security::Tls,
            Tls::None => Security::OnThisMachine,
        },
        login: mail.login()?,
        roots_pem: read("/mail/roots_file", &mail.roots_file)?,
        greeting: greeting(&config.server.origin),
    };
    Smtp::new(settings).map_err(|faults| CliError::Input(faults.below("/mail")))
}

impl Mail {
    fn from(&self) -> Result<Address, CliError> {
        Address::parse(&self.from, "/mail/from").map_err(CliError::Input)
    }

    fn reply_to(&self) -> Result<Option<Address>, CliError> {
        if self.reply_to.is_empty() {
            return Ok(None);
        }
        let address = Address::parse(&self.reply_to, "/mail/reply_to");
        address.map(Some).map_err(CliError::Input)
    }

    fn login(&self) -> Result<Option<Login>, CliError> {
        let from_file = read("/mail/password_file", &self.password_file)?;
        let password = match from_file {
            Some(text) => Redacted::new(text.trim_end_matches(['\r', '\n']).to_owned()),
            None => self.password.clone(),
        };
        match (self.user.is_empty(), password.reveal().is_empty()) {
            (true, true) => Ok(None),
            (false, false) => Ok(Some(Login { user: self.user.clone(), password })),
            (true, false) => Err(half("/mail/user")),
            (false, true) => Err(half("/mail/password_file")),
        }
    }
}

fn half(place: &str) -> CliError {
    fault(place, "een naam en een wachtwoord horen bij elkaar; geef beide of geen".to_owned())
}

/// The name by which this machine greets: that of the service, which mail servers can look up.
fn greeting(origin: &str) -> String {
    let host = url::Url::parse(origin).ok().and_then(|url| url.host_str().map(str::to_owned));
    host.unwrap_or_else(|| "localhost".to_owned())
}

fn read(place: &str, file: &Path) -> Result<Option<String>, CliError> {
    if file.as_os_str().is_empty() {
        return Ok(None);
    }
    std::fs::read_to_string(file).map(Some).map_err(|error| {
        fault(place, format!("«{}» is niet te lezen: {}", file.display(), io_text(&error)))
    })
}

#[cfg(test)]
mod tests {
    use super::{Way, open_desk, read_server};
    use crate::config::Config;
    use crate::error::CliError;
    use std::path::Path;

    /// Reads settings with these lines in the block of mail.
    fn config(lines: &str) -> Config {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("eigen.toml");
        std::fs::write(&file, format!("[mail]\n{lines}\n")).unwrap();
        Config::read(Some(&file), Some(Path::new("/nergens"))).unwrap()
    }

    fn place<T>(result: Result<T, CliError>) -> String {
        match result {
            Err(CliError::Input(faults)) => faults.iter().next().unwrap().pointer.clone(),
            Err(other) => panic!("{other}"),
            Ok(_) => String::new(),
        }
    }

    #[test]
    fn without_settings_mail_is_a_file_in_the_data_folder() {
        let default = config("");
        assert_eq!(default.mail.transport, Way::File);
        assert_eq!(default.mail_folder(), Path::new("/nergens/mail"));
        assert!(open_desk(&default).unwrap().is_some());
        assert!(open_desk(&config("transport = 'off'")).unwrap().is_none());
    }

    #[test]
    fn each_wrong_setting_is_named() {
        for (lines, at) in [
            ("transport = 'smtp'", "/mail/host"),
            ("transport = 'smtp'\nhost = 'mail.voorbeeld.example'\ntls = 'none'", "/mail/tls"),
            (
                "transport = 'smtp'\nhost = 'mail.voorbeeld.example'\nuser = 'x'",
                "/mail/password_file",
            ),
            ("transport = 'smtp'\nhost = 'mail.voorbeeld.example'\npassword = 'x'", "/mail/user"),
            ("transport = 'smtp'\nhost = 'a.example'\nroots_file = '/nergens'", "/mail/roots_file"),
            ("from = 'Gemeente'", "/mail/from"),
            ("reply_to = \"a@b.example\\r\\nBcc: c@d.example\"", "/mail/reply_to"),
        ] {
            assert_eq!(place(open_desk(&config(lines)).map(|_| ())), at, "{lines}");
        }
    }

    #[test]
    fn a_password_comes_from_its_file_and_is_never_shown() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("wachtwoord");
        std::fs::write(&file, "geheim-wachtwoord\n").unwrap();
        let server = "transport = 'smtp'\nhost = 'mail.voorbeeld.example'\nuser = 'dijkwacht'";
        let config = config(&format!("{server}\npassword_file = '{}'", file.display()));
        let smtp = read_server(&config).unwrap();
        assert!(!format!("{smtp:?} {config:?}").contains("geheim"));
    }
}
