//! JSON in which no key stands twice: the usual reader silently keeps the last one, and here that could be a building cost.

use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use std::fmt;

/// Parses a JSON document; a byte order mark at the start is passed over.
///
/// # Errors
/// A Dutch sentence with line and column, for bad syntax and for a key that stands twice in one object.
pub fn parse_json(bytes: &[u8]) -> Result<Value, String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let parsed = Strict.deserialize(&mut reader).and_then(|value| reader.end().map(|()| value));
    parsed.map_err(|error| {
        let place = format!("(regel {}, kolom {})", error.line(), error.column());
        let message = error.to_string();
        match message.strip_prefix(TWICE).and_then(|rest| rest.split_once('»')) {
            Some((key, _)) => {
                format!("de sleutel «{key}» staat twee keer in hetzelfde object {place}")
            }
            None => format!("dit is geen geldige JSON {place}"),
        }
    })
}

/// The start of the message about a key that stands twice, to know it again after the reader added the place.
const TWICE: &str = "twee keer «";

struct Strict;

impl<'de> DeserializeSeed<'de> for Strict {
    type Value = Value;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(element) = sequence.next_element_seed(Self)? {
            list.push(element);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            if object.contains_key(&key) {
                return Err(A::Error::custom(format_args!("{TWICE}{key}»")));
            }
            let value = entries.next_value_seed(Self)?;
            object.insert(key, value);
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::parse_json;
    use proptest::prelude::*;

    #[test]
    fn a_key_that_stands_twice_is_refused_by_name() {
        let error = parse_json(b"{\"a\": {\"som\": 1,\n \"som\": 2}}").expect_err("twice");
        assert_eq!(
            error,
            "de sleutel «som» staat twee keer in hetzelfde object (regel 2, kolom 6)"
        );
        assert!(parse_json(b"{\"a\": {\"som\": 1}, \"b\": {\"som\": 2}}").is_ok());
    }

    #[test]
    fn bad_syntax_names_line_and_column() {
        for text in ["", "{", "{}{}", "[1,]", "nul", "\u{1}"] {
            let error = parse_json(text.as_bytes()).expect_err(text);
            assert!(error.starts_with("dit is geen geldige JSON (regel "), "{error}");
        }
        let deep = "[".repeat(100_000);
        assert!(parse_json(deep.as_bytes()).is_err());
    }

    #[test]
    fn a_byte_order_mark_is_passed_over() {
        assert!(parse_json(b"\xef\xbb\xbf{}").is_ok());
    }

    proptest! {
        /// Where no key stands twice the result is that of the usual reader, and nothing panics.
        #[test]
        fn agrees_with_the_usual_reader(text in "[\\[\\]{}\",:0-9a-c.eE+ -]{0,40}") {
            if let (Ok(ours), Ok(theirs)) =
                (parse_json(text.as_bytes()), serde_json::from_str::<serde_json::Value>(&text))
            {
                prop_assert_eq!(ours, theirs);
            }
        }
    }
}
