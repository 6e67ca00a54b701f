//! The explained outcome: reason, basis, what is unknown, and when it would be another.

use super::{day, party, rules};
use app::policy::{AnswerKind, Explained, explain, questions};
use app::{AppError, Regime};
use serde_json::{Value, json};

fn explained(party_id: &str, application: &Value) -> Explained {
    explain(rules(), &party(party_id), application, day("2026-11-02")).expect("an outcome")
}

fn building(amount: &Value) -> Value {
    let mut facts = json!({});
    if !amount.is_null() {
        facts["bouwsom"] = amount.clone();
    }
    json!({ "soort": "omgevingsvergunning-bouw", "gebeurtenis": "nieuw",
        "ontvangenOp": "2026-11-02", "feiten": facts })
}

fn calculated(amount: &str) -> Value {
    building(&json!({ "bedrag": amount, "btw": "exclusief", "bron": "bevoegd-gezag" }))
}

#[test]
fn a_building_sum_above_the_limit_is_explained_by_the_sum() {
    let outcome = explained("gemeente-emmen", &calculated("812000.00"));
    assert_eq!(outcome.regime, Regime::Verplicht);
    assert_eq!(
        outcome.because,
        "omdat de bouwsom (€\u{a0}812.000,00 exclusief btw, berekend door het bevoegd gezag) meer is dan €\u{a0}750.000,00 exclusief btw."
    );
    let ids: Vec<&str> = outcome.grounds.iter().map(|ground| ground.id.as_str()).collect();
    assert_eq!(ids, ["drenthe-bouw-bedrag", "omgevingsvergunning-bouw-grondslag"]);
    assert_eq!(outcome.grounds[0].policy.as_deref(), Some("Drents model voor Bibob-beleid"));
    assert_eq!(outcome.decided_by.as_deref(), Some("het college van burgemeester en wethouders"));
    let otherwise: Vec<_> =
        outcome.otherwise.iter().map(|one| (one.name.as_str(), one.change.regime)).collect();
    assert_eq!(otherwise, [("Bouwsom", Regime::Optioneel)]);
    let answers = &outcome.otherwise[0].change.answers;
    assert_eq!(answers, &["tot en met €\u{a0}750.000,00 exclusief btw"]);
    let term = outcome.term.expect("a term");
    assert_eq!((term.length.as_str(), term.last_day), ("8 weken", Some(day("2026-12-28"))));
}

#[test]
fn the_limit_itself_is_not_enough() {
    let outcome = explained("gemeente-emmen", &calculated("750000.00"));
    assert_eq!(outcome.regime, Regime::Optioneel);
    assert!(outcome.because.starts_with("omdat de wet een toets toelaat"), "{}", outcome.because);
}

#[test]
fn an_unknown_sum_is_a_question_with_what_each_answer_means() {
    let outcome = explained("gemeente-emmen", &building(&Value::Null));
    assert_eq!(outcome.regime, Regime::Onbepaald);
    assert_eq!(outcome.because, "omdat nog niet bekend is: de bouwsom.");
    let first = &outcome.unknown[0];
    assert_eq!((first.name.as_str(), first.decides), ("Bouwsom", true));
    let results: Vec<Regime> = first.changes.iter().map(|change| change.regime).collect();
    assert_eq!(results, [Regime::Optioneel, Regime::Verplicht]);
    let others: Vec<_> = outcome.unknown[1..]
        .iter()
        .map(|one| (one.name.as_str(), one.decides, one.sets_term))
        .collect();
    assert_eq!(
        others,
        [
            ("Procedure", false, true),
            ("Instemming van een ander bestuursorgaan nodig", false, true)
        ]
    );
}

#[test]
fn an_own_statement_gives_a_provisional_outcome() {
    let own = building(&json!({ "bedrag": "812000.00", "btw": "exclusief", "bron": "aanvrager" }));
    let outcome = explained("gemeente-emmen", &own);
    assert!(outcome.provisional && outcome.regime == Regime::Verplicht);
    assert!(outcome.unknown[0].decides);
    assert!(outcome.unknown[0].question.starts_with("Er is alleen een opgave van de aanvrager."));
}

#[test]
fn a_kind_without_basis_says_so_and_asks_nothing() {
    let outcome = explained("gemeente-emmen", &json!({ "soort": "pgb" }));
    assert_eq!(outcome.regime, Regime::GeenGrondslag);
    assert_eq!(outcome.because, "omdat de wet hier geen grondslag voor een toets geeft.");
    assert_eq!((outcome.grounds.len(), outcome.term), (1, None));
}

#[test]
fn a_policy_that_is_not_entered_is_the_question() {
    let outcome = explained("gemeente-papendrecht", &json!({ "soort": "alcohol-horeca" }));
    assert_eq!(outcome.regime, Regime::Onbepaald);
    assert_eq!(outcome.because, "omdat dit deel van het beleid nog niet is ingevoerd.");
    assert_eq!((outcome.unknown[0].fact.as_deref(), outcome.unknown[0].decides), (None, true));
}

#[test]
fn only_what_counts_is_asked() {
    let asked = |kind: &str| {
        questions(rules(), &party("gemeente-emmen"), kind, day("2026-11-02")).expect("questions")
    };
    let ids = |kind: &str| asked(kind).into_iter().map(|one| one.id).collect::<Vec<_>>();
    assert_eq!(
        ids("omgevingsvergunning-bouw"),
        ["gebeurtenis", "bouwsom", "procedure", "instemmingNodig"]
    );
    assert_eq!(ids("alcohol-horeca"), ["gebeurtenis"]);
    let sum = asked("omgevingsvergunning-bouw").remove(1);
    assert_eq!(sum.answer, AnswerKind::Amount { vat_rates: vec![9, 21], source: true });
    assert_eq!(sum.name, "Bouwsom");
}

/// A question for each fact that any rule looks at, so that a form can always be made.
#[test]
fn every_kind_of_every_policy_has_questions_and_an_outcome() {
    let mut outcomes = 0;
    for party in rules().party_ids() {
        for kind in rules().kinds().keys() {
            let on = day("2026-11-02");
            let asked = questions(rules(), party, kind, on).expect("questions");
            assert_eq!(asked[0].id, "gebeurtenis", "{party} {kind}");
            for question in &asked {
                let text = &question.question;
                assert!(text.ends_with('?') && !text.contains(" vul "), "{party} {kind}: {text}");
            }
            let outcome = explain(rules(), party, &json!({ "soort": kind }), on).expect("outcome");
            assert!(outcome.because.starts_with("omdat ") && outcome.because.ends_with('.'));
            let awaits = outcome.unknown.iter().any(|one| one.decides);
            assert_eq!(awaits, outcome.regime == Regime::Onbepaald, "{party} {kind}");
            outcomes += 1;
        }
    }
    assert_eq!(outcomes, 30 * rules().kinds().len());
}

#[test]
fn what_cannot_be_explained_is_refused() {
    let on = day("2026-11-02");
    let unknown = explain(rules(), &party("gemeente-nergens"), &json!({ "soort": "pgb" }), on);
    assert!(matches!(unknown, Err(AppError::NotFound)));
    let emmen = party("gemeente-emmen");
    let wrong = explain(rules(), &emmen, &json!({ "soort": "pgb", "kleur": 1 }), on);
    assert!(matches!(wrong, Err(AppError::Input(_))));
    let early = explain(rules(), &emmen, &json!({ "soort": "alcohol-horeca" }), day("2020-01-01"));
    let Err(AppError::Input(faults)) = early else { panic!("{early:?}") };
    assert_eq!(faults.iter().next().expect("a fault").pointer, "/ontvangenOp");
}
