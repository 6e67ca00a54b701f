//! Keys: what a body signs with and what is encrypted for it. A key and its algorithm belong together; the header of a message
//! never chooses.

mod document;
mod jwk;
mod own;
mod pair;
mod ring;

pub use document::{EncryptionEntry, KeyDocument, MOST_DOCUMENT_DAYS, SigningEntry};
pub use jwk::{PublicJwk, Thumbprint};
pub use own::{Decryption, OwnKeys};
pub use pair::{DecryptionKey, EncryptionKey, SigningKey, VerifyingKey};
pub use ring::{KeyRing, MIN_NOTICE_DAYS, OVERLAP_DAYS, PinnedKey};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Which algorithms two bodies use together. The name is kept with the partner, so that another suite can be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Suite")]
pub enum Suite {
    /// ES256, then ECDH-ES+A256KW with A256GCM: between two of these programs.
    Ec,
    /// PS256, then RSA-OAEP-256 or RSA-OAEP with A256GCM: the Dutch API rules on signing and encryption.
    NlRsa,
}

impl Suite {
    /// Returns the algorithm of signatures.
    pub fn signature(self) -> SignatureAlgorithm {
        match self {
            Self::Ec => SignatureAlgorithm::Es256,
            Self::NlRsa => SignatureAlgorithm::Ps256,
        }
    }

    /// Whether keys may be encrypted by this algorithm.
    pub fn encrypts_by(self, algorithm: EncryptionAlgorithm) -> bool {
        match self {
            Self::Ec => algorithm == EncryptionAlgorithm::EcdhEsA256Kw,
            Self::NlRsa => algorithm != EncryptionAlgorithm::EcdhEsA256Kw,
        }
    }
}

/// The algorithm of a signature (RFC 7518).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Ondertekenalgoritme")]
pub enum SignatureAlgorithm {
    /// ECDSA on P-256 with SHA-256.
    #[serde(rename = "ES256")]
    Es256,
    /// RSASSA-PSS with SHA-256; at least 3072 bits.
    #[serde(rename = "PS256")]
    Ps256,
}

/// The algorithm by which the content key is encrypted (RFC 7518).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Versleutelalgoritme")]
pub enum EncryptionAlgorithm {
    /// Key agreement on P-256, then AES key wrap.
    #[serde(rename = "ECDH-ES+A256KW")]
    EcdhEsA256Kw,
    /// RSA-OAEP with SHA-256; at least 3072 bits.
    #[serde(rename = "RSA-OAEP-256")]
    RsaOaep256,
    /// RSA-OAEP with SHA-1 inside, for partners that follow the API rules to the letter.
    #[serde(rename = "RSA-OAEP")]
    RsaOaep,
}

impl SignatureAlgorithm {
    /// Returns the name in a header.
    pub fn name(self) -> &'static str {
        match self {
            Self::Es256 => "ES256",
            Self::Ps256 => "PS256",
        }
    }
}

impl EncryptionAlgorithm {
    /// Returns the name in a header.
    pub fn name(self) -> &'static str {
        match self {
            Self::EcdhEsA256Kw => "ECDH-ES+A256KW",
            Self::RsaOaep256 => "RSA-OAEP-256",
            Self::RsaOaep => "RSA-OAEP",
        }
    }
}

/// Why a key is not taken, or cannot do its work. Nothing of the key is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum KeyError {
    /// No key of the form that the algorithm asks for.
    #[error("dit is geen sleutel van de vorm die bij het algoritme hoort")]
    Form,
    /// An RSA key of less than 3072 or more than 8192 bits, or with an unusual exponent.
    #[error("een RSA-sleutel heeft 3072 tot en met 8192 bits en exponent 65537")]
    Size,
    /// The private and the public half do not belong together.
    #[error("de geheime en de openbare helft horen niet bij elkaar")]
    Halves,
    /// The library could not do it.
    #[error("de cryptografische bibliotheek kon dit niet uitvoeren")]
    Library,
}

impl KeyError {
    /// Returns the code as programs read it; it never changes.
    pub fn code(self) -> &'static str {
        match self {
            Self::Form => "sleutel-vorm",
            Self::Size => "sleutel-lengte",
            Self::Halves => "sleutel-helften",
            Self::Library => "sleutel-bibliotheek",
        }
    }
}
