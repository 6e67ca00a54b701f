//! Figures that take long to count over many files. They are kept for a minute, and the page says of when they are.

use app::{AppError, Figures, LoadAnswer};
use chrono::TimeDelta;
use kernel::{Moment, PartyId};
use std::collections::BTreeMap;
use std::future::Future;
use std::sync::{Mutex, PoisonError};

/// How long figures are good.
const GOOD_FOR: TimeDelta = TimeDelta::minutes(1);

/// The figures of an installation, by party.
#[derive(Debug, Default)]
pub struct Shelves {
    pub(super) figures: Shelf<Figures>,
    pub(super) loads: Shelf<Vec<LoadAnswer>>,
}

/// Figures of one kind, with when they were counted.
#[derive(Debug)]
pub(super) struct Shelf<T>(Mutex<BTreeMap<PartyId, (Moment, T)>>);

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T: Clone> Shelf<T> {
    /// Returns the figures of a party and of when they are; counts them when those that are kept are too old.
    pub(super) async fn of(
        &self,
        party: &PartyId,
        now: Moment,
        count: impl Future<Output = Result<T, AppError>>,
    ) -> Result<(Moment, T), AppError> {
        if let Some(kept) = self.kept(party, now) {
            return Ok(kept);
        }
        let fresh = (now, count.await?);
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(party.clone(), fresh.clone());
        Ok(fresh)
    }

    /// Returns what is kept and good. What was counted at this very moment is counted again: then no time has passed, as in a test.
    fn kept(&self, party: &PartyId, now: Moment) -> Option<(Moment, T)> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, figures) = all.get(party)?;
        (*at < now && now < at.after(GOOD_FOR)).then(|| (*at, figures.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Moment {
        Moment::from_micros(1_800_000_000_000_000 + seconds * 1_000_000).unwrap()
    }

    #[tokio::test]
    async fn figures_are_counted_once_in_a_minute_for_each_party() {
        let shelf = Shelf::<u32>::default();
        let (emmen, assen) = ("gemeente-emmen".parse().unwrap(), "gemeente-assen".parse().unwrap());
        let count = |figure: u32| async move { Ok(figure) };
        assert_eq!(shelf.of(&emmen, at(0), count(1)).await.unwrap(), (at(0), 1));
        assert_eq!(shelf.of(&emmen, at(59), count(2)).await.unwrap(), (at(0), 1));
        assert_eq!(shelf.of(&assen, at(59), count(3)).await.unwrap(), (at(59), 3));
        assert_eq!(shelf.of(&emmen, at(60), count(4)).await.unwrap(), (at(60), 4));
    }
}
