//! What the policy of a party says, and what would follow for an application. Reading a policy is no secret: whoever is
//! signed in may read that of every party the rules know.

mod because;
mod kind;
mod overview;
mod question;
mod standing;
mod what_if;

pub use kind::{
    BasisView, ConditionLine, GapView, KindView, MadeBy, RuleView, StandView, TermView, kind_view,
};
pub use overview::{
    KindLine, KindStand, PartyName, PolicyHead, PolicyView, RuleName, parties, policy_view,
};
pub(crate) use overview::{decided_by, party_name, rules_of};
pub use question::{AnswerKind, CodeName, FactQuestion};
pub use standing::Level;
pub(crate) use standing::{NewApplication, Standing, Strictness};
pub use what_if::{Change, Explained, Ground, Otherwise, Term, Unknown, explain};

use crate::{App, AppError};
use chrono::NaiveDate;
use kernel::PartyId;
use law::scope::Door;
use question::FactsUsed;
use rulebook::Rulebook;
use serde_json::Value;

/// A kind of application or transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KindName {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
    /// The door of the Act.
    pub door: Door,
}

/// Returns what to ask about an application of a kind: only the facts that a rule, the law or the decision term of that kind
/// looks at on this day.
pub fn questions(
    rules: &Rulebook,
    party: &PartyId,
    kind: &str,
    on: NaiveDate,
) -> Result<Vec<FactQuestion>, AppError> {
    let policy = rules.policy(party, on).ok_or(AppError::NotFound)?;
    let kind = policy.kinds.get(kind).ok_or(AppError::NotFound)?;
    Ok(FactsUsed::of(policy, kind, on).questions(policy))
}

/// Returns all kinds of application, door by door, in the order of their names.
pub fn kinds(rules: &Rulebook) -> Vec<KindName> {
    let name = |kind: &law::scope::PermitType| KindName {
        id: kind.id.clone(),
        name: kind.label.clone(),
        door: kind.door,
    };
    let mut kinds: Vec<KindName> = rules.kinds().values().map(name).collect();
    kinds.sort_by(|one, other| {
        (door_order(one.door), &one.name).cmp(&(door_order(other.door), &other.name))
    });
    kinds
}

impl App {
    /// Explains the outcome for an application by the rules of a day. Nothing is kept.
    pub fn explain(
        &self,
        party: &PartyId,
        application: &Value,
        on: NaiveDate,
    ) -> Result<Explained, AppError> {
        explain(&self.rules, party, application, on)
    }

    /// Returns what to ask about an application of a kind.
    pub fn questions(
        &self,
        party: &PartyId,
        kind: &str,
        on: NaiveDate,
    ) -> Result<Vec<FactQuestion>, AppError> {
        questions(&self.rules, party, kind, on)
    }

    /// Returns the parties that the rules know.
    pub fn parties(&self, on: NaiveDate) -> Vec<PartyName> {
        parties(&self.rules, on)
    }

    /// Returns the policy of a party on a day.
    pub fn policy(&self, party: &PartyId, on: NaiveDate) -> Result<PolicyView, AppError> {
        policy_view(&self.rules, party, on)
    }

    /// Returns everything about one kind of application at a party on a day.
    pub fn policy_on(
        &self,
        party: &PartyId,
        kind: &str,
        on: NaiveDate,
    ) -> Result<KindView, AppError> {
        kind_view(&self.rules, party, kind, on)
    }

    /// Returns all kinds of application.
    pub fn kinds(&self) -> Vec<KindName> {
        kinds(&self.rules)
    }
}

/// The order in which the Act names its doors.
fn door_order(door: Door) -> u8 {
    match door {
        Door::Beschikking => 0,
        Door::Subsidie => 1,
        Door::Overheidsopdracht => 2,
        Door::Vastgoedtransactie => 3,
    }
}
