//! Layering: a party's policy over the base policies it builds on, by explicit operations only.

use crate::error::{RuleError, RuleText};
use crate::format::{
    ChangeSource, LetterheadSource, ListSource, PartySource, PolicyFile, RuleSourceFormat,
};
use crate::load::{RuleFiles, RuleSource, national_sources};
use crate::national::{NATIONAL, National, condition_error};
use facts::{Condition, ConditionSource, Lists};
use kernel::{DateRange, Euro, PartyId, Sha256Hex, did_you_mean, is_kebab};
use law::scope::{Gap, Party, Policy, PolicyInfo, PolicyStatus, Regime, Rule, RuleSetRef, Sample};
use law::terms::TermProfile;
use std::collections::{BTreeMap, BTreeSet};

/// A policy entered for a party, with what holds outside its period.
pub(crate) struct Entered {
    pub(crate) policy: Policy,
    pub(crate) fallback: Policy,
    pub(crate) letterhead: LetterheadSource,
}

type Parsed<'f> = (RuleText<'f>, PolicyFile);

pub(crate) struct Merger<'m> {
    national: &'m National,
    files: &'m RuleFiles,
    bases: BTreeMap<&'m str, &'m Parsed<'m>>,
    sources: BTreeMap<String, RuleSource>,
}

