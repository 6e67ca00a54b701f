//! The JSON Schema of input types: made by schemars from the same type that serde reads, and hardened.

use schemars::Schema;
use schemars::transform::{Transform, transform_subschemas};
use serde_json::{Map, Value, json};

use super::text::{FILLED_TEXT_PATTERN, TEXT_PATTERN};

/// Makes a schema say what we refuse anyway: texts without control characters, numbers within their machine type. The
/// document and the check then agree, and a client that follows the document is never refused for its form.
pub(crate) fn harden(schema: &mut Schema) {
    Harden.transform(schema);
}

/// How a type says that a text must have content.
const CONTENT: &str = r"\S";

#[derive(Clone)]
struct Harden;

impl Transform for Harden {
    fn transform(&mut self, schema: &mut Schema) {
        transform_subschemas(self, schema);
        let Some(object) = schema.as_object_mut() else { return };
        if asks(object, "string") && object.get("pattern").is_some_and(|own| own == CONTENT) {
            object.insert("pattern".to_owned(), FILLED_TEXT_PATTERN.into());
            object.insert("x-vorm".to_owned(), "een tekst met inhoud".into());
        }
        if asks(object, "string") {
            let decided =
                ["pattern", "format", "enum", "const"].iter().any(|key| object.contains_key(*key));
            if !decided {
                object.insert("pattern".to_owned(), TEXT_PATTERN.into());
            }
        }
        if asks(object, "integer") {
            bound(object);
        }
    }
}

/// Returns whether a schema asks this type, perhaps beside others.
fn asks(schema: &Map<String, Value>, kind: &str) -> bool {
    match schema.get("type") {
        Some(Value::Array(kinds)) => kinds.iter().any(|one| one == kind),
        one => one.is_some_and(|one| one == kind),
    }
}

/// Adds the bounds of the machine type that schemars names in `format`.
fn bound(schema: &mut Map<String, Value>) {
    let (least, most) = match schema.get("format").and_then(Value::as_str) {
        Some("int32") => (json!(i32::MIN), json!(i32::MAX)),
        Some("uint32") => (json!(0), json!(u32::MAX)),
        Some("int64") => (json!(i64::MIN), json!(i64::MAX)),
        Some("uint64" | "uint") => (json!(0), json!(u64::MAX)),
        _ => return,
    };
    schema.entry("minimum").or_insert(least);
    schema.entry("maximum").or_insert(most);
}

/// Returns where an object lets unknown fields through: its type lacks `#[serde(deny_unknown_fields)]`.
pub(crate) fn names_of_loose_objects(schema: &Value) -> Vec<String> {
    let mut found = Vec::new();
    look(schema, "", &mut found);
    found
}

fn look(value: &Value, place: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            let closed = ["additionalProperties", "unevaluatedProperties"];
            let is_object = object.get("properties").is_some_and(Value::is_object)
                && object.contains_key("type");
            if is_object && !closed.iter().any(|key| object.contains_key(*key)) {
                found.push(place.to_owned());
            }
            for (key, inner) in object {
                look(inner, &format!("{place}/{key}"), found);
            }
        }
        Value::Array(list) => {
            for (index, inner) in list.iter().enumerate() {
                look(inner, &format!("{place}/{index}"), found);
            }
        }
        _ => {}
    }
}
