//! One request for each errand: no redirect is followed, no answer is read beyond its limit, and nothing is believed of it here.

use super::address::{Outside, is_allowed};
use super::revoked::RevokedLists;
use super::verifier::OfBody;
use app::tips::{ATTEMPT_SECONDS, Errand, MEDIA_TYPE, Oin, Parcel, Partner, Reply, TipCarrier};
use kernel::Sha256Hex;
use reqwest::header::{CONTENT_TYPE, RETRY_AFTER};
use reqwest::redirect::Policy;
use reqwest::{Client, Response};
use rustls::client::WebPkiServerVerifier;
use rustls::pki_types::{CertificateDer, CertificateRevocationListDer, PrivateKeyDer};
use rustls::{ClientConfig, RootCertStore};
use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use url::Url;

/// Most bytes of an answer: a receipt or a key document.
const MOST_ANSWER: usize = 64 * 1024;

/// The certificate of this installation, and the authorities that it trusts in the exchange.
pub struct CarrierTls {
    /// The certificate with those above it.
    pub chain: Vec<CertificateDer<'static>>,
    /// Its key.
    pub key: PrivateKeyDer<'static>,
    /// The authorities.
    pub authorities: Vec<CertificateDer<'static>>,
}

/// Carries to other installations.
pub struct HttpsCarrier {
    tls: CarrierTls,
    local_allowed: bool,
    revoked: Option<Arc<RevokedLists>>,
    /// A client for each partner: its certificate has to be of that body. Other authorities or lists make another client.
    clients: Mutex<BTreeMap<Oin, (Trust, Client)>>,
}

/// Under which authorities the certificate of a partner has to hang, and by which edition of the lists of revoked ones it is judged.
type Trust = (Vec<Sha256Hex>, u64);

impl HttpsCarrier {
    /// Makes a carrier. Addresses of the own network are reached only when that is allowed.
    pub fn new(tls: CarrierTls, local_allowed: bool) -> Self {
        Self { tls, local_allowed, revoked: None, clients: Mutex::default() }
    }

    /// Believes no certificate that stands on these lists, or that no list of now speaks for.
    #[must_use]
    pub fn with_revoked(self, lists: Arc<RevokedLists>) -> Self {
        Self { revoked: Some(lists), ..self }
    }

    async fn outside(&self, parcel: Parcel<'_>) -> Reply {
        let answered = match self.ask(parcel).await {
            Some(response) => read(response).await,
            None => None,
        };
        answered.unwrap_or_else(Reply::none)
    }

    async fn ask(&self, parcel: Parcel<'_>) -> Option<Response> {
        let client = self.client(parcel.to)?;
        let endpoint = parcel.to.system.as_ref()?.endpoint.as_str();
        let (path, body) = match parcel.errand {
            Errand::Message(wire) => ("berichten", Some(wire)),
            Errand::Ping(text) => ("levensteken", Some(text)),
            Errand::Keys => ("sleutels", None),
        };
        let url = Url::parse(&format!("{endpoint}/{path}")).ok()?;
        if !is_allowed(&url, self.local_allowed) {
            return None;
        }
        let request = match body {
            Some(body) => client.post(url).header(CONTENT_TYPE, MEDIA_TYPE).body(body.to_owned()),
            None => client.get(url),
        };
        // Why there is no answer does not matter: it is tried again. The words of the library name the partner.
        request.send().await.ok()
    }

    fn client(&self, partner: &Partner) -> Option<Client> {
        let authorities = &partner.system.as_ref()?.authorities;
        let (edition, lists) = match &self.revoked {
            Some(revoked) => revoked.current(),
            None => (0, Vec::new()),
        };
        let trust: Trust = (authorities.clone(), edition);
        let mut clients = self.clients.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, client)) = clients.get(&partner.oin)
            && *known == trust
        {
            return Some(client.clone());
        }
        let client = self.new_client(partner.oin, authorities, lists)?;
        clients.insert(partner.oin, (trust, client.clone()));
        Some(client)
    }

    /// A register that names authorities for a partner trusts no others for it.
    fn new_client(
        &self,
        oin: Oin,
        trusted: &[Sha256Hex],
        revoked: Vec<CertificateRevocationListDer<'static>>,
    ) -> Option<Client> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mut roots = RootCertStore::empty();
        for authority in &self.tls.authorities {
            if trusted.is_empty() || trusted.contains(&Sha256Hex::of_bytes(authority)) {
                roots.add(authority.clone()).ok()?;
            }
        }
        let usual =
            WebPkiServerVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider))
                .with_crls(revoked)
                .only_check_end_entity_revocation()
                .enforce_revocation_expiration()
                .build()
                .ok()?;
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .ok()?
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(OfBody { usual, body: oin }))
            .with_client_auth_cert(self.tls.chain.clone(), self.tls.key.clone_key())
            .ok()?;
        let limit = Duration::from_secs(ATTEMPT_SECONDS.into());
        Client::builder()
            .tls_backend_preconfigured(config)
            .dns_resolver(Arc::new(Outside { local_allowed: self.local_allowed }))
            .redirect(Policy::none())
            .referer(false)
            .no_proxy()
            .https_only(true)
            .timeout(limit)
            // Shorter than a partner with this program keeps a quiet connection open: one that just ended looks like a failure.
            .pool_idle_timeout(limit * 2)
            .connect_timeout(limit / 2)
            .build()
            .ok()
    }
}

impl TipCarrier for HttpsCarrier {
    fn carry<'a>(&'a self, parcel: Parcel<'a>) -> Pin<Box<dyn Future<Output = Reply> + Send + 'a>> {
        Box::pin(self.outside(parcel))
    }
}

/// Reads an answer; none when it breaks off or is longer than an answer can be.
async fn read(mut response: Response) -> Option<Reply> {
    let status = response.status().as_u16();
    let asked = response.headers().get(RETRY_AFTER);
    let retry_after = asked.and_then(|asked| asked.to_str().ok()?.trim().parse().ok());
    let mut body = Vec::new();
    while let Some(piece) = response.chunk().await.ok()? {
        if body.len() + piece.len() > MOST_ANSWER {
            return None;
        }
        body.extend_from_slice(&piece);
    }
    Some(Reply { status: Some(status), retry_after, body: String::from_utf8(body).ok()? })
}
