//! Layering: a party's policy over the base policies it builds on, by explicit operations only.

mod build;
mod layers;

use crate::error::{RuleError, RuleText};
use crate::files::{RuleFiles, RuleSource};
use crate::format::{LetterheadSource, PartySource, PolicyFile};
use crate::national::{NATIONAL, National, national_sources};
use build::Builder;
use facts::Lists;
use kernel::{DateRange, PartyId, PartyKind, Sha256Hex, did_you_mean, is_kebab};
use law::scope::{Gap, Party, Policy, PolicyInfo, PolicyStatus, RuleSetRef};
use layers::Layers;
use std::collections::{BTreeMap, BTreeSet};

/// A policy entered for a party, with what holds outside its period.
pub(crate) struct Entered {
    pub(crate) policy: Policy,
    pub(crate) fallback: Policy,
    pub(crate) letterhead: LetterheadSource,
    pub(crate) lists: Lists,
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
        let lines = file.id_lines();
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
            let line = lines.get(id.as_str()).copied().unwrap_or_else(|| file.line_at(&place));
            let source = RuleSource { file: file.path.to_owned(), line };
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
        check_periods(&chain, &mut errors);
        let layers = self.layers(&chain, &mut errors);
        let (Some(party), Some(info), true) = (party, info, errors.is_empty()) else {
            return Err(errors);
        };
        let paths: Vec<&str> = chain.iter().map(|(file, _)| file.path).collect();
        let empty = self.empty(party, info, self.reference(&paths));
        let fallback = self.fallback(&empty);
        let policy = Builder { national: self.national, errors: &mut errors }.build(empty, &layers);
        if errors.is_empty() {
            let letterhead = party_source.briefhoofd.clone();
            let lists = layers.list_table();
            return Ok(Entered { policy, fallback, letterhead, lists });
        }
        Err(errors)
    }

    /// Returns the policy with the base policies below it, the deepest first.
    ///
    /// # Errors
    /// When a base policy does not exist or builds on itself.
    fn chain<'s>(
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

    fn layers<'l>(
        &self,
        chain: &[(RuleText<'l>, &'l PolicyFile)],
        errors: &mut Vec<RuleError>,
    ) -> Layers<'l> {
        let mut layers = Layers::default();
        for (file, layer) in chain {
            layers.add(*file, layer, &self.national.vocabulary, errors);
        }
        layers
    }

    /// Checks a base policy by itself, for every kind of body: one that no party builds on yet must be sound too.
    pub(crate) fn check_base(
        &self,
        file: RuleText<'_>,
        source: &PolicyFile,
    ) -> Result<(), Vec<RuleError>> {
        let chain = self.chain(file, source).map_err(|error| vec![error])?;
        let mut errors = Vec::new();
        check_periods(&chain, &mut errors);
        let layers = self.layers(&chain, &mut errors);
        let Some(info) = check_info(file, source, &mut errors) else { return Err(errors) };
        for kind in PartyKind::ALL {
            let Ok(id) = kind.label().parse::<PartyId>() else { continue };
            let party = Party { id, name: kind.label().to_owned(), kind };
            let empty = self.empty(party, info.clone(), self.reference(&[file.path]));
            Builder { national: self.national, errors: &mut errors }.build(empty, &layers);
        }
        if errors.is_empty() { Ok(()) } else { Err(errors) }
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

/// Refuses a policy that holds on days on which the policy it builds on does not: its rules would silently be absent.
fn check_periods(chain: &[(RuleText<'_>, &PolicyFile)], errors: &mut Vec<RuleError>) {
    for pair in chain.windows(2) {
        let [(_, base), (file, policy)] = pair else { continue };
        let (base, policy) = (&base.beleid, &policy.beleid);
        let reason = |what: &str| {
            format!(
                "dit beleid {what} het basisbeleid waarop het voortbouwt (versie {})",
                base.versie
            )
        };
        if policy.geldig_van < base.geldig_van {
            errors.push(file.error(&["beleid", "geldigVan"], reason("begint eerder dan")));
        }
        let ends_later = |last| policy.geldig_tot_en_met.is_none_or(|own| own > last);
        if base.geldig_tot_en_met.is_some_and(ends_later) {
            errors.push(file.error(&["beleid", "geldigTotEnMet"], reason("eindigt later dan")));
        }
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
        notes: policy.noten.clone(),
    })
}
