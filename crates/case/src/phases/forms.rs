//! The questionnaire per person concerned: sent, received, repaired, refused, or put aside (Awb 4:5, art. 4 and 7a).

use super::scope::send;
use crate::command::Basis;
use crate::command::{AskCompletion, PutAside, ReceiveForm, SendForms, StartInquiry, TermUnused};
use crate::file::{ClockEvent, File, Form, Refused};
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
        let form = self.form(command.persoon)?;
        let asked = match form {
            Form::Gevraagd { op, .. } | Form::Herstel { op, .. } => Some(*op),
            Form::Onvolledig { .. } | Form::Ongebruikt { .. } => None,
            Form::NietGevraagd | Form::Compleet { .. } | Form::Geweigerd { .. } => {
                return Err(RefusalCode::FormNotAsked.into());
            }
        };
        *form = if command.ontbreekt.is_empty() {
            Form::Compleet { op: command.op }
        } else {
            Form::Onvolledig { op: command.op, ontbreekt: command.ontbreekt.clone() }
        };
        if let Some(asked) = asked {
            ensure(command.op >= asked, RefusalCode::Contradiction)?;
            self.complete_request(asked, command.op);
        }
        Ok(self.settle())
    }

    /// Starts a repair term for one person.
    pub(crate) fn asked_completion(mut self, command: &AskCompletion) -> Result<Case, Refusal> {
        ensure(self.file.procedure.has_application(), RefusalCode::NoApplication)?;
        ensure(command.uiterlijk > command.op, RefusalCode::EndBeforeStart)?;
        let form = self.form(command.persoon)?;
        match form {
            Form::Gevraagd { .. } | Form::Onvolledig { .. } | Form::Compleet { .. } => {}
            Form::Herstel { .. } => return Err(RefusalCode::TermRunning.into()),
            Form::NietGevraagd | Form::Ongebruikt { .. } | Form::Geweigerd { .. } => {
                return Err(RefusalCode::FormNotAsked.into());
            }
        }
        *form = Form::Herstel {
            op: command.op,
            uiterlijk: command.uiterlijk,
            ontbreekt: command.ontbreekt.clone(),
        };
        self.file.klok.push(ClockEvent::Aanvulverzoek {
            verzonden_op: command.op,
            termijn_tot: command.uiterlijk,
            ontvangen_op: None,
        });
        Ok(self.settle())
    }

    /// Records that the term ended unused; when it ended is part of the term, so no day is asked.
    pub(crate) fn unused(mut self, command: &TermUnused) -> Result<Case, Refusal> {
        let form = self.form(command.persoon)?;
        let (last, _) = form.running_term().ok_or(RefusalCode::NoRunningTerm)?;
        *form = Form::Ongebruikt { op: last };
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
        ensure(put_aside_since(&self.file).is_some(), RefusalCode::NoUnusedTerm)?;
        let decision = Decision {
            uitkomst: None,
            grondslag: Basis::Geen,
            voorschriften: Vec::new(),
            motivering: command.motivering.clone(),
            mandaat: command.mandaat.clone(),
            door: by,
            bekendgemaakt_op: command.bekendgemaakt_op,
        };
        let course = Course::BuitenBehandeling { toepassingsbereik: self.scope };
        Ok(Decided::new(self.file, course, decision))
    }

    fn form(&mut self, id: SubjectId) -> Result<&mut Form, Refusal> {
        let party = self.file.person_mut(id).ok_or(RefusalCode::UnknownPerson)?;
        Ok(&mut party.vragenlijst)
    }

    /// The suspension ends when everyone who was asked that day has answered.
    fn complete_request(&mut self, sent: NaiveDate, received: NaiveDate) {
        let waiting = self.file.personen.iter().any(|party| match &party.vragenlijst {
            Form::Gevraagd { op, aanvulverzoek: true, .. } | Form::Herstel { op, .. } => {
                *op == sent
            }
            Form::NietGevraagd
            | Form::Gevraagd { .. }
            | Form::Onvolledig { .. }
            | Form::Compleet { .. }
            | Form::Ongebruikt { .. }
            | Form::Geweigerd { .. } => false,
        });
        if !waiting {
            self.file.completed(sent, received);
        }
    }
}

/// Returns the day from which the four weeks of Awb 4:5(4) run: the last unused end of a term, or the last answer that was
/// still incomplete after a repair term.
pub(crate) fn put_aside_since(file: &File) -> Option<NaiveDate> {
    let repaired = |since: NaiveDate| {
        file.klok.iter().any(|event| match event {
            ClockEvent::Aanvulverzoek { verzonden_op, ontvangen_op, .. } => {
                *verzonden_op <= since && ontvangen_op.is_some()
            }
            ClockEvent::Verlenging { .. }
            | ClockEvent::LbbVerzoek { .. }
            | ClockEvent::Instemming { .. }
            | ClockEvent::AanvragerVertraging { .. }
            | ClockEvent::Overmacht { .. }
            | ClockEvent::Ingebrekestelling { .. }
            | ClockEvent::Besluit { .. } => false,
        })
    };
    let invited = |last: NaiveDate| {
        file.klok.iter().any(|event| {
            matches!(event, ClockEvent::Aanvulverzoek { termijn_tot, .. } if *termijn_tot == last)
        })
    };
    let days = file.personen.iter().filter_map(|party| match &party.vragenlijst {
        Form::Onvolledig { op, .. } => Some(*op).filter(|day| repaired(*day)),
        form => form.unused_since().filter(|day| invited(*day)),
    });
    days.max()
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
