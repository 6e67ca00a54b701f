//! What other installations can ask: to take a message, to answer a sign of life, and which keys a body uses.

use super::listener::Peer;
use app::tips::{MEDIA_TYPE, Oin, Reply};
use app::{App, AppError};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{ConnectInfo, DefaultBodyLimit, Path, State};
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use kernel::PartyId;
use std::sync::Arc;
use std::time::Duration;
use tower_http::timeout::TimeoutLayer;

/// Most bytes of a request: a little more than a message, so that the application says that one is too large.
const MOST_BYTES: usize = 80 * 1024;

/// How long a request may take, from its first header to its answer: longer than its sender waits.
const REQUEST_TIME: Duration = Duration::from_secs(30);

/// Returns the routes. The number in the path is that of the body that is asked.
pub fn exchange(app: Arc<App>) -> Router {
    Router::new()
        .route("/{oin}/bibob/v1/berichten", post(message))
        .route("/{oin}/bibob/v1/levensteken", post(ping))
        .route("/{oin}/bibob/v1/sleutels", get(keys))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, REQUEST_TIME))
        .with_state(app)
}

async fn message(
    State(app): State<Arc<App>>,
    ConnectInfo(peer): ConnectInfo<Peer>,
    Path(oin): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let Some(sender) = peer.sender() else { return answer(Reply::status(400)) };
    let party = match party(&app, &oin, 400).await {
        Ok(party) => party,
        Err(reply) => return answer(reply),
    };
    if headers.get(CONTENT_TYPE).is_none_or(|found| found != MEDIA_TYPE) {
        return answer(Reply::status(415));
    }
    taken(app.take_tip_message(&party, sender, &body).await)
}

async fn ping(
    State(app): State<Arc<App>>,
    ConnectInfo(peer): ConnectInfo<Peer>,
    Path(oin): Path<String>,
    body: Bytes,
) -> Response {
    let Some(sender) = peer.sender() else { return answer(Reply::status(400)) };
    let party = match party(&app, &oin, 400).await {
        Ok(party) => party,
        Err(reply) => return answer(reply),
    };
    let Ok(text) = std::str::from_utf8(&body) else { return answer(Reply::status(400)) };
    taken(app.take_tip_ping(&party, sender, text).await)
}

async fn keys(State(app): State<Arc<App>>, Path(oin): Path<String>) -> Response {
    match party(&app, &oin, 404).await {
        Ok(party) => taken(app.tip_key_document(&party).await),
        Err(reply) => answer(reply),
    }
}

/// The party that a number is of, or the answer: `unknown` when there is none. A database that does not answer must not look like
/// that, for a message that is refused is never sent again.
async fn party(app: &App, oin: &str, unknown: u16) -> Result<PartyId, Reply> {
    let Ok(oin) = oin.parse::<Oin>() else { return Err(Reply::status(unknown)) };
    let found = app.party_of_tips(oin).await.map_err(|error| failed(&error))?;
    found.ok_or_else(|| Reply::status(unknown))
}

fn taken(reply: Result<Reply, AppError>) -> Response {
    answer(reply.unwrap_or_else(|error| failed(&error)))
}

/// The answer that asks to come again.
fn failed(error: &AppError) -> Reply {
    // Who it was of and for is secret, also in the log.
    tracing::error!(%error, "something for the exchange was not taken");
    Reply::status(503)
}

fn answer(reply: Reply) -> Response {
    let status = reply.status.and_then(|status| StatusCode::from_u16(status).ok());
    let mut response = (status.unwrap_or(StatusCode::BAD_REQUEST), reply.body).into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
    if let Some(seconds) = reply.retry_after {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}
