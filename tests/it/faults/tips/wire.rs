//! As much of HTTP/1.1 over TLS as a line between two installations needs, so that each byte on it is in our hands.

use std::io;
use std::sync::Arc;
use tokio::io::{AsyncBufRead, AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::{ClientConfig, RootCertStore, ServerConfig};
use tokio_rustls::{TlsAcceptor, TlsConnector};

/// The content type of messages between bodies.
const MEDIA_TYPE: &str = "application/jose+json";

/// A request as it came.
#[derive(Clone, Debug)]
pub(super) struct Request {
    method: String,
    pub(super) path: String,
    pub(super) media: String,
    pub(super) body: Vec<u8>,
}

/// An answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) body: Vec<u8>,
    /// More lines of its head.
    pub(super) lines: Vec<String>,
}

impl Request {
    /// The same request with another body.
    pub(super) fn with(&self, body: Vec<u8>) -> Self {
        Self { body, ..self.clone() }
    }
}

impl Answer {
    pub(super) fn of(status: u16, lines: &[String]) -> Self {
        Self { status, body: Vec::new(), lines: lines.to_vec() }
    }
}

/// What a client shows and trusts.
pub(super) fn connector(
    (chain, key): (Vec<CertificateDer<'static>>, PrivateKeyDer<'static>),
    authority: CertificateDer<'static>,
) -> TlsConnector {
    let mut roots = RootCertStore::empty();
    roots.add(authority).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_client_auth_cert(chain, key)
        .unwrap();
    TlsConnector::from(Arc::new(config))
}

/// What a door shows, and of whom it asks a certificate.
pub(super) fn acceptor(
    (chain, key): (Vec<CertificateDer<'static>>, PrivateKeyDer<'static>),
    authority: CertificateDer<'static>,
) -> TlsAcceptor {
    let mut roots = RootCertStore::empty();
    roots.add(authority).unwrap();
    let provider = Arc::new(ring::default_provider());
    let verifier =
        WebPkiClientVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider));
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_client_cert_verifier(verifier.build().unwrap())
        .with_single_cert(chain, key)
        .unwrap();
    TlsAcceptor::from(Arc::new(config))
}

/// A connection to an installation.
pub(super) struct Line(BufReader<TlsStream<TcpStream>>);

impl Line {
    pub(super) async fn open(connector: &TlsConnector, port: u16) -> io::Result<Self> {
        let stream = TcpStream::connect(("127.0.0.1", port)).await?;
        stream.set_nodelay(true)?;
        let name = ServerName::try_from("127.0.0.1").map_err(io::Error::other)?;
        Ok(Self(BufReader::new(connector.connect(name, stream).await?)))
    }

    pub(super) async fn send(&mut self, request: &Request) -> io::Result<()> {
        let Request { method, path, media, body } = request;
        let length = body.len();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: {media}\r\ncontent-length: {length}\r\n\r\n"
        );
        self.0.write_all(head.as_bytes()).await?;
        self.0.write_all(body).await?;
        self.0.flush().await
    }

    pub(super) async fn answer(&mut self) -> io::Result<Answer> {
        let lines = head(&mut self.0).await?;
        let status = lines[0].split(' ').nth(1).and_then(|status| status.parse().ok());
        let status = status.ok_or_else(|| io::Error::other("no status"))?;
        let body = body(&mut self.0, &lines).await?;
        let asked = lines.iter().filter(|line| line.starts_with("retry-after:"));
        Ok(Answer { status, body, lines: asked.cloned().collect() })
    }
}

/// Reads a request.
pub(super) async fn read(stream: &mut (impl AsyncBufRead + Unpin)) -> io::Result<Request> {
    let lines = head(stream).await?;
    let mut words = lines[0].split(' ').map(str::to_owned);
    let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let media = header(&lines, "content-type").unwrap_or(MEDIA_TYPE).to_owned();
    let body = body(stream, &lines).await?;
    Ok(Request { method, path, media, body })
}

/// Writes an answer, after which the connection ends.
pub(super) async fn write(
    stream: &mut (impl AsyncWriteExt + Unpin),
    answer: &Answer,
) -> io::Result<()> {
    let Answer { status, body, lines } = answer;
    let lines: String = lines.iter().flat_map(|line| [line.as_str(), "\r\n"]).collect();
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status} X\r\ncontent-type: {MEDIA_TYPE}\r\ncontent-length: {length}\r\nconnection: close\r\n{lines}\r\n"
    );
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(body).await?;
    stream.shutdown().await
}

/// The lines before a body; at least one.
async fn head(stream: &mut (impl AsyncBufRead + Unpin)) -> io::Result<Vec<String>> {
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        let length = stream.read_line(&mut line).await?;
        match (length, line.trim_end()) {
            (0, _) => return Err(io::ErrorKind::UnexpectedEof.into()),
            (_, "") if !lines.is_empty() => return Ok(lines),
            (_, line) => lines.push(line.to_owned()),
        }
    }
}

fn header<'l>(lines: &'l [String], name: &str) -> Option<&'l str> {
    lines.iter().find_map(|line| {
        let (found, value) = line.split_once(':')?;
        found.eq_ignore_ascii_case(name).then(|| value.trim())
    })
}

async fn body(stream: &mut (impl AsyncBufRead + Unpin), lines: &[String]) -> io::Result<Vec<u8>> {
    let length = header(lines, "content-length").and_then(|text| text.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await?;
    Ok(body)
}