impl<'m> Merger<'m> {
    /// Indexes the base policies and refuses rule ids that two places claim.
    pub(crate) fn new(
        national: &'m National,
        files: &'m RuleFiles,
        parsed: &'m [Parsed<'m>],
        errors: &mut Vec<RuleError>,
    ) -> Self {
        let mut merger = Self {
            national,
            files,
            bases: BTreeMap::new(),
            sources: national_sources(national, files),
        };
        for entry in parsed {
            let (file, policy) = entry;
            match (&policy.partij, &policy.beleid.id) {
                (None, Some(id)) => {
                    if let Some((other, _)) = merger.bases.insert(id, entry) {
                        let reason = format!("basisbeleid «{id}» staat ook al in {}", other.path);
                        errors.push(file.error(&["beleid", "id"], reason));
                    }
                }
                (Some(_), Some(_)) => {
                    let reason = "alleen een basisbeleid, zonder [partij], heeft een «id»";
                    errors.push(file.error(&["beleid", "id"], reason));
                }
                (None, None) => {
                    let reason = "geef [partij], of bij een basisbeleid een «id» in [beleid]";
                    errors.push(file.error(&["beleid"], reason));
                }
                (Some(_), None) => {}
            }
            merger.claim_ids(*file, policy, errors);
        }
        merger
    }

    fn claim_ids(&mut self, file: RuleText<'_>, policy: &PolicyFile, errors: &mut Vec<RuleError>) {
        let rules = policy.regel.iter().enumerate().map(|(index, rule)| ("regel", index, &rule.id));
        let gaps = policy.leemte.iter().enumerate().map(|(index, gap)| ("leemte", index, &gap.id));
        for (table, index, id) in rules.chain(gaps) {
            let place = [table, &index.to_string(), "id"];
            if !is_kebab(id) {
                let reason =
                    format!("«{id}» is geen id: gebruik kleine letters, cijfers en streepjes");
                errors.push(file.error(&place, reason));
                continue;
            }
            let source = RuleSource { file: file.path.to_owned(), line: file.line_at(&place) };
            if let Some(other) = self.sources.get(id) {
                let reason = format!(
                    "het id «{id}» is al van een regel in {} (regel {} van dat bestand); kies een ander id",
                    other.file, other.line
                );
                errors.push(file.error(&place, reason));
                continue;
            }
            self.sources.insert(id.clone(), source);
        }
    }

    pub(crate) fn into_sources(self) -> BTreeMap<String, RuleSource> {
        self.sources
    }

    /// Checks and merges the policy of one party.
    pub(crate) fn enter(
        &self,
        file: RuleText<'_>,
        source: &PolicyFile,
    ) -> Result<Entered, Vec<RuleError>> {
        let chain = self.chain(file, source).map_err(|error| vec![error])?;
        let Some(party_source) = &source.partij else { return Err(Vec::new()) };
        let mut errors = Vec::new();
        let party = check_party(file, party_source, &mut errors);
        let info = check_info(file, source, &mut errors);
        let mut layers = Layers::default();
        for (layer_file, layer) in &chain {
            layers.add(*layer_file, layer, &mut errors);
        }
        let (Some(party), Some(info), true) = (party, info, errors.is_empty()) else {
            return Err(errors);
        };
        let paths: Vec<&str> = chain.iter().map(|(file, _)| file.path).collect();
        let empty = self.empty(party, info, self.reference(&paths));
        let fallback = self.fallback(&empty);
        let policy = Builder { national: self.national, errors: &mut errors }.build(empty, &layers);
        if errors.is_empty() {
            let letterhead = party_source.briefhoofd.clone();
            return Ok(Entered { policy, fallback, letterhead });
        }
        Err(errors)
    }

    /// Returns the policy with the base policies below it, the deepest first.
    ///
    /// # Errors
    /// When a base policy does not exist or builds on itself.
    pub(crate) fn chain<'s>(
        &'s self,
        file: RuleText<'s>,
        source: &'s PolicyFile,
    ) -> Result<Vec<(RuleText<'s>, &'s PolicyFile)>, RuleError> {
        let mut chain = vec![(file, source)];
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let mut current = (file, source);
        while let Some(base) = &current.1.beleid.extends {
            let place = ["beleid", "extends"];
            let Some((base_file, base_source)) = self.bases.get(base.as_str()) else {
                let hint = did_you_mean(base, self.bases.keys().copied());
                return Err(current
                    .0
                    .error(&place, format!("er is geen basisbeleid «{base}».{hint}")));
            };
            if !seen.insert(base) {
                let reason = format!("basisbeleid «{base}» bouwt voort op zichzelf");
                return Err(current.0.error(&place, reason));
            }
            current = (*base_file, base_source);
            chain.insert(0, current);
        }
        Ok(chain)
    }

    /// Digests every file that takes part, by path and content.
    fn reference(&self, paths: &[&str]) -> Sha256Hex {
        let mut parts: Vec<&[u8]> = Vec::new();
        for path in NATIONAL.iter().chain(paths) {
            if let Some(file) = self.files.get(path) {
                parts.push(file.path.as_bytes());
                parts.push(file.text.as_bytes());
            }
        }
        Sha256Hex::of_parts(parts)
    }

    fn empty(&self, party: Party, info: PolicyInfo, sha256: Sha256Hex) -> Policy {
        let rule_set =
            RuleSetRef { id: party.id.to_string(), version: info.version.clone(), sha256 };
        Policy {
            party,
            info,
            rule_set,
            vocabulary: self.national.vocabulary.clone(),
            kinds: self.national.kinds.clone(),
            precedence: self.national.precedence.clone(),
            rules: Vec::new(),
            rules_of: BTreeMap::new(),
            gaps_of: BTreeMap::new(),
            terms_of: BTreeMap::new(),
        }
    }

    /// Returns what holds when no policy of the party does: the national layer, and one open question.
    fn fallback(&self, empty: &Policy) -> Policy {
        let mut policy = empty.clone();
        let name = &policy.party.name;
        let gap = Gap {
            id: format!("{}-beleid-niet-ingevoerd", policy.party.id),
            article: "Wet Bibob art. 7a; Awb art. 4:81".to_owned(),
            explanation: format!(
                "Welk Bibob-beleid gold op deze dag bij {name}? Voer het in als regelbestand van deze partij."
            ),
        };
        let kinds = self.national.kinds.keys();
        policy.gaps_of = kinds.map(|kind| (kind.clone(), gap.clone())).collect();
        policy.info.status = PolicyStatus::NietIngevoerd;
        "geen beleid ingevoerd".clone_into(&mut policy.info.title);
        "niet-ingevoerd".clone_into(&mut policy.rule_set.version);
        policy
    }
}

fn check_party(
    file: RuleText<'_>,
    source: &PartySource,
    errors: &mut Vec<RuleError>,
) -> Option<Party> {
    let id: Option<PartyId> = source
        .id
        .parse()
        .map_err(|error| errors.push(file.error(&["partij", "id"], format!("{error}"))))
        .ok();
    let folder = file.path.split('/').nth(1).unwrap_or_default();
    if folder != source.id {
        let reason = format!("de map heet «{folder}», maar de partij «{}»", source.id);
        errors.push(file.error(&["partij", "id"], reason));
    }
    Some(Party { id: id?, name: source.naam.clone(), kind: source.soort })
}

