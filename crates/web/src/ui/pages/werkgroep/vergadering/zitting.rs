//! The session: who is there, for which seat, and which guests. It is opened here, and changed when somebody comes or goes.

use app::meetings::{Attend, Command, CommandName, Guest, Hold, Present, Refusal, Seat};
use app::{AppError, Caller};
use axum::http::StatusCode;
use kernel::{AccountId, AgendaItemId};
use serde::Serialize;

use super::super::{Back, GROUP, Kruimel, shown};
use super::agenda::stands;
use super::{Opened, opened, opened_again};
use crate::ui::answer::Answer;
use crate::ui::fields::{Field, Summary};
use crate::ui::form::{Form, Mistakes};
use crate::ui::page::View;
use crate::ui::route::{PageRoute, get, post};
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

const PATH: &str = "/werkgroep/vergaderingen/{vergaderingId}/zitting";
/// The most guests.
const MOST: usize = 20;
const AWAY: &str = "weg";

pub(super) fn routes() -> Vec<PageRoute> {
    vec![get(PATH, GROUP, show), post(PATH, GROUP, record)]
}

#[derive(Debug, Serialize)]
struct Zitting {
    kruimels: Vec<Kruimel>,
    samenvatting: Option<Summary>,
    opschrift: &'static str,
    nodig: String,
    plaatsen: Vec<Field>,
    gasten: Vec<Gast>,
    knop: &'static str,
    adres: String,
    terug: String,
    versie: String,
}

#[derive(Debug, Serialize)]
struct Gast {
    kop: String,
    velden: Vec<Field>,
}

impl View for Zitting {
    const TEMPLATE: &'static str = "pages/werkgroep/zitting";
}

fn seat_field(member: AccountId) -> String {
    format!("plaats.{member}")
}

fn guest_field(row: usize, field: &str) -> String {
    format!("gast.{row}.{field}")
}

/// Returns the step that the page is there for: opening the session, or changing who is there.
fn step(opened: &Opened) -> Option<CommandName> {
    let known = [CommandName::Hold, CommandName::Attend];
    known.into_iter().find(|command| opened.may(*command))
}

/// Fills in who is there now; before the session nobody is.
fn filled(opened: &Opened) -> Form {
    let mut form = Form::default();
    let Some(minutes) = &opened.meeting.verslag else { return form };
    for present in &minutes.aanwezig {
        let seat = present.voor.unwrap_or(present.lid);
        form.push(&seat_field(seat), present.lid.to_string());
    }
    for (row, guest) in minutes.gasten.iter().enumerate() {
        form.set(&guest_field(row, "naam"), guest.naam.as_str());
        form.set(&guest_field(row, "organisatie"), guest.organisatie.as_str());
        let items = guest.punten.iter().map(ToString::to_string);
        form.set_all(&guest_field(row, "punten"), items);
    }
    form
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let opened = opened(&visit, &caller).await?;
    if !opened.meeting.mag.leiden {
        return Err(Trouble::Forbidden);
    }
    if step(&opened).is_none() {
        return Err(AppError::Meeting(Refusal::WrongState).into());
    }
    let form = if visit.recalled { visit.form.clone() } else { filled(&opened) };
    let view = Zitting::of(&opened, opened.crumbs(visit.today()), (&form, &Mistakes::default()));
    shown(&visit, StatusCode::OK, view.opschrift, &view)
}

async fn record(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let opened = opened_again(&visit, &caller, CommandName::Attend).await?;
    let (aanwezig, guests) = (present(&visit.form, &opened.meeting.plaatsen), guests(&visit.form));
    let back = match guests {
        Err(mistakes) => Back::mistaken(mistakes),
        Ok(gasten) => {
            let opens = opened.meeting.verslag.is_none();
            let (command, notice): (Command, Notice) = if opens {
                (Hold { aanwezig, gasten }.into(), Notice::SessionOpened)
            } else {
                (Attend { aanwezig, gasten }.into(), Notice::AttendanceChanged)
            };
            let change = opened.change(&visit)?;
            match visit.app.change_meeting(&caller, change, command).await {
                Ok(_) => return Ok(Answer::see(opened.address()).saying(notice)),
                Err(error) => refused(error, &opened.meeting.plaatsen)?,
            }
        }
    };
    let opened = opened_again(&visit, &caller, CommandName::Attend).await?;
    let crumbs = opened.crumbs(visit.today());
    let view = Zitting::of(&opened, crumbs, (&visit.form, &back.mistakes));
    shown(&visit, back.status, view.opschrift, &view)
}

