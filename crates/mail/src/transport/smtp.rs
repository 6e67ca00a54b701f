//! A mail server: TLS always, apart from one on this machine; nothing irrevocable before the last step.

use crate::email::Email;
use crate::error::MailError;
use kernel::{FaultCode, Faults, Redacted};
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Quit, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::{Error, response::Response};
use std::fmt;
use std::future::Future;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long the answer to a whole mail may take: a server looks for viruses first.
const LAST_PATIENCE: Duration = Duration::from_mins(2);
const MECHANISMS: &[Mechanism] = &[Mechanism::Plain, Mechanism::Login];

/// How the way to the server is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// It begins open and is closed before anything is said (port 587).
    StartTls,
    /// It is closed from the start (port 465).
    Tls,
    /// It is open; only for a server on this machine.
    OnThisMachine,
}

/// With what to sign in at the server.
#[derive(Clone, Debug)]
pub struct Login {
    /// The name.
    pub user: String,
    /// The password.
    pub password: Redacted<String>,
}

/// Where the server is and how to speak to it.
#[derive(Clone, Debug)]
pub struct SmtpSettings {
    /// The name or address.
    pub host: String,
    /// The port.
    pub port: u16,
    /// How the way is closed.
    pub security: Security,
    /// With what to sign in.
    pub login: Option<Login>,
    /// Certificates to trust beside those of this machine, in PEM.
    pub roots_pem: Option<String>,
    /// The name by which this machine greets.
    pub greeting: String,
}

/// A mail server. Mails that follow each other share a connection.
#[derive(Clone)]
pub struct Smtp {
    settings: Arc<SmtpSettings>,
    tls: Option<TlsParameters>,
    idle: Arc<Mutex<Option<AsyncSmtpConnection>>>,
}

impl fmt::Debug for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Smtp").field("settings", &self.settings).finish_non_exhaustive()
    }
}

/// Returns whether a host is this machine.
pub fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || bare.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

impl Smtp {
    /// Checks the settings; nothing is connected yet.
    ///
    /// # Errors
    /// With a fault for each setting that cannot be.
    pub fn new(settings: SmtpSettings) -> Result<Self, Faults> {
        let mut faults = Faults::new();
        if settings.host.is_empty() {
            faults.add("/host", FaultCode::Ontbreekt, "geef de naam van de mailserver");
        }
        if settings.security == Security::OnThisMachine && !is_loopback(&settings.host) {
            faults.add(
                "/tls",
                FaultCode::Tegenstrijdig,
                "zonder TLS kan alleen naar een mailserver op de eigen machine; kies starttls of tls",
            );
        }
        let tls = match settings.security {
            Security::OnThisMachine => None,
            Security::StartTls | Security::Tls => trust(&settings, &mut faults),
        };
        faults.into_result(Some(Self { settings: Arc::new(settings), tls, idle: Arc::default() }))
    }

    /// Connects, signs in and says goodbye.
    ///
    /// # Errors
    /// When that does not succeed, in words.
    pub async fn check(&self) -> Result<(), MailError> {
        let mut connection = self.connect().await?;
        leave(&mut connection).await;
        Ok(())
    }

    /// Brings the server so far that it waits for the mail itself.
    pub(super) async fn open(&self, email: &Email, bytes: Vec<u8>) -> Result<Opened, MailError> {
        let mut connection = self.connection().await?;
        let sender = Some(email.from.address().inner());
        // A sender that is not taken is a matter of settings: another day it may be, and the recipient has no part in it.
        ask(connection.command(Mail::new(sender, vec![])), PATIENCE)
            .await
            .map_err(|failed| MailError::Later(failed.text("de mailserver weigert de afzender")))?;
        ask(connection.command(Rcpt::new(email.to.address().inner(), vec![])), PATIENCE)
            .await
            .map_err(|failed| failed.judged("de mailserver weigert dit adres"))?;
        ask(connection.command(Data), PATIENCE)
            .await
            .map_err(|failed| failed.judged("de mailserver weigert deze mail"))?;
        Ok(Opened { connection, bytes, idle: Arc::clone(&self.idle) })
    }

    pub(super) async fn rest(&self) {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(mut connection) = idle {
            leave(&mut connection).await;
        }
    }

