//! Query strings and path parameters: texts that the schema makes into numbers, truth values and lists.

use kernel::{FaultCode, Faults, pointer_part};
use serde_json::{Map, Number, Value};

use super::checker::Checker;
use super::decode::query_pairs;

/// Names with texts, in the order sent.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pairs(Vec<(String, String)>);

impl Pairs {
    /// Reads a query string; `None` when it is badly encoded.
    pub(crate) fn of_query(query: &str) -> Option<Self> {
        query_pairs(query).map(Self)
    }

    /// Takes path parameters, already decoded.
    pub(crate) fn new(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }

    /// Makes an object of the pairs, by the types that the schema asks. A text that does not fit stays a text, so that the
    /// schema refuses it by name.
    pub(super) fn to_value(&self, checker: &Checker, place: &str, faults: &mut Faults) -> Value {
        let mut object = Map::new();
        for (name, text) in &self.0 {
            let shape = checker.property(name).map_or(Shape::Text, |schema| shape(checker, schema));
            let value = shape.read(text);
            match object.get_mut(name) {
                None if matches!(shape, Shape::List(_)) => {
                    object.insert(name.clone(), Value::Array(vec![value]));
                }
                None => {
                    object.insert(name.clone(), value);
                }
                Some(Value::Array(list)) => list.push(value),
                Some(_) => faults.add(
                    format!("{place}/{}", pointer_part(name)),
                    FaultCode::Tegenstrijdig,
                    format!("«{name}» staat er twee keer; noem het een keer"),
                ),
            }
        }
        Value::Object(object)
    }
}

/// What a text must become.
enum Shape {
    Text,
    Integer,
    Number,
    Boolean,
    List(Box<Shape>),
}

impl Shape {
    fn read(&self, text: &str) -> Value {
        let read = match self {
            Self::Text => None,
            Self::List(element) => Some(element.read(text)),
            Self::Boolean => text.parse().ok().map(Value::Bool),
            Self::Integer => {
                let whole = text.parse::<i64>().map(Number::from);
                whole.or_else(|_| text.parse::<u64>().map(Number::from)).ok().map(Value::Number)
            }
            Self::Number => text.parse().ok().and_then(Number::from_f64).map(Value::Number),
        };
        read.unwrap_or_else(|| Value::from(text))
    }
}

/// Returns what the schema asks; for an optional value that is what it asks beside `null`.
fn shape(checker: &Checker, schema: &Value) -> Shape {
    let schema = checker.resolve(schema);
    let kind = match schema.get("type") {
        Some(Value::Array(kinds)) => {
            kinds.iter().filter_map(Value::as_str).find(|kind| *kind != "null")
        }
        Some(kind) => kind.as_str(),
        None => None,
    };
    match kind {
        Some("integer") => Shape::Integer,
        Some("number") => Shape::Number,
        Some("boolean") => Shape::Boolean,
        Some("array") => {
            let element = schema.get("items").map_or(Shape::Text, |items| shape(checker, items));
            Shape::List(Box::new(element))
        }
        Some(_) => Shape::Text,
        None => {
            let options = schema.get("anyOf").and_then(Value::as_array);
            let real = options.into_iter().flatten().find(|option| option["type"] != "null");
            real.map_or(Shape::Text, |option| shape(checker, option))
        }
    }
}
