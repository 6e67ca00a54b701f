//! When it held, and since when we know.

use super::*;
use Relation::{Leidinggevende, Zeggenschaphebbende};

fn known(statements: Vec<Statement>, on: &str) -> Network {
    Network::known_on(subject_id(1), companies(3), statements, day(on)).expect("network")
}

fn found(network: &Network, question: &Question) -> usize {
    network.related(subject_id(2), question).paths.len()
}

#[test]
fn a_role_of_the_past_counts_and_one_of_the_future_does_not() {
    let mut held = draft(1, 2, Leidinggevende, 1);
    held.from_day = Some(day("2020-01-01"));
    held.until_day = Some(day("2021-12-31"));
    let net = known(vec![made(held)], TODAY);
    for (on, paths, past) in [
        ("2019-12-31", 0, false),
        ("2020-01-01", 1, false),
        ("2021-12-31", 1, false),
        ("2022-01-01", 1, true),
    ] {
        let question = Question::on(day(on));
        assert_eq!(found(&net, &question), paths, "{on}");
        let marks = net.relations(&question).rows.into_iter().flat_map(|row| row.path.marks);
        assert_eq!(marks.into_iter().any(|mark| mark == PathMark::Vroeger), past, "{on}");
    }
    let since =
        |first: &str| Question { not_ended_before: Some(day(first)), ..Question::on(day(TODAY)) };
    assert_eq!(found(&net, &since("2021-12-31")), 1);
    assert_eq!(found(&net, &since("2022-01-01")), 0);
}

#[test]
fn steps_that_miss_each_other_by_a_day_are_marked() {
    let mut early = draft(1, 2, Zeggenschaphebbende, 3);
    early.until_day = Some(day("2021-12-31"));
    let mut late = draft(2, 3, Leidinggevende, 1);
    late.from_day = Some(day("2022-01-01"));
    let apart = known(vec![made(early.clone()), made(late.clone())], TODAY);
    let marks = |net: &Network| {
        net.related(subject_id(2), &Question::on(day(TODAY))).paths[0].marks.clone()
    };
    assert!(marks(&apart).contains(&PathMark::NietTegelijk));
    late.from_day = Some(day("2021-12-31"));
    assert!(!marks(&known(vec![made(early), made(late)], TODAY)).contains(&PathMark::NietTegelijk));
}

#[test]
fn a_statement_counts_from_the_day_on_which_we_knew_it() {
    let held = || vec![statement(1, 2, Leidinggevende, 1)];
    let question = Question::on(day(TODAY));
    assert_eq!(found(&known(held(), "2025-12-31"), &question), 0);
    assert_eq!(found(&known(held(), "2026-01-01"), &question), 1);
}

#[test]
fn a_correction_takes_the_place_of_what_it_replaces_from_its_own_day() {
    let mut better = draft(2, 2, Zeggenschaphebbende, 1);
    better.known_since = day("2026-06-01");
    better.replaces = Some(statement_id(1));
    let both = || vec![statement(1, 2, Leidinggevende, 1), made(better.clone())];
    let ids = |net: &Network| net.statements().iter().map(Statement::id).collect::<Vec<_>>();
    assert_eq!(ids(&known(both(), "2026-05-31")), [statement_id(1)]);
    assert_eq!(ids(&known(both(), "2026-06-01")), [statement_id(2)]);
}

#[test]
fn what_cannot_be_a_network_is_refused() {
    let build = |nodes, statements| Network::known_on(subject_id(1), nodes, statements, day(TODAY));
    let lead = || statement(1, 2, Leidinggevende, 1);
    assert_eq!(
        build(companies(0), vec![]).expect_err("refused"),
        NetworkError::NoBetrokkene(subject_id(1))
    );
    assert_eq!(
        build(companies(1), vec![lead()]).expect_err("refused"),
        NetworkError::UnknownSubject { statement: statement_id(1), subject: subject_id(2) }
    );
    assert_eq!(
        build(companies(2), vec![lead(), lead()]).expect_err("refused"),
        NetworkError::DoubleStatement(statement_id(1))
    );
    let twice = companies(2).into_iter().chain(companies(1)).collect();
    assert_eq!(build(twice, vec![]).expect_err("refused"), NetworkError::DoubleNode(subject_id(1)));
    let mut one = draft(1, 2, Leidinggevende, 1);
    one.replaces = Some(statement_id(2));
    let mut two = draft(2, 2, Leidinggevende, 1);
    two.replaces = Some(statement_id(1));
    assert!(matches!(
        build(companies(2), vec![made(one), made(two)]).expect_err("refused"),
        NetworkError::ReplacedInCircle(_)
    ));
}
