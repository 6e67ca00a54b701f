//! The own investigation: the plan of sources, what was asked of them, what was found, how people are related, and the forms that
//! add to it.

mod antwoord;
mod bekenden;
mod bevinding;
mod bevragen;
pub(super) mod formulier;
mod intrekken;
pub(super) mod lezen;
mod netwerk;
mod plan;
mod relatie;
mod relaties;
pub(super) mod woorden;

use crate::ui::route::PageRoute;

/// The tab that all of it comes back to.
const TAB: &str = "/dossiers/{dossierId}/onderzoek";

pub(super) fn routes() -> Vec<PageRoute> {
    let mut routes = plan::routes();
    routes.extend(bevragen::routes());
    routes.extend(antwoord::routes());
    routes.extend(bevinding::routes());
    routes.extend(intrekken::routes());
    routes.extend(relatie::routes());
    routes.extend(relaties::routes());
    routes.extend(netwerk::routes());
    routes.extend(bekenden::routes());
    routes
}
