//! Drafts of the risk set of a party: handed in by an administrator, checked, and withdrawn when they will not do.

use super::Trial;
use crate::idempotent::{Attempt, attempt, keep};
use crate::office::Author;
use crate::{App, AppError, Caller, RequestKey};
use chrono::NaiveDate;
use kernel::{AccountId, FaultCode, Faults, Moment, RiskDraftId};
use rulebook::{PartyRisk, RuleError};
use store::{NewRiskDraft, RiskDraftRow};

/// The most characters of a file; the national files are shorter.
const LONGEST: usize = 50_000;

/// A risk set of the party, from draft to publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RiskDraft {
    /// The id.
    pub id: RiskDraftId,
    /// The title.
    pub title: String,
    /// The version.
    pub version: String,
    /// The file as it was handed in.
    pub source: String,
    /// The digest of the set that comes out.
    pub sha256: String,
    /// The last day on which it can hold.
    pub ends_on: Option<NaiveDate>,
    /// The name of who made it.
    pub made_by: String,
    /// Whether the reader made it, and so cannot publish it.
    pub own: bool,
    /// When it was made.
    pub made_at: Moment,
    /// What the last test run came to, and when it was.
    pub trial: Option<(Trial, Moment)>,
    /// What became of it.
    pub stand: RiskStand,
}

/// What became of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RiskStand {
    /// Nothing yet.
    Draft,
    /// Somebody else published it.
    Published {
        /// The name of who did.
        by: String,
        /// The first day.
        from: NaiveDate,
        /// Why.
        reason: String,
    },
    /// It was withdrawn.
    Withdrawn {
        /// The name of who did.
        by: String,
    },
}

impl App {
    /// Lists the drafts of the caller's party with what became of them, the newest first.
    ///
    /// # Errors
    /// For who does not administer.
    pub async fn risk_drafts(&self, caller: &Caller) -> Result<Vec<RiskDraft>, AppError> {
        let author = Author::of(caller)?;
        let names = self.names(&author).await?;
        let rows = self.store.risk_drafts(author.scope()).await?;
        rows.into_iter().map(|row| draft(row, caller.account(), &names)).collect()
    }

    /// Returns one of them.
    ///
    /// # Errors
    /// For who does not administer, and when there is none.
    pub async fn risk_draft(
        &self,
        caller: &Caller,
        id: RiskDraftId,
    ) -> Result<RiskDraft, AppError> {
        let author = Author::of(caller)?;
        let row = self.store.risk_draft(author.scope(), id).await?.ok_or(AppError::NotFound)?;
        draft(row, caller.account(), &self.names(&author).await?)
    }

    /// Keeps a file as a draft, when it is sound.
    ///
    /// # Errors
    /// Every fault in the file with its line; for who does not administer.
    pub async fn add_risk_draft(
        &self,
        caller: &Caller,
        text: &str,
        key: Option<&RequestKey>,
    ) -> Result<RiskDraftId, AppError> {
        let author = Author::of(caller)?;
        let candidate = self.candidate(caller, text)?;
        let now = self.now();
        let mut tx = self.store.begin(author.scope()).await?;
        let request = match attempt::<RiskDraftId>(&mut tx, caller, key, now).await? {
            Attempt::New(request) => request,
            Attempt::Done(id) => {
                tx.rollback().await?;
                return Ok(id);
            }
        };
        let new = NewRiskDraft {
            id: self.fresh(now),
            title: candidate.title.clone(),
            version: candidate.rules.reference().version.clone(),
            source: text.to_owned(),
            sha256: *candidate.rules.reference().sha256.as_bytes(),
            ends_on: candidate.valid.last(),
            made_by: caller.account(),
            at: now,
        };
        tx.keep_risk_rules(new.sha256, &candidate.texts).await?;
        tx.add_risk_draft(&new).await?;
        keep(&mut tx, request.as_ref(), new.id).await?;
        let line = author.line(now, "risicoset-concept", &subject(new.id), text);
        tx.audit(&line).await?;
        tx.commit().await?;
        Ok(new.id)
    }

