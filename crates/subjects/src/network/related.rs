//! Who is in a relation of art. 3(4) with the betrokkene, and along which paths.

use super::Network;
use super::cut::{Cut, MOST_PATHS};
use super::path::{Path, Route};
use super::walk::{Direction, Reached, Walk};
use crate::{NodeKind, Relation};
use chrono::NaiveDate;
use kernel::SubjectId;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeSet;

/// How far a question looks unless it says otherwise, in steps.
pub const DEPTH: usize = 8;

/// On which day, how far back, and how far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// The day on which relations run, are over or have yet to begin.
    #[doc(alias = "peildatum")]
    pub on: NaiveDate,
    /// Relations that ended before this day are left out; none for all of them, for the Act sets no limit.
    pub not_ended_before: Option<NaiveDate>,
    /// The most steps of a path.
    pub most_steps: usize,
}

impl Question {
    /// Asks about a day, with the whole past and up to [`DEPTH`] steps.
    pub fn on(day: NaiveDate) -> Self {
        Self { on: day, not_ended_before: None, most_steps: DEPTH }
    }
}

/// Alle gevonden paden van één persoon.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Verband")]
pub struct Related {
    /// Om wie het gaat.
    #[serde(rename = "persoon")]
    pub subject: SubjectId,
    /// Per weg het kortste pad, en daarna steeds het kortste dat met de eerdere geen bewering deelt.
    #[serde(rename = "paden")]
    pub paths: Vec<Path>,
    /// Waar het zoeken is afgebroken.
    #[serde(rename = "afbrekingen")]
    pub cuts: Vec<Cut>,
}

/// Iedereen die in een relatie van art. 3 lid 4 tot de betrokkene staat, met het kortste pad.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Verbanden")]
pub struct Relations {
    /// De personen met hun pad, op afstand, weg, relatie en id.
    #[serde(rename = "rijen")]
    pub rows: Vec<RelationRow>,
    /// Waar het zoeken is afgebroken.
    #[serde(rename = "afbrekingen")]
    pub cuts: Vec<Cut>,
}

/// Een persoon met het kortste pad langs een weg.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Verbandrij")]
pub struct RelationRow {
    /// Om wie het gaat.
    #[serde(rename = "persoon")]
    pub subject: SubjectId,
    /// Het kortste pad.
    #[serde(rename = "pad")]
    pub path: Path,
}

impl Network {
    /// Returns the paths between a subject and the betrokkene: the shortest along each route of art. 3(4), and then each time
    /// the shortest that shares no statement with the earlier ones.
    pub fn related(&self, subject: SubjectId, question: &Question) -> Related {
        let mut found = Related { subject, paths: Vec::new(), cuts: Vec::new() };
        let Some(place) = self.place(subject) else { return found };
        if place == self.betrokkene {
            found.paths.push(Path::new(Route::Zelf, &[], self.nodes[place].kind, question.on));
            return found;
        }
        let mut cuts = BTreeSet::new();
        if may_end_downward(self.nodes[place].kind) {
            self.disjoint(Direction::Down, place, question, &mut (&mut found.paths, &mut cuts));
        }
        self.disjoint(Direction::Up, place, question, &mut (&mut found.paths, &mut cuts));
        self.partnerships(question)
            .filter(|(other, _)| *other == place)
            .for_each(|(_, path)| found.paths.push(path));
        if found.paths.len() > MOST_PATHS {
            found.paths.truncate(MOST_PATHS);
            cuts.insert(Cut::TeVeelPaden { limit: MOST_PATHS });
        }
        found.cuts = cuts.into_iter().collect();
        found
    }

    /// Returns everybody in a relation of art. 3(4) with the betrokkene, each with the shortest path along each route.
    pub fn relations(&self, question: &Question) -> Relations {
        let mut rows = Vec::new();
        let mut cuts = BTreeSet::new();
        let unused = vec![false; self.statements.len()];
        for direction in [Direction::Down, Direction::Up] {
            let walk = Walk { network: self, question, direction };
            let mut reached = walk.search(None, &unused);
            cuts.append(&mut reached.cuts);
            for place in reached.order.iter().copied().skip(1) {
                if direction == Direction::Up || may_end_downward(self.nodes[place].kind) {
                    let path = self.path(&walk, place, &walk.back(place, &reached, &unused));
                    rows.push(RelationRow { subject: self.id(place), path });
                }
            }
        }
        let partners = self.partnerships(question);
        rows.extend(partners.map(|(place, path)| RelationRow { subject: self.id(place), path }));
        rows.sort_by_key(RelationRow::order);
        rows.dedup_by_key(|row| (row.subject, row.path.route));
        Relations { rows, cuts: cuts.into_iter().collect() }
    }

    /// Adds the paths along one route that share no statement.
    fn disjoint(
        &self,
        direction: Direction,
        place: usize,
        question: &Question,
        (paths, cuts): &mut (&mut Vec<Path>, &mut BTreeSet<Cut>),
    ) {
        let walk = Walk { network: self, question, direction };
        let mut used = vec![false; self.statements.len()];
        while paths.len() <= MOST_PATHS {
            let reached: Reached = walk.search(Some(place), &used);
            if reached.distance[place].is_none() {
                cuts.extend(reached.cuts);
                break;
            }
            let back = walk.back(place, &reached, &used);
            for number in &back {
                used[*number] = true;
            }
            paths.push(self.path(&walk, place, &back));
        }
    }

    fn path(&self, walk: &Walk<'_>, end: usize, back: &[usize]) -> Path {
        let mut statements: Vec<_> = back.iter().map(|number| &self.statements[*number]).collect();
        let route = match walk.direction {
            Direction::Up => Route::Omhoog,
            Direction::Down => {
                statements.reverse();
                Route::Omlaag
            }
        };
        Path::new(route, &statements, self.nodes[end].kind, walk.question.on)
    }

    /// Returns the partners of the betrokkene, by id of the statement: one step, whoever states it, and never a step of a chain.
    fn partnerships(&self, question: &Question) -> impl Iterator<Item = (usize, Path)> {
        let own =
            [&self.outgoing, &self.incoming].into_iter().flat_map(|side| &side[self.betrokkene]);
        let mut numbers: Vec<usize> = own
            .copied()
            .filter(|number| {
                let statement = &self.statements[*number];
                statement.relation() == Relation::ZakelijkSamenwerkingsverband
                    && question.admits(statement)
            })
            .collect();
        numbers.sort_unstable();
        numbers.into_iter().map(|number| {
            let (from, to) = self.ends[number];
            let other = if from == self.betrokkene { to } else { from };
            let statement = &self.statements[number];
            (other, Path::new(Route::Opzij, &[statement], self.nodes[other].kind, question.on))
        })
    }
}

impl RelationRow {
    fn order(&self) -> impl Ord + use<> {
        let first = self.path.role_steps().first().map(|step| step.role);
        (self.path.steps.len(), self.path.route, first, self.subject)
    }
}

/// Whether route b may end here: the Act speaks of a legal person. What is not surely another kind is kept and marked.
fn may_end_downward(kind: NodeKind) -> bool {
    !kind.is_human()
}
