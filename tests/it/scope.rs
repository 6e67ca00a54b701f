//! The main job: from an application file to an explained scope decision, as a user runs it.

use harness::{Output, Scratch, dijkwacht, fixture, fixture_text, fixtures};
use serde_json::Value;
use std::path::Path;

fn scope(party: &str, application: &Path, format: &str) -> Output {
    let fixture_rules = fixture("rules");
    let mut program = dijkwacht().arg("scope").arg("--party").arg(party).arg("--application");
    program = program.arg(application).arg("--format").arg(format);
    if party.starts_with("fixture-") {
        program = program.arg("--rules").arg(fixture_rules);
    }
    program.run()
}

fn answer(party: &str, application: &str, code: i32) -> Value {
    let path = fixture(&format!("applications/{application}"));
    let output = scope(party, &path, "json").expect_code(code);
    serde_json::from_str(&output.stdout).expect("JSON on standard output")
}

fn rule_ids(answer: &Value) -> Vec<&str> {
    let rules = answer["regels"].as_array().expect("regels");
    rules.iter().map(|rule| rule["id"].as_str().expect("id")).collect()
}

#[test]
fn exactly_750000_is_not_mandatory_and_one_cent_more_is() {
    let below = answer("gemeente-emmen", "bouw-750000-00.json", 0);
    assert_eq!(below["regime"], "optioneel");
    let above = answer("gemeente-emmen", "bouw-750000-01.json", 0);
    assert_eq!(above["regime"], "verplicht");
    assert_eq!(rule_ids(&above), ["drenthe-bouw-bedrag"]);
}

#[test]
fn a_stricter_party_and_a_risk_category_below_the_amount_work() {
    let stricter = answer("fixture-streng", "bouw-750000-00.json", 0);
    assert_eq!(stricter["regime"], "verplicht");
    assert!(rule_ids(&stricter).contains(&"drenthe-bouw-bedrag"), "{stricter}");
    let category = answer("fixture-streng", "bouw-risicobranche.json", 0);
    assert_eq!(category["regime"], "verplicht");
    assert!(rule_ids(&category).contains(&"drenthe-bouw-risicobranche"), "{category}");
    assert!(!rule_ids(&category).contains(&"drenthe-bouw-bedrag"), "{category}");
}

#[test]
fn a_missing_amount_is_a_question_with_what_each_answer_leads_to() {
    let open = answer("gemeente-emmen", "bouw-zonder-bouwsom.json", 3);
    assert_eq!(open["regime"], "onbepaald");
    let missing = &open["ontbrekend"][0];
    assert_eq!(missing["feit"], "bouwsom");
    assert_eq!(missing["plaats"], "/feiten/bouwsom");
    let results: Vec<&str> = missing["gevolgen"]
        .as_array()
        .expect("gevolgen")
        .iter()
        .map(|result| result["regime"].as_str().expect("regime"))
        .collect();
    assert_eq!(results, ["optioneel", "verplicht"]);
}

#[test]
fn the_applicants_own_figure_gives_a_provisional_answer_that_asks_for_the_calculation() {
    let provisional = answer("gemeente-emmen", "bouw-alleen-eigen-opgave.json", 3);
    assert_eq!(provisional["voorlopig"], true);
    assert_ne!(provisional["regime"], "onbepaald");
    assert_eq!(provisional["ontbrekend"][0]["reden"], "berekening-ontbreekt");
}

#[test]
fn a_nature_permit_has_no_legal_basis_and_the_article_says_so() {
    let none = answer("gemeente-emmen", "natuur.json", 0);
    assert_eq!(none["regime"], "geen-grondslag");
    assert!(none["grondslag"]["artikel"].as_str().expect("artikel").contains("5.31"), "{none}");
}

#[test]
fn every_answer_of_a_model_policy_says_that_it_is_one() {
    let model = answer("gemeente-emmen", "horeca-exploitatie.json", 0);
    assert_eq!(model["beleid"]["status"], "model");
    let text = model["beleid"]["statusUitleg"].as_str().expect("text");
    assert!(text.contains("nog niet als eigen beleid vastgesteld"), "{text}");
}

/// The party that each fixture is meant for.
fn party_for(name: &str) -> &'static str {
    match name {
        "bouw-provincie.json" => "provincie-drenthe",
        "water-lozingswerk.json" => "waterschap-hunze-en-aas",
        _ => "gemeente-emmen",
    }
}

