//! Conditions: the boundary, VAT, the source of a figure, adding up, three-valued logic.

use super::*;
use crate::{Application, Facts, Vocabulary, VocabularyFile};
use chrono::NaiveDate;
use proptest::prelude::*;
use serde_json::{Value, json};

const VOCABULARY: &str = include_str!("tests/facts.toml");

fn vocabulary() -> Vocabulary {
    let file: VocabularyFile = toml::from_str(VOCABULARY).expect("vocabulary file");
    Vocabulary::new(file, &[]).expect("vocabulary")
}

fn on() -> NaiveDate {
    "2026-11-02".parse().expect("date")
}

fn facts(vocabulary: &Vocabulary, facts: &Value) -> Facts {
    let json = json!({"soort": "x", "feiten": facts});
    Application::read(&json, vocabulary, &["x"]).expect("application").facts
}

fn compile(vocabulary: &Vocabulary, condition: &str) -> Condition {
    let source: ConditionSource = toml::from_str(condition).expect("condition");
    source.compile(vocabulary, &Lists::new()).expect("condition")
}

fn evaluate(condition: &str, known: &Value, provisional: bool) -> (Tri, Vec<Mark>) {
    let vocabulary = vocabulary();
    let facts = facts(&vocabulary, known);
    let highest_vat = vocabulary.highest_vat_rate();
    let view = View { facts: &facts, on: on(), provisional, highest_vat };
    let mut marks = Vec::new();
    let outcome = compile(&vocabulary, condition).evaluate(&view, &mut marks);
    (outcome, marks)
}

fn outcome(condition: &str, known: &Value) -> Tri {
    evaluate(condition, known, false).0
}

const OVER: &str = "feit = 'bouwsom'\nmeerDan = '750000.00'\nbtw = 'exclusief'";

fn sum(amount: &str, vat: &str) -> Value {
    json!({"bouwsom": {"bedrag": amount, "btw": vat}})
}

#[test]
fn more_than_is_strict_and_from_is_not() {
    let from = OVER.replace("meerDan", "vanaf");
    let less = OVER.replace("meerDan", "minderDan");
    let up_to = OVER.replace("meerDan", "totEnMet");
    for (amount, expected) in [
        ("749999.99", [Tri::No, Tri::No, Tri::Yes, Tri::Yes]),
        ("750000.00", [Tri::No, Tri::Yes, Tri::No, Tri::Yes]),
        ("750000.01", [Tri::Yes, Tri::Yes, Tri::No, Tri::No]),
    ] {
        let known = sum(amount, "exclusief");
        let got = [OVER, &from, &less, &up_to].map(|condition| outcome(condition, &known));
        assert_eq!(got, expected, "{amount}");
    }
}

#[test]
fn an_amount_with_vat_is_converted_by_the_stated_rate_only() {
    // 750,000.00 * 1.21 = 907,500.00 and 750,000.00 * 1.09 = 817,500.00.
    for (amount, rate, expected) in [
        ("907500.00", 21, Tri::No),
        ("907500.01", 21, Tri::Yes),
        ("817500.00", 9, Tri::No),
        ("817500.01", 9, Tri::Yes),
        ("750000.00", 0, Tri::No),
        ("750000.01", 0, Tri::Yes),
    ] {
        let known = json!({"bouwsom": {"bedrag": amount, "btw": "inclusief", "tarief": rate}});
        assert_eq!(outcome(OVER, &known), expected, "{amount} at {rate} %");
    }
}

#[test]
fn an_unstated_vat_kind_is_unknown_only_where_it_matters() {
    for vat in ["onbekend", "inclusief"] {
        for (amount, expected) in [
            ("750000.00", Tri::No),
            ("750000.01", Tri::Unknown),
            ("907500.00", Tri::Unknown),
            ("907500.01", Tri::Yes),
        ] {
            let (got, marks) = evaluate(OVER, &sum(amount, vat), false);
            assert_eq!(got, expected, "{amount} {vat}");
            let doubt = if expected == Tri::Unknown { Doubt::Vat } else { Doubt::None };
            assert_eq!(marks[0].doubt, doubt, "{amount} {vat}");
        }
    }
}

