//! The checked form of the two layers: what the law allows per permit type, and what a party chose.

use super::regime::{Door, Precedence, Regime, Wording};
use crate::terms::{DoorKind, TermProfile};
use chrono::NaiveDate;
use facts::{Condition, Facts, Tri, View, Vocabulary};
use kernel::{DateRange, PartyId, PartyKind, Sha256Hex};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The exact rule set that gave an answer, so that it can be replayed years later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RuleSetRef {
    /// The id of the party whose policy it is.
    pub id: String,
    /// The version of that policy.
    #[serde(rename = "versie")]
    pub version: String,
    /// The SHA-256 digest over every file that takes part, by path and content.
    #[schemars(with = "String")]
    pub sha256: Sha256Hex,
}

/// Whether a party has adopted its policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PolicyStatus {
    /// A model that the party has yet to adopt as its own policy.
    Model,
    /// Adopted and published.
    Vastgesteld,
    /// No policy of the party is entered for the key date.
    NietIngevoerd,
}

/// A body that screens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// The id, such as `gemeente-emmen`.
    pub id: PartyId,
    /// The name as a letter shows it.
    pub name: String,
    /// The kind of body.
    pub kind: PartyKind,
}

/// What a policy says about itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyInfo {
    /// The title.
    pub title: String,
    /// The version.
    pub version: String,
    /// Whether the party adopted it.
    pub status: PolicyStatus,
    /// When it holds.
    pub valid: DateRange,
    /// Where it stands: a publication number or a document.
    pub source: Option<String>,
    /// The day on which it must be reviewed.
    pub review_on: Option<NaiveDate>,
    /// How many investigations a year the party aims at.
    pub target_per_year: Option<u32>,
    /// Remarks that belong to every answer, in Dutch.
    pub notes: Vec<String>,
}

/// A permit type or transaction in the national layer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PermitType {
    /// The id, such as `omgevingsvergunning-bouw`.
    pub id: String,
    /// The Dutch name.
    pub label: String,
    /// The name as it stands in a letter, with its article.
    pub in_letter: String,
    /// The door of the Act.
    pub door: Door,
    /// What the law says, in order; the first that applies counts.
    pub stands: Vec<Stand>,
}

/// One dated legal position of a permit type for some kinds of body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stand {
    /// The id.
    pub id: String,
    /// The kinds of body it is about.
    pub parties: Vec<PartyKind>,
    /// When it holds.
    pub valid: DateRange,
    /// The condition under which it applies.
    pub when: Option<Condition>,
    /// The article.
    pub article: String,
    /// The explanation in Dutch.
    pub explanation: String,
    /// What it says.
    pub outcome: StandOutcome,
}

impl Stand {
    /// Returns the legal basis, when there is one.
    pub fn basis(&self) -> Option<&LegalBasis> {
        match &self.outcome {
            StandOutcome::Basis(basis) => Some(basis),
            StandOutcome::NoBasis => None,
        }
    }
}

/// What a legal position comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StandOutcome {
    /// Screening is possible on this basis.
    Basis(Box<LegalBasis>),
    /// Screening is not possible.
    NoBasis,
}

/// How one goes against the outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Remedy {
    /// Objection, then appeal (Awb 6:7, 7:1).
    Bezwaar,
    /// Direct appeal after the extended procedure (Awb 7:1(1)d).
    Beroep,
    /// The civil court.
    BurgerlijkeRechter,
}

/// A legal basis for screening.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegalBasis {
    /// The article to refuse on, or to not contract on.
    pub refuse: String,
    /// The article to withdraw or end on, where there is one.
    pub withdraw: Option<String>,
    /// The article to ask the LBB for advice on, where the sector law has one.
    pub advice: Option<String>,
    /// The competent body per kind of party.
    pub bodies: BTreeMap<PartyKind, String>,
    /// The decision terms; the first whose condition holds applies.
    pub terms: Vec<TermChoice>,
    /// The remedy.
    pub remedy: Remedy,
    /// Remarks for the officer, in Dutch.
    pub notes: Vec<String>,
}

/// A decision term with the condition under which it applies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermChoice {
    /// The condition; without one it always applies.
    pub when: Option<Condition>,
    /// What is assumed when the condition cannot be decided and a later term is taken.
    pub assumption: Option<String>,
    /// The term.
    pub profile: TermProfile,
}

