//! Known parties: who on other files of the reader may be the same as somebody on this one. Everybody on the file with their
//! candidates, and each candidate beside them with a form to decide.

mod besluit;

use app::matching::MatchBand;
use app::{Caller, Candidate, KnownOf, KnownParties, KnownProfile, LinkStand};
use axum::http::StatusCode;
use serde::Serialize;

use super::super::super::blad;
use super::super::super::paneel::Ingevuld;
use super::super::kop::Kop;
use super::super::tabs::tab;
use super::super::{Opened, READ, opened};
use crate::ui::answer::Answer;
use crate::ui::fields::Summary;
use crate::ui::form::Mistakes;
use crate::ui::page::View;
use crate::ui::route::{PageRoute, get};
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

const PATH: &str = "/dossiers/{dossierId}/onderzoek/bekende-partijen";

pub(super) fn routes() -> Vec<PageRoute> {
    let mut routes = vec![get(PATH, READ, show)];
    routes.extend(besluit::routes());
    routes
}

#[derive(Debug, Serialize)]
struct Partijen {
    kop: Kop,
    samenvatting: Option<Summary>,
    /// What was filled in about a candidate that is gone.
    ingevuld: Vec<Ingevuld>,
    personen: Vec<Persoon>,
    terug: String,
}

/// Somebody on the file.
#[derive(Debug, Serialize)]
struct Persoon {
    id: String,
    naam: String,
    onder: String,
    /// What limits the search, in sentences.
    opmerkingen: Vec<String>,
    kandidaten: Vec<Regel>,
    zwak: Vec<Regel>,
    bevestigd: Vec<Regel>,
    verworpen: Vec<Regel>,
}

/// A candidate in a list.
#[derive(Debug, Serialize)]
struct Regel {
    naam: String,
    onder: String,
    dossier: String,
    kenmerk: String,
    groep: &'static str,
    score: u16,
    waarom: String,
    /// What somebody decided before, and why.
    eerder: Option<String>,
    adres: String,
}

impl View for Partijen {
    const TEMPLATE: &'static str = "pages/dossier/bekende-partijen";
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let opened = opened(&visit, &caller).await?;
    let known = visit.app.known_parties(&caller, opened.answer.id).await?;
    let none = Gone { status: StatusCode::OK, mistakes: Mistakes::default(), typed: Vec::new() };
    listed(&visit, &opened, &known, none)
}

/// What is left of the form about a candidate that is not on the list any more.
struct Gone {
    status: StatusCode,
    mistakes: Mistakes,
    typed: Vec<Ingevuld>,
}

fn listed(
    visit: &Visit,
    opened: &Opened,
    known: &KnownParties,
    gone: Gone,
) -> Result<Answer, Trouble> {
    let id = opened.answer.id;
    let here = tab("onderzoek").ok_or(Trouble::NotFound)?;
    let address = |of: &KnownOf, one: &Candidate| {
        format!("/dossiers/{id}/onderzoek/bekende-partijen/{}/{}", of.persoon, one.persoon)
    };
    let personen = known.personen.iter().map(|of| Persoon::of(of, &address));
    let view = Partijen {
        kop: Kop::of(visit, opened, here),
        samenvatting: Summary::of(&gone.mistakes, &[]),
        ingevuld: gone.typed,
        personen: personen.collect(),
        terug: here.address(&id.to_string()),
    };
    blad::shown(visit, gone.status, &view.kop.title("Bekende partijen"), &view)
}

impl Persoon {
    fn of(of: &KnownOf, address: &impl Fn(&KnownOf, &Candidate) -> String) -> Self {
        let lines = |fits: &dyn Fn(&Candidate) -> bool| {
            let fitting = of.kandidaten.iter().filter(|one| fits(one));
            fitting.map(|one| Regel::of(one, address(of, one))).collect::<Vec<_>>()
        };
        let is_weak = |one: &Candidate| one.vergelijking.band <= MatchBand::Zwak;
        Self {
            id: of.persoon.to_string(),
            naam: of.gegevens.naam.reveal().clone(),
            onder: about(&of.gegevens),
            opmerkingen: remarks(of),
            kandidaten: lines(&|one| one.stand.is_open() && !is_weak(one)),
            zwak: lines(&|one| one.stand.is_open() && is_weak(one)),
            bevestigd: lines(&|one| one.stand == LinkStand::Bevestigd),
            verworpen: lines(&|one| one.stand == LinkStand::Verworpen),
        }
    }
}

impl Regel {
    fn of(one: &Candidate, adres: String) -> Self {
        let decided = one.besluit.as_ref();
        Self {
            naam: one.gegevens.naam.reveal().clone(),
            onder: about(&one.gegevens),
            dossier: format!("/dossiers/{}", one.dossier),
            kenmerk: one.kenmerk.clone(),
            groep: one.vergelijking.band.label(),
            score: one.vergelijking.score,
            waarom: one.vergelijking.text(),
            eerder: decided.map(|decided| match one.stand {
                LinkStand::Gewijzigd => {
                    let reason = decided.reden.as_str();
                    format!("Eerder verworpen, en daarna is er iets gewijzigd. {reason}")
                }
                _ => decided.reden.as_str().to_owned(),
            }),
            adres,
        }
    }
}

/// Says what is known beside the name, in one line.
fn about(known: &KnownProfile) -> String {
    let born = known.geboortedatum.as_ref().map(|day| words::filled_day(*day.reveal()));
    let born = born.map(|day| format!("geboren {day}"));
    let number = known.kvk_nummer.as_ref().map(|number| format!("KvK {}", number.reveal()));
    let parts = [Some(kernel::capitalised(known.kind())), born, number];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn remarks(of: &KnownOf) -> Vec<String> {
    let mut remarks = Vec::new();
    if of.gegevens.lacks_birth() {
        remarks.push("Zonder geboortedatum zijn er naamgenoten: niemand staat daarom in de groep sterk op de naam alleen.".to_owned());
    }
    remarks.extend(words::search_limits(of.meer, of.deels));
    remarks
}
