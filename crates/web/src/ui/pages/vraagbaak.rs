//! The help desk: what the Act says, per step. What somebody searches for comes in the body of a form and goes no further: an
//! officer may type a name.

use app::help::step_name;
use app::{Caller, HelpArticle, HelpPart, HelpSubject, law_link};
use serde::Serialize;

use crate::ui::answer::Answer;
use crate::ui::fields::Field;
use crate::ui::form::{Form, Mistakes};
use crate::ui::page::{View, page};
use crate::ui::route::{PageAccess, PageRoute, get, post};
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

const ADDRESS: &str = "/vraagbaak";
const SEARCH: &str = "zoek";

pub(super) fn routes() -> Vec<PageRoute> {
    vec![
        get(ADDRESS, PageAccess::SignedIn, show),
        post(ADDRESS, PageAccess::SignedIn, search),
        get("/vraagbaak/{onderwerp}", PageAccess::SignedIn, subject),
    ]
}

#[derive(Debug, Serialize)]
struct Vraagbaak {
    zoekveld: Field,
    /// What was found; none when nothing was searched for.
    gevonden: Option<Gevonden>,
    /// Whether the reader can ask the working group.
    werkgroep: bool,
    stappen: Vec<Stap>,
}

#[derive(Debug, Serialize)]
struct Gevonden {
    kop: String,
    onderwerpen: Vec<Regel>,
}

#[derive(Debug, Serialize)]
struct Stap {
    naam: &'static str,
    onderwerpen: Vec<Regel>,
}

#[derive(Debug, Serialize)]
struct Regel {
    naam: String,
    adres: String,
    kort: String,
}

impl View for Vraagbaak {
    const TEMPLATE: &'static str = "pages/vraagbaak/overzicht";
}

#[derive(Debug, Serialize)]
struct Onderwerp {
    kop: String,
    stap: &'static str,
    kort: String,
    delen: Vec<Deel>,
    onzeker: Vec<String>,
    artikelen: Vec<Artikel>,
    gecontroleerd: String,
    verwant: Vec<Regel>,
}

