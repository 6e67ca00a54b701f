//! The drawing of the relations, with how many findings there are about whom.

use super::{Entry, FindingEntry};
use crate::{App, AppError, Caller, DossierAnswer};
use kernel::SubjectId;
use std::collections::BTreeMap;
use subjects::{Drawing, Network, Sheet};

impl App {
    /// Returns the drawing of a network of this file on the day as of which it is known, with the findings that the caller may know.
    pub async fn drawing(
        &self,
        caller: &Caller,
        answer: &DossierAnswer,
        network: &Network,
    ) -> Result<Drawing, AppError> {
        let found = self.established(caller, answer).await?;
        let findings = counted(&found);
        Ok(network.drawing(&Sheet { findings, ..Sheet::on(network.known_day()) }))
    }
}

/// Returns what stands above the drawing.
pub fn network_title(network: &Network) -> String {
    format!("Relaties rond {}", network.name(network.betrokkene()))
}

/// Counts the findings that were not withdrawn, by whom they are about.
fn counted(found: &[Entry<FindingEntry>]) -> BTreeMap<SubjectId, usize> {
    let counting = found.iter().filter(|entry| entry.content.ingetrokken.is_none());
    counting.fold(BTreeMap::new(), |mut counts, entry| {
        *counts.entry(entry.content.bevinding.subject).or_insert(0) += 1;
        counts
    })
}