fn check_info(
    file: RuleText<'_>,
    source: &PolicyFile,
    errors: &mut Vec<RuleError>,
) -> Option<PolicyInfo> {
    let policy = &source.beleid;
    if policy.status == PolicyStatus::NietIngevoerd {
        let reason = "kies «model» of «vastgesteld»; «niet-ingevoerd» volgt vanzelf als er geen beleid geldt";
        errors.push(file.error(&["beleid", "status"], reason));
    }
    let unproven = policy.vastgesteld_op.is_none() || policy.publicatie.is_none();
    if policy.status == PolicyStatus::Vastgesteld && unproven {
        let reason = "vastgesteld beleid noemt «vastgesteldOp» en «publicatie»";
        errors.push(file.error(&["beleid", "status"], reason));
    }
    let valid = DateRange::new(policy.geldig_van, policy.geldig_tot_en_met)
        .map_err(|error| errors.push(file.error(&["beleid", "geldigTotEnMet"], error.to_string())))
        .ok()?;
    Some(PolicyInfo {
        title: policy.titel.clone(),
        version: policy.versie.clone(),
        status: policy.status,
        valid,
        source: policy.publicatie.clone().or_else(|| policy.bron.clone()),
        review_on: policy.herzien_op,
        target_per_year: policy.streefaantal_per_jaar,
    })
}

/// A rule while layers are laid over each other: its latest form, and where a fault in it must be reported.
struct Layered<'l> {
    rule: RuleSourceFormat,
    file: RuleText<'l>,
    index: usize,
    policy: &'l PolicyFile,
}

#[derive(Default)]
struct Layers<'l> {
    rules: Vec<Layered<'l>>,
    lists: BTreeMap<String, ListSource>,
    /// Every layer with its file, for what is added up rather than changed.
    files: Vec<(RuleText<'l>, &'l PolicyFile)>,
}

impl<'l> Layers<'l> {
    fn add(&mut self, file: RuleText<'l>, policy: &'l PolicyFile, errors: &mut Vec<RuleError>) {
        self.files.push((file, policy));
        for (index, list) in policy.lijst.iter().enumerate() {
            if self.lists.insert(list.id.clone(), list.clone()).is_some() {
                let reason = format!(
                    "lijst «{}» bestaat al; verander haar met [[wijziging]] doe = \"lijst\"",
                    list.id
                );
                errors.push(file.error(&["lijst", &index.to_string(), "id"], reason));
            }
        }
        for (index, change) in policy.wijziging.iter().enumerate() {
            if let Err((key, reason)) = self.change(change) {
                errors.push(file.error(&["wijziging", &index.to_string(), key], reason));
            }
        }
        for (index, rule) in policy.regel.iter().enumerate() {
            self.rules.push(Layered { rule: rule.clone(), file, index, policy });
        }
    }

    fn change(&mut self, change: &ChangeSource) -> Result<(), (&'static str, String)> {
        match change {
            ChangeSource::Vervallen { regel, artikel: _ } => {
                let index = self.position(regel)?;
                self.rules.remove(index);
            }
            ChangeSource::Drempel { regel, bedrag, artikel, uitleg } => {
                let rule = self.rule(regel)?;
                bedrag.parse::<Euro>().map_err(|error| ("bedrag", error.to_string()))?;
                let changed = rule.als.as_mut().map_or(0, |when| set_limit(when, bedrag));
                if changed != 1 {
                    let reason = format!(
                        "regel «{regel}» heeft {changed} drempels; er moet er precies één zijn"
                    );
                    return Err(("regel", reason));
                }
                reword(rule, artikel, uitleg);
            }
            ChangeSource::Regime { regel, regime, formulering, artikel, uitleg } => {
                let rule = self.rule(regel)?;
                rule.regime = *regime;
                rule.formulering = *formulering;
                reword(rule, artikel, uitleg);
            }
            ChangeSource::Uitleg { regel, artikel, uitleg } => {
                reword(self.rule(regel)?, artikel, uitleg);
            }
            ChangeSource::Lijst { lijst, codes, artikel: _ } => {
                let hint = || did_you_mean(lijst, self.lists.keys().map(String::as_str));
                let reason = format!("er is geen lijst «{lijst}» in het basisbeleid.{}", hint());
                let list = self.lists.get_mut(lijst).ok_or(("lijst", reason))?;
                list.codes.clone_from(codes);
            }
        }
        Ok(())
    }

    fn position(&self, id: &str) -> Result<usize, (&'static str, String)> {
        self.rules.iter().position(|layered| layered.rule.id == id).ok_or_else(|| {
            let hint = did_you_mean(id, self.rules.iter().map(|layered| layered.rule.id.as_str()));
            ("regel", format!("er is geen regel «{id}» in het basisbeleid.{hint}"))
        })
    }

