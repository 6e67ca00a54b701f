//! A test run of a candidate rule set: what would change for many files, one after another, so that memory stays flat.

use crate::condition::Grade;
use crate::ground::Ground;
use crate::prepared::Prepared;
use crate::profile::Profile;
use crate::ruleset::RuleSet;
use crate::score::{Points, weigh};
use chrono::NaiveDate;
use facts::Tri;
use kernel::CaseId;
use law::scope::RuleSetRef;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Wat een andere regelset zou veranderen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Regelsetvergelijking")]
pub struct Comparison {
    /// De regels van nu.
    #[serde(rename = "oud")]
    pub old: RuleSetRef,
    /// De voorgestelde regels.
    #[serde(rename = "nieuw")]
    pub new: RuleSetRef,
    /// De peildatum.
    #[serde(rename = "op")]
    pub on: NaiveDate,
    /// Het aantal dossiers.
    #[serde(rename = "dossiers")]
    pub profiles: u64,
    /// Het aantal dossiers dat op een grond in een andere band komt.
    #[serde(rename = "verplaatst")]
    pub moved: u64,
    /// Het aantal dossiers per grond en band.
    #[serde(rename = "banden")]
    pub bands: Vec<BandCount>,
    /// Het aantal treffers dat er bij komt en vervalt, per indicator.
    #[serde(rename = "indicatoren")]
    pub indicators: Vec<IndicatorCount>,
}

/// Het aantal dossiers in een band, voor en na.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Bandtelling")]
pub struct BandCount {
    /// De grond.
    #[serde(rename = "grond")]
    pub ground: Ground,
    /// De band.
    pub band: String,
    /// Met de regels van nu.
    #[serde(rename = "voor")]
    pub before: u64,
    /// Met de voorgestelde regels.
    #[serde(rename = "na")]
    pub after: u64,
}

/// Het aantal treffers van een indicator dat er bij komt en vervalt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Treffertelling")]
pub struct IndicatorCount {
    /// De indicator.
    pub indicator: String,
    /// Dossiers waarin hij er bij komt.
    #[serde(rename = "gewonnen")]
    pub gained: u64,
    /// Dossiers waarin hij vervalt.
    #[serde(rename = "verloren")]
    pub lost: u64,
}

/// Een dossier dat op een grond in een andere band komt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Bandwissel")]
pub struct Moved {
    /// Het dossier.
    #[serde(rename = "dossier")]
    pub file: CaseId,
    /// De grond.
    #[serde(rename = "grond")]
    pub ground: Ground,
    /// De band met de regels van nu.
    #[serde(rename = "van")]
    pub from: String,
    /// De band met de voorgestelde regels.
    #[serde(rename = "naar")]
    pub to: String,
}

/// Compares two rule sets over a stream of profiles. `moved` gets every file that changes band, in the order of the stream.
pub fn compare(
    (old, new): (&RuleSet, &RuleSet),
    on: NaiveDate,
    profiles: impl IntoIterator<Item = Profile>,
    mut moved: impl FnMut(Moved),
) -> Comparison {
    let mut run = Run::new((old, new), on);
    for profile in profiles {
        run.add(&profile, &mut moved);
    }
    run.finish()
}

impl Comparison {
    /// Adds the figures of another part of the same run: the caller decides what runs beside what.
    ///
    /// Returns `None` when the two compared other rule sets or another day.
    #[must_use]
    pub fn merged(mut self, other: &Self) -> Option<Self> {
        if (&self.old, &self.new, self.on) != (&other.old, &other.new, other.on) {
            return None;
        }
        self.profiles += other.profiles;
        self.moved += other.moved;
        for (count, added) in self.bands.iter_mut().zip(&other.bands) {
            count.before += added.before;
            count.after += added.after;
        }
        for (count, added) in self.indicators.iter_mut().zip(&other.indicators) {
            count.gained += added.gained;
            count.lost += added.lost;
        }
        Some(self)
    }
}

