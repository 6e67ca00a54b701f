//! Keys that can do their work. They are made once and used often: reading a key costs more than using it.

use super::jwk::{PublicJwk, Thumbprint};
use super::{EncryptionAlgorithm, KeyError, SignatureAlgorithm};
use josekit::jwe::{ECDH_ES_A256KW, JweDecrypter, JweEncrypter, RSA_OAEP, RSA_OAEP_256};
use josekit::jwk::Jwk;
use josekit::jwk::alg::ec::EcCurve;
use josekit::jws::{ES256, JwsSigner, JwsVerifier, PS256};
use kernel::Redacted;
use serde::{Deserialize, Serialize};
use std::fmt;
use zeroize::Zeroizing;

/// How many bits a fresh RSA key has.
const RSA_BITS: u32 = 3072;

/// A public key that checks signatures, with the algorithm that it is pinned to.
#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "Kept<SignatureAlgorithm>", into = "Kept<SignatureAlgorithm>")]
pub struct VerifyingKey {
    jwk: PublicJwk,
    thumbprint: Thumbprint,
    algorithm: SignatureAlgorithm,
    pub(crate) verifier: Box<dyn JwsVerifier>,
}

/// A private key that signs.
pub struct SigningKey {
    public: VerifyingKey,
    secret: Redacted<Zeroizing<String>>,
    pub(crate) signer: Box<dyn JwsSigner>,
}

/// A public key that a message is encrypted with.
#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "Kept<EncryptionAlgorithm>", into = "Kept<EncryptionAlgorithm>")]
pub struct EncryptionKey {
    jwk: PublicJwk,
    thumbprint: Thumbprint,
    algorithm: EncryptionAlgorithm,
    pub(crate) encrypter: Box<dyn JweEncrypter>,
}

/// A private key that opens what was encrypted for us.
pub struct DecryptionKey {
    public: EncryptionKey,
    secret: Redacted<Zeroizing<String>>,
    pub(crate) decrypter: Box<dyn JweDecrypter>,
}

/// A public key as it is kept and published: the key, and the algorithm that goes with it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept<A> {
    jwk: PublicJwk,
    alg: A,
}

/// What a public key says of itself.
macro_rules! public {
    ($($name:ident: $algorithm:ident;)+) => {$(
        impl $name {
            /// Returns the key as JSON, for the register of another body.
            pub fn jwk(&self) -> &PublicJwk {
                &self.jwk
            }

            /// Returns the fingerprint (RFC 7638), which is also its `kid`.
            pub fn thumbprint(&self) -> Thumbprint {
                self.thumbprint
            }

            /// Returns the algorithm that it is pinned to.
            pub fn algorithm(&self) -> $algorithm {
                self.algorithm
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{} {}", self.algorithm.name(), self.thumbprint)
            }
        }

        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.thumbprint == other.thumbprint && self.algorithm == other.algorithm
            }
        }

        impl Eq for $name {}

        impl TryFrom<Kept<$algorithm>> for $name {
            type Error = KeyError;

            fn try_from(kept: Kept<$algorithm>) -> Result<Self, KeyError> {
                Self::new(kept.jwk, kept.alg)
            }
        }

        impl From<$name> for Kept<$algorithm> {
            fn from(key: $name) -> Self {
                Self { jwk: key.jwk, alg: key.algorithm }
            }
        }
    )+};
}

public! {
    VerifyingKey: SignatureAlgorithm;
    EncryptionKey: EncryptionAlgorithm;
}

/// What a private key shares with others of its kind: it shows its public half only.
macro_rules! private {
    ($($name:ident: $public:ident;)+) => {$(
        impl $name {
            /// Returns the public half.
            pub fn public(&self) -> &$public {
                &self.public
            }

            /// Returns the private key as JSON, to be closed and kept.
            pub fn secret(&self) -> &Redacted<Zeroizing<String>> {
                &self.secret
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:?} met geheime helft", self.public)
            }
        }
    )+};
}

private! {
    SigningKey: VerifyingKey;
    DecryptionKey: EncryptionKey;
}

impl VerifyingKey {
    /// Takes a public key for this algorithm and no other. The library checks that a point lies on the curve.
    pub fn new(jwk: PublicJwk, algorithm: SignatureAlgorithm) -> Result<Self, KeyError> {
        jwk.fits_signature(algorithm)?;
        let jose = jwk.to_jose()?;
        let verifier: Box<dyn JwsVerifier> = match algorithm {
            SignatureAlgorithm::Es256 => Box::new(ES256.verifier_from_jwk(&jose).map_err(form)?),
            SignatureAlgorithm::Ps256 => Box::new(PS256.verifier_from_jwk(&jose).map_err(form)?),
        };
        Ok(Self { thumbprint: jwk.thumbprint(), jwk, algorithm, verifier })
    }
}

