//! A try with a made-up application. What is filled in travels in the body of a form, stands in no address, and is
//! kept only when the session had ended.

use app::{AppError, Caller, Explained, FactQuestion};
use chrono::NaiveDate;
use serde::Serialize;
use serde_json::{Value, json};

use crate::ui::answer::Answer;
use crate::ui::facts::{field_at, fields, kind_field, read};
use crate::ui::fields::{Field, Summary};
use crate::ui::form::{Form, Mistakes};
use crate::ui::outcome::Uitkomst;
use crate::ui::page::{View, page, page_with_mistakes};
use crate::ui::route::{PageAccess, PageRoute, get, post};
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

const ADDRESS: &str = "/beleid/probeer";
const TITLE: &str = "Aanvraag proberen";
const KIND: &str = "soort";
const RECEIVED: &str = "ontvangenOp";

pub(super) fn routes() -> Vec<PageRoute> {
    vec![get(ADDRESS, PageAccess::SignedIn, show), post(ADDRESS, PageAccess::SignedIn, answer)]
}

#[derive(Debug, Serialize)]
struct Probeer {
    samenvatting: Option<Summary>,
    velden: Vec<Field>,
    vragen: Vec<Field>,
    uitkomst: Option<Uitkomst>,
}

impl View for Probeer {
    const TEMPLATE: &'static str = "pages/beleid/probeer";
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let form = if visit.recalled { visit.form.clone() } else { visit.query.clone() };
    shown(&visit, &caller, form)
}

async fn answer(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let form = visit.form.clone();
    shown(&visit, &caller, form)
}

fn shown(visit: &Visit, caller: &Caller, mut form: Form) -> Result<Answer, Trouble> {
    if !form.has(RECEIVED) {
        form.set(RECEIVED, words::filled_day(visit.today()));
    }
    let mut mistakes = Mistakes::default();
    let tried = tried(visit, caller, &form, &mut mistakes)?;
    let view = view(visit, &form, &tried, &mistakes);
    if mistakes.is_empty() {
        page(visit, TITLE, &view)
    } else {
        page_with_mistakes(visit, TITLE, &view)
    }
}

/// What a form comes to.
#[derive(Default)]
struct Tried {
    questions: Vec<FactQuestion>,
    explained: Option<Explained>,
}

/// Asks what counts for the chosen kind, and explains the outcome when all that was filled in can be read.
fn tried(
    visit: &Visit,
    caller: &Caller,
    form: &Form,
    mistakes: &mut Mistakes,
) -> Result<Tried, Trouble> {
    let on = received(form, visit.today(), mistakes);
    let Some(kind) = form.given(KIND) else { return Ok(Tried::default()) };
    let questions = match visit.app.questions(caller.party(), kind, on) {
        Ok(questions) => questions,
        Err(AppError::NotFound) => {
            mistakes.add(KIND, "Deze soort is niet bekend. Kies een soort uit de lijst.");
            return Ok(Tried::default());
        }
        Err(error) => return Err(error.into()),
    };
    let mut application = json!({ KIND: kind, RECEIVED: on.to_string() });
    read(&questions, form, &mut application, mistakes);
    let explained = explain(visit, caller, &application, (on, &questions), mistakes)?;
    Ok(Tried { questions, explained })
}

fn explain(
    visit: &Visit,
    caller: &Caller,
    application: &Value,
    (on, questions): (NaiveDate, &[FactQuestion]),
    mistakes: &mut Mistakes,
) -> Result<Option<Explained>, Trouble> {
    if !mistakes.is_empty() {
        return Ok(None);
    }
    match visit.app.explain(caller.party(), application, on) {
        Ok(explained) => Ok(Some(explained)),
        Err(AppError::Input(faults)) => {
            let field = |place: &str| match place.trim_start_matches('/') {
                RECEIVED => RECEIVED.to_owned(),
                KIND => KIND.to_owned(),
                _ => field_at(questions, place).unwrap_or_default(),
            };
            mistakes.join(Mistakes::of_faults(&faults, field));
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}

/// Reads the day of receipt, which is the day whose law and policy count.
fn received(form: &Form, today: NaiveDate, mistakes: &mut Mistakes) -> NaiveDate {
    let Some(text) = form.given(RECEIVED) else { return today };
    words::read_day(text).unwrap_or_else(|| {
        mistakes.add(RECEIVED, format!("U vulde «{text}» in. Schrijf een dag als 31-12-2026."));
        today
    })
}

fn view(visit: &Visit, form: &Form, tried: &Tried, mistakes: &Mistakes) -> Probeer {
    let fixed = [
        kind_field(&visit.app.kinds()),
        Field::day(RECEIVED, "Ontvangen op").hint("Het recht en het beleid van die dag tellen."),
    ];
    let velden: Vec<Field> = fixed.into_iter().map(|field| field.filled(form, mistakes)).collect();
    let vragen = fields(&tried.questions, form, mistakes);
    let all: Vec<Field> = velden.iter().chain(&vragen).cloned().collect();
    let today = visit.today();
    Probeer {
        samenvatting: Summary::of(mistakes, &all),
        velden,
        vragen,
        uitkomst: tried.explained.as_ref().map(|explained| Uitkomst::of(explained, today)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::outcome::tests::decided;
    use crate::ui::page::tests::filled;

    #[test]
    fn it_shows_the_band_beside_the_questions_or_says_what_comes_there() {
        let day = "2026-11-02".parse().unwrap();
        let mut mistakes = Mistakes::default();
        mistakes.add(RECEIVED, "U vulde «x» in.");
        let field = || Field::day(RECEIVED, "Ontvangen op").filled(&Form::default(), &mistakes);
        let page = filled(&Probeer {
            samenvatting: Summary::of(&mistakes, &[field()]),
            velden: vec![field()],
            vragen: vec![field()],
            uitkomst: Some(Uitkomst::of(&decided(), day)),
        });
        assert!(page.contains("Uitleg bijwerken") && page.contains("Bibob-toets verplicht"));
        let first = filled(&Probeer {
            samenvatting: None,
            velden: vec![field()],
            vragen: Vec::new(),
            uitkomst: None,
        });
        assert!(first.contains("Kies een soort aanvraag") && first.contains("Vragen tonen"));
    }
}
