//! Asking a source about somebody.

use app::inquiry::SourceRequest;
use app::{AppError, Caller};
use kernel::{CaseId, SubjectId};

use super::super::WRITE;
use super::formulier::{Asking, ask, done};
use super::lezen::Reading;
use crate::ui::answer::Answer;
use crate::ui::fields::Field;
use crate::ui::form::{Form, Mistakes};
use crate::ui::route::{PageRoute, get, post};
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

const PATH: &str = "/dossiers/{dossierId}/onderzoek/bevragen/{persoonId}/{bronId}";

pub(super) fn routes() -> Vec<PageRoute> {
    vec![get(PATH, WRITE, show), post(PATH, WRITE, send)]
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let asking = asking(&visit, &caller).await?;
    ask(&visit, &caller, asking, None).await
}

async fn asking(visit: &Visit, caller: &Caller) -> Result<Asking, Trouble> {
    let (case, person): (CaseId, SubjectId) =
        (visit.of_path("dossierId")?, visit.of_path("persoonId")?);
    let id: String = visit.of_path("bronId")?;
    let source = visit.app.rules().sources().find(&id).ok_or(Trouble::NotFound)?;
    let answer = visit.app.dossier(caller, case).await?;
    let party = answer.dossier.file().person(person).ok_or(Trouble::NotFound)?;
    let mut eerst = Form::default();
    eerst.set("gevraagdOp", words::filled_day(visit.today()));
    Ok(Asking {
        naam: format!("{}: {}", source.name, party.persoon.name.reveal()),
        uitleg: vec![
            "Leg vast dat u deze bron bevraagt. Het artikel komt er vanzelf bij. Buiten de kring van de bron kan het niet.".to_owned(),
            source.conditions.clone(),
        ],
        velden: vec![
            Field::day("gevraagdOp", "Wanneer is het gevraagd?").hint("Bijvoorbeeld 20-11-2026"),
            Field::day("uiterlijk", "Wanneer moet het antwoord er zijn?").optional(),
            Field::lines("waarom", "Waarom zijn deze gegevens nodig?")
                .hint("Eén of twee zinnen: waar twijfelt u over, en wat kan deze bron daarover zeggen?"),
        ],
        knop: "Bevraging vastleggen",
        eerst,
    })
}

async fn send(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let case: CaseId = visit.of_path("dossierId")?;
    let asking = asking(&visit, &caller).await?;
    let request = match request(&visit)? {
        Ok(request) => request,
        Err(mistakes) => return ask(&visit, &caller, asking, Some(&mistakes)).await,
    };
    let written: Result<_, AppError> = visit.app.ask_source(&caller, (case, None), request).await;
    done(&visit, &caller, written, asking).await
}

fn request(visit: &Visit) -> Result<Result<SourceRequest, Mistakes>, Trouble> {
    let mut reading = Reading::of(&visit.form);
    let gevraagd_op = reading.day("gevraagdOp");
    let uiterlijk = reading.day_if_given("uiterlijk");
    let waarom = reading.text("waarom", "Schrijf op waarom deze gegevens nodig zijn.");
    let (bron, persoon) = (visit.of_path("bronId")?, visit.of_path("persoonId")?);
    let read = gevraagd_op.zip(waarom).map(|(gevraagd_op, waarom)| SourceRequest {
        bron,
        persoon,
        waarom,
        gevraagd_op,
        uiterlijk,
    });
    Ok(reading.into_result(read))
}
