//! The questionnaire per person concerned: sent, received, repaired, refused, or put aside (Awb 4:5, art. 4 and 7a).

use super::scope::send;
use crate::command::Basis;
use crate::command::{AskCompletion, PutAside, ReceiveForm, SendForms, StartInquiry, TermUnused};
use crate::file::{Addressee, ClockEvent, File, Form, Refused, UsedTerm};
use crate::gates::{article4, ensure};
use crate::refusal::{Refusal, RefusalCode};
use crate::scope::Scope;
use crate::state::{
    Aftermath, Case, Complete, Course, Decided, Decision, FormsOut, Inquiry, Investigation, Repair,
};
use chrono::NaiveDate;
use kernel::{AccountId, SubjectId};

/// A file whose forms are under way: the states `vragenlijst-uit`, `herstel` and `compleet` have the same data.
pub(crate) struct Forms {
    pub(crate) file: File,
    pub(crate) scope: Scope,
}

impl From<FormsOut> for Forms {
    fn from(state: FormsOut) -> Self {
        Self { file: state.dossier, scope: state.toepassingsbereik }
    }
}

impl From<Repair> for Forms {
    fn from(state: Repair) -> Self {
        Self { file: state.dossier, scope: state.toepassingsbereik }
    }
}

impl From<Complete> for Forms {
    fn from(state: Complete) -> Self {
        Self { file: state.dossier, scope: state.toepassingsbereik }
    }
}

impl Forms {
    /// Returns the state that the forms together are in.
    fn settle(self) -> Case {
        let Self { file: dossier, scope: toepassingsbereik } = self;
        if dossier.forms_settled() {
            Complete { dossier, toepassingsbereik }.into()
        } else if dossier.in_repair() {
            Repair { dossier, toepassingsbereik }.into()
        } else {
            FormsOut { dossier, toepassingsbereik }.into()
        }
    }

    /// Sends the questionnaire to more persons.
    pub(crate) fn sent(mut self, command: &SendForms) -> Result<Case, Refusal> {
        send(&mut self.file, command)?;
        Ok(self.settle())
    }

    /// Records an answer, complete or not; it ends the term that ran.
    pub(crate) fn received(mut self, command: &ReceiveForm) -> Result<Case, Refusal> {
        let on = command.op;
        let form = self.form(command.persoon)?;
        let before = form.clone();
        let na_herstel = match &before {
            Form::Gevraagd { uiterlijk, aanvulverzoek: true, .. }
            | Form::Herstel { uiterlijk, .. } => Some(answered(*uiterlijk, on)),
            Form::Ongebruikt { op, aanvulverzoek: true, .. } => Some(answered(*op, on)),
            Form::Onvolledig { na_herstel, .. } => *na_herstel,
            Form::Gevraagd { .. } | Form::Ongebruikt { .. } => None,
            Form::NietGevraagd | Form::Compleet { .. } | Form::Geweigerd { .. } => {
                return Err(RefusalCode::FormNotAsked.into());
            }
        };
        *form = if command.ontbreekt.is_empty() {
            Form::Compleet { op: on }
        } else {
            Form::Onvolledig { op: on, ontbreekt: command.ontbreekt.clone(), na_herstel }
        };
        match before {
            // The answer was there before the term ended, and was found afterwards.
            Form::Ongebruikt { op: last, aanvulverzoek: true, .. } => {
                let possible = self.file.ready_after_all(command.persoon, last, on);
                ensure(possible, RefusalCode::Contradiction)?;
            }
            Form::Ongebruikt { .. } => {}
            other => {
                let asked = other.since().unwrap_or(on);
                ensure(on >= asked, RefusalCode::Contradiction)?;
                self.file.ready(command.persoon, asked, on);
            }
        }
        Ok(self.settle())
    }

    /// Starts a repair term for one person.
    pub(crate) fn asked_completion(mut self, command: &AskCompletion) -> Result<Case, Refusal> {
        ensure(self.file.procedure.has_application(), RefusalCode::NoApplication)?;
        ensure(command.uiterlijk > command.op, RefusalCode::EndBeforeStart)?;
        ensure(!command.ontbreekt.is_empty(), RefusalCode::NothingMissing)?;
        let form = self.form(command.persoon)?;
        match form {
            Form::Gevraagd { .. }
            | Form::Onvolledig { .. }
            | Form::Compleet { .. }
            | Form::Ongebruikt { aanvulverzoek: false, .. } => {}
            Form::Herstel { .. } => return Err(RefusalCode::TermRunning.into()),
            Form::NietGevraagd
            | Form::Ongebruikt { aanvulverzoek: true, .. }
            | Form::Geweigerd { .. } => {
                return Err(RefusalCode::FormNotAsked.into());
            }
        }
        let since = form.since().unwrap_or(command.op);
        ensure(command.op >= since, RefusalCode::Contradiction)?;
        *form = Form::Herstel {
            op: command.op,
            uiterlijk: command.uiterlijk,
            ontbreekt: command.ontbreekt.clone(),
        };
        self.file.ready(command.persoon, since, command.op);
        self.file.klok.push(ClockEvent::Aanvulverzoek {
            verzonden_op: command.op,
            termijn_tot: command.uiterlijk,
            ontvangen_op: None,
            personen: vec![Addressee { persoon: command.persoon, klaar_op: None }],
        });
        Ok(self.settle())
    }

