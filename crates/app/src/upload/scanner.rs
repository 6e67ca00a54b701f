//! The virus scanner: clamd, which an installation runs beside the service. Without it files are not scanned, and the manual says so.

use super::refused;
use crate::{App, AppError};
use bytes::Bytes;
use clamav_client::tokio::{Socket, Tcp, scan_stream};
use futures_util::{Stream, stream};
use std::io;
use std::path::PathBuf;
use std::time::Duration;

/// How long a scan may take.
const PATIENCE: Duration = Duration::from_mins(1);

/// Where clamd listens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScannerAddress {
    /// Host and port: `127.0.0.1:3310`.
    Tcp(String),
    /// A socket: `/run/clamav/clamd.ctl`.
    Socket(PathBuf),
}

impl ScannerAddress {
    /// Reads `tcp://host:port` or `unix:///path`.
    pub fn parse(text: &str) -> Option<Self> {
        match text.split_once("://")? {
            ("tcp", address) => {
                let (host, port) = address.rsplit_once(':')?;
                let known = !host.is_empty() && port.parse::<u16>().is_ok_and(|port| port > 0);
                known.then(|| Self::Tcp(address.to_owned()))
            }
            ("unix", path) => path.starts_with('/').then(|| Self::Socket(path.into())),
            _ => None,
        }
    }

    async fn ask(&self, content: impl Stream<Item = io::Result<Bytes>>) -> io::Result<Vec<u8>> {
        match self {
            Self::Tcp(host_address) => scan_stream(content, Tcp { host_address }, None).await,
            Self::Socket(socket_path) => scan_stream(content, Socket { socket_path }, None).await,
        }
    }
}

/// Has a file scanned that is whole in memory, and gives it back.
pub(crate) async fn scan_whole(app: &App, content: Vec<u8>) -> Result<Vec<u8>, AppError> {
    let content = Bytes::from(content);
    let whole = content.clone();
    scan(app, stream::once(async { Ok(whole) })).await?;
    Ok(content.into())
}

/// Has a file scanned, where an installation has a scanner. What could not be scanned is refused as well.
pub(crate) async fn scan(
    app: &App,
    content: impl Stream<Item = io::Result<Bytes>>,
) -> Result<(), AppError> {
    let Some(address) = &app.settings.scanner else { return Ok(()) };
    let asked = tokio::time::timeout(PATIENCE, address.ask(content)).await;
    let answer = asked.unwrap_or_else(|late| Err(io::Error::new(io::ErrorKind::TimedOut, late)));
    let answer = answer.map(|answer| String::from_utf8_lossy(&answer).into_owned());
    match answer.as_deref().map(|answer| answer.trim_end_matches('\0')) {
        Ok("stream: OK") => Ok(()),
        Ok(answer) if answer.ends_with(" FOUND") => {
            tracing::warn!(answer, "a file with a virus was refused");
            Err(refused(INFECTED))
        }
        Ok(answer) => {
            tracing::error!(answer, "the virus scanner gave no verdict");
            Err(refused(UNSCANNED))
        }
        Err(error) => {
            tracing::error!(%error, "the virus scanner cannot be reached");
            Err(refused(UNSCANNED))
        }
    }
}

const INFECTED: &str = "de virusscanner vond iets in dit bestand, en daarom is het niet bewaard; laat uw apparaat nakijken en stuur een ander bestand";
const UNSCANNED: &str = "dit bestand kon niet op virussen worden nagekeken, en daarom is het niet bewaard; probeer het later opnieuw";

#[cfg(test)]
mod tests {
    use super::ScannerAddress;

    #[test]
    fn an_address_is_a_host_with_a_port_or_a_socket() {
        let tcp = |text: &str| ScannerAddress::Tcp(text.to_owned());
        assert_eq!(ScannerAddress::parse("tcp://127.0.0.1:3310"), Some(tcp("127.0.0.1:3310")));
        assert_eq!(ScannerAddress::parse("tcp://[::1]:3310"), Some(tcp("[::1]:3310")));
        let socket = ScannerAddress::Socket("/run/clamav/clamd.ctl".into());
        assert_eq!(ScannerAddress::parse("unix:///run/clamav/clamd.ctl"), Some(socket));
        for wrong in [
            "127.0.0.1:3310",
            "tcp://clamd",
            "tcp://:3310",
            "tcp://a:0",
            "unix://run",
            "http://a:1",
        ] {
            assert_eq!(ScannerAddress::parse(wrong), None, "{wrong}");
        }
    }
}
