//! Properties that hold for every profile.

use super::sample::{day, facts, finding, profile, rules, step};
use crate::{
    Certainty, Connected, EvidenceStatus, Finding, Ground, Profile, RoleStep, Seriousness, Tense,
    points, score,
};
use chrono::{Days, NaiveDate};
use facts::Facts;
use kernel::Euro;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::json;
use subjects::RoleKind;

fn on() -> NaiveDate {
    day("2026-11-26")
}

const ROLES: [RoleKind; 6] = [
    RoleKind::Leidinggevende,
    RoleKind::Zeggenschaphebbende,
    RoleKind::Vermogensverschaffer,
    RoleKind::ZakelijkSamenwerkingsverband,
    RoleKind::Vertegenwoordiger,
    RoleKind::FeitelijkeInvloed,
];

fn any_step() -> impl Strategy<Value = RoleStep> {
    let certainty = select(vec![Certainty::Zeker, Certainty::Zeker, Certainty::Mogelijk]);
    let tense = select(vec![Tense::Nu, Tense::Voorbij]);
    (select(ROLES.to_vec()), certainty, tense).prop_map(|(role, certainty, tense)| RoleStep {
        tense,
        certainty,
        ..step(role)
    })
}

/// Any status that fits a kind.
fn any_status(heavy: bool) -> impl Strategy<Value = EvidenceStatus> {
    let suspicion = |ernst| EvidenceStatus::Vermoeden { ernst };
    let light = vec![
        suspicion(None),
        suspicion(Some(Seriousness::Licht)),
        suspicion(Some(Seriousness::Zwaar)),
        EvidenceStatus::Vrijspraak,
        EvidenceStatus::OntslagVanRechtsvervolging,
    ];
    let more = vec![EvidenceStatus::Veroordeling, EvidenceStatus::Transactie];
    select(if heavy { [light, more].concat() } else { light })
}

pub(super) fn any_finding(number: u128) -> impl Strategy<Value = Finding> {
    let kinds = vec!["contante-lening", "drugsdelict", "los", "vals-stuk"];
    let heavy = |kind: &str| matches!(kind, "drugsdelict" | "vals-stuk");
    select(kinds).prop_flat_map(move |kind| {
        let connection = select(vec![Connected::Ja, Connected::Nee, Connected::Onbekend]);
        let age = proptest::option::of(0_u64..9_000);
        let benefit = proptest::option::of(0_i64..3_000_000);
        let path = proptest::collection::vec(any_step(), 0..3);
        (any_status(heavy(kind)), connection, age, benefit, path).prop_map(
            move |(status, connection, age, benefit, path)| {
                let mut one = Finding { path, status, ..finding(number, kind) };
                one.connection.answer = connection;
                one.happened_on =
                    age.and_then(|age| one.obtained_on.checked_sub_days(Days::new(age)));
                one.benefit = benefit.map(Euro::from_cents);
                one
            },
        )
    })
}

pub(super) fn any_facts() -> impl Strategy<Value = Facts> {
    let sum = select(vec![None, Some("750000.00"), Some("750000.01")]);
    let goal = select(vec![None, Some("belegging"), Some("bedrijfsmatig")]);
    let branch = select(vec![None, Some("kapsalon"), Some("horeca")]);
    (sum, goal, branch).prop_map(|(sum, goal, branch)| {
        let mut object = serde_json::Map::new();
        if let Some(sum) = sum {
            object.insert("bouwsom".to_owned(), json!({ "bedrag": sum, "btw": "exclusief" }));
        }
        if let Some(goal) = goal {
            object.insert("doel".to_owned(), json!(goal));
        }
        if let Some(branch) = branch {
            object.insert("branches".to_owned(), json!([branch]));
        }
        facts(&object.into())
    })
}

pub(super) fn any_findings() -> impl Strategy<Value = Vec<Finding>> {
    (0_u128..6).prop_flat_map(|count| {
        (0..count).map(|number| any_finding(number + 1).boxed()).collect::<Vec<_>>()
    })
}

fn any_profile() -> impl Strategy<Value = Profile> {
    (any_findings(), any_facts()).prop_map(|(findings, facts)| profile(findings, facts))
}

fn all(profile: &Profile) -> [u32; 3] {
    let found = points(rules(), profile, on());
    Ground::ALL.map(|ground| found.on(ground))
}

fn bytes(profile: &Profile) -> Vec<u8> {
    score(rules(), profile, on()).to_bytes().expect("json")
}

