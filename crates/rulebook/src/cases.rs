//! The cases beside the rules files: each is run, and each rule must be hit by at least one.

use crate::error::RuleError;
use crate::files::RuleFiles;
use crate::format::{CaseSource, CasesFile};
use crate::load::Rulebook;
use crate::risk::run_risk_cases;
use facts::Application;
use kernel::{Fault, PartyId};
use law::answer::{Answer, Detail};
use law::scope::assess;
use std::collections::BTreeSet;

/// What running all cases came to.
#[derive(Clone, Debug, Default)]
pub struct CaseReport {
    /// How many cases were run.
    pub run: usize,
    /// The cases with another outcome than expected.
    pub failures: Vec<CaseFailure>,
    /// Rules and legal positions that no case hits.
    pub missed: Vec<RuleError>,
    /// Files that could not be read.
    pub errors: Vec<RuleError>,
}

/// A case with another outcome than expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseFailure {
    /// The file and line, and what differed.
    pub error: RuleError,
    /// The name of the case.
    pub name: String,
}

/// Runs every case in the cases files of the scope rules and of the risk set.
///
/// The cases of terms and holidays have a form of their own and run with the terms engine.
pub fn run_cases(rulebook: &Rulebook, files: &RuleFiles) -> CaseReport {
    let mut report = CaseReport::default();
    let mut hit = BTreeSet::new();
    let kinds: Vec<&str> = rulebook.kinds().keys().map(String::as_str).collect();
    for (path, _) in files.iter().filter(|(path, _)| is_scope_cases(path)) {
        let Some(file) = files.get(path) else { continue };
        let cases: CasesFile = match file.parse() {
            Ok(cases) => cases,
            Err(error) => {
                report.errors.push(error);
                continue;
            }
        };
        for (index, case) in cases.geval.iter().enumerate() {
            report.run += 1;
            if let Err(reasons) = run_case(rulebook, &kinds, case, &mut hit) {
                let error = file.error(&["geval", &index.to_string()], reasons.join("; "));
                report.failures.push(CaseFailure { error, name: case.naam.clone() });
            }
        }
    }
    report.missed = rulebook
        .rule_ids()
        .filter(|id| !hit.contains(*id) && !waits_for_list(rulebook, id))
        .filter_map(|id| {
            let source = rulebook.source(id)?;
            Some(RuleError {
                file: source.file.clone(),
                line: source.line,
                reason: format!("geen enkel geval raakt «{id}»"),
            })
        })
        .collect();
    run_risk_cases(rulebook, files, &mut report);
    report
}

/// Returns whether the rule names a list that no party has filled yet: a base policy offers it, and no case can hit it.
fn waits_for_list(rulebook: &Rulebook, id: &str) -> bool {
    let policies = rulebook.party_ids().flat_map(|party| rulebook.policies(party));
    let mut rules =
        policies.flat_map(|policy| &policy.rules).filter(|rule| rule.id == id).peekable();
    rules.peek().is_some()
        && rules.all(|rule| rule.when.as_ref().is_some_and(facts::Condition::waits_for_list))
}

fn is_scope_cases(path: &str) -> bool {
    path == "national/permit-types.cases.toml"
        || (path.starts_with("parties/")
            && path.ends_with(".cases.toml")
            && !path.ends_with("/risk.cases.toml"))
}

fn run_case(
    rulebook: &Rulebook,
    kinds: &[&str],
    case: &CaseSource,
    hit: &mut BTreeSet<String>,
) -> Result<(), Vec<String>> {
    let one = |reason: String| vec![reason];
    let party: PartyId = case.partij.parse().map_err(|error| one(format!("{error}")))?;
    let json = serde_json::to_value(&case.aanvraag).map_err(|error| one(error.to_string()))?;
    let application =
        Application::read(&plain_dates(json), rulebook.vocabulary(), kinds).map_err(|faults| {
            let line = |fault: &Fault| format!("{}: {}", fault.pointer, fault.message);
            faults.iter().map(line).collect::<Vec<_>>()
        })?;
    let on = match &case.op {
        Some(text) => Some(text.parse().map_err(|_| one(format!("«{text}» is geen datum")))?),
        None => application.received_on,
    };
    let on = on.ok_or_else(|| one("geef «op», of «ontvangenOp» in de aanvraag".to_owned()))?;
    let policy = rulebook
        .policy(&party, on)
        .ok_or_else(|| one(format!("partij «{party}» is niet bekend")))?;
    let decision = assess(policy, &application, on).map_err(|error| one(error.to_string()))?;
    let answer = Answer::new(policy, rulebook.terms(), &application, &decision, Detail::Full);
    hit.extend(decision.stand.map(|stand| stand.id.clone()));
    hit.extend(answer.regels.iter().map(|rule| rule.id.to_owned()));
    hit.extend(
        answer
            .ontbrekend
            .iter()
            .filter(|m| m.feit == "beleid")
            .flat_map(|m| m.regels.iter().map(|id| (*id).to_owned())),
    );
    let differences = differences(case, &answer);
    if differences.is_empty() { Ok(()) } else { Err(differences) }
}

/// TOML dates arrive as a table with one odd key; the application file has them as text.
pub(crate) fn plain_dates(value: serde_json::Value) -> serde_json::Value {
    use serde_json::Value;
    match value {
        Value::Object(map) => match map.get("$__toml_private_datetime") {
            Some(date) if map.len() == 1 => date.clone(),
            _ => Value::Object(
                map.into_iter().map(|(key, inner)| (key, plain_dates(inner))).collect(),
            ),
        },
        Value::Array(list) => Value::Array(list.into_iter().map(plain_dates).collect()),
        plain => plain,
    }
}

fn differences(case: &CaseSource, answer: &Answer<'_>) -> Vec<String> {
    let wanted = &case.verwacht;
    let mut found = Vec::new();
    let mut compare = |what: &str, wanted: String, got: String| {
        if wanted != got {
            found.push(format!("{what}: verwacht {wanted}, gekregen {got}"));
        }
    };
    compare("regime", wanted.regime.id().to_owned(), answer.regime.id().to_owned());
    compare("voorlopig", wanted.voorlopig.to_string(), answer.voorlopig.to_string());
    let sorted = |ids: &mut dyn Iterator<Item = &str>| {
        ids.collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(", ")
    };
    if let Some(rules) = &wanted.regels {
        let got = sorted(&mut answer.regels.iter().map(|rule| rule.id));
        compare("regels", sorted(&mut rules.iter().map(String::as_str)), got);
    }
    let got = sorted(&mut answer.ontbrekend.iter().map(|missing| missing.feit));
    compare("ontbrekend", sorted(&mut wanted.ontbrekend.iter().map(String::as_str)), got);
    if let Some(stand) = &wanted.grondslag {
        let got = answer.grondslag.as_ref().map_or("geen", |basis| basis.id);
        compare("grondslag", stand.clone(), got.to_owned());
    }
    if let Some(day) = &wanted.uiterlijk {
        let got = answer.last_day().map_or_else(|| "geen".to_owned(), |day| day.to_string());
        compare("uiterlijk", day.clone(), got);
    }
    found
}
