//! Who shares a box.

use super::place::Spot;
use super::{FoldReason, MOST_DRAWN, MOST_SHOWN, Sheet};
use crate::Network;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// A box to be: one person, or folded ones.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub(super) spot: Spot,
    pub(super) reason: Option<FoldReason>,
    /// Positions in the network, by id.
    pub(super) members: Vec<usize>,
    /// The statements among the members, by position.
    pub(super) inside: Vec<usize>,
}

/// Which persons keep a box of their own: the first ones first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    Betrokkene,
    MustBeSeen,
    Ordinary,
    OnlyFormer,
    Hub,
}

/// Returns the boxes: the betrokkene, the others by distance, then the folds.
pub(super) fn groups(network: &Network, sheet: &Sheet, spots: &[Spot]) -> Vec<Group> {
    let mut order: Vec<(Weight, i32, usize)> = (0..spots.len())
        .map(|place| (weight(network, sheet, place), spots[place].steps(), place))
        .collect();
    order.sort_unstable();
    let musts = order.iter().filter(|(weight, _, _)| *weight <= Weight::MustBeSeen).count();
    let shown = musts.clamp(MOST_SHOWN, MOST_DRAWN).min(order.len());
    let folded = order.split_off(shown);
    let single = |(_, _, place): &(Weight, i32, usize)| Group {
        spot: spots[*place],
        reason: None,
        members: vec![*place],
        inside: Vec::new(),
    };
    let mut groups: Vec<Group> = order.iter().map(single).collect();
    groups
        .sort_by_key(|group| (group.members[0] != network.middle(), group.spot, group.members[0]));
    let mut folds: BTreeMap<(FoldReason, i32), Group> = BTreeMap::new();
    for (weight, _, place) in folded {
        let reason = match weight {
            Weight::Hub => FoldReason::Knooppunten,
            Weight::OnlyFormer => FoldReason::AlleenVroeger,
            Weight::Betrokkene | Weight::MustBeSeen | Weight::Ordinary => FoldReason::VerWeg,
        };
        let fold = folds.entry((reason, side(spots[place]))).or_insert_with(|| Group {
            spot: spots[place],
            reason: Some(reason),
            members: Vec::new(),
            inside: Vec::new(),
        });
        fold.members.push(place);
    }
    for fold in folds.into_values() {
        groups.push(settled(network, fold, spots));
    }
    groups
}

/// Puts the members in order, the fold where its nearest member stood, and counts the statements among them.
fn settled(network: &Network, mut fold: Group, spots: &[Spot]) -> Group {
    fold.members.sort_unstable();
    let nearest =
        fold.members.iter().map(|place| spots[*place]).min_by_key(|spot| (spot.steps(), *spot));
    fold.spot = nearest.unwrap_or(fold.spot);
    let inside = fold.members.iter().flat_map(|place| {
        let own = network.around(*place);
        own.filter(|(_, other)| fold.members.binary_search(other).is_ok()).map(|(number, _)| number)
    });
    let mut inside: Vec<usize> = inside.collect();
    inside.sort_unstable();
    inside.dedup();
    fold.inside = inside;
    fold
}

fn weight(network: &Network, sheet: &Sheet, place: usize) -> Weight {
    let node = &network.nodes()[place];
    if node.id == network.betrokkene() {
        Weight::Betrokkene
    } else if sheet.shown.contains(&node.id) || sheet.findings.contains_key(&node.id) {
        Weight::MustBeSeen
    } else if node.hub {
        Weight::Hub
    } else if runs(network, place, sheet.on) {
        Weight::Ordinary
    } else {
        Weight::OnlyFormer
    }
}

fn runs(network: &Network, place: usize, on: NaiveDate) -> bool {
    network.around(place).any(|(number, _)| {
        let statement = &network.statements()[number];
        statement.counts() && statement.tense(on).is_current()
    })
}

/// On which side of the betrokkene a spot is; those on one side share a fold.
fn side(spot: Spot) -> i32 {
    match spot {
        Spot::Left(_) => 2,
        Spot::Row(row) => row.signum(),
        Spot::Right(_) => 3,
    }
}
