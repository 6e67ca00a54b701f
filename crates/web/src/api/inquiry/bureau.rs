//! The advice of the LBB: what a request needs, where it stands, whether it can be relied on, and what is used again.

use app::inquiry::{
    AdviceCheckEntry, BureauStand, CheckQuestion, NewAdviceCheck, Requirement, Reuse, ReuseEntry,
};
use app::{App, Caller};
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use super::super::dossiers::request_key;
use super::super::failure::problem;
use super::{CasePath, Line, READ, TAG, WRITE, Written, get, lines, post, written};
use crate::part::{Json, Once, Path, State, Who};
use crate::problem::Problem;
use crate::reply::Found;
use crate::route::Route;

const CHECK: &str = "/dossiers/{dossierId}/lbb/vergewissing";
const REUSE: &str = "/dossiers/{dossierId}/lbb/hergebruik";

pub(super) fn routes() -> Vec<Route<App>> {
    let mut routes = standing();
    routes.extend(checking());
    routes.extend(reusing());
    routes
}

fn standing() -> Vec<Route<App>> {
    vec![
        get(
            "/dossiers/{dossierId}/lbb",
            READ,
            ("leesLbbStand", TAG),
            (
                "De stand van de adviesvraag aan het LBB",
                "Geeft de dag van het verzoek, de laatste dag van het LBB (art. 15), wat er kan als het advies uitblijft, en de bijdrage per verzoek als die is ingevoerd.",
            ),
            stand,
        ),
        get(
            "/dossiers/{dossierId}/lbb/volledigheid",
            READ,
            ("leesAdviesvereisten", TAG),
            (
                "Wat een verzoek om advies nodig heeft",
                "Geeft per vereiste wat er is en wat er ontbreekt (art. 7a lid 4 en 9 lid 5). Ontbreekt er iets, dan vraagt het verzoek om advies een reden in `onvolledigOmdat`.",
            ),
            requirements,
        ),
    ]
}

fn checking() -> Vec<Route<App>> {
    vec![
        get(
            CHECK,
            READ,
            ("leesVergewissing", TAG),
            (
                "Hoe het advies van het LBB is nagegaan",
                "Geeft de antwoorden over het laatste advies en de vragen die nog open zijn; leeg als er geen advies is (Awb 3:9, 3:49 en 3:50). Vraagt ook `strafrecht:lezen`.",
            ),
            check,
        ),
        post(
            CHECK,
            WRITE,
            ("legVergewissingVast", TAG),
            (
                "Vastleggen hoe het advies is nagegaan",
                "Legt op elke vraag een antwoord vast, in de plaats van wat er stond. Een antwoord dat het advies zwakker maakt, heeft een toelichting nodig. Vraagt ook `strafrecht:lezen`.",
            ),
            record_check,
        ),
    ]
}

fn reusing() -> Vec<Route<App>> {
    vec![
        get(
            REUSE,
            READ,
            ("leesHergebruik", TAG),
            (
                "Eerdere adviezen en conclusies die dit dossier gebruikt",
                "Geeft wat er opnieuw wordt gebruikt en tot en met welke dag dat mag (art. 29). Vraagt ook `strafrecht:lezen`.",
            ),
            reuses,
        ),
        post(
            REUSE,
            WRITE,
            ("legHergebruikVast", TAG),
            (
                "Een eerder advies of een eerdere conclusie gebruiken",
                "Legt vast dat een advies of eigen conclusie over dezelfde betrokkene opnieuw wordt gebruikt. Ouder dan vijf jaar wordt geweigerd (art. 29). Vraagt ook `strafrecht:lezen`.",
            ),
            record_reuse,
        ),
    ]
}

/// Hoe het laatste advies is nagegaan.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "VergewissingStand")]
struct Check {
    /// De dag waarop het laatste advies binnenkwam; afwezig als er geen advies is.
    #[serde(skip_serializing_if = "Option::is_none")]
    ontvangen_op: Option<NaiveDate>,
    /// Wat er is vastgelegd; afwezig als nog niemand het naging.
    #[serde(skip_serializing_if = "Option::is_none")]
    laatste: Option<Line<AdviceCheckEntry>>,
    /// De vragen die nog een antwoord nodig hebben.
    open: Vec<CheckQuestion>,
    /// Of nog niet is vastgelegd dat de stukken achter het advies zijn gezien.
    rust_op_ongezien: bool,
}

async fn stand(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<CasePath>,
) -> Result<Found<BureauStand>, Problem> {
    let answer = app.dossier(&caller, path.dossier_id).await.map_err(problem)?;
    app.bureau_stand(&caller, &answer).map(Found).map_err(problem)
}

async fn requirements(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<CasePath>,
) -> Result<Found<Vec<Requirement>>, Problem> {
    let answer = app.dossier(&caller, path.dossier_id).await.map_err(problem)?;
    app.advice_requirements(&caller, &answer).await.map(Found).map_err(problem)
}

async fn check(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<CasePath>,
) -> Result<Found<Check>, Problem> {
    let answer = app.dossier(&caller, path.dossier_id).await.map_err(problem)?;
    let check = app.advice_check(&caller, &answer).await.map_err(problem)?;
    Ok(Found(Check {
        ontvangen_op: check.as_ref().map(|check| check.received_on),
        open: check.as_ref().map(app::inquiry::AdviceCheck::open).unwrap_or_default(),
        rust_op_ongezien: check.as_ref().is_some_and(app::inquiry::AdviceCheck::rests_on_unseen),
        laatste: check.and_then(|check| check.latest).map(Line::from),
    }))
}

async fn record_check(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<CasePath>,
    once: Once,
    Json(new): Json<NewAdviceCheck>,
) -> Result<Found<Written>, Problem> {
    let key = request_key(once);
    written(app.check_advice(&caller, (path.dossier_id, key.as_ref()), new).await)
}

async fn reuses(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<CasePath>,
) -> Result<Found<Vec<Line<ReuseEntry>>>, Problem> {
    let answer = app.dossier(&caller, path.dossier_id).await.map_err(problem)?;
    app.reuses(&caller, &answer).await.map(lines).map_err(problem)
}

async fn record_reuse(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<CasePath>,
    once: Once,
    Json(new): Json<Reuse>,
) -> Result<Found<Written>, Problem> {
    let key = request_key(once);
    written(app.reuse(&caller, (path.dossier_id, key.as_ref()), new).await)
}
