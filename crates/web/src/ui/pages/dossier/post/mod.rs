//! The letters of a file: the list with each one's status, and the page on which one is written, looked at and sent.

mod brief;
mod lijst;

use crate::ui::route::PageRoute;

pub(super) fn routes() -> Vec<PageRoute> {
    let mut routes = lijst::routes();
    routes.extend(brief::routes());
    routes
}

/// Returns the name of a status of a letter.
fn status(id: &str) -> &'static str {
    match id {
        "concept" => "Concept",
        "voorgelegd" => "Voorgelegd aan een ander",
        "definitief" => "Definitief, nog niet verzonden",
        "printlijst" => "Op de printlijst",
        "verzonden" => "Verzonden",
        _ => "Vervallen",
    }
}

/// Returns the name of a way of sending.
fn way(id: &str) -> &'static str {
    match id {
        "post" => "per post",
        "mailbericht" => "met een bericht per mail",
        _ => "uitgereikt",
    }
}
