//! The pages, a module each; their templates stand under the same name in `templates/pages`.

mod aanmelden;
mod account;
mod beheer;
mod dossier;
pub(super) mod fout;
mod werkvoorraad;

use axum::http::Method;

use super::assets;
use super::route::PageRoute;

/// Returns all routes of the pages.
pub fn routes() -> Vec<PageRoute> {
    let mut routes = vec![PageRoute::open(Method::GET, "/static/{*bestand}", assets::serve)];
    routes.extend(aanmelden::routes());
    routes.extend(account::routes());
    routes.extend(beheer::routes());
    routes.extend(werkvoorraad::routes());
    routes.extend(dossier::routes());
    routes
}
