//! A closed file for the archive.

use app::{App, Caller};
use schemars::{Schema, SchemaGenerator, json_schema};

use super::failure::problem;
use super::{CasePath, READ, get};
use crate::part::{Path, State, Who};
use crate::problem::Problem;
use crate::reply::{Content, Media};
use crate::route::Route;

pub(super) fn routes() -> Vec<Route<App>> {
    vec![get(
        "/dossiers/{dossierId}/archief",
        READ,
        ("leesArchief", "Dossiers"),
        (
            "Een gesloten dossier voor het archief",
            "Geeft een zip met de stukken, de brieven met wat ervan werd, de ingediende vragenlijsten, het eigen onderzoek en het verloop, de metagegevens volgens MDTO 1.0.1 en een lijst met sha256. Een dossier dat niet gesloten is, heeft geen archief (404). Met strafrechtelijke gegevens in een stuk, brief, vragenlijst, bevinding of beoordeling vraagt dit ook `strafrecht:lezen`.",
        ),
        read,
    )]
}

/// A package of files.
struct Zip;

impl Media for Zip {
    const TYPE: &'static str = "application/zip";

    fn schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "binary" })
    }
}

async fn read(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<CasePath>,
) -> Result<Content<Zip>, Problem> {
    let packed = app.archive(&caller, path.dossier_id).await.map_err(problem)?;
    let packed = packed.ok_or_else(|| problem(app::AppError::NotFound))?;
    Ok(Content::file(packed, &format!("archief-{}.zip", path.dossier_id)))
}
