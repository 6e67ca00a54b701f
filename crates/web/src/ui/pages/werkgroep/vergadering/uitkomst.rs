//! What came of an item: the advice, the conclusion, the actions and what is proposed to be corrected.

use app::meetings::{Action, Advice, CommandName, Correction, MinutesItem};
use chrono::NaiveDate;
use serde::Serialize;

use super::{Opened, woorden};
use crate::ui::words;

#[derive(Debug, Serialize)]
pub(super) struct Uitkomst {
    belangen: Vec<String>,
    /// That there is an advice, to who is not on the file.
    gesloten: bool,
    advies: Option<Advies>,
    conclusie: Option<String>,
    acties: Vec<Actieregel>,
    verbeteringen: Vec<Verbetering>,
}

#[derive(Debug, Serialize)]
struct Advies {
    soort: String,
    redenen: String,
    wijze: String,
    meegedaan: String,
    afwijkend: Vec<Afwijkend>,
}

#[derive(Debug, Serialize)]
struct Afwijkend {
    naam: String,
    standpunt: String,
}

/// An action with the button that says it is done.
#[derive(Debug, Serialize)]
pub(super) struct Actieregel {
    wat: String,
    eigenaar: String,
    uiterlijk: String,
    gereed: Option<String>,
    /// Where it is said to be done; none when it is, or cannot be said now.
    adres: Option<String>,
    id: String,
    versie: String,
}

#[derive(Debug, Serialize)]
pub(super) struct Verbetering {
    nummer: String,
    tekst: String,
    door: String,
    stand: &'static str,
}

impl Uitkomst {
    pub(super) fn of(item: &MinutesItem, opened: &Opened, today: NaiveDate) -> Self {
        let interest =
            |who: String| format!("{who} had een belang, zag dit punt niet en deed niet mee.");
        Self {
            belangen: item.belangen.iter().map(|one| interest(opened.name(one.lid))).collect(),
            gesloten: item.advies.is_none()
                && opened.item(item.punt).is_ok_and(|shown| shown.geadviseerd),
            advies: item.advies.as_ref().map(|advice| Advies::of(advice, opened)),
            conclusie: item.conclusie.as_ref().map(|text| text.as_str().to_owned()),
            acties: item.acties.iter().map(|one| action(one, opened, today)).collect(),
            verbeteringen: item.verbeteringen.iter().map(|one| correction(one, opened)).collect(),
        }
    }
}

impl Advies {
    fn of(advice: &Advice, opened: &Opened) -> Self {
        let voters: Vec<String> =
            advice.stemgerechtigd.iter().map(|who| opened.name(*who)).collect();
        Self {
            soort: kernel::capitalised(advice.advies.label()),
            redenen: advice.redenen.as_str().to_owned(),
            wijze: woorden::method(&advice.wijze, voters.len()),
            meegedaan: voters.join(", "),
            afwijkend: advice
                .afwijkend
                .iter()
                .map(|one| Afwijkend {
                    naam: opened.name(one.lid),
                    standpunt: one.standpunt.as_str().to_owned(),
                })
                .collect(),
        }
    }
}

pub(super) fn action(action: &Action, opened: &Opened, today: NaiveDate) -> Actieregel {
    let open = action.gereed_op.is_none() && opened.may(CommandName::ActionDone);
    Actieregel {
        wat: action.wat.as_str().to_owned(),
        eigenaar: opened.name(action.eigenaar),
        uiterlijk: words::short_day(action.uiterlijk, today),
        gereed: action.gereed_op.map(|day| words::short_day(day, today)),
        adres: open.then(|| format!("{}/acties/gereed", opened.address())),
        id: action.id.to_string(),
        versie: opened.meeting.versie.to_string(),
    }
}

pub(super) fn correction(correction: &Correction, opened: &Opened) -> Verbetering {
    Verbetering {
        nummer: correction.nummer.to_string(),
        tekst: correction.tekst.as_str().to_owned(),
        door: opened.name(correction.door),
        stand: match correction.overgenomen {
            None => "Voorgesteld",
            Some(true) => "Overgenomen",
            Some(false) => "Niet overgenomen",
        },
    }
}