#[test]
fn a_limit_of_unstated_vat_kind_is_unknown_only_between_both_readings() {
    let silent = OVER.replace("exclusief", "onvermeld");
    // As a limit with VAT, 750,000.00 is met by an amount without VAT above 619,834.71.
    for (amount, expected) in [
        ("619834.71", Tri::No),
        ("619834.72", Tri::Unknown),
        ("750000.00", Tri::Unknown),
        ("750000.01", Tri::Yes),
    ] {
        let known = json!({"bouwsom": {"bedrag": amount, "btw": "exclusief", "tarief": 21}});
        let (got, marks) = evaluate(&silent, &known, false);
        assert_eq!(got, expected, "{amount}");
        let doubt = if expected == Tri::Unknown { Doubt::PolicyVat } else { Doubt::None };
        assert_eq!(marks[0].doubt, doubt, "{amount}");
    }
}

#[test]
fn the_calculation_of_the_competent_body_is_waited_for() {
    let college = format!("{OVER}\nbron = 'bevoegd-gezag'");
    let own = json!({"bouwsom": {"bedrag": "900000.00", "btw": "exclusief", "bron": "aanvrager"}});
    let (strict, marks) = evaluate(&college, &own, false);
    assert_eq!((strict, marks[0].doubt), (Tri::Unknown, Doubt::Source));
    assert_eq!(evaluate(&college, &own, true).0, Tri::Yes);
    let unsaid = sum("900000.00", "exclusief");
    assert_eq!(evaluate(&college, &unsaid, false).0, Tri::Unknown);
}

#[test]
fn absent_is_unknown_and_null_is_known_to_be_none() {
    assert_eq!(evaluate(OVER, &json!({}), false).1[0].doubt, Doubt::Missing);
    assert_eq!(outcome(OVER, &json!({"bouwsom": null})), Tri::No);
    let branch = "feit = 'branches'\nisEen = ['horeca']";
    assert_eq!(outcome(branch, &json!({})), Tri::Unknown);
    assert_eq!(outcome(branch, &json!({"branches": []})), Tri::No);
    assert_eq!(outcome(branch, &json!({"branches": ["kapsalon", "horeca"]})), Tri::Yes);
}

#[test]
fn an_amount_without_vat_is_compared_as_it_is() {
    let condition = "feit = 'subsidiebedrag'\nvanaf = '10000.00'";
    for (amount, expected) in [("9999.99", Tri::No), ("10000.00", Tri::Yes)] {
        let known = json!({"subsidiebedrag": {"bedrag": amount}});
        assert_eq!(outcome(condition, &known), expected);
    }
}

const SUMMED: &str = "feit = 'bouwsom'\nmeerDan = '500000.00'\nbtw = 'exclusief'
optelling = { maanden = 12, gedeeld = 'aanvrager' }";

fn with_other(received: &str, shared: &str, pending: bool) -> Value {
    json!({
        "bouwsom": {"bedrag": "300000.00", "btw": "exclusief"},
        "andereAanvragen": [{
            "maat": "bouwsom", "ontvangenOp": received, "gedeeld": [shared], "lopend": pending,
            "bedrag": {"bedrag": "200000.01", "btw": "exclusief"},
        }],
    })
}

#[test]
fn applications_add_up_inside_the_window_only() {
    // The key date is 2 November 2026, so the window of twelve months opens on 2 November 2025.
    for (received, expected) in [
        ("2025-11-01", Tri::No),
        ("2025-11-02", Tri::Yes),
        ("2026-11-02", Tri::Yes),
        ("2026-11-03", Tri::No),
    ] {
        let known = with_other(received, "aanvrager", false);
        assert_eq!(outcome(SUMMED, &known), expected, "{received}");
    }
}

#[test]
fn only_applications_that_share_the_key_add_up() {
    assert_eq!(outcome(SUMMED, &with_other("2026-05-01", "adres", false)), Tri::No);
    assert_eq!(outcome(SUMMED, &with_other("2026-05-01", "aanvrager", true)), Tri::No);
    let pending = SUMMED.replace("'aanvrager' }", "'aanvrager', ookLopend = true }");
    assert_eq!(outcome(&pending, &with_other("2026-05-01", "aanvrager", true)), Tri::Yes);
}

#[test]
fn unknown_other_applications_matter_only_below_the_limit() {
    let (below, marks) = evaluate(SUMMED, &sum("300000.00", "exclusief"), false);
    assert_eq!((below, marks[0].doubt), (Tri::Unknown, Doubt::Others));
    assert_eq!(outcome(SUMMED, &sum("500000.01", "exclusief")), Tri::Yes);
}

