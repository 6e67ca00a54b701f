//! Who is on a file.

use app::{AddMember, App, Caller, Member, RemoveMember};
use kernel::{AccountId, CaseId};
use schemars::JsonSchema;
use serde::Deserialize;

use super::failure::problem;
use super::{CasePath, READ, WRITE, get, post};
use crate::part::{Json, Path, State, Who};
use crate::problem::Problem;
use crate::reply::{Done, Found};
use crate::route::Route;

const TAG: &str = "Leden";

pub(super) fn routes() -> Vec<Route<App>> {
    vec![
        get(
            "/dossiers/{dossierId}/leden",
            READ,
            ("leesLeden", TAG),
            (
                "Wie er op het dossier staan",
                "Geeft de accounts die dit dossier kennen, met de reden.",
            ),
            list,
        ),
        post(
            "/dossiers/{dossierId}/leden",
            WRITE,
            ("voegLidToe", TAG),
            (
                "Een account toevoegen",
                "Zet een account van uw organisatie op het dossier. De reden komt in het controlespoor.",
            ),
            add,
        ),
        post(
            "/dossiers/{dossierId}/leden/{accountId}/verwijdering",
            WRITE,
            ("verwijderLid", TAG),
            (
                "Een account verwijderen",
                "Haalt een account van het dossier. Het laatste blijft staan.",
            ),
            remove,
        ),
    ]
}

/// Het account op het dossier.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct MemberPath {
    /// Het id van het dossier.
    dossier_id: CaseId,
    /// Het id van het account.
    account_id: AccountId,
}

async fn list(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<CasePath>,
) -> Result<Found<Vec<Member>>, Problem> {
    app.members(&caller, path.dossier_id).await.map(Found).map_err(problem)
}

async fn add(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<CasePath>,
    Json(new): Json<AddMember>,
) -> Result<Found<Vec<Member>>, Problem> {
    app.add_member(&caller, path.dossier_id, &new).await.map(Found).map_err(problem)
}

async fn remove(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<MemberPath>,
    Json(reason): Json<RemoveMember>,
) -> Result<Done, Problem> {
    let removed = app.remove_member(&caller, path.dossier_id, path.account_id, &reason).await;
    removed.map(|()| Done).map_err(problem)
}
