//! The facts that count for a kind of application, as questions for a form.

use chrono::NaiveDate;
use facts::{Aggregation, CodeList, Condition, FactDef, FactId, FactType, LimitVat, Test};
use law::scope::{PermitType, Policy, Stand};
use std::collections::{BTreeMap, BTreeSet};

/// The fact that is always asked for: a term or a rule may hang on it.
const EVENT: &str = "gebeurtenis";

/// A code with its name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CodeName {
    /// The code.
    pub id: String,
    /// Its name.
    pub label: String,
}

/// A fact to ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactQuestion {
    /// The id of the fact.
    pub id: String,
    /// Where the answer stands in an application, as a JSON pointer.
    pub pointer: String,
    /// The name, without its article and with a capital: `Bouwsom`.
    pub name: String,
    /// The question.
    pub question: String,
    /// What more there is to say about the question.
    pub hint: Option<String>,
    /// What kind of answer it wants.
    pub answer: AnswerKind,
}

/// What kind of answer a question wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnswerKind {
    /// An amount, and what else counts about it here.
    Amount {
        /// The VAT rates to choose from; empty where it does not count whether VAT is included.
        vat_rates: Vec<u16>,
        /// Whether it counts who computed it.
        source: bool,
    },
    /// A date, or never.
    Date,
    /// Exactly one code.
    Choice(Vec<CodeName>),
    /// Any number of codes.
    Codes {
        /// The codes that the policy names.
        named: Vec<CodeName>,
        /// The other codes.
        others: Vec<CodeName>,
        /// Whether a code outside the list may be given.
        open: bool,
    },
    /// Yes or no.
    YesNo,
    /// A postcode.
    Postcode,
    /// Other applications, to be added up.
    Applications {
        /// The amount fact that is added up.
        measure: String,
        /// What they share: `aanvrager`, `concern`, `adres` or `project`.
        shared: String,
        /// How many months back they count.
        months: u32,
    },
    /// An earlier screening.
    Screening,
}

/// What the conditions of a kind ask of one fact.
#[derive(Default)]
struct Asked<'p> {
    vat: bool,
    source: bool,
    codes: BTreeSet<&'p facts::Code>,
    sum: Option<(FactId, &'p Aggregation)>,
}

/// Every fact that a condition of a kind looks at, with what it looks at.
pub(super) struct FactsUsed<'p>(BTreeMap<FactId, Asked<'p>>);

impl<'p> FactsUsed<'p> {
    /// Looks through legal positions, decision terms and rules of this kind that hold on this day.
    pub(super) fn of(policy: &'p Policy, kind: &'p PermitType, on: NaiveDate) -> Self {
        let mut used = Self(BTreeMap::new());
        if let Some(event) = policy.vocabulary.find(EVENT) {
            used.0.entry(event).or_default();
        }
        for condition in
            outcome_conditions(policy, kind, on).chain(term_conditions(policy, kind, on))
        {
            used.look_at(condition);
        }
        used
    }

    /// Returns the facts, in the order of the vocabulary.
    pub(super) fn ids(&self) -> impl Iterator<Item = FactId> + '_ {
        self.0.keys().copied()
    }

    fn look_at(&mut self, condition: &'p Condition) {
        for (_, fact, test) in condition.tests() {
            // Nothing is in an empty list, so that the answer cannot count.
            let empty = match test {
                Test::OneOf { codes, .. } => codes.is_empty(),
                Test::Postcode { prefixes, .. } => prefixes.is_empty(),
                _ => false,
            };
            if empty {
                continue;
            }
            let asked = self.0.entry(fact).or_default();
            match test {
                Test::Amount(test) => {
                    asked.vat |= test.vat != LimitVat::NotApplicable;
                    asked.source |= test.source.is_some();
                    if let Some(sum) = &test.aggregation {
                        self.0.entry(sum.others).or_default().sum = Some((fact, sum));
                    }
                }
                Test::OneOf { codes, .. } => asked.codes.extend(codes),
                Test::Postcode { .. }
                | Test::Present(_)
                | Test::YesNo(_)
                | Test::Past(_)
                | Test::Screening(_) => {}
            }
        }
    }

    /// Returns the questions, in the order of the vocabulary.
    pub(super) fn questions(&self, policy: &Policy) -> Vec<FactQuestion> {
        let question = |(fact, asked): (&FactId, &Asked<'_>)| {
            let def = policy.vocabulary.def(*fact);
            let (question, hint) = asked_as(def);
            Some(FactQuestion {
                id: def.id.clone(),
                pointer: def.pointer.clone(),
                name: plain_name(&def.label),
                question,
                hint,
                answer: answer_kind(def, asked, policy)?,
            })
        };
        self.0.iter().filter_map(question).collect()
    }
}

