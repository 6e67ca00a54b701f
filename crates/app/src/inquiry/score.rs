//! The score of a file: it orders the work and names what is missing. No path leads from it to a degree of danger.

use super::{Entry, FindingEntry, Writing};
use crate::{App, AppError, Caller, DossierAnswer, Permission};
use chrono::NaiveDate;
use facts::Application;
use kernel::{CaseId, InquiryEntryId, Moment, Redacted};
use law::scope::RuleSetRef;
use risk::{Counterfactual, Finding, Given, Ground, Outcome, Profile, RuleSet};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeSet;
use store::{InquiryKind, NewInquiryEntry};

/// A score as it is kept: the outcome, and everything it was computed from.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ScoreEntry {
    /// The key date.
    pub op: NaiveDate,
    /// The rules.
    pub regelset: RuleSetRef,
    /// The facts of the application.
    pub aanvraag: Value,
    /// The findings that counted.
    pub bevindingen: Vec<Finding>,
    /// The documents that were missing.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub ontbrekend: BTreeSet<String>,
    /// The outcome, in its canonical form.
    pub uitkomst: Redacted<String>,
}

impl App {
    /// Computes a score on what is known now, by the rules that [`App::risk_set`] gives.
    pub fn outcome<'a>(&self, rules: &'a RuleSet, profile: &'a Profile) -> Outcome<'a> {
        risk::score(rules, profile, self.now().dutch_date())
    }

    /// Returns per ground what would lower the band.
    pub fn what_lowers(&self, rules: &RuleSet, profile: &Profile) -> Vec<Counterfactual> {
        let today = self.now().dutch_date();
        let lower = |ground| risk::counterfactual(rules, profile, today, ground);
        Ground::ALL.into_iter().map(lower).collect()
    }

    /// Keeps the score of now on the file, with its rules, so that it can be computed again. `shown` is the digest of the rules of
    /// the score that the caller looked at.
    ///
    /// # Errors
    /// [`AppError::OtherRules`] when other rules hold by now: nobody keeps a score that they did not see.
    pub async fn keep_score(
        &self,
        caller: &Caller,
        case: CaseId,
        shown: Option<&str>,
    ) -> Result<InquiryEntryId, AppError> {
        let answer = self.under_investigation(caller, case).await?;
        let (rules, now) = (self.risk_set(caller).await?, self.now());
        let digest = rules.reference().sha256.to_string();
        if shown.is_some_and(|shown| shown != digest) {
            return Err(AppError::OtherRules);
        }
        let profile = self.profile(caller, &answer).await?;
        let outcome = self.outcome(&rules, &profile);
        let content = ScoreEntry {
            op: now.dutch_date(),
            regelset: rules.reference().clone(),
            aanvraag: answer.dossier.file().aanvraag.clone(),
            bevindingen: profile.findings().to_vec(),
            ontbrekend: profile.missing().map(str::to_owned).collect(),
            uitkomst: Redacted::new(canonical(&outcome)?),
        };
        self.write_score(caller, (case, now), (&content, rules.texts())).await
    }

    async fn write_score(
        &self,
        caller: &Caller,
        (case, now): (CaseId, Moment),
        (content, rules): (&ScoreEntry, &str),
    ) -> Result<InquiryEntryId, AppError> {
        let writing = Writing {
            id: self.fresh(now),
            kind: InquiryKind::Score,
            replaces: None,
            content,
            action: "score-bewaren",
        };
        let new: NewInquiryEntry = writing.row(caller, case, now)?;
        let mut tx = self.store.begin(caller.scope()).await?;
        let sha256 = *content.regelset.sha256.as_bytes();
        tx.keep_risk_rules(sha256, rules).await?;
        writing.put(&mut tx, caller, &new).await?;
        tx.commit().await?;
        Ok(new.id)
    }

    /// Returns the scores that were kept, the oldest first.
    pub async fn scores(
        &self,
        caller: &Caller,
        answer: &DossierAnswer,
    ) -> Result<Vec<Entry<ScoreEntry>>, AppError> {
        if !caller.may(Permission::ReadCriminal) {
            return Err(AppError::Forbidden);
        }
        self.entries(caller, answer.id, InquiryKind::Score).await
    }

