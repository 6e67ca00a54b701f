//! The order of the agenda, and how long each item takes.

use app::Caller;
use app::meetings::{CommandName, OrderItems, Refusal, TimeItem};
use axum::http::StatusCode;
use kernel::AgendaItemId;
use serde::Serialize;

use super::super::{Back, GROUP, Kruimel, lezen, shown};
use super::{Opened, opened_again, opened_for};
use crate::ui::answer::Answer;
use crate::ui::fields::{Field, Summary};
use crate::ui::form::{Form, Mistakes};
use crate::ui::page::View;
use crate::ui::route::{PageRoute, get, post};
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

const PATH: &str = "/werkgroep/vergaderingen/{vergaderingId}/volgorde";
const TITLE: &str = "Volgorde en tijd";

pub(super) fn routes() -> Vec<PageRoute> {
    vec![get(PATH, GROUP, show), post(PATH, GROUP, arrange)]
}

#[derive(Debug, Serialize)]
struct Volgorde {
    kruimels: Vec<Kruimel>,
    samenvatting: Option<Summary>,
    samen: String,
    punten: Vec<Punt>,
    adres: String,
    terug: String,
    versie: String,
}

#[derive(Debug, Serialize)]
struct Punt {
    naam: String,
    velden: Vec<Field>,
}

impl View for Volgorde {
    const TEMPLATE: &'static str = "pages/werkgroep/volgorde";
}

fn place_field(item: AgendaItemId) -> String {
    format!("plaats.{item}")
}

fn minutes_field(item: AgendaItemId) -> String {
    format!("minuten.{item}")
}

/// Fills in the agenda as it is.
fn filled(opened: &Opened) -> Form {
    let mut form = Form::default();
    for (place, item) in opened.meeting.punten.iter().enumerate() {
        form.set(&place_field(item.punt.id), (place + 1).to_string());
        form.set(&minutes_field(item.punt.id), item.punt.minuten.to_string());
    }
    form
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let opened = opened_for(&visit, &caller, CommandName::OrderItems).await?;
    let form = if visit.recalled { visit.form.clone() } else { filled(&opened) };
    let view = Volgorde::of(&opened, &visit, (&form, &Mistakes::default()));
    shown(&visit, StatusCode::OK, TITLE, &view)
}

async fn arrange(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let opened = opened_again(&visit, &caller, CommandName::OrderItems).await?;
    let back = match read(&visit.form, &opened) {
        Err(mistakes) => Back::mistaken(mistakes),
        Ok((order, times)) => {
            let change = opened.change(&visit)?;
            match visit.app.arrange_agenda(&caller, change, order, times).await {
                Ok(_) => return Ok(Answer::see(opened.address()).saying(Notice::AgendaArranged)),
                Err(error) => Back::of(error, |_| String::new(), |_: Refusal| String::new())?,
            }
        }
    };
    let opened = opened_again(&visit, &caller, CommandName::OrderItems).await?;
    let view = Volgorde::of(&opened, &visit, (&visit.form, &back.mistakes));
    shown(&visit, back.status, TITLE, &view)
}

/// Reads the order, and the items that get another time. Of items with the same number the one that stood first stays first.
fn read(form: &Form, opened: &Opened) -> Result<(OrderItems, Vec<TimeItem>), Mistakes> {
    let mut mistakes = Mistakes::default();
    let mut places = Vec::new();
    let mut times = Vec::new();
    for item in &opened.meeting.punten {
        let id = item.punt.id;
        let place = lezen::number(form, &place_field(id), &(1..=999), &mut mistakes);
        places.extend(place.map(|place: u16| (place, id)));
        let minutes = lezen::number(form, &minutes_field(id), &(1..=240), &mut mistakes);
        let other = minutes.filter(|minutes| *minutes != item.punt.minuten);
        times.extend(other.map(|minuten| TimeItem { punt: id, minuten }));
    }
    places.sort_by_key(|(place, _)| *place);
    let volgorde = places.into_iter().map(|(_, id)| id).collect();
    if mistakes.is_empty() { Ok((OrderItems { volgorde }, times)) } else { Err(mistakes) }
}

impl Volgorde {
    fn of(opened: &Opened, visit: &Visit, filled: (&Form, &Mistakes)) -> Self {
        Self::on(opened, opened.crumbs(visit.today()), filled)
    }

    fn on(opened: &Opened, kruimels: Vec<Kruimel>, (form, mistakes): (&Form, &Mistakes)) -> Self {
        let fill = |field: Field| field.filled(form, mistakes);
        let items = &opened.meeting.punten;
        let punten: Vec<Punt> = items
            .iter()
            .map(|item| Punt {
                naam: item.titel.reveal().clone(),
                velden: vec![
                    fill(Field::text(&place_field(item.punt.id), "Plaats").short().keys("numeric")),
                    fill(
                        Field::text(&minutes_field(item.punt.id), "Minuten")
                            .short()
                            .keys("numeric"),
                    ),
                ],
            })
            .collect();
        let fields: Vec<Field> = punten.iter().flat_map(|one| &one.velden).cloned().collect();
        let all: u16 = items.iter().map(|item| item.punt.minuten).sum();
        Self {
            kruimels,
            samenvatting: Summary::of(mistakes, &fields),
            samen: format!(
                "De punten duren samen {all} van de {} minuten.",
                opened.meeting.afspraak.tijd.minuten
            ),
            punten,
            adres: format!("{}/volgorde", opened.address()),
            terug: opened.address(),
            versie: opened.meeting.versie.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::voorbeeld;
    use super::*;
    use crate::ui::page::tests::filled as page;

    #[test]
    fn the_order_and_the_times_that_changed_are_read() {
        let opened = voorbeeld::open();
        let mut form = filled(&opened);
        let ids: Vec<AgendaItemId> =
            opened.meeting.punten.iter().map(|item| item.punt.id).collect();
        form.set(&place_field(ids[2]), "1");
        form.set(&minutes_field(ids[0]), "40");
        let (order, times) = read(&form, &opened).unwrap();
        assert_eq!(order.volgorde, [ids[0], ids[2], ids[1]]);
        assert_eq!(times, [TimeItem { punt: ids[0], minuten: 40 }]);
    }

    #[test]
    fn what_is_no_number_is_named_and_kept() {
        let opened = voorbeeld::open();
        let mut form = filled(&opened);
        let id = opened.meeting.punten[1].punt.id;
        form.set(&place_field(id), "eerst");
        form.set(&minutes_field(id), "241");
        let mistakes = read(&form, &opened).unwrap_err();
        let fields: Vec<_> = mistakes.iter().map(|(field, _)| field.to_owned()).collect();
        assert_eq!(fields, [place_field(id), minutes_field(id)]);
        let text = page(&Volgorde::on(&opened, Vec::new(), (&form, &mistakes)));
        assert!(text.contains("value=\"eerst\"") && text.contains("samen 75 van de 110"), "{text}");
    }
}
