//! The elements of art. 3 beside the findings: what each rests on, and what is still missing.

use super::sample::{day, finding, id, profile, rules, step};
use crate::{
    Certainty, Connected, Element, ElementLine, EvidenceStatus, Finding, FindingId, Ground,
    RoleStep, elements,
};
use facts::Facts;
use kernel::Euro;
use subjects::RoleKind;

fn line(findings: Vec<Finding>, ground: Ground, element: Element) -> ElementLine {
    let profile = profile(findings, Facts::default());
    let grounds = elements(rules(), &profile, day("2026-11-26"));
    let found = grounds.into_iter().find(|found| found.ground == ground).expect("ground");
    found.elements.into_iter().find(|line| line.element == element).expect("element")
}

fn rests_on(line: &ElementLine, there: &[FindingId], missing: &[FindingId]) {
    assert_eq!((line.findings.as_slice(), line.missing.as_slice()), (there, missing), "{line:?}");
}

#[test]
fn each_ground_has_the_elements_of_its_own_paragraph() {
    let profile = profile(Vec::new(), Facts::default());
    let names = |ground: Ground| {
        let grounds = elements(rules(), &profile, day("2026-11-26"));
        let found = grounds.into_iter().find(|found| found.ground == ground).expect("ground");
        assert!(found.elements.iter().all(|line| line.findings.is_empty()));
        found.elements.into_iter().map(|line| line.element).collect::<Vec<_>>()
    };
    assert!(names(Ground::A).contains(&Element::Voordeel));
    assert!(!names(Ground::A).contains(&Element::Aantal));
    assert!(names(Ground::B).contains(&Element::Aantal));
    assert!(names(Ground::B).contains(&Element::Samenhang));
    assert!(!names(Ground::B).contains(&Element::Voordeel));
    assert!(!names(Ground::Lid6).contains(&Element::Relatie));
}

#[test]
fn a_suspicion_is_weighed_and_an_indicating_fact_needs_no_weighing() {
    let weighed = finding(1, "contante-lening");
    let open = Finding {
        status: EvidenceStatus::Vermoeden { ernst: None },
        ..finding(2, "contante-lening")
    };
    let convicted = Finding { status: EvidenceStatus::Veroordeling, ..finding(3, "drugsdelict") };
    let all = vec![weighed, open, convicted];
    rests_on(&line(all.clone(), Ground::A, Element::Ernst), &[id(1)], &[id(2)]);
    rests_on(&line(all, Ground::A, Element::Feiten), &[id(1), id(2), id(3)], &[]);
}

#[test]
fn after_an_acquittal_an_offence_stands_beside_no_element() {
    let acquitted = Finding { status: EvidenceStatus::Vrijspraak, ..finding(1, "drugsdelict") };
    for (ground, element) in [(Ground::A, Element::Feiten), (Ground::B, Element::Aantal)] {
        rests_on(&line(vec![acquitted.clone()], ground, element), &[], &[]);
    }
}

#[test]
fn the_benefit_is_asked_only_where_the_kind_needs_it() {
    let known = Finding { benefit: Some(Euro::from_cents(1)), ..finding(1, "contante-lening") };
    let all = vec![known, finding(2, "contante-lening"), finding(3, "los")];
    rests_on(&line(all, Ground::A, Element::Voordeel), &[id(1)], &[id(2)]);
}

#[test]
fn without_connection_an_offence_is_no_fact_on_the_b_ground() {
    let mut open = finding(1, "drugsdelict");
    open.connection.answer = Connected::Onbekend;
    let mut apart = finding(2, "drugsdelict");
    apart.connection.answer = Connected::Nee;
    let all = vec![open, apart, finding(3, "drugsdelict")];
    rests_on(&line(all.clone(), Ground::B, Element::Samenhang), &[id(3)], &[id(1)]);
    rests_on(&line(all.clone(), Ground::B, Element::Feiten), &[id(3)], &[id(1)]);
    rests_on(&line(all, Ground::B, Element::Aantal), &[id(3)], &[id(1)]);
}

#[test]
fn a_possible_relation_and_an_unknown_day_are_missing() {
    let partner = step(RoleKind::ZakelijkSamenwerkingsverband);
    let possible = RoleStep { certainty: Certainty::Mogelijk, ..partner.clone() };
    let mut doubtful = finding(1, "drugsdelict");
    doubtful.path = vec![possible];
    let mut undated = Finding { happened_on: None, ..finding(2, "drugsdelict") };
    undated.path = vec![partner];
    let all = vec![doubtful, undated];
    rests_on(&line(all.clone(), Ground::B, Element::Tijdsverloop), &[id(1)], &[id(2)]);
    // A kind that does not ask for the relation still shows it as one that may be there.
    rests_on(&line(all, Ground::B, Element::Relatie), &[id(2)], &[id(1)]);
}
