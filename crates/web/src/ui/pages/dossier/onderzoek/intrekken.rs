//! Saying that a finding does not count any more, and why.

use app::Caller;
use kernel::{CaseId, InquiryEntryId};

use super::super::WRITE;
use super::TAB;
use super::formulier::{Asking, ask, done};
use super::lezen::Reading;
use crate::ui::answer::Answer;
use crate::ui::fields::Field;
use crate::ui::form::Form;
use crate::ui::route::{PageRoute, get, post};
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

const PATH: &str = "/dossiers/{dossierId}/onderzoek/bevindingen/{bevindingId}/intrekken";

pub(super) fn routes() -> Vec<PageRoute> {
    // A choice and a sentence: nothing to lose.
    vec![get(PATH, WRITE, show), post(PATH, WRITE, send).button_of(TAB)]
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let asking = asking(&visit, &caller).await?;
    ask(&visit, &caller, asking, None).await
}

async fn asking(visit: &Visit, caller: &Caller) -> Result<Asking, Trouble> {
    let (case, id): (CaseId, InquiryEntryId) =
        (visit.of_path("dossierId")?, visit.of_path("bevindingId")?);
    let answer = visit.app.dossier(caller, case).await?;
    let found = visit.app.established(caller, &answer).await?;
    let entry = found.iter().find(|entry| entry.id == id).ok_or(Trouble::NotFound)?;
    let kinds = visit.app.risk_rules()?.kinds();
    let kind = &entry.content.bevinding.kind;
    let label = kinds.find(kind).map_or(kind.as_str(), |kind| kind.label.as_str());
    Ok(Asking {
        naam: format!("Intrekken: {label}"),
        uitleg: vec![
            "De bevinding telt daarna niet meer mee. Zij blijft te lezen, met uw reden.".to_owned(),
        ],
        velden: vec![Field::lines("reden", "Waarom telt deze bevinding niet meer mee?")],
        knop: "Bevinding intrekken",
        eerst: Form::default(),
    })
}

async fn send(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let (case, id) = (visit.of_path("dossierId")?, visit.of_path("bevindingId")?);
    let asking = asking(&visit, &caller).await?;
    let mut reading = Reading::of(&visit.form);
    let reason = reading.text("reden", "Schrijf op waarom.");
    let reason = match reading.into_result(reason) {
        Ok(reason) => reason,
        Err(mistakes) => return ask(&visit, &caller, asking, Some(&mistakes)).await,
    };
    let written = visit.app.withdraw_finding(&caller, (case, None), (id, reason)).await;
    done(&visit, &caller, written, asking).await
}
