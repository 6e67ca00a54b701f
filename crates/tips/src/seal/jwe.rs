//! Encrypted texts: compact JWE with A256GCM, for a key whose algorithm we know already.

use super::{BadReason, part};
use crate::keys::{DecryptionKey, EncryptionKey, KeyError, PublicJwk, Thumbprint};
use josekit::jwe::{JweContext, JweHeader};
use serde::Deserialize;
use zeroize::Zeroizing;

const TYPE: &str = "bibob+jwe";
const CONTENT_ENCRYPTION: &str = "A256GCM";
/// A 32 byte key wrapped by AES has 40 bytes.
const WRAPPED_BYTES: usize = 40;
const IV_BYTES: usize = 12;
const TAG_BYTES: usize = 16;

/// All members that a header may have; anything more is refused. The key in `epk` is of the sender's one message.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    alg: String,
    enc: String,
    typ: String,
    kid: Thumbprint,
    #[serde(default)]
    epk: Option<PublicJwk>,
}

/// Encrypts bytes.
pub(crate) fn encrypt(plain: &[u8], key: &EncryptionKey) -> Result<String, KeyError> {
    let mut header = JweHeader::new();
    header.set_token_type(TYPE);
    header.set_content_encryption(CONTENT_ENCRYPTION);
    header.set_key_id(key.thumbprint().to_string());
    let sealed = JweContext::new().serialize_compact(plain, &header, key.encrypter.as_ref());
    sealed.map_err(|_| KeyError::Library)
}

/// Returns the fingerprint of the key that a text says it was encrypted with.
pub(crate) fn key_of(text: &str) -> Result<Thumbprint, BadReason> {
    let (head, _) = text.split_once('.').ok_or(BadReason::Form)?;
    part::header::<Head>(head).map(|head| head.kid)
}

/// Opens an encrypted text with this key.
pub(crate) fn decrypt(text: &str, key: &DecryptionKey) -> Result<Zeroizing<Vec<u8>>, BadReason> {
    let parts: Vec<&str> = text.split('.').collect();
    let [head, wrapped, iv, _, tag] = parts.as_slice() else { return Err(BadReason::Form) };
    let head: Head = part::header(head)?;
    let public = key.public();
    if head.typ != TYPE {
        return Err(BadReason::Type);
    }
    if head.alg != public.algorithm().name() || head.enc != CONTENT_ENCRYPTION {
        return Err(BadReason::Algorithm);
    }
    if head.kid != public.thumbprint() {
        return Err(BadReason::UnknownKey);
    }
    let modulus = public.jwk().modulus_bytes();
    let agreed = match (modulus, &head.epk) {
        (None, Some(epk)) => epk.fits_encryption(public.algorithm()).is_ok(),
        (Some(_), None) => true,
        _ => false,
    };
    if !agreed {
        return Err(BadReason::Header);
    }
    let long = part::has_length(wrapped, modulus.unwrap_or(WRAPPED_BYTES))
        && part::has_length(iv, IV_BYTES)
        && part::has_length(tag, TAG_BYTES);
    if !long {
        return Err(BadReason::Form);
    }
    let opened = JweContext::new().deserialize_compact(text, key.decrypter.as_ref());
    let (plain, _) = opened.map_err(|_| BadReason::Decryption)?;
    Ok(Zeroizing::new(plain))
}
