//! Values with several forms (`oneOf`, `anyOf`): the errors of the form that was meant, not those of all forms.

use jsonschema::ValidationError;
use jsonschema::error::{TypeKind, ValidationErrorKind as Kind};
use serde_json::Value;

use super::explain::Explain;

type Branch = Vec<ValidationError<'static>>;

impl Explain<'_> {
    /// Explains why none of the forms fits.
    pub(super) fn branches(&mut self, error: &ValidationError<'_>, context: &[Branch]) {
        let at = error.instance_path.as_str();
        let checker = self.checker;
        let forms = checker.at(error.schema_path.as_str()).and_then(Value::as_array);
        let forms: Vec<&Value> =
            forms.into_iter().flatten().map(|form| checker.resolve(form)).collect();
        if let Some(known) = words(&forms) {
            return self.unknown_value(at, &known);
        }
        if let Some((name, values)) = tag(&forms)
            && let Some(object) = self.value.pointer(at).and_then(Value::as_object)
        {
            return match object.get(name) {
                None => self.missing(at, name, &format!(" Kies uit: {}.", values.join(", "))),
                Some(found) => match values.iter().position(|value| found == value) {
                    Some(index) => self.all(context.get(index)),
                    None => self.unknown_value(&format!("{at}/{name}"), &values),
                },
            };
        }
        // No tag: the form whose type is right, and of those the one with the fewest errors.
        let typed =
            context.iter().filter(|branch| !branch.iter().any(|error| wrong_type(error, at)));
        let nearest = typed.min_by_key(|branch| branch.len());
        self.all(nearest.or_else(|| context.iter().find(|branch| !only_null(branch))));
    }

    fn all(&mut self, branch: Option<&Branch>) {
        for error in branch.into_iter().flatten() {
            self.error(error);
        }
    }
}

/// Returns whether the value itself (and not something inside it) has the wrong type for this form.
fn wrong_type(error: &ValidationError<'_>, at: &str) -> bool {
    matches!(error.kind, Kind::Type { .. }) && error.instance_path.as_str() == at
}

/// Returns whether this form is the `null` of an optional value.
fn only_null(branch: &Branch) -> bool {
    branch.iter().any(|error| {
        matches!(error.kind, Kind::Type { kind: TypeKind::Single(jsonschema::JsonType::Null) })
    })
}

/// Returns the words to choose from when every form but `null` is a list of words.
fn words<'s>(forms: &[&'s Value]) -> Option<Vec<&'s str>> {
    let mut known = Vec::new();
    for form in forms.iter().filter(|form| form["type"] != "null") {
        match (form.get("const"), form.get("enum").and_then(Value::as_array)) {
            (Some(word), _) => known.push(word.as_str()?),
            (None, Some(list)) => known.extend(list.iter().filter_map(Value::as_str)),
            (None, None) => return None,
        }
    }
    (!known.is_empty()).then_some(known)
}

/// Returns the field that tells the forms apart, with its value in each form.
fn tag<'s>(forms: &[&'s Value]) -> Option<(&'s str, Vec<&'s str>)> {
    let constant =
        |form: &'s Value, name: &str| form.get("properties")?.get(name)?.get("const")?.as_str();
    let names = forms.first()?.get("properties")?.as_object()?.keys();
    names
        .map(|name| (name.as_str(), forms.iter().map(|form| constant(form, name)).collect()))
        .find_map(|(name, values): (_, Option<Vec<_>>)| values.map(|values| (name, values)))
}
