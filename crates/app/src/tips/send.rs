//! The steps of officers with a tip that the own body gives: written by one, released by another, and what follows.

use super::desk::{Desk, House, at_version};
use super::paper::{SentPaper, Sheet};
use super::request::{Posted, ReadReason, SentTipChange, SentTipStep, TipContent, WriteTip};
use super::trail::{self, Way};
use super::view::SentTipView;
use crate::idempotent::{Attempt, attempt, keep};
use crate::{App, AppError, Caller, RequestKey};
use ::tips::ids::Organ;
use ::tips::message::{Lock, MessageKind, Offer, check_offer};
use ::tips::partner::{BodyKind, Partner};
use ::tips::route::{Proof, Route};
use ::tips::sender::{GiveUpCause, NewTip, OutFile, Outgoing, SenderCommand};
use ::tips::{Oin, Outbound, Refusal, Step, TipId};
use chrono::NaiveDate;
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
        let offer = offer_of(house.settings.soort, &wanted.inhoud);
        let to = (wanted.ontvanger, &wanted.orgaan);
        let route = self.way_of(&desk, &house, &offer, to).await?;
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
            SentTipStep::PostWithdrawal(posted) => {
                self.post_withdrawal(&mut tx, (&desk, &house), &mut sheet, posted).await?;
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
        let moves = matches!(command, SenderCommand::Redirect { .. });
        let ends = moves || matches!(command, SenderCommand::Withdraw { .. });
        let at = self.tip_step(desk.now, desk.actor());
        let Step { state, send } = sheet.paper.tip.clone().handle(command, at)?;
        sheet.partner = state.file().map_or(sheet.partner, OutFile::receiver);
        sheet.paper.vrijgegeven = state.released().or(sheet.paper.vrijgegeven);
        // A letter to one body says nothing of the next.
        sheet.paper.gepost = posted.or(sheet.paper.gepost.take()).filter(|_| !moves);
        sheet.paper.tip = state;
        if ends {
            // What was still to be said before has no meaning any more, for who takes it back or goes to another body.
            tx.cancel_tip_messages(sheet.id, desk.now).await?;
        }
        let mut line = desk.line(name.id(), trail::tip(sheet.tip)).partner(sheet.partner);
        if let Some(outbound) = send.filter(|outbound| is_carried(sheet, outbound)) {
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
        let to = (file.receiver(), file.organ());
        Ok(match step {
            SentTipStep::Rewrite(content) => {
                let offer = offer_of(house.settings.soort, &content);
                self.way_of(desk, house, &offer, to).await?;
                SenderCommand::Rewrite(Box::new(offer))
            }
            SentTipStep::Release => {
                self.way_of(desk, house, file.offer(), to).await?;
                SenderCommand::Release
            }
            // It may have moved to a system of its own, or from one, since; and it may not be one to tip any more.
            SentTipStep::SendAgain => {
                SenderCommand::Reroute(self.way_of(desk, house, file.offer(), to).await?)
            }
            SentTipStep::ByLetter => {
                self.way_of(desk, house, file.offer(), to).await?;
                SenderCommand::Reroute(Route::Letter)
            }
            SentTipStep::Redirect { receiver, organ } => {
                let route = self.way_of(desk, house, file.offer(), (receiver, &organ)).await?;
                SenderCommand::Redirect { receiver, organ, route }
            }
            step => plain_command(step, file, desk.now.dutch_date())?,
        })
    }

    /// Returns how an offer travels to an organ of a body, after what can stand in its way was checked.
    async fn way_of(
        &self,
        desk: &Desk<'_>,
        house: &House,
        offer: &Offer,
        (receiver, organ): (Oin, &Organ),
    ) -> Result<Route, AppError> {
        let (partner, route) = self.tip_receiver(desk, receiver).await?;
        may_go(offer, organ, house, &partner)?;
        Ok(route)
    }

    /// Registers that the withdrawal of a tip by letter was posted: the program does not carry it.
    async fn post_withdrawal(
        &self,
        tx: &mut Tx,
        (desk, house): (&Desk<'_>, &House),
        sheet: &mut Sheet<SentPaper>,
        posted: Posted,
    ) -> Result<(), AppError> {
        desk.actor().officer()?;
        if !sheet.paper.owes_withdrawal() {
            return Err(Refusal::WrongState.into());
        }
        not_later(posted.op, desk.now.dutch_date(), "/op")?;
        sheet.paper.intrekking_gepost = Some(posted);
        let line = desk.line("intrekking-gepost", trail::tip(sheet.tip)).partner(sheet.partner);
        let terms = (self.tip_calendar(), house.settings.termijnen);
        sheet.keep(tx, terms, (line, desk.now)).await
    }

    /// Returns a body that a tip can go to, with how it travels there.
    async fn tip_receiver(&self, desk: &Desk<'_>, oin: Oin) -> Result<(Partner, Route), AppError> {
        let no_partner = || no_partner("/ontvanger");
        let entry = match self.partner_entry(desk.scope(), oin).await {
            Err(AppError::NotFound) => return Err(no_partner()),
            other => other?,
        };
        let partner = entry.record.receiving().ok_or_else(no_partner)?.clone();
        let route = if partner.system.is_none() {
            Route::Letter
        } else if self.party_of_partner(&partner).await?.is_some() {
            Route::SameInstance
        } else {
            Route::OtherInstance
        };
        Ok((partner, route))
    }
}

/// Puts a step that needs no look at the register in the words of the core.
fn plain_command(
    step: SentTipStep,
    file: &OutFile,
    today: NaiveDate,
) -> Result<SenderCommand, AppError> {
    let by_hand = || if file.route().is_automatic() { Err(Refusal::WrongState) } else { Ok(()) };
    Ok(match step {
        SentTipStep::Post(posted) => {
            by_hand()?;
            not_later(posted.op, today, "/op")?;
            SenderCommand::Depart
        }
        SentTipStep::Returned(tracking) => SenderCommand::Deliver(Proof::Returned { tracking }),
        SentTipStep::NotTaken => {
            by_hand()?;
            SenderCommand::GiveUp(GiveUpCause::NotTaken)
        }
        SentTipStep::RegisterVerdict { verdict, day } => {
            not_later(day, today, "/oordeel-op")?;
            SenderCommand::RegisterVerdict { verdict, day }
        }
        SentTipStep::WriteAnswer(answer) => {
            if answer.betrokkene.is_none() && answer.besluit.is_none() && answer.contact.is_none() {
                let message = ::tips::message::Lock::EmptyAnswer.to_string();
                return Err(AppError::fault("/antwoord", FaultCode::Ontbreekt, message));
            }
            fits(answer.as_ref(), "/antwoord")?;
            SenderCommand::WriteAnswer(answer)
        }
        SentTipStep::ReleaseAnswer => {
            file.draft_answer().map_or(Ok(()), |(answer, _)| fits(answer, "/antwoord"))?;
            SenderCommand::ReleaseAnswer
        }
        SentTipStep::Withdraw { code, reason } => SenderCommand::Withdraw { code, reason },
        SentTipStep::Close(reason) => SenderCommand::Close(reason),
        // These look at the register, or are no step of the core.
        SentTipStep::Rewrite(_)
        | SentTipStep::Release
        | SentTipStep::SendAgain
        | SentTipStep::ByLetter
        | SentTipStep::Redirect { .. }
        | SentTipStep::RepeatMessages
        | SentTipStep::PostWithdrawal(_) => return Err(Refusal::WrongState.into()),
    })
}

/// Says that a body is in no register, at the field that names it.
pub(super) fn no_partner(place: &str) -> AppError {
    let message = "deze organisatie staat niet, of niet meer, in het register van partners";
    AppError::fault(place, FaultCode::OnbekendeWaarde, message)
}

/// Refuses a day that is still to come for what happened.
pub(super) fn not_later(day: NaiveDate, today: NaiveDate, place: &str) -> Result<(), AppError> {
    if day <= today {
        return Ok(());
    }
    Err(AppError::fault(place, FaultCode::Tegenstrijdig, "deze dag moet nog komen"))
}

/// Whether the program carries a message: the tip itself by its route, the rest as soon as it ever carried the tip. Of a letter
/// nothing leaves by itself.
fn is_carried(sheet: &Sheet<SentPaper>, outbound: &Outbound) -> bool {
    sheet.paper.tip.file().is_some_and(|file| match outbound.content.kind() {
        MessageKind::Offered => file.route().is_automatic(),
        _ => file.is_carried(),
    })
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

/// Makes the tip of a body: on which article it rests and in what capacity it is given follow from what the body is (art. 26).
pub(super) fn offer_of(giver: BodyKind, content: &TipContent) -> Offer {
    let content = content.clone();
    Offer {
        grondslag: giver.legal_basis(),
        hoedanigheid: giver.capacity(),
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
pub(super) fn fits(content: &impl Serialize, place: &str) -> Result<(), AppError> {
    if serde_json::to_string(content)?.len() <= MOST_CONTENT {
        return Ok(());
    }
    let message = "dit is te groot voor een bericht; kort de teksten in";
    Err(AppError::fault(place, FaultCode::VerkeerdeVorm, message))
}

/// Refuses what may not travel, or not there.
fn may_go(offer: &Offer, organ: &Organ, house: &House, partner: &Partner) -> Result<(), AppError> {
    fits(offer, "/inhoud")?;
    check_offer(offer, organ, &house.body(), partner).map_err(locked)
}

/// Says what stands in the way of a tip, at the field that it is about.
pub(super) fn locked(lock: Lock) -> AppError {
    let place = match lock {
        Lock::Receiver => "/ontvanger",
        Lock::Organ => "/orgaan",
        Lock::Explanation => "/inhoud/toelichting",
        Lock::Police => "/inhoud/wpgGrondslag",
        Lock::LegalBasis | Lock::Capacity | Lock::EmptyAnswer => "/inhoud",
    };
    AppError::fault(place, FaultCode::Tegenstrijdig, lock.to_string())
}
