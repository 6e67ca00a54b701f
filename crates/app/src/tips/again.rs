//! Saying again what did not arrive: what it says goes out under another message and number, so that nobody takes it for the first.

use super::desk::{Desk, House};
use super::paper::{Paper, ReceivedPaper, SentPaper, Sheet};
use super::send::{kind_id, queue};
use super::trail::{self, Line, Way};
use super::turn::{Pair, Turn};
use crate::{App, AppError};
use ::tips::message::MessageKind;
use ::tips::{Actor, At, MessageId, Outbound, Refusal};
use kernel::{Id, Moment};
use store::{ClaimedTipMessage, StoreError, TipOutcome, Tx};

/// What stands with a message whose id the other body knows with other bytes.
const KNOWN_OTHERWISE: &str = "geweigerd-409";

/// The kind of message that has a way of its own: a tip that could not be delivered is a state, and an officer chooses.
pub(super) fn offers() -> String {
    kind_id(MessageKind::Offered)
}

impl App {
    /// Says again all that was given up about a tip. Only a person does so; what does not fit the state of the tip any more lapses.
    pub(super) async fn say_again<P: Paper>(
        &self,
        tx: &mut Tx,
        (desk, house): (&Desk<'_>, &House),
        sheet: &mut Sheet<P>,
    ) -> Result<(), AppError> {
        desk.actor().officer()?;
        let of = (sheet.partner.to_string(), sheet.tip.uuid());
        let dead = tx.take_dead_tip_letters((of.0.as_str(), of.1), &offers(), desk.now).await?;
        if dead.is_empty() {
            return Err(Refusal::NothingToRepeat.into());
        }
        let terms = (self.tip_calendar(), house.settings.termijnen);
        for content in dead {
            let at = self.tip_step(desk.now, desk.actor());
            let line = desk.line("bericht-opnieuw-verzenden", trail::tip(sheet.tip));
            let line = line.partner(sheet.partner);
            let said = serde_json::from_str(content.reveal())?;
            let line = match repeat(tx, sheet, said, (at, desk.now)).await {
                Ok(id) => line.message(id, Way::Out),
                Err(AppError::Tip(Refusal::WrongState)) => line.result("vervallen"),
                Err(error) => return Err(error),
            };
            sheet.keep(tx, terms, (line, desk.now)).await?;
        }
        Ok(())
    }
}

impl Turn<'_> {
    /// Says a message again, once, whose id the other body knows with other bytes: those were sent before this database was put
    /// back from a backup. Returns whether it did; else the message is one to give up.
    pub(super) async fn say_anew(
        self,
        pair: &Pair,
        message: &ClaimedTipMessage,
    ) -> Result<bool, AppError> {
        let rows = self.app.store.tip_messages(pair.scope(), message.tip).await?;
        // What says a message again has its moment, so that the next refusal is known as the second.
        let was_said_anew = rows.iter().any(|row| {
            (row.kind.as_str(), row.queued_at) == (message.kind.as_str(), message.queued_at)
                && row.last_error.as_deref() == Some(KNOWN_OTHERWISE)
        });
        let Some(content) = message.content.as_ref().filter(|_| !was_said_anew) else {
            return Ok(false);
        };
        let said: Outbound = serde_json::from_str(content.reveal())?;
        let replaced = if said.content.kind().is_of_sender() {
            self.replace::<SentPaper>(pair, message, said).await
        } else {
            self.replace::<ReceivedPaper>(pair, message, said).await
        };
        match replaced {
            Ok(()) => Ok(true),
            // Another worker has it by now, the tip went elsewhere, or the message does not fit its state any more.
            Err(
                AppError::NotFound
                | AppError::Store(StoreError::Conflict)
                | AppError::Tip(Refusal::WrongState),
            ) => Ok(false),
            Err(error) => Err(error),
        }
    }

    async fn replace<P: Paper>(
        self,
        pair: &Pair,
        message: &ClaimedTipMessage,
        said: Outbound,
    ) -> Result<(), AppError> {
        let now = self.app.now();
        let mut tx = self.app.store.begin(pair.scope()).await?;
        let row = tx.tip_of_partner(P::SIDE, &pair.oin().to_string(), message.tip).await?;
        let mut sheet: Sheet<P> = Sheet::open(&row.ok_or(AppError::NotFound)?)?;
        let hold = (message.id, message.attempts);
        tx.settle_tip_message(hold, &TipOutcome::Replaced(KNOWN_OTHERWISE), now).await?;
        let at = self.app.tip_step(now, Actor::Machine);
        let id = repeat(&mut tx, &mut sheet, said, (at, message.queued_at)).await?;
        let line = Line::of(now, "bericht-vervangen", trail::tip(sheet.tip))
            .message(id, Way::Out)
            .partner(pair.oin())
            .result(KNOWN_OTHERWISE);
        let terms = (self.app.tip_calendar(), pair.house.settings.termijnen);
        sheet.keep(&mut tx, terms, (line, now)).await?;
        Ok(tx.commit().await?)
    }
}

/// Queues what was said before as another message, which counts as decided at the given moment.
async fn repeat<P: Paper>(
    tx: &mut Tx,
    sheet: &mut Sheet<P>,
    said: Outbound,
    (at, decided): (At, Moment),
) -> Result<MessageId, AppError> {
    let outbound = sheet.paper.repeat(said.content, at)?;
    queue(tx, sheet.tip, &outbound, decided).await?;
    Ok(outbound.id)
}
