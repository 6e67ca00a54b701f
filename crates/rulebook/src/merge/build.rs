//! From the laid-over layers to the checked policy that the engine uses.

use super::layers::{Layered, Layers};
use crate::error::{RuleError, RuleText};
use crate::format::{PolicyFile, RuleSourceFormat};
use crate::national::{National, compile_condition};
use facts::{Condition, ConditionSource, Lists};
use kernel::{DateRange, did_you_mean};
use law::scope::{Gap, Origin, Policy, Regime, Rule, Sample};
use law::terms::TermProfile;
use std::collections::BTreeSet;

/// Builds the checked policy from the layers.
pub(super) struct Builder<'b> {
    pub(super) national: &'b National,
    pub(super) errors: &'b mut Vec<RuleError>,
}

impl Builder<'_> {
    pub(super) fn build(&mut self, mut policy: Policy, layers: &Layers<'_>) -> Policy {
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
        let when = self.condition(layered, "als", source.als.as_ref(), lists).ok()?;
        let broken_by = self
            .condition(layered, "doorbrokenDoor", source.doorbroken_door.as_ref(), lists)
            .ok()?;
        let refusals = refusals(source);
        let sound = refusals.is_empty();
        for (key, reason) in refusals {
            self.refuse(layered, &[key], reason);
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
            origin: Origin {
                title: policy.titel.as_str().into(),
                own: layered.policy.partij.is_some(),
                changed: layered.changed,
            },
            article: source.artikel.clone(),
            explanation: source.uitleg.clone(),
            valid,
            when,
            broken_by,
            sets_aside: Vec::new(),
            sample: source
                .steekproef
                .as_ref()
                .map(|sample| Sample { percent: sample.percentage, seed: sample.zaad.clone() }),
            form: source.vragenlijst,
            interview: source.intakegesprek,
        })
    }

    /// Returns the checked condition under `key`; records what is wrong with it.
    fn condition(
        &mut self,
        layered: &Layered<'_>,
        key: &str,
        source: Option<&ConditionSource>,
        lists: &Lists,
    ) -> Result<Option<Condition>, ()> {
        let place = ["regel", &layered.index.to_string(), key];
        compile_condition(layered.file, &place, source, &self.national.vocabulary, lists)
            .map_err(|error| self.errors.push(error))
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

/// Returns what in a rule contradicts itself: the key, and why.
fn refusals(source: &RuleSourceFormat) -> Vec<(&'static str, &'static str)> {
    let sample = source.steekproef.as_ref();
    let rate_fits = sample.is_none_or(|sample| (1..=100).contains(&sample.percentage));
    let in_principle = source.regime == Regime::InBeginselUitgezonderd;
    let exclusion = in_principle || source.regime == Regime::Uitgezonderd;
    [
        (
            matches!(source.regime, Regime::Onbepaald | Regime::GeenGrondslag),
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
            source.doorbroken_door.is_some() && !in_principle,
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
    ]
    .into_iter()
    .filter_map(|(wrong, key, reason)| wrong.then_some((key, reason)))
    .collect()
}
