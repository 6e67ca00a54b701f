//! Somebody else was first: what was filled in beside what the file says now.

use app::{Caller, DossierAnswer};
use axum::http::StatusCode;
use serde::Serialize;

use super::historie::{Line, line};
use crate::ui::answer::Answer;
use crate::ui::page::{View, page_as};
use crate::ui::step::{Fact, Surroundings};
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

/// How many events show what changed.
const LATEST: usize = 5;

#[derive(Debug, Serialize)]
struct Conflict {
    naam: String,
    uw_versie: i64,
    nu_versie: i64,
    gewijzigd: Vec<Line>,
    ingevuld: Filled,
    opnieuw: String,
    dossier: String,
}

/// What was filled in.
#[derive(Debug, Serialize)]
struct Filled {
    feiten: Vec<Fact>,
}

impl View for Conflict {
    const TEMPLATE: &'static str = "pages/dossier/conflict";
}

/// Shows both versions. What was filled in is kept, so that it can be sent again on the new version.
pub(super) async fn shown(
    visit: &Visit,
    caller: &Caller,
    now: &DossierAnswer,
    (title, filled, around): (&str, Vec<Fact>, &Surroundings),
) -> Result<Answer, Trouble> {
    let events = visit.app.latest_events(caller, now.id, LATEST).await?;
    let theirs = visit.version()?;
    let newer = events.into_iter().filter(|event| event.volgnummer > theirs);
    let today = visit.today();
    let view = Conflict {
        naam: title.to_owned(),
        uw_versie: theirs,
        nu_versie: now.versie,
        gewijzigd: newer.map(|event| line(event, around, today)).collect(),
        ingevuld: Filled { feiten: filled },
        opnieuw: visit.address.clone(),
        dossier: format!("/dossiers/{}", now.id),
    };
    page_as(visit, StatusCode::CONFLICT, "Iemand anders was u voor", &view)
}
