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
                text: node.words(Some(facts), vocabulary),
                outcome: mark.outcome,
                doubt: mark.doubt,
            });
            ends.push(*end);
        }
        lines
    }

    /// Returns the condition in words, part by part, as the policy says it: each with how deep it lies.
    pub fn words(&self, vocabulary: &Vocabulary) -> Vec<(usize, String)> {
        let mut ends: Vec<usize> = Vec::new();
        let line = |(index, (node, end)): (usize, &(Node, usize))| {
            ends.retain(|open| *open > index);
            let depth = ends.len();
            ends.push(*end);
            (depth, node.words(None, vocabulary))
        };
        self.parts.iter().enumerate().map(line).collect()
    }

    /// Returns why the condition holds, from the marks of an evaluation: the tests that made it so, as clauses that follow
    /// "omdat". It is empty when the condition does not hold.
    pub fn reasons(&self, marks: &[Mark], facts: &Facts, vocabulary: &Vocabulary) -> Vec<String> {
        let mut reasons = Vec::new();
        let look = Look { marks, facts, vocabulary };
        if marks.first().is_some_and(|mark| mark.outcome == Tri::Yes) {
            self.reason(0, Tri::Yes, &look, &mut reasons);
        }
        reasons
    }

    /// Adds the tests that gave the part at `index` this outcome.
    fn reason(&self, index: usize, outcome: Tri, look: &Look<'_>, reasons: &mut Vec<String>) {
        let Some((node, _)) = self.parts.get(index) else { return };
        let (fact, test) = match node {
            Node::Test(fact, test) => (*fact, test),
            Node::All | Node::Any | Node::Not | Node::AtLeast(_) => {
                let inside = if *node == Node::Not { outcome.negated() } else { outcome };
                let same = |child: &usize| {
                    look.marks.get(*child).is_some_and(|mark| mark.outcome == inside)
                };
                for child in self.children(index).filter(same) {
                    self.reason(child, inside, look, reasons);
                }
                return;
            }
        };
        let def = look.vocabulary.def(fact);
        let value = look.facts.get(fact).map(|value| value.words(def, look.vocabulary));
        let value = value.as_deref().unwrap_or("onbekend");
        let clause = format!("{} ({value}) {}", def.label, test.clause(def));
        reasons.push(match outcome {
            Tri::No => format!("het niet zo is dat {clause}"),
            Tri::Yes | Tri::Unknown => clause,
        });
    }
}

/// What a reason is read from.
struct Look<'l> {
    marks: &'l [Mark],
    facts: &'l Facts,
    vocabulary: &'l Vocabulary,
}

impl Node {
    fn words(&self, facts: Option<&Facts>, vocabulary: &Vocabulary) -> String {
        match self {
            Self::All => "aan alle onderdelen is voldaan".to_owned(),
            Self::Any => "aan ten minste één onderdeel is voldaan".to_owned(),
            Self::Not => "het volgende geldt niet".to_owned(),
            Self::AtLeast(count) => format!("aan ten minste {count} onderdelen is voldaan"),
            Self::Test(fact, test) => {
                let def = vocabulary.def(*fact);
                let words = test.words(def);
                let Some(facts) = facts else { return format!("{} {words}", def.label) };
                let value = match facts.get(*fact) {
                    None => "onbekend".to_owned(),
                    Some(value) => value.words(def, vocabulary),
                };
                format!("{} ({value}) {words}", def.label)
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

impl Test {
    /// The test with its verb last, for after "omdat".
    fn clause(&self, def: &FactDef) -> String {
        match self {
            Self::Amount(test) => test.clause(),
            Self::OneOf { codes, list } => one_is_of(list.as_deref(), &labels(def, codes)),
            Self::Postcode { prefixes, list } => one_is_of(list.as_deref(), prefixes),
            Self::Present(true) if is_plural(&def.label) => "aanwezig zijn".to_owned(),
            Self::Present(true) => "aanwezig is".to_owned(),
            Self::Present(false) if is_plural(&def.label) => "zeker ontbreken".to_owned(),
            Self::Present(false) => "zeker ontbreekt".to_owned(),
            Self::YesNo(true) => "«ja» is".to_owned(),
            Self::YesNo(false) => "«nee» is".to_owned(),
            Self::Past(test) => format!("ten hoogste {} maanden geleden is", test.within_months),
            Self::Screening(test) => format!(
                "ten hoogste {} maanden geleden zonder gevaar is afgesloten, met dezelfde financiering en zonder wijziging",
                test.within_months
            ),
        }
    }
}

/// A name without an article is a plural in the file of facts: «signalen», «andere aanvragen».
fn is_plural(label: &str) -> bool {
    !["de ", "het ", "een "].iter().any(|article| label.starts_with(article))
}

fn one_is_of(list: Option<&str>, words: &[impl AsRef<str>]) -> String {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    match list {
        Some(list) => format!("in de lijst «{list}» staat: {}", words.join(", ")),
        None => format!("voorkomt in: {}", words.join(", ")),
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
    /// Whose figure it is stands with the value already.
    fn clause(&self) -> String {
        let operator = match self.operator {
            AmountOperator::MoreThan => "meer is dan",
            AmountOperator::From => "gelijk is aan of meer dan",
            AmountOperator::LessThan => "minder is dan",
            AmountOperator::UpTo => "gelijk is aan of minder dan",
        };
        format!("{operator} {}{}{}", self.limit, self.vat.words(), self.sum_words())
    }

    fn words(&self) -> String {
        let operator = match self.operator {
            AmountOperator::MoreThan => "is meer dan",
            AmountOperator::From => "is gelijk aan of meer dan",
            AmountOperator::LessThan => "is minder dan",
            AmountOperator::UpTo => "is ten hoogste",
        };
        let source = match self.source {
            Some(FigureSource::BevoegdGezag) => ", volgens de berekening van het bevoegd gezag",
            Some(FigureSource::Aanvrager) => ", volgens de opgave van de aanvrager",
            None => "",
        };
        let vat = self.vat.words();
        format!("{operator} {}{vat}{source}{}", self.limit, self.sum_words())
    }

    fn sum_words(&self) -> String {
        self.aggregation.as_ref().map_or_else(String::new, |sum| {
            let pending = if sum.pending { ", ook als die nog lopen" } else { "" };
            let shared = match sum.shared.as_ref() {
                "aanvrager" => "dezelfde aanvrager",
                "concern" => "hetzelfde concern",
                "adres" => "hetzelfde adres",
                _ => "hetzelfde project",
            };
            format!(", samen met andere aanvragen voor {shared} in {} maanden{pending}", sum.months)
        })
    }
}

impl LimitVat {
    fn words(self) -> &'static str {
        match self {
            Self::Exclusive => " exclusief btw",
            Self::Inclusive => " inclusief btw",
            Self::Unstated => " (het beleid noemt geen btw)",
            Self::NotApplicable => "",
        }
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