#[derive(Debug, Serialize)]
struct Deel {
    naam: String,
    tekst: Vec<String>,
    punten: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Artikel {
    naam: String,
    adres: Option<String>,
    gaat_over: String,
}

impl View for Onderwerp {
    const TEMPLATE: &'static str = "pages/vraagbaak/onderwerp";
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let view = Vraagbaak {
        zoekveld: search_field(&visit.form),
        gevonden: None,
        werkgroep: visit.app.has_help_desk(&caller).await?,
        stappen: steps(visit.app.help()),
    };
    page(&visit, "Vraagbaak", &view)
}

async fn search(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let words = visit.form.text(SEARCH);
    let found = visit.app.search_help(words);
    let view = Vraagbaak {
        zoekveld: search_field(&visit.form),
        gevonden: (!words.is_empty()).then(|| Gevonden::of(&found)),
        werkgroep: visit.app.has_help_desk(&caller).await?,
        stappen: steps(visit.app.help()),
    };
    page(&visit, "Zoeken in de vraagbaak", &view)
}

async fn subject(visit: Visit, _: Caller) -> Result<Answer, Trouble> {
    let id: String = visit.of_path("onderwerp")?;
    let all = visit.app.help();
    let subject = all.iter().find(|subject| subject.id == id).ok_or(Trouble::NotFound)?;
    let view = Onderwerp::of(subject, all);
    page(&visit, &view.kop, &view)
}

fn search_field(form: &Form) -> Field {
    let field = Field::text(SEARCH, "Zoek op een of meer woorden");
    field.filled(form, &Mistakes::default())
}

fn steps(subjects: &[HelpSubject]) -> Vec<Stap> {
    let mut steps: Vec<Stap> = Vec::new();
    for subject in subjects {
        let naam = step_name(subject.text.stap);
        let line = Regel::of(subject);
        match steps.last_mut().filter(|step| step.naam == naam) {
            Some(step) => step.onderwerpen.push(line),
            None => steps.push(Stap { naam, onderwerpen: vec![line] }),
        }
    }
    steps
}

impl Gevonden {
    fn of(found: &[&HelpSubject]) -> Self {
        let kop = match found.len() {
            0 => "Niets gevonden".to_owned(),
            some => words::count(some, "onderwerp gevonden", "onderwerpen gevonden"),
        };
        Self { kop, onderwerpen: found.iter().map(|subject| Regel::of(subject)).collect() }
    }
}

impl Regel {
    fn of(subject: &HelpSubject) -> Self {
        Self {
            naam: subject.text.titel.clone(),
            adres: format!("{ADDRESS}/{}", subject.id),
            kort: subject.text.kort.clone(),
        }
    }
}

impl Onderwerp {
    fn of(subject: &HelpSubject, all: &[HelpSubject]) -> Self {
        let text = &subject.text;
        let related = |id: &String| all.iter().find(|other| other.id == *id).map(Regel::of);
        Self {
            kop: text.titel.clone(),
            stap: step_name(text.stap),
            kort: text.kort.clone(),
            delen: text.delen.iter().map(Deel::of).collect(),
            onzeker: text.onzeker.clone(),
            artikelen: text.artikelen.iter().map(Artikel::of).collect(),
            gecontroleerd: words::full_day(text.gecontroleerd),
            verwant: text.verwant.iter().filter_map(related).collect(),
        }
    }
}

impl Deel {
    fn of(part: &HelpPart) -> Self {
        Self { naam: part.kop.clone(), tekst: part.tekst.clone(), punten: part.punten.clone() }
    }
}

impl Artikel {
    fn of(article: &HelpArticle) -> Self {
        Self {
            naam: article.artikel.clone(),
            adres: law_link(&article.artikel),
            gaat_over: article.gaat_over.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::page::tests::filled;

    fn line(naam: &str) -> Regel {
        Regel { naam: naam.to_owned(), adres: "/vraagbaak/x".to_owned(), kort: "Kort.".to_owned() }
    }

    #[test]
    fn the_list_says_what_was_found_or_how_to_go_on() {
        let page = |gevonden: Option<Vec<Regel>>, werkgroep| {
            filled(&Vraagbaak {
                werkgroep,
                zoekveld: search_field(&Form::of_body(b"zoek=hersteltermijn")),
                gevonden: gevonden
                    .map(|onderwerpen| Gevonden { kop: "Gevonden".to_owned(), onderwerpen }),
                stappen: vec![Stap { naam: "De termijnen", onderwerpen: vec![line("Termijn")] }],
            })
        };
        let first = page(None, false);
        assert!(first.contains("De termijnen") && !first.contains("id=\"gevonden\""));
        assert!(!first.contains("/werkgroep/vragen"), "{first}");
        assert!(page(None, true).contains("href=\"/werkgroep/vragen\""));
        assert!(page(Some(vec![line("Aanvulling")]), false).contains("Aanvulling"));
        let nothing = page(Some(Vec::new()), true);
        assert!(nothing.contains("ander woord") && nothing.contains("value=\"hersteltermijn\""));
        assert!(nothing.contains("Stel uw vraag aan de werkgroep"), "{nothing}");
    }

    #[test]
    fn a_subject_shows_answer_parts_doubts_and_articles() {
        let page = |all: bool| {
            filled(&Onderwerp {
                kop: "De hersteltermijn".to_owned(),
                stap: "De vragenlijst",
                kort: "U kiest een redelijke termijn.".to_owned(),
                delen: vec![Deel {
                    naam: "Zo doet u het".to_owned(),
                    tekst: if all { vec!["Schrijf.".to_owned()] } else { Vec::new() },
                    punten: if all { vec!["Noem de dag.".to_owned()] } else { Vec::new() },
                }],
                onzeker: if all { vec!["Geen lengte.".to_owned()] } else { Vec::new() },
                artikelen: vec![Artikel {
                    naam: "Awb art. 4:5".to_owned(),
                    adres: all.then(|| "https://wetten.overheid.nl/x".to_owned()),
                    gaat_over: "Aanvullen".to_owned(),
                }],
                gecontroleerd: "wo 25 november 2026".to_owned(),
                verwant: if all { vec![line("Buiten behandeling")] } else { Vec::new() },
            })
        };
        let full = page(true);
        for words in [
            "Noem de dag.",
            "Niet zeker",
            "Geen lengte.",
            "https://wetten.overheid.nl/x",
            "Buiten behandeling",
            "wo 25 november 2026",
        ] {
            assert!(full.contains(words), "«{words}» is not in: {full}");
        }
        let bare = page(false);
        assert!(!bare.contains("Niet zeker") && !bare.contains("Lees ook"));
    }
}
