//! The page for what went wrong.

use axum::http::StatusCode;
use serde::Serialize;

use crate::ui::answer::Answer;
use crate::ui::cookie;
use crate::ui::page::{View, page_as};
use crate::ui::trouble::{Trouble, Words};
use crate::ui::visit::Visit;

#[derive(Debug, Serialize)]
struct Fout {
    kop: &'static str,
    tekst: String,
    verder: &'static str,
    verder_naam: &'static str,
}

impl View for Fout {
    const TEMPLATE: &'static str = "pages/fout";
}

/// Shows a trouble.
pub(in crate::ui) fn shown(visit: &Visit, trouble: &Trouble) -> Answer {
    let words = trouble.words();
    let tekst = for_applicant(visit, &words).unwrap_or(words.text);
    let (verder, verder_naam) = onward(visit);
    let view = Fout { kop: words.title, tekst, verder, verder_naam };
    let page = page_as(visit, words.status, words.title, &view);
    page.unwrap_or_else(|trouble| {
        // The page for trouble is itself in trouble: the log has the reason, the reader gets a sentence.
        let words = trouble.words();
        Answer::page(
            StatusCode::INTERNAL_SERVER_ERROR,
            format!("<!doctype html><html lang=\"nl\"><title>{0}</title><h1>{0}</h1>", words.title),
        )
    })
}

/// Returns where somebody goes on: who fills in a form never to the door of the office.
fn onward(visit: &Visit) -> (&'static str, &'static str) {
    let is_inside = cookie::read(&visit.headers, cookie::FORM).is_some();
    match (visit.is_of_applicant(), visit.signed_in.is_some()) {
        (true, _) if is_inside => ("/formulier/stappen", "Naar uw formulier"),
        (true, _) => ("/formulier", "Naar uw formulier"),
        (false, true) => ("/", "Naar uw beginpagina"),
        (false, false) => ("/aanmelden", "Naar aanmelden"),
    }
}

/// Says it to who fills in a form, and has no role, no colleagues and no administrator.
fn for_applicant(visit: &Visit, words: &Words) -> Option<String> {
    if !visit.is_of_applicant() {
        return None;
    }
    let text = match words.status {
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => {
            "Deze pagina hoort niet bij uw formulier. Wat u eerder bewaarde, staat er nog."
        }
        StatusCode::TOO_MANY_REQUESTS => {
            "Vanaf dit adres is te vaak een code ingevuld. Wacht vijf minuten en probeer het dan opnieuw. Wat u eerder bewaarde, staat er nog."
        }
        StatusCode::INTERNAL_SERVER_ERROR => {
            "Dat ligt niet aan u. Wat u eerder bewaarde, staat er nog. Probeer het opnieuw; blijft het misgaan, bel dan het nummer in de brief."
        }
        _ => return None,
    };
    Some(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::Fout;
    use crate::ui::page::tests::filled;

    #[test]
    fn it_leads_on() {
        let (verder, verder_naam) = ("/formulier", "Naar uw formulier");
        let page = filled(&Fout { kop: "Kop", tekst: "<b>".to_owned(), verder, verder_naam });
        assert!(page.contains("href=\"/formulier\">Naar uw formulier<"), "{page}");
        assert!(page.contains("&lt;b&gt;"));
    }
}
