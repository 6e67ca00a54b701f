//! The national risk set: it loads, its cases hold, and each of them is needed.

use crate::{RuleFiles, Rulebook, run_cases};
use ::risk::{DesignatedAreas, Surroundings};
use std::sync::Arc;

/// What the risk set stands on.
const AROUND: [(&str, &str); 7] = [
    ("national/facts.toml", include_str!("../../../../rules/national/facts.toml")),
    ("national/permit-types.toml", include_str!("../../../../rules/national/permit-types.toml")),
    ("national/precedence.toml", include_str!("../../../../rules/national/precedence.toml")),
    ("national/terms.toml", include_str!("../../../../rules/national/terms.toml")),
    ("national/holidays.toml", include_str!("../../../../rules/national/holidays.toml")),
    ("national/sources.toml", include_str!("../../../../rules/national/sources.toml")),
    ("national/letters.toml", include_str!("../../../../rules/national/letters.toml")),
];

macro_rules! beside {
    ($($name:literal),+ $(,)?) => {
        [$((
            $name,
            include_str!(concat!("../../../../rules/national/risk/", $name, ".toml")),
            include_str!(concat!("../../../../rules/national/risk/", $name, ".cases.toml")),
        )),+]
    };
}

/// The files of the risk set, each with its cases.
pub(super) const RISK: [(&str, &str, &str); 9] = beside![
    "bedrijfsvoering",
    "bestuursrecht",
    "bevindingen",
    "financiering",
    "fiscaal-arbeid",
    "formulier",
    "model",
    "strafrecht",
    "zeggenschap",
];

fn files() -> RuleFiles {
    let mut files = RuleFiles::new();
    for (path, text) in AROUND {
        files.insert(path, text);
    }
    for (name, rules, cases) in RISK {
        files.insert(format!("national/risk/{name}.toml"), rules);
        files.insert(format!("national/risk/{name}.cases.toml"), cases);
    }
    files
}

pub(super) fn rulebook() -> Rulebook {
    Rulebook::load(&files()).unwrap_or_else(|errors| panic!("{errors:#?}"))
}

/// What a part of the set is checked against.
pub(super) fn around() -> Surroundings {
    let book = rulebook();
    let sha256 = book.risk().expect("risk set").reference().sha256;
    let vocabulary = Arc::clone(book.vocabulary());
    Surroundings { vocabulary, areas: DesignatedAreas::none(), sha256 }
}

#[test]
fn the_national_risk_set_loads_and_its_cases_hold() {
    let rulebook = rulebook();
    let rules = rulebook.risk().expect("risk set");
    assert!(rules.indicators().len() >= 45);
    assert_eq!(rules.reference().id, "landelijk-risico");
    let report = run_cases(&rulebook, &files());
    let wrong: Vec<String> = report
        .failures
        .iter()
        .map(|failure| format!("{}: {}", failure.name, failure.error))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(report.errors.is_empty(), "{:#?}", report.errors);
    let missed: Vec<&str> = report.missed.iter().map(|error| error.reason.as_str()).collect();
    // The policies are not among these files; only the risk set has cases here.
    assert!(
        !missed.iter().any(|reason| rules
            .indicators()
            .iter()
            .any(|one| reason.contains(&format!("«{}»", one.id())))),
        "{missed:?}"
    );
}

#[test]
fn a_fault_names_file_line_and_id() {
    let broken = |path: &str, from: &str, to: &str| {
        let mut files = files();
        let text = files.get(path).expect("file").text.replacen(from, to, 1);
        assert!(files.get(path).expect("file").text.contains(from), "{from}");
        files.insert(path, text);
        Rulebook::load(&files).expect_err("a fault").remove(0)
    };
    let error = broken(
        "national/risk/strafrecht.toml",
        "soort = [\"witwassen\"], gewicht",
        "soort = [\"witwasse\"], gewicht",
    );
    assert_eq!(error.file, "national/risk/strafrecht.toml");
    assert!(error.line > 1 && error.reason.contains("indicator «witwassen»"), "{error}");
    let error = broken("national/risk/model.toml", "promille = 250", "promille = 0");
    assert!(error.reason.contains("telt nooit helemaal niet meer"), "{error}");
    let error = broken("national/risk/bevindingen.toml", "label = \"witwassen\"", "label = \"\"");
    assert!(error.reason.contains("«label» van «witwassen» is leeg"), "{error}");
    let error = broken("national/risk/formulier.toml", "thema =", "tema =");
    assert!(error.reason.contains("«tema» is hier geen bekende sleutel"), "{error}");
    let mut headless = RuleFiles::new();
    for (path, text) in files().iter().filter(|(path, _)| !path.ends_with("/model.toml")) {
        headless.insert(path, text);
    }
    let error = Rulebook::load(&headless).expect_err("a fault").remove(0);
    assert_eq!(error.to_string(), "national/risk/model.toml:1: dit bestand ontbreekt");
}

#[test]
fn rules_without_a_risk_set_have_none() {
    let mut plain = RuleFiles::new();
    for (path, text) in AROUND {
        plain.insert(path, text);
    }
    assert!(Rulebook::load(&plain).expect("rules").risk().is_none());
}

#[test]
fn the_digest_follows_the_rules_and_not_the_cases() {
    let digest = |path: &str| {
        let mut files = files();
        let text = format!("{}\n# een opmerking\n", files.get(path).expect("file").text);
        files.insert(path, text);
        Rulebook::load(&files).expect("rules").risk().expect("risk set").reference().sha256
    };
    let now = rulebook().risk().expect("risk set").reference().sha256;
    assert_ne!(digest("national/risk/strafrecht.toml"), now);
    assert_ne!(digest("national/facts.toml"), now);
    assert_eq!(digest("national/risk/strafrecht.cases.toml"), now);
}
