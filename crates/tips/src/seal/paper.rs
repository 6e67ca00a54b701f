//! Signed papers other than messages: receipts, key documents, signs of life and reports. They hold no personal data and are not
//! encrypted.

use super::{BadReason, Signed, sign, verify};
use crate::keys::{KeyError, SigningKey};
use crate::partner::Partner;
use kernel::Moment;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Signs a paper as JSON.
pub(crate) fn sign_paper<W: Serialize>(
    wire: &W,
    kind: Signed,
    key: &SigningKey,
) -> Result<String, KeyError> {
    sign(&serde_json::to_vec(wire).map_err(|_| KeyError::Library)?, kind, key)
}

/// Reads a paper that a partner signed with a key that is taken now: no unknown member, none twice.
pub(crate) fn read_paper<W: DeserializeOwned>(
    text: &str,
    kind: Signed,
    partner: &Partner,
    now: Moment,
) -> Result<W, BadReason> {
    let system = partner.system().map_err(|_| BadReason::UnknownKey)?;
    let (payload, _) = verify(text, kind, |kid| system.signing.verifying(kid, now))?;
    let value = kernel::parse_json(&payload).map_err(|_| BadReason::Content)?;
    serde_json::from_value(value).map_err(|_| BadReason::Content)
}
