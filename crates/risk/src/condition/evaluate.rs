//! Three-valued evaluation over a prepared profile, what it rests on, and what keeps it open.

use super::grade::Strongest;
use super::{FindingTest, Grade, Node};
use crate::finding::Connected;
use crate::ground::Ground;
use crate::kind::Need;
use crate::path::Relation;
use crate::prepared::{Prepared, Seen, relation_of};
use crate::ruleset::RuleSet;
use crate::weight::LegalWeight;
use facts::{Doubt, FactId, Mark, Tri};

/// What an outcome rests on.
#[derive(Default)]
pub(crate) struct Support {
    /// The findings that count, by their place among those that are seen.
    pub(crate) findings: Vec<usize>,
    /// The facts that were read.
    pub(crate) facts: Vec<FactId>,
}

/// What keeps an outcome from being more.
#[derive(Default)]
pub(crate) struct Open {
    /// What is still unknown of which finding, by its place among those that are seen.
    pub(crate) needs: Vec<(usize, Need)>,
    /// The questions about the application that are open.
    pub(crate) questions: Vec<(FactId, Doubt)>,
}

impl Node {
    /// Returns how far the condition holds on a ground.
    pub(crate) fn grade(
        &self,
        ground: Ground,
        prepared: &Prepared<'_>,
        marks: &mut Vec<Mark>,
    ) -> Grade {
        match self {
            Self::All(parts) => {
                let mut grade = Grade::YES;
                for part in parts {
                    grade = grade.and(part.grade(ground, prepared, marks));
                    if grade.outcome == Tri::No {
                        break;
                    }
                }
                grade
            }
            Self::Any(parts) => {
                let grades = parts.iter().map(|part| part.grade(ground, prepared, marks));
                grades.fold(Grade::NO, Grade::or)
            }
            Self::Not(part) => Grade::of(part.grade(ground, prepared, marks).outcome.negated()),
            Self::Findings(test) => test.grade(ground, prepared),
            Self::Facts(place) => Grade::of(prepared.fact(*place, marks)),
        }
    }

    /// Adds what made a condition hold that holds.
    pub(crate) fn support(&self, ground: Ground, prepared: &Prepared<'_>, support: &mut Support) {
        match self {
            Self::All(parts) => {
                for part in parts {
                    part.support(ground, prepared, support);
                }
            }
            Self::Any(parts) => {
                for part in parts {
                    if part.grade(ground, prepared, &mut Vec::new()).outcome == Tri::Yes {
                        part.support(ground, prepared, support);
                    }
                }
            }
            Self::Not(part) => part.facts(&mut |place| support.add_facts(prepared, place)),
            Self::Findings(test) => test.support(ground, prepared, support),
            Self::Facts(place) => support.add_facts(prepared, *place),
        }
    }

    /// Adds what must be known before a condition can come to more than it is worth now, if it can.
    pub(crate) fn open(
        &self,
        (rules, ground): (&RuleSet, Ground),
        prepared: &Prepared<'_>,
        open: &mut Open,
    ) {
        match self {
            Self::All(parts) | Self::Any(parts) => {
                for part in parts {
                    let grade = part.grade(ground, prepared, &mut Vec::new());
                    if grade.high > grade.mid {
                        part.open((rules, ground), prepared, open);
                    }
                }
            }
            Self::Not(part) => part.open((rules, ground), prepared, open),
            Self::Findings(test) => test.open((rules, ground), prepared, open),
            Self::Facts(place) => open.add_questions(prepared, *place),
        }
    }
}

impl Open {
    fn add_questions(&mut self, prepared: &Prepared<'_>, place: usize) {
        let Some(condition) = prepared.conditions.get(place) else { return };
        let mut marks = Vec::new();
        condition.evaluate(&prepared.view, &mut marks);
        let tests = condition.open_tests(&marks).into_iter();
        self.questions.extend(tests.map(|(fact, _, doubt)| (fact, doubt)));
    }
}

impl Support {
    fn add_facts(&mut self, prepared: &Prepared<'_>, place: usize) {
        let condition = prepared.conditions.get(place).into_iter();
        for (_, fact, _) in condition.flat_map(facts::Condition::tests) {
            if !self.facts.contains(&fact) {
                self.facts.push(fact);
            }
        }
    }
}

impl FindingTest {
    fn grade(&self, ground: Ground, prepared: &Prepared<'_>) -> Grade {
        if self.count > 1 {
            return self.grade_of_several(ground, prepared);
        }
        let mut any = Grade::NO;
        for kind in &self.kinds {
            for seen in &prepared.seen[prepared.of_kind(*kind)] {
                any = any.or(self.one(seen, ground, prepared));
            }
        }
        any
    }

    /// Returns the grade of a test that asks for more than one finding.
    fn grade_of_several(&self, ground: Ground, prepared: &Prepared<'_>) -> Grade {
        let mut strongest = Strongest::new(self.count);
        for kind in &self.kinds {
            for seen in &prepared.seen[prepared.of_kind(*kind)] {
                strongest.add(self.one(seen, ground, prepared));
            }
        }
        strongest.grade()
    }

