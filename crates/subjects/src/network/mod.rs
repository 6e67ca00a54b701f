//! A relation network as it was known on a day, and the questions it answers.
//!
//! Two times run beside each other: when a relation held, and since when we know. The network is fixed on the second; each
//! question names the first.

mod control;
mod cut;
mod diff;
mod doubt;
mod financing;
mod frontier;
mod ownership;
mod path;
mod pattern;
mod related;
mod stakes;
mod walk;
mod words;

pub use control::{Control, Controller};
pub use cut::{Cut, MOST_NODES, MOST_PATHS};
pub use diff::NetworkChange;
pub use doubt::Doubt;
pub use financing::{Financing, Lender, Origin, OriginKind};
pub use frontier::{Frontier, Gap, OpenEnd};
pub use ownership::{Fraction, Owner, Ownership, Ring, Tri};
pub use path::{Path, PathMark, RoleStep, Route, Step};
pub use pattern::{Observation, Pattern};
pub use related::{DEPTH, Question, Related, RelationRow, Relations};

pub(crate) use walk::{Direction, Walk};
pub(crate) use words::measure;

use crate::{Node, Statement, StatementId};
use chrono::NaiveDate;
use kernel::SubjectId;
use std::collections::{BTreeMap, BTreeSet};
use thiserror::Error;

/// Why no network can be built; the messages name ids and never a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NetworkError {
    /// The betrokkene is not among the nodes.
    #[error("de betrokkene {0} staat niet in het netwerk")]
    NoBetrokkene(SubjectId),
    /// A statement is about somebody who is not among the nodes.
    #[error("bewering {statement} noemt persoon {subject}, en die staat niet in het netwerk")]
    UnknownSubject {
        /// The statement.
        statement: StatementId,
        /// Whom it names.
        subject: SubjectId,
    },
    /// Two nodes with one id.
    #[error("persoon {0} staat twee keer in het netwerk")]
    DoubleNode(SubjectId),
    /// Two statements with one id.
    #[error("bewering {0} staat twee keer in het netwerk")]
    DoubleStatement(StatementId),
    /// Statements that replace each other in a circle.
    #[error("bewering {0} vervangt zichzelf via een andere bewering")]
    ReplacedInCircle(StatementId),
}

/// What was known on a day: the statements of then that no other had replaced, and the subjects they name.
#[doc(alias = "relatienetwerk")]
#[derive(Clone, Debug)]
pub struct Network {
    betrokkene: usize,
    known_on: NaiveDate,
    nodes: Vec<Node>,
    statements: Vec<Statement>,
    /// What a known statement replaced.
    replaced: BTreeMap<StatementId, StatementId>,
    /// Per statement: the positions of its two ends among the nodes.
    ends: Vec<(usize, usize)>,
    /// Per node: the statements that begin there, by relation and id.
    outgoing: Vec<Vec<usize>>,
    /// Per node: the statements that end there, by relation and id.
    incoming: Vec<Vec<usize>>,
}

impl Network {
    /// Builds the network around the betrokkene as it was known on a day.
    ///
    /// A subject whom no statement of that day names is left out, so that what we learn later changes no answer about earlier.
    pub fn known_on(
        betrokkene: SubjectId,
        nodes: Vec<Node>,
        statements: Vec<Statement>,
        known_on: NaiveDate,
    ) -> Result<Self, NetworkError> {
        let mut people = BTreeMap::new();
        for node in nodes {
            let id = node.id;
            if people.insert(id, node).is_some() {
                return Err(NetworkError::DoubleNode(id));
            }
        }
        if !people.contains_key(&betrokkene) {
            return Err(NetworkError::NoBetrokkene(betrokkene));
        }
        let (statements, replaced) = visible(statements, known_on)?;
        let mut named = BTreeSet::from([betrokkene]);
        for statement in &statements {
            for subject in [statement.from(), statement.to()] {
                if !people.contains_key(&subject) {
                    let statement = statement.id();
                    return Err(NetworkError::UnknownSubject { statement, subject });
                }
                named.insert(subject);
            }
        }
        people.retain(|id, _| named.contains(id));
        let nodes = people.into_values().collect();
        Ok(Self { known_on, replaced, ..Self::linked(betrokkene, nodes, statements) })
    }

