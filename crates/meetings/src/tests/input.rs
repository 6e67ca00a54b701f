//! What comes from outside is read strictly: a field that is not known is refused instead of dropped.

use super::samples::*;
use crate::*;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// Returns whether a value is read as it is, and refused with one field more at its end.
fn is_strict<T: DeserializeOwned>(value: &Value) -> (bool, bool) {
    let mut with_more = value.clone();
    with_more["extra"] = json!(1);
    let reads = |value: Value| serde_json::from_value::<T>(value).is_ok();
    (reads(value.clone()), !reads(with_more))
}

#[test]
fn a_field_that_is_not_known_is_refused() {
    let name = json!({ "soort": "bestuursorgaan", "naam": "Waterschap Verzonnen" });
    let subject = serde_json::to_value(file_subject(FIRST)).unwrap();
    let link = json!({ "soort": "artikel", "artikel": "Wet Bibob art. 3" });
    let ground = json!({
        "soort": "eigen-onderzoek-van-ander",
        "eerderOnderzoekBlijkt": true,
        "verkregenOp": "2027-01-01",
        "alleenDezePersoon": true,
        "nodigVoorOnderzoek": true
    });
    for strict in [
        is_strict::<Recipient>(&name),
        is_strict::<Subject>(&subject),
        is_strict::<Link>(&link),
        is_strict::<ForwardingGround>(&ground),
        is_strict::<Method>(&json!({ "soort": "stemming", "stemmen": [] })),
        is_strict::<Dodge>(&json!({ "soort": "uitwijken", "dagen": 3 })),
        is_strict::<Quorum>(&json!({ "soort": "aantal", "plaatsen": 3 })),
        is_strict::<HelpCommand>(&json!({ "naam": "sluiten" })),
        is_strict::<RoundCommand>(&json!({ "naam": "sluiten" })),
        is_strict::<SignalCommand>(
            &json!({ "naam": "afhandelen", "inhoud": { "uitkomst": "Klaar." } }),
        ),
        is_strict::<Command>(&json!({ "naam": "agenda-openen", "inhoud": {} })),
    ] {
        assert_eq!(strict, (true, true));
    }
}

#[test]
fn a_field_that_is_not_known_is_refused_inside_a_command_too() {
    for (name, content) in [
        ("agenda-openen", json!({ "extra": 1 })),
        ("annuleren", json!({ "reden": "Nee.", "extra": 1 })),
    ] {
        let command = json!({ "naam": name, "inhoud": content });
        assert!(serde_json::from_value::<Command>(command).is_err(), "{name}");
    }
    let reply = json!({ "plaats": account(CHAIR), "stem": "voor", "extra": 1 });
    let command = json!({ "naam": "antwoorden", "inhoud": reply });
    assert!(serde_json::from_value::<RoundCommand>(command).is_err());
}

/// Serde reads a variant without fields by its tag alone, whatever stands beside it; the schema of the API refuses that.
#[test]
fn the_schema_refuses_what_serde_lets_through() {
    let loose = json!({ "soort": "eensgezind", "stemmen": [] });
    assert!(serde_json::from_value::<Method>(loose).is_ok());
    let schema = schemars::schema_for!(Method).to_value();
    for variant in schema["oneOf"].as_array().unwrap() {
        assert_eq!(variant["additionalProperties"], json!(false), "{variant}");
    }
}
