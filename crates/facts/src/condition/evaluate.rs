//! Three-valued evaluation that leaves a mark for every part.

use super::{Condition, Doubt, Mark, Node, Test, Tri, amount};
use crate::value::FactId;
use crate::value::{Code, EarlierScreening, FactValue, Facts, VatRate};
use chrono::NaiveDate;
use kernel::add_months;

/// What a condition is evaluated against.
#[derive(Clone, Copy, Debug)]
pub struct View<'v> {
    /// What is known.
    pub facts: &'v Facts,
    /// The key date.
    pub on: NaiveDate,
    /// Whether the applicant's own figure may stand in for the calculation of the competent body.
    pub provisional: bool,
    /// The highest VAT rate: it bounds what an amount of unstated VAT kind can be.
    pub highest_vat: VatRate,
}

impl Condition {
    /// Evaluates every part, also those that no longer matter, so that the trace shows all facts.
    ///
    /// Appends [`Condition::len`] marks in reading order and returns the outcome of the whole.
    pub fn evaluate(&self, view: &View<'_>, marks: &mut Vec<Mark>) -> Tri {
        self.part(0, view, marks)
    }

    fn part(&self, index: usize, view: &View<'_>, marks: &mut Vec<Mark>) -> Tri {
        let Some((node, _)) = self.parts.get(index) else { return Tri::Unknown };
        let place = marks.len();
        marks.push(Mark { outcome: Tri::Unknown, doubt: Doubt::None });
        let mark = match node {
            Node::Test(fact, test) => test.evaluate(*fact, view),
            Node::All | Node::Any | Node::Not | Node::AtLeast(_) => {
                let outcome = self.group(index, node, view, marks);
                Mark { outcome, doubt: Doubt::None }
            }
        };
        if let Some(slot) = marks.get_mut(place) {
            *slot = mark;
        }
        mark.outcome
    }

    fn group(&self, index: usize, node: &Node, view: &View<'_>, marks: &mut Vec<Mark>) -> Tri {
        let (mut yes, mut unknown, mut all) = (0, 0, 0);
        for child in self.children(index) {
            all += 1;
            match self.part(child, view, marks) {
                Tri::Yes => yes += 1,
                Tri::Unknown => unknown += 1,
                Tri::No => {}
            }
        }
        let needed = match node {
            Node::All => all,
            Node::AtLeast(count) => *count,
            Node::Any | Node::Not | Node::Test(..) => 1,
        };
        let outcome = if yes >= needed {
            Tri::Yes
        } else if yes + unknown >= needed {
            Tri::Unknown
        } else {
            Tri::No
        };
        if *node == Node::Not { outcome.negated() } else { outcome }
    }
}

impl Test {
    fn evaluate(&self, fact: FactId, view: &View<'_>) -> Mark {
        let value = view.facts.get(fact);
        if let Self::Amount(test) = self {
            return amount::evaluate(test, fact, value, view);
        }
        // Nothing is in an empty list, whatever the fact turns out to be.
        let empty = match self {
            Self::OneOf { codes, .. } => codes.is_empty(),
            Self::Postcode { prefixes, .. } => prefixes.is_empty(),
            _ => false,
        };
        match value {
            _ if empty => decided(false),
            None => Mark { outcome: Tri::Unknown, doubt: Doubt::Missing },
            Some(value) if self.needs_more_of(value) => {
                Mark { outcome: Tri::Unknown, doubt: Doubt::Missing }
            }
            Some(value) => decided(self.holds(value, view.on)),
        }
    }

    /// Returns whether a postcode of four digits is too short to tell: an entry names its letters too, and none matches as it is.
    fn needs_more_of(&self, value: &FactValue) -> bool {
        match (self, value) {
            (Self::Postcode { prefixes, .. }, FactValue::Postcode(postcode)) => {
                !prefixes.iter().any(|prefix| postcode.starts_with(prefix.as_ref()))
                    && prefixes.iter().any(|prefix| prefix.starts_with(postcode.as_ref()))
            }
            _ => false,
        }
    }

    /// Returns whether a known value passes. A value of another type cannot occur: the check refused it.
    fn holds(&self, value: &FactValue, on: NaiveDate) -> bool {
        match (self, value) {
            (Self::Present(wanted), _) => is_present(value) == *wanted,
            (Self::OneOf { codes, .. }, FactValue::Codes(given)) => {
                given.iter().any(|code| contains(codes, code))
            }
            (Self::Postcode { prefixes, .. }, FactValue::Postcode(postcode)) => {
                prefixes.iter().any(|prefix| postcode.starts_with(prefix.as_ref()))
            }
            (Self::YesNo(wanted), FactValue::YesNo(given)) => wanted == given,
            (Self::Past(test), FactValue::Date(day)) => is_within(*day, test.within_months, on),
            (Self::Screening(test), FactValue::Screening(earlier)) => {
                earlier.still_counts() && is_within(earlier.concluded_on, test.within_months, on)
            }
            _ => false,
        }
    }
}

impl EarlierScreening {
    /// Returns whether this screening ended well and nothing changed since, so that one may refer back to it.
    fn still_counts(&self) -> bool {
        self.no_danger && self.same_financing && !self.changed
    }
}

fn decided(holds: bool) -> Mark {
    Mark { outcome: Tri::from_bool(holds), doubt: Doubt::None }
}

fn contains(sorted: &[Code], code: &Code) -> bool {
    sorted.binary_search(code).is_ok()
}

fn is_present(value: &FactValue) -> bool {
    match value {
        FactValue::Nothing => false,
        FactValue::Codes(codes) => !codes.is_empty(),
        FactValue::Applications(others) => !others.is_empty(),
        FactValue::YesNo(value) => *value,
        FactValue::Amount(_)
        | FactValue::Date(_)
        | FactValue::Postcode(_)
        | FactValue::Screening(_) => true,
    }
}

fn is_within(day: NaiveDate, months: u32, on: NaiveDate) -> bool {
    day <= on && add_months(day, months).is_some_and(|end| on <= end)
}
