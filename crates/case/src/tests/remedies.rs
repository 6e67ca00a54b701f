//! Objection, appeal, higher appeal and interim relief, each with its term and outcome (Awb chapters 6 to 8).

use super::dossiers::*;
use super::payloads::*;
use super::samples::*;
use crate::*;

/// Made known on Wednesday 9 December: the objection term ends on Wednesday 20 January. What was posted in time may arrive a
/// week later, so that the file is open for it up to and including Wednesday 27 January.
#[test]
fn a_file_closes_only_when_nothing_posted_in_time_can_arrive_awb_6_7_6_9() {
    let drive = decided(Drive::new(Procedure::Beschikking));
    assert_eq!(drive.deadline(), "bezwaar 2027-01-20");
    for (today, answer) in
        [("2027-01-27", "rechtsmiddelentermijn-loopt"), ("2027-01-28", "gesloten")]
    {
        assert_eq!(drive.clone().on(today).answer(close()), answer);
    }
}

#[test]
fn a_decision_in_favour_can_be_objected_to_as_well_by_others() {
    let none = assessed_as(Drive::new(Procedure::Beschikking), assess(Ground::A, Degree::Geen));
    let granted = none.then("2026-11-23", decide(Outcome::Gunstig, Basis::Geen, day("2026-11-23")));
    assert_eq!(granted.deadline(), "bezwaar 2027-01-04");
    assert_eq!(granted.answer(close()), "rechtsmiddelentermijn-loopt");
    assert_eq!(granted.answer(objection(day("2026-11-23"), false)), "bezwaar");
}

/// A contract has no objection: the civil court judges, and the file can be closed at once (art. 5 and 5a).
#[test]
fn at_the_civil_doors_there_is_no_objection_and_no_relief() {
    for procedure in Procedure::ALL.into_iter().filter(|p| p.is_civil()) {
        let drive = decided(Drive::new(procedure));
        let today = drive.today;
        assert_eq!(drive.deadline(), "geen");
        assert_eq!(drive.answer(objection(today, false)), "geen-bezwaar-of-beroep");
        assert_eq!(drive.answer(appeal(today)), "geen-bezwaar-of-beroep");
        let relief = AskRelief { op: today, van: text("De gegadigde.") };
        assert_eq!(drive.answer(relief), "geen-bezwaar-of-beroep");
        assert_eq!(drive.answer(close()), "gesloten");
    }
}

#[test]
fn after_an_extended_procedure_the_court_comes_first_awb_7_1_1_d() {
    let mut extended = file(Procedure::Beschikking);
    extended.beslistermijn.extended_procedure = true;
    let drive = decided(Drive::of(extended.clone()));
    assert_eq!(drive.deadline(), "beroep 2027-01-20");
    assert_eq!(drive.answer(objection(drive.today, false)), "rechtstreeks-beroep");
    assert_eq!(drive.answer(appeal(drive.today)), "beroep");
    // Leaving an application out of treatment is no such decision.
    let unused = drive_unused(extended);
    assert_eq!(unused.deadline(), "bezwaar 2026-12-30");
    assert_eq!(unused.answer(appeal(unused.today)), "eerst-bezwaar");
    assert_eq!(unused.answer(objection(unused.today, false)), "bezwaar");
}

/// Put aside on 18 November: the objection term ends on Wednesday 30 December.
fn drive_unused(file: File) -> Drive {
    let unused = drive(Drive::of(file), "vragenlijst-uit/ongebruikt");
    unused.then("2026-11-18", put_aside(day("2026-11-18")))
}

/// The term to decide starts when the objection term ends, on 20 January: 6 weeks to Wednesday 3 March, 12 with a committee
/// to Wednesday 14 April, and once 6 more.
#[test]
fn the_term_to_decide_on_an_objection_awb_7_10() {
    let with = |committee| {
        decided(Drive::new(Procedure::Beschikking))
            .then("2027-01-10", objection(day("2027-01-10"), committee))
    };
    assert_eq!(with(false).deadline(), "beslissing-op-bezwaar 2027-03-03");
    assert_eq!(with(true).deadline(), "beslissing-op-bezwaar 2027-04-14");
    // A second objector with a committee makes it one for all.
    let second = with(false).then("2027-01-15", objection(day("2027-01-15"), true));
    assert_eq!(second.deadline(), "beslissing-op-bezwaar 2027-04-14");
    for (on, answer) in [("2027-03-03", "bezwaar"), ("2027-03-04", "beslistermijn-bezwaar-voorbij")]
    {
        let extend = ExtendObjection { op: day(on) };
        assert_eq!(with(false).on(on).answer(extend), answer, "Awb 7:10(3)");
    }
    let extended = with(false).then("2027-03-01", ExtendObjection { op: day("2027-03-01") });
    assert_eq!(extended.deadline(), "beslissing-op-bezwaar 2027-04-14");
    let again = ExtendObjection { op: day("2027-03-01") };
    assert_eq!(extended.answer(again), "bezwaar-al-verdaagd");
}

