//! The frame around the handlers: from the table to a router, in which every response is secured and every refusal a problem.

use axum::Router;
use axum::body::{Body, Bytes, HttpBody, to_bytes};
use axum::extract::{RawPathParams, Request, State};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN, ALLOW, CONTENT_LENGTH,
};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use std::any::Any;
use std::sync::Arc;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;

use crate::call::Call;
use crate::gate::{Gate, admit};
use crate::input::{Pairs, percent_decode};
use crate::kind::ProblemKind;
use crate::negotiate::{acceptable, expect_json};
use crate::part::bad_encoding;
use crate::problem::Problem;
use crate::route::Route;
use crate::security::secure;
use crate::table::Table;
use crate::version::BASE_PATH;

/// How much a request may ask.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The most bytes of a body.
    pub body: usize,
    /// The most time to an answer.
    pub time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { body: 1024 * 1024, time: Duration::from_secs(30) }
    }
}

/// Makes the router of a table.
pub fn router<A: Gate>(app: &Arc<A>, table: &Table<A>, limits: Limits) -> Router {
    let mut router = Router::new();
    for (path, routes) in table.by_path() {
        let resource =
            Arc::new(Resource { app: Arc::clone(app), allowed: allowed(&routes), routes, limits });
        let serve = move |path: RawPathParams, request: Request| {
            let resource = Arc::clone(&resource);
            async move {
                resource.serve(&path, request).await.unwrap_or_else(IntoResponse::into_response)
            }
        };
        router = router.route(&format!("{BASE_PATH}{path}"), any(serve));
    }
    framed(router.fallback(async || Problem::new(ProblemKind::NotFound)), limits)
}

/// Puts the layers around a router whose every answer is that of the API.
fn framed(router: Router, limits: Limits) -> Router {
    router
        .layer(from_fn(refuse_bad_address))
        .layer(from_fn_with_state(limits, within_limits))
        .layer(CatchPanicLayer::custom(after_panic))
        .layer(from_fn(secure))
}

/// Everything under one path.
struct Resource<A: Gate> {
    app: Arc<A>,
    routes: Vec<Arc<Route<A>>>,
    allowed: String,
    limits: Limits,
}

impl<A: Gate> Resource<A> {
    async fn serve(&self, path: &RawPathParams, request: Request) -> Result<Response, Problem> {
        let head_only = request.method() == Method::HEAD;
        let method = if head_only { &Method::GET } else { request.method() };
        let Some(route) = self.routes.iter().find(|route| route.entry().method == *method) else {
            return self.other_method(method);
        };
        let caller = admit(self.app.as_ref(), route.entry().access, request.headers()).await?;
        if let Some(offered) = route.shape().gives.media_type {
            acceptable(request.headers(), offered)?;
        }
        let pairs = path.iter().map(|(name, text)| (name.to_owned(), text.to_owned())).collect();
        let (head, body) = request.into_parts();
        let body = self.body(route, &head, body).await?;
        let call = Call { app: Arc::clone(&self.app), caller, head, path: Pairs::new(pairs), body };
        let mut response = route.run(call).await;
        if route.is_for_every_origin() {
            open_to_every_origin(&mut response);
        }
        if head_only {
            without_body(&mut response);
        }
        Ok(response)
    }

    /// Answers `OPTIONS`, and refuses the rest with what is allowed.
    fn other_method(&self, method: &Method) -> Result<Response, Problem> {
        if method != Method::OPTIONS {
            return Err(Problem::method_not_allowed(&self.allowed));
        }
        let mut response = StatusCode::NO_CONTENT.into_response();
        if let Ok(allowed) = HeaderValue::from_str(&self.allowed) {
            response.headers_mut().insert(ALLOW, allowed);
        }
        if self.routes.iter().any(|route| route.is_for_every_origin()) {
            open_to_every_origin(&mut response);
            response
                .headers_mut()
                .insert(ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET"));
        }
        Ok(response)
    }

    /// Reads the body of a route that takes one.
    async fn body(
        &self,
        route: &Route<A>,
        head: &axum::http::request::Parts,
        body: Body,
    ) -> Result<Bytes, Problem> {
        let takes = route.shape().takes;
        if takes.body.is_some() {
            expect_json(&head.headers)?;
        } else if !takes.idempotency_key {
            return Ok(Bytes::new());
        }
        let declared = body.size_hint().lower();
        to_bytes(body, self.limits.body).await.map_err(|error| {
            tracing::debug!(%error, declared, "a body could not be read");
            too_large(self.limits.body)
        })
    }
}

/// Returns the methods of a resource, as in `Allow`.
fn allowed<A: Gate>(routes: &[Arc<Route<A>>]) -> String {
    let mut methods: Vec<&str> = routes.iter().map(|route| route.entry().method.as_str()).collect();
    if methods.contains(&"GET") {
        methods.push("HEAD");
    }
    methods.push("OPTIONS");
    methods.sort_unstable();
    methods.join(", ")
}

fn open_to_every_origin(response: &mut Response) {
    response.headers_mut().insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
}

/// Takes the body away for `HEAD`, and leaves its length.
fn without_body(response: &mut Response) {
    let length = std::mem::take(response.body_mut()).size_hint().exact();
    if let Some(length) = length.filter(|length| *length > 0) {
        response.headers_mut().entry(CONTENT_LENGTH).or_insert(HeaderValue::from(length));
    }
}

/// Refuses a path with bad percent-encoding or bad UTF-8 before it is matched.
async fn refuse_bad_address(request: Request, next: Next) -> Response {
    match percent_decode(request.uri().path()) {
        Some(path) if !path.contains('\0') => next.run(request).await,
        _ => bad_encoding("pad").into_response(),
    }
}

/// Refuses a body that is announced as too large, and a request that takes too long.
async fn within_limits(State(limits): State<Limits>, request: Request, next: Next) -> Response {
    let announced = request
        .headers()
        .get(CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if announced.is_some_and(|length| u64::try_from(limits.body).is_ok_and(|most| length > most)) {
        return too_large(limits.body).into_response();
    }
    let answer = tokio::time::timeout(limits.time, next.run(request)).await;
    answer.unwrap_or_else(|_| {
        let detail = "Het antwoord liet te lang op zich wachten; misschien is het verzoek wel uitgevoerd. Probeer het later opnieuw, bij een wijziging met dezelfde «Idempotency-Key».";
        Problem::unavailable("te-lang-bezig", detail, 10).into_response()
    })
}

fn too_large(most: usize) -> Problem {
    Problem::new(ProblemKind::TooLarge).detailed(format!(
        "Een verzoek mag ten hoogste {most} bytes groot zijn. Verstuur minder gegevens in een keer."
    ))
}

/// The last resort: a handler panicked.
#[expect(clippy::needless_pass_by_value, reason = "tower-http gives the panic away")]
fn after_panic(panic: Box<dyn Any + Send + 'static>) -> Response {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text =
        text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("panic without a text");
    Problem::internal(&text).into_response()
}
