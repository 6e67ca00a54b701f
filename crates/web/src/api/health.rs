//! Whether the service works, for a balancer.

use app::App;
use schemars::JsonSchema;
use serde::Serialize;

use super::failure::problem;
use super::get;
use crate::part::State;
use crate::problem::Problem;
use crate::reply::Found;
use crate::route::{Access, Route};

/// Of de dienst werkt.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Gezondheid")]
struct Health {
    /// Antwoordt de database?
    database: bool,
}

pub(super) fn routes() -> Vec<Route<App>> {
    vec![get(
        "/gezondheid",
        Access::Public,
        ("leesGezondheid", "Beschrijving"),
        ("Of de dienst werkt", "Antwoordt als de database antwoordt."),
        health,
    )]
}

async fn health(State(app): State<App>) -> Result<Found<Health>, Problem> {
    app.ping().await.map(|()| Found(Health { database: true })).map_err(problem)
}
