//! The other tabs: what is stored, and the steps that belong there.

use app::command::Form as FormState;
use app::{Caller, Permission};
use chrono::NaiveDate;
use serde::Serialize;
use serde_json::Value;

use super::band::{Action, actions};
use super::kop::Kop;
use super::tabs::{TABS, Tab, tab};
use super::{Opened, READ, opened, wegen};
use crate::ui::answer::Answer;
use crate::ui::page::{View, page};
use crate::ui::route::{PageRoute, get};
use crate::ui::step::{Fact, shapes_of, show as facts_of};
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

/// These have pages of their own.
const ELSEWHERE: [&str; 9] = [
    "",
    "vragenlijst",
    "onderzoek",
    "beoordeling",
    "lbb",
    "brieven",
    "stukken",
    "toegang",
    "historie",
];

pub(super) fn routes() -> Vec<PageRoute> {
    let own = TABS.iter().filter(|tab| !ELSEWHERE.contains(&tab.path));
    let paths = own.map(|tab| -> &'static str {
        // Made once for the life of the process.
        Box::leak(format!("/dossiers/{{dossierId}}/{}", tab.path).into_boxed_str())
    });
    paths.map(|path| get(path, READ, show)).collect()
}

#[derive(Debug, Serialize)]
struct Onderdeel {
    kop: Kop,
    naam: &'static str,
    delen: Vec<Part>,
    brieven: Vec<Letter>,
    leeg: Option<&'static str>,
    /// Where hearings are planned, once views are asked.
    hoorzittingen: Option<String>,
    acties: Vec<Action>,
}

#[derive(Debug, Serialize)]
pub(super) struct Part {
    kop: String,
    feiten: Vec<Fact>,
}

