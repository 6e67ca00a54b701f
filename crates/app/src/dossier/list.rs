//! The files of an account: a page at a time, and by words.

use crate::{App, AppError, Caller, Paged};
use case::StateName;
use kernel::{CaseId, Moment, Redacted, SubjectId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{CaseOrder, CaseQuery, CaseSelection, CaseSummary, Cursor, SearchQuery};

/// Welke dossiers.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Dossierfilter")]
pub struct CaseFilter {
    /// De volgorde: `uiterlijk` (wat het eerst afloopt) of `nieuwste`.
    #[serde(default)]
    pub volgorde: DossierList,
    /// Alleen dossiers in deze stand.
    #[serde(default)]
    pub stand: Option<StateName>,
    /// Waar het deel begint: de waarde van `volgende` uit het vorige antwoord.
    #[serde(default)]
    pub cursor: Option<String>,
    /// Hoeveel ten hoogste.
    #[serde(default = "page_size")]
    #[schemars(range(min = 1, max = 100))]
    pub limiet: u32,
}

/// De volgorde van een lijst.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Lijstvolgorde")]
pub enum DossierList {
    /// Wat het eerst afloopt, eerst.
    #[default]
    Uiterlijk,
    /// Het nieuwste eerst.
    Nieuwste,
}

/// Zoekt dossiers op woorden.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Zoekvraag")]
pub struct CaseSearch {
    /// De woorden; allemaal moeten ze voorkomen, het laatste mag onvolledig zijn.
    #[schemars(length(min = 1, max = 200), regex(pattern = r"\S"))]
    pub zoekterm: Redacted<String>,
    /// Waar het deel begint.
    #[serde(default)]
    pub cursor: Option<String>,
    /// Hoeveel ten hoogste.
    #[serde(default = "page_size")]
    #[schemars(range(min = 1, max = 100))]
    pub limiet: u32,
}

pub(crate) fn page_size() -> u32 {
    50
}

/// Een dossier in een lijst.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "DossierInLijst")]
pub struct DossierSummary {
    /// Het id.
    pub id: CaseId,
    /// Het kenmerk.
    pub kenmerk: String,
    /// De naam van de betrokkene.
    pub naam: Redacted<String>,
    /// De soort vergunning of rechtshandeling.
    pub soort: String,
    /// De procedure.
    pub procedure: String,
    /// De stand.
    pub stand: String,
    /// De dag van ontvangst.
    pub ontvangen_op: chrono::NaiveDate,
    /// De laatste dag van de termijn die telt.
    pub uiterlijk: Option<chrono::NaiveDate>,
    /// Het soort termijn.
    pub termijnsoort: Option<String>,
    /// Staat die termijn stil?
    pub minimaal: bool,
    /// De uitkomst.
    pub uitkomst: Option<String>,
    /// De versie.
    pub versie: i64,
    /// Wanneer het voor het laatst is gewijzigd.
    pub gewijzigd_op: Moment,
}

impl From<CaseSummary> for DossierSummary {
    fn from(summary: CaseSummary) -> Self {
        let head = summary.head;
        Self {
            id: summary.id,
            kenmerk: head.reference,
            naam: head.title,
            soort: head.kind,
            procedure: head.procedure,
            stand: head.state,
            ontvangen_op: head.received_on,
            uiterlijk: head.due.as_ref().map(|due| due.on),
            minimaal: head.due.as_ref().is_some_and(|due| due.provisional),
            termijnsoort: head.due.map(|due| due.kind),
            uitkomst: head.outcome,
            versie: summary.version,
            gewijzigd_op: summary.updated_at,
        }
    }
}

impl App {
    /// Lists the files of an account, and logs the reading per person before the list is shown.
    pub async fn dossiers(
        &self,
        caller: &Caller,
        filter: &CaseFilter,
    ) -> Result<Paged<DossierSummary>, AppError> {
        let began = self.now();
        let query = CaseQuery {
            order: match filter.volgorde {
                DossierList::Uiterlijk => CaseOrder::DueFirst,
                DossierList::Nieuwste => CaseOrder::Newest,
            },
            selection: CaseSelection {
                states: filter.stand.map(|state| vec![state.id().to_owned()]),
                ..CaseSelection::default()
            },
            after: filter.cursor.as_ref().map(Cursor::new),
            limit: filter.limiet,
        };
        let page = self.store.list_cases(caller.viewer(), &query).await?;
        self.log_reading(caller, "dossiers-lijst", began, people(&page.items)).await?;
        Ok(Paged::of(page, DossierSummary::from))
    }

    /// Searches the files of an account.
    pub async fn search(
        &self,
        caller: &Caller,
        search: &CaseSearch,
    ) -> Result<Paged<DossierSummary>, AppError> {
        let began = self.now();
        let query = SearchQuery {
            text: search.zoekterm.reveal().clone(),
            after: search.cursor.as_ref().map(Cursor::new),
            limit: search.limiet,
        };
        let page = self.store.search_cases(caller.viewer(), &query).await?;
        self.log_reading(caller, "dossiers-zoeken", began, people(&page.items)).await?;
        Ok(Paged::of(page, DossierSummary::from))
    }
}

pub(crate) fn people(items: &[CaseSummary]) -> Vec<SubjectId> {
    items.iter().filter_map(|summary| summary.head.main_subject).collect()
}