#[test]
fn other_figures_wait_for_the_calculation_too() {
    let college = format!("{SUMMED}\nbron = 'bevoegd-gezag'");
    let mut known = with_other("2026-05-01", "aanvrager", false);
    known["bouwsom"]["bron"] = "bevoegd-gezag".into();
    let (strict, marks) = evaluate(&college, &known, false);
    assert_eq!((strict, marks[0].doubt), (Tri::Unknown, Doubt::Source));
    assert_eq!(evaluate(&college, &known, true).0, Tri::Yes);
    known["andereAanvragen"][0]["bedrag"]["bron"] = "bevoegd-gezag".into();
    assert_eq!(evaluate(&college, &known, false).0, Tri::Yes);
}

#[test]
fn postcodes_match_by_four_digits_or_whole() {
    let condition = "feit = 'postcode'\nisEen = ['7811', '7812 AB']";
    for (postcode, expected) in [
        ("7811 ZZ", Tri::Yes),
        ("7812 ab", Tri::Yes),
        ("7812 AC", Tri::No),
        ("1012", Tri::No),
        ("7812", Tri::Unknown),
    ] {
        let known = json!({"locatie": {"postcode": postcode}});
        assert_eq!(outcome(condition, &known), expected, "{postcode}");
    }
    assert_eq!(outcome(condition, &json!({"locatie": {}})), Tri::Unknown);
}

#[test]
fn periods_before_the_key_date_count_both_ends() {
    let condition = "feit = 'vorigeOp'\nbinnenMaanden = 6";
    for (day, expected) in [
        ("2026-05-01", Tri::No),
        ("2026-05-02", Tri::Yes),
        ("2026-11-02", Tri::Yes),
        ("2026-11-03", Tri::No),
    ] {
        assert_eq!(outcome(condition, &json!({"vorigeOp": day})), expected, "{day}");
    }
    assert_eq!(outcome(condition, &json!({"vorigeOp": null})), Tri::No);
}

#[test]
fn an_earlier_screening_counts_only_when_all_is_as_it_was() {
    let condition = "feit = 'eerdereToets'\nbinnenMaanden = 24";
    let screening = |conclusion: &str, same: bool, changed: bool| {
        json!({"eerdereToets": {
            "datum": "2026-01-10", "conclusie": conclusion,
            "zelfdeFinanciering": same, "gewijzigd": changed,
        }})
    };
    assert_eq!(outcome(condition, &screening("geen-gevaar", true, false)), Tri::Yes);
    for other in [
        screening("mindere-mate", true, false),
        screening("geen-gevaar", false, false),
        screening("geen-gevaar", true, true),
        json!({"eerdereToets": null}),
    ] {
        assert_eq!(outcome(condition, &other), Tri::No, "{other}");
    }
}

#[test]
fn an_empty_list_holds_nothing_even_when_the_fact_is_unknown() {
    let vocabulary = vocabulary();
    let lists = Lists::from([("risico".to_owned(), ("branches".to_owned(), Vec::new()))]);
    let source: ConditionSource =
        toml::from_str("feit = 'branches'\nisEen = 'risico'").expect("source");
    let condition = source.compile(&vocabulary, &lists).expect("condition");
    let facts = facts(&vocabulary, &json!({}));
    let highest_vat = vocabulary.highest_vat_rate();
    let view = View { facts: &facts, on: on(), provisional: false, highest_vat };
    assert_eq!(condition.evaluate(&view, &mut Vec::new()), Tri::No);
}