    /// Takes nodes and statements that were checked, each in the order of its ids.
    fn linked(betrokkene: SubjectId, nodes: Vec<Node>, statements: Vec<Statement>) -> Self {
        let place: BTreeMap<SubjectId, usize> =
            nodes.iter().enumerate().map(|(place, node)| (node.id, place)).collect();
        let at = |id: SubjectId| place.get(&id).copied().unwrap_or_default();
        let ends: Vec<(usize, usize)> =
            statements.iter().map(|one| (at(one.from()), at(one.to()))).collect();
        let mut outgoing = vec![Vec::new(); nodes.len()];
        let mut incoming = vec![Vec::new(); nodes.len()];
        for (number, (from, to)) in ends.iter().enumerate() {
            outgoing[*from].push(number);
            incoming[*to].push(number);
        }
        for around in outgoing.iter_mut().chain(&mut incoming) {
            around.sort_by_key(|number| (statements[*number].relation(), *number));
        }
        let betrokkene = at(betrokkene);
        let (known_on, replaced) = (NaiveDate::MIN, BTreeMap::new());
        Self { betrokkene, known_on, nodes, statements, replaced, ends, outgoing, incoming }
    }

    /// Returns the id of the betrokkene.
    pub fn betrokkene(&self) -> SubjectId {
        self.nodes[self.betrokkene].id
    }

    /// Returns the day as of which the network is known.
    pub fn known_day(&self) -> NaiveDate {
        self.known_on
    }

    /// Returns the subjects that are named, in the order of their ids.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// Returns the statements, in the order of their ids.
    pub fn statements(&self) -> &[Statement] {
        &self.statements
    }

    /// Returns a subject.
    pub fn node(&self, id: SubjectId) -> Option<&Node> {
        self.place(id).map(|place| &self.nodes[place])
    }

    /// Returns a statement.
    pub fn statement(&self, id: StatementId) -> Option<&Statement> {
        let found = self.statements.binary_search_by_key(&id, Statement::id);
        found.ok().map(|place| &self.statements[place])
    }

    /// Returns the name of a subject, for a place that may show it; nothing for one who is not named.
    pub fn name(&self, id: SubjectId) -> &str {
        self.node(id).map_or("", |node| node.name.reveal().as_str())
    }

    /// Returns the position of the betrokkene among the nodes.
    pub(crate) fn middle(&self) -> usize {
        self.betrokkene
    }

    /// Returns the positions of both ends of a statement.
    pub(crate) fn ends_of(&self, number: usize) -> (usize, usize) {
        self.ends[number]
    }

    /// Returns the statements that name a node, each with the position of the other end; a loop ends at the node itself.
    pub(crate) fn around(&self, place: usize) -> impl Iterator<Item = (usize, usize)> {
        let away = self.outgoing[place].iter().map(|number| (*number, self.ends[*number].1));
        let toward = self.incoming[place].iter().map(|number| (*number, self.ends[*number].0));
        away.chain(toward)
    }

    /// Returns that nobody looks beyond a hub, with how many relations it has.
    fn hub_cut(&self, place: usize) -> Cut {
        Cut::Knooppunt { subject: self.id(place), relations: self.relations_of(place) }
    }

    fn relations_of(&self, place: usize) -> usize {
        self.outgoing[place].len() + self.incoming[place].len()
    }

    fn place(&self, id: SubjectId) -> Option<usize> {
        self.nodes.binary_search_by_key(&id, |node| node.id).ok()
    }

    fn id(&self, place: usize) -> SubjectId {
        self.nodes[place].id
    }
}

/// What a statement replaced, by the one that did.
type Replaced = BTreeMap<StatementId, StatementId>;

/// Returns the statements that were known on the day and not replaced by then, by id, and what was replaced.
fn visible(
    statements: Vec<Statement>,
    known_on: NaiveDate,
) -> Result<(Vec<Statement>, Replaced), NetworkError> {
    let mut known = BTreeMap::new();
    for statement in statements.into_iter().filter(|one| one.known_since() <= known_on) {
        let id = statement.id();
        if known.insert(id, statement).is_some() {
            return Err(NetworkError::DoubleStatement(id));
        }
    }
    let replaced: Replaced =
        known.values().filter_map(|one| one.replaces().map(|old| (one.id(), old))).collect();
    refuse_circles(&replaced)?;
    let hidden: BTreeSet<StatementId> = replaced.values().copied().collect();
    let seen = known.into_values().filter(|one| !hidden.contains(&one.id())).collect();
    Ok((seen, replaced))
}

/// Refuses statements that replace each other: all of them would vanish. A chain is followed once, however many begin in it.
fn refuse_circles(replaced: &Replaced) -> Result<(), NetworkError> {
    let mut fine = BTreeSet::new();
    for start in replaced.keys() {
        let mut chain = BTreeSet::new();
        let mut next = Some(*start);
        while let Some(id) = next.filter(|id| !fine.contains(id)) {
            if !chain.insert(id) {
                return Err(NetworkError::ReplacedInCircle(id));
            }
            next = replaced.get(&id).copied();
        }
        fine.append(&mut chain);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
