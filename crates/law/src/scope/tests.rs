//! The order of regimes, unknown facts, exclusions, samples and dates, on small made-up policies.

use super::*;
use crate::terms::TermProfile;
use chrono::NaiveDate;
use facts::{Application, Condition, ConditionSource, Lists, Vocabulary, VocabularyFile};
use kernel::{DateRange, PartyKind, Sha256Hex};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

const FACTS: &str = r#"
btwTarieven = [0, 9, 21]
feit = [
  { id = "a", plaats = "/feiten/a", soort = "ja-nee", label = "a", vraag = "?" },
  { id = "b", plaats = "/feiten/b", soort = "ja-nee", label = "b", vraag = "?" },
  { id = "c", plaats = "/feiten/c", soort = "ja-nee", label = "c", vraag = "?" },
  { id = "som", plaats = "/feiten/som", soort = "bedrag", label = "de som", vraag = "?" },
]
"#;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("date")
}

fn from(text: &str) -> DateRange {
    DateRange::new(day(text), None).expect("range")
}

fn vocabulary() -> Vocabulary {
    let file: VocabularyFile = toml::from_str(FACTS).expect("facts");
    Vocabulary::new(file, &[]).expect("vocabulary")
}

fn condition(text: &str) -> Condition {
    let source: ConditionSource = toml::from_str(text).expect("condition");
    source.compile(&vocabulary(), &Lists::new()).expect("condition")
}

fn holds(fact: &str) -> String {
    format!("feit = '{fact}'\nis = true")
}

fn rule(id: &str, regime: Regime, when: Option<&str>) -> Rule {
    Rule {
        id: id.to_owned(),
        regime,
        wording: Wording::Altijd,
        origin: Origin { title: "beleid".into(), own: true, changed: false },
        article: "art. 1".to_owned(),
        explanation: "omdat".to_owned(),
        valid: from("2024-01-01"),
        when: when.map(condition),
        broken_by: None,
        sets_aside: Vec::new(),
        sample: None,
        form: None,
        interview: false,
    }
}

fn stand(id: &str, valid: DateRange, outcome: StandOutcome) -> Stand {
    Stand {
        id: id.to_owned(),
        parties: vec![PartyKind::Gemeente],
        valid,
        when: None,
        article: "wet art. 1".to_owned(),
        explanation: "de wet".to_owned(),
        outcome,
    }
}

fn basis() -> StandOutcome {
    StandOutcome::Basis(Box::new(LegalBasis {
        refuse: "wet art. 1".to_owned(),
        withdraw: None,
        advice: None,
        bodies: BTreeMap::from([(PartyKind::Gemeente, "het college".to_owned())]),
        terms: vec![TermChoice { when: None, assumption: None, profile: TermProfile::default() }],
        remedy: Remedy::Bezwaar,
        notes: Vec::new(),
    }))
}

fn policy(rules: Vec<Rule>) -> Policy {
    let stands = vec![stand("grondslag", from("2024-01-01"), basis())];
    let kind = PermitType {
        id: "bouw".to_owned(),
        label: "bouwen".to_owned(),
        in_letter: "bouwen".to_owned(),
        door: Door::Beschikking,
        stands,
    };
    let indexes = (0..rules.len()).collect();
    Policy {
        party: Party {
            id: "gemeente-fictiedam".parse().expect("id"),
            name: "gemeente Fictiedam".to_owned(),
            kind: PartyKind::Gemeente,
        },
        info: PolicyInfo {
            title: "Beleid".to_owned(),
            version: "1".to_owned(),
            status: PolicyStatus::Model,
            valid: from("2024-01-01"),
            source: None,
            review_on: None,
            target_per_year: None,
            notes: Vec::new(),
        },
        rule_set: RuleSetRef {
            id: "gemeente-fictiedam".to_owned(),
            version: "1".to_owned(),
            sha256: Sha256Hex::of_parts([b"x".as_slice()]),
        },
        vocabulary: Arc::new(vocabulary()),
        kinds: Arc::new(BTreeMap::from([("bouw".to_owned(), kind)])),
        precedence: Arc::new(Precedence::new(ORDER.to_vec()).expect("order")),
        rules,
        rules_of: BTreeMap::from([("bouw".to_owned(), indexes)]),
        gaps_of: BTreeMap::new(),
        terms_of: BTreeMap::new(),
    }
}

const ORDER: [Regime; 9] = Regime::OF_RULES;

