//! A rule set: tables, kinds and indicators, checked together.

use crate::condition::{Compiled, Compiler, Node};
use crate::fault::{RuleFault, RulePart};
use crate::ground::Ground;
use crate::indicator::{
    Indicator, IndicatorSource, IndicatorsFile, MOST_POINTS, Segment, segments,
};
use crate::kind::{Kinds, KindsFile};
use crate::model::{Band, Leeway, ModelFile};
use crate::reading::{DesignatedAreas, Reading};
use facts::{Condition, Vocabulary};
use kernel::{DateRange, Sha256Hex, is_kebab};
use law::scope::RuleSetRef;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The files of a rule set, parsed.
#[derive(Clone, Debug)]
pub struct RiskFiles {
    /// The tables.
    pub model: ModelFile,
    /// The kinds of finding and document.
    pub kinds: KindsFile,
    /// The files with indicators.
    pub indicators: Vec<IndicatorsFile>,
}

/// What the files are checked against.
#[derive(Clone, Debug)]
pub struct Surroundings {
    /// The facts that an application can have.
    pub vocabulary: Arc<Vocabulary>,
    /// The risk areas that the party designated in adopted policy.
    pub areas: DesignatedAreas,
    /// The digest over every file that takes part.
    pub sha256: Sha256Hex,
}

/// A checked rule set.
#[derive(Clone, Debug)]
pub struct RuleSet {
    pub(crate) reference: RuleSetRef,
    pub(crate) model: ModelFile,
    pub(crate) kinds: Kinds,
    /// By id.
    pub(crate) indicators: Vec<Indicator>,
    pub(crate) vocabulary: Arc<Vocabulary>,
    /// The numbers of years that tests look back.
    pub(crate) years: Vec<u32>,
    /// The conditions over facts that indicators have.
    pub(crate) conditions: Vec<Condition>,
}

impl RuleSet {
    /// Checks a rule set.
    ///
    /// # Errors
    /// Every fault, each with its file and place: also an indicator that reads a fact that it may not read.
    pub fn new(files: RiskFiles, around: &Surroundings) -> Result<Self, Vec<RuleFault>> {
        let RiskFiles { model, kinds, indicators } = files;
        let kinds = Kinds::new(kinds)?;
        let mut faults = model.faults();
        let reading = Reading {
            vocabulary: &around.vocabulary,
            readable: &model.readable,
            forbidden: &model.forbidden,
        };
        faults.extend(reading.faults(kinds.all()));
        let compiler = Compiler {
            vocabulary: &around.vocabulary,
            lists: around.areas.lists(),
            kinds: &kinds,
            years: Vec::new(),
            conditions: Vec::new(),
        };
        let mut checker = Checker { compiler, reading, faults, known: BTreeMap::new() };
        for (part, file) in indicators.iter().enumerate() {
            for (index, source) in file.indicators.iter().enumerate() {
                checker.add(source, (part, index));
            }
        }
        let Checker { compiler, mut faults, known, .. } = checker;
        faults.extend(leeway_faults(&model.leeway, &known));
        if !faults.is_empty() {
            return Err(faults);
        }
        let Compiler { years, conditions, .. } = compiler;
        let reference = RuleSetRef {
            id: model.head.id.clone(),
            version: model.head.version.clone(),
            sha256: around.sha256,
        };
        let indicators = known.into_values().collect();
        let vocabulary = Arc::clone(&around.vocabulary);
        Ok(Self { reference, model, kinds, indicators, vocabulary, years, conditions })
    }

    /// Returns the name, version and digest.
    pub fn reference(&self) -> &RuleSetRef {
        &self.reference
    }

    /// Returns the kinds of finding and document.
    pub fn kinds(&self) -> &Kinds {
        &self.kinds
    }

    /// Returns the indicators, by id.
    pub fn indicators(&self) -> &[Indicator] {
        &self.indicators
    }

    /// Returns the facts that an application can have.
    pub fn vocabulary(&self) -> &Arc<Vocabulary> {
        &self.vocabulary
    }

    /// Returns the bands of a ground, from low to high.
    pub fn bands(&self, ground: Ground) -> impl DoubleEndedIterator<Item = &Band> {
        self.model.bands.iter().filter(move |band| band.ground == ground)
    }

    /// Returns the band of a score; none only for a ground without bands, which the check refuses.
    pub fn band(&self, ground: Ground, points: u32) -> Option<&Band> {
        self.bands(ground).rev().find(|band| band.from <= points)
    }
}

struct Checker<'c> {
    compiler: Compiler<'c>,
    reading: Reading<'c>,
    faults: Vec<RuleFault>,
    known: BTreeMap<String, Indicator>,
}