    fn rule(&mut self, id: &str) -> Result<&mut RuleSourceFormat, (&'static str, String)> {
        let index = self.position(id)?;
        Ok(&mut self.rules[index].rule)
    }

    fn list_table(&self) -> Lists {
        self.lists
            .iter()
            .map(|(id, list)| (id.clone(), (list.feit.clone(), list.codes.clone())))
            .collect()
    }
}

fn reword(rule: &mut RuleSourceFormat, article: &str, explanation: &str) {
    article.clone_into(&mut rule.artikel);
    explanation.clone_into(&mut rule.uitleg);
}

/// Replaces the limit of every amount test and returns how many there were.
fn set_limit(when: &mut ConditionSource, amount: &str) -> usize {
    let mut changed = 0;
    let limits = [&mut when.meer_dan, &mut when.vanaf, &mut when.minder_dan, &mut when.tot_en_met];
    for limit in limits.into_iter().flatten() {
        amount.clone_into(limit);
        changed += 1;
    }
    let groups =
        [when.alle.as_mut(), when.een.as_mut(), when.minstens.as_mut().map(|m| &mut m.van)];
    for member in groups.into_iter().flatten().flatten() {
        changed += set_limit(member, amount);
    }
    if let Some(inner) = &mut when.niet {
        changed += set_limit(inner, amount);
    }
    changed
}

/// Builds the checked policy from the layers.
struct Builder<'b> {
    national: &'b National,
    errors: &'b mut Vec<RuleError>,
}

