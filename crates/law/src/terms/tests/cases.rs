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
#[serde(deny_unknown_fields)]
struct Other {
    regel: String,
    vanaf: NaiveDate,
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
            (None, None, Some(Other { regel, vanaf })) => {
                let none = BTreeSet::new();
                match regel.as_str() {
                    "bezwaar" => RULES.remedy_term(Remedy::Objection, *vanaf, &none),
                    "beroep" => RULES.remedy_term(Remedy::Appeal, *vanaf, &none),
                    "nietBehandelen" => RULES.refusal_to_handle_term(*vanaf, &none),
                    "hersteltermijn" => {
                        RULES.propose_body_term(BodyTerm::Repair, *vanaf, None, &none)
                    }
                    "zienswijze" => RULES.propose_body_term(BodyTerm::Views, *vanaf, None, &none),
                    other => panic!("{other}"),
                }
            }
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
