//! Sending one message: its bytes are kept before anything leaves, and it is delivered when a receipt for those bytes was checked.
//! What an answer says beside the receipt is not believed.

use super::again::offers;
use super::carrier::{Errand, Reply};
use super::desk::note;
use super::paper::{SentPaper, Sheet};
use super::partner::Entry;
use super::traffic::change_traffic;
use super::trail::{self, Line, Way};
use super::turn::{Answers, Pair, Turn};
use crate::AppError;
use ::tips::partner::{HoldCause, PartnerCommand};
use ::tips::receipt::{Awaited, Receipt, Skew};
use ::tips::route::Proof;
use ::tips::schedule::{Next, Outcome, classify, next};
use ::tips::sender::{GiveUpCause, SenderCommand, SenderState};
use ::tips::{Actor, MessageId, TipId};
use chrono::TimeDelta;
use kernel::{Id, Moment, Sha256Hex};
use store::{ClaimedTipMessage, SealedTipMessage, StoreError, TipOutcome, Tx};

/// How long a message whose bytes cannot be made waits, in seconds, when it has waited for days already.
const NO_KEY_PAUSE: i64 = 3_600;
/// Why a message waits that was not tried, or whose partner is gone.
const WAITS: &str = "wacht-op-partner";
/// What stands with a message that could not be handled here.
const STUCK: &str = "fout-in-verwerking";

