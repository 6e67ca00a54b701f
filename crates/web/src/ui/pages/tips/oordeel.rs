//! The forms on the page of a tip that the own body got: from what an officer filled in to the step that is asked for.

use app::tips::{Pointer, ReceivedTipAction, ReceivedTipChange, ReceivedTipStep};
use app::{AppError, Caller};
use kernel::CaseId;

use super::super::lezen::{chosen, one_of};
use super::lezen::{field, needed, receiver};
use super::{Back, back};
use crate::ui::form::{Form, Mistakes};
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

pub(super) const FILE: &str = "dossier";
pub(super) const WHERE: &str = "waar";
/// An existing file, as a choice of where the investigation is done.
pub(super) const EXISTING: &str = "bestaand";
/// A file that is still to be opened.
pub(super) const TO_OPEN: &str = "nieuw";
pub(super) const OPENED: &str = "kenmerk";
pub(super) const ACCEPTED: &str = "reden-aanvaarden";
pub(super) const DECLINED: &str = "reden-afwijzen";
pub(super) const ELSEWHERE: &str = "bevoegd";
pub(super) const NOT_COMPETENT: &str = "reden-niet-bevoegd";
pub(super) const TOPIC: &str = "onderwerp";
pub(super) const ORGAN: &str = "orgaan";
pub(super) const REASSIGNED: &str = "reden-orgaan";
pub(super) const TAKEN_BACK: &str = "intrekking";
pub(super) const LAPSED: &str = "reden-verlopen";

/// Reads the step that a form asks for. A file is named by its reference and looked up last: whether there is one is told only to who
/// filled in all the rest, so that nobody tries references for nothing.
pub(super) async fn step(
    (visit, caller): (&Visit, &Caller),
    change: ReceivedTipChange,
    act: ReceivedTipAction,
) -> Result<Result<ReceivedTipStep, Back>, Trouble> {
    let (form, mut mistakes) = (&visit.form, Mistakes::default());
    let reference = match act {
        ReceivedTipAction::Accept => accepted_on(form, &mut mistakes),
        ReceivedTipAction::LinkFile => reference(form, OPENED, &mut mistakes),
        _ => None,
    };
    let step = read(act, form, &mut mistakes);
    let Some(reference) = reference.filter(|_| mistakes.is_empty()) else {
        let whole = step.filter(|_| mistakes.is_empty());
        return Ok(whole.ok_or_else(|| Back::mistaken(mistakes)));
    };
    Ok(match visit.app.tip_file(caller, change, reference).await {
        Ok(file) => Ok(on_file(step, file)),
        Err(error) => Err(refused(error, act)?),
    })
}

/// Puts the file that was found in the step: a tip is accepted on it, or linked to it.
fn on_file(step: Option<ReceivedTipStep>, file: CaseId) -> ReceivedTipStep {
    match step {
        Some(ReceivedTipStep::Accept { reason, .. }) => {
            ReceivedTipStep::Accept { case: Some(file), reason }
        }
        _ => ReceivedTipStep::LinkFile(file),
    }
}

fn reference<'f>(form: &'f Form, name: &str, mistakes: &mut Mistakes) -> Option<&'f str> {
    let given = form.given(name);
    if given.is_none() {
        mistakes.add(name, "Vul het kenmerk van het dossier in.");
    }
    given
}

/// Returns the reference of the file that a tip is accepted on; none when the file is still to be opened.
pub(super) fn accepted_on<'f>(form: &'f Form, mistakes: &mut Mistakes) -> Option<&'f str> {
    match form.text(WHERE) {
        EXISTING => reference(form, FILE, mistakes),
        TO_OPEN if form.given(FILE).is_some() => {
            mistakes.add(FILE, "Haal het kenmerk weg, of kies dat het dossier er al is.");
            None
        }
        TO_OPEN => None,
        _ => {
            mistakes.add(WHERE, "Kies waar u het onderzoek doet.");
            None
        }
    }
}

/// Reads all of a step but the file; none for a link, which is nothing else.
pub(super) fn read(
    act: ReceivedTipAction,
    form: &Form,
    mistakes: &mut Mistakes,
) -> Option<ReceivedTipStep> {
    const WHY: &str = "Schrijf op waarom.";
    Some(match act {
        ReceivedTipAction::TakeUp => ReceivedTipStep::TakeUp,
        ReceivedTipAction::RepeatMessages => ReceivedTipStep::RepeatMessages,
        ReceivedTipAction::SeeWithdrawal => ReceivedTipStep::SeeWithdrawal,
        ReceivedTipAction::RegisterWithdrawal => {
            let says = "Kies waarom de tip vervalt.";
            ReceivedTipStep::RegisterWithdrawal(one_of(form, TAKEN_BACK, says, mistakes)?)
        }
        ReceivedTipAction::Ask => {
            ReceivedTipStep::Ask(one_of(form, TOPIC, "Kies wat onduidelijk is.", mistakes)?)
        }
        ReceivedTipAction::Reassign => {
            let organ = chosen(form, ORGAN, "Kies het orgaan.", mistakes);
            let reason = needed(form, REASSIGNED, WHY, mistakes);
            ReceivedTipStep::Reassign { organ: organ?, reason: reason? }
        }
        ReceivedTipAction::Accept => {
            ReceivedTipStep::Accept { case: None, reason: needed(form, ACCEPTED, WHY, mistakes)? }
        }
        ReceivedTipAction::LinkFile => return None,
        ReceivedTipAction::Decline => {
            ReceivedTipStep::Decline(needed(form, DECLINED, WHY, mistakes)?)
        }
        ReceivedTipAction::DeclareNotCompetent => {
            let pointer =
                receiver(form, ELSEWHERE).map(|(oin, orgaan)| Pointer { oin: Some(oin), orgaan });
            let reason = needed(form, NOT_COMPETENT, WHY, mistakes)?;
            ReceivedTipStep::DeclareNotCompetent { pointer, reason }
        }
        ReceivedTipAction::Lapse => ReceivedTipStep::Lapse(needed(form, LAPSED, WHY, mistakes)?),
    })
}

/// Says at which field the app refused a step.
pub(super) fn refused(error: AppError, act: ReceivedTipAction) -> Result<Back, Trouble> {
    let place = |pointer: &str| match pointer {
        "/dossier" => file_field(act).to_owned(),
        other => field(other),
    };
    back(error, place, |_| String::new())
}

fn file_field(act: ReceivedTipAction) -> &'static str {
    if act == ReceivedTipAction::LinkFile { OPENED } else { FILE }
}
