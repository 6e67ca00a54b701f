//! Runs `rules/national/terms.cases.toml`, and checks that every entry of `terms.toml` is hit by a case.

use super::*;
use serde::Deserialize;
use std::collections::BTreeSet;

const CASES: &str = include_str!("../../../../../rules/national/terms.cases.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TermCases {
    geval: Vec<TermCase>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TermCase {
    naam: String,
    tijdlijn: Option<Value>,
    /// A term of the catalogue, from a receipt.
    basistermijn: Option<Catalogue>,
    /// One of the other terms, from a day.
    anders: Option<Other>,
    verwacht: Expected,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Catalogue {
    id: String,
    ontvangen_op: NaiveDate,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Other {
    regel: String,
    vanaf: NaiveDate,
    /// Only for the decision on an objection, like the two below.
    #[serde(default)]
    commissie: bool,
    #[serde(default)]
    verdaagd: bool,
    #[serde(default)]
    opgeschort_dagen: i64,
}

impl Other {
    fn run(&self) -> Deadline {
        let (from, none) = (self.vanaf, BTreeSet::new());
        match self.regel.as_str() {
            "bezwaar" => RULES.remedy_term(Remedy::Objection, from, &none),
            "beroep" => RULES.remedy_term(Remedy::Appeal, from, &none),
            "beroepNaBezwaar" => RULES.remedy_term(Remedy::AppealAfterObjection, from, &none),
            "hogerBeroep" => RULES.remedy_term(Remedy::HigherAppeal, from, &none),
            "beslissingOpBezwaar" => {
                let Self { commissie, verdaagd, opgeschort_dagen, .. } = *self;
                RULES.objection_decision_term(from, commissie, verdaagd, opgeschort_dagen, &none)
            }
            "nietBehandelen" => RULES.refusal_to_handle_term(from, &none),
            "hersteltermijn" => RULES.propose_body_term(BodyTerm::Repair, from, None, &none),
            "zienswijze" => RULES.propose_body_term(BodyTerm::Views, from, None, &none),
            other => panic!("{other}"),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    uiterlijk: Option<NaiveDate>,
    #[serde(default)]
    minimaal: bool,
    #[serde(default)]
    waarschuwingen: Vec<String>,
    dwangsom: Option<ExpectedPenalty>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedPenalty {
    dagen: i64,
    bedrag: String,
}

impl TermCase {
    fn run(&self) -> Deadline {
        match (&self.tijdlijn, &self.basistermijn, &self.anders) {
            (Some(timeline), None, None) => deadline(timeline),
            (None, Some(Catalogue { id, ontvangen_op }), None) => {
                let entry = RULES.catalogue_term(id).unwrap_or_else(|| panic!("{id}"));
                let profile = TermProfile {
                    term: Some(entry.term),
                    article: entry.article.clone(),
                    ..TermProfile::default()
                };
                compute(&Timeline::of_receipt(profile, *ontvangen_op, *ontvangen_op), &RULES)
            }
            (None, None, Some(other)) => other.run(),
            _ => panic!("{}: geef tijdlijn, basistermijn of anders", self.naam),
        }
    }

    fn check(&self, found: &Deadline) {
        let (name, wanted) = (&self.naam, &self.verwacht);
        assert_eq!(found.last_day, wanted.uiterlijk, "{name}: {:#?}", found.steps);
        assert_eq!(found.at_the_earliest, wanted.minimaal, "{name}");
        let warnings: Vec<&str> = found.warnings.iter().map(|warning| warning.name).collect();
        assert_eq!(warnings, wanted.waarschuwingen, "{name}");
        assert_eq!(found.penalty.is_some(), wanted.dwangsom.is_some(), "{name}");
        if let (Some(penalty), Some(wanted)) = (found.penalty, &wanted.dwangsom) {
            let amount = serde_json::to_value(penalty.amount).expect("amount");
            assert_eq!((penalty.days, amount), (wanted.dagen, json!(wanted.bedrag)), "{name}");
        }
    }
}

#[test]
fn the_case_file_holds_and_hits_every_rule() {
    let cases: TermCases = toml::from_str(CASES).expect("terms.cases.toml");
    let mut hit: BTreeSet<String> = BTreeSet::new();
    for case in &cases.geval {
        let found = case.run();
        case.check(&found);
        hit.extend(found.steps.into_iter().map(|step| step.rule));
        hit.extend(found.warnings.into_iter().map(|warning| warning.rule));
        hit.extend(found.penalty.map(|_| "awb-4-17".to_owned()));
        hit.extend(case.basistermijn.as_ref().map(|term| term.id.clone()));
    }
    let known: BTreeSet<String> =
        RULES.rule_ids().chain(RULES.catalogue_ids()).map(str::to_owned).collect();
    let missed: Vec<_> = known.difference(&hit).collect();
    assert!(missed.is_empty(), "geen geval voor {missed:?}");
}
