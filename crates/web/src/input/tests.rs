//! Shapes of types that the sample table does not have.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Refusal, read_body};

#[derive(Debug, Deserialize, JsonSchema)]
#[expect(dead_code, reason = "only its reading is tried")]
#[serde(deny_unknown_fields)]
struct Address {
    straat: String,
    nummer: u16,
}

/// Words with an explanation each: schemars makes a list of constants of these.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Colour {
    /// Rood.
    Rood,
    /// Groen.
    Groen,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[expect(dead_code, reason = "only its reading is tried")]
#[serde(tag = "soort", rename_all = "kebab-case")]
enum Wish {
    Verhuizen(Address),
    Niets,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[expect(dead_code, reason = "only its reading is tried")]
#[serde(deny_unknown_fields)]
struct Tree {
    naam: String,
    #[serde(default)]
    takken: Vec<Tree>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[expect(dead_code, reason = "only its reading is tried")]
#[serde(try_from = "String")]
#[schemars(with = "String")]
struct Even(String);

impl TryFrom<String> for Even {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        if text.len().is_multiple_of(2) {
            Ok(Self(text))
        } else {
            Err("schrijf een even aantal letters")
        }
    }
}

#[derive(Debug, Deserialize, JsonSchema)]
#[expect(dead_code, reason = "only its reading is tried")]
#[serde(deny_unknown_fields)]
struct All {
    adres: Option<Address>,
    kleur: Option<Colour>,
    wens: Option<Wish>,
    boom: Option<Tree>,
    even: Option<Even>,
}

/// Returns `plaats: melding` of every fault.
fn faults(value: &Value) -> Vec<String> {
    match read_body::<All>(value.to_string().as_bytes()) {
        Ok(_) => Vec::new(),
        Err(Refusal::Faults(faults)) => {
            faults.iter().map(|fault| format!("{}: {}", fault.pointer, fault.message)).collect()
        }
        Err(Refusal::Problem(problem)) => panic!("{problem:?}"),
    }
}

#[test]
fn optional_objects_and_words_are_explained_by_their_own_form() {
    insta::assert_snapshot!(
        faults(&json!({
            "adres": { "straat": 7, "numer": 1 },
            "kleur": "rod",
            "wens": { "soort": "verhuizen", "straat": "Kade", "nummer": 70000 },
            "boom": { "naam": "a", "takken": [{ "naam": "b", "takken": [{ "nam": "c" }] }] }
        }))
        .join("\n")
    );
    insta::assert_snapshot!(
        faults(&json!({ "adres": "Kade 1", "kleur": 1, "wens": {}, "boom": [] })).join("\n")
    );
    assert!(
        faults(&json!({ "adres": null, "kleur": "rood", "wens": { "soort": "niets" } })).is_empty()
    );
    let moved = json!({ "wens": { "soort": "verhuizen", "straat": "Kade", "nummer": 1 } });
    assert_eq!(faults(&moved), Vec::<String>::new());
}

#[test]
fn what_only_the_type_knows_is_named_with_its_place() {
    assert_eq!(
        faults(&json!({ "even": "abc" })),
        ["/even: deze waarde kan niet worden gelezen: schrijf een even aantal letters"]
    );
    assert!(faults(&json!({ "even": "abcd" })).is_empty());
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(tag = "naam", content = "inhoud", rename_all = "kebab-case", deny_unknown_fields)]
enum Order {
    Openen(Nothing),
    Sluiten,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Nothing {}

#[test]
fn a_field_of_an_object_without_fields_is_named() {
    let faults = |value: Value| match read_body::<Order>(value.to_string().as_bytes()) {
        Ok(_) => Vec::new(),
        Err(Refusal::Faults(faults)) => {
            faults.iter().map(|fault| fault.pointer.clone()).collect::<Vec<_>>()
        }
        Err(Refusal::Problem(problem)) => panic!("{problem:?}"),
    };
    assert!(faults(json!({ "naam": "openen", "inhoud": {} })).is_empty());
    let two = json!({ "naam": "openen", "inhoud": { "punt": 1, "reden": 2 } });
    assert_eq!(faults(two), ["/inhoud/punt", "/inhoud/reden"]);
    assert_eq!(faults(json!({ "naam": "sluiten", "inhoud": {} })), ["/inhoud"]);
}

#[test]
fn a_type_that_lets_unknown_fields_through_is_found() {
    let schema = super::schema_of::<Wish>();
    let loose = super::names_of_loose_objects(&schema);
    assert_eq!(loose, ["/oneOf/1"], "{schema:#}");
}

#[derive(Debug, Deserialize, JsonSchema)]
#[expect(dead_code, reason = "only its reading is tried")]
#[serde(deny_unknown_fields)]
struct Times {
    op: kernel::Moment,
    dag: Option<chrono::NaiveDate>,
    id: Option<kernel::CaseId>,
}

#[test]
fn moments_days_and_ids_have_one_form() {
    let read = |field: &str, text: &str| {
        let mut value = json!({ "op": "2026-11-02T09:30:00Z" });
        value[field] = text.into();
        read_body::<Times>(value.to_string().as_bytes()).is_ok()
    };
    for (text, good) in [
        ("2026-11-02T09:30:00Z", true),
        ("2026-11-02T09:30:00.123456789+23:59", true),
        ("2026-11-02 09:30:00Z", false),
        ("2026-11-02T09:30:00", false),
        ("2026-11-02T12:30:60Z", false),
        ("2026-12-31T23:59:60Z", false),
        ("2026-11-02T24:00:00Z", false),
        // In UTC these are outside the four digits that a year has.
        ("9999-12-31T23:59:59-00:01", false),
        ("0000-01-01T00:00:00+00:01", false),
    ] {
        assert_eq!(read("op", text), good, "{text}");
    }
    for (text, good) in
        [("2024-02-29", true), ("2023-02-29", false), ("2026-1-2", false), ("+2026-01-01", false)]
    {
        assert_eq!(read("dag", text), good, "{text}");
    }
    let id = "019377f0-5a1c-7c3e-9d2b-3f6a1b2c4d5e";
    assert!(read("id", id) && read("id", &id.to_uppercase()));
    assert!(!read("id", &format!("{{{id}}}")) && !read("id", &id.replace('-', "")));
}
