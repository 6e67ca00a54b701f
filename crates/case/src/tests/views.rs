//! No negative decision and no conditions without views of the person concerned and each named third (art. 33), or an
//! exception of Awb 4:11 or 4:12.

use super::dossiers::*;
use super::payloads::*;
use super::samples::*;
use crate::*;
use subjects::RoleKind;

const CASES: [(Procedure, Outcome); 5] = [
    (Procedure::Beschikking, Outcome::Weigeren),
    (Procedure::IntrekkingBeschikking, Outcome::Intrekken),
    (Procedure::Subsidievaststelling, Outcome::LagerVaststellen),
    (Procedure::Overheidsopdracht, Outcome::NietContracteren),
    (Procedure::BeeindigingVastgoed, Outcome::Beeindigen),
];

#[test]
fn no_negative_decision_without_an_intention_art_33() {
    for (procedure, outcome) in CASES {
        let drive = confirmed(Drive::new(procedure)).on("2026-12-09");
        let decide = decide(outcome, Basis::Gevaar, day("2026-12-09"));
        assert_eq!(drive.answer(decide), "zienswijze-ontbreekt", "{}", procedure.id());
    }
}

/// Both persons concerned and the third must be heard; each alone is not enough.
#[test]
fn everyone_who_is_named_is_heard_before_a_negative_decision_art_33() {
    for (procedure, outcome) in CASES {
        let mut drive = intended(Drive::of(file_of_two(procedure))).on("2026-12-09");
        for person in [A, DERDE, B] {
            let decide = decide(outcome, Basis::Gevaar, day("2026-12-09"));
            assert_eq!(drive.answer(decide), "zienswijze-ontbreekt", "{person}");
            drive = drive.then("2026-12-09", views(person, day("2026-12-04")));
        }
        assert_eq!(drive.answer(decide(outcome, Basis::Gevaar, day("2026-12-09"))), "besloten");
    }
}

#[test]
fn conditions_need_views_too_art_33() {
    let lesser = assess(Ground::A, Degree::MindereMate);
    let outcome = Outcome::GunstigMetVoorschriften;
    let confirmed = confirmed_as(Drive::new(Procedure::Beschikking), lesser).on("2026-11-24");
    let conditions = vec![condition(Ground::A)];
    let on = |text| Decide {
        voorschriften: conditions.clone(),
        ..decide(outcome, Basis::Gevaar, day(text))
    };
    assert_eq!(confirmed.answer(on("2026-11-24")), "zienswijze-ontbreekt");
    let intend = Intend {
        voorschriften: conditions.clone(),
        ..intend(outcome, Basis::Gevaar, day("2026-11-24"))
    };
    let intended = confirmed.then("2026-11-24", intend);
    assert_eq!(intended.clone().on("2026-12-09").answer(on("2026-12-09")), "zienswijze-ontbreekt");
    assert_eq!(all_heard(intended).on("2026-12-09").answer(on("2026-12-09")), "besloten");
}

/// Awb 4:11 holds everywhere. Awb 4:12 is about money, and its second paragraph takes lower fixing and withdrawing out.
#[test]
fn an_exception_on_record_replaces_views_where_it_exists_awb_4_11_4_12() {
    use ViewsException::{AlGehoord, Doel, FinancieleBeschikking, Spoed};
    for (procedure, exception, answer) in [
        (Procedure::Beschikking, Spoed, "besloten"),
        (Procedure::Beschikking, AlGehoord, "besloten"),
        (Procedure::Beschikking, Doel, "besloten"),
        (Procedure::BeeindigingVastgoed, Spoed, "besloten"),
        (Procedure::Subsidieverlening, FinancieleBeschikking, "besloten"),
        (Procedure::Subsidievaststelling, FinancieleBeschikking, "uitzondering-past-niet"),
        (Procedure::IntrekkingSubsidie, FinancieleBeschikking, "uitzondering-past-niet"),
        (Procedure::Beschikking, FinancieleBeschikking, "uitzondering-past-niet"),
        (Procedure::Overheidsopdracht, FinancieleBeschikking, "uitzondering-past-niet"),
    ] {
        let drive = intended(Drive::new(procedure)).on("2026-12-09");
        let refused = drive.answer(except(A, exception));
        if answer != "besloten" {
            assert_eq!(refused, answer, "{} {exception:?}", procedure.id());
            continue;
        }
        let drive = drive.then("2026-12-09", except(A, exception));
        let drive = drive.then("2026-12-09", views(DERDE, day("2026-12-09")));
        let outcome = procedure.negative_outcome();
        assert_eq!(drive.answer(decide(outcome, Basis::Gevaar, day("2026-12-09"))), "besloten");
    }
}

#[test]
fn the_last_day_for_views_counts_awb_4_9() {
    let drive = intended(Drive::new(Procedure::Beschikking));
    for (today, answer) in [("2026-12-08", "termijn-loopt-nog"), ("2026-12-09", "voornemen")] {
        assert_eq!(drive.clone().on(today).answer(ViewsUnused { persoon: id(A) }), answer);
    }
}

