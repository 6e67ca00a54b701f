//! The signals of the local information consultation, and a new one.

use app::meetings::{Signal, SignalGround};
use app::{Caller, NewSignal, SignalView};
use axum::http::StatusCode;
use chrono::NaiveDate;
use serde::Serialize;

use super::Asked;
use super::paneel::field;
use super::{Actie, Back, GROUP, Kop, Kruimel, SIGNALS, group_of, lezen};
use crate::ui::answer::Answer;
use crate::ui::fields::Field;
use crate::ui::form::{Form, Mistakes};
use crate::ui::page::{View, page};
use crate::ui::route::{PageRoute, get, post};
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

const NEW: &str = "/werkgroep/signalen/nieuw";
/// A list shows so many letters of what a signal is about.
const SHORT: usize = 140;

pub(super) fn routes() -> Vec<PageRoute> {
    vec![get(SIGNALS, GROUP, list), get(NEW, GROUP, show_new), post(NEW, GROUP, bring)]
}

#[derive(Debug, Serialize)]
struct Signalen {
    kop: Kop,
    groepen: Vec<Groep>,
}

#[derive(Debug, Serialize)]
struct Groep {
    naam: &'static str,
    regels: Vec<Regel>,
}

#[derive(Debug, Serialize)]
struct Regel {
    adres: String,
    titel: String,
    kort: String,
    grondslag: &'static str,
    stand: &'static str,
    doorzendingen: Option<String>,
}

impl View for Signalen {
    const TEMPLATE: &'static str = "pages/werkgroep/signalen";
}

async fn list(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let signals = visit.app.group_signals(&caller).await?;
    page(&visit, "Signalen", &Signalen::of(&signals))
}

impl Signalen {
    fn of(signals: &[SignalView]) -> Self {
        let lines = |closed: bool| -> Vec<Regel> {
            let of_kind = signals
                .iter()
                .filter(|one| matches!(one.signaal, Signal::Afgehandeld { .. }) == closed);
            of_kind.map(Regel::of).collect()
        };
        let groups = [
            Groep { naam: "Te bespreken", regels: lines(false) },
            Groep { naam: "Afgehandeld", regels: lines(true) },
        ];
        let kop = Kop::of(
            "Signalen",
            "Wat uit het Lokaal Informatie Overleg (LIO) komt, met de grondslag om het te bespreken of door te zenden.",
            SIGNALS,
        );
        Self {
            kop: kop.with(vec![Actie::first("Signaal inbrengen", NEW)]),
            groepen: groups.into_iter().filter(|group| !group.regels.is_empty()).collect(),
        }
    }
}

/// Returns what a signal is called: what it is about may be read by who opens it.
pub(super) fn title(signal: &Signal) -> String {
    format!("Signaal uit het overleg van {}", kernel::dutch_date(signal.file().besproken_op))
}

/// Says how a signal stands.
pub(super) fn stand(signal: &Signal) -> &'static str {
    match signal {
        Signal::Ingebracht(_) => "Ingebracht, nog niet op een agenda",
        Signal::Geagendeerd { .. } => "Op de agenda van een vergadering",
        Signal::Afgehandeld { .. } => "Afgehandeld",
    }
}

impl Regel {
    fn of(one: &SignalView) -> Self {
        let file = one.signaal.file();
        let about = file.omschrijving.as_str();
        let mut short: String = about.chars().take(SHORT).collect();
        if short.len() < about.len() {
            short.push('…');
        }
        let forwarded = file.doorzendingen.len();
        Self {
            adres: format!("{SIGNALS}/{}", one.id),
            titel: title(&one.signaal),
            kort: short,
            grondslag: file.grondslag.article(),
            stand: stand(&one.signaal),
            doorzendingen: (forwarded > 0)
                .then(|| words::count(forwarded, "keer doorgezonden", "keer doorgezonden")),
        }
    }
}

/// Returns the pages above a signal.
pub(super) fn crumbs() -> Vec<Kruimel> {
    vec![Kruimel::home(), Kruimel { naam: "Signalen".to_owned(), adres: SIGNALS.to_owned() }]
}