struct Run<'r> {
    on: NaiveDate,
    sides: [Side<'r>; 2],
    /// The ids of the indicators of both sets, in order.
    ids: Vec<&'r str>,
    gained: Vec<u64>,
    lost: Vec<u64>,
    bands: BTreeMap<(Ground, &'r str), [u64; 2]>,
    profiles: u64,
    moved: u64,
}

/// One of the two rule sets.
struct Side<'r> {
    rules: &'r RuleSet,
    /// The place of each of its indicators among all ids.
    places: Vec<usize>,
    /// Whether each indicator holds for the profile at hand.
    hits: Vec<bool>,
}

impl<'r> Run<'r> {
    fn new((old, new): (&'r RuleSet, &'r RuleSet), on: NaiveDate) -> Self {
        let ids_of = |rules: &'r RuleSet| rules.indicators.iter().map(|one| one.id.as_str());
        let ids: Vec<&str> =
            ids_of(old).chain(ids_of(new)).collect::<BTreeSet<_>>().into_iter().collect();
        let side = |rules: &'r RuleSet| Side {
            rules,
            places: ids_of(rules).filter_map(|id| ids.binary_search(&id).ok()).collect(),
            hits: vec![false; ids.len()],
        };
        let sides = [side(old), side(new)];
        let (gained, lost) = (vec![0; ids.len()], vec![0; ids.len()]);
        let both = [old, new].into_iter().flat_map(|rules| &rules.model.bands);
        let bands = both.map(|band| ((band.ground, band.id.as_str()), [0, 0])).collect();
        Self { on, sides, ids, gained, lost, bands, profiles: 0, moved: 0 }
    }

    fn add(&mut self, profile: &Profile, moved: &mut impl FnMut(Moved)) {
        let on = self.on;
        let [before, after] = self.sides.each_mut().map(|side| side.weigh(profile, on));
        let mut elsewhere = false;
        for ground in Ground::ALL {
            let from = self.band(0, ground, before.on(ground));
            let to = self.band(1, ground, after.on(ground));
            for (side, band) in [from, to].into_iter().enumerate() {
                if let Some(counts) = self.bands.get_mut(&(ground, band)) {
                    counts[side] += 1;
                }
            }
            if from != to {
                elsewhere = true;
                moved(Moved {
                    file: profile.file,
                    ground,
                    from: from.to_owned(),
                    to: to.to_owned(),
                });
            }
        }
        let [old, new] = &self.sides;
        for (place, (before, after)) in old.hits.iter().zip(&new.hits).enumerate() {
            match (before, after) {
                (false, true) => self.gained[place] += 1,
                (true, false) => self.lost[place] += 1,
                (true, true) | (false, false) => {}
            }
        }
        self.profiles += 1;
        self.moved += u64::from(elsewhere);
    }

    fn band(&self, side: usize, ground: Ground, points: u32) -> &'r str {
        self.sides
            .get(side)
            .and_then(|side| side.rules.band(ground, points))
            .map_or("", |band| &band.id)
    }

    fn finish(self) -> Comparison {
        let [old, new] = &self.sides;
        let bands = self.bands.iter().map(|((ground, band), [before, after])| BandCount {
            ground: *ground,
            band: (*band).to_owned(),
            before: *before,
            after: *after,
        });
        let counts = self.ids.iter().zip(self.gained.iter().zip(&self.lost));
        let indicators = counts.map(|(id, (gained, lost))| IndicatorCount {
            indicator: (*id).to_owned(),
            gained: *gained,
            lost: *lost,
        });
        Comparison {
            old: old.rules.reference.clone(),
            new: new.rules.reference.clone(),
            on: self.on,
            profiles: self.profiles,
            moved: self.moved,
            bands: bands.collect(),
            indicators: indicators.collect(),
        }
    }
}

impl Side<'_> {
    fn weigh(&mut self, profile: &Profile, on: NaiveDate) -> Points {
        let prepared = Prepared::new(self.rules, profile, on);
        let mut points = Points::default();
        self.hits.fill(false);
        weigh(self.rules, &prepared, on, |place, indicator, grade: Grade| {
            points.add(indicator, grade);
            if let Some(hit) = self.places.get(place).and_then(|place| self.hits.get_mut(*place)) {
                *hit = grade.outcome == Tri::Yes;
            }
        });
        points
    }
}
