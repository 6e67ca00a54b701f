//! What a score shows: hits, questions, what does not count, warnings; boundaries on both sides.

use super::sample::{day, facts, finding, id, profile, rules, step};
use crate::{
    Certainty, Connected, EvidenceStatus, Finding, Given, Ground, LegalWeight, Missing, Need,
    NextStep, Outcome, Profile, Tense, WarningCode, points, score,
};
use facts::Facts;
use kernel::{CaseId, Euro, Id};
use serde_json::json;
use subjects::RoleKind;
use uuid::Uuid;

const ON: &str = "2026-11-26";

/// A score may point into its profile, so the test keeps that for as long as it runs.
fn scored(findings: Vec<Finding>, facts: Facts) -> Outcome<'static> {
    score(rules(), Box::leak(Box::new(profile(findings, facts))), day(ON))
}

fn on(outcome: &Outcome<'_>, ground: Ground) -> (u32, u32, u32) {
    let found = outcome.ground(ground).expect("ground");
    (found.lowest, found.points, found.highest)
}

/// A conviction for a drug offence.
fn convicted(number: u128) -> Finding {
    Finding { status: EvidenceStatus::Veroordeling, ..finding(number, "drugsdelict") }
}

#[test]
fn nothing_known_scores_nothing_and_asks_nothing() {
    let outcome = scored(Vec::new(), Facts::default());
    for ground in Ground::ALL {
        assert_eq!(on(&outcome, ground), (0, 0, 0));
        assert_eq!(outcome.ground(ground).unwrap().step, NextStep::Afronden);
    }
    assert!(outcome.unknown.is_empty() && outcome.blocked.is_empty());
}

#[test]
fn a_hit_shows_points_basis_reason_and_findings() {
    let outcome = scored(vec![finding(1, "contante-lening")], Facts::default());
    let ground = outcome.ground(Ground::A).unwrap();
    assert_eq!((ground.points, ground.band), (20, "verhoogd"));
    let hit = &ground.hits[0];
    assert_eq!((hit.points_before, hit.per_mille, hit.points), (20, 1_000, 20));
    assert_eq!(
        hit.reason,
        "Er is een contante lening (15 januari 2026, de betrokkene zelf), 1 in totaal."
    );
    assert_eq!(hit.findings, [id(1)]);
    assert_eq!(hit.basis, "Wet Bibob art. 3 lid 2");
    let line = &outcome.findings[0];
    assert_eq!((line.weight, line.usable_until), (LegalWeight::Vermoeden, day("2031-06-01")));
    // The benefit is needed to weigh, and nobody knows it yet.
    assert!(outcome.unknown.iter().any(|unknown| {
        unknown.missing == Missing::Bevinding { bevinding: id(1), wat: Need::Voordeel }
    }));
}

#[test]
fn points_fade_by_the_year_to_the_day_and_never_to_nothing() {
    for (happened, points) in [
        ("2024-11-26", 40),
        ("2024-11-25", 32),
        ("2021-11-26", 32),
        ("2021-11-25", 20),
        ("2016-11-26", 20),
        ("2016-11-25", 10),
        ("1950-01-01", 10),
    ] {
        let outcome = scored(
            vec![Finding { happened_on: Some(day(happened)), ..convicted(1) }],
            Facts::default(),
        );
        assert_eq!(on(&outcome, Ground::A).1, points, "{happened}");
    }
    let undated = Finding { happened_on: None, ..convicted(1) };
    let outcome = scored(vec![undated], Facts::default());
    assert_eq!(on(&outcome, Ground::A), (10, 24, 40));
    // «binnenJaren» cannot be told without a date: a question, no points.
    assert_eq!(on(&outcome, Ground::B), (0, 0, 30));
    let asked = Missing::Bevinding { bevinding: id(1), wat: Need::Datum };
    assert!(
        outcome
            .unknown
            .iter()
            .any(|unknown| { unknown.missing == asked && unknown.indicator == Some("drugs-b") })
    );
    assert_eq!(outcome.ground(Ground::B).unwrap().step, NextStep::Verdiepen);
}

#[test]
fn a_limit_of_years_counts_to_the_day() {
    for (happened, hit) in [("2021-11-26", true), ("2021-11-25", false)] {
        let outcome = scored(
            vec![Finding { happened_on: Some(day(happened)), ..convicted(1) }],
            Facts::default(),
        );
        let hits = &outcome.ground(Ground::B).unwrap().hits;
        assert_eq!(hits.iter().any(|found| found.indicator == "drugs-b"), hit, "{happened}");
    }
}

#[test]
fn distance_past_roles_and_partnerships_take_their_part() {
    let leader = step(RoleKind::Leidinggevende);
    let past = crate::RoleStep { tense: Tense::Voorbij, ..leader.clone() };
    let partner = step(RoleKind::ZakelijkSamenwerkingsverband);
    for (path, points) in [
        (vec![], 40),
        (vec![leader.clone()], 36),
        (vec![leader.clone(); 2], 30),
        (vec![leader.clone(); 5], 30),
        (vec![past], 26),
        (vec![partner.clone()], 29),
        (vec![partner, leader], 0),
    ] {
        let outcome = scored(vec![Finding { path, ..convicted(1) }], Facts::default());
        assert_eq!(on(&outcome, Ground::A).1, points);
    }
}

