//! What would lower the band: the smallest sets of changes, found by trying them.

mod candidates;

use crate::condition::Grade;
use crate::finding::FindingId;
use crate::ground::Ground;
use crate::indicator::Indicator;
use crate::prepared::Prepared;
use crate::profile::Profile;
use crate::ruleset::RuleSet;
use candidates::{Candidate, candidates};
use chrono::NaiveDate;
use facts::{FactId, FactValue, Facts, Mark};
use law::scope::RuleSetRef;
use schemars::JsonSchema;
use serde::Serialize;

/// The most changes in one set.
const MOST_CHANGES: usize = 3;
/// The most sets that are shown.
const MOST_SETS: usize = 20;
/// The most sets that are tried; where there are more, the answer says that it is not complete.
const MOST_TRIALS: usize = 40_000;

/// Wat de band zou verlagen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "WatAls")]
pub struct Counterfactual {
    /// De grond.
    #[serde(rename = "grond")]
    pub ground: Ground,
    /// De peildatum.
    #[serde(rename = "op")]
    pub on: NaiveDate,
    /// De regels waarmee is gerekend.
    #[serde(rename = "regelset")]
    pub rule_set: RuleSetRef,
    /// De punten nu.
    #[serde(rename = "punten")]
    pub points: u32,
    /// De band nu.
    pub band: String,
    /// De kleinste stellen wijzigingen die de band verlagen; leeg in de laagste band, of als meer dan drie wijzigingen nodig zijn.
    #[serde(rename = "stellen")]
    pub sets: Vec<ChangeSet>,
    /// Of alle stellen zijn geprobeerd en getoond.
    #[serde(rename = "volledig")]
    pub complete: bool,
}

/// Een stel wijzigingen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Wijzigingenstel")]
pub struct ChangeSet {
    /// De wijzigingen.
    #[serde(rename = "wijzigingen")]
    pub changes: Vec<Change>,
    /// De punten daarna.
    #[serde(rename = "punten")]
    pub points: u32,
    /// De band daarna.
    pub band: String,
}

/// Een wijziging.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "soort", rename_all = "kebab-case")]
#[schemars(rename = "WatAlsWijziging")]
pub enum Change {
    /// De bevinding telt niet meer mee, bijvoorbeeld omdat zij weerlegd is.
    BevindingWeg {
        /// De bevinding.
        bevinding: FindingId,
    },
    /// De dag van het feit blijkt lang geleden.
    DatumBekend {
        /// De bevinding.
        bevinding: FindingId,
        /// De dag.
        datum: NaiveDate,
    },
    /// Een feit van de aanvraag is anders.
    FeitAnders {
        /// Het feit.
        feit: String,
        /// De andere waarde, in woorden.
        waarde: String,
        /// The same fact, to apply the change.
        #[serde(skip)]
        fact: FactId,
        /// The same value, to apply the change.
        #[serde(skip)]
        value: FactValue,
    },
}

impl Change {
    /// Returns the profile with this change made.
    #[must_use]
    pub fn apply(&self, profile: &Profile) -> Profile {
        match self {
            Self::BevindingWeg { bevinding } => profile.without(*bevinding),
            Self::DatumBekend { bevinding, datum } => profile.with_date(*bevinding, *datum),
            Self::FeitAnders { fact, value, .. } => profile.with_fact(*fact, value.clone()),
        }
    }

    /// Returns whether both change the same thing.
    fn concerns_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::FeitAnders { fact, .. }, Self::FeitAnders { fact: other, .. }) => fact == other,
            (
                Self::BevindingWeg { bevinding } | Self::DatumBekend { bevinding, .. },
                Self::BevindingWeg { bevinding: other }
                | Self::DatumBekend { bevinding: other, .. },
            ) => bevinding == other,
            (Self::FeitAnders { .. }, _) | (_, Self::FeitAnders { .. }) => false,
        }
    }
}

/// Finds the smallest sets of up to three changes that lower the band on a ground.
///
/// What is unknown gives no points, so an answer can lower a score only where a finding without a date turns out to be old.
pub fn counterfactual(
    rules: &RuleSet,
    profile: &Profile,
    on: NaiveDate,
    ground: Ground,
) -> Counterfactual {
    let mut search = Search::new(rules, profile, (on, ground));
    let band = rules.band(ground, search.points);
    let goal = band.map_or(0, |band| band.from);
    let (sets, complete) = if goal == 0 { (Vec::new(), true) } else { search.run(goal) };
    Counterfactual {
        ground,
        on,
        rule_set: rules.reference.clone(),
        points: search.points,
        band: band.map(|band| band.id.clone()).unwrap_or_default(),
        sets,
        complete,
    }
}

struct Search<'s> {
    rules: &'s RuleSet,
    ground: Ground,
    on: NaiveDate,
    prepared: Prepared<'s>,
    /// The indicators of the ground that are valid, with their points now.
    weighed: Vec<(&'s Indicator, u32)>,
    points: u32,
    /// Those that can lower the score, the one that can lower it most first.
    candidates: Vec<Candidate>,
    marks: Vec<Mark>,
    tried: usize,
}

