//! The changes that are worth trying: only those that an indicator with points depends on.

use super::Change;
use crate::indicator::Indicator;
use crate::prepared::Prepared;
use crate::ruleset::RuleSet;
use chrono::NaiveDate;
use facts::{Amount, AmountTest, Code, CodeList, FactId, FactType, FactValue, LimitVat, Test, Vat};
use kernel::Euro;
use std::collections::BTreeMap;

/// A change with what it can bring about.
pub(super) struct Candidate {
    pub(super) change: Change,
    /// The place of the finding among those that are seen.
    pub(super) seen: Option<usize>,
    /// The places of the indicators that depend on what changes.
    pub(super) touches: Vec<usize>,
    /// The most points that can fall away.
    pub(super) gain: u32,
}

/// Returns the changes that can lower the score, the one that can lower it most first; equal ones in the order of findings and facts.
pub(super) fn candidates(
    rules: &RuleSet,
    prepared: &Prepared<'_>,
    weighed: &[(&Indicator, u32)],
) -> Vec<Candidate> {
    let mut found = of_findings(rules, prepared, weighed);
    found.extend(of_facts(rules, prepared, weighed));
    found.retain(|candidate| candidate.gain > 0);
    found.sort_by_key(|candidate| u32::MAX - candidate.gain);
    found
}

fn of_findings(
    rules: &RuleSet,
    prepared: &Prepared<'_>,
    weighed: &[(&Indicator, u32)],
) -> Vec<Candidate> {
    let mut by_kind: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (place, (indicator, _)) in weighed.iter().enumerate() {
        indicator.when.findings(&mut |test| {
            for kind in &test.kinds {
                let places = by_kind.entry(*kind).or_default();
                if places.last() != Some(&place) {
                    places.push(place);
                }
            }
        });
    }
    let mut found = Vec::new();
    for (place, seen) in prepared.seen.iter().enumerate() {
        let touches = by_kind.get(&seen.kind).cloned().unwrap_or_default();
        let id = seen.finding.id;
        let mut add = |change| {
            let (gain, touches) = (gain(weighed, &touches), touches.clone());
            found.push(Candidate { change, seen: Some(place), touches, gain });
        };
        add(Change::BevindingWeg { bevinding: id });
        let long_ago = rules.model.fading.long_ago(prepared.view.on);
        if let Some(day) = long_ago.filter(|_| seen.day.is_none()) {
            let day: NaiveDate = day.min(seen.finding.obtained_on);
            add(Change::DatumBekend { bevinding: id, datum: day });
        }
    }
    found
}

fn gain(weighed: &[(&Indicator, u32)], touches: &[usize]) -> u32 {
    touches.iter().filter_map(|place| weighed.get(*place)).map(|(_, points)| points).sum()
}

/// The tests of one fact, and the indicators that read it.
#[derive(Default)]
struct Read<'r> {
    tests: Vec<&'r Test>,
    touches: Vec<usize>,
}

fn of_facts(
    rules: &RuleSet,
    prepared: &Prepared<'_>,
    weighed: &[(&Indicator, u32)],
) -> Vec<Candidate> {
    let mut read: BTreeMap<FactId, Read<'_>> = BTreeMap::new();
    for (place, (indicator, _)) in weighed.iter().enumerate() {
        indicator.when.facts(&mut |condition| {
            let condition = rules.conditions.get(condition).into_iter();
            for (_, fact, test) in condition.flat_map(facts::Condition::tests) {
                let entry = read.entry(fact).or_default();
                entry.tests.push(test);
                if entry.touches.last() != Some(&place) {
                    entry.touches.push(place);
                }
            }
        });
    }
    let mut found = Vec::new();
    for (fact, Read { tests, touches }) in read {
        let def = rules.vocabulary.def(fact);
        let gain = gain(weighed, &touches);
        let Some(known) = prepared.view.facts.get(fact).filter(|_| gain > 0) else { continue };
        for value in alternatives(known, &def.kind, &tests) {
            let waarde = value.words(def, &rules.vocabulary);
            let change = Change::FeitAnders { feit: def.id.clone(), waarde, fact, value };
            found.push(Candidate { change, seen: None, touches: touches.clone(), gain });
        }
    }
    found
}

/// Returns other declared values of a fact, on each side of every test of it.
fn alternatives(known: &FactValue, kind: &FactType, tests: &[&Test]) -> Vec<FactValue> {
    let values = match (kind, known) {
        (FactType::YesNo, FactValue::YesNo(now)) => vec![FactValue::YesNo(!now)],
        (FactType::Choice(list), _) => other_choices(list, tests),
        (FactType::Codes(_), FactValue::Codes(now)) => other_codes(now, tests),
        (FactType::Amount { .. }, FactValue::Amount(now)) => other_amounts(now, tests),
        (FactType::Date, _) => vec![FactValue::Nothing],
        _ => Vec::new(),
    };
    let mut others: Vec<FactValue> = Vec::new();
    for value in values {
        if value != *known && !others.contains(&value) {
            others.push(value);
        }
    }
    others
}

fn named<'t>(tests: &[&'t Test]) -> Vec<&'t Code> {
    let lists = tests.iter().filter_map(|test| match test {
        Test::OneOf { codes, .. } => Some(codes),
        _ => None,
    });
    lists.flatten().collect()
}

/// Every choice that a test names, and the first that none names.
fn other_choices(list: &CodeList, tests: &[&Test]) -> Vec<FactValue> {
    let named = named(tests);
    let declared: Vec<Code> = list.ids().filter_map(|id| list.code(id)).collect();
    let unnamed = declared.iter().find(|code| !named.contains(code));
    named.into_iter().chain(unnamed).map(|code| FactValue::Codes(vec![code.clone()])).collect()
}

/// The codes without those that a test names, and with each of those.
fn other_codes(now: &[Code], tests: &[&Test]) -> Vec<FactValue> {
    let named = named(tests);
    let without: Vec<Code> = now.iter().filter(|code| !named.contains(code)).cloned().collect();
    let with = |code: &Code| {
        let mut codes = now.to_vec();
        codes.push(code.clone());
        codes.sort();
        codes.dedup();
        FactValue::Codes(codes)
    };
    std::iter::once(FactValue::Codes(without)).chain(named.into_iter().map(with)).collect()
}

/// The limit of each test, and a cent on either side of it.
fn other_amounts(now: &Amount, tests: &[&Test]) -> Vec<FactValue> {
    let around = |test: &AmountTest| {
        let vat = match test.vat {
            LimitVat::Exclusive => Vat::Exclusive(None),
            LimitVat::Inclusive => Vat::Inclusive(None),
            LimitVat::Unstated | LimitVat::NotApplicable => now.vat,
        };
        let source = test.source.or(now.source);
        let limit = test.limit.cents();
        let near = [limit - 1, limit, limit + 1].into_iter().filter(|cents| *cents >= 0);
        let amount = move |cents| Amount { euro: Euro::from_cents(cents), vat, source };
        near.map(move |cents| FactValue::Amount(amount(cents))).collect::<Vec<_>>()
    };
    let tests = tests.iter().filter_map(|test| match test {
        Test::Amount(test) => Some(test),
        _ => None,
    });
    tests.flat_map(around).collect()
}
