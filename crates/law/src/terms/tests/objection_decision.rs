//! The term to decide on an objection (Awb 7:10), counted by hand. Easter 2027 is 28 March.

use super::*;
use std::collections::BTreeSet;

/// The last day to object, what lengthens the term, and the steps that follow: rule, days and end.
struct Decision<'a> {
    from: &'a str,
    committee: bool,
    extended: bool,
    paused: i64,
    steps: &'a [(&'a str, i64, &'a str)],
}

const fn within<'a>(
    from: &'a str,
    (committee, extended, paused): (bool, bool, i64),
    steps: &'a [(&'a str, i64, &'a str)],
) -> Decision<'a> {
    Decision { from, committee, extended, paused, steps }
}

fn counted_with(rules: &TermRules, wanted: &Decision<'_>) -> Deadline {
    let Decision { committee, extended, paused, .. } = *wanted;
    let from = day(wanted.from);
    rules.objection_decision_term(from, committee, extended, paused, &BTreeSet::new())
}

impl Decision<'_> {
    fn check(&self, rules: &TermRules) {
        let found = counted_with(rules, self);
        let steps: Vec<_> = found
            .steps
            .iter()
            .map(|step| (step.rule.as_str(), step.days, step.date.expect("a day").to_string()))
            .collect();
        let wanted = self.steps.iter().map(|(rule, days, end)| (*rule, *days, (*end).to_owned()));
        assert_eq!(steps, wanted.collect::<Vec<_>>(), "{}", self.from);
        let (_, _, last_day) = self.steps.last().expect("a step");
        assert_eq!(found.last_day, Some(day(last_day)), "{}", self.from);
        assert!(!found.at_the_earliest && found.penalty.is_none() && found.warnings.is_empty());
        for step in &found.steps {
            assert!(!step.description.contains('{'), "{step:?}");
        }
    }
}

const PLAIN: (bool, bool, i64) = (false, false, 0);
const COMMITTEE: (bool, bool, i64) = (true, false, 0);

#[test]
fn six_weeks_around_weekends_and_holidays() {
    let table = [
        // Mon 14 Dec: 17 days to 31 Dec, 25 more.
        within("2026-12-14", PLAIN, &[("awb-7-10", 42, "2027-01-25")]),
        // Fri 11 Dec + 42 = Fri 22 Jan: the last day before a weekend stays.
        within("2026-12-11", PLAIN, &[("awb-7-10", 42, "2027-01-22")]),
        // Sat 12 Dec + 42 = Sat 23 Jan; Mon 25 Jan.
        within("2026-12-12", PLAIN, &[("awb-7-10", 42, "2027-01-23"), ("atw-1", 2, "2027-01-25")]),
        // Thu 11 Feb + 42 = Thu 25 March: 17 days to 28 Feb, 25 more. The day before Good Friday.
        within("2027-02-11", PLAIN, &[("awb-7-10", 42, "2027-03-25")]),
        // Fri 12 Feb + 42 = Good Friday 26 March; Sat, Sun, Easter Monday; Tue 30 March.
        within("2027-02-12", PLAIN, &[("awb-7-10", 42, "2027-03-26"), ("atw-1", 4, "2027-03-30")]),
        // Mon 15 Feb + 42 = Easter Monday 29 March; Tue 30 March.
        within("2027-02-15", PLAIN, &[("awb-7-10", 42, "2027-03-29"), ("atw-1", 1, "2027-03-30")]),
        // Tue 16 Feb + 42 = Tue 30 March.
        within("2027-02-16", PLAIN, &[("awb-7-10", 42, "2027-03-30")]),
    ];
    for case in &table {
        case.check(&RULES);
    }
}

#[test]
fn twelve_weeks_with_a_committee_are_still_covered_by_the_act() {
    let table = [
        // Mon 14 Dec: 25 Jan + 42 = 6 days to 31 Jan, 28 in Feb, 8 more.
        within("2026-12-14", COMMITTEE, &[("awb-7-10", 84, "2027-03-08")]),
        // Fri 9 Oct: 22 days to 31 Oct, 30 and 31 are 83, so Fri 1 Jan (New Year); Sat, Sun; Mon 4 Jan.
        within(
            "2026-10-09",
            COMMITTEE,
            &[("awb-7-10", 84, "2027-01-01"), ("atw-1", 3, "2027-01-04")],
        ),
        // Thu 8 Oct + 84 = Thu 31 Dec.
        within("2026-10-08", COMMITTEE, &[("awb-7-10", 84, "2026-12-31")]),
        // Sat 10 Oct + 84 = Sat 2 Jan; Mon 4 Jan.
        within(
            "2026-10-10",
            COMMITTEE,
            &[("awb-7-10", 84, "2027-01-02"), ("atw-1", 2, "2027-01-04")],
        ),
        // Mon 4 Jan: 27 days to 31 Jan, 28 in Feb, 29 more: Easter Monday 29 March; Tue 30 March.
        within(
            "2027-01-04",
            COMMITTEE,
            &[("awb-7-10", 84, "2027-03-29"), ("atw-1", 1, "2027-03-30")],
        ),
    ];
    for case in &table {
        case.check(&RULES);
    }
}

#[test]
fn a_basic_term_over_twelve_weeks_is_not_covered_and_so_stays() {
    let mut file = terms_file();
    file.objection_decision.numbers.committee_weeks = 13;
    let rules = TermRules::new(file, &holidays_file()).expect("sound");
    let table = [
        // Sat 3 Oct + 91 = Sat 2 Jan; thirteen weeks.
        within("2026-10-03", COMMITTEE, &[("awb-7-10", 91, "2027-01-02")]),
        // Without a committee the six weeks are covered: Sat 12 Dec + 42 = Sat 23 Jan; Mon 25 Jan.
        within("2026-12-12", PLAIN, &[("awb-7-10", 42, "2027-01-23"), ("atw-1", 2, "2027-01-25")]),
    ];
    for case in &table {
        case.check(&rules);
    }
}

