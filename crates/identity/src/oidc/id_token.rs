//! Checking an ID token: `openidconnect` does the signature, issuer, audience, nonce and expiry; here is what it leaves open.

use super::SKEW;
use super::error::IdTokenFault;
use super::settings::Checked;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use kernel::Moment;
use openidconnect::core::{CoreIdToken, CoreIdTokenVerifier, CoreJsonWebKeySet};
use openidconnect::{
    AccessToken, AccessTokenHash, ClaimsVerificationError, ClientId, IssuerUrl, Nonce,
    SignatureVerificationError,
};
use serde_json::Value;

/// What the token must fit.
pub(super) struct Expected<'a> {
    pub(super) settings: &'a Checked,
    pub(super) nonce: &'a str,
    /// When the sign-in began.
    pub(super) begun: Moment,
    pub(super) now: Moment,
}

impl Expected<'_> {
    /// Checks a token against the keys, and returns its claims.
    pub(super) fn verify(
        &self,
        token: &CoreIdToken,
        access_token: &AccessToken,
        keys: &CoreJsonWebKeySet,
    ) -> Result<Value, IdTokenFault> {
        let verifier = self.verifier(keys)?;
        let claims = token
            .claims(&verifier, &Nonce::new(self.nonce.to_owned()))
            .map_err(|error| fault(&error))?;
        self.check_issued(claims.issue_time())?;
        if let Some(said) = claims.access_token_hash() {
            check_access_token(token, &verifier, access_token, said)?;
        }
        let claims = payload(&token.to_string()).ok_or(IdTokenFault::Malformed)?;
        self.check_not_before(&claims)?;
        self.check_party(&claims)?;
        Ok(claims)
    }

    fn verifier(&self, keys: &CoreJsonWebKeySet) -> Result<CoreIdTokenVerifier<'_>, IdTokenFault> {
        let issuer = IssuerUrl::new(self.settings.issuer.as_str().to_owned())
            .map_err(|_| IdTokenFault::Issuer)?;
        let client_id = ClientId::new(self.settings.client_id.clone());
        // What the library calls a public client has no secret, so nothing signed with a secret can pass.
        let verifier = CoreIdTokenVerifier::new_public_client(client_id, issuer, keys.clone());
        let latest = self.now.after(-SKEW).time();
        Ok(verifier
            .set_allowed_algs(self.settings.algorithms.iter().cloned())
            // Others may be in the audience when the token says that it was issued to us; see `check_party`.
            .set_other_audience_verifier_fn(|_| true)
            .set_time_fn(move || latest))
    }

    /// A token that is older than the sign-in was not made for it.
    fn check_issued(&self, issued: DateTime<Utc>) -> Result<(), IdTokenFault> {
        if issued > self.now.after(SKEW).time() {
            return Err(IdTokenFault::NotYetValid);
        }
        if issued < self.begun.after(-SKEW).time() {
            return Err(IdTokenFault::Stale);
        }
        Ok(())
    }

    fn check_not_before(&self, claims: &Value) -> Result<(), IdTokenFault> {
        let Some(not_before) = claims.get("nbf") else { return Ok(()) };
        let not_before = seconds(not_before).ok_or(IdTokenFault::Malformed)?;
        let come = not_before <= self.now.after(SKEW).time();
        if come { Ok(()) } else { Err(IdTokenFault::NotYetValid) }
    }

    /// A token for several must name us as the party it was issued to, and one that names a party must name us.
    fn check_party(&self, claims: &Value) -> Result<(), IdTokenFault> {
        let several = claims["aud"].as_array().is_some_and(|audience| audience.len() > 1);
        let ours = match claims.get("azp") {
            Some(party) => party.as_str() == Some(self.settings.client_id.as_str()),
            None => !several,
        };
        if ours { Ok(()) } else { Err(IdTokenFault::Audience) }
    }
}

/// Reads a `NumericDate`, which may have a fraction.
pub(super) fn seconds(value: &Value) -> Option<DateTime<Utc>> {
    let whole = value.as_i64().or_else(|| {
        let number = value.as_f64().filter(|number| number.abs() < 1e15)?;
        #[expect(clippy::cast_possible_truncation, reason = "bounded the line above")]
        Some(number.floor() as i64)
    })?;
    DateTime::from_timestamp(whole, 0)
}

fn check_access_token(
    token: &CoreIdToken,
    verifier: &CoreIdTokenVerifier<'_>,
    access_token: &AccessToken,
    said: &AccessTokenHash,
) -> Result<(), IdTokenFault> {
    let algorithm = token.signing_alg().map_err(|_| IdTokenFault::Algorithm)?;
    let key = token.signing_key(verifier).map_err(|_| IdTokenFault::Signature)?;
    let hash = AccessTokenHash::from_token(access_token, algorithm, key);
    let same = hash.is_ok_and(|hash| hash == *said);
    if same { Ok(()) } else { Err(IdTokenFault::AccessToken) }
}

/// Returns the claims of a token whose signature was checked, as they were sent: the settings say which of them to read.
fn payload(token: &str) -> Option<Value> {
    let bytes = URL_SAFE_NO_PAD.decode(token.split('.').nth(1)?).ok()?;
    serde_json::from_slice(&bytes).ok()
}

/// Names the fault, and leaves out the library's text, which repeats the token's values.
fn fault(error: &ClaimsVerificationError) -> IdTokenFault {
    use SignatureVerificationError::{DisallowedAlg, NoMatchingKey, NoSignature, UnsupportedAlg};
    match error {
        ClaimsVerificationError::Expired(_) => IdTokenFault::Expired,
        ClaimsVerificationError::InvalidAudience(_) => IdTokenFault::Audience,
        ClaimsVerificationError::InvalidIssuer(_) => IdTokenFault::Issuer,
        ClaimsVerificationError::InvalidNonce(_) => IdTokenFault::Nonce,
        ClaimsVerificationError::SignatureVerification(NoMatchingKey) => IdTokenFault::UnknownKey,
        ClaimsVerificationError::SignatureVerification(
            DisallowedAlg(_) | NoSignature | UnsupportedAlg(_),
        ) => IdTokenFault::Algorithm,
        ClaimsVerificationError::SignatureVerification(_) => IdTokenFault::Signature,
        _ => IdTokenFault::Malformed,
    }
}
