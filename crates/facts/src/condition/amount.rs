//! Comparing an amount with a limit: exact on the cent, converting VAT only by a stated rate.
//!
//! An amount of unstated VAT kind lies between two bounds: as written, and as written converted at the highest rate there is.
//! Where both bounds fall on the same side of the limit the answer is known; between them it stays unknown.

use super::{AmountOperator, AmountTest, Doubt, LimitVat, Mark, Tri, View};
use crate::value::FactId;
use crate::value::{Amount, FactValue, FigureSource, OtherApplication, Vat, VatRate};
use kernel::add_months;

/// Units per cent: fine enough that a rounded division never crosses a whole cent at any rate.
const UNITS_PER_CENT: i128 = 1_000_000;
const WHOLE: i128 = 10_000;
const UNBOUNDED: i128 = i128::MAX / 4;

#[derive(Clone, Copy, Debug)]
struct Bounds {
    least: i128,
    most: i128,
}

impl Bounds {
    const ANYTHING: Self = Self { least: 0, most: UNBOUNDED };
    const ZERO: Self = Self { least: 0, most: 0 };

    fn plus(self, other: Self) -> Self {
        Self {
            least: self.least.saturating_add(other.least),
            most: self.most.saturating_add(other.most).min(UNBOUNDED),
        }
    }
}

pub(super) fn evaluate(
    test: &AmountTest,
    fact: FactId,
    value: Option<&FactValue>,
    view: &View<'_>,
) -> Mark {
    let own = match value {
        None => None,
        Some(FactValue::Amount(amount)) => Some(amount),
        // Known: there is no such amount, so it is on no side of any limit.
        Some(_) => return Mark { outcome: Tri::No, doubt: Doubt::None },
    };
    let counts = own.filter(|own| test.accepts_source(own, view.provisional));
    let others = test.counted_others(fact, view);
    let waits = |other: &&OtherApplication| !test.accepts_source(&other.amount, view.provisional);
    let others_wait = others.as_ref().is_some_and(|others| others.iter().any(waits));
    let known_others = others.as_deref().filter(|_| !others_wait);
    let outcome = test.outcome(counts, known_others, view);
    let doubt = match outcome {
        Tri::Yes | Tri::No => Doubt::None,
        Tri::Unknown if own.is_none() => Doubt::Missing,
        Tri::Unknown if counts.is_none() || others_wait => Doubt::Source,
        Tri::Unknown if others.is_none() => Doubt::Others,
        Tri::Unknown if test.vat == LimitVat::Unstated => whose_vat(own),
        Tri::Unknown => Doubt::Vat,
    };
    Mark { outcome, doubt }
}

impl AmountTest {
    fn accepts_source(&self, amount: &Amount, provisional: bool) -> bool {
        match self.source {
            Some(FigureSource::BevoegdGezag) => {
                provisional || amount.source == Some(FigureSource::BevoegdGezag)
            }
            Some(FigureSource::Aanvrager) | None => true,
        }
    }

    fn counted_others<'v>(
        &self,
        fact: FactId,
        view: &View<'v>,
    ) -> Option<Vec<&'v OtherApplication>> {
        let Some(sum) = &self.aggregation else { return Some(Vec::new()) };
        let others = match view.facts.get(sum.others)? {
            FactValue::Applications(others) => others.as_slice(),
            _ => &[],
        };
        let counted = others.iter().filter(|other| {
            other.measure == fact
                && other.shared.contains(&sum.shared)
                && (sum.pending || !other.pending)
                && other.received_on <= view.on
                && add_months(other.received_on, sum.months).is_some_and(|end| view.on <= end)
        });
        Some(counted.collect())
    }

    fn outcome(
        &self,
        own: Option<&Amount>,
        others: Option<&[&OtherApplication]>,
        view: &View<'_>,
    ) -> Tri {
        let read = |reading: LimitVat| {
            let bounds = |amount: &Amount| bounds(amount, reading, view.highest_vat);
            let own = own.map_or(Bounds::ANYTHING, bounds);
            let others = others.map_or(Bounds::ANYTHING, |others| {
                others.iter().map(|other| bounds(&other.amount)).fold(Bounds::ZERO, Bounds::plus)
            });
            self.compare(own.plus(others))
        };
        match self.vat {
            LimitVat::Unstated => {
                let (one, other) = (read(LimitVat::Exclusive), read(LimitVat::Inclusive));
                if one == other { one } else { Tri::Unknown }
            }
            stated @ (LimitVat::Exclusive | LimitVat::Inclusive | LimitVat::NotApplicable) => {
                read(stated)
            }
        }
    }

    fn compare(&self, Bounds { least, most }: Bounds) -> Tri {
        let limit = i128::from(self.limit.cents()) * UNITS_PER_CENT;
        let (certain, excluded) = match self.operator {
            AmountOperator::MoreThan => (least > limit, most <= limit),
            AmountOperator::From => (least >= limit, most < limit),
            AmountOperator::LessThan => (most < limit, least >= limit),
            AmountOperator::UpTo => (most <= limit, least > limit),
        };
        match (certain, excluded) {
            (true, _) => Tri::Yes,
            (_, true) => Tri::No,
            _ => Tri::Unknown,
        }
    }
}

/// When policy and file may both be silent about VAT, the file's silence can be mended by asking; the policy's cannot.
fn whose_vat(own: Option<&Amount>) -> Doubt {
    match own.map(|amount| amount.vat) {
        Some(Vat::Unknown | Vat::Inclusive(None)) => Doubt::Vat,
        _ => Doubt::PolicyVat,
    }
}

/// Returns what the amount can be in the VAT kind of the limit.
fn bounds(amount: &Amount, reading: LimitVat, highest: VatRate) -> Bounds {
    let written = i128::from(amount.euro.cents()) * UNITS_PER_CENT;
    let exact = Bounds { least: written, most: written };
    match (reading, amount.vat) {
        (LimitVat::NotApplicable | LimitVat::Unstated, _)
        | (LimitVat::Exclusive, Vat::Exclusive(_))
        | (LimitVat::Inclusive, Vat::Inclusive(_)) => exact,
        (LimitVat::Exclusive, Vat::Inclusive(Some(rate))) => without_vat(written, rate),
        (LimitVat::Exclusive, Vat::Inclusive(None) | Vat::Unknown) => {
            Bounds { least: without_vat(written, highest).least, most: written }
        }
        (LimitVat::Inclusive, Vat::Exclusive(Some(rate))) => {
            let most = with_vat(written, rate);
            Bounds { least: most, most }
        }
        (LimitVat::Inclusive, Vat::Exclusive(None) | Vat::Unknown) => {
            Bounds { least: written, most: with_vat(written, highest) }
        }
    }
}

fn without_vat(units: i128, rate: VatRate) -> Bounds {
    let divisor = WHOLE + i128::from(rate.basis_points());
    let least = units * WHOLE / divisor;
    let exact = (units * WHOLE) % divisor == 0;
    Bounds { least, most: if exact { least } else { least + 1 } }
}

fn with_vat(units: i128, rate: VatRate) -> i128 {
    units * (WHOLE + i128::from(rate.basis_points())) / WHOLE
}
