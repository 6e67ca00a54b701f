//! Objection and appeal, refusing to handle, and proposals for terms of the body, counted by hand.

use super::*;
use std::collections::BTreeSet;

fn none() -> BTreeSet<NaiveDate> {
    BTreeSet::new()
}

#[test]
fn objection_and_appeal() {
    let last = |remedy, on: &str| RULES.remedy_term(remedy, day(on), &none()).last_day;
    // 2 Nov + 42 = Mon 14 Dec.
    assert_eq!(last(Remedy::Objection, "2026-11-02"), Some(day("2026-12-14")));
    assert_eq!(last(Remedy::Appeal, "2026-11-02"), Some(day("2026-12-14")));
    // Fri 13 Nov + 42 = Fri 25 Dec; Sat 26, Sun 27; Mon 28 Dec.
    assert_eq!(last(Remedy::Objection, "2026-11-13"), Some(day("2026-12-28")));
    // Sat 20 Feb 2027 + 42 = Sat 3 Apr; Mon 5 Apr (Easter was 28 March).
    assert_eq!(last(Remedy::Objection, "2027-02-20"), Some(day("2027-04-05")));
    let found = RULES.remedy_term(Remedy::Objection, day("2026-11-13"), &none());
    let steps: Vec<_> = found.steps.iter().map(|step| (step.rule.as_str(), step.days)).collect();
    assert_eq!(steps, [("awb-6-7", 42), ("atw-1", 3)]);
    assert!(found.steps[1].description.contains("(eerste kerstdag)"));
    let equated = BTreeSet::from([day("2026-12-14")]);
    let moved = RULES.remedy_term(Remedy::Objection, day("2026-11-02"), &equated);
    assert_eq!(moved.last_day, Some(day("2026-12-15")));
}

#[test]
fn appeal_after_objection_and_higher_appeal() {
    let table = [
        // 2 Nov + 42 = Mon 14 Dec.
        ("2026-11-02", "2026-12-14", 0),
        // Fri 19 Feb 2027 + 42 = Fri 2 Apr, an ordinary day (Good Friday was 26 March).
        ("2027-02-19", "2027-04-02", 0),
        // Sat 20 Feb 2027 + 42 = Sat 3 Apr; Mon 5 Apr.
        ("2027-02-20", "2027-04-05", 2),
        // Thu 11 Feb 2027 + 42 = Thu 25 March, the day before Good Friday.
        ("2027-02-11", "2027-03-25", 0),
        // Mon 15 Feb 2027 + 42 = Mon 29 March, Easter Monday; Tue 30 March.
        ("2027-02-15", "2027-03-30", 1),
        ("2027-02-16", "2027-03-30", 0),
    ];
    let remedies = [
        (Remedy::AppealAfterObjection, "awb-8-1", "Beroep bij de rechtbank"),
        (Remedy::HigherAppeal, "awb-6-24", "Hoger beroep"),
    ];
    for (remedy, rule, words) in remedies {
        for (made_known, last_day, moved) in table {
            let found = RULES.remedy_term(remedy, day(made_known), &none());
            assert_eq!(found.last_day, Some(day(last_day)), "{remedy:?} {made_known}");
            let steps: Vec<_> = found.steps.iter().map(|s| (s.rule.as_str(), s.days)).collect();
            let wanted = [(rule, 42), ("atw-1", moved)];
            assert_eq!(steps, wanted[..if moved > 0 { 2 } else { 1 }], "{made_known}");
            assert!(found.steps[0].description.starts_with(words), "{:?}", found.steps);
        }
    }
}

#[test]
fn refusing_to_handle() {
    let last = |from: &str| RULES.refusal_to_handle_term(day(from), &none()).last_day;
    // 24 Nov + 28 = Tue 22 Dec.
    assert_eq!(last("2026-11-24"), Some(day("2026-12-22")));
    // Fri 27 Nov + 28 = Fri 25 Dec -> Mon 28 Dec.
    assert_eq!(last("2026-11-27"), Some(day("2026-12-28")));
}

#[test]
fn proposals_avoid_free_days() {
    let last =
        |kind, sent: &str, weeks| RULES.propose_body_term(kind, day(sent), weeks, &none()).last_day;
    // 10 Nov + 14 = Tue 24 Nov.
    assert_eq!(last(BodyTerm::Repair, "2026-11-10", None), Some(day("2026-11-24")));
    // Fri 11 Dec + 14 = Fri 25 Dec -> Mon 28 Dec.
    assert_eq!(last(BodyTerm::Views, "2026-12-11", None), Some(day("2026-12-28")));
    // Sat 3 Oct + 13 weeks = Sat 2 Jan: too long for the Act, and yet a proposal is never on a free day: Mon 4 Jan.
    assert_eq!(last(BodyTerm::Repair, "2026-10-03", Some(13)), Some(day("2027-01-04")));
    let found = RULES.propose_body_term(BodyTerm::Views, day("2026-12-11"), None, &none());
    assert_eq!((found.steps.len(), found.steps[0].days), (1, 17));
    // A week full of equated days: 21 to 24 Dec free, Christmas, weekend; Mon 28 and Tue 29 are the two working days.
    let week: BTreeSet<_> =
        ["2026-12-21", "2026-12-22", "2026-12-23", "2026-12-24"].map(day).into();
    let late = RULES.propose_body_term(BodyTerm::Repair, day("2026-12-20"), Some(1), &week);
    assert_eq!(late.last_day, Some(day("2026-12-29")));
}
