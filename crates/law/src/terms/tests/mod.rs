//! Tests of the terms, with the real rules files. Nothing here repeats a number that the rules could supply wrongly: the
//! expected days were counted by hand on a calendar.

#![expect(
    clippy::needless_pass_by_value,
    reason = "`json!` written where it is used keeps a table readable"
)]

mod calendar;
mod cases;
mod choices;
mod events_table;
mod fixtures;
mod objection_decision;
mod other_terms;
mod parse;
mod penalty_table;
mod properties;
mod rules;
mod terms_table;

use super::*;
use chrono::NaiveDate;
use kernel::{Euro, Faults};
use serde_json::{Value, json};
use std::sync::LazyLock;

const TERMS: &str = include_str!("../../../../../rules/national/terms.toml");
const HOLIDAYS: &str = include_str!("../../../../../rules/national/holidays.toml");

static RULES: LazyLock<TermRules> = LazyLock::new(|| {
    TermRules::new(terms_file(), &holidays_file()).expect("the rules files are sound")
});

fn terms_file() -> TermsFile {
    toml::from_str(TERMS).expect("terms.toml")
}

fn holidays_file() -> HolidaysFile {
    toml::from_str(HOLIDAYS).expect("holidays.toml")
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("date")
}

const KINDS: [&str; 6] = [
    "omgevingsvergunning-bouw",
    "omgevingsvergunning-milieu",
    "alcohol-horeca",
    "verhuurvergunning",
    "overheidsopdracht",
    "ambtshalve-fixture",
];

/// What the permit types will say; the terms come from the catalogue in `terms.toml`.
fn profile(id: &str) -> Result<TermProfile, NoProfile> {
    let of = |term: &str| {
        let term = RULES.catalogue_term(term).expect("term");
        TermProfile {
            term: Some(term.term),
            article: term.article.clone(),
            ..TermProfile::default()
        }
    };
    Ok(match id {
        "omgevingsvergunning-bouw" => of("ow-16-64-1"),
        "omgevingsvergunning-milieu" => TermProfile { extended_procedure: true, ..of("ow-16-66") },
        "alcohol-horeca" => TermProfile::default(),
        "verhuurvergunning" => TermProfile { positive_silence: true, ..of("wgv-9") },
        "overheidsopdracht" => TermProfile { kind: DoorKind::Civil, ..TermProfile::default() },
        "ambtshalve-fixture" => TermProfile { kind: DoorKind::OwnMotion, ..TermProfile::default() },
        _ => return Err(NoProfile::UnknownKind),
    })
}

fn read_with(value: &Value, rules: &TermRules, today: &str) -> Result<Timeline, Faults> {
    let context =
        TimelineContext { rules, today: day(today), known_kinds: &KINDS, profile: &profile };
    Timeline::parse(value, &context)
}

fn read(value: &Value) -> Result<Timeline, Faults> {
    read_with(value, &RULES, "2028-12-31")
}

fn deadline(value: &Value) -> Deadline {
    compute(&read(value).unwrap_or_else(|faults| panic!("{faults}")), &RULES)
}

/// One line of a hand-counted table.
struct Case {
    name: &'static str,
    timeline: Value,
    last_day: &'static str,
    at_the_earliest: bool,
    warnings: &'static [&'static str],
    penalty: Option<(i64, i64)>,
}

/// A timeline received on 2 November 2026 (a Monday) with eight weeks, +6: without events it ends on Monday 28 December 2026.
fn november(name: &'static str, events: Value, last_day: &'static str) -> Case {
    let timeline = json!({"soort": "omgevingsvergunning-bouw", "ontvangenOp": "2026-11-02",
        "peildatum": "2027-06-01", "gebeurtenissen": events});
    case(name, timeline, last_day)
}

fn case(name: &'static str, timeline: Value, last_day: &'static str) -> Case {
    Case { name, timeline, last_day, at_the_earliest: false, warnings: &[], penalty: None }
}

impl Case {
    fn open(self) -> Self {
        Self { at_the_earliest: true, ..self }
    }

    fn on(mut self, reference: &str) -> Self {
        self.timeline["peildatum"] = json!(reference);
        self
    }

    fn warns(self, warnings: &'static [&'static str]) -> Self {
        Self { warnings, ..self }
    }

    fn owes(self, days: i64, euro: i64) -> Self {
        Self { penalty: Some((days, euro)), ..self }
    }

    fn check(&self) {
        let found = deadline(&self.timeline);
        let name = self.name;
        assert_eq!(found.last_day, Some(day(self.last_day)), "{name}: {:#?}", found.steps);
        assert_eq!(found.at_the_earliest, self.at_the_earliest, "{name}: minimaal");
        let warnings: Vec<&str> = found.warnings.iter().map(|warning| warning.name).collect();
        assert_eq!(warnings, self.warnings, "{name}: {:?}", found.warnings);
        let penalty = found.penalty.map(|penalty| (penalty.days, penalty.amount));
        let wanted = self.penalty.map(|(days, euro)| (days, Euro::from_cents(euro * 100)));
        assert_eq!(penalty, wanted, "{name}: dwangsom");
        assert_eq!(
            found.penalty.is_some_and(|penalty| penalty.due),
            self.penalty.is_some_and(|(days, _)| days > 0)
        );
        steps_add_up(&self.timeline, &found);
    }
}

/// The steps lead from the receipt to the last day without a gap.
fn steps_add_up(timeline: &Value, found: &Deadline) {
    let Some(last_day) = found.last_day else { return };
    let mut end = day(timeline["ontvangenOp"].as_str().expect("receipt"));
    for step in &found.steps {
        end = spec::plus(end, step.days);
        assert_eq!(step.date, Some(end), "{step:?}");
        assert!(!step.description.contains('{'), "{step:?}");
    }
    assert_eq!(end, last_day);
}
