//! Written rounds.

use app::meetings::{RoundCommand, RoundQuestion};
use app::{App, Caller, RoundChange, RoundView};
use kernel::RoundId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{READ, TAG, get, made, post, problem, request_key, shown, version_of};
use crate::etag::IfMatch;
use crate::kind::ProblemKind;
use crate::part::{Json, Once, Path, State, Who};
use crate::problem::Problem;
use crate::reply::{Created, Found, Versioned};
use crate::route::Route;

const ROUNDS: &str = "/werkgroep/rondes";

pub(super) fn routes() -> Vec<Route<App>> {
    vec![
        get(
            ROUNDS,
            READ,
            ("leesRondes", TAG),
            (
                "De schriftelijke rondes",
                "Geeft de rondes die u mag zien: geen ronde over een dossier waarbij u een belang heeft (Awb art. 2:4).",
            ),
            list,
        )
        .also_refusing(&[ProblemKind::NotFound]),
        post(
            ROUNDS,
            READ,
            ("openRonde", TAG),
            (
                "Een schriftelijke ronde openen",
                "Vraagt de leden om advies over een dossier dat niet op de vergadering kan wachten. Voor de voorzitter en de coördinator, als zij op het dossier staan.",
            ),
            open,
        )
        .also_refusing(&[ProblemKind::NotFound]),
        get(
            "/werkgroep/rondes/{rondeId}",
            READ,
            ("leesRonde", TAG),
            ("Een schriftelijke ronde", "Geeft de vraag, de antwoorden en waarvoor u nog kunt antwoorden."),
            read,
        ),
        post(
            "/werkgroep/rondes/{rondeId}/stappen",
            READ,
            ("doeRondestap", TAG),
            (
                "Een stap van een schriftelijke ronde",
                "Antwoordt, meldt een belang, sluit de ronde of trekt haar in. Bij het sluiten komt het advies op het dossier; dat vraagt ook `dossiers:schrijven`. Wie een belang meldt, ziet de ronde daarna niet meer en krijgt haar niet terug.",
            ),
            step,
        ),
    ]
}

/// De ronde.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct RoundPath {
    /// Het id van de ronde.
    ronde_id: RoundId,
}

/// Een schriftelijke ronde na een stap.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "RondeNaStap")]
struct AfterStep {
    /// De ronde; afwezig voor wie een belang meldde.
    #[serde(skip_serializing_if = "Option::is_none")]
    ronde: Option<RoundView>,
}

async fn list(
    State(app): State<App>,
    Who(caller): Who<Caller>,
) -> Result<Found<Vec<RoundView>>, Problem> {
    app.rounds(&caller).await.map(Found).map_err(problem)
}

async fn open(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    once: Once,
    Json(question): Json<RoundQuestion>,
) -> Result<Created<RoundView>, Problem> {
    let key = request_key(once);
    let round = app.open_round(&caller, &question, key.as_ref()).await.map_err(problem)?;
    Ok(made(&format!("/rondes/{}", round.id), round.versie, round))
}

async fn read(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<RoundPath>,
) -> Result<Versioned<RoundView>, Problem> {
    let round = app.round(&caller, path.ronde_id).await.map_err(problem)?;
    Ok(shown(round.versie, round))
}

async fn step(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<RoundPath>,
    known: IfMatch,
    Json(command): Json<RoundCommand>,
) -> Result<Found<AfterStep>, Problem> {
    let change = RoundChange { id: path.ronde_id, version: version_of(&known) };
    let ronde = app.change_round(&caller, change, command).await.map_err(problem)?;
    Ok(Found(AfterStep { ronde }))
}
