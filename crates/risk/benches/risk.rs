//! How long a score takes: 200 indicators over 60 findings, with and without explanation; what would lower it; a test run over
//! a hundred thousand files.

#![expect(clippy::expect_used, reason = "a bench that cannot make its rules has to stop")]

use chrono::{Days, NaiveDate};
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use facts::{Application, Facts, Vocabulary, VocabularyFile};
use kernel::{CaseId, Euro, Id, Redacted, Sha256Hex, SubjectId};
use risk::{
    Certainty, Connected, Connection, DesignatedAreas, Direction, EvidenceStatus, Finding,
    FindingId, Given, Ground, Profile, RiskFiles, RoleStep, RuleSet, Seriousness, Source,
    SourceKind, Surroundings, Tense, compare, counterfactual, points, score,
};
use serde_json::json;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;
use subjects::RoleKind;
use uuid::Uuid;

fn main() {
    divan::main();
}

const KINDS: usize = 40;
const INDICATORS: usize = 200;
const FINDINGS: u128 = 60;

const VOCABULARY: &str = include_str!("../../../rules/national/facts.toml");
const MODEL: &str = include_str!("../../../rules/national/risk/model.toml");

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 26).expect("day")
}

fn vocabulary() -> Arc<Vocabulary> {
    let file: VocabularyFile = toml::from_str(VOCABULARY).expect("vocabulary");
    let kinds = [("proef".to_owned(), "proef".to_owned())];
    Arc::new(Vocabulary::new(file, &kinds).expect("sound vocabulary"))
}

fn kinds() -> String {
    let mut text = String::new();
    for number in 0..KINDS {
        let class = ["financieel", "strafrecht", "bestuursrecht", "zeggenschap"][number % 4];
        // Writing to a String cannot fail.
        let _ = write!(
            text,
            "[[bevinding]]\nid = 'soort-{number}'\nlabel = 'feit {number}'\nbewijs = '{class}'\n\
             gronden = ['a', 'b', 'lid6']\nhoogstens = 'aanwijzend'\nnodig = ['datum', 'samenhang', 'ernst']\n\
             grondslag = 'art. 3'\n"
        );
    }
    text
}

/// Indicators of every shape: one or more kinds, limits of years and amounts, numbers, facts of the application.
fn indicators(points: usize) -> String {
    let mut text = String::from("thema = 'Proef'\n");
    for number in 0..INDICATORS {
        let kind = |step: usize| (number * 7 + step * 11) % KINDS;
        let several = format!("'soort-{}', 'soort-{}', 'soort-{}'", kind(0), kind(1), kind(2));
        let condition = match number % 5 {
            0 => format!("{{ bevinding = {{ soort = ['soort-{}'], ernst = 'stevig' }} }}", kind(0)),
            1 => format!("{{ bevinding = {{ soort = [{several}], binnenJaren = 5 }} }}"),
            2 => format!("{{ bevinding = {{ soort = [{several}], aantal = 2 }} }}"),
            3 => format!(
                "{{ alle = [{{ bevinding = {{ soort = [{several}], voordeelVanaf = '50000.00' }} }}, \
                 {{ aanvraag = {{ feit = 'bouwsom', meerDan = '750000.00', btw = 'exclusief' }} }}] }}"
            ),
            _ => format!(
                "{{ alle = [{{ bevinding = {{ soort = ['soort-{}'], gewicht = 'aanwijzend' }} }}, \
                 {{ niet = {{ aanvraag = {{ feit = 'branches', isEen = ['advies', 'onderwijs'] }} }} }}] }}",
                kind(0)
            ),
        };
        let ground = ["a", "b", "lid6"][number % 3];
        let _ = write!(
            text,
            "[[indicator]]\nid = 'proef-{number}'\ngrond = '{ground}'\nbewijs = 'financieel'\n\
             reden = 'Er is {{bevinding}} ({{datum}}, {{rol}}).'\ngrondslag = 'art. 3'\ngeldigVan = '2020-08-01'\n\
             punten = {}\nals = {condition}\n",
            points + number % 10
        );
    }
    text
}

fn rules(points: usize, model: &str) -> RuleSet {
    let files = RiskFiles {
        // The room for parties names indicators of the national set, which are not here.
        model: toml::from_str(model.split("[[speelruimte]]").next().unwrap_or(model))
            .expect("model"),
        kinds: toml::from_str(&kinds()).expect("kinds"),
        indicators: vec![toml::from_str(&indicators(points)).expect("indicators")],
    };
    let sha256 = Sha256Hex::of_parts([points.to_string().as_bytes()]);
    let areas = DesignatedAreas::none();
    RuleSet::new(files, &Surroundings { vocabulary: vocabulary(), areas, sha256 }).expect("rules")
}

