//! The minutes: to read, to propose a correction of, and to adopt in a later meeting.

use app::meetings::{Adopt, CommandName, Correct, Guest, Minutes, Present, Refusal, StateName};
use app::{AppError, Caller, MeetingLine};
use axum::http::StatusCode;
use chrono::NaiveDate;
use kernel::{AgendaItemId, MeetingId};
use serde::Serialize;
use std::collections::BTreeSet;

use super::super::{Back, GROUP, Kruimel, lezen, shown};
use super::uitkomst::{Actieregel, Uitkomst, Verbetering, action, correction};
use super::{Opened, opened};
use crate::ui::answer::Answer;
use crate::ui::fields::{Field, Summary};
use crate::ui::form::{Form, Mistakes};
use crate::ui::page::View;
use crate::ui::route::{PageRoute, get, post};
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

const PATH: &str = "/werkgroep/vergaderingen/{vergaderingId}/verslag";
const CORRECT: &str = "/werkgroep/vergaderingen/{vergaderingId}/verslag/verbetering";
const ADOPT: &str = "/werkgroep/vergaderingen/{vergaderingId}/verslag/vaststellen";

const ITEM: &str = "punt";
const TEXT: &str = "verbetering";
const MEETING: &str = "vergadering";
const TAKEN: &str = "overgenomen";

pub(super) fn routes() -> Vec<PageRoute> {
    vec![
        get(PATH, GROUP, show),
        post(CORRECT, GROUP, correct).shown_on(PATH),
        post(ADOPT, GROUP, adopt).button_of(PATH),
    ]
}

#[derive(Debug, Serialize)]
struct Verslag {
    kruimels: Vec<Kruimel>,
    samenvatting: Option<Summary>,
    onder: String,
    aanwezig: Vec<String>,
    afwezig: Vec<String>,
    gasten: Vec<String>,
    kenmerk: String,
    punten: Vec<Punt>,
    acties: Vec<Actieregel>,
    verbeteringen: Vec<Verbetering>,
    verbeteren: Option<Deel>,
    vaststellen: Option<Deel>,
    /// Why nobody can adopt the minutes yet.
    wacht: bool,
    adres: String,
    pdf: String,
    versie: String,
}

#[derive(Debug, Serialize)]
struct Punt {
    id: String,
    naam: String,
    uitkomst: Uitkomst,
}

/// The fields of one of the forms.
#[derive(Debug, Serialize)]
struct Deel {
    velden: Vec<Field>,
}

impl View for Verslag {
    const TEMPLATE: &'static str = "pages/werkgroep/verslag";
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let opened = opened(&visit, &caller).await?;
    let back = Back { status: StatusCode::OK, mistakes: Mistakes::default() };
    page_of(&visit, &opened, &back)
}

async fn correct(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let opened = opened(&visit, &caller).await?;
    let mut mistakes = Mistakes::default();
    let says = "Schrijf op wat er anders moet.";
    let Some(tekst) = visit.form.written(TEXT, says, &mut mistakes) else {
        return page_of(&visit, &opened, &Back::mistaken(mistakes));
    };
    let punt: Option<AgendaItemId> = visit.form.given(ITEM).and_then(|text| text.parse().ok());
    let change = opened.change(&visit)?;
    let done = visit.app.change_meeting(&caller, change, Correct { punt, tekst }).await;
    finished((&visit, &caller), done.map(|_| Notice::CorrectionProposed), TEXT).await
}

async fn adopt(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let opened = opened(&visit, &caller).await?;
    let mut mistakes = Mistakes::default();
    let says = "Kies in welke vergadering het verslag is vastgesteld.";
    let chosen: Option<MeetingId> = lezen::chosen(&visit.form, MEETING, says, &mut mistakes);
    let Some(vergadering) = chosen else {
        return page_of(&visit, &opened, &Back::mistaken(mistakes));
    };
    let taken = visit.form.all(TAKEN).filter_map(|text| text.parse().ok());
    let overgenomen: BTreeSet<usize> = taken.collect();
    let change = opened.change(&visit)?;
    let command = Adopt { vergadering, overgenomen };
    let done = visit.app.change_meeting(&caller, change, command).await;
    finished((&visit, &caller), done.map(|_| Notice::MinutesAdopted), MEETING).await
}

