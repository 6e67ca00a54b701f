//! Exact fractions and equations.

/// A fraction in lowest terms with a positive denominator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Exact {
    above: i128,
    below: i128,
}

impl Exact {
    pub(super) const NONE: Self = Self { above: 0, below: 1 };
    pub(super) const WHOLE: Self = Self { above: 1, below: 1 };

    pub(super) fn new(above: i128, below: i128) -> Self {
        let (mut one, mut two) = (above.abs(), below.abs());
        while two != 0 {
            (one, two) = (two, one % two);
        }
        let by = one.max(1) * below.signum();
        Self { above: above / by, below: below / by }
    }

    pub(super) fn plus(self, other: Self) -> Self {
        Self::new(self.above * other.below + other.above * self.below, self.below * other.below)
    }

    pub(super) fn minus(self, other: Self) -> Self {
        self.plus(Self { above: -other.above, below: other.below })
    }

    pub(super) fn times(self, other: Self) -> Self {
        Self::new(self.above * other.above, self.below * other.below)
    }

    pub(super) fn over(self, other: Self) -> Self {
        Self::new(self.above * other.below, self.below * other.above)
    }

    pub(super) fn is_none(self) -> bool {
        self.above == 0
    }

    pub(super) fn is_at_least(self, other: Self) -> bool {
        self.above * other.below >= other.above * self.below
    }

    /// In millionths of a per cent, half up.
    pub(super) fn millionths(self) -> i128 {
        (self.above * 200_000_000 + self.below) / (2 * self.below)
    }
}

/// Solves x = a·x + b by elimination; every matrix here has an answer, for all that cannot be reached was left out.
pub(super) fn solve(matrix: &[Vec<Exact>], right: &[Exact]) -> Vec<Exact> {
    let size = right.len();
    let mut rows: Vec<Vec<Exact>> = Vec::new();
    for (place, row) in matrix.iter().enumerate() {
        let unit = |column| if column == place { Exact::WHOLE } else { Exact::NONE };
        let mut left: Vec<Exact> =
            row.iter().enumerate().map(|(column, value)| unit(column).minus(*value)).collect();
        left.push(right[place]);
        rows.push(left);
    }
    for pivot in 0..size {
        let found = (pivot..size).find(|row| !rows[*row][pivot].is_none()).expect("one answer");
        rows.swap(pivot, found);
        let lead = rows[pivot].clone();
        for (number, row) in rows.iter_mut().enumerate() {
            if number != pivot && !row[pivot].is_none() {
                let factor = row[pivot].over(lead[pivot]);
                for (value, above) in row.iter_mut().zip(&lead) {
                    *value = value.minus(factor.times(*above));
                }
            }
        }
    }
    (0..size).map(|place| rows[place][size].over(rows[place][place])).collect()
}