fn finding(number: u128) -> Finding {
    let small = u64::try_from(number).expect("small");
    let statuses = [
        EvidenceStatus::Vermoeden { ernst: Some(Seriousness::Stevig) },
        EvidenceStatus::Veroordeling,
        EvidenceStatus::Vermoeden { ernst: None },
        EvidenceStatus::Vrijspraak,
    ];
    let step = RoleStep {
        role: RoleKind::Zeggenschaphebbende,
        direction: Direction::Boven,
        since: None,
        until: None,
        tense: Tense::Nu,
        certainty: Certainty::Zeker,
    };
    Finding {
        id: FindingId::from_uuid(Uuid::from_u128(number)),
        subject: SubjectId::from_uuid(Uuid::from_u128(1_000 + number)),
        kind: format!("soort-{}", (number * 3) % KINDS as u128),
        path: vec![step; usize::try_from(number % 3).expect("small")],
        happened_on: today()
            .checked_sub_days(Days::new(200 + small * 60))
            .filter(|_| !number.is_multiple_of(9)),
        happened_until: None,
        obtained_on: today(),
        source: Source {
            kind: SourceKind::EigenDossier,
            reference: Redacted::new(format!("stuk {number}")),
        },
        status: statuses[usize::try_from(number % 4).expect("small")],
        connection: Connection {
            answer: if number.is_multiple_of(7) { Connected::Onbekend } else { Connected::Ja },
            reason: Redacted::new("zelfde branche".to_owned()),
        },
        benefit: Some(Euro::from_cents(i64::try_from(number).expect("small") * 200_000)),
    }
}

fn facts(rules: &RuleSet) -> Facts {
    let file = json!({ "soort": "proef", "gebeurtenis": "nieuw", "feiten": {
        "bouwsom": { "bedrag": "900000.00", "btw": "exclusief", "bron": "bevoegd-gezag" },
        "branches": ["horeca"],
    } });
    Application::read(&file, rules.vocabulary(), &["proef"]).expect("application").facts
}

fn profile(rules: &RuleSet, number: u128, findings: Vec<Finding>) -> Profile {
    let given = Given {
        file: CaseId::from_uuid(Uuid::from_u128(number)),
        facts: facts(rules),
        findings,
        missing: BTreeSet::new(),
    };
    Profile::new(given, rules.kinds(), today()).expect("profile")
}

fn full(rules: &RuleSet) -> Profile {
    profile(rules, 1, (1..=FINDINGS).map(finding).collect())
}

/// Goal: at most 100 microseconds in release.
#[divan::bench]
fn score_with_explanation(bencher: Bencher<'_, '_>) {
    let rules = rules(5, MODEL);
    let profile = full(&rules);
    bencher.bench_local(|| score(black_box(&rules), black_box(&profile), today()));
}

/// The same, as canonical JSON.
#[divan::bench]
fn score_as_json(bencher: Bencher<'_, '_>) {
    let rules = rules(5, MODEL);
    let profile = full(&rules);
    let outcome = score(&rules, &profile, today());
    bencher.bench_local(|| black_box(&outcome).to_bytes().expect("json").len());
}

/// Goal: at most 10 microseconds in release.
#[divan::bench]
fn points_without_explanation(bencher: Bencher<'_, '_>) {
    let rules = rules(5, MODEL);
    let profile = full(&rules);
    bencher.bench_local(|| points(black_box(&rules), black_box(&profile), today()));
}

/// A model in which the band of a ground begins so far below the score that it takes this many findings to get out of it.
fn model_with_band(rules: &RuleSet, below: u32) -> String {
    let now = points(rules, &full(rules), today()).on(Ground::A);
    MODEL.replacen("vanaf = 100", &format!("vanaf = {}", now - below), 1)
}

/// Goal: at most 20 milliseconds in release. `below` is how many points must fall away; the last cannot be reached at all.
#[divan::bench(args = [1, 60, 80, 120])]
fn what_would_lower_the_band(bencher: Bencher<'_, '_>, below: u32) {
    let plain = rules(5, MODEL);
    let rules = rules(5, &model_with_band(&plain, below));
    let profile = full(&rules);
    bencher
        .bench_local(|| counterfactual(black_box(&rules), black_box(&profile), today(), Ground::A));
}

/// A thousand files of up to sixty findings, given a hundred times over under other numbers.
fn stream(rules: &RuleSet, count: u128) -> impl Iterator<Item = Profile> {
    let base: Vec<Profile> = (0..1_000)
        .map(|number: u128| {
            let chosen = (1..=FINDINGS).filter(|one| (one * 31 + number * 17) % 61 < number % 61);
            profile(rules, number, chosen.map(finding).collect())
        })
        .collect();
    (0..count).map(move |number| base[usize::try_from(number % 1_000).expect("small")].clone())
}

/// Goal: at most 20 seconds in release, on two cores; this is one.
#[divan::bench(sample_count = 1, sample_size = 1)]
fn a_test_run_over_a_hundred_thousand_files(bencher: Bencher<'_, '_>) {
    let (old, new) = (rules(5, MODEL), rules(6, MODEL));
    bencher.counter(ItemsCount::new(100_000_u32)).bench_local(|| {
        let mut moved = 0_u32;
        let comparison = compare((&old, &new), today(), stream(&old, 100_000), |_| moved += 1);
        black_box((comparison, moved))
    });
}
