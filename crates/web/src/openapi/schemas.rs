//! The component schemas: made by schemars from the Rust types, named in Pascal case, with one name per form. A type that is
//! read otherwise than it is written gets a second schema, whose name ends in `Invoer`.

use schemars::generate::SchemaSettings;
use schemars::{Schema, SchemaGenerator};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

use crate::input::harden;
use crate::part::InputType;

/// Where references point in the end, and where those of input types point until it is known which share a name.
const COMPONENTS: &str = "#/components/schemas/";
const INPUTS: &str = "#/components/invoer/";

/// Gathers the schemas of all operations.
pub(super) struct Schemas {
    input: SchemaGenerator,
    output: SchemaGenerator,
}

/// A parameter of a path or query string.
pub(super) struct Field {
    pub(super) name: String,
    pub(super) required: bool,
    pub(super) description: Option<String>,
    pub(super) schema: Value,
}

impl Schemas {
    pub(super) fn new() -> Self {
        let generator = |settings: SchemaSettings, place: &'static str| {
            settings
                .with(|settings| settings.definitions_path = place.into())
                .with_transform(harden)
                .into_generator()
        };
        Self {
            input: generator(
                SchemaSettings::draft2020_12().for_deserialize(),
                "/components/invoer",
            ),
            output: generator(
                SchemaSettings::draft2020_12().for_serialize(),
                "/components/schemas",
            ),
        }
    }

    /// Returns the schema of a body.
    pub(super) fn input(&mut self, input: InputType) -> Value {
        hardened((input.referenced)(&mut self.input))
    }

    /// Returns the schema of an answer.
    pub(super) fn output(&mut self, schema: fn(&mut SchemaGenerator) -> Schema) -> Value {
        schema(&mut self.output).to_value()
    }

    /// Returns the fields of a type as parameters.
    pub(super) fn fields(&mut self, input: InputType) -> Vec<Field> {
        let whole = hardened((input.inline)(&mut self.input));
        let required = |name: &str| {
            whole["required"].as_array().is_some_and(|names| names.iter().any(|one| one == name))
        };
        let properties = whole["properties"].as_object().into_iter().flatten();
        properties
            .map(|(name, schema)| {
                let mut schema = schema.clone();
                without_null(&mut schema);
                let description =
                    schema.as_object_mut().and_then(|schema| schema.remove("description"));
                Field {
                    name: name.clone(),
                    required: required(name),
                    description: description.and_then(|text| text.as_str().map(str::to_owned)),
                    schema,
                }
            })
            .collect()
    }

    /// Puts the schemas into the document and makes every reference point to its final name.
    pub(super) fn finish(mut self, mut document: Value) -> Value {
        let output = self.output.take_definitions(true);
        let input = self.input.take_definitions(true);
        let twins = twins(&input, &output);
        rename(&mut document, &twins);
        let mut schemas = Map::new();
        for (name, mut schema) in output {
            rename(&mut schema, &twins);
            schemas.insert(pascal(&name), schema);
        }
        for (name, mut schema) in input {
            rename(&mut schema, &twins);
            schemas.insert(input_name(&name, &twins), schema);
        }
        schemas.sort_keys();
        if let Some(components) = document["components"].as_object_mut() {
            components.insert("schemas".to_owned(), Value::Object(schemas));
        }
        document
    }
}

/// Takes `null` away: in a path or query string a value that is absent is simply not there.
fn without_null(schema: &mut Value) {
    if let Some(object) = schema.as_object_mut()
        && object.get("default").is_some_and(Value::is_null)
    {
        object.remove("default");
    }
    if let Some(kinds) = schema["type"].as_array()
        && let [kind] = kinds.iter().filter(|kind| *kind != "null").collect::<Vec<_>>()[..]
    {
        schema["type"] = kind.clone();
    }
    if let Some(forms) = schema.get("anyOf").and_then(Value::as_array)
        && let [form] = forms.iter().filter(|form| form["type"] != "null").collect::<Vec<_>>()[..]
    {
        let mut only = form.clone();
        if let (Some(only), Some(description)) = (only.as_object_mut(), schema.get("description")) {
            only.insert("description".to_owned(), description.clone());
        }
        *schema = only;
    }
}

