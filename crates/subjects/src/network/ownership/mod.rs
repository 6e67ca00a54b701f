//! Who owns a company through chains and circles of other companies.
//!
//! Integrated ownership: the part of the company that flows back to an owner along all chains together. For one owner, with his
//! own part of himself put at the whole, the part in each company is the sum over its holders of their stake times his part in
//! the holder. That is the closed form Y = A + AY with what an owner has in himself through a circle counted once (Baldone).
//!
//! Bounds give bounds: the lower one with every stake at its minimum and the rest unknown, the upper one with what is free in each
//! company given to the holders that bring this owner the most.

mod answer;
mod solve;

pub use answer::{Fraction, Owner, Ownership, Ring, Tri};

use super::Network;
use super::cut::{Cut, MOST_CITED, MOST_NODES, MOST_PATHS};
use super::stakes::{Column, Measure};
use crate::{Band, Directness, Relation};
use chrono::NaiveDate;
use kernel::SubjectId;
use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use solve::{Bound, Solver};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Per owner: the upper bound of what sources call an indirect share, and the statements.
type Stated = BTreeMap<usize, (Fraction, Vec<usize>)>;

/// The companies and owners above one company.
pub(super) struct Above {
    /// Positions in the network; the company itself comes first.
    places: Vec<usize>,
    /// Per place: its holders, by position in `places`.
    columns: Vec<Vec<(usize, Band)>>,
    /// The same with the statements behind each stake, in the same order, and the doubts.
    sources: Vec<Column>,
    /// Per place: the companies that it holds a part of, and the position of that stake in the column.
    held: Vec<Vec<(usize, usize)>>,
    /// Circles and single places, an owner before what it owns.
    blocks: Vec<Vec<usize>>,
    cuts: BTreeSet<Cut>,
}

impl Network {
    /// Returns who owns a company for at least `at_least` hundredths of a per cent, surely or possibly, on a day.
    ///
    /// Owners come by the lower bound, then the upper one, then the id. Fractions are rounded to a millionth of a per cent before
    /// they are compared. What a source calls indirect is no link of a chain; it raises the upper bound of the one it names.
    pub fn owners(&self, company: SubjectId, at_least: u32, on: NaiveDate) -> Ownership {
        let mut found = Ownership::nothing(company);
        let Some(target) = self.place(company) else { return found };
        let above = self.above(target, on);
        let stated = self.stated_indirectly(target, on);
        let mut cuts = above.cuts.clone();
        let limit = Fraction::of_hundredths(at_least);
        let mut parts = self.parts(&above, &stated, &mut cuts);
        parts.retain(|(_, _, high)| *high >= limit);
        parts.sort_by_key(|(owner, low, high)| (Reverse((*low, *high)), self.id(*owner)));
        let mut cited = 0;
        for (owner, low, high) in parts {
            if found.owners.len() >= MOST_PATHS || cited > MOST_CITED {
                cuts.insert(Cut::TeVeelRijen { limit: found.owners.len() });
                break;
            }
            let mut numbers = above.chain(owner);
            numbers.extend(stated.get(&owner).into_iter().flat_map(|(_, numbers)| numbers));
            let (subject, test) = (self.id(owner), Tri::at_least(limit, low, high));
            let statements = self.ids(&numbers);
            cited += statements.len();
            found.owners.push(Owner { subject, low, high, test, statements });
        }
        found.unexplained = above.sources.first().map_or(Band::UNKNOWN, Column::unexplained);
        found.rings = self.rings(&above);
        found.doubts = above.sources.iter().flat_map(|column| column.doubts.clone()).collect();
        found.cuts = cuts.into_iter().collect();
        found
    }

    /// Returns the part of the company that each owner above it has: at least and at most.
    fn parts(
        &self,
        above: &Above,
        stated: &Stated,
        cuts: &mut BTreeSet<Cut>,
    ) -> Vec<(usize, Fraction, Fraction)> {
        let mut solver = Solver::new(above);
        let mut stated: BTreeMap<usize, Fraction> =
            stated.iter().map(|(owner, (high, _))| (*owner, *high)).collect();
        let mut parts = Vec::new();
        let exact = above.is_exact();
        for (owner, place) in above.places.iter().enumerate().skip(1) {
            let low = solver.part(owner, Bound::Low);
            let high = if exact { low } else { solver.part(owner, Bound::High) };
            let known = low.zip(high);
            if known.is_none() {
                cuts.insert(Cut::TeVeelRekenwerk { subject: self.id(above.places[0]) });
            }
            let (low, high) = known.unwrap_or((0.0, 1.0));
            let high = Fraction::rounded(high).max(stated.remove(place).unwrap_or_default());
            parts.push((*place, Fraction::rounded(low), high));
        }
        stated.remove(&above.places[0]);
        parts.extend(stated.into_iter().map(|(owner, high)| (owner, Fraction::NONE, high)));
        parts
    }

