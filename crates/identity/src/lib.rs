//! How a person proves who they are: a password with a second factor, or the organisation's own provider.
//!
//! The crate keeps nothing. What must last (a hash, a step, a digest, a [`oidc::Pending`]) is a value that the caller stores;
//! the moment and every random byte come in as values. Two things draw their own: the TLS of an HTTP request, and the salt
//! inside an RSA-PSS signature, which `ring` takes from the operating system and lets nobody choose.
//!
//! - [`password`]: the rules for a new password, and hashing it at a bounded pace;
//! - [`totp`]: codes of an authenticator app (RFC 6238), never twice the same one;
//! - [`recovery`]: ten codes for who lost the app;
//! - [`oidc`]: signing in with a provider, by the NL GOV profile of OIDC.

pub mod oidc;
pub mod password;
pub mod recovery;
pub mod totp;
