//! Decided files like this one, for equal treatment (Awb 2:4 and 3:4; art. 1 of the Constitution): how the party judged and decided
//! where it found the same kinds of fact. Nothing is shown that points at a file or at somebody on it, so that it goes past need-to-know on
//! purpose: equal treatment is a duty of the party and not of who happens to be on a file.

use super::FindingEntry;
use crate::{App, AppError, Caller, DossierAnswer, Permission};
use case::{Assess, Case, Degree, Ground};
use chrono::{Datelike, NaiveDate};
use kernel::CaseId;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use store::{CaseRow, InquiryRow};

/// How many decided files are looked at, the newest first.
const LOOKED_AT: u32 = 200;
/// How many are shown, those with the most in common first.
const SHOWN: usize = 10;

/// A decided file with something in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparable {
    /// The year of the decision: a day would point at a file.
    pub year: i32,
    /// The id of the outcome.
    pub outcome: Option<String>,
    /// The degree on each ground that was judged.
    pub degrees: Vec<(Ground, Degree)>,
    /// Whether art. 3(6) was found to apply.
    pub obtained: bool,
    /// The kinds of finding that both have, by their label.
    pub shared: Vec<String>,
    /// How many kinds only the other file has.
    pub others: usize,
}

impl App {
    /// Returns decided files of the party about the same kind of matter with findings of the same kinds, those with the most in
    /// common first.
    ///
    /// # Errors
    /// For who may not read criminal data: it tells what kinds of fact there are.
    pub async fn comparable(
        &self,
        caller: &Caller,
        answer: &DossierAnswer,
    ) -> Result<Vec<Comparable>, AppError> {
        if !caller.may(Permission::ReadCriminal) {
            return Err(AppError::Forbidden);
        }
        let found = self.established(caller, answer).await?;
        let today = self.now().dutch_date();
        let stands = found.into_iter().filter(|entry| counts(&entry.content, today));
        let own: BTreeSet<String> = stands.map(|entry| entry.content.bevinding.kind).collect();
        if own.is_empty() {
            return Ok(Vec::new());
        }
        let file = answer.dossier.file();
        let like = (file.soort.as_str(), file.id);
        let rows = self.store.decided_of_kind(caller.scope(), like, LOOKED_AT).await?;
        let ids: Vec<CaseId> = rows.iter().map(|row| row.summary.id).collect();
        let findings = self.store.findings_on(caller.scope(), &ids).await?;
        let mut alike = self.alike((&own, today), &rows, &findings)?;
        alike.sort_by_key(|one| (Reverse(one.shared.len()), one.others, Reverse(one.year)));
        alike.truncate(SHOWN);
        Ok(alike)
    }

    fn alike(
        &self,
        (own, today): (&BTreeSet<String>, NaiveDate),
        rows: &[CaseRow],
        findings: &BTreeMap<CaseId, Vec<InquiryRow>>,
    ) -> Result<Vec<Comparable>, AppError> {
        let mut alike = Vec::new();
        for row in rows {
            let found = findings.get(&row.summary.id).map_or(&[][..], Vec::as_slice);
            let kinds = kinds(found, today)?;
            let shared: Vec<String> =
                own.intersection(&kinds).map(|kind| self.label_of(kind)).collect();
            // Most files share nothing: those are not read further.
            if shared.is_empty() {
                continue;
            }
            let case: Case = serde_json::from_str(row.content.reveal())?;
            let Some((decided_on, judged)) = row.summary.head.decided_on.zip(case.judged()) else {
                continue;
            };
            let opinion = judged.opinion();
            alike.push(Comparable {
                year: decided_on.year(),
                outcome: row.summary.head.outcome.clone(),
                degrees: degrees(opinion),
                obtained: opinion.lid6.is_some(),
                others: kinds.difference(own).count(),
                shared,
            });
        }
        Ok(alike)
    }

    fn label_of(&self, kind: &str) -> String {
        let rules = self.risk_rules().ok();
        let known = rules.and_then(|rules| rules.kinds().find(kind));
        known.map_or_else(|| kind.to_owned(), |kind| kind.label.clone())
    }
}

fn degrees(opinion: &Assess) -> Vec<(Ground, Degree)> {
    opinion.gronden.iter().map(|one| (one.grond, one.gevaar)).collect()
}

/// Returns whether a finding may be used: not withdrawn, not after an acquittal (art. 3a), not after five years (art. 29).
fn counts(entry: &FindingEntry, on: NaiveDate) -> bool {
    let finding = &entry.bevinding;
    entry.ingetrokken.is_none() && !finding.status.is_acquittal() && on <= finding.usable_until()
}

/// Returns the kinds of the findings that may be used.
fn kinds(rows: &[InquiryRow], on: NaiveDate) -> Result<BTreeSet<String>, AppError> {
    let mut kinds = BTreeSet::new();
    for row in rows {
        let entry: FindingEntry = serde_json::from_str(row.content.reveal())?;
        if counts(&entry, on) {
            kinds.insert(entry.bevinding.kind);
        }
    }
    Ok(kinds)
}
