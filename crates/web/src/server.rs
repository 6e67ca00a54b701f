//! Serving the API and the pages on a socket.

use app::App;
use axum::Router;
use axum::extract::Request;
use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::TcpListener;
use tower::ServiceExt;
use tower_http::compression::CompressionLayer;

use crate::api;
use crate::frame::{Limits, router};
use crate::openapi::About;
use crate::ui::{self, Office};
use crate::version::BASE_PATH;

/// Puts the API and the pages under one roof: what begins with `/v1` is the API's, down to its refusals.
pub fn house(api: Router, pages: Router) -> Router {
    let choose = move |request: Request| {
        let path = request.uri().path();
        let is_api = path == BASE_PATH || path.starts_with("/v1/");
        let chosen = if is_api { api.clone() } else { pages.clone() };
        async move { chosen.oneshot(request).await }
    };
    Router::new().fallback(choose).layer(CompressionLayer::new())
}

/// Serves until `stop` is done; requests under way are finished first.
///
/// # Errors
/// When the table of routes is wrong or the socket fails.
pub async fn serve(
    listener: TcpListener,
    app: Arc<App>,
    about: &About,
    office: Office,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let table = api::table(about).map_err(std::io::Error::other)?;
    let api = router(&app, &table, Limits::default());
    let router = house(api, ui::pages(&app, &Arc::new(office)));
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(stop).await
}