/// Who is there stands at the first seat; what else stands in the way is about the meeting as a whole.
fn refused(error: AppError, seats: &[Seat]) -> Result<Back, Trouble> {
    let first = seats.first().map(|seat| seat_field(seat.lid)).unwrap_or_default();
    Back::of(
        error,
        |_| first.clone(),
        |refusal| match refusal {
            Refusal::NobodyPresent
            | Refusal::PresentTwice
            | Refusal::NotADeputy
            | Refusal::NotAMember => first.clone(),
            _ => String::new(),
        },
    )
}

/// Reads who is there, seat by seat.
fn present(form: &Form, seats: &[Seat]) -> Vec<Present> {
    let of_seat = |seat: &Seat| {
        let field = seat_field(seat.lid);
        let ticked = form.all(&field).filter_map(|text| text.parse().ok());
        let one =
            |who: AccountId| Present { lid: who, voor: (who != seat.lid).then_some(seat.lid) };
        ticked.map(one).collect::<Vec<_>>()
    };
    seats.iter().flat_map(of_seat).collect()
}

fn is_filled(form: &Form, row: usize) -> bool {
    ["naam", "organisatie", "punten"]
        .iter()
        .any(|field| form.given(&guest_field(row, field)).is_some())
}

/// Returns how many guests the form shows: all that are filled in, and an empty one.
fn rows(form: &Form) -> usize {
    let last = (0..MOST).rev().find(|row| is_filled(form, *row));
    (last.map_or(0, |row| row + 1) + 1).min(MOST)
}

/// Reads the guests; one that is taken away or empty is none.
fn guests(form: &Form) -> Result<Vec<Guest>, Mistakes> {
    let mut mistakes = Mistakes::default();
    let sets = (0..MOST).filter(|row| is_filled(form, *row) && !form.has(&guest_field(*row, AWAY)));
    let guests: Vec<Guest> = sets.filter_map(|row| guest(form, row, &mut mistakes)).collect();
    if mistakes.is_empty() { Ok(guests) } else { Err(mistakes) }
}

fn guest(form: &Form, row: usize, mistakes: &mut Mistakes) -> Option<Guest> {
    let naam = form.written(&guest_field(row, "naam"), "Vul de naam van de gast in.", mistakes);
    let field = guest_field(row, "organisatie");
    let organisatie = form.written(&field, "Vul in van welke organisatie de gast is.", mistakes);
    let field = guest_field(row, "punten");
    let punten: Vec<AgendaItemId> = form.all(&field).filter_map(|text| text.parse().ok()).collect();
    if punten.is_empty() {
        mistakes.add(
            &field,
            "Kies bij welke punten de gast is. Een gast is alleen bij de eigen punten.",
        );
    }
    Some(Guest { naam: naam?, organisatie: organisatie?, punten })
}

impl Zitting {
    fn of(opened: &Opened, kruimels: Vec<Kruimel>, (form, mistakes): (&Form, &Mistakes)) -> Self {
        let fill = |field: Field| field.filled(form, mistakes);
        let meeting = &opened.meeting;
        let plaatsen: Vec<Field> =
            meeting.plaatsen.iter().map(|seat| fill(seat_boxes(seat, opened))).collect();
        let gasten: Vec<Gast> = (0..rows(form))
            .map(|row| Gast {
                kop: format!("Gast {}", row + 1),
                velden: guest_fields(row, opened, is_filled(form, row))
                    .into_iter()
                    .map(fill)
                    .collect(),
            })
            .collect();
        let guests = gasten.iter().flat_map(|guest| &guest.velden);
        let fields: Vec<Field> = plaatsen.iter().chain(guests).cloned().collect();
        let opens = meeting.verslag.is_none();
        Self {
            kruimels,
            samenvatting: Summary::of(mistakes, &fields),
            opschrift: if opens { "Zitting openen" } else { "Aanwezigheid wijzigen" },
            nodig: format!(
                "Er zijn {} van de {} plaatsen nodig om te adviseren.",
                meeting.nodig,
                meeting.plaatsen.len()
            ),
            plaatsen,
            gasten,
            knop: if opens { "Zitting openen" } else { "Aanwezigheid vastleggen" },
            adres: format!("{}/zitting", opened.address()),
            terug: opened.address(),
            versie: meeting.versie.to_string(),
        }
    }
}