fn application(facts: &Value) -> Application {
    let json = json!({"kenmerk": "Z-1", "soort": "bouw", "feiten": facts});
    Application::read(&json, &vocabulary(), &["bouw"]).expect("application")
}

fn regime(policy: &Policy, facts: &Value) -> Regime {
    assess(policy, &application(facts), day("2026-11-02")).expect("decision").regime
}

fn asked(policy: &Policy, facts: &Value) -> Vec<String> {
    let decision = assess(policy, &application(facts), day("2026-11-02")).expect("decision");
    let name = |missing: &Missing<'_>| match missing.question {
        Question::Fact(fact, _) => policy.vocabulary.def(fact).id.clone(),
        Question::CaseNumber => "kenmerk".to_owned(),
        Question::Policy(gap) => gap.id.clone(),
    };
    decision.missing.iter().map(name).collect()
}

#[test]
fn without_a_rule_the_law_leaves_a_choice() {
    assert_eq!(regime(&policy(Vec::new()), &json!({})), Regime::Optioneel);
}

#[test]
fn the_weightiest_matching_regime_wins_and_all_are_reported() {
    let policy = policy(vec![
        rule("kan", Regime::Optioneel, None),
        rule("altijd", Regime::Verplicht, Some(&holds("a"))),
        rule("beginsel", Regime::InBeginsel, None),
    ]);
    let application = application(&json!({"a": true}));
    let decision = assess(&policy, &application, day("2026-11-02")).expect("decision");
    assert_eq!(decision.regime, Regime::Verplicht);
    assert_eq!(decision.deciding.map(|rule| rule.id.as_str()), Some("altijd"));
    let matching = decision.rules.iter().filter(|outcome| outcome.outcome == facts::Tri::Yes);
    assert_eq!(matching.count(), 3);
}

#[test]
fn an_unknown_fact_is_asked_only_when_a_weightier_rule_waits_for_it() {
    let heavy = rule("altijd", Regime::Verplicht, Some(&holds("a")));
    let light = rule("signaal", Regime::OpSignaal, Some(&holds("b")));
    let both = policy(vec![heavy, light]);
    assert_eq!(regime(&both, &json!({})), Regime::Onbepaald);
    assert_eq!(asked(&both, &json!({})), ["a", "b"]);
    assert_eq!(regime(&both, &json!({"a": true})), Regime::Verplicht);
    assert!(asked(&both, &json!({"a": true})).is_empty());
    assert_eq!(asked(&both, &json!({"a": false})), ["b"]);
}

fn excluding() -> Policy {
    let mut exclusion = rule("uitzondering", Regime::InBeginselUitgezonderd, Some(&holds("a")));
    exclusion.broken_by = Some(condition(&holds("b")));
    exclusion.sets_aside = vec![1];
    policy(vec![exclusion, rule("altijd", Regime::Verplicht, None)])
}

#[test]
fn an_exclusion_in_principle_sets_aside_the_rules_it_names_until_a_signal_breaks_it() {
    let policy = excluding();
    let excluded = Regime::InBeginselUitgezonderd;
    assert_eq!(regime(&policy, &json!({"a": true, "b": false})), excluded);
    assert_eq!(regime(&policy, &json!({"a": true, "b": true})), Regime::Verplicht);
    assert_eq!(regime(&policy, &json!({"a": false})), Regime::Verplicht);
}

#[test]
fn an_unknown_exclusion_makes_the_rules_it_names_unknown() {
    let policy = excluding();
    assert_eq!(regime(&policy, &json!({"a": true})), Regime::Onbepaald);
    assert_eq!(asked(&policy, &json!({"a": true})), ["b"]);
    assert_eq!(asked(&policy, &json!({})), ["a", "b"]);
}

#[test]
fn a_rule_holds_on_its_first_and_last_day_only() {
    let mut dated = rule("altijd", Regime::Verplicht, None);
    dated.valid = DateRange::new(day("2025-01-01"), Some(day("2025-12-31"))).expect("range");
    let policy = policy(vec![dated]);
    for (on, expected) in [
        ("2024-12-31", Regime::Optioneel),
        ("2025-01-01", Regime::Verplicht),
        ("2025-12-31", Regime::Verplicht),
        ("2026-01-01", Regime::Optioneel),
    ] {
        let decision = assess(&policy, &application(&json!({})), day(on)).expect("decision");
        assert_eq!(decision.regime, expected, "{on}");
    }
}

