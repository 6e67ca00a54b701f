//! Ownership as exact equations over every way to divide what is free, and control as the intersection of all closed sets.

use super::exact::{Exact, solve};
use super::*;

/// Per company, per holder: the bounds in hundredths of a per cent.
type Columns = BTreeMap<SubjectId, BTreeMap<SubjectId, Band>>;

fn columns(plan: &Plan) -> Columns {
    let mut columns = Columns::new();
    for one in plan.running() {
        let band = one.share().unwrap_or(Band::UNKNOWN);
        let column = columns.entry(one.to()).or_default();
        column.entry(one.from()).and_modify(|known| *known = known.hull(band)).or_insert(band);
    }
    for column in columns.values_mut() {
        if column.values().map(|band| band.low).sum::<u32>() > 10_000 {
            for band in column.values_mut() {
                band.low = 0;
            }
        }
    }
    // Nobody looks beyond a hub.
    columns.retain(|company, _| !plan.is_hub(*company));
    columns
}

/// The most that each holder can have, given what the others surely have.
fn room(column: &BTreeMap<SubjectId, Band>, holder: SubjectId) -> u32 {
    let others: u32 =
        column.iter().filter(|(id, _)| **id != holder).map(|(_, band)| band.low).sum();
    column[&holder].high.min(10_000 - others)
}

/// All weights that filling up the holders in some order gives.
fn fillings(column: &BTreeMap<SubjectId, Band>) -> Vec<BTreeMap<SubjectId, u32>> {
    let lows: BTreeMap<SubjectId, u32> = column.iter().map(|(id, band)| (*id, band.low)).collect();
    let free = 10_000 - lows.values().sum::<u32>();
    let loose: Vec<SubjectId> =
        column.keys().copied().filter(|id| room(column, *id) > lows[id]).collect();
    let mut done = BTreeSet::new();
    let mut open = vec![(lows, free, loose)];
    while let Some((weights, free, loose)) = open.pop() {
        if loose.is_empty() || free == 0 {
            done.insert(weights);
            continue;
        }
        for next in &loose {
            let mut filled = weights.clone();
            let more = free.min(column[next].high - filled[next]);
            *filled.get_mut(next).expect("holder") += more;
            let rest = loose.iter().copied().filter(|id| id != next).collect();
            open.push((filled, free - more, rest));
        }
    }
    done.into_iter().collect()
}

type Weights = BTreeMap<SubjectId, BTreeMap<SubjectId, u32>>;

/// The part of the betrokkene that flows to the owner.
fn part(weights: &Weights, owner: SubjectId) -> Exact {
    let positive = |company: SubjectId| {
        let column = weights.get(&company).into_iter().flatten();
        column.filter(|(_, weight)| **weight > 0).map(|(holder, weight)| (*holder, *weight))
    };
    let mut reached = BTreeSet::from([owner]);
    while let Some(next) = weights.keys().copied().find(|company| {
        !reached.contains(company)
            && positive(*company).any(|(holder, _)| reached.contains(&holder))
    }) {
        reached.insert(next);
    }
    reached.remove(&owner);
    let order: Vec<SubjectId> = reached.into_iter().collect();
    let Some(target) = order.iter().position(|id| *id == subject_id(1)) else { return Exact::NONE };
    let mut matrix = vec![vec![Exact::NONE; order.len()]; order.len()];
    let mut right = vec![Exact::NONE; order.len()];
    for (row, company) in order.iter().enumerate() {
        for (holder, weight) in positive(*company) {
            let weight = Exact::new(i128::from(weight), 10_000);
            if holder == owner {
                right[row] = right[row].plus(weight);
            } else if let Some(column) = order.iter().position(|id| *id == holder) {
                matrix[row][column] = weight;
            }
        }
    }
    solve(&matrix, &right)[target]
}

/// The most over every way to divide what is free; none when there are too many ways to try.
fn most(columns: &Columns, owner: SubjectId) -> Option<Exact> {
    let ways: Vec<(SubjectId, Vec<BTreeMap<SubjectId, u32>>)> =
        columns.iter().map(|(company, column)| (*company, fillings(column))).collect();
    let count = ways.iter().fold(1_usize, |count, (_, ways)| count.saturating_mul(ways.len()));
    if count > 200 {
        return None;
    }
    let mut best = Exact::NONE;
    for number in 0..count {
        let mut left = number;
        let mut weights = Weights::new();
        for (company, ways) in &ways {
            weights.insert(*company, ways[left % ways.len()].clone());
            left /= ways.len();
        }
        let found = part(&weights, owner);
        if found.is_at_least(best) {
            best = found;
        }
    }
    Some(best)
}

