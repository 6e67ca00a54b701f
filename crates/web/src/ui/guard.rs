//! The door: who it is, whether they may ask, and whether a form was shown to them.

use app::{App, Caller, SessionState, is_form_proof};
use axum::http::{HeaderMap, Method};
use kernel::Redacted;

use super::cookie;
use super::form::{Form, PROOF};
use super::trouble::Trouble;
use super::visit::SignedIn;

/// Who holds the cookie of a request.
pub(super) enum Holder {
    /// Somebody with a session.
    SignedIn(Box<SignedIn>),
    /// Somebody whose session has ended, with its secret.
    Ended(Redacted<String>, Box<Caller>),
    /// Nobody we know.
    Nobody,
}

/// Finds out who holds the cookie.
pub(super) async fn holder(app: &App, headers: &HeaderMap) -> Result<Holder, Trouble> {
    let Some(secret) = cookie::read(headers, cookie::SESSION) else { return Ok(Holder::Nobody) };
    let secret = Redacted::new(secret.to_owned());
    Ok(match app.session(secret.reveal()).await? {
        SessionState::Open(session) => Holder::SignedIn(Box::new(SignedIn { secret, session })),
        SessionState::Ended(caller) => Holder::Ended(secret, Box::new(caller)),
        SessionState::None => Holder::Nobody,
    })
}

/// Returns whether a request changes something.
pub(super) fn changes(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD)
}

/// Refuses a request that another site made the browser send. A browser tells where a request comes from; one that does not is
/// held to the proof in the form alone.
pub(super) fn from_here(headers: &HeaderMap) -> Result<(), Trouble> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match text("sec-fetch-site") {
        // It says more than the origin, which is `null` where somebody set the browser to send no referrer.
        Some("same-origin" | "none") => return Ok(()),
        Some(_) => return Err(Trouble::Unproven),
        None => {}
    }
    let Some(origin) = text("origin") else { return Ok(()) };
    let host = text("host").unwrap_or_default();
    let same = origin.split_once("://").is_some_and(|(_, place)| place == host);
    if same { Ok(()) } else { Err(Trouble::Unproven) }
}

/// Returns whether a form was shown to the holder of a secret.
pub(super) fn is_proven(form: &Form, secret: &Redacted<String>) -> bool {
    is_form_proof(secret.reveal(), form.raw(PROOF))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value)))
            .collect()
    }

    #[test]
    fn a_request_from_another_site_is_refused() {
        for good in [
            headers(&[]),
            headers(&[
                ("sec-fetch-site", "same-origin"),
                ("origin", "https://a.nl"),
                ("host", "a.nl"),
            ]),
            headers(&[("sec-fetch-site", "none")]),
            headers(&[("sec-fetch-site", "same-origin"), ("origin", "null"), ("host", "a.nl")]),
            headers(&[("origin", "http://127.0.0.1:8080"), ("host", "127.0.0.1:8080")]),
        ] {
            assert!(from_here(&good).is_ok(), "{good:?}");
        }
        for bad in [
            headers(&[("sec-fetch-site", "cross-site")]),
            headers(&[
                ("sec-fetch-site", "same-site"),
                ("origin", "https://a.nl"),
                ("host", "a.nl"),
            ]),
            headers(&[("origin", "https://b.nl"), ("host", "a.nl")]),
            headers(&[("origin", "null"), ("host", "a.nl")]),
        ] {
            assert!(from_here(&bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_proof_is_good_for_one_secret() {
        let (mine, other) = (Redacted::new("mine".to_owned()), Redacted::new("other".to_owned()));
        let mut form = Form::default();
        assert!(!is_proven(&form, &mine));
        form.set(PROOF, app::form_proof("mine", &"a".repeat(32)));
        assert!(is_proven(&form, &mine));
        assert!(!is_proven(&form, &other));
    }
}
