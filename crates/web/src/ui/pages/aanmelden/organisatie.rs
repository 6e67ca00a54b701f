//! Signing in with the organisation's own account: to its provider and back.

use app::{Callback, OrganisationAnswer, OrganisationRefusal, SignInRefusal};
use axum::http::{Method, StatusCode};
use kernel::Redacted;
use serde::Serialize;

use super::{back, entered};
use crate::ui::answer::Answer;
use crate::ui::cookie;
use crate::ui::form::Form;
use crate::ui::page::{View, page, page_as};
use crate::ui::route::PageRoute;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

/// For how many seconds the browser keeps what ties the answer to it.
const PENDING_SECONDS: u32 = 900;

pub(super) fn routes() -> Vec<PageRoute> {
    vec![
        PageRoute::open_form("/aanmelden/organisatie/{aanbieder}", begin),
        PageRoute::open(Method::GET, "/aanmelden/terug", finish),
    ]
}

/// Sends the browser on from a page of its own. Browsers hold a form to `form-action` of the page it stands on, through every
/// redirect that follows, and where a provider sends people further nobody can list.
#[derive(Debug, Serialize)]
struct Verder {
    adres: String,
}

impl View for Verder {
    const TEMPLATE: &'static str = "pages/aanmelden/verder";
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
        Ok(at) => {
            let tie = cookie::set(cookie::PENDING, at.browser.reveal(), Some(PENDING_SECONDS));
            let view = Verder { adres: at.address };
            Ok(page(&visit, "U gaat naar uw organisatie", &view)?.cookie(tie))
        }
        Err(refusal) => failed(&visit, &refusal),
    }
}

async fn finish(visit: Visit) -> Result<Answer, Trouble> {
    let tie = cookie::read(&visit.headers, cookie::PENDING);
    let answer = OrganisationAnswer {
        callback: callback(&visit.query),
        browser: tie.map(|secret| Redacted::new(secret.to_owned())),
        device: visit.device().to_owned(),
        address: visit.from,
    };
    let page = match visit.app.finish_at_provider(&answer).await? {
        Ok((session, return_to)) => entered(&visit, &session.secret, &return_to).await?,
        Err(refusal) => failed(&visit, &refusal)?,
    };
    Ok(page.cookie(cookie::clear(cookie::PENDING)))
}

fn callback(query: &Form) -> Callback {
    let secret = |name: &str| query.given(name).map(|text| Redacted::new(text.to_owned()));
    let text = |name: &str| query.given(name).map(str::to_owned);
    Callback {
        code: secret("code"),
        state: secret("state"),
        iss: text("iss"),
        error: text("error"),
    }
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
    fn it_goes_on_by_itself_and_by_a_link() {
        let page = filled(&Verder { adres: "https://inlog.example/?a=\"><b>".to_owned() });
        assert!(page.contains("http-equiv=\"refresh\"") && !page.contains("<b>"), "{page}");
    }

    #[test]
    fn a_failure_has_a_code_for_who_looks_it_up() {
        let mislukt =
            Mislukt { tekst: "Begin opnieuw.", code: "niveau-te-laag", kenmerk: "0a1b".to_owned() };
        let page = filled(&mislukt);
        for words in ["Begin opnieuw.", "niveau-te-laag", "0a1b", "href=\"/aanmelden\""] {
            assert!(page.contains(words), "{words}: {page}");
        }
    }

    #[test]
    fn the_answer_is_read_from_the_query() {
        let read = callback(&Form::of_body(b"code=a&state=b&iss=https%3A%2F%2Fc.example"));
        assert_eq!(read.code.unwrap().reveal(), "a");
        assert_eq!(read.iss.as_deref(), Some("https://c.example"));
        assert_eq!(
            callback(&Form::of_body(b"error=access_denied")).error.as_deref(),
            Some("access_denied")
        );
    }
}
