//! Withdrawal at any time, closed files that stay closed, and the file that follows on one.

use super::dossiers::*;
use super::payloads::*;
use super::samples::*;
use crate::*;
use kernel::{CaseId, Id};
use uuid::Uuid;

#[test]
fn an_applicant_withdraws_at_any_time() {
    for spot in SPOTS.into_iter().filter(|spot| *spot != "gesloten") {
        for procedure in Procedure::ALL {
            let Some(drive) = drive_to(procedure, spot) else { continue };
            // Nobody applied for a withdrawal or an ending, so there is nothing to take back.
            let expected = if procedure.is_running() { "geen-aanvraag" } else { "gesloten" };
            assert_eq!(drive.answer(withdraw(drive.today, false)), expected, "{spot}");
        }
    }
}

/// The objection may be a neighbour's: it is not lost with the application.
#[test]
fn an_open_remedy_stays_on_the_file_when_the_application_is_withdrawn() {
    for (spot, kept) in [("bezwaar", "bezwaar"), ("beroep", "beroep")] {
        let drive = drive(Drive::new(Procedure::Beschikking), spot);
        let closed = drive.clone().by(behandelaar(), withdraw(drive.today, false));
        let json = serde_json::to_value(&closed.case).unwrap();
        assert_eq!(json["lopend"]["middel"], kept, "{json:#}");
        assert!(json["lopend"][kept]["van"][0].is_string());
    }
}

#[test]
fn a_closed_file_stays_closed() {
    let unscreened = Drive::new(Procedure::Beschikking)
        .then("2026-11-03", scope(law::scope::Regime::Optioneel, day("2026-11-03")))
        .then("2026-11-03", CloseUnscreened { motivering: text("Geen aanleiding.") });
    let withdrawn = advised(Drive::new(Procedure::Beschikking))
        .then("2026-12-10", withdraw(day("2026-12-10"), true));
    let decided = drive(Drive::new(Procedure::Beschikking), "gesloten");
    for drive in [unscreened, withdrawn, decided] {
        for name in CommandName::ALL {
            let refusal = drive
                .try_by(beslisser(), sample(*name, Procedure::Beschikking, drive.today))
                .expect_err("closed");
            assert_eq!(refusal.code.id(), "dossier-gesloten");
            assert!(refusal.allowed.is_empty());
        }
        assert_eq!(drive.clock(), clock::Clock::default());
        assert!(drive.case.ending().is_some());
    }
}

#[test]
fn new_facts_open_a_file_that_follows_on_the_closed_one() {
    let closed = drive(Drive::new(Procedure::Beschikking), "gesloten");
    let mut start = file(Procedure::IntrekkingBeschikking);
    start.id = CaseId::from_uuid(Uuid::from_u128(1_001));
    start.ontvangen_op = day("2027-06-01");
    start.vervolg_op = Some(closed.case.file().id);
    let linked = Drive::of(start)
        .then("2027-06-01", AddEvidence { op: day("2027-05-30"), stuk: evidence("tip") })
        .then("2027-06-01", scope(law::scope::Regime::Optioneel, day("2027-06-01")));
    assert_eq!(linked.case.file().vervolg_op, Some(closed.case.file().id));
    // A tip is evidence, never a consequence: the official still has to choose for a screening.
    assert_eq!(linked.answer(forms(day("2027-06-01"), 14, false)), "keuze-ontbreekt");
    assert_eq!(closed.state(), "gesloten");
}

#[test]
fn the_working_group_advises_in_any_open_state_and_holds_up_nothing() {
    for spot in SPOTS.into_iter().filter(|spot| *spot != "gesloten") {
        let drive = drive_to(Procedure::Beschikking, spot).unwrap();
        let state = drive.state();
        let advice = WorkingGroupAdvice { op: drive.today, advies: text("Niet doen."), stuk: None };
        let by = behandelaar();
        assert_eq!(drive.by(by, advice).state(), state);
    }
}
