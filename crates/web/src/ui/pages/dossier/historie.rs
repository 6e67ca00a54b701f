//! What happened to a file, newest first.

use app::{AccessLine, Caller, HistoryEvent, HistoryPage};
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

/// How many events a page of the tab shows.
const PAGE: u32 = 50;
/// The event before which a page ends.
const BEFORE: &str = "voor";

pub(super) fn routes() -> Vec<PageRoute> {
    vec![get("/dossiers/{dossierId}/historie", READ, show)]
}

#[derive(Debug, Serialize)]
struct Historie {
    kop: Kop,
    regels: Vec<Line>,
    telling: String,
    ouder: Option<String>,
    nieuwer: Option<String>,
}

/// An event in words.
#[derive(Debug, Serialize)]
pub(super) struct Line {
    dag: String,
    machine_dag: String,
    tekst: String,
    wie: String,
    reden: Option<String>,
    feiten: Vec<Fact>,
}

impl View for Historie {
    const TEMPLATE: &'static str = "pages/dossier/historie";
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let opened = opened(&visit, &caller).await?;
    let here = tab("historie").ok_or(Trouble::NotFound)?;
    let before = visit.query.text(BEFORE).parse().ok().filter(|seq: &i64| *seq > 1);
    let id = opened.answer.id;
    let history = visit.app.history_page(&caller, id, before, PAGE).await?;
    let address = here.address(&id.to_string());
    let view = Historie {
        kop: Kop::of(&visit, &opened, here),
        telling: counted(&history),
        ouder: history.older.map(|seq| format!("{address}?{BEFORE}={seq}")),
        nieuwer: before.map(|seq| newer(&address, seq, history.total)),
        regels: lines(history, &opened.around, visit.today()),
    };
    page(&visit, &view.kop.title("Historie"), &view)
}

/// Says which part of the whole is shown.
fn counted(history: &HistoryPage) -> String {
    let total = history.total;
    match (history.events.last(), history.events.first()) {
        (Some(last), Some(first)) if i64::try_from(history.events.len()) != Ok(total) => {
            format!("Stap {} tot en met {} van {total}.", last.volgnummer, first.volgnummer)
        }
        _ if total == 1 => "1 stap.".to_owned(),
        _ => format!("{total} stappen."),
    }
}

/// Returns where the page with newer events is: the events of a file are counted without gaps.
fn newer(address: &str, before: i64, total: i64) -> String {
    let next = before.saturating_add(i64::from(PAGE));
    if next > total { address.to_owned() } else { format!("{address}?{BEFORE}={next}") }
}

/// Puts events and what happened besides them in one order, newest first.
fn lines(history: HistoryPage, around: &Surroundings, today: NaiveDate) -> Vec<Line> {
    let events = history.events.into_iter();
    let events = events.map(|event| (event.tijdstip, line(event, around, today)));
    let access = history.access.into_iter().map(|one| (one.at, access_line(one, today)));
    let mut all: Vec<_> = events.chain(access).collect();
    all.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    all.into_iter().map(|(_, line)| line).collect()
}

/// Puts what happened around a file in words.
fn access_line(access: AccessLine, today: NaiveDate) -> Line {
    let tekst = match access.action.as_str() {
        "noodtoegang" => "Noodtoegang genomen, voor 24 uur",
        "noodtoegang-nakijken" => "Noodtoegang nagekeken",
        "lid-toevoegen" => "Iemand toegang gegeven",
        "lid-verwijderen" => "Toegang ingetrokken",
        "vervanger-toevoegen" => "Vervanger toegang gegeven",
        "vervanger-verwijderen" => "Toegang van vervanger beëindigd",
        "belang-vastleggen" => "Belang vastgelegd",
        "belang-intrekken" => "Belang ingetrokken",
        "stuk-toevoegen" => "Stuk toegevoegd",
        "dossier-archiveren" => "Opgehaald voor het archief",
        other => other,
    };
    let day = access.at.dutch_date();
    Line {
        dag: words::short_day(day, today),
        machine_dag: day.to_string(),
        tekst: tekst.to_owned(),
        wie: access.by,
        reden: access.reason,
        feiten: Vec::new(),
    }
}

/// Returns the day on which a step took effect, which may be earlier than the day on which it was recorded.
fn effective(content: &serde_json::Value) -> Option<NaiveDate> {
    let day = ["op", "bekendgemaaktOp", "van"].iter().find_map(|name| content.get(*name))?;
    day.as_str()?.parse().ok()
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
        "opgave-overnemen" => "Opgave uit de vragenlijst overgenomen".to_owned(),
        other => step.map_or_else(|| other.replace('-', " "), |step| step.event.to_owned()),
    };
    let day = event.tijdstip.dutch_date();
    let effective = content.and_then(effective).filter(|effective| *effective != day);
    let tekst = match effective {
        Some(on) => format!("{tekst}, op {}", words::short_day(on, today)),
        None => tekst,
    };
    Line {
        dag: words::short_day(day, today),
        machine_dag: day.to_string(),
        tekst,
        wie: event.door,
        reden: None,
        feiten: feiten.unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::newer;

    #[test]
    fn newer_events_are_one_page_on_and_the_newest_have_no_number() {
        assert_eq!(newer("/h", 51, 170), "/h?voor=101");
        assert_eq!(newer("/h", 101, 170), "/h?voor=151");
        assert_eq!(newer("/h", 121, 170), "/h");
        assert_eq!(newer("/h", i64::MAX, 170), "/h");
    }
}
