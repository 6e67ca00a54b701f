//! A test run of a candidate rule set.

use super::sample::{INDICATORS, MODEL, build, day, finding, profile, rules};
use crate::{Comparison, EvidenceStatus, Finding, Ground, Moved, Profile, RuleSet, compare};
use facts::Facts;
use kernel::{CaseId, Id};
use uuid::Uuid;

/// The sample with heavier drug offences and without the cash loan.
fn candidate() -> RuleSet {
    let indicators = INDICATORS
        .replace("punten = 40", "punten = 60")
        .replace("id = \"contant\"", "id = \"contant-nieuw\"")
        .replace("ernst = \"stevig\"", "ernst = \"zwaar\"");
    build(MODEL, &indicators).expect("candidate")
}

fn numbered(number: u128, findings: Vec<Finding>) -> Profile {
    Profile {
        file: CaseId::from_uuid(Uuid::from_u128(number)),
        ..profile(findings, Facts::default())
    }
}

fn profiles() -> Vec<Profile> {
    let convicted = Finding { status: EvidenceStatus::Veroordeling, ..finding(1, "drugsdelict") };
    vec![
        numbered(1, Vec::new()),
        numbered(2, vec![convicted.clone()]),
        numbered(3, vec![finding(2, "contante-lening")]),
        numbered(4, vec![convicted, finding(2, "contante-lening")]),
    ]
}

fn run(profiles: Vec<Profile>) -> (Comparison, Vec<Moved>) {
    let mut moved = Vec::new();
    let new = candidate();
    let comparison = compare((rules(), &new), day("2026-11-26"), profiles, |one| moved.push(one));
    (comparison, moved)
}

#[test]
fn who_moves_and_which_indicator_does_it_is_told() {
    let (comparison, moved) = run(profiles());
    assert_eq!((comparison.profiles, comparison.moved), (4, 2));
    let told: Vec<(u128, Ground, &str, &str)> = moved
        .iter()
        .map(|one| (one.file.uuid().as_u128(), one.ground, one.from.as_str(), one.to.as_str()))
        .collect();
    assert_eq!(told, [(2, Ground::A, "verhoogd", "hoog"), (3, Ground::A, "verhoogd", "laag")]);
    let count = |band: &str| {
        let found = comparison.bands.iter().find(|one| one.ground == Ground::A && one.band == band);
        found.map(|one| (one.before, one.after)).expect("band")
    };
    assert_eq!((count("laag"), count("verhoogd"), count("hoog")), ((1, 2), (2, 0), (1, 2)));
    let counts: Vec<(&str, u64, u64)> = comparison
        .indicators
        .iter()
        .filter(|one| one.gained + one.lost > 0)
        .map(|one| (one.indicator.as_str(), one.gained, one.lost))
        .collect();
    assert_eq!(counts, [("contant", 0, 2)]);
}

#[test]
fn two_halves_make_the_whole() {
    let (whole, _) = run(profiles());
    let (first, _) = run(profiles()[..2].to_vec());
    let (second, _) = run(profiles()[2..].to_vec());
    assert_eq!(first.clone().merged(&second), Some(whole));
    let same = compare((rules(), rules()), day("2026-11-26"), profiles(), |_| ());
    assert_eq!(same.moved, 0);
    assert_eq!(first.merged(&same), None);
}
