//! Scores: they order the work. Only for who may read criminal data, for a score tells of findings.

use app::inquiry::{Entry, ScoreEntry};
use app::risk::{Counterfactual, Finding, Outcome};
use app::{App, AppError, Caller, DossierAnswer};
use chrono::NaiveDate;
use kernel::{AccountId, CaseId, InquiryEntryId, Moment};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::super::failure::problem;
use super::{CasePath, READ, TAG, WRITE, Written, get, post, written};
use crate::part::{Path, State, Who};
use crate::problem::Problem;
use crate::reply::{Content, Found, Media};
use crate::route::Route;

const KEPT: &str = "/dossiers/{dossierId}/beoordeling/scores";

pub(super) fn routes() -> Vec<Route<App>> {
    let mut routes = current();
    routes.extend(kept_ones());
    routes
}

fn current() -> Vec<Route<App>> {
    vec![
        get(
            "/dossiers/{dossierId}/beoordeling/score",
            READ,
            ("leesScore", TAG),
            (
                "De score van nu",
                "Geeft per grond de punten, met voor elk punt de grondslag, de bron en de reden, en wat nog onbekend is. Dezelfde invoer geeft dezelfde bytes. De score ordent het werk en zegt niets over de graad van gevaar. Vraagt ook `strafrecht:lezen`.",
            ),
            score,
        ),
        get(
            "/dossiers/{dossierId}/beoordeling/wat-verlaagt",
            READ,
            ("leesWatVerlaagt", TAG),
            (
                "Wat de score zou verlagen",
                "Geeft per grond de kleinste stellen wijzigingen die de band verlagen. Vraagt ook `strafrecht:lezen`.",
            ),
            what_lowers,
        ),
    ]
}

fn kept_ones() -> Vec<Route<App>> {
    vec![
        get(
            KEPT,
            READ,
            ("leesScores", TAG),
            (
                "De bewaarde scores",
                "Geeft de scores die op het dossier zijn bewaard, de oudste eerst. Vraagt ook `strafrecht:lezen`.",
            ),
            list,
        ),
        post(
            KEPT,
            WRITE,
            ("bewaarScore", TAG),
            (
                "De score bewaren",
                "Zet de score van nu op het dossier, met de regels waarmee is gerekend. Vraagt ook `strafrecht:lezen`.",
            ),
            keep,
        ),
        get(
            "/dossiers/{dossierId}/beoordeling/scores/{scoreId}/herberekening",
            READ,
            ("herberekenScore", TAG),
            (
                "Een bewaarde score opnieuw berekenen",
                "Rekent een score na met de regels en de gegevens van toen, en zegt of er hetzelfde uit komt. Vraagt ook `strafrecht:lezen`.",
            ),
            replay,
        ),
    ]
}

/// De bewaarde score.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ScorePath {
    /// Het id van het dossier.
    dossier_id: CaseId,
    /// Het id van de score.
    score_id: InquiryEntryId,
}

/// Een score zoals zij is bewaard.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "BewaardeScore")]
struct KeptScore {
    /// Het id.
    id: InquiryEntryId,
    /// Het account dat haar bewaarde.
    door: AccountId,
    /// Wanneer.
    bewaard_op: Moment,
    /// De peildatum.
    op: NaiveDate,
    /// De bevindingen die meetelden.
    bevindingen: Vec<Finding>,
    /// De uitkomst.
    #[schemars(with = "Outcome<'static>")]
    uitkomst: Value,
}

impl TryFrom<Entry<ScoreEntry>> for KeptScore {
    type Error = AppError;

    fn try_from(entry: Entry<ScoreEntry>) -> Result<Self, AppError> {
        Ok(Self {
            id: entry.id,
            door: entry.by,
            bewaard_op: entry.at,
            op: entry.content.op,
            uitkomst: serde_json::from_str(entry.content.uitkomst.reveal())?,
            bevindingen: entry.content.bevindingen,
        })
    }
}

/// Wat er bij het narekenen uit kwam.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Scoreherberekening")]
struct Replay {
    /// Of er precies hetzelfde uit komt.
    gelijk: bool,
}

/// An outcome in its canonical form.
struct Canonical;

impl Media for Canonical {
    const TYPE: &'static str = "application/json";

    fn schema(generator: &mut SchemaGenerator) -> Schema {
        generator.subschema_for::<Outcome<'static>>()
    }
}

async fn score(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<CasePath>,
) -> Result<Content<Canonical>, Problem> {
    let answer = app.dossier(&caller, path.dossier_id).await.map_err(problem)?;
    let profile = app.profile(&caller, &answer).await.map_err(problem)?;
    let rules = app.risk_set(&caller).await.map_err(problem)?;
    let outcome = app.outcome(&rules, &profile);
    outcome.to_bytes().map(Content::new).map_err(|error| problem(error.into()))
}

async fn what_lowers(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<CasePath>,
) -> Result<Found<Vec<Counterfactual>>, Problem> {
    let answer = app.dossier(&caller, path.dossier_id).await.map_err(problem)?;
    let profile = app.profile(&caller, &answer).await.map_err(problem)?;
    let rules = app.risk_set(&caller).await.map_err(problem)?;
    Ok(Found(app.what_lowers(&rules, &profile)))
}

async fn list(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<CasePath>,
) -> Result<Found<Vec<KeptScore>>, Problem> {
    let (_, entries) = kept(&app, &caller, path.dossier_id).await?;
    let scores = entries.into_iter().map(KeptScore::try_from);
    scores.collect::<Result<_, _>>().map(Found).map_err(problem)
}

async fn keep(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<CasePath>,
) -> Result<Found<Written>, Problem> {
    written(app.keep_score(&caller, path.dossier_id, None).await)
}

async fn replay(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<ScorePath>,
) -> Result<Found<Replay>, Problem> {
    let (answer, entries) = kept(&app, &caller, path.dossier_id).await?;
    let entry = entries.into_iter().find(|entry| entry.id == path.score_id);
    let entry = entry.ok_or_else(|| problem(AppError::NotFound))?;
    let same = app.score_replays(&answer, &entry.content).await;
    same.map(|gelijk| Found(Replay { gelijk })).map_err(problem)
}

/// Returns a file with the scores that were kept on it.
async fn kept(
    app: &App,
    caller: &Caller,
    case: CaseId,
) -> Result<(DossierAnswer, Vec<Entry<ScoreEntry>>), Problem> {
    let answer = app.dossier(caller, case).await.map_err(problem)?;
    let entries = app.scores(caller, &answer).await.map_err(problem)?;
    Ok((answer, entries))
}
