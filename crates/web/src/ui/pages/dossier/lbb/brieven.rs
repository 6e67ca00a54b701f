//! The letters around a request for advice: the findings that go along, that there is one (art. 32), and the report for the register.

use app::{Caller, Permission};

use super::super::Opened;
use super::super::onderdeel::{Letter, report_of};
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

pub(super) async fn of(
    visit: &Visit,
    caller: &Caller,
    opened: &Opened,
) -> Result<Vec<Letter>, Trouble> {
    let (id, case) = (opened.answer.id, &opened.answer.dossier);
    let asked = matches!(case, app::command::Case::AdviceAsked(_));
    let notices = case.file().concerned().filter(|_| asked).map(|party| Letter {
        naam: format!("Bericht van de adviesaanvraag aan {}", party.persoon.name.reveal()),
        uitleg: "Zegt dat het LBB om advies is gevraagd, en wat dat betekent voor de beslistermijn (art. 31 en 32). Verstuur dit op de dag van het verzoek (L10).",
        adres: format!("/dossiers/{id}/brieven/lbb-kennisgeving/{}", party.persoon.id),
    });
    let findings = caller.may(Permission::ReadCriminal).then(|| Letter {
        naam: "Bevindingen eigen onderzoek".to_owned(),
        uitleg: "Het formulier voor het LBB, gevuld uit het dossier en de vragenlijsten (bijlage 2). Wat u nog invult, staat er duidelijk bij (L09).",
        adres: format!("/dossiers/{id}/lbb/bevindingen"),
    });
    let report = report_of(visit, caller, opened).await?;
    Ok(notices.chain(findings).chain(report).collect())
}