#[test]
fn a_path_that_is_no_relation_and_one_that_may_be_give_no_points() {
    let strange = Finding { path: vec![step(RoleKind::Vertegenwoordiger)], ..convicted(1) };
    let outcome = scored(vec![strange], Facts::default());
    assert_eq!(on(&outcome, Ground::A), (0, 0, 0));
    assert_eq!(outcome.blocked[0].article, "Wet Bibob art. 3 lid 4");
    assert_eq!(outcome.blocked[0].grounds, [Ground::A, Ground::B]);
    let possible =
        crate::RoleStep { certainty: Certainty::Mogelijk, ..step(RoleKind::Leidinggevende) };
    let outcome = scored(vec![Finding { path: vec![possible], ..convicted(1) }], Facts::default());
    assert_eq!(on(&outcome, Ground::A), (0, 0, 36));
    let asked = Missing::Bevinding { bevinding: id(1), wat: Need::Relatie };
    assert!(outcome.unknown.iter().any(|unknown| unknown.missing == asked));
}

#[test]
fn the_b_ground_needs_a_connection() {
    let with = |answer| {
        let mut one = convicted(1);
        one.connection.answer = answer;
        scored(vec![one], Facts::default())
    };
    assert_eq!(on(&with(Connected::Ja), Ground::B), (30, 30, 30));
    let unknown = with(Connected::Onbekend);
    assert_eq!(on(&unknown, Ground::B), (0, 0, 30));
    let asked = Missing::Bevinding { bevinding: id(1), wat: Need::Samenhang };
    assert!(unknown.unknown.iter().any(|entry| entry.missing == asked));
    let none = with(Connected::Nee);
    assert_eq!(on(&none, Ground::B), (0, 0, 0));
    assert_eq!(none.blocked[0].grounds, [Ground::B]);
    // The a-ground does not ask for it.
    assert_eq!(on(&none, Ground::A).1, 40);
}

#[test]
fn an_acquittal_is_blocked_with_its_article_and_on_lid_6_only_warned_about() {
    let acquitted = Finding { status: EvidenceStatus::Vrijspraak, ..finding(1, "drugsdelict") };
    let outcome = scored(vec![acquitted], Facts::default());
    assert_eq!((on(&outcome, Ground::A), on(&outcome, Ground::B)), ((0, 0, 0), (0, 0, 0)));
    assert_eq!(outcome.blocked[0].article, "Wet Bibob art. 3a");
    let forged = Finding { status: EvidenceStatus::Vrijspraak, ..finding(1, "vals-stuk") };
    let outcome = scored(vec![forged], Facts::default());
    assert_eq!(on(&outcome, Ground::Lid6).1, 30);
    assert!(outcome.blocked.is_empty());
    let codes: Vec<WarningCode> = outcome.warnings.iter().map(|warning| warning.code).collect();
    assert_eq!(codes, [WarningCode::VrijspraakLid6, WarningCode::AlleenVermoedens]);
}

#[test]
fn enough_findings_count_as_strongly_as_the_last_one_needed() {
    let old = Finding { happened_on: Some(day("2010-01-01")), ..finding(2, "los") };
    let one = scored(vec![finding(1, "los")], Facts::default());
    assert_eq!(on(&one, Ground::B), (0, 0, 0));
    let two = scored(vec![finding(1, "los"), old], Facts::default());
    assert_eq!(on(&two, Ground::B).1, 7);
    let three = scored(vec![finding(1, "los"), finding(3, "los")], Facts::default());
    assert_eq!(on(&three, Ground::B).1, 25);
}

#[test]
fn amounts_of_benefit_and_of_the_application_count_to_the_cent() {
    let sum = |amount: &str| {
        facts(&json!({ "bouwsom": { "bedrag": amount, "btw": "exclusief" }, "branches": [] }))
    };
    for (benefit, amount, points) in [
        (Some(1_000_000), "750000.01", 35),
        (Some(999_999), "750000.01", 20),
        (Some(1_000_000), "750000.00", 20),
    ] {
        let one =
            Finding { benefit: benefit.map(Euro::from_cents), ..finding(1, "contante-lening") };
        let mut known = sum(amount);
        known.set(rules().vocabulary().find("doel").unwrap(), facts::FactValue::Nothing);
        let outcome = scored(vec![one], known);
        assert_eq!(on(&outcome, Ground::A).1, points, "{benefit:?} {amount}");
    }
    let unknown = scored(vec![finding(1, "contante-lening")], sum("750000.01"));
    assert_eq!(on(&unknown, Ground::A), (20, 20, 35));
    let hit = scored(
        vec![Finding {
            benefit: Some(Euro::from_cents(1_000_000)),
            ..finding(1, "contante-lening")
        }],
        sum("900000.00"),
    );
    let hits = &hit.ground(Ground::A).unwrap().hits;
    assert_eq!(hits[1].facts, ["bouwsom", "branches"]);
    assert_eq!((hit.facts[0].fact, hit.facts[0].pointer), ("bouwsom", "/feiten/bouwsom"));
    assert_eq!(hit.facts[0].value, "€\u{a0}900.000,00 exclusief btw");
}