    /// Records that the term ended unused; when it ended is part of the term, so no day is asked.
    pub(crate) fn unused(mut self, command: &TermUnused) -> Result<Case, Refusal> {
        let form = self.form(command.persoon)?;
        let (last, aanvulverzoek) = form.running_term().ok_or(RefusalCode::NoRunningTerm)?;
        let asked = form.since().unwrap_or(last);
        let ontbreekt = form.missing().to_vec();
        *form = Form::Ongebruikt { op: last, aanvulverzoek, ontbreekt };
        self.file.ready(command.persoon, asked, last);
        Ok(self.settle())
    }

    /// Records that a holder refuses to answer (art. 4(1)).
    pub(crate) fn refused(mut self, command: &Refused) -> Result<Case, Refusal> {
        article4(&self.file, command.aan, false)?;
        let form = self.form(command.persoon)?;
        ensure(
            !matches!(form, Form::NietGevraagd | Form::Compleet { .. }),
            RefusalCode::FormNotAsked,
        )?;
        *form = Form::Geweigerd { op: command.op };
        self.file.weigeringen.push(command.clone());
        Ok(self.settle())
    }

    /// Goes on with what there is: the decision will be on the merits.
    pub(crate) fn proceeded(self) -> Complete {
        Complete { dossier: self.file, toepassingsbereik: self.scope }
    }

    /// Leaves the application out of treatment.
    pub(crate) fn put_aside(self, command: &PutAside, by: AccountId) -> Result<Decided, Refusal> {
        ensure(self.file.procedure.has_application(), RefusalCode::NoApplication)?;
        let (_, term) = self.file.put_aside_term().ok_or(RefusalCode::NoUnusedTerm)?;
        // The last day of the term counts: only then is it unused.
        ensure(command.bekendgemaakt_op > term.uiterlijk, RefusalCode::TermRunning)?;
        ensure(command.bekendgemaakt_op >= term.vanaf, RefusalCode::Contradiction)?;
        let decision = Decision {
            uitkomst: None,
            grondslag: Basis::Geen,
            voorschriften: Vec::new(),
            motivering: command.motivering.clone(),
            mandaat: command.mandaat.clone(),
            door: by,
            bekendgemaakt_op: command.bekendgemaakt_op,
        };
        let course = Course::BuitenBehandeling { toepassingsbereik: Box::new(self.scope) };
        Ok(Decided::new(self.file, course, decision))
    }

    fn form(&mut self, id: SubjectId) -> Result<&mut Form, Refusal> {
        let party = self.file.person_mut(id).ok_or(RefusalCode::UnknownPerson)?;
        Ok(&mut party.vragenlijst)
    }
}

/// A term to complete that ended with an answer. An answer within the term leaves the rest of it open; a late one does not
/// start the four weeks again.
fn answered(last: NaiveDate, on: NaiveDate) -> UsedTerm {
    UsedTerm { uiterlijk: last, vanaf: on.min(last) }
}

impl Complete {
    /// Starts the own investigation (art. 7a).
    pub(crate) fn investigated(self, command: &StartInquiry) -> Investigation {
        Investigation {
            dossier: self.dossier,
            toepassingsbereik: self.toepassingsbereik,
            onderzoek: Inquiry { gestart_op: command.op, adviezen: Vec::new() },
        }
    }
}

impl Decided {
    /// Records a decision on the clock of the file.
    pub(crate) fn new(mut file: File, course: Course, decision: Decision) -> Self {
        file.klok.push(ClockEvent::Besluit { bekendgemaakt_op: decision.bekendgemaakt_op });
        let afronding = Aftermath {
            beslissing: decision,
            rechtsmiddelen: Vec::new(),
            voorzieningen: Vec::new(),
        };
        Self { dossier: file, verloop: course, afronding }
    }
}
