//! What other installations can ask: to take a message, to answer a sign of life, and which keys a body uses.

use super::listener::Peer;
use app::App;
use app::tips::{MEDIA_TYPE, Oin, Reply};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{ConnectInfo, DefaultBodyLimit, Path, State};
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use kernel::PartyId;
use std::sync::Arc;

/// Most bytes of a request: a little more than a message, so that the application says that one is too large.
const MOST_BYTES: usize = 80 * 1024;

/// Returns the routes. The number in the path is that of the body that is asked.
pub fn exchange(app: Arc<App>) -> Router {
    Router::new()
        .route("/{oin}/bibob/v1/berichten", post(message))
        .route("/{oin}/bibob/v1/levensteken", post(ping))
        .route("/{oin}/bibob/v1/sleutels", get(keys))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .with_state(app)
}

async fn message(
    State(app): State<Arc<App>>,
    ConnectInfo(peer): ConnectInfo<Peer>,
    Path(oin): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let (Some(party), Some(sender)) = (party(&app, &oin).await, peer.body()) else {
        return answer(Reply::status(400));
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
    let (Some(party), Some(sender)) = (party(&app, &oin).await, peer.body()) else {
        return answer(Reply::status(400));
    };
    let Ok(text) = std::str::from_utf8(&body) else { return answer(Reply::status(400)) };
    taken(app.take_tip_ping(&party, sender, text).await)
}

async fn keys(State(app): State<Arc<App>>, Path(oin): Path<String>) -> Response {
    match party(&app, &oin).await {
        Some(party) => taken(app.tip_key_document(&party).await),
        None => answer(Reply::status(404)),
    }
}

/// The party that a number is of; a database that does not answer knows none for now.
async fn party(app: &App, oin: &str) -> Option<PartyId> {
    let oin: Oin = oin.parse().ok()?;
    app.party_of_tips(oin).await.ok().flatten()
}

fn taken(reply: Result<Reply, app::AppError>) -> Response {
    answer(reply.unwrap_or_else(|error| {
        // Who it was of and for is secret, also in the log.
        tracing::error!(%error, "a message for the exchange was not taken");
        Reply::status(503)
    }))
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
