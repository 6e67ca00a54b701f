//! Chance that can be repeated: `SplitMix64` from a seed.

use std::hash::{BuildHasher, Hasher, RandomState};

/// The variable with the seed of an earlier run.
const SEED: &str = "DIJKWACHT_SEED";

/// Returns the seed to use: the one that was given, or a new one.
pub(super) fn seed() -> u64 {
    std::env::var(SEED).map_or_else(
        |_| RandomState::new().build_hasher().finish(),
        |text| text.parse().expect("DIJKWACHT_SEED is a number"),
    )
}

/// A source of chance.
#[derive(Clone, Debug)]
pub(super) struct Random(u64);

impl Random {
    /// The source with this number of a seed; other numbers give other sources.
    pub(super) fn new(seed: u64, number: u64) -> Self {
        Self(seed ^ number.wrapping_mul(0xd134_2543_de82_ef95))
    }

    /// Returns a number below a limit.
    pub(super) fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }

    /// Lets others go first a random number of times, so that what follows falls at any point of their work.
    pub(super) fn dawdle(&mut self, most: u64) {
        for _ in 0..self.below(most) {
            std::thread::yield_now();
        }
    }
}
