//! The two steps.

use super::assertion::KIND;
use super::discovery::{Discovery, Known};
use super::error::{
    DiscoveryFault, Endpoint, HttpFault, IdTokenFault, OidcError, ProviderRefusal, TokenRefusal,
};
use super::http::{Http, Limits};
use super::id_token::Expected;
use super::pending::{Callback, Pending, Random, local_path};
use super::person::Person;
use super::settings::{AssertionAudience, Checked, Credentials, ProviderSettings};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use kernel::{FaultCode, Faults, Moment, Redacted};
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreErrorResponseType, CoreTokenResponse,
};
use openidconnect::{
    AuthType, AuthUrl, AuthenticationContextClass, AuthorizationCode, ClientId, CsrfToken,
    EndSessionUrl, IssuerUrl, JsonWebKeySet, LanguageTag, LogoutRequest, Nonce,
    OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier, PostLogoutRedirectUrl, RedirectUrl,
    RequestTokenError, Scope, StandardErrorResponse, TokenResponse, TokenUrl,
};
use std::collections::BTreeMap;
use std::sync::Arc;
use url::Url;

/// A sign-in that begins.
#[derive(Debug)]
pub struct Begin {
    /// Where to send the browser.
    pub address: Url,
    /// What to keep for [`Provider::finish`].
    pub pending: Pending,
}

/// One provider, ready to sign people in. It remembers what the provider says about itself, so keep one for as long as the
/// settings are the same.
#[derive(Debug)]
pub struct Provider {
    settings: Checked,
    http: Http,
    discovery: Discovery,
}

impl Provider {
    /// Takes the settings, or names everything that is wrong with them.
    pub fn new(settings: &ProviderSettings, limits: Limits) -> Result<Self, Faults> {
        let settings = Checked::new(settings)?;
        let http = Http::new(settings.tls.clone(), settings.issuer.is_loopback(), limits);
        let mut faults = Faults::new();
        if http.is_none() {
            faults.add(
                "",
                FaultCode::VerkeerdeVorm,
                "met deze certificaten is geen verbinding te maken",
            );
        }
        let provider = http.map(|http| Self { settings, http, discovery: Discovery::default() });
        faults.into_result(provider)
    }

    /// Returns our name for it.
    pub fn id(&self) -> &str {
        &self.settings.id
    }

    /// Returns what the button says.
    pub fn label(&self) -> &str {
        &self.settings.label
    }

    /// Begins a sign-in. `return_to` is the path on our own site where the person wanted to go; another address becomes `/`.
    pub async fn begin(
        &self,
        return_to: &str,
        random: &Random,
        now: Moment,
    ) -> Result<Begin, OidcError> {
        let known = self.known(now).await?;
        let [state, nonce, verifier] = [random.state, random.nonce, random.verifier]
            .map(|bytes| URL_SAFE_NO_PAD.encode(bytes));
        let pending = Pending {
            provider: self.settings.id.clone(),
            state: Redacted::new(state),
            nonce: Redacted::new(nonce),
            verifier: Redacted::new(verifier),
            return_to: local_path(return_to),
            issued_at: now,
        };
        Ok(Begin { address: self.address(&known, &pending)?, pending })
    }

    /// Finishes a sign-in with the query of the redirect. `assertion_id` must be fresh for each call.
    pub async fn finish(
        &self,
        pending: Pending,
        callback: &Callback,
        assertion_id: &[u8; 32],
        now: Moment,
    ) -> Result<Person, OidcError> {
        if pending.provider != self.settings.id {
            return Err(OidcError::OtherProvider);
        }
        pending.check_time(now)?;
        pending.check_state(callback)?;
        let known = self.known(now).await?;
        self.check_who_answers(&known, callback)?;
        if let Some(error) = &callback.error {
            return Err(OidcError::Refused(ProviderRefusal::named(error)));
        }
        let code = callback.code.as_ref().filter(|code| !code.reveal().is_empty());
        let code = code.ok_or(OidcError::NoCode)?;
        let tokens = self.exchange(&known, code, &pending, assertion_id, now).await?;
        self.person(known, &tokens, &pending, now).await
    }