    /// Returns the findings of the kinds that are asked for, with their places.
    fn candidates<'s>(
        &'s self,
        prepared: &'s Prepared<'_>,
    ) -> impl Iterator<Item = (usize, &'s Seen<'s>)> {
        let places = self.kinds.iter().flat_map(|kind| prepared.of_kind(*kind));
        places.filter_map(|place| Some((place, prepared.seen.get(place)?)))
    }

    fn one(&self, seen: &Seen<'_>, ground: Ground, prepared: &Prepared<'_>) -> Grade {
        let part = seen.part;
        match self.outcome(seen, ground, prepared) {
            Tri::No => Grade::NO,
            Tri::Unknown => Grade::unknown(part.high),
            Tri::Yes => Grade { outcome: Tri::Yes, low: part.low, mid: part.mid, high: part.high },
        }
    }

    fn outcome(&self, seen: &Seen<'_>, ground: Ground, prepared: &Prepared<'_>) -> Tri {
        let counts = seen.counts[ground.index()];
        if counts == Tri::No || seen.weights[ground.index()] < self.weight {
            return Tri::No;
        }
        if self.plain {
            return counts;
        }
        if seen.steps > self.most_steps || !self.fits(seen) {
            return Tri::No;
        }
        let elsewhere = self.grounds.iter().map(|other| seen.counts[other.index()]);
        elsewhere
            .fold(counts, Tri::min)
            .min(self.connection(seen))
            .min(self.seriousness(seen, ground))
            .min(self.benefit(seen))
            .min(self.age(seen, prepared))
    }

    /// Returns whether role and status are among those that are asked for, if any.
    fn fits(&self, seen: &Seen<'_>) -> bool {
        (self.roles.is_empty() || self.roles.contains(&seen.finding.role()))
            && (self.statuses.is_empty() || self.statuses.contains(&seen.finding.status.name()))
    }

    fn connection(&self, seen: &Seen<'_>) -> Tri {
        match (self.connected, seen.connected) {
            (false, _) | (true, Connected::Ja) => Tri::Yes,
            (true, Connected::Nee) => Tri::No,
            (true, Connected::Onbekend) => Tri::Unknown,
        }
    }

    fn seriousness(&self, seen: &Seen<'_>, ground: Ground) -> Tri {
        let Some(least) = self.seriousness else { return Tri::Yes };
        if seen.weights[ground.index()] == LegalWeight::Aanwijzend {
            return Tri::Yes;
        }
        seen.seriousness.map_or(Tri::Unknown, |found| Tri::from_bool(found >= least))
    }

    fn benefit(&self, seen: &Seen<'_>) -> Tri {
        let Some(least) = self.benefit_from else { return Tri::Yes };
        seen.benefit.map_or(Tri::Unknown, |found| Tri::from_bool(found >= least))
    }

    fn age(&self, seen: &Seen<'_>, prepared: &Prepared<'_>) -> Tri {
        let Some(since) = self.within.and_then(|place| prepared.since.get(place)) else {
            return Tri::Yes;
        };
        seen.day.map_or(Tri::Unknown, |day| Tri::from_bool(day >= *since))
    }

    fn support(&self, ground: Ground, prepared: &Prepared<'_>, support: &mut Support) {
        for (place, seen) in self.candidates(prepared) {
            let counts = self.outcome(seen, ground, prepared) == Tri::Yes;
            if counts && !support.findings.contains(&place) {
                support.findings.push(place);
            }
        }
    }

    fn open(&self, (rules, ground): (&RuleSet, Ground), prepared: &Prepared<'_>, open: &mut Open) {
        for (place, seen) in self.candidates(prepared) {
            match self.outcome(seen, ground, prepared) {
                // It counts already; with its day known it may count for more.
                Tri::Yes if seen.day.is_none() => open.needs.push((place, Need::Datum)),
                Tri::No | Tri::Yes => {}
                Tri::Unknown => {
                    let needs = self.open_needs((rules, ground), seen, prepared);
                    open.needs.extend(needs.map(|need| (place, need)));
                }
            }
        }
    }

    /// Returns what must be known of a finding before the test can be decided.
    fn open_needs<'s>(
        &'s self,
        (rules, ground): (&'s RuleSet, Ground),
        seen: &'s Seen<'_>,
        prepared: &'s Prepared<'_>,
    ) -> impl Iterator<Item = Need> + 's {
        let grounds = self.grounds.iter().copied().chain([ground]);
        let counts = grounds.map(|ground| (ground, seen.counts[ground.index()]));
        let waits: Vec<Ground> = counts
            .filter(|(_, counts)| *counts == Tri::Unknown)
            .map(|(ground, _)| ground)
            .collect();
        let unconnected = seen.finding.connection.answer == Connected::Onbekend;
        let unsure = relation_of(rules, seen.finding) == Relation::Possible;
        Need::ALL.into_iter().filter(move |need| match need {
            Need::Datum => self.age(seen, prepared) == Tri::Unknown,
            Need::Samenhang => {
                self.connection(seen) == Tri::Unknown || (unconnected && waits.contains(&Ground::B))
            }
            Need::Voordeel => self.benefit(seen) == Tri::Unknown,
            Need::Ernst => self.seriousness(seen, ground) == Tri::Unknown,
            Need::Relatie => unsure && waits.iter().any(|ground| *ground != Ground::Lid6),
        })
    }
}