fn seat_boxes(seat: &Seat, opened: &Opened) -> Field {
    let name = opened.name(seat.lid);
    let own = (seat.lid.to_string(), format!("{name} is er"));
    let deputies = seat
        .vervangers
        .iter()
        .map(|who| (who.to_string(), format!("{} is er als vervanger", opened.name(*who))));
    Field::boxes(&seat_field(seat.lid), &format!("Plaats van {name}"))
        .choices(std::iter::once(own).chain(deputies))
}

fn guest_fields(row: usize, opened: &Opened, filled: bool) -> Vec<Field> {
    let items = opened.meeting.punten.iter().filter(|item| stands(item));
    let items = items.map(|item| (item.punt.id.to_string(), item.titel.reveal().clone()));
    let mut fields = vec![
        Field::text(&guest_field(row, "naam"), "Naam"),
        Field::text(&guest_field(row, "organisatie"), "Organisatie")
            .hint("Zoals het RIEC of de politie."),
        Field::boxes(&guest_field(row, "punten"), "Bij welke punten?").choices(items),
    ];
    if filled {
        let away = Field::boxes(&guest_field(row, AWAY), "Toch niet");
        fields.push(away.choices([("ja", "Deze gast weghalen")]));
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::super::voorbeeld;
    use super::*;
    use crate::ui::page::tests::filled as page;

    #[test]
    fn who_is_there_comes_back_as_it_was() {
        let opened = voorbeeld::held();
        let form = filled(&opened);
        let minutes = opened.meeting.verslag.as_ref().unwrap();
        assert_eq!(present(&form, &opened.meeting.plaatsen), minutes.aanwezig);
        assert_eq!(guests(&form).unwrap(), minutes.gasten);
        let text = page(&Zitting::of(&opened, Vec::new(), (&form, &Mistakes::default())));
        for words in [
            "Aanwezigheid wijzigen",
            "V. Vervanger is er als vervanger",
            "R. &lt;Riec&gt;",
            "Deze gast weghalen",
            "2 van de 3 plaatsen nodig",
        ] {
            assert!(text.contains(words), "{words}: {text}");
        }
        let opened = voorbeeld::frozen();
        let text =
            page(&Zitting::of(&opened, Vec::new(), (&filled(&opened), &Mistakes::default())));
        assert!(text.contains(">Zitting openen<") && !text.contains("weghalen"), "{text}");
    }

    #[test]
    fn every_gap_of_a_guest_is_named_and_who_is_taken_away_is_gone() {
        let mistakes = guests(&Form::of_body(b"gast.1.naam=R.+Riec")).unwrap_err();
        let fields: Vec<_> = mistakes.iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["gast.1.organisatie", "gast.1.punten"]);
        assert!(guests(&Form::of_body(b"gast.0.naam=R.+Riec&gast.0.weg=ja")).unwrap().is_empty());
    }

    #[test]
    fn a_refusal_about_who_is_there_stands_at_the_first_seat() {
        let seats = voorbeeld::held().meeting.plaatsen;
        let at = |refusal| {
            let back = refused(AppError::Meeting(refusal), &seats).unwrap();
            back.mistakes.iter().next().map(|(field, _)| field.to_owned()).unwrap()
        };
        assert_eq!(at(Refusal::NobodyPresent), seat_field(seats[0].lid));
        assert_eq!(at(Refusal::DayToCome), "");
    }
}
