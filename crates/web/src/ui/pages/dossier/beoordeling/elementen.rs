//! The elements of art. 3 beside the facts: per ground what stands and what is missing.

use app::inquiry::{ElementInWords, ElementsInWords};
use serde::Serialize;

use super::score::named;

/// The elements of one ground.
#[derive(Debug, Serialize)]
pub(super) struct Grondelementen {
    naam: &'static str,
    regels: Vec<Element>,
}

#[derive(Debug, Serialize)]
struct Element {
    wat: &'static str,
    artikel: &'static str,
    bekend: Option<String>,
    ontbreekt: Option<String>,
}

impl Grondelementen {
    pub(super) fn of(ground: &ElementsInWords) -> Self {
        let line = |line: &ElementInWords| Element {
            wat: line.element,
            artikel: line.article,
            bekend: line.known.clone(),
            ontbreekt: line.missing.clone(),
        };
        Self { naam: named(ground.ground).1, regels: ground.lines.iter().map(line).collect() }
    }
}
