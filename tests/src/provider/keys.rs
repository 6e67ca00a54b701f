//! The keys of our own provider, and tokens signed with them, by `ring` alone: nothing here is shared with what is tested.

use super::Signature;
use crate::fixture_text;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair, RSA_PKCS1_SHA256, RSA_PSS_SHA256,
    RsaEncoding, RsaKeyPair, RsaPublicKeyComponents,
};
use serde_json::{Value, json};

/// The keys of a provider.
#[derive(Debug)]
pub(super) struct Keys {
    now: RsaKeyPair,
    next: RsaKeyPair,
    elliptic: EcdsaKeyPair,
    random: SystemRandom,
}

impl Keys {
    pub(super) fn new() -> Self {
        let random = SystemRandom::new();
        let curve = &ECDSA_P256_SHA256_FIXED_SIGNING;
        let document = EcdsaKeyPair::generate_pkcs8(curve, &random).expect("a fresh key");
        let elliptic = EcdsaKeyPair::from_pkcs8(curve, document.as_ref(), &random);
        Self {
            now: rsa("keys/provider.pem"),
            next: rsa("keys/provider-next.pem"),
            elliptic: elliptic.expect("a fresh key"),
            random,
        }
    }

    /// Returns the public keys; after a rotation, the RSA key is another.
    pub(super) fn published(&self, rotated: bool) -> Value {
        let public = components(self.rsa(rotated));
        let point = self.elliptic.public_key().as_ref();
        json!({ "keys": [
            // A kind of key that nobody knows yet must not stand in the way of the others.
            { "kty": "LATTICE", "kid": "morgen", "use": "sig" },
            {
                "kty": "RSA", "kid": kid(rotated), "use": "sig",
                "n": text(&public.n), "e": text(&public.e),
            },
            {
                "kty": "EC", "kid": "elliptisch", "use": "sig", "alg": "ES256", "crv": "P-256",
                "x": text(&point[1..33]), "y": text(&point[33..]),
            },
        ]})
    }

    /// Makes a token.
    pub(super) fn token(&self, signature: Signature, rotated: bool, claims: &Value) -> String {
        let (algorithm, kid) = match signature {
            Signature::Ps256 | Signature::StolenName => ("PS256", kid(rotated)),
            Signature::Rs256 => ("RS256", kid(rotated)),
            Signature::Es256 => ("ES256", "elliptisch"),
            Signature::Nothing => ("none", kid(rotated)),
            Signature::PublicKeyAsSecret => ("HS256", kid(rotated)),
            Signature::UnknownKey => ("PS256", "van-niemand"),
        };
        let header = json!({ "alg": algorithm, "typ": "JWT", "kid": kid });
        let message = format!(
            "{}.{}",
            text(header.to_string().as_bytes()),
            text(claims.to_string().as_bytes())
        );
        let signed = self.sign(signature, rotated, message.as_bytes());
        format!("{message}.{}", text(&signed))
    }

    fn sign(&self, signature: Signature, rotated: bool, message: &[u8]) -> Vec<u8> {
        match signature {
            Signature::Ps256 => self.rsa_sign(&RSA_PSS_SHA256, rotated, message),
            Signature::Rs256 => self.rsa_sign(&RSA_PKCS1_SHA256, rotated, message),
            // The key that is not published.
            Signature::UnknownKey | Signature::StolenName => {
                self.rsa_sign(&RSA_PSS_SHA256, !rotated, message)
            }
            Signature::Es256 => {
                self.elliptic.sign(&self.random, message).expect("a signature").as_ref().to_vec()
            }
            Signature::Nothing => Vec::new(),
            Signature::PublicKeyAsSecret => {
                let public = self.rsa(rotated).public().as_ref();
                let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, public);
                ring::hmac::sign(&key, message).as_ref().to_vec()
            }
        }
    }

    fn rsa(&self, rotated: bool) -> &RsaKeyPair {
        if rotated { &self.next } else { &self.now }
    }

    fn rsa_sign(&self, way: &'static dyn RsaEncoding, rotated: bool, message: &[u8]) -> Vec<u8> {
        let key = self.rsa(rotated);
        let mut signature = vec![0; key.public().modulus_len()];
        key.sign(way, &self.random, message, &mut signature).expect("a signature");
        signature
    }
}

fn kid(rotated: bool) -> &'static str {
    if rotated { "rsa-2" } else { "rsa-1" }
}

/// Reads an RSA key of the fixtures.
pub(super) fn rsa(name: &str) -> RsaKeyPair {
    let pem = fixture_text(name);
    let lines: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
    let der = STANDARD.decode(lines).expect("base64");
    RsaKeyPair::from_pkcs8(&der).expect("an RSA key")
}

pub(super) fn components(key: &RsaKeyPair) -> RsaPublicKeyComponents<Vec<u8>> {
    RsaPublicKeyComponents::from(key.public())
}

/// Writes bytes as JOSE does.
pub(super) fn text(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Reads what JOSE wrote.
pub(super) fn bytes(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}
