//! The page for what went wrong.

use axum::http::StatusCode;
use serde::Serialize;

use crate::ui::answer::Answer;
use crate::ui::page::{View, page_as};
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

#[derive(Debug, Serialize)]
struct Fout {
    kop: &'static str,
    tekst: String,
    aangemeld: bool,
}

impl View for Fout {
    const TEMPLATE: &'static str = "pages/fout";
}

/// Shows a trouble.
pub(in crate::ui) fn shown(visit: &Visit, trouble: &Trouble) -> Answer {
    let words = trouble.words();
    let view = Fout { kop: words.title, tekst: words.text, aangemeld: visit.signed_in.is_some() };
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

#[cfg(test)]
mod tests {
    use super::Fout;
    use crate::ui::page::tests::filled;

    #[test]
    fn it_leads_on_for_who_is_signed_in_and_who_is_not() {
        let page = |aangemeld| filled(&Fout { kop: "Kop", tekst: "<b>".to_owned(), aangemeld });
        assert!(page(true).contains("Naar uw beginpagina") && page(true).contains("&lt;b&gt;"));
        assert!(page(false).contains("Naar aanmelden"));
    }
}
