//! `private_key_jwt`: a fresh, short-lived statement of who we are, signed with our key (RFC 7523).

use super::error::OidcError;
use super::keys::RsaKey;
use super::settings::AssertionAlgorithm;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use kernel::{Moment, Redacted};
use ring::rand::SystemRandom;
use ring::signature::{RSA_PKCS1_SHA256, RSA_PSS_SHA256, RsaEncoding};
use serde_json::json;

/// The kind of assertion that this is.
pub(super) const KIND: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// Seconds that an assertion is good for.
const LIFETIME: i64 = 60;

/// What signs the assertions.
#[derive(Clone, Debug)]
pub(super) struct Signer {
    pub(super) key: RsaKey,
    pub(super) algorithm: AssertionAlgorithm,
    /// The name of the key at the provider.
    pub(super) key_id: Option<String>,
    /// The digest of the certificate of the key, base64url: some providers know a key by that.
    pub(super) thumbprint: Option<String>,
}

impl Signer {
    /// Makes an assertion for one request. `id` must be fresh: the provider takes each one once.
    pub(super) fn assertion(
        &self,
        client_id: &str,
        audience: &str,
        id: &[u8; 32],
        now: Moment,
    ) -> Result<Redacted<String>, OidcError> {
        let mut header = json!({ "alg": self.algorithm.name(), "typ": "JWT" });
        if let Some(key_id) = &self.key_id {
            header["kid"] = json!(key_id);
        }
        if let Some(thumbprint) = &self.thumbprint {
            header["x5t#S256"] = json!(thumbprint);
        }
        let issued = now.time().timestamp();
        let claims = json!({
            "iss": client_id,
            "sub": client_id,
            "aud": audience,
            "jti": URL_SAFE_NO_PAD.encode(id),
            "iat": issued,
            "exp": issued + LIFETIME,
        });
        let part = |value: serde_json::Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", part(header), part(claims));
        let signature = self.sign(signed.as_bytes())?;
        Ok(Redacted::new(format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))))
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, OidcError> {
        let padding: &'static dyn RsaEncoding = match self.algorithm {
            AssertionAlgorithm::Ps256 => &RSA_PSS_SHA256,
            AssertionAlgorithm::Rs256 => &RSA_PKCS1_SHA256,
        };
        let pair = self.key.pair();
        let mut signature = vec![0; pair.public().modulus_len()];
        // The salt of PSS and the blinding of the key: no value that anybody would want to see again.
        pair.sign(padding, &SystemRandom::new(), message, &mut signature)
            .map_err(|_| OidcError::Signing)?;
        Ok(signature)
    }
}

#[cfg(test)]
mod tests;
