//! The part of one company that flows back to one owner.
//!
//! Chains are one pass, an owner before what it owns. A circle is a set of equations: sweeps first, which settle a ring at once
//! and a loose knot soon; a tight knot of up to [`MOST_DENSE`] companies is then solved by elimination.

use super::Above;
use crate::Band;
use std::collections::BTreeSet;

/// The most companies of one circle that are solved by elimination: its work grows with the third power.
const MOST_DENSE: usize = 128;
/// Sweeps before elimination is tried, and where that is too much work, before giving up.
const FEW_SWEEPS: usize = 4;
const MOST_SWEEPS: usize = 2_000;
/// The most work for one company, about a fifth of a second. Adding up a holder counts for two, sorting one for [`SORTED`], and a
/// step of an elimination for one.
const MOST_WORK: usize = 60_000_000;
const SORTED: usize = 30;
/// Rounds in which the division of what is free may still change.
const MOST_ROUNDS: usize = 40;
/// Below this a change is rounding; answers are rounded to 1e-8.
const STILL: f64 = 1e-14;

/// Which of the two bounds is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    Low,
    High,
}

/// A stake as parts of one.
#[derive(Clone, Copy)]
struct Holder {
    place: usize,
    low: f64,
    high: f64,
}

pub(super) struct Solver<'a> {
    above: &'a Above,
    columns: Vec<Vec<Holder>>,
    /// Per place: the position of its block.
    block_of: Vec<usize>,
    /// The owner's part in each place.
    part: Vec<f64>,
    /// Per place of the circle at hand: how near to the owner it is, from 1; 0 for all others.
    rank: Vec<usize>,
    /// The work that is left.
    work: usize,
}

/// The holders of one company with the weight that each has for this owner.
type Weights = Vec<(usize, f64)>;

impl<'a> Solver<'a> {
    pub(super) fn new(above: &'a Above) -> Self {
        let part = |share: u32| f64::from(share) / f64::from(Band::WHOLE);
        let holder = |(place, band): &(usize, Band)| Holder {
            place: *place,
            low: part(band.low),
            high: part(band.high),
        };
        let columns: Vec<Vec<Holder>> =
            above.columns.iter().map(|column| column.iter().map(holder).collect()).collect();
        let mut block_of = vec![0; columns.len()];
        for (number, block) in above.blocks.iter().enumerate() {
            for place in block {
                block_of[*place] = number;
            }
        }
        let (part, rank) = (vec![0.0; columns.len()], vec![0; columns.len()]);
        Self { above, columns, block_of, part, rank, work: MOST_WORK }
    }

    /// Returns the part of the company at place 0 that is the owner's; none once that takes too much work.
    pub(super) fn part(&mut self, owner: usize, bound: Bound) -> Option<f64> {
        let part = self.follow(owner, bound);
        if part.is_none() {
            self.work = 0;
        }
        part
    }

    fn follow(&mut self, owner: usize, bound: Bound) -> Option<f64> {
        self.spend(&[owner], bound)?;
        self.part.fill(0.0);
        self.part[owner] = 1.0;
        for block in &self.above.blocks[self.block_of[owner]..=self.block_of[0]] {
            let single = match block.as_slice() {
                [place] if *place == owner => continue,
                [place] => !self.columns[*place].iter().any(|holder| holder.place == *place),
                _ => false,
            };
            if single {
                self.spend(block, bound)?;
                self.part[block[0]] = self.flow(block[0], bound);
            } else {
                self.circle(block, owner, bound)?;
            }
        }
        Some(self.part[0])
    }

    /// Takes the work of one update of these places from what is left.
    fn spend(&mut self, places: &[usize], bound: Bound) -> Option<()> {
        let cost = |place: &usize| {
            let holders = self.columns[*place].len();
            if bound == Bound::High && holders > 1 { holders * SORTED } else { 2 * (holders + 1) }
        };
        self.work = self.work.checked_sub(places.iter().map(cost).sum())?;
        Some(())
    }

    /// Settles the parts in a circle, the owner himself kept at the whole.
    fn circle(&mut self, block: &[usize], owner: usize, bound: Bound) -> Option<()> {
        let order = self.reached(block, owner, bound);
        for (number, place) in order.iter().enumerate() {
            self.rank[*place] = number + 1;
        }
        let settled = self.settle(&order, bound);
        for place in order {
            self.rank[place] = 0;
        }
        settled
    }

    fn settle(&mut self, order: &[usize], bound: Bound) -> Option<()> {
        let dense = order.len() <= MOST_DENSE;
        if self.sweep(order, bound, if dense { FEW_SWEEPS } else { MOST_SWEEPS })? {
            return Some(());
        }
        if !dense {
            return None;
        }
        for _ in 0..MOST_ROUNDS {
            self.spend(order, bound)?;
            self.work = self.work.checked_sub(order.len().pow(3) / 3)?;
            let solved = self.eliminate(order, bound)?;
            let mut moved: f64 = 0.0;
            for (place, new) in order.iter().zip(solved) {
                moved = moved.max((self.part[*place] - new).abs());
                self.part[*place] = new;
            }
            // Elimination is exact up to rounding, so a division of what is free that stays is the best one.
            if moved <= STILL * 100.0 {
                return Some(());
            }
        }
        None
    }

