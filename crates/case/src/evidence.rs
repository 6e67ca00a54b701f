//! What other parts of the system bring into a file: a kind, an id and a digest, never the content.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Een verwijzing naar een stuk buiten het dossier: een ingevulde vragenlijst, een advies, een onderzoeksrapport, een brief.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Bewijsstuk")]
pub struct Evidence {
    /// Wat het is, in kleine letters en streepjes.
    #[schemars(regex(pattern = r"^[a-z0-9]+(-[a-z0-9]+)*$"), length(max = 60))]
    pub soort: String,
    /// Waar het te vinden is.
    #[schemars(length(min = 1, max = 200))]
    pub id: String,
    /// De SHA-256 van de inhoud, als 64 hexadecimale cijfers.
    #[schemars(regex(pattern = r"^[0-9a-f]{64}$"))]
    pub digest: String,
}

/// Een bewijsstuk met de dag waarop het in het dossier kwam.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "GedateerdBewijsstuk")]
pub struct FiledEvidence {
    /// De dag.
    pub op: NaiveDate,
    /// Het stuk.
    pub stuk: Evidence,
}
