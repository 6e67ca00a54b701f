//! Publication of a risk set: from a day, with a reason, by another than who made it.

use super::draft::subject;
use crate::office::Author;
use crate::{App, AppError, Caller};
use ::case::Text;
use chrono::NaiveDate;
use kernel::{DateRange, Fault, FaultCode, Faults, RiskDraftId, dutch_date};
use store::{RiskDraftRow, RiskPublication, StoreError};

/// A publication to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RiskPublishing {
    /// The first day on which the set holds.
    pub from: NaiveDate,
    /// Why.
    pub reason: Text,
}

impl App {
    /// Publishes a draft, so that scores from that day on are computed with it. Scores that were kept stay what they were.
    ///
    /// # Errors
    /// For who made it or does not administer; without a test run against the rules of today; from a day that is over, or on which
    /// the set does not hold, or on which another begins.
    pub async fn publish_risk_draft(
        &self,
        caller: &Caller,
        id: RiskDraftId,
        new: RiskPublishing,
    ) -> Result<(), AppError> {
        let author = Author::of(caller)?;
        let row = self.open_draft(&author, id).await?;
        if row.made_by == caller.account() {
            let message = "u maakte dit concept zelf; laat een andere beheerder het publiceren";
            return Err(AppError::fault("", FaultCode::Tegenstrijdig, message));
        }
        let candidate = self.candidate(caller, &row.source)?;
        if *candidate.rules.reference().sha256.as_bytes() != row.sha256 {
            let message = "de landelijke regels of het beleid zijn sinds dit concept gewijzigd; maak een nieuw concept";
            return Err(AppError::fault("", FaultCode::Tegenstrijdig, message));
        }
        self.tried(caller, &row).await?;
        let now = self.now();
        check_day(new.from, now.dutch_date(), candidate.valid)?;
        let content = format!("{} {} {}", kernel::hex(&row.sha256), new.from, new.reason.as_str());
        let mut line = author.line(now, "risicoset-publiceren", &subject(id), &content);
        line.reason = Some(new.reason.as_str().to_owned());
        let publication = RiskPublication {
            by: caller.account(),
            at: now,
            from: new.from,
            reason: new.reason.as_str().to_owned(),
        };
        let mut tx = self.store.begin(author.scope()).await?;
        tx.publish_risk_draft(id, &publication).await.map_err(taken)?;
        tx.audit(&line).await?;
        Ok(tx.commit().await?)
    }

    /// Refuses a draft whose figures are not those against the rules of today.
    async fn tried(&self, caller: &Caller, row: &RiskDraftRow) -> Result<(), AppError> {
        let now = self.risk_set(caller).await?;
        let trial: Option<super::Trial> =
            row.trial.as_ref().map(|(text, _)| serde_json::from_str(text)).transpose()?;
        if trial.is_some_and(|trial| trial.vergelijking.old == *now.reference()) {
            return Ok(());
        }
        let message = "draai eerst een proef met dit concept tegen de regels van vandaag";
        Err(AppError::fault("", FaultCode::Tegenstrijdig, message))
    }
}

fn check_day(from: NaiveDate, today: NaiveDate, valid: DateRange) -> Result<(), AppError> {
    let mut faults = Faults::new();
    if from < today {
        // A score that was computed by the rules of then would suddenly have been computed by others.
        let message = "kies vandaag of een latere dag; regels gelden niet met terugwerkende kracht";
        faults.add("/vanaf", FaultCode::Tegenstrijdig, message);
    } else if !valid.contains(from) {
        let first = dutch_date(valid.first());
        let message = match valid.last() {
            Some(last) => format!("dit bestand geldt van {first} tot en met {}", dutch_date(last)),
            None => format!("dit bestand geldt vanaf {first}"),
        };
        faults.add("/vanaf", FaultCode::Tegenstrijdig, message);
    }
    Ok(faults.into_result(Some(()))?)
}

fn taken(error: StoreError) -> AppError {
    match error {
        StoreError::Duplicate(_) => AppError::Taken(Fault {
            pointer: "/vanaf".to_owned(),
            code: FaultCode::Tegenstrijdig,
            message: "op deze dag gaat al een andere risicoset in; kies een andere dag".to_owned(),
        }),
        other => other.into(),
    }
}
