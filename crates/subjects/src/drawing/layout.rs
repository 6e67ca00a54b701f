//! Coordinates. The rows are ours, by legal distance; within them rust-sugiyama orders the boxes so that lines cross little and
//! puts them above each other.
//!
//! The library takes a second and a half for 5,000 boxes, but the folds keep a sheet far below that: at [`MOST_LINKS`] links it takes
//! some milliseconds. A line over several rows gets a point in each row between, as a narrow box that nobody sees.

use super::fold::Group;
use super::lines::Pair;
use super::place::Spot;
use super::{Area, Point};
use rust_sugiyama::configure::Config;
use rust_sugiyama::from_vertices_and_edges;
use std::collections::{BTreeMap, BTreeSet};

/// The size of a box, and the room between boxes.
pub(super) const WIDTH: i32 = 208;
pub(super) const HEIGHT: i32 = 76;
const BESIDE: i32 = 56;
/// A box with the room beside it.
const ROOM: i32 = WIDTH + BESIDE;
const BETWEEN: i32 = 110;
/// The room between columns: a text at a line fits.
const COLUMNS: i32 = 180;
/// Room for a line that passes a row.
const PASS: i32 = 24;
/// The most links that decide where boxes stand; the others are drawn all the same.
const MOST_LINKS: usize = 400;

/// Where the boxes are, and through which points the lines over several rows go.
#[derive(Clone, Debug, Default)]
pub(super) struct Areas {
    boxes: Vec<Area>,
    /// Per box: whether it stands in a column and not in a row.
    aside: Vec<bool>,
    bends: BTreeMap<(usize, usize), Vec<Point>>,
}

impl Areas {
    pub(super) fn iter(&self) -> impl Iterator<Item = &Area> {
        self.boxes.iter()
    }

    pub(super) fn area(&self, number: usize) -> Area {
        self.boxes[number]
    }

    /// Returns whether a line between two boxes goes from side to side.
    pub(super) fn sideways(&self, from: usize, to: usize) -> bool {
        let (one, two) = (self.boxes[from], self.boxes[to]);
        let gap = (one.x - two.x).abs() - WIDTH;
        let near = gap <= COLUMNS || one.y != two.y;
        (self.aside[from] || self.aside[to]) && gap > 0 && near
    }

    /// Returns the points between two boxes, from the first to the second.
    pub(super) fn bends(&self, from: usize, to: usize) -> Vec<Point> {
        if let Some(points) = self.bends.get(&(from, to)) {
            return points.clone();
        }
        let back = self.bends.get(&(to, from));
        back.map(|points| points.iter().rev().copied().collect()).unwrap_or_default()
    }
}

/// A box or a bend in the rows.
#[derive(Clone, Copy)]
struct Slot {
    row: i32,
    width: i32,
    /// The middle, from the left.
    middle: i32,
}

/// The rows: boxes first, in the order of the groups, then bends.
#[derive(Default)]
struct Rows {
    slots: Vec<Slot>,
    links: Vec<(u32, u32)>,
    /// Per group in a row: its slot.
    slot_of: BTreeMap<usize, usize>,
    /// Per pair of groups: the slots of its bends, from the upper to the lower.
    bends: BTreeMap<(usize, usize), Vec<usize>>,
}

/// Returns the place of each box.
pub(super) fn areas(groups: &[Group], pairs: &[Pair]) -> Areas {
    let mut rows = Rows::of(groups, pairs);
    rows.arrange();
    let area = Area { x: 0, y: 0, width: WIDTH, height: HEIGHT };
    let mut areas = Areas {
        boxes: vec![area; groups.len()],
        aside: groups.iter().map(|group| !matches!(group.spot, Spot::Row(_))).collect(),
        bends: BTreeMap::new(),
    };
    for (group, slot) in &rows.slot_of {
        let Slot { row, middle, .. } = rows.slots[*slot];
        areas.boxes[*group] =
            Area { x: middle - WIDTH / 2, y: top(row), width: WIDTH, height: HEIGHT };
    }
    for (pair, slots) in &rows.bends {
        let point = |slot: &usize| {
            let Slot { row, middle, .. } = rows.slots[*slot];
            Point { x: middle, y: top(row) + HEIGHT / 2 }
        };
        areas.bends.insert(*pair, slots.iter().map(point).collect());
    }
    let left = rows.slots.iter().map(|slot| slot.middle - slot.width / 2).min().unwrap_or_default();
    let right =
        rows.slots.iter().map(|slot| slot.middle + slot.width / 2).max().unwrap_or_default();
    columns(groups, pairs, &mut areas, (left, right));
    areas
}

fn top(row: i32) -> i32 {
    row * (HEIGHT + BETWEEN)
}

/// Stacks the columns of financiers and partners beside the rows, around the row of the betrokkene, each box as near as can be to
/// those that it is linked with and that stand already.
fn columns(groups: &[Group], pairs: &[Pair], areas: &mut Areas, (left, right): (i32, i32)) {
    let mut columns: BTreeMap<Spot, Vec<usize>> = BTreeMap::new();
    for (number, group) in groups.iter().enumerate().filter(|(number, _)| areas.aside[*number]) {
        columns.entry(group.spot).or_default().push(number);
    }
    let mut placed: Vec<bool> = areas.aside.iter().map(|aside| !aside).collect();
    let step = WIDTH + COLUMNS;
    // Columns that nobody stands in take no room.
    let (mut next_left, mut next_right) = (left - step, right + COLUMNS);
    for (spot, mut members) in columns {
        let next = if matches!(spot, Spot::Left(_)) { &mut next_left } else { &mut next_right };
        let x = *next;
        *next += if matches!(spot, Spot::Left(_)) { -step } else { step };
        members.sort_by_cached_key(|number| (level(*number, pairs, areas, &placed), *number));
        let apart = HEIGHT + BESIDE / 2;
        let count = i32::try_from(members.len()).unwrap_or_default();
        let mut y = (apart - count * apart) / 2;
        for number in members {
            areas.boxes[number] = Area { x, y, width: WIDTH, height: HEIGHT };
            placed[number] = true;
            y += apart;
        }
    }
}

