//! The help desk: questions of colleagues.

use app::meetings::HelpCommand;
use app::{App, AskHelp, Caller, HelpChange, HelpSearch, HelpView};
use kernel::HelpQuestionId;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{READ, TAG, get, made, post, problem, request_key, shown, version_of};
use crate::etag::IfMatch;
use crate::kind::ProblemKind;
use crate::part::{Json, Once, Path, State, Who};
use crate::problem::Problem;
use crate::reply::{Created, Found, Versioned};
use crate::route::Route;

pub(super) fn routes() -> Vec<Route<App>> {
    vec![
        post(
            "/werkgroep/vragen/_zoek",
            READ,
            ("zoekVragen", TAG),
            (
                "Vragen zoeken",
                "Zoekt in de nieuwste vragen en hun antwoorden; zonder woorden geeft het ze alle. Een vraag zonder antwoord zien alleen wie haar stelde en de leden. Zoeken gaat met POST, zodat er geen woorden in adressen staan.",
            ),
            search,
        )
        .also_refusing(&[ProblemKind::NotFound]),
        post(
            "/werkgroep/vragen",
            READ,
            ("stelVraag", TAG),
            (
                "Een vraag stellen",
                "Stelt de werkgroep een vraag. Iedereen die aan dossiers werkt kan dat; zet er geen gegevens van een dossier in.",
            ),
            ask,
        )
        .also_refusing(&[ProblemKind::NotFound]),
        get(
            "/werkgroep/vragen/{vraagId}",
            READ,
            ("leesVraag", TAG),
            ("Een vraag", "Geeft de vraag met haar antwoorden; het laatste geldt."),
            read,
        ),
        post(
            "/werkgroep/vragen/{vraagId}/stappen",
            READ,
            ("doeVraagstap", TAG),
            (
                "Een stap van een vraag",
                "Beantwoordt, sluit of trekt in. Antwoorden doen de leden, met ten minste één artikel of beleidsregel; zonder antwoord trekt alleen wie haar stelde haar in.",
            ),
            step,
        ),
    ]
}

/// De vraag.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct QuestionPath {
    /// Het id van de vraag.
    vraag_id: HelpQuestionId,
}

async fn search(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Json(asked): Json<HelpSearch>,
) -> Result<Found<Vec<HelpView>>, Problem> {
    app.help_questions(&caller, &asked).await.map(Found).map_err(problem)
}

async fn ask(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    once: Once,
    Json(asked): Json<AskHelp>,
) -> Result<Created<HelpView>, Problem> {
    let key = request_key(once);
    let question = app.ask_help(&caller, &asked, key.as_ref()).await.map_err(problem)?;
    Ok(made(&format!("/vragen/{}", question.id), question.versie, question))
}

async fn read(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<QuestionPath>,
) -> Result<Versioned<HelpView>, Problem> {
    let question = app.help_question(&caller, path.vraag_id).await.map_err(problem)?;
    Ok(shown(question.versie, question))
}

async fn step(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<QuestionPath>,
    known: IfMatch,
    Json(command): Json<HelpCommand>,
) -> Result<Versioned<HelpView>, Problem> {
    let change = HelpChange { id: path.vraag_id, version: version_of(&known) };
    let question = app.change_help_question(&caller, change, command).await.map_err(problem)?;
    Ok(shown(question.versie, question))
}
