//! The typesetter refuses what would make a letter wrong, and repeats itself exactly.

use super::*;

fn sheet(body: &str) -> Sheet<'static> {
    let source = format!(
        "#set document(title: \"Proef\")\n#set text(font: \"Noto Sans\", lang: \"nl\")\n= Kop\n{body}\n"
    );
    Sheet { source, identifier: "proef", date: "2026-11-02".parse().expect("date"), picture: None }
}

fn typeset(body: &str) -> Result<Typeset, TypesetError> {
    Typesetter::new(&[("/module.typ", "#let x = [uit de module]")])
        .expect("typesetter")
        .typeset(sheet(body))
}

fn refusal(body: &str) -> TypesetError {
    typeset(body).err().expect("refusal")
}

#[test]
fn the_same_sheet_gives_the_same_bytes() {
    let body = "#import \"/module.typ\": x\n#x";
    let one = typeset(body).expect("pdf");
    let other = typeset(body).expect("pdf");
    assert!(one.pdf == other.pdf);
    assert_eq!((one.title.as_str(), one.pages), ("Proef", 1));
    let changed = typeset("iets anders").expect("pdf");
    assert!(one.pdf != changed.pdf);
}

#[test]
fn no_file_no_package_and_no_clock_exists() {
    for body in [
        "#read(\"/etc/passwd\")",
        "#read(\"/module.typ\")",
        "#import \"/other.typ\": x",
        "#image(\"/logo.png\")",
        "#import \"@preview/tablex:0.0.8\": x",
        "#datetime.today()",
    ] {
        assert!(matches!(refusal(body), TypesetError::Source(_)), "{body}");
    }
}

#[test]
fn a_warning_is_a_refusal() {
    let error = refusal("#text(font: \"Comic Sans\")[a]");
    assert!(
        matches!(&error, TypesetError::Source(found) if found.concat().contains("font")),
        "{error}"
    );
}

#[test]
fn a_character_without_a_glyph_is_named() {
    let error = refusal("Café 😀 株").to_string();
    assert!(error.contains("«😀» (U+1F600), «株» (U+682A)"), "{error}");
    assert!(!error.contains('é'), "{error}");
}

#[test]
fn a_glyph_that_only_typst_knows_to_miss_is_refused_too() {
    // An escape in the source passes the check on the source text.
    assert!(matches!(refusal("\\u{1F600}"), TypesetError::Standard(_) | TypesetError::Source(_)));
}

#[test]
fn text_beside_the_paper_is_refused() {
    let long = "W".repeat(500);
    assert!(matches!(refusal(&long), TypesetError::OffPage(1)));
    assert!(matches!(refusal("#block(breakable: false, lorem(2000))"), TypesetError::OffPage(_)));
    assert!(typeset("#lorem(2000)").is_ok_and(|set| set.pages > 1));
}

#[test]
fn a_document_without_a_title_or_with_skipped_headings_is_refused() {
    let typesetter = Typesetter::new(&[]).expect("typesetter");
    let bare = Sheet { source: "#set text(font: \"Noto Sans\")\nx".to_owned(), ..sheet("") };
    assert!(typesetter.typeset(bare).is_err());
    assert!(matches!(refusal("=== Te diep"), TypesetError::Standard(_)));
}
