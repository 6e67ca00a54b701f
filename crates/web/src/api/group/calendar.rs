//! The calendar: the meetings there are, a year on the rhythm, and extra meetings; and the actions that are open.

use app::meetings::PlannedMeeting;
use app::{
    App, Caller, ExtraMeeting, MeetingAnswer, MeetingLine, OpenAction, PlanYear, PlannedYear,
};

use super::{READ, TAG, get, made, post, problem, request_key};
use crate::kind::ProblemKind;
use crate::part::{Json, Once, State, Who};
use crate::problem::Problem;
use crate::reply::{Created, Found};
use crate::route::Route;

const MEETINGS: &str = "/werkgroep/vergaderingen";

pub(super) fn routes() -> Vec<Route<App>> {
    let mut routes = meetings();
    routes.extend(years());
    routes
}

fn meetings() -> Vec<Route<App>> {
    vec![
        get(
            MEETINGS,
            READ,
            ("leesVergaderingen", TAG),
            (
                "De vergaderingen",
                "Geeft alle vergaderingen op dag, met hoeveel punten u ziet. Voor de leden, de voorzitter en de coördinator.",
            ),
            list,
        )
        .also_refusing(&[ProblemKind::NotFound]),
        post(
            MEETINGS,
            READ,
            ("planVergadering", TAG),
            (
                "Een extra vergadering plannen",
                "Plant een vergadering buiten het ritme en nodigt de leden uit. Noemt de leden zonder mailadres. Voor de voorzitter en de coördinator.",
            ),
            plan_extra,
        )
        .also_refusing(&[ProblemKind::NotFound]),
        get(
            "/werkgroep/acties",
            READ,
            ("leesWerkgroepacties", TAG),
            (
                "De open acties",
                "Geeft de acties van alle vergaderingen die niet klaar zijn en die u mag zien, wat het eerst moet eerst.",
            ),
            actions,
        )
        .also_refusing(&[ProblemKind::NotFound]),
    ]
}

fn years() -> Vec<Route<App>> {
    vec![
        post(
            "/werkgroep/planning/_voorbeeld",
            READ,
            ("bekijkVergaderjaar", TAG),
            (
                "Een vergaderjaar bekijken",
                "Geeft de vergaderingen van een jaar zoals het ritme ze geeft, om feestdagen en reces heen. Plant niets.",
            ),
            preview,
        )
        .also_refusing(&[ProblemKind::NotFound]),
        post(
            "/werkgroep/planning",
            READ,
            ("planVergaderjaar", TAG),
            (
                "Een vergaderjaar plannen",
                "Plant de vergaderingen van een jaar die nog komen en er nog niet zijn, en nodigt de leden uit. Nog een keer vragen plant niets dubbel. Voor de voorzitter en de coördinator.",
            ),
            plan,
        )
        .also_refusing(&[ProblemKind::NotFound]),
    ]
}

async fn list(
    State(app): State<App>,
    Who(caller): Who<Caller>,
) -> Result<Found<Vec<MeetingLine>>, Problem> {
    app.meetings(&caller).await.map(Found).map_err(problem)
}

async fn plan_extra(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    once: Once,
    Json(extra): Json<ExtraMeeting>,
) -> Result<Created<MeetingAnswer>, Problem> {
    let key = request_key(once);
    let answer = app.plan_extra(&caller, &extra, key.as_ref()).await.map_err(problem)?;
    let meeting = &answer.vergadering;
    let place = format!("/vergaderingen/{}", meeting.id);
    Ok(made(&place, meeting.versie, answer))
}

async fn actions(
    State(app): State<App>,
    Who(caller): Who<Caller>,
) -> Result<Found<Vec<OpenAction>>, Problem> {
    app.open_group_actions(&caller).await.map(Found).map_err(problem)
}

async fn preview(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Json(year): Json<PlanYear>,
) -> Result<Found<Vec<PlannedMeeting>>, Problem> {
    app.preview_year(&caller, &year).await.map(Found).map_err(problem)
}

async fn plan(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Json(year): Json<PlanYear>,
) -> Result<Found<PlannedYear>, Problem> {
    app.plan_year(&caller, &year).await.map(Found).map_err(problem)
}
