//! Who controls a company: more than half of the votes, alone or through companies that he controls.

use super::Network;
use super::cut::{Cut, MOST_NODES, MOST_PATHS};
use super::ownership::Tri;
use super::stakes::{Column, Measure};
use crate::{Band, StatementId};
use chrono::NaiveDate;
use kernel::SubjectId;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Half of the votes, in hundredths of a per cent; control begins above it.
const HALF: u32 = Band::WHOLE / 2;

/// Iemand met de meerderheid van de stemmen, alleen of via ondernemingen die hij zelf beheerst.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Beheersing")]
pub struct Controller {
    /// Wie.
    #[serde(rename = "persoon")]
    pub subject: SubjectId,
    /// Of dat zeker of mogelijk is.
    #[serde(rename = "uitkomst")]
    pub test: Tri,
    /// Via welke ondernemingen.
    pub via: Vec<SubjectId>,
    /// De beweringen waar het op rust.
    #[serde(rename = "beweringen")]
    pub statements: Vec<StatementId>,
}

/// Wie een onderneming beheerst.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Beheersingen")]
pub struct Control {
    /// De onderneming.
    #[serde(rename = "persoon")]
    pub company: SubjectId,
    /// Wie haar beheerst, eerst wie dat zeker doet, dan op id.
    #[serde(rename = "rijen")]
    pub rows: Vec<Controller>,
    /// Waar het zoeken is afgebroken.
    #[serde(rename = "afbrekingen")]
    pub cuts: Vec<Cut>,
}

/// The holders of votes above one company.
struct Votes {
    columns: BTreeMap<usize, Column>,
    /// Per holder: the companies it has votes in.
    held: BTreeMap<usize, Vec<usize>>,
    /// The holders, nearest to the company first.
    order: Vec<usize>,
}

impl Network {
    /// Returns who controls a company on a day, surely or possibly.
    ///
    /// Control is not ownership: who has 51 % of a company that has 51 % of another owns 26 % of it and decides alone. Where the
    /// lower bounds of all votes leave room, control is possible.
    pub fn controllers(&self, company: SubjectId, on: NaiveDate) -> Control {
        let mut control = Control { company, rows: Vec::new(), cuts: Vec::new() };
        let Some(target) = self.place(company) else { return control };
        let mut cuts = BTreeSet::new();
        let votes = self.votes_above(target, on, &mut cuts);
        let mut found: Vec<(Tri, SubjectId, usize)> = Vec::new();
        for (test, holder) in votes.deciding(target) {
            found.push((test, self.id(holder), holder));
        }
        found.sort_unstable();
        if found.len() > MOST_PATHS {
            found.truncate(MOST_PATHS);
            cuts.insert(Cut::TeVeelRijen { limit: MOST_PATHS });
        }
        for (test, subject, holder) in found {
            let companies = votes.controlled(holder, test, &BTreeSet::new());
            let (via, numbers) = votes.chain(holder, target, &companies);
            let mut via: Vec<SubjectId> = via.into_iter().map(|place| self.id(place)).collect();
            via.sort_unstable();
            control.rows.push(Controller { subject, test, via, statements: self.ids(&numbers) });
        }
        control.cuts = cuts.into_iter().collect();
        control
    }

    fn votes_above(&self, target: usize, on: NaiveDate, cuts: &mut BTreeSet<Cut>) -> Votes {
        let mut votes =
            Votes { columns: BTreeMap::new(), held: BTreeMap::new(), order: Vec::new() };
        let mut seen = BTreeSet::from([target]);
        let mut open = VecDeque::from([target]);
        while let Some(place) = open.pop_front() {
            let column = self.column(place, Measure::Votes, on);
            if self.nodes[place].hub && place != target && !column.stakes.is_empty() {
                cuts.insert(self.hub_cut(place));
                continue;
            }
            for stake in &column.stakes {
                if !seen.contains(&stake.holder) {
                    if seen.len() >= MOST_NODES {
                        cuts.insert(Cut::TeVeelPersonen { limit: MOST_NODES });
                        continue;
                    }
                    seen.insert(stake.holder);
                    votes.order.push(stake.holder);
                    open.push_back(stake.holder);
                }
                votes.held.entry(stake.holder).or_default().push(place);
            }
            votes.columns.insert(place, column);
        }
        votes
    }
}

impl Votes {
    /// Returns who decides in the target, surely or possibly. Who controls one that decides, decides: the nearest come first, so
    /// that a long chain is not followed to its end for each of its holders.
    fn deciding(&self, target: usize) -> Vec<(Tri, usize)> {
        let mut sure = BTreeSet::from([target]);
        let mut maybe = BTreeSet::from([target]);
        let mut found = Vec::new();
        for holder in self.order.iter().copied() {
            for (test, known) in [(Tri::Zeker, &mut sure), (Tri::Mogelijk, &mut maybe)] {
                let controlled = self.controlled(holder, test, known);
                if controlled.iter().any(|company| known.contains(company)) {
                    known.insert(holder);
                    found.push((test, holder));
                }
            }
        }
        let certain = |holder: usize| sure.contains(&holder);
        found.retain(|(test, holder)| *test == Tri::Zeker || !certain(*holder));
        found
    }

    /// Returns the companies that a holder controls: again and again those in which he and what he controls have the majority.
    /// It stops at the first one that is in `enough`.
    fn controlled(&self, holder: usize, sure: Tri, enough: &BTreeSet<usize>) -> BTreeSet<usize> {
        let mut controlled = BTreeSet::new();
        let mut open = VecDeque::from([holder]);
        while let Some(place) = open.pop_front() {
            for company in self.held.get(&place).into_iter().flatten().copied() {
                let ours = |place: usize| place == holder || controlled.contains(&place);
                let votes =
                    self.columns.get(&company).map_or(0, |column| votes(column, &ours, sure));
                if company != holder && votes > HALF && controlled.insert(company) {
                    if enough.contains(&company) {
                        return controlled;
                    }
                    open.push_back(company);
                }
            }
        }
        controlled
    }

    /// Returns the companies and the statements through which control of the target runs.
    fn chain(
        &self,
        holder: usize,
        target: usize,
        controlled: &BTreeSet<usize>,
    ) -> (BTreeSet<usize>, Vec<usize>) {
        let mut via = BTreeSet::new();
        let mut numbers = Vec::new();
        let mut open = vec![target];
        while let Some(company) = open.pop() {
            let stakes = self.columns.get(&company).map_or(&[][..], |column| &column.stakes);
            for stake in stakes.iter().filter(|stake| stake.band.high > 0) {
                let own = stake.holder == holder;
                if own || controlled.contains(&stake.holder) {
                    numbers.extend(stake.statements.iter().copied());
                    if !own && stake.holder != target && via.insert(stake.holder) {
                        open.push(stake.holder);
                    }
                }
            }
        }
        (via, numbers)
    }
}

/// Returns the votes that our places have in a company, at least or at most.
fn votes(column: &Column, ours: &dyn Fn(usize) -> bool, sure: Tri) -> u32 {
    let sum = |own: bool, bound: fn(&Band) -> u32| -> u32 {
        let stakes = column.stakes.iter().filter(|stake| ours(stake.holder) == own);
        stakes.fold(0, |sum: u32, stake| sum.saturating_add(bound(&stake.band)))
    };
    if sure == Tri::Zeker {
        return sum(true, |band| band.low);
    }
    sum(true, |band| band.high).min(Band::WHOLE - sum(false, |band| band.low))
}
