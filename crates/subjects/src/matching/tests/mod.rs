//! Matching: every rule with its own list of invented names, and what must hold for all names.

mod details;
mod keys;
mod organisations;
mod persons;
mod properties;
mod reasons;

use super::{Bands, Born, Comparison, NameKind, Prepared, Profile, compare, score};

/// A person with a date of birth; an empty one is unknown.
fn person(name: &str, born: &str) -> Prepared {
    Profile::named(NameKind::Persoon, name).born(Born::read(born)).prepare()
}

fn company(name: &str) -> Prepared {
    Profile::named(NameKind::Organisatie, name).prepare()
}

fn compared(left: &Prepared, right: &Prepared) -> Comparison {
    let comparison = compare(left, right, Bands::default());
    assert_eq!(score(left, right).points, comparison.score, "two ways to one score");
    comparison
}

/// Where `mogelijk` and `sterk` begin.
const POSSIBLE: u16 = 700;
const STRONG: u16 = 850;

/// Asserts that each pair of persons, born on one day, is at least `mogelijk`.
fn same_persons(pairs: &[(&str, &str)]) {
    for (left, right) in pairs {
        let comparison = compared(&person(left, "1971-03-04"), &person(right, "1971-03-04"));
        assert!(comparison.score >= POSSIBLE, "{left} | {right}: {}", told(&comparison));
    }
}

/// Asserts that no pair of persons, born on one day, is as much as `mogelijk`.
fn other_persons(pairs: &[(&str, &str)]) {
    for (left, right) in pairs {
        let comparison = compared(&person(left, "1971-03-04"), &person(right, "1971-03-04"));
        assert!(comparison.score < POSSIBLE, "{left} | {right}: {}", told(&comparison));
    }
}

fn same_companies(pairs: &[(&str, &str)]) {
    for (left, right) in pairs {
        let comparison = compared(&company(left), &company(right));
        assert!(comparison.score >= POSSIBLE, "{left} | {right}: {}", told(&comparison));
    }
}

fn other_companies(pairs: &[(&str, &str)]) {
    for (left, right) in pairs {
        let comparison = compared(&company(left), &company(right));
        assert!(comparison.score < POSSIBLE, "{left} | {right}: {}", told(&comparison));
    }
}

fn told(comparison: &Comparison) -> String {
    format!("{} {}", comparison.score, comparison.text())
}
