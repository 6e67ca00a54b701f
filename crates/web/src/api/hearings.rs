//! Hearings of a file.

use app::{App, Caller, CancelHearing, HearingLine, MoveHearing, PlanHearing};
use kernel::{CaseId, HearingId};
use schemars::JsonSchema;
use serde::Deserialize;

use super::failure::problem;
use super::{CasePath, READ, WRITE, get, post, put};
use crate::part::{Json, Path, State, Who};
use crate::problem::Problem;
use crate::reply::Found;
use crate::route::Route;

const TAG: &str = "Brieven";

pub(super) fn routes() -> Vec<Route<App>> {
    vec![
        get(
            "/dossiers/{dossierId}/hoorzittingen",
            READ,
            ("leesHoorzittingen", TAG),
            (
                "De hoorzittingen van een dossier",
                "Geeft wanneer en waar iemand mondeling zijn zienswijze kan geven (art. 33 Wet Bibob, Awb 4:9), ook wat is afgezegd.",
            ),
            list,
        ),
        post(
            "/dossiers/{dossierId}/hoorzittingen",
            WRITE,
            ("planHoorzitting", TAG),
            (
                "Een hoorzitting plannen",
                "Plant een hoorzitting voor iemand wiens zienswijze is gevraagd. Met een mailadres gaat er een uitnodiging met een afspraak (iCalendar) uit, zonder inhoud van het dossier.",
            ),
            plan,
        ),
        put(
            "/dossiers/{dossierId}/hoorzittingen/{hoorzittingId}",
            WRITE,
            ("verzetHoorzitting", TAG),
            (
                "Een hoorzitting verzetten",
                "Verzet een hoorzitting. De afspraak houdt haar kenmerk en krijgt een hoger volgnummer. Noem de `versie` die u las.",
            ),
            change,
        ),
        post(
            "/dossiers/{dossierId}/hoorzittingen/{hoorzittingId}/afzegging",
            WRITE,
            ("zegHoorzittingAf", TAG),
            (
                "Een hoorzitting afzeggen",
                "Zegt een hoorzitting af. Het recht om een zienswijze te geven blijft.",
            ),
            cancel,
        ),
    ]
}

/// De hoorzitting van het dossier.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct HearingPath {
    /// Het id van het dossier.
    dossier_id: CaseId,
    /// Het id van de hoorzitting.
    hoorzitting_id: HearingId,
}

async fn list(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<CasePath>,
) -> Result<Found<Vec<HearingLine>>, Problem> {
    app.hearings(&caller, path.dossier_id).await.map(Found).map_err(problem)
}

async fn plan(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<CasePath>,
    Json(new): Json<PlanHearing>,
) -> Result<Found<HearingLine>, Problem> {
    app.plan_hearing(&caller, path.dossier_id, &new).await.map(Found).map_err(problem)
}

async fn change(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<HearingPath>,
    Json(change): Json<MoveHearing>,
) -> Result<Found<HearingLine>, Problem> {
    let place = (path.dossier_id, path.hoorzitting_id);
    app.move_hearing(&caller, place, &change).await.map(Found).map_err(problem)
}

async fn cancel(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<HearingPath>,
    Json(request): Json<CancelHearing>,
) -> Result<Found<HearingLine>, Problem> {
    let place = (path.dossier_id, path.hoorzitting_id);
    app.cancel_hearing(&caller, place, request).await.map(Found).map_err(problem)
}
