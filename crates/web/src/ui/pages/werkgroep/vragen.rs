//! The questions of colleagues to the working group: listed, searched and asked. What somebody searches for comes in the body of a
//! form and goes no further: it may be a name.

use app::meetings::HelpQuestion;
use app::{AppError, AskHelp, Caller, HelpSearch, HelpView, Paged, Permission};
use axum::http::StatusCode;
use chrono::NaiveDate;
use serde::Serialize;

use super::Asked;
use super::paneel::field;
use super::{Actie, Back, Kop, Kruimel, QUESTIONS};
use crate::ui::answer::Answer;
use crate::ui::fields::Field;
use crate::ui::form::{Form, Mistakes};
use crate::ui::page::{View, page};
use crate::ui::route::{PageAccess, PageRoute, get, post};
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

/// Whoever works on files may ask, in the group or not.
pub(super) const DESK: PageAccess =
    PageAccess::OneOf(&[Permission::ReadCases, Permission::WriteCases]);
const NEW: &str = "/werkgroep/vragen/nieuw";
const SEARCH: &str = "zoek";
/// Where the next page begins.
const AFTER: &str = "na";
/// Only questions without an answer.
const OPEN: &str = "zonder-antwoord";

pub(super) fn routes() -> Vec<PageRoute> {
    vec![
        get(QUESTIONS, DESK, list),
        post(QUESTIONS, DESK, search),
        get(NEW, DESK, show_new),
        post(NEW, DESK, ask),
    ]
}

#[derive(Debug, Serialize)]
struct Vragen {
    kop: Kop,
    zoekveld: Field,
    /// What was searched for; empty for a list.
    gezocht: String,
    zonder_antwoord: bool,
    gevonden: String,
    regels: Vec<Regel>,
    /// The address of the next page of a list.
    volgende: Option<String>,
    /// Where the next page of what was found begins.
    verder: Option<String>,
}

#[derive(Debug, Serialize)]
struct Regel {
    adres: String,
    onderwerp: String,
    stand: &'static str,
    dag: String,
    eigen: bool,
}

impl View for Vragen {
    const TEMPLATE: &'static str = "pages/werkgroep/vragen";
}

/// What is asked of the list.
struct Listing<'l> {
    form: &'l Form,
    search: HelpSearch,
    /// Whether the reader is in the group.
    is_inside: bool,
    today: NaiveDate,
}

async fn list(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let alleen_open = visit.query.has(OPEN);
    let search = HelpSearch { woorden: String::new(), alleen_open };
    let found = visit.app.help_page(&caller, &search, visit.query.given(AFTER)).await?;
    listed((&visit, &caller), search, found).await
}

async fn search(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let woorden = visit.form.text(SEARCH).to_owned();
    let search = HelpSearch { woorden, alleen_open: false };
    let found = visit.app.help_page(&caller, &search, visit.form.given(AFTER)).await?;
    listed((&visit, &caller), search, found).await
}

async fn listed(
    (visit, caller): (&Visit, &Caller),
    search: HelpSearch,
    found: Paged<HelpView>,
) -> Result<Answer, Trouble> {
    let is_inside = is_inside(visit, caller).await?;
    let listing = Listing { form: &visit.form, search, is_inside, today: visit.today() };
    let view = listing.view(found);
    page(visit, &view.kop.titel, &view)
}

/// Returns whether the reader is in the group or leads it. Others see the questions and nothing else of it.
pub(super) async fn is_inside(visit: &Visit, caller: &Caller) -> Result<bool, Trouble> {
    match visit.app.working_group(caller).await {
        Ok(group) => Ok(group.is_some_and(|group| group.mag.lezen)),
        Err(AppError::NotFound) => Ok(false),
        Err(other) => Err(other.into()),
    }
}

/// Returns the pages above a question: what is not for the reader is not named.
pub(super) fn crumbs(is_inside: bool) -> Vec<Kruimel> {
    let first = if is_inside {
        Kruimel::home()
    } else {
        Kruimel { naam: "Vraagbaak".to_owned(), adres: "/vraagbaak".to_owned() }
    };
    vec![first, Kruimel { naam: "Vragen aan de werkgroep".to_owned(), adres: QUESTIONS.to_owned() }]
}

impl Listing<'_> {
    fn view(self, found: Paged<HelpView>) -> Vragen {
        let kop = Kop::of(
            "Vragen aan de werkgroep",
            "Collega's vragen, de werkgroep antwoordt met de artikelen en regels erbij. Iedereen van uw organisatie die aan dossiers werkt, leest de antwoorden.",
            QUESTIONS,
        );
        let kop = kop.with(vec![Actie::first("Vraag stellen", NEW)]);
        let is_search = !self.search.woorden.is_empty();
        let next = |cursor: &String| {
            let only = if self.search.alleen_open { format!("&{OPEN}=ja") } else { String::new() };
            format!("{QUESTIONS}?{AFTER}={cursor}{only}")
        };
        let field = Field::text(SEARCH, "Zoek op een of meer woorden");
        Vragen {
            kop: if self.is_inside { kop } else { kop.without_tabs() },
            zoekveld: field.filled(self.form, &Mistakes::default()),
            volgende: found.volgende.as_ref().filter(|_| !is_search).map(next),
            gevonden: self.heading(&found),
            regels: found.items.iter().map(|one| Regel::of(one, self.today)).collect(),
            verder: found.volgende.filter(|_| is_search),
            zonder_antwoord: self.search.alleen_open,
            gezocht: self.search.woorden,
        }
    }

    fn heading(&self, found: &Paged<HelpView>) -> String {
        match (self.search.woorden.is_empty(), found.items.len()) {
            (true, _) if self.search.alleen_open => "Vragen zonder antwoord".to_owned(),
            (true, _) => "De nieuwste vragen".to_owned(),
            (false, 0) => "Niets gevonden".to_owned(),
            (false, some) => words::count(some, "vraag gevonden", "vragen gevonden"),
        }
    }
}