impl SigningKey {
    /// Makes a fresh key; the randomness is that of the library.
    pub fn generate(algorithm: SignatureAlgorithm) -> Result<Self, KeyError> {
        let on_curve = algorithm == SignatureAlgorithm::Es256;
        Self::of_jose(&fresh(on_curve)?, algorithm)
    }

    /// Reads a private key that was kept.
    pub fn read(secret: &str, algorithm: SignatureAlgorithm) -> Result<Self, KeyError> {
        Self::of_jose(&Jwk::from_bytes(secret).map_err(form)?, algorithm)
    }

    fn of_jose(jwk: &Jwk, algorithm: SignatureAlgorithm) -> Result<Self, KeyError> {
        let public = VerifyingKey::new(PublicJwk::of_jose(jwk)?, algorithm)?;
        let signer: Box<dyn JwsSigner> = match algorithm {
            SignatureAlgorithm::Es256 => Box::new(ES256.signer_from_jwk(jwk).map_err(form)?),
            SignatureAlgorithm::Ps256 => Box::new(PS256.signer_from_jwk(jwk).map_err(form)?),
        };
        // A key whose halves differ would make signatures that nobody can check.
        let probe = signer.sign(PROBE).map_err(library)?;
        public.verifier.verify(PROBE, &probe).map_err(|_| KeyError::Halves)?;
        Ok(Self { public, secret: secret(jwk)?, signer })
    }
}

impl EncryptionKey {
    /// Takes a public key for this algorithm and no other.
    pub fn new(jwk: PublicJwk, algorithm: EncryptionAlgorithm) -> Result<Self, KeyError> {
        jwk.fits_encryption(algorithm)?;
        let jose = jwk.to_jose()?;
        let encrypter: Box<dyn JweEncrypter> = match algorithm {
            EncryptionAlgorithm::EcdhEsA256Kw => {
                Box::new(ECDH_ES_A256KW.encrypter_from_jwk(&jose).map_err(form)?)
            }
            EncryptionAlgorithm::RsaOaep256 => {
                Box::new(RSA_OAEP_256.encrypter_from_jwk(&jose).map_err(form)?)
            }
            EncryptionAlgorithm::RsaOaep => {
                Box::new(RSA_OAEP.encrypter_from_jwk(&jose).map_err(form)?)
            }
        };
        Ok(Self { thumbprint: jwk.thumbprint(), jwk, algorithm, encrypter })
    }
}

impl DecryptionKey {
    /// Makes a fresh key; the randomness is that of the library.
    pub fn generate(algorithm: EncryptionAlgorithm) -> Result<Self, KeyError> {
        let on_curve = algorithm == EncryptionAlgorithm::EcdhEsA256Kw;
        Self::of_jose(&fresh(on_curve)?, algorithm)
    }

    /// Reads a private key that was kept.
    pub fn read(secret: &str, algorithm: EncryptionAlgorithm) -> Result<Self, KeyError> {
        Self::of_jose(&Jwk::from_bytes(secret).map_err(form)?, algorithm)
    }

    fn of_jose(jwk: &Jwk, algorithm: EncryptionAlgorithm) -> Result<Self, KeyError> {
        let public = EncryptionKey::new(PublicJwk::of_jose(jwk)?, algorithm)?;
        let decrypter: Box<dyn JweDecrypter> = match algorithm {
            EncryptionAlgorithm::EcdhEsA256Kw => {
                Box::new(ECDH_ES_A256KW.decrypter_from_jwk(jwk).map_err(form)?)
            }
            EncryptionAlgorithm::RsaOaep256 => {
                Box::new(RSA_OAEP_256.decrypter_from_jwk(jwk).map_err(form)?)
            }
            EncryptionAlgorithm::RsaOaep => {
                Box::new(RSA_OAEP.decrypter_from_jwk(jwk).map_err(form)?)
            }
        };
        let key = Self { public, secret: secret(jwk)?, decrypter };
        let probe = crate::seal::encrypt(PROBE, &key.public).map_err(|_| KeyError::Library)?;
        crate::seal::decrypt(&probe, &key).map_err(|_| KeyError::Halves)?;
        Ok(key)
    }
}

/// What a key tries itself on.
const PROBE: &[u8] = b"dijkwacht";

fn fresh(on_curve: bool) -> Result<Jwk, KeyError> {
    let key = if on_curve {
        Jwk::generate_ec_key(EcCurve::P256)
    } else {
        Jwk::generate_rsa_key(RSA_BITS)
    };
    key.map_err(library)
}

fn secret(jwk: &Jwk) -> Result<Redacted<Zeroizing<String>>, KeyError> {
    let text = serde_json::to_string(jwk).map_err(|_| KeyError::Form)?;
    Ok(Redacted::new(Zeroizing::new(text)))
}

/// The words of the library could repeat the key; they are dropped.
fn form(_: josekit::JoseError) -> KeyError {
    KeyError::Form
}

fn library(_: josekit::JoseError) -> KeyError {
    KeyError::Library
}
