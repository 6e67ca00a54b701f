//! What can be recorded in any open state, and what belongs to the time before the decision.

use crate::command::{
    AddEvidence, AddPerson, ExtendTerm, NoticeOfDefault, Resume, Suspend, SuspensionGround,
    TakeFacts, WithdrawApplication,
};
use crate::evidence::FiledEvidence;
use crate::file::{ClockEvent, File, Form, Party, RecordBreach, RecordClause, is_of_body};
use crate::gates::ensure;
use crate::refusal::{Refusal, RefusalCode};
use crate::state::{Case, Closed, Ending, EndingReason, OpenRemedy};

impl File {
    /// Files a document.
    pub(crate) fn add_evidence(&mut self, command: &AddEvidence) {
        self.stukken.push(FiledEvidence { op: command.op, stuk: command.stuk.clone() });
    }

    /// Puts a person on the file.
    pub(crate) fn add_person(&mut self, command: &AddPerson) -> Result<(), Refusal> {
        ensure(self.person(command.persoon.id).is_none(), RefusalCode::KnownPerson)?;
        ensure(command.persoon.is_whole(), RefusalCode::PersonIncomplete)?;
        self.personen
            .push(Party { persoon: command.persoon.clone(), vragenlijst: Form::NietGevraagd });
        Ok(())
    }

    /// Puts on the file what somebody stated in the questionnaire. It never takes the place of a figure of the competent body,
    /// and never calls itself one.
    pub(crate) fn take_facts(&mut self, command: &TakeFacts) -> Result<(), Refusal> {
        let party = self.person(command.persoon).ok_or(RefusalCode::UnknownPerson)?;
        ensure(party.vragenlijst != Form::NietGevraagd, RefusalCode::FormNotAsked)?;
        ensure(!command.feiten.is_empty(), RefusalCode::NothingStated)?;
        for (fact, stated) in &command.feiten {
            let of_body = [self.fact(fact), Some(stated)].into_iter().flatten().any(is_of_body);
            ensure(!of_body, RefusalCode::FigureOfBody)?;
        }
        self.aanvraag = self.application_with(&command.feiten);
        Ok(())
    }

    /// Records the Bibob clause of a contract.
    pub(crate) fn record_clause(&mut self, command: &RecordClause) -> Result<(), Refusal> {
        ensure(self.procedure.is_civil(), RefusalCode::NoClauseHere)?;
        self.beding = Some(command.clone());
        Ok(())
    }

    /// Records the breach of a condition.
    pub(crate) fn record_breach(&mut self, command: &RecordBreach) -> Result<(), Refusal> {
        ensure(self.procedure.has_earlier_conditions(), RefusalCode::NoBreachHere)?;
        self.overtredingen.push(command.clone());
        Ok(())
    }

    /// Extends the decision term.
    pub(crate) fn extend_term(&mut self, command: &ExtendTerm) -> Result<(), Refusal> {
        ensure(self.procedure.has_application(), RefusalCode::NoApplication)?;
        self.klok
            .push(ClockEvent::Verlenging { bekendgemaakt_op: command.op, weken: command.weken });
        Ok(())
    }

    /// Suspends the decision term (Awb 4:15(2)).
    pub(crate) fn suspend(&mut self, command: &Suspend) -> Result<(), Refusal> {
        ensure(self.procedure.has_application(), RefusalCode::NoApplication)?;
        let (van, tot) = (command.van, command.tot_en_met);
        ensure(tot.is_none_or(|tot| tot >= van), RefusalCode::EndBeforeStart)?;
        self.klok.push(match command.grond {
            SuspensionGround::Instemming => ClockEvent::Instemming { van, tot },
            SuspensionGround::AanvragerVertraging => ClockEvent::AanvragerVertraging { van, tot },
            SuspensionGround::Overmacht => ClockEvent::Overmacht { van, tot },
        });
        Ok(())
    }

    /// Ends the last suspension without an end.
    pub(crate) fn resume(&mut self, command: &Resume) -> Result<(), Refusal> {
        let open = self.klok.iter_mut().rev().find_map(|event| match event {
            ClockEvent::Instemming { van, tot }
            | ClockEvent::AanvragerVertraging { van, tot }
            | ClockEvent::Overmacht { van, tot } => tot.is_none().then_some((*van, tot)),
            ClockEvent::Aanvulverzoek { .. }
            | ClockEvent::Verlenging { .. }
            | ClockEvent::LbbVerzoek { .. }
            | ClockEvent::Ingebrekestelling { .. }
            | ClockEvent::Besluit { .. } => None,
        });
        let (van, tot) = open.ok_or(RefusalCode::NoSuspensionOpen)?;
        ensure(command.tot_en_met >= van, RefusalCode::EndBeforeStart)?;
        *tot = Some(command.tot_en_met);
        Ok(())
    }

    /// Records a notice of default.
    pub(crate) fn default_noticed(&mut self, command: &NoticeOfDefault) -> Result<(), Refusal> {
        ensure(self.procedure.has_application(), RefusalCode::NoApplication)?;
        self.klok.push(ClockEvent::Ingebrekestelling { op: command.op });
        Ok(())
    }
}

impl Case {
    /// Ends the file because the applicant or candidate withdrew.
    pub(crate) fn withdrawn(self, command: &WithdrawApplication) -> Result<Closed, Refusal> {
        ensure(!self.file().procedure.is_running(), RefusalCode::NoApplication)?;
        let slot = Ending {
            reden: EndingReason::Ingetrokken,
            op: command.op,
            motivering: command.motivering.clone(),
        };
        let dossier = self.file().clone();
        let (verloop, afronding, lopend) = match self {
            Self::Decided(state) => (Some(state.verloop), Some(state.afronding), None),
            Self::InObjection(state) => {
                let open = OpenRemedy::Bezwaar { bezwaar: state.bezwaar };
                (Some(state.verloop), Some(state.afronding), Some(open))
            }
            Self::InAppeal(state) => {
                let open = OpenRemedy::Beroep { beroep: state.beroep };
                (Some(state.verloop), Some(state.afronding), Some(open))
            }
            Self::Intake(_)
            | Self::Scoped(_)
            | Self::FormsOut(_)
            | Self::Repair(_)
            | Self::Complete(_)
            | Self::Investigation(_)
            | Self::AdviceAsked(_)
            | Self::Assessed(_)
            | Self::Intended(_)
            | Self::Closed(_) => (None, None, None),
        };
        Ok(Closed { dossier, slot, verloop, afronding, lopend })
    }
}
