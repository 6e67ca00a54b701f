//! Whether the cases would notice: each indicator is changed a little, and some case must come out differently.

use super::cases::prepared;
use super::tests::{RISK, around, rulebook};
use ::risk::{
    EvidenceClass, FindingTestSource, IndicatorSource, IndicatorsFile, KindsFile, LegalWeight,
    ModelFile, Profile, Reach, RiskConditionSource, RiskFiles, RuleSet, Seriousness, StatusName,
    Surroundings, score,
};
use chrono::{Days, NaiveDate};
use facts::{CodesSource, ConditionSource};
use kernel::Euro;

/// What an indicator came to in one case: its points when it holds, and whether it waits for something.
type Came = (Option<u32>, bool);

struct Bench {
    around: Surroundings,
    model: ModelFile,
    kinds: KindsFile,
    profiles: Vec<(Profile, NaiveDate)>,
}

impl Bench {
    fn new() -> Self {
        let text = |wanted: &str| RISK.iter().find(|(name, ..)| *name == wanted).expect("file").1;
        let book = rulebook();
        let rules = book.risk().expect("risk set");
        let mut profiles = Vec::new();
        for (_, _, cases) in RISK {
            let cases: super::RiskCasesFile = toml::from_str(cases).expect("cases");
            for case in &cases.geval {
                profiles.push(prepared(&book, rules, &cases, case).expect("case"));
            }
        }
        Self {
            around: around(),
            model: toml::from_str(text("model")).expect("model"),
            kinds: toml::from_str(text("bevindingen")).expect("kinds"),
            profiles,
        }
    }

    /// Returns a rule set of one indicator; none when the check refuses it.
    fn alone(&self, indicator: &IndicatorSource) -> Option<RuleSet> {
        let theme =
            IndicatorsFile { theme: "Proef".to_owned(), indicators: vec![indicator.clone()] };
        let files = RiskFiles {
            // What parties may choose names indicators that are not here.
            model: ModelFile { leeway: Vec::new(), ..self.model.clone() },
            kinds: self.kinds.clone(),
            indicators: vec![theme],
        };
        RuleSet::new(files, &self.around).ok()
    }

    /// Returns the cases that an indicator can have something to do with.
    fn about(&self, indicator: &IndicatorSource) -> Vec<&(Profile, NaiveDate)> {
        let kinds = kinds_in(&indicator.when);
        let concerns = |profile: &Profile| {
            let known = |kind: &String| kinds.as_ref().is_none_or(|kinds| kinds.contains(kind));
            profile.findings().is_empty()
                || profile.findings().iter().any(|finding| known(&finding.kind))
                || profile.missing().any(|id| indicator.documents.iter().any(|other| other == id))
        };
        self.profiles.iter().filter(|(profile, _)| concerns(profile)).collect()
    }

    fn came<'b>(
        rules: &'b RuleSet,
        cases: &'b [&'b (Profile, NaiveDate)],
    ) -> impl Iterator<Item = Came> + 'b {
        cases.iter().map(|(profile, on)| {
            let outcome = score(rules, profile, *on);
            let hit = outcome.grounds.iter().flat_map(|ground| &ground.hits).next();
            let waits = outcome.unknown.iter().any(|unknown| unknown.indicator.is_some());
            (hit.map(|hit| hit.points), waits)
        })
    }
}

#[test]
fn every_small_change_to_an_indicator_is_noticed_by_a_case() {
    let bench = Bench::new();
    let (mut survivors, mut tried) = (Vec::new(), 0);
    for (_, text, _) in RISK {
        let Ok(theme) = toml::from_str::<IndicatorsFile>(text) else { continue };
        for indicator in &theme.indicators {
            let rules = bench.alone(indicator).expect("a sound indicator");
            let cases = bench.about(indicator);
            let expected: Vec<Came> = Bench::came(&rules, &cases).collect();
            for (what, changed) in changes(indicator) {
                let Some(changed) = bench.alone(&changed) else { continue };
                tried += 1;
                if Bench::came(&changed, &cases).eq(expected.iter().copied()) {
                    survivors.push(format!("{}: {what}", indicator.id));
                }
            }
        }
    }
    assert!(tried > 800, "only {tried} changes");
    assert!(survivors.is_empty(), "{} of {tried}:\n{}", survivors.len(), survivors.join("\n"));
}

