//! The steps of officers with a tip that the own body gives: written by one, released by another, and what follows.

use super::desk::{Desk, House, at_version};
use super::paper::{SentPaper, Sheet};
use super::request::{ReadReason, SentTipChange, SentTipStep, TipContent, WriteTip};
use super::trail::{self, Way};
use super::view::SentTipView;
use crate::idempotent::{Attempt, attempt, keep};
use crate::{App, AppError, Caller, RequestKey};
use ::tips::message::{MessageKind, Offer, check_offer};
use ::tips::partner::Partner;
use ::tips::route::{Proof, Route};
use ::tips::sender::{GiveUpCause, NewTip, Outgoing, SenderCommand};
use ::tips::{Oin, Outbound, Refusal, Step, TipId};
use kernel::{FaultCode, Id, Moment, Redacted};
use serde::Serialize;
use serde_json::Value;
use store::{NewTipMessage, Tx};

/// Most bytes of a tip or an answer, so that its message with all that is around it is never too large to seal.
const MOST_CONTENT: usize = ::tips::message::MOST_PAYLOAD / 2;

impl App {
    /// Writes a tip. It goes nowhere before somebody else releases it.
    ///
    /// # Errors
    /// [`AppError::Input`] at what may not travel or to whom it may not go (Wet Bibob art. 11, 26 and 28).
    pub async fn write_tip(
        &self,
        caller: &Caller,
        wanted: &WriteTip,
        key: Option<&RequestKey>,
    ) -> Result<SentTipView, AppError> {
        let desk = self.tip_desk(caller).await?;
        let house = self.own_house(&desk).await?;
        let offer = offer_of(&house, &wanted.inhoud);
        let (partner, route) = self.tip_receiver(&desk, wanted.ontvanger).await?;
        may_go(&offer, &wanted.orgaan, &house, &partner)?;
        let mut tx = self.store.begin(desk.scope()).await?;
        let request = match attempt::<TipId>(&mut tx, caller, key, desk.now).await? {
            Attempt::New(request) => request,
            Attempt::Done(id) => {
                tx.rollback().await?;
                return self.sent_tip(caller, id, ReadReason::Handle).await;
            }
        };
        let (id, receiver): (TipId, Oin) = (self.fresh(desk.now), wanted.ontvanger);
        let new = NewTip { tip: id, receiver, organ: wanted.orgaan.clone(), route, offer };
        let tip = Outgoing::write(new, self.tip_step(desk.now, desk.actor()))?;
        let paper = SentPaper::new(tip);
        let mut sheet = Sheet::fresh(id.uuid(), id, receiver, paper, desk.now);
        let line = desk.line("tip-schrijven", trail::tip(id)).partner(receiver);
        let terms = (self.tip_calendar(), house.settings.termijnen);
        sheet.keep(&mut tx, terms, (line, desk.now)).await?;
        keep(&mut tx, request.as_ref(), id).await?;
        tx.commit().await?;
        self.sent_tip(caller, id, ReadReason::Handle).await
    }

    /// Takes a step with a tip that was read at a version.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the own body did not write it; [`AppError::Tip`] when a rule stands in the way; as
    /// [`App::write_tip`] for a new text or receiver; a conflict of the store when somebody else was first.
    pub async fn change_sent_tip(
        &self,
        caller: &Caller,
        change: SentTipChange,
        step: SentTipStep,
    ) -> Result<SentTipView, AppError> {
        let desk = self.tip_desk(caller).await?;
        let house = self.own_house(&desk).await?;
        let mut tx = self.store.begin(desk.scope()).await?;
        let mut sheet: Sheet<SentPaper> = self.tip_sheet(&mut tx, change.id.uuid()).await?;
        at_version(sheet.version, change.version)?;
        match step {
            SentTipStep::RepeatMessages => {
                self.say_again(&mut tx, (&desk, &house), &mut sheet).await?;
            }
            step => self.take_sent_step(&mut tx, (&desk, &house), &mut sheet, step).await?,
        }
        tx.commit().await?;
        self.sent_tip(caller, change.id, ReadReason::Handle).await
    }