impl<'s> Search<'s> {
    fn new(rules: &'s RuleSet, profile: &'s Profile, (on, ground): (NaiveDate, Ground)) -> Self {
        let prepared = Prepared::new(rules, profile, on);
        let mut marks = Vec::new();
        let valid =
            rules.indicators.iter().filter(|one| one.ground == ground && one.valid.contains(on));
        let weighed: Vec<(&Indicator, u32)> = valid
            .map(|one| (one, Grade::points(one.grade(&prepared, &mut marks).mid, one.points)))
            .collect();
        let points = weighed.iter().map(|(_, points)| points).sum();
        let candidates = candidates(rules, &prepared, &weighed);
        Self { rules, ground, on, prepared, weighed, points, candidates, marks, tried: 0 }
    }

    /// Returns the smallest sets that bring the points below `goal`, and whether nothing was left out.
    fn run(&mut self, goal: u32) -> (Vec<ChangeSet>, bool) {
        for size in 1..=MOST_CHANGES {
            let mut found = Vec::new();
            self.extend(&mut Vec::with_capacity(size), (size, goal), &mut found);
            if !found.is_empty() {
                // The largest drop first; of equal drops the one that was found first.
                found.sort_by_key(|(points, _)| *points);
                let complete = self.tried < MOST_TRIALS && found.len() <= MOST_SETS;
                let sets = found.into_iter().take(MOST_SETS);
                return (
                    sets.map(|(points, chosen)| self.set(points, &chosen)).collect(),
                    complete,
                );
            }
        }
        (Vec::new(), self.tried < MOST_TRIALS)
    }

    /// Tries every set of `size` candidates that begins with those that were chosen.
    fn extend(
        &mut self,
        chosen: &mut Vec<usize>,
        (size, goal): (usize, u32),
        found: &mut Vec<(u32, Vec<usize>)>,
    ) {
        let (first, left) = (chosen.last().map_or(0, |last| last + 1), size - chosen.len());
        let gained: u32 = chosen.iter().filter_map(|place| self.gain(*place)).sum();
        for next in first..self.candidates.len() {
            // The candidates that follow gain no more than this one.
            let most = gained
                + self.gain(next).unwrap_or(0).saturating_mul(u32::try_from(left).unwrap_or(1));
            if self.points.saturating_sub(most) >= goal || self.tried >= MOST_TRIALS {
                return;
            }
            let clashes = |place: &usize| {
                self.candidates[*place].change.concerns_same(&self.candidates[next].change)
            };
            if chosen.iter().any(clashes) {
                continue;
            }
            chosen.push(next);
            if left > 1 {
                self.extend(chosen, (size, goal), found);
            } else {
                self.tried += 1;
                let points = self.points_after(chosen);
                if points < goal {
                    found.push((points, chosen.clone()));
                }
            }
            chosen.pop();
        }
    }

    fn gain(&self, place: usize) -> Option<u32> {
        self.candidates.get(place).map(|candidate| candidate.gain)
    }

    /// Returns the points after the chosen changes: only the indicators that one of them touches are weighed again.
    fn points_after(&mut self, chosen: &[usize]) -> u32 {
        let changes: Vec<&Candidate> =
            chosen.iter().filter_map(|place| self.candidates.get(*place)).collect();
        let facts = self.facts_after(&changes);
        let mut trial = match &facts {
            Some(facts) => self.prepared.with_facts(facts),
            None => self.prepared.clone(),
        };
        for candidate in &changes {
            let Some(seen) = candidate.seen.and_then(|place| trial.seen.get_mut(place)) else {
                continue;
            };
            match &candidate.change {
                Change::BevindingWeg { .. } => seen.remove(),
                Change::DatumBekend { datum, .. } => {
                    seen.date(*datum, &self.rules.model.fading, self.on);
                }
                Change::FeitAnders { .. } => {}
            }
        }
        let mut touched: Vec<usize> =
            changes.iter().flat_map(|one| one.touches.iter().copied()).collect();
        touched.sort_unstable();
        touched.dedup();
        let mut points = self.points;
        for place in touched {
            let Some((indicator, before)) = self.weighed.get(place) else { continue };
            let grade = indicator.grade(&trial, &mut self.marks);
            points = points - before + Grade::points(grade.mid, indicator.points);
        }
        points
    }

    /// Returns the facts after the changes; none when no fact changes.
    fn facts_after(&self, changes: &[&Candidate]) -> Option<Facts> {
        let mut facts = None;
        for candidate in changes {
            if let Change::FeitAnders { fact, value, .. } = &candidate.change {
                let known = facts.get_or_insert_with(|| self.prepared.view.facts.clone());
                known.set(*fact, value.clone());
            }
        }
        facts
    }

    fn set(&self, points: u32, chosen: &[usize]) -> ChangeSet {
        let band = self.rules.band(self.ground, points).map(|band| band.id.clone());
        let changes = chosen.iter().filter_map(|place| self.candidates.get(*place));
        ChangeSet {
            changes: changes.map(|candidate| candidate.change.clone()).collect(),
            points,
            band: band.unwrap_or_default(),
        }
    }
}
