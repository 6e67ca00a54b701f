//! Laying policies over each other: the operations of `[[wijziging]]`, rule by rule and list by list.

use crate::error::RuleError;
use crate::error::RuleText;
use crate::format::{ChangeSource, ListSource, PolicyFile, RuleSourceFormat};
use facts::{CodesSource, ConditionSource, Lists, Vocabulary};
use kernel::{Euro, did_you_mean};
use std::collections::BTreeMap;

/// A rule while layers are laid over each other: its latest form, and where a fault in it must be reported.
pub(super) struct Layered<'l> {
    pub(super) rule: RuleSourceFormat,
    pub(super) file: RuleText<'l>,
    pub(super) index: usize,
    pub(super) policy: &'l PolicyFile,
    /// Whether a layer above the rule's own changed it.
    pub(super) changed: bool,
}

/// The layers of one party, laid over each other.
#[derive(Default)]
pub(super) struct Layers<'l> {
    pub(super) rules: Vec<Layered<'l>>,
    lists: BTreeMap<String, ListSource>,
    /// Every layer with its file, for what is added up rather than changed.
    pub(super) files: Vec<(RuleText<'l>, &'l PolicyFile)>,
}

impl<'l> Layers<'l> {
    pub(super) fn add(
        &mut self,
        file: RuleText<'l>,
        policy: &'l PolicyFile,
        vocabulary: &Vocabulary,
        errors: &mut Vec<RuleError>,
    ) {
        self.files.push((file, policy));
        for (index, list) in policy.lijst.iter().enumerate() {
            if self.lists.insert(list.id.clone(), list.clone()).is_some() {
                let reason = format!(
                    "lijst «{}» bestaat al; verander haar met [[wijziging]] doe = \"lijst\"",
                    list.id
                );
                errors.push(file.error(&["lijst", &index.to_string(), "id"], reason));
            }
            if let Err(error) = check_list(&list.feit, &list.codes, vocabulary) {
                let key = if error.path == ["feit"] { "feit" } else { "codes" };
                errors.push(file.error(&["lijst", &index.to_string(), key], error.reason));
            }
        }
        for (index, change) in policy.wijziging.iter().enumerate() {
            if let Err((key, reason)) = self.change(change, vocabulary) {
                errors.push(file.error(&["wijziging", &index.to_string(), key], reason));
            }
        }
        for (index, rule) in policy.regel.iter().enumerate() {
            self.rules.push(Layered { rule: rule.clone(), file, index, policy, changed: false });
        }
    }

    fn change(
        &mut self,
        change: &ChangeSource,
        vocabulary: &Vocabulary,
    ) -> Result<(), (&'static str, String)> {
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
                check_list(&list.feit, codes, vocabulary)
                    .map_err(|error| ("codes", error.reason))?;
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
        let layered = &mut self.rules[index];
        layered.changed = true;
        Ok(&mut layered.rule)
    }

    pub(super) fn list_table(&self) -> Lists {
        self.lists
            .iter()
            .map(|(id, list)| (id.clone(), (list.feit.clone(), list.codes.clone())))
            .collect()
    }
}

/// Checks that every code of a list is a code of its fact.
fn check_list(
    fact: &str,
    codes: &[String],
    vocabulary: &Vocabulary,
) -> Result<(), facts::ConditionError> {
    let probe = ConditionSource {
        feit: Some(fact.to_owned()),
        is_een: Some(CodesSource::Codes(codes.to_vec())),
        ..ConditionSource::default()
    };
    probe.compile(vocabulary, &Lists::new()).map(|_| ())
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
