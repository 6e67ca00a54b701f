//! A condition and its outcome in Dutch.

use super::{AmountOperator, AmountTest, Condition, Doubt, LimitVat, Mark, Node, Test, Tri};
use crate::value::{Amount, Code, FactValue, Facts, FigureSource, Vat};
use crate::vocabulary::{FactDef, FactType, Vocabulary};
use kernel::dutch_date;

/// One part of a condition in words, with what it came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraceLine {
    /// How deep the part lies inside the condition; 0 is the whole.
    pub depth: usize,
    /// The part in words, with the value that was used.
    pub text: String,
    /// The outcome.
    pub outcome: Tri,
    /// Why it is unknown.
    pub doubt: Doubt,
}

impl Condition {
    /// Returns the condition in words, part by part, with the marks that an evaluation left.
    pub fn explain(
        &self,
        marks: &[Mark],
        facts: &Facts,
        vocabulary: &Vocabulary,
    ) -> Vec<TraceLine> {
        let mut lines = Vec::with_capacity(self.parts.len());
        let mut ends: Vec<usize> = Vec::new();
        for (index, ((node, end), mark)) in self.parts.iter().zip(marks).enumerate() {
            ends.retain(|open| *open > index);
            lines.push(TraceLine {
                depth: ends.len(),
                text: node.words(facts, vocabulary),
                outcome: mark.outcome,
                doubt: mark.doubt,
            });
            ends.push(*end);
        }
        lines
    }
}

impl Node {
    fn words(&self, facts: &Facts, vocabulary: &Vocabulary) -> String {
        match self {
            Self::All => "aan alle onderdelen is voldaan".to_owned(),
            Self::Any => "aan ten minste één onderdeel is voldaan".to_owned(),
            Self::Not => "het volgende geldt niet".to_owned(),
            Self::AtLeast(count) => format!("aan ten minste {count} onderdelen is voldaan"),
            Self::Test(fact, test) => {
                let def = vocabulary.def(*fact);
                let value = match facts.get(*fact) {
                    None => "onbekend".to_owned(),
                    Some(value) => value.words(def, vocabulary),
                };
                format!("{} ({value}) {}", def.label, test.words(def))
            }
        }
    }
}

impl Test {
    fn words(&self, def: &FactDef) -> String {
        match self {
            Self::Amount(test) => test.words(),
            Self::OneOf { codes, list } => is_one_of(list.as_deref(), &labels(def, codes)),
            Self::Postcode { prefixes, list } => is_one_of(list.as_deref(), prefixes),
            Self::Present(true) => "is aanwezig".to_owned(),
            Self::Present(false) => "ontbreekt zeker".to_owned(),
            Self::YesNo(true) => "is ja".to_owned(),
            Self::YesNo(false) => "is nee".to_owned(),
            Self::Past(test) => format!("is ten hoogste {} maanden geleden", test.within_months),
            Self::Screening(test) => format!(
                "is ten hoogste {} maanden geleden zonder gevaar afgesloten, met dezelfde financiering en zonder wijziging",
                test.within_months
            ),
        }
    }
}

fn is_one_of(list: Option<&str>, words: &[impl AsRef<str>]) -> String {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    match (list, words.as_slice()) {
        (Some(list), []) => format!("staat in de lijst «{list}» (nu leeg)"),
        (Some(list), words) => format!("staat in de lijst «{list}»: {}", words.join(", ")),
        (None, words) => format!("is een van: {}", words.join(", ")),
    }
}

fn labels<'d>(def: &'d FactDef, codes: &'d [Code]) -> Vec<&'d str> {
    match &def.kind {
        FactType::Choice(list) | FactType::Codes(list) => {
            codes.iter().map(|code| list.label(code)).collect()
        }
        _ => Vec::new(),
    }
}

impl AmountTest {
    fn words(&self) -> String {
        let operator = match self.operator {
            AmountOperator::MoreThan => "is meer dan",
            AmountOperator::From => "is gelijk aan of meer dan",
            AmountOperator::LessThan => "is minder dan",
            AmountOperator::UpTo => "is ten hoogste",
        };
        let vat = match self.vat {
            LimitVat::Exclusive => " exclusief btw",
            LimitVat::Inclusive => " inclusief btw",
            LimitVat::Unstated => " (het beleid noemt geen btw)",
            LimitVat::NotApplicable => "",
        };
        let source = match self.source {
            Some(FigureSource::BevoegdGezag) => ", volgens de berekening van het bevoegd gezag",
            Some(FigureSource::Aanvrager) => ", volgens de opgave van de aanvrager",
            None => "",
        };
        let sum = self.aggregation.as_ref().map_or_else(String::new, |sum| {
            let pending = if sum.pending { ", ook als die nog lopen" } else { "" };
            let shared = match sum.shared.as_ref() {
                "aanvrager" => "dezelfde aanvrager",
                "concern" => "hetzelfde concern",
                "adres" => "hetzelfde adres",
                _ => "hetzelfde project",
            };
            format!(", samen met andere aanvragen voor {shared} in {} maanden{pending}", sum.months)
        });
        format!("{operator} {}{vat}{source}{sum}", self.limit)
    }
}

impl FactValue {
    /// Returns the value in words, for an explanation.
    pub fn words(&self, def: &FactDef, vocabulary: &Vocabulary) -> String {
        match self {
            Self::Nothing => "geen".to_owned(),
            Self::Amount(amount) => amount.words(&def.kind),
            Self::Date(day) => dutch_date(*day),
            Self::Codes(codes) if codes.is_empty() => "geen".to_owned(),
            Self::Codes(codes) => labels(def, codes).join(", "),
            Self::YesNo(true) => "ja".to_owned(),
            Self::YesNo(false) => "nee".to_owned(),
            Self::Postcode(postcode) => match postcode.split_at_checked(4) {
                Some((digits, letters)) if !letters.is_empty() => format!("{digits} {letters}"),
                _ => postcode.to_string(),
            },
            Self::Applications(others) if others.is_empty() => "geen".to_owned(),
            Self::Applications(others) => {
                let one = |other: &crate::value::OtherApplication| {
                    let measure = &vocabulary.def(other.measure).label;
                    format!("{measure} {} op {}", other.amount.euro, dutch_date(other.received_on))
                };
                others.iter().map(one).collect::<Vec<_>>().join("; ")
            }
            Self::Screening(earlier) => {
                format!("afgesloten op {}", dutch_date(earlier.concluded_on))
            }
        }
    }
}

impl Amount {
    fn words(&self, kind: &FactType) -> String {
        let vat = match (kind, self.vat) {
            (FactType::Amount { vat: true }, Vat::Exclusive(_)) => " exclusief btw".to_owned(),
            (FactType::Amount { vat: true }, Vat::Inclusive(Some(rate))) => {
                format!(" inclusief {} % btw", rate.percent())
            }
            (FactType::Amount { vat: true }, Vat::Inclusive(None)) => {
                " inclusief btw, tarief onbekend".to_owned()
            }
            (FactType::Amount { vat: true }, Vat::Unknown) => ", btw onbekend".to_owned(),
            _ => String::new(),
        };
        let source = match self.source {
            Some(FigureSource::BevoegdGezag) => ", berekend door het bevoegd gezag",
            Some(FigureSource::Aanvrager) => ", opgegeven door de aanvrager",
            None => "",
        };
        format!("{}{vat}{source}", self.euro)
    }
}
