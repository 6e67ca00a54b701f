//! The scope decision, and closing without a screening.

use crate::command::{CloseUnscreened, SendForms};
use crate::file::{Addressee, ClockEvent, File, Form};
use crate::gates::ensure;
use crate::refusal::{Refusal, RefusalCode};
use crate::scope::{Scope, Screening};
use crate::state::{Closed, Ending, EndingReason, FormsOut, Intake, Scoped};
use chrono::NaiveDate;
use kernel::SubjectId;

impl Intake {
    /// Records the scope decision.
    pub(crate) fn scoped(self, scope: Scope) -> Scoped {
        Scoped { dossier: with_facts(self.dossier, &scope), toepassingsbereik: scope }
    }
}

impl Scoped {
    /// Records a new scope decision, after facts changed.
    pub(crate) fn rescoped(self, scope: Scope) -> Self {
        Self { dossier: with_facts(self.dossier, &scope), toepassingsbereik: scope }
    }

    /// Closes without a screening, where the policy leaves room for that.
    pub(crate) fn unscreened(
        self,
        command: &CloseUnscreened,
        on: NaiveDate,
    ) -> Result<Closed, Refusal> {
        ensure(!self.toepassingsbereik.is_mandatory(), RefusalCode::ScreeningMandatory)?;
        ensure(self.toepassingsbereik.screening() != Screening::Open, RefusalCode::ScopeOpen)?;
        let slot = Ending {
            reden: EndingReason::ZonderToets,
            op: on,
            motivering: command.motivering.clone(),
        };
        Ok(Closed { dossier: self.dossier, slot, verloop: None, afronding: None, lopend: None })
    }

    /// Sends the questionnaire to each person concerned, or to those that are named.
    pub(crate) fn sent(self, command: &SendForms) -> Result<FormsOut, Refusal> {
        match self.toepassingsbereik.screening() {
            Screening::Yes => {}
            Screening::Choice => return Err(RefusalCode::ChoiceNeeded.into()),
            Screening::No => return Err(RefusalCode::NoScreening.into()),
            Screening::Open => return Err(RefusalCode::ScopeOpen.into()),
        }
        let mut file = self.dossier;
        send(&mut file, command)?;
        Ok(FormsOut { dossier: file, toepassingsbereik: self.toepassingsbereik })
    }
}

/// The decision rests on these facts, so that they stay on the file with it.
fn with_facts(mut file: File, scope: &Scope) -> File {
    if !scope.feiten.is_empty() {
        file.aanvraag = file.application_with(&scope.feiten);
    }
    file
}

/// Sends the questionnaire; a person who has settled it already is passed over when nobody is named.
pub(super) fn send(file: &mut File, command: &SendForms) -> Result<(), Refusal> {
    ensure(command.uiterlijk > command.op, RefusalCode::EndBeforeStart)?;
    ensure(!command.aanvulverzoek || file.procedure.has_application(), RefusalCode::NoApplication)?;
    let addressees = addressees(file, &command.personen)?;
    for id in addressees.iter().copied() {
        let Some(party) = file.person_mut(id) else { continue };
        let since = party.vragenlijst.since();
        ensure(since.is_none_or(|since| command.op >= since), RefusalCode::Contradiction)?;
        // A second letter would take away the rest of a term to complete, and the pause that goes with it.
        let running = party.vragenlijst.running_term().is_some_and(|(_, repair)| repair);
        ensure(!running, RefusalCode::TermRunning)?;
        party.vragenlijst = Form::Gevraagd {
            op: command.op,
            uiterlijk: command.uiterlijk,
            aanvulverzoek: command.aanvulverzoek,
        };
    }
    if command.aanvulverzoek {
        file.klok.push(ClockEvent::Aanvulverzoek {
            verzonden_op: command.op,
            termijn_tot: command.uiterlijk,
            ontvangen_op: None,
            personen: addressees
                .into_iter()
                .map(|persoon| Addressee { persoon, klaar_op: None })
                .collect(),
        });
    }
    Ok(())
}

fn addressees(file: &File, named: &[SubjectId]) -> Result<Vec<SubjectId>, Refusal> {
    if named.is_empty() {
        let open = file.concerned().filter(|party| party.vragenlijst == Form::NietGevraagd);
        let open: Vec<SubjectId> = open.map(|party| party.persoon.id).collect();
        ensure(!open.is_empty(), RefusalCode::NotConcerned)?;
        return Ok(open);
    }
    for id in named {
        ensure(file.person(*id).is_some(), RefusalCode::UnknownPerson)?;
        ensure(file.concerned().any(|party| party.persoon.id == *id), RefusalCode::NotConcerned)?;
    }
    Ok(named.to_vec())
}
