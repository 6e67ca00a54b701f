//! How long a closed file is kept.

use super::mdto::Term;

/// What happens to a file in the end, and when.
#[derive(Clone, Copy)]
pub(super) struct Retention {
    /// A term of the closed list of valuations.
    pub(super) valuation: Term<'static>,
    /// How many whole years after the file was closed.
    pub(super) years: u32,
}

/// A proposal, and no law: the Wet Bibob knows no longest term for the body itself. Five years is how long data may be used and
/// shared (art. 29, art. 28 lid 2 onder m) and how long a conclusion stands in the register (art. 11a). The selection list of the
/// body comes before it.
pub(super) const RETENTION: Retention = Retention {
    valuation: Term {
        label: "Tijdelijk te bewaren",
        code: Some("V"),
        list: "Begrippenlijst Waarderingen MDTO",
    },
    years: 5,
};
