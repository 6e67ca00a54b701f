//! The own investigation of a file: sources, findings, relations, the score that orders the work, and what belongs to the assessment.

mod assessment;
mod bureau;
mod findings;
mod network;
mod relations;
mod scores;
mod sources;

use app::inquiry::Entry;
use app::{App, AppError};
use kernel::{AccountId, InquiryEntryId, Moment};
use schemars::JsonSchema;
use serde::Serialize;

use super::failure::problem;
use super::{CasePath, READ, WRITE, get, post};
use crate::problem::Problem;
use crate::reply::Found;
use crate::route::Route;

const TAG: &str = "Onderzoek";

pub(super) fn routes() -> Vec<Route<App>> {
    let mut routes = sources::routes();
    routes.extend(findings::routes());
    routes.extend(relations::routes());
    routes.extend(network::routes());
    routes.extend(scores::routes());
    routes.extend(bureau::routes());
    routes.extend(assessment::routes());
    routes
}

/// Iets dat is vastgelegd, met door wie en wanneer.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Vastlegging{T}")]
struct Line<T> {
    /// Het id. Een antwoord of een intrekking komt in de plaats van wat er stond, en krijgt een nieuw id.
    id: InquiryEntryId,
    /// Het account dat het vastlegde.
    door: AccountId,
    /// Wanneer.
    op: Moment,
    /// Wat er is vastgelegd.
    inhoud: T,
}

impl<T> From<Entry<T>> for Line<T> {
    fn from(entry: Entry<T>) -> Self {
        Self { id: entry.id, door: entry.by, op: entry.at, inhoud: entry.content }
    }
}

/// Shows what was recorded, the oldest first.
fn lines<T>(entries: Vec<Entry<T>>) -> Found<Vec<Line<T>>> {
    Found(entries.into_iter().map(Line::from).collect())
}

/// Wat er is vastgelegd.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Vastgelegd")]
struct Written {
    /// Het id waaronder het staat.
    id: InquiryEntryId,
}

/// Shows the id of what was written.
fn written(written: Result<InquiryEntryId, AppError>) -> Result<Found<Written>, Problem> {
    written.map(|id| Found(Written { id })).map_err(problem)
}
