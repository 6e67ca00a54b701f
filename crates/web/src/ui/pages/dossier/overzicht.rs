//! The first tab: next step, term, key facts, and what happened last.

use app::command::{ClockEvent, CommandName, CommandName as C, OfficeRole};
use app::{Caller, DossierAnswer, HistoryEvent, Member, Permission, TaskFilter};
use chrono::NaiveDate;
use serde::Serialize;

use super::band::{Action, Band, actions};
use super::historie::{Line, line};
use super::kop::Kop;
use super::onderdeel::form_state;
use super::tabs::TABS;
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
    /// Steps that are taken seldom, folded away.
    zelden: Vec<Action>,
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
    let members = visit.app.members(&caller, id).await?;
    let mut view = view(&visit, &caller, &opened, history, tasks.items);
    view.feiten.splice(1..1, handlers(members));
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
        meer: if may_write { actions(answer, &relevant(answer, OFTEN)) } else { Vec::new() },
        zelden: if may_write { actions(answer, &relevant(answer, SELDOM)) } else { Vec::new() },
    }
}

/// The steps about the file as a whole that are taken now and then; the others are folded away.
const OFTEN: &[CommandName] = &[C::ExtendTerm, C::Suspend, C::Resume, C::WithdrawApplication];
const SELDOM: &[CommandName] =
    &[C::CloseUnscreened, C::NoticeOfDefault, C::RecordClause, C::RecordBreach];

/// Keeps the steps that this file has something for: the state alone takes some that the procedure would refuse.
fn relevant(answer: &DossierAnswer, steps: &[CommandName]) -> Vec<CommandName> {
    let file = answer.dossier.file();
    let open = |event: &ClockEvent| {
        matches!(
            event,
            ClockEvent::Instemming { tot: None, .. }
                | ClockEvent::AanvragerVertraging { tot: None, .. }
                | ClockEvent::Overmacht { tot: None, .. }
        )
    };
    let fits = |step: &CommandName| match step {
        C::ExtendTerm | C::Suspend => file.procedure.has_application(),
        C::Resume => file.klok.iter().any(open),
        C::RecordClause => file.procedure.is_civil(),
        C::RecordBreach => file.procedure.has_earlier_conditions(),
        _ => true,
    };
    steps.iter().copied().filter(fits).collect()
}

/// Names who handles the file.
fn handlers(members: Vec<Member>) -> Option<Key> {
    let handles = |member: &Member| {
        let role = OfficeRole::of_id(&member.rol);
        matches!(role, Some(OfficeRole::Behandelaar | OfficeRole::Coordinator))
    };
    let names: Vec<String> =
        members.into_iter().filter(handles).map(|member| member.naam).collect();
    let label = if names.len() == 1 { "Behandelaar" } else { "Behandelaars" };
    (!names.is_empty()).then(|| Key { label, waarde: names.join(", "), bron: None })
}

/// Says what degree a person set, and when; none while nobody did.
fn degree(opened: &Opened, today: NaiveDate) -> Option<Key> {
    let stored = serde_json::to_value(&opened.answer.dossier).ok()?;
    let places = ["/beoordeling", "/verloop/beoordeling"];
    let found =
        places.iter().find_map(|place| stored.pointer(place).filter(|one| !one.is_null()))?;
    let grounds = found.pointer("/oordeel/gronden")?.as_array()?;
    let has = |degree: &str| grounds.iter().any(|ground| ground["gevaar"] == degree);
    let degrees = ["ernstig", "mindere-mate", "geen"];
    let highest = degrees.into_iter().find(|degree| has(degree))?;
    let waarde = match highest {
        "ernstig" => "Ernstig gevaar",
        "mindere-mate" => "Een mindere mate van gevaar",
        _ => "Geen gevaar",
    };
    let on = found["op"].as_str().and_then(|day| day.parse().ok());
    let bron = on.map(|on| format!("Vastgelegd door een ambtenaar op {}", words::day(on, today)));
    Some(Key { label: "Mate van gevaar", waarde: waarde.to_owned(), bron })
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
        let (state, _) = form_state(&party.vragenlijst, today);
        if !state.is_empty() {
            facts.push(key("Vragenlijst", state, None));
        }
    }
    facts.extend(degree(opened, today));
    facts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::pages::dossier::tabs::OTHER;

    #[test]
    fn every_step_about_the_whole_file_is_offered_somewhere() {
        for step in OTHER {
            assert!(OFTEN.contains(step) != SELDOM.contains(step), "{}", step.id());
        }
    }
}
