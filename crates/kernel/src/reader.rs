//! A cursor over JSON that knows its place, so that every fault names the exact field.

use crate::faults::{FaultCode, Faults, did_you_mean, pointer_part};
use chrono::{Datelike, NaiveDate};
use serde_json::{Map, Value};

/// A JSON value with its place in the document. The pointer is only built when a fault needs it.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    value: &'a Value,
    place: Place<'a>,
}

#[derive(Clone, Copy, Debug)]
enum Place<'a> {
    Root,
    Key(&'a Reader<'a>, &'a str),
    Index(&'a Reader<'a>, usize),
}

impl<'a> Reader<'a> {
    /// Starts at the top of a document.
    pub fn root(value: &'a Value) -> Self {
        Self { value, place: Place::Root }
    }

    /// Returns the value under the cursor.
    pub fn value(&self) -> &'a Value {
        self.value
    }

    /// Returns the JSON pointer (RFC 6901) of this place.
    pub fn pointer(&self) -> String {
        match self.place {
            Place::Root => String::new(),
            Place::Key(parent, key) => {
                format!("{}/{}", parent.pointer(), pointer_part(key))
            }
            Place::Index(parent, index) => format!("{}/{index}", parent.pointer()),
        }
    }

    /// Records a fault at this place.
    pub fn fault(&self, faults: &mut Faults, code: FaultCode, message: impl Into<String>) {
        faults.add(self.pointer(), code, message);
    }

    /// Returns the field `key`, or `None` when this is no object or the field is absent.
    pub fn get(&'a self, key: &'a str) -> Option<Reader<'a>> {
        let value = self.value.as_object()?.get(key)?;
        Some(Reader { value, place: Place::Key(self, key) })
    }

    /// Returns the field `key`; records a fault when it is absent.
    pub fn require(&'a self, key: &'a str, faults: &mut Faults) -> Option<Reader<'a>> {
        let found = self.get(key);
        if found.is_none() && self.value.is_object() {
            faults.add(
                format!("{}/{key}", self.pointer()),
                FaultCode::Ontbreekt,
                format!("«{key}» ontbreekt; vul dit veld in"),
            );
        }
        found
    }

    /// Checks that this is an object whose keys are all `known`; names every key that is not.
    pub fn expect_object(&self, known: &[&str], faults: &mut Faults) -> bool {
        let Some(object) = self.object(faults) else { return false };
        for key in object.keys().filter(|key| !known.contains(&key.as_str())) {
            self.unknown_key(key, known, faults);
        }
        true
    }

    /// Returns the object under the cursor; records a fault when it is something else.
    pub fn object(&self, faults: &mut Faults) -> Option<&'a Map<String, Value>> {
        let object = self.value.as_object();
        if object.is_none() {
            self.wrong_form("een object ({...})", faults);
        }
        object
    }

    /// Records that `key` is not one of the `known` keys here.
    pub fn unknown_key(&self, key: &str, known: &[&str], faults: &mut Faults) {
        let hint = did_you_mean(key, known.iter().copied());
        faults.add(
            format!("{}/{}", self.pointer(), pointer_part(key)),
            FaultCode::OnbekendVeld,
            format!("«{key}» is hier geen bekend veld.{hint}"),
        );
    }

    /// Returns the elements of a list; records a fault when this is no list.
    pub fn list(
        &'a self,
        faults: &mut Faults,
    ) -> Option<impl Iterator<Item = Reader<'a>> + use<'a>> {
        let Some(list) = self.value.as_array() else {
            self.wrong_form("een lijst ([...])", faults);
            return None;
        };
        Some(
            list.iter()
                .enumerate()
                .map(|(index, value)| Reader { value, place: Place::Index(self, index) }),
        )
    }

    /// Returns the text under the cursor; records a fault when this is no text.
    pub fn text(&self, faults: &mut Faults) -> Option<&'a str> {
        let text = self.value.as_str();
        if text.is_none() {
            self.wrong_form("tekst tussen aanhalingstekens", faults);
        }
        text
    }

    /// Returns true or false; records a fault for anything else.
    pub fn boolean(&self, faults: &mut Faults) -> Option<bool> {
        let value = self.value.as_bool();
        if value.is_none() {
            self.wrong_form("true of false", faults);
        }
        value
    }

    /// Returns a whole number from 0 to `most`; records a fault for anything else.
    pub fn count(&self, most: u32, faults: &mut Faults) -> Option<u32> {
        let count = self.value.as_u64().and_then(|number| u32::try_from(number).ok());
        let count = count.filter(|number| *number <= most);
        if count.is_none() {
            self.wrong_form(&format!("een geheel getal van 0 tot en met {most}"), faults);
        }
        count
    }

    /// Returns a civil date written as `2026-11-02`, from 1900 to 2200; records a fault for anything else.
    pub fn date(&self, faults: &mut Faults) -> Option<NaiveDate> {
        let text = self.text(faults)?;
        let date = (text.len() == "2026-11-02".len())
            .then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok())
            .flatten()
            .filter(|date| (1900..=2200).contains(&date.year()));
        if date.is_none() {
            self.fault(
                faults,
                FaultCode::VerkeerdeVorm,
                format!("«{text}» is geen bestaande datum; schrijf jjjj-mm-dd, zoals 2026-11-02"),
            );
        }
        date
    }

    /// Returns the index of this text in `known`; records a fault with the nearest word when it is not there.
    pub fn one_of(&self, known: &[&str], faults: &mut Faults) -> Option<usize> {
        let text = self.text(faults)?;
        let found = known.iter().position(|word| *word == text);
        if found.is_none() {
            self.unknown_value(text, known, faults);
        }
        found
    }

    /// Records that `text` is not one of the `known` values here; a long list is printed only when no value is near.
    pub fn unknown_value(&self, text: &str, known: &[&str], faults: &mut Faults) {
        const PRINTED_WHOLE: usize = 12;
        let near = did_you_mean(text, known.iter().copied());
        let hint = if near.is_empty() || known.len() <= PRINTED_WHOLE {
            format!(" Kies uit: {}.", known.join(", "))
        } else {
            near
        };
        self.fault(
            faults,
            FaultCode::OnbekendeWaarde,
            format!("«{text}» is hier geen bekende waarde.{hint}"),
        );
    }

    fn wrong_form(&self, wanted: &str, faults: &mut Faults) {
        let found = match self.value {
            Value::Null => "null".to_owned(),
            Value::Bool(value) => value.to_string(),
            Value::Number(number) => format!("het getal {number}"),
            Value::String(_) => "tekst".to_owned(),
            Value::Array(_) => "een lijst".to_owned(),
            Value::Object(_) => "een object".to_owned(),
        };
        self.fault(
            faults,
            FaultCode::VerkeerdeVorm,
            format!("hier staat {found}; verwacht wordt {wanted}"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_fault_names_its_place() {
        let document = json!({"a/b": [{"op": "2026-02-30"}], "x": 1});
        let mut faults = Faults::new();
        let root = Reader::root(&document);
        root.expect_object(&["a/b"], &mut faults);
        let list = root.get("a/b").expect("list");
        for entry in list.list(&mut faults).expect("list") {
            entry.get("op").expect("op").date(&mut faults);
            entry.require("soort", &mut faults);
        }
        let places: Vec<&str> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
        assert_eq!(places, ["/x", "/a~1b/0/op", "/a~1b/0/soort"]);
    }

    #[test]
    fn dates_are_read_strictly() {
        for (text, good) in [
            ("2024-02-29", true),
            ("2023-02-29", false),
            ("2026-1-2", false),
            ("02-11-2026", false),
            ("0026-11-02", false),
        ] {
            let mut faults = Faults::new();
            let value = json!(text);
            assert_eq!(Reader::root(&value).date(&mut faults).is_some(), good, "{text}");
            assert_eq!(faults.is_empty(), good, "{text}");
        }
    }

    #[test]
    fn long_lists_propose_the_nearest_word_and_short_ones_are_printed() {
        let value = json!("waarrde");
        let mut faults = Faults::new();
        Reader::root(&value).one_of(&["waarde", "anders"], &mut faults);
        assert!(faults.to_string().contains("Kies uit: waarde, anders."));
    }
}
