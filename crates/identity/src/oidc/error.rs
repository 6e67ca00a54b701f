//! What can go wrong, each with a stable code, a Dutch text for people and a text for the log that holds no token and no name.

use std::fmt;

/// Which address of the provider was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Endpoint {
    /// The discovery document.
    Discovery,
    /// The keys that sign its tokens.
    Keys,
    /// Where a code is exchanged.
    Token,
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Discovery => "discovery document",
            Self::Keys => "jwks",
            Self::Token => "token endpoint",
        })
    }
}

/// Why a request to the provider gave no answer to read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HttpFault {
    /// No answer in time.
    #[error("no answer in time")]
    TimedOut,
    /// No connection, or one that broke; the cause as the network or TLS gave it.
    #[error("no connection: {0}")]
    NoConnection(String),
    /// A longer answer than such an answer is.
    #[error("the answer is too large")]
    TooLarge,
    /// A redirect, which would carry a secret elsewhere and is never followed.
    #[error("the answer is a redirect")]
    Redirected,
    /// Another status than success.
    #[error("the answer has status {0}")]
    Status(u16),
    /// Not the kind of content that was asked for.
    #[error("the answer is not JSON")]
    NotJson,
}

/// What is wrong with the provider's discovery document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DiscoveryFault {
    /// Not a discovery document.
    #[error("it cannot be read")]
    Unreadable,
    /// It speaks for another issuer than the settings name.
    #[error("it names another issuer")]
    OtherIssuer,
    /// An endpoint that is no https address; the field says which.
    #[error("{0} is no https address")]
    Insecure(&'static str),
    /// No code flow.
    #[error("it does not offer the code flow")]
    NoCodeFlow,
    /// No PKCE with S256.
    #[error("it does not offer PKCE with S256")]
    NoPkce,
    /// No signature algorithm that we accept.
    #[error("it signs with no algorithm that the settings allow")]
    NoAlgorithm,
    /// Not the way to prove ourselves that the settings choose.
    #[error("it does not offer the client authentication of the settings")]
    NoClientAuthentication,
    /// A signed copy of the document whose signature or issuer is wrong.
    #[error("its signed metadata does not hold")]
    SignedMetadata,
    /// No list of keys at its address.
    #[error("its jwks cannot be read")]
    Keys,
}

/// What is wrong with an ID token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdTokenFault {
    /// There is none in the answer.
    #[error("there is none")]
    Missing,
    /// It is not signed, or by an algorithm that is not allowed.
    #[error("its algorithm is not allowed")]
    Algorithm,
    /// It is signed by a key that the provider does not publish, even after asking again.
    #[error("its key is not among the provider's keys")]
    UnknownKey,
    /// The signature is wrong.
    #[error("its signature is wrong")]
    Signature,
    /// It comes from another issuer.
    #[error("its issuer is another")]
    Issuer,
    /// It is for another client, or for several without naming this one as the party it was issued to.
    #[error("its audience is another")]
    Audience,
    /// It answers another sign-in.
    #[error("its nonce is another")]
    Nonce,
    /// Its time is over.
    #[error("it has expired")]
    Expired,
    /// It was issued before this sign-in began.
    #[error("it is older than this sign-in")]
    Stale,
    /// Its time has not come yet.
    #[error("it is not valid yet")]
    NotYetValid,
    /// It belongs to another access token.
    #[error("its access token hash is wrong")]
    AccessToken,
    /// It does not say at what level the person signed in.
    #[error("it names no level of assurance")]
    LevelMissing,
    /// The level is below what the settings ask for, or unknown to them.
    #[error("its level of assurance is too low or unknown")]
    LevelTooLow,
    /// Its subject is empty or longer than the standard allows.
    #[error("its subject cannot be used")]
    Subject,
    /// Anything else that the standard forbids.
    #[error("it breaks the standard")]
    Malformed,
}