    async fn take_sent_step(
        &self,
        tx: &mut Tx,
        (desk, house): (&Desk<'_>, &House),
        sheet: &mut Sheet<SentPaper>,
        step: SentTipStep,
    ) -> Result<(), AppError> {
        let posted = match &step {
            SentTipStep::Post(posted) => Some(posted.clone()),
            _ => None,
        };
        let command = self.sender_command(desk, house, sheet, step).await?;
        let name = command.name();
        let ends =
            matches!(command, SenderCommand::Withdraw { .. } | SenderCommand::Redirect { .. });
        let at = self.tip_step(desk.now, desk.actor());
        let Step { state, send } = sheet.paper.tip.clone().handle(command, at)?;
        sheet.partner = state.file().map_or(sheet.partner, ::tips::sender::OutFile::receiver);
        sheet.paper.vrijgegeven = state.released().or(sheet.paper.vrijgegeven);
        sheet.paper.gepost = posted.or(sheet.paper.gepost.take());
        sheet.paper.tip = state;
        if ends {
            // What was still to be said before has no meaning any more, for who takes it back or goes to another body.
            tx.cancel_tip_messages(sheet.id, desk.now).await?;
        }
        let mut line = desk.line(name.id(), trail::tip(sheet.tip)).partner(sheet.partner);
        if let Some(outbound) = send.filter(|_| is_carried(sheet)) {
            line = line.message(outbound.id, Way::Out);
            queue(tx, sheet.tip, &outbound, desk.now).await?;
        }
        let terms = (self.tip_calendar(), house.settings.termijnen);
        sheet.keep(tx, terms, (line, desk.now)).await
    }

    /// Puts a step in the words of the core, after what the core cannot know was checked.
    async fn sender_command(
        &self,
        desk: &Desk<'_>,
        house: &House,
        sheet: &Sheet<SentPaper>,
        step: SentTipStep,
    ) -> Result<SenderCommand, AppError> {
        let file = sheet.paper.tip.file().ok_or(Refusal::WrongState)?;
        let by_hand = || {
            if file.route().is_automatic() { Err(Refusal::WrongState) } else { Ok(()) }
        };
        Ok(match step {
            SentTipStep::Rewrite(content) => {
                let offer = offer_of(house, &content);
                let (partner, _) = self.tip_receiver(desk, file.receiver()).await?;
                may_go(&offer, file.organ(), house, &partner)?;
                SenderCommand::Rewrite(Box::new(offer))
            }
            SentTipStep::Release => {
                let (partner, _) = self.tip_receiver(desk, file.receiver()).await?;
                may_go(file.offer(), file.organ(), house, &partner)?;
                SenderCommand::Release
            }
            SentTipStep::Post(posted) => {
                by_hand()?;
                if posted.op > desk.now.dutch_date() {
                    let message = "een brief is niet in de toekomst gepost";
                    return Err(AppError::fault("/op", FaultCode::Tegenstrijdig, message));
                }
                SenderCommand::Depart
            }
            SentTipStep::Returned(tracking) => SenderCommand::Deliver(Proof::Returned { tracking }),
            SentTipStep::NotTaken => {
                by_hand()?;
                SenderCommand::GiveUp(GiveUpCause::NotTaken)
            }
            SentTipStep::SendAgain => {
                // It may have moved to a system of its own, or from one, since.
                let (_, route) = self.tip_receiver(desk, file.receiver()).await?;
                SenderCommand::Reroute(route)
            }
            SentTipStep::ByLetter => SenderCommand::Reroute(Route::Letter),
            SentTipStep::WriteAnswer(answer) => {
                if answer.betrokkene.is_none()
                    && answer.besluit.is_none()
                    && answer.contact.is_none()
                {
                    let message = ::tips::message::Lock::EmptyAnswer.to_string();
                    return Err(AppError::fault("/antwoord", FaultCode::Ontbreekt, message));
                }
                fits(answer.as_ref(), "/antwoord")?;
                SenderCommand::WriteAnswer(answer)
            }
            // The core decides nothing about this one.
            SentTipStep::RepeatMessages => return Err(Refusal::WrongState.into()),
            SentTipStep::ReleaseAnswer => {
                file.draft_answer().map_or(Ok(()), |(answer, _)| fits(answer, "/antwoord"))?;
                SenderCommand::ReleaseAnswer
            }
            SentTipStep::Withdraw { code, reason } => SenderCommand::Withdraw { code, reason },
            SentTipStep::Redirect { receiver, organ } => {
                let (partner, route) = self.tip_receiver(desk, receiver).await?;
                may_go(file.offer(), &organ, house, &partner)?;
                SenderCommand::Redirect { receiver, organ, route }
            }
            SentTipStep::Close(reason) => SenderCommand::Close(reason),
        })
    }

    /// Returns a body that a tip can go to, with how it travels there.
    async fn tip_receiver(&self, desk: &Desk<'_>, oin: Oin) -> Result<(Partner, Route), AppError> {
        let no_partner = || {
            let message = "deze organisatie staat niet, of niet meer, in het register van partners";
            AppError::fault("/ontvanger", FaultCode::OnbekendeWaarde, message)
        };
        let entry = match self.partner_entry(desk.scope(), oin).await {
            Err(AppError::NotFound) => return Err(no_partner()),
            other => other?,
        };
        let partner = entry.record.receiving().ok_or_else(no_partner)?.clone();
        let route = if partner.system.is_none() {
            Route::Letter
        } else if self.store.party_of_oin(&oin.to_string()).await?.is_some() {
            Route::SameInstance
        } else {
            Route::OtherInstance
        };
        Ok((partner, route))
    }
}

/// Whether the program carries what is said about this tip; else an officer writes a letter.
fn is_carried(sheet: &Sheet<SentPaper>) -> bool {
    sheet.paper.tip.file().is_some_and(|file| file.route().is_automatic())
}

/// Adds a message to what leaves.
pub(super) async fn queue(
    tx: &mut Tx,
    tip: TipId,
    outbound: &Outbound,
    now: Moment,
) -> Result<(), AppError> {
    let new = NewTipMessage {
        id: outbound.id.uuid(),
        tip: tip.uuid(),
        partner: outbound.to.to_string(),
        kind: kind_id(outbound.content.kind()),
        content: Redacted::new(serde_json::to_string(outbound)?),
        at: now,
    };
    Ok(tx.queue_tip_message(&new).await?)
}

/// Returns the type of a message as it stands in the message.
pub(super) fn kind_id(kind: MessageKind) -> String {
    match serde_json::to_value(kind) {
        Ok(Value::String(id)) => id,
        _ => String::new(),
    }
}

fn offer_of(house: &House, content: &TipContent) -> Offer {
    let content = content.clone();
    Offer {
        grondslag: house.settings.soort.legal_basis(),
        hoedanigheid: house.settings.soort.capacity(),
        betrokkene: content.betrokkene,
        besluit: content.besluit,
        strekking: content.strekking,
        urgentie: content.urgentie,
        contact: content.contact,
        toelichting: content.toelichting,
        wpg_grondslag: content.wpg_grondslag,
        vervolg_op: None,
    }
}

/// Refuses what is too large for a message.
fn fits(content: &impl Serialize, place: &str) -> Result<(), AppError> {
    if serde_json::to_string(content)?.len() <= MOST_CONTENT {
        return Ok(());
    }
    let message = "dit is te groot voor een bericht; kort de teksten in";
    Err(AppError::fault(place, FaultCode::VerkeerdeVorm, message))
}

/// Refuses what may not travel, or not there.
fn may_go(
    offer: &Offer,
    organ: &::tips::ids::Organ,
    house: &House,
    partner: &Partner,
) -> Result<(), AppError> {
    use ::tips::message::Lock;
    fits(offer, "/inhoud")?;
    check_offer(offer, organ, &house.body(), partner).map_err(|lock| {
        let place = match lock {
            Lock::Receiver => "/ontvanger",
            Lock::Organ => "/orgaan",
            Lock::Explanation => "/inhoud/toelichting",
            Lock::Police => "/inhoud/wpgGrondslag",
            Lock::LegalBasis | Lock::Capacity | Lock::EmptyAnswer => "/inhoud",
        };
        AppError::fault(place, FaultCode::Tegenstrijdig, lock.to_string())
    })
}
