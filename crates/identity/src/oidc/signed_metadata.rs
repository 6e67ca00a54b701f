//! Signed metadata (RFC 8414, section 2.1): a copy of the discovery document that the provider signed. The profile wants it
//! believed over the plain one, after checking the signature.
//!
//! The keys are those that the plain document points to, for there are no others: against somebody who can change both, TLS is
//! what protects. It does protect against a document that a cache or a proxy of the provider changed on the way.

use super::error::DiscoveryFault;
use super::settings::Checked;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use openidconnect::core::{CoreJsonWebKey, CoreJsonWebKeySet, CoreJwsSigningAlgorithm};
use openidconnect::{JsonWebKey, JsonWebKeyId};
use serde::Deserialize;
use serde_json::{Map, Value};

#[derive(Deserialize)]
struct Header {
    alg: CoreJwsSigningAlgorithm,
    kid: Option<JsonWebKeyId>,
    crit: Option<Value>,
}

/// Lays the signed values over the plain ones.
pub(super) fn replace(
    plain: &mut Value,
    signed: &Value,
    keys: &CoreJsonWebKeySet,
    settings: &Checked,
) -> Result<(), DiscoveryFault> {
    let claims = signed
        .as_str()
        .and_then(|token| verified(token, keys, &settings.algorithms))
        .ok_or(DiscoveryFault::SignedMetadata)?;
    // The claim `iss` says who vouches; anybody but the issuer itself is nobody here.
    if claims.get("iss").and_then(Value::as_str) != Some(settings.issuer.as_str()) {
        return Err(DiscoveryFault::SignedMetadata);
    }
    let plain = plain.as_object_mut().ok_or(DiscoveryFault::Unreadable)?;
    plain.extend(claims);
    Ok(())
}

/// Returns the claims of a token that one of the keys signed.
fn verified(
    token: &str,
    keys: &CoreJsonWebKeySet,
    allowed: &[CoreJwsSigningAlgorithm],
) -> Option<Map<String, Value>> {
    let (message, signature) = token.rsplit_once('.')?;
    let (header, claims) = message.split_once('.')?;
    let decoded = |part: &str| URL_SAFE_NO_PAD.decode(part).ok();
    let header: Header = serde_json::from_slice(&decoded(header)?).ok()?;
    if header.crit.is_some() || !allowed.contains(&header.alg) {
        return None;
    }
    let signature = decoded(signature)?;
    let signed = keys
        .keys()
        .iter()
        .filter(|key| header.kid.is_none() || key.key_id() == header.kid.as_ref())
        .any(|key: &CoreJsonWebKey| {
            key.verify_signature(&header.alg, message.as_bytes(), &signature).is_ok()
        });
    signed.then(|| serde_json::from_slice(&decoded(claims)?).ok()).flatten()
}