#[derive(Debug, Serialize)]
pub(super) struct Person {
    naam: String,
    rollen: String,
    stand: String,
    ontbreekt: Vec<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct Letter {
    pub(super) naam: String,
    pub(super) uitleg: &'static str,
    pub(super) adres: String,
}

impl View for Onderdeel {
    const TEMPLATE: &'static str = "pages/dossier/onderdeel";
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let path = visit.address.rsplit('/').next().unwrap_or_default();
    let here = tab(path).ok_or(Trouble::NotFound)?;
    let opened = opened(&visit, &caller).await?;
    let brieven = letters_of(&visit, &caller, &opened, here).await?;
    let view = view(&visit, &caller, (&opened, brieven), here)?;
    page(&visit, &view.kop.title(here.name), &view)
}

fn view(
    visit: &Visit,
    caller: &Caller,
    (opened, brieven): (&Opened, Vec<Letter>),
    here: &'static Tab,
) -> Result<Onderdeel, Trouble> {
    let today = visit.today();
    let answer = &opened.answer;
    let stored = serde_json::to_value(&answer.dossier)
        .map_err(|error| Trouble::Template(error.to_string()))?;
    let mut delen = parts(here, &stored, opened, today);
    if here.path == "werkgroep" {
        delen.extend(advices(opened, today));
    }
    let nothing = delen.is_empty();
    let may_write = caller.may(Permission::WriteCases);
    Ok(Onderdeel {
        kop: Kop::of(visit, opened, here),
        naam: here.name,
        leeg: nothing.then_some(here.empty),
        hoorzittingen: (here.path == "zienswijze" && !nothing)
            .then(|| format!("/dossiers/{}/hoorzittingen", answer.id)),
        delen,
        brieven,
        acties: if may_write { actions(answer, here.commands) } else { Vec::new() },
    })
}

/// Returns the letters that belong to a tab.
async fn letters_of(
    visit: &Visit,
    caller: &Caller,
    opened: &Opened,
    here: &Tab,
) -> Result<Vec<Letter>, Trouble> {
    Ok(match here.path {
        "besluit" => {
            let report = report_of(visit, caller, opened).await?;
            letters(opened).into_iter().chain(report).collect()
        }
        _ => Vec::new(),
    })
}

/// Returns what is stored that belongs to a tab.
pub(super) fn parts(here: &Tab, stored: &Value, opened: &Opened, today: NaiveDate) -> Vec<Part> {
    let part = |part: &super::tabs::Part| {
        let value = stored.pointer(part.pointer).filter(|value| !value.is_null())?;
        let feiten = facts_of(&(part.shapes)(), value, &opened.around, today);
        Some(Part { kop: part.heading.to_owned(), feiten })
    };
    here.parts.iter().filter_map(part).collect()
}

fn advices(opened: &Opened, today: NaiveDate) -> Vec<Part> {
    let shapes = shapes_of::<app::command::WorkingGroupAdvice>();
    let part = |advice: &app::command::WorkingGroupAdvice| {
        let value = serde_json::to_value(advice).unwrap_or_default();
        Part {
            kop: format!("Advies van {}", words::day(advice.op, today)),
            feiten: facts_of(&shapes, &value, &opened.around, today),
        }
    };
    opened.answer.dossier.file().werkgroepadviezen.iter().map(part).collect()
}

pub(super) fn people(opened: &Opened, today: NaiveDate) -> Vec<Person> {
    let person = |party: &app::command::Party| {
        let (stand, ontbreekt) = form_state(&party.vragenlijst, today);
        let roles: Vec<&str> = party.persoon.roles.iter().map(|role| role.kind.label()).collect();
        let naam = party.persoon.name.reveal().clone();
        Person { naam, rollen: roles.join(", "), stand, ontbreekt }
    };
    opened.answer.dossier.file().personen.iter().map(person).collect()
}

/// Says where a form is; empty when none was asked.
pub(super) fn form_state(form: &FormState, today: NaiveDate) -> (String, Vec<String>) {
    let day = |day: &NaiveDate| words::day(*day, today);
    let listed =
        |texts: &[app::command::Text]| texts.iter().map(|text| text.as_str().to_owned()).collect();
    match form {
        FormState::NietGevraagd => (String::new(), Vec::new()),
        FormState::Gevraagd { op, uiterlijk, .. } => (
            format!("Verstuurd op {}, terug verwacht uiterlijk {}", day(op), day(uiterlijk)),
            Vec::new(),
        ),
        FormState::Herstel { op, uiterlijk, ontbreekt } => (
            format!("Om aanvulling gevraagd op {}, uiterlijk {}", day(op), day(uiterlijk)),
            listed(ontbreekt),
        ),
        FormState::Onvolledig { op, ontbreekt, .. } => {
            (format!("Ontvangen op {}, nog niet compleet", day(op)), listed(ontbreekt))
        }
        FormState::Compleet { op } => (format!("Compleet op {}", day(op)), Vec::new()),
        FormState::Ongebruikt { op, .. } => {
            (format!("Niet teruggekomen; de termijn liep tot en met {}", day(op)), Vec::new())
        }
        FormState::Geweigerd { .. } => ("Geweigerd, en dat is vastgelegd".to_owned(), Vec::new()),
    }
}

/// The report for the register of the LBB (L22), when there is something to report. It names whose offences are behind a conclusion
/// (art. 11a(2)): it is for who may read criminal data.
pub(super) async fn report_of(
    visit: &Visit,
    caller: &Caller,
    opened: &Opened,
) -> Result<Option<Letter>, Trouble> {
    let reports = caller.may(Permission::ReadCriminal)
        && visit.app.has_to_report(caller, &opened.answer).await?;
    Ok(reports.then(|| Letter {
        naam: "Melding voor het Bibob-register".to_owned(),
        uitleg: "Meldt de eigen conclusie of de terugtrekking aan het LBB, zonder redenen en zonder BSN (art. 7a lid 7 en 8). Doe dit zonder uitstel (L22).",
        adres: format!("/dossiers/{}/brieven/registermelding", opened.answer.id),
    }))
}

pub(super) fn letters(opened: &Opened) -> Vec<Letter> {
    let id = opened.answer.id;
    let letter = |naam: &str, uitleg, path: &str| Letter {
        naam: naam.to_owned(),
        uitleg,
        adres: format!("/dossiers/{id}/brieven/{path}"),
    };
    let file = opened.answer.dossier.file();
    let asked =
        file.personen.iter().filter(|one| matches!(one.vragenlijst, FormState::Herstel { .. }));
    let repairs = asked.map(|party| {
        letter(
            &format!("Verzoek om aanvulling aan {}", party.persoon.name.reveal()),
            "Noemt precies wat er ontbreekt, en tot wanneer het kan worden aangevuld (L03).",
            &format!("aanvulverzoek/{}", party.persoon.id),
        )
    });
    let mut letters = vec![
        letter(
            "Ontvangstbevestiging",
            "Bevestigt de aanvraag en noemt de beslistermijn (L01).",
            "ontvangstbevestiging",
        ),
        letter(
            "Verzoek om de vragenlijst",
            "Vraagt de betrokkene het Bibob-formulier in te vullen (L02).",
            "vragenlijstverzoek",
        ),
    ];
    letters.extend(repairs);
    letters.extend(wegen::may_be_put_aside(&opened.answer.dossier).then(|| {
        letter(
            "Besluit om niet te behandelen",
            "Laat de aanvraag buiten behandeling (Awb 4:5), met wat er ontbreekt en hoe bezwaar kan worden gemaakt (L06).",
            "buitenbehandelingstelling",
        )
    }));
    letters
}
