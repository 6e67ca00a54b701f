//! Grounds for refusal outside the Wet Bibob: what was looked at, and the form that records it.

use app::Caller;
use app::inquiry::{Entry, RegularGround, RegularOutcome};
use kernel::{CaseId, InquiryEntryId};
use serde::Serialize;

use super::super::WRITE;
use super::formulier::{Asking, ask, done};
use super::lezen::Reading;
use crate::ui::answer::Answer;
use crate::ui::fields::Field;
use crate::ui::form::{Form, Mistakes};
use crate::ui::route::{PageRoute, get, post};
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

const NEW: &str = "/dossiers/{dossierId}/beoordeling/gronden/nieuw";
const CHANGE: &str = "/dossiers/{dossierId}/beoordeling/gronden/{grondId}";

pub(super) fn routes() -> Vec<PageRoute> {
    vec![
        get(NEW, WRITE, show_new),
        post(NEW, WRITE, send_new),
        get(CHANGE, WRITE, show_change),
        post(CHANGE, WRITE, send_change),
    ]
}

/// A ground on the page.
#[derive(Debug, Serialize)]
pub(super) struct AndereGrond {
    grond: String,
    uitkomst: &'static str,
    toelichting: String,
    wijzigen: Option<String>,
}

impl AndereGrond {
    pub(super) fn of(case: CaseId, entry: &Entry<RegularGround>, writes: bool) -> Self {
        let content = &entry.content;
        Self {
            grond: content.grond.as_str().to_owned(),
            uitkomst: content.uitkomst.label(),
            toelichting: content.toelichting.as_str().to_owned(),
            wijzigen: writes.then(|| format!("/dossiers/{case}/beoordeling/gronden/{}", entry.id)),
        }
    }
}

async fn show_new(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    ask(&visit, &caller, asking(Form::default()), None).await
}

async fn send_new(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    send(&visit, &caller, None).await
}

async fn show_change(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let answer = visit.app.dossier(&caller, visit.of_path("dossierId")?).await?;
    let id: InquiryEntryId = visit.of_path("grondId")?;
    let known = visit.app.regular_grounds(&caller, &answer).await?;
    let entry = known
        .into_iter()
        .find(|entry| entry.id == id && entry.opens_to(&caller))
        .ok_or(Trouble::NotFound)?;
    let mut first = Form::default();
    first.set("grond", entry.content.grond.as_str().to_owned());
    first.set("uitkomst", entry.content.uitkomst.id().to_owned());
    first.set("toelichting", entry.content.toelichting.as_str().to_owned());
    ask(&visit, &caller, asking(first), None).await
}

async fn send_change(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let id: InquiryEntryId = visit.of_path("grondId")?;
    send(&visit, &caller, Some(id)).await
}

async fn send(
    visit: &Visit,
    caller: &Caller,
    replaces: Option<InquiryEntryId>,
) -> Result<Answer, Trouble> {
    let asking = asking(Form::default());
    let ground = match read(&visit.form) {
        Ok(ground) => ground,
        Err(mistakes) => return ask(visit, caller, asking, Some(&mistakes)).await,
    };
    let case: CaseId = visit.of_path("dossierId")?;
    let written = visit.app.weigh_regular_ground(caller, (case, None), (replaces, &ground)).await;
    done(visit, caller, written, asking).await
}

fn asking(eerst: Form) -> Asking {
    Asking {
        naam: "Andere weigeringsgrond".to_owned(),
        uitleg: vec![
            "De Wet Bibob komt na de gewone weigeringsgronden, zoals slecht levensgedrag of strijd met het omgevingsplan. Leg vast wat u daarover hebt nagegaan.".to_owned(),
        ],
        velden: vec![
            Field::text("grond", "Welke grond?").hint("Met het artikel, zoals «slecht levensgedrag (artikel 8 Alcoholwet)»"),
            Field::select("uitkomst", "Wat is ervan gekomen?")
                .choices(RegularOutcome::ALL.map(|one| (one.id(), one.label()))),
            Field::lines("toelichting", "Waarom?"),
        ],
        knop: "Vastleggen",
        eerst,
    }
}

fn read(form: &Form) -> Result<RegularGround, Mistakes> {
    let mut reading = Reading::of(form);
    let grond = reading.text("grond", "Schrijf op welke grond u hebt nagegaan.");
    let outcome = RegularOutcome::ALL.into_iter().find(|one| one.id() == form.text("uitkomst"));
    if outcome.is_none() {
        reading.mistakes.add("uitkomst", "Kies wat ervan is gekomen.");
    }
    let toelichting = reading.text("toelichting", "Schrijf op waarom.");
    let read = grond
        .zip(outcome)
        .zip(toelichting)
        .map(|((grond, uitkomst), toelichting)| RegularGround { grond, uitkomst, toelichting });
    reading.into_result(read)
}