    /// Returns where to send a browser to end the session at the provider too; none when the provider does not say.
    ///
    /// The address names us and not the person: an ID token as a hint would put personal data into it. Most providers then ask
    /// the person whether to sign out.
    pub async fn end_session(&self, now: Moment) -> Result<Option<Url>, OidcError> {
        let known = self.known(now).await?;
        let Some(endpoint) = &known.end_session_endpoint else { return Ok(None) };
        let mut request = LogoutRequest::from(end_session_url(endpoint)?)
            .set_client_id(ClientId::new(self.settings.client_id.clone()));
        if let Some(after) = &self.settings.signed_out_uri {
            let after = PostLogoutRedirectUrl::new(after.clone()).map_err(|_| unusable())?;
            request = request.set_post_logout_redirect_uri(after);
        }
        Ok(Some(request.http_get_url()))
    }

    async fn known(&self, now: Moment) -> Result<Arc<Known>, OidcError> {
        self.discovery.known(&self.settings, &self.http, now).await
    }

    fn client(&self) -> Result<CoreClient, OidcError> {
        let issuer = IssuerUrl::new(self.settings.issuer.as_str().to_owned());
        let redirect = RedirectUrl::new(self.settings.redirect_uri.clone());
        let client_id = ClientId::new(self.settings.client_id.clone());
        let issuer = issuer.map_err(|_| unusable())?;
        Ok(CoreClient::new(client_id, issuer, JsonWebKeySet::default())
            .set_redirect_uri(redirect.map_err(|_| unusable())?)
            // In the body, and without a secret: the profile wants `client_id` beside the assertion or the certificate.
            .set_auth_type(AuthType::RequestBody))
    }

    fn address(&self, known: &Known, pending: &Pending) -> Result<Url, OidcError> {
        let endpoint = AuthUrl::new(known.authorization_endpoint.clone());
        let client = self.client()?.set_auth_uri(endpoint.map_err(|_| unusable())?);
        let verifier = PkceCodeVerifier::new(pending.verifier.reveal().clone());
        let (state, nonce) = (pending.state.reveal().clone(), pending.nonce.reveal().clone());
        // The library asks for `openid` itself.
        let scopes = self.settings.scopes.iter().filter(|scope| *scope != "openid");
        let mut request = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                move || CsrfToken::new(state),
                move || Nonce::new(nonce),
            )
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier))
            .add_scopes(scopes.cloned().map(Scope::new))
            .add_ui_locale(LanguageTag::new("nl".to_owned()));
        for level in &self.settings.levels {
            request =
                request.add_auth_context_value(AuthenticationContextClass::new(level.clone()));
        }
        let (address, _, _) = request.url();
        Ok(address)
    }

    /// RFC 9207: an answer that says who answers must come from this provider, and one that should say so must say it.
    fn check_who_answers(&self, known: &Known, callback: &Callback) -> Result<(), OidcError> {
        let right = match &callback.iss {
            Some(issuer) => issuer == self.settings.issuer.as_str(),
            None => !known.names_itself,
        };
        if right { Ok(()) } else { Err(OidcError::MixUp) }
    }

    async fn exchange(
        &self,
        known: &Known,
        code: &Redacted<String>,
        pending: &Pending,
        assertion_id: &[u8; 32],
        now: Moment,
    ) -> Result<CoreTokenResponse, OidcError> {
        let endpoint = TokenUrl::new(known.token_endpoint.clone()).map_err(|_| unusable())?;
        let client = self.client()?.set_token_uri(endpoint);
        let mut request = client
            .exchange_code(AuthorizationCode::new(code.reveal().clone()))
            .set_pkce_verifier(PkceCodeVerifier::new(pending.verifier.reveal().clone()));
        if let Credentials::Assertion(signer, audience) = &self.settings.credentials {
            let audience = match audience {
                AssertionAudience::TokenEndpoint => known.token_endpoint.as_str(),
                AssertionAudience::Issuer => self.settings.issuer.as_str(),
            };
            let assertion =
                signer.assertion(&self.settings.client_id, audience, assertion_id, now)?;
            request = request
                .add_extra_param("client_assertion_type", KIND)
                .add_extra_param("client_assertion", assertion.reveal().clone());
        }
        request.request_async(&self.http).await.map_err(refused)
    }

    async fn person(
        &self,
        known: Arc<Known>,
        tokens: &CoreTokenResponse,
        pending: &Pending,
        now: Moment,
    ) -> Result<Person, OidcError> {
        let token = tokens.id_token().ok_or(OidcError::IdToken(IdTokenFault::Missing))?;
        let expected = Expected {
            settings: &self.settings,
            nonce: pending.nonce.reveal(),
            begun: pending.issued_at,
            now,
        };
        let mut claims = expected.verify(token, tokens.access_token(), &known.keys);
        if claims == Err(IdTokenFault::UnknownKey) {
            // The provider may have taken new keys since we asked; once is enough.
            let newer = self.discovery.newer_keys(&known, &self.http, now).await?;
            claims = expected.verify(token, tokens.access_token(), &newer.keys);
        }
        claims
            .and_then(|claims| Person::from_claims(&claims, &self.settings))
            .map_err(OidcError::IdToken)
    }
}