/// Returns a ground in words, with its article.
pub(super) fn ground(ground: SignalGround) -> String {
    let words = match ground {
        SignalGround::EigenOnderzoek => "Wij zijn bevoegd en kunnen zelf onderzoek doen",
        SignalGround::Riec => {
            "Een deelnemer aan het RIEC gaf het, zodat wij de wet kunnen toepassen"
        }
        SignalGround::AnderBestuursorgaan => "Een ander bestuursorgaan gaf het",
    };
    format!("{words} ({})", ground.article())
}

async fn show_new(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    reads(&visit, &caller).await?;
    let mut form = visit.form.clone();
    if !visit.recalled {
        form.set("besprokenOp", words::filled_day(visit.today()));
    }
    asked().page(&visit, StatusCode::OK, (&form, &Mistakes::default()))
}

async fn bring(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    reads(&visit, &caller).await?;
    let back = match signal(&visit.form) {
        Err(mistakes) => Back::mistaken(mistakes),
        Ok(signal) => {
            let key = visit.request_key();
            match visit.app.bring_signal(&caller, &signal, key.as_ref()).await {
                Ok(one) => {
                    let page = format!("{SIGNALS}/{}", one.id);
                    return Ok(Answer::see(page).saying(Notice::SignalBrought));
                }
                Err(error) => Back::of(error, field, |_| String::new())?,
            }
        }
    };
    asked().page(&visit, back.status, (&visit.form, &back.mistakes))
}

/// Whoever manages the group without being in it reads no signals.
async fn reads(visit: &Visit, caller: &Caller) -> Result<(), Trouble> {
    let group = group_of(visit, caller).await?;
    if group.mag.lezen { Ok(()) } else { Err(Trouble::NotFound) }
}

fn asked() -> Asked {
    let grounds = SignalGround::ALL.map(|one| (lezen::wire_name(one), ground(one)));
    Asked {
        crumbs: crumbs(),
        title: "Signaal inbrengen",
        lead: "De werkgroep bespreekt een signaal alleen op een grondslag in de wet. Is een ander bevoegd, dan wordt het doorgezonden.".to_owned(),
        version: None,
        button: "Signaal inbrengen",
        fields: vec![
            Field::day("besprokenOp", "Dag van het overleg"),
            Field::radios("grondslag", "Waarom mag de werkgroep het bespreken?").choices(grounds),
            Field::lines("omschrijving", "Waar gaat het over?")
                .hint("Niet meer dan nodig is om te bepalen wat ermee moet gebeuren. Alle leden van de werkgroep lezen dit."),
        ],
    }
}

fn signal(form: &Form) -> Result<NewSignal, Mistakes> {
    let mut mistakes = Mistakes::default();
    let besproken_op: Option<NaiveDate> = lezen::day(form, "besprokenOp", &mut mistakes);
    let grondslag: Option<SignalGround> =
        lezen::one_of(form, "grondslag", "Kies de grondslag.", &mut mistakes);
    let about = form.written("omschrijving", "Schrijf op waar het over gaat.", &mut mistakes);
    let read = || {
        Some(NewSignal { omschrijving: about?, grondslag: grondslag?, besproken_op: besproken_op? })
    };
    read().ok_or(mistakes)
}

#[cfg(test)]
mod tests {
    use super::super::samples::says;
    use super::super::signaal::tests::{brought, closed};
    use super::*;
    use crate::ui::page::tests::filled;

    #[test]
    fn the_list_tells_what_is_to_be_discussed_from_what_is_done() {
        let page = filled(&Signalen::of(&[brought(), closed()]));
        says(
            &page,
            &[
                "Te bespreken",
                "Afgehandeld",
                "Signaal uit het overleg van 8 februari 2027",
                "Een leeg &lt;pand&gt;",
                "1 keer doorgezonden",
                "Wet Bibob art. 7a",
            ],
        );
        assert!(filled(&Signalen::of(&[])).contains("Nog geen signalen"));
    }

    #[test]
    fn every_gap_of_a_signal_is_named() {
        let mistakes = signal(&Form::of_body(b"besprokenOp=ooit")).unwrap_err();
        let fields: Vec<_> = mistakes.iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["besprokenOp", "grondslag", "omschrijving"]);
        let good = b"besprokenOp=1-2-2027&grondslag=riec&omschrijving=Iets";
        assert_eq!(signal(&Form::of_body(good)).unwrap().grondslag, SignalGround::Riec);
    }
}
