//! From what is stored to lines that a person reads, by the same description that a form is made of.

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::Value;

use super::ask::Surroundings;
use super::shape::{Kind, Shape};
use crate::ui::words;

/// A label with what stands there.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(in crate::ui) struct Fact {
    label: String,
    waarden: Vec<String>,
    delen: Vec<Vec<Self>>,
}

/// Shows the members of an object; what is absent is left out.
pub(in crate::ui) fn show(
    shapes: &[Shape],
    value: &Value,
    around: &Surroundings,
    today: NaiveDate,
) -> Vec<Fact> {
    let shown = shapes.iter().filter_map(|shape| {
        let member = value.get(&shape.name).filter(|member| !member.is_null())?;
        let fact = |waarden, delen| Fact { label: shape.label.clone(), waarden, delen };
        let fact = match &shape.kind {
            Kind::Group(inner) => fact(vec![], vec![show(inner, member, around, today)]),
            Kind::Groups(inner) => {
                let items = member.as_array().into_iter().flatten();
                fact(vec![], items.map(|item| show(inner, item, around, today)).collect())
            }
            _ => fact(texts(&shape.kind, member, around, today), vec![]),
        };
        (!fact.waarden.is_empty() || !fact.delen.is_empty()).then_some(fact)
    });
    shown.collect()
}

fn texts(kind: &Kind, value: &Value, around: &Surroundings, today: NaiveDate) -> Vec<String> {
    let each = |value: &Value| text(kind, value, around, today);
    match value {
        Value::Array(items) => items.iter().map(each).collect(),
        one => vec![each(one)],
    }
}

fn text(kind: &Kind, value: &Value, around: &Surroundings, today: NaiveDate) -> String {
    let plain = value.as_str().unwrap_or_default();
    match kind {
        Kind::Day => plain.parse().map_or_else(|_| plain.to_owned(), |day| words::day(day, today)),
        Kind::Flag => if value.as_bool() == Some(true) { "ja" } else { "nee" }.to_owned(),
        Kind::Choice(choices) => name_of(choices.iter().map(|(id, name)| (id, name)), plain),
        Kind::Person | Kind::People => {
            name_of(around.people.iter().map(|(id, name)| (id, name)), plain)
        }
        Kind::Document | Kind::Documents => {
            let id = value.get("id").and_then(Value::as_str).unwrap_or_default();
            name_of(around.documents.iter().map(|(id, name, _)| (id, name)), id)
        }
        _ => words_of(value, around, today),
    }
}

/// Puts a value without a description of its own in words: a day, an account, what happened with its details.
fn words_of(value: &Value, around: &Surroundings, today: NaiveDate) -> String {
    match value {
        Value::String(text) => text.parse().map_or_else(
            |_| name_of(around.accounts.iter().map(|(id, name)| (id, name)), text),
            |day| words::day(day, today),
        ),
        Value::Object(members) => {
            let member = |(key, value): (&String, &Value)| match (key.as_str(), value) {
                // The name of what it is, as the files write it.
                ("stand", Value::String(name)) => name.replace('-', " "),
                _ => words_of(value, around, today),
            };
            members.iter().map(member).collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    }
}

fn name_of<'n>(mut known: impl Iterator<Item = (&'n String, &'n String)>, id: &str) -> String {
    known.find(|(known, _)| *known == id).map_or_else(|| id.to_owned(), |(_, name)| name.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::step::shapes_of;
    use app::command::{Assess, ReceiveForm};
    use serde_json::json;

    #[test]
    fn what_is_stored_is_shown_in_words() {
        let around = Surroundings {
            accounts: Vec::new(),
            people: vec![("id-1".to_owned(), "Zaal Nergenshuizen B.V.".to_owned())],
            documents: Vec::new(),
        };
        let today = "2027-02-16".parse().unwrap();
        let value = json!({ "persoon": "id-1", "op": "2027-02-03", "ontbreekt": ["a", "b"] });
        let facts = show(&shapes_of::<ReceiveForm>(), &value, &around, today);
        let lines: Vec<_> =
            facts.iter().map(|fact| (fact.label.as_str(), fact.waarden.join("|"))).collect();
        let expected = [
            ("Van wie", "Zaal Nergenshuizen B.V.".to_owned()),
            ("Dag van ontvangst", "wo 3 februari".to_owned()),
            ("Wat er nog ontbreekt", "a|b".to_owned()),
        ];
        assert_eq!(lines, expected);
        let value =
            json!({ "gronden": [{ "grond": "b", "gevaar": "ernstig", "motivering": "x" }] });
        let facts = show(&shapes_of::<Assess>(), &value, &around, today);
        assert_eq!(facts[0].delen[0][1].waarden, ["Ernstig gevaar"]);
    }
}