    /// Withdraws a draft. What was published stays: a new set takes its place.
    ///
    /// # Errors
    /// When it is no draft any more; for who does not administer.
    pub async fn withdraw_risk_draft(
        &self,
        caller: &Caller,
        id: RiskDraftId,
    ) -> Result<(), AppError> {
        let author = Author::of(caller)?;
        self.open_draft(&author, id).await?;
        let now = self.now();
        let mut tx = self.store.begin(author.scope()).await?;
        tx.withdraw_risk_draft(id, (caller.account(), now)).await?;
        tx.audit(&author.line(now, "risicoset-intrekken", &subject(id), "")).await?;
        Ok(tx.commit().await?)
    }

    /// Checks what the caller's party would make of the national set.
    pub(super) fn candidate(&self, caller: &Caller, text: &str) -> Result<PartyRisk, AppError> {
        if text.trim().is_empty() {
            return Err(AppError::fault("/regels", FaultCode::Ontbreekt, "plak hier het bestand"));
        }
        if text.chars().count() > LONGEST {
            let message = format!("gebruik hoogstens {LONGEST} tekens");
            return Err(AppError::fault("/regels", FaultCode::VerkeerdeVorm, message));
        }
        self.rules.risk_candidate(caller.party(), text).map_err(|errors| in_lines(&errors))
    }

    /// Returns a draft that was neither published nor withdrawn.
    pub(super) async fn open_draft(
        &self,
        author: &Author<'_>,
        id: RiskDraftId,
    ) -> Result<RiskDraftRow, AppError> {
        let row = self.store.risk_draft(author.scope(), id).await?.ok_or(AppError::NotFound)?;
        if row.published.is_none() && row.withdrawn.is_none() {
            return Ok(row);
        }
        let message = "dit is geen concept meer: het is gepubliceerd of ingetrokken";
        Err(AppError::fault("", FaultCode::Tegenstrijdig, message))
    }

    async fn names(&self, author: &Author<'_>) -> Result<Vec<(AccountId, String)>, AppError> {
        let accounts = self.store.accounts(author.scope()).await?;
        Ok(accounts.into_iter().map(|account| (account.id, account.name)).collect())
    }
}

/// What the trail calls a draft.
pub(super) fn subject(id: RiskDraftId) -> String {
    format!("risicoset/{id}")
}

/// Puts the faults of a file in words, each with its line.
fn in_lines(errors: &[RuleError]) -> AppError {
    let mut faults = Faults::new();
    for error in errors {
        let message = format!("regel {}: {}", error.line, error.reason);
        faults.add("/regels", FaultCode::Tegenstrijdig, message);
    }
    faults.into()
}

fn draft(
    row: RiskDraftRow,
    reader: AccountId,
    names: &[(AccountId, String)],
) -> Result<RiskDraft, AppError> {
    let name = |id: AccountId| {
        let known = names.iter().find(|(account, _)| *account == id);
        known.map(|(_, name)| name.clone()).unwrap_or_default()
    };
    let trial = row.trial.map(|(text, at)| Ok::<_, AppError>((serde_json::from_str(&text)?, at)));
    let stand = match (row.published, row.withdrawn) {
        (Some(published), _) => RiskStand::Published {
            by: name(published.by),
            from: published.from,
            reason: published.reason,
        },
        (None, Some((by, _))) => RiskStand::Withdrawn { by: name(by) },
        (None, None) => RiskStand::Draft,
    };
    Ok(RiskDraft {
        id: row.id,
        title: row.title,
        version: row.version,
        source: row.source,
        sha256: kernel::hex(&row.sha256),
        ends_on: row.ends_on,
        made_by: name(row.made_by),
        own: row.made_by == reader,
        made_at: row.made_at,
        trial: trial.transpose()?,
        stand,
    })
}
