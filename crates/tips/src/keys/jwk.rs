//! Public keys as JSON (RFC 7517), with the fingerprint of RFC 7638.

use super::{EncryptionAlgorithm, KeyError, SignatureAlgorithm};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use josekit::jwk::Jwk;
use kernel::{Sha256Hex, hex};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use serde_json::{Map, Value, json};
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// A public key with exactly the members that it needs, so that a private one cannot slip in and each key has one form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kty", deny_unknown_fields)]
#[schemars(rename = "OpenbareSleutel")]
pub enum PublicJwk {
    /// Een sleutel op een elliptische kromme.
    #[serde(rename = "EC")]
    Ec {
        /// De kromme.
        crv: Curve,
        /// De eerste coördinaat, 32 bytes in base64url.
        x: String,
        /// De tweede coördinaat, 32 bytes in base64url.
        y: String,
    },
    /// Een RSA-sleutel.
    #[serde(rename = "RSA")]
    Rsa {
        /// De modulus in base64url.
        n: String,
        /// De exponent in base64url: 65537.
        e: String,
    },
}

/// De kromme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(inline)]
pub enum Curve {
    /// NIST P-256.
    #[serde(rename = "P-256")]
    P256,
}

/// 65537, the exponent that every RSA key here has.
const EXPONENT: &str = "AQAB";

impl PublicJwk {
    /// Returns the fingerprint (RFC 7638): SHA-256 over the required members in the order of their names.
    pub fn thumbprint(&self) -> Thumbprint {
        let text = match self {
            Self::Ec { x, y, .. } => {
                format!(r#"{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}"#)
            }
            Self::Rsa { n, e } => format!(r#"{{"e":"{e}","kty":"RSA","n":"{n}"}}"#),
        };
        Thumbprint(*Sha256Hex::of_bytes(text.as_bytes()).as_bytes())
    }

    /// Returns how many bytes an RSA key has; none for a key on a curve.
    pub(crate) fn modulus_bytes(&self) -> Option<usize> {
        match self {
            Self::Ec { .. } => None,
            Self::Rsa { n, .. } => Some(URL_SAFE_NO_PAD.decode(n).ok()?.len()),
        }
    }

    pub(crate) fn fits_signature(&self, algorithm: SignatureAlgorithm) -> Result<(), KeyError> {
        self.check(algorithm == SignatureAlgorithm::Es256)
    }

    pub(crate) fn fits_encryption(&self, algorithm: EncryptionAlgorithm) -> Result<(), KeyError> {
        self.check(algorithm == EncryptionAlgorithm::EcdhEsA256Kw)
    }

    fn check(&self, on_curve: bool) -> Result<(), KeyError> {
        match self {
            Self::Ec { x, y, .. } if on_curve => {
                let whole =
                    |text: &str| URL_SAFE_NO_PAD.decode(text).is_ok_and(|bytes| bytes.len() == 32);
                if whole(x) && whole(y) { Ok(()) } else { Err(KeyError::Form) }
            }
            Self::Rsa { n, e } if !on_curve => {
                let n = URL_SAFE_NO_PAD.decode(n).map_err(|_| KeyError::Form)?;
                // The highest bit is set, so that the bytes tell how many bits there are.
                let full = n.first().is_some_and(|byte| *byte >= 0x80);
                let fits = (384..=1024).contains(&n.len()) && full && e == EXPONENT;
                if fits { Ok(()) } else { Err(KeyError::Size) }
            }
            _ => Err(KeyError::Form),
        }
    }

    pub(crate) fn to_jose(&self) -> Result<Jwk, KeyError> {
        let map: Map<String, Value> = match self {
            Self::Ec { x, y, .. } => object(json!({"kty": "EC", "crv": "P-256", "x": x, "y": y})),
            Self::Rsa { n, e } => object(json!({"kty": "RSA", "n": n, "e": e})),
        };
        Jwk::from_map(map).map_err(|_| KeyError::Form)
    }

    /// Takes the public members of a key, whatever else there is.
    pub(crate) fn of_jose(jwk: &Jwk) -> Result<Self, KeyError> {
        let text = |name| match jwk.parameter(name) {
            Some(Value::String(text)) => Ok(text.clone()),
            _ => Err(KeyError::Form),
        };
        match jwk.key_type() {
            "EC" if jwk.curve() == Some("P-256") => {
                Ok(Self::Ec { crv: Curve::P256, x: text("x")?, y: text("y")? })
            }
            "RSA" => Ok(Self::Rsa { n: text("n")?, e: text("e")? }),
            _ => Err(KeyError::Form),
        }
    }
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

/// The fingerprint of a public key (RFC 7638): 32 bytes, in base64url where programs read it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Thumbprint([u8; 32]);

impl Thumbprint {
    /// Returns the fingerprint as people read it to each other: hexadecimal in groups of four.
    pub fn spoken(self) -> String {
        let digits = hex(&self.0);
        let groups: Vec<&str> =
            (0..16).filter_map(|group| digits.get(group * 4..group * 4 + 4)).collect();
        groups.join(" ")
    }
}

impl fmt::Display for Thumbprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&URL_SAFE_NO_PAD.encode(self.0))
    }
}

impl fmt::Debug for Thumbprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Thumbprint {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| KeyError::Form)?;
        bytes.try_into().map(Self).map_err(|_| KeyError::Form)
    }
}

impl Serialize for Thumbprint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Thumbprint {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

impl JsonSchema for Thumbprint {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Vingerafdruk".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^[A-Za-z0-9_-]{43}$" })
    }
}
