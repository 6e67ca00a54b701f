//! Reading application files: every fault is named, nothing panics, personal data stay out of debug output.

use crate::{Application, Vocabulary, VocabularyFile};
use kernel::Faults;
use proptest::prelude::*;
use serde_json::{Value, json};

fn vocabulary() -> Vocabulary {
    let file: VocabularyFile =
        toml::from_str(include_str!("condition/tests/facts.toml")).expect("vocabulary file");
    Vocabulary::new(file, &[]).expect("vocabulary")
}

fn read(json: &Value) -> Result<Application, Faults> {
    Application::read(json, &vocabulary(), &["bouw"])
}

fn places(json: &Value) -> Vec<String> {
    let faults = read(json).expect_err("faults");
    faults.iter().map(|fault| fault.pointer.clone()).collect()
}

#[test]
fn the_smallest_application_is_a_kind() {
    let application = read(&json!({"soort": "bouw"})).expect("application");
    assert_eq!(application.kind, "bouw");
    assert!(application.received_on.is_none() && application.reference.is_none());
}

#[test]
fn every_unknown_key_is_named_at_every_depth() {
    let json = json!({
        "soort": "bouw", "x": 1,
        "betrokkene": {"naam": "Voorbeeldbouw B.V.", "y": 1, "adres": {
            "straat": "Verzonnenlaan", "huisnummer": "1", "postcode": "7800 AA", "plaats": "Emmen", "z": 1,
        }},
        "feiten": {"q": 1, "locatie": {"w": 1}, "bouwsom": {"bedrag": "1", "v": 1}},
    });
    let mut found = places(&json);
    found.sort();
    assert_eq!(
        found,
        [
            "/betrokkene/adres/z",
            "/betrokkene/y",
            "/feiten/bouwsom/v",
            "/feiten/locatie/w",
            "/feiten/q",
            "/x",
        ]
    );
}

#[test]
fn a_value_of_the_wrong_type_is_named_for_every_type_of_fact() {
    let json = json!({"soort": "bouw", "feiten": {
        "bouwsom": "900000.00", "branches": {"soort": "horeca"}, "bijzonder": null,
        "locatie": {"postcode": 7811}, "andereAanvragen": [{}], "eerdereToets": [], "vorigeOp": 2026,
    }});
    let mut found = places(&json);
    found.sort();
    found.dedup();
    assert_eq!(
        found,
        [
            "/feiten/andereAanvragen/0/bedrag",
            "/feiten/andereAanvragen/0/gedeeld",
            "/feiten/andereAanvragen/0/maat",
            "/feiten/andereAanvragen/0/ontvangenOp",
            "/feiten/bijzonder",
            "/feiten/bouwsom",
            "/feiten/branches",
            "/feiten/eerdereToets",
            "/feiten/locatie/postcode",
            "/feiten/vorigeOp",
        ]
    );
}

#[test]
fn signs_that_steer_a_terminal_and_long_references_are_refused() {
    for reference in ["a\u{1b}[31m", "a\nb", "a\u{202e}b", &"x".repeat(101)] {
        assert_eq!(places(&json!({"soort": "bouw", "kenmerk": reference})), ["/kenmerk"]);
    }
    assert!(read(&json!({"soort": "bouw", "kenmerk": "x".repeat(100)})).is_ok());
}

#[test]
fn one_code_may_stand_alone_and_a_described_code_counts_as_its_kind() {
    let alone = read(&json!({"soort": "bouw", "feiten": {"branches": "horeca"}})).expect("alone");
    let list = read(&json!({"soort": "bouw", "feiten": {"branches": ["horeca"]}})).expect("list");
    let described = json!({"soort": "bouw", "feiten": {"branches": [
        {"soort": "horeca", "datum": "2026-01-02", "bron": "KvK", "toelichting": "eigen opgave"},
    ]}});
    let described = read(&described).expect("described");
    assert_eq!(alone.facts, list.facts);
    assert_eq!(alone.facts, described.facts);
}

#[test]
fn debug_output_holds_no_personal_data() {
    let json = json!({"soort": "bouw", "betrokkene": {
        "naam": "Merkwaardigemans", "kvkNummer": "12345678",
        "adres": {"straat": "Merkstraat", "huisnummer": "1", "postcode": "7800 AA", "plaats": "Merkdorp"},
    }});
    let debug = format!("{:?}", read(&json).expect("application"));
    for secret in ["Merk", "12345678", "7800"] {
        assert!(!debug.contains(secret), "{debug}");
    }
}

/// Any JSON, with the keys and words of the format in it so that it gets far.
fn any_json() -> impl Strategy<Value = Value> {
    let words = vec![
        "soort",
        "bouw",
        "feiten",
        "bouwsom",
        "bedrag",
        "btw",
        "exclusief",
        "branches",
        "horeca",
        "locatie",
        "postcode",
        "7811 AB",
        "betrokkene",
        "naam",
        "adres",
        "1.00",
        "2026-11-02",
        "é€\u{202e}",
    ];
    let word = prop::sample::select(words);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        word.clone().prop_map(Value::from),
        ".{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 64, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((word.clone(), inner), 0..6).prop_map(|entries| {
                Value::Object(
                    entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect(),
                )
            }),
        ]
    })
}

proptest! {
    /// Whatever comes in, it is read or refused with at least one fault whose place can be found.
    #[test]
    fn anything_is_read_or_refused_with_reasons(json in any_json()) {
        if let Err(faults) = read(&json) {
            prop_assert!(!faults.is_empty());
            for fault in faults.iter() {
                let parent = fault.pointer.rsplit_once('/').map_or("", |(parent, _)| parent);
                prop_assert!(json.pointer(parent).is_some(), "{}", fault.pointer);
            }
        }
    }
}
