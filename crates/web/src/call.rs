//! One request, read and admitted, as the parts of a handler see it.

use axum::body::Bytes;
use axum::http::HeaderMap;
use axum::http::request::Parts;
use std::sync::Arc;

use crate::gate::Gate;
use crate::input::Pairs;

/// A request whose caller is admitted and whose body has come in.
pub struct Call<A: Gate> {
    pub(crate) app: Arc<A>,
    pub(crate) caller: Option<A::Caller>,
    pub(crate) head: Parts,
    pub(crate) path: Pairs,
    pub(crate) body: Bytes,
}

impl<A: Gate> Call<A> {
    /// Returns the headers of the request.
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }
}
