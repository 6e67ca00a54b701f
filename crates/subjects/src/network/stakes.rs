//! Who holds which part of a company on a day, directly, as far as the statements say.

use super::Network;
use super::doubt::Doubt;
use crate::{Band, Directness, Form, Relation, Statement, StatementId};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    /// Shares in the capital.
    Capital,
    /// Votes.
    Votes,
}

/// The part that one holder has of a company.
#[derive(Clone, Debug)]
pub(super) struct Stake {
    /// The holder, as a position in the network.
    pub(super) holder: usize,
    /// Between which bounds, in hundredths of a per cent; the bounds of all holders of a company fit within the whole.
    pub(super) band: Band,
    /// The statements that give it, as positions.
    pub(super) statements: Vec<usize>,
}

/// The holders of one company.
#[derive(Clone, Debug, Default)]
pub(super) struct Column {
    pub(super) stakes: Vec<Stake>,
    pub(super) doubts: Vec<Doubt>,
}

impl Column {
    /// Returns the statements behind all stakes, as positions.
    pub(super) fn numbers(&self) -> impl Iterator<Item = usize> {
        self.stakes.iter().flat_map(|stake| stake.statements.iter().copied())
    }

    /// Returns the sum of the lower bounds.
    pub(super) fn low(&self) -> u32 {
        self.stakes.iter().map(|stake| stake.band.low).sum()
    }

    /// Returns what no statement explains of the company.
    pub(super) fn unexplained(&self) -> Band {
        let high =
            self.stakes.iter().fold(0, |sum: u32, stake| sum.saturating_add(stake.band.high));
        Band {
            low: Band::WHOLE.saturating_sub(high),
            high: Band::WHOLE - self.low().min(Band::WHOLE),
        }
    }
}

impl Network {
    /// Returns the holders of a company on a day, by position.
    ///
    /// Several statements on one holder are read as several sources on the same stake: the widest bounds count. Where the lower
    /// bounds exceed the whole, the sources contradict each other and no part is sure.
    pub(super) fn column(&self, company: usize, measure: Measure, on: NaiveDate) -> Column {
        let mut held: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for number in self.incoming[company].iter().copied() {
            if is_stake(&self.statements[number], on) {
                held.entry(self.ends[number].0).or_default().push(number);
            }
        }
        let mut column = Column::default();
        for (holder, statements) in held {
            let bands = statements.iter().map(|number| band(&self.statements[*number], measure));
            let bands: Vec<Band> = bands.collect();
            let hull = bands.iter().copied().reduce(Band::hull).unwrap_or(Band::UNKNOWN);
            if bands.iter().any(|band| *band != hull) {
                column.doubts.push(Doubt::Tegenspraak {
                    from: self.id(holder),
                    to: self.id(company),
                    relation: Relation::Zeggenschaphebbende,
                    statements: self.ids(&statements),
                });
            }
            column.stakes.push(Stake { holder, band: hull, statements });
        }
        self.fit(company, &mut column);
        column
    }

    /// Makes the bounds of all holders fit within the whole.
    fn fit(&self, company: usize, column: &mut Column) {
        let sum = column.low();
        if sum > Band::WHOLE {
            let numbers: Vec<usize> = column.numbers().collect();
            let (subject, statements) = (self.id(company), self.ids(&numbers));
            column.doubts.push(Doubt::MeerDanGeheel { subject, sum, statements });
            for stake in &mut column.stakes {
                stake.band.low = 0;
            }
        }
        let low = column.low();
        for Stake { band, .. } in &mut column.stakes {
            band.high = band.high.min(Band::WHOLE - (low - band.low));
        }
    }

    /// Returns where sources contradict each other about who holds what on a day.
    pub fn doubts(&self, on: NaiveDate) -> Vec<Doubt> {
        let measures = [Measure::Capital, Measure::Votes];
        let companies = 0..self.nodes.len();
        let found = companies.flat_map(|company| {
            measures.into_iter().flat_map(move |measure| self.column(company, measure, on).doubts)
        });
        let mut found: Vec<Doubt> = found.collect();
        found.sort();
        found.dedup();
        found
    }

    /// Returns the ids of statements, sorted and each once.
    pub(super) fn ids(&self, numbers: &[usize]) -> Vec<StatementId> {
        let mut ids: Vec<StatementId> =
            numbers.iter().map(|number| self.statements[*number].id()).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }
}

/// Whether a statement gives a direct part: an indirect one is the sum of others, and a pledge gives the holder no part.
fn is_stake(statement: &Statement, on: NaiveDate) -> bool {
    statement.relation() == Relation::Zeggenschaphebbende
        && statement.counts()
        && statement.tense(on).is_current()
        && statement.directness() != Directness::Indirect
        && statement.form() != Some(Form::PandOpAandelen)
}

/// Returns the part that a statement gives; everything is possible where it gives none.
fn band(statement: &Statement, measure: Measure) -> Band {
    let given = match measure {
        Measure::Capital => statement.share(),
        Measure::Votes => statement.votes(),
    };
    given.unwrap_or(Band::UNKNOWN)
}
