//! Lines between boxes, with their texts.

use super::fold::Group;
use super::layout::Areas;
use super::{Area, DrawnLine, Point, Sheet};
use crate::network::measure;
use crate::{Network, Relation, Statement, Status, Tense};
use std::collections::BTreeMap;

/// What one line stands for.
#[derive(Clone, Debug)]
pub(super) struct Pair {
    /// The boxes, as positions among the groups.
    pub(super) from: usize,
    pub(super) to: usize,
    /// None for the line of a fold, which may stand for several relations.
    relation: Option<Relation>,
    /// The statements, as positions in the network.
    numbers: Vec<usize>,
}

/// The width of a letter in a text at a line, and the height of the text.
const LETTER: i32 = 7;
const TEXT: i32 = 16;
/// How far lines between the same boxes lie apart.
const APART: i32 = 14;
/// Lines that run beside each other under a row.
const LANES: i32 = 5;
/// The most lines whose texts look for a free place.
const MOST_PLACED: usize = 400;

/// Returns what the lines stand for: one per pair of boxes and relation, and one per pair for a fold.
pub(super) fn pairs(network: &Network, groups: &[Group]) -> Vec<Pair> {
    let mut group_of: BTreeMap<usize, usize> = BTreeMap::new();
    for (number, group) in groups.iter().enumerate() {
        group_of.extend(group.members.iter().map(|place| (*place, number)));
    }
    let at = |place: usize| group_of.get(&place).copied().unwrap_or_default();
    let mut found: BTreeMap<(usize, usize, Option<Relation>), Vec<usize>> = BTreeMap::new();
    for (number, statement) in network.statements().iter().enumerate() {
        let (from, to) = network.ends_of(number);
        let (from, to) = (at(from), at(to));
        let fold = groups[from].reason.or(groups[to].reason).is_some();
        if from != to || !fold {
            let relation = (!fold).then(|| statement.relation());
            found.entry((from, to, relation)).or_default().push(number);
        }
    }
    let pair = |((from, to, relation), numbers)| Pair { from, to, relation, numbers };
    found.into_iter().map(pair).collect()
}

/// Returns the lines, each text where it covers no other text and no box as far as there is room.
pub(super) fn lines(
    network: &Network,
    sheet: &Sheet,
    pairs: &[Pair],
    areas: &Areas,
) -> Vec<DrawnLine> {
    let mut taken: Vec<Area> = areas.iter().copied().collect();
    let mut between: BTreeMap<(usize, usize), i32> = BTreeMap::new();
    let mut under_row: BTreeMap<i32, i32> = BTreeMap::new();
    let look = pairs.len() <= MOST_PLACED;
    let mut lines = Vec::new();
    for pair in pairs {
        let ends = (pair.from.min(pair.to), pair.from.max(pair.to));
        let count = between.entry(ends).or_default();
        let shift = if *count % 2 == 0 { *count / 2 } else { -(*count + 1) / 2 } * APART;
        *count += 1;
        let statements: Vec<&Statement> =
            pair.numbers.iter().map(|number| &network.statements()[*number]).collect();
        let label = text(pair.relation, &statements, sheet);
        let points = route(areas, pair, shift, &mut under_row);
        let label_area = text_area(&label, &points, if look { &taken } else { &[] });
        taken.push(label_area);
        lines.push(DrawnLine {
            from: pair.from,
            to: pair.to,
            relation: pair.relation,
            dashed: statements.iter().all(|one| is_dashed(one, sheet)),
            points,
            label,
            label_area,
            statements: statements.iter().map(|one| one.id()).collect(),
        });
    }
    lines
}

fn is_dashed(statement: &Statement, sheet: &Sheet) -> bool {
    matches!(statement.status(), Status::Weerlegd | Status::Onbekend)
        || !statement.tense(sheet.on).is_current()
}

/// Returns the text at a line: the relation, the share or amount, and what is the matter with it.
fn text(relation: Option<Relation>, statements: &[&Statement], sheet: &Sheet) -> String {
    let Some(relation) = relation else {
        let count = statements.len();
        return format!("{count} {}", if count == 1 { "relatie" } else { "relaties" });
    };
    let mut measures: Vec<String> = statements.iter().filter_map(|one| measure(one)).collect();
    measures.dedup();
    let mut parts = vec![short(relation).to_owned()];
    parts.extend((!measures.is_empty()).then(|| measures.join(" of ")));
    let all = |fits: &dyn Fn(&Statement) -> bool| statements.iter().all(|one| fits(one));
    let remarks = [
        ("vroeger", all(&|one| one.tense(sheet.on) == Tense::Vroeger)),
        ("nog niet begonnen", all(&|one| one.tense(sheet.on) == Tense::Later)),
        ("weerlegd", all(&|one| one.status() == Status::Weerlegd)),
        ("niet vast te stellen", all(&|one| one.status() == Status::Onbekend)),
    ];
    parts.extend(remarks.into_iter().filter(|(_, holds)| *holds).map(|(text, _)| text.to_owned()));
    parts.join(", ")
}

fn short(relation: Relation) -> &'static str {
    match relation {
        Relation::Leidinggevende => "leiding",
        Relation::Zeggenschaphebbende => "zeggenschap",
        Relation::Vermogensverschaffer => "vermogen",
        Relation::ZakelijkSamenwerkingsverband => "samenwerking",
        Relation::OpBeschikkingGenoemd => "op beschikking",
        Relation::FeitelijkeInvloed => "invloed",
        Relation::Familieband => "familie",
    }
}

