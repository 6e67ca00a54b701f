//! Serving the API on a socket.

use app::App;
use std::future::Future;
use std::sync::Arc;
use tokio::net::TcpListener;

use crate::api;
use crate::frame::{Limits, router};
use crate::openapi::About;

/// Serves until `stop` is done; requests under way are finished first.
///
/// # Errors
/// When the table of routes is wrong or the socket fails.
pub async fn serve(
    listener: TcpListener,
    app: Arc<App>,
    about: &About,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let table = api::table(about).map_err(std::io::Error::other)?;
    let router = router(&app, &table, Limits::default());
    axum::serve(listener, router).with_graceful_shutdown(stop).await
}
