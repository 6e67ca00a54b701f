//! The parts of a compact text, judged before the library sees them.
//!
//! The library takes a tag of fewer than 16 bytes and does arithmetic on the length of the encrypted key, so lengths are
//! checked here.

use super::BadReason;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::DeserializeOwned;

/// Longest header, in characters.
const MOST_HEADER: usize = 1_024;

/// Reads a header strictly: canonical base64url, JSON without a member twice, and only the members of `H`.
pub(super) fn header<H: DeserializeOwned>(text: &str) -> Result<H, BadReason> {
    if text.len() > MOST_HEADER {
        return Err(BadReason::Header);
    }
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| BadReason::Header)?;
    let value = kernel::parse_json(&bytes).map_err(|_| BadReason::Header)?;
    serde_json::from_value(value).map_err(|_| BadReason::Header)
}

/// Whether a part has as many characters as so many bytes have in base64url without padding.
pub(super) fn has_length(text: &str, bytes: usize) -> bool {
    text.len() == (bytes * 4).div_ceil(3)
}
