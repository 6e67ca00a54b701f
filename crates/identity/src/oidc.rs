//! Signing in with a provider of the organisation or of a broker, by the NL GOV profile of OIDC: code flow only, PKCE with
//! S256, `state` and `nonce` of 256 bits, and a client that proves itself with `private_key_jwt` or mutual TLS.
//!
//! Two steps, with a browser between them:
//!
//! 1. [`Provider::begin`] gives the address to send the browser to, and a [`Pending`] that the caller keeps sealed with that
//!    browser (a cookie), for ten minutes at most;
//! 2. at the redirect address the caller takes the [`Pending`] out, so that it is used once, and passes it with the query to
//!    [`Provider::finish`], which gives a [`Person`] or an [`OidcError`] with a text for people and a text for the log.
//!
//! Who the person is to us is the pair of `issuer` and `subject`, never the e-mail address, which can pass to another.

mod assertion;
mod discovery;
mod error;
mod flow;
mod http;
mod id_token;
mod issuer;
mod keys;
mod pending;
mod person;
mod settings;
mod signed_metadata;

pub use error::{
    DiscoveryFault, Endpoint, HttpFault, IdTokenFault, OidcError, ProviderRefusal, TokenRefusal,
};
pub use flow::{Begin, Provider, Providers};
pub use http::Limits;
pub use pending::{Callback, Pending, Random};
pub use person::Person;
pub use settings::{
    AssertionAlgorithm, AssertionAudience, ClaimNames, ClientAuthentication, IdTokenAlgorithm,
    ProviderSettings,
};

use chrono::TimeDelta;

/// How far the clocks of two machines may be apart.
const SKEW: TimeDelta = TimeDelta::seconds(60);
