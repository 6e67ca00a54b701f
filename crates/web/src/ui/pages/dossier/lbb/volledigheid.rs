//! What a request for advice needs: shown on the tab and at the step, until the request went.

use app::command::StateName;
use app::inquiry::Requirement;
use app::{Caller, DossierAnswer};
use kernel::{CaseId, capitalised};
use serde::Serialize;

use super::super::tabs::tab;
use super::stand::fee;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

/// What a request needs, with what is missing and what it costs.
#[derive(Clone, Debug, Serialize)]
pub(in super::super) struct Verzoek {
    ontbreekt: bool,
    vereisten: Vec<Vereiste>,
    bijdrage: String,
}

#[derive(Clone, Debug, Serialize)]
struct Vereiste {
    naam: String,
    grondslag: &'static str,
    aanwezig: Vec<String>,
    ontbreekt: Vec<String>,
    adres: String,
    tabblad: &'static str,
}

/// Returns what a request needs on a file that can ask now.
pub(in super::super) async fn verzoek(
    visit: &Visit,
    caller: &Caller,
    answer: &DossierAnswer,
) -> Result<Option<Verzoek>, Trouble> {
    if answer.dossier.state() != StateName::Investigation {
        return Ok(None);
    }
    let requirements = visit.app.advice_requirements(caller, answer).await?;
    Ok(Some(Verzoek {
        ontbreekt: requirements.iter().any(|one| !one.is_met()),
        bijdrage: fee(&visit.app.bureau_stand(caller, answer)?),
        vereisten: requirements.into_iter().map(|one| Vereiste::of(answer.id, one)).collect(),
    }))
}

impl Vereiste {
    fn of(id: CaseId, one: Requirement) -> Self {
        let place = one.need.place();
        Self {
            naam: capitalised(one.need.name()),
            grondslag: one.need.basis(),
            aanwezig: one.present,
            ontbreekt: one.missing,
            adres: format!("/dossiers/{id}/{place}"),
            tabblad: tab(place).map_or("", |tab| tab.name),
        }
    }
}
