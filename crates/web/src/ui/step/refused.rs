//! The field that a refusal is about, so that what is wrong stands with what was filled in. Most refusals are about the file and
//! have none.

use app::command::{RefusalCode, RefusalCode as R};
use chrono::NaiveDate;

use super::shape::{Kind, Shape};
use crate::ui::form::Form;
use crate::ui::words;

const PERSON: &[&str] = &["persoon", "personen"];
const CONDITIONS: &[&str] = &["voorschriften"];

/// The fields by refusal, the likeliest first; a step has the ones that it asks.
const FIELDS: &[(RefusalCode, &[&str])] = &[
    (R::EndBeforeStart, &["uiterlijk", "totEnMet"]),
    (R::UnknownPerson, PERSON),
    (R::NotConcerned, PERSON),
    (R::FormNotAsked, PERSON),
    (R::NoRunningTerm, PERSON),
    (R::ViewsNotAsked, PERSON),
    (R::NothingMissing, &["ontbreekt"]),
    (R::FindingsMissing, &["stukken"]),
    (R::AdviceExtensionUnfit, &["dagen"]),
    (R::ExtensionUnfit, &["weken"]),
    (R::ExceptionUnfit, &["uitzondering"]),
    (R::OutcomeUnfit, &["uitkomst"]),
    (R::BasisUnfit, &["grondslag"]),
    (R::ConditionsCivil, CONDITIONS),
    (R::ConditionsMissing, CONDITIONS),
    (R::ConditionsUnfit, CONDITIONS),
    (R::ConditionWithoutDanger, CONDITIONS),
];

/// Returns the field of a refusal; none when it is about the file, or when several fields could be meant.
pub(in crate::ui) fn refused_field(
    shapes: &[Shape],
    code: RefusalCode,
    (form, today): (&Form, NaiveDate),
) -> Option<String> {
    let asks = |name: &&&str| shapes.iter().any(|shape| shape.name == **name);
    let named = FIELDS.iter().find(|(known, _)| *known == code);
    if let Some((_, names)) = named {
        return names.iter().find(asks).map(|name| (*name).to_owned());
    }
    let of_day = |fits: &dyn Fn(NaiveDate) -> bool| {
        let days = shapes.iter().filter(|shape| shape.kind == Kind::Day);
        let mut fitting =
            days.filter(|shape| words::read_day(form.text(&shape.name)).is_some_and(fits));
        let first = fitting.next()?;
        Some(first.name.clone())
    };
    match code {
        R::FutureDate => of_day(&|day| day > today),
        // Both are about the day on which it happened, which is the only one in the past.
        R::BeforeReceipt | R::Contradiction => of_day(&|day| day <= today),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::step::{shapes_of, steps};
    use app::command::{SendForms, Suspend};

    fn field(shapes: &[Shape], code: RefusalCode, body: &str) -> Option<String> {
        let form = Form::of_body(body.as_bytes());
        refused_field(shapes, code, (&form, "2027-02-16".parse().unwrap()))
    }

    #[test]
    fn every_field_in_the_table_is_one_that_a_step_asks() {
        let asked = |name: &str| {
            steps().iter().any(|step| step.shapes.iter().any(|shape| shape.name == name))
        };
        for (code, names) in FIELDS {
            for name in *names {
                assert!(asked(name), "{}: {name}", code.id());
            }
        }
    }

    #[test]
    fn a_refusal_stands_with_the_field_it_is_about() {
        let forms = shapes_of::<SendForms>();
        let days = "op=18-02-2027&uiterlijk=10-02-2027";
        assert_eq!(field(&forms, R::EndBeforeStart, days).as_deref(), Some("uiterlijk"));
        assert_eq!(field(&forms, R::FutureDate, days).as_deref(), Some("op"));
        assert_eq!(field(&forms, R::WrongState, days), None);
        let suspend = shapes_of::<Suspend>();
        assert_eq!(field(&suspend, R::EndBeforeStart, "").as_deref(), Some("totEnMet"));
    }
}
