//! The token endpoint of our own provider: it takes nothing on trust, so that a sign-in that succeeds shows that ours is right.

use super::keys::{bytes, components, rsa, text};
use super::{CLIENT_ID, REDIRECT_URI};
use ring::digest::{SHA256, digest};
use ring::signature::RSA_PSS_2048_8192_SHA256;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What a code stands for.
#[derive(Clone, Debug)]
pub(super) struct Grant {
    pub(super) challenge: String,
    pub(super) nonce: String,
}

/// Why there are no tokens: the status and the code of RFC 6749.
pub(super) type Refusal = (u16, &'static str);

/// What the endpoint remembers.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    /// Codes that were given out and not used.
    pub(super) codes: BTreeMap<String, Grant>,
    /// The ids of the assertions that were taken.
    assertions: BTreeSet<String>,
}

/// How the client proves itself.
#[derive(Clone, Copy, Debug)]
pub(super) enum Proof<'a> {
    /// By an assertion for this audience.
    Assertion(&'a str),
    /// By the certificate that the connection was opened with.
    Certificate,
}

impl Ledger {
    /// Takes a request, and returns what its code stood for.
    pub(super) fn redeem(
        &mut self,
        form: &BTreeMap<String, String>,
        proof: Proof<'_>,
        now: i64,
    ) -> Result<Grant, Refusal> {
        let field = |name: &str| form.get(name).map(String::as_str).unwrap_or_default();
        if field("client_id") != CLIENT_ID || form.contains_key("client_secret") {
            return Err((401, "invalid_client"));
        }
        match proof {
            Proof::Assertion(audience) => self.check_assertion(&field, audience, now)?,
            // One way to prove oneself in a request, the profile says.
            Proof::Certificate if form.contains_key("client_assertion") => {
                return Err((400, "invalid_request"));
            }
            Proof::Certificate => {}
        }
        if field("grant_type") != "authorization_code" {
            return Err((400, "unsupported_grant_type"));
        }
        // A code is used up by whoever shows it, right or wrong.
        let grant = self.codes.remove(field("code")).ok_or((400, "invalid_grant"))?;
        let challenge = text(digest(&SHA256, field("code_verifier").as_bytes()).as_ref());
        let long = (43..=128).contains(&field("code_verifier").len());
        let ours = long && challenge == grant.challenge && field("redirect_uri") == REDIRECT_URI;
        if ours { Ok(grant) } else { Err((400, "invalid_grant")) }
    }

    fn check_assertion<'f>(
        &mut self,
        field: &impl Fn(&str) -> &'f str,
        audience: &str,
        now: i64,
    ) -> Result<(), Refusal> {
        const KIND: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
        let claims = verified(field("client_assertion")).ok_or((401, "invalid_client"))?;
        let (from, until) = (claims["iat"].as_i64(), claims["exp"].as_i64());
        let short = from.zip(until).is_some_and(|(from, until)| {
            (now - 60..=now + 60).contains(&from) && now < until && until - from <= 60
        });
        let id = claims["jti"].as_str().unwrap_or_default();
        let fine = field("client_assertion_type") == KIND
            && claims["iss"] == CLIENT_ID
            && claims["sub"] == CLIENT_ID
            && claims["aud"] == audience
            && short
            // 128 bits in base64url, at least.
            && id.len() >= 22
            && self.assertions.insert(id.to_owned());
        if fine { Ok(()) } else { Err((401, "invalid_client")) }
    }
}

/// Returns the claims of an assertion that the client's key signed with PS256.
fn verified(assertion: &str) -> Option<Value> {
    let (message, signature) = assertion.rsplit_once('.')?;
    let (header, claims) = message.split_once('.')?;
    let header: Value = serde_json::from_slice(&bytes(header)?).ok()?;
    let key = components(&rsa("keys/client.pem"));
    let signed =
        key.verify(&RSA_PSS_2048_8192_SHA256, message.as_bytes(), &bytes(signature)?).is_ok();
    if header["alg"] != "PS256" || !signed {
        return None;
    }
    serde_json::from_slice(&bytes(claims)?).ok()
}
