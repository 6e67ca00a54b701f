//! What one file asks of the working group, on both sides of each boundary.

use super::agenda::{Ask, Known, Scored, of_file, scored};
use case::StateName;
use case::clock::TermKind;
use chrono::{NaiveDate, TimeDelta};
use kernel::{CaseId, Id, Moment, Redacted};
use meetings::{AgendaSettings, Candidate, MeetingDays, Reason};
use std::collections::BTreeMap;
use store::{CaseHead, CaseSummary, Due};
use uuid::Uuid;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("date")
}

fn file_id() -> CaseId {
    CaseId::from_uuid(Uuid::from_u128(1))
}

fn file(state: StateName) -> CaseSummary {
    let at = Moment::from_micros(0).expect("a moment");
    CaseSummary {
        id: file_id(),
        head: CaseHead {
            reference: "WG-1".to_owned(),
            kind: "omgevingsvergunning-bouw".to_owned(),
            procedure: "aanvraag".to_owned(),
            state: state.id().to_owned(),
            title: Redacted::new("Verzonnen B.V.".to_owned()),
            main_subject: None,
            received_on: day("2026-11-02"),
            due: None,
            waits_until: None,
            decided_on: None,
            closed_on: None,
            outcome: None,
            linked_to: None,
        },
        version: 1,
        created_at: at,
        updated_at: at,
    }
}

fn known() -> Known {
    Known {
        scores: BTreeMap::new(),
        bureau: BTreeMap::new(),
        decided: BTreeMap::new(),
        advised: BTreeMap::new(),
    }
}

/// The reasons for the meeting of 15 February 2027.
fn reasons(file: &CaseSummary, known: &Known) -> Vec<Reason> {
    let days = MeetingDays { volgende: day("2027-02-15"), daarna: Some(day("2027-03-30")) };
    let ask = Ask { days, settings: &AgendaSettings::default() };
    let reason = |candidate: Candidate| candidate.aanleiding;
    of_file(file, known, &ask).into_iter().map(reason).collect()
}

const OPEN_SINCE: &str = "2026-11-02";

#[test]
fn only_the_state_after_the_assessment_asks_by_itself() {
    let long = Reason::LangOpen { ontvangen_op: day(OPEN_SINCE) };
    assert_eq!(reasons(&file(StateName::Investigation), &known()), std::slice::from_ref(&long));
    let asks = Reason::Stand { stand: StateName::Assessed };
    assert_eq!(reasons(&file(StateName::Assessed), &known()), [asks, long]);
}

#[test]
fn what_was_advised_rests_for_twelve_weeks_or_until_a_newer_score() {
    let assessed = file(StateName::Assessed);
    let mut known = known();
    let meeting = day("2027-02-15");
    known.advised.insert(file_id(), meeting - TimeDelta::weeks(12) + TimeDelta::days(1));
    assert!(reasons(&assessed, &known).is_empty());
    let score = |on| Scored { points: 41, asks: true, on };
    let advised = known.advised[&file_id()];
    known.scores.insert(file_id(), score(advised));
    assert!(reasons(&assessed, &known).is_empty(), "the group knew this score");
    known.scores.insert(file_id(), score(advised + TimeDelta::days(1)));
    assert_eq!(reasons(&assessed, &known), [Reason::Score { punten: 41 }]);
    known.scores.insert(file_id(), Scored { asks: false, ..score(meeting) });
    assert!(reasons(&assessed, &known).is_empty(), "another step belongs to this score");
    known.advised.insert(file_id(), meeting - TimeDelta::weeks(12));
    assert_eq!(reasons(&assessed, &known).len(), 2);
}

#[test]
fn a_term_that_binds_the_body_and_runs_is_a_reason() {
    let mut file = file(StateName::Investigation);
    let due = |kind: &str, provisional| Due {
        on: day("2027-03-01"),
        kind: kind.to_owned(),
        provisional,
        latest: None,
    };
    let term = |kind: &str| {
        let termijnsoort = TermKind::of_id(kind).expect("a kind of term");
        Reason::Termijn { uiterlijk: day("2027-03-01"), termijnsoort }
    };
    for (kind, provisional, counts) in
        [("beslistermijn", false, true), ("beslistermijn", true, false), ("bezwaar", false, false)]
    {
        file.head.due = Some(due(kind, provisional));
        let found = reasons(&file, &known());
        assert_eq!(found.contains(&term(kind)), counts, "{kind} {provisional}");
    }
    // What is decided can be in objection: the body has to decide on it in time (Awb art. 7:10).
    file.head.decided_on = Some(day("2026-12-01"));
    for (kind, expected) in
        [("beslissing-op-bezwaar", vec![term("beslissing-op-bezwaar")]), ("bezwaar", Vec::new())]
    {
        file.head.due = Some(due(kind, false));
        assert_eq!(reasons(&file, &known()), expected, "{kind}");
    }
}

#[test]
fn conditions_are_looked_at_half_a_year_after_the_decision_until_the_group_advised() {
    let mut decided = file(StateName::Decided);
    decided.head.decided_on = Some(day("2026-09-30"));
    decided.head.outcome = Some("gunstig-met-voorschriften".to_owned());
    let mut known = known();
    assert!(reasons(&decided, &known).is_empty(), "the group advised after the decision");
    known.decided.insert(file_id(), day("2026-09-30"));
    assert_eq!(reasons(&decided, &known), [Reason::Voorschrift { op: day("2027-03-30") }]);
    decided.head.outcome = Some("weigeren".to_owned());
    assert!(reasons(&decided, &known).is_empty());
}

#[test]
fn the_advice_of_the_bureau_asks_until_the_decision() {
    let mut file = file(StateName::Investigation);
    let mut known = known();
    known.bureau.insert(file_id(), day("2027-01-20"));
    let came = Reason::LbbAdvies { ontvangen_op: day("2027-01-20") };
    assert!(reasons(&file, &known).contains(&came));
    file.head.decided_on = Some(day("2027-02-01"));
    assert!(!reasons(&file, &known).contains(&came));
}

#[test]
fn a_kept_score_gives_its_most_points_and_whether_it_asks() {
    let text = |step: &str| {
        let outcome = format!(
            r#"{{"gronden":[{{"punten":7,"stap":"afronden"}},{{"punten":41,"stap":"{step}"}}]}}"#
        );
        serde_json::json!({ "op": "2027-01-20", "uitkomst": outcome }).to_string()
    };
    let of = |step| scored(&text(step)).expect("a score");
    assert_eq!((of("werkgroep").points, of("werkgroep").asks), (41, true));
    assert!(!of("verdiepen").asks);
    assert_eq!(of("verdiepen").on, day("2027-01-20"));
    assert!(scored(&text("onbekend")).is_err());
}
