//! From what went wrong in a use case to what a client reads. The log gets the rest.

use app::{AppError, StoreError};
use serde::Serialize;
use serde_json::{Value, json};

use crate::kind::ProblemKind;
use crate::problem::Problem;

/// Seconds after which a client may try again when the database is busy.
const BUSY: u32 = 1;
/// Seconds after which a client may try again when an operator has to do something first.
const BROKEN: u32 = 60;

/// Puts an error in words.
pub(super) fn problem(error: AppError) -> Problem {
    match error {
        AppError::Input(faults) => Problem::invalid(faults),
        AppError::NotFound => Problem::new(ProblemKind::NotFound),
        AppError::Forbidden => Problem::new(ProblemKind::Forbidden),
        AppError::Refused(refusal) => {
            let allowed = refusal.allowed.iter().map(|command| command.id());
            Problem::conflict(refusal.code.id(), refusal.to_string(), allowed)
                .member("artikel", json!(refusal.code.article()))
        }
        AppError::Meeting(refusal) => Problem::conflict(refusal.id(), refusal.to_string(), [""; 0]),
        AppError::Tip(refusal) => Problem::conflict(refusal.code(), refusal.to_string(), [""; 0]),
        AppError::Stale(current) => Problem::outdated(json!(current), Value::Null),
        AppError::Taken(fault) => {
            let detail = fault.message.clone();
            Problem::conflict("al-in-gebruik", detail, [""; 0]).member("fouten", json!([fault]))
        }
        AppError::OtherRules => Problem::conflict(
            "andere-regels",
            "Er gelden nu andere regels dan die waarmee deze score is getoond. Er is niets bewaard.",
            [""; 0],
        ),
        AppError::KeyReused => Problem::conflict(
            "sleutel-hergebruikt",
            "Deze Idempotency-Key hoort bij een ander verzoek. Gebruik voor elk verzoek een nieuwe sleutel.",
            [""; 0],
        ),
        AppError::Store(error) => stored(&error),
        AppError::Unreadable(_) => Problem::internal(&error),
    }
}

/// Puts an error in words, with what was sent beside what is there now when somebody else was first.
pub(super) fn problem_with<T: Serialize>(error: AppError, submitted: &T) -> Problem {
    match error {
        AppError::Stale(current) => Problem::outdated(json!(current), json!(submitted)),
        other => problem(other),
    }
}

fn stored(error: &StoreError) -> Problem {
    match error {
        StoreError::Conflict => Problem::new(ProblemKind::Outdated),
        StoreError::Busy => Problem::unavailable(
            "database-bezet",
            "De database is bezet. Probeer het zo opnieuw, met dezelfde Idempotency-Key.",
            BUSY,
        ),
        StoreError::ReadOnly => unavailable(
            "alleen-lezen",
            "De database neemt nu geen wijzigingen aan. Er is niets opgeslagen. Waarschuw de beheerder.",
            error,
        ),
        StoreError::DiskFull => unavailable(
            "schijf-vol",
            "De schijf is vol. Er is niets opgeslagen. Waarschuw de beheerder.",
            error,
        ),
        StoreError::NotLogged(cause) => unavailable(
            "verwerking-niet-gelogd",
            "De verwerking kon niet worden vastgelegd en is daarom niet uitgevoerd. Waarschuw de beheerder.",
            cause,
        ),
        other => Problem::internal(&chain(other)),
    }
}

fn unavailable(code: &'static str, detail: &'static str, cause: &dyn std::error::Error) -> Problem {
    tracing::error!(code, cause = chain(cause), "the database takes no writes");
    Problem::unavailable(code, detail, BROKEN)
}

/// Returns an error with all its causes.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        text = format!("{text}: {inner}");
        cause = inner.source();
    }
    text
}
