//! A file as its readers see it.

use crate::{App, AppError, Caller, Permission};
use case::clock::{self, Clock};
use case::{Case, CommandName, matrix};
use kernel::{CaseId, Moment};
use schemars::JsonSchema;
use serde::Serialize;
use store::CaseRow;

/// Een dossier met zijn stand, zijn termijnen en wat er nu kan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "DossierAntwoord")]
pub struct DossierAnswer {
    /// Het id.
    pub id: CaseId,
    /// De versie; elke wijziging maakt haar één hoger.
    pub versie: i64,
    /// De inhoud.
    pub dossier: Case,
    /// De termijnen.
    pub klok: Clock,
    /// Wat het dossier in deze stand kan.
    pub toegestaan: Vec<CommandName>,
    /// Wanneer het is gemaakt.
    pub aangemaakt_op: Moment,
    /// Wanneer het voor het laatst is gewijzigd.
    pub gewijzigd_op: Moment,
}

impl DossierAnswer {
    /// Puts an answer together from a file and its terms.
    pub(crate) fn new(
        case: Case,
        klok: Clock,
        versie: i64,
        (aangemaakt_op, gewijzigd_op): (Moment, Moment),
    ) -> Self {
        Self {
            id: case.file().id,
            versie,
            toegestaan: matrix::accepted(case.state()),
            dossier: case,
            klok,
            aangemaakt_op,
            gewijzigd_op,
        }
    }
}

impl DossierAnswer {
    /// Leaves out what the caller has no right to: criminal data need a right of their own.
    #[must_use]
    pub(crate) fn shown_to(self, caller: &Caller) -> Self {
        if caller.may(Permission::ReadCriminal) {
            return self;
        }
        Self { dossier: self.dossier.shielded(), ..self }
    }
}

impl App {
    /// Reads a file, and logs the reading per person on it before it is shown.
    pub async fn dossier(&self, caller: &Caller, id: CaseId) -> Result<DossierAnswer, AppError> {
        let began = self.now();
        let row = self.find(caller, id).await?;
        let answer = self.answer(&row)?;
        let people = super::data_subjects(answer.dossier.file());
        self.log_reading(caller, "dossier-raadplegen", began, people).await?;
        Ok(answer.shown_to(caller))
    }

    /// Returns whether the terms of a file are others than on the day of its last change: a term that stands still moves on
    /// every night, and the version stays.
    pub fn has_moved(&self, answer: &DossierAnswer) -> Result<bool, AppError> {
        let changed_on = answer.gewijzigd_op.dutch_date();
        if changed_on == self.clock.today() {
            return Ok(false);
        }
        Ok(clock::of(&answer.dossier, self.rules.terms(), changed_on)? != answer.klok)
    }

    /// Returns the row of a file; a file that is not for this caller is not there, and asking for it is put on record.
    pub(crate) async fn find(&self, caller: &Caller, id: CaseId) -> Result<CaseRow, AppError> {
        match self.store.find_case(caller.viewer(), id).await? {
            Some(row) => Ok(row),
            None => Err(self.not_theirs(caller, id).await?),
        }
    }

    /// Works out the terms of today for a stored file.
    pub(crate) fn answer(&self, row: &CaseRow) -> Result<DossierAnswer, AppError> {
        let case: Case = serde_json::from_str(row.content.reveal())?;
        let klok = clock::of(&case, self.rules.terms(), self.clock.today())?;
        let times = (row.summary.created_at, row.summary.updated_at);
        Ok(DossierAnswer::new(case, klok, row.summary.version, times))
    }
}