    /// Updates each place in turn until nothing moves; returns whether it came to rest, none when the work is used up.
    fn sweep(&mut self, order: &[usize], bound: Bound, most: usize) -> Option<bool> {
        for _ in 0..most {
            self.spend(order, bound)?;
            let mut moved: f64 = 0.0;
            for place in order {
                let new = self.flow(*place, bound);
                moved = moved.max((new - self.part[*place]).abs());
                self.part[*place] = new;
            }
            if moved <= STILL {
                return Some(true);
            }
        }
        Some(false)
    }

    /// Returns the companies of the circle in which the owner has a part, nearest first.
    fn reached(&self, block: &[usize], owner: usize, bound: Bound) -> Vec<usize> {
        let counts = |band: &Band| match bound {
            Bound::Low => band.low > 0,
            Bound::High => band.high > 0,
        };
        let enters = |place: &usize| {
            let mut holders = self.above.columns[*place].iter();
            holders.any(|(holder, band)| counts(band) && self.part[*holder] > 0.0)
        };
        let mut seen: BTreeSet<usize> = block.iter().copied().filter(enters).collect();
        seen.remove(&owner);
        let mut order: Vec<usize> = seen.iter().copied().collect();
        seen.insert(owner);
        let mut next = 0;
        while let Some(place) = order.get(next).copied() {
            next += 1;
            for (company, stake) in self.above.held[place].iter().copied() {
                let inside = self.block_of[company] == self.block_of[place];
                let (_, band) = &self.above.columns[company][stake];
                if inside && counts(band) && seen.insert(company) {
                    order.push(company);
                }
            }
        }
        order
    }

    /// Returns what flows to the owner out of one company, with the parts in its holders as they are now.
    fn flow(&self, company: usize, bound: Bound) -> f64 {
        let holders = &self.columns[company];
        if bound == Bound::Low || holders.iter().all(|holder| holder.low >= holder.high) {
            return holders.iter().map(|holder| holder.low * self.part[holder.place]).sum();
        }
        if let [only] = holders.as_slice() {
            return only.high * self.part[only.place];
        }
        let weights = self.weights(company, bound);
        weights.into_iter().map(|(place, weight)| weight * self.part[place]).sum()
    }

    /// Returns the weight of each holder: its minimum and, for the upper bound, what is free goes to the best holders first.
    ///
    /// Among equals the nearest to the owner comes first: a circle that only feeds itself would bring him nothing.
    fn weights(&self, company: usize, bound: Bound) -> Weights {
        let holders = &self.columns[company];
        let mut weights: Weights =
            holders.iter().map(|holder| (holder.place, holder.low)).collect();
        let mut free = 1.0 - holders.iter().map(|holder| holder.low).sum::<f64>();
        if bound == Bound::Low || holders.iter().all(|holder| holder.low >= holder.high) {
            return weights;
        }
        let mut best: Vec<usize> = (0..holders.len()).collect();
        best.sort_by(|one, two| {
            let (one, two) = (holders[*one].place, holders[*two].place);
            let worth = |place: usize| (self.part[place] * 1e12).round();
            worth(two).total_cmp(&worth(one)).then_with(|| self.rank[one].cmp(&self.rank[two]))
        });
        for number in best {
            let more = (holders[number].high - holders[number].low).min(free).max(0.0);
            weights[number].1 += more;
            free -= more;
        }
        weights
    }

    /// Solves part = weights × part for the places of a circle; none when the equations have no one answer.
    fn eliminate(&self, order: &[usize], bound: Bound) -> Option<Vec<f64>> {
        let mut rows = self.equations(order, bound);
        let size = rows.len();
        for pivot in 0..size {
            let lead = rows[pivot].clone();
            if lead[pivot] < STILL {
                return None;
            }
            for row in rows.iter_mut().skip(pivot + 1).filter(|row| row[pivot] != 0.0) {
                let factor = row[pivot] / lead[pivot];
                for (value, above) in row.iter_mut().zip(&lead).skip(pivot) {
                    *value -= factor * above;
                }
            }
        }
        let mut solved = vec![0.0; size];
        for pivot in (0..size).rev() {
            let later = pivot + 1..size;
            let known: f64 = later.map(|column| rows[pivot][column] * solved[column]).sum();
            solved[pivot] = (rows[pivot][size] - known) / rows[pivot][pivot];
        }
        Some(solved)
    }

    /// Returns one equation per place: the coefficients of the places, and what flows in from outside the circle.
    fn equations(&self, order: &[usize], bound: Bound) -> Vec<Vec<f64>> {
        let size = order.len();
        let equation = |(number, place): (usize, &usize)| {
            let mut row = vec![0.0; size + 1];
            row[number] = 1.0;
            for (holder, weight) in self.weights(*place, bound) {
                match self.rank[holder] {
                    0 => row[size] += weight * self.part[holder],
                    rank => row[rank - 1] -= weight,
                }
            }
            row
        };
        order.iter().enumerate().map(equation).collect()
    }
}
