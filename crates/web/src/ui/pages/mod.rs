//! The pages, a module each; their templates stand under the same name in `templates/pages`.

mod aanmelden;
mod account;
mod beheer;
mod beleid;
mod beveiliging;
mod blad;
mod controlespoor;
mod dijken;
mod dossier;
mod formulier;
pub(super) mod fout;
mod lezen;
mod nieuw;
mod noodtoegang;
mod paneel;
mod printlijst;
mod privacy;
mod taken;
mod tijd;
mod tips;
mod toegankelijkheid;
mod toezicht;
mod verwerkingen;
mod vraagbaak;
mod werkgroep;
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
    routes.extend(taken::routes());
    routes.extend(toezicht::routes());
    routes.extend(controlespoor::routes());
    routes.extend(verwerkingen::routes());
    routes.extend(werkgroep::routes());
    routes.extend(tips::routes());
    routes.extend(werkvoorraad::routes());
    routes.extend(nieuw::routes());
    routes.extend(noodtoegang::routes());
    routes.extend(dossier::routes());
    routes.extend(formulier::routes());
    routes.extend(printlijst::routes());
    routes.extend(beleid::routes());
    routes.extend(dijken::routes());
    routes.extend(vraagbaak::routes());
    routes.extend(toegankelijkheid::routes());
    routes.extend(privacy::routes());
    routes.extend(beveiliging::routes());
    routes
}
