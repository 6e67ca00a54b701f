//! The first step of a file that has no scope decision yet: the outcome of the rules, what is still unknown, and the choice
//! where the law leaves one.

use app::{
    AppError, Caller, CaseChange, ChosenScreening, Explained, FactQuestion, Regime, ScopeRequest,
};
use axum::http::StatusCode;
use serde::Serialize;
use serde_json::{Value, json};

use super::kop::Kop;
use super::tabs::TABS;
use super::{Opened, WRITE, opened};
use crate::ui::answer::Answer;
use crate::ui::facts;
use crate::ui::fields::{Field, Summary};
use crate::ui::form::{Form, Mistakes};
use crate::ui::outcome::Uitkomst;
use crate::ui::page::{View, page_as};
use crate::ui::route::{PageRoute, get, post};
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

/// Where the facts of an application stand that can still be added.
const FACTS: &str = "/feiten/";

pub(super) fn routes() -> Vec<PageRoute> {
    vec![
        get("/dossiers/{dossierId}/stappen/toepassingsbereik", WRITE, show),
        post("/dossiers/{dossierId}/stappen/toepassingsbereik", WRITE, send),
    ]
}

#[derive(Debug, Serialize)]
struct Toepassing {
    kop: Kop,
    adres: String,
    dossier: String,
    versie: i64,
    vragen: Vec<Field>,
    keuze: Vec<Field>,
    samenvatting: Option<Summary>,
    weigering: Option<String>,
    uitkomst: Option<Uitkomst>,
}

impl View for Toepassing {
    const TEMPLATE: &'static str = "pages/dossier/toepassing";
}

/// What a look at the application gives.
struct Look {
    questions: Vec<FactQuestion>,
    added: Value,
    explained: Option<Explained>,
    mistakes: Mistakes,
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let opened = opened(&visit, &caller).await?;
    let look = look(&visit, &caller, &opened);
    shown(&visit, &opened, StatusCode::OK, (&look, &Mistakes::default(), None))
}

async fn send(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let opened = opened(&visit, &caller).await?;
    let look = look(&visit, &caller, &opened);
    if visit.form.has("bijwerken") {
        return shown(&visit, &opened, StatusCode::OK, (&look, &look.mistakes, None));
    }
    let mistakes = required(&visit.form, &look);
    if !mistakes.is_empty() {
        return shown(&visit, &opened, StatusCode::BAD_REQUEST, (&look, &mistakes, None));
    }
    let id = opened.answer.id;
    let request = ScopeRequest {
        feiten: look
            .added
            .pointer("/feiten")
            .and_then(Value::as_object)
            .cloned()
            .unwrap_or_default(),
        keuze: choice(&visit.form)?,
    };
    let change = CaseChange { id, version: visit.version()?, key: visit.request_key() };
    match visit.app.decide_scope(&caller, &change, request).await {
        Ok(_) => Ok(Answer::see(format!("/dossiers/{id}")).saying(Notice::StepTaken)),
        Err(AppError::Refused(refusal)) => {
            let text = crate::ui::trouble::refused(&refusal);
            shown(&visit, &opened, StatusCode::CONFLICT, (&look, &mistakes, Some(text)))
        }
        Err(other) => Err(other.into()),
    }
}

/// Reads the application with what is added to it, and works out the outcome.
fn look(visit: &Visit, caller: &Caller, opened: &Opened) -> Look {
    let file = opened.answer.dossier.file();
    let (mut mistakes, mut added) = (Mistakes::default(), json!({}));
    let all =
        visit.app.questions(caller.party(), &file.soort, file.ontvangen_op).unwrap_or_default();
    let open = |question: &FactQuestion| {
        question.pointer.starts_with(FACTS) && file.aanvraag.pointer(&question.pointer).is_none()
    };
    let questions: Vec<FactQuestion> = all.into_iter().filter(open).collect();
    facts::read(&questions, &visit.form, &mut added, &mut mistakes);
    let mut application = file.aanvraag.clone();
    for question in &questions {
        if let Some(value) = added.pointer(&question.pointer) {
            facts::put(&mut application, &question.pointer, value.clone());
        }
    }
    let explained = visit.app.explain(caller.party(), &application, file.ontvangen_op);
    let explained = match explained {
        Ok(explained) => Some(explained),
        Err(AppError::Input(faults)) => {
            let place = |pointer: &str| facts::field_at(&questions, pointer).unwrap_or_default();
            mistakes.join(Mistakes::of_faults(&faults, place));
            None
        }
        Err(_) => None,
    };
    Look { questions, added, explained, mistakes }
}

fn may_choose(look: &Look) -> bool {
    let regime = look.explained.as_ref().map(|explained| explained.regime);
    matches!(regime, Some(Regime::Optioneel | Regime::OpSignaal))
}

fn required(form: &Form, look: &Look) -> Mistakes {
    let mut mistakes = look.mistakes.clone();
    if may_choose(look) && form.given("toetsen").is_none() {
        mistakes.add("toetsen", "Kies of u de Bibob-toets doet.");
    }
    if form.text("toetsen") == "ja" {
        let absent = "Schrijf waarom u toetst: de toets is hier niet verplicht.";
        form.written("motivering", absent, &mut mistakes);
    }
    mistakes
}

/// Returns the choice to screen with its reason; none where nothing was chosen.
pub(in crate::ui::pages) fn choice(form: &Form) -> Result<Option<ChosenScreening>, Trouble> {
    if form.text("toetsen") != "ja" {
        return Ok(None);
    }
    let motivering = form.text("motivering").to_owned().try_into();
    let motivering = motivering.map_err(|_| Trouble::Unproven)?;
    Ok(Some(ChosenScreening { motivering }))
}

/// The fields of the choice that the law leaves where a check is not mandatory.
pub(in crate::ui::pages) fn choices(form: &Form, mistakes: &Mistakes) -> Vec<Field> {
    let fields = [
        Field::radios("toetsen", "Doet u de Bibob-toets?")
            .choices([("ja", "Ja, ik toets"), ("nee", "Nee, of dat weet ik nog niet")]),
        Field::lines("motivering", "Waarom toetst u?")
            .hint("Alleen invullen als u toetst. De reden komt op het dossier en is na te lezen voor de rechter."),
    ];
    fields.map(|field| field.filled(form, mistakes)).into()
}

fn shown(
    visit: &Visit,
    opened: &Opened,
    status: StatusCode,
    (look, mistakes, weigering): (&Look, &Mistakes, Option<String>),
) -> Result<Answer, Trouble> {
    let id = opened.answer.id;
    let vragen = facts::fields(&look.questions, &visit.form, mistakes);
    let keuze = if may_choose(look) { choices(&visit.form, mistakes) } else { Vec::new() };
    let all: Vec<Field> = vragen.iter().chain(&keuze).cloned().collect();
    let view = Toepassing {
        kop: Kop::of(visit, opened, &TABS[0]),
        adres: visit.address.clone(),
        dossier: format!("/dossiers/{id}"),
        versie: opened.answer.versie,
        samenvatting: Summary::of(mistakes, &all),
        uitkomst: look.explained.as_ref().map(|one| Uitkomst::of(one, visit.today())),
        vragen,
        keuze,
        weigering,
    };
    let title = view.kop.title("Het toepassingsbereik vastleggen");
    let title = if status.is_success() { title } else { format!("Fout: {title}") };
    page_as(visit, status, &title, &view)
}
