//! Connections with a certificate on both sides. A handshake that takes long keeps no other connection waiting.

use super::certificate::body_of;
use app::tips::Oin;
use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use rustls::RootCertStore;
use rustls::ServerConfig;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

/// How long a handshake may take, in seconds.
const HANDSHAKE_SECONDS: u64 = 10;
/// How many connections may wait until they are served.
const WAITING: usize = 64;

/// The body of a connection, by the number in its certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peer(Option<Oin>);

impl Peer {
    /// Returns the body.
    pub(super) fn body(self) -> Option<Oin> {
        self.0
    }
}

/// Puts the TLS of the door together: who comes in shows a certificate under one of these authorities.
///
/// # Errors
/// In words, when the certificates and the key do not go together.
pub fn exchange_tls(
    chain: Vec<CertificateDer<'static>>,
    key: PrivateKeyDer<'static>,
    authorities: Vec<CertificateDer<'static>>,
) -> Result<Arc<ServerConfig>, String> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut roots = RootCertStore::empty();
    for authority in authorities {
        roots.add(authority).map_err(|error| error.to_string())?;
    }
    let verifier =
        WebPkiClientVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider))
            .build()
            .map_err(|error| error.to_string())?;
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| error.to_string())?
        .with_client_cert_verifier(verifier)
        .with_single_cert(chain, key)
        .map_err(|error| error.to_string())?;
    Ok(Arc::new(config))
}

/// Gives connections whose handshake is done.
pub(super) struct TlsListener {
    local: SocketAddr,
    ready: mpsc::Receiver<(TlsStream<TcpStream>, Peer)>,
}

impl TlsListener {
    pub(super) fn start(listener: TcpListener, tls: Arc<ServerConfig>) -> io::Result<Self> {
        let local = listener.local_addr()?;
        let (sender, ready) = mpsc::channel(WAITING);
        tokio::spawn(accept(listener, TlsAcceptor::from(tls), sender));
        Ok(Self { local, ready })
    }
}

async fn accept(
    mut listener: TcpListener,
    acceptor: TlsAcceptor,
    ready: mpsc::Sender<(TlsStream<TcpStream>, Peer)>,
) {
    loop {
        // The way of axum: it waits a moment when there are no more sockets to be had.
        let connection = tokio::select! {
            (stream, _) = Listener::accept(&mut listener) => stream,
            () = ready.closed() => return,
        };
        let (acceptor, ready) = (acceptor.clone(), ready.clone());
        tokio::spawn(async move {
            let limit = Duration::from_secs(HANDSHAKE_SECONDS);
            let handshake = tokio::time::timeout(limit, acceptor.accept(connection));
            let Ok(Ok(stream)) = handshake.await else {
                tracing::debug!("a connection for the exchange ended in its handshake");
                return;
            };
            let certificate =
                stream.get_ref().1.peer_certificates().and_then(|chain| chain.first());
            let peer = Peer(certificate.and_then(|certificate| body_of(certificate)));
            // When nobody serves any more, the connection ends here.
            let _ = ready.send((stream, peer)).await;
        });
    }
}

impl Listener for TlsListener {
    type Io = TlsStream<TcpStream>;
    type Addr = Peer;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        match self.ready.recv().await {
            Some(connection) => connection,
            // It goes on until whoever serves stops.
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        tracing::debug!(address = %self.local, "the exchange listens");
        Ok(Peer(None))
    }
}

impl Connected<IncomingStream<'_, TlsListener>> for Peer {
    fn connect_info(stream: IncomingStream<'_, TlsListener>) -> Self {
        *stream.remote_addr()
    }
}
