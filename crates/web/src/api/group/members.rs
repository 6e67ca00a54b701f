//! The group of the own party: who is in it.

use app::{App, AppError, Caller, GroupAccount, GroupView, KeepGroup};

use super::{GROUP, TAG, get, made, post, problem, put, shown, version_of};
use crate::etag::IfMatch;
use crate::kind::ProblemKind;
use crate::part::{Json, State, Who};
use crate::problem::Problem;
use crate::reply::{Created, Found, Versioned};
use crate::route::Route;

const PATH: &str = "/werkgroep";

pub(super) fn routes() -> Vec<Route<App>> {
    vec![
        get(
            PATH,
            GROUP,
            ("leesWerkgroep", TAG),
            (
                "De werkgroep",
                "Geeft de leden, het quorum, het ritme en waaraan de werkgroep vandaag wordt herinnerd. Wie er niet in zit en haar niet leidt of beheert, krijgt 404; zonder werkgroep krijgt iedereen dat.",
            ),
            read,
        )
        .also_refusing(&[ProblemKind::NotFound]),
        post(
            PATH,
            GROUP,
            ("maakWerkgroep", TAG),
            (
                "De werkgroep maken",
                "Maakt de werkgroep van uw organisatie; zij heeft er één. Voor de coördinator en de beheerder.",
            ),
            make,
        ),
        put(
            PATH,
            GROUP,
            ("wijzigWerkgroep", TAG),
            (
                "De werkgroep wijzigen",
                "Zet de werkgroep in de plaats van die u las. Wie erbij komt, krijgt de uitnodigingen voor wat nog komt; wie weggaat, krijgt daarvan een afzegging. Voor de coördinator en de beheerder.",
            ),
            change,
        )
        .also_refusing(&[ProblemKind::NotFound]),
        get(
            "/werkgroep/accounts",
            GROUP,
            ("leesWerkgroepaccounts", TAG),
            (
                "Wie lid kan worden",
                "Geeft de accounts van mensen bij uw organisatie, op naam. Voor de coördinator en de beheerder.",
            ),
            accounts,
        ),
    ]
}

async fn read(
    State(app): State<App>,
    Who(caller): Who<Caller>,
) -> Result<Versioned<GroupView>, Problem> {
    let group = app.working_group(&caller).await.map_err(problem)?;
    let group = group.ok_or_else(|| problem(AppError::NotFound))?;
    Ok(shown(group.versie, group))
}

async fn make(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Json(wanted): Json<KeepGroup>,
) -> Result<Created<GroupView>, Problem> {
    let group = app.keep_working_group(&caller, None, &wanted).await.map_err(problem)?;
    Ok(made("", group.versie, group))
}

async fn change(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    known: IfMatch,
    Json(wanted): Json<KeepGroup>,
) -> Result<Versioned<GroupView>, Problem> {
    let version = Some(version_of(&known));
    let group = app.keep_working_group(&caller, version, &wanted).await.map_err(problem)?;
    Ok(shown(group.versie, group))
}

async fn accounts(
    State(app): State<App>,
    Who(caller): Who<Caller>,
) -> Result<Found<Vec<GroupAccount>>, Problem> {
    app.group_accounts(&caller).await.map(Found).map_err(problem)
}
