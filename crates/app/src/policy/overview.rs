//! The policy of a party on a day: what it says of itself, and per kind of application what holds.

use super::standing::{Level, NewApplication, Standing};
use super::{KindName, kinds};
use crate::AppError;
use chrono::NaiveDate;
use kernel::{PartyId, PartyKind};
use law::answer::status_in_words;
use law::scope::{Policy, PolicyStatus, Rule};
use rulebook::Rulebook;

/// A party that the rules know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyName {
    /// The id.
    pub id: PartyId,
    /// The name.
    pub name: String,
    /// The kind of body.
    pub kind: PartyKind,
}

/// What a policy says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyHead {
    /// The party.
    pub party: PartyName,
    /// The day.
    pub on: NaiveDate,
    /// The title.
    pub title: String,
    /// Whether the party adopted it.
    pub status: PolicyStatus,
    /// The same in a sentence.
    pub status_text: String,
    /// The version.
    pub version: String,
    /// The digest of the rules.
    pub digest: String,
    /// The first day on which it holds.
    pub since: NaiveDate,
    /// The last day on which it holds, when it ends.
    pub until: Option<NaiveDate>,
    /// Where it stands.
    pub source: Option<String>,
    /// When it must be reviewed.
    pub review_on: Option<NaiveDate>,
    /// What belongs to every answer.
    pub notes: Vec<String>,
}

/// The policy of a party on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyView {
    /// What it says of itself.
    pub head: PolicyHead,
    /// The kinds of application, door by door.
    pub kinds: Vec<KindLine>,
}

/// What holds for a kind of application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KindLine {
    /// The kind.
    pub kind: KindName,
    /// Who decides.
    pub decided_by: Option<String>,
    /// What holds.
    pub stand: KindStand,
    /// The rules that can apply, the deciding one first.
    pub rules: Vec<RuleName>,
}

/// What holds for a kind of application, in short.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KindStand {
    /// The law gives this body no basis to screen, and why.
    NoBasis(String),
    /// The law of this day is not entered.
    NoLaw,
    /// This part of the policy is not entered, and what is to be entered.
    NotEntered(String),
    /// What holds for every new application, and the levels that hold on conditions.
    Known {
        /// What always holds.
        always: Level,
        /// What holds on conditions, the highest first.
        on_conditions: Vec<Level>,
    },
}

/// A rule in short.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleName {
    /// The id.
    pub id: String,
    /// The article.
    pub article: String,
    /// The level.
    pub level: Option<Level>,
    /// Whether it has a condition.
    pub on_condition: bool,
}

/// Returns the parties that the rules know, in the order of their ids.
pub fn parties(rules: &Rulebook, on: NaiveDate) -> Vec<PartyName> {
    let policies = rules.party_ids().filter_map(|party| rules.policy(party, on));
    policies.map(party_name).collect()
}

/// Returns the policy of a party on a day.
///
/// # Errors
/// When the rules do not know the party.
pub fn policy_view(
    rules: &Rulebook,
    party: &PartyId,
    on: NaiveDate,
) -> Result<PolicyView, AppError> {
    let policy = rules.policy(party, on).ok_or(AppError::NotFound)?;
    let mut application = NewApplication::new(rules)?;
    let line = |kind: KindName| {
        let standing = application.standing(policy, &kind.id, on);
        kind_line(policy, kind, &standing, on)
    };
    Ok(PolicyView { head: head(policy, on), kinds: kinds(rules).into_iter().map(line).collect() })
}

pub(super) fn head(policy: &Policy, on: NaiveDate) -> PolicyHead {
    let info = &policy.info;
    PolicyHead {
        party: party_name(policy),
        on,
        title: info.title.clone(),
        status: info.status,
        status_text: status_in_words(policy, None),
        version: policy.rule_set.version.clone(),
        digest: policy.rule_set.sha256.to_string(),
        since: info.valid.first(),
        until: info.valid.last(),
        source: info.source.clone(),
        review_on: info.review_on,
        notes: info.notes.clone(),
    }
}

pub(crate) fn party_name(policy: &Policy) -> PartyName {
    PartyName {
        id: policy.party.id.clone(),
        name: policy.party.name.clone(),
        kind: policy.party.kind,
    }
}

/// Returns the rules about a kind that hold on a day, in the order of the policy.
pub(crate) fn rules_of<'p>(
    policy: &'p Policy,
    kind: &str,
    on: NaiveDate,
) -> impl Iterator<Item = &'p Rule> {
    let indexes = policy.rules_of.get(kind).map_or(&[][..], Vec::as_slice);
    let rules = indexes.iter().filter_map(|index| policy.rules.get(*index));
    rules.filter(move |rule| rule.valid.contains(on))
}

/// Returns who decides about a kind, as the first legal position that gives a basis says.
pub(crate) fn decided_by(policy: &Policy, kind: &str, on: NaiveDate) -> Option<String> {
    let kind = policy.kinds.get(kind)?;
    let mut stands = super::question::stands_of(policy, kind, on);
    stands.find_map(|stand| stand.basis()?.bodies.get(&policy.party.kind).cloned())
}

fn kind_line(policy: &Policy, kind: KindName, standing: &Standing<'_>, on: NaiveDate) -> KindLine {
    let deciding = match standing {
        Standing::Known(strictness) => strictness.rule,
        Standing::NoBasis | Standing::NoLaw | Standing::NotEntered(_) => None,
    };
    let stand = match standing {
        Standing::NoBasis => KindStand::NoBasis(no_basis(policy, &kind.id, on)),
        Standing::NoLaw => KindStand::NoLaw,
        Standing::NotEntered(gap) => KindStand::NotEntered(gap.explanation.clone()),
        Standing::Known(strictness) => KindStand::Known {
            always: strictness.always,
            on_conditions: strictness.on_conditions.clone(),
        },
    };
    let has_rules = matches!(standing, Standing::Known(_) | Standing::NotEntered(_));
    let mut rules: Vec<&Rule> =
        rules_of(policy, &kind.id, on).filter(|rule| has_rules && !never_holds(rule)).collect();
    rules.sort_by_key(|rule| deciding.is_none_or(|deciding| deciding.id != rule.id));
    let name = |rule: &Rule| RuleName {
        id: rule.id.clone(),
        article: rule.article.clone(),
        level: Level::of(rule.regime),
        on_condition: rule.when.is_some() || rule.broken_by.is_some() || rule.sample.is_some(),
    };
    let decided_by = decided_by(policy, &kind.id, on);
    KindLine { stand, decided_by, rules: rules.into_iter().map(name).collect(), kind }
}

/// Returns whether a rule waits for a list that is still empty, so that it cannot hold.
pub(super) fn never_holds(rule: &Rule) -> bool {
    rule.when.as_ref().is_some_and(|when| {
        when.waits_for_list()
            && when.tests().all(|(_, _, test)| match test {
                facts::Test::OneOf { codes, .. } => codes.is_empty(),
                facts::Test::Postcode { prefixes, .. } => prefixes.is_empty(),
                _ => false,
            })
    })
}

fn no_basis(policy: &Policy, kind: &str, on: NaiveDate) -> String {
    let stands = policy.kinds.get(kind).into_iter();
    let mut stands = stands.flat_map(|kind| super::question::stands_of(policy, kind, on));
    stands.find(|stand| stand.basis().is_none()).map_or_else(
        || "De wet geeft hier geen grondslag voor een toets.".to_owned(),
        |stand| stand.explanation.clone(),
    )
}
