//! The compiled JSON Schema of a type, made once.

use chrono::{DateTime, Datelike, Timelike};
use jsonschema::Validator;
use kernel::Faults;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::Value;
use std::any::{TypeId, type_name};
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

use super::explain::Explain;
use super::harden;
use crate::problem::Problem;

static COMPILED: LazyLock<RwLock<HashMap<TypeId, Arc<Checker>>>> = LazyLock::new(RwLock::default);

/// Returns whether a text is a moment that we can keep and write back: its year has four digits in UTC too, and it is no
/// leap second, which no database keeps.
fn is_moment(text: &str) -> bool {
    DateTime::parse_from_rfc3339(text).is_ok_and(|moment| {
        text.as_bytes().get(10) != Some(&b' ')
            && moment.nanosecond() < 1_000_000_000
            && (0..=9999).contains(&moment.to_utc().year())
    })
}

/// Returns the schema that describes what serde reads for `T`, hardened.
pub(crate) fn schema_of<T: JsonSchema>() -> Value {
    let mut schema = SchemaSettings::draft2020_12()
        .for_deserialize()
        .into_generator()
        .into_root_schema_for::<T>();
    harden(&mut schema);
    schema.to_value()
}

/// The schema of an input type with its validator.
pub(crate) struct Checker {
    schema: Value,
    validator: Validator,
}

impl Checker {
    /// Returns the checker of `T`, compiled at the first call: most kinds of step are rare, and a compiled schema is large.
    pub(crate) fn of<T: JsonSchema + 'static>() -> Result<Arc<Self>, Problem> {
        let key = TypeId::of::<T>();
        let known = COMPILED.read().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        if let Some(known) = known {
            return Ok(known);
        }
        let made = Self::compile::<T>().map_err(|error| {
            Problem::internal(&format!("schema of {}: {error}", type_name::<T>()))
        })?;
        let made = Arc::new(made);
        COMPILED.write().unwrap_or_else(PoisonError::into_inner).insert(key, Arc::clone(&made));
        Ok(made)
    }

    /// Compiles the schema that describes what serde reads for `T`.
    pub(crate) fn compile<T: JsonSchema>() -> Result<Self, String> {
        let schema = schema_of::<T>();
        let validator = jsonschema::options()
            .should_validate_formats(true)
            .with_format("date-time", is_moment)
            .build(&schema)
            .map_err(|error| error.to_string())?;
        Ok(Self { schema, validator })
    }

    /// Names everything in `value` that the schema refuses; `place` stands before every pointer.
    pub(super) fn check(&self, value: &Value, place: &str, faults: &mut Faults) {
        let mut explain = Explain::new(self, value, place, faults);
        for error in self.validator.iter_errors(value) {
            explain.error(&error);
        }
    }

    /// Returns the schema of a property of the type itself.
    pub(super) fn property(&self, name: &str) -> Option<&Value> {
        self.resolve(&self.schema).get("properties")?.get(name)
    }

    /// Returns the names of the fields that a schema knows, also those of its alternatives.
    pub(super) fn fields<'s>(&'s self, schema: &'s Value) -> Vec<&'s str> {
        let mut known = Vec::new();
        self.gather_fields(schema, &mut known, 0);
        known
    }

    fn gather_fields<'s>(&'s self, schema: &'s Value, known: &mut Vec<&'s str>, depth: usize) {
        const DEEPEST: usize = 8;
        let schema = self.resolve(schema);
        let properties = schema.get("properties").and_then(Value::as_object);
        known.extend(
            properties.into_iter().flat_map(|properties| properties.keys().map(String::as_str)),
        );
        let joined =
            ["allOf", "anyOf", "oneOf"].iter().filter_map(|key| schema.get(*key)?.as_array());
        for inner in joined.flatten().filter(|_| depth < DEEPEST) {
            self.gather_fields(inner, known, depth + 1);
        }
    }

    /// Follows `$ref` until a schema of its own.
    pub(super) fn resolve<'s>(&'s self, mut schema: &'s Value) -> &'s Value {
        // A chain of references longer than this is a circle.
        for _ in 0..32 {
            let target =
                schema.get("$ref").and_then(Value::as_str).and_then(|text| text.strip_prefix('#'));
            match target.and_then(|pointer| self.schema.pointer(pointer)) {
                Some(next) => schema = next,
                None => break,
            }
        }
        schema
    }

    /// Returns the schema at the place of a keyword, as the validator names it: `$ref` in the path is a step over it.
    pub(super) fn at(&self, path: &str) -> Option<&Value> {
        let mut here = &self.schema;
        for step in path.split('/').skip(1) {
            let step = step.replace("~1", "/").replace("~0", "~");
            here = match here {
                Value::Object(_) if step == "$ref" => self.resolve(here),
                Value::Object(object) => object.get(&step)?,
                Value::Array(list) => list.get(step.parse::<usize>().ok()?)?,
                _ => return None,
            };
        }
        Some(here)
    }
}