#[test]
fn views_that_come_late_still_count_but_nobody_gives_them_unasked() {
    let drive = intended(Drive::new(Procedure::Beschikking)).on("2026-12-09");
    assert_eq!(drive.answer(views(VREEMDE, day("2026-12-09"))), "zienswijze-niet-gevraagd");
    assert_eq!(drive.answer(views(A, day("2026-11-23"))), "klok-tegenstrijdig");
    let drive = drive.then("2026-12-09", ViewsUnused { persoon: id(A) });
    assert_eq!(drive.answer(views(A, day("2026-12-09"))), "voornemen");
}

/// A person concerned who came on the file after the intention has not been heard either.
#[test]
fn a_person_concerned_who_comes_later_is_heard_as_well_art_33() {
    let drive = heard(Drive::new(Procedure::Beschikking));
    let refuse = |on| decide(Outcome::Weigeren, Basis::Gevaar, day(on));
    assert_eq!(drive.clone().on("2026-12-09").answer(refuse("2026-12-09")), "besloten");
    let later = AddPerson { persoon: subject(B, RoleKind::Betrokkene) };
    let drive = drive.then("2026-12-08", later).on("2026-12-09");
    assert_eq!(drive.answer(refuse("2026-12-09")), "zienswijze-ontbreekt");
    // A new intention asks everyone again.
    let again = intend(Outcome::Weigeren, Basis::Gevaar, day("2026-12-09"));
    let mut drive = drive.then("2026-12-09", again);
    for person in [A, B, DERDE] {
        assert_eq!(drive.answer(refuse("2026-12-09")), "zienswijze-ontbreekt");
        drive = drive.then("2026-12-09", views(person, day("2026-12-09")));
    }
    assert_eq!(drive.answer(refuse("2026-12-09")), "besloten");
}

/// A decision cannot have been made known before those whom it is about were heard.
#[test]
fn a_decision_is_not_dated_before_its_intention_and_views_art_33() {
    let unused = intended(Drive::new(Procedure::Beschikking))
        .then("2026-12-09", ViewsUnused { persoon: id(A) })
        .then("2026-12-09", views(DERDE, day("2026-12-07")))
        .on("2026-12-11");
    let given = heard(Drive::new(Procedure::Beschikking)).on("2026-12-11");
    for (drive, made_known, answer) in [
        (&unused, "2026-11-23", "klok-tegenstrijdig"),
        (&unused, "2026-12-08", "klok-tegenstrijdig"),
        (&unused, "2026-12-09", "besloten"),
        (&given, "2026-12-03", "klok-tegenstrijdig"),
        (&given, "2026-12-04", "besloten"),
        (&given, "2026-12-12", "datum-in-toekomst"),
    ] {
        let refuse = decide(Outcome::Weigeren, Basis::Gevaar, day(made_known));
        assert_eq!(drive.answer(refuse), answer, "{made_known}");
    }
    let confirmed = confirmed(Drive::new(Procedure::Beschikking)).on("2026-11-24");
    let early = intend(Outcome::Weigeren, Basis::Gevaar, day("2026-11-22"));
    assert_eq!(confirmed.answer(early), "klok-tegenstrijdig");
}

#[test]
fn the_decision_follows_the_intention_or_is_in_favour_art_33() {
    let heard = heard(Drive::new(Procedure::Beschikking)).on("2026-12-09");
    let on = day("2026-12-09");
    let conditions = Decide {
        voorschriften: vec![condition(Ground::A)],
        ..decide(Outcome::GunstigMetVoorschriften, Basis::Gevaar, on)
    };
    assert_eq!(heard.answer(conditions), "wijkt-af-van-voornemen");
    let other = decide(Outcome::Weigeren, Basis::AndereGrond, on);
    assert_eq!(heard.answer(other), "wijkt-af-van-voornemen");
    assert_eq!(heard.answer(decide(Outcome::Gunstig, Basis::Geen, on)), "besloten");
    let none = intend(Outcome::Gunstig, Basis::Geen, on);
    assert_eq!(heard.answer(none), "voornemen-niet-nodig");
}

#[test]
fn after_the_views_conditions_may_go_but_not_come_art_33() {
    let lesser = assess(Ground::A, Degree::MindereMate);
    let outcome = Outcome::GunstigMetVoorschriften;
    let other = Condition { tekst: text("Een accountant kijkt mee."), ..condition(Ground::A) };
    let third = Condition { tekst: text("Geen contant geld."), ..condition(Ground::A) };
    let intended = confirmed_as(Drive::new(Procedure::Beschikking), lesser).then(
        "2026-11-24",
        Intend {
            voorschriften: vec![condition(Ground::A), other.clone()],
            ..intend(outcome, Basis::Gevaar, day("2026-11-24"))
        },
    );
    let drive = all_heard(intended).on("2026-12-09");
    for (voorschriften, answer) in [
        (vec![condition(Ground::A), other.clone()], "besloten"),
        (vec![other.clone()], "besloten"),
        (vec![other, third], "wijkt-af-van-voornemen"),
        (vec![], "voorschriften-ontbreken"),
    ] {
        let base = decide(outcome, Basis::Gevaar, day("2026-12-09"));
        assert_eq!(drive.answer(Decide { voorschriften, ..base }), answer);
    }
}
