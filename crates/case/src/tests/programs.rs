//! Only people judge and decide (art. 22 AVG), and only those with the mandate decide.

use super::dossiers::*;
use super::payloads::*;
use super::samples::*;
use crate::*;

#[test]
fn programs_cannot_assess_or_decide_avg_22() {
    let permit = || Drive::new(Procedure::Beschikking);
    let holder = drive(Drive::new(Procedure::IntrekkingBeschikking), "vragenlijst-uit");
    for (drive, name) in [
        (drive(permit(), "onderzoek"), CommandName::Assess),
        (drive(permit(), "beoordeeld"), CommandName::Confirm),
        (drive(permit(), "beoordeeld/bevestigd"), CommandName::Intend),
        (drive(permit(), "voornemen"), CommandName::ExceptViews),
        (drive(permit(), "voornemen/gehoord"), CommandName::Decide),
        (drive(permit(), "vragenlijst-uit"), CommandName::Proceed),
        (drive(permit(), "vragenlijst-uit"), CommandName::TakeFacts),
        (drive(permit(), "vragenlijst-uit/ongebruikt"), CommandName::PutAside),
        (drive(permit(), "bezwaar"), CommandName::DecideObjection),
        (holder, CommandName::RecordRefusal),
    ] {
        let command = || sample(name, drive.start.procedure, drive.today);
        let disguised = Actor { mens: true, ..programma() };
        let mechanical = Actor { mens: false, ..beslisser() };
        for program in [programma(), disguised, mechanical] {
            assert_eq!(drive.answer_by(program, command()), "alleen-een-mens", "{}", name.id());
        }
        assert_ne!(drive.answer(command()), "alleen-een-mens");
    }
}

#[test]
fn programs_may_record_what_the_calendar_says() {
    for (spot, name) in [
        ("intake", CommandName::DecideScope),
        ("vragenlijst-uit", CommandName::TermUnused),
        ("lbb-advies/voorbij", CommandName::AdviceOverdue),
        ("voornemen", CommandName::ViewsUnused),
        ("onderzoek", CommandName::AddEvidence),
    ] {
        let drive = drive(Drive::new(Procedure::Beschikking), spot);
        let command = sample(name, drive.start.procedure, drive.today);
        assert!(drive.try_by(programma(), command).is_ok(), "{}", name.id());
    }
}

#[test]
fn only_the_one_with_the_mandate_decides_awb_10_1() {
    for (spot, name) in [
        ("voornemen/gehoord", CommandName::Decide),
        ("vragenlijst-uit/ongebruikt", CommandName::PutAside),
        ("bezwaar", CommandName::DecideObjection),
    ] {
        let drive = drive(Drive::new(Procedure::Beschikking), spot);
        for rol in OfficeRole::ALL {
            let command = sample(name, drive.start.procedure, drive.today);
            let answer = drive.answer_by(actor(20, rol), command);
            let expected = match rol {
                OfficeRole::Beslisser => "besloten",
                OfficeRole::Systeem => "alleen-een-mens",
                _ => "geen-mandaat",
            };
            assert_eq!(answer, expected, "{} {}", name.id(), rol.id());
        }
    }
}
