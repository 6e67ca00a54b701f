//! Screening: the decision and the letters, written or not written at all.

use harness::{Output, Scratch, dijkwacht, fixture, fixture_text, tool};
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
    let provisional = Scratch::new();
    screen("bouw-alleen-eigen-opgave.json", provisional.path(), &["--request-form"]).expect_code(3);
    assert_eq!(kinds(&provisional), ["L01"]);
    let impossible = Scratch::new();
    screen("natuur.json", impossible.path(), &["--request-form"]).expect_success();
    assert!(impossible.files().is_empty());
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

/// The text of the letter with this code that `screen` writes.
fn letter_text(application: &str, code: &str, more: &[&str]) -> String {
    let scratch = Scratch::new();
    let output = screen(application, scratch.path(), more);
    assert!(matches!(output.code, Some(0 | 3)), "{output}");
    let file = scratch.files().into_iter().find(|file| file.contains(code)).expect(code);
    let text =
        tool("pdftotext").arg("-raw").arg(scratch.file(&file)).arg("-").run().expect_success();
    text.stdout.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_letter_about_a_running_permit_cites_the_article_to_withdraw_on() {
    let text = letter_text("alcohol-intrekken.json", "L02", &[]);
    assert!(text.contains("Alcoholwet art. 31"), "{text}");
    assert!(!text.contains("art. 27"), "{text}");
}

#[test]
fn a_reasonable_term_is_not_called_a_statutory_one() {
    let reasonable = letter_text("horeca-exploitatie.json", "L01", &[]);
    assert!(reasonable.contains("noemt de wet geen vaste termijn"), "{reasonable}");
    let statutory = letter_text("bouw-750000-01.json", "L01", &[]);
    assert!(statutory.contains("De wet of een verordening bepaalt deze termijn"), "{statutory}");
}

#[test]
fn a_letter_does_not_lean_on_a_policy_that_nobody_adopted() {
    let text = letter_text("horeca-exploitatie.json", "L02", &[]);
    assert!(text.contains("Die bevoegdheid gebruiken wij hier"), "{text}");
    assert!(!text.contains("Drentse gemeenten"), "{text}");
}

#[test]
fn an_applicant_is_not_asked_for_the_calculation_of_the_college() {
    let text = letter_text("bouw-alleen-eigen-opgave.json", "L01", &[]);
    assert!(!text.contains("berekening van het bevoegd gezag"), "{text}");
}

#[test]
fn the_extension_of_the_extended_procedure_is_decided_within_eight_weeks() {
    let text = letter_text("uitgebreide-procedure.json", "L01", &[]);
    assert!(text.contains("binnen 8 weken nadat uw aanvraag binnen was"), "{text}");
}

#[test]
fn a_letter_that_is_there_and_differs_is_not_overwritten_by_accident() {
    let scratch = Scratch::new();
    screen("horeca-exploitatie.json", scratch.path(), &[]).expect_success();
    let files = scratch.files();
    scratch.write(&files[1], "another letter");
    let output = screen("horeca-exploitatie.json", scratch.path(), &[]).expect_code(2);
    assert!(output.stderr.contains("--overwrite"), "{output}");
    assert_eq!(scratch.read(&files[1]), "another letter");
    screen("horeca-exploitatie.json", scratch.path(), &["--overwrite"]).expect_success();
    assert!(scratch.read_bytes(&files[1]).starts_with(b"%PDF-"));
    assert_eq!(scratch.files(), files);
}

#[test]
fn a_folder_that_cannot_be_written_is_a_fault_of_the_user() {
    let scratch = Scratch::new();
    scratch.write("bestand", "");
    let output = screen("horeca-exploitatie.json", &scratch.file("bestand"), &[]).expect_code(2);
    assert!(output.stderr.contains("niet te schrijven"), "{output}");
}

#[test]
fn a_letter_cannot_be_older_than_the_application() {
    let scratch = Scratch::new();
    let output = dijkwacht()
        .args(["screen", "--party", "gemeente-emmen", "--date", "2020-01-01", "--application"])
        .arg(fixture("applications/horeca-exploitatie.json"))
        .arg("--out")
        .arg(scratch.file("uit"))
        .run()
        .expect_code(2);
    assert!(output.stderr.contains("/ontvangenOp"), "{output}");
}

#[test]
fn a_sign_that_no_font_has_names_the_field_of_the_application() {
    let scratch = Scratch::new();
    let text = fixture_text("applications/horeca-exploitatie.json");
    let mut json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    json["betrokkene"]["naam"] = "Caf\u{e9} \u{1f600}".into();
    let output = dijkwacht()
        .args(["screen", "--party", "gemeente-emmen", "--application", "-", "--out"])
        .arg(scratch.file("uit"))
        .input(json.to_string())
        .run()
        .expect_code(2);
    assert!(output.stderr.contains("/betrokkene/naam"), "{output}");
    assert!(!scratch.file("uit").exists());
}
