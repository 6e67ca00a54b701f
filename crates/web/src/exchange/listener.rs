//! Connections with a certificate on both sides. A handshake that takes long keeps no other connection waiting.

use super::certificate::body_of;
use super::held::{Held, Places};
use app::tips::{Oin, ShownCertificate, TipSender};
use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use kernel::Sha256Hex;
use rustls::RootCertStore;
use rustls::ServerConfig;
use rustls::pki_types::{CertificateDer, CertificateRevocationListDer, PrivateKeyDer, UnixTime};
use rustls::server::WebPkiClientVerifier;
use rustls::server::danger::ClientCertVerifier;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, mpsc};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

/// How long a handshake may take, in seconds.
const HANDSHAKE_SECONDS: u64 = 10;
/// How many connections may wait until they are served.
const WAITING: usize = 64;
/// How many handshakes are under way at most; others wait until the system refuses them.
const HANDSHAKES: usize = 64;

/// The body of a connection, by the number in its certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Peer(Option<TipSender>);

impl Peer {
    /// Returns the body, with what it showed.
    pub(super) fn sender(self) -> Option<TipSender> {
        self.0
    }

    fn body(&self) -> Option<Oin> {
        self.0.as_ref().map(|sender| sender.oin)
    }
}

/// The TLS of the door. It can be replaced while the door is open.
#[derive(Clone)]
pub struct ExchangeTls(Arc<RwLock<Arc<Door>>>);

impl ExchangeTls {
    /// Uses another from the next connection on, for all that share this one.
    pub fn replace(&self, fresh: &Self) {
        let fresh = fresh.door();
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = fresh;
    }

    fn door(&self) -> Arc<Door> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }
}

struct Door {
    config: Arc<ServerConfig>,
    /// Each authority by itself, to tell under which a certificate hangs: the register of partners can name some.
    authorities: Arc<[(Sha256Hex, Arc<dyn ClientCertVerifier>)]>,
}

impl Door {
    fn peer(&self, chain: &[CertificateDer<'_>]) -> Peer {
        let Some((shown, above)) = chain.split_first() else { return Peer(None) };
        let now = UnixTime::now();
        let hangs = |verifier: &dyn ClientCertVerifier| {
            verifier.verify_client_cert(shown, above, now).is_ok()
        };
        let under = self.authorities.iter().filter(|(_, verifier)| hangs(verifier.as_ref()));
        let certificate = || ShownCertificate {
            thumbprint: Sha256Hex::of_bytes(shown),
            authorities: under.map(|(authority, _)| *authority).collect(),
        };
        Peer(body_of(shown).map(|oin| TipSender { oin, shown: Some(certificate()) }))
    }
}

/// Puts the TLS of the door together: who comes in shows a certificate under one of these authorities that stands on none of the
/// lists of revoked ones. With lists, one that no list of now speaks for is not let in.
///
/// # Errors
/// In words, when the certificates and the key do not go together.
pub fn exchange_tls(
    chain: Vec<CertificateDer<'static>>,
    key: PrivateKeyDer<'static>,
    authorities: &[CertificateDer<'static>],
    revoked: &[CertificateRevocationListDer<'static>],
) -> Result<ExchangeTls, String> {
    let mut each = Vec::new();
    for authority in authorities {
        let verifier = verifier(std::slice::from_ref(authority), revoked)?;
        each.push((Sha256Hex::of_bytes(authority), verifier));
    }
    let verifier = verifier(authorities, revoked)?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| error.to_string())?
        .with_client_cert_verifier(verifier)
        .with_single_cert(chain, key)
        .map_err(|error| error.to_string())?;
    let door = Door { config: Arc::new(config), authorities: each.into() };
    Ok(ExchangeTls(Arc::new(RwLock::new(Arc::new(door)))))
}

/// Checks who comes in against these authorities.
fn verifier(
    authorities: &[CertificateDer<'static>],
    revoked: &[CertificateRevocationListDer<'static>],
) -> Result<Arc<dyn ClientCertVerifier>, String> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut roots = RootCertStore::empty();
    for authority in authorities {
        roots.add(authority.clone()).map_err(|error| error.to_string())?;
    }
    let builder = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider)
        .with_crls(revoked.iter().cloned())
        .only_check_end_entity_revocation()
        .enforce_revocation_expiration();
    builder.build().map_err(|error| error.to_string())
}

/// A connection whose handshake is done.
type Stream = Held<TlsStream<TcpStream>>;

/// Gives connections whose handshake is done.
pub(super) struct TlsListener {
    local: SocketAddr,
    ready: mpsc::Receiver<(Stream, Peer)>,
}

impl TlsListener {
    pub(super) fn start(listener: TcpListener, tls: ExchangeTls) -> io::Result<Self> {
        let local = listener.local_addr()?;
        let (sender, ready) = mpsc::channel(WAITING);
        tokio::spawn(accept(listener, tls, sender));
        Ok(Self { local, ready })
    }
}

async fn accept(mut listener: TcpListener, tls: ExchangeTls, ready: mpsc::Sender<(Stream, Peer)>) {
    let (handshakes, places) = (Arc::new(Semaphore::new(HANDSHAKES)), Places::default());
    loop {
        // Nobody closes it.
        let Ok(permit) = Arc::clone(&handshakes).acquire_owned().await else { return };
        // The way of axum: it waits a moment when there are no more sockets to be had.
        let connection = tokio::select! {
            (stream, _) = Listener::accept(&mut listener) => stream,
            () = ready.closed() => return,
        };
        let (door, ready, places) = (tls.door(), ready.clone(), places.clone());
        tokio::spawn(async move {
            let _permit = permit;
            if let Some(held) = shake_hands(&door, connection, &places).await {
                // When nobody serves any more, the connection ends here.
                let _ = ready.send(held).await;
            }
        });
    }
}

/// Lets a connection in when it shows a good certificate and there is a place for it.
async fn shake_hands(
    door: &Door,
    connection: TcpStream,
    places: &Places,
) -> Option<(Stream, Peer)> {
    let limit = Duration::from_secs(HANDSHAKE_SECONDS);
    let acceptor = TlsAcceptor::from(Arc::clone(&door.config));
    let handshake = tokio::time::timeout(limit, acceptor.accept(connection));
    let Ok(Ok(stream)) = handshake.await else {
        tracing::debug!("a connection for the exchange ended in its handshake");
        return None;
    };
    let peer = door.peer(stream.get_ref().1.peer_certificates().unwrap_or_default());
    let Some(place) = places.take(peer.body()) else {
        tracing::debug!("a connection for the exchange was one too many");
        return None;
    };
    Some((Held::new(stream, place), peer))
}

impl Listener for TlsListener {
    type Io = Stream;
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
        stream.remote_addr().clone()
    }
}
