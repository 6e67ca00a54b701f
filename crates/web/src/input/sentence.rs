//! The sentence for each keyword of JSON Schema, to stand behind the name of the field.

use jsonschema::JsonType;
use jsonschema::error::{TypeKind, ValidationErrorKind as Kind};
use serde_json::Value;

/// Says what the value must be.
pub(super) fn sentence(kind: &Kind) -> String {
    match kind {
        Kind::Type { kind } => format!("moet {} zijn", wanted(kind)),
        Kind::Format { format } => format!("moet {}", format_wanted(format)),
        Kind::Pattern { pattern } => format!("moet passen in de vorm {pattern}"),
        Kind::MinLength { limit: 1 } | Kind::MinItems { limit: 1 } => {
            "mag niet leeg zijn".to_owned()
        }
        Kind::MinLength { limit } => format!("moet ten minste {limit} tekens hebben"),
        Kind::MaxLength { limit } => format!("mag ten hoogste {limit} tekens hebben"),
        Kind::MinItems { limit } => format!("moet ten minste {limit} regels hebben"),
        Kind::MaxItems { limit } => format!("mag ten hoogste {limit} regels hebben"),
        Kind::MinProperties { limit } => format!("moet ten minste {limit} velden hebben"),
        Kind::MaxProperties { limit } => format!("mag ten hoogste {limit} velden hebben"),
        Kind::Minimum { limit } => format!("moet {limit} of meer zijn"),
        Kind::Maximum { limit } => format!("moet {limit} of minder zijn"),
        Kind::ExclusiveMinimum { limit } => format!("moet meer dan {limit} zijn"),
        Kind::ExclusiveMaximum { limit } => format!("moet minder dan {limit} zijn"),
        Kind::MultipleOf { multiple_of } => format!("moet een veelvoud van {multiple_of} zijn"),
        Kind::UniqueItems => "mag geen regel twee keer hebben".to_owned(),
        Kind::Contains => "mist een regel die verplicht is".to_owned(),
        Kind::AdditionalItems { limit } => format!("mag niet meer dan {limit} regels hebben"),
        Kind::FalseSchema => "mag hier niet staan".to_owned(),
        Kind::OneOfMultipleValid { .. } => "past bij meer dan een vorm; kies er een".to_owned(),
        Kind::PropertyNames { .. } => "heeft een veld met een naam die niet mag".to_owned(),
        _ => "heeft niet de vorm die de beschrijving van de API noemt".to_owned(),
    }
}

/// Says what is there now.
pub(super) fn found(value: &Value) -> String {
    const SHOWN: usize = 40;
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => format!("het getal {number}"),
        Value::String(text) if text.is_empty() => "een lege tekst".to_owned(),
        Value::String(text) if text.chars().count() > SHOWN => {
            format!("een tekst van {} tekens", text.chars().count())
        }
        Value::String(text) => format!("«{}»", text.escape_debug()),
        Value::Array(list) => format!("een lijst van {} regels", list.len()),
        Value::Object(_) => "een object".to_owned(),
    }
}

fn wanted(kind: &TypeKind) -> String {
    match kind {
        TypeKind::Single(one) => type_wanted(*one).to_owned(),
        TypeKind::Multiple(several) => {
            several.iter().map(type_wanted).collect::<Vec<_>>().join(" of ")
        }
    }
}

fn type_wanted(kind: JsonType) -> &'static str {
    match kind {
        JsonType::Array => "een lijst ([...])",
        JsonType::Boolean => "true of false",
        JsonType::Integer => "een geheel getal",
        JsonType::Null => "null",
        JsonType::Number => "een getal",
        JsonType::Object => "een object ({...})",
        JsonType::String => "een tekst tussen aanhalingstekens",
    }
}

fn format_wanted(format: &str) -> String {
    match format {
        "date" => "een bestaande datum zijn, als jjjj-mm-dd (zoals 2026-11-02)".to_owned(),
        "date-time" => "een tijdstip met tijdzone zijn (zoals 2026-11-02T09:30:00Z)".to_owned(),
        "uuid" => "een UUID zijn (zoals 019377f0-5a1c-7c3e-9d2b-3f6a1b2c4d5e)".to_owned(),
        "email" => "een e-mailadres zijn".to_owned(),
        "uri" => "een webadres zijn (een URI)".to_owned(),
        other => format!("de vorm «{other}» hebben"),
    }
}
