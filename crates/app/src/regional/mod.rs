//! The dikes of the region: the policies of parties beside each other, per kind of application. Whoever is lowest draws the
//! applications that the others turn away.
//!
//! What always holds is compared, for a new application about which nothing else is known. What holds on conditions stands
//! beside it; conditions that differ are called different, never higher or lower.

mod conclusion;
mod csv;

use crate::policy::{
    KindName, Level, NewApplication, PartyName, Standing, Strictness, decided_by, kinds,
    party_name, rules_of,
};
use crate::{App, AppError};
use chrono::NaiveDate;
use kernel::{FaultCode, PartyId, PartyKind};
use law::scope::{Policy, PolicyStatus, Regime, Rule};
use rulebook::Rulebook;
use std::collections::BTreeSet;

pub use conclusion::Conclusion;

/// The most parties beside each other: more would shrink the words to letters.
pub const MOST_PARTIES: usize = 10;
/// How many parties stand beside each other when nobody was chosen: so many fit an ordinary screen.
const NEIGHBOURS: usize = 8;
/// The lowest are marked only while so few share it: what half the region does is no gap in the dike.
const MOST_LOWEST: usize = 3;

/// Policies beside each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The day.
    pub on: NaiveDate,
    /// The parties, in the order of the columns.
    pub parties: Vec<ComparedParty>,
    /// The kinds of application that at least one of them may screen.
    pub rows: Vec<Row>,
    /// For how many kinds none of them has a legal basis.
    pub without_basis: usize,
    /// What it comes to.
    pub conclusion: Conclusion,
}

/// A party in a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparedParty {
    /// The party.
    pub party: PartyName,
    /// Whether it is the party of the reader.
    pub own: bool,
    /// Whether it adopted its policy.
    pub status: PolicyStatus,
    /// The version of its policy.
    pub version: String,
}

/// One kind of application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The kind.
    pub kind: KindName,
    /// Who decides, each body once.
    pub decided_by: Vec<String>,
    /// A cell per party, in the order of the columns.
    pub cells: Vec<Cell>,
    /// How far the policies are apart.
    pub difference: Difference,
}

/// What a party does with a kind of application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// What it does.
    pub stand: CellStand,
    /// Whether it is the lowest of its row.
    pub lowest: bool,
    /// What the policy says, where it is the lowest.
    pub why: Option<Why>,
}

/// What a party does with a kind of application, in short.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CellStand {
    /// The law gives it no basis, or the law of this day is not entered.
    NoBasis,
    /// Its policy on this is not entered.
    NotEntered,
    /// What always holds, and the levels that hold on conditions, the highest first.
    Known {
        /// What always holds.
        always: Level,
        /// What holds on conditions.
        on_conditions: Vec<Level>,
    },
}

/// Why a dike is low.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    /// What the policy says.
    pub text: String,
    /// Where it stands.
    pub article: String,
    /// When the policy must be reviewed.
    pub review_on: Option<NaiveDate>,
}

/// How far the policies of a row are apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    /// There is only one to look at.
    None,
    /// They say the same.
    Same,
    /// What always holds is the same, and what holds on conditions is not.
    Conditions,
    /// What always holds is this many steps apart.
    Steps(usize),
}

impl Row {
    /// Returns whether the policies of the row are apart.
    pub fn differs(&self) -> bool {
        matches!(self.difference, Difference::Conditions | Difference::Steps(_))
    }
}

impl App {
    /// Compares the policies of parties on a day, for a reader of one of them.
    pub fn compare(
        &self,
        own: &PartyId,
        parties: &[PartyId],
        on: NaiveDate,
    ) -> Result<Comparison, AppError> {
        compare(&self.rules, own, parties, on)
    }

    /// Returns whom to compare with when nobody was chosen.
    pub fn neighbours(&self, own: &PartyId, on: NaiveDate) -> Vec<PartyId> {
        neighbours(&self.rules, own, on)
    }
}