    /// Takes the connection of the mail before this one, when it still works, or makes one.
    async fn connection(&self) -> Result<AsyncSmtpConnection, MailError> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(mut connection) = idle {
            let works = tokio::time::timeout(PATIENCE, connection.test_connected()).await;
            if works == Ok(true) {
                return Ok(connection);
            }
        }
        self.connect().await
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, MailError> {
        let settings = &self.settings;
        let hello = ClientId::Domain(settings.greeting.clone());
        let at_once = self.tls.clone().filter(|_| settings.security == Security::Tls);
        let server = (settings.host.as_str(), settings.port);
        let connect =
            AsyncSmtpConnection::connect_tokio1(server, Some(PATIENCE), &hello, at_once, None);
        let mut connection = ask(connect, PATIENCE)
            .await
            .map_err(|failed| MailError::Later(failed.text("de mailserver is niet te bereiken")))?;
        if let Some(tls) = self.tls.clone().filter(|_| settings.security == Security::StartTls) {
            ask(connection.starttls(tls, &hello), PATIENCE).await.map_err(|failed| {
                MailError::Later(failed.text("de mailserver biedt geen TLS die te vertrouwen is"))
            })?;
        }
        if let Some(Login { user, password }) = &settings.login {
            let credentials = Credentials::new(user.clone(), password.reveal().clone());
            ask(connection.auth(MECHANISMS, &credentials), PATIENCE).await.map_err(|failed| {
                MailError::Later(failed.text("aanmelden bij de mailserver lukt niet"))
            })?;
        }
        Ok(connection)
    }
}

fn trust(settings: &SmtpSettings, faults: &mut Faults) -> Option<TlsParameters> {
    let mut parameters = TlsParameters::builder(settings.host.clone());
    if let Some(pem) = &settings.roots_pem {
        match Certificate::from_pem(pem.as_bytes()) {
            Ok(certificate) => parameters = parameters.add_root_certificate(certificate),
            Err(_) => faults.add(
                "/roots_file",
                FaultCode::VerkeerdeVorm,
                "dit zijn geen certificaten (PEM)",
            ),
        }
    }
    let built = parameters.build().ok();
    if built.is_none() {
        let message = "de certificaten van deze machine zijn niet te lezen";
        faults.add("/tls", FaultCode::VerkeerdeVorm, message);
    }
    built
}

/// A server that waits for a mail. Dropping it breaks the connection, and the server forgets what it was asked.
pub(super) struct Opened {
    connection: AsyncSmtpConnection,
    bytes: Vec<u8>,
    idle: Arc<Mutex<Option<AsyncSmtpConnection>>>,
}

impl fmt::Debug for Opened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Opened")
    }
}

impl Opened {
    pub(super) async fn finish(mut self) -> Result<(), MailError> {
        match ask(self.connection.message(&self.bytes), LAST_PATIENCE).await {
            Ok(_) => {
                *self.idle.lock().unwrap_or_else(PoisonError::into_inner) = Some(self.connection);
                Ok(())
            }
            Err(failed) if failed.code.is_some() => {
                Err(failed.judged("de mailserver weigert deze mail"))
            }
            // The server may have it, or not.
            Err(failed) => Err(MailError::InDoubt(
                failed.text("de mailserver heeft de mail misschien ontvangen, maar antwoordt niet"),
            )),
        }
    }
}

/// What a server said, or that it said nothing.
struct Failed {
    /// The code of its refusal, with the detailed one where it gives that; its words may hold an address.
    code: Option<String>,
    forever: bool,
    why: &'static str,
}

impl Failed {
    fn silent(why: &'static str) -> Self {
        Self { code: None, forever: false, why }
    }

    fn text(&self, what: &str) -> String {
        format!("{what} ({})", self.code.as_deref().unwrap_or(self.why))
    }

    fn judged(&self, refused: &str) -> MailError {
        match (&self.code, self.forever) {
            (Some(_), true) => MailError::Refused(self.text(refused)),
            (Some(_), false) => {
                MailError::Later(self.text("de mailserver vraagt om het later te proberen"))
            }
            (None, _) => MailError::Later(self.text("de mailserver antwoordt niet goed")),
        }
    }
}

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        let Some(code) = error.status() else {
            return Self::silent(if error.is_tls() {
                "het certificaat is niet te vertrouwen"
            } else if error.is_timeout() {
                "geen antwoord op tijd"
            } else if error.is_client() {
                "de server kan niet wat nodig is"
            } else {
                "de verbinding is verbroken of wordt geweigerd"
            });
        };
        let words = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
        let detail = words.split_whitespace().next().filter(|word| is_detailed_code(word));
        let code = detail.map_or_else(|| code.to_string(), |detail| format!("{code} {detail}"));
        Self { code: Some(code), forever: error.is_permanent(), why: "" }
    }
}

/// Returns whether a word is a code as RFC 3463 has them: `5.1.1`.
fn is_detailed_code(word: &str) -> bool {
    let parts: Vec<&str> = word.split('.').collect();
    let number = |part: &&str| {
        (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    parts.len() == 3 && parts.iter().all(number)
}

/// Waits for an answer, but not for ever.
async fn ask<T>(
    answer: impl Future<Output = Result<T, Error>>,
    patience: Duration,
) -> Result<T, Failed> {
    match tokio::time::timeout(patience, answer).await {
        Ok(answer) => answer.map_err(Failed::from),
        Err(_) => Err(Failed::silent("geen antwoord op tijd")),
    }
}

/// Says goodbye; whether the server hears it changes nothing.
async fn leave(connection: &mut AsyncSmtpConnection) {
    let _: Result<Response, Failed> = ask(connection.command(Quit), PATIENCE).await;
}
