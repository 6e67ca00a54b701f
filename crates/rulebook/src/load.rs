//! Loading all rules: every file is read, checked and cross-checked, or refused with file, line and reason.

use crate::bureau::Bureau;
use crate::error::{RuleError, RuleText};
use crate::files::{RuleFiles, RuleSource, is_policy};
use crate::format::{AttachmentsSource, LetterheadSource, PolicyFile};
use crate::help::{HelpSubject, is_help, load_help};
use crate::merge::{Entered, Merger};
use crate::national::{BUREAU, LETTERS, NATIONAL, National, SOURCES};
use crate::questionnaire::{Known, Questionnaire, is_questionnaire, load_questionnaire};
use crate::risk::{Designation, PartyRisk, is_party_risk, is_risk, load_risk, party_risk, texts};
use chrono::NaiveDate;
use kernel::PartyId;
use law::scope::{PermitType, Policy};
use law::terms::TermRules;
use std::collections::BTreeMap;
use std::sync::Arc;
use subjects::sources::Sources;

/// All rules, checked.
#[derive(Clone, Debug)]
pub struct Rulebook {
    national: National,
    parties: BTreeMap<PartyId, PartyPolicies>,
    help: Arc<[HelpSubject]>,
    questionnaire: Arc<Questionnaire>,
    risk: Option<Arc<::risk::RuleSet>>,
    risk_texts: Arc<str>,
    party_risk: BTreeMap<PartyId, PartyRisk>,
    sources: BTreeMap<String, RuleSource>,
}

/// The policies of one party: one per period, and what holds when none does.
#[derive(Clone, Debug)]
struct PartyPolicies {
    letterhead: LetterheadSource,
    versions: Vec<Policy>,
    /// The lists of each version, for the risk set.
    designations: Vec<Designation>,
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
        let known: Vec<&PartyId> = parties.keys().collect();
        errors.extend(national.bureau.strangers(&known, files.get(BUREAU)));
        let sources = merger.into_sources();
        let help = load_help(files, &mut errors).into();
        let kinds: Vec<&str> = national.kinds.keys().map(String::as_str).collect();
        let occasions = national.occasions();
        let known = Known { kinds: &kinds, occasions: &occasions };
        let questionnaire = load_questionnaire(files, known, &mut errors).into();
        let risk = load_risk(files, &national.vocabulary, &mut errors);
        let risk_texts = texts(files, None).into();
        let party_risk = BTreeMap::new();
        let book =
            Self { national, parties, help, questionnaire, risk, risk_texts, party_risk, sources };
        let book = book.with_party_risk(files, &mut errors);
        if errors.is_empty() {
            return Ok(book);
        }
        errors.sort();
        errors.dedup();
        Err(errors)
    }

    /// Adds the risk sets of the parties. Where the national rules have faults, theirs would only repeat them.
    fn with_party_risk(mut self, files: &RuleFiles, errors: &mut Vec<RuleError>) -> Self {
        if !errors.is_empty() {
            return self;
        }
        for (path, text) in files.iter().filter(|(path, _)| is_party_risk(path)) {
            let file = RuleText { path, text };
            let folder = path.split('/').nth(1).unwrap_or_default();
            let known = self.parties.keys().find(|party| party.as_str() == folder).cloned();
            let Some(party) = known else {
                errors.push(file.error(&[], format!("er is geen partij «{folder}»")));
                continue;
            };
            match self.risk_candidate(&party, text) {
                Ok(own) => {
                    self.party_risk.insert(party, own);
                }
                Err(mut found) => errors.append(&mut found),
            }
        }
        self
    }

    /// Checks what a party would make of the national risk set with this file.
    ///
    /// # Errors
    /// Every fault, with its line in `parties/<party>/risk.toml`.
    pub fn risk_candidate(&self, party: &PartyId, text: &str) -> Result<PartyRisk, Vec<RuleError>> {
        let designations = self.parties.get(party).map_or(&[][..], |own| &own.designations);
        party_risk(&self.risk_texts, (party, text), designations)
    }

    /// Returns the risk set that a party entered as a file; none where it follows the national one.
    pub fn party_risk(&self, party: &PartyId) -> Option<&PartyRisk> {
        self.party_risk.get(party)
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

    /// Returns the questionnaire.
    pub fn questionnaire(&self) -> &Questionnaire {
        &self.questionnaire
    }

    /// Returns the texts that the risk set was read from, for [`crate::risk_of_texts`].
    pub fn risk_texts(&self) -> &str {
        &self.risk_texts
    }

    /// Returns the risk set; none where the rules have none.
    pub fn risk(&self) -> Option<&Arc<::risk::RuleSet>> {
        self.risk.as_ref()
    }

    /// Returns the rules about legal terms.
    pub fn terms(&self) -> &TermRules {
        &self.national.terms
    }

    /// Returns the sources of the own investigation, and about whom each may be asked.
    pub fn sources(&self) -> &Sources {
        &self.national.sources
    }

    /// Returns what is set for requests to the LBB.
    pub fn bureau(&self) -> &Bureau {
        &self.national.bureau
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
        NATIONAL.contains(&path)
            || is_policy(path)
            || is_help(path)
            || is_questionnaire(path)
            || is_risk(path)
            || is_party_risk(path)
            || path == LETTERS
            || path == SOURCES
            || path == BUREAU
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
    let Entered { policy, fallback, letterhead, lists } = entered;
    let designation = Designation { valid: policy.info.valid, status: policy.info.status, lists };
    let policies = parties.entry(policy.party.id.clone()).or_insert_with(|| PartyPolicies {
        letterhead,
        versions: Vec::new(),
        designations: Vec::new(),
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
    policies.designations.push(designation);
    policies.versions.push(policy);
    policies.versions.sort_by_key(|policy| policy.info.valid.first());
}
