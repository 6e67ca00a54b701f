//! Networks that somebody would make to break us: long chains, rings, cliques. An answer or a visible mark, never a stack overflow.

use super::*;
use Relation::{Leidinggevende, Vermogensverschaffer, Zeggenschaphebbende};

fn exact(number: u128, from: u128, part: u32, to: u128) -> Statement {
    share(number, from, (part, part), to)
}

fn asked() -> Question {
    Question { most_steps: usize::MAX, ..Question::on(day(TODAY)) }
}

/// Each company is wholly the next one's.
fn chain(length: u128) -> Network {
    network(length, (1..length).map(|number| exact(number, number + 1, 10_000, number)).collect())
}

#[test]
fn a_chain_of_ten_thousand_is_cut_visibly_and_overflows_nothing() {
    let net = chain(10_000);
    let cut = Cut::TeVeelPersonen { limit: MOST_NODES };
    let found = net.related(subject_id(5_000), &asked());
    assert_eq!((found.paths[0].steps.len(), found.cuts), (4_999, vec![]));
    let beyond = net.related(subject_id(5_001), &asked());
    assert_eq!((beyond.paths.len(), beyond.cuts), (0, vec![cut]));
    assert_eq!(net.frontier(&asked()).cuts, [cut]);
    let owned = net.owners(subject_id(1), 10_000, day(TODAY));
    assert!(
        owned.cuts.contains(&cut) && owned.cuts.contains(&Cut::TeVeelRijen { limit: MOST_PATHS })
    );
    assert_eq!(owned.owners.len(), MOST_PATHS);
    assert!(owned.owners.iter().all(|owner| owner.low == Fraction::of_hundredths(10_000)));
    assert!(net.controllers(subject_id(1), day(TODAY)).cuts.contains(&cut));
}

#[test]
fn a_chain_of_lenders_is_followed_to_its_end() {
    let lend = |number| statement(number, number + 1, Vermogensverschaffer, number);
    let net = network(5_000, (1..5_000).map(lend).collect());
    let money = net.financing(subject_id(1), None, &asked());
    let end = Origin { kind: OriginKind::Onbekend, subject: subject_id(5_000) };
    assert_eq!((money.lenders[0].origins.as_slice(), money.cuts.len()), ([end].as_slice(), 0));
}

#[test]
fn a_closed_ring_of_a_thousand_is_reported() {
    let ring = |number| exact(number, number % 1_000 + 1, 10_000, number);
    let net = network(1_000, (1..=1_000).map(ring).collect());
    let owned = net.owners(subject_id(1), 2_500, day(TODAY));
    assert_eq!((owned.rings.len(), owned.rings[0].subjects.len()), (1, 1_000));
    assert_eq!(owned.cuts, [Cut::TeVeelRijen { limit: MOST_PATHS }]);
}

#[test]
fn two_joined_rings_with_one_owner_outside_are_his() {
    let mut statements = Vec::new();
    for number in 1..=100_u128 {
        let base = (number - 1) / 50 * 50;
        let next = base + number % 50 + 1;
        let part = if number == 1 || number == 51 { 9_000 } else { 10_000 };
        statements.push(exact(number, next, part, number));
    }
    statements.push(exact(101, 51, 1_000, 1));
    statements.push(exact(102, 101, 1_000, 51));
    let net = network(101, statements);
    let owned = net.owners(subject_id(1), 2_500, day(TODAY));
    assert!(owned.rings.is_empty() && owned.cuts.is_empty());
    let outside =
        owned.owners.iter().find(|owner| owner.subject == subject_id(101)).expect("owner");
    assert_eq!(outside.low, Fraction::of_hundredths(10_000));
    assert_eq!(outside.low, outside.high);
}

/// Everybody holds as much of everybody; company 61 holds a hundredth of a per cent of the first.
fn clique() -> Network {
    let mut statements = Vec::new();
    let mut number = 0;
    for from in 1..=60 {
        for to in (1..=60).filter(|to| *to != from) {
            number += 1;
            statements.push(exact(number, from, 169, to));
        }
    }
    statements.push(exact(number + 1, 61, 29, 1));
    network(61, statements)
}

#[test]
fn a_clique_of_sixty_is_solved_and_its_paths_are_counted() {
    let net = clique();
    let owned = net.owners(subject_id(1), 0, day(TODAY));
    assert!(owned.cuts.is_empty(), "{:?}", owned.cuts);
    assert_eq!(owned.owners.len(), 60);
    let lead = net.related(subject_id(2), &asked());
    // 59 of 58 two-step paths and one direct, each company a way of its own, up and down.
    assert_eq!(lead.paths.len(), 118);
    assert!(lead.paths.iter().all(|path| path.steps.len() <= 2));
    assert!(net.controllers(subject_id(1), day(TODAY)).rows.is_empty());
}

#[test]
fn more_paths_than_an_answer_holds_are_cut_visibly() {
    let statements = (1..=300).map(|number| statement(number, 2, Leidinggevende, 1)).collect();
    let found = network(2, statements).related(subject_id(2), &asked());
    assert_eq!((found.paths.len(), found.cuts), (200, vec![Cut::TeVeelPaden { limit: 200 }]));
}

#[test]
fn a_part_of_nothing_is_no_part() {
    let net = network(2, vec![exact(1, 2, 0, 1)]);
    assert!(net.owners(subject_id(1), 0, day(TODAY)).owners.is_empty());
    assert!(net.controllers(subject_id(1), day(TODAY)).rows.is_empty());
    assert_eq!(
        net.related(subject_id(2), &asked()).paths.len(),
        1,
        "that it was stated stays visible"
    );
}

#[test]
fn a_relation_with_oneself_leads_nowhere() {
    let looped = |relation, number| statement(number, 1, relation, 1);
    let net = network(
        1,
        vec![
            looped(Leidinggevende, 1),
            looped(Zeggenschaphebbende, 2),
            looped(Vermogensverschaffer, 3),
        ],
    );
    assert!(net.relations(&asked()).rows.is_empty());
    assert!(net.financing(subject_id(1), None, &asked()).lenders.is_empty());
    assert_eq!(net.owners(subject_id(1), 0, day(TODAY)).rings.len(), 1);
}