/// Returns the corners of a line, moved aside by `shift`. `under_row` counts the lines under each row.
fn route(areas: &Areas, pair: &Pair, shift: i32, under_row: &mut BTreeMap<i32, i32>) -> Vec<Point> {
    let (from, to) = (areas.area(pair.from), areas.area(pair.to));
    if pair.from == pair.to {
        return own_loop(from, shift.abs());
    }
    let mut points = areas.bends(pair.from, pair.to);
    if areas.sideways(pair.from, pair.to) {
        return across(from, to, shift);
    }
    if from.y == to.y && points.is_empty() {
        let lane = under_row.entry(from.y).or_default();
        *lane += 1;
        return under(from, to, (*lane - 1) % LANES);
    }
    for point in &mut points {
        point.x += shift;
    }
    let toward = |area: Area| Point { x: area.x + area.width / 2, y: area.y + area.height / 2 };
    let next = points.first().copied().unwrap_or_else(|| toward(to));
    let last = points.last().copied().unwrap_or_else(|| toward(from));
    points.insert(0, leave(from, next, shift));
    points.push(leave(to, last, shift));
    points
}

/// Returns where a line to a point leaves a box: below, above or aside.
fn leave(area: Area, toward: Point, shift: i32) -> Point {
    let middle = Point { x: area.x + area.width / 2, y: area.y + area.height / 2 };
    if toward.y >= area.y + area.height {
        Point { x: middle.x + shift, y: area.y + area.height }
    } else if toward.y <= area.y {
        Point { x: middle.x + shift, y: area.y }
    } else if toward.x < middle.x {
        Point { x: area.x, y: middle.y + shift }
    } else {
        Point { x: area.x + area.width, y: middle.y + shift }
    }
}

/// A line from the side of one box to the side of another.
fn across(from: Area, to: Area, shift: i32) -> Vec<Point> {
    let side = |area: Area, other: Area| {
        let x = if other.x < area.x { area.x } else { area.x + area.width };
        Point { x, y: area.y + area.height / 2 + shift }
    };
    vec![side(from, to), side(to, from)]
}

/// A line between two boxes of one row: it goes under those between, in a lane of its own as far as there are lanes.
fn under(from: Area, to: Area, lane: i32) -> Vec<Point> {
    let bottom = from.y + from.height;
    let low = bottom + TEXT + lane * TEXT;
    let nudge = lane * APART / 2;
    let near = |area: Area, other: Area| {
        let quarter = area.width / 4;
        if other.x < area.x {
            area.x + quarter - nudge
        } else {
            area.x + area.width - quarter + nudge
        }
    };
    let (one, two) = (near(from, to), near(to, from));
    vec![
        Point { x: one, y: bottom },
        Point { x: one, y: low },
        Point { x: two, y: low },
        Point { x: two, y: bottom },
    ]
}

fn own_loop(area: Area, shift: i32) -> Vec<Point> {
    let (right, top) = (area.x + area.width, area.y);
    let out = 2 * APART + shift;
    vec![
        Point { x: right - out, y: top },
        Point { x: right - out, y: top - out },
        Point { x: right + out, y: top - out },
        Point { x: right + out, y: top + out },
        Point { x: right, y: top + out },
    ]
}

/// Returns the first place along the line, from a third of its length on, where the text covers nothing that is taken: on the line,
/// or where there is no room touching it with an end; the middle when there is no room at all.
fn text_area(label: &str, points: &[Point], taken: &[Area]) -> Area {
    let letters = i32::try_from(label.chars().count()).unwrap_or(i32::MAX / LETTER);
    let width = letters.saturating_mul(LETTER) + LETTER;
    let at = |aside: i32, share: i32| {
        let Point { x, y } = along(points, share);
        Area { x: x - width / 2 + aside, y: y - TEXT / 2, width, height: TEXT }
    };
    let shares = [36, 50, 64, 28, 72, 43, 57, 22, 78, 32, 68, 18, 82, 40, 60, 14, 86];
    let asides = [0, width / 4, -width / 4, width / 2, -width / 2];
    let mut tries = asides.into_iter().flat_map(|aside| shares.map(|share| at(aside, share)));
    let free = tries.find(|area| !taken.iter().any(|other| other.overlaps(*area)));
    free.unwrap_or_else(|| at(0, 50))
}

/// Returns the point at so many hundredths of a line.
fn along(points: &[Point], share: i32) -> Point {
    let length = |ends: &[Point]| {
        i64::from((ends[0].x - ends[1].x).abs()) + i64::from((ends[0].y - ends[1].y).abs())
    };
    let total: i64 = points.windows(2).map(length).sum();
    let mut left = total * i64::from(share) / 100;
    for ends in points.windows(2) {
        let part = length(ends);
        if left <= part && part > 0 {
            let between = |one: i32, two: i32| {
                let moved = i64::from(two - one) * left / part;
                one + i32::try_from(moved).unwrap_or_default()
            };
            return Point { x: between(ends[0].x, ends[1].x), y: between(ends[0].y, ends[1].y) };
        }
        left -= part;
    }
    points.first().copied().unwrap_or(Point { x: 0, y: 0 })
}
