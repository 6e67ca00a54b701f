//! What a type asks, in a form that a page can show: read from its JSON Schema, of which the Dutch descriptions are the labels.

use schemars::JsonSchema;
use serde_json::{Map, Value};

use crate::input::schema_of;

/// The texts of this length and more get several lines.
const LONG: u64 = 1_000;
/// The deepest group in a group.
const DEEPEST: usize = 5;

/// One thing that is asked.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::ui) struct Shape {
    /// The name on the wire.
    pub(in crate::ui) name: String,
    /// The label.
    pub(in crate::ui) label: String,
    /// What else the description says.
    pub(in crate::ui) hint: Option<String>,
    /// Whether it must be given.
    pub(in crate::ui) required: bool,
    /// What it is.
    pub(in crate::ui) kind: Kind,
}

/// What can be asked.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::ui) enum Kind {
    /// A day.
    Day,
    /// A line of text.
    Line,
    /// Several lines of text.
    Lines,
    /// Several texts, a line each.
    Texts,
    /// Yes or no.
    Flag,
    /// A whole number.
    Number,
    /// One of these: value and name.
    Choice(Vec<(String, String)>),
    /// A person on the file.
    Person,
    /// Persons on the file.
    People,
    /// A document on the file.
    Document,
    /// Documents on the file.
    Documents,
    /// Several things that belong together.
    Group(Vec<Shape>),
    /// Such a group, any number of times.
    Groups(Vec<Shape>),
    /// Something that a form cannot ask; only shown.
    Other,
}

/// Reads what a type asks.
pub(in crate::ui) fn shapes_of<T: JsonSchema>() -> Vec<Shape> {
    let root = schema_of::<T>();
    Reader { root: &root }.properties(&root, 0)
}

struct Reader<'r> {
    root: &'r Value,
}

impl Reader<'_> {
    fn properties(&self, schema: &Value, depth: usize) -> Vec<Shape> {
        let schema = self.resolve(schema);
        let required: Vec<&str> = strings(schema.get("required")).collect();
        let empty = Map::new();
        let properties = schema.get("properties").and_then(Value::as_object).unwrap_or(&empty);
        let shape = |(name, inner): (&String, &Value)| {
            self.shape(name, inner, required.contains(&name.as_str()), depth)
        };
        properties.iter().map(shape).collect()
    }

    fn shape(&self, name: &str, schema: &Value, required: bool, depth: usize) -> Shape {
        let described = schema.get("description").and_then(Value::as_str).unwrap_or(name);
        let (label, hint) = in_words(described);
        let (schema, optional) = without_null(schema);
        let required = required && !optional && schema.get("default").is_none();
        Shape { name: name.to_owned(), label, hint, required, kind: self.kind(schema, depth) }
    }

    fn kind(&self, schema: &Value, depth: usize) -> Kind {
        let schema = self.resolve(schema);
        let text = |key: &str| strings(schema.get(key)).find(|text| *text != "null");
        if let Some(choices) = choices(schema) {
            return Kind::Choice(choices);
        }
        match (text("type"), text("format")) {
            (Some("string"), Some("date")) => Kind::Day,
            (Some("string"), Some("uuid")) => Kind::Person,
            (Some("string"), _) => match schema.get("maxLength").and_then(Value::as_u64) {
                Some(most) if most < LONG => Kind::Line,
                _ => Kind::Lines,
            },
            (Some("boolean"), _) => Kind::Flag,
            (Some("integer"), _) => Kind::Number,
            (Some("array"), _) => self.list(schema, depth),
            (Some("object"), _) if is_document(schema) => Kind::Document,
            (Some("object"), _) if depth < DEEPEST => {
                Kind::Group(self.properties(schema, depth + 1))
            }
            _ => Kind::Other,
        }
    }

    fn list(&self, schema: &Value, depth: usize) -> Kind {
        let Some(items) = schema.get("items") else { return Kind::Other };
        match self.kind(items, depth) {
            Kind::Line | Kind::Lines => Kind::Texts,
            Kind::Person => Kind::People,
            Kind::Document => Kind::Documents,
            Kind::Group(inner) => Kind::Groups(inner),
            _ => Kind::Other,
        }
    }

    fn resolve<'s>(&'s self, schema: &'s Value) -> &'s Value {
        let target = schema.get("$ref").and_then(Value::as_str).and_then(|to| to.strip_prefix('#'));
        target.and_then(|pointer| self.root.pointer(pointer)).unwrap_or(schema)
    }
}

