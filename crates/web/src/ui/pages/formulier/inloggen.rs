//! Coming in by signing in at a provider: there from the page of the link, and back.

use app::EntryRefusal;
use axum::http::{Method, StatusCode};
use serde::Serialize;

use super::binnen::{link_address, why};
use super::with_session;
use crate::ui::answer::Answer;
use crate::ui::cookie;
use crate::ui::page::{View, page_as};
use crate::ui::pages::aanmelden::heen::{answer, sent};
use crate::ui::route::PageRoute;
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

const GONE: &str = "Met deze link kunt u niet inloggen. Was u al eerder binnen met de code die u van ons kreeg, ga dan verder met uw nummer en terugkeercode. Of vraag een nieuwe link met het nummer in de brief.";

pub(super) fn routes() -> Vec<PageRoute> {
    vec![
        PageRoute::open_form("/formulier/begin/{link}/inloggen/{aanbieder}", begin),
        PageRoute::open(Method::GET, "/formulier/inloggen/terug", finish),
    ]
}

#[derive(Debug, Serialize)]
struct NietIngelogd {
    tekst: &'static str,
    opnieuw: String,
}

impl View for NietIngelogd {
    const TEMPLATE: &'static str = "pages/formulier/niet-ingelogd";
}

async fn begin(visit: Visit) -> Result<Answer, Trouble> {
    let (link, provider): (String, String) = (visit.of_path("link")?, visit.of_path("aanbieder")?);
    match visit.app.begin_sign_in_by_link(&link, &provider, visit.from).await {
        Ok(at) => sent(&visit, &at.label, &at),
        Err(refusal) => failed(&visit, refusal, link_address(&link)),
    }
}

async fn finish(visit: Visit) -> Result<Answer, Trouble> {
    let entered = visit.app.finish_sign_in_by_link(&answer(&visit), visit.from).await;
    let page = match entered {
        Ok(entered) => {
            let answer = Answer::see("/formulier/stappen").saying(Notice::FormSignedIn);
            with_session(answer, &entered.secret)
        }
        Err(failure) => {
            let again = failure.link.map(|link| link_address(link.reveal()));
            failed(&visit, failure.refusal, again.unwrap_or_else(|| "/formulier".to_owned()))?
        }
    };
    Ok(page.cookie(cookie::clear(cookie::PENDING)))
}

fn failed(visit: &Visit, refusal: EntryRefusal, opnieuw: String) -> Result<Answer, Trouble> {
    let view = NietIngelogd { tekst: why(refusal, GONE)?, opnieuw };
    page_as(visit, StatusCode::BAD_REQUEST, "Inloggen is niet gelukt", &view)
}