proptest! {
    #[test]
    fn the_fast_path_and_the_explained_score_agree(profile in any_profile()) {
        let outcome = score(rules(), &profile, on());
        let fast = points(rules(), &profile, on());
        for ground in Ground::ALL {
            let found = outcome.ground(ground).unwrap();
            prop_assert_eq!(found.points, fast.on(ground));
            prop_assert_eq!(found.points, found.hits.iter().map(|hit| hit.points).sum::<u32>());
            prop_assert!(found.lowest <= found.points && found.points <= found.highest);
        }
    }

    #[test]
    fn the_same_input_gives_the_same_bytes_in_any_order(
        findings in any_findings(), facts in any_facts(), turn in 0_usize..6,
    ) {
        let mut turned = findings.clone();
        if !turned.is_empty() {
            let middle = turn % turned.len();
            turned.rotate_left(middle);
            turned.reverse();
        }
        let first = bytes(&profile(findings, facts.clone()));
        prop_assert_eq!(&first, &bytes(&profile(turned, facts)));
    }

    /// No condition of the sample asks that a finding is absent, so every further finding is unrelated or worse.
    #[test]
    fn a_further_finding_never_lowers_a_score(
        findings in any_findings(), facts in any_facts(), further in any_finding(99),
    ) {
        let before = all(&profile(findings.clone(), facts.clone()));
        let after = all(&profile([findings, vec![further]].concat(), facts));
        for (before, after) in before.iter().zip(after) {
            prop_assert!(*before <= after);
        }
    }

    #[test]
    fn an_older_fact_never_scores_higher(
        findings in any_findings(), facts in any_facts(), days in 0_u64..5_000,
    ) {
        let mut older = findings.clone();
        for one in &mut older {
            one.happened_on = one.happened_on.and_then(|day| day.checked_sub_days(Days::new(days)));
        }
        let (young, old) = (all(&profile(findings, facts.clone())), all(&profile(older, facts)));
        for (young, old) in young.iter().zip(old) {
            prop_assert!(old <= *young);
        }
    }

    #[test]
    fn a_longer_path_never_scores_higher(
        findings in any_findings(), facts in any_facts(), further in any_step(),
    ) {
        let mut longer = findings.clone();
        for one in &mut longer {
            one.path.push(further.clone());
        }
        let (near, far) = (all(&profile(findings, facts.clone())), all(&profile(longer, facts)));
        for (near, far) in near.iter().zip(far) {
            prop_assert!(far <= *near);
        }
    }

    #[test]
    fn what_is_blocked_contributes_nothing_to_a_and_b(findings in any_findings(), facts in any_facts()) {
        let whole = all(&profile(findings.clone(), facts.clone()));
        let open = findings.into_iter().filter(|one| !one.status.is_acquittal()).collect();
        let without = all(&profile(open, facts));
        prop_assert_eq!(whole[0], without[0]);
        prop_assert_eq!(whole[1], without[1]);
    }

    /// Whatever comes to be known, the score stays between the lowest and the highest that were shown.
    #[test]
    fn knowing_more_stays_within_what_was_possible(
        findings in any_findings(), facts in any_facts(),
        (age, benefit, connection, ernst) in (
            0_u64..9_000, 0_i64..3_000_000,
            select(vec![Connected::Ja, Connected::Nee]), select(vec![Seriousness::Licht, Seriousness::Zwaar]),
        ),
        known in any_facts(),
    ) {
        let less = profile(findings.clone(), facts.clone());
        let before = score(rules(), &less, on());
        let mut answered = findings;
        for one in &mut answered {
            one.happened_on = one.happened_on.or(one.obtained_on.checked_sub_days(Days::new(age)));
            one.benefit = one.benefit.or(Some(Euro::from_cents(benefit)));
            if one.connection.answer == Connected::Onbekend {
                one.connection.answer = connection;
            }
            if one.status == (EvidenceStatus::Vermoeden { ernst: None }) {
                one.status = EvidenceStatus::Vermoeden { ernst: Some(ernst) };
            }
            for step in &mut one.path {
                step.certainty = Certainty::Zeker;
            }
        }
        let mut more = facts;
        let rules = rules();
        for (fact, _) in rules.vocabulary().facts() {
            if let (None, Some(value)) = (more.get(fact), known.get(fact)) {
                let value = value.clone();
                more.set(fact, value);
            }
        }
        let after = all(&profile(answered, more));
        for (ground, after) in Ground::ALL.into_iter().zip(after) {
            let shown = before.ground(ground).unwrap();
            prop_assert!(shown.lowest <= after && after <= shown.highest, "{shown:?} {after}");
        }
    }

    #[test]
    fn what_may_not_be_read_changes_no_byte(
        findings in any_findings(), facts in any_facts(),
        (postcode, area, nationality) in (
            select(vec!["7811 AB", "1012 AA", "3011"]), "[a-z]{1,8}", select(vec!["een", "twee"]),
        ),
    ) {
        let mut moved = facts.clone();
        let other = super::sample::facts(&json!({
            "locatie": { "postcode": postcode, "gebieden": [area] },
            "nationaliteitBestuurder": nationality,
            "nieuwFeit": true,
        }));
        let rules = rules();
        for id in ["postcode", "gebieden", "nationaliteitBestuurder", "nieuwFeit"] {
            let fact = rules.vocabulary().find(id).unwrap();
            moved.set(fact, other.get(fact).unwrap().clone());
        }
        prop_assert_eq!(bytes(&profile(findings.clone(), facts)), bytes(&profile(findings, moved)));
    }
}