    /// Gathers the owners above a company, not beyond hubs.
    pub(super) fn above(&self, target: usize, on: NaiveDate) -> Above {
        let mut local = BTreeMap::from([(target, 0)]);
        let mut places = vec![target];
        let mut columns: Vec<Vec<(usize, Band)>> = Vec::new();
        let (mut sources, mut cuts) = (Vec::new(), BTreeSet::new());
        while let Some(place) = places.get(columns.len()).copied() {
            let mut column = self.column(place, Measure::Capital, on);
            if self.nodes[place].hub && place != target && !column.stakes.is_empty() {
                cuts.insert(self.hub_cut(place));
                column = Column::default();
            }
            let mut holders = Vec::new();
            column.stakes.retain(|stake| {
                let known = local.contains_key(&stake.holder);
                let room = known || places.len() < MOST_NODES;
                if !room {
                    cuts.insert(Cut::TeVeelPersonen { limit: MOST_NODES });
                }
                let kept = room && stake.band.high > 0;
                if kept {
                    let holder = *local.entry(stake.holder).or_insert(places.len());
                    holders.push((holder, stake.band));
                    if !known {
                        places.push(stake.holder);
                    }
                }
                kept
            });
            columns.push(holders);
            sources.push(column);
        }
        let blocks = blocks(&columns);
        let held = held(&columns);
        Above { places, columns, sources, held, blocks, cuts }
    }

    /// Returns what sources call an indirect share in the company: per owner the upper bound and the statements.
    fn stated_indirectly(&self, target: usize, on: NaiveDate) -> Stated {
        let mut stated = Stated::new();
        for number in self.incoming[target].iter().copied() {
            let statement = &self.statements[number];
            let indirect = statement.relation() == Relation::Zeggenschaphebbende
                && statement.directness() == Directness::Indirect
                && statement.counts()
                && statement.tense(on).is_current();
            if let Some(share) = statement.share().filter(|_| indirect) {
                let (high, numbers) = stated
                    .entry(self.ends[number].0)
                    .or_insert_with(|| (Fraction::NONE, Vec::new()));
                *high = Fraction::of_hundredths(share.high).max(*high);
                numbers.push(number);
            }
        }
        stated
    }

    /// Returns the circles that nobody outside them owns: whose they are cannot be computed, only asked.
    fn rings(&self, above: &Above) -> Vec<Ring> {
        let closed = above.blocks.iter().filter(|block| above.is_closed_ring(block));
        let ring = |block: &Vec<usize>| {
            let mut subjects: Vec<SubjectId> =
                block.iter().map(|place| self.id(above.places[*place])).collect();
            subjects.sort_unstable();
            let numbers: Vec<usize> =
                block.iter().flat_map(|place| above.sources[*place].numbers()).collect();
            Ring { subjects, statements: self.ids(&numbers) }
        };
        let mut rings: Vec<Ring> = closed.map(ring).collect();
        rings.sort();
        rings
    }
}

impl Above {
    /// Returns the statements behind the direct holders of the company.
    pub(super) fn holdings(&self) -> Vec<usize> {
        self.sources.first().map(|column| column.numbers().collect()).unwrap_or_default()
    }

    /// Returns whether somebody has, or may have, a part.
    pub(super) fn holds(&self, owner: usize) -> bool {
        self.places.iter().skip(1).any(|place| *place == owner)
    }

    /// Returns whether every stake is known exactly: the two bounds are then one.
    fn is_exact(&self) -> bool {
        self.columns.iter().flatten().all(|(_, band)| band.low == band.high)
    }

    fn is_closed_ring(&self, block: &[usize]) -> bool {
        let inside: BTreeSet<usize> = block.iter().copied().collect();
        let mut holders = block.iter().flat_map(|place| &self.columns[*place]).peekable();
        holders.peek().is_some() && holders.all(|(holder, _)| inside.contains(holder))
    }

    /// Returns the statements on all chains from an owner to the company.
    fn chain(&self, owner: usize) -> Vec<usize> {
        let Some(start) = self.places.iter().position(|place| *place == owner) else {
            return Vec::new();
        };
        let mut numbers = Vec::new();
        let mut seen = BTreeSet::from([start]);
        let mut open = vec![start];
        while let Some(holder) = open.pop() {
            // What others have in the owner brings him nothing.
            for (company, stake) in self.held[holder].iter().copied() {
                if company == start {
                    continue;
                }
                numbers.extend(self.sources[company].stakes[stake].statements.iter().copied());
                if seen.insert(company) {
                    open.push(company);
                }
            }
        }
        numbers
    }
}

fn held(columns: &[Vec<(usize, Band)>]) -> Vec<Vec<(usize, usize)>> {
    let mut held = vec![Vec::new(); columns.len()];
    for (company, holders) in columns.iter().enumerate() {
        for (stake, (holder, _)) in holders.iter().enumerate() {
            held[*holder].push((company, stake));
        }
    }
    held
}

/// Returns the circles, an owner before what it owns. Kosaraju's search and not Tarjan's: that one calls itself, and a chain of
/// thousands of companies would overflow the stack.
fn blocks(columns: &[Vec<(usize, Band)>]) -> Vec<Vec<usize>> {
    let mut graph = DiGraph::<(), ()>::new();
    let places: Vec<NodeIndex> = columns.iter().map(|_| graph.add_node(())).collect();
    for (company, holders) in columns.iter().enumerate() {
        for (holder, _) in holders {
            graph.add_edge(places[*holder], places[company], ());
        }
    }
    let mut blocks = kosaraju_scc(&graph);
    blocks.reverse();
    blocks.into_iter().map(|block| block.into_iter().map(NodeIndex::index).collect()).collect()
}