/// Returns the legal positions of a kind that are about this party on this day.
pub(super) fn stands_of<'p>(
    policy: &'p Policy,
    kind: &'p PermitType,
    on: NaiveDate,
) -> impl Iterator<Item = &'p Stand> {
    let party = policy.party.kind;
    kind.stands
        .iter()
        .filter(move |stand| stand.parties.contains(&party) && stand.valid.contains(on))
}

/// Returns the conditions that the outcome hangs on.
fn outcome_conditions<'p>(
    policy: &'p Policy,
    kind: &'p PermitType,
    on: NaiveDate,
) -> impl Iterator<Item = &'p Condition> {
    let indexes = policy.rules_of.get(&kind.id).map_or(&[][..], Vec::as_slice);
    let rules = indexes
        .iter()
        .filter_map(|index| policy.rules.get(*index))
        .filter(move |rule| rule.valid.contains(on));
    let rules = rules.flat_map(|rule| [&rule.when, &rule.broken_by]).filter_map(Option::as_ref);
    stands_of(policy, kind, on).filter_map(|stand| stand.when.as_ref()).chain(rules)
}

/// Returns the conditions that the decision term hangs on.
fn term_conditions<'p>(
    policy: &'p Policy,
    kind: &'p PermitType,
    on: NaiveDate,
) -> impl Iterator<Item = &'p Condition> {
    stands_of(policy, kind, on)
        .filter_map(Stand::basis)
        .flat_map(|basis| &basis.terms)
        .filter_map(|choice| choice.when.as_ref())
}

/// Returns whether the decision term of this kind hangs on a fact.
pub(super) fn sets_term(policy: &Policy, kind: &PermitType, on: NaiveDate, fact: FactId) -> bool {
    term_conditions(policy, kind, on)
        .flat_map(Condition::tests)
        .any(|(_, tested, _)| tested == fact)
}

fn answer_kind(def: &FactDef, asked: &Asked<'_>, policy: &Policy) -> Option<AnswerKind> {
    Some(match &def.kind {
        FactType::Amount { vat } => {
            let rates = policy.vocabulary.vat_rates().iter().map(|rate| rate.percent());
            let counts = *vat && asked.vat;
            let vat_rates = rates.filter(|percent| counts && *percent > 0).collect();
            AnswerKind::Amount { vat_rates, source: asked.source }
        }
        FactType::Date => AnswerKind::Date,
        FactType::Choice(list) => AnswerKind::Choice(names(list)),
        FactType::Codes(list) => codes(list, asked),
        FactType::YesNo => AnswerKind::YesNo,
        FactType::Postcode => AnswerKind::Postcode,
        FactType::Applications => {
            let (measure, sum) = asked.sum?;
            AnswerKind::Applications {
                measure: policy.vocabulary.def(measure).id.clone(),
                shared: sum.shared.to_string(),
                months: sum.months,
            }
        }
        FactType::Screening => AnswerKind::Screening,
    })
}

fn names(list: &CodeList) -> Vec<CodeName> {
    let name = |id: &str| {
        let label = list.code(id).map(|code| list.label(&code).to_owned()).unwrap_or_default();
        CodeName { id: id.to_owned(), label }
    };
    list.ids().map(name).collect()
}

fn codes(list: &CodeList, asked: &Asked<'_>) -> AnswerKind {
    let named: Vec<CodeName> = asked
        .codes
        .iter()
        .map(|code| CodeName { id: list.id(code).to_owned(), label: list.label(code).to_owned() })
        .collect();
    let mut others = names(list);
    others.retain(|code| !named.contains(code));
    AnswerKind::Codes { named, others, open: list.is_open() }
}

/// Returns the question with the remark after it. What is said about filling in a file is not for a form.
pub(super) fn asked_as(def: &FactDef) -> (String, Option<String>) {
    let (question, rest) = first_question(&def.question);
    let hint = Some(rest).filter(|rest| !rest.is_empty() && !rest.contains(" vul "));
    (question.to_owned(), hint.map(str::to_owned))
}

/// Returns the text up to its first question mark, and what comes after it.
pub(super) fn first_question(text: &str) -> (&str, &str) {
    let end = text.find('?').map_or(text.len(), |place| place + 1);
    (&text[..end], text[end..].trim())
}

/// Returns a name without its article, with a capital: `Bouwsom` for «de bouwsom».
pub(super) fn plain_name(label: &str) -> String {
    let plain = ["de ", "het ", "een "].iter().find_map(|article| label.strip_prefix(article));
    kernel::capitalised(plain.unwrap_or(label))
}
