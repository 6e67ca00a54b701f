//! TLS before our own provider, that lets in who has a certificate of the right authority.

use super::{TestProvider, settings};
use kernel::Moment;
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, ExtendedKeyUsagePurpose, IsCa, KeyPair,
};
use serde_json::{Value, json};
use std::sync::Arc;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::{RootCertStore, ServerConfig, crypto};

/// A certificate with its key, as PEM.
#[derive(Clone, Debug)]
pub struct Pair {
    /// The certificate.
    pub certificate: String,
    /// Its key.
    pub key: String,
}

/// The door, with the provider behind it.
#[derive(Debug)]
pub struct Door {
    /// The provider.
    pub provider: TestProvider,
    /// The certificate of the authority, which a client must trust.
    pub authority: String,
    /// A certificate that opens the door.
    pub client: Pair,
    /// A certificate of an authority that nobody here knows.
    pub stranger: Pair,
    porter: JoinHandle<()>,
}

impl Door {
    /// Puts a provider behind a door.
    ///
    /// # Panics
    /// When there is no port.
    pub async fn open(now: Moment) -> Self {
        let outside = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let inside = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let issuer = format!("https://{}", outside.local_addr().expect("an address"));
        let behind = inside.local_addr().expect("an address");
        let provider = TestProvider::behind_a_door(inside, issuer, now);
        let authority = authority();
        let config = config(&authority);
        let porter = tokio::spawn(async move {
            let acceptor = TlsAcceptor::from(Arc::new(config));
            while let Ok((caller, _)) = outside.accept().await {
                let acceptor = acceptor.clone();
                tokio::spawn(async move {
                    // Who has no certificate hears so from TLS, and comes no further.
                    let Ok(mut caller) = acceptor.accept(caller).await else { return };
                    let mut provider = TcpStream::connect(behind).await.expect("the provider");
                    let _ = copy_bidirectional(&mut caller, &mut provider).await;
                });
            }
        });
        Self {
            provider,
            client: pair(&authority),
            stranger: pair(&self::authority()),
            authority: authority.pem(),
            porter,
        }
    }

    /// Returns the settings for the provider, for a client with this certificate.
    pub fn settings(&self, id: &str, client: &Pair) -> Value {
        let mut settings = settings(id, self.provider.issuer());
        settings["authentication"] = json!({
            "method": "mutual-tls", "certificate_pem": client.certificate, "key_pem": client.key,
        });
        settings["roots_pem"] = json!(self.authority);
        settings
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        self.porter.abort();
    }
}

type Authority = CertifiedIssuer<'static, KeyPair>;

fn authority() -> Authority {
    let mut params = CertificateParams::new([]).expect("no names");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let key = KeyPair::generate().expect("a key");
    CertifiedIssuer::self_signed(params, key).expect("a certificate")
}

fn signed(
    authority: &Authority,
    name: &str,
    to: ExtendedKeyUsagePurpose,
) -> (rcgen::Certificate, KeyPair) {
    let mut params = CertificateParams::new([name.to_owned()]).expect("a name");
    params.extended_key_usages = vec![to];
    let key = KeyPair::generate().expect("a key");
    (params.signed_by(&key, authority).expect("a certificate"), key)
}

fn pair(authority: &Authority) -> Pair {
    let (certificate, key) =
        signed(authority, "dijkwacht.example", ExtendedKeyUsagePurpose::ClientAuth);
    Pair { certificate: certificate.pem(), key: key.serialize_pem() }
}

fn config(authority: &Authority) -> ServerConfig {
    let ring = Arc::new(crypto::ring::default_provider());
    let mut roots = RootCertStore::empty();
    roots.add(authority.der().clone()).expect("an authority");
    let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), ring.clone());
    let (certificate, key) = signed(authority, "127.0.0.1", ExtendedKeyUsagePurpose::ServerAuth);
    let key = PrivateKeyDer::try_from(key.serialize_der()).expect("a key");
    ServerConfig::builder_with_provider(ring)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_client_cert_verifier(verifier.build().expect("a verifier"))
        .with_single_cert(vec![certificate.der().clone()], key)
        .expect("a certificate with its key")
}
