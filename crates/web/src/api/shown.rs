//! A file in an answer: fresh, or the answer that the same request got before.

use app::{Answered, DossierAnswer};
use kernel::CaseId;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;
use serde_json::Value;
use std::borrow::Cow;

use crate::problem::Problem;
use crate::reply::{Created, Versioned};

/// A file as it is shown.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Shown {
    Fresh(Box<DossierAnswer>),
    Replayed(Value),
}

impl JsonSchema for Shown {
    fn schema_name() -> Cow<'static, str> {
        DossierAnswer::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        DossierAnswer::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        DossierAnswer::json_schema(generator)
    }
}

impl Shown {
    fn new(answered: Answered<DossierAnswer>) -> Result<Self, Problem> {
        Ok(match answered {
            Answered::Fresh(answer) => Self::Fresh(Box::new(answer)),
            Answered::Replayed(json) => {
                let value =
                    serde_json::from_str(&json).map_err(|error| Problem::internal(&error))?;
                Self::Replayed(value)
            }
        })
    }

    fn version(&self) -> u64 {
        match self {
            Self::Fresh(answer) => u64::try_from(answer.versie).unwrap_or_default(),
            Self::Replayed(value) => value["versie"].as_u64().unwrap_or_default(),
        }
    }

    fn id(&self) -> Option<CaseId> {
        match self {
            Self::Fresh(answer) => Some(answer.id),
            Self::Replayed(value) => value["id"].as_str()?.parse().ok(),
        }
    }
}

/// Shows a file with its version.
pub(super) fn versioned(answered: Answered<DossierAnswer>) -> Result<Versioned<Shown>, Problem> {
    let value = Shown::new(answered)?;
    Ok(Versioned { version: value.version(), value })
}

/// Shows a file that was made.
pub(super) fn created(answered: Answered<DossierAnswer>) -> Result<Created<Shown>, Problem> {
    let value = Shown::new(answered)?;
    let id = value.id().map(|id| id.to_string()).unwrap_or_default();
    let location = format!("{}/dossiers/{id}", crate::BASE_PATH);
    Ok(Created { location, version: value.version(), value })
}
