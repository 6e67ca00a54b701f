//! A test run of a draft over the files of the party: what would change, in figures that name nobody.

use super::RiskSet;
use super::draft::subject;
use crate::inquiry::{FindingEntry, INVESTIGATED, Known, ScoreEntry};
use crate::office::Author;
use crate::{App, AppError, Caller};
use ::case::Case;
use chrono::NaiveDate;
use kernel::{CaseId, InquiryEntryId, RiskDraftId};
use risk::{Comparison, Finding, Profile};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use store::{CaseRow, InquiryKind, InquiryRow, PartyScope};

/// How many files are in memory at once.
const PAGE: u32 = 100;

/// What a test run came to. It holds counts only: whoever administers reads no files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Trial {
    /// What would change.
    pub vergelijking: Comparison,
    /// How many files could not be read with the kinds of today.
    pub overgeslagen: u64,
}

impl App {
    /// Runs a draft over every file of the party that is under investigation or has a kept score, against the rules of today.
    ///
    /// # Errors
    /// When it is no draft any more; for who does not administer.
    pub async fn try_risk_draft(&self, caller: &Caller, id: RiskDraftId) -> Result<(), AppError> {
        let author = Author::of(caller)?;
        let row = self.open_draft(&author, id).await?;
        let now = self.now();
        let (old, new) = (self.risk_set(caller).await?, self.risk_set_of(row.sha256).await?);
        let trial = self.trial(author.scope(), (&old, &new), now.dutch_date()).await?;
        let text = serde_json::to_string(&trial)?;
        let mut tx = self.store.begin(author.scope()).await?;
        tx.keep_risk_trial(id, &text, now).await?;
        tx.audit(&author.line(now, "risicoset-proefdraaien", &subject(id), &text)).await?;
        Ok(tx.commit().await?)
    }

    async fn trial(
        &self,
        scope: &PartyScope,
        (old, new): (&RiskSet, &RiskSet),
        on: NaiveDate,
    ) -> Result<Trial, AppError> {
        let compared = |profiles: Vec<Profile>| risk::compare((old, new), on, profiles, |_| {});
        let mut trial = Trial { vergelijking: compared(Vec::new()), overgeslagen: 0 };
        let states = INVESTIGATED.map(::case::StateName::id);
        let mut after: Option<CaseId> = None;
        loop {
            let cases = self.store.weighed_cases(scope, &states, (after, PAGE)).await?;
            let (Some(first), Some(last)) = (cases.first(), cases.last()) else { return Ok(trial) };
            let range = (first.summary.id, last.summary.id);
            let entries = self.store.inquiries_of_party(scope, range).await?;
            let mut profiles = Vec::with_capacity(cases.len());
            for case in &cases {
                match self.weighed(case, &entries, on) {
                    Ok(profile) => profiles.push(profile),
                    // One file that cannot be read must not keep the others from being counted; how many there are is told.
                    Err(AppError::Unreadable(_) | AppError::Input(_)) => trial.overgeslagen += 1,
                    Err(other) => return Err(other),
                }
            }
            let merged = trial.vergelijking.merged(&compared(profiles));
            trial.vergelijking =
                merged.ok_or_else(|| AppError::Unreadable("parts of a test run".to_owned()))?;
            after = Some(range.1);
        }
    }

    /// Returns what a file is weighed by: what is known now while it is under investigation, else its last kept score.
    fn weighed(
        &self,
        case: &CaseRow,
        entries: &[(CaseId, InquiryRow)],
        on: NaiveDate,
    ) -> Result<Profile, AppError> {
        let id = case.summary.id;
        let start = entries.partition_point(|(of, _)| *of < id);
        let here: Vec<&InquiryRow> =
            entries[start..].iter().take_while(|(of, _)| *of == id).map(|(_, row)| row).collect();
        let read: Case = serde_json::from_str(case.content.reveal())?;
        if INVESTIGATED.contains(&read.state()) {
            let known = Known {
                aanvraag: &read.file().aanvraag,
                findings: counting(&here)?,
                // They give no points, and the test run counts points.
                missing: BTreeSet::new(),
                on,
            };
            return self.profile_of(id, known);
        }
        let last = here.iter().rev().find(|row| row.kind == InquiryKind::Score);
        let last = last.ok_or_else(|| AppError::Unreadable("a file without a score".to_owned()))?;
        let kept: ScoreEntry = serde_json::from_str(last.content.reveal())?;
        self.profile_of(id, Known { on, ..kept.known() })
    }
}

/// Returns the findings that count: no other took their place, and nobody withdrew them.
fn counting(rows: &[&InquiryRow]) -> Result<Vec<Finding>, AppError> {
    let replaced: BTreeSet<InquiryEntryId> = rows.iter().filter_map(|row| row.replaces).collect();
    let mut findings = Vec::new();
    for row in rows.iter().filter(|row| row.kind == InquiryKind::Finding) {
        let entry: FindingEntry = serde_json::from_str(row.content.reveal())?;
        if !replaced.contains(&row.id) && entry.ingetrokken.is_none() {
            findings.push(entry.bevinding);
        }
    }
    Ok(findings)
}
