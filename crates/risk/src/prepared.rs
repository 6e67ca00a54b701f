//! A profile as one rule set sees it on one day: per finding what it may be used for, and how much of the points is left.

use crate::finding::{Connected, Finding, USABLE_YEARS};
use crate::ground::Ground;
use crate::kind::{Asked, FindingKind, Need};
use crate::model::{Distance, Fading, WHOLE};
use crate::path::{Relation, relation};
use crate::profile::Profile;
use crate::ruleset::RuleSet;
use crate::weight::{LegalWeight, Seriousness};
use chrono::{Days, Months, NaiveDate};
use facts::{Condition, Facts, Mark, Tri, View};
use kernel::{Euro, add_months};
use std::cell::Cell;
use std::ops::Range;
use subjects::RoleKind;

/// A profile, ready to be tested.
#[derive(Clone)]
pub(crate) struct Prepared<'p> {
    /// The findings of which the kind is known, by kind and then by id.
    pub(crate) seen: Vec<Seen<'p>>,
    /// Where the findings of each kind begin in `seen`, and one place more for the end.
    starts: Vec<u32>,
    /// The first day that still lies within each number of years of the rule set.
    pub(crate) since: Vec<NaiveDate>,
    pub(crate) missing: Vec<bool>,
    pub(crate) view: View<'p>,
    /// The conditions over facts of the rule set, and what each came to once it was asked.
    pub(crate) conditions: &'p [Condition],
    outcomes: Vec<Cell<Option<Tri>>>,
}

/// A finding, ready to be tested.
#[derive(Clone, Copy)]
pub(crate) struct Seen<'p> {
    pub(crate) finding: &'p Finding,
    pub(crate) kind: usize,
    /// Whether it counts on each ground, before any test.
    pub(crate) counts: [Tri; 3],
    pub(crate) weights: [LegalWeight; 3],
    pub(crate) day: Option<NaiveDate>,
    pub(crate) part: Part,
    // Copied from the finding: a test then looks in one place.
    pub(crate) steps: usize,
    pub(crate) connected: Connected,
    pub(crate) seriousness: Option<Seriousness>,
    pub(crate) benefit: Option<Euro>,
}

impl Seen<'_> {
    /// Takes the finding away: it counts nowhere.
    pub(crate) fn remove(&mut self) {
        self.counts = [Tri::No; 3];
    }

    /// Takes the fact to be of this day.
    pub(crate) fn date(&mut self, day: NaiveDate, fading: &Fading, on: NaiveDate) {
        self.day = Some(day);
        self.part = Part::new(fading.part(self.day, &fading.since(on)), self.part.distance);
    }
}

impl Part {
    /// Returns the part of a fact of which the day is known.
    fn new(fading: u16, distance: u16) -> Self {
        let mid = times(fading, distance);
        Self { low: mid, mid, high: mid, fading, distance }
    }
}

/// How much of the points is left, in per mille.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) low: u16,
    pub(crate) mid: u16,
    pub(crate) high: u16,
    pub(crate) fading: u16,
    pub(crate) distance: u16,
}

/// Why a finding does not count on a ground.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Bar {
    /// The case ended in acquittal or discharge (art. 3a).
    Acquitted,
    /// The path is no relation (art. 3(4)).
    NoRelation,
    /// The offence is not connected with the activity (art. 3(3)).
    NotConnected,
    /// The data are more than five years old (art. 29).
    Expired,
    /// It was obtained after the day that is asked about.
    NotYetKnown,
}

impl<'p> Prepared<'p> {
    pub(crate) fn new(rules: &'p RuleSet, profile: &'p Profile, on: NaiveDate) -> Self {
        let fading_since = rules.model.fading.since(on);
        let days = Horizon::new(on);
        let kinds: Vec<Option<usize>> =
            profile.findings.iter().map(|finding| rules.kinds.index(&finding.kind)).collect();
        let (starts, order) = by_kind(&kinds, rules.kinds.all().len());
        let seen = order.into_iter().filter_map(|place| {
            let (finding, kind) = (profile.findings.get(place)?, (*kinds.get(place)?)?);
            Some(see(rules, finding, kind, (days, &fading_since)))
        });
        let seen: Vec<Seen<'p>> = seen.collect();
        let mut missing = vec![false; rules.kinds.documents().len()];
        for place in profile.missing.iter().filter_map(|id| rules.kinds.document_index(id)) {
            missing[place] = true;
        }
        Self {
            seen,
            starts,
            since: rules.years.iter().map(|years| first_day(on, *years)).collect(),
            missing,
            view: View {
                facts: &profile.facts,
                on,
                provisional: true,
                highest_vat: rules.vocabulary.highest_vat_rate(),
            },
            conditions: &rules.conditions,
            outcomes: vec![Cell::new(None); rules.conditions.len()],
        }
    }