    /// Computes a score again with the rules of then, and returns whether it comes to the same bytes.
    pub async fn score_replays(
        &self,
        answer: &DossierAnswer,
        kept: &ScoreEntry,
    ) -> Result<bool, AppError> {
        let rules = self.risk_set_of(*kept.regelset.sha256.as_bytes()).await?;
        let profile = self.profile_by(&rules, answer.id, kept.known())?;
        Ok(canonical(&risk::score(&rules, &profile, kept.op))? == *kept.uitkomst.reveal())
    }

    /// Returns what a score of a file is computed from: the facts and the findings that were not withdrawn.
    ///
    /// # Errors
    /// For who may not read criminal data: a score tells of findings.
    pub async fn profile(
        &self,
        caller: &Caller,
        answer: &DossierAnswer,
    ) -> Result<Profile, AppError> {
        if !caller.may(Permission::ReadCriminal) {
            return Err(AppError::Forbidden);
        }
        let entries = self.established(caller, answer).await?;
        let counts = |entry: Entry<FindingEntry>| {
            entry.content.ingetrokken.is_none().then_some(entry.content.bevinding)
        };
        let rules = self.risk_rules()?;
        let known = Known {
            aanvraag: &answer.dossier.file().aanvraag,
            findings: entries.into_iter().filter_map(counts).collect(),
            missing: self.missing_documents(caller, answer, rules).await?,
            on: self.now().dutch_date(),
        };
        self.profile_of(answer.id, known)
    }

    /// Returns the documents that the questionnaires of a file ask for and that did not come, by the ids of the rules.
    async fn missing_documents(
        &self,
        caller: &Caller,
        answer: &DossierAnswer,
        rules: &RuleSet,
    ) -> Result<BTreeSet<String>, AppError> {
        let lists = self.questionnaires(caller, answer.id).await?;
        let absent: BTreeSet<&str> =
            lists.iter().flat_map(|list| &list.absent).map(String::as_str).collect();
        let documents = rules.kinds().documents().iter().filter(|document| {
            document.attachments.iter().any(|place| absent.contains(place.as_str()))
        });
        Ok(documents.map(|document| document.id.clone()).collect())
    }

    /// Makes a profile by the facts and kinds of today. No party changes those: every set of today reads the same profile.
    pub(crate) fn profile_of(&self, file: CaseId, known: Known<'_>) -> Result<Profile, AppError> {
        self.profile_by(self.risk_rules()?, file, known)
    }

    fn profile_by(
        &self,
        rules: &RuleSet,
        file: CaseId,
        known: Known<'_>,
    ) -> Result<Profile, AppError> {
        let kinds: Vec<&str> = self.rules.kinds().keys().map(String::as_str).collect();
        let application = Application::read(known.aanvraag, rules.vocabulary(), &kinds)?;
        let Known { findings, missing, on, .. } = known;
        let given = Given { file, facts: application.facts, findings, missing };
        Profile::new(given, rules.kinds(), on)
            .map_err(|faults| AppError::Unreadable(format!("{} faults in findings", faults.len())))
    }
}

/// What is known of a file on a day.
pub(crate) struct Known<'k> {
    /// The facts of the application.
    pub(crate) aanvraag: &'k Value,
    /// The findings that count.
    pub(crate) findings: Vec<Finding>,
    /// The documents that are missing, by the ids of the rules. They ask for work and give no points.
    pub(crate) missing: BTreeSet<String>,
    /// The day.
    pub(crate) on: NaiveDate,
}

impl ScoreEntry {
    /// Returns what was known when the score was kept.
    pub(crate) fn known(&self) -> Known<'_> {
        Known {
            aanvraag: &self.aanvraag,
            findings: self.bevindingen.clone(),
            missing: self.ontbrekend.clone(),
            on: self.op,
        }
    }
}

fn canonical(outcome: &Outcome<'_>) -> Result<String, AppError> {
    let bytes = outcome.to_bytes()?;
    String::from_utf8(bytes).map_err(|_| AppError::Unreadable("outcome of a score".to_owned()))
}
