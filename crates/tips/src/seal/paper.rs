//! Signed papers other than messages: receipts, key documents, signs of life and reports. They hold no personal data and are not
//! encrypted.

use super::{BadReason, Signed, sign, verify};
use crate::keys::{KeyError, SigningKey};
use crate::message::SKEW_SECONDS;
use crate::partner::Partner;
use chrono::TimeDelta;
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
    content(&payload)
}

/// Reads a paper that may be looked at long after it was made: the key that signed it was taken at the moment that it names itself,
/// which is not still to come. `moment_of` gives that moment.
pub(crate) fn read_kept_paper<W: DeserializeOwned>(
    text: &str,
    kind: Signed,
    (partner, now): (&Partner, Moment),
    moment_of: impl Fn(&W) -> Option<Moment>,
) -> Result<W, BadReason> {
    let system = partner.system().map_err(|_| BadReason::UnknownKey)?;
    let (payload, signer) = verify(text, kind, |name| system.signing.known(name))?;
    let wire: W = content(&payload)?;
    let made = moment_of(&wire).ok_or(BadReason::Times)?;
    if made > now.after(TimeDelta::seconds(SKEW_SECONDS)) {
        return Err(BadReason::Future);
    }
    system.signing.verifying(signer, made)?;
    Ok(wire)
}

fn content<W: DeserializeOwned>(payload: &[u8]) -> Result<W, BadReason> {
    let value = kernel::parse_json(payload).map_err(|_| BadReason::Content)?;
    serde_json::from_value(value).map_err(|_| BadReason::Content)
}
