//! Every template with every sample, hostile values in every field, and the same letter twice.

use super::*;
use crate::samples;
use std::collections::BTreeSet;
use std::path::Path;

fn letters() -> Letters {
    Letters::new().expect("letters")
}

fn templates_on_disk() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../templates/letters");
    let mut found = Vec::new();
    for directory in [root.clone(), root.join("partials")] {
        for entry in std::fs::read_dir(directory).expect("directory") {
            let path = entry.expect("entry").path();
            let name = path.file_name().and_then(|name| name.to_str()).expect("name").to_owned();
            if let Some(name) = name.strip_suffix(".typ.hbs") {
                found.push((name.to_owned(), std::fs::read_to_string(&path).expect("text")));
            }
        }
    }
    found
}

#[test]
fn every_template_on_disk_is_registered_and_no_other() {
    let on_disk: BTreeSet<String> = templates_on_disk().into_iter().map(|(name, _)| name).collect();
    let registered: BTreeSet<String> = template_names().map(str::to_owned).collect();
    assert_eq!(on_disk, registered);
    for kind in LetterKind::ALL {
        assert!(registered.contains(kind.id()), "{kind:?}");
    }
}

#[test]
fn the_source_of_every_sample_is_as_reviewed() {
    let letters = letters();
    for sample in samples::all() {
        let source = letters.source(&sample.content).expect(&sample.name);
        insta::assert_snapshot!(sample.name, source);
    }
}

/// Samples that miss a branch would let a misspelt name in it through.
#[test]
fn the_samples_reach_every_sentence_of_every_template() {
    let letters = letters();
    let sources: Vec<String> = samples::all()
        .iter()
        .map(|sample| letters.source(&sample.content).expect("source"))
        .collect();
    for (name, text) in templates_on_disk() {
        for part in
            text.split("{{").map(|part| part.split_once("}}").map_or(part, |(_, rest)| rest))
        {
            for line in part.lines().map(str::trim).filter(|line| !line.is_empty()) {
                let reached = sources.iter().any(|source| source.contains(line));
                assert!(reached, "{name}: no sample reaches «{line}»");
            }
        }
    }
}

#[test]
fn every_sample_becomes_a_letter_and_the_title_holds_the_reference() {
    let letters = letters();
    let mut names = BTreeSet::new();
    for sample in samples::all() {
        assert!(names.insert(sample.name.clone()), "{} stands twice", sample.name);
        let letter = letters.render(&sample.content).expect(&sample.name);
        assert!(letter.title.ends_with("Z-2026-000123"), "{}", letter.title);
        assert!((1..=4).contains(&letter.pages), "{}: {} pages", sample.name, letter.pages);
        assert_eq!(letter.concept.is_empty(), !letter.file_name.contains("concept"));
        assert_eq!(
            letter.concept.is_empty(),
            !sample.name.contains("kaal") && !sample.name.contains("zonder")
        );
    }
}

#[test]
fn the_same_content_gives_the_same_bytes() {
    let sample = samples::all().remove(0).content;
    let one = letters().render(&sample).expect("letter");
    let warm = letters();
    warm.render(&samples::all().remove(3).content).expect("letter");
    assert!(one == warm.render(&sample).expect("letter"));
}

#[test]
fn file_names_hold_reference_kind_and_number() {
    let mut request = samples::form_request();
    assert_eq!(
        letters().render(&request.clone().into()).expect("letter").file_name,
        "Z-2026-000123-L02-vragenlijstverzoek.pdf"
    );
    request.frame.sequence = Some(2);
    request.frame.sender.contact = None;
    assert_eq!(
        LetterContent::from(request).file_name(true),
        "Z-2026-000123-L02-vragenlijstverzoek-02-concept.pdf"
    );
}

const HOSTILE: &str = "a #set page(width: 1pt) *b* _c_ $x$ \\ @ref <label> `raw` ``` ] [ } { = // /* \" ' ~ -- {{naam}}\n= kop \u{202e}z\0";

/// Replaces every text in a context.
fn poison(value: &mut Value, with: &str) {
    match value {
        Value::String(text) => with.clone_into(text),
        Value::Array(items) => items.iter_mut().for_each(|item| poison(item, with)),
        Value::Object(fields) => fields.values_mut().for_each(|item| poison(item, with)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn poisoned_source(letters: &Letters, sample: &LetterContent, with: &str) -> String {
    let mut value = match sample {
        LetterContent::Acknowledgement(letter) => view(letter.as_ref(), &[]),
        LetterContent::FormRequest(letter) => view(letter.as_ref(), &[]),
    }
    .expect("view");
    poison(&mut value, with);
    letters.templates.render(sample.kind().id(), &value).expect("source")
}

#[test]
fn hostile_values_in_every_field_stay_text() {
    let letters = letters();
    for sample in samples::all() {
        let source = poisoned_source(&letters, &sample.content, HOSTILE);
        let sheet = Sheet { source, identifier: "proef", date: sample.content.frame().date };
        let set = letters.typesetter.typeset(sheet).expect(&sample.name);
        assert!(set.title.ends_with("{{naam}}\n= kop z"), "{}", set.title);
        assert!(set.pages < 12, "{}", set.pages);
    }
}

#[test]
fn long_values_are_set_and_a_reference_that_cannot_be_is_refused() {
    let letters = letters();
    for long in ["W".repeat(5000), "woord ".repeat(833)] {
        let mut letter = samples::acknowledgement();
        letter.frame.addressee.name.clone_from(&long);
        letter.frame.subject.clone_from(&long);
        letter.application = long;
        let letter = letters.render(&letter.into()).expect("letter");
        assert!(letter.pages > 3, "{}", letter.pages);
    }
    let mut letter = samples::acknowledgement();
    letter.frame.reference = "W".repeat(5000);
    let refusal = letters.render(&letter.into()).expect_err("refusal");
    assert!(matches!(refusal, LetterError::Typeset(TypesetError::OffPage(1))), "{refusal}");
}

#[test]
fn a_field_with_characters_that_cannot_be_shown_is_named() {
    for (name, characters) in [
        ("שלום", "«ש» (U+05E9)"),
        ("Ahmed أحمد", "«أ» (U+0623)"),
        ("Jan 😀", "«😀» (U+1F600)"),
        ("株式", "«株» (U+682A)"),
    ] {
        let mut letter = samples::acknowledgement();
        letter.frame.addressee.address = vec!["Dijk 1".to_owned(), name.to_owned()];
        let message = letters().render(&letter.into()).expect_err("refusal").to_string();
        assert!(
            message.contains("frame.addressee.address.2") && message.contains(characters),
            "{message}"
        );
        assert!(!message.contains("Dijk") && !message.contains("Jan"), "{message}");
    }
}

/// These letters decide nothing, so nothing can be objected to; and a model policy obliges nobody.
#[test]
fn no_letter_has_an_objection_clause_and_a_model_claims_nothing() {
    let letters = letters();
    for sample in samples::all() {
        let source = letters.source(&sample.content).expect("source");
        assert!(!source.contains("bezwaar"), "{}", sample.name);
        if sample.name.contains("kaal") || sample.name.contains("zonder") {
            assert!(!source.contains("ons beleid"), "{}", sample.name);
        }
    }
}

#[test]
fn debug_output_shows_no_text_of_a_letter() {
    let letter = letters().render(&samples::all().remove(0).content).expect("letter");
    assert!(!format!("{letter:?}").contains("Voorbeeldbouw"));
}
