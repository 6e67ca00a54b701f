//! Duties become tasks with a date, and each step asks for its letters.

use super::dossiers::*;
use super::payloads::*;
use super::samples::*;
use crate::*;

const NONE: [String; 0] = [];

#[test]
fn asking_advice_is_told_the_same_day_and_costs_a_fee_art_32_and_16() {
    for procedure in Procedure::ALL {
        let drive = advised(Drive::of(file_of_two(procedure)));
        let due = ["adviesaanvraag-melden 2026-12-01", "bijdrage-betalen 2026-12-31"];
        assert_eq!(drive.tasks(), due, "{}", procedure.id());
        let expected = [
            (LetterKind::L09, None),
            (LetterKind::L10, Some(id(A))),
            (LetterKind::L10, Some(id(B))),
        ];
        assert_eq!(letters(&drive.effects), expected);
    }
}

#[test]
fn the_register_is_asked_within_two_weeks_of_the_start_art_11a() {
    let drive = investigated(Drive::new(Procedure::Beschikking));
    assert_eq!(drive.tasks(), ["registerbewijs-opnemen 2026-11-25"]);
}

#[test]
fn an_own_conclusion_is_reported_without_delay_art_7a_7() {
    let lid6 = Assess { lid6: Some(obtained()), ..assess(Ground::A, Degree::Geen) };
    for (assess, task) in [
        (assess(Ground::A, Degree::Ernstig), "conclusie-melden 2026-11-23"),
        (assess(Ground::B, Degree::MindereMate), "conclusie-melden 2026-11-23"),
        (lid6, "meldplicht-lid-6-toetsen 2026-11-23"),
    ] {
        let drive = assessed_as(Drive::new(Procedure::Beschikking), assess);
        assert_eq!(drive.tasks(), NONE, "not before it is confirmed");
        assert_eq!(drive.then("2026-11-23", confirm()).tasks(), [task]);
    }
}

/// With advice the LBB knows already; without it (overdue, declined) the conclusion is the body's own.
#[test]
fn only_a_conclusion_without_advice_is_reported_art_7a_7() {
    let asked = || advised(Drive::new(Procedure::Beschikking));
    let no =
        AdviceDeclined { op: day("2026-12-10"), motivering: text("Te weinig eigen onderzoek.") };
    let report = ["conclusie-melden 2027-02-02".to_owned()];
    for (drive, expected) in [
        (asked().then("2026-12-10", advice(day("2026-12-10"))), &NONE[..]),
        (asked().then("2026-12-10", no), &report[..]),
        (asked().then("2027-01-26", AdviceOverdue {}), &report[..]),
    ] {
        let drive = drive.then("2027-02-01", assess(Ground::A, Degree::Ernstig));
        assert_eq!(drive.then("2027-02-02", confirm()).tasks(), expected);
    }
}

#[test]
fn a_report_is_corrected_when_the_conclusion_falls_art_7a_7() {
    let corrected = |day: &str| vec![format!("melding-corrigeren {day}")];
    let open = confirmed(Drive::new(Procedure::Beschikking));
    let again = || Reopen { motivering: text("De zienswijze.") };
    assert_eq!(open.then("2026-11-24", again()).tasks(), corrected("2026-11-24"));
    let unconfirmed = drive(Drive::new(Procedure::Beschikking), "beoordeeld");
    assert_eq!(unconfirmed.then("2026-11-24", again()).tasks(), NONE);
    let objected = objected(Drive::new(Procedure::Beschikking));
    let appealed = drive(Drive::new(Procedure::Beschikking), "beroep");
    let on = "2027-05-03";
    for (outcome, expected) in [
        (ObjectionOutcome::Herroepen, corrected(on)),
        (ObjectionOutcome::Ongegrond, vec![]),
        (ObjectionOutcome::NietOntvankelijk, vec![]),
        (ObjectionOutcome::Ingetrokken, vec![]),
    ] {
        let step = objected.clone().then(on, on_objection(outcome, day(on)));
        assert_eq!(step.tasks(), expected, "{outcome:?}");
    }
    for (outcome, expected) in [
        (AppealOutcome::Vernietigd, corrected(on)),
        (AppealOutcome::Ongegrond, vec![]),
        (AppealOutcome::NietOntvankelijk, vec![]),
        (AppealOutcome::Ingetrokken, vec![]),
    ] {
        assert_eq!(appealed.clone().then(on, ruling(day(on), outcome)).tasks(), expected);
    }
}

/// The report is made while the conclusion that it tells stands: from the confirmation until it is taken back or away.
#[test]
fn a_conclusion_is_told_while_it_stands_art_7a_7() {
    let degree = |drive: &Drive| {
        drive.case.conclusion_to_report().map(|assessment| assessment.opinion().degree())
    };
    let told = Some(Degree::Ernstig);
    let permit = || Drive::new(Procedure::Beschikking);
    assert_eq!(degree(&drive(permit(), "beoordeeld")), None, "not before it is confirmed");
    let open = confirmed(permit());
    assert_eq!(degree(&open), told);
    assert_eq!(degree(&open.then("2026-11-24", Reopen { motivering: text("Nieuw.") })), None);
    assert_eq!(degree(&assessed_as(permit(), assess(Ground::A, Degree::Geen))), None);
    let objected = objected(permit());
    assert_eq!(degree(&objected), told);
    let on = "2027-05-03";
    for (outcome, expected) in
        [(ObjectionOutcome::Herroepen, None), (ObjectionOutcome::Ongegrond, told)]
    {
        let step = objected.clone().then(on, on_objection(outcome, day(on)));
        assert_eq!(degree(&step), expected, "{outcome:?}");
    }
    let advised = advised(permit()).then("2026-12-10", advice(day("2026-12-10")));
    let advised = advised.then("2027-02-01", assess(Ground::A, Degree::Ernstig));
    assert_eq!(degree(&advised.then("2027-02-02", confirm())), None, "the LBB knows already");
}

