//! Duties with a date.

use app::{App, Caller, FinishTask, Paged, TaskAnswer, TaskFilter};
use kernel::{CaseId, TaskId};
use schemars::JsonSchema;
use serde::Deserialize;

use super::failure::problem;
use super::{CasePath, READ, WRITE, get, post};
use crate::part::{Json, Path, Query, State, Who};
use crate::problem::Problem;
use crate::reply::{Done, Found};
use crate::route::Route;

const TAG: &str = "Taken";

pub(super) fn routes() -> Vec<Route<App>> {
    vec![
        get(
            "/taken",
            READ,
            ("leesTaken", TAG),
            (
                "Mijn taken",
                "Geeft de taken op de dossiers waar uw account op staat, wat het eerst moet eerst.",
            ),
            mine,
        ),
        get(
            "/dossiers/{dossierId}/taken",
            READ,
            ("leesTakenVanDossier", TAG),
            ("De taken van een dossier", "Geeft de taken van een dossier."),
            of_case,
        ),
        post(
            "/dossiers/{dossierId}/taken/{taakId}/afronding",
            WRITE,
            ("rondTaakAf", TAG),
            ("Een taak afronden", "Legt vast wat er is gedaan en waar het bewijs staat."),
            finish,
        ),
    ]
}

/// De taak op het dossier.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct TaskPath {
    /// Het id van het dossier.
    dossier_id: CaseId,
    /// Het id van de taak.
    taak_id: TaskId,
}

async fn mine(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Query(filter): Query<TaskFilter>,
) -> Result<Found<Paged<TaskAnswer>>, Problem> {
    app.tasks(&caller, None, &filter).await.map(Found).map_err(problem)
}

async fn of_case(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<CasePath>,
    Query(filter): Query<TaskFilter>,
) -> Result<Found<Paged<TaskAnswer>>, Problem> {
    app.tasks(&caller, Some(path.dossier_id), &filter).await.map(Found).map_err(problem)
}

async fn finish(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<TaskPath>,
    Json(finish): Json<FinishTask>,
) -> Result<Done, Problem> {
    let done = app.finish_task(&caller, path.dossier_id, path.taak_id, &finish).await;
    done.map(|()| Done).map_err(problem)
}