/// What the provider said instead of giving a code. Its own description is text of others and is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the codes of the standards")]
pub enum ProviderRefusal {
    AccessDenied,
    LoginRequired,
    InteractionRequired,
    ConsentRequired,
    AccountSelectionRequired,
    UnmetAuthenticationRequirements,
    InvalidRequest,
    InvalidScope,
    UnauthorizedClient,
    UnsupportedResponseType,
    ServerError,
    TemporarilyUnavailable,
    /// A code that no standard here has.
    Other,
}

impl ProviderRefusal {
    const NAMES: [(&str, Self); 12] = [
        ("access_denied", Self::AccessDenied),
        ("login_required", Self::LoginRequired),
        ("interaction_required", Self::InteractionRequired),
        ("consent_required", Self::ConsentRequired),
        ("account_selection_required", Self::AccountSelectionRequired),
        ("unmet_authentication_requirements", Self::UnmetAuthenticationRequirements),
        ("invalid_request", Self::InvalidRequest),
        ("invalid_scope", Self::InvalidScope),
        ("unauthorized_client", Self::UnauthorizedClient),
        ("unsupported_response_type", Self::UnsupportedResponseType),
        ("server_error", Self::ServerError),
        ("temporarily_unavailable", Self::TemporarilyUnavailable),
    ];

    pub(super) fn named(code: &str) -> Self {
        let known = Self::NAMES.iter().find(|(name, _)| *name == code);
        known.map_or(Self::Other, |(_, refusal)| *refusal)
    }
}

impl fmt::Display for ProviderRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = Self::NAMES.iter().find(|(_, refusal)| refusal == self);
        f.write_str(known.map_or("another error", |(name, _)| name))
    }
}

/// What the token endpoint said instead of giving tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TokenRefusal {
    /// The code was used already, has expired or belongs to another request.
    #[error("invalid_grant")]
    Code,
    /// The provider does not believe who we are: key, certificate or client id.
    #[error("invalid_client")]
    Client,
    /// Anything else.
    #[error("another error")]
    Other,
}

/// Why signing in did not succeed. `Display` is for the log.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OidcError {
    /// What was kept belongs to another provider than the one asked to finish.
    #[error("the sign-in began at another provider")]
    OtherProvider,
    /// The answer has no `state`, or not the one that was sent.
    #[error("the state is missing or another")]
    State,
    /// More than ten minutes went by, or what was kept comes from the future.
    #[error("the sign-in took too long")]
    Expired,
    /// The `iss` of the answer (RFC 9207) is another, or missing where it was announced: an answer of another provider.
    #[error("the iss parameter is missing or names another issuer")]
    MixUp,
    /// The provider refused.
    #[error("the provider refused: {0}")]
    Refused(ProviderRefusal),
    /// The answer has neither a code nor an error.
    #[error("the answer has no code")]
    NoCode,
    /// The provider could not be asked.
    #[error("{0}: {1}")]
    Http(Endpoint, HttpFault),
    /// The provider's discovery document is not fit.
    #[error("discovery document: {0}")]
    Discovery(DiscoveryFault),
    /// The token endpoint refused.
    #[error("token endpoint refused: {0}")]
    Token(TokenRefusal),
    /// The answer of the token endpoint is no such answer.
    #[error("token endpoint: the answer cannot be read")]
    TokenUnreadable,
    /// The ID token does not prove who the person is.
    #[error("ID token: {0}")]
    IdToken(IdTokenFault),
    /// Our own key did not sign.
    #[error("the client assertion could not be signed")]
    Signing,
}

