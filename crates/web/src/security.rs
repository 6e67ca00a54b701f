//! The headers of every response, also of errors, 304 and panics.

use axum::extract::Request;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

use crate::version::API_VERSION;

/// The header that carries the full version (API Design Rule /core/version-header).
pub const VERSION_HEADER: HeaderName = HeaderName::from_static("api-version");

/// What every response carries, unless it sets the header itself.
pub const EVERY_RESPONSE: [(HeaderName, &str); 7] = [
    (VERSION_HEADER, API_VERSION),
    (CACHE_CONTROL, "no-store"),
    (CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
    (STRICT_TRANSPORT_SECURITY, "max-age=31536000; includeSubDomains"),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (X_FRAME_OPTIONS, "DENY"),
    (REFERRER_POLICY, "no-referrer"),
];

/// The policy of pages: one style sheet of our own and nothing else; no inline style, no script.
pub const PAGE_POLICY: &str = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The policy of the workspace: everything from this host, scripts and styles from files only, forms to this host only.
pub(crate) const UI_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// Adds the headers.
pub(crate) async fn secure(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    for (name, value) in EVERY_RESPONSE {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}
