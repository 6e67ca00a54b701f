//! The first tab: next step, term, key facts, and what happened last.

use app::{Caller, HistoryEvent, Permission, TaskFilter};
use chrono::NaiveDate;
use serde::Serialize;

use super::band::{Action, Band, actions};
use super::historie::{Line, line};
use super::kop::Kop;
use super::tabs::{OTHER, TABS};
use super::tijdlijn::Tijdlijn;
use super::{Opened, READ, opened};
use crate::ui::answer::Answer;
use crate::ui::page::{View, page};
use crate::ui::route::{PageRoute, get};
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

/// How many events the first tab shows.
const LATEST: usize = 5;

pub(super) fn routes() -> Vec<PageRoute> {
    vec![get("/dossiers/{dossierId}", READ, show)]
}

#[derive(Debug, Serialize)]
struct Overzicht {
    kop: Kop,
    band: Band,
    tijdlijn: Option<Tijdlijn>,
    overige: Vec<Other>,
    feiten: Vec<Key>,
    taken: Vec<Duty>,
    historie: Vec<Line>,
    meer: Vec<Action>,
}

/// Another term that runs.
#[derive(Debug, Serialize)]
struct Other {
    naam: String,
    dag: String,
    uitleg: String,
}

/// A key fact with its source.
#[derive(Debug, Serialize)]
struct Key {
    label: &'static str,
    waarde: String,
    bron: Option<String>,
}

#[derive(Debug, Serialize)]
struct Duty {
    omschrijving: String,
    artikel: String,
    dag: String,
    afstand: String,
}

impl View for Overzicht {
    const TEMPLATE: &'static str = "pages/dossier/overzicht";
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let opened = opened(&visit, &caller).await?;
    let id = opened.answer.id;
    let history = visit.app.latest_events(&caller, id, LATEST).await?;
    let open = TaskFilter::open(LATEST);
    let tasks = visit.app.tasks(&caller, Some(id), &open).await?;
    let view = view(&visit, &caller, &opened, history, tasks.items);
    page(&visit, &view.kop.title("Overzicht"), &view)
}

fn view(
    visit: &Visit,
    caller: &Caller,
    opened: &Opened,
    history: Vec<HistoryEvent>,
    tasks: Vec<app::TaskAnswer>,
) -> Overzicht {
    let today = visit.today();
    let answer = &opened.answer;
    let received = answer.dossier.file().ontvangen_op;
    let may_write = caller.may(Permission::WriteCases);
    let duty = |task: app::TaskAnswer| Duty {
        omschrijving: task.omschrijving,
        artikel: task.artikel,
        dag: words::short_day(task.uiterlijk, today),
        afstand: words::distance(task.uiterlijk, today),
    };
    Overzicht {
        kop: Kop::of(visit, opened, &TABS[0]),
        band: Band::of(answer, may_write, today),
        tijdlijn: answer.klok.huidig.as_ref().and_then(|term| Tijdlijn::of(term, received, today)),
        overige: others(opened, today),
        feiten: facts(visit, opened, today),
        taken: tasks.into_iter().map(duty).collect(),
        historie: history.into_iter().map(|event| line(event, &opened.around, today)).collect(),
        meer: if may_write { actions(answer, OTHER) } else { Vec::new() },
    }
}

fn others(opened: &Opened, today: NaiveDate) -> Vec<Other> {
    let terms = opened.answer.klok.overige.iter();
    let other = |term: &app::command::clock::Term| {
        Some(Other {
            naam: kernel::capitalised(&term.soort.id().replace('-', " ")),
            dag: words::day(term.uiterlijk?, today),
            uitleg: term.als_er_niets_gebeurt.clone(),
        })
    };
    terms.filter_map(other).collect()
}

fn facts(visit: &Visit, opened: &Opened, today: NaiveDate) -> Vec<Key> {
    let answer = &opened.answer;
    let file = answer.dossier.file();
    let key = |label, waarde: String, bron: Option<String>| Key { label, waarde, bron };
    let mut facts = vec![key(
        "Aanvraag",
        kernel::capitalised(&visit.app.kind_label(&file.soort)),
        Some(format!("Ontvangen op {}", words::day(file.ontvangen_op, today))),
    )];
    match answer.dossier.scope() {
        Some(scope) => {
            let rule = scope.regel.as_deref().map(|rule| format!("regel {rule}"));
            let source = [
                scope.grondslag.clone(),
                rule,
                Some(format!("regelversie {}", scope.regelset.versie)),
            ];
            let source: Vec<String> = source.into_iter().flatten().collect();
            facts.push(key("Toets", scope.regime.label().to_owned(), Some(source.join(", "))));
            facts.push(key("Omdat", scope.uitleg.clone(), None));
        }
        None => facts.push(key("Toets", "Nog niet vastgesteld".to_owned(), None)),
    }
    for party in &file.personen {
        let roles: Vec<&str> = party.persoon.roles.iter().map(|role| role.kind.label()).collect();
        let number =
            party.persoon.kvk_number.as_ref().map(|number| format!(", KvK {}", number.reveal()));
        let name = format!("{}{}", party.persoon.name.reveal(), number.unwrap_or_default());
        facts.push(key("Persoon", name, Some(roles.join(", "))));
    }
    facts
}
