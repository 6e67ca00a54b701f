//! An earlier advice or own conclusion that a file uses again (art. 29): what was recorded, and the form.

use app::inquiry::{Entry, Freshness, Reuse, ReuseEntry, ReuseOrigin, is_investigated};
use app::{Caller, DossierAnswer, Permission};
use kernel::CaseId;
use serde::Serialize;

use super::super::onderzoek::formulier::{Asking, ask, done};
use super::super::onderzoek::lezen::Reading;
use super::RECORD;
use crate::ui::answer::Answer;
use crate::ui::fields::Field;
use crate::ui::form::{Form, Mistakes};
use crate::ui::route::{PageRoute, get, post};
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

const PATH: &str = "/dossiers/{dossierId}/lbb/hergebruik";

pub(super) fn routes() -> Vec<PageRoute> {
    vec![get(PATH, RECORD, show), post(PATH, RECORD, send)]
}

/// What a file uses again.
#[derive(Debug, Serialize)]
pub(super) struct Hergebruik {
    rijen: Vec<Rij>,
    adres: Option<String>,
}

#[derive(Debug, Serialize)]
struct Rij {
    wat: &'static str,
    wie: String,
    van: String,
    kenmerk: String,
    tot_en_met: String,
    let_op: Option<&'static str>,
    reden: String,
}

impl Hergebruik {
    /// Returns what a file uses again; none for who may not read criminal data, and before and after the investigation when there is
    /// nothing.
    pub(super) async fn of(
        visit: &Visit,
        caller: &Caller,
        answer: &DossierAnswer,
    ) -> Result<Option<Self>, Trouble> {
        if !caller.may(Permission::ReadCriminal) {
            return Ok(None);
        }
        let entries = visit.app.reuses(caller, answer).await?;
        let writes = caller.may(Permission::WriteCases) && is_investigated(answer.dossier.state());
        let rijen: Vec<Rij> = entries.iter().map(|entry| row(visit, answer, entry)).collect();
        let adres = writes.then(|| format!("/dossiers/{}/lbb/hergebruik", answer.id));
        Ok((adres.is_some() || !rijen.is_empty()).then_some(Self { rijen, adres }))
    }
}

fn row(visit: &Visit, answer: &DossierAnswer, entry: &Entry<ReuseEntry>) -> Rij {
    let (today, kept) = (visit.today(), &entry.content);
    let reuse = &kept.hergebruik;
    let person = answer.dossier.file().person(reuse.persoon);
    Rij {
        wat: reuse.soort.label(),
        wie: person.map(|party| party.persoon.name.reveal().clone()).unwrap_or_default(),
        van: words::day(reuse.van, today),
        kenmerk: reuse.kenmerk.as_str().to_owned(),
        tot_en_met: words::day(kept.bruikbaar_tot_en_met, today),
        let_op: match kept.freshness(today) {
            Freshness::Usable => None,
            Freshness::Ending => Some("Bijna vijf jaar oud: beslis voor deze dag."),
            Freshness::Over => Some("Ouder dan vijf jaar: dit mag u niet meer gebruiken."),
        },
        reden: reuse.reden.as_str().to_owned(),
    }
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let answer = visit.app.dossier(&caller, visit.of_path("dossierId")?).await?;
    ask(&visit, &caller, asking(&answer), None).await
}

async fn send(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let case: CaseId = visit.of_path("dossierId")?;
    let answer = visit.app.dossier(&caller, case).await?;
    let asking = asking(&answer);
    let new = match read(&visit.form) {
        Ok(new) => new,
        Err(mistakes) => return ask(&visit, &caller, asking, Some(&mistakes)).await,
    };
    let written = visit.app.reuse(&caller, (case, None), new).await;
    done(&visit, &caller, written, asking).await
}

fn asking(answer: &DossierAnswer) -> Asking {
    let people = answer
        .dossier
        .file()
        .concerned()
        .map(|party| (party.persoon.id.to_string(), party.persoon.name.reveal().clone()));
    Asking {
        naam: "Eerder advies of eerdere conclusie gebruiken".to_owned(),
        uitleg: vec![
            "Een advies van het LBB of een eigen conclusie over dezelfde betrokkene mag u vijf jaar gebruiken voor een andere beslissing (Wet Bibob art. 29). Ga na of de feiten nog kloppen en of ze passen bij deze beslissing.".to_owned(),
        ],
        velden: vec![
            Field::radios("soort", "Wat gebruikt u opnieuw?")
                .choices(ReuseOrigin::ALL.map(|one| (one.id(), one.label()))),
            Field::select("persoon", "Over welke betrokkene gaat het?").choices(people),
            Field::day("van", "Van welke dag is het?").hint("De dag van het advies of de conclusie, dd-mm-jjjj"),
            Field::text("kenmerk", "Wat is het kenmerk van dat dossier?"),
            Field::lines("reden", "Waarom is het voor deze beslissing bruikbaar?"),
        ],
        knop: "Vastleggen",
        eerst: Form::default(),
    }
}

fn read(form: &Form) -> Result<Reuse, Mistakes> {
    let mut reading = Reading::of(form);
    let origin = ReuseOrigin::ALL.into_iter().find(|one| one.id() == form.text("soort"));
    if origin.is_none() {
        reading.mistakes.add("soort", "Kies wat u opnieuw gebruikt.");
    }
    let person = reading.parsed("persoon", "Kies over welke betrokkene het gaat.");
    let day = reading.day("van");
    let reference = reading.text("kenmerk", "Vul het kenmerk van dat dossier in.");
    let reason = reading.text("reden", "Schrijf op waarom het voor deze beslissing bruikbaar is.");
    let read = origin.zip(person).zip(day).zip(reference.zip(reason)).map(
        |(((soort, persoon), van), (kenmerk, reden))| Reuse { soort, persoon, van, kenmerk, reden },
    );
    reading.into_result(read)
}