/// Returns the own party, municipalities that build on the same policy, and one province and one water board that do.
pub fn neighbours(rules: &Rulebook, own: &PartyId, on: NaiveDate) -> Vec<PartyId> {
    let titles_of = |party: &PartyId| {
        rules.policy(party, on).map(|policy| titles(policy, on)).unwrap_or_default()
    };
    let body = |party: &PartyId| rules.policy(party, on).map(|policy| policy.party.kind);
    let region = titles_of(own);
    let mut others: Vec<&PartyId> = rules
        .party_ids()
        .filter(|other| *other != own && !titles_of(other).is_disjoint(&region))
        .collect();
    // The parties of the demonstration first: those are the ones somebody has seen before.
    others.sort_by_key(|party| !crate::demo::PARTIES.contains(&party.as_str()));
    let mut seen = BTreeSet::from([body(own).map(PartyKind::label)]);
    let (mut municipalities, mut last) = (Vec::new(), Vec::new());
    for party in others {
        let body = body(party);
        if body == Some(PartyKind::Gemeente) {
            municipalities.push(party.clone());
        } else if seen.insert(body.map(PartyKind::label)) {
            last.push(party.clone());
        }
    }
    municipalities.truncate(NEIGHBOURS - 1 - last.len());
    std::iter::once(own.clone()).chain(municipalities).chain(last).collect()
}

/// Compares the policies of parties on a day. The reader's own party comes first.
///
/// # Errors
/// When there are too many parties, none, or one that the rules do not know.
pub fn compare(
    rules: &Rulebook,
    own: &PartyId,
    parties: &[PartyId],
    on: NaiveDate,
) -> Result<Comparison, AppError> {
    let policies = chosen(rules, own, parties, on)?;
    let mut application = NewApplication::new(rules)?;
    let mut rows = Vec::new();
    let mut without_basis = 0;
    for kind in kinds(rules) {
        match row(&policies, &mut application, kind, on) {
            Some(row) => rows.push(row),
            None => without_basis += 1,
        }
    }
    let compared = |policy: &&Policy| ComparedParty {
        party: party_name(policy),
        own: policy.party.id == *own,
        status: policy.info.status,
        version: policy.rule_set.version.clone(),
    };
    let parties: Vec<ComparedParty> = policies.iter().map(compared).collect();
    let conclusion = Conclusion::of(&policies, &parties, &rows, on);
    Ok(Comparison { on, parties, rows, without_basis, conclusion })
}

fn chosen<'r>(
    rules: &'r Rulebook,
    own: &PartyId,
    parties: &[PartyId],
    on: NaiveDate,
) -> Result<Vec<&'r Policy>, AppError> {
    let mut ids: Vec<&PartyId> = Vec::new();
    for party in parties.iter().filter(|party| *party == own).chain(parties) {
        if !ids.contains(&party) {
            ids.push(party);
        }
    }
    let fault = |code, text: String| Err(AppError::fault("/partijen", code, text));
    if ids.is_empty() {
        return fault(FaultCode::Ontbreekt, "kies ten minste één partij".to_owned());
    }
    if ids.len() > MOST_PARTIES {
        let text = format!("u koos {} partijen; kies er ten hoogste {MOST_PARTIES}", ids.len());
        return fault(FaultCode::VerkeerdeVorm, text);
    }
    let mut policies = Vec::with_capacity(ids.len());
    for id in ids {
        match rules.policy(id, on) {
            Some(policy) => policies.push(policy),
            None => {
                return fault(FaultCode::OnbekendeWaarde, format!("partij «{id}» is niet bekend"));
            }
        }
    }
    Ok(policies)
}

