//! What each possible answer to a missing fact would lead to.

use super::assess::{ScopeDecision, assess_facts};
use super::policy::{Policy, Stand};
use super::regime::Regime;
use chrono::NaiveDate;
use facts::{
    Amount, AmountOperator, Application, Code, Condition, EarlierScreening, FactDef, FactId,
    FactType, FactValue, FigureSource, LimitVat, OtherApplication, Test, Vat,
};
use kernel::Euro;
use std::collections::BTreeSet;

/// A possible answer and the regime it would lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consequence {
    /// The answer in Dutch.
    pub answer: String,
    /// The regime that follows, which may still be undetermined when more is missing.
    pub regime: Regime,
}

/// Returns what every possible answer about `fact` would lead to, all else being as it is.
///
/// Answers that the conditions cannot tell apart are put together: an amount is split only where a rule has a limit.
pub fn consequences(
    policy: &Policy,
    application: &Application,
    decision: &ScopeDecision<'_>,
    fact: FactId,
) -> Vec<Consequence> {
    let def = policy.vocabulary.def(fact);
    let tests: Vec<&Test> = conditions(policy, decision)
        .flat_map(Condition::tests)
        .filter(|(_, tested, _)| *tested == fact)
        .map(|(_, _, test)| test)
        .collect();
    let sums = conditions(policy, decision)
        .flat_map(Condition::tests)
        .filter_map(|(_, measure, test)| other_applications(fact, measure, test, decision.on));
    let mut results: Vec<Consequence> = Vec::new();
    for (answer, value) in possible_answers(def, &tests, decision.on).into_iter().chain(sums) {
        let facts = application.facts.with(fact, value);
        let Ok(decision) = assess_facts(policy, decision.kind, &facts, decision.on) else {
            continue;
        };
        results.push(Consequence { answer, regime: decision.regime });
    }
    results
}

/// Returns every condition that can play a part: legal positions, rules, and what breaks them.
fn conditions<'p>(
    policy: &'p Policy,
    decision: &ScopeDecision<'p>,
) -> impl Iterator<Item = &'p Condition> {
    let party = policy.party.kind;
    let applies = move |stand: &&Stand| stand.parties.contains(&party);
    let stands = decision.kind.stands.iter().filter(applies).filter_map(|s| s.when.as_ref());
    let rules: Vec<&Condition> = decision
        .rules
        .iter()
        .flat_map(|outcome| [&outcome.rule.when, &outcome.rule.broken_by])
        .filter_map(Option::as_ref)
        .collect();
    stands.chain(rules)
}

fn possible_answers(def: &FactDef, tests: &[&Test], on: NaiveDate) -> Vec<(String, FactValue)> {
    match &def.kind {
        FactType::Amount { .. } => amounts(tests),
        FactType::Choice(list) => list
            .ids()
            .filter_map(|id| list.code(id))
            .map(|code| (list.label(&code).to_owned(), FactValue::Codes(vec![code])))
            .collect(),
        FactType::Codes(list) => {
            let wanted = tested_codes(tests);
            let mut answers: Vec<(String, FactValue)> = wanted
                .into_iter()
                .map(|code| (list.label(code).to_owned(), FactValue::Codes(vec![code.clone()])))
                .collect();
            let asks_for_any = tests.iter().any(|test| matches!(test, Test::Present(_)));
            let any = list.ids().find_map(|id| list.code(id)).filter(|_| asks_for_any);
            answers
                .extend(any.map(|code| ("één of meer".to_owned(), FactValue::Codes(vec![code]))));
            let none = if answers.is_empty() || asks_for_any { "geen" } else { "geen van deze" };
            answers.push((none.to_owned(), FactValue::Codes(Vec::new())));
            answers
        }
        FactType::YesNo => [(true, "ja"), (false, "nee")]
            .map(|(value, word)| (word.to_owned(), FactValue::YesNo(value)))
            .into(),
        FactType::Postcode => postcodes(tests),
        FactType::Date | FactType::Screening => recent(tests, on),
        FactType::Applications => {
            vec![("geen andere aanvragen".to_owned(), FactValue::Applications(Vec::new()))]
        }
    }
}

/// An answer that passes the limit of a test that adds up the applications listed in `fact`.
fn other_applications(
    fact: FactId,
    measure: FactId,
    test: &Test,
    on: NaiveDate,
) -> Option<(String, FactValue)> {
    let Test::Amount(test) = test else { return None };
    let sum = test.aggregation.as_ref().filter(|sum| sum.others == fact)?;
    let above = Euro::from_cents(test.limit.cents() + 1);
    let vat = Vat::Exclusive(None);
    let amount = Amount { euro: above, vat, source: Some(FigureSource::BevoegdGezag) };
    let other = OtherApplication {
        measure,
        amount,
        received_on: on,
        shared: vec![sum.shared.clone()],
        pending: false,
    };
    let answer = format!("samen met andere aanvragen meer dan {}", test.limit);
    Some((answer, FactValue::Applications(vec![other])))
}