/// Goes back to the minutes, or shows what stands in the way at a field.
async fn finished(
    (visit, caller): (&Visit, &Caller),
    done: Result<Notice, AppError>,
    at: &str,
) -> Result<Answer, Trouble> {
    let opened = opened(visit, caller).await?;
    match done {
        Ok(notice) => Ok(Answer::see(format!("{}/verslag", opened.address())).saying(notice)),
        Err(error) => {
            let back = Back::of(
                error,
                |_| at.to_owned(),
                |refusal| match refusal {
                    Refusal::UnknownItem => ITEM.to_owned(),
                    Refusal::UnknownCorrection => TAKEN.to_owned(),
                    _ => at.to_owned(),
                },
            )?;
            page_of(visit, &opened, &back)
        }
    }
}

fn page_of(visit: &Visit, opened: &Opened, back: &Back) -> Result<Answer, Trouble> {
    // Before the session was opened there are no minutes.
    let minutes = opened.meeting.verslag.as_ref().ok_or(Trouble::NotFound)?;
    let view = Verslag::of(opened, minutes, visit.today(), (&visit.form, &back.mistakes));
    shown(visit, back.status, "Verslag", &view)
}

impl Verslag {
    fn of(
        opened: &Opened,
        minutes: &Minutes,
        today: NaiveDate,
        (form, mistakes): (&Form, &Mistakes),
    ) -> Self {
        let fill = |fields: Vec<Field>| Deel {
            velden: fields.into_iter().map(|field| field.filled(form, mistakes)).collect(),
        };
        let corrects = opened.may(CommandName::Correct) || form.given(TEXT).is_some();
        let verbeteren = corrects.then(|| fill(correction_fields(opened)));
        let later = adopting(opened);
        let leads = opened.may(CommandName::Adopt);
        let vaststellen =
            (leads && !later.is_empty()).then(|| fill(adoption_fields(&later, minutes, today)));
        let parts = verbeteren.iter().chain(&vaststellen).flat_map(|part| &part.velden);
        let fields: Vec<Field> = parts.cloned().collect();
        Self {
            kruimels: opened.crumbs(today),
            samenvatting: Summary::of(mistakes, &fields),
            onder: standing(opened, minutes, today),
            aanwezig: attendance(opened, minutes),
            afwezig: minutes.afwezig.iter().map(|who| opened.name(*who)).collect(),
            gasten: guests(minutes),
            kenmerk: minutes.agenda.to_string(),
            punten: items(opened, minutes, today),
            acties: minutes.acties.iter().map(|one| action(one, opened, today)).collect(),
            verbeteringen: minutes
                .verbeteringen
                .iter()
                .map(|one| correction(one, opened))
                .collect(),
            verbeteren,
            wacht: leads && vaststellen.is_none(),
            vaststellen,
            adres: format!("{}/verslag", opened.address()),
            pdf: format!("{}/verslag.pdf", opened.address()),
            versie: opened.meeting.versie.to_string(),
        }
    }
}

/// Says whether the minutes are a draft, or when and where they were adopted.
fn standing(opened: &Opened, minutes: &Minutes, today: NaiveDate) -> String {
    let Some(adopted) = &minutes.vaststelling else {
        return "Concept. Het wordt vastgesteld in een volgende vergadering.".to_owned();
    };
    let on = words::day(adopted.op.dutch_date(), today);
    let meeting = opened.others.iter().find(|line| line.id == adopted.vergadering);
    match meeting {
        Some(line) => {
            format!("Vastgesteld op {on}, in de vergadering van {}.", words::day(line.op, today))
        }
        None => format!("Vastgesteld op {on}."),
    }
}

/// Everybody who was there at some time.
fn attendance(opened: &Opened, minutes: &Minutes) -> Vec<String> {
    let to_the_end = minutes.aanwezig.iter().map(|one| present(opened, *one));
    let gone = minutes.vertrokken.iter().map(|one| left(present(opened, *one)));
    to_the_end.chain(gone).collect()
}

fn left(mut line: String) -> String {
    line.push_str(" (vertrokken voor het einde)");
    line
}

fn present(opened: &Opened, one: Present) -> String {
    match one.voor {
        None => opened.name(one.lid),
        Some(member) => format!("{}, voor {}", opened.name(one.lid), opened.name(member)),
    }
}

fn guests(minutes: &Minutes) -> Vec<String> {
    let guest = |one: &Guest| format!("{}, {}", one.naam.as_str(), one.organisatie.as_str());
    let gone = minutes.vertrokken_gasten.iter().map(guest).map(left);
    minutes.gasten.iter().map(guest).chain(gone).collect()
}

fn items(opened: &Opened, minutes: &Minutes, today: NaiveDate) -> Vec<Punt> {
    let shown = minutes.punten.iter().map(|item| Punt {
        id: format!("punt-{}", item.punt),
        naam: opened.item(item.punt).map(|one| one.titel.reveal().clone()).unwrap_or_default(),
        uitkomst: Uitkomst::of(item, opened, today),
    });
    shown.collect()
}