#[test]
fn a_wrong_condition_is_refused_with_its_place() {
    let vocabulary = vocabulary();
    for (condition, place, reason) in [
        ("feit = 'bouwsm'\naanwezig = true", "feit", "Bedoelt u «bouwsom»?"),
        ("feit = 'bouwsom'\nmeerDan = '1'", "meerDan", "zet hierbij btw"),
        ("feit = 'bouwsom'\nmeerDan = '1,50'\nbtw = 'exclusief'", "meerDan", "geen bedrag"),
        ("feit = 'bouwsom'\nmeerDan = '1'\nvanaf = '2'\nbtw = 'exclusief'", "feit", "één van"),
        ("feit = 'subsidiebedrag'\nvanaf = '1'\nbtw = 'exclusief'", "btw", "speelt btw geen rol"),
        ("feit = 'branches'\nisEen = ['horecca']", "isEen", "Bedoelt u «horeca»?"),
        ("feit = 'branches'\nisEen = 'geen-lijst'", "isEen", "er is geen lijst"),
        ("feit = 'branches'\nmeerDan = '1'", "meerDan", "past niet"),
        ("feit = 'bijzonder'\nis = 'ja'", "feit", "is = true"),
        ("feit = 'postcode'\nisEen = ['781']", "isEen", "geen postcode"),
        ("feit = 'andereAanvragen'\nisEen = ['x']", "feit", "optelling"),
        ("meerDan = '1'", "", "precies één van"),
        ("alle = []", "alle", "leeg"),
        (
            "minstens = { aantal = 3, van = [{ feit = 'a', is = true }] }",
            "minstens/aantal",
            "tussen 1",
        ),
        ("alle = [{ feit = 'a', is = true }]\nis = true", "is", "naast «feit»"),
        (
            "niet = { alle = [{ feit = 'a', is = true }, { feit = 'x' }] }",
            "niet/alle/1/feit",
            "geen bekend feit",
        ),
    ] {
        let source: ConditionSource = toml::from_str(condition).expect("parses");
        let error = source.compile(&vocabulary, &Lists::new()).expect_err(condition);
        assert_eq!(error.path.join("/"), place, "{condition}");
        assert!(error.reason.contains(reason), "{condition}: {}", error.reason);
    }
}

#[test]
fn the_trace_is_a_dutch_sentence_per_part() {
    let vocabulary = vocabulary();
    let condition = compile(
        &vocabulary,
        "een = [{ feit = 'bouwsom', meerDan = '750000.00', btw = 'exclusief', \
         bron = 'bevoegd-gezag' }, { niet = { feit = 'branches', isEen = ['horeca'] } }]",
    );
    let facts = facts(
        &vocabulary,
        &json!({"bouwsom": {"bedrag": "900000.00", "btw": "exclusief", "bron": "bevoegd-gezag"}}),
    );
    let highest_vat = vocabulary.highest_vat_rate();
    let view = View { facts: &facts, on: on(), provisional: false, highest_vat };
    let mut marks = Vec::new();
    condition.evaluate(&view, &mut marks);
    let lines: Vec<String> = condition
        .explain(&marks, &facts, &vocabulary)
        .into_iter()
        .map(|line| format!("{} {:?} {}", line.depth, line.outcome, line.text))
        .map(|line| line.replace('\u{a0}', " "))
        .collect();
    assert_eq!(
        lines,
        [
            "0 Yes aan ten minste één onderdeel is voldaan",
            "1 Yes de bouwsom (€ 900.000,00 exclusief btw, berekend door het bevoegd gezag) is \
             meer dan € 750.000,00 exclusief btw, volgens de berekening van het bevoegd gezag",
            "1 Unknown het volgende geldt niet",
            "2 Unknown de branche (onbekend) is een van: horeca",
        ]
    );
}

fn reasons(condition: &str, known: &Value) -> Vec<String> {
    let vocabulary = vocabulary();
    let marks = evaluate(condition, known, false).1;
    let facts = facts(&vocabulary, known);
    compile(&vocabulary, condition).reasons(&marks, &facts, &vocabulary)
}

#[test]
fn a_condition_that_holds_says_which_tests_made_it_so() {
    let known =
        json!({"bouwsom": {"bedrag": "750000.01", "btw": "exclusief"}, "branches": ["horeca"]});
    assert_eq!(
        reasons(OVER, &known),
        [
            "de bouwsom (€\u{a0}750.000,01 exclusief btw) meer is dan €\u{a0}750.000,00 exclusief btw"
        ]
    );
    assert_eq!(reasons(OVER, &sum("1.00", "exclusief")), Vec::<String>::new());
    let any = "een = [{feit = 'bijzonder', is = true}, {feit = 'branches', isEen = ['horeca']}]";
    assert_eq!(reasons(any, &known), ["de branche (horeca) voorkomt in: horeca"]);
    let not = "niet = {feit = 'branches', isEen = ['kapsalon']}";
    assert_eq!(
        reasons(not, &known),
        ["het niet zo is dat de branche (horeca) voorkomt in: kapsalon"]
    );
}

