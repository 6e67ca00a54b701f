//! What the policy says: the list, everything about one kind, and a try with a made-up application. Policy is no secret, so
//! that everybody who is signed in may read that of every party.

mod overzicht;
mod peil;
mod probeer;
mod soort;

pub(super) use peil::{Peil, day_field};

use crate::ui::route::PageRoute;

pub(super) fn routes() -> Vec<PageRoute> {
    let mut routes = overzicht::routes();
    routes.extend(probeer::routes());
    routes.extend(soort::routes());
    routes
}
