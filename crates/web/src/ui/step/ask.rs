//! From what a type asks to the fields of a form.

use serde::Serialize;

use super::shape::{Kind, Shape};
use crate::ui::fields::Field;
use crate::ui::form::{Form, Mistakes};

/// What is on the file, to choose from.
#[derive(Clone, Debug, Default)]
pub(in crate::ui) struct Surroundings {
    /// The persons: id and name.
    pub(in crate::ui) people: Vec<(String, String)>,
    /// The accounts: id and name. Nobody chooses from them.
    pub(in crate::ui) accounts: Vec<(String, String)>,
    /// The documents: id, name and digest.
    pub(in crate::ui) documents: Vec<(String, String, String)>,
}

/// A field, or a group of them.
#[derive(Clone, Debug, Serialize)]
pub(in crate::ui) struct Asked {
    veld: Option<Field>,
    groep: Option<Group>,
    mededeling: Option<String>,
}

/// Fields that belong together, once or several times.
#[derive(Clone, Debug, Serialize)]
struct Group {
    naam: String,
    kop: String,
    uitleg: Option<String>,
    fout: Option<String>,
    delen: Vec<Part>,
    telling: usize,
    herhaalt: bool,
    optioneel: bool,
}

/// One of a group that repeats.
#[derive(Clone, Debug, Serialize)]
struct Part {
    naam: String,
    kop: Option<String>,
    vragen: Vec<Asked>,
    kan_weg: bool,
}

/// The field with the number of parts of a group.
pub(super) fn count_field(name: &str) -> String {
    format!("aantal.{name}")
}

/// Returns how many parts of a group a form has.
pub(super) fn parts(form: &Form, name: &str, required: bool) -> usize {
    const MOST: usize = 50;
    let least = usize::from(required);
    form.text(&count_field(name)).parse().unwrap_or(least).clamp(0, MOST)
}

/// Makes the fields; `before` stands before every name.
pub(in crate::ui) fn ask(
    shapes: &[Shape],
    before: &str,
    around: &Surroundings,
    (form, mistakes): (&Form, &Mistakes),
) -> Vec<Asked> {
    shapes
        .iter()
        .map(|shape| {
            let name = if before.is_empty() {
                shape.name.clone()
            } else {
                format!("{before}.{}", shape.name)
            };
            one(shape, &name, around, (form, mistakes))
        })
        .collect()
}

fn one(shape: &Shape, name: &str, around: &Surroundings, filled: (&Form, &Mistakes)) -> Asked {
    let (form, mistakes) = filled;
    let group = |delen: Vec<Part>, herhaalt| Group {
        naam: name.to_owned(),
        kop: shape.label.clone(),
        uitleg: shape.hint.clone(),
        fout: mistakes.of(name).map(str::to_owned),
        telling: delen.len(),
        delen,
        herhaalt,
        optioneel: !shape.required,
    };
    let part = |inner: &[Shape], name: &str, kop: Option<String>| Part {
        naam: name.to_owned(),
        kan_weg: kop.is_some(),
        kop,
        vragen: ask(inner, name, around, filled),
    };
    match &shape.kind {
        Kind::Group(inner) => Asked::group(group(vec![part(inner, name, None)], false)),
        Kind::Groups(inner) => {
            let parts = (0..parts(form, name, shape.required)).map(|place| {
                let kop = format!("{} {}", shape.label, place + 1);
                part(inner, &format!("{name}.{place}"), Some(kop))
            });
            Asked::group(group(parts.collect(), true))
        }
        _ => match field(shape, name, around) {
            Ok(field) => Asked::field(field.filled(form, mistakes)),
            Err(says) => Asked { veld: None, groep: None, mededeling: Some(says) },
        },
    }
}