#[test]
fn a_condition_can_be_read_without_an_application() {
    let vocabulary = vocabulary();
    let any = "een = [{feit = 'bijzonder', is = true}, {feit = 'bouwsom', vanaf = '1.00', btw = 'inclusief'}]";
    let lines = compile(&vocabulary, any).words(&vocabulary);
    let expected = [
        (0, "aan ten minste één onderdeel is voldaan"),
        (1, "bijzonder is ja"),
        (1, "de bouwsom is gelijk aan of meer dan €\u{a0}1,00 inclusief btw"),
    ];
    assert_eq!(lines, expected.map(|(depth, text)| (depth, text.to_owned())));
}

#[test]
fn only_tests_that_keep_the_whole_open_are_asked_about() {
    let vocabulary = vocabulary();
    let condition = compile(
        &vocabulary,
        "alle = [{ een = [{ feit = 'a', is = true }, { feit = 'b', is = true }] }, \
         { feit = 'c', is = true }]",
    );
    let facts = facts(&vocabulary, &json!({"a": true}));
    let highest_vat = vocabulary.highest_vat_rate();
    let view = View { facts: &facts, on: on(), provisional: false, highest_vat };
    let mut marks = Vec::new();
    assert_eq!(condition.evaluate(&view, &mut marks), Tri::Unknown);
    let asked: Vec<&str> = condition
        .open_tests(&marks)
        .into_iter()
        .map(|(fact, _, _)| vocabulary.def(fact).id.as_str())
        .collect();
    assert_eq!(asked, ["c"]);
}

/// A condition over the yes-or-no facts a, b and c, as written in a rules file.
fn logic() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(vec!["a", "b", "c"])
        .prop_map(|fact| format!("{{ feit = '{fact}', is = true }}"));
    leaf.prop_recursive(4, 24, 3, |inner| {
        let list = prop::collection::vec(inner.clone(), 1..4);
        prop_oneof![
            list.clone().prop_map(|members| format!("{{ alle = [{}] }}", members.join(", "))),
            list.clone().prop_map(|members| format!("{{ een = [{}] }}", members.join(", "))),
            list.prop_map(|members| {
                let count = members.len().div_ceil(2);
                let members = members.join(", ");
                format!("{{ minstens = {{ aantal = {count}, van = [{members}] }} }}")
            }),
            inner.prop_map(|member| format!("{{ niet = {member} }}")),
        ]
    })
}

fn known(values: [Option<bool>; 3]) -> Value {
    let facts = ["a", "b", "c"].into_iter().zip(values);
    facts.filter_map(|(name, value)| Some((name.to_owned(), Value::Bool(value?)))).collect()
}

proptest! {
    /// A decided answer never changes when an unknown fact becomes known: unknown is never taken for no.
    #[test]
    fn learning_a_fact_never_overturns_a_decided_answer(
        condition in logic(),
        values in any::<[Option<bool>; 3]>(),
        learned in any::<[bool; 3]>(),
    ) {
        let condition = format!("alle = [{condition}]");
        let before = outcome(&condition, &known(values));
        let complete = [0, 1, 2].map(|index| Some(values[index].unwrap_or(learned[index])));
        let after = outcome(&condition, &known(complete));
        prop_assert_ne!(after, Tri::Unknown);
        if before != Tri::Unknown {
            prop_assert_eq!(before, after);
        }
    }

    /// Every part leaves one mark, and the first mark is the outcome of the whole.
    #[test]
    fn every_part_leaves_a_mark(condition in logic(), values in any::<[Option<bool>; 3]>()) {
        let condition = format!("alle = [{condition}]");
        let (whole, marks) = evaluate(&condition, &known(values), false);
        prop_assert_eq!(marks.len(), compile(&vocabulary(), &condition).len());
        prop_assert_eq!(marks[0].outcome, whole);
    }

    /// An amount of unknown VAT kind is decided only when both readings of it agree.
    #[test]
    fn an_unstated_amount_agrees_with_both_readings(cents in 60_000_000_u32..100_000_000) {
        let amount = format!("{}.{:02}", cents / 100, cents % 100);
        let without = outcome(OVER, &sum(&amount, "exclusief"));
        let with = outcome(
            OVER,
            &json!({"bouwsom": {"bedrag": amount, "btw": "inclusief", "tarief": 21}}),
        );
        let unstated = outcome(OVER, &sum(&amount, "onbekend"));
        let expected = if without == with { without } else { Tri::Unknown };
        prop_assert_eq!(unstated, expected);
    }
}
