//! Looking over what was filled in, and what is missing.

use app::questionnaire::{self, Answers, Missing, Signature};
use app::{Applicant, Filling};
use axum::http::Method;
use serde::Serialize;

use super::{Kop, address, head, inside};
use crate::ui::answer::Answer;
use crate::ui::page::{View, page};
use crate::ui::route::PageRoute;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

pub(super) fn routes() -> Vec<PageRoute> {
    vec![
        PageRoute::open(Method::GET, "/formulier/nakijken", inside(look_over)),
        PageRoute::open(Method::GET, "/formulier/kopie", inside(copy)),
    ]
}

#[derive(Debug, Serialize)]
struct Nakijken {
    kop: Kop,
    delen: Vec<Deel>,
    ontbreekt: Vec<String>,
    is_open: bool,
    opschrift: &'static str,
    is_gesloten: bool,
    heeft_kopie: bool,
}

impl View for Nakijken {
    const TEMPLATE: &'static str = "pages/formulier/nakijken";
}

/// The answers of one page.
#[derive(Debug, Serialize)]
pub(in crate::ui::pages) struct Deel {
    titel: String,
    adres: String,
    antwoorden: Vec<Antwoord>,
}

#[derive(Debug, Serialize)]
struct Antwoord {
    vraag: String,
    antwoorden: Vec<String>,
}

async fn look_over(visit: Visit, applicant: Applicant) -> Result<Answer, Trouble> {
    let filling = visit.app.filling(&applicant).await?;
    let view = Nakijken {
        kop: head(&visit, &applicant, &filling),
        // The signature of an earlier version says nothing of what was filled in after it.
        delen: if filling.is_open || filling.is_closed {
            pages(&filling.form, &filling.answers)
        } else {
            parts(&filling.form, &filling.answers)
        },
        ontbreekt: missing(&visit, &filling),
        is_open: filling.is_open,
        opschrift: heading(&filling),
        is_gesloten: filling.is_closed,
        heeft_kopie: filling.is_handed_in,
    };
    Ok(visit.with_door(page(&visit, "Nakijken", &view)?))
}

/// What was closed may hold answers that were never handed in.
fn heading(filling: &Filling) -> &'static str {
    match (filling.is_open, filling.is_closed) {
        (true, _) => "Kijk uw antwoorden na",
        (false, true) => "Uw antwoorden",
        (false, false) => "Wat u hebt ingediend",
    }
}

/// Who handed nothing in yet has nothing to keep.
async fn copy(visit: Visit, applicant: Applicant) -> Result<Answer, Trouble> {
    Ok(match visit.app.own_copy(&applicant).await? {
        Some(copy) => Answer::file("application/pdf", &copy.file_name, copy.pdf),
        None => Answer::see("/formulier/nakijken"),
    })
}

/// What is missing before the signature is asked for.
pub(super) fn missing(visit: &Visit, filling: &Filling) -> Vec<String> {
    let unsigned = |gap: &questionnaire::Gap| {
        !matches!(gap.missing, Missing::Signature | Missing::Authorisation)
    };
    let gaps = visit
        .app
        .missing(&filling.form, &filling.answers, visit.today())
        .into_iter()
        .filter(unsigned);
    gaps.map(|gap| gap.sentence(&filling.form, &filling.answers)).collect()
}

/// Returns the answers page by page, as people read them, with the signature under them.
pub(in crate::ui::pages) fn parts(form: &questionnaire::Form, answers: &Answers) -> Vec<Deel> {
    let signature = answers.signature.as_ref().map(signed);
    pages(form, answers).into_iter().chain(signature).collect()
}

fn pages(form: &questionnaire::Form, answers: &Answers) -> Vec<Deel> {
    let part = |part: questionnaire::Part| Deel {
        titel: part.place.title(answers),
        adres: address(&part.place),
        antwoorden: part.lines.into_iter().map(Antwoord::from).collect(),
    };
    questionnaire::parts(form, answers).into_iter().map(part).collect()
}

fn signed(signature: &Signature) -> Deel {
    Deel {
        titel: "Ondertekening".to_owned(),
        adres: "/formulier/ondertekenen".to_owned(),
        antwoorden: signature.lines().into_iter().map(Antwoord::from).collect(),
    }
}

impl From<questionnaire::Line> for Antwoord {
    fn from(line: questionnaire::Line) -> Self {
        Self { vraag: line.question, antwoorden: line.answers }
    }
}
