//! Why a rules file is refused: which file, which place in it, and the reason.

use thiserror::Error;

/// The rules file that a fault is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RulePart {
    /// The tables: fading, distance, bands, facts that may be read.
    Model,
    /// The kinds of finding and document.
    Kinds,
    /// A file with indicators, by its place among those that were given.
    Indicators(usize),
}

/// A fault in a rules file; the message is Dutch and names the id it is about.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{reason}")]
pub struct RuleFault {
    /// The file.
    pub part: RulePart,
    /// Keys and indexes that lead to the place, outermost first.
    pub place: Vec<String>,
    /// What is wrong.
    pub reason: String,
}

impl RuleFault {
    pub(crate) fn new(part: RulePart, place: &[&str], reason: impl Into<String>) -> Self {
        let place = place.iter().map(|key| (*key).to_owned()).collect();
        Self { part, place, reason: reason.into() }
    }
}
