//! The notice to a person concerned that the LBB was asked for advice (L10), with the days of the file's own clock.

use super::{Occasion, place_of};
use crate::{App, AppError, Caller, DossierAnswer};
use case::clock::{Clock, TermKind};
use case::{Case, ClockEvent, File, Procedure};
use chrono::NaiveDate;
use kernel::{CaseId, SubjectId};
use letters::{AdviceNotice, Frame, Letter, LetterContent, Position, Suspension};

impl App {
    /// Makes the notice that advice was asked (L10) to a person concerned; none while the LBB is not asked, and for anybody else
    /// on the file: art. 32 speaks of the person concerned.
    pub async fn advice_notice(
        &self,
        caller: &Caller,
        (id, person): (CaseId, SubjectId),
    ) -> Result<Option<Letter>, AppError> {
        let answer = self.dossier(caller, id).await?;
        let content = self.notice_content(caller, &answer, person)?;
        let Some(content) = content else { return Ok(None) };
        self.dressed(caller, content).await.map(Some)
    }

    pub(crate) fn notice_content(
        &self,
        caller: &Caller,
        answer: &DossierAnswer,
        person: SubjectId,
    ) -> Result<Option<LetterContent>, AppError> {
        let found = self.on_occasion(caller, answer, |occasion| {
            Ok(occasion.advice_notice(answer, person).map(LetterContent::from))
        })?;
        Ok(found.flatten())
    }
}

impl Occasion<'_> {
    fn advice_notice(&self, answer: &DossierAnswer, person: SubjectId) -> Option<AdviceNotice> {
        let Case::AdviceAsked(_) = &answer.dossier else { return None };
        if self.has_no_basis() {
            return None;
        }
        let file = answer.dossier.file();
        let party = file.concerned().find(|party| party.persoon.id == person)?;
        let request = Request::last_of(file)?;
        let frame = self.frame(file.kenmerk.clone(), self.asked(&party.persoon));
        Some(AdviceNotice {
            frame: Frame { sequence: place_of(file, person), ..frame },
            position: position(file.procedure),
            matter: self.decision.kind.in_letter.clone(),
            asked_on: request.asked_on,
            suspension: suspension_of(answer),
        })
    }
}

/// The last request for advice on the clock of a file.
struct Request {
    asked_on: NaiveDate,
    is_extended: bool,
    /// A second request suspends nothing, to be on the safe side: the law does not say.
    is_first: bool,
}

impl Request {
    fn last_of(file: &File) -> Option<Self> {
        let mut requests = file.klok.iter().filter_map(|event| match event {
            ClockEvent::LbbVerzoek { op, verlengd_met_dagen, .. } => {
                Some((*op, *verlengd_met_dagen > 0))
            }
            _ => None,
        });
        let (asked_on, is_extended) = requests.next_back()?;
        Some(Self { asked_on, is_extended, is_first: requests.next().is_none() })
    }
}

pub(crate) fn position(procedure: Procedure) -> Position {
    if procedure.is_civil() {
        Position::Counterparty
    } else if procedure.is_running() {
        Position::Holder
    } else {
        Position::Applicant
    }
}

/// Says how the decision term of a file stands still while the LBB is asked; none when it does not.
pub(crate) fn suspension_of(answer: &DossierAnswer) -> Option<Suspension> {
    let (Case::AdviceAsked(_), file) = (&answer.dossier, answer.dossier.file()) else {
        return None;
    };
    let request = Request::last_of(file)?;
    suspension(&answer.klok, &request).filter(|_| file.procedure.has_application())
}

/// Says how the decision term stands still; none when it was over before the request.
fn suspension(clock: &Clock, request: &Request) -> Option<Suspension> {
    let decision = clock.huidig.as_ref().filter(|term| term.soort == TermKind::Beslistermijn)?;
    let advice = clock.overige.iter().find(|term| term.soort == TermKind::LbbAdvies)?;
    let runs = decision.uiterlijk.is_some_and(|last| last >= request.asked_on);
    let suspends = runs && request.is_first;
    Some(Suspension {
        until: advice.uiterlijk.filter(|_| suspends)?,
        waiting: advice.minimaal,
        extended: request.is_extended,
        decision_by: if decision.minimaal { decision.op_zijn_laatst } else { decision.uiterlijk },
    })
}
