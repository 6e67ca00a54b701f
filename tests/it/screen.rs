//! Screening: the decision and the letters, written or not written at all.

use harness::{Output, Scratch, dijkwacht, fixture};
use std::path::Path;

fn screen(application: &str, out: &Path, more: &[&str]) -> Output {
    dijkwacht()
        .args(["screen", "--party", "gemeente-emmen", "--date", "2026-11-23", "--application"])
        .arg(fixture(&format!("applications/{application}")))
        .arg("--out")
        .arg(out)
        .args(more)
        .run()
}

fn kinds(scratch: &Scratch) -> Vec<String> {
    let name = |file: &String| {
        let start = file.find("-L").expect("a letter code") + 1;
        file[start..start + 3].to_owned()
    };
    scratch.files().iter().map(name).collect()
}

#[test]
fn a_mandatory_check_gives_the_acknowledgement_and_the_request() {
    let scratch = Scratch::new();
    let output = screen("horeca-exploitatie.json", scratch.path(), &[]).expect_success();
    assert_eq!(kinds(&scratch), ["L01", "L02"]);
    assert!(output.stdout.contains("Brieven"), "{output}");
    for file in scratch.files() {
        assert!(scratch.read_bytes(&file).starts_with(b"%PDF-"), "{file}");
    }
}

#[test]
fn where_a_check_is_optional_the_officer_chooses() {
    let scratch = Scratch::new();
    screen("bouw-750000-00.json", scratch.path(), &[]).expect_success();
    assert_eq!(kinds(&scratch), ["L01"]);
    screen("bouw-750000-00.json", scratch.path(), &["--request-form"]).expect_success();
    assert_eq!(kinds(&scratch), ["L01", "L02"]);
}

#[test]
fn a_provisional_or_impossible_check_asks_for_no_form() {
    for (application, code) in [("bouw-alleen-eigen-opgave.json", 3), ("natuur.json", 0)] {
        let scratch = Scratch::new();
        screen(application, scratch.path(), &["--request-form"]).expect_code(code);
        assert_eq!(kinds(&scratch), ["L01"], "{application}");
    }
}

#[test]
fn a_running_permit_gets_the_request_only() {
    let scratch = Scratch::new();
    screen("alcohol-intrekken.json", scratch.path(), &[]).expect_success();
    assert_eq!(kinds(&scratch), ["L02"]);
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let (one, other) = (Scratch::new(), Scratch::new());
    for scratch in [&one, &other] {
        screen("horeca-exploitatie.json", scratch.path(), &[]).expect_success();
    }
    assert_eq!(one.files(), other.files());
    for file in one.files() {
        assert!(one.read_bytes(&file) == other.read_bytes(&file), "{file} differs");
    }
}

#[test]
fn after_bad_input_nothing_is_written() {
    for application in ["faulty/veel-fouten.json", "faulty/onbekende-soort.json", "minimaal.json"] {
        let scratch = Scratch::new();
        let out = scratch.file("brieven");
        let output = screen(application, &out, &[]).expect_code(2);
        assert!(!out.exists(), "{application}: {output}");
    }
}

#[test]
fn the_file_names_hold_no_personal_data() {
    let scratch = Scratch::new();
    screen("horeca-exploitatie.json", scratch.path(), &[]).expect_success();
    for file in scratch.files() {
        assert!(file.starts_with("Z-2026-"), "{file}");
    }
}