impl Builder<'_> {
    fn build(&mut self, mut policy: Policy, layers: &Layers<'_>) -> Policy {
        let lists = layers.list_table();
        let party = policy.party.kind;
        let applies = |rule: &RuleSourceFormat| {
            rule.partijsoorten.is_empty() || rule.partijsoorten.contains(&party)
        };
        let kept: Vec<&Layered<'_>> =
            layers.rules.iter().filter(|layered| applies(&layered.rule)).collect();
        for layered in &kept {
            let index = policy.rules.len();
            let Some(mut rule) = self.rule(layered, &lists) else { continue };
            rule.sets_aside = self.set_aside(layered, &layers.rules, &kept);
            let place = ["regel", &layered.index.to_string(), "soorten"];
            for kind in self.kinds(layered.file, &place, &layered.rule.soorten) {
                policy.rules_of.entry(kind).or_default().push(index);
            }
            policy.rules.push(rule);
        }
        for (file, layer) in &layers.files {
            self.gaps_and_terms(&mut policy, *file, layer);
        }
        policy
    }

    fn gaps_and_terms(&mut self, policy: &mut Policy, file: RuleText<'_>, layer: &PolicyFile) {
        for (index, gap) in layer.leemte.iter().enumerate() {
            let place = ["leemte", &index.to_string(), "soorten"];
            for kind in self.kinds(file, &place, &gap.soorten) {
                let gap = Gap {
                    id: gap.id.clone(),
                    article: gap.artikel.clone(),
                    explanation: gap.uitleg.clone(),
                };
                policy.gaps_of.insert(kind, gap);
            }
        }
        for (index, term) in layer.termijn.iter().enumerate() {
            let place = ["termijn", &index.to_string(), "soorten"];
            for kind in self.kinds(file, &place, &term.soorten) {
                let profile = TermProfile {
                    term: Some(term.termijn),
                    article: term.artikel.clone(),
                    positive_silence: term.stilzwijgend,
                    ..TermProfile::default()
                };
                policy.terms_of.insert(kind, profile);
            }
        }
    }

    fn rule(&mut self, layered: &Layered<'_>, lists: &Lists) -> Option<Rule> {
        let source = &layered.rule;
        let when = self.condition(layered, "als", source.als.as_ref(), lists)?;
        let broken_by =
            self.condition(layered, "doorbrokenDoor", source.doorbroken_door.as_ref(), lists)?;
        let sample = source.steekproef.as_ref();
        let exclusion =
            matches!(source.regime, Regime::Uitgezonderd | Regime::InBeginselUitgezonderd);
        let rate_fits = sample.is_none_or(|sample| (1..=100).contains(&sample.percentage));
        let no_regime_of_rule = matches!(source.regime, Regime::Onbepaald | Regime::GeenGrondslag);
        let refused = [
            (
                no_regime_of_rule,
                "regime",
                "dit regime volgt uit de wet of uit wat ontbreekt; een regel kan het niet geven",
            ),
            (
                (source.regime == Regime::Steekproef) != sample.is_some(),
                "steekproef",
                "regime «steekproef» en [steekproef] horen bij elkaar",
            ),
            (!rate_fits, "steekproef", "het percentage ligt van 1 tot en met 100"),
            (
                source.doorbroken_door.is_some() && source.regime != Regime::InBeginselUitgezonderd,
                "doorbrokenDoor",
                "alleen een uitzondering in beginsel kan worden doorbroken",
            ),
            (
                !source.zet_opzij.is_empty() && !exclusion,
                "zetOpzij",
                "alleen een uitzondering zet andere regels opzij",
            ),
            (source.uitleg.trim().is_empty(), "uitleg", "de uitleg is leeg"),
            (source.artikel.trim().is_empty(), "artikel", "het artikel is leeg"),
        ];
        let mut sound = true;
        for (_, key, reason) in refused.into_iter().filter(|(wrong, ..)| *wrong) {
            self.refuse(layered, &[key], reason);
            sound = false;
        }
        let policy = &layered.policy.beleid;
        let first = source.geldig_van.unwrap_or(policy.geldig_van);
        let last = source.geldig_tot_en_met.or(policy.geldig_tot_en_met);
        let valid = DateRange::new(first, last)
            .map_err(|error| self.refuse(layered, &["geldigTotEnMet"], error.to_string()))
            .ok()?;
        sound.then(|| Rule {
            id: source.id.clone(),
            regime: source.regime,
            wording: source.formulering,
            article: source.artikel.clone(),
            explanation: source.uitleg.clone(),
            valid,
            when,
            broken_by,
            sets_aside: Vec::new(),
            sample: sample
                .map(|sample| Sample { percent: sample.percentage, seed: sample.zaad.clone() }),
            form: source.vragenlijst,
            interview: source.intakegesprek,
        })
    }

    fn condition(
        &mut self,
        layered: &Layered<'_>,
        key: &str,
        source: Option<&ConditionSource>,
        lists: &Lists,
    ) -> Option<Option<Condition>> {
        let Some(source) = source else { return Some(None) };
        match source.compile(&self.national.vocabulary, lists) {
            Ok(condition) => Some(Some(condition)),
            Err(error) => {
                let place = ["regel", &layered.index.to_string(), key];
                self.errors.push(condition_error(layered.file, &place, &error));
                None
            }
        }
    }

    fn set_aside(
        &mut self,
        layered: &Layered<'_>,
        all: &[Layered<'_>],
        kept: &[&Layered<'_>],
    ) -> Vec<usize> {
        let mut targets = Vec::new();
        for id in &layered.rule.zet_opzij {
            if !all.iter().any(|other| other.rule.id == *id) {
                let hint = did_you_mean(id, all.iter().map(|other| other.rule.id.as_str()));
                self.refuse(layered, &["zetOpzij"], format!("er is geen regel «{id}».{hint}"));
            }
            targets.extend(kept.iter().position(|other| other.rule.id == *id));
        }
        targets
    }

    /// Returns the permit types that the patterns name.
    fn kinds(
        &mut self,
        file: RuleText<'_>,
        place: &[&str],
        patterns: &[String],
    ) -> BTreeSet<String> {
        let mut kinds = BTreeSet::new();
        if patterns.is_empty() {
            self.errors
                .push(file.error(place, "«soorten» is leeg; noem soorten, of \"*\" voor alle"));
        }
        for pattern in patterns {
            let all = self.national.kinds.keys();
            let found: Vec<&String> = match pattern.strip_suffix('*') {
                Some(start) => all.filter(|kind| kind.starts_with(start)).collect(),
                None => all.filter(|kind| *kind == pattern).collect(),
            };
            if found.is_empty() {
                let hint = did_you_mean(pattern, self.national.kinds.keys().map(String::as_str));
                self.errors.push(file.error(place, format!("er is geen soort «{pattern}».{hint}")));
            }
            kinds.extend(found.into_iter().cloned());
        }
        kinds
    }

    fn refuse(&mut self, layered: &Layered<'_>, keys: &[&str], reason: impl Into<String>) {
        let index = layered.index.to_string();
        let place = [&["regel", index.as_str()], keys].concat();
        self.errors.push(layered.file.error(&place, reason));
    }
}
