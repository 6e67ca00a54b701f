//! A questionnaire that was filled in elsewhere and comes in whole, by another program: checked against the form, then handed in.

use super::Applicant;
use super::fill::{KeepError, RepairOf, repair_of};
use super::hand_in::HandedIn;
use crate::{App, AppError, Caller};
use chrono::NaiveDate;
use kernel::{CaseId, FaultCode, SubjectId};
use questionnaire::{Answers, Doubt, Extent, Form, checked, doubts, evaluate};
use std::collections::BTreeSet;
use std::sync::Arc;
use store::{IntakeRow, StoreError};

/// What stands out in answers that were checked and not kept.
#[derive(Clone, Debug)]
pub struct AnswerCheck {
    /// What is missing, as a person reads it.
    pub missing: Vec<String>,
    /// What does not add up.
    pub doubts: Vec<Doubt>,
}

impl App {
    /// Returns the form that a party sends for a kind, when this happens.
    ///
    /// # Errors
    /// When there is none of this extent for this kind.
    pub fn form_for(
        &self,
        caller: &Caller,
        kind: &str,
        extent: Extent,
        occasion: Option<&str>,
    ) -> Result<Arc<Form>, AppError> {
        let form = self.rules.questionnaire().form(caller.party(), kind, extent, occasion);
        form.cloned().ok_or_else(|| {
            let message = "voor deze soort is er geen vragenlijst van deze omvang";
            AppError::fault("/omvang", FaultCode::OnbekendeWaarde, message)
        })
    }

    /// Says what is wrong with answers, and what is missing in them, without keeping anything.
    pub fn check_answers(&self, form: &Form, answers: &Answers) -> Result<AnswerCheck, AppError> {
        let today = self.now().dutch_date();
        let answers = checked(form, answers, &BTreeSet::new(), today)?;
        Ok(AnswerCheck {
            missing: self.missing_sentences(form, &answers, today),
            doubts: doubts(form, &answers, &evaluate(form, &answers)),
        })
    }

    /// Takes in all answers of a person at once, as they were given elsewhere and received on a day (today when it is not stated),
    /// and hands them in. Like a form on paper: only
    /// while the person does not fill it in themselves.
    pub async fn take_in(
        &self,
        caller: &Caller,
        (case, person): (CaseId, SubjectId),
        answers: &Answers,
        received_on: Option<NaiveDate>,
    ) -> Result<HandedIn, AppError> {
        let row = self.to_be_entered(caller, case, person).await?;
        let form = self.form_of(&row).await?;
        let files = self.store.intake_files(caller.scope(), row.id).await?;
        let files: BTreeSet<String> = files.iter().map(|file| file.id.to_string()).collect();
        let answers = checked(&form, answers, &files, self.now().dutch_date())
            .map_err(|faults| faults.below("/antwoorden"))?;
        let version = row.version;
        let scope = caller.scope().clone();
        // No session: it is handed in within this request.
        let (entered_by, ends_at) = (Some(caller.account()), self.now());
        let applicant = Applicant { row, scope, entered_by, ends_at };
        let at = (version, self.received_on(&applicant, received_on)?);
        match self.hand_in_answers(&applicant, at, (&form, answers)).await {
            Ok(handed_in) => Ok(handed_in),
            Err(KeepError::Stale(_)) => Err(StoreError::Conflict.into()),
            Err(KeepError::Closed) => Err(taken(CLOSED)),
            Err(KeepError::App(error)) => Err(error),
        }
    }

    /// Returns a questionnaire that an officer may enter: what somebody is filling in is theirs until they hand it in.
    pub(super) async fn to_be_entered(
        &self,
        caller: &Caller,
        case: CaseId,
        person: SubjectId,
    ) -> Result<IntakeRow, AppError> {
        let rows = self.store.intakes(caller.viewer(), case).await?;
        let row = rows.into_iter().find(|row| row.subject == person).ok_or(AppError::NotFound)?;
        if row.entered_at.is_some() {
            return Err(taken(THEIRS));
        }
        if !row.state.is_open() {
            return Err(taken(CLOSED));
        }
        if repair_of(&row) == Some(RepairOf::Documents) {
            return Err(taken(LIMITED));
        }
        Ok(row)
    }
}

const THEIRS: &str = "de betrokkene vult deze vragenlijst zelf in";
const CLOSED: &str =
    "deze vragenlijst is ingediend of gesloten; vraag eerst om aanvulling als er iets ontbreekt";

const LIMITED: &str = "de betrokkene past nu losse stukken aan; de antwoorden zijn gesloten";

fn taken(message: &str) -> AppError {
    AppError::Taken(kernel::Fault {
        pointer: String::new(),
        code: FaultCode::Tegenstrijdig,
        message: message.to_owned(),
    })
}
