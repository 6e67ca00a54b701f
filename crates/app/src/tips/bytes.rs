//! Making the bytes of messages: once, and kept before anything leaves. What is sent again is sent as it is.

use super::desk::{note, note_all};
use super::keys::whole_second;
use super::paper::{SentPaper, Sheet};
use super::trail::{self, Line, Way};
use super::turn::{Answers, Pair, Turn};
use crate::AppError;
use ::tips::ids::Source;
use ::tips::keys::EncryptionKey;
use ::tips::message::{Message, MessageKind};
use ::tips::seal::{SealError, Sealed, seal};
use ::tips::sender::{GiveUpCause, SenderCommand};
use ::tips::{Actor, Outbound, Refusal, TipId};
use kernel::{Id, Moment, Sha256Hex};
use store::{ClaimedTipMessage, SealedTipMessage, StoreError, Tx};

/// A message with its bytes.
struct Made {
    message: Message,
    sealed: SealedTipMessage,
}

impl Turn<'_> {
    /// Makes the bytes of all messages that have none and keeps them in one transaction: to wait for the disk is the most of what a
    /// message costs. What does not succeed here stays as it was, for [`Turn::make_bytes`] to do by itself and to say why.
    pub(super) async fn make_bytes_of_all(
        self,
        pair: &Pair,
        claimed: &mut [ClaimedTipMessage],
    ) -> Result<(), AppError> {
        let now = self.app.now();
        let Some(key) = pair.encryption(now) else { return Ok(()) };
        let bare = claimed.iter_mut().filter(|one| one.sealed.is_none() && one.closed.is_none());
        let made = bare.filter_map(|one| Some((Made::of(pair, one, key, now).ok()?, one)));
        let mut all: Vec<(Made, &mut ClaimedTipMessage)> = made.collect();
        if all.is_empty() {
            return Ok(());
        }
        // In one order, so that two workers seldom wait for each other in turn; if they do, the database breaks one of them off.
        all.sort_by_key(|(_, message)| message.tip);
        let (mut kept, mut lines) = (Vec::new(), Vec::new());
        let mut tx = self.app.store.begin(pair.scope()).await?;
        for (made, message) in all {
            if let Some(line) = self.depart(&mut tx, pair, (message, &made)).await? {
                lines.push(line);
                kept.push((made.sealed, message));
            }
        }
        if lines.is_empty() {
            return Ok(tx.rollback().await?);
        }
        note_all(&mut tx, lines).await?;
        tx.commit().await?;
        for (sealed, message) in kept {
            message.sealed = Some(sealed);
        }
        Ok(())
    }

    /// Makes the bytes of a message and keeps them. The inner result is there when nothing is to be sent now.
    pub(super) async fn make_bytes(
        self,
        pair: &Pair,
        claimed: &ClaimedTipMessage,
    ) -> Result<Result<SealedTipMessage, Answers>, AppError> {
        let now = self.app.now();
        let Some(key) = pair.encryption(now) else {
            self.wait_for_key(pair, claimed).await?;
            return Ok(Err(Answers::No));
        };
        let made = match Made::of(pair, claimed, key, now) {
            Ok(made) => made,
            // Trying again would make nothing else of it.
            Err(code) => {
                self.give_up(pair, claimed, (GiveUpCause::Unsendable, code)).await?;
                return Ok(Err(Answers::Yes));
            }
        };
        let mut tx = self.app.store.begin(pair.scope()).await?;
        let Some(line) = self.depart(&mut tx, pair, (claimed, &made)).await? else {
            tx.rollback().await?;
            return Ok(Err(Answers::Yes));
        };
        note(&mut tx, line).await?;
        tx.commit().await?;
        Ok(Ok(made.sealed))
    }

    /// Keeps the bytes of a message, with the step of a tip that leaves, and returns the line to be added for it. None when it was
    /// taken back or another worker has it by now; then nothing was written.
    async fn depart(
        self,
        tx: &mut Tx,
        pair: &Pair,
        (claimed, made): (&ClaimedTipMessage, &Made),
    ) -> Result<Option<Line>, AppError> {
        let now = self.app.now();
        let mut leaving = None;
        if made.message.content.kind() == MessageKind::Offered {
            let mut sheet: Sheet<SentPaper> = self.app.tip_sheet(tx, claimed.tip).await?;
            let at = self.app.tip_step(now, Actor::Machine);
            match sheet.paper.tip.clone().handle(SenderCommand::Depart, at) {
                Ok(step) => sheet.paper.tip = step.state,
                Err(Refusal::WrongState) => return Ok(None),
                Err(refusal) => return Err(refusal.into()),
            }
            leaving = Some(sheet);
        }
        match tx.seal_tip_message(claimed, &made.sealed).await {
            Ok(()) => {}
            Err(StoreError::Conflict) => return Ok(None),
            Err(error) => return Err(error.into()),
        }
        let line = made.line(pair, now);
        let Some(mut sheet) = leaving else { return Ok(Some(line)) };
        let terms = (self.app.tip_calendar(), pair.house.settings.termijnen);
        Ok(Some(sheet.put(tx, terms, (line, now)).await?))
    }
}

impl Made {
    /// Makes the bytes of a message, or says by a code why that cannot be.
    fn of(
        pair: &Pair,
        claimed: &ClaimedTipMessage,
        key: &EncryptionKey,
        now: Moment,
    ) -> Result<Self, &'static str> {
        let message = read_message(pair, claimed, now).ok_or("inhoud-onleesbaar")?;
        let Sealed { wire, digest } =
            seal(&message, &pair.keys.signing, key).map_err(SealError::code)?;
        let sealed = SealedTipMessage { wire, sha256: *digest.as_bytes(), made_at: message.time };
        Ok(Self { message, sealed })
    }

    fn line(&self, pair: &Pair, now: Moment) -> Line {
        Line::of(now, "bericht-verzegelen", trail::tip(self.message.tip))
            .message(self.message.id, Way::Out)
            .partner(pair.oin())
            .wire(Sha256Hex::from_digest(self.sealed.sha256))
            .key(pair.keys.signing.public().thumbprint())
    }
}

/// Reads what a message says; none when that cannot be read any more.
fn read_message(pair: &Pair, claimed: &ClaimedTipMessage, now: Moment) -> Option<Message> {
    let outbound: Outbound = serde_json::from_str(claimed.content.as_ref()?.reveal()).ok()?;
    Some(Message {
        id: outbound.id,
        time: whole_second(now),
        source: Source::of(pair.house.settings.oin),
        audience: outbound.to,
        organ: outbound.organ,
        tip: TipId::from_uuid(claimed.tip),
        number: outbound.number,
        content: outbound.content,
    })
}
