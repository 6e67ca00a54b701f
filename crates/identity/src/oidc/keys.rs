//! Reading keys and certificates from their text.

use ring::rsa::KeyPair;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use std::fmt;
use std::sync::Arc;

/// An RSA key of at least 2048 bits that signs.
#[derive(Clone)]
pub(super) struct RsaKey(Arc<KeyPair>);

impl RsaKey {
    /// Reads a key from PEM, PKCS #8 or PKCS #1.
    pub(super) fn from_pem(pem: &str) -> Option<Self> {
        let pair = match private_key(pem)? {
            PrivateKeyDer::Pkcs8(der) => KeyPair::from_pkcs8(der.secret_pkcs8_der()),
            PrivateKeyDer::Pkcs1(der) => KeyPair::from_der(der.secret_pkcs1_der()),
            _ => return None,
        };
        // `ring` refuses a key that is shorter.
        pair.ok().map(|pair| Self(Arc::new(pair)))
    }

    pub(super) fn pair(&self) -> &KeyPair {
        &self.0
    }
}

impl fmt::Debug for RsaKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[afgeschermd]")
    }
}

/// Reads the first private key.
pub(super) fn private_key(pem: &str) -> Option<PrivateKeyDer<'static>> {
    PrivateKeyDer::from_pem_slice(pem.as_bytes()).ok()
}

/// Reads one certificate or more; none when there is none, or one that cannot be read.
pub(super) fn certificates(pem: &str) -> Option<Vec<CertificateDer<'static>>> {
    let all: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem.as_bytes()).collect();
    all.ok().filter(|all| !all.is_empty())
}
