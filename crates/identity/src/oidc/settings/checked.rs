//! Settings that hold, in the form in which they are used.

use super::{
    AssertionAudience, ClaimNames, ClientAuthentication, IdTokenAlgorithm, ProviderSettings,
};
use crate::oidc::assertion::Signer;
use crate::oidc::issuer::Issuer;
use crate::oidc::keys::{RsaKey, certificates, private_key};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use kernel::{FaultCode, Faults, is_kebab};
use openidconnect::core::CoreJwsSigningAlgorithm;
use rustls::client::WebPkiServerVerifier;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ClientConfig, RootCertStore};
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// Most characters of what a button says.
const LONGEST_LABEL: usize = 60;

/// How we prove who we are.
#[derive(Clone, Debug)]
pub(in crate::oidc) enum Credentials {
    /// With a signed statement.
    Assertion(Box<Signer>, AssertionAudience),
    /// With the certificate in the TLS of every request.
    Certificate,
}

/// Settings that hold.
#[derive(Clone, Debug)]
pub(in crate::oidc) struct Checked {
    pub(in crate::oidc) id: String,
    pub(in crate::oidc) label: String,
    pub(in crate::oidc) issuer: Issuer,
    pub(in crate::oidc) client_id: String,
    pub(in crate::oidc) redirect_uri: String,
    pub(in crate::oidc) signed_out_uri: Option<String>,
    pub(in crate::oidc) credentials: Credentials,
    pub(in crate::oidc) tls: ClientConfig,
    /// The levels that are enough, from low to high.
    pub(in crate::oidc) levels: Vec<String>,
    pub(in crate::oidc) scopes: Vec<String>,
    pub(in crate::oidc) claims: ClaimNames,
    pub(in crate::oidc) algorithms: Vec<CoreJwsSigningAlgorithm>,
}

impl Checked {
    /// Checks everything, and gathers what is wrong.
    pub(in crate::oidc) fn new(settings: &ProviderSettings) -> Result<Self, Faults> {
        let mut check = Check { settings, faults: Faults::new() };
        check.names();
        check.addresses();
        let levels = check.levels();
        check.claims();
        let algorithms = check.algorithms();
        let credentials = check.credentials();
        let tls = check.tls();
        let Check { faults, .. } = check;
        let checked = credentials.zip(tls).zip(Issuer::new(&settings.issuer)).map(
            |((credentials, tls), issuer)| Self {
                id: settings.id.clone(),
                label: settings.label.clone(),
                issuer,
                client_id: settings.client_id.clone(),
                redirect_uri: settings.redirect_uri.clone(),
                signed_out_uri: settings.signed_out_uri.clone(),
                credentials,
                tls,
                levels,
                scopes: settings.scopes.clone(),
                claims: settings.claims.clone(),
                algorithms,
            },
        );
        faults.into_result(checked)
    }
}

struct Check<'a> {
    settings: &'a ProviderSettings,
    faults: Faults,
}

