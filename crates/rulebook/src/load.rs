//! Loading all rules: every file is read, checked and cross-checked, or refused with file, line and reason.

use crate::error::{RuleError, RuleText};
use crate::files::{RuleFiles, RuleSource, is_policy};
use crate::format::{AttachmentsSource, LetterheadSource, PolicyFile};
use crate::help::{HelpSubject, is_help, load_help};
use crate::merge::{Entered, Merger};
use crate::national::{LETTERS, NATIONAL, National};
use chrono::NaiveDate;
use kernel::PartyId;
use law::scope::{PermitType, Policy};
use law::terms::TermRules;
use std::collections::BTreeMap;
use std::sync::Arc;

/// All rules, checked.
#[derive(Clone, Debug)]
pub struct Rulebook {
    national: National,
    parties: BTreeMap<PartyId, PartyPolicies>,
    help: Arc<[HelpSubject]>,
    sources: BTreeMap<String, RuleSource>,
}

/// The policies of one party: one per period, and what holds when none does.
#[derive(Clone, Debug)]
struct PartyPolicies {
    letterhead: LetterheadSource,
    versions: Vec<Policy>,
    fallback: Policy,
}

impl Rulebook {
    /// Checks all files.
    ///
    /// # Errors
    /// Every fault that was found, each with file, line and reason.
    pub fn load(files: &RuleFiles) -> Result<Self, Vec<RuleError>> {
        let national = National::load(files)?;
        let mut errors = unknown_files(files);
        let mut parsed: Vec<(RuleText<'_>, PolicyFile)> = Vec::new();
        for file in files.policies() {
            match file.parse() {
                Ok(policy) => parsed.push((file, policy)),
                Err(error) => errors.push(error),
            }
        }
        let merger = Merger::new(&national, files, &parsed, &mut errors);
        let mut parties: BTreeMap<PartyId, PartyPolicies> = BTreeMap::new();
        for (file, source) in parsed.iter().filter(|(_, source)| source.partij.is_some()) {
            match merger.enter(*file, source) {
                Ok(entered) => add_policy(&mut parties, *file, entered, &mut errors),
                Err(mut found) => errors.append(&mut found),
            }
        }
        for (file, source) in parsed.iter().filter(|(_, source)| source.partij.is_none()) {
            errors.extend(merger.check_base(*file, source).err().unwrap_or_default());
        }
        let sources = merger.into_sources();
        let help = load_help(files, &mut errors).into();
        if errors.is_empty() {
            return Ok(Self { national, parties, help, sources });
        }
        errors.sort();
        errors.dedup();
        Err(errors)
    }

    /// Returns the ids of all parties in order.
    pub fn party_ids(&self) -> impl Iterator<Item = &PartyId> {
        self.parties.keys()
    }

    /// Returns the policy of a party that holds on this day.
    ///
    /// Where none does, the national layer holds and the local choice is a question. `None` for an unknown party.
    pub fn policy(&self, party: &PartyId, on: NaiveDate) -> Option<&Policy> {
        let policies = self.parties.get(party)?;
        let valid = policies.versions.iter().find(|policy| policy.info.valid.contains(on));
        Some(valid.unwrap_or(&policies.fallback))
    }

    /// Returns all entered policies of a party, the oldest first.
    pub fn policies(&self, party: &PartyId) -> &[Policy] {
        self.parties.get(party).map_or(&[], |policies| &policies.versions)
    }

    /// Returns the letterhead of a party.
    pub fn letterhead(&self, party: &PartyId) -> Option<&LetterheadSource> {
        self.parties.get(party).map(|policies| &policies.letterhead)
    }

    /// Returns the documents that a request for the questionnaire asks for.
    pub fn attachments(&self) -> &AttachmentsSource {
        &self.national.attachments
    }

    /// Returns the subjects of the help desk, step by step.
    pub fn help(&self) -> &[HelpSubject] {
        &self.help
    }

    /// Returns the rules about legal terms.
    pub fn terms(&self) -> &TermRules {
        &self.national.terms
    }

    /// Returns the declared facts.
    pub fn vocabulary(&self) -> &Arc<facts::Vocabulary> {
        &self.national.vocabulary
    }

    /// Returns the permit types by id.
    pub fn kinds(&self) -> &BTreeMap<String, PermitType> {
        &self.national.kinds
    }

    /// Returns where the rule or legal position with this id stands.
    pub fn source(&self, rule: &str) -> Option<&RuleSource> {
        self.sources.get(rule)
    }

    /// Returns the ids of all rules and legal positions.
    pub fn rule_ids(&self) -> impl Iterator<Item = &str> {
        self.sources.keys().map(String::as_str)
    }
}

/// Names every rules file that nothing reads: a misspelt name would otherwise be a rule that silently does not hold.
fn unknown_files(files: &RuleFiles) -> Vec<RuleError> {
    let known = |path: &str| {
        let rules = path.strip_suffix(".cases.toml").map(|stem| format!("{stem}.toml"));
        let path = rules.as_deref().unwrap_or(path);
        NATIONAL.contains(&path) || is_policy(path) || is_help(path) || path == LETTERS
    };
    files
        .iter()
        .filter(|(path, _)| path.strip_suffix(".toml").is_some() && !known(path))
        .map(|(path, _)| RuleError {
            file: path.to_owned(),
            line: 1,
            reason: "dit bestand hoort nergens bij; het beleid van een partij heet parties/<partij>/policy.toml".to_owned(),
        })
        .collect()
}

fn add_policy(
    parties: &mut BTreeMap<PartyId, PartyPolicies>,
    file: RuleText<'_>,
    entered: Entered,
    errors: &mut Vec<RuleError>,
) {
    let Entered { policy, fallback, letterhead } = entered;
    let policies = parties.entry(policy.party.id.clone()).or_insert_with(|| PartyPolicies {
        letterhead,
        versions: Vec::new(),
        fallback,
    });
    if let Some(other) =
        policies.versions.iter().find(|other| other.info.valid.overlaps(policy.info.valid))
    {
        let reason = format!(
            "partij «{}» heeft al beleid in deze periode (versie {}); sluit het oude af met geldigTotEnMet",
            policy.party.id, other.info.version
        );
        errors.push(file.error(&["beleid", "geldigVan"], reason));
    }
    policies.versions.push(policy);
    policies.versions.sort_by_key(|policy| policy.info.valid.first());
}