impl Checker<'_> {
    fn add(&mut self, source: &IndicatorSource, (part, index): (usize, usize)) {
        let place = index.to_string();
        let mut refuse = |keys: &[&str], reason: String| {
            let place = [&["indicator", place.as_str()], keys].concat();
            self.faults.push(RuleFault::new(RulePart::Indicators(part), &place, reason));
        };
        for (key, reason) in plain_faults(source, self.known.contains_key(&source.id)) {
            refuse(&[key], reason);
        }
        let context = Compiled { ground: source.ground, negated: false };
        let when = match self.compiler.node(&source.when, context) {
            Ok(when) => when,
            Err((path, reason)) => {
                let path: Vec<&str> = path.iter().map(String::as_str).collect();
                let reason = format!("indicator «{}»: {reason}", source.id);
                return refuse(&[&["als"], path.as_slice()].concat(), reason);
            }
        };
        when.facts(&mut |place| {
            let condition = self.compiler.conditions.get(place);
            let checked = condition.map(|condition| self.reading.check(&source.id, condition));
            if let Some(Err(reason)) = checked {
                refuse(&["als"], reason);
            }
        });
        let mut documents = Vec::new();
        for document in &source.documents {
            match self.compiler.kinds.document_index(document) {
                Some(place) => documents.push(place),
                None => refuse(
                    &["stukken"],
                    format!("indicator «{}»: er is geen stuk «{document}»", source.id),
                ),
            }
        }
        let reason = segments(&source.reason).and_then(|reason| rests_on(reason, &when));
        let valid = DateRange::new(source.valid_from, source.valid_until);
        match (reason, valid) {
            (Ok(reason), Ok(valid)) => {
                let indicator = indicator(source, (reason, valid), (documents, when));
                self.known.insert(source.id.clone(), indicator);
            }
            (Err(reason), _) => refuse(&["reden"], format!("indicator «{}»: {reason}", source.id)),
            (_, Err(error)) => {
                refuse(&["geldigTotEnMet"], format!("indicator «{}»: {error}", source.id));
            }
        }
    }
}

/// Checks what a party may choose: the national points are one of the choices.
fn leeway_faults(all: &[Leeway], known: &BTreeMap<String, Indicator>) -> Vec<RuleFault> {
    let fault = |(index, leeway): (usize, &Leeway)| {
        let points = known.get(&leeway.indicator).map(Indicator::points);
        let range = leeway.least..=leeway.most;
        let (key, reason) = match points {
            None => ("indicator", format!("er is geen indicator «{}»", leeway.indicator)),
            Some(points)
                if leeway.least == 0 || leeway.most > MOST_POINTS || !range.contains(&points) =>
            {
                let reason = format!(
                    "de speelruimte van «{}» ligt tussen 1 en {MOST_POINTS}, met de landelijke {points} punten erin",
                    leeway.indicator
                );
                ("vanaf", reason)
            }
            Some(_) if leeway.why.trim().is_empty() => {
                ("waarom", format!("zeg waarom een partij bij «{}» mag kiezen", leeway.indicator))
            }
            Some(_) => return None,
        };
        let place = ["speelruimte", &index.to_string(), key];
        Some(RuleFault::new(RulePart::Model, &place, reason))
    };
    all.iter().enumerate().filter_map(fault).collect()
}

fn indicator(
    source: &IndicatorSource,
    (reason, valid): (Vec<Segment>, DateRange),
    (documents, when): (Vec<usize>, Node),
) -> Indicator {
    Indicator {
        id: source.id.clone(),
        ground: source.ground,
        class: source.class,
        reason,
        basis: source.basis.clone(),
        valid,
        points: source.points,
        documents,
        when,
    }
}

fn plain_faults(source: &IndicatorSource, twice: bool) -> Vec<(&'static str, String)> {
    let id = &source.id;
    let checks = [
        (
            !is_kebab(id),
            "id",
            format!("«{id}» is geen id: gebruik kleine letters, cijfers en streepjes"),
        ),
        (twice, "id", format!("indicator «{id}» bestaat al")),
        (source.reason.trim().is_empty(), "reden", format!("indicator «{id}»: de reden is leeg")),
        (
            source.basis.trim().is_empty(),
            "grondslag",
            format!("indicator «{id}»: de grondslag is leeg"),
        ),
        (
            !(1..=MOST_POINTS).contains(&source.points),
            "punten",
            format!("indicator «{id}»: punten liggen tussen 1 en {MOST_POINTS}"),
        ),
    ];
    checks.into_iter().filter(|(wrong, ..)| *wrong).map(|(_, key, reason)| (key, reason)).collect()
}

/// Refuses a reason that speaks of a finding where the condition looks at none.
fn rests_on(reason: Vec<Segment>, when: &Node) -> Result<Vec<Segment>, String> {
    let mut looks = false;
    when.findings(&mut |_| looks = true);
    let speaks = reason.iter().any(|segment| !matches!(segment, Segment::Text(_)));
    if speaks && !looks {
        return Err(
            "de reden noemt een bevinding, maar de voorwaarde kijkt er naar geen".to_owned()
        );
    }
    Ok(reason)
}
