//! The work list as a file for a spreadsheet: the files of the choice that one is on, and no other.

use app::{Caller, WorkLine};
use chrono::NaiveDate;

use super::READ;
use super::keuze::Keuze;
use crate::ui::answer::Answer;
use crate::ui::csv::Csv;
use crate::ui::route::{PageRoute, get};
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::{stand, words};

const HEADS: [&str; 13] = [
    "Kenmerk",
    "Naam",
    "Soort",
    "Stand",
    "Groep",
    "Uiterlijk",
    "Op zijn laatst",
    "Wat afloopt",
    "Ontvangen",
    "Besluit",
    "Gesloten",
    "Uitkomst",
    "Volgende stap",
];

pub(super) fn routes() -> Vec<PageRoute> {
    vec![get("/werkvoorraad.csv", READ, export)]
}

async fn export(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let views = visit.app.views(&caller).await?;
    let keuze = Keuze::of_address(&visit, &views)?;
    let lines = visit.app.work_export(&caller, &keuze.filter).await?;
    let today = visit.today();
    let mut table = Csv::new(HEADS);
    for line in &lines {
        let cells = cells(line, &caller, today);
        table.row(cells.iter().map(String::as_str));
    }
    Ok(table.answer(&format!("werkvoorraad-{today}.csv")))
}

fn cells(line: &WorkLine, caller: &Caller, today: NaiveDate) -> [String; HEADS.len()] {
    let day = |day: Option<NaiveDate>| day.map(words::filled_day).unwrap_or_default();
    let due = line.due.as_ref();
    let step = stand::step(line, caller.role());
    [
        line.reference.clone(),
        line.name.reveal().clone(),
        line.kind.clone(),
        stand::stand(line, today).0,
        stand::group(line.group).to_owned(),
        day(due.map(|due| due.on)),
        day(due.and_then(|due| due.latest)),
        due.map(|due| stand::term(due.kind).to_owned()).unwrap_or_default(),
        day(Some(line.received_on)),
        day(line.decided_on),
        day(line.closed_on),
        line.outcome.as_deref().map(stand::outcome).unwrap_or_default().to_owned(),
        step.unwrap_or("Niets te doen").to_owned(),
    ]
}