/// Returns a row; none where no party has a legal basis.
fn row(
    policies: &[&Policy],
    application: &mut NewApplication,
    kind: KindName,
    on: NaiveDate,
) -> Option<Row> {
    let standings: Vec<Standing<'_>> =
        policies.iter().map(|policy| application.standing(policy, &kind.id, on)).collect();
    let nothing = |one: &Standing<'_>| matches!(one, Standing::NoBasis | Standing::NoLaw);
    if standings.iter().all(nothing) {
        return None;
    }
    let known: Vec<(&Policy, &Strictness<'_>)> = policies
        .iter()
        .zip(&standings)
        .filter_map(|(policy, standing)| match standing {
            Standing::Known(strictness) => Some((*policy, strictness)),
            Standing::NoBasis | Standing::NoLaw | Standing::NotEntered(_) => None,
        })
        .collect();
    let lowest = lowest(&known);
    let cells = policies.iter().zip(&standings);
    let cells = cells.map(|(policy, standing)| cell(policy, standing, lowest)).collect();
    let mut decides: Vec<String> = Vec::new();
    for (policy, standing) in policies.iter().zip(&standings) {
        let body = decided_by(policy, &kind.id, on).filter(|_| !nothing(standing));
        decides.extend(body.filter(|body| !decides.contains(body)));
    }
    let difference = difference(&known, &kind.id, on);
    Some(Row { kind, decided_by: decides, cells, difference })
}

/// Returns the height of the lowest dikes, when few share it and others are higher.
fn lowest(known: &[(&Policy, &Strictness<'_>)]) -> Option<(Level, Option<Level>)> {
    let heights: Vec<_> = known.iter().map(|(_, strictness)| strictness.height()).collect();
    let lowest = *heights.iter().min()?;
    let sharing = heights.iter().filter(|height| **height == lowest).count();
    (sharing <= MOST_LOWEST && sharing < heights.len()).then_some(lowest)
}

fn cell(policy: &Policy, standing: &Standing<'_>, lowest: Option<(Level, Option<Level>)>) -> Cell {
    let strictness = match standing {
        Standing::NoBasis | Standing::NoLaw => {
            return Cell { stand: CellStand::NoBasis, lowest: false, why: None };
        }
        Standing::NotEntered(_) => {
            return Cell { stand: CellStand::NotEntered, lowest: false, why: None };
        }
        Standing::Known(strictness) => strictness,
    };
    let is_lowest = lowest == Some(strictness.height());
    let stand = CellStand::Known {
        always: strictness.always,
        on_conditions: strictness.on_conditions.clone(),
    };
    Cell { stand, lowest: is_lowest, why: is_lowest.then(|| why(policy, strictness.rule)) }
}

fn why(policy: &Policy, rule: Option<&Rule>) -> Why {
    let (text, article) = match rule {
        Some(rule) => (rule.explanation.clone(), rule.article.clone()),
        None => (
            "Het beleid zegt hier niets over; dan laat de wet de keuze vrij.".to_owned(),
            policy.info.title.clone(),
        ),
    };
    Why { text, article, review_on: policy.info.review_on }
}

fn difference(known: &[(&Policy, &Strictness<'_>)], kind: &str, on: NaiveDate) -> Difference {
    let [(first, _), rest @ ..] = known else { return Difference::None };
    if rest.is_empty() {
        return Difference::None;
    }
    let steps: Vec<usize> = known.iter().map(|(_, one)| one.always.step()).collect();
    let apart = steps.iter().max().zip(steps.iter().min()).map_or(0, |(high, low)| high - low);
    if apart > 0 {
        return Difference::Steps(apart);
    }
    let says = says(first, kind, on);
    let same = rest.iter().all(|(policy, _)| self::says(policy, kind, on) == says);
    if same { Difference::Same } else { Difference::Conditions }
}

/// A rule as it can be held against that of another policy: what it says, the draw, and its conditions in words.
type Said = (&'static str, u8, Vec<(usize, String)>, Vec<(usize, String)>);

/// What a policy says about a kind. A rule that only repeats the freedom of the law says nothing.
fn says(policy: &Policy, kind: &str, on: NaiveDate) -> BTreeSet<Said> {
    let words = |condition: Option<&facts::Condition>| {
        condition.map(|condition| condition.words(&policy.vocabulary)).unwrap_or_default()
    };
    let said = |rule: &Rule| {
        let sample = rule.sample.as_ref().map_or(0, |sample| sample.percent);
        let (when, broken) = (words(rule.when.as_ref()), words(rule.broken_by.as_ref()));
        (rule.regime.id(), sample, when, broken)
    };
    let free = |rule: &&Rule| rule.regime == Regime::Optioneel && rule.when.is_none();
    rules_of(policy, kind, on).filter(|rule| !free(rule)).map(said).collect()
}

/// Returns the titles of the policies that the rules of a party come from.
fn titles(policy: &Policy, on: NaiveDate) -> BTreeSet<&str> {
    let rules = policy.rules.iter().filter(|rule| rule.valid.contains(on));
    rules.map(|rule| rule.origin.title.as_ref()).collect()
}