/// Returns the schema of a value that may be null, and whether it may be.
fn without_null(schema: &Value) -> (&Value, bool) {
    let is_null = |one: &&Value| one.get("type").and_then(Value::as_str) == Some("null");
    if let Some(forms) = schema.get("anyOf").and_then(Value::as_array)
        && forms.iter().any(|one| is_null(&one))
    {
        return (forms.iter().find(|one| !is_null(one)).unwrap_or(schema), true);
    }
    let optional = strings(schema.get("type")).any(|kind| kind == "null");
    (schema, optional)
}

/// Returns the words of a closed list with their names; none for what is no closed list.
fn choices(schema: &Value) -> Option<Vec<(String, String)>> {
    let forms = schema.get("oneOf")?.as_array()?;
    forms
        .iter()
        .map(|form| {
            let value = form.get("const")?.as_str()?;
            let name = form.get("description").and_then(Value::as_str).unwrap_or(value);
            Some((value.to_owned(), name.trim_end_matches('.').to_owned()))
        })
        .collect()
}

/// A reference to a document: kind, id and digest.
fn is_document(schema: &Value) -> bool {
    let properties = schema.get("properties").and_then(Value::as_object);
    properties.is_some_and(|known| {
        known.len() == 3 && ["soort", "id", "digest"].iter().all(|name| known.contains_key(*name))
    })
}

/// Makes a label and a hint of a description: `De dag van verzending; ...` asks `Dag van verzending`.
fn in_words(description: &str) -> (String, Option<String>) {
    let description = description.trim();
    let end = match (description.find("? "), description.find("; ")) {
        (Some(question), _) => Some((question + 1, question + 2)),
        (None, Some(pause)) => Some((pause, pause + 2)),
        (None, None) => None,
    };
    let (first, rest) =
        end.map_or((description, ""), |(to, from)| (&description[..to], &description[from..]));
    let first = first.trim_end_matches('.');
    let bare = ["De ", "Het ", "Een "].iter().find_map(|article| first.strip_prefix(article));
    let label = kernel::capitalised(bare.unwrap_or(first));
    let hint = Some(rest.trim()).filter(|rest| !rest.is_empty()).map(kernel::capitalised);
    (label, hint)
}

/// Returns the texts of a text or a list of texts.
fn strings(value: Option<&Value>) -> impl Iterator<Item = &str> {
    let list = value.and_then(Value::as_array).into_iter().flatten();
    list.chain(value).filter_map(Value::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::command::{Assess, ReceiveForm, SendForms};

    fn named<'s>(shapes: &'s [Shape], name: &str) -> &'s Shape {
        shapes.iter().find(|shape| shape.name == name).unwrap()
    }

    #[test]
    fn a_description_becomes_a_label_and_a_hint() {
        let words = |text| in_words(text);
        assert_eq!(words("De dag van verzending."), ("Dag van verzending".to_owned(), None));
        let hint = Some("Leeg betekent compleet.".to_owned());
        assert_eq!(
            words("Wat er nog ontbreekt; leeg betekent compleet."),
            ("Wat er nog ontbreekt".to_owned(), hint)
        );
        let (label, hint) = words("Is dit een uitnodiging (Awb 4:5)? Alleen dan schort zij op.");
        assert_eq!(label, "Is dit een uitnodiging (Awb 4:5)?");
        assert_eq!(hint.as_deref(), Some("Alleen dan schort zij op."));
    }

    #[test]
    fn a_command_is_asked_as_its_type_says() {
        let shapes = shapes_of::<SendForms>();
        assert_eq!(named(&shapes, "personen").kind, Kind::People);
        assert_eq!(named(&shapes, "op").kind, Kind::Day);
        assert!(named(&shapes, "op").required && !named(&shapes, "personen").required);
        assert_eq!(named(&shapes, "aanvulverzoek").kind, Kind::Flag);
        let shapes = shapes_of::<ReceiveForm>();
        assert_eq!(named(&shapes, "persoon").kind, Kind::Person);
        assert_eq!(named(&shapes, "ontbreekt").kind, Kind::Texts);
        assert_eq!(named(&shapes, "stuk").kind, Kind::Document);
        assert!(!named(&shapes, "stuk").required);
    }

    #[test]
    fn groups_are_read_to_the_bottom() {
        let shapes = shapes_of::<Assess>();
        let Kind::Groups(grounds) = &named(&shapes, "gronden").kind else { panic!("groups") };
        let Kind::Choice(degrees) = &named(grounds, "gevaar").kind else { panic!("a choice") };
        assert_eq!(
            degrees[1],
            ("mindere-mate".to_owned(), "Een mindere mate van gevaar".to_owned())
        );
        let Kind::Group(elements) = &named(grounds, "elementen").kind else { panic!("a group") };
        assert_eq!(named(elements, "tijdsverloop").kind, Kind::Lines);
        assert_eq!(named(&shapes, "stukken").kind, Kind::Documents);
    }
}
