//! The form of a step. What it asks follows from the type of its command.

use app::command::CommandName;
use app::{AppError, Caller, CaseChange};
use axum::http::StatusCode;
use serde::Serialize;

use super::kop::Kop;
use super::lbb::{Verzoek, verzoek};
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
    knop: &'static str,
    uitleg: &'static str,
    adres: String,
    dossier: String,
    versie: i64,
    vragen: Vec<Asked>,
    samenvatting: Option<Summary>,
    weigering: Option<Refusal>,
    brief: Option<String>,
    /// What a request for advice needs.
    verzoek: Option<Verzoek>,
    kan_nu: bool,
}

/// Why the law or the state of the file stands in the way.
#[derive(Debug, Serialize)]
struct Refusal {
    tekst: String,
    artikel: Option<&'static str>,
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
    verzoek: Option<Verzoek>,
}

/// Returns what the step needs, where the step is the request for advice.
async fn needed(
    visit: &Visit,
    caller: &Caller,
    (opened, step): (&Opened, &Step),
) -> Result<Option<Verzoek>, Trouble> {
    if step.name != CommandName::AskAdvice {
        return Ok(None);
    }
    verzoek(visit, caller, &opened.answer).await
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
    let form = if visit.recalled { visit.form.clone() } else { proposed(&visit, step) };
    let verzoek = needed(&visit, &caller, (&opened, step)).await?;
    let state = State { form, verzoek, ..State::default() };
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
    let verzoek = needed(&visit, &caller, (&opened, step)).await?;
    let mut state = State { form: std::mem::take(&mut visit.form), verzoek, ..State::default() };
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
        Ok(_) => {
            Ok(Answer::see(format!("/dossiers/{}", opened.answer.id)).saying(Notice::StepTaken))
        }
        Err(error) => not_done(&visit, &caller, (&opened, step, state, &input), error).await,
    }
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
            let tekst = sentence(&refusal.to_string());
            let artikel = refusal.code.law();
            match step::refused_field(&step.shapes, refusal.code, (&state.form, visit.today())) {
                Some(field) => {
                    let cited = artikel.map(|article| format!(" ({article})"));
                    state.mistakes.add(&field, tekst + &cited.unwrap_or_default());
                }
                None => state.refusal = Some(Refusal { tekst, artikel }),
            }
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
        knop: step.action,
        uitleg: step.description,
        adres: format!("/dossiers/{id}/stappen/{}", step.path),
        dossier: format!("/dossiers/{id}"),
        versie: opened.answer.versie,
        samenvatting: Summary::of(&state.mistakes, &fields),
        vragen,
        weigering: state
            .refusal
            .as_ref()
            .map(|refusal| Refusal { tekst: refusal.tekst.clone(), artikel: refusal.artikel }),
        verzoek: state.verzoek.clone(),
        brief: is_request.then(|| format!("/dossiers/{id}/brieven/vragenlijstverzoek")),
        kan_nu: opened.answer.toegestaan.contains(&step.name),
    };
    let title = view.kop.title(step.title);
    let title = if status.is_success() { title } else { format!("Fout: {title}") };
    page_as(visit, status, &title, &view)
}
