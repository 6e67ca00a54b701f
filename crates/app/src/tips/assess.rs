//! The steps of officers with a tip that the own body got. Nothing follows by itself: a tip opens no file, changes no score and no
//! term (Wet Bibob art. 26 speaks of a possibility; the body decides for itself).

use super::desk::{Desk, House, at_version};
use super::handed::taken_back;
use super::paper::{ReceivedPaper, Sheet};
use super::request::{ReadReason, ReceivedTipChange, ReceivedTipStep};
use super::send::queue;
use super::trail::{self, Way};
use super::view::ReceivedTipView;
use crate::{App, AppError, Caller};
use ::tips::ids::Organ;
use ::tips::message::WithdrawalCode;
use ::tips::receiver::{FileLink, ReceiverCommand};
use ::tips::{MessageId, Refusal, Step};
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
        if matches!(step, ReceivedTipStep::Ask(_)) && !sheet.paper.is_carried() {
            return Err(Refusal::NoSystem.into());
        }
        let by = (&desk, &house);
        match step {
            ReceivedTipStep::RepeatMessages => self.say_again(&mut tx, by, &mut sheet).await?,
            ReceivedTipStep::SeeWithdrawal => self.see_withdrawal(&mut tx, by, &mut sheet).await?,
            ReceivedTipStep::RegisterWithdrawal(code) => {
                self.take_back_by_hand(&mut tx, by, &mut sheet, code).await?;
            }
            step => self.take_received_step(&mut tx, by, &mut sheet, step).await?,
        }
        tx.commit().await?;
        self.received_tip(caller, change.id, ReadReason::Handle).await
    }

    /// Records that an officer saw that the sender took the tip back. The state of the tip and the sender are not concerned.
    async fn see_withdrawal(
        &self,
        tx: &mut Tx,
        (desk, house): (&Desk<'_>, &House),
        sheet: &mut Sheet<ReceivedPaper>,
    ) -> Result<(), AppError> {
        let by = desk.actor().officer()?;
        if !sheet.paper.has_unseen_withdrawal() {
            return Err(Refusal::WrongState.into());
        }
        sheet.paper.intrekking_gezien = Some((by, desk.now));
        let line = desk.line("intrekking-gezien", trail::tip(sheet.tip)).partner(sheet.partner);
        let terms = (self.tip_calendar(), house.settings.termijnen);
        sheet.keep(tx, terms, (line, desk.now)).await
    }

    /// Takes back a tip that came by hand: by its sender, in words or on paper, or because it was copied wrongly. It becomes what it
    /// would be by a message, so what it says is gone unless it was accepted.
    async fn take_back_by_hand(
        &self,
        tx: &mut Tx,
        (desk, house): (&Desk<'_>, &House),
        sheet: &mut Sheet<ReceivedPaper>,
        code: WithdrawalCode,
    ) -> Result<(), AppError> {
        desk.actor().officer()?;
        let file = sheet.paper.tip.file().filter(|_| sheet.paper.is_withdrawn_by_hand());
        let id: MessageId = self.fresh(desk.now);
        let heard = taken_back(house, file.ok_or(Refusal::WrongState)?, (id, code, desk.now))?;
        let next = sheet.paper.tip.clone().hear(heard)?;
        sheet.paper.take(next);
        let line = desk.line("intrekking-vastleggen", trail::tip(sheet.tip));
        let line = line.partner(sheet.partner).message(id, Way::In);
        let terms = (self.tip_calendar(), house.settings.termijnen);
        sheet.keep(tx, terms, (line, desk.now)).await
    }

    async fn take_received_step(
        &self,
        tx: &mut Tx,
        (desk, house): (&Desk<'_>, &House),
        sheet: &mut Sheet<ReceivedPaper>,
        step: ReceivedTipStep,
    ) -> Result<(), AppError> {
        let command = receiver_command(tx, house, step).await?;
        let name = command.name();
        let at = self.tip_step(desk.now, desk.actor());
        let Step { state, send } = sheet.paper.tip.clone().handle(command, at)?;
        sheet.paper.take(state);
        let mut line = desk.line(name.id(), trail::tip(sheet.tip)).partner(sheet.partner);
        if let Some(outbound) = send {
            // Who handed it in on our page has no system: an officer tells it the outcome.
            if sheet.paper.is_carried() {
                line = line.message(outbound.id, Way::Out);
                queue(tx, sheet.tip, &outbound, desk.now).await?;
            }
        }
        let terms = (self.tip_calendar(), house.settings.termijnen);
        sheet.keep(tx, terms, (line, desk.now)).await
    }
}

/// Puts a step in the words of the core, which has none for what is kept beside it.
async fn receiver_command(
    tx: &mut Tx,
    house: &House,
    step: ReceivedTipStep,
) -> Result<ReceiverCommand, AppError> {
    let retention = house.settings.termijnen;
    Ok(match step {
        ReceivedTipStep::RepeatMessages
        | ReceivedTipStep::SeeWithdrawal
        | ReceivedTipStep::RegisterWithdrawal(_) => return Err(Refusal::WrongState.into()),
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
