//! The network of relations: as a file of our own, as a drawing, and in a standard for whoever is outside.

use app::inquiry::network_title;
use app::network::{Network, NetworkFile, svg};
use app::{App, AppError, Caller, DossierAnswer};
use chrono::NaiveDate;
use kernel::CaseId;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;

use super::super::failure::problem;
use super::{CasePath, READ, TAG, get};
use crate::part::{Path, Query, State, Who};
use crate::problem::Problem;
use crate::reply::{Content, Found, Media};
use crate::route::Route;

pub(super) fn routes() -> Vec<Route<App>> {
    vec![
        get(
            "/dossiers/{dossierId}/onderzoek/netwerk",
            READ,
            ("leesNetwerk", TAG),
            (
                "Het relatienetwerk",
                "Geeft de personen en de beweringen rond de betrokkene, zonder verlies, zoals zij op een dag bekend waren. Alleen voor het eigen bestuursorgaan.",
            ),
            whole,
        ),
        get(
            "/dossiers/{dossierId}/onderzoek/netwerk/tekening",
            READ,
            ("leesNetwerktekening", TAG),
            (
                "De tekening van het netwerk",
                "Geeft de tekening als SVG, met het aantal bevindingen per persoon die u mag kennen.",
            ),
            drawing,
        ),
        get(
            "/dossiers/{dossierId}/onderzoek/netwerk/bods",
            READ,
            ("leesNetwerkBods", TAG),
            (
                "Het netwerk voor een ander bestuursorgaan",
                "Geeft wat mag worden gedeeld in de Beneficial Ownership Data Standard 0.4: zonder zakelijke samenwerkingsverbanden en familiebanden, zonder wat geheim of weerlegd is, en zonder oordelen. Of delen mag, weegt u zelf vooraf (art. 28 lid 2 onder m).",
            ),
            bods,
        ),
    ]
}

/// Op welke dag.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct DayQuery {
    /// De dag waarop het bekend was; zonder is het vandaag.
    #[serde(default)]
    op: Option<NaiveDate>,
}

/// A drawing.
struct Svg;

impl Media for Svg {
    const TYPE: &'static str = "image/svg+xml";
}

/// Statements of the standard.
struct Bods;

impl Media for Bods {
    const TYPE: &'static str = "application/json";

    fn schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "array", "items": { "type": "object" } })
    }
}

/// Returns a file with its network as it was known on a day.
async fn known(
    app: &App,
    caller: &Caller,
    case: CaseId,
    on: Option<NaiveDate>,
) -> Result<(DossierAnswer, Network), Problem> {
    let today = app.now().dutch_date();
    let on = on.unwrap_or(today);
    let answer = app.dossier(caller, case).await.map_err(problem)?;
    if on > today {
        let message = "deze dag ligt in de toekomst; kies vandaag of een eerdere dag";
        return Err(Problem::invalid_at("query/op", message));
    }
    let network = app.network_on(caller, &answer, on).await.map_err(problem)?;
    let network = network.ok_or_else(|| problem(AppError::NotFound))?;
    Ok((answer, network))
}

async fn whole(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<CasePath>,
    Query(query): Query<DayQuery>,
) -> Result<Found<NetworkFile>, Problem> {
    let (_, network) = known(&app, &caller, path.dossier_id, query.op).await?;
    Ok(Found(network.file()))
}

async fn drawing(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<CasePath>,
    Query(query): Query<DayQuery>,
) -> Result<Content<Svg>, Problem> {
    let (answer, network) = known(&app, &caller, path.dossier_id, query.op).await?;
    let drawn = app.drawing(&caller, &answer, &network).await.map_err(problem)?;
    Ok(Content::new(svg(&drawn, &network_title(&network))))
}

async fn bods(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<CasePath>,
) -> Result<Content<Bods>, Problem> {
    let (_, network) = known(&app, &caller, path.dossier_id, None).await?;
    let statements = app.bods(&caller, &network).statements;
    let bytes = serde_json::to_vec(&statements).map_err(|error| problem(error.into()))?;
    Ok(Content::new(bytes))
}
