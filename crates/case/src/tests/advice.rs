//! Advice of the LBB: the longest term, questions, the one extension, and the suspension (art. 9, 15, 31).

use super::dossiers::*;
use super::payloads::*;
use super::samples::*;
use crate::*;

/// Asked on 1 December: eight weeks with the day itself end on Monday 25 January.
#[test]
fn advice_is_overdue_only_after_the_cap_art_15_and_31() {
    let asked = advised(Drive::new(Procedure::Beschikking));
    let question = |from, to: Option<&str>| {
        let drive = asked.clone().then(from, AdviceQuestion { op: day(from) });
        to.map_or(drive.clone(), |to| drive.then(to, AdviceAnswer { op: day(to) }))
    };
    let extended =
        |dagen| asked.clone().then("2027-01-25", AdviceExtended { op: day("2027-01-25"), dagen });
    for (drive, last, next) in [
        (asked.clone(), "2027-01-25", "2027-01-26"),
        // A question from the 10th to the 20th: ten days, the day of the answer not counted.
        (question("2026-12-10", Some("2026-12-20")), "2027-02-04", "2027-02-05"),
        (extended(28), "2027-02-22", "2027-02-23"),
        (extended(1), "2027-01-26", "2027-01-27"),
    ] {
        assert_eq!(drive.clone().on(last).answer(AdviceOverdue {}), "lbb-termijn-loopt", "{last}");
        assert_eq!(drive.on(next).answer(AdviceOverdue {}), "onderzoek", "{next}");
    }
    // While a question is open, the term moves on every day.
    let open = question("2026-12-10", None);
    assert_eq!(open.on("2027-06-01").answer(AdviceOverdue {}), "lbb-termijn-loopt");
}

#[test]
fn the_lbb_extends_once_by_at_most_four_weeks_in_time_art_15_3() {
    let asked = advised(Drive::new(Procedure::Beschikking));
    let extend = |op, dagen| AdviceExtended { op: day(op), dagen };
    for (on, dagen, answer) in [
        ("2027-01-25", 0, "lbb-verlenging-past-niet"),
        ("2027-01-25", 1, "lbb-advies"),
        ("2027-01-25", 28, "lbb-advies"),
        ("2027-01-25", 29, "lbb-verlenging-past-niet"),
        ("2027-01-26", 28, "lbb-termijn-voorbij"),
    ] {
        assert_eq!(asked.clone().on(on).answer(extend(on, dagen)), answer, "{on} {dagen}");
    }
    let once = asked.then("2027-01-20", extend("2027-01-20", 14));
    assert_eq!(once.answer(extend("2027-01-20", 14)), "lbb-al-verlengd");
}

#[test]
fn questions_follow_each_other_art_15_2() {
    let asked = advised(Drive::new(Procedure::Beschikking)).on("2026-12-10");
    assert_eq!(asked.answer(AdviceAnswer { op: day("2026-12-10") }), "geen-lbb-vraag-open");
    assert_eq!(asked.answer(AdviceQuestion { op: day("2026-11-30") }), "klok-tegenstrijdig");
    let open = asked.then("2026-12-10", AdviceQuestion { op: day("2026-12-10") });
    assert_eq!(open.answer(AdviceQuestion { op: day("2026-12-10") }), "lbb-vraag-open");
    assert_eq!(open.answer(AdviceAnswer { op: day("2026-12-09") }), "klok-tegenstrijdig");
    assert_eq!(open.answer(AdviceAnswer { op: day("2026-12-10") }), "lbb-advies");
}

#[test]
fn advice_rests_on_own_findings_and_comes_after_they_began_art_7a_4() {
    let drive = investigated(Drive::new(Procedure::Beschikking)).on("2026-11-12");
    let bare = AskAdvice { stukken: Vec::new(), ..ask_advice(day("2026-11-12")) };
    assert_eq!(drive.answer(bare), "bevindingen-ontbreken");
    assert_eq!(drive.answer(ask_advice(day("2026-11-10"))), "klok-tegenstrijdig");
    assert_eq!(drive.answer(ask_advice(day("2026-11-11"))), "lbb-advies");
}

#[test]
fn advice_that_comes_late_still_counts_but_no_other_does() {
    let drive = advised(Drive::new(Procedure::Beschikking));
    assert_eq!(
        drive.clone().on("2027-01-26").answer(advice(day("2026-11-30"))),
        "klok-tegenstrijdig"
    );
    let overdue = drive.then("2027-01-26", AdviceOverdue {});
    let before = overdue.deadline();
    let late = overdue.then("2027-02-01", advice(day("2027-02-01")));
    assert_eq!(late.deadline(), before, "the suspension ended at its cap");
    assert_eq!(late.answer(advice(day("2027-02-01"))), "geen-advies-verwacht");
    let declined = advised(Drive::new(Procedure::Beschikking));
    let no =
        AdviceDeclined { op: day("2026-12-10"), motivering: text("Te weinig eigen onderzoek.") };
    let declined = declined.then("2026-12-10", no);
    assert_eq!(declined.answer(advice(day("2026-12-10"))), "geen-advies-verwacht");
    // 1 to 10 December is ten days: 28 December + 10 = Thursday 7 January.
    assert_eq!(declined.deadline(), "beslistermijn 2027-01-07");
}

/// Art. 31 stops the term of an application. At the civil doors and in a withdrawal there is none to stop.
#[test]
fn the_suspension_is_for_an_application_only_art_31() {
    for procedure in Procedure::ALL {
        let clock = advised(Drive::new(procedure)).on("2026-12-10").clock();
        let decision =
            clock.huidig.as_ref().filter(|term| term.soort == clock::TermKind::Beslistermijn);
        assert_eq!(decision.is_some(), procedure.has_application(), "{}", procedure.id());
        assert_eq!(decision.is_some_and(|term| term.minimaal), procedure.has_application());
        let lbb = clock
            .huidig
            .iter()
            .chain(&clock.overige)
            .find(|term| term.soort == clock::TermKind::LbbAdvies);
        assert_eq!(lbb.unwrap().uiterlijk, Some(day("2027-01-25")), "art. 15 holds at every door");
    }
    let permit =
        advised(Drive::new(Procedure::Beschikking)).on("2026-12-10").clock().huidig.unwrap();
    // Ten days so far: Thursday 7 January at the earliest. At its longest 56 days: 28 December + 56 = Monday 22 February.
    assert_eq!((permit.uiterlijk, permit.minimaal), (Some(day("2027-01-07")), true));
    assert_eq!(permit.op_zijn_laatst, Some(day("2027-02-22")));
}

/// A profile of an application on a file without one gives no term either.
#[test]
fn without_an_application_the_terms_of_an_application_do_not_run() {
    for procedure in Procedure::ALL.into_iter().filter(|p| !p.has_application()) {
        let mut file = file(procedure);
        file.beslistermijn = profile(Procedure::Beschikking);
        file.beslistermijn.positive_silence = true;
        let drive = Drive::of(file)
            .then("2026-11-03", scope(law::scope::Regime::Verplicht, day("2026-11-03")));
        assert_eq!(
            (drive.deadline().as_str(), drive.tasks()),
            ("geen", Vec::new()),
            "{}",
            procedure.id()
        );
    }
}