fn end_session_url(endpoint: &str) -> Result<EndSessionUrl, OidcError> {
    EndSessionUrl::new(endpoint.to_owned()).map_err(|_| unusable())
}

/// An address that was checked before and is none to the library after all.
fn unusable() -> OidcError {
    OidcError::Discovery(DiscoveryFault::Unreadable)
}

/// Names the fault, and leaves out the text of the provider.
fn refused(
    error: RequestTokenError<HttpFault, StandardErrorResponse<CoreErrorResponseType>>,
) -> OidcError {
    match error {
        RequestTokenError::ServerResponse(response) => OidcError::Token(match response.error() {
            CoreErrorResponseType::InvalidGrant => TokenRefusal::Code,
            CoreErrorResponseType::InvalidClient | CoreErrorResponseType::UnauthorizedClient => {
                TokenRefusal::Client
            }
            _ => TokenRefusal::Other,
        }),
        RequestTokenError::Request(fault) => OidcError::Http(Endpoint::Token, fault),
        RequestTokenError::Parse(..) | RequestTokenError::Other(_) => OidcError::TokenUnreadable,
    }
}

/// The providers of an organisation, by id.
#[derive(Debug, Default)]
pub struct Providers(BTreeMap<String, Arc<Provider>>);

impl Providers {
    /// Takes the settings of all, or names everything that is wrong with them.
    pub fn new(all: &[ProviderSettings], limits: Limits) -> Result<Self, Faults> {
        let mut faults = Faults::new();
        let mut providers = BTreeMap::new();
        for (place, settings) in all.iter().enumerate() {
            match Provider::new(settings, limits) {
                Ok(provider) => {
                    let id = provider.id().to_owned();
                    if providers.insert(id, Arc::new(provider)).is_some() {
                        let message = "deze id heeft een andere inlogdienst ook; kies een eigen id";
                        faults.add(format!("/{place}/id"), FaultCode::Tegenstrijdig, message);
                    }
                }
                Err(own) => own.iter().for_each(|fault| {
                    faults.add(format!("/{place}{}", fault.pointer), fault.code, &fault.message);
                }),
            }
        }
        faults.into_result(Some(Self(providers)))
    }

    /// Returns the provider of this id: the one that a button names, or where a [`Pending`] began.
    pub fn get(&self, id: &str) -> Option<&Arc<Provider>> {
        self.0.get(id)
    }

    /// Returns all, in order of id.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Provider>> {
        self.0.values()
    }
}
