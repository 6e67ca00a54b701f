//! One file through eighteen months. The days were counted by hand, from the rules of design/terms.md:
//!
//! - Receipt Monday 2 November 2026, eight weeks: 2 November + 56 = Monday 28 December. No holiday.
//! - Repair asked on 11 November, complete on the 18th: 18 - 11 - 1 = 6 days, so 3 January, a Sunday; Monday 4 January. On the
//!   day of the request itself nothing is paused yet, but the end is open.
//! - Extension of six weeks: raw 3 January + 42 = Sunday 14 February; Monday 15 February.
//! - Advice asked on 2 December; both ends count. By the 2nd 1 day: Monday 15 February. By 14 December 13: Saturday
//!   27 February, so Monday 1 March. By 24 December 23: Tuesday 9 March. By 29 January 30 + 29 = 59: Wednesday 14 April.
//!   By 3 February 64: Monday 19 April. Received on 1 March: 30 + 31 + 28 + 1 = 90, below the cap of 56 + 10 + 28 = 94 (the
//!   question ran from 14 to 24 December, ten days). 14 February + 90 = Saturday 15 May; the 16th is Sunday, the 17th Whit
//!   Monday (Easter is 28 March), so Tuesday 18 May.
//! - The term of the LBB: 2 December + 55 = 26 January; with ten days of question 5 February; with 28 more 5 March. While the
//!   question is open, it moves on: on 14 December it has moved by nought days, so 26 January.
//! - Decision made known on 11 May: + 42 = Tuesday 22 June. Committee: 22 June + 84 = Tuesday 14 September. Extended: + 42 =
//!   Tuesday 26 October. Decision on the objection on 19 October: + 42 = Tuesday 30 November.
//! - Ruling sent on Friday 17 March 2028: + 42 = Friday 28 April, equated by decree; then Saturday and Sunday; Monday 1 May.

use super::payloads::*;
use super::samples::*;
use crate::*;
use law::scope::Regime;

/// A day, what happens, the deadline after it, and the tasks it gives.
type Row = (&'static str, Command, &'static str, &'static [&'static str]);

fn application() -> Vec<Row> {
    let on = day;
    vec![
        (
            "2026-11-03",
            scope(Regime::Verplicht, on("2026-11-03")).into(),
            "beslistermijn 2026-12-28",
            &[],
        ),
        ("2026-11-03", forms(on("2026-11-03"), 14, false).into(), "beslistermijn 2026-12-28", &[]),
        (
            "2026-11-10",
            answer(A, on("2026-11-10"), &["De leenovereenkomst."]).into(),
            "beslistermijn 2026-12-28",
            &[],
        ),
        (
            "2026-11-11",
            completion(A, on("2026-11-11"), 14).into(),
            "beslistermijn 2026-12-28~",
            &[],
        ),
        ("2026-11-18", answer(A, on("2026-11-18"), &[]).into(), "beslistermijn 2027-01-04", &[]),
        (
            "2026-11-19",
            StartInquiry { op: on("2026-11-19") }.into(),
            "beslistermijn 2027-01-04",
            &["registerbewijs-opnemen 2026-12-03"],
        ),
        (
            "2026-12-01",
            ExtendTerm { op: on("2026-12-01"), weken: 6 }.into(),
            "beslistermijn 2027-02-15",
            &[],
        ),
    ]
}

fn advice_of_the_lbb() -> Vec<Row> {
    let on = day;
    vec![
        (
            "2026-12-02",
            ask_advice(on("2026-12-02")).into(),
            "beslistermijn 2027-02-15~",
            &["adviesaanvraag-melden 2026-12-02", "bijdrage-betalen 2027-01-01"],
        ),
        (
            "2026-12-14",
            AdviceQuestion { op: on("2026-12-14") }.into(),
            "beslistermijn 2027-03-01~",
            &[],
        ),
        (
            "2026-12-24",
            AdviceAnswer { op: on("2026-12-24") }.into(),
            "beslistermijn 2027-03-09~",
            &[],
        ),
        (
            "2027-01-29",
            AdviceReminder { op: on("2027-01-29") }.into(),
            "beslistermijn 2027-04-14~",
            &[],
        ),
        (
            "2027-02-03",
            AdviceExtended { op: on("2027-02-03"), dagen: 28 }.into(),
            "beslistermijn 2027-04-19~",
            &[],
        ),
        ("2027-03-01", advice(on("2027-03-01")).into(), "beslistermijn 2027-05-18", &[]),
    ]
}

fn decision() -> Vec<Row> {
    let on = day;
    let intention = intend(Outcome::Weigeren, Basis::Gevaar, on("2027-03-11"));
    let refusal = decide(Outcome::Weigeren, Basis::Gevaar, on("2027-05-11"));
    vec![
        ("2027-03-08", assess(Ground::A, Degree::Ernstig).into(), "beslistermijn 2027-05-18", &[]),
        // The LBB advised, so there is no conclusion of the body alone to report.
        ("2027-03-10", confirm().into(), "beslistermijn 2027-05-18", &[]),
        // The time for views stops nothing.
        ("2027-03-11", intention.into(), "beslistermijn 2027-05-18", &[]),
        ("2027-03-24", views(A, on("2027-03-24")).into(), "beslistermijn 2027-05-18", &[]),
        ("2027-03-26", ViewsUnused { persoon: id(DERDE) }.into(), "beslistermijn 2027-05-18", &[]),
        ("2027-05-11", refusal.into(), "bezwaar 2027-06-22", &[]),
    ]
}

