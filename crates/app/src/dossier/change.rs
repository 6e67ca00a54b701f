//! Changing a file by a command.

use super::record::{Change, due};
use super::scope::decided_scope;
use super::view::DossierAnswer;
use crate::idempotent::{Attempt, attempt, keep};
use crate::intake::follow;
use crate::{App, AppError, Caller, RequestKey};
use case::clock::Clock;
use case::{AskAdvice, Case, Circumstances, Command, StateName, Step};
use kernel::{CaseId, FaultCode, Moment};
use store::{CaseRow, Tx};

/// A command for a file that the caller read at a version.
#[derive(Clone, Debug)]
pub struct CaseChange {
    /// The file.
    pub id: CaseId,
    /// The version that the caller saw.
    pub version: i64,
    /// The key, when the caller may send it twice.
    pub key: Option<RequestKey>,
}

impl App {
    /// Carries out a command on a file.
    ///
    /// # Errors
    /// [`AppError::Stale`] with the file as it is now, when somebody else was first; [`AppError::Refused`] when the law or
    /// the state stands in the way; [`AppError::Input`] when a request for advice lacks something, and the reason to send it all
    /// the same. In each case nothing is changed.
    pub async fn perform(
        &self,
        caller: &Caller,
        change: &CaseChange,
        command: impl Into<Command>,
    ) -> Result<DossierAnswer, AppError> {
        let command = command.into();
        if let Command::AskAdvice(asked) = &command {
            self.complete_or_explained(caller, change, asked).await?;
        }
        self.change(caller, change, |_, _| Ok(command)).await
    }

    /// Records the scope decision of today's rules on a file.
    pub async fn decide_scope(
        &self,
        caller: &Caller,
        change: &CaseChange,
        request: super::ScopeRequest,
    ) -> Result<DossierAnswer, AppError> {
        self.change(caller, change, |app, case| {
            decided_scope(app, caller.party(), case, request).map(Command::DecideScope)
        })
        .await
    }

    async fn change(
        &self,
        caller: &Caller,
        change: &CaseChange,
        command: impl FnOnce(&Self, &Case) -> Result<Command, AppError>,
    ) -> Result<DossierAnswer, AppError> {
        let now = self.now();
        let mut tx = self.store.begin(caller.scope()).await?;
        let request = match attempt(&mut tx, caller, change.key.as_ref(), now).await? {
            Attempt::New(request) => request,
            Attempt::Done(id) => {
                tx.rollback().await?;
                return self.dossier(caller, id).await;
            }
        };
        let row = match self.current(&mut tx, caller, change).await {
            Ok(row) => row,
            Err(error) => {
                tx.rollback().await?;
                return Err(self.explained(caller, change.id, error).await);
            }
        };
        let before: Case = serde_json::from_str(row.content.reveal())?;
        let command = command(self, &before)?;
        let answer = self.step(&mut tx, caller, (&row, &before), command, now).await?;
        keep(&mut tx, request.as_ref(), answer.id).await?;
        tx.commit().await?;
        Ok(answer.shown_to(caller))
    }

    /// Refuses a request for advice that lacks something without a reason: the LBB may decline it (art. 9(5)). A file that is not at
    /// this version or step is not looked at: the change itself says what is wrong.
    async fn complete_or_explained(
        &self,
        caller: &Caller,
        change: &CaseChange,
        asked: &AskAdvice,
    ) -> Result<(), AppError> {
        if asked.onvolledig_omdat.is_some() {
            return Ok(());
        }
        let row = self.find(caller, change.id).await?;
        let answer = self.answer(&row)?;
        let is_ours = row.summary.version == change.version;
        if !is_ours || answer.dossier.state() != StateName::Investigation {
            return Ok(());
        }
        let requirements = self.advice_requirements(caller, &answer).await?;
        let short = requirements.iter().filter(|one| !one.is_met());
        let short: Vec<&str> = short.map(|one| one.need.name()).collect();
        if short.is_empty() {
            return Ok(());
        }
        let message = format!(
            "er ontbreekt nog iets aan: {}; vul het aan, of schrijf op waarom het verzoek nu toch gaat",
            short.join(", ")
        );
        Err(AppError::fault("/onvolledigOmdat", FaultCode::Tegenstrijdig, message))
    }

    /// Reads the file for a change, at the version that the caller saw.
    async fn current(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        change: &CaseChange,
    ) -> Result<CaseRow, AppError> {
        let row = tx.case_for_update(caller.viewer(), change.id).await?;
        let row = row.ok_or(AppError::NotFound)?;
        if row.summary.version == change.version {
            return Ok(row);
        }
        Err(AppError::Stale(Box::new(self.answer(&row)?)))
    }

    /// Puts on record what a refusal shows or hides, outside the transaction that came to nothing.
    async fn explained(&self, caller: &Caller, id: CaseId, error: AppError) -> AppError {
        match error {
            AppError::NotFound => self.not_theirs(caller, id).await.unwrap_or_else(|error| error),
            AppError::Stale(current) => {
                // The answer shows the file as it is now: that is a reading.
                let people = super::data_subjects(current.dossier.file());
                let logged =
                    self.log_reading(caller, "dossier-raadplegen", self.now(), people).await;
                logged.map_or_else(
                    |error| error,
                    |()| AppError::Stale(Box::new(current.shown_to(caller))),
                )
            }
            other => other,
        }
    }

    /// Carries out a command in a transaction on a file that was read in it. The portal follows the file in the same
    /// transaction, whichever door the command came by.
    pub(crate) async fn step(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        (row, before): (&CaseRow, &Case),
        command: Command,
        now: Moment,
    ) -> Result<DossierAnswer, AppError> {
        let circumstances = Circumstances { now, actor: caller.actor(), terms: self.rules.terms() };
        let step = before.clone().handle(command, &circumstances)?;
        let version = row.summary.version;
        follow(tx, &step).await?;
        let change = Change::of(&step)?;
        self.write_change(tx, caller, &change, (before, &row.summary.head.due, version)).await?;
        let times = (row.summary.created_at, now);
        Ok(DossierAnswer::new(step.case, step.clock, version + 1, times))
    }

    /// Writes a step that follows another one in the same transaction.
    pub(crate) async fn write_step(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        (before, clock, version): (&Case, &Clock, i64),
        step: &Step,
    ) -> Result<(), AppError> {
        self.write_change(tx, caller, &Change::of(step)?, (before, &due(clock), version)).await
    }
}