#[test]
fn a_date_before_the_law_is_refused_and_not_guessed() {
    let policy = policy(Vec::new());
    let error = assess(&policy, &application(&json!({})), day("2023-12-31")).expect_err("refused");
    let first = day("2024-01-01");
    assert_eq!(error, AssessError::BeforeTheLaw { on: day("2023-12-31"), first });
    assert!(assess(&policy, &application(&json!({})), first).is_ok());
}

#[test]
fn without_a_legal_basis_no_rule_counts() {
    let mut policy = policy(vec![rule("altijd", Regime::Verplicht, None)]);
    let mut kinds = (*policy.kinds).clone();
    let none = stand("geen", from("2024-01-01"), StandOutcome::NoBasis);
    kinds.get_mut("bouw").expect("kind").stands = vec![none];
    policy.kinds = Arc::new(kinds);
    assert_eq!(regime(&policy, &json!({})), Regime::GeenGrondslag);
}

#[test]
fn a_gap_in_the_policy_keeps_the_answer_open() {
    let mut policy = policy(vec![rule("altijd", Regime::Verplicht, None)]);
    let gap = Gap { id: "leemte".into(), article: "?".into(), explanation: "Voer in.".into() };
    policy.gaps_of = BTreeMap::from([("bouw".to_owned(), gap)]);
    assert_eq!(regime(&policy, &json!({})), Regime::Onbepaald);
    assert_eq!(asked(&policy, &json!({})), ["leemte"]);
}

fn sampling(percent: u8) -> Policy {
    let mut sample = rule("steekproef", Regime::Steekproef, None);
    sample.sample = Some(Sample { percent, seed: "2026".to_owned() });
    policy(vec![sample])
}

#[test]
fn a_sample_draws_by_the_case_number() {
    let known = json!({});
    assert_eq!(regime(&sampling(100), &known), Regime::Steekproef);
    let json = json!({"soort": "bouw", "feiten": {}});
    let nameless = Application::read(&json, &vocabulary(), &["bouw"]).expect("application");
    let policy = sampling(50);
    let decision = assess(&policy, &nameless, day("2026-11-02")).expect("decision");
    assert_eq!(decision.regime, Regime::Onbepaald);
    assert_eq!(decision.missing[0].question, Question::CaseNumber);
}

#[test]
fn a_draw_can_be_repeated_and_is_near_its_rate() {
    let sample = Sample { percent: 10, seed: "2026".to_owned() };
    let drawn = (0..10_000).filter(|number| sample.draw(&format!("Z-{number}")) < 1_000).count();
    assert!((900..=1_100).contains(&drawn), "{drawn}");
    let other = Sample { percent: 10, seed: "2027".to_owned() };
    assert_ne!(sample.draw("Z-1"), other.draw("Z-1"));
    assert_eq!(sample.draw("Z-1"), sample.draw("Z-1"));
}

#[test]
fn every_answer_to_a_missing_amount_is_told() {
    let policy = policy(vec![
        rule("hoog", Regime::Verplicht, Some("feit = 'som'\nmeerDan = '500.00'")),
        rule("laag", Regime::InBeginsel, Some("feit = 'som'\nvanaf = '100.00'")),
    ]);
    let application = application(&json!({}));
    let decision = assess(&policy, &application, day("2026-11-02")).expect("decision");
    let fact = policy.vocabulary.find("som").expect("fact");
    let told: Vec<String> = consequences(&policy, &application, &decision, fact)
        .into_iter()
        .map(|result| format!("{}: {}", result.answer, result.regime.id()).replace('\u{a0}', " "))
        .collect();
    assert_eq!(
        told,
        [
            "minder dan € 100,00: optioneel",
            "vanaf € 100,00 tot en met € 500,00: in-beginsel",
            "meer dan € 500,00: verplicht",
        ]
    );
}

#[test]
fn exclusions_that_set_each_other_aside_are_both_asked_about() {
    let excludes = |id: &str, fact: &str, target: usize| {
        let mut rule = rule(id, Regime::InBeginselUitgezonderd, Some(&holds(fact)));
        rule.sets_aside = vec![target];
        rule
    };
    let policy = policy(vec![excludes("r0", "a", 1), excludes("r1", "b", 0)]);
    assert_eq!(regime(&policy, &json!({})), Regime::Onbepaald);
    assert_eq!(asked(&policy, &json!({})), ["a", "b"]);
}

