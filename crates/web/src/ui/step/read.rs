//! From a form to the JSON that a command is read from. What is empty is absent: the core says what must be there.

use serde_json::{Map, Value, json};

use super::ask::{Surroundings, parts};
use super::shape::{Kind, Shape};
use crate::ui::form::{Form, Mistakes};
use crate::ui::words;

/// Reads a form; `before` stands before every name.
pub(in crate::ui) fn read(
    shapes: &[Shape],
    before: &str,
    around: &Surroundings,
    form: &Form,
    mistakes: &mut Mistakes,
) -> Map<String, Value> {
    let mut object = Map::new();
    for shape in shapes {
        let name =
            if before.is_empty() { shape.name.clone() } else { format!("{before}.{}", shape.name) };
        if let Some(value) = one(shape, &name, around, form, mistakes) {
            object.insert(shape.name.clone(), value);
        }
    }
    object
}

fn one(
    shape: &Shape,
    name: &str,
    around: &Surroundings,
    form: &Form,
    mistakes: &mut Mistakes,
) -> Option<Value> {
    match &shape.kind {
        Kind::Day => day(form.given(name)?, name, mistakes),
        Kind::Number => number(form.given(name)?, name, mistakes),
        Kind::Flag if shape.required => Some(json!(form.given(name)? == "ja")),
        Kind::Flag => Some(json!(form.text(name) == "ja")),
        Kind::Texts => {
            let lines = form.text(name).lines().map(str::trim).filter(|line| !line.is_empty());
            some(lines.map(Value::from).collect())
        }
        Kind::People => some(form.all(name).map(Value::from).collect()),
        Kind::Document => document(form.given(name)?, around),
        Kind::Documents => some(form.all(name).filter_map(|id| document(id, around)).collect()),
        Kind::Group(inner) => {
            let group = read(inner, name, around, form, mistakes);
            (shape.required || !is_empty(&group)).then_some(Value::Object(group))
        }
        Kind::Groups(inner) => {
            let read = |place| {
                Value::Object(read(inner, &format!("{name}.{place}"), around, form, mistakes))
            };
            some((0..parts(form, name, shape.required)).map(read).collect())
        }
        Kind::Line | Kind::Lines | Kind::Choice(_) | Kind::Person | Kind::Other => {
            form.given(name).map(Value::from)
        }
    }
}

/// A box that is not ticked says nothing about whether a group was filled in.
fn is_empty(group: &Map<String, Value>) -> bool {
    group.values().all(|value| match value {
        Value::Bool(ticked) => !ticked,
        Value::Array(items) => items.is_empty(),
        Value::Object(inner) => is_empty(inner),
        _ => false,
    })
}

fn some(values: Vec<Value>) -> Option<Value> {
    (!values.is_empty()).then_some(Value::Array(values))
}

fn day(text: &str, name: &str, mistakes: &mut Mistakes) -> Option<Value> {
    let day = words::read_day(text);
    if day.is_none() {
        mistakes.add(name, format!("U vulde «{text}» in. Vul een dag in als 23-02-2027."));
    }
    day.map(|day| json!(day))
}

fn number(text: &str, name: &str, mistakes: &mut Mistakes) -> Option<Value> {
    let number = text.parse::<u32>();
    if number.is_err() {
        mistakes.add(name, format!("U vulde «{text}» in. Vul een heel getal in, zoals 6."));
    }
    number.ok().map(|number| json!(number))
}

fn document(id: &str, around: &Surroundings) -> Option<Value> {
    let (id, _, digest) = around.documents.iter().find(|(known, _, _)| known == id)?;
    Some(json!({ "soort": "document", "id": id, "digest": digest }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::step::shapes_of;
    use app::command::{Assess, ReceiveForm, WithdrawApplication};

    fn around() -> Surroundings {
        Surroundings {
            accounts: Vec::new(),
            people: Vec::new(),
            documents: vec![("stuk-1".to_owned(), "jaarrekening.pdf".to_owned(), "ab".repeat(32))],
        }
    }

    fn read_as<T: schemars::JsonSchema>(body: &[u8]) -> (Value, Mistakes) {
        let mut mistakes = Mistakes::default();
        let form = Form::of_body(body);
        let value = read(&shapes_of::<T>(), "", &around(), &form, &mut mistakes);
        (Value::Object(value), mistakes)
    }

    #[test]
    fn a_form_becomes_the_input_of_its_command() {
        let (value, mistakes) = read_as::<ReceiveForm>(
            b"persoon=id-1&op=3-2-2027&ontbreekt=Jaarrekening%0D%0A%0D%0A+Huurcontract+&stuk=stuk-1",
        );
        assert!(mistakes.is_empty());
        let expected = json!({
            "persoon": "id-1", "op": "2027-02-03", "ontbreekt": ["Jaarrekening", "Huurcontract"],
            "stuk": { "soort": "document", "id": "stuk-1", "digest": "ab".repeat(32) },
        });
        assert_eq!(value, expected);
        let (value, _) = read_as::<ReceiveForm>(b"persoon=id-1&op=&ontbreekt=+&stuk=elders");
        assert_eq!(value, json!({ "persoon": "id-1" }));
    }

    #[test]
    fn a_day_that_is_none_is_named_with_what_was_typed() {
        let (_, mistakes) = read_as::<ReceiveForm>(b"op=31-02-2027");
        assert!(mistakes.of("op").unwrap().contains("31-02-2027"));
    }

    #[test]
    fn yes_or_no_is_not_guessed() {
        let (value, _) = read_as::<WithdrawApplication>(b"op=2027-02-03");
        assert_eq!(value, json!({ "op": "2027-02-03" }));
        let (value, _) = read_as::<WithdrawApplication>(b"vermoedenVanwegeToets=nee");
        assert_eq!(value, json!({ "vermoedenVanwegeToets": false }));
    }

    #[test]
    fn an_optional_group_that_is_empty_is_absent() {
        let (value, _) =
            read_as::<Assess>(b"gronden.0.grond=a&gronden.0.gevaar=geen&gronden.0.motivering=x");
        let ground = json!({ "grond": "a", "gevaar": "geen", "motivering": "x" });
        assert_eq!(value, json!({ "gronden": [ground] }));
    }
}