fn remedies() -> Vec<Row> {
    let on = day;
    vec![
        (
            "2027-06-21",
            objection(on("2027-06-21"), true).into(),
            "beslissing-op-bezwaar 2027-09-14",
            &[],
        ),
        (
            "2027-09-06",
            ExtendObjection { op: on("2027-09-06") }.into(),
            "beslissing-op-bezwaar 2027-10-26",
            &[],
        ),
        (
            "2027-10-19",
            on_objection(ObjectionOutcome::Ongegrond, on("2027-10-19")).into(),
            "beroep 2027-11-30",
            &[],
        ),
        ("2027-11-22", appeal(on("2027-11-22")).into(), "geen", &[]),
        (
            "2028-03-17",
            ruling(on("2028-03-17"), AppealOutcome::Ongegrond).into(),
            "hoger-beroep 2028-05-01",
            &[],
        ),
        ("2028-05-09", close().into(), "geen", &[]),
    ]
}

#[test]
fn a_file_walks_through_a_year_and_a_half() {
    let mut drive = Drive::new(Procedure::Beschikking);
    assert_eq!(drive.deadline(), "beslistermijn 2026-12-28");
    let parts = [application(), advice_of_the_lbb(), decision(), remedies()];
    for (today, command, deadline, tasks) in parts.into_iter().flatten() {
        let name = command.name().id();
        if name == "sluiten" {
            assert_eq!(
                drive.clone().on("2028-05-08").answer(close()),
                "rechtsmiddelentermijn-loopt"
            );
        }
        drive = drive.then(today, command);
        assert_eq!(drive.deadline(), deadline, "{today} {name}");
        assert_eq!(drive.tasks(), tasks, "{today} {name}");
    }
    assert_eq!(drive.state(), "gesloten");
}

/// The other terms beside the decision term, on the days that they begin or change.
#[test]
fn the_terms_beside_the_decision_term_run_along() {
    let expected = [
        ("vragenlijst-versturen", "vragenlijst 2026-11-17"),
        ("vragenlijst-ontvangen", ""),
        ("aanvulling-vragen", "hersteltermijn 2026-11-25"),
        ("vragenlijst-ontvangen", ""),
        ("lbb-advies-vragen", "lbb-advies 2027-01-26"),
        ("lbb-vraag-vastleggen", "lbb-advies 2027-01-26~"),
        ("lbb-antwoord-vastleggen", "lbb-advies 2027-02-05"),
        ("lbb-verlenging-vastleggen", "lbb-advies 2027-03-05"),
        ("lbb-advies-ontvangen", ""),
        ("voornemen-bekendmaken", "zienswijze 2027-03-25"),
        ("zienswijze-ongebruikt-vaststellen", ""),
    ];
    let mut left = expected.iter().peekable();
    let mut drive = Drive::new(Procedure::Beschikking);
    for (today, command, ..) in
        [application(), advice_of_the_lbb(), decision()].into_iter().flatten()
    {
        let name = command.name().id();
        drive = drive.then(today, command);
        if let Some((_, terms)) = left.next_if(|(step, _)| *step == name) {
            let shown = drive.clock().overige.into_iter().map(|term| {
                let moving = if term.minimaal { "~" } else { "" };
                format!("{} {}{moving}", term.soort.id(), term.uiterlijk.unwrap())
            });
            assert_eq!(shown.collect::<Vec<_>>().join(", "), *terms, "{today} {name}");
        }
    }
    assert_eq!(left.next(), None);
}

/// What the longest suspension would give, on the day that advice is asked: 56 days, Sunday 14 February + 56 = Sunday
/// 11 April, so Monday the 12th. After the question and the extension 94 days: Wednesday 19 May.
#[test]
fn the_clock_says_how_long_the_suspension_can_last() {
    let mut drive = Drive::new(Procedure::Beschikking);
    for (today, command, ..) in [application(), advice_of_the_lbb()].into_iter().flatten() {
        let name = command.name().id();
        drive = drive.then(today, command);
        let longest = drive.clock().huidig.unwrap().op_zijn_laatst;
        match name {
            "lbb-advies-vragen" => assert_eq!(longest, Some(day("2027-04-12"))),
            "lbb-vraag-vastleggen" => {
                assert_eq!(longest, None, "nobody knows when the answer comes");
            }
            "lbb-verlenging-vastleggen" => assert_eq!(longest, Some(day("2027-05-19"))),
            "lbb-advies-ontvangen" => assert_eq!(longest, None),
            _ => {}
        }
    }
}
