//! What would lower the band: tried by making the change and scoring again.

use super::laws::{any_facts, any_findings};
use super::sample::{day, facts, finding, id, profile, rules};
use crate::{
    Change, Counterfactual, EvidenceStatus, Finding, Ground, Profile, counterfactual, score,
};
use chrono::NaiveDate;
use facts::Facts;
use kernel::Euro;
use proptest::prelude::*;
use serde_json::json;

fn on() -> NaiveDate {
    day("2026-11-26")
}

fn found(profile: &Profile, ground: Ground) -> Counterfactual {
    counterfactual(rules(), profile, on(), ground)
}

/// The points and the lower bound of the band on a ground.
fn standing(profile: &Profile, ground: Ground) -> (u32, u32) {
    let outcome = score(rules(), profile, on());
    let points = outcome.ground(ground).unwrap().points;
    (points, rules().band(ground, points).map_or(0, |band| band.from))
}

fn convicted(number: u128) -> Finding {
    Finding { status: EvidenceStatus::Veroordeling, ..finding(number, "drugsdelict") }
}

#[test]
fn the_lowest_band_cannot_be_lowered() {
    let answer = found(&profile(Vec::new(), Facts::default()), Ground::A);
    assert!(answer.sets.is_empty() && answer.complete);
}

#[test]
fn one_finding_can_be_enough_and_two_equal_ones_go_together() {
    let one = profile(vec![convicted(1), finding(2, "vals-stuk")], Facts::default());
    let answer = found(&one, Ground::A);
    assert_eq!((answer.points, answer.band.as_str()), (40, "verhoogd"));
    assert_eq!(answer.sets.len(), 1);
    assert_eq!(answer.sets[0].changes, [Change::BevindingWeg { bevinding: id(1) }]);
    assert_eq!((answer.sets[0].points, answer.sets[0].band.as_str()), (0, "laag"));
    let two = profile(vec![convicted(1), convicted(2)], Facts::default());
    let answer = found(&two, Ground::A);
    assert_eq!(answer.sets.len(), 1);
    assert_eq!(answer.sets[0].changes.len(), 2);
    let four = profile((1..=4).map(convicted).collect(), Facts::default());
    let answer = found(&four, Ground::A);
    assert!(answer.sets.is_empty() && answer.complete, "four changes would be needed");
}

#[test]
fn another_fact_or_a_known_date_can_be_enough() {
    let lent =
        Finding { benefit: Some(Euro::from_cents(2_000_000)), ..finding(1, "contante-lening") };
    let known = facts(
        &json!({ "doel": "belegging", "branches": [], "bouwsom": { "bedrag": "1.00", "btw": "exclusief" } }),
    );
    let strong = profile(vec![lent, convicted(2)], known);
    let answer = found(&strong, Ground::A);
    assert_eq!((answer.points, answer.band.as_str()), (75, "hoog"));
    // Each finding alone is enough; a fact takes fifteen points, which is not.
    assert_eq!(answer.sets.iter().map(|set| set.points).collect::<Vec<_>>(), [35, 40]);
    let undated = Finding { happened_on: None, ..convicted(1) };
    let answer = found(&profile(vec![undated], Facts::default()), Ground::A);
    let changes: Vec<&Change> = answer.sets.iter().flat_map(|set| &set.changes).collect();
    assert_eq!(
        changes,
        [
            &Change::BevindingWeg { bevinding: id(1) },
            &Change::DatumBekend { bevinding: id(1), datum: day("2016-11-25") },
        ]
    );
}

#[test]
fn a_fact_is_shown_with_its_other_value() {
    let lent = Finding {
        benefit: Some(Euro::from_cents(2_000_000)),
        happened_on: Some(day("2023-06-01")),
        ..finding(1, "contante-lening")
    };
    let known = facts(&json!({ "doel": "belegging", "branches": ["horeca"] }));
    let answer = found(&profile(vec![lent], known), Ground::A);
    assert_eq!(answer.points, 28);
    let told: Vec<(u32, String)> = answer
        .sets
        .iter()
        .map(|set| (set.points, serde_json::to_string(&set.changes).expect("json")))
        .collect();
    let change = |fact: &str, value: &str| {
        format!("[{{\"soort\":\"feit-anders\",\"feit\":\"{fact}\",\"waarde\":\"{value}\"}}]")
    };
    let removed = format!("[{{\"soort\":\"bevinding-weg\",\"bevinding\":\"{}\"}}]", id(1));
    assert_eq!(
        told,
        [
            (0, removed),
            (16, change("doel", "bedrijf")),
            (16, change("branches", "horeca, kapsalon")),
        ]
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn making_the_changes_lowers_the_band_as_shown(findings in any_findings(), facts in any_facts()) {
        let profile = profile(findings, facts);
        for ground in Ground::ALL {
            let (points, from) = standing(&profile, ground);
            let answer = found(&profile, ground);
            prop_assert_eq!(&answer, &found(&profile, ground));
            prop_assert_eq!(answer.points, points);
            for set in &answer.sets {
                let changed = set.changes.iter().fold(profile.clone(), |now, change| change.apply(&now));
                let (after, _) = standing(&changed, ground);
                prop_assert_eq!(after, set.points);
                prop_assert!(after < from);
                let sizes = answer.sets.iter().map(|other| other.changes.len());
                prop_assert!(sizes.eq(answer.sets.iter().map(|_| set.changes.len())), "one size");
            }
        }
    }

    /// A finding whose removal alone lowers the band is always among the sets, and then no set is larger.
    #[test]
    fn no_smaller_set_is_missed(findings in any_findings(), facts in any_facts()) {
        let profile = profile(findings, facts);
        for ground in Ground::ALL {
            let (_, from) = standing(&profile, ground);
            let answer = found(&profile, ground);
            let lowers = |without: &Profile| standing(without, ground).0 < from;
            for one in profile.findings() {
                let removed = Change::BevindingWeg { bevinding: one.id };
                if lowers(&profile.without(one.id)) {
                    prop_assert!(answer.sets.iter().any(|set| set.changes == [removed.clone()]));
                }
                for other in profile.findings() {
                    let without = profile.without(one.id).without(other.id);
                    if lowers(&without) {
                        prop_assert!(answer.sets.iter().all(|set| set.changes.len() <= 2));
                        prop_assert!(!answer.sets.is_empty());
                    }
                }
            }
        }
    }
}
