//! Findings: what was established about somebody, and that it does not count any more.

use app::command::Text;
use app::inquiry::{FindingEntry, NewFinding};
use app::{App, Caller};
use kernel::{CaseId, InquiryEntryId};
use schemars::JsonSchema;
use serde::Deserialize;

use super::super::dossiers::request_key;
use super::super::failure::problem;
use super::{CasePath, Line, READ, TAG, WRITE, Written, get, lines, post, written};
use crate::part::{Json, Once, Path, State, Who};
use crate::problem::Problem;
use crate::reply::Found;
use crate::route::Route;

const FINDINGS: &str = "/dossiers/{dossierId}/onderzoek/bevindingen";

pub(super) fn routes() -> Vec<Route<App>> {
    vec![
        get(
            FINDINGS,
            READ,
            ("leesBevindingen", TAG),
            (
                "De bevindingen van een dossier",
                "Geeft wat er is vastgesteld, de oudste eerst, ook wat is ingetrokken. Strafrechtelijke gegevens staan er alleen voor wie `strafrecht:lezen` heeft.",
            ),
            list,
        ),
        post(
            FINDINGS,
            WRITE,
            ("legBevindingVast", TAG),
            (
                "Een bevinding vastleggen",
                "Legt één feit over een persoon vast, met zijn bron. Het gewicht volgt uit wat er met het feit is gebeurd (art. 3a), het pad naar de betrokkene uit de relaties (art. 3 lid 4). Een soort met strafrechtelijke gegevens legt alleen wie `strafrecht:lezen` heeft vast.",
            ),
            record,
        ),
        post(
            "/dossiers/{dossierId}/onderzoek/bevindingen/{bevindingId}/intrekking",
            WRITE,
            ("trekBevindingIn", TAG),
            (
                "Een bevinding intrekken",
                "Laat een bevinding niet meer meetellen. Zij blijft te lezen, met de reden.",
            ),
            withdraw,
        ),
    ]
}

/// De bevinding.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct FindingPath {
    /// Het id van het dossier.
    dossier_id: CaseId,
    /// Het id waaronder de bevinding is vastgelegd.
    bevinding_id: InquiryEntryId,
}

/// Trekt een bevinding in.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Bevindingintrekking")]
struct Withdrawal {
    /// Waarom zij niet meer meetelt.
    reden: Text,
}

async fn list(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<CasePath>,
) -> Result<Found<Vec<Line<FindingEntry>>>, Problem> {
    let answer = app.dossier(&caller, path.dossier_id).await.map_err(problem)?;
    app.established(&caller, &answer).await.map(lines).map_err(problem)
}

async fn record(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<CasePath>,
    once: Once,
    Json(new): Json<NewFinding>,
) -> Result<Found<Written>, Problem> {
    let key = request_key(once);
    written(app.record_finding(&caller, (path.dossier_id, key.as_ref()), new).await)
}

async fn withdraw(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<FindingPath>,
    once: Once,
    Json(withdrawal): Json<Withdrawal>,
) -> Result<Found<Written>, Problem> {
    let key = request_key(once);
    let place = (path.dossier_id, key.as_ref());
    let finding = (path.bevinding_id, withdrawal.reden);
    written(app.withdraw_finding(&caller, place, finding).await)
}
