//! The cookies of the pages. Each carries the prefix `__Host-`: it belongs to this host alone, to every path, and travels over
//! TLS or to the own machine only.

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};

/// Holds the secret of the session.
pub(super) const SESSION: &str = "__Host-dijkwacht";
/// Holds the name of a message for the next page.
pub(super) const NOTICE: &str = "__Host-melding";
/// Holds the secret that proves a form for who is not signed in yet.
pub(super) const DOOR: &str = "__Host-deur";
/// Holds the secret of who fills in a questionnaire.
pub(super) const FORM: &str = "__Host-formulier";
/// Holds the secret of who signed in to hand in a tip.
pub(super) const GIVER: &str = "__Host-indienen";
/// Holds the secret that ties a sign-in at a provider to this browser.
pub(super) const PENDING: &str = "__Host-aanmelden";

/// Returns the value of a cookie; none when it is sent twice, for then somebody else set one of them.
pub(super) fn read<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let pairs = headers.get_all(COOKIE).iter().filter_map(|header| header.to_str().ok());
    let pairs = pairs.flat_map(|header| header.split(';')).filter_map(|pair| pair.split_once('='));
    let mut values = pairs.filter(|(known, _)| known.trim() == name).map(|(_, value)| value.trim());
    let first = values.next()?;
    values.next().is_none().then_some(first).filter(|value| !value.is_empty())
}

/// Sets a cookie until the browser closes, or for so many seconds.
pub(super) fn set(name: &str, value: &str, seconds: Option<u32>) -> Option<HeaderValue> {
    let age = seconds.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
    HeaderValue::from_str(&format!("{name}={value}; Path=/; Secure; HttpOnly; SameSite=Lax{age}"))
        .ok()
}

/// Takes a cookie away.
pub(super) fn clear(name: &str) -> Option<HeaderValue> {
    set(name, "", Some(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_that_is_sent_twice_is_nobodys() {
        let read = |text: &'static str| {
            let headers = HeaderMap::from_iter([(COOKIE, HeaderValue::from_static(text))]);
            read(&headers, SESSION).map(str::to_owned)
        };
        assert_eq!(read("a=1; __Host-dijkwacht=geheim; b=2").as_deref(), Some("geheim"));
        assert_eq!(read("__Host-dijkwacht=een; __Host-dijkwacht=twee"), None);
        assert_eq!(read("dijkwacht=geheim"), None);
    }

    #[test]
    fn every_cookie_is_for_this_host_and_out_of_reach_of_scripts() {
        let cookie = set(SESSION, "x", None).unwrap();
        assert_eq!(cookie, "__Host-dijkwacht=x; Path=/; Secure; HttpOnly; SameSite=Lax");
        assert!(clear(NOTICE).unwrap().to_str().unwrap().ends_with("; Max-Age=0"));
    }
}
