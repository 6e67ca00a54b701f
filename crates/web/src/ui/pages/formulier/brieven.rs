//! The letters that wait for who fills in the form.

use app::Applicant;
use axum::http::Method;
use serde::Serialize;

use super::inside;
use crate::ui::answer::Answer;
use crate::ui::page::{View, page};
use crate::ui::route::PageRoute;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

pub(super) fn routes() -> Vec<PageRoute> {
    vec![
        PageRoute::open(Method::GET, "/formulier/brieven", inside(list)),
        PageRoute::open(Method::GET, "/formulier/brieven/{briefId}", inside(read)),
    ]
}

#[derive(Debug, Serialize)]
struct Brieven {
    organisatie: String,
    regels: Vec<Regel>,
}

#[derive(Debug, Serialize)]
struct Regel {
    naam: &'static str,
    dag: String,
    adres: String,
}

impl View for Brieven {
    const TEMPLATE: &'static str = "pages/formulier/brieven";
}

async fn list(visit: Visit, applicant: Applicant) -> Result<Answer, Trouble> {
    let letters = visit.app.portal_letters(&applicant).await?;
    let rows = letters.into_iter().map(|letter| Regel {
        naam: letter.name,
        dag: words::day(letter.on, visit.today()),
        adres: format!("/formulier/brieven/{}", letter.id),
    });
    let organisatie = visit.app.party_name(applicant.party());
    let view = Brieven { organisatie, regels: rows.collect() };
    Ok(visit.with_door(page(&visit, "Uw brieven", &view)?))
}

async fn read(visit: Visit, applicant: Applicant) -> Result<Answer, Trouble> {
    let (name, bytes) = visit.app.portal_letter(&applicant, visit.of_path("briefId")?).await?;
    Ok(Answer::file("application/pdf", &name, bytes))
}