/// Returns the kinds that a condition names; none when it asks for a whole class.
fn kinds_in(when: &RiskConditionSource) -> Option<Vec<String>> {
    let mut kinds = Vec::new();
    let parts = [&when.all, &when.any].into_iter().flatten().flatten();
    for part in parts.chain(when.not.as_deref()) {
        kinds.extend(kinds_in(part)?);
    }
    if let Some(test) = &when.finding {
        kinds.extend(Some(test.kinds.clone()).filter(|_| test.classes.is_empty())?);
    }
    Some(kinds)
}

fn changes(indicator: &IndicatorSource) -> Vec<(String, IndicatorSource)> {
    let mut found = Vec::new();
    let mut add = |what: &str, change: &dyn Fn(&mut IndicatorSource)| {
        let mut changed = indicator.clone();
        change(&mut changed);
        found.push((what.to_owned(), changed));
    };
    add("punten + 1", &|one| one.points += 1);
    add("punten - 1", &|one| one.points -= 1);
    for place in 0..indicator.documents.len() {
        add("stuk weg", &|one| {
            one.documents.remove(place);
        });
    }
    let starts = indicator.valid_from > "2020-08-01".parse().expect("date");
    for days in [Days::new(1)].into_iter().filter(|_| starts) {
        add("een dag later", &|one| one.valid_from = one.valid_from + days);
        add("een dag eerder", &|one| one.valid_from = one.valid_from - days);
    }
    for (what, when) in condition_changes(&indicator.when) {
        found.push((what, IndicatorSource { when, ..indicator.clone() }));
    }
    found
}

type Changed = (String, RiskConditionSource);

fn condition_changes(when: &RiskConditionSource) -> Vec<Changed> {
    let mut found = Vec::new();
    for (key, parts) in [("alle", &when.all), ("een", &when.any)] {
        let Some(parts) = parts else { continue };
        let with = |parts: Vec<RiskConditionSource>| match key {
            "alle" => RiskConditionSource { all: Some(parts), ..RiskConditionSource::default() },
            _ => RiskConditionSource { any: Some(parts), ..RiskConditionSource::default() },
        };
        for place in 0..parts.len() {
            let mut fewer = parts.clone();
            fewer.remove(place);
            found.push((format!("{key}/{place} weg"), with(fewer)));
            for (what, changed) in condition_changes(&parts[place]) {
                let mut other = parts.clone();
                other[place] = changed;
                found.push((format!("{key}/{place}/{what}"), with(other)));
            }
        }
    }
    if let Some(part) = &when.not {
        found.push(("niet weg".to_owned(), (**part).clone()));
        for (what, changed) in condition_changes(part) {
            let not = Some(Box::new(changed));
            found.push((
                format!("niet/{what}"),
                RiskConditionSource { not, ..RiskConditionSource::default() },
            ));
        }
    }
    if let Some(test) = &when.finding {
        found.extend(finding_changes(test).into_iter().map(|(what, test)| {
            (what, RiskConditionSource { finding: Some(test), ..RiskConditionSource::default() })
        }));
    }
    if let Some(facts) = &when.facts {
        found.extend(fact_changes(facts).into_iter().map(|(what, facts)| {
            (what, RiskConditionSource { facts: Some(facts), ..RiskConditionSource::default() })
        }));
    }
    found
}

