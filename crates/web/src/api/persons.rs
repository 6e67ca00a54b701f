//! Persons on a file, and their citizen service number.

use app::command::Text;
use app::{App, BsnEntry, Caller, DossierAnswer, PersonEntry};
use kernel::{CaseId, Redacted, SubjectId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::commands::change;
use super::failure::{problem, problem_with};
use super::shown::versioned;
use super::{BSN, CasePath, WRITE, post};
use crate::etag::IfMatch;
use crate::kind::ProblemKind;
use crate::part::{Json, Once, Path, State, Who};
use crate::problem::Problem;
use crate::reply::{Done, Found, Versioned};
use crate::route::Route;

const TAG: &str = "Dossiers";
const PERSON: &str = "/dossiers/{dossierId}/personen/{persoonId}/bsn";

pub(super) fn routes() -> Vec<Route<App>> {
    vec![
        post(
            "/dossiers/{dossierId}/personen",
            WRITE,
            ("voegPersoonToe", TAG),
            ("Een persoon toevoegen", "Zet een persoon met zijn rollen op het dossier."),
            add,
        )
        .also_refusing(&[ProblemKind::Conflict]),
        post(
            PERSON,
            WRITE,
            ("legBsnVast", TAG),
            (
                "Een BSN vastleggen",
                "Bewaart het burgerservicenummer van een betrokkene of vertegenwoordiger, versleuteld en apart van het dossier (art. 7a lid 2).",
            ),
            put_bsn,
        ),
        post(
            "/dossiers/{dossierId}/personen/{persoonId}/bsn/_raadpleeg",
            BSN,
            ("raadpleegBsn", TAG),
            (
                "Een BSN raadplegen",
                "Geeft het burgerservicenummer. De reden komt in het controlespoor.",
            ),
            read_bsn,
        ),
    ]
}

/// De persoon op het dossier.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct PersonPath {
    /// Het id van het dossier.
    dossier_id: CaseId,
    /// Het id van de persoon.
    persoon_id: SubjectId,
}

/// Vraagt een BSN op.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "BsnRaadpleging")]
struct BsnRequest {
    /// Waarom het nodig is.
    reden: Text,
}

/// Een BSN.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "BsnAntwoord")]
struct BsnAnswer {
    /// Het nummer.
    bsn: Redacted<String>,
}

async fn add(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<CasePath>,
    known: IfMatch,
    once: Once,
    Json(entry): Json<PersonEntry>,
) -> Result<Versioned<DossierAnswer>, Problem> {
    let answer = app.add_person(&caller, &change(path, &known, once), entry.clone()).await;
    answer.map(versioned).map_err(|error| problem_with(error, &entry))
}

async fn put_bsn(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<PersonPath>,
    Json(entry): Json<BsnEntry>,
) -> Result<Done, Problem> {
    let put = app.put_bsn(&caller, path.dossier_id, path.persoon_id, &entry).await;
    put.map(|()| Done).map_err(problem)
}

async fn read_bsn(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<PersonPath>,
    Json(request): Json<BsnRequest>,
) -> Result<Found<BsnAnswer>, Problem> {
    let bsn = app.bsn(&caller, path.dossier_id, path.persoon_id, &request.reden).await;
    bsn.map(|bsn| Found(BsnAnswer { bsn })).map_err(problem)
}