/// Objection, court, higher court, and no further (Awb 8:104).
#[test]
fn remedies_follow_each_other_and_end() {
    let drive = objected(Drive::new(Procedure::Beschikking));
    assert_eq!(drive.answer(appeal(drive.today)), "verkeerde-stand");
    let drive = drive
        .then("2027-03-01", on_objection(ObjectionOutcome::NietOntvankelijk, day("2027-03-01")));
    assert_eq!(drive.deadline(), "beroep 2027-04-12");
    assert_eq!(drive.answer(objection(drive.today, false)), "bezwaar-al-beslist");
    assert_eq!(drive.answer(appeal(day("2027-02-28"))), "klok-tegenstrijdig");
    let drive = drive.then("2027-04-12", appeal(day("2027-04-12")));
    assert_eq!(drive.deadline(), "geen");
    // The ruling of Tuesday 5 October: six weeks to Tuesday 16 November.
    let drive = drive.then("2027-10-05", ruling(day("2027-10-05"), AppealOutcome::Ongegrond));
    assert_eq!(drive.deadline(), "hoger-beroep 2027-11-16");
    assert_eq!(drive.clone().on("2027-11-23").answer(close()), "rechtsmiddelentermijn-loopt");
    assert_eq!(drive.clone().on("2027-11-24").answer(close()), "gesloten");
    let drive = drive
        .then("2027-11-16", appeal(day("2027-11-16")))
        .then("2028-06-01", ruling(day("2028-06-01"), AppealOutcome::Ongegrond));
    assert_eq!(drive.deadline(), "geen");
    assert_eq!(drive.answer(appeal(drive.today)), "geen-verder-beroep");
    assert_eq!(drive.answer(close()), "gesloten");
}

/// A remedy that was withdrawn gave no decision to appeal from: what stood before it stands again.
#[test]
fn a_withdrawn_remedy_opens_no_next_one() {
    let drive = objected(Drive::new(Procedure::Beschikking))
        .then("2027-01-15", on_objection(ObjectionOutcome::Ingetrokken, day("2027-01-15")));
    assert_eq!(drive.deadline(), "bezwaar 2027-01-20");
    assert_eq!(drive.answer(appeal(drive.today)), "eerst-bezwaar");
    assert_eq!(drive.answer(objection(drive.today, false)), "bezwaar", "another can still object");
    assert_eq!(drive.clone().on("2027-01-27").answer(close()), "rechtsmiddelentermijn-loopt");
    assert_eq!(drive.on("2027-01-28").answer(close()), "gesloten");
    let court = super::dossiers::drive(Drive::new(Procedure::Beschikking), "beroep")
        .then("2027-06-01", ruling(day("2027-06-01"), AppealOutcome::Ingetrokken));
    assert_eq!(
        court.deadline(),
        "beroep 2027-04-12",
        "the term against the decision on the objection"
    );
    assert_eq!(court.answer(close()), "gesloten");
}

#[test]
fn one_request_for_interim_relief_runs_at_a_time_and_holds_the_file_open_awb_8_81() {
    let drive = decided(Drive::new(Procedure::Beschikking)).on("2027-02-01");
    let ask = |on| AskRelief { op: day(on), van: text("De betrokkene.") };
    let rule = |on| ReliefRuled { op: day(on), toegewezen: true };
    assert_eq!(drive.answer(rule("2027-02-01")), "geen-voorziening-gevraagd");
    assert_eq!(drive.answer(ask("2026-12-08")), "klok-tegenstrijdig");
    let drive = drive.then("2027-02-01", ask("2027-01-30"));
    assert_eq!(drive.answer(ask("2027-02-01")), "voorziening-loopt");
    assert_eq!(drive.answer(close()), "voorziening-loopt");
    assert_eq!(drive.answer(rule("2027-01-29")), "klok-tegenstrijdig");
    let drive = drive.then("2027-02-01", rule("2027-02-01"));
    assert_eq!(drive.answer(close()), "gesloten");
}
