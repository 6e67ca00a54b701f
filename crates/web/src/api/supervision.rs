//! The supervisor's view.

use app::{
    App, Caller, EndingSoonAnswer, LoadAnswer, Paged, SupervisionQuery, TryAgain, Undelivered,
};
use kernel::EffectId;
use schemars::JsonSchema;
use serde::Deserialize;

use super::failure::problem;
use super::{SUPERVISE, get, post};
use crate::part::{Json, Path, Query, State, Who};
use crate::problem::Problem;
use crate::reply::{Done, Found};
use crate::route::Route;

const TAG: &str = "Toezicht";

pub(super) fn routes() -> Vec<Route<App>> {
    vec![
        get(
            "/toezicht/termijnen",
            SUPERVISE,
            ("leesAflopendeTermijnen", TAG),
            (
                "Wat binnenkort afloopt",
                "Geeft van de hele organisatie de dossiers waarvan een termijn afloopt of voorbij is, zonder namen van betrokkenen.",
            ),
            ending_soon,
        ),
        get(
            "/toezicht/werklast",
            SUPERVISE,
            ("leesWerklast", TAG),
            ("Wie hoeveel werk heeft", "Geeft per account het aantal open en late dossiers."),
            load,
        ),
        get(
            "/toezicht/onbezorgd",
            SUPERVISE,
            ("leesOnbezorgd", TAG),
            (
                "Wat niet kon worden bezorgd",
                "Geeft de brieven en herinneringen die na alle pogingen zijn opgegeven.",
            ),
            undelivered,
        ),
        post(
            "/toezicht/onbezorgd/{gevolgId}/herkansing",
            SUPERVISE,
            ("herkansOnbezorgd", TAG),
            (
                "Opnieuw laten bezorgen",
                "Laat de werker een opgegeven gevolg opnieuw proberen. De reden komt in het controlespoor.",
            ),
            try_again,
        ),
    ]
}

/// Het gevolg.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct EffectPath {
    /// Het id van het gevolg.
    gevolg_id: EffectId,
}

async fn undelivered(
    State(app): State<App>,
    Who(caller): Who<Caller>,
) -> Result<Found<Vec<Undelivered>>, Problem> {
    app.undelivered(&caller).await.map(Found).map_err(problem)
}

async fn try_again(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<EffectPath>,
    Json(again): Json<TryAgain>,
) -> Result<Done, Problem> {
    app.try_again(&caller, path.gevolg_id, &again).await.map(|()| Done).map_err(problem)
}

async fn ending_soon(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Query(query): Query<SupervisionQuery>,
) -> Result<Found<Paged<EndingSoonAnswer>>, Problem> {
    app.ending_soon(&caller, &query).await.map(Found).map_err(problem)
}

async fn load(
    State(app): State<App>,
    Who(caller): Who<Caller>,
) -> Result<Found<Vec<LoadAnswer>>, Problem> {
    app.load(&caller).await.map(Found).map_err(problem)
}
