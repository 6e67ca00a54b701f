//! The national layer: declared facts, permit types, the order of regimes, terms and holidays.

use crate::bureau::Bureau;
use crate::error::{RuleError, RuleText};
use crate::files::{RuleFiles, RuleSource};
use crate::format::{
    AttachmentsSource, BasisSource, LettersFile, NoBasisSource, PermitTypeSource, PermitTypesFile,
    PrecedenceFile, TermSetSource,
};
use chrono::NaiveDate;
use facts::{Condition, ConditionSource, FactType, Lists, Vocabulary, VocabularyFile};
use kernel::{DateRange, PartyKind, is_kebab};
use law::scope::{LegalBasis, PermitType, Precedence, Stand, StandOutcome, TermChoice};
use law::terms::{TermProfile, TermRules};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use subjects::sources::{Sources, SourcesFile};

pub(crate) const FACTS: &str = "national/facts.toml";
pub(crate) const PERMIT_TYPES: &str = "national/permit-types.toml";
pub(crate) const PRECEDENCE: &str = "national/precedence.toml";
pub(crate) const TERMS: &str = "national/terms.toml";
pub(crate) const HOLIDAYS: &str = "national/holidays.toml";
pub(crate) const LETTERS: &str = "national/letters.toml";
pub(crate) const SOURCES: &str = "national/sources.toml";
pub(crate) const BUREAU: &str = "national/lbb.toml";

/// The fact that says what happens.
const OCCASION: &str = "gebeurtenis";

/// The files of the national layer that take part in every answer.
pub(crate) const NATIONAL: [&str; 5] = [FACTS, PERMIT_TYPES, PRECEDENCE, TERMS, HOLIDAYS];

/// The checked national layer.
#[derive(Clone, Debug)]
pub(crate) struct National {
    pub(crate) vocabulary: Arc<Vocabulary>,
    pub(crate) kinds: Arc<BTreeMap<String, PermitType>>,
    pub(crate) precedence: Arc<Precedence>,
    pub(crate) terms: Arc<TermRules>,
    pub(crate) attachments: AttachmentsSource,
    pub(crate) sources: Arc<Sources>,
    pub(crate) bureau: Arc<Bureau>,
}

impl National {
    /// Returns what can happen to bring somebody to a government.
    pub(crate) fn occasions(&self) -> Vec<&str> {
        let fact = self.vocabulary.find(OCCASION).map(|fact| self.vocabulary.def(fact));
        match fact.map(|fact| &fact.kind) {
            Some(FactType::Choice(list)) => list.ids().collect(),
            _ => Vec::new(),
        }
    }

    pub(crate) fn load(files: &RuleFiles) -> Result<Self, Vec<RuleError>> {
        let one = |error: RuleError| vec![error];
        let permit_types = files.require(PERMIT_TYPES).map_err(one)?;
        let source: PermitTypesFile = permit_types.parse().map_err(one)?;
        let vocabulary = load_vocabulary(files, &source).map_err(one)?;
        let precedence = load_precedence(files).map_err(one)?;
        let terms = load_terms(files)?;
        let letters: LettersFile = files.require(LETTERS).and_then(RuleText::parse).map_err(one)?;
        let sources = load_sources(files).map_err(one)?;
        let bureau = Bureau::load(files.get(BUREAU))?;
        let kinds = Checker { file: permit_types, vocabulary: &vocabulary }.kinds(source)?;
        Ok(Self {
            vocabulary: Arc::new(vocabulary),
            kinds: Arc::new(kinds),
            precedence: Arc::new(precedence),
            terms: Arc::new(terms),
            attachments: letters.bijlagen,
            sources: Arc::new(sources),
            bureau: Arc::new(bureau),
        })
    }
}

/// Reads the declared facts, of which some have the permit types as their codes.
pub(crate) fn vocabulary_of(files: &RuleFiles) -> Result<Vocabulary, RuleError> {
    load_vocabulary(files, &files.require(PERMIT_TYPES)?.parse()?)
}

fn load_vocabulary(files: &RuleFiles, kinds: &PermitTypesFile) -> Result<Vocabulary, RuleError> {
    let file = files.require(FACTS)?;
    let source: VocabularyFile = file.parse()?;
    let labels: Vec<(String, String)> =
        kinds.soort.iter().map(|kind| (kind.id.clone(), kind.label.clone())).collect();
    Vocabulary::new(source, &labels)
        .map_err(|error| file.error(&["feit", &error.entry.to_string(), "id"], error.to_string()))
}

fn load_precedence(files: &RuleFiles) -> Result<Precedence, RuleError> {
    let file = files.require(PRECEDENCE)?;
    let source: PrecedenceFile = file.parse()?;
    Precedence::new(source.volgorde).map_err(|error| file.error(&["volgorde"], error.to_string()))
}

