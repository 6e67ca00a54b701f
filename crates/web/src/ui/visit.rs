//! One request of a browser, as a handler sees it.

use app::{App, Filled, RequestKey, Session};
use axum::http::HeaderMap;
use axum::http::header::USER_AGENT;
use chrono::NaiveDate;
use kernel::{Moment, Redacted, Sha256Hex};
use std::net::IpAddr;
use std::str::FromStr;
use std::sync::Arc;

use super::answer::Answer;
use super::cookie;
use super::form::{Form, ONCE, VERSION};
use super::guard::is_proven;
use super::router::Office;
use super::shell::Notice;
use super::trouble::Trouble;
use super::upload::Stream;

/// A session under way, with its secret.
#[derive(Clone, Debug)]
pub(super) struct SignedIn {
    pub(super) secret: Redacted<String>,
    pub(super) session: Session,
}

/// The secret of a browser in which nobody is signed in yet.
#[derive(Clone, Debug)]
pub(super) struct DoorSecret {
    pub(super) secret: Redacted<String>,
    /// Whether the browser does not have it yet.
    fresh: bool,
}

impl DoorSecret {
    /// Takes the secret that the browser has, or a fresh one.
    pub(super) fn of(headers: &HeaderMap, app: &App) -> Self {
        match cookie::read(headers, cookie::DOOR) {
            Some(secret) => Self { secret: Redacted::new(secret.to_owned()), fresh: false },
            None => Self { secret: Redacted::new(app.form_key()), fresh: true },
        }
    }
}

/// A request.
pub(super) struct Visit {
    pub(super) app: Arc<App>,
    pub(super) office: Arc<Office>,
    pub(super) signed_in: Option<SignedIn>,
    /// The path as the browser sent it, without the query.
    pub(super) address: String,
    /// The query string as the browser sent it.
    pub(super) asked: String,
    /// The query string, by name.
    pub(super) query: Form,
    /// The form: what was sent, or what was kept of it when this page shows it again.
    pub(super) form: Form,
    /// Whether the form was kept.
    pub(super) recalled: bool,
    /// Whether more was sent than fits: the page is shown instead, and nothing is done.
    pub(super) too_large: bool,
    /// The bytes of a body that is no form, such as an upload.
    pub(super) body: axum::body::Bytes,
    /// A body that the handler reads itself.
    pub(super) stream: Stream,
    pub(super) headers: HeaderMap,
    /// Where the request comes from.
    pub(super) from: Option<IpAddr>,
    /// What proves a form for who is not signed in.
    pub(super) door: DoorSecret,
    pub(super) path: Vec<(String, String)>,
    pub(super) now: Moment,
}

impl Visit {
    /// Returns the Dutch date of today.
    pub(super) fn today(&self) -> NaiveDate {
        self.now.dutch_date()
    }

    /// Returns whether the address is one for who fills in a questionnaire.
    pub(super) fn is_of_applicant(&self) -> bool {
        let below = self.address.strip_prefix("/formulier");
        below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// Reads a parameter of the path. What is no such thing is not there.
    pub(super) fn of_path<T: FromStr>(&self, name: &str) -> Result<T, Trouble> {
        let text = self.path.iter().find(|(known, _)| known == name).map(|(_, text)| text);
        text.and_then(|text| text.parse().ok()).ok_or(Trouble::NotFound)
    }

    /// Returns the version that a form was made of; a form without one was not made by us.
    pub(super) fn version(&self) -> Result<i64, Trouble> {
        self.form.text(VERSION).parse().map_err(|_| Trouble::Unproven)
    }

    /// Returns the key of this showing of the form, with a digest of what was filled in.
    pub(super) fn request_key(&self) -> Option<RequestKey> {
        let key = self.form.given(ONCE).filter(|key| key.len() <= 64)?;
        let filled = serde_json::to_vec(&self.form.to_keep()).ok()?;
        let digest = Sha256Hex::of_parts([self.address.as_bytes(), filled.as_slice()]);
        Some(RequestKey::new(key, digest))
    }

    /// Returns the message that waits for this page.
    pub(super) fn notice(&self) -> Option<Notice> {
        cookie::read(&self.headers, cookie::NOTICE).and_then(Notice::of_id)
    }

    /// Returns whether a form was shown to this browser, signed in or not.
    pub(super) fn proves(&self, form: &Form) -> bool {
        let session = self.signed_in.as_ref().map(|signed_in| &signed_in.secret);
        is_proven(form, &self.door.secret) || session.is_some_and(|secret| is_proven(form, secret))
    }

    /// Gives the browser what proves the form on a page for who is not signed in.
    pub(super) fn with_door(&self, answer: Answer) -> Answer {
        let secret = self.door.secret.reveal();
        answer.cookie(self.door.fresh.then(|| cookie::set(cookie::DOOR, secret, None)).flatten())
    }

    /// Returns what the browser says of itself.
    pub(super) fn device(&self) -> &str {
        self.headers.get(USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or("onbekend")
    }

    /// Takes what was kept for the form on this page.
    pub(super) async fn recall(&mut self, caller: &app::Caller) -> Result<(), Trouble> {
        if let Some((form, _)) = self.kept(caller, &self.address).await? {
            self.form = form;
            self.recalled = true;
        }
        Ok(())
    }

    /// Returns what was kept for a form of the caller, and when.
    pub(super) async fn kept(
        &self,
        caller: &app::Caller,
        form: &str,
    ) -> Result<Option<(Form, Moment)>, Trouble> {
        let kept = self.app.kept_input(caller, form).await?;
        Ok(kept.map(|kept| (Form::of(Filled::clone(kept.filled.reveal())), kept.at)))
    }
}