    /// Returns what a condition over facts comes to; each is evaluated once.
    pub(crate) fn fact(&self, place: usize, marks: &mut Vec<Mark>) -> Tri {
        let (Some(condition), Some(outcome)) =
            (self.conditions.get(place), self.outcomes.get(place))
        else {
            return Tri::Unknown;
        };
        outcome.get().unwrap_or_else(|| {
            marks.clear();
            let found = condition.evaluate(&self.view, marks);
            outcome.set(Some(found));
            found
        })
    }

    /// Returns the same findings with other facts.
    pub(crate) fn with_facts<'f>(&self, facts: &'f Facts) -> Prepared<'f>
    where
        'p: 'f,
    {
        let mut other: Prepared<'f> = self.clone();
        other.view.facts = facts;
        other.outcomes.fill(Cell::new(None));
        other
    }

    /// Returns where the findings of a kind stand among all, by id.
    pub(crate) fn of_kind(&self, kind: usize) -> Range<usize> {
        match self.starts.get(kind..kind + 2) {
            Some([start, end]) => *start as usize..*end as usize,
            _ => 0..0,
        }
    }
}

/// Returns where each kind begins, with one place more for the end, and the places of the findings by kind; within a kind the
/// findings keep their order. Counting is quicker than sorting, and this is done for every file of a test run.
fn by_kind(kinds: &[Option<usize>], count: usize) -> (Vec<u32>, Vec<usize>) {
    let mut starts = vec![0_u32; count + 1];
    for kind in kinds.iter().flatten() {
        starts[kind + 1] += 1;
    }
    for kind in 0..count {
        starts[kind + 1] += starts[kind];
    }
    let mut next = starts.clone();
    let mut order = vec![0_usize; starts[count] as usize];
    for (place, kind) in kinds.iter().enumerate() {
        let Some(kind) = *kind else { continue };
        order[next[kind] as usize] = place;
        next[kind] += 1;
    }
    (starts, order)
}

/// Returns the first day from which `years` have not yet passed on `on`; that many years ago to the day still counts.
pub(crate) fn first_day(on: NaiveDate, years: u32) -> NaiveDate {
    let months = years.saturating_mul(12);
    let Some(first) = on.checked_sub_months(Months::new(months)) else { return NaiveDate::MIN };
    // 29 February: the day a year before is the 28th, and a year after that is not yet the 29th.
    let reaches = add_months(first, months).is_some_and(|end| on <= end);
    if reaches { first } else { first.checked_add_days(Days::new(1)).unwrap_or(first) }
}

fn see<'p>(
    rules: &RuleSet,
    finding: &'p Finding,
    kind: usize,
    (days, fading_since): (Horizon, &[NaiveDate]),
) -> Seen<'p> {
    let day = finding.last_day();
    let mut counts = [Tri::No; 3];
    let mut weights = [LegalWeight::Geblokkeerd; 3];
    if let Some(asked) = rules.kinds.asked(kind) {
        let use_of = Use { finding, asked, relation: relation_of(rules, finding), days };
        for ground in Ground::ALL {
            weights[ground.index()] = finding.status.weight(ground);
            counts[ground.index()] = use_of.counts(ground);
        }
    }
    let fading = &rules.model.fading;
    let distance = rules.model.distance.part(finding, days.on);
    let known = Part::new(fading.part(day, fading_since), distance);
    let part = if day.is_some() {
        known
    } else {
        let (least, most) = fading.bounds();
        Part { low: times(least, distance), high: times(most, distance), ..known }
    };
    Seen {
        finding,
        kind,
        counts,
        weights,
        day,
        part,
        steps: finding.path.len(),
        connected: finding.connection.answer,
        seriousness: finding.status.seriousness(),
        benefit: finding.benefit,
    }
}

/// What decides whether a finding may be used.
#[derive(Clone, Copy)]
pub(crate) struct Use<'u> {
    pub(crate) finding: &'u Finding,
    pub(crate) asked: Asked,
    pub(crate) relation: Relation,
    pub(crate) days: Horizon,
}

/// The day that is asked about, and the first day from which data may still be used on it (art. 29).
#[derive(Clone, Copy)]
pub(crate) struct Horizon {
    pub(crate) on: NaiveDate,
    pub(crate) usable_since: NaiveDate,
}

impl Horizon {
    pub(crate) fn new(on: NaiveDate) -> Self {
        Self { on, usable_since: first_day(on, USABLE_YEARS) }
    }
}