fn load_sources(files: &RuleFiles) -> Result<Sources, RuleError> {
    let file = files.require(SOURCES)?;
    let source: SourcesFile = file.parse()?;
    Sources::new(source).map_err(|error| {
        let place = ["bron", &error.entry.to_string(), "id"];
        file.error(&place, error.reason)
    })
}

fn load_terms(files: &RuleFiles) -> Result<TermRules, Vec<RuleError>> {
    let one = |error: RuleError| vec![error];
    let file = files.require(TERMS).map_err(one)?;
    let holidays = files.require(HOLIDAYS).map_err(one)?;
    let (terms, days) = (file.parse().map_err(one)?, holidays.parse().map_err(one)?);
    TermRules::new(terms, &days).map_err(|faults| {
        let at = |fault: &kernel::Fault| {
            let (file, place) = match fault.pointer.strip_prefix("/feestdagen") {
                Some(place) => (holidays, place),
                None => (file, fault.pointer.trim_start_matches("/termijnen")),
            };
            let place: Vec<&str> = place.split('/').skip(1).collect();
            file.error(&place, fault.message.clone())
        };
        faults.iter().map(at).collect()
    })
}

struct Checker<'c> {
    file: RuleText<'c>,
    vocabulary: &'c Vocabulary,
}

impl Checker<'_> {
    fn kinds(
        &self,
        source: PermitTypesFile,
    ) -> Result<BTreeMap<String, PermitType>, Vec<RuleError>> {
        let mut errors = Vec::new();
        let sets = self.term_sets(&source.termijnset, &mut errors);
        let mut ids = BTreeSet::new();
        let mut kinds = BTreeMap::new();
        for (index, kind) in source.soort.into_iter().enumerate() {
            let index = index.to_string();
            if !is_kebab(&kind.id) || kinds.contains_key(&kind.id) {
                let reason =
                    format!("«{}» is geen nieuw id in kleine letters en streepjes", kind.id);
                errors.push(self.file.error(&["soort", &index, "id"], reason));
            }
            let stands = self.stands(&kind, &index, &sets, &mut errors);
            for stand in stands.iter().filter(|stand| !ids.insert(stand.id.clone())) {
                let reason = format!("het id «{}» komt twee keer voor", stand.id);
                errors.push(self.file.error(&["soort", &index], reason));
            }
            for party in PartyKind::ALL {
                if !stands.iter().any(|stand| stand.parties.contains(&party)) {
                    let reason = format!(
                        "soort «{}» zegt niets over een {}; geef een grondslag of zeg waarom er geen is",
                        kind.id,
                        party.label()
                    );
                    errors.push(self.file.error(&["soort", &index, "id"], reason));
                }
            }
            let checked = PermitType {
                id: kind.id.clone(),
                label: kind.label,
                in_letter: kind.in_brief,
                door: kind.deur,
                stands,
            };
            kinds.insert(kind.id, checked);
        }
        if errors.is_empty() { Ok(kinds) } else { Err(errors) }
    }

    fn term_sets(
        &self,
        sources: &[TermSetSource],
        errors: &mut Vec<RuleError>,
    ) -> BTreeMap<String, Vec<TermChoice>> {
        let mut sets = BTreeMap::new();
        for (index, set) in sources.iter().enumerate() {
            let mut choices = Vec::new();
            for (choice_index, choice) in set.keuze.iter().enumerate() {
                let place = ["termijnset", &index.to_string(), "keuze", &choice_index.to_string()];
                let when = match self.condition(choice.als.as_ref(), &place) {
                    Ok(when) => when,
                    Err(error) => {
                        errors.push(error);
                        continue;
                    }
                };
                if when.is_some() != choice.aanname.is_some() {
                    let reason = "een keuze met «als» heeft een «aanname» nodig, en alleen dan";
                    errors.push(self.file.error(&place, reason));
                }
                let profile = TermProfile {
                    term: choice.termijn,
                    article: choice.artikel.clone(),
                    kind: choice.deur,
                    positive_silence: choice.stilzwijgend,
                    extended_procedure: choice.uitgebreid,
                };
                choices.push(TermChoice { when, assumption: choice.aanname.clone(), profile });
            }
            if choices.last().is_none_or(|last| last.when.is_some()) {
                let reason =
                    "de laatste keuze heeft geen «als»: er is altijd een termijn of uitleg";
                errors.push(self.file.error(&["termijnset", &index.to_string(), "id"], reason));
            }
            sets.insert(set.id.clone(), choices);
        }
        sets
    }

    fn stands(
        &self,
        kind: &PermitTypeSource,
        index: &str,
        sets: &BTreeMap<String, Vec<TermChoice>>,
        errors: &mut Vec<RuleError>,
    ) -> Vec<Stand> {
        let mut stands = Vec::new();
        for (place, basis) in kind.grondslag.iter().enumerate() {
            let place = ["soort", index, "grondslag", &place.to_string()];
            stands.extend(self.basis(basis, &place, sets, errors));
        }
        for (place, none) in kind.geen_grondslag.iter().enumerate() {
            let place = ["soort", index, "geenGrondslag", &place.to_string()];
            stands.extend(self.no_basis(none, &place, errors));
        }
        stands
    }

    fn basis(
        &self,
        source: &BasisSource,
        place: &[&str],
        sets: &BTreeMap<String, Vec<TermChoice>>,
        errors: &mut Vec<RuleError>,
    ) -> Option<Stand> {
        let terms = sets.get(&source.beslistermijn).cloned();
        if terms.is_none() {
            let reason = format!("er is geen termijnset «{}»", source.beslistermijn);
            errors.push(self.file.error(&[place, &["beslistermijn"]].concat(), reason));
        }
        for party in &source.partijsoorten {
            if !source.bevoegd.contains_key(party) {
                let reason = format!("«bevoegd» noemt geen orgaan voor een {}", party.label());
                errors.push(self.file.error(&[place, &["bevoegd"]].concat(), reason));
            }
        }
        let when =
            self.condition(source.als.as_ref(), place).map_err(|error| errors.push(error)).ok()?;
        let valid = self.range(source.geldig_van, source.geldig_tot_en_met, place, errors)?;
        Some(Stand {
            id: source.id.clone(),
            parties: source.partijsoorten.clone(),
            valid,
            when,
            article: source.artikel.clone(),
            explanation: source.uitleg.clone(),
            outcome: StandOutcome::Basis(Box::new(LegalBasis {
                refuse: source.weigeren.clone(),
                withdraw: source.intrekken.clone(),
                advice: source.advies.clone(),
                bodies: source.bevoegd.clone(),
                terms: terms?,
                remedy: source.rechtsgang,
                notes: source.noten.clone(),
            })),
        })
    }

    fn no_basis(
        &self,
        source: &NoBasisSource,
        place: &[&str],
        errors: &mut Vec<RuleError>,
    ) -> Option<Stand> {
        let when =
            self.condition(source.als.as_ref(), place).map_err(|error| errors.push(error)).ok()?;
        let valid = self.range(source.geldig_van, source.geldig_tot_en_met, place, errors)?;
        Some(Stand {
            id: source.id.clone(),
            parties: source.partijsoorten.clone(),
            valid,
            when,
            article: source.artikel.clone(),
            explanation: source.uitleg.clone(),
            outcome: StandOutcome::NoBasis,
        })
    }

    fn condition(
        &self,
        source: Option<&ConditionSource>,
        place: &[&str],
    ) -> Result<Option<Condition>, RuleError> {
        let place = [place, &["als"]].concat();
        compile_condition(self.file, &place, source, self.vocabulary, &Lists::new())
    }

    fn range(
        &self,
        first: NaiveDate,
        last: Option<NaiveDate>,
        place: &[&str],
        errors: &mut Vec<RuleError>,
    ) -> Option<DateRange> {
        DateRange::new(first, last)
            .map_err(|error| errors.push(self.file.error(place, error.to_string())))
            .ok()
    }
}

/// Checks the condition at `place` of a file, if there is one.
pub(crate) fn compile_condition(
    file: RuleText<'_>,
    place: &[&str],
    source: Option<&ConditionSource>,
    vocabulary: &Vocabulary,
    lists: &Lists,
) -> Result<Option<Condition>, RuleError> {
    source.map(|source| source.compile(vocabulary, lists)).transpose().map_err(|error| {
        let inner: Vec<&str> = error.path.iter().map(String::as_str).collect();
        file.error(&[place, inner.as_slice()].concat(), error.reason)
    })
}

/// Returns where every legal position stands.
pub(crate) fn national_sources(
    national: &National,
    files: &RuleFiles,
) -> BTreeMap<String, RuleSource> {
    let Some(file) = files.get(PERMIT_TYPES) else { return BTreeMap::new() };
    let lines = file.id_lines();
    let stands = national.kinds.values().flat_map(|kind| &kind.stands);
    stands
        .map(|stand| {
            let line = lines.get(stand.id.as_str()).copied().unwrap_or(1);
            (stand.id.clone(), RuleSource { file: file.path.to_owned(), line })
        })
        .collect()
}