/// Says how a question stands.
pub(super) fn stand(question: &HelpQuestion) -> &'static str {
    match question {
        HelpQuestion::Gesteld(_) => "Wacht op antwoord",
        HelpQuestion::Beantwoord(_) => "Beantwoord",
        HelpQuestion::Gesloten(_) => "Gesloten",
        HelpQuestion::Ingetrokken(_) => "Ingetrokken",
    }
}

impl Regel {
    fn of(one: &HelpView, today: NaiveDate) -> Self {
        let asked = one.vraag.asked();
        Self {
            adres: format!("{QUESTIONS}/{}", one.id),
            onderwerp: asked.onderwerp.as_str().to_owned(),
            stand: stand(&one.vraag),
            dag: words::short_day(asked.gesteld_op.dutch_date(), today),
            eigen: one.eigen,
        }
    }
}

async fn show_new(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let form = visit.form.clone();
    new_page(&visit, &caller, StatusCode::OK, (&form, &Mistakes::default())).await
}

async fn ask(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let back = match question(&visit.form) {
        Err(mistakes) => Back::mistaken(mistakes),
        Ok(asked) => {
            let key = visit.request_key();
            match visit.app.ask_help(&caller, &asked, key.as_ref()).await {
                Ok(one) => {
                    let page = format!("{QUESTIONS}/{}", one.id);
                    return Ok(Answer::see(page).saying(Notice::QuestionAsked));
                }
                Err(error) => Back::of(error, field, |_| String::new())?,
            }
        }
    };
    new_page(&visit, &caller, back.status, (&visit.form, &back.mistakes)).await
}

fn question(form: &Form) -> Result<AskHelp, Mistakes> {
    let mut mistakes = Mistakes::default();
    let subject = form.written("onderwerp", "Schrijf een onderwerp op.", &mut mistakes);
    let question = form.written("vraag", "Schrijf uw vraag op.", &mut mistakes);
    let asked = subject.zip(question).map(|(onderwerp, vraag)| AskHelp { onderwerp, vraag });
    asked.ok_or(mistakes)
}

async fn new_page(
    visit: &Visit,
    caller: &Caller,
    status: StatusCode,
    filled: (&Form, &Mistakes),
) -> Result<Answer, Trouble> {
    // Where nobody answers, there is nothing to ask.
    if !visit.app.has_help_desk(caller).await? {
        return Err(Trouble::NotFound);
    }
    let asked = Asked {
        crumbs: crumbs(is_inside(visit, caller).await?),
        title: "Vraag stellen",
        lead: "De leden van de werkgroep zien uw vraag. Is er een antwoord, dan lezen al uw collega's die aan dossiers werken vraag en antwoord.".to_owned(),
        version: None,
        button: "Vraag stellen",
        fields: vec![
            Field::text("onderwerp", "Onderwerp").hint("In een paar woorden, zoals: leges en Bibob"),
            Field::lines("vraag", "Wat is uw vraag?")
                .hint("Schrijf geen namen en geen gegevens van een dossier op: niet iedereen die dit leest, mag die kennen (Wet Bibob art. 28)."),
        ],
    };
    asked.page(visit, status, filled)
}

#[cfg(test)]
mod tests {
    use super::super::samples::{says, today};
    use super::super::vraag::tests::{answered, asked as unanswered};
    use super::*;
    use crate::ui::page::tests::filled;

    fn shown(words: &str, found: Vec<HelpView>, next: Option<&str>, is_inside: bool) -> String {
        let form = Form::of_body(format!("zoek={words}").as_bytes());
        let search = HelpSearch { woorden: words.to_owned(), alleen_open: false };
        let listing = Listing { form: &form, search, is_inside, today: today() };
        filled(&listing.view(Paged { items: found, volgende: next.map(str::to_owned) }))
    }

    #[test]
    fn the_list_shows_what_waits_and_goes_on() {
        let page = shown("", vec![unanswered(), answered()], Some("plek"), true);
        says(
            &page,
            &[
                "Wacht op antwoord",
                "Beantwoord",
                "uw vraag",
                "Leges &lt;en&gt; Bibob",
                "/werkgroep/vragen?na=plek",
                "Onderdelen van de werkgroep",
                "Vraag stellen",
            ],
        );
        let outside = shown("", Vec::new(), None, false);
        assert!(outside.contains("Nog geen vragen"), "{outside}");
        assert!(!outside.contains("Onderdelen van de werkgroep"), "{outside}");
    }

    #[test]
    fn words_come_back_and_stand_in_no_address() {
        let page = shown("gans", vec![answered()], Some("plek"), true);
        assert!(page.contains("name=\"zoek\" value=\"gans\"") && page.contains("value=\"plek\""));
        assert!(!page.contains("?na") && page.contains("1 vraag gevonden"), "{page}");
        let nothing = shown("gans", Vec::new(), None, true);
        assert!(nothing.contains("Niets gevonden") && nothing.contains("Vraag stellen"));
    }

    #[test]
    fn every_gap_of_a_question_is_named() {
        let mistakes = question(&Form::of_body(b"vraag=+")).unwrap_err();
        assert!(mistakes.of("onderwerp").is_some() && mistakes.of("vraag").is_some());
        assert!(question(&Form::of_body(b"onderwerp=a&vraag=b")).is_ok());
    }
}