impl Use<'_> {
    /// Returns whether the finding counts on a ground; unknown when that depends on what is still to be found out.
    fn counts(self, ground: Ground) -> Tri {
        if !self.asked.serves[ground.index()] || self.bar(ground).is_some() {
            return Tri::No;
        }
        let related = ground == Ground::Lid6 || self.relation == Relation::Sure;
        let connected =
            !self.asks_connection(ground) || self.finding.connection.answer == Connected::Ja;
        if related && connected { Tri::Yes } else { Tri::Unknown }
    }

    /// Returns what keeps the finding from counting on a ground that its kind serves.
    pub(crate) fn bar(self, ground: Ground) -> Option<Bar> {
        let finding = self.finding;
        if finding.status.weight(ground) == LegalWeight::Geblokkeerd {
            return Some(Bar::Acquitted);
        }
        // Art. 3(6) looks at the offence to obtain or keep the decision, whoever committed it.
        if ground != Ground::Lid6 && self.relation == Relation::None {
            return Some(Bar::NoRelation);
        }
        if self.asks_connection(ground) && finding.connection.answer == Connected::Nee {
            return Some(Bar::NotConnected);
        }
        if finding.obtained_on < self.days.usable_since {
            return Some(Bar::Expired);
        }
        (self.days.on < finding.obtained_on).then_some(Bar::NotYetKnown)
    }

    fn asks_connection(self, ground: Ground) -> bool {
        ground == Ground::B && self.asked.connection
    }
}

/// Returns whether something is not known yet that the kind of a finding needs before anybody can weigh it.
pub(crate) fn lacks(
    rules: &RuleSet,
    (finding, kind): (&Finding, &FindingKind),
    need: Need,
) -> bool {
    let status = finding.status;
    let lacks = match need {
        Need::Datum => finding.last_day().is_none(),
        Need::Samenhang => finding.connection.answer == Connected::Onbekend,
        Need::Voordeel => finding.benefit.is_none(),
        Need::Ernst => {
            let suspicion = status.weight(Ground::Lid6) == LegalWeight::Vermoeden;
            suspicion && status.seriousness().is_none() && !status.is_acquittal()
        }
        Need::Relatie => return relation_of(rules, finding) == Relation::Possible,
    };
    lacks && kind.needs(need)
}

pub(crate) fn relation_of(rules: &RuleSet, finding: &Finding) -> Relation {
    relation(&finding.path, &rules.model.distance.roles)
}

impl Fading {
    /// Returns the first day of each row but the last.
    fn since(&self, on: NaiveDate) -> Vec<NaiveDate> {
        self.rows.iter().filter_map(|row| Some(first_day(on, row.within_years?))).collect()
    }

    /// Returns the last day that falls in the last row; none when there is one row.
    pub(crate) fn long_ago(&self, on: NaiveDate) -> Option<NaiveDate> {
        self.since(on).last().and_then(NaiveDate::pred_opt)
    }

    fn part(&self, day: Option<NaiveDate>, since: &[NaiveDate]) -> u16 {
        let Some(day) = day else { return self.unknown };
        let row = since.iter().position(|since| day >= *since).unwrap_or(since.len());
        self.rows.get(row).map_or(WHOLE, |row| row.per_mille)
    }

    /// Returns the least and the most that a fact of an unknown day can turn out to be worth.
    fn bounds(&self) -> (u16, u16) {
        let part = |row: Option<&crate::model::FadingRow>| row.map_or(WHOLE, |row| row.per_mille);
        (part(self.rows.last()), part(self.rows.first()))
    }
}

impl Distance {
    fn part(&self, finding: &Finding, on: NaiveDate) -> u16 {
        let last = self.steps.len().saturating_sub(1);
        let steps = self.steps.get(finding.path.len().min(last)).copied().unwrap_or(WHOLE);
        let past = finding.path.iter().any(|step| step.is_past(on));
        let partner = finding.role() == RoleKind::ZakelijkSamenwerkingsverband;
        let after =
            |part: u16, holds: bool, left: u16| if holds { times(part, left) } else { part };
        after(after(steps, past, self.past), partner, self.partnership)
    }
}

/// Takes a part of a part, in per mille, rounded up so that it never comes to nothing.
fn times(one: u16, other: u16) -> u16 {
    let product = (u32::from(one) * u32::from(other)).div_ceil(u32::from(WHOLE));
    u16::try_from(product).unwrap_or(WHOLE)
}

#[cfg(test)]
mod tests {
    use super::{first_day, times};
    use chrono::NaiveDate;
    use kernel::add_months;

    #[test]
    fn the_first_day_within_years_is_that_of_adding_the_years() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("date");
        for on in ["2024-02-29", "2025-02-28", "2025-03-01", "2026-11-26", "2024-03-01"] {
            let on = day(on);
            for years in 1..=10 {
                let first = first_day(on, years);
                let within = |day: NaiveDate| add_months(day, years * 12).expect("day") >= on;
                assert!(within(first), "{on} {years} {first}");
                assert!(!within(first.pred_opt().expect("day")), "{on} {years} {first}");
            }
        }
    }

    #[test]
    fn a_part_of_a_part_never_comes_to_nothing() {
        assert_eq!(times(1_000, 800), 800);
        assert_eq!(times(1, 1), 1);
        assert_eq!(times(333, 500), 167);
    }
}