/// Makes the field of something that is asked; a sentence when there is nothing to choose from.
fn field(shape: &Shape, name: &str, around: &Surroundings) -> Result<Field, String> {
    let label = shape.label.as_str();
    let people = around.people.iter().cloned();
    let documents = around.documents.iter().map(|(id, name, _)| (id.clone(), name.clone()));
    let nothing = || {
        format!(
            "{label}: er staan nog geen stukken op het dossier. Voeg het stuk eerst toe onder «Stukken»."
        )
    };
    let field = match &shape.kind {
        Kind::Day => Field::day(name, label).autocomplete("off"),
        Kind::Lines | Kind::Texts => Field::lines(name, label),
        Kind::Flag if shape.required => {
            Field::radios(name, label).inline().choices([("ja", "Ja"), ("nee", "Nee")])
        }
        Kind::Flag => Field::boxes(name, label).choices([("ja", "Ja")]),
        Kind::Number => Field::text(name, label).short().keys("numeric"),
        Kind::Choice(choices) => Field::radios(name, label).choices(choices.iter().cloned()),
        Kind::Person => Field::radios(name, label).choices(people),
        Kind::People => Field::boxes(name, label).choices(people),
        Kind::Document | Kind::Documents if around.documents.is_empty() && shape.required => {
            return Err(nothing());
        }
        Kind::Document => {
            let none = (String::new(), "Geen stuk".to_owned());
            let none = Some(none).filter(|_| !shape.required);
            Field::select(name, label).choices(none.into_iter().chain(documents))
        }
        Kind::Documents => Field::boxes(name, label).choices(documents),
        Kind::Line | Kind::Group(_) | Kind::Groups(_) | Kind::Other => Field::text(name, label),
    };
    let field = match (&shape.hint, &shape.kind) {
        (Some(hint), Kind::Texts) => field.hint(format!("{hint} Zet elk op een eigen regel.")),
        (None, Kind::Texts) => field.hint("Zet elk op een eigen regel."),
        (Some(hint), _) => field.hint(hint.clone()),
        (None, Kind::Day) => field.hint("Zoals 23-02-2027"),
        (None, _) => field,
    };
    let ticks = matches!(shape.kind, Kind::Flag | Kind::People | Kind::Documents);
    Ok(if shape.required || ticks { field } else { field.optional() })
}

impl Asked {
    fn field(field: Field) -> Self {
        Self { veld: Some(field), groep: None, mededeling: None }
    }

    fn group(group: Group) -> Self {
        Self { veld: None, groep: Some(group), mededeling: None }
    }

    /// Returns the fields, also those in groups.
    pub(in crate::ui) fn fields<'a>(asked: &'a [Self], into: &mut Vec<&'a Field>) {
        for one in asked {
            into.extend(&one.veld);
            for part in one.groep.iter().flat_map(|group| &group.delen) {
                Self::fields(&part.vragen, into);
            }
        }
    }
}

/// Adds a part to the group that a button names, or takes one away; returns whether a button did.
pub(in crate::ui) fn change_parts(form: &mut Form, shapes: &[Shape]) -> bool {
    if let Some(name) = form.given("toevoegen").map(str::to_owned) {
        let required = is_required(shapes, &name);
        let count = parts(form, &name, required) + 1;
        form.set(&count_field(&name), count.to_string());
        return true;
    }
    let Some(place) = form.given("weghalen").map(str::to_owned) else { return false };
    if let Some((name, index)) = place.rsplit_once('.')
        && let Ok(index) = index.parse::<usize>()
    {
        let count = parts(form, name, is_required(shapes, name));
        form.take_part(name, index, count);
        form.set(&count_field(name), count.saturating_sub(1).to_string());
    }
    true
}

fn is_required(shapes: &[Shape], name: &str) -> bool {
    shapes.iter().any(|shape| shape.name == name && shape.required)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::step::shapes_of;
    use app::command::{Assess, SendForms};

    #[test]
    fn persons_are_chosen_from_the_file() {
        let around = Surroundings {
            accounts: Vec::new(),
            people: vec![("id-1".to_owned(), "Zaal Nergenshuizen B.V.".to_owned())],
            documents: Vec::new(),
        };
        let (form, mistakes) = (Form::default(), Mistakes::default());
        let asked = ask(&shapes_of::<SendForms>(), "", &around, (&form, &mistakes));
        let text = serde_json::to_string(&asked).unwrap();
        assert!(
            text.contains("Zaal Nergenshuizen B.V.") && text.contains("\"Dag van verzending\""),
            "{text}"
        );
    }

    #[test]
    fn a_group_that_repeats_grows_and_shrinks() {
        let shapes = shapes_of::<Assess>();
        let mut form = Form::of_body(b"gronden.0.motivering=een&toevoegen=gronden");
        assert!(change_parts(&mut form, &shapes));
        assert_eq!(parts(&form, "gronden", true), 2);
        let mut form = Form::of_body(
            b"gronden.0.motivering=een&gronden.1.motivering=twee&aantal.gronden=2&weghalen=gronden.0",
        );
        assert!(change_parts(&mut form, &shapes));
        assert_eq!(parts(&form, "gronden", true), 1);
        assert_eq!(form.text("gronden.0.motivering"), "twee");
        assert!(!change_parts(&mut Form::of_body(b"gronden.0.motivering=een"), &shapes));
    }
}
