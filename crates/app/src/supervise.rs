//! The supervisor's view: what ends soon and who has how much work, without a name of anybody concerned.

use crate::{App, AppError, Caller, Paged};
use case::clock::TermKind;
use chrono::{Days, NaiveDate};
use kernel::{AccountId, CaseId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Cursor, EndingQuery, EndingSoon, Load};

/// Welke termijnen.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Toezichtfilter")]
pub struct SupervisionQuery {
    /// Hoeveel dagen vooruit.
    #[serde(default = "fortnight")]
    #[schemars(range(min = 0, max = 366))]
    pub dagen: u32,
    /// Waar het deel begint.
    #[serde(default)]
    pub cursor: Option<String>,
    /// Hoeveel ten hoogste.
    #[serde(default = "crate::dossier::page_size")]
    #[schemars(range(min = 1, max = 100))]
    pub limiet: u32,
}

fn fortnight() -> u32 {
    14
}

fn binds_the_body(kind: &str) -> bool {
    TermKind::of_id(kind).is_some_and(TermKind::binds_the_body)
}

/// Een dossier waarvan een termijn afloopt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AflopendeTermijn")]
pub struct EndingSoonAnswer {
    /// Het dossier.
    pub dossier: CaseId,
    /// Het kenmerk.
    pub kenmerk: String,
    /// De stand.
    pub stand: String,
    /// De laatste dag.
    pub uiterlijk: NaiveDate,
    /// Het soort termijn.
    pub termijnsoort: String,
    /// Staat de termijn stil?
    pub minimaal: bool,
    /// Is de termijn voorbij?
    pub te_laat: bool,
    /// Wie op het dossier staan.
    pub leden: Vec<String>,
}

/// Het werk van een account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Werklast")]
pub struct LoadAnswer {
    /// Het account.
    pub account: AccountId,
    /// De naam.
    pub naam: String,
    /// Het aantal open dossiers.
    pub open: i64,
    /// Hoeveel daarvan te laat zijn.
    pub te_laat: i64,
    /// De eerste datum.
    pub eerste: Option<NaiveDate>,
}

impl From<Load> for LoadAnswer {
    fn from(load: Load) -> Self {
        Self {
            account: load.account,
            naam: load.name,
            open: load.open,
            te_laat: load.overdue,
            eerste: load.first_due,
        }
    }
}

impl App {
    /// Lists what ends within so many days, what is late first.
    pub async fn ending_soon(
        &self,
        caller: &Caller,
        query: &SupervisionQuery,
    ) -> Result<Paged<EndingSoonAnswer>, AppError> {
        let today = self.clock.today();
        let until = today.checked_add_days(Days::new(query.dagen.into())).unwrap_or(today);
        let cursor = query.cursor.as_ref().map(Cursor::new);
        let ending = EndingQuery { until, binding: false, at: self.now() };
        let page =
            self.store.ending_soon(caller.scope(), ending, cursor.as_ref(), query.limiet).await?;
        Ok(Paged::of(page, |row: EndingSoon| EndingSoonAnswer {
            dossier: row.case,
            kenmerk: row.reference,
            stand: row.state,
            uiterlijk: row.due.on,
            te_laat: row.due.on < today && binds_the_body(&row.due.kind),
            termijnsoort: row.due.kind,
            minimaal: row.due.provisional,
            leden: row.members,
        }))
    }

    /// Tells how much rests on each account.
    pub async fn load(&self, caller: &Caller) -> Result<Vec<LoadAnswer>, AppError> {
        let (today, at) = (self.clock.today(), self.now());
        let rows = self.store.load_per_account(caller.scope(), today, at).await?;
        Ok(rows.into_iter().map(LoadAnswer::from).collect())
    }
}
