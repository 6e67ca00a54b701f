//! What a reader without the right to criminal data does not see (AVG 10, UAVG 31 to 33).

use super::dossiers::advised;
use super::payloads::*;
use super::samples::*;
use crate::*;

const CANARY: &str = "Koolmonoxidereden";

/// A text that nobody without that right may see.
fn told() -> Text {
    text(CANARY)
}

/// Steps of a withdrawal on which the LBB was asked on 1 December, each with a reason that can hold criminal data.
fn steps() -> Vec<(&'static str, Command)> {
    let (breach_on, declined_on) = (day("2026-12-02"), day("2026-12-03"));
    let (intended_on, decided_on) = (day("2026-12-08"), day("2026-12-24"));
    let outcome = Outcome::Intrekken;
    let refused = refused(A, RefusedTo::Lbb, breach_on);
    let excepted = except(DERDE, ViewsException::AlGehoord);
    let intend = intend(outcome, Basis::Gevaar, intended_on);
    let decide = decide(outcome, Basis::Gevaar, decided_on);
    let assess = assess(Ground::A, Degree::Ernstig);
    vec![
        ("2026-12-02", RecordBreach { motivering: told(), ..breach(breach_on) }.into()),
        ("2026-12-02", Refused { motivering: told(), ..refused }.into()),
        ("2026-12-02", WorkingGroupAdvice { op: breach_on, advies: told(), stuk: None }.into()),
        ("2026-12-03", AdviceDeclined { op: declined_on, motivering: told() }.into()),
        ("2026-12-04", Assess { evenredigheid: Some(told()), ..assess }.into()),
        ("2026-12-07", Confirm { toelichting: told() }.into()),
        ("2026-12-08", Intend { motivering: told(), ..intend }.into()),
        ("2026-12-22", views(A, day("2026-12-22")).into()),
        ("2026-12-23", ExceptViews { motivering: told(), ..excepted }.into()),
        ("2026-12-24", Decide { motivering: told(), ..decide }.into()),
    ]
}

fn written(case: &Case) -> String {
    serde_json::to_string(case).expect("JSON")
}

#[test]
fn no_reason_that_can_hold_criminal_data_is_left_in_a_shielded_file() {
    let mut drive = advised(Drive::new(Procedure::IntrekkingBeschikking));
    for (on, command) in steps() {
        let name = command.name();
        let before = written(&drive.case).matches(CANARY).count();
        drive = drive.then(on, command);
        let after = written(&drive.case).matches(CANARY).count();
        assert_eq!(after > before, name.may_hold_criminal_data(), "{}", name.id());
        let shielded = written(&drive.case.clone().shielded());
        assert!(!shielded.contains(CANARY), "{}: {shielded}", name.id());
    }
}
