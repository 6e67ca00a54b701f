//! Search by words. The words travel in a form and never in an address: they are names of people.

use app::{Caller, Paged, WorkLine};
use kernel::Redacted;
use serde::Serialize;

use super::READ;
use super::regel::Regel;
use crate::ui::answer::Answer;
use crate::ui::fields::{Field, Summary};
use crate::ui::form::{Form, Mistakes};
use crate::ui::page::{View, page, page_with_mistakes};
use crate::ui::route::{PageRoute, get, post};
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

const PATH: &str = "/werkvoorraad/zoeken";
const WORDS: &str = "zoekterm";
/// The longest text to search for, in characters.
const LONGEST: usize = 200;

pub(super) fn routes() -> Vec<PageRoute> {
    vec![get(PATH, READ, ask), post(PATH, READ, find)]
}

/// The field for the words.
pub(super) fn field(form: &Form, mistakes: &Mistakes) -> Field {
    Field::text(WORDS, "Naam, nummer of KvK-nummer").input("search").filled(form, mistakes)
}

#[derive(Debug, Serialize)]
struct Zoeken {
    samenvatting: Option<Summary>,
    zoekveld: Field,
    gezocht: bool,
    onder: String,
    regels: Vec<Regel>,
    zoekterm: String,
    volgende: Option<String>,
}

impl View for Zoeken {
    const TEMPLATE: &'static str = "pages/werkvoorraad/zoeken";
}

async fn ask(visit: Visit, _: Caller) -> Result<Answer, Trouble> {
    page(&visit, "Zoeken", &empty(&visit.form, &Mistakes::default()))
}

async fn find(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let mistakes = mistakes(&visit.form);
    if !mistakes.is_empty() {
        return page_with_mistakes(&visit, "Zoeken", &empty(&visit.form, &mistakes));
    }
    let words = Redacted::new(visit.form.text(WORDS).to_owned());
    let found = visit.app.search_work(&caller, &words, visit.form.given("na")).await?;
    page(&visit, "Zoeken", &view(&visit, &caller, &found))
}

fn mistakes(form: &Form) -> Mistakes {
    let mut mistakes = Mistakes::default();
    let words = form.text(WORDS);
    if words.is_empty() {
        mistakes.add(WORDS, "Vul een naam, een nummer of een KvK-nummer in.");
    } else if words.chars().count() > LONGEST {
        mistakes.add(WORDS, format!("Vul ten hoogste {LONGEST} tekens in."));
    }
    mistakes
}

fn empty(form: &Form, mistakes: &Mistakes) -> Zoeken {
    let zoekveld = field(form, mistakes);
    Zoeken {
        samenvatting: Summary::of(mistakes, std::slice::from_ref(&zoekveld)),
        zoekveld,
        gezocht: false,
        onder: String::new(),
        regels: Vec::new(),
        zoekterm: String::new(),
        volgende: None,
    }
}

fn view(visit: &Visit, caller: &Caller, found: &Paged<WorkLine>) -> Zoeken {
    let today = visit.today();
    let row = |line: &WorkLine| Regel::of(line, caller.role(), today);
    Zoeken {
        gezocht: true,
        onder: under(found, visit.form.given("na").is_some()),
        regels: found.items.iter().map(row).collect(),
        zoekterm: visit.form.text(WORDS).to_owned(),
        volgende: found.volgende.clone(),
        ..empty(&visit.form, &Mistakes::default())
    }
}

/// Says how much was found. How much there is in all is not counted: a page is enough to see whether to ask more precisely.
fn under(found: &Paged<WorkLine>, further: bool) -> String {
    let number = words::count(found.items.len(), "dossier", "dossiers");
    match (found.items.is_empty(), further || found.volgende.is_some()) {
        (true, _) => "Niets gevonden".to_owned(),
        (false, true) => format!("{number} op deze pagina, het nieuwste eerst"),
        (false, false) => format!("{number} gevonden, het nieuwste eerst"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::page::tests::filled;

    #[test]
    fn an_empty_result_teaches_what_can_be_found() {
        let found = Paged { items: Vec::new(), volgende: None };
        let mut view = empty(&Form::of_body(b"zoekterm=gans"), &Mistakes::default());
        assert!(!filled(&view).contains("Niets gevonden"));
        view.gezocht = true;
        view.onder = under(&found, false);
        let page = filled(&view);
        assert!(
            page.contains("Niets gevonden") && page.contains("alleen dossiers waar u op staat")
        );
        assert!(page.contains("value=\"gans\""), "{page}");
    }

    #[test]
    fn the_next_page_carries_the_words_in_a_form() {
        let mut view = empty(&Form::default(), &Mistakes::default());
        view.gezocht = true;
        view.regels = super::super::regel::tests::rows();
        view.zoekterm = "de \"gans\"".to_owned();
        assert!(!filled(&view).contains("name=\"na\""));
        view.volgende = Some("abc".to_owned());
        let page = filled(&view);
        assert!(page.contains("name=\"na\" value=\"abc\""));
        assert!(page.contains("name=\"zoekterm\" value=\"de &quot;gans&quot;\""), "{page}");
    }

    #[test]
    fn nothing_to_search_for_is_a_mistake_with_a_link() {
        let form = Form::of_body(b"zoekterm=+");
        let page = filled(&empty(&form, &mistakes(&form)));
        assert!(page.contains("href=\"#zoekterm\"") && page.contains("Vul een naam"));
        let long = format!("zoekterm={}", "x".repeat(201));
        assert!(!mistakes(&Form::of_body(long.as_bytes())).is_empty());
    }
}