fn finding_changes(test: &FindingTestSource) -> Vec<(String, FindingTestSource)> {
    let mut found = Vec::new();
    let mut add = |what: String, change: &dyn Fn(&mut FindingTestSource)| {
        let mut changed = test.clone();
        change(&mut changed);
        found.push((what, changed));
    };
    for (place, kind) in test.kinds.iter().enumerate() {
        add(format!("zonder {kind}"), &|one| {
            one.kinds.remove(place);
        });
    }
    let classes = [EvidenceClass::Strafrecht, EvidenceClass::Fiscaal, EvidenceClass::Arbeid];
    for class in classes.into_iter().filter(|class| test.classes.contains(class)) {
        add(format!("zonder {class:?}"), &|one| one.classes.retain(|other| *other != class));
    }
    for place in 0..test.statuses.len() {
        add("stand weg".to_owned(), &|one| {
            one.statuses.remove(place);
        });
    }
    let proven = test.weight == Some(LegalWeight::Aanwijzend);
    let suspected = test.statuses.is_empty() || test.statuses.contains(&StatusName::Vermoeden);
    // Statuses that all indicate ask for that weight by themselves.
    if suspected || proven {
        let other = if proven { None } else { Some(LegalWeight::Aanwijzend) };
        add("ander gewicht".to_owned(), &|one| one.weight = other);
    }
    // A fact that indicates is serious enough whatever is asked.
    let levels =
        [None, Some(Seriousness::Licht), Some(Seriousness::Stevig), Some(Seriousness::Zwaar)];
    let weighed = !proven && suspected;
    for level in levels.into_iter().filter(|level| weighed && *level != test.seriousness) {
        add(format!("ernst {level:?}"), &|one| one.seriousness = level);
    }
    if !test.grounds.is_empty() {
        add("zonder gronden".to_owned(), &|one| one.grounds.clear());
    }
    let count = test.count.unwrap_or(1);
    add("een meer".to_owned(), &|one| one.count = Some(count + 1));
    if count > 1 {
        add("een minder".to_owned(), &|one| one.count = Some(count - 1));
    }
    found.extend(limit_changes(test));
    found
}

/// Changes of amounts, years, roles and distance.
fn limit_changes(test: &FindingTestSource) -> Vec<(String, FindingTestSource)> {
    let mut found = Vec::new();
    let mut add = |what: String, change: &dyn Fn(&mut FindingTestSource)| {
        let mut changed = test.clone();
        change(&mut changed);
        found.push((what, changed));
    };
    if let Some(limit) = test.benefit_from.as_deref() {
        for amount in beside(limit) {
            add(format!("voordeel {amount}"), &|one| one.benefit_from = Some(amount.clone()));
        }
        add("geen voordeel".to_owned(), &|one| one.benefit_from = None);
    }
    if let Some(years) = test.within_years {
        for years in [None, Some(years - 1), Some(years + 1)] {
            add(format!("binnen {years:?} jaren"), &|one| one.within_years = years);
        }
    }
    for place in 0..test.roles.len() {
        add("rol weg".to_owned(), &|one| {
            one.roles.remove(place);
        });
    }
    if !test.roles.is_empty() {
        add("elke rol".to_owned(), &|one| one.roles.clear());
    }
    let others = [Some(Reach::Zelf), Some(Reach::Direct), None];
    for other in others.into_iter().filter(|other| test.reach.is_some() && *other != test.reach) {
        add(format!("afstand {other:?}"), &|one| one.reach = other);
    }
    found
}

/// The amounts a cent below and a cent above a limit.
fn beside(limit: &str) -> [String; 2] {
    let cents = limit.parse::<Euro>().expect("amount").cents();
    [cents - 1, cents + 1].map(|cents| format!("{}.{:02}", cents / 100, cents % 100))
}

fn fact_changes(test: &ConditionSource) -> Vec<(String, ConditionSource)> {
    let mut found = Vec::new();
    if let Some(CodesSource::Codes(codes)) = &test.is_een {
        for (place, code) in codes.iter().enumerate() {
            let mut fewer = codes.clone();
            fewer.remove(place);
            let is_een = Some(CodesSource::Codes(fewer));
            found.push((format!("zonder {code}"), ConditionSource { is_een, ..test.clone() }));
        }
    }
    if let Some(fact) = test.feit.as_deref().filter(|_| test.is.is_some()) {
        let other = if fact == "gebeurtenis" { "verlenging" } else { "eigen-woning" };
        let changed = toml::from_str(&format!("feit = \"{fact}\"\nis = \"{other}\""));
        found.push((format!("{fact} is {other}"), changed.expect("condition")));
    }
    for amount in test.meer_dan.as_deref().map(beside).into_iter().flatten() {
        let what = format!("meer dan {amount}");
        found.push((what, ConditionSource { meer_dan: Some(amount), ..test.clone() }));
    }
    found
}