#[test]
fn the_extension_and_the_pause_are_steps_of_their_own_and_the_act_comes_once() {
    const BASIC: (&str, i64, &str) = ("awb-7-10", 42, "2027-01-25");
    let table = [
        // Easter Monday 29 March + 42 (2 days to 31 March, 30 in April, 10 more) = Mon 10 May; moved first it would be 11 May.
        within(
            "2027-02-15",
            (false, true, 0),
            &[("awb-7-10", 42, "2027-03-29"), ("awb-7-10-3", 42, "2027-05-10")],
        ),
        // One day of pause brings Easter Monday to Tuesday; nothing to move.
        within(
            "2027-02-15",
            (false, false, 1),
            &[("awb-7-10", 42, "2027-03-29"), ("awb-7-10-2", 1, "2027-03-30")],
        ),
        // Mon 25 Jan + 4 = Fri 29 Jan; + 5 = Sat 30 Jan, so Mon 1 Feb; + 7 = Mon 1 Feb.
        within("2026-12-14", (false, false, 4), &[BASIC, ("awb-7-10-2", 4, "2027-01-29")]),
        within(
            "2026-12-14",
            (false, false, 5),
            &[BASIC, ("awb-7-10-2", 5, "2027-01-30"), ("atw-1", 2, "2027-02-01")],
        ),
        within("2026-12-14", (false, false, 7), &[BASIC, ("awb-7-10-2", 7, "2027-02-01")]),
        // 18 weeks and a pause, and yet the basic term is covered: 8 March + 42 = 19 April, + 8 = Tue 27 April, King's Day.
        within(
            "2026-12-14",
            (true, true, 8),
            &[
                ("awb-7-10", 84, "2027-03-08"),
                ("awb-7-10-3", 42, "2027-04-19"),
                ("awb-7-10-2", 8, "2027-04-27"),
                ("atw-1", 1, "2027-04-28"),
            ],
        ),
        // Nought and below are no pause.
        within("2026-12-14", (false, false, 0), &[BASIC]),
        within("2026-12-14", (false, false, -3), &[BASIC]),
    ];
    for case in &table {
        case.check(&RULES);
    }
}

#[test]
fn the_steps_are_in_plain_dutch_with_their_article() {
    let found = counted_with(&RULES, &within("2026-12-14", (true, true, 8), &[]));
    let texts: Vec<_> =
        found.steps.iter().map(|step| (step.article.as_str(), step.description.as_str())).collect();
    let wanted = [
        (
            "Awb art. 7:10 lid 1",
            "De termijn om op het bezwaar te beslissen is 12 weken en begint op de dag na het einde van de bezwaartermijn op maandag 14 december 2026. De laatste dag is maandag 8 maart 2027.",
        ),
        (
            "Awb art. 7:10 lid 3",
            "De beslissing op het bezwaar is verdaagd met 6 weken. De laatste dag was maandag 8 maart 2027 en wordt maandag 19 april 2027.",
        ),
        (
            "Awb art. 7:10 lid 2",
            "De indiener moest een verzuim in het bezwaarschrift herstellen. De termijn stond daardoor 8 dagen stil. De laatste dag was maandag 19 april 2027 en wordt dinsdag 27 april 2027.",
        ),
    ];
    assert_eq!(texts[..3], wanted);
    assert!(texts[3].1.contains("(Koningsdag)"), "{texts:?}");
}

#[test]
fn a_day_that_is_equated_moves_the_end() {
    let last = |equated: &[&str]| {
        let equated = equated.iter().map(|text| day(text)).collect();
        RULES.objection_decision_term(day("2026-12-14"), false, false, 0, &equated).last_day
    };
    // Mon 25 Jan; with that day equated Tue 26 Jan; the day after it changes nothing.
    assert_eq!(last(&["2027-01-25"]), Some(day("2027-01-26")));
    assert_eq!(last(&["2027-01-26"]), Some(day("2027-01-25")));
}

#[test]
fn the_term_starts_after_the_moved_end_of_the_objection_term() {
    // Made known on Fri 13 Nov: Christmas Day, so Mon 28 Dec; + 42 (3 days to 31 Dec, 31 in Jan, 8 more) = Mon 8 Feb.
    let none = BTreeSet::new();
    let objection = RULES.remedy_term(Remedy::Objection, day("2026-11-13"), &none);
    let end = objection.last_day.expect("a day");
    let found = RULES.objection_decision_term(end, false, false, 0, &none);
    assert_eq!((end, found.last_day), (day("2026-12-28"), Some(day("2027-02-08"))));
}

#[test]
fn a_term_from_before_the_rule_is_named() {
    let names = |from: &str| {
        let found = counted_with(&RULES, &within(from, PLAIN, &[]));
        found.warnings.into_iter().map(|warning| warning.name).collect::<Vec<_>>()
    };
    assert_eq!(names("2009-09-30"), ["buitenGeldigheid"]);
    assert_eq!(names("2009-10-01"), [""; 0]);
}

#[test]
fn an_endless_pause_stops_at_the_end_of_the_calendar() {
    let found = counted_with(&RULES, &within("2026-12-14", (true, true, i64::MAX), &[]));
    assert_eq!(found.last_day, Some(NaiveDate::MAX));
}
