//! Samples of the decisions: L15 to L20.

use super::{bare, contract, day, decision, letter, matter, running, sample, with};
use crate::acknowledgement::Door;
use crate::composed::{
    Basis, Composed, Conclusion, Element, Judged, Matter, Outcome, Remedy, Views, ViewsState,
};
use crate::danger::{DangerDegree, DangerGround};
use crate::kind::LetterKind::{
    BrokenCondition, Contract, Grant, GrantWithConditions, Refusal, Withdrawal,
};
use crate::samples::Sample;

pub(super) fn samples() -> Vec<Sample> {
    let mut samples = grants();
    samples.extend(with_conditions());
    samples.extend(refusals());
    samples.extend(withdrawals());
    samples.extend(broken_conditions());
    samples.extend(contracts());
    samples
}

fn decided(before: Matter, outcome: Outcome, basis: Basis) -> Matter {
    Matter { decision: Some(decision(outcome, basis)), ..before }
}

fn grants() -> Vec<Sample> {
    let of = |before: Matter| -> Composed {
        let safe = Conclusion { on: day(2026, 10, 1), grounds: Vec::new() };
        let before = Matter { conclusion: Some(safe), ..before };
        letter(Grant, decided(before, Outcome::Grant, Basis::Nothing), &[])
    };
    vec![
        sample("l15-aanvraag", of(matter())),
        sample("l15-houder", of(running())),
        sample("l15-overeenkomst", of(contract())),
        sample("l15-kaal", bare(Grant)),
    ]
}

fn with_conditions() -> Vec<Sample> {
    let of = |before| {
        let matter = decided(before, Outcome::GrantWithConditions, Basis::Danger);
        letter(GrantWithConditions, matter, &[])
    };
    vec![
        sample("l16-aanvraag", of(matter())),
        sample("l16-houder", of(running())),
        sample("l16-overeenkomst", of(contract())),
        sample("l16-kaal", bare(GrantWithConditions)),
    ]
}

fn refusals() -> Vec<Sample> {
    let of = |views, basis| {
        let before = Matter { views: Some(views), ..matter() };
        letter(Refusal, decided(before, Outcome::Refuse, basis), &[])
    };
    let on = Some(day(2026, 10, 20));
    let full = of(Views { state: ViewsState::Written, on }, Basis::Danger);
    let mut appeal = full.clone();
    appeal.remedy =
        Some(Remedy { direct_appeal: true, known: true, until: Some(day(2026, 12, 18)) });
    // Ground a alone: how serious the offences are does not count (art. 3(5)b).
    let mut unused = of(Views { state: ViewsState::Unused, on: None }, Basis::Danger);
    let benefit = Judged { ground: DangerGround::Benefit, degree: Some(DangerDegree::Serious) };
    unused.matter.conclusion = Some(Conclusion { on: day(2026, 10, 1), grounds: vec![benefit] });
    let safe = Conclusion { on: day(2026, 10, 1), grounds: Vec::new() };
    let outside = Matter { conclusion: Some(safe), ..matter() };
    let outside = decided(outside, Outcome::Refuse, Basis::Other);
    vec![
        sample("l17-volledig", full),
        sample("l17-uitgebreide-procedure", appeal),
        sample("l17-lid-6", of(Views { state: ViewsState::Oral, on }, Basis::Obtained)),
        sample("l17-ongebruikt", unused),
        sample(
            "l17-niet-gevraagd",
            of(Views { state: ViewsState::Excepted, on: None }, Basis::Danger),
        ),
        sample("l17-andere-grond", letter(Refusal, outside, &[])),
        sample("l17-kaal", bare(Refusal)),
    ]
}

/// The subsidy that a determination or withdrawal is about, as its letter names it.
const GRANTED: (Element, &str) = (Element::Permit, "subsidie van 3 mei 2024, nummer SUB-2024-17");

fn subsidy() -> Matter {
    Matter {
        application: "een subsidie voor het Proeffestival in Fictiedam".to_owned(),
        door: Door::Subsidy,
        legal_bases: vec!["artikel 6 van de Wet Bibob".to_owned()],
        ..running()
    }
}

fn withdrawals() -> Vec<Sample> {
    let of = |before, outcome, entries: &[_]| {
        letter(Withdrawal, decided(before, outcome, Basis::Danger), entries)
    };
    vec![
        sample("l18-vergunning", of(running(), Outcome::Withdraw, &[])),
        sample("l18-subsidie", of(subsidy(), Outcome::Withdraw, &[GRANTED])),
        sample("l18-lager-vaststellen", of(subsidy(), Outcome::DetermineLower, &[GRANTED])),
        sample("l18-kaal", bare(Withdrawal)),
    ]
}

fn broken_conditions() -> Vec<Sample> {
    let step = |outcome, step| {
        let matter = decided(running(), outcome, Basis::BrokenCondition);
        letter(BrokenCondition, matter, &[(Element::ConditionStep, step)])
    };
    let lower = decided(subsidy(), Outcome::DetermineLower, Basis::BrokenCondition);
    let lower =
        letter(BrokenCondition, lower, &[(Element::ConditionStep, "lager-vaststellen"), GRANTED]);
    let elsewhere = decided(contract(), Outcome::End, Basis::BrokenCondition);
    vec![
        sample("l19-intrekken", step(Outcome::Withdraw, "intrekken")),
        sample("l19-wijzigen", step(Outcome::GrantWithConditions, "wijzigen")),
        sample("l19-lager-vaststellen", lower),
        sample("l19-overeenkomst", letter(BrokenCondition, elsewhere, &[])),
        sample("l19-kaal", bare(BrokenCondition)),
    ]
}

fn contracts() -> Vec<Sample> {
    let of = |before: Matter, outcome, step| {
        letter(Contract, decided(before, outcome, Basis::Danger), &[(Element::ContractStep, step)])
    };
    let building = Matter {
        application: "de verkoop van het pand Havenkade 1 in Fictiedam".to_owned(),
        door: Door::RealEstate,
        legal_bases: vec!["artikel 5a van de Wet Bibob".to_owned()],
        ..contract()
    };
    let mut tender = of(contract(), Outcome::NoContract, "niet-gunnen");
    let leaflet = [(Element::Clause, "paragraaf 4.2 van de aanbestedingsleidraad")];
    tender.elements = with(tender.elements, &leaflet);
    let mut empty = bare(Contract);
    empty.matter = Matter { door: Door::Contract, ..empty.matter };
    vec![
        sample("l20-niet-gunnen", tender),
        sample("l20-niet-aangaan", of(building.clone(), Outcome::NoContract, "niet-aangaan")),
        sample("l20-onderaannemer", of(contract(), Outcome::NoContract, "geen-onderaannemer")),
        sample("l20-opschorten", of(contract(), Outcome::End, "opschorten")),
        sample("l20-ontbinden", of(building, Outcome::End, "ontbinden")),
        sample("l20-doorgaan", of(contract(), Outcome::GrantWithConditions, "doorgaan")),
        sample("l20-kaal", empty),
    ]
}
