//! What a provider says about itself: fetched, checked, and kept for as long as it may be.

use super::error::{DiscoveryFault, Endpoint, HttpFault, OidcError};
use super::http::Http;
use super::settings::{Checked, Credentials};
use super::signed_metadata;
use chrono::TimeDelta;
use kernel::Moment;
use openidconnect::core::CoreJsonWebKeySet;
use openidconnect::http::header::{ACCEPT, CACHE_CONTROL, CONTENT_TYPE};
use openidconnect::{HttpRequest, HttpResponse};
use serde::Deserialize;
use serde_json::Value;
use std::sync::Arc;
use tokio::sync::Mutex;

/// How long an answer is kept that does not say so itself.
const USUAL: TimeDelta = TimeDelta::hours(1);
/// What the provider's own word is bounded by: not every sign-in asks, and not next month.
const LEAST: TimeDelta = TimeDelta::minutes(1);
const MOST: TimeDelta = TimeDelta::hours(24);
/// How long a failure is remembered, so that those who wait in line do not all wait for the same silence.
const FAILED: TimeDelta = TimeDelta::seconds(5);

/// A discovery document, as far as it matters here.
#[derive(Clone, Debug, Deserialize)]
struct Document {
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    response_types_supported: Vec<String>,
    id_token_signing_alg_values_supported: Vec<String>,
    end_session_endpoint: Option<String>,
    code_challenge_methods_supported: Option<Vec<String>>,
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
    token_endpoint_auth_signing_alg_values_supported: Option<Vec<String>>,
    authorization_response_iss_parameter_supported: Option<bool>,
    mtls_endpoint_aliases: Option<Aliases>,
}

#[derive(Clone, Debug, Deserialize)]
struct Aliases {
    token_endpoint: Option<String>,
}

/// What is known of a provider.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub(super) authorization_endpoint: String,
    pub(super) token_endpoint: String,
    pub(super) end_session_endpoint: Option<String>,
    /// Whether its answers say who answers (RFC 9207).
    pub(super) names_itself: bool,
    pub(super) keys: CoreJsonWebKeySet,
    jwks_uri: String,
    until: Moment,
}

#[derive(Debug, Default)]
enum Memory {
    #[default]
    Empty,
    Known(Arc<Known>),
    Failed(OidcError, Moment),
}

/// The memory of one provider.
#[derive(Debug, Default)]
pub(super) struct Discovery {
    /// Held while asking, so that a crowd asks once.
    memory: Mutex<Memory>,
}

impl Discovery {
    /// Returns what is known, and asks first when nothing is or it is too old.
    pub(super) async fn known(
        &self,
        settings: &Checked,
        http: &Http,
        now: Moment,
    ) -> Result<Arc<Known>, OidcError> {
        let mut memory = self.memory.lock().await;
        match &*memory {
            Memory::Known(known) if now < known.until => return Ok(known.clone()),
            Memory::Failed(error, until) if now < *until => return Err(error.clone()),
            _ => {}
        }
        let asked = ask(settings, http, now).await.map(Arc::new);
        *memory = match &asked {
            Ok(known) => Memory::Known(known.clone()),
            Err(error) => Memory::Failed(error.clone(), now.after(FAILED)),
        };
        asked
    }

    /// Fetches the keys again, after a token named one that is not among those of `before`.
    pub(super) async fn newer_keys(
        &self,
        before: &Arc<Known>,
        http: &Http,
        now: Moment,
    ) -> Result<Arc<Known>, OidcError> {
        let mut memory = self.memory.lock().await;
        if let Memory::Known(known) = &*memory
            && !Arc::ptr_eq(known, before)
        {
            // Another sign-in fetched them while this one waited.
            return Ok(known.clone());
        }
        let (keys, fresh) = fetch_keys(&before.jwks_uri, http).await?;
        let until = before.until.min(now.after(fresh));
        let known = Arc::new(Known { keys, until, ..Known::clone(before) });
        *memory = Memory::Known(known.clone());
        Ok(known)
    }
}

async fn ask(settings: &Checked, http: &Http, now: Moment) -> Result<Known, OidcError> {
    let answer = get(&settings.issuer.discovery(), Endpoint::Discovery, http).await?;
    let lifetime = lifetime(&answer);
    let mut plain: Value = serde_json::from_slice(answer.body())
        .map_err(|_| OidcError::Discovery(DiscoveryFault::Unreadable))?;
    let mut document = checked(&plain, settings).map_err(OidcError::Discovery)?;
    let (mut keys, mut fresh) = fetch_keys(&document.jwks_uri, http).await?;
    // The profile: where there is a signed copy, that is the one to believe.
    if let Some(signed) = plain.get("signed_metadata").cloned() {
        signed_metadata::replace(&mut plain, &signed, &keys, settings)
            .map_err(OidcError::Discovery)?;
        let before = std::mem::replace(
            &mut document,
            checked(&plain, settings).map_err(OidcError::Discovery)?,
        );
        if before.jwks_uri != document.jwks_uri {
            (keys, fresh) = fetch_keys(&document.jwks_uri, http).await?;
        }
    }
    let alias = document.mtls_endpoint_aliases.and_then(|aliases| aliases.token_endpoint);
    let by_certificate = matches!(settings.credentials, Credentials::Certificate);
    Ok(Known {
        authorization_endpoint: document.authorization_endpoint,
        token_endpoint: alias.filter(|_| by_certificate).unwrap_or(document.token_endpoint),
        end_session_endpoint: document.end_session_endpoint,
        names_itself: document.authorization_response_iss_parameter_supported == Some(true),
        keys,
        jwks_uri: document.jwks_uri,
        until: now.after(lifetime.min(fresh)),
    })
}

