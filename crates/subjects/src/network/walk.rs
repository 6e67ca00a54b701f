//! Breadth-first search along the links of art. 3(4), with limits that are reported.

use super::Network;
use super::cut::{Cut, MOST_NODES};
use super::related::Question;
use crate::{Statement, Tense};
use std::collections::BTreeSet;

/// In which direction the links are followed from the betrokkene.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    /// Against the links: who leads, controls or finances.
    Up,
    /// Along the links: who is led, controlled or financed.
    Down,
}

/// A search from the betrokkene.
pub(crate) struct Walk<'n> {
    pub(crate) network: &'n Network,
    pub(crate) question: &'n Question,
    pub(crate) direction: Direction,
}

/// What a search found.
pub(crate) struct Reached {
    /// Per node: the number of steps from the betrokkene; none when it was not reached.
    pub(crate) distance: Vec<Option<usize>>,
    /// The nodes in the order in which they were reached.
    pub(crate) order: Vec<usize>,
    pub(crate) cuts: BTreeSet<Cut>,
}

impl Walk<'_> {
    /// Searches as far as the question allows, without the statements in `used`; with a goal, no farther than its distance.
    pub(crate) fn search(&self, goal: Option<usize>, used: &[bool]) -> Reached {
        let network = self.network;
        let start = network.betrokkene;
        let mut reached = Reached {
            distance: vec![None; network.nodes.len()],
            order: vec![start],
            cuts: BTreeSet::new(),
        };
        reached.distance[start] = Some(0);
        let mut next = 0;
        while let Some(place) = reached.order.get(next).copied() {
            next += 1;
            let steps = reached.distance[place].unwrap_or_default();
            if goal.and_then(|goal| reached.distance[goal]).is_some_and(|found| found <= steps) {
                break;
            }
            self.expand(place, steps, used, &mut reached);
        }
        reached
    }

    fn expand(&self, place: usize, steps: usize, used: &[bool], reached: &mut Reached) {
        let network = self.network;
        let around = self.around(place).filter(|number| !used[*number]);
        let unseen: Vec<usize> = around
            .map(|number| self.beyond(number))
            .filter(|other| reached.distance[*other].is_none())
            .collect();
        if unseen.is_empty() {
            return;
        }
        if !self.is_open(place) {
            reached.cuts.insert(network.hub_cut(place));
            return;
        }
        let limit = self.question.most_steps;
        if steps >= limit {
            reached.cuts.insert(Cut::TeDiep { limit });
            return;
        }
        for other in unseen {
            if reached.distance[other].is_some() {
                continue;
            }
            if reached.order.len() >= MOST_NODES {
                reached.cuts.insert(Cut::TeVeelPersonen { limit: MOST_NODES });
                return;
            }
            reached.distance[other] = Some(steps + 1);
            reached.order.push(other);
        }
    }

    /// Returns the statements that lead from the node back to the betrokkene, nearest first from the node: at each step the
    /// first by relation and id.
    pub(crate) fn back(&self, from: usize, reached: &Reached, used: &[bool]) -> Vec<usize> {
        let mut place = from;
        let mut way = Vec::new();
        while let Some(steps) = reached.distance[place].filter(|steps| *steps > 0) {
            let nearer =
                |other: usize| reached.distance[other] == Some(steps - 1) && self.is_open(other);
            let found = self.homeward(place).iter().copied().find(|number| {
                !used[*number] && self.counts(*number) && nearer(self.home(*number))
            });
            let Some(number) = found else { break };
            way.push(number);
            place = self.home(number);
        }
        way
    }

    /// Returns whether the search looks beyond a node: not beyond a hub, save the betrokkene.
    fn is_open(&self, place: usize) -> bool {
        !self.network.nodes[place].hub || place == self.network.betrokkene
    }

    /// Returns the links that count and lead away from the betrokkene.
    fn around(&self, place: usize) -> impl Iterator<Item = usize> {
        let away = match self.direction {
            Direction::Up => &self.network.incoming[place],
            Direction::Down => &self.network.outgoing[place],
        };
        away.iter().copied().filter(|number| self.counts(*number))
    }

    fn homeward(&self, place: usize) -> &[usize] {
        match self.direction {
            Direction::Up => &self.network.outgoing[place],
            Direction::Down => &self.network.incoming[place],
        }
    }

    fn beyond(&self, number: usize) -> usize {
        let (from, to) = self.network.ends[number];
        match self.direction {
            Direction::Up => from,
            Direction::Down => to,
        }
    }

    fn home(&self, number: usize) -> usize {
        let (from, to) = self.network.ends[number];
        match self.direction {
            Direction::Up => to,
            Direction::Down => from,
        }
    }

    fn counts(&self, number: usize) -> bool {
        let statement = &self.network.statements[number];
        statement.relation().is_link() && self.question.admits(statement)
    }
}

impl Question {
    /// Returns whether a statement counts for the question: not refuted, begun by then, and not over for too long.
    pub(crate) fn admits(&self, statement: &Statement) -> bool {
        let ended = statement.period().until;
        let long_ago =
            self.not_ended_before.is_some_and(|first| ended.is_some_and(|ended| ended < first));
        statement.counts() && statement.tense(self.on) != Tense::Later && !long_ago
    }
}
