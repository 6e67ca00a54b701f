//! The form of `rules/national/sources.toml`.

use crate::{RoleKind, SubjectKind};
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Het bestand `rules/national/sources.toml`: de bronnen van het eigen onderzoek en over wie zij mogen worden bevraagd.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SourcesFile {
    /// De bronnen.
    pub bron: Vec<EntrySource>,
}

/// Hoe gegevens uit een bron komen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Bevragingswijze")]
pub enum SourceKind {
    /// Iedereen kan er zoeken.
    Openbaar,
    /// Het eigen bestuursorgaan heeft de gegevens zelf.
    Eigen,
    /// Een register geeft een uittreksel.
    Uittreksel,
    /// Een ander geeft de gegevens op een brief.
    Brief,
}

/// Een bron.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct EntrySource {
    /// Het id, in kleine letters en streepjes.
    pub id: String,
    /// De naam voor mensen.
    pub naam: String,
    /// Hoe gegevens uit de bron komen.
    pub soort: SourceKind,
    /// Of er strafrechtelijke gegevens uit kunnen komen (AVG art. 10).
    #[serde(default)]
    pub strafrechtelijk: bool,
    /// Wat de verstrekker aan het gebruik verbindt.
    pub voorwaarden: String,
    /// Over wie zij mag worden bevraagd, per periode.
    pub kring: Vec<CircleSource>,
}

/// Een kring van personen over wie een bron in een periode mag worden bevraagd.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct CircleSource {
    /// Het artikel dat de kring bepaalt.
    pub artikel: String,
    /// De eerste dag.
    pub geldig_van: NaiveDate,
    /// De laatste dag.
    pub geldig_tot_en_met: Option<NaiveDate>,
    /// De rollen; leeg betekent elke rol.
    #[serde(default)]
    pub rollen: Vec<RoleKind>,
    /// De soorten persoon; leeg betekent elke soort.
    #[serde(default)]
    pub persoonssoorten: Vec<SubjectKind>,
    /// Of ook wie de rol vroeger had, in de kring valt.
    #[serde(default)]
    pub vroeger: bool,
}
