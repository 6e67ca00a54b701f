//! The form of a step. What it asks follows from the type of its command.

use app::command::CommandName;
use app::{AppError, Caller, CaseChange};
use axum::http::StatusCode;
use serde::Serialize;

use super::kop::Kop;
use super::tabs::{TABS, Tab};
use super::{Opened, WRITE, conflict, opened};
use crate::ui::answer::Answer;
use crate::ui::fields::{Field, Summary};
use crate::ui::form::{Form, Mistakes, sentence};
use crate::ui::page::{View, page_as};
use crate::ui::route::{PageRoute, get, post};
use crate::ui::shell::Notice;
use crate::ui::step::{self, Asked, Kind, Step, ask, change_parts, read};
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

pub(super) fn routes() -> Vec<PageRoute> {
    vec![
        get("/dossiers/{dossierId}/stappen/{stap}", WRITE, show),
        post("/dossiers/{dossierId}/stappen/{stap}", WRITE, perform),
    ]
}

#[expect(clippy::struct_field_names, reason = "the names are those of the template")]
#[derive(Debug, Serialize)]
struct Stap {
    kop: Kop,
    titel_stap: &'static str,
    uitleg: &'static str,
    adres: String,
    dossier: String,
    versie: i64,
    vragen: Vec<Asked>,
    samenvatting: Option<Summary>,
    weigering: Option<Refusal>,
    brief: Option<String>,
    kan_nu: bool,
    bewaard_om: Option<String>,
}

/// Why the law or the state of the file stands in the way.
#[derive(Debug, Serialize)]
struct Refusal {
    tekst: String,
    artikel: String,
}

impl View for Stap {
    const TEMPLATE: &'static str = "pages/dossier/stap";
}

/// What a form of a step shows.
#[derive(Default)]
struct State {
    form: Form,
    mistakes: Mistakes,
    refusal: Option<Refusal>,
    kept_at: Option<String>,
}

fn step_of_address(visit: &Visit) -> Result<&'static Step, Trouble> {
    let path: String = visit.of_path("stap")?;
    step::step(&path).ok_or(Trouble::NotFound)
}

/// Returns the tab that a step belongs to.
fn tab_of(name: CommandName) -> &'static Tab {
    TABS.iter().find(|tab| tab.commands.contains(&name)).unwrap_or(&TABS[0])
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let step = step_of_address(&visit)?;
    let opened = opened(&visit, &caller).await?;
    let state = match visit.kept(&caller, &visit.address).await? {
        Some((form, at)) => {
            State { form, kept_at: Some(words::clock_time(at)), ..State::default() }
        }
        None => State { form: proposed(&visit, step), ..State::default() },
    };
    shown(&visit, &opened, step, StatusCode::OK, &state)
}

/// Proposes what is usual, for the officer to change: today, and a term to answer by the rules of the law.
fn proposed(visit: &Visit, step: &Step) -> Form {
    let mut form = Form::default();
    let today = visit.today();
    for shape in step.shapes.iter().filter(|shape| shape.kind == Kind::Day && shape.required) {
        let day = match shape.name.as_str() {
            "uiterlijk" => visit.app.proposed_answer_day(today),
            "op" | "bekendgemaaktOp" => Some(today),
            _ => None,
        };
        if let Some(day) = day {
            form.set(&shape.name, words::filled_day(day));
        }
    }
    form
}

async fn perform(mut visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let step = step_of_address(&visit)?;
    let opened = opened(&visit, &caller).await?;
    let mut state = State { form: std::mem::take(&mut visit.form), ..State::default() };
    if change_parts(&mut state.form, &step.shapes) {
        return shown(&visit, &opened, step, StatusCode::OK, &state);
    }
    let input = read(&step.shapes, "", &opened.around, &state.form, &mut state.mistakes);
    let input = serde_json::Value::Object(input);
    visit.form = state.form.clone();
    let command = match step.command(&input) {
        Ok(command) if state.mistakes.is_empty() => command,
        Ok(_) => return shown(&visit, &opened, step, StatusCode::BAD_REQUEST, &state),
        Err(faults) => {
            state.mistakes.join(Mistakes::of_faults(&faults, field_of));
            return shown(&visit, &opened, step, StatusCode::BAD_REQUEST, &state);
        }
    };
    let change =
        CaseChange { id: opened.answer.id, version: visit.version()?, key: visit.request_key() };
    match visit.app.perform(&caller, &change, command).await {
        Ok(_) => done(&visit, &caller, &opened).await,
        Err(error) => not_done(&visit, &caller, (&opened, step, state, &input), error).await,
    }
}

async fn done(visit: &Visit, caller: &Caller, opened: &Opened) -> Result<Answer, Trouble> {
    visit.app.drop_kept_input(caller, &visit.address).await?;
    Ok(Answer::see(format!("/dossiers/{}", opened.answer.id)).saying(Notice::StepTaken))
}

async fn not_done(
    visit: &Visit,
    caller: &Caller,
    (opened, step, mut state, input): (&Opened, &Step, State, &serde_json::Value),
    error: AppError,
) -> Result<Answer, Trouble> {
    match error {
        AppError::Input(faults) => {
            state.mistakes = Mistakes::of_faults(&faults, field_of);
            shown(visit, opened, step, StatusCode::BAD_REQUEST, &state)
        }
        AppError::Refused(refusal) => {
            let artikel = refusal.code.article().to_owned();
            state.refusal = Some(Refusal { tekst: sentence(&refusal.to_string()), artikel });
            shown(visit, opened, step, StatusCode::CONFLICT, &state)
        }
        AppError::Stale(now) => {
            visit.app.keep_input(caller, &visit.address, &state.form.to_keep()).await?;
            let filled = step::show(&step.shapes, input, &opened.around, visit.today());
            conflict::shown(visit, caller, &now, (step.title, filled, &opened.around)).await
        }
        other => Err(other.into()),
    }
}

/// Returns the field for a place in the input: `/gronden/0/gevaar` is `gronden.0.gevaar`.
fn field_of(pointer: &str) -> String {
    pointer.trim_start_matches('/').replace('/', ".")
}

fn shown(
    visit: &Visit,
    opened: &Opened,
    step: &Step,
    status: StatusCode,
    state: &State,
) -> Result<Answer, Trouble> {
    let id = opened.answer.id;
    let vragen = ask(&step.shapes, "", &opened.around, (&state.form, &state.mistakes));
    let mut fields = Vec::new();
    Asked::fields(&vragen, &mut fields);
    let fields: Vec<Field> = fields.into_iter().cloned().collect();
    let is_request = step.name == CommandName::SendForms;
    let view = Stap {
        kop: Kop::of(visit, opened, tab_of(step.name)),
        titel_stap: step.title,
        uitleg: step.description,
        adres: format!("/dossiers/{id}/stappen/{}", step.path),
        dossier: format!("/dossiers/{id}"),
        versie: opened.answer.versie,
        samenvatting: Summary::of(&state.mistakes, &fields),
        vragen,
        weigering: state.refusal.as_ref().map(|refusal| Refusal {
            tekst: refusal.tekst.clone(),
            artikel: refusal.artikel.clone(),
        }),
        brief: is_request.then(|| format!("/dossiers/{id}/brieven/vragenlijstverzoek")),
        kan_nu: opened.answer.toegestaan.contains(&step.name),
        bewaard_om: state.kept_at.clone(),
    };
    let title = view.kop.title(step.title);
    let title = if status.is_success() { title } else { format!("Fout: {title}") };
    page_as(visit, status, &title, &view)
}
