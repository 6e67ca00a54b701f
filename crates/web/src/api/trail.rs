//! The audit trail and the processing log of the caller's party.

use app::{App, AuditLine, Caller, LdvRecord, Paged, ProcessingQuery};
use schemars::JsonSchema;
use serde::Deserialize;

use super::failure::problem;
use super::{AUDIT, get};
use crate::part::{Query, State, Who};
use crate::problem::Problem;
use crate::reply::Found;
use crate::route::Route;

const TAG: &str = "Toezicht";

pub(super) fn routes() -> Vec<Route<App>> {
    vec![
        get(
            "/controlespoor",
            AUDIT,
            ("leesControlespoor", TAG),
            (
                "Het controlespoor",
                "Geeft wie wat deed, wanneer en waarom, nieuwste eerst. De hash van elke regel bevat die van de vorige.",
            ),
            audit,
        ),
        get(
            "/verwerkingen",
            AUDIT,
            ("leesVerwerkingen", TAG),
            (
                "Het verwerkingenlogboek",
                "Geeft per handeling één regel en per persoon één regel eronder, met een pseudoniem (Logboek Dataverwerkingen). Er staan geen medewerkers in.",
            ),
            processing,
        ),
    ]
}

/// Welk deel van het controlespoor.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct TrailQuery {
    /// Waar het deel begint.
    #[serde(default)]
    cursor: Option<String>,
}

async fn audit(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Query(query): Query<TrailQuery>,
) -> Result<Found<Paged<AuditLine>>, Problem> {
    app.audit_trail(&caller, query.cursor.as_deref()).await.map(Found).map_err(problem)
}

async fn processing(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Query(query): Query<ProcessingQuery>,
) -> Result<Found<Paged<LdvRecord>>, Problem> {
    app.processing_log(&caller, &query).await.map(Found).map_err(problem)
}
