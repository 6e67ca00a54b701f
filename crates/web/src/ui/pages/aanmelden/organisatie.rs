//! Signing in with the organisation's own account: to its provider and back.

use app::{OrganisationAnswer, OrganisationRefusal, SignInRefusal};
use axum::http::{Method, StatusCode};
use serde::Serialize;

use super::heen::{answer, sent};
use super::{back, entered};
use crate::ui::answer::Answer;
use crate::ui::cookie;
use crate::ui::page::{View, page_as};
use crate::ui::route::PageRoute;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

pub(super) fn routes() -> Vec<PageRoute> {
    vec![
        PageRoute::open_form("/aanmelden/organisatie/{aanbieder}", begin),
        PageRoute::open(Method::GET, "/aanmelden/terug", finish),
    ]
}

#[derive(Debug, Serialize)]
struct Mislukt {
    tekst: &'static str,
    code: &'static str,
    kenmerk: String,
}

impl View for Mislukt {
    const TEMPLATE: &'static str = "pages/aanmelden/mislukt";
}

async fn begin(visit: Visit) -> Result<Answer, Trouble> {
    let provider: String = visit.of_path("aanbieder")?;
    let return_to = back(visit.form.text("naar"));
    let begun = visit.app.begin_at_provider(&provider, &return_to, visit.from).await;
    let begun = begun.map_err(|refusal| match refusal {
        SignInRefusal::App(error) => error.into(),
        _ => Trouble::TooMany,
    })?;
    match begun.ok_or(Trouble::NotFound)? {
        Ok(at) => sent(&visit, "uw organisatie", &at),
        Err(refusal) => failed(&visit, &refusal),
    }
}

async fn finish(visit: Visit) -> Result<Answer, Trouble> {
    let answer = OrganisationAnswer {
        answer: answer(&visit),
        device: visit.device().to_owned(),
        address: visit.from,
    };
    let page = match visit.app.finish_at_provider(&answer).await? {
        Ok((session, return_to)) => entered(&visit, &session.secret, &return_to).await?,
        Err(refusal) => failed(&visit, &refusal)?,
    };
    Ok(page.cookie(cookie::clear(cookie::PENDING)))
}

/// Says what went wrong, with a number that the log has too.
fn failed(visit: &Visit, refusal: &OrganisationRefusal) -> Result<Answer, Trouble> {
    let kenmerk: String = visit.app.form_key().chars().rev().take(8).collect();
    tracing::info!(
        kenmerk,
        code = refusal.code,
        "somebody was told that a sign-in did not succeed"
    );
    let view = Mislukt { tekst: refusal.people, code: refusal.code, kenmerk };
    page_as(visit, StatusCode::BAD_REQUEST, "Aanmelden is niet gelukt", &view)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::page::tests::filled;

    #[test]
    fn a_failure_has_a_code_for_who_looks_it_up() {
        let mislukt =
            Mislukt { tekst: "Begin opnieuw.", code: "niveau-te-laag", kenmerk: "0a1b".to_owned() };
        let page = filled(&mislukt);
        for words in ["Begin opnieuw.", "niveau-te-laag", "0a1b", "href=\"/aanmelden\""] {
            assert!(page.contains(words), "{words}: {page}");
        }
    }
}