fn hardened(mut schema: Schema) -> Value {
    harden(&mut schema);
    schema.to_value()
}

/// Returns the types that are read otherwise than they are written, also when only something inside them is.
fn twins(input: &Map<String, Value>, output: &Map<String, Value>) -> BTreeSet<String> {
    let mut twins = BTreeSet::new();
    loop {
        let differs = |(name, schema): (&String, &Value)| {
            let (mut read, mut written) = (schema.clone(), output.get(name)?.clone());
            rename(&mut read, &twins);
            rename(&mut written, &twins);
            (read != written && !twins.contains(name)).then(|| name.clone())
        };
        let more: Vec<String> = input.iter().filter_map(differs).collect();
        if more.is_empty() {
            return twins;
        }
        twins.extend(more);
    }
}

/// Gives every reference below `value` its final name.
fn rename(value: &mut Value, twins: &BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            for (key, inner) in object {
                match inner
                    .as_str()
                    .filter(|_| key == "$ref")
                    .and_then(|target| final_name(target, twins))
                {
                    Some(target) => *inner = Value::from(target),
                    None => rename(inner, twins),
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|inner| rename(inner, twins)),
        _ => {}
    }
}

fn final_name(target: &str, twins: &BTreeSet<String>) -> Option<String> {
    let name = match (target.strip_prefix(INPUTS), target.strip_prefix(COMPONENTS)) {
        (Some(name), _) => input_name(name, twins),
        (None, Some(name)) => pascal(name),
        (None, None) => return None,
    };
    Some(format!("{COMPONENTS}{name}"))
}

fn input_name(name: &str, twins: &BTreeSet<String>) -> String {
    let suffix = if twins.contains(name) { "Invoer" } else { "" };
    format!("{}{suffix}", pascal(name))
}

/// Writes a name of schemars (`Page_of_Case`) in Pascal case.
fn pascal(name: &str) -> String {
    let words = name.split(|letter: char| !letter.is_ascii_alphanumeric());
    words
        .map(|word| {
            let mut letters = word.chars();
            let first = letters.next().map(|letter| letter.to_ascii_uppercase());
            first.into_iter().chain(letters).collect::<String>()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use schemars::JsonSchema;
    use serde::{Deserialize, Serialize};
    use serde_json::json;

    #[derive(Serialize, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    struct Same {
        naam: String,
    }

    /// Read with a field that may be absent, but always written.
    #[derive(Serialize, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    struct Other {
        #[serde(default)]
        aantal: u8,
        zelfde: Same,
    }

    #[derive(Serialize, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    struct Outer {
        ander: Other,
    }

    #[test]
    fn a_type_that_is_read_otherwise_than_written_gets_two_names() {
        let mut schemas = Schemas::new();
        let read = schemas.input(InputType::of::<Outer>());
        let written = schemas.output(SchemaGenerator::subschema_for::<Outer>);
        let document =
            schemas.finish(json!({ "components": {}, "read": read, "written": written }));
        let names: Vec<&String> =
            document["components"]["schemas"].as_object().unwrap().keys().collect();
        assert_eq!(names, ["Other", "OtherInvoer", "Outer", "OuterInvoer", "Same"]);
        assert_eq!(document["read"]["$ref"], "#/components/schemas/OuterInvoer");
        assert_eq!(document["written"]["$ref"], "#/components/schemas/Outer");
        let inner = &document["components"]["schemas"]["OuterInvoer"]["properties"]["ander"];
        assert_eq!(inner["$ref"], "#/components/schemas/OtherInvoer");
        assert_eq!(pascal("Page_of_case"), "PageOfCase");
    }

    #[test]
    fn a_parameter_that_is_absent_is_not_null() {
        let mut schema = json!({ "type": ["integer", "null"], "minimum": 1, "default": null });
        without_null(&mut schema);
        assert_eq!(schema, json!({ "type": "integer", "minimum": 1 }));
        let mut schema =
            json!({ "anyOf": [{ "$ref": "#/x" }, { "type": "null" }], "description": "Wat." });
        without_null(&mut schema);
        assert_eq!(schema, json!({ "$ref": "#/x", "description": "Wat." }));
    }
}
