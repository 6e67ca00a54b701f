//! How far a condition holds: an outcome, and the part of the points that it is worth.

use facts::Tri;

use crate::model::WHOLE;

/// An outcome with a strength in per mille: what it is worth now, and the least and most it can still come to.
///
/// A condition that does not hold is worth nothing; one that is unknown is worth nothing yet and `high` at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Grade {
    pub(crate) outcome: Tri,
    pub(crate) low: u16,
    pub(crate) mid: u16,
    pub(crate) high: u16,
}

impl Grade {
    pub(crate) const NO: Self = Self { outcome: Tri::No, low: 0, mid: 0, high: 0 };
    pub(crate) const YES: Self = Self { outcome: Tri::Yes, low: WHOLE, mid: WHOLE, high: WHOLE };

    /// Returns an outcome that can come to `high` at most.
    pub(crate) fn unknown(high: u16) -> Self {
        Self { outcome: Tri::Unknown, low: 0, mid: 0, high }
    }

    /// Returns the grade of a test that age and distance play no part in.
    pub(crate) fn of(outcome: Tri) -> Self {
        match outcome {
            Tri::No => Self::NO,
            Tri::Unknown => Self::unknown(WHOLE),
            Tri::Yes => Self::YES,
        }
    }

    /// Returns the grade of both together: as strong as the weaker.
    #[must_use]
    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            outcome: self.outcome.min(other.outcome),
            low: self.low.min(other.low),
            mid: self.mid.min(other.mid),
            high: self.high.min(other.high),
        }
    }

    /// Returns the grade of either: as strong as the stronger.
    #[must_use]
    pub(crate) fn or(self, other: Self) -> Self {
        Self {
            outcome: self.outcome.max(other.outcome),
            low: self.low.max(other.low),
            mid: self.mid.max(other.mid),
            high: self.high.max(other.high),
        }
    }

    /// Returns the part of the points: rounded up, because nothing that counts comes to nothing.
    pub(crate) fn points(part: u16, points: u32) -> u32 {
        (points * u32::from(part)).div_ceil(u32::from(WHOLE))
    }
}

/// The most findings that one test can ask for.
pub(crate) const MOST_COUNT: usize = 10;

/// The strongest of many grades, as many as are asked for. Each of the three parts is kept by itself.
pub(crate) struct Strongest {
    needed: usize,
    sure: usize,
    possible: usize,
    low: [u16; MOST_COUNT],
    mid: [u16; MOST_COUNT],
    high: [u16; MOST_COUNT],
}

impl Strongest {
    pub(crate) fn new(needed: usize) -> Self {
        let none = [0; MOST_COUNT];
        let needed = needed.clamp(1, MOST_COUNT);
        Self { needed, sure: 0, possible: 0, low: none, mid: none, high: none }
    }

    pub(crate) fn add(&mut self, grade: Grade) {
        if grade.outcome == Tri::No {
            return;
        }
        self.sure += usize::from(grade.outcome == Tri::Yes);
        self.possible += 1;
        keep(&mut self.low[..self.needed], grade.low);
        keep(&mut self.mid[..self.needed], grade.mid);
        keep(&mut self.high[..self.needed], grade.high);
    }

    /// Returns the grade of the last one that is needed: with three asked for, the third strongest.
    pub(crate) fn grade(&self) -> Grade {
        let last = self.needed - 1;
        if self.possible < self.needed {
            Grade::NO
        } else if self.sure < self.needed {
            Grade::unknown(self.high[last])
        } else {
            let (low, mid, high) = (self.low[last], self.mid[last], self.high[last]);
            Grade { outcome: Tri::Yes, low, mid, high }
        }
    }
}

/// Puts a part in its place among those that are kept, the strongest first.
fn keep(kept: &mut [u16], part: u16) {
    let mut left = part;
    for place in kept {
        (*place, left) = ((*place).max(left), (*place).min(left));
    }
}

#[cfg(test)]
mod tests {
    use super::{Grade, Strongest};
    use facts::Tri;

    #[test]
    fn a_small_part_of_few_points_is_still_a_point() {
        assert_eq!(Grade::points(1_000, 20), 20);
        assert_eq!(Grade::points(501, 2), 2);
        assert_eq!(Grade::points(500, 2), 1);
        assert_eq!(Grade::points(1, 5), 1);
        assert_eq!(Grade::points(0, 5), 0);
    }

    #[test]
    fn the_last_one_needed_decides() {
        let mut strongest = Strongest::new(3);
        for part in [300, 900, 500, 700] {
            strongest.add(Grade { outcome: Tri::Yes, low: part, mid: part, high: part });
        }
        assert_eq!(strongest.grade().mid, 500);
        let mut few = Strongest::new(3);
        few.add(Grade::YES);
        few.add(Grade::YES);
        assert_eq!(few.grade(), Grade::NO);
        few.add(Grade::unknown(400));
        assert_eq!(few.grade(), Grade::unknown(400));
    }

    #[test]
    fn all_is_the_weakest_and_any_the_strongest() {
        let half = Grade { outcome: Tri::Yes, low: 400, mid: 500, high: 600 };
        assert_eq!(half.and(Grade::YES), half);
        assert_eq!(half.or(Grade::NO), half);
        assert_eq!(half.and(Grade::unknown(300)), Grade::unknown(300));
        let either = half.or(Grade::unknown(900));
        assert_eq!((either.outcome, either.mid, either.high), (Tri::Yes, 500, 900));
    }
}
