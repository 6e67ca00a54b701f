//! What lies between the two steps of a sign-in, and what comes back.

use chrono::TimeDelta;
use kernel::{Moment, Redacted};
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;

use super::SKEW;
use super::error::OidcError;

/// How long a person may take at the provider.
const LIFETIME: TimeDelta = TimeDelta::minutes(10);

/// The chance in one sign-in.
#[derive(Clone)]
pub struct Random {
    /// Ties the answer to the browser that asked.
    pub state: [u8; 32],
    /// Ties the ID token to this sign-in.
    pub nonce: [u8; 32],
    /// Proves at the token endpoint that we are who asked (PKCE).
    pub verifier: [u8; 32],
}

impl std::fmt::Debug for Random {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[afgeschermd]")
    }
}

/// A sign-in that has begun. Keep it sealed and with the browser that began it, and take it out before finishing: whoever reads
/// it could finish the sign-in, and whoever could write it could make another person's sign-in theirs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pending {
    pub(super) provider: String,
    pub(super) state: Redacted<String>,
    pub(super) nonce: Redacted<String>,
    pub(super) verifier: Redacted<String>,
    pub(super) return_to: String,
    pub(super) issued_at: Moment,
}

impl Pending {
    /// Returns the id of the provider where it began, to find the [`super::Provider`] that may finish it.
    pub fn provider(&self) -> &str {
        &self.provider
    }

    /// Returns where the person wanted to go: a path on our own site.
    pub fn return_to(&self) -> &str {
        &self.return_to
    }

    /// Whether it is still time to finish.
    pub(super) fn check_time(&self, now: Moment) -> Result<(), OidcError> {
        let in_time = now < self.issued_at.after(LIFETIME) && now.after(SKEW) >= self.issued_at;
        if in_time { Ok(()) } else { Err(OidcError::Expired) }
    }

    /// Whether the answer has the state that was sent.
    pub(super) fn check_state(&self, callback: &Callback) -> Result<(), OidcError> {
        let sent = self.state.reveal().as_bytes();
        let same = callback
            .state
            .as_ref()
            .is_some_and(|state| bool::from(state.reveal().as_bytes().ct_eq(sent)));
        if same { Ok(()) } else { Err(OidcError::State) }
    }
}

/// The query with which the provider sends the browser back. What else it holds is ignored.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Callback {
    /// The code to exchange.
    #[serde(default)]
    pub code: Option<Redacted<String>>,
    /// What we sent along.
    #[serde(default)]
    pub state: Option<Redacted<String>>,
    /// Who answers (RFC 9207).
    #[serde(default)]
    pub iss: Option<String>,
    /// Why there is no code.
    #[serde(default)]
    pub error: Option<String>,
}

/// Returns the path when it is one on our own site, and the front page otherwise: nobody is sent elsewhere after signing in.
pub(super) fn local_path(path: &str) -> String {
    let inside = path.starts_with('/')
        // A browser reads two slashes, or a slash and a backslash, as the begin of another host.
        && !path.starts_with("//")
        && !path.contains('\\')
        && !path.chars().any(|char| char.is_control() || char.is_whitespace());
    if inside { path.to_owned() } else { "/".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Moment {
        Moment::from_micros(1_780_000_000_000_000 + seconds * 1_000_000).unwrap()
    }

    fn pending() -> Pending {
        Pending {
            provider: "entra".to_owned(),
            state: Redacted::new("de-state".to_owned()),
            nonce: Redacted::new("de-nonce".to_owned()),
            verifier: Redacted::new("de-verifier".to_owned()),
            return_to: "/dossiers".to_owned(),
            issued_at: at(0),
        }
    }

    #[test]
    fn ten_minutes_and_not_a_second_more() {
        for (seconds, fine) in [(-61, false), (-60, true), (0, true), (599, true), (600, false)] {
            assert_eq!(pending().check_time(at(seconds)).is_ok(), fine, "{seconds}");
        }
    }

    #[test]
    fn the_state_is_compared_whole() {
        let with = |state: Option<&str>| Callback {
            state: state.map(|state| Redacted::new(state.to_owned())),
            ..Callback::default()
        };
        assert_eq!(pending().check_state(&with(Some("de-state"))), Ok(()));
        for state in [None, Some(""), Some("de-stat"), Some("de-state "), Some("De-state")] {
            assert_eq!(pending().check_state(&with(state)), Err(OidcError::State), "{state:?}");
        }
    }

    #[test]
    fn it_can_be_stored_and_says_nothing_in_a_log() {
        let text = serde_json::to_string(&pending()).unwrap();
        assert_eq!(serde_json::from_str::<Pending>(&text).unwrap(), pending());
        let shown = format!("{:?}", pending());
        for secret in ["de-state", "de-nonce", "de-verifier"] {
            assert!(!shown.contains(secret) && text.contains(secret));
        }
    }

    #[test]
    fn nobody_is_sent_to_another_site() {
        for path in ["/", "/dossiers?staat=open#boven", "/a//b"] {
            assert_eq!(local_path(path), path);
        }
        for path in [
            "",
            "dossiers",
            "https://elders.example",
            "//elders.example",
            "/\\elders.example",
            "/\t/elders.example",
            "/a\\b",
            "javascript:alert(1)",
        ] {
            assert_eq!(local_path(path), "/", "{path:?}");
        }
    }
}
