//! Letters as files: what other programs find in the PDF.
//!
//! PDF/A-2a and PDF/UA-1 are claimed and enforced by Typst's own checks. These tests compare the claim with the structure by
//! independent tools; veraPDF is in no registry that the gate can reach.

use ::letters::{Letters, samples};
use harness::{Output, Scratch, python, root, tool};
use serde_json::Value;
use std::env;
use std::path::Path;

/// Runs a PDF tool; a machine without it fails with what to do about it.
fn pdf_tool(name: &str, arguments: &[&str], file: &Path) -> Output {
    let path = env::var_os("PATH").unwrap_or_default();
    assert!(
        env::split_paths(&path).any(|folder| folder.join(name).is_file()),
        "{name} is missing; run `cargo xtask install` or install qpdf and poppler-utils"
    );
    tool(name).args(arguments).arg(file).run().expect_success()
}

fn facts(file: &Path) -> Value {
    let output = python().arg(root().join("tests/tools/pdf_facts.py")).arg(file).run();
    serde_json::from_str(&output.expect_success().stdout).expect("facts as JSON")
}

/// Writes every sample letter, every copy of a form and every letter of a tip, and hands each to `check`, with its name and the end of its title.
fn each_document(check: impl Fn((&str, &str), &Path)) {
    let letters = Letters::new().expect("letters");
    let scratch = Scratch::new();
    for sample in samples::all() {
        let letter = letters.render(&sample.content).expect(&sample.name);
        let file = scratch.write(&format!("{}.pdf", sample.name), &letter.pdf);
        check((&sample.name, "Z-2026-000123"), &file);
    }
    for sample in samples::form_copies() {
        let copy = letters.copy(&sample.content).expect(&sample.name);
        let file = scratch.write(&format!("{}.pdf", sample.name), &copy.pdf);
        check((&sample.name, "3F8K-Q2WN, versie 2"), &file);
    }
    for (name, content) in samples::tip_letters() {
        let letter = letters.tip_letter(&content).expect(name);
        check((name, "Z-2026-000123"), &scratch.write(&format!("{name}.pdf"), &letter.pdf));
    }
}

fn tags(facts: &Value) -> Vec<&str> {
    facts["tags"].as_array().expect("tags").iter().filter_map(Value::as_str).collect()
}

#[test]
fn every_letter_claims_both_standards_and_says_what_it_is() {
    each_document(|(name, ending), file| {
        let facts = facts(file);
        assert_eq!(facts["pdfa_part"], "2", "{name}");
        assert_eq!(facts["pdfa_conformance"], "A", "{name}");
        assert_eq!(facts["pdfua_part"], "1", "{name}");
        assert_eq!(facts["language"], "nl", "{name}");
        assert_eq!(facts["marked"], true, "{name}");
        assert_eq!(facts["shows_title"], true, "{name}");
        assert_eq!(facts["javascript"], false, "{name}");
        assert_eq!(facts["created"], "2026-11-06T00:00:00+00:00", "{name}");
        let title = facts["xmp_title"].as_str().unwrap_or_default();
        assert!(title.ends_with(ending) && title.len() > 20, "{name}: {title}");
        for font in facts["fonts"].as_array().expect("fonts") {
            assert!(
                font[1] == true && font[0].as_str().is_some_and(|font| font.contains("NotoSans")),
                "{name}: {font}"
            );
        }
    });
}

#[test]
fn every_letter_has_its_headings_in_order_and_its_cells_under_a_header() {
    each_document(|(name, _), file| {
        let facts = facts(file);
        let tags = tags(&facts);
        let headings: Vec<&str> =
            tags.iter().copied().filter(|tag| tag.starts_with('H') && tag.len() == 2).collect();
        assert_eq!(headings.first(), Some(&"H1"), "{name}");
        assert!(
            headings.len() > 2 && headings.iter().skip(1).all(|tag| *tag == "H2"),
            "{name}: {headings:?}"
        );
        assert_eq!(tags.first(), Some(&"Document"), "{name}");
        // A copy in which nothing was missing, without documents, lists nothing.
        let lists = tags.contains(&"L") || name == "formulierkopie-kaal";
        assert!(lists && tags.contains(&"P"), "{name}");
        let scopes = facts["header_scopes"].as_array().expect("scopes");
        assert_eq!(tags.contains(&"Table"), !scopes.is_empty(), "{name}");
        assert!(scopes.iter().all(|scope| scope == "Column"), "{name}: {scopes:?}");
    });
}

#[test]
fn other_programs_read_every_letter_without_complaint() {
    each_document(|(name, _), file| {
        let checked = pdf_tool("qpdf", &["--check"], file);
        assert!(!checked.stdout.contains("WARNING"), "{name}: {checked}");
        let info = pdf_tool("pdfinfo", &[], file).stdout;
        assert!(info.contains("Tagged:          yes") && info.contains("A4"), "{name}: {info}");
        let fonts = pdf_tool("pdffonts", &[], file).stdout;
        assert!(fonts.lines().count() > 2, "{name}: {fonts}");
        for line in fonts.lines().skip(2) {
            // Columns from the right: object, generation, ToUnicode, subset, embedded.
            let columns: Vec<&str> = line.split_whitespace().rev().take(5).collect();
            assert_eq!(columns.get(2..5), Some(&["yes", "yes", "yes"][..]), "{name}: {line}");
        }
    });
}

/// What the addressee reads, in reading order, with the values of the sample.
#[test]
fn the_text_of_a_letter_can_be_read_back() {
    let letters = Letters::new().expect("letters");
    let scratch = Scratch::new();
    let mut request = samples::form_request();
    request.frame.addressee.name = "#Çelik & *Łukasz* $x$ <b> @y \\ `z` B.V.".to_owned();
    let letter = letters.render(&request.into()).expect("letter");
    let file = scratch.write("brief.pdf", &letter.pdf);
    // In the order of the file, which is the reading order; the default groups the labels of the reference block as a column.
    let text = tool("pdftotext").arg("-raw").arg(&file).arg("-").run().expect_success().stdout;
    let text = text.replace('\u{a0}', " ").split_whitespace().collect::<Vec<_>>().join(" ");
    let mut rest = text.as_str();
    for expected in [
        "gemeente Fictiedam",
        "Vertrouwelijk",
        "#Çelik & *Łukasz* $x$ <b> @y \\ `z` B.V.",
        "Datum vrijdag 6 november 2026",
        "Ons kenmerk Z-2026-000123",
        "Wilt u de Bibob-vragenlijst invullen?",
        "uiterlijk op vrijdag 4 december 2026.",
        "meer dan € 750.000,00. Zie artikel 2.3 van ons beleid.",
        "pagina 1 van 4",
        "13. Vragen over omgevingsvergunningen",
        "artikel 4:5 van de Algemene wet bestuursrecht",
        "Burgemeester en wethouders van Fictiedam namens deze,",
        "A. Voorbeeld teamleider Vergunningen",
    ] {
        let found = rest.find(expected);
        assert!(found.is_some(), "«{expected}» is missing or out of order in: {text}");
        rest = &rest[found.unwrap_or_default()..];
    }
}
