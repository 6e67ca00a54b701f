//! Advice of the LBB: asked, questions, extension, reminders, received or overdue (art. 9, 12, 15, 31).

use crate::command::{
    AdviceAnswer, AdviceDeclined, AdviceExtended, AdviceQuestion, AdviceReceived, AdviceReminder,
    AskAdvice,
};
use crate::file::{ClockEvent, File, Question, Refused, RefusedTo};
use crate::gates::{article4, ensure};
use crate::refusal::{Refusal, RefusalCode};
use crate::state::{AdviceAsked, AdviceEnd, ClosedAdvice, Investigation, OpenAdvice};
use chrono::NaiveDate;

/// The longest extension by the LBB, in days (art. 15(3)); the rules about terms know it as `verlengingWeken`.
const MOST_EXTENSION: u32 = 28;

impl Investigation {
    /// Asks the LBB for advice.
    pub(crate) fn asked(self, command: &AskAdvice) -> Result<AdviceAsked, Refusal> {
        ensure(command.op >= self.onderzoek.gestart_op, RefusalCode::Contradiction)?;
        ensure(!command.stukken.is_empty(), RefusalCode::FindingsMissing)?;
        let mut dossier = self.dossier;
        dossier.klok.push(ClockEvent::LbbVerzoek {
            op: command.op,
            vragen: Vec::new(),
            verlengd_met_dagen: 0,
            ontvangen_op: None,
        });
        let advies = OpenAdvice {
            op: command.op,
            stukken: command.stukken.clone(),
            onvolledig_omdat: command.onvolledig_omdat.clone(),
            rappels: Vec::new(),
        };
        Ok(AdviceAsked {
            dossier,
            toepassingsbereik: self.toepassingsbereik,
            onderzoek: self.onderzoek,
            advies,
        })
    }

    /// Records advice that comes after it was overdue; the suspension ended before.
    pub(crate) fn received_late(mut self, command: &AdviceReceived) -> Result<Self, Refusal> {
        let last = self.onderzoek.adviezen.last_mut().ok_or(RefusalCode::NoAdviceAwaited)?;
        let awaited = matches!(last.afloop, AdviceEnd::Uitgebleven { .. });
        ensure(awaited, RefusalCode::NoAdviceAwaited)?;
        ensure(command.op >= last.verzoek.op, RefusalCode::Contradiction)?;
        last.afloop = AdviceEnd::Ontvangen { op: command.op, stuk: command.stuk.clone() };
        receive(&mut self.dossier, command.op)?;
        Ok(self)
    }

    /// Records that the questions of the LBB were refused (art. 4(2)).
    pub(crate) fn refused(mut self, command: &Refused) -> Result<Self, Refusal> {
        refuse(&mut self.dossier, command, !self.onderzoek.adviezen.is_empty())?;
        Ok(self)
    }
}

impl AdviceAsked {
    /// Records a question of the LBB.
    pub(crate) fn questioned(mut self, command: &AdviceQuestion) -> Result<Self, Refusal> {
        let request = request(&mut self.dossier)?;
        ensure(command.op >= request.asked, RefusalCode::Contradiction)?;
        let open = request.questions.iter().any(|question| question.tot.is_none());
        ensure(!open, RefusalCode::QuestionOpen)?;
        request.questions.push(Question { van: command.op, tot: None });
        Ok(self)
    }

    /// Records the answer to the open question.
    pub(crate) fn answered(mut self, command: &AdviceAnswer) -> Result<Self, Refusal> {
        let request = request(&mut self.dossier)?;
        let open = request.questions.iter_mut().find(|question| question.tot.is_none());
        let question = open.ok_or(RefusalCode::NoQuestionOpen)?;
        ensure(command.op >= question.van, RefusalCode::Contradiction)?;
        question.tot = Some(command.op);
        Ok(self)
    }

