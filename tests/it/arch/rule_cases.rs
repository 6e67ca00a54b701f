//! Every rule file has its cases beside it: facts, and what must come out.

use super::nothing_breaks;
use super::repository::{exists, files_ending};

/// Rule files without cases, each with the reason. The list may only shrink.
const WITHOUT_CASES: [(&str, &str); 3] = [
    (
        "rules/national/facts.toml",
        "a vocabulary: it decides nothing, and the cases of all other files use its words",
    ),
    (
        "rules/national/letters.toml",
        "a list of enclosures: it decides nothing, and the letters are shown by their own tests",
    ),
    (
        "rules/national/precedence.toml",
        "an order among results: only the cases of the parties' policies can show it",
    ),
];

/// Returns the name of the cases that belong to a rule file.
fn cases_of(rule_file: &str) -> String {
    format!("{}.cases.toml", rule_file.trim_end_matches(".toml"))
}

/// Returns the files with rules: not the cases, not the generated schemas.
fn rule_files() -> impl Iterator<Item = String> {
    let all = files_ending(".toml").into_iter();
    all.filter(|name| {
        name.starts_with("rules/")
            && !name.starts_with("rules/schema/")
            // Explanations: they decide nothing.
            && !name.starts_with("rules/national/help/")
            // Questions: they are shown to be reachable, and complete in the full examples, by tests/it/questionnaire.rs.
            && !name.starts_with("rules/national/questionnaire/")
            && !name.ends_with(".cases.toml")
    })
}

#[test]
fn every_rule_file_has_cases_beside_it() {
    let exempt = |name: &str| WITHOUT_CASES.iter().any(|(exempt, _)| *exempt == name);
    let wrong: Vec<String> = rule_files()
        .filter(|name| !exempt(name) && !exists(&cases_of(name)))
        .map(|name| format!("{name} lacks {}", cases_of(&name)))
        .collect();
    nothing_breaks("a rule is proven by its cases", &wrong);
}

#[test]
fn every_file_with_cases_belongs_to_a_rule_file() {
    let cases = files_ending(".cases.toml").into_iter().filter(|name| name.starts_with("rules/"));
    let wrong: Vec<String> = cases
        .filter(|name| !exists(&format!("{}.toml", name.trim_end_matches(".cases.toml"))))
        .collect();
    nothing_breaks("cases stand beside the rule file of the same name", &wrong);
}

#[test]
fn the_list_of_files_without_cases_shrinks() {
    let with_cases = WITHOUT_CASES.iter().filter(|(name, _)| exists(&cases_of(name)));
    let wrong: Vec<String> =
        with_cases.map(|(name, _)| format!("{name} has cases: take it off the list")).collect();
    nothing_breaks("an exemption ends when it is no longer needed", &wrong);
}
