//! The score of now in words: every point opens to basis, source and reason.

use app::inquiry::{DeviationEntry, Entry};
use app::risk::{
    Change, ChangeSet, Counterfactual, Finding, Ground, GroundOutcome, Hit, NextStep, Outcome,
    Profile, RuleSet,
};
use serde::Serialize;
use std::collections::BTreeMap;

use crate::ui::visit::Visit;
use crate::ui::words;

#[derive(Debug, Serialize)]
pub(super) struct Score {
    regelset: String,
    /// The digest of the rules, so that nobody keeps a score that they did not see.
    regels: String,
    gronden: Vec<Grond>,
    onbekend: Vec<String>,
    niet_meegeteld: Vec<Regel>,
    waarschuwingen: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Grond {
    id: &'static str,
    naam: &'static str,
    punten: u32,
    band: String,
    grens: String,
    stap: &'static str,
    /// The step that somebody chose instead, with its last day.
    gekozen: Option<String>,
    treffers: Vec<Treffer>,
    anders: Vec<Anders>,
}

#[derive(Debug, Serialize)]
struct Treffer {
    punten: u32,
    reden: String,
    grondslag: String,
    bronnen: Vec<String>,
    waarom: String,
}

#[derive(Debug, Serialize)]
struct Regel {
    wat: String,
    waarom: String,
}

#[derive(Debug, Serialize)]
struct Anders {
    als: String,
    punten: u32,
    band: String,
}

impl Score {
    pub(super) fn of(
        visit: &Visit,
        (rules, profile): (&RuleSet, &Profile),
        (outcome, deviations): (&Outcome<'_>, &[Entry<DeviationEntry>]),
    ) -> Self {
        let lower = visit.app.what_lowers(rules, profile);
        let findings = profile.findings().iter().map(|one| (one.id.to_string(), one));
        let chosen = deviations.iter().map(|one| (one.content.grond, chosen(visit, &one.content)));
        let words = Words { visit, findings: findings.collect(), chosen: chosen.collect() };
        let grounds = outcome.grounds.iter().zip(&lower);
        let blocked = outcome.blocked.iter().map(|one| Regel {
            wat: words.finding(&one.finding.to_string()),
            waarom: format!("{} ({})", one.reason, one.article),
        });
        Self {
            regelset: format!("{} {}", outcome.rule_set.id, outcome.rule_set.version),
            regels: outcome.rule_set.sha256.to_string(),
            gronden: grounds.map(|(ground, lower)| words.ground(outcome, ground, lower)).collect(),
            onbekend: outcome.questions().into_iter().map(str::to_owned).collect(),
            niet_meegeteld: blocked.collect(),
            waarschuwingen: outcome.warnings.iter().map(|one| one.text.to_owned()).collect(),
        }
    }
}

fn chosen(visit: &Visit, entry: &DeviationEntry) -> String {
    let until = words::day(entry.tot_en_met, visit.today());
    format!("{} (tot en met {until})", step(entry.stap))
}

/// Puts an outcome in words; it names findings by id, and this knows what they are.
struct Words<'w> {
    visit: &'w Visit,
    findings: BTreeMap<String, &'w Finding>,
    /// The steps that somebody chose instead.
    chosen: BTreeMap<Ground, String>,
}

impl Words<'_> {
    fn ground(
        &self,
        outcome: &Outcome<'_>,
        ground: &GroundOutcome<'_>,
        lower: &Counterfactual,
    ) -> Grond {
        let (id, naam) = named(ground.ground);
        let reach = format!(
            "nu {}, en tussen {} en {} als het onbekende bekend is",
            ground.points, ground.lowest, ground.highest
        );
        Grond {
            id,
            naam,
            punten: ground.points,
            band: ground.band_label.to_owned(),
            grens: reach,
            stap: step(ground.step),
            gekozen: self.chosen.get(&ground.ground).cloned(),
            treffers: ground.hits.iter().map(|hit| self.hit(outcome, hit)).collect(),
            anders: lower.sets.iter().map(|set| self.otherwise(set)).collect(),
        }
    }

    fn hit(&self, outcome: &Outcome<'_>, hit: &Hit<'_>) -> Treffer {
        let of_finding = |id: &app::risk::FindingId| {
            let line = outcome.findings.iter().find(|line| line.finding == *id);
            let from =
                line.map(|line| format!("{}, {}", line.source.label(), line.reference.reveal()));
            format!("{} ({})", self.finding(&id.to_string()), from.unwrap_or_default())
        };
        let used = outcome.facts.iter().filter(|fact| hit.facts.contains(&fact.fact));
        let facts = used.map(|fact| format!("{}: {}", fact.fact, fact.value));
        Treffer {
            punten: hit.points,
            reden: hit.reason.clone(),
            grondslag: hit.basis.to_owned(),
            bronnen: hit.findings.iter().map(of_finding).chain(facts).collect(),
            waarom: format!(
                "{} punten; daarvan blijft {} promille over na het tijdsverloop en de afstand tot de betrokkene.",
                hit.points_before, hit.per_mille
            ),
        }
    }

    fn finding(&self, id: &str) -> String {
        let Some(finding) = self.findings.get(id) else { return id.to_owned() };
        let rules = self.visit.app.risk_rules().ok();
        let kind = rules.and_then(|rules| rules.kinds().find(&finding.kind));
        kind.map_or_else(|| finding.kind.clone(), |kind| kernel::capitalised(&kind.label))
    }

    fn otherwise(&self, set: &ChangeSet) -> Anders {
        let changes: Vec<String> = set.changes.iter().map(|change| self.change(change)).collect();
        Anders {
            als: kernel::capitalised(&changes.join("; en ")),
            punten: set.points,
            band: set.band.clone(),
        }
    }

    fn change(&self, change: &Change) -> String {
        let lowered = |id: &app::risk::FindingId| kernel::lowered(&self.finding(&id.to_string()));
        match change {
            Change::BevindingWeg { bevinding } => {
                format!("{} blijkt niet te kloppen", lowered(bevinding))
            }
            Change::DatumBekend { bevinding, datum } => format!(
                "{} blijkt van {}",
                lowered(bevinding),
                words::day(*datum, self.visit.today())
            ),
            Change::FeitAnders { feit, waarde, .. } => format!("{feit} blijkt {waarde}"),
        }
    }
}

pub(super) fn named(ground: Ground) -> (&'static str, &'static str) {
    match ground {
        Ground::A => ("a", "a. Voordeel uit strafbare feiten benutten"),
        Ground::B => ("b", "b. Nieuwe strafbare feiten plegen"),
        Ground::Lid6 => ("lid6", "Art. 3 lid 6. Feit om de beschikking te krijgen of te houden"),
    }
}

pub(super) fn step(step: NextStep) -> &'static str {
    match step {
        NextStep::Afronden => "afronden",
        NextStep::Verdiepen => "verder onderzoeken",
        NextStep::Werkgroep => "bespreken in de werkgroep",
        NextStep::LbbAdviesOverwegen => "LBB-advies overwegen",
    }
}
