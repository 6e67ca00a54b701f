//! The work list: my files, what ends first, first.

use app::{Caller, CaseFilter, DossierSummary, Permission};
use chrono::NaiveDate;
use serde::Serialize;

use crate::ui::answer::Answer;
use crate::ui::page::{View, page};
use crate::ui::route::{PageAccess, PageRoute, get};
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

const READ: PageAccess = PageAccess::Right(Permission::ReadCases);

pub(super) fn routes() -> Vec<PageRoute> {
    vec![get("/werkvoorraad", READ, show)]
}

#[derive(Debug, Serialize)]
struct Werkvoorraad {
    regels: Vec<Regel>,
    volgende: Option<String>,
}

#[derive(Debug, Serialize)]
struct Regel {
    id: String,
    naam: String,
    kenmerk: String,
    soort: String,
    stand: String,
    dag: Option<String>,
    afstand: Option<String>,
}

impl View for Werkvoorraad {
    const TEMPLATE: &'static str = "pages/werkvoorraad";
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let filter = CaseFilter {
        volgorde: app::DossierList::Uiterlijk,
        stand: None,
        cursor: visit.query.given("na").map(str::to_owned),
        limiet: 50,
    };
    let list = visit.app.dossiers(&caller, &filter).await?;
    let today = visit.today();
    let view = Werkvoorraad {
        regels: list.items.into_iter().map(|file| line(file, today)).collect(),
        volgende: list.volgende,
    };
    page(&visit, "Werkvoorraad", &view)
}

fn line(file: DossierSummary, today: NaiveDate) -> Regel {
    Regel {
        id: file.id.to_string(),
        naam: file.naam.reveal().clone(),
        kenmerk: file.kenmerk,
        soort: file.soort,
        stand: file.stand,
        dag: file.uiterlijk.map(|day| words::short_day(day, today)),
        afstand: file.uiterlijk.map(|day| words::distance(day, today)),
    }
}
