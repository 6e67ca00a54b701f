//! Every choice in the rules is a working switch, and its default is the one that the other tables are counted with.

use super::*;

fn last_day_with(change: impl Fn(&mut TermsFile), timeline: &Value) -> Deadline {
    let mut file = terms_file();
    change(&mut file);
    let rules = TermRules::new(file, &holidays_file()).expect("rules");
    compute(&read_with(timeline, &rules, "2027-12-31").expect("timeline"), &rules)
}

fn timeline(event: Value) -> Value {
    november("", json!([event]), "").timeline
}

fn last(found: &Deadline) -> String {
    found.last_day.expect("last day").to_string()
}

#[test]
fn the_day_of_completion_can_count() {
    let timeline = timeline(
        json!({"soort": "aanvulverzoek", "verzondenOp": "2026-11-10", "ontvangenOp": "2026-11-20"}),
    );
    // Ten days instead of nine: Thu 7 Jan.
    let found =
        last_day_with(|file| file.completion.choices.completion_day_counts = true, &timeline);
    assert_eq!(last(&found), "2027-01-07");
}

#[test]
fn the_limit_of_the_advice_has_three_choices() {
    let plain = timeline(json!({"soort": "lbb-verzoek", "op": "2026-12-01"}));
    // 56 + 28 = 84 days: Mon 22 Mar.
    let found =
        last_day_with(|file| file.advice_limit.choices.unused_extension_counts = true, &plain);
    assert_eq!(last(&found), "2027-03-22");
    let question = timeline(
        json!({"soort": "lbb-verzoek", "op": "2026-12-01", "vragen": [{"van": "2026-12-10", "tot": "2026-12-20"}]}),
    );
    // 11 days instead of 10: 67; 28 Dec + 67 = Fri 5 Mar.
    let found = last_day_with(|file| file.advice_limit.choices.answer_day_counts = true, &question);
    assert_eq!(last(&found), "2027-03-05");
    // Day 56 is Sun 24 Jan; moved to Mon 25 Jan: 57 days; 28 Dec + 57 = Tue 23 Feb. The warning names the other day.
    let monday = timeline(json!({"soort": "lbb-verzoek", "op": "2026-11-30"}));
    let found = last_day_with(|file| file.advice_limit.choices.limit_shifts = true, &monday);
    assert_eq!(last(&found), "2027-02-23");
    assert!(found.warnings[0].text.contains("24 januari 2027"));
}

#[test]
fn a_second_request_for_advice_can_count() {
    let ten_days =
        |on: &str, to: &str| json!({"soort": "lbb-verzoek", "op": on, "ontvangenOp": to});
    let events =
        json!([ten_days("2026-12-01", "2026-12-10"), ten_days("2026-12-20", "2026-12-29")]);
    let timeline = november("", events, "").timeline;
    // 28 Dec + 20 = Sun 17 Jan -> Mon 18 Jan.
    let found = last_day_with(|file| file.advice.choices.second_request_counts = true, &timeline);
    assert_eq!(last(&found), "2027-01-18");
}

#[test]
fn the_weeks_to_decide_an_extension_can_shift() {
    // Received Sat 7 Nov 2026: eight weeks later is Sat 2 Jan; Mon 4 Jan is only in time when that day shifts.
    let timeline = json!({"soort": "omgevingsvergunning-milieu", "ontvangenOp": "2026-11-07",
        "gebeurtenissen": [{"soort": "verlenging", "bekendgemaaktOp": "2027-01-04", "weken": 6}]});
    // Six months end on Fri 7 May 2027 (not moved); + 42 = Fri 18 Jun.
    assert_eq!(last(&last_day_with(|_| {}, &timeline)), "2027-05-07");
    let found = last_day_with(|file| file.extension.choices.within_weeks_shifts = true, &timeline);
    assert_eq!(last(&found), "2027-06-18");
}

#[test]
fn the_penalty_has_two_choices() {
    let events = |notice: &str| json!([{"soort": "ingebrekestelling", "op": notice}, {"soort": "besluit", "bekendgemaaktOp": "2027-01-20"}]);
    let days = |change: fn(&mut TermsFile), notice: &str| {
        last_day_with(change, &november("", events(notice), "").timeline)
            .penalty
            .expect("penalty")
            .days
    };
    // Notice on 4 Jan: 19 Jan alone, or 19 and 20 Jan.
    assert_eq!(days(|_| {}, "2027-01-04"), 1);
    assert_eq!(days(|file| file.penalty.choices.decision_day_counts = true, "2027-01-04"), 2);
    // Notice on Sat 2 Jan: the two weeks end on Sat 16 Jan (17, 18, 19: 3 days) or, moved, on Mon 18 Jan (19: 1 day).
    assert_eq!(days(|_| {}, "2027-01-02"), 3);
    assert_eq!(days(|file| file.penalty.choices.wait_shifts = true, "2027-01-02"), 1);
}

#[test]
fn a_reasonable_term_can_be_kept_out_of_the_act() {
    let timeline = json!({"soort": "alcohol-horeca", "ontvangenOp": "2026-11-07"});
    assert_eq!(last(&last_day_with(|_| {}, &timeline)), "2027-01-04");
    let found = last_day_with(|file| file.reasonable.numbers.term.statutory = false, &timeline);
    assert_eq!(last(&found), "2027-01-02");
}