    /// Records the one extension that the LBB has.
    pub(crate) fn extended(mut self, command: &AdviceExtended) -> Result<Self, Refusal> {
        let request = request(&mut self.dossier)?;
        ensure(command.op >= request.asked, RefusalCode::Contradiction)?;
        ensure(*request.extended == 0, RefusalCode::AdviceExtendedAlready)?;
        ensure((1..=MOST_EXTENSION).contains(&command.dagen), RefusalCode::AdviceExtensionUnfit)?;
        *request.extended = command.dagen;
        Ok(self)
    }

    /// Records a reminder to the LBB.
    pub(crate) fn reminded(mut self, command: &AdviceReminder) -> Self {
        self.advies.rappels.push(command.op);
        self
    }

    /// Records the advice.
    pub(crate) fn received(mut self, command: &AdviceReceived) -> Result<Investigation, Refusal> {
        receive(&mut self.dossier, command.op)?;
        let end = AdviceEnd::Ontvangen { op: command.op, stuk: command.stuk.clone() };
        Ok(self.ended(end))
    }

    /// Records that the LBB declines; that ends the suspension like a receipt does.
    pub(crate) fn declined(mut self, command: &AdviceDeclined) -> Result<Investigation, Refusal> {
        receive(&mut self.dossier, command.op)?;
        let motivering = command.motivering.clone();
        Ok(self.ended(AdviceEnd::Afgezien { op: command.op, motivering }))
    }

    /// Records that no advice came within the longest term; the request stays without receipt on the clock.
    pub(crate) fn overdue(self, on: NaiveDate) -> Investigation {
        self.ended(AdviceEnd::Uitgebleven { op: on })
    }

    /// Records that the questions of the LBB were refused (art. 4(2)).
    pub(crate) fn refused(mut self, command: &Refused) -> Result<Self, Refusal> {
        refuse(&mut self.dossier, command, true)?;
        Ok(self)
    }

    fn ended(mut self, end: AdviceEnd) -> Investigation {
        self.onderzoek.adviezen.push(ClosedAdvice { verzoek: self.advies, afloop: end });
        Investigation {
            dossier: self.dossier,
            toepassingsbereik: self.toepassingsbereik,
            onderzoek: self.onderzoek,
        }
    }
}

/// The last request for advice on the clock.
struct Request<'f> {
    asked: NaiveDate,
    questions: &'f mut Vec<Question>,
    extended: &'f mut u32,
    received: &'f mut Option<NaiveDate>,
}

fn request(file: &mut File) -> Result<Request<'_>, Refusal> {
    let last = file.klok.iter_mut().rev().find_map(|event| match event {
        ClockEvent::LbbVerzoek { op, vragen, verlengd_met_dagen, ontvangen_op } => Some(Request {
            asked: *op,
            questions: vragen,
            extended: verlengd_met_dagen,
            received: ontvangen_op,
        }),
        ClockEvent::Aanvulverzoek { .. }
        | ClockEvent::Verlenging { .. }
        | ClockEvent::Instemming { .. }
        | ClockEvent::AanvragerVertraging { .. }
        | ClockEvent::Overmacht { .. }
        | ClockEvent::Ingebrekestelling { .. }
        | ClockEvent::Besluit { .. } => None,
    });
    last.ok_or_else(|| RefusalCode::WrongState.into())
}

fn receive(file: &mut File, on: NaiveDate) -> Result<(), Refusal> {
    let request = request(file)?;
    ensure(on >= request.asked, RefusalCode::Contradiction)?;
    *request.received = Some(on);
    Ok(())
}

fn refuse(file: &mut File, command: &Refused, asked: bool) -> Result<(), Refusal> {
    ensure(command.aan == RefusedTo::Lbb, RefusalCode::FormNotAsked)?;
    article4(file, command.aan, asked)?;
    ensure(file.person(command.persoon).is_some(), RefusalCode::UnknownPerson)?;
    // Art. 4(2) speaks of the person concerned; another one who does not answer says nothing about danger.
    let concerned = file.concerned().any(|party| party.persoon.id == command.persoon);
    ensure(concerned, RefusalCode::NotConcerned)?;
    file.weigeringen.push(command.clone());
    Ok(())
}
