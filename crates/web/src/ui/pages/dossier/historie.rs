//! What happened to a file, newest first.

use app::{Caller, HistoryEvent};
use chrono::NaiveDate;
use serde::Serialize;

use super::kop::Kop;
use super::tabs::tab;
use super::{READ, opened};
use crate::ui::answer::Answer;
use crate::ui::page::{View, page};
use crate::ui::route::{PageRoute, get};
use crate::ui::step::{Fact, Surroundings, show as facts_of, steps};
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

/// How many events the tab shows.
const MOST: usize = 200;

pub(super) fn routes() -> Vec<PageRoute> {
    vec![get("/dossiers/{dossierId}/historie", READ, show)]
}

#[derive(Debug, Serialize)]
struct Historie {
    kop: Kop,
    regels: Vec<Line>,
}

/// An event in words.
#[derive(Debug, Serialize)]
pub(super) struct Line {
    dag: String,
    machine_dag: String,
    tekst: String,
    wie: String,
    feiten: Vec<Fact>,
}

impl View for Historie {
    const TEMPLATE: &'static str = "pages/dossier/historie";
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let opened = opened(&visit, &caller).await?;
    let here = tab("historie").ok_or(Trouble::NotFound)?;
    let events = visit.app.latest_events(&caller, opened.answer.id, MOST).await?;
    let today = visit.today();
    let regels = events.into_iter().map(|event| line(event, &opened.around, today)).collect();
    let view = Historie { kop: Kop::of(&visit, &opened, here), regels };
    page(&visit, &view.kop.title("Historie"), &view)
}

/// Puts an event in words.
pub(super) fn line(event: HistoryEvent, around: &Surroundings, today: NaiveDate) -> Line {
    let content = event.inhoud.pointer("/opdracht/inhoud");
    let step = steps().iter().find(|step| step.name.id() == event.naam);
    let feiten =
        step.zip(content).map(|(step, content)| facts_of(&step.shapes, content, around, today));
    let tekst = match event.naam.as_str() {
        "dossier-openen" => "Dossier geopend".to_owned(),
        "toepassingsbereik-vastleggen" => "Toepassingsbereik vastgelegd".to_owned(),
        "persoon-toevoegen" => "Persoon toegevoegd".to_owned(),
        other => step.map_or_else(|| other.replace('-', " "), |step| step.title.to_owned()),
    };
    let day = event.tijdstip.dutch_date();
    Line {
        dag: words::short_day(day, today),
        machine_dag: day.to_string(),
        tekst,
        wie: event.door,
        feiten: feiten.unwrap_or_default(),
    }
}