/// The law does not say when the own investigation begins; the request for the form is the earliest day.
#[test]
fn a_withdrawal_because_of_the_screening_is_reported_from_the_form_on_art_7a_8() {
    for spot in SPOTS.into_iter().filter(|spot| *spot != "gesloten") {
        let drive = drive(Drive::new(Procedure::Beschikking), spot);
        let today = drive.today;
        let before_the_form = ["intake", "toepassingsbereik"].contains(&spot);
        let expected =
            if before_the_form { vec![] } else { vec![format!("terugtrekking-melden {today}")] };
        let by = behandelaar();
        assert_eq!(drive.clone().by(by, withdraw(today, true)).tasks(), expected, "{spot}");
        assert_eq!(drive.by(by, withdraw(today, false)).tasks(), NONE, "{spot}");
    }
}

/// 8 weeks end on Monday 28 December; two weeks before is the 14th.
#[test]
fn a_permit_by_silence_raises_an_alarm_awb_4_20b() {
    let mut silent = file(Procedure::Beschikking);
    silent.beslistermijn.positive_silence = true;
    let alarm = "vergunning-van-rechtswege-voorkomen 2026-12-14";
    let scope = |drive: Drive| {
        drive.then("2026-11-03", scope(law::scope::Regime::Verplicht, day("2026-11-03")))
    };
    let drive = scope(Drive::of(silent));
    assert_eq!(drive.tasks(), [alarm]);
    let text = drive.clock().huidig.unwrap().als_er_niets_gebeurt;
    assert!(text.contains("van rechtswege"), "{text}");
    assert_eq!(scope(drive).tasks(), NONE, "a second scope decision asks for no second alarm");
    assert_eq!(scope(Drive::new(Procedure::Beschikking)).tasks(), NONE);
}

#[test]
fn a_notice_of_default_counts_after_the_deadline_only_awb_4_17_3() {
    let drive = investigated(Drive::new(Procedure::Beschikking));
    for (on, tasks) in
        [("2026-12-28", vec![]), ("2026-12-29", vec!["beslissen-na-ingebrekestelling 2027-01-12"])]
    {
        assert_eq!(drive.clone().then(on, NoticeOfDefault { op: day(on) }).tasks(), tasks, "{on}");
    }
    // The first penalty day is the one after two weeks; on 14 January two days have passed: 2 x 23 euro.
    let late = drive.then("2026-12-29", NoticeOfDefault { op: day("2026-12-29") });
    let penalty = |on| late.clone().on(on).clock().huidig.unwrap().dwangsom.unwrap();
    assert!(!penalty("2027-01-12").due);
    assert_eq!((penalty("2027-01-14").days, penalty("2027-01-14").amount.cents()), (2, 4_600));
    let mut silent = file(Procedure::Beschikking);
    silent.beslistermijn.positive_silence = true;
    let silent = investigated(Drive::of(silent));
    let notice = NoticeOfDefault { op: day("2026-12-29") };
    assert_eq!(silent.then("2026-12-29", notice).tasks(), NONE, "Awb 4:20a(2)");
}

#[test]
fn each_step_asks_for_its_letter() {
    use LetterKind::*;
    let a = Some(id(A));
    let permit = || Drive::new(Procedure::Beschikking);
    let oral = ReceiveViews { wijze: ViewsForm::Mondeling, ..views(A, day("2026-12-04")) };
    let contract = decided(Drive::new(Procedure::Overheidsopdracht));
    let holder = decided(Drive::new(Procedure::IntrekkingBeschikking));
    let unused = drive(permit(), "vragenlijst-uit/ongebruikt").on("2026-11-20");
    let question = AdviceQuestion { op: day("2026-12-10") };
    for (drive, expected) in [
        (intended(permit()), vec![(L12, a), (L13, Some(id(DERDE)))]),
        (intended(permit()).then("2026-12-04", oral), vec![(L14, a)]),
        (decided(permit()), vec![(L17, a)]),
        (holder, vec![(L18, a)]),
        (contract, vec![(L20, a)]),
        (unused.then("2026-11-20", put_aside(day("2026-11-20"))), vec![(L06, a)]),
        (advised(permit()).then("2026-12-10", question), vec![(L11, a)]),
        (
            permit().then("2026-11-03", ExtendTerm { op: day("2026-11-03"), weken: 6 }),
            vec![(L04, None)],
        ),
        (permit().then("2026-11-03", withdraw(day("2026-11-03"), false)), vec![(L21, a)]),
    ] {
        assert_eq!(letters(&drive.effects), expected);
    }
    let none = assessed_as(permit(), assess(Ground::A, Degree::Geen));
    let granted = none.then("2026-11-23", decide(Outcome::Gunstig, Basis::Geen, day("2026-11-23")));
    assert_eq!(letters(&granted.effects), [(L15, a)]);
}

#[test]
fn the_duties_have_their_own_id_and_article() {
    let mut ids: Vec<&str> = TaskKind::ALL.iter().map(|kind| kind.id()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), TaskKind::ALL.len());
    for kind in TaskKind::ALL {
        assert_eq!(serde_json::to_value(kind).unwrap(), kind.id());
        assert!(!kind.article().is_empty() && kind.description().ends_with('.'));
    }
}