/// Returns the later meetings in which the minutes can be adopted: those that were opened.
fn adopting(opened: &Opened) -> Vec<&MeetingLine> {
    let was_opened =
        |line: &&MeetingLine| matches!(line.stand, StateName::Held | StateName::Adopted);
    opened.later().filter(was_opened).collect()
}

fn correction_fields(opened: &Opened) -> Vec<Field> {
    let items = opened.meeting.punten.iter();
    let items = items.map(|item| (item.punt.id.to_string(), item.titel.reveal().clone()));
    let whole = (String::new(), "Het verslag als geheel".to_owned());
    vec![
        Field::select(ITEM, "Waar gaat de verbetering over?")
            .choices(std::iter::once(whole).chain(items)),
        Field::lines(TEXT, "Wat moet er anders?"),
    ]
}

fn adoption_fields(later: &[&MeetingLine], minutes: &Minutes, today: NaiveDate) -> Vec<Field> {
    let meetings = later.iter().map(|line| {
        (line.id.to_string(), format!("De vergadering van {}", words::day(line.op, today)))
    });
    let none = (String::new(), "Kies een vergadering".to_owned());
    let mut fields = vec![
        Field::select(MEETING, "In welke vergadering?")
            .choices(std::iter::once(none).chain(meetings)),
    ];
    let of_items = minutes.punten.iter().flat_map(|item| &item.verbeteringen);
    let corrections: Vec<(String, String)> = of_items
        .chain(&minutes.verbeteringen)
        .map(|one| (one.nummer.to_string(), format!("{}. {}", one.nummer, one.tekst.as_str())))
        .collect();
    if !corrections.is_empty() {
        let taken = Field::boxes(TAKEN, "Welke verbeteringen zijn overgenomen?");
        fields.push(taken.choices(corrections));
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::super::voorbeeld;
    use super::*;
    use crate::ui::page::tests::filled;
    use app::meetings::Adoption;

    fn page(opened: &Opened) -> String {
        let minutes = opened.meeting.verslag.as_ref().unwrap();
        let (form, mistakes) = (Form::default(), Mistakes::default());
        filled(&Verslag::of(opened, minutes, voorbeeld::today(), (&form, &mistakes)))
    }

    #[test]
    fn the_minutes_say_who_was_there_what_was_said_and_what_is_to_be_corrected() {
        let text = page(&voorbeeld::held());
        for words in [
            "Concept. Het wordt vastgesteld",
            "V. Vervanger, voor O. Voorbeeld",
            "Z. Afwezig",
            "R. &lt;Riec&gt;, RIEC",
            "W. Weg (vertrokken voor het einde)",
            "T. Tolk, Tolkbureau (vertrokken voor het einde)",
            "O. Voorbeeld had een belang",
            "Verder onderzoeken",
            "Eerst het &lt;LBB&gt; afwachten.",
            "Actie &lt;zonder punt&gt;",
            "De plaats klopt niet.",
            "Verbetering voorstellen",
            "nog geen latere vergadering is geopend",
        ] {
            assert!(text.contains(words), "{words}: {text}");
        }
        assert!(!text.contains("Verslag vaststellen<"), "{text}");
    }

    #[test]
    fn they_are_adopted_in_a_later_meeting_that_was_opened() {
        let mut opened = voorbeeld::held();
        opened.others[1].stand = StateName::Held;
        let text = page(&opened);
        for words in ["De vergadering van do 1 april", "1. Het was dinsdag.", "2. De plaats"] {
            assert!(text.contains(words), "{words}: {text}");
        }
        opened.meeting.mag.leiden = false;
        assert!(!page(&opened).contains("name=\"overgenomen\""));
        let later = opened.others[1].id;
        let minutes = opened.meeting.verslag.as_mut().unwrap();
        minutes.vaststelling = Some(Adoption {
            vergadering: later,
            op: kernel::Moment::start_of("2027-04-01".parse().unwrap()),
            aanwezig: Vec::new(),
        });
        minutes.verbeteringen[0].overgenomen = Some(false);
        minutes.punten[1].verbeteringen[0].overgenomen = Some(true);
        opened.meeting.toegestaan.clear();
        let text = page(&opened);
        assert!(text.contains("Vastgesteld op do 1 april, in de vergadering van do 1 april."));
        assert!(text.contains("Niet overgenomen") && !text.contains("voorstellen<"), "{text}");
    }
}