fn lows(columns: &Columns) -> Weights {
    let low = |column: &BTreeMap<SubjectId, Band>| {
        column.iter().map(|(holder, band)| (*holder, band.low)).collect()
    };
    columns.iter().map(|(company, column)| (*company, low(column))).collect()
}

pub(super) fn compare_ownership(plan: &Plan) -> Result<(), TestCaseError> {
    let columns = columns(plan);
    let all = plan.network().owners(subject_id(1), 0, day(TODAY));
    let quarter = plan.network().owners(subject_id(1), 2_500, day(TODAY));
    let hubs_only = all.cuts.iter().all(|cut| matches!(cut, Cut::Knooppunt { .. }));
    prop_assert!(hubs_only);
    for owner in plan.named().into_iter().filter(|id| *id != subject_id(1)) {
        let row = all.owners.iter().find(|row| row.subject == owner);
        let found = |bound: fn(&Owner) -> Fraction| {
            row.map_or(0, |row| i128::from(bound(row).millionths()))
        };
        let low = part(&lows(&columns), owner);
        // An exact half of a millionth may be rounded either way.
        prop_assert!(
            (found(|row| row.low) - low.millionths()).abs() <= 1,
            "{} {:?} {:?}",
            owner,
            row,
            low
        );
        let Some(high) = most(&columns, owner) else { continue };
        prop_assert!(
            (found(|row| row.high) - high.millionths()).abs() <= 1,
            "{} {:?} {:?}",
            owner,
            row,
            high
        );
        let limit = Exact::new(1, 4);
        let expected = if low.is_at_least(limit) {
            Some(Tri::Zeker)
        } else {
            high.is_at_least(limit).then_some(Tri::Mogelijk)
        };
        let row = quarter.owners.iter().find(|row| row.subject == owner);
        prop_assert_eq!(row.map(|row| row.test), expected, "{}", owner);
    }
    Ok(())
}

/// The companies in every set that is closed: a company in which the owner and the set have the majority is in the set.
fn controlled(columns: &Columns, owner: SubjectId, sure: bool) -> BTreeSet<SubjectId> {
    let companies: Vec<SubjectId> = columns.keys().copied().filter(|id| *id != owner).collect();
    let mut smallest: BTreeSet<SubjectId> = companies.iter().copied().collect();
    for bits in 0_u32..1 << companies.len() {
        let set: BTreeSet<SubjectId> = companies
            .iter()
            .enumerate()
            .filter(|(place, _)| bits >> place & 1 == 1)
            .map(|(_, id)| *id)
            .collect();
        let ours = |id: &SubjectId| *id == owner || set.contains(id);
        let majority = |company: &SubjectId| {
            let column = &columns[company];
            let own: u32 = column
                .iter()
                .filter(|(id, _)| ours(id))
                .map(|(_, band)| if sure { band.low } else { band.high })
                .sum();
            let others: u32 =
                column.iter().filter(|(id, _)| !ours(id)).map(|(_, band)| band.low).sum();
            own.min(10_000 - others) > 5_000
        };
        if companies.iter().all(|company| set.contains(company) || !majority(company)) {
            smallest = smallest.intersection(&set).copied().collect();
        }
    }
    smallest
}

pub(super) fn compare_control(plan: &Plan) -> Result<(), TestCaseError> {
    let columns = columns(plan);
    let found: BTreeMap<SubjectId, Tri> = plan
        .network()
        .controllers(subject_id(1), day(TODAY))
        .rows
        .into_iter()
        .map(|row| (row.subject, row.test))
        .collect();
    let mut expected = BTreeMap::new();
    for owner in plan.named().into_iter().filter(|id| *id != subject_id(1)) {
        if controlled(&columns, owner, true).contains(&subject_id(1)) {
            expected.insert(owner, Tri::Zeker);
        } else if controlled(&columns, owner, false).contains(&subject_id(1)) {
            expected.insert(owner, Tri::Mogelijk);
        }
    }
    prop_assert_eq!(found, expected);
    Ok(())
}
