//! The score: per ground what is known, what is missing and which step comes next.

mod explain;
mod remarks;

use crate::condition::Grade;
use crate::ground::Ground;
use crate::indicator::Indicator;
use crate::outcome::{GroundOutcome, Hit, Outcome};
use crate::prepared::Prepared;
use crate::profile::Profile;
use crate::ruleset::RuleSet;
use chrono::NaiveDate;
use explain::Explainer;
use facts::{Mark, Tri};

/// The points per ground, without explanation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Points([u32; 3]);

impl Points {
    /// Returns the points on a ground.
    pub fn on(self, ground: Ground) -> u32 {
        self.0[ground.index()]
    }

    pub(crate) fn add(&mut self, indicator: &Indicator, grade: Grade) {
        self.0[indicator.ground.index()] += Grade::points(grade.mid, indicator.points);
    }
}

/// The points of a ground with what they can still come to.
#[derive(Clone, Copy, Default)]
struct Sum {
    low: u32,
    mid: u32,
    high: u32,
}

/// Weighs every indicator that is valid on this day.
pub(crate) fn weigh<'r>(
    rules: &'r RuleSet,
    prepared: &Prepared<'_>,
    on: NaiveDate,
    mut visit: impl FnMut(usize, &'r Indicator, Grade),
) {
    let mut marks = Vec::new();
    for (place, indicator) in rules.indicators.iter().enumerate() {
        if indicator.valid.contains(on) {
            visit(place, indicator, indicator.grade(prepared, &mut marks));
        }
    }
}

/// Computes the points per ground and nothing else: for ordering many files.
pub fn points(rules: &RuleSet, profile: &Profile, on: NaiveDate) -> Points {
    let prepared = Prepared::new(rules, profile, on);
    let mut points = Points::default();
    weigh(rules, &prepared, on, |_, indicator, grade| points.add(indicator, grade));
    points
}

/// Computes the score with every hit, every unknown, everything that does not count, and the warnings.
pub fn score<'a>(rules: &'a RuleSet, profile: &'a Profile, on: NaiveDate) -> Outcome<'a> {
    let prepared = Prepared::new(rules, profile, on);
    let mut explainer = Explainer::new(rules, &prepared, on);
    let mut sums = [Sum::default(); 3];
    let mut hits: [Vec<Hit<'_>>; 3] = Default::default();
    weigh(rules, &prepared, on, |_, indicator, grade| {
        let place = indicator.ground.index();
        sums[place].add(grade, indicator.points);
        if grade.outcome == Tri::Yes {
            hits[place].push(explainer.hit(indicator, grade));
        }
        if grade.high > grade.mid {
            explainer.unknown(indicator, grade);
        }
    });
    let grounds = Ground::ALL.into_iter().zip(sums).zip(hits);
    let grounds = grounds.map(|((ground, sum), hits)| sum.outcome(rules, ground, hits)).collect();
    explainer.finish(profile, grounds)
}

impl Indicator {
    /// Returns how far the indicator holds. Without a document it waits for, it cannot be said not to hold.
    pub(crate) fn grade(&self, prepared: &Prepared<'_>, marks: &mut Vec<Mark>) -> Grade {
        let grade = self.when.grade(self.ground, prepared, marks);
        if self.documents.iter().any(|place| prepared.missing.get(*place) == Some(&true)) {
            return grade.or(Grade::of(Tri::Unknown));
        }
        grade
    }
}

impl Sum {
    fn add(&mut self, grade: Grade, points: u32) {
        self.low += Grade::points(grade.low, points);
        self.mid += Grade::points(grade.mid, points);
        self.high += Grade::points(grade.high, points);
    }

    fn outcome<'a>(
        self,
        rules: &'a RuleSet,
        ground: Ground,
        hits: Vec<Hit<'a>>,
    ) -> GroundOutcome<'a> {
        let band = rules.band(ground, self.mid);
        let may_rise = rules.band(ground, self.high) != band;
        let step = band.map(|band| if may_rise { band.step_while_unknown } else { band.step });
        GroundOutcome {
            ground,
            points: self.mid,
            lowest: self.low,
            highest: self.high,
            band: band.map_or("", |band| &band.id),
            band_label: band.map_or("", |band| &band.label),
            step: step.unwrap_or(crate::NextStep::Verdiepen),
            hits,
        }
    }
}