/// Returns how high the boxes stand, on the average, that a box is linked with; nothing for one that is linked with none.
fn level(number: usize, pairs: &[Pair], areas: &Areas, placed: &[bool]) -> Option<i64> {
    let other = |pair: &Pair| match (pair.from == number, pair.to == number) {
        (true, false) => Some(pair.to),
        (false, true) => Some(pair.from),
        _ => None,
    };
    let linked = pairs.iter().filter_map(other).filter(|other| placed[*other]);
    let levels: Vec<i64> = linked.map(|other| i64::from(areas.boxes[other].y)).collect();
    let count = i64::try_from(levels.len()).ok().filter(|count| *count > 0)?;
    Some(levels.iter().sum::<i64>() / count)
}

impl Rows {
    fn of(groups: &[Group], pairs: &[Pair]) -> Self {
        let mut rows = Self::default();
        for (number, group) in groups.iter().enumerate() {
            if let Spot::Row(row) = group.spot {
                let slot = rows.slot(row, ROOM);
                rows.slot_of.insert(number, slot);
            }
        }
        let mut linked = BTreeSet::new();
        for pair in pairs {
            let ends = rows.slot_of.get(&pair.from).zip(rows.slot_of.get(&pair.to));
            let Some((one, two)) = ends.map(|(one, two)| (*one, *two)) else { continue };
            let rising = rows.slots[one].row > rows.slots[two].row;
            let (upper, lower) = if rising { (two, one) } else { (one, two) };
            let groups = if rising { (pair.to, pair.from) } else { (pair.from, pair.to) };
            if rows.slots[upper].row < rows.slots[lower].row && linked.insert(groups) {
                rows.link(upper, lower, groups);
            }
        }
        rows
    }

    fn slot(&mut self, row: i32, width: i32) -> usize {
        self.slots.push(Slot { row, width, middle: 0 });
        self.slots.len() - 1
    }

    /// Links an upper slot with a lower one, over a bend in each row between.
    fn link(&mut self, upper: usize, lower: usize, groups: (usize, usize)) {
        if self.links.len() >= MOST_LINKS {
            return;
        }
        let mut bends = Vec::new();
        let mut last = upper;
        for row in self.slots[upper].row + 1..self.slots[lower].row {
            let bend = self.slot(row, PASS);
            self.edge(last, bend);
            bends.push(bend);
            last = bend;
        }
        self.edge(last, lower);
        if !bends.is_empty() {
            self.bends.insert(groups, bends);
        }
    }

    fn edge(&mut self, upper: usize, lower: usize) {
        if let (Ok(upper), Ok(lower)) = (u32::try_from(upper), u32::try_from(lower)) {
            self.links.push((upper, lower));
        }
    }

    /// Gives each slot its middle. Parts that are not linked stand beside each other.
    fn arrange(&mut self) {
        let config = Config { vertex_spacing: 0.0, ..Config::default() };
        let vertices: Vec<(u32, (f64, f64))> = (0..)
            .zip(&self.slots)
            .map(|(number, slot)| (number, (f64::from(slot.width), f64::from(HEIGHT))))
            .collect();
        if vertices.is_empty() {
            return;
        }
        let mut parts: Vec<Vec<(usize, f64)>> =
            from_vertices_and_edges(&vertices, &self.links, &config)
                .into_iter()
                .map(|(part, _, _)| part.into_iter().map(|(slot, (x, _))| (slot, x)).collect())
                .collect();
        for part in &mut parts {
            part.sort_by_key(|(slot, _)| *slot);
        }
        parts.sort_by_key(|part| part.first().map(|(slot, _)| *slot));
        let mut free = 0;
        for part in parts {
            free = self.set(&part, free);
        }
    }

    /// Sets the middles of one part, beginning at `left`; returns where it ends. The library rounds and knows no whole units, so
    /// what would overlap moves to the right.
    fn set(&mut self, part: &[(usize, f64)], left: i32) -> i32 {
        let least = part.iter().map(|(_, x)| *x).fold(f64::INFINITY, f64::min);
        let mut rows: BTreeMap<i32, Vec<(i32, usize)>> = BTreeMap::new();
        for (slot, x) in part {
            rows.entry(self.slots[*slot].row).or_default().push((whole(x - least), *slot));
        }
        let mut right = left;
        for members in rows.values_mut() {
            members.sort_unstable();
            let mut taken = left;
            for (x, slot) in members.iter().copied() {
                let width = self.slots[slot].width;
                let middle = (left + x + ROOM / 2).max(taken + width / 2);
                self.slots[slot].middle = middle;
                taken = middle + (width + 1) / 2;
            }
            right = right.max(taken);
        }
        right
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a sheet is some thousands of units wide")]
fn whole(x: f64) -> i32 {
    x.round() as i32
}
