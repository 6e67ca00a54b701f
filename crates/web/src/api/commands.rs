//! The steps of a file: a resource per step, one handler for all.

use app::command::{
    AddEvidence, AdviceAnswer, AdviceDeclined, AdviceExtended, AdviceOverdue, AdviceQuestion,
    AdviceReceived, AdviceReminder, AppealRuled, AskAdvice, AskCompletion, AskRelief, Assess,
    Close, CloseUnscreened, Command, Confirm, Decide, DecideObjection, ExceptViews,
    ExtendObjection, ExtendTerm, Intend, NoticeOfDefault, Proceed, PutAside, ReceiveAppeal,
    ReceiveForm, ReceiveObjection, ReceiveViews, RecordBreach, RecordClause, Refused, ReliefRuled,
    Reopen, Resume, SendForms, StartInquiry, Suspend, TermUnused, ViewsUnused, WithdrawApplication,
    WorkingGroupAdvice,
};
use app::{App, Caller, CaseChange, DossierAnswer, ScopeRequest};
use schemars::JsonSchema;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::dossiers::request_key;
use super::failure::problem_with;
use super::shown::versioned;
use super::{CasePath, WRITE, post};
use crate::etag::IfMatch;
use crate::kind::ProblemKind;
use crate::part::{Json, Once, Path, State, Who};
use crate::problem::Problem;
use crate::reply::Versioned;
use crate::route::Route;
use crate::steps::all_steps;

const TAG: &str = "Stappen";

/// What every step can answer besides success.
const REFUSALS: &[ProblemKind] =
    &[ProblemKind::Conflict, ProblemKind::NotFound, ProblemKind::Outdated];

/// Makes the routes of the steps.
macro_rules! step_routes {
    ($($variant:ident($payload:ty): $path:literal, $id:literal, $title:literal,
        $action:literal, $event:literal, $description:literal;)+) => {
        vec![$(
            post(
                concat!("/dossiers/{dossierId}/", $path),
                WRITE,
                ($id, TAG),
                ($title, $description),
                perform::<$payload>,
            )
            .also_refusing(REFUSALS),
        )+]
    };
}

pub(super) fn routes() -> Vec<Route<App>> {
    let mut routes = vec![
        post(
            "/dossiers/{dossierId}/toepassingsbereik",
            WRITE,
            ("legToepassingsbereikVast", TAG),
            ("Het toepassingsbereik vastleggen", "Bepaalt met de regels van de dag van ontvangst of een Bibob-toets verplicht, mogelijk of onmogelijk is, en legt dat vast. Een toets die mogelijk is maar niet verplicht, vraagt een keuze met reden."),
            decide_scope,
        )
        .also_refusing(REFUSALS),
    ];
    let steps: Vec<Route<App>> = all_steps!(step_routes);
    routes.extend(steps);
    routes
}

/// Carries out a step.
async fn perform<C>(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<CasePath>,
    known: IfMatch,
    once: Once,
    Json(payload): Json<C>,
) -> Result<Versioned<DossierAnswer>, Problem>
where
    C: Into<Command> + Clone + Serialize + DeserializeOwned + JsonSchema + Send + 'static,
{
    let change = change(path, &known, once);
    let answer = app.perform(&caller, &change, payload.clone()).await;
    answer.map(versioned).map_err(|error| problem_with(error, &payload))
}

async fn decide_scope(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<CasePath>,
    known: IfMatch,
    once: Once,
    Json(request): Json<ScopeRequest>,
) -> Result<Versioned<DossierAnswer>, Problem> {
    let change = change(path, &known, once);
    let answer = app.decide_scope(&caller, &change, request.clone()).await;
    answer.map(versioned).map_err(|error| problem_with(error, &request))
}

/// Returns the change that a request asks for.
pub(super) fn change(path: CasePath, known: &IfMatch, once: Once) -> CaseChange {
    CaseChange { id: path.dossier_id, version: version_of(known), key: request_key(once) }
}

/// Returns the version that a client knows. A tag that we never gave is version 0, which no file has.
pub(super) fn version_of(known: &IfMatch) -> i64 {
    let version = known.versions().first().copied().unwrap_or_default();
    i64::try_from(version).unwrap_or_default()
}