impl Check<'_> {
    fn wrong(&mut self, place: &str, message: &str) {
        self.faults.add(place, FaultCode::VerkeerdeVorm, message);
    }

    fn names(&mut self) {
        let settings = self.settings;
        if !is_kebab(&settings.id) {
            self.wrong("/id", "gebruik kleine letters, cijfers en streepjes, zoals «entra-emmen»");
        }
        let label = settings.label.trim();
        if label.is_empty() || label.chars().count() > LONGEST_LABEL {
            self.wrong("/label", "schrijf wat er op de knop staat, in hoogstens 60 tekens");
        }
        let printable = |char: char| ('\u{20}'..='\u{7e}').contains(&char);
        if settings.client_id.is_empty() || !settings.client_id.chars().all(printable) {
            self.wrong("/client_id", "vul de client-id in die de inlogdienst heeft gegeven");
        }
        for (place, scope) in settings.scopes.iter().enumerate() {
            if !is_token(scope) {
                self.wrong(&format!("/scopes/{place}"), "een scope is één woord zonder spaties");
            }
        }
    }

    fn addresses(&mut self) {
        let settings = self.settings;
        let Some(issuer) = Issuer::new(&settings.issuer) else {
            let message = "vul het https-adres van de inlogdienst in, zonder ? of #; http mag alleen op 127.0.0.1 of [::1]";
            return self.wrong("/issuer", message);
        };
        let ours = "vul een volledig https-adres in, precies zoals het bij de inlogdienst staat; http mag alleen op 127.0.0.1 \
                    als de inlogdienst daar ook draait";
        if issuer.accepts(&settings.redirect_uri).is_none() {
            self.wrong("/redirect_uri", ours);
        }
        if settings.signed_out_uri.as_ref().is_some_and(|uri| issuer.accepts(uri).is_none()) {
            self.wrong("/signed_out_uri", ours);
        }
    }

    /// Returns the levels that are enough.
    fn levels(&mut self) -> Vec<String> {
        let levels = &self.settings.levels;
        if levels.is_empty() {
            self.wrong("/levels", "noem de niveaus van de inlogdienst, van laag naar hoog");
        }
        for (place, level) in levels.iter().enumerate() {
            if !is_token(level) {
                self.wrong(&format!("/levels/{place}"), "een niveau is één woord zonder spaties");
            } else if levels[..place].contains(level) {
                self.wrong(&format!("/levels/{place}"), "dit niveau staat er al");
            }
        }
        let least = levels.iter().position(|level| *level == self.settings.least_level);
        if least.is_none() && !levels.is_empty() {
            let known: Vec<&str> = levels.iter().map(String::as_str).collect();
            let message = format!("kies een van de niveaus: {}", known.join(", "));
            self.faults.add("/least_level", FaultCode::OnbekendeWaarde, message);
        }
        least.map_or_else(Vec::new, |least| levels[least..].to_vec())
    }

    fn claims(&mut self) {
        let ClaimNames { name, email, email_verified, groups, level, organisation } =
            &self.settings.claims;
        for (place, claim) in [
            ("name", name),
            ("email", email),
            ("email_verified", email_verified),
            ("groups", groups),
            ("level", level),
        ]
        .into_iter()
        .chain(organisation.as_ref().map(|claim| ("organisation", claim)))
        {
            if claim.trim().is_empty() {
                let message =
                    "vul de naam van de claim in, of laat de regel weg voor de gewone naam";
                self.wrong(&format!("/claims/{place}"), message);
            }
        }
    }

    fn algorithms(&mut self) -> Vec<CoreJwsSigningAlgorithm> {
        if self.settings.algorithms.is_empty() {
            self.wrong("/algorithms", "noem minstens één van RS256, PS256 en ES256");
        }
        let core = |algorithm: &IdTokenAlgorithm| match algorithm {
            IdTokenAlgorithm::Rs256 => CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
            IdTokenAlgorithm::Ps256 => CoreJwsSigningAlgorithm::RsaSsaPssSha256,
            IdTokenAlgorithm::Es256 => CoreJwsSigningAlgorithm::EcdsaP256Sha256,
        };
        self.settings.algorithms.iter().map(core).collect()
    }

    fn credentials(&mut self) -> Option<Credentials> {
        let ClientAuthentication::PrivateKeyJwt {
            key_pem,
            key_id,
            certificate_pem,
            algorithm,
            audience,
        } = &self.settings.authentication
        else {
            return Some(Credentials::Certificate);
        };
        let key = RsaKey::from_pem(key_pem.reveal());
        if key.is_none() {
            let message = "dit is geen RSA-sleutel in PEM van minstens 2048 bits";
            self.wrong("/authentication/key_pem", message);
        }
        let certificate = certificate_pem.as_deref().map(certificates);
        if matches!(certificate, Some(None)) {
            self.wrong("/authentication/certificate_pem", "dit is geen certificaat in PEM");
        }
        let thumbprint = certificate.flatten().map(|all| thumbprint(&all));
        let signer =
            Signer { key: key?, algorithm: *algorithm, key_id: key_id.clone(), thumbprint };
        Some(Credentials::Assertion(Box::new(signer), *audience))
    }

    fn tls(&mut self) -> Option<ClientConfig> {
        let roots = self.roots()?;
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let builder = ClientConfig::builder_with_provider(provider.clone());
        let builder = builder.with_safe_default_protocol_versions().ok()?;
        let builder = if roots.is_empty() {
            // Only for plain http on this machine: nothing is trusted, so https fails.
            builder.with_root_certificates(roots)
        } else {
            let verifier = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider);
            builder.with_webpki_verifier(verifier.build().ok()?)
        };
        let ClientAuthentication::MutualTls { certificate_pem, key_pem } =
            &self.settings.authentication
        else {
            return Some(builder.with_no_client_auth());
        };
        let (chain, key) = self.certificate(certificate_pem, key_pem.reveal())?;
        let config = builder.with_client_auth_cert(chain, key);
        if config.is_err() {
            let message =
                "deze sleutel hoort niet bij het certificaat, of is van een onbekende soort";
            self.wrong("/authentication/key_pem", message);
        }
        config.ok()
    }

    fn certificate(
        &mut self,
        certificate: &str,
        key: &str,
    ) -> Option<(Vec<CertificateDer<'static>>, PrivateKeyDer<'static>)> {
        let chain = certificates(certificate);
        if chain.is_none() {
            self.wrong("/authentication/certificate_pem", "dit is geen certificaat in PEM");
        }
        let key = private_key(key);
        if key.is_none() {
            self.wrong("/authentication/key_pem", "dit is geen sleutel in PEM");
        }
        chain.zip(key)
    }

    /// Returns the certificates to trust: those of the machine and those of the settings.
    fn roots(&mut self) -> Option<RootCertStore> {
        let mut roots = RootCertStore::empty();
        if let Some(pem) = &self.settings.roots_pem {
            let own = certificates(pem)
                .filter(|all| all.iter().all(|certificate| roots.add(certificate.clone()).is_ok()));
            if own.is_none() {
                self.wrong("/roots_pem", "dit zijn geen certificaten in PEM");
                return None;
            }
        }
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        if roots.is_empty() && self.settings.issuer.starts_with("https:") {
            let message = "deze machine vertrouwt geen enkel certificaat; installeer «ca-certificates» of vul roots_pem in";
            self.faults.add("/roots_pem", FaultCode::Ontbreekt, message);
            return None;
        }
        Some(roots)
    }
}

/// Returns the `x5t#S256` of the first certificate.
fn thumbprint(certificates: &[CertificateDer<'_>]) -> String {
    let first = certificates.first().map(AsRef::as_ref).unwrap_or_default();
    URL_SAFE_NO_PAD.encode(Sha256::digest(first))
}

/// Whether the text can stand in a list that spaces divide (RFC 6749, appendix A.4).
fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"\\".contains(&byte))
}