#[test]
fn an_order_of_regimes_names_each_once() {
    assert!(Precedence::new(ORDER.to_vec()).is_ok());
    assert!(Precedence::new(ORDER[1..].to_vec()).is_err());
    assert!(Precedence::new([ORDER.as_slice(), &[Regime::Verplicht]].concat()).is_err());
    assert!(Precedence::new([ORDER.as_slice(), &[Regime::Onbepaald]].concat()).is_err());
}

/// Rules with a regime, the fact they test (none: always), and whether they want it to be true.
fn rules() -> impl Strategy<Value = Vec<Rule>> {
    let regimes = vec![
        Regime::OpSignaalVerplicht,
        Regime::Uitgezonderd,
        Regime::Verplicht,
        Regime::InBeginsel,
        Regime::InBeginselUitgezonderd,
        Regime::OpSignaal,
        Regime::Optioneel,
    ];
    let facts = prop::option::of(prop::sample::select(vec!["a", "b", "c"]));
    let one = (prop::sample::select(regimes), facts, any::<bool>(), any::<prop::sample::Index>());
    prop::collection::vec(one, 0..7).prop_map(|drafts| {
        let count = drafts.len();
        let build = |(index, (regime, fact, wanted, target)): (
            usize,
            (Regime, Option<&str>, bool, prop::sample::Index),
        )| {
            let when = fact.map(|fact| format!("feit = '{fact}'\nis = {wanted}"));
            let mut rule = rule(&format!("r{index}"), regime, when.as_deref());
            let target = target.index(count);
            if regime == Regime::InBeginselUitgezonderd && target != index {
                rule.sets_aside = vec![target];
            }
            rule
        };
        drafts.into_iter().enumerate().map(build).collect()
    })
}

fn known(values: [Option<bool>; 3]) -> Value {
    let facts = ["a", "b", "c"].into_iter().zip(values);
    facts.filter_map(|(name, value)| Some((name.to_owned(), Value::Bool(value?)))).collect()
}

proptest! {
    /// A decided regime stays what it is when an unknown fact becomes known.
    #[test]
    fn learning_a_fact_never_overturns_a_decided_regime(
        rules in rules(),
        values in any::<[Option<bool>; 3]>(),
        learned in any::<[bool; 3]>(),
    ) {
        let policy = policy(rules);
        let before = regime(&policy, &known(values));
        let complete = [0, 1, 2].map(|index| Some(values[index].unwrap_or(learned[index])));
        let after = regime(&policy, &known(complete));
        prop_assert_ne!(after, Regime::Onbepaald);
        if before != Regime::Onbepaald {
            prop_assert_eq!(before, after);
        }
    }

    /// An open answer always asks at least one question, and a decided one asks none.
    #[test]
    fn an_open_answer_asks_and_a_decided_one_does_not(
        rules in rules(),
        values in any::<[Option<bool>; 3]>(),
    ) {
        let policy = policy(rules);
        let facts = known(values);
        let open = regime(&policy, &facts) == Regime::Onbepaald;
        prop_assert_eq!(open, !asked(&policy, &facts).is_empty());
    }

    /// With all facts known, the answer is the weightiest regime of the rules that match.
    #[test]
    fn the_answer_is_the_weightiest_of_the_matching_rules(
        rules in rules(),
        values in any::<[bool; 3]>(),
    ) {
        let policy = policy(rules);
        let application = application(&known(values.map(Some)));
        let decision = assess(&policy, &application, day("2026-11-02")).expect("decision");
        let expected = decision
            .rules
            .iter()
            .filter(|outcome| outcome.outcome == facts::Tri::Yes)
            .map(|outcome| outcome.rule.regime)
            .min_by_key(|regime| policy.precedence.rank(*regime));
        prop_assert_eq!(decision.regime, expected.unwrap_or(Regime::Optioneel));
    }

    /// Facts that no rule reads never change the answer.
    #[test]
    fn a_fact_that_no_rule_reads_changes_nothing(rules in rules(), amount in 0_u32..1_000_000) {
        let policy = policy(rules);
        let with = json!({"a": true, "b": false, "c": true, "som": {"bedrag": amount.to_string()}});
        let without = json!({"a": true, "b": false, "c": true});
        prop_assert_eq!(regime(&policy, &with), regime(&policy, &without));
    }
}