/// Which questionnaire a rule asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// None.
    Geen,
    /// The short selection first.
    Licht,
    /// The whole selection.
    Volledig,
}

/// A random draw; everyone with the case number can repeat it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// The rate in whole percents, 1 to 100.
    pub percent: u8,
    /// The seed, which the party publishes or keeps, and which changes the draw.
    pub seed: String,
}

/// Who made a rule: the party itself, or a policy that it builds on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The title of the policy that the rule comes from.
    pub title: Arc<str>,
    /// Whether that is the party's own policy.
    pub own: bool,
    /// Whether a policy above it changed the rule.
    pub changed: bool,
}

/// One rule of a party's policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The id, unique over all policies.
    pub id: String,
    /// What it says.
    pub regime: Regime,
    /// How certain its wording is.
    pub wording: Wording,
    /// Who made it.
    pub origin: Origin,
    /// Where it stands.
    pub article: String,
    /// The explanation in Dutch.
    pub explanation: String,
    /// When it holds.
    pub valid: DateRange,
    /// When it matches; without a condition it always does.
    pub when: Option<Condition>,
    /// What breaks an exclusion in principle.
    pub broken_by: Option<Condition>,
    /// The indexes of the rules that this exclusion sets aside.
    pub sets_aside: Vec<usize>,
    /// The draw, for a sample.
    pub sample: Option<Sample>,
    /// The questionnaire it asks for.
    pub form: Option<Form>,
    /// Whether an intake interview belongs to it.
    pub interview: bool,
}

/// A part of the policy that exists or may exist, but whose content is not entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The id.
    pub id: String,
    /// Where the policy would stand.
    pub article: String,
    /// What has to be entered, in Dutch.
    pub explanation: String,
}

/// The checked policy of one party, with the national layer it rests on.
#[derive(Clone, Debug)]
pub struct Policy {
    /// The party.
    pub party: Party,
    /// What the policy says about itself.
    pub info: PolicyInfo,
    /// The exact rule set.
    pub rule_set: RuleSetRef,
    /// The declared facts.
    pub vocabulary: Arc<Vocabulary>,
    /// The national layer.
    pub kinds: Arc<BTreeMap<String, PermitType>>,
    /// Which regime wins.
    pub precedence: Arc<Precedence>,
    /// The rules of the party and of the policies it builds on.
    pub rules: Vec<Rule>,
    /// The indexes of the rules per permit type.
    pub rules_of: BTreeMap<String, Vec<usize>>,
    /// The gaps per permit type.
    pub gaps_of: BTreeMap<String, Gap>,
    /// The decision terms that the party's own by-laws set, per permit type.
    pub terms_of: BTreeMap<String, TermProfile>,
}

impl Policy {
    /// Returns what the conditions of this policy are evaluated against.
    pub(super) fn view<'f>(&self, facts: &'f Facts, on: NaiveDate, provisional: bool) -> View<'f> {
        View { facts, on, provisional, highest_vat: self.vocabulary.highest_vat_rate() }
    }

    /// Returns the decision term for these facts, with what is assumed where a fact is missing.
    ///
    /// A condition that cannot be decided is passed over, and its assumption is told: the term must be known today.
    pub fn term<'p>(
        &'p self,
        kind: &str,
        basis: &'p LegalBasis,
        facts: &Facts,
        on: NaiveDate,
    ) -> Option<(&'p TermProfile, Vec<&'p str>)> {
        let view = self.view(facts, on, false);
        let mut assumptions = Vec::new();
        let mut marks = Vec::new();
        for choice in &basis.terms {
            let outcome =
                choice.when.as_ref().map_or(Tri::Yes, |when| when.evaluate(&view, &mut marks));
            match outcome {
                Tri::Yes => {
                    // A by-law sets the ordinary term; it does not reach the extended procedure or an own-motion decision.
                    let ordinary = choice.profile.kind == DoorKind::Application
                        && !choice.profile.extended_procedure;
                    let local = self.terms_of.get(kind).filter(|_| ordinary);
                    return Some((local.unwrap_or(&choice.profile), assumptions));
                }
                Tri::Unknown => assumptions.extend(choice.assumption.as_deref()),
                Tri::No => {}
            }
        }
        None
    }
}
