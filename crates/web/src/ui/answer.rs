//! What a handler of a page gives back.

use axum::body::{Body, Bytes};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, LOCATION, SET_COOKIE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;

use super::cookie;
use super::shell::Notice;

/// An answer of a page.
#[derive(Debug)]
pub(super) struct Answer {
    status: StatusCode,
    body: Bytes,
    media: &'static str,
    location: Option<String>,
    file: Option<String>,
    cookies: Vec<HeaderValue>,
    lasting: bool,
}

/// What a browser keeps for a year: the address changes when the content does.
const LASTING: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// For how many seconds a message waits for the next page.
const NOTICE_SECONDS: u32 = 60;

impl Answer {
    /// A page.
    pub(super) fn page(status: StatusCode, html: String) -> Self {
        Self { status, ..Self::content("text/html; charset=utf-8", html) }
    }

    /// Bytes of another kind, to be shown.
    pub(super) fn content(media: &'static str, bytes: impl Into<Bytes>) -> Self {
        Self {
            status: StatusCode::OK,
            body: bytes.into(),
            media,
            location: None,
            file: None,
            cookies: Vec::new(),
            lasting: false,
        }
    }

    /// Bytes to be saved under a name; letters outside ASCII and quotes in it become `_`.
    pub(super) fn file(media: &'static str, name: &str, bytes: impl Into<Bytes>) -> Self {
        Self {
            file: Some(format!("attachment; filename=\"{}\"", plain(name))),
            ..Self::content(media, bytes)
        }
    }

    /// Bytes to be shown in the browser, with a name for who saves them.
    pub(super) fn shown(media: &'static str, name: &str, bytes: impl Into<Bytes>) -> Self {
        Self {
            file: Some(format!("inline; filename=\"{}\"", plain(name))),
            ..Self::content(media, bytes)
        }
    }

    /// Sends the browser on, so that reloading the next page sends nothing again.
    pub(super) fn see(location: impl Into<String>) -> Self {
        Self {
            status: StatusCode::SEE_OTHER,
            location: Some(location.into()),
            ..Self::content("text/plain; charset=utf-8", Bytes::new())
        }
    }

    /// Returns whether what was asked is done; what is not leaves the form to be mended.
    pub(super) fn is_done(&self) -> bool {
        self.status.is_success() || self.status.is_redirection()
    }

    /// Adds a message for the next page.
    #[must_use]
    pub(super) fn saying(self, notice: Notice) -> Self {
        self.cookie(cookie::set(cookie::NOTICE, notice.id(), Some(NOTICE_SECONDS)))
    }

    /// Adds a cookie.
    #[must_use]
    pub(super) fn cookie(mut self, cookie: Option<HeaderValue>) -> Self {
        self.cookies.extend(cookie);
        self
    }

    /// Lets browsers keep it.
    #[must_use]
    pub(super) fn lasting(self) -> Self {
        Self { lasting: true, ..self }
    }

    /// Makes the response.
    pub(super) fn into_response(self) -> Response {
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(self.media));
        if self.lasting {
            headers.insert(CACHE_CONTROL, LASTING);
        }
        let texts = [(LOCATION, self.location), (CONTENT_DISPOSITION, self.file)];
        for (name, text) in texts {
            if let Some(value) = text.and_then(|text| HeaderValue::from_str(&text).ok()) {
                headers.insert(name, value);
            }
        }
        for cookie in self.cookies {
            headers.append(SET_COOKIE, cookie);
        }
        response
    }
}

fn plain(name: &str) -> String {
    let fine = |letter: char| letter.is_ascii_alphanumeric() || "-_.".contains(letter);
    name.chars().map(|letter| if fine(letter) { letter } else { '_' }).collect()
}
