//! The door for other installations: messages between bodies, over TLS with a certificate on both sides, on a port of its own. It has
//! no page, no API and no description; what is asked wrongly gets an answer that says nothing.

mod certificate;
mod held;
mod listener;
mod routes;

pub use certificate::{body_of, subject_number};
pub use listener::{ExchangeTls, Peer, exchange_tls};
pub use routes::exchange;

use app::App;
use listener::TlsListener;
use std::future::Future;
use std::sync::Arc;
use tokio::net::TcpListener;

/// Serves other installations until `stop` is done; requests under way are finished first.
///
/// # Errors
/// When the socket fails.
pub async fn serve_exchange(
    listener: TcpListener,
    tls: ExchangeTls,
    app: Arc<App>,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let listener = TlsListener::start(listener, tls)?;
    let service = exchange(app).into_make_service_with_connect_info::<Peer>();
    axum::serve(listener, service).with_graceful_shutdown(stop).await
}