/// One reviewed table: every fixture with its exit status, regime, deciding rules, questions and deadline.
#[test]
fn all_applications() {
    let mut table = String::new();
    for path in fixtures("applications", "json") {
        let name = path.file_name().expect("name").to_string_lossy().into_owned();
        let output = scope(party_for(&name), &path, "json");
        let answer: Value = serde_json::from_str(&output.stdout).expect("JSON");
        let list = |key: &str, field: &str| {
            let items = answer[key].as_array().expect("list").iter();
            items.map(|item| item[field].as_str().expect("text")).collect::<Vec<_>>().join(" ")
        };
        let provisional = if answer["voorlopig"] == true { " (voorlopig)" } else { "" };
        table += &format!(
            "{name}: {} {}{provisional} | {} | {} | {}\n",
            output.code.expect("status"),
            answer["regime"].as_str().expect("regime"),
            list("regels", "id"),
            list("ontbrekend", "feit"),
            answer["termijn"]["uiterlijk"].as_str().unwrap_or("-"),
        );
    }
    insta::assert_snapshot!(table);
}

#[test]
fn the_answers_follow_their_published_schema() {
    let schema: Value =
        serde_json::from_str(&read("rules/schema/answer.schema.json")).expect("schema");
    let validator = jsonschema::validator_for(&schema).expect("a valid schema");
    for path in fixtures("applications", "json") {
        let name = path.file_name().expect("name").to_string_lossy().into_owned();
        let output = scope(party_for(&name), &path, "json");
        let answer: Value = serde_json::from_str(&output.stdout).expect("JSON");
        let faults: Vec<String> =
            validator.iter_errors(&answer).map(|error| error.to_string()).collect();
        assert!(faults.is_empty(), "{name}: {faults:?}");
    }
}

fn read(path: &str) -> String {
    std::fs::read_to_string(harness::root().join(path)).expect(path)
}

/// Hides what changes with every edit of a rules file.
fn without_digest(text: &str) -> String {
    let hide = |line: &str| match line.split_once("sha256 ") {
        Some((before, _)) => format!("{before}sha256 [...]"),
        None => line.replace('\u{a0}', " "),
    };
    text.lines().map(hide).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_text_of_a_decided_answer() {
    let output = scope("gemeente-emmen", &fixture("applications/bouw-750000-01.json"), "text");
    insta::assert_snapshot!(without_digest(&output.expect_success().stdout));
}

#[test]
fn the_text_of_an_open_answer() {
    let output = scope("gemeente-emmen", &fixture("applications/bouw-zonder-bouwsom.json"), "text");
    insta::assert_snapshot!(without_digest(&output.expect_code(3).stdout));
}

#[test]
fn faulty_applications_are_refused_with_every_fault() {
    let mut report = String::new();
    for path in fixtures("applications/faulty", "json") {
        let name = path.file_name().expect("name").to_string_lossy().into_owned();
        let output = scope("gemeente-emmen", &path, "text").expect_code(2);
        assert_eq!(output.stdout, "", "{name}");
        let faults: Vec<&str> = output.stderr.lines().skip(1).collect();
        report += &format!("{name}\n{}\n", faults.join("\n"));
    }
    insta::assert_snapshot!(report);
}

#[test]
fn faults_come_as_json_when_json_is_asked_for() {
    let path = fixture("applications/faulty/veel-fouten.json");
    let output = scope("gemeente-emmen", &path, "json").expect_code(2);
    let faults: Value = serde_json::from_str(&output.stdout).expect("JSON");
    let faults = faults["fouten"].as_array().expect("list");
    assert!(faults.len() > 3, "{faults:?}");
    assert!(faults.iter().all(|fault| fault["plaats"].is_string() && fault["code"].is_string()));
}

#[test]
fn an_unknown_party_is_named_with_the_nearest_one() {
    let output =
        scope("gemeente-emen", &fixture("applications/natuur.json"), "text").expect_code(2);
    assert!(output.stderr.contains("Bedoelt u «gemeente-emmen»?"), "{output}");
}

#[test]
fn the_key_date_can_be_another_day_than_the_receipt() {
    let application = fixture("applications/horeca-exploitatie.json");
    let program = || dijkwacht().args(["scope", "--party", "gemeente-emmen", "--format", "json"]);
    let before =
        program().arg("--application").arg(&application).args(["--on", "2024-02-01"]).run();
    let answer: Value = serde_json::from_str(&before.expect_code(3).stdout).expect("JSON");
    assert_eq!(answer["beleid"]["status"], "niet-ingevoerd");
    assert_eq!(answer["ontbrekend"][0]["feit"], "beleid");
    let wrong = program().arg("--application").arg(&application).args(["--on", "2024-02-30"]).run();
    assert!(wrong.expect_code(2).stderr.contains("geen bestaande datum"));
}

#[test]
fn an_application_can_come_from_standard_input() {
    let output = dijkwacht()
        .args(["scope", "--party", "gemeente-emmen", "--application", "-"])
        .input(fixture_text("applications/natuur.json"))
        .run()
        .expect_success();
    assert!(output.stdout.contains("geen-grondslag"), "{output}");
}

#[test]
fn a_batch_answers_in_order_and_a_bad_line_does_not_stop_it() {
    let line = |name: &str| {
        let json: Value = serde_json::from_str(&fixture_text(name)).expect("JSON");
        json.to_string()
    };
    let lines = [
        line("applications/natuur.json"),
        "{kapot".to_owned(),
        String::new(),
        line("applications/bouw-zonder-bouwsom.json"),
        line("applications/faulty/onbekende-soort.json"),
        "x".repeat(2 * 1024 * 1024),
        line("applications/bouw-750000-01.json"),
    ];
    let scratch = Scratch::new();
    scratch.write("batch.ndjson", lines.join("\n"));
    let output = dijkwacht()
        .args(["scope", "--party", "gemeente-emmen", "--batch"])
        .arg(scratch.file("batch.ndjson"))
        .run()
        .expect_code(2);
    let answers: Vec<Value> = output
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).expect("one JSON document per line"))
        .collect();
    let seen: Vec<String> = answers
        .iter()
        .map(|answer| match answer["regelnummer"].as_u64() {
            Some(number) => format!("fout op {number}"),
            None => answer["regime"].as_str().expect("regime").to_owned(),
        })
        .collect();
    assert_eq!(
        seen,
        ["geen-grondslag", "fout op 2", "onbepaald", "fout op 5", "fout op 6", "verplicht"]
    );
}