impl OidcError {
    /// Returns a stable code, for a page, a log and a test to agree on.
    pub fn code(&self) -> &'static str {
        match self {
            Self::OtherProvider | Self::State | Self::MixUp => "antwoord-hoort-er-niet-bij",
            Self::Expired => "inloggen-verlopen",
            Self::Refused(_) | Self::NoCode => "inloggen-geweigerd",
            Self::Http(..) => "inlogdienst-onbereikbaar",
            Self::IdToken(IdTokenFault::LevelMissing | IdTokenFault::LevelTooLow) => {
                "niveau-te-laag"
            }
            Self::Token(TokenRefusal::Code) => "code-gebruikt",
            Self::Discovery(_)
            | Self::Token(TokenRefusal::Client | TokenRefusal::Other)
            | Self::TokenUnreadable
            | Self::IdToken(_)
            | Self::Signing => "inlogdienst-fout",
        }
    }

    /// Says the same as [`Self::people`] to who fills in a questionnaire: they know no administrator, and have another way in.
    pub fn applicants(&self) -> &'static str {
        use ProviderRefusal::{
            AccessDenied, ConsentRequired, ServerError, TemporarilyUnavailable,
            UnmetAuthenticationRequirements,
        };
        match self {
            Self::OtherProvider | Self::State | Self::MixUp | Self::Token(TokenRefusal::Code) => {
                "Deze poging om in te loggen is al gebruikt of is verlopen. Open de link in uw mail en begin opnieuw, in één venster."
            }
            Self::Refused(UnmetAuthenticationRequirements)
            | Self::IdToken(IdTokenFault::LevelMissing | IdTokenFault::LevelTooLow) => {
                "Voor dit formulier is een hoger niveau van inloggen nodig. Dat is bij DigiD de app met een controle van uw \
                 identiteitsbewijs, en bij eHerkenning niveau EH3. Log opnieuw in, of gebruik de code die u van ons kreeg."
            }
            Self::Refused(AccessDenied | ConsentRequired) => {
                "U bent gestopt met inloggen. Begin opnieuw, of gebruik de code die u van ons kreeg."
            }
            Self::Expired
            | Self::Http(..)
            | Self::Refused(ServerError | TemporarilyUnavailable) => self.people(),
            Self::Refused(_)
            | Self::NoCode
            | Self::Discovery(_)
            | Self::Token(_)
            | Self::TokenUnreadable
            | Self::IdToken(_)
            | Self::Signing => {
                "Inloggen is niet gelukt door een fout bij de inlogdienst. Begin opnieuw, of gebruik de code die u van ons kreeg. Lukt het \
                 niet, bel dan het nummer in de brief."
            }
        }
    }

    /// Says to a person what happened and what to do, in Dutch.
    pub fn people(&self) -> &'static str {
        use ProviderRefusal::{
            AccessDenied, ConsentRequired, ServerError, TemporarilyUnavailable,
            UnmetAuthenticationRequirements,
        };
        match self {
            Self::OtherProvider | Self::State | Self::MixUp => {
                "Dit antwoord hoort niet bij uw poging om in te loggen. Begin opnieuw, in één venster."
            }
            Self::Expired => "Het inloggen duurde langer dan tien minuten. Begin opnieuw.",
            Self::Refused(AccessDenied | ConsentRequired) => {
                "U bent gestopt met inloggen, of u hebt geen toegang. Begin opnieuw, of vraag toegang bij de beheerder."
            }
            Self::Refused(UnmetAuthenticationRequirements)
            | Self::IdToken(IdTokenFault::LevelMissing | IdTokenFault::LevelTooLow) => {
                "U bent ingelogd op een te laag niveau. Log opnieuw in met een extra controle, bijvoorbeeld met een app of een pas."
            }
            Self::Http(..) | Self::Refused(ServerError | TemporarilyUnavailable) => {
                "De inlogdienst is nu niet bereikbaar. Probeer het over een paar minuten opnieuw."
            }
            Self::Token(TokenRefusal::Code) => {
                "Deze poging om in te loggen is al gebruikt of is verlopen. Begin opnieuw."
            }
            Self::Refused(_)
            | Self::NoCode
            | Self::Discovery(_)
            | Self::Token(_)
            | Self::TokenUnreadable
            | Self::IdToken(_)
            | Self::Signing => {
                "Inloggen is niet gelukt door een fout tussen Dijkwacht en de inlogdienst. Begin opnieuw. Lukt het weer niet, \
                 neem dan contact op met de beheerder."
            }
        }
    }
}