/// None, and one that is recent enough for each test.
fn recent(tests: &[&Test], on: NaiveDate) -> Vec<(String, FactValue)> {
    let mut answers = vec![("geen".to_owned(), FactValue::Nothing)];
    answers.extend(tests.iter().filter_map(|test| match test {
        Test::Past(test) => {
            let months = test.within_months;
            Some((format!("ten hoogste {months} maanden geleden"), FactValue::Date(on)))
        }
        Test::Screening(test) => {
            let screening = EarlierScreening {
                concluded_on: on,
                no_danger: true,
                same_financing: true,
                changed: false,
            };
            let months = test.within_months;
            let answer =
                format!("ten hoogste {months} maanden geleden, zonder gevaar en ongewijzigd");
            Some((answer, FactValue::Screening(screening)))
        }
        _ => None,
    }));
    answers
}

fn tested_codes<'t>(tests: &[&'t Test]) -> BTreeSet<&'t Code> {
    tests
        .iter()
        .filter_map(|test| match test {
            Test::OneOf { codes, .. } => Some(codes),
            _ => None,
        })
        .flatten()
        .collect()
}

fn postcodes(tests: &[&Test]) -> Vec<(String, FactValue)> {
    let prefixes = tests.iter().filter_map(|test| match test {
        Test::Postcode { prefixes, .. } => Some(prefixes),
        _ => None,
    });
    let mut answers: Vec<(String, FactValue)> = prefixes
        .flatten()
        .collect::<BTreeSet<_>>()
        .into_iter()
        .map(|prefix| (format!("postcode {prefix}"), FactValue::Postcode(prefix.clone())))
        .collect();
    answers.push(("een andere postcode".to_owned(), FactValue::Nothing));
    answers
}

/// The last cent below a limit, and how the limit is written on both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Cut {
    last_below: i64,
    limit: Euro,
    limit_is_below: bool,
}

impl Cut {
    fn of(test: &Test) -> Option<(Self, LimitVat)> {
        let Test::Amount(test) = test else { return None };
        let limit_is_below =
            matches!(test.operator, AmountOperator::MoreThan | AmountOperator::UpTo);
        let last_below = test.limit.cents() - i64::from(!limit_is_below);
        Some((Self { last_below, limit: test.limit, limit_is_below }, test.vat))
    }

    fn below(self) -> String {
        let word = if self.limit_is_below { "tot en met" } else { "minder dan" };
        format!("{word} {}", self.limit)
    }

    fn above(self) -> String {
        let word = if self.limit_is_below { "meer dan" } else { "vanaf" };
        format!("{word} {}", self.limit)
    }
}

/// Splits the amounts at every limit and takes one amount from each band.
fn amounts(tests: &[&Test]) -> Vec<(String, FactValue)> {
    let cuts: BTreeSet<Cut> =
        tests.iter().copied().filter_map(Cut::of).map(|(cut, _)| cut).collect();
    let vat = tests.iter().copied().filter_map(Cut::of).map(|(_, vat)| vat).next();
    let (vat, suffix) = match vat {
        Some(LimitVat::Inclusive) => (Vat::Inclusive(None), " inclusief btw"),
        Some(LimitVat::NotApplicable) | None => (Vat::Exclusive(None), ""),
        Some(LimitVat::Exclusive | LimitVat::Unstated) => (Vat::Exclusive(None), " exclusief btw"),
    };
    let value = |cents: i64| {
        let source = Some(FigureSource::BevoegdGezag);
        FactValue::Amount(Amount { euro: Euro::from_cents(cents), vat, source })
    };
    let cuts: Vec<Cut> = cuts.into_iter().collect();
    let mut answers: Vec<(String, FactValue)> = Vec::new();
    for (index, cut) in cuts.iter().enumerate() {
        let from = index.checked_sub(1).and_then(|before| cuts.get(before));
        let from = from.map_or_else(String::new, |before| before.above() + " ");
        answers.push((format!("{from}{}{suffix}", cut.below()), value(cut.last_below.max(0))));
    }
    match cuts.last() {
        Some(last) => {
            answers.push((format!("{}{suffix}", last.above()), value(last.last_below + 1)));
        }
        None => answers.push(("elk bedrag".to_owned(), value(0))),
    }
    answers
}
