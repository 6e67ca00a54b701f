//! Signed texts: compact JWS with a fixed type, by a key whose algorithm we know already.

use super::{BadReason, part};
use crate::keys::{KeyError, SigningKey, Thumbprint, VerifyingKey};
use josekit::jws::{JwsContext, JwsHeader};
use serde::Deserialize;
use zeroize::Zeroizing;

/// What kind of text is signed. Each has a type of its own, so that none can be passed for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Signed {
    Message,
    Receipt,
    Keys,
    Ping,
    Report,
}

impl Signed {
    fn typ(self) -> &'static str {
        match self {
            Self::Message => "bibob+jws",
            Self::Receipt => "bibob-ontvangst+jws",
            Self::Keys => "bibob-sleutels+jws",
            Self::Ping => "bibob-ping+jws",
            Self::Report => "bibob-afletterlijst+jws",
        }
    }
}

/// All members that a header may have; anything more is refused.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    alg: String,
    typ: String,
    kid: Thumbprint,
}

/// Signs bytes.
pub(crate) fn sign(payload: &[u8], kind: Signed, key: &SigningKey) -> Result<String, KeyError> {
    let mut header = JwsHeader::new();
    header.set_token_type(kind.typ());
    header.set_key_id(key.public().thumbprint().to_string());
    let signed = JwsContext::new().serialize_compact(payload, &header, key.signer.as_ref());
    signed.map_err(|_| KeyError::Library)
}

/// Checks a signed text over the characters as they came, and returns what was signed and by which key.
///
/// `find` gives the pinned key with this fingerprint. The header is judged before the library sees it.
pub(crate) fn verify<'k>(
    text: &str,
    kind: Signed,
    find: impl Fn(Thumbprint) -> Result<&'k VerifyingKey, BadReason>,
) -> Result<(Zeroizing<Vec<u8>>, Thumbprint), BadReason> {
    let parts: Vec<&str> = text.split('.').collect();
    let [head, _, signature] = parts.as_slice() else { return Err(BadReason::Form) };
    let head: Head = part::header(head)?;
    if head.typ != kind.typ() {
        return Err(BadReason::Type);
    }
    let key = find(head.kid)?;
    if head.alg != key.algorithm().name() {
        return Err(BadReason::Algorithm);
    }
    // Two numbers of 32 bytes on the curve, as many bytes as the modulus with RSA.
    if !part::has_length(signature, key.jwk().modulus_bytes().unwrap_or(64)) {
        return Err(BadReason::Form);
    }
    let checked = JwsContext::new().deserialize_compact(text, key.verifier.as_ref());
    let (payload, _) = checked.map_err(|_| BadReason::Signature)?;
    Ok((Zeroizing::new(payload), head.kid))
}
