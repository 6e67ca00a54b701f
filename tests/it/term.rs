//! The term calculator, as officers and outsiders use it.

use harness::{Output, dijkwacht, fixture, fixtures};
use serde_json::{Value, json};

fn term(timeline: &Value) -> Output {
    dijkwacht()
        .args(["term", "--format", "json", "--timeline", "-"])
        .input(timeline.to_string())
        .run()
}

#[test]
fn the_example_of_the_format_ends_on_the_day_after_whit_monday() {
    let path = fixture("timelines/voorbeeld.json");
    let output = dijkwacht().args(["term", "--format", "json", "--timeline"]).arg(path).run();
    let deadline: Value = serde_json::from_str(&output.expect_success().stdout).expect("JSON");
    assert_eq!(deadline["uiterlijk"], "2027-05-18");
    assert_eq!(deadline["dwangsom"]["bedrag"], "92.00");
}

#[test]
fn all_timelines_in_words() {
    let mut report = String::new();
    for path in fixtures("timelines", "json") {
        let name = path.file_name().expect("name").to_string_lossy().into_owned();
        let output = dijkwacht().args(["term", "--timeline"]).arg(&path).run();
        let text = if output.stdout.is_empty() { &output.stderr } else { &output.stdout };
        report += &format!("{name} ({})\n{text}\n", output.code.expect("status"));
    }
    insta::assert_snapshot!(report.replace('\u{a0}', " "));
}

#[test]
fn every_fault_of_a_timeline_is_named() {
    let output = term(&json!({
        "soort": "omgevingsvergunning-bouw",
        "ontvangenOp": "2026-11-02",
        "gebeurtenissen": [
            {"soort": "aanvulverzoek", "verzondenOp": "2026-11-10", "ontvangenOp": "2026-11-09"},
            {"soort": "feest", "op": "2026-11-11"},
        ],
        "bijzonder": true,
    }))
    .expect_code(2);
    let faults: Value = serde_json::from_str(&output.stdout).expect("JSON");
    let places: Vec<&str> = faults["fouten"]
        .as_array()
        .expect("list")
        .iter()
        .map(|fault| fault["plaats"].as_str().expect("place"))
        .collect();
    for wanted in ["/bijzonder", "/gebeurtenissen/0", "/gebeurtenissen/1/soort"] {
        assert!(places.iter().any(|place| place.starts_with(wanted)), "{wanted}: {places:?}");
    }
}

#[test]
fn a_kind_without_bibob_basis_needs_a_term_of_its_own() {
    let bare = json!({"soort": "omgevingsvergunning-natuur", "ontvangenOp": "2026-11-02"});
    term(&bare).expect_code(2);
    let given = json!({
        "soort": "omgevingsvergunning-natuur", "ontvangenOp": "2026-11-02",
        "peildatum": "2026-11-03", "termijn": {"maanden": 6},
    });
    let deadline: Value =
        serde_json::from_str(&term(&given).expect_success().stdout).expect("JSON");
    assert_eq!(deadline["uiterlijk"], "2027-05-02");
}
