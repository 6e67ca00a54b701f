//! Files: listed, searched, opened, read, and their history.

use app::{
    App, Caller, CaseFilter, CaseSearch, DeadlinePast, DossierAnswer, DossierSummary, HistoryEvent,
    NewDossier, Paged, RequestKey,
};
use schemars::JsonSchema;
use serde::Deserialize;

use super::failure::problem;
use super::shown::{created, versioned};
use super::{CasePath, READ, WRITE, get, post};
use crate::kind::ProblemKind;
use crate::part::{Json, Once, Path, Query, State, Who};
use crate::problem::Problem;
use crate::reply::{Created, Found, Versioned};
use crate::route::Route;

const TAG: &str = "Dossiers";

pub(super) fn routes() -> Vec<Route<App>> {
    vec![
        get(
            "/dossiers",
            READ,
            ("leesDossiers", TAG),
            ("Mijn dossiers", "Geeft de dossiers waar uw account op staat, wat het eerst afloopt eerst. Een bladzijde begint waar «volgende» van de vorige ophield."),
            list,
        ),
        post(
            "/dossiers",
            WRITE,
            ("openDossier", TAG),
            ("Een dossier openen", "Opent een dossier met een aanvraag in de vorm van het aanvraagbestand. Zonder «kenmerk» krijgt het er een. Nieuwe feiten bij een gesloten dossier komen in een vervolgdossier («vervolgOp»)."),
            open,
        )
        .also_refusing(&[ProblemKind::Conflict]),
        post(
            "/dossiers/_zoek",
            READ,
            ("zoekDossiers", TAG),
            ("Dossiers zoeken", "Zoekt in kenmerk, soort, namen en KvK-nummers van de dossiers waar uw account op staat. Zoeken gaat met POST, zodat er geen namen in adressen staan."),
            search,
        ),
        get(
            "/dossiers/{dossierId}",
            READ,
            ("leesDossier", TAG),
            ("Een dossier lezen", "Geeft de inhoud, de termijnen met elke stap, en wat het dossier nu kan. De kop ETag noemt de versie die een wijziging nodig heeft."),
            read,
        ),
        get(
            "/dossiers/{dossierId}/gebeurtenissen",
            READ,
            ("leesGebeurtenissen", TAG),
            ("De geschiedenis van een dossier", "Geeft alles wat er op het dossier gebeurde, oudste eerst."),
            history,
        ),
        get(
            "/dossiers/{dossierId}/termijnverleden",
            READ,
            ("leesTermijnverleden", TAG),
            ("Hoe de datum van een dossier veranderde", "Geeft elke datum die het dossier had, met de telling van toen."),
            deadlines,
        ),
    ]
}

async fn list(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Query(filter): Query<CaseFilter>,
) -> Result<Found<Paged<DossierSummary>>, Problem> {
    app.dossiers(&caller, &filter).await.map(Found).map_err(problem)
}

async fn search(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Json(asked): Json<CaseSearch>,
) -> Result<Found<Paged<DossierSummary>>, Problem> {
    app.search(&caller, &asked).await.map(Found).map_err(problem)
}

async fn open(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    once: Once,
    Json(new): Json<NewDossier>,
) -> Result<Created<DossierAnswer>, Problem> {
    let key = request_key(once);
    app.create(&caller, new, key.as_ref()).await.map(created).map_err(problem)
}

async fn read(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<CasePath>,
) -> Result<Versioned<DossierAnswer>, Problem> {
    let answer = app.dossier(&caller, path.dossier_id).await.map_err(problem)?;
    let moved = app.has_moved(&answer).map_err(problem)?;
    Ok(Versioned { moved, ..versioned(answer) })
}

/// Welk deel van de geschiedenis.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct HistoryQuery {
    /// Het volgnummer waarna het deel begint.
    #[serde(default)]
    #[schemars(range(min = 0))]
    na: i64,
}

async fn history(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<CasePath>,
    Query(asked): Query<HistoryQuery>,
) -> Result<Found<Paged<HistoryEvent>>, Problem> {
    app.history(&caller, path.dossier_id, asked.na).await.map(Found).map_err(problem)
}

async fn deadlines(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<CasePath>,
) -> Result<Found<Vec<DeadlinePast>>, Problem> {
    app.deadlines(&caller, path.dossier_id).await.map(Found).map_err(problem)
}

/// Returns the key of a request that may be repeated.
pub(super) fn request_key(once: Once) -> Option<RequestKey> {
    let Once { key, fingerprint } = once;
    key.map(|key| RequestKey::new(key.as_str(), fingerprint))
}
