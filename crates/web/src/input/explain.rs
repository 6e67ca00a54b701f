//! What the schema refuses, in Dutch: the field, what is wrong with it and how to mend it.

use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind as Kind;
use kernel::{FaultCode, Faults, Reader, pointer_part};
use serde_json::Value;

use super::checker::Checker;
use super::sentence::{found, sentence};
use super::text::TEXT_PATTERN;

/// The keyword of our own that says a pattern in words: `#[schemars(extend("x-vorm" = "een KvK-nummer van acht cijfers"))]`.
const FORM_IN_WORDS: &str = "x-vorm";

/// The keyword of our own for a value that no message may repeat: `#[schemars(extend("x-geheim" = true))]`.
const SECRET: &str = "x-geheim";

/// Turns errors of the validator into faults.
pub(super) struct Explain<'e> {
    pub(super) checker: &'e Checker,
    pub(super) value: &'e Value,
    place: &'e str,
    faults: &'e mut Faults,
}

impl<'e> Explain<'e> {
    pub(super) fn new(
        checker: &'e Checker,
        value: &'e Value,
        place: &'e str,
        faults: &'e mut Faults,
    ) -> Self {
        Self { checker, value, place, faults }
    }

    /// Records what one error means.
    pub(super) fn error(&mut self, error: &ValidationError<'_>) {
        let at = error.instance_path.as_str();
        match &error.kind {
            Kind::Required { property } => {
                self.missing(at, property.as_str().unwrap_or_default(), "");
            }
            Kind::AdditionalProperties { unexpected }
            | Kind::UnevaluatedProperties { unexpected } => {
                self.unknown_fields(error, unexpected);
            }
            // An object that has no field at all: the validator names the object and not what stands in it.
            Kind::FalseSchema if error.schema_path.as_str().ends_with("/additionalProperties") => {
                let object = self.value.pointer(at).and_then(Value::as_object);
                let unexpected: Vec<String> =
                    object.into_iter().flat_map(|fields| fields.keys().cloned()).collect();
                self.unknown_fields(error, &unexpected);
            }
            Kind::AnyOf { context } | Kind::OneOfNotValid { context } => {
                self.branches(error, context);
            }
            Kind::Enum { options } => {
                let options = options.as_array().map(Vec::as_slice).unwrap_or_default();
                self.unknown_value(at, &texts(options));
            }
            Kind::Constant { expected_value } => {
                self.unknown_value(at, &texts(std::slice::from_ref(expected_value)));
            }
            // Already named by the check for control characters.
            Kind::Pattern { pattern } if pattern == TEXT_PATTERN => {}
            kind => {
                let in_words =
                    self.schema_of(error).and_then(|schema| schema[FORM_IN_WORDS].as_str());
                let wanted = match (kind, in_words) {
                    (Kind::Pattern { .. }, Some(words)) => format!("moet {words} zijn"),
                    _ => sentence(kind),
                };
                match self.schema_of(error).map(|schema| &schema[SECRET]) {
                    Some(Value::Bool(true)) => self.wrong_secret(at, &wanted),
                    _ => self.wrong_form(at, &wanted),
                }
            }
        }
    }

    /// Records that a field is absent.
    pub(super) fn missing(&mut self, at: &str, name: &str, hint: &str) {
        let place = format!("{at}/{}", pointer_part(name));
        self.add(
            &place,
            FaultCode::Ontbreekt,
            format!("«{name}» ontbreekt; vul dit veld in.{hint}"),
        );
    }

    /// Records that the value at this place is none of `known`.
    pub(super) fn unknown_value(&mut self, at: &str, known: &[&str]) {
        let Some(text) = self.value.pointer(at).and_then(Value::as_str) else {
            return self
                .wrong_form(at, &format!("moet een van deze teksten zijn: {}", known.join(", ")));
        };
        let mut local = Faults::new();
        Reader::root(&Value::Null).unknown_value(text, known, &mut local);
        self.adopt(at, &local);
    }

    /// Records that the value at this place has the wrong form; the sentence follows the name of the field.
    pub(super) fn wrong_form(&mut self, at: &str, sentence: &str) {
        let name = name_of(at);
        let found = self.value.pointer(at).map_or_else(|| "niets".to_owned(), found);
        self.add(at, FaultCode::VerkeerdeVorm, format!("{name} {sentence}; hier staat {found}"));
    }

    /// The same for a value that must not be repeated.
    fn wrong_secret(&mut self, at: &str, sentence: &str) {
        self.add(at, FaultCode::VerkeerdeVorm, format!("{} {sentence}", name_of(at)));
    }

    fn unknown_fields(&mut self, error: &ValidationError<'_>, unexpected: &[String]) {
        let schema = self.schema_of(error);
        let known = schema.map(|schema| self.checker.fields(schema)).unwrap_or_default();
        for key in unexpected {
            let mut local = Faults::new();
            Reader::root(&Value::Null).unknown_key(key, &known, &mut local);
            self.adopt(error.instance_path.as_str(), &local);
        }
    }

    /// Returns the schema whose keyword gave the error.
    fn schema_of(&self, error: &ValidationError<'_>) -> Option<&'e Value> {
        let path = error.schema_path.as_str();
        self.checker.at(path.rsplit_once('/').map_or("", |(parent, _)| parent))
    }

    fn adopt(&mut self, at: &str, local: &Faults) {
        for fault in local.iter() {
            self.add(&format!("{at}{}", fault.pointer), fault.code, fault.message.clone());
        }
    }

    fn add(&mut self, at: &str, code: FaultCode, message: String) {
        self.faults.add(format!("{}{at}", self.place), code, message);
    }
}

/// Names a field for a sentence.
fn name_of(at: &str) -> String {
    match at.rsplit_once('/') {
        None => "het geheel".to_owned(),
        Some((_, last)) if last.bytes().all(|byte| byte.is_ascii_digit()) => {
            format!("regel {last} (geteld vanaf 0)")
        }
        Some((_, last)) => format!("«{}»", last.replace("~1", "/").replace("~0", "~")),
    }
}

/// Returns the texts among values.
fn texts(values: &[Value]) -> Vec<&str> {
    values.iter().filter_map(Value::as_str).collect()
}