impl Turn<'_> {
    /// Sends a message, and says whether the partner answers. What goes wrong here with one message says nothing of the partner:
    /// that message waits, and the others go.
    pub(super) async fn send_by_itself(self, pair: &Pair, message: &ClaimedTipMessage) -> Answers {
        match self.send(pair, message).await {
            Ok(answers) => answers,
            Err(error) => {
                tracing::error!(%error, "a message between parties could not be handled");
                self.quietly(self.wait_here(pair, message)).await;
                Answers::Yes
            }
        }
    }

    async fn send(self, pair: &Pair, message: &ClaimedTipMessage) -> Result<Answers, AppError> {
        let sealed = match (&message.sealed, &message.closed) {
            (Some(sealed), _) => sealed.clone(),
            (None, Some(error)) => {
                tracing::error!(%error, "what a message between parties says does not open");
                self.wait_here(pair, message).await?;
                return Ok(Answers::Yes);
            }
            (None, None) => match self.make_bytes(pair, message).await? {
                Ok(sealed) => sealed,
                Err(answers) => return Ok(answers),
            },
        };
        let reply = self.ask(pair, Errand::Message(&sealed.wire)).await;
        match classify(reply.status) {
            Outcome::Answered => self.judge_receipt(pair, message, (&sealed, &reply)).await,
            Outcome::Temporary => {
                let code = reply
                    .status
                    .map_or("geen-antwoord".to_owned(), |status| format!("antwoord-{status}"));
                self.try_again(pair, message, (sealed.made_at, reply.retry_after), &code).await?;
                // One that is too busy for this message is too busy for the next.
                Ok(Answers::No)
            }
            Outcome::Permanent => self.refused(pair, message, reply.status).await,
            Outcome::Hold => {
                self.hold(pair, message).await?;
                Ok(Answers::No)
            }
        }
    }

    /// Gives up a message that the partner refused for good, unless it can be said anew.
    async fn refused(
        self,
        pair: &Pair,
        message: &ClaimedTipMessage,
        status: Option<u16>,
    ) -> Result<Answers, AppError> {
        if status == Some(409) && self.say_anew(pair, message).await? {
            return Ok(Answers::Yes);
        }
        let code = format!("geweigerd-{}", status.unwrap_or_default());
        self.give_up(pair, message, (GiveUpCause::Refused, &code)).await?;
        Ok(Answers::Yes)
    }

    /// Lets a message wait, because the partner does not answer others now.
    pub(super) async fn put_off(
        self,
        pair: &Pair,
        message: &ClaimedTipMessage,
    ) -> Result<Answers, AppError> {
        let (first, now) = (first_try(message), self.app.now());
        let Some(at) = self.pause((first, now), message.attempts.saturating_sub(1), None) else {
            // Its time is over: what was never tried is looked at like what was.
            self.try_again(pair, message, (first, None), WAITS).await?;
            return Ok(Answers::No);
        };
        self.settle_failed(pair, message, &TipOutcome::PutOff(at, WAITS)).await?;
        Ok(Answers::No)
    }

    /// Takes a step of the program with a tip that the party gives.
    async fn step_sent(
        self,
        tx: &mut Tx,
        pair: &Pair,
        mut sheet: Sheet<SentPaper>,
        (command, line): (SenderCommand, Line),
    ) -> Result<(), AppError> {
        let now = self.app.now();
        let at = self.app.tip_step(now, Actor::Machine);
        sheet.paper.tip = sheet.paper.tip.clone().handle(command, at)?.state;
        let terms = (self.app.tip_calendar(), pair.house.settings.termijnen);
        sheet.keep(tx, terms, (line, now)).await
    }

    async fn judge_receipt(
        self,
        pair: &Pair,
        message: &ClaimedTipMessage,
        (sealed, reply): (&SealedTipMessage, &Reply),
    ) -> Result<Answers, AppError> {
        let awaited = Awaited {
            id: MessageId::from_uuid(message.id),
            digest: Sha256Hex::from_digest(sealed.sha256),
            first_sent: sealed.made_at,
        };
        let own = pair.house.settings.oin;
        match Receipt::check(&reply.body, awaited, own, &pair.partner, self.app.now()) {
            Ok((_, skew)) => {
                self.delivered(pair, message, (&awaited, &reply.body, skew)).await?;
                Ok(Answers::Yes)
            }
            Err(bad) => {
                let code = format!("ontvangstbewijs-{}", bad.reason().code());
                self.try_again(pair, message, (sealed.made_at, None), &code).await?;
                Ok(Answers::No)
            }
        }
    }

    /// Keeps the receipt with what follows from it. All that waits for the partner can go now: it answers.
    async fn delivered(
        self,
        pair: &Pair,
        message: &ClaimedTipMessage,
        (awaited, receipt, skew): (&Awaited, &str, Skew),
    ) -> Result<(), AppError> {
        let now = self.app.now();
        let line = Line::of(now, "bericht-bezorgd", trail::tip(TipId::from_uuid(message.tip)))
            .message(awaited.id, Way::Out)
            .partner(pair.oin())
            .wire(awaited.digest)
            .receipt(receipt);
        let mut tx = self.app.store.begin(pair.scope()).await?;
        change_traffic(&mut tx, pair.oin(), |traffic| traffic.answered(now, skew)).await?;
        tx.release_tip_queue(&pair.oin().to_string(), now).await?;
        let hold = (message.id, message.attempts);
        match tx.settle_tip_message(hold, &TipOutcome::Delivered(receipt), now).await {
            Ok(()) => {}
            // Another worker brought the same receipt.
            Err(StoreError::Conflict) => return Ok(tx.rollback().await?),
            Err(error) => return Err(error.into()),
        }
        if let Some(sheet) = self.offered_tip(&mut tx, pair, message).await? {
            let proof = Proof::Receipt { digest: Sha256Hex::of_bytes(receipt.as_bytes()) };
            self.step_sent(&mut tx, pair, sheet, (SenderCommand::Deliver(proof), line)).await?;
        } else {
            note(&mut tx, line).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Tries again at the moment of the schedule; after seven days an officer has to choose.
    async fn try_again(
        self,
        pair: &Pair,
        message: &ClaimedTipMessage,
        (first, retry_after): (Moment, Option<u32>),
        code: &str,
    ) -> Result<(), AppError> {
        let now = self.app.now();
        let at = match self.pause((first, now), message.attempts, retry_after) {
            Some(at) => at,
            None if message.sealed.is_some() => {
                return self.give_up(pair, message, (GiveUpCause::TimeOver, code)).await;
            }
            // What never left cannot be undeliverable; the alert tells an officer that it waits.
            None => now.after(TimeDelta::seconds(NO_KEY_PAUSE)),
        };
        self.settle_failed(pair, message, &TipOutcome::Again(at, code)).await
    }

    /// When the next attempt is after so many; none when the time for it is over.
    fn pause(
        self,
        (first, now): (Moment, Moment),
        attempts: i32,
        retry_after: Option<u32>,
    ) -> Option<Moment> {
        let attempts = u32::try_from(attempts).unwrap_or(1);
        let random = u32::from_be_bytes(self.app.random());
        match next(first, now, attempts, random, retry_after) {
            Next::At(at) => Some(at),
            Next::GiveUp => None,
        }
    }

    async fn settle_failed(
        self,
        pair: &Pair,
        message: &ClaimedTipMessage,
        outcome: &TipOutcome<'_>,
    ) -> Result<(), AppError> {
        let now = self.app.now();
        let mut tx = self.app.store.begin(pair.scope()).await?;
        change_traffic(&mut tx, pair.oin(), |traffic| traffic.failed(now)).await?;
        settle(tx, message, outcome, now).await
    }

    pub(super) async fn wait_for_key(
        self,
        pair: &Pair,
        message: &ClaimedTipMessage,
    ) -> Result<(), AppError> {
        self.try_again(pair, message, (message.queued_at, None), "geen-sleutel").await
    }

    /// Lets a message wait that could not be handled here, such as one whose content does not open: with the right key of the database
    /// it may again. That says nothing of the partner.
    async fn wait_here(self, pair: &Pair, message: &ClaimedTipMessage) -> Result<(), AppError> {
        let now = self.app.now();
        let at = self.pause((first_try(message), now), message.attempts, None);
        let at = at.unwrap_or(now.after(TimeDelta::seconds(NO_KEY_PAUSE)));
        let tx = self.app.store.begin(pair.scope()).await?;
        settle(tx, message, &TipOutcome::Again(at, STUCK), now).await
    }

    /// Puts a message with the dead letters, where only an officer takes it from.
    pub(super) async fn give_up(
        self,
        pair: &Pair,
        message: &ClaimedTipMessage,
        (cause, code): (GiveUpCause, &str),
    ) -> Result<(), AppError> {
        let now = self.app.now();
        let line = Line::of(now, "bericht-opgeven", trail::tip(TipId::from_uuid(message.tip)))
            .message(MessageId::from_uuid(message.id), Way::Out)
            .partner(pair.oin())
            .result(code);
        let mut tx = self.app.store.begin(pair.scope()).await?;
        change_traffic(&mut tx, pair.oin(), |traffic| traffic.failed(now)).await?;
        let hold = (message.id, message.attempts);
        match tx.settle_tip_message(hold, &TipOutcome::GivenUp(code), now).await {
            Ok(()) => {}
            Err(StoreError::Conflict) => return Ok(tx.rollback().await?),
            Err(error) => return Err(error.into()),
        }
        // A tip that was taken back meanwhile, or heard of by another way, is not undeliverable.
        let waits = |sheet: &Sheet<SentPaper>| {
            matches!(sheet.paper.tip.state(), SenderState::Released | SenderState::Underway)
        };
        if let Some(sheet) = self.offered_tip(&mut tx, pair, message).await?.filter(waits) {
            self.step_sent(&mut tx, pair, sheet, (SenderCommand::GiveUp(cause), line)).await?;
        } else {
            note(&mut tx, line).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Returns the tip that a message offers; none for other messages, and when the tip went to another body since.
    async fn offered_tip(
        self,
        tx: &mut Tx,
        pair: &Pair,
        message: &ClaimedTipMessage,
    ) -> Result<Option<Sheet<SentPaper>>, AppError> {
        if message.kind != offers() {
            return Ok(None);
        }
        let sheet: Sheet<SentPaper> = self.app.tip_sheet(tx, message.tip).await?;
        Ok(Some(sheet).filter(|sheet| sheet.partner == pair.oin()))
    }

    /// Lets all that is for a partner wait: it says that it is gone. An officer looks into it.
    async fn hold(self, pair: &Pair, message: &ClaimedTipMessage) -> Result<(), AppError> {
        let (now, oin) = (self.app.now(), pair.oin());
        let mut tx = self.app.store.begin(pair.scope()).await?;
        let row = tx.tip_partner_for_update(&oin.to_string()).await?.ok_or(AppError::NotFound)?;
        let entry = Entry::read(row)?;
        let command = PartnerCommand::Hold(HoldCause::Gone);
        if let Ok(record) = entry.record.handle(command, Actor::Machine, now) {
            let content = Entry::keep(&mut tx, &record, entry.version).await?;
            let line =
                Line::of(now, "partner-aanhouden", trail::partner(oin)).result("antwoord-410");
            note(&mut tx, line.content(&content)).await?;
        }
        tx.commit().await?;
        self.try_again(pair, message, (first_try(message), None), WAITS).await
    }
}

/// Notes how an attempt ended; another worker may have noted so before, or have the message by now.
async fn settle(
    mut tx: Tx,
    message: &ClaimedTipMessage,
    outcome: &TipOutcome<'_>,
    now: Moment,
) -> Result<(), AppError> {
    let hold = (message.id, message.attempts);
    match tx.settle_tip_message(hold, outcome, now).await {
        Ok(()) => Ok(tx.commit().await?),
        Err(StoreError::Conflict) => Ok(tx.rollback().await?),
        Err(error) => Err(error.into()),
    }
}

/// Since when a message is tried.
fn first_try(message: &ClaimedTipMessage) -> Moment {
    message.sealed.as_ref().map_or(message.queued_at, |sealed| sealed.made_at)
}
