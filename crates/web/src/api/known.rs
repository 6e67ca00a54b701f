//! Known parties beside a file, and what people decide about them.

use app::{App, Caller, Candidate, DecideLink, KnownParties};
use kernel::{CaseId, SubjectId};
use schemars::JsonSchema;
use serde::Deserialize;

use super::failure::problem;
use super::{CasePath, READ, WRITE, get, post};
use crate::part::{Json, Path, State, Who};
use crate::problem::Problem;
use crate::reply::Found;
use crate::route::Route;

const TAG: &str = "Onderzoek";

pub(super) fn routes() -> Vec<Route<App>> {
    vec![
        get(
            "/dossiers/{dossierId}/bekende-partijen",
            READ,
            ("leesBekendePartijen", TAG),
            (
                "Bekende partijen",
                "Geeft per persoon wie op een ander dossier van u dezelfde kan zijn, met de redenen. De score ordent en verandert niets; wie op dat dossier niet staat, ziet er niets van.",
            ),
            list,
        ),
        post(
            "/dossiers/{dossierId}/bekende-partijen/{persoonId}/{partijId}/besluit",
            WRITE,
            ("beslisKoppeling", TAG),
            (
                "Een koppeling bevestigen of verwerpen",
                "Legt vast of twee partijen dezelfde zijn, met de reden, en geeft de kandidaat zoals die er dan voor staat. Alleen een mens beslist. Wie is verworpen, komt terug zodra van een van beide iets wijzigt.",
            ),
            decide,
        ),
    ]
}

/// De twee partijen.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct PairPath {
    /// Het id van het dossier.
    #[serde(rename = "dossierId")]
    case: CaseId,
    /// Het id van de persoon op dit dossier.
    #[serde(rename = "persoonId")]
    person: SubjectId,
    /// Het id van de persoon op het andere dossier.
    #[serde(rename = "partijId")]
    party: SubjectId,
}

async fn list(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<CasePath>,
) -> Result<Found<KnownParties>, Problem> {
    app.known_parties(&caller, path.dossier_id).await.map(Found).map_err(problem)
}

async fn decide(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<PairPath>,
    Json(decision): Json<DecideLink>,
) -> Result<Found<Candidate>, Problem> {
    let pair = (path.person, path.party);
    let decided = app.decide_link(&caller, path.case, pair, &decision).await;
    decided.map(Found).map_err(problem)
}
