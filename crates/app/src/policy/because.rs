//! Why an outcome is what it is, in one sentence that begins with «omdat».

use facts::{Application, Condition, Doubt};
use law::scope::{Policy, Question, Regime, Rule, ScopeDecision};
use std::ops::Range;

/// Returns the sentence.
pub(super) fn because(
    policy: &Policy,
    application: &Application,
    decision: &ScopeDecision<'_>,
) -> String {
    let reasons = match (decision.regime, decision.deciding) {
        (Regime::Onbepaald, _) => return waiting(policy, decision),
        (Regime::GeenGrondslag, _) => {
            decision.stand.and_then(|stand| stand.when.as_ref()).map(|condition| {
                // The marks of legal positions come first; those of the one that applies end where its condition does.
                let tried =
                    decision.kind.stands.iter().take_while(|other| {
                        decision.stand.is_some_and(|stand| stand.id != other.id)
                    });
                let tried = tried.filter(|other| {
                    other.parties.contains(&policy.party.kind) && other.valid.contains(decision.on)
                });
                let start: usize =
                    tried.filter_map(|other| other.when.as_ref()).map(Condition::len).sum();
                let marks = start..start + condition.len();
                reasons(policy, application, decision, (condition, marks))
            })
        }
        (_, Some(rule)) => rule.when.as_ref().map(|condition| {
            let outcome = decision.rules.iter().find(|outcome| outcome.rule.id == rule.id);
            let marks = outcome.map_or(0..0, |outcome| outcome.marks.clone());
            reasons(policy, application, decision, (condition, marks))
        }),
        (_, None) => None,
    };
    match reasons.filter(|reasons| !reasons.is_empty()) {
        Some(reasons) => format!("omdat {}.", reasons.join(" en ")),
        None => without_condition(decision.regime, decision.deciding).to_owned(),
    }
}

fn reasons(
    policy: &Policy,
    application: &Application,
    decision: &ScopeDecision<'_>,
    (condition, marks): (&Condition, Range<usize>),
) -> Vec<String> {
    let marks = decision.marks.get(marks).unwrap_or_default();
    condition.reasons(marks, &application.facts, &policy.vocabulary)
}

/// Names what the outcome waits for.
fn waiting(policy: &Policy, decision: &ScopeDecision<'_>) -> String {
    let gap = decision.missing.iter().any(|one| matches!(one.question, Question::Policy(_)));
    if gap {
        return "omdat dit deel van het beleid nog niet is ingevoerd.".to_owned();
    }
    let name = |question: Question<'_>| match question {
        Question::Fact(fact, doubt) => {
            let label = &policy.vocabulary.def(fact).label;
            match doubt {
                Doubt::Vat => format!("of {label} inclusief btw is"),
                Doubt::PolicyVat => format!("of de grens voor {label} inclusief btw is"),
                Doubt::Source => format!("{label} volgens het bevoegd gezag"),
                Doubt::None | Doubt::Missing | Doubt::Others => label.clone(),
            }
        }
        Question::CaseNumber => "het kenmerk van de aanvraag".to_owned(),
        Question::Policy(_) => "het beleid".to_owned(),
    };
    let names: Vec<String> = decision.missing.iter().map(|one| name(one.question)).collect();
    format!("omdat nog niet bekend is: {}.", names.join(", "))
}

/// Returns the sentence for what no condition decided.
fn without_condition(regime: Regime, rule: Option<&Rule>) -> &'static str {
    match regime {
        Regime::GeenGrondslag => "omdat de wet hier geen grondslag voor een toets geeft.",
        Regime::OpSignaalVerplicht | Regime::OpSignaal => {
            "omdat het beleid bij een signaal een toets noemt."
        }
        Regime::Uitgezonderd => "omdat het beleid deze soort uitzondert.",
        Regime::Verplicht => "omdat het beleid elke aanvraag van deze soort noemt.",
        Regime::InBeginsel => "omdat het beleid deze soort in beginsel altijd toetst.",
        Regime::InBeginselUitgezonderd => {
            "omdat het beleid deze soort in beginsel uitzondert en geen signaal dat doorbreekt."
        }
        Regime::Steekproef => "omdat de steekproef deze aanvraag koos.",
        Regime::Optioneel if rule.is_some() => {
            "omdat het beleid bij deze soort een toets toelaat en niet voorschrijft."
        }
        Regime::Optioneel => {
            "omdat de wet een toets toelaat en geen regel van het beleid hier iets anders zegt."
        }
        Regime::Onbepaald => "omdat nog niet alles bekend is.",
    }
}
