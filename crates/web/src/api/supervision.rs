//! The supervisor's view.

use app::{App, Caller, EndingSoonAnswer, LoadAnswer, Paged, SupervisionQuery};

use super::failure::problem;
use super::{SUPERVISE, get};
use crate::part::{Query, State, Who};
use crate::problem::Problem;
use crate::reply::Found;
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
    ]
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