#[test]
fn an_indicator_counts_on_the_days_on_which_it_is_valid() {
    let one =
        Finding { benefit: Some(Euro::from_cents(2_000_000)), ..finding(1, "contante-lening") };
    let profile = profile(vec![one], facts(&json!({ "doel": "belegging", "branches": [] })));
    let on = |text| points(rules(), &profile, day(text)).on(Ground::A);
    assert_eq!((on("2026-12-31"), on("2027-01-01")), (35, 20));
}

#[test]
fn a_missing_document_is_a_question_and_no_points() {
    let given = Given {
        file: CaseId::from_uuid(Uuid::from_u128(7)),
        facts: Facts::default(),
        findings: Vec::new(),
        missing: ["leningsovereenkomst".to_owned()].into(),
    };
    let profile = Profile::new(given, rules().kinds(), day(ON)).expect("profile");
    let outcome = score(rules(), &profile, day(ON));
    assert_eq!(on(&outcome, Ground::A), (0, 0, 35));
    let asked: Vec<&Missing<'_>> = outcome.unknown.iter().map(|unknown| &unknown.missing).collect();
    assert_eq!(
        asked,
        [&Missing::Stuk { stuk: "leningsovereenkomst" }; 2],
        "and no fact is asked for"
    );
    assert_eq!(outcome.unknown[0].question, "Wilt u de leningsovereenkomst sturen?");
    assert_eq!(outcome.unknown[0].indicator, Some("contant"));
    assert_eq!(outcome.unknown[0].at_most, Some(20));
}

#[test]
fn data_count_until_five_years_after_they_were_obtained() {
    let profile = profile(vec![convicted(1)], Facts::default());
    for (text, counts) in
        [("2026-05-31", false), ("2026-06-01", true), ("2031-06-01", true), ("2031-06-02", false)]
    {
        let outcome = score(rules(), &profile, day(text));
        assert_eq!(on(&outcome, Ground::A).1 > 0, counts, "{text}");
        let article = outcome.blocked.first().map(|blocked| blocked.article);
        let expected = match (counts, text) {
            (true, _) => None,
            (false, "2026-05-31") => Some("Wet Bibob art. 7a"),
            (false, _) => Some("Wet Bibob art. 29"),
        };
        assert_eq!(article, expected, "{text}");
    }
}

#[test]
fn an_old_fact_that_counts_is_warned_about() {
    let has = |happened: &str| {
        let one = Finding { happened_on: Some(day(happened)), ..convicted(1) };
        let outcome = scored(vec![one], Facts::default());
        outcome.warnings.iter().any(|warning| warning.code == WarningCode::Tijdsverloop)
    };
    assert!(!has("2016-11-26"));
    assert!(has("2016-11-25"));
}

#[test]
fn an_unweighed_suspicion_is_a_question() {
    let unweighed = Finding {
        status: EvidenceStatus::Vermoeden { ernst: None },
        ..finding(1, "contante-lening")
    };
    let outcome = scored(vec![unweighed], Facts::default());
    assert_eq!(on(&outcome, Ground::A).1, 0);
    let asked = Missing::Bevinding { bevinding: id(1), wat: Need::Ernst };
    assert!(outcome.unknown.iter().any(|unknown| unknown.missing == asked));
}

#[test]
fn the_outcome_names_no_degree_and_no_person() {
    let outcome = scored(vec![convicted(1), finding(2, "contante-lening")], Facts::default());
    let text = String::from_utf8(outcome.to_bytes().expect("json")).expect("text").to_lowercase();
    for word in ["gevaar", "ernstig", "mindere mate", "\"graad\"", "naam\":\"voorbeeld"] {
        assert!(!text.contains(word), "{word}");
    }
    assert!(text.starts_with("{\"bevindingen\":["), "{text}");
}

#[test]
fn a_finding_of_a_kind_that_the_rule_set_does_not_know_does_not_count() {
    let mut profile = profile(vec![convicted(1)], Facts::default());
    profile.findings[0].kind = "anders".to_owned();
    let outcome = score(rules(), &profile, day(ON));
    assert_eq!(on(&outcome, Ground::A).1, 0);
    assert!(outcome.blocked[0].reason.contains("«anders»"));
}

#[test]
fn a_profile_refuses_twins_and_unknown_documents() {
    let given = Given {
        file: CaseId::from_uuid(Uuid::from_u128(7)),
        facts: Facts::default(),
        findings: vec![
            convicted(1),
            convicted(1),
            Finding { kind: "x".to_owned(), ..convicted(2) },
        ],
        missing: ["leningsovereenkomsten".to_owned()].into(),
    };
    let faults = Profile::new(given, rules().kinds(), day(ON)).expect_err("faults");
    let text: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert!(text[0].contains("soort: «x» is geen bekende soort"), "{text:?}");
    assert!(text[1].contains("Bedoelt u «leningsovereenkomst»?"), "{text:?}");
    assert!(text[2].contains("komt twee keer voor"), "{text:?}");
}
