//! The steps of the form, with how far each is.

use app::questionnaire::{BlockKey, Gap, Place, evaluate, places};
use app::{Applicant, Filling, RepairOf};
use axum::http::Method;
use serde::Serialize;

use super::vraag::why;
use super::{Kop, address, head, inside};
use crate::ui::answer::Answer;
use crate::ui::page::{View, page};
use crate::ui::route::PageRoute;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

pub(super) fn routes() -> Vec<PageRoute> {
    vec![PageRoute::open(Method::GET, "/formulier/stappen", inside(show))]
}

#[derive(Debug, Serialize)]
struct Overzicht {
    kop: Kop,
    groepen: Vec<Groep>,
    klaar: usize,
    stappen: usize,
    verder: Option<String>,
    is_open: bool,
    is_gesloten: bool,
    opschrift: &'static str,
    /// The last day to give what is missing, when that was asked.
    aanvullen_tot: Option<String>,
    /// The documents to put right.
    aanpassen: Vec<Aanpassing>,
    /// Whether nothing else can be changed.
    is_beperkt: bool,
}

/// A document to put right.
#[derive(Debug, Serialize)]
struct Aanpassing {
    bij: String,
    waarom: String,
    adres: Option<String>,
}

impl View for Overzicht {
    const TEMPLATE: &'static str = "pages/formulier/stappen";
}

/// The steps about one person.
#[derive(Debug, Serialize)]
struct Groep {
    over: Option<String>,
    stappen: Vec<Stap>,
}

#[derive(Debug, Serialize)]
struct Stap {
    titel: String,
    adres: String,
    stand: &'static str,
    is_klaar: bool,
}

async fn show(visit: Visit, applicant: Applicant) -> Result<Answer, Trouble> {
    let filling = visit.app.filling(&applicant).await?;
    let view = view(&visit, &applicant, &filling);
    Ok(visit.with_door(page(&visit, "Alle stappen", &view)?))
}

fn view(visit: &Visit, applicant: &Applicant, filling: &Filling) -> Overzicht {
    let sheet = evaluate(&filling.form, &filling.answers);
    let missing = visit.app.missing(&filling.form, &filling.answers, visit.today());
    let places = places(&filling.form, &sheet);
    let mut groepen: Vec<(BlockKey, Groep)> = Vec::new();
    let mut verder = None;
    for place in &places {
        let is_klaar = is_done(place, filling, &missing);
        if !is_klaar && verder.is_none() {
            verder = Some(address(place));
        }
        let begun = place_is_begun(place, filling);
        let stap = Stap {
            titel: place.title(&filling.answers),
            adres: address(place),
            stand: match (is_klaar, begun) {
                (true, _) => "Klaar",
                (false, true) => "Nog niet af",
                (false, false) => "Nog doen",
            },
            is_klaar,
        };
        match groepen.last_mut() {
            Some((block, groep)) if *block == place.block => groep.stappen.push(stap),
            _ => groepen
                .push((place.block, Groep { over: over(place, filling), stappen: vec![stap] })),
        }
    }
    let stappen = places.len();
    let klaar = groepen.iter().flat_map(|(_, groep)| &groep.stappen);
    Overzicht {
        kop: head(visit, applicant, filling),
        klaar: klaar.filter(|stap| stap.is_klaar).count(),
        groepen: groepen.into_iter().map(|(_, groep)| groep).collect(),
        stappen,
        verder: verder.filter(|_| filling.is_open),
        is_open: filling.is_open,
        is_gesloten: filling.is_closed,
        opschrift: match filling.repair {
            Some(RepairOf::Documents) => "Pas een stuk aan",
            Some(RepairOf::Everything) => "Vul aan wat er ontbreekt",
            None => "Uw formulier in stappen",
        },
        aanvullen_tot: (filling.repair == Some(RepairOf::Everything))
            .then(|| words::day(filling.until, visit.today())),
        aanpassen: corrections(filling, &places),
        is_beperkt: filling.is_limited(),
    }
}

fn corrections(filling: &Filling, places: &[Place]) -> Vec<Aanpassing> {
    let asked = filling.corrections.iter().map(|one| {
        let question = filling.form.question(&one.place.question);
        let at = places.iter().find(|place| {
            place.block == one.place.block && question.is_some_and(|one| one.step == place.step.id)
        });
        let title = question.map_or("", |question| question.title());
        let whom = (one.place.block != BlockKey::Betrokkene)
            .then(|| format!(", over {}", filling.answers.name_of(one.place.block)));
        Aanpassing {
            bij: format!("{title}{}", whom.unwrap_or_default()),
            waarom: why(one),
            adres: at.map(address),
        }
    });
    asked.collect()
}

fn over(place: &Place, filling: &Filling) -> Option<String> {
    (place.block != BlockKey::Betrokkene).then(|| filling.answers.name_of(place.block))
}

/// Whether nothing is missing on a page and something was answered, or it asks nothing that is needed.
fn is_done(place: &Place, filling: &Filling, missing: &[Gap]) -> bool {
    let here = |gap: &&Gap| {
        let question = gap.question.as_deref();
        let on_page = |id: &str| {
            filling.form.question(id).is_some_and(|question| question.step == place.step.id)
        };
        // A block nobody began with is missing as a whole: every page of it is.
        gap.block == place.block && question.map_or(gap.block != BlockKey::Betrokkene, on_page)
    };
    missing.iter().find(here).is_none()
}

fn place_is_begun(place: &Place, filling: &Filling) -> bool {
    let answered = filling.answers.blocks.get(&place.block);
    answered.is_some_and(|answers| {
        answers.keys().any(|id| {
            filling.form.question(id).is_some_and(|question| question.step == place.step.id)
        })
    })
}
