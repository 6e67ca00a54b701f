//! The steps of officers with a tip that the own body got. Nothing follows by itself: a tip opens no file, changes no score and no
//! term (Wet Bibob art. 26 speaks of a possibility; the body decides for itself).

use super::desk::{House, at_version};
use super::paper::{ReceivedPaper, Sheet};
use super::request::{ReadReason, ReceivedTipChange, ReceivedTipStep};
use super::send::queue;
use super::trail::{self, Way};
use super::view::ReceivedTipView;
use crate::{App, AppError, Caller};
use ::tips::Step;
use ::tips::ids::Organ;
use ::tips::receiver::{FileLink, ReceiverCommand};
use kernel::{CaseId, FaultCode};
use store::Tx;

impl App {
    /// Takes a step with a tip that was read at a version. What the sender hears is the main line only (Wet Bibob art. 28).
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the own body did not get it; [`AppError::Input`] at an organ or a file that is not there;
    /// [`AppError::Tip`] when a rule stands in the way; a conflict of the store when somebody else was first.
    pub async fn change_received_tip(
        &self,
        caller: &Caller,
        change: ReceivedTipChange,
        step: ReceivedTipStep,
    ) -> Result<ReceivedTipView, AppError> {
        let desk = self.tip_desk(caller).await?;
        let house = self.own_house(&desk).await?;
        let mut tx = self.store.begin(desk.scope()).await?;
        let mut sheet: Sheet<ReceivedPaper> = self.tip_sheet(&mut tx, change.id).await?;
        at_version(sheet.version, change.version)?;
        let command = receiver_command(&mut tx, &house, step).await?;
        let name = command.name();
        let at = self.tip_step(desk.now, desk.actor());
        let Step { state, send } = sheet.paper.tip.clone().handle(command, at)?;
        sheet.paper.take(state);
        let mut line = desk.line(name.id(), trail::tip(sheet.tip)).partner(sheet.partner);
        if let Some(outbound) = send {
            line = line.message(outbound.id, Way::Out);
            // A body that sent a message has a system to answer to.
            queue(&mut tx, sheet.tip, true, outbound, desk.now).await?;
        }
        let terms = (self.tip_calendar(), house.settings.termijnen);
        sheet.keep(&mut tx, terms, (line, desk.now)).await?;
        tx.commit().await?;
        self.received_tip(caller, change.id, ReadReason::Handle).await
    }
}

async fn receiver_command(
    tx: &mut Tx,
    house: &House,
    step: ReceivedTipStep,
) -> Result<ReceiverCommand, AppError> {
    let retention = house.settings.termijnen;
    Ok(match step {
        ReceivedTipStep::TakeUp => ReceiverCommand::TakeUp,
        ReceivedTipStep::Ask(topic) => ReceiverCommand::Ask(topic),
        ReceivedTipStep::Reassign { organ, reason } => {
            own_organ(house, &organ)?;
            ReceiverCommand::Reassign { organ, reason }
        }
        ReceivedTipStep::Accept { case, reason } => {
            let link = match case {
                Some(case) => FileLink::Existing { case: own_file(tx, case).await? },
                None => FileLink::ToOpen,
            };
            ReceiverCommand::Accept { link, reason }
        }
        ReceivedTipStep::LinkFile(case) => {
            ReceiverCommand::LinkFile { case: own_file(tx, case).await? }
        }
        ReceivedTipStep::Decline(reason) => ReceiverCommand::Decline(reason),
        ReceivedTipStep::DeclareNotCompetent { pointer, reason } => {
            ReceiverCommand::DeclareNotCompetent { pointer, reason }
        }
        ReceivedTipStep::Lapse(reason) => ReceiverCommand::Lapse { retention, reason },
    })
}

/// Refuses a file that the own body does not have. That it is there is all that is asked of it: who handles tips need not be on it,
/// and it does not change.
async fn own_file(tx: &mut Tx, case: CaseId) -> Result<CaseId, AppError> {
    if tx.case_for_worker(case).await?.is_some() {
        return Ok(case);
    }
    let message = "dit dossier bestaat niet bij uw organisatie";
    Err(AppError::fault("/dossier", FaultCode::OnbekendeWaarde, message))
}

fn own_organ(house: &House, organ: &Organ) -> Result<(), AppError> {
    if house.settings.organen.contains(organ) {
        return Ok(());
    }
    let message = "dit orgaan hoort niet bij uw organisatie";
    Err(AppError::fault("/orgaan", FaultCode::OnbekendeWaarde, message))
}
