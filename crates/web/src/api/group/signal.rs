//! Signals of the local information consultation.

use app::meetings::SignalCommand;
use app::{App, Caller, NewSignal, SignalChange, SignalView};
use kernel::SignalId;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{READ, TAG, get, made, post, problem, request_key, shown, version_of};
use crate::etag::IfMatch;
use crate::kind::ProblemKind;
use crate::part::{Json, Once, Path, State, Who};
use crate::problem::Problem;
use crate::reply::{Created, Found, Versioned};
use crate::route::Route;

const SIGNALS: &str = "/werkgroep/signalen";

pub(super) fn routes() -> Vec<Route<App>> {
    vec![
        get(
            SIGNALS,
            READ,
            ("leesSignalen", TAG),
            (
                "De signalen",
                "Geeft de signalen uit het Lokaal Informatie Overleg die u mag zien, het laatste overleg eerst. Voor de leden, de voorzitter en de coördinator.",
            ),
            list,
        )
        .also_refusing(&[ProblemKind::NotFound]),
        post(
            SIGNALS,
            READ,
            ("brengSignaalIn", TAG),
            (
                "Een signaal inbrengen",
                "Legt een signaal vast met de grondslag waarop de werkgroep het mag bespreken.",
            ),
            bring,
        )
        .also_refusing(&[ProblemKind::NotFound]),
        get(
            "/werkgroep/signalen/{signaalId}",
            READ,
            ("leesSignaal", TAG),
            ("Een signaal", "Geeft het signaal met zijn doorzendingen."),
            read,
        ),
        post(
            "/werkgroep/signalen/{signaalId}/stappen",
            READ,
            ("doeSignaalstap", TAG),
            (
                "Een stap van een signaal",
                "Legt een doorzending met haar grondslag vast, of handelt het signaal af. Op de agenda komt een signaal bij de vergadering. Voor de voorzitter en de coördinator.",
            ),
            step,
        ),
    ]
}

/// Het signaal.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct SignalPath {
    /// Het id van het signaal.
    signaal_id: SignalId,
}

async fn list(
    State(app): State<App>,
    Who(caller): Who<Caller>,
) -> Result<Found<Vec<SignalView>>, Problem> {
    app.group_signals(&caller).await.map(Found).map_err(problem)
}

async fn bring(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    once: Once,
    Json(new): Json<NewSignal>,
) -> Result<Created<SignalView>, Problem> {
    let key = request_key(once);
    let signal = app.bring_signal(&caller, &new, key.as_ref()).await.map_err(problem)?;
    Ok(made(&format!("/signalen/{}", signal.id), signal.versie, signal))
}

async fn read(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<SignalPath>,
) -> Result<Versioned<SignalView>, Problem> {
    let signal = app.group_signal(&caller, path.signaal_id).await.map_err(problem)?;
    Ok(shown(signal.versie, signal))
}

async fn step(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<SignalPath>,
    known: IfMatch,
    Json(command): Json<SignalCommand>,
) -> Result<Versioned<SignalView>, Problem> {
    let change = SignalChange { id: path.signaal_id, version: version_of(&known) };
    let signal = app.change_signal(&caller, change, command).await.map_err(problem)?;
    Ok(shown(signal.versie, signal))
}
