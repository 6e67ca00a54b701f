//! The pages, a module each; their templates stand under the same name in `templates/pages`.

mod aanmelden;
mod controlespoor;
mod dossier;
pub(super) mod fout;
mod nieuw;
mod taken;
mod toezicht;
mod verwerkingen;
mod werkvoorraad;

use axum::http::Method;

use super::assets;
use super::route::PageRoute;

/// Returns all routes of the pages.
pub fn routes() -> Vec<PageRoute> {
    let mut routes = vec![PageRoute::open(Method::GET, "/static/{*bestand}", assets::serve)];
    routes.extend(aanmelden::routes());
    routes.extend(taken::routes());
    routes.extend(toezicht::routes());
    routes.extend(controlespoor::routes());
    routes.extend(verwerkingen::routes());
    routes.extend(werkvoorraad::routes());
    routes.extend(nieuw::routes());
    routes.extend(dossier::routes());
    routes
}