#[test]
fn a_batch_gives_the_same_regimes_as_one_by_one() {
    let mut lines = String::new();
    let mut expected = Vec::new();
    for path in fixtures("applications", "json") {
        let text = std::fs::read_to_string(&path).expect("fixture");
        let json: Value = serde_json::from_str(&text).expect("JSON");
        lines += &format!("{json}\n");
        let single = scope("gemeente-emmen", &path, "json");
        let answer: Value = serde_json::from_str(&single.stdout).expect("JSON");
        expected.push((answer["regime"].clone(), answer["termijn"]["uiterlijk"].clone()));
    }
    let output = dijkwacht()
        .args(["scope", "--party", "gemeente-emmen", "--batch", "-"])
        .input(lines)
        .run()
        .expect_code(3);
    let got: Vec<(Value, Value)> = output
        .stdout
        .lines()
        .map(|line| {
            let answer: Value = serde_json::from_str(line).expect("JSON");
            (answer["regime"].clone(), answer["termijn"]["uiterlijk"].clone())
        })
        .collect();
    assert_eq!(got, expected);
}

#[test]
fn missing_other_applications_are_told_with_both_outcomes() {
    let application = serde_json::json!({
        "soort": "omgevingsvergunning-bouw", "gebeurtenis": "nieuw", "ontvangenOp": "2026-11-02",
        "feiten": {
            "bouwsom": {"bedrag": "300000.00", "btw": "exclusief", "bron": "bevoegd-gezag"},
            "branches": [], "signalen": [],
        },
    });
    let output = dijkwacht()
        .args(["scope", "--party", "fixture-heusden", "--format", "json", "--application", "-"])
        .arg("--rules")
        .arg(fixture("rules"))
        .input(application.to_string())
        .run()
        .expect_code(3);
    let answer: Value = serde_json::from_str(&output.stdout).expect("JSON");
    assert_eq!(answer["ontbrekend"][0]["feit"], "andereAanvragen");
    let results = answer["ontbrekend"][0]["gevolgen"].as_array().expect("gevolgen");
    let regimes: Vec<&str> =
        results.iter().map(|result| result["regime"].as_str().expect("regime")).collect();
    assert_eq!(regimes, ["optioneel", "verplicht"]);
}
