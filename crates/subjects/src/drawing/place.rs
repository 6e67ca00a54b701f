//! In which row or column everybody stands: the legal distance.

use crate::network::{Direction, Walk};
use crate::{Network, Question, Relation};
use chrono::NaiveDate;
use std::collections::VecDeque;

/// A place on the sheet, before coordinates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Spot {
    /// A column of financiers, so many steps to the left.
    Left(i32),
    /// A row: above the betrokkene below zero, beneath him above zero.
    Row(i32),
    /// A column of partners, so many steps to the right.
    Right(i32),
}

impl Spot {
    /// Returns how many steps it is from the betrokkene.
    pub(super) fn steps(self) -> i32 {
        match self {
            Self::Left(steps) | Self::Right(steps) => steps,
            Self::Row(row) => row.abs(),
        }
    }
}

/// Returns the spot of each node, by its position in the network.
pub(super) fn spots(network: &Network, on: NaiveDate) -> Vec<Spot> {
    let mut spots = related(network, on);
    let mut open: VecDeque<usize> =
        (0..spots.len()).filter(|place| spots[*place].is_some()).collect();
    while let Some(place) = open.pop_front() {
        let Some(spot) = spots[place] else { continue };
        for (number, other) in network.around(place) {
            if spots[other].is_none() {
                let relation = network.statements()[number].relation();
                let holds = network.statements()[number].from() == network.nodes()[other].id;
                spots[other] = Some(beside(spot, relation, holds));
                open.push_back(other);
            }
        }
    }
    let last = spots.iter().flatten().map(|spot| spot.steps()).max().unwrap_or_default() + 1;
    spots.into_iter().map(|spot| spot.unwrap_or(Spot::Row(last))).collect()
}

/// Places who is in a relation of art. 3(4): the shortest way decides, and on a tie who stands above.
fn related(network: &Network, on: NaiveDate) -> Vec<Option<Spot>> {
    let question = Question { most_steps: usize::MAX, ..Question::on(on) };
    let walk = |direction| Walk { network, question: &question, direction };
    let money = |number: usize| {
        let statement = &network.statements()[number];
        statement.relation() == Relation::Vermogensverschaffer
            && statement.to() == network.betrokkene()
    };
    let none = vec![false; network.statements().len()];
    let without_money: Vec<bool> = (0..none.len()).map(money).collect();
    let control = walk(Direction::Up).search(None, &without_money).distance;
    let up = walk(Direction::Up).search(None, &none).distance;
    let down = walk(Direction::Down).search(None, &none).distance;
    let steps = |steps: usize| i32::try_from(steps).unwrap_or(i32::MAX);
    let spot = |place: usize| match (control[place], up[place], down[place]) {
        (Some(above), _, below) if below.is_none_or(|below| above <= below) => {
            Some(Spot::Row(-steps(above)))
        }
        (_, _, Some(below)) => Some(Spot::Row(steps(below))),
        (_, Some(left), _) => Some(Spot::Left(steps(left))),
        _ => None,
    };
    (0..network.nodes().len()).map(spot).collect()
}

/// Returns where somebody goes who is in no relation with the betrokkene, beside one who has a place. `holds` says that it is the
/// new one who leads, controls or finances.
fn beside(spot: Spot, relation: Relation, holds: bool) -> Spot {
    match spot {
        Spot::Left(steps) => Spot::Left(steps + 1),
        Spot::Right(steps) => Spot::Right(steps + 1),
        Spot::Row(row) => match relation {
            Relation::ZakelijkSamenwerkingsverband | Relation::Familieband if row == 0 => {
                Spot::Right(1)
            }
            Relation::ZakelijkSamenwerkingsverband | Relation::Familieband => Spot::Row(row),
            _ if holds => Spot::Row(row - 1),
            _ => Spot::Row(row + 1),
        },
    }
}