/// Reads a document and checks it against the settings.
fn checked(document: &Value, settings: &Checked) -> Result<Document, DiscoveryFault> {
    // The issuer first: of a document for another, nothing else is worth a word.
    let issuer = document["issuer"].as_str().ok_or(DiscoveryFault::Unreadable)?;
    if issuer != settings.issuer.as_str() {
        return Err(DiscoveryFault::OtherIssuer);
    }
    let document = Document::deserialize(document).map_err(|_| DiscoveryFault::Unreadable)?;
    check_endpoints(&document, settings)?;
    if !has(&document.response_types_supported, "code") {
        return Err(DiscoveryFault::NoCodeFlow);
    }
    if !offers(document.code_challenge_methods_supported.as_ref(), "S256") {
        return Err(DiscoveryFault::NoPkce);
    }
    let name = |algorithm| serde_json::to_value(algorithm).ok()?.as_str().map(str::to_owned);
    let mut ours = settings.algorithms.iter().filter_map(name);
    if !ours.any(|algorithm| has(&document.id_token_signing_alg_values_supported, &algorithm)) {
        return Err(DiscoveryFault::NoAlgorithm);
    }
    if !knows_our_proof(&document, &settings.credentials) {
        return Err(DiscoveryFault::NoClientAuthentication);
    }
    Ok(document)
}

/// Whether the provider takes the way in which we prove ourselves.
fn knows_our_proof(document: &Document, credentials: &Credentials) -> bool {
    let methods = document.token_endpoint_auth_methods_supported.as_ref();
    match credentials {
        Credentials::Assertion(signer, _) => {
            let algorithms = document.token_endpoint_auth_signing_alg_values_supported.as_ref();
            offers(methods, "private_key_jwt") && offers(algorithms, signer.algorithm.name())
        }
        Credentials::Certificate => {
            offers(methods, "tls_client_auth") || offers(methods, "self_signed_tls_client_auth")
        }
    }
}

fn has(list: &[String], wanted: &str) -> bool {
    list.iter().any(|offered| offered == wanted)
}

/// A list that is not there leaves it open; one that is there is the provider's word.
fn offers(list: Option<&Vec<String>>, wanted: &str) -> bool {
    list.is_none_or(|list| has(list, wanted))
}

fn check_endpoints(document: &Document, settings: &Checked) -> Result<(), DiscoveryFault> {
    let aliases = document.mtls_endpoint_aliases.as_ref();
    let endpoints = [
        ("authorization_endpoint", Some(&document.authorization_endpoint)),
        ("token_endpoint", Some(&document.token_endpoint)),
        ("jwks_uri", Some(&document.jwks_uri)),
        ("end_session_endpoint", document.end_session_endpoint.as_ref()),
        ("mtls token_endpoint", aliases.and_then(|aliases| aliases.token_endpoint.as_ref())),
    ];
    for (name, endpoint) in endpoints {
        if endpoint.is_some_and(|endpoint| settings.issuer.accepts(endpoint).is_none()) {
            return Err(DiscoveryFault::Insecure(name));
        }
    }
    Ok(())
}

/// Fetches the keys from an address that was checked with its document.
async fn fetch_keys(
    address: &str,
    http: &Http,
) -> Result<(CoreJsonWebKeySet, TimeDelta), OidcError> {
    let answer = get(address, Endpoint::Keys, http).await?;
    let keys = serde_json::from_slice(answer.body())
        .map_err(|_| OidcError::Discovery(DiscoveryFault::Keys))?;
    Ok((keys, lifetime(&answer)))
}

/// Gets a JSON document.
async fn get(address: &str, endpoint: Endpoint, http: &Http) -> Result<HttpResponse, OidcError> {
    let failed = |fault| OidcError::Http(endpoint, fault);
    let mut request = HttpRequest::new(Vec::new());
    let unfit = |_| failed(HttpFault::NoConnection("the address cannot be used".to_owned()));
    *request.uri_mut() = address.parse().map_err(unfit)?;
    let json = openidconnect::http::HeaderValue::from_static("application/json");
    request.headers_mut().insert(ACCEPT, json);
    let answer = http.send(request).await.map_err(failed)?;
    if !answer.status().is_success() {
        return Err(failed(HttpFault::Status(answer.status().as_u16())));
    }
    let kind = answer.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let kind = kind.unwrap_or_default().split(';').next().unwrap_or_default().trim();
    let is_json = kind.eq_ignore_ascii_case("application/json")
        || (endpoint == Endpoint::Keys && kind.eq_ignore_ascii_case("application/jwk-set+json"));
    if is_json { Ok(answer) } else { Err(failed(HttpFault::NotJson)) }
}

/// Returns how long an answer may be kept, by its own word within bounds.
fn lifetime(answer: &HttpResponse) -> TimeDelta {
    let said = answer.headers().get(CACHE_CONTROL).and_then(|value| value.to_str().ok());
    let directives = || said.unwrap_or_default().split(',').map(str::trim);
    if directives().any(|directive| {
        directive.eq_ignore_ascii_case("no-store") || directive.eq_ignore_ascii_case("no-cache")
    }) {
        return LEAST;
    }
    let seconds = directives().find_map(|directive| {
        let (name, seconds) = directive.split_once('=')?;
        name.eq_ignore_ascii_case("max-age").then(|| seconds.parse::<u32>().ok())?
    });
    seconds.map_or(USUAL, |seconds| TimeDelta::seconds(i64::from(seconds)).clamp(LEAST, MOST))
}

#[cfg(test)]
mod tests;
