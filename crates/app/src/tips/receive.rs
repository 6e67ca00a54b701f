//! Taking what partners send. A message is judged, registered, answered and put on record in one transaction: after a crash it is
//! there with its receipt, or it is not there and comes again.

use super::carrier::Reply;
use super::connection::TipSender;
use super::desk::{House, note};
use super::keys::{Ring, unreadable, whole_second};
use super::paper::{ReceivedPaper, SentPaper, Sheet};
use super::partner::Entry;
use super::traffic::{keep_traffic, lock_traffic};
use super::trail::{self, Line, Way};
use crate::{App, AppError};
use ::tips::inbox::{Arrival, remembered_until};
use ::tips::keys::OwnKeys;
use ::tips::message::{MOST_WIRE, Message, MessageKind};
use ::tips::partner::Partner;
use ::tips::ping::Ping;
use ::tips::rate::TooMany;
use ::tips::receipt::Receipt;
use ::tips::receiver::Incoming;
use ::tips::seal::{Opened, Receiver, open};
use ::tips::sender::SenderCommand;
use ::tips::{Actor, Heard, MessageId, Oin};
use kernel::{Id, Moment, PartyId, Sha256Hex};
use std::sync::Arc;
use store::{NewTipArrival, PartyScope, TipSide, Tx};

/// A message in the hands of the receiver.
struct Arriving<'a> {
    from: &'a TipSender,
    house: &'a House,
    keys: &'a OwnKeys,
    opened: Opened,
    wire: &'a str,
    now: Moment,
}

impl App {
    /// Takes a message of the body that the connection is of. Whatever is wrong with it, the answer is the same; why stands in the
    /// trail of tips and nowhere else (RFC 8725: an answer that says why helps who guesses).
    ///
    /// # Errors
    /// Only when the database cannot: answer 503, and the message comes again.
    pub async fn take_tip_message(
        &self,
        party: &PartyId,
        from: impl Into<TipSender>,
        wire: &[u8],
    ) -> Result<Reply, AppError> {
        let (scope, now) = (self.store.scope_for_worker(party), self.now());
        let from: TipSender = from.into();
        if wire.len() > MOST_WIRE {
            self.refuse_stranger(&scope, &from, ("te-groot", None), now).await?;
            return Ok(Reply::status(413));
        }
        let digest = Sha256Hex::of_bytes(wire);
        let Some((house, keys)) = self.receiving_house(&scope, now).await? else {
            return Ok(Reply::status(400));
        };
        let mut tx = self.store.begin(&scope).await?;
        let partner = match receiving_partner(&mut tx, &from).await? {
            Ok(partner) => partner,
            Err(code) => {
                tx.rollback().await?;
                self.refuse_stranger(&scope, &from, (code, Some(digest)), now).await?;
                return Ok(Reply::status(400));
            }
        };
        let mut traffic = lock_traffic(&mut tx, from.oin).await?;
        if let Err(too_many) = traffic.admit(partner.limits, now) {
            tx.rollback().await?;
            return Ok(busy(too_many));
        }
        let opened =
            open(wire, Receiver { own: &house.body(), keys: &keys, sender: &partner }, now);
        if let Ok(opened) = &opened {
            traffic.skewed(opened.skew);
        }
        keep_traffic(&mut tx, from.oin, &traffic).await?;
        let opened = match opened {
            Ok(opened) => opened,
            Err(bad) => {
                let line = refusal_line(now, &from, bad.reason().code()).wire(digest);
                return refused_in(tx, line, bad.status()).await;
            }
        };
        // It was opened, so it is text.
        let wire = std::str::from_utf8(wire).unwrap_or_default();
        let arriving = Arriving { from: &from, house: &house, keys: &keys, opened, wire, now };
        self.judge_arrival(tx, &arriving).await
    }

    /// Answers a message that was opened: it is new, it came before, or its id is another's.
    async fn judge_arrival(&self, mut tx: Tx, arriving: &Arriving<'_>) -> Result<Reply, AppError> {
        let Arriving { from, opened, now, .. } = arriving;
        let (sender, now, digest, id) = (from.oin, *now, opened.digest, opened.message.id);
        let refused = |code: &str| refusal_line(now, from, code).wire(digest);
        let known = tx.tip_arrival(&sender.to_string(), id.uuid()).await?;
        let known_digest = known.as_ref().map(|known| Sha256Hex::from_digest(known.sha256));
        match (Arrival::judge(known_digest, digest), known) {
            (Arrival::Repeated, Some(known)) => {
                let line = Line::of(now, "bericht-herhaald", trail::partner(sender));
                note(&mut tx, line.message(id, Way::In).wire(digest)).await?;
                tx.commit().await?;
                Ok(Reply::with(Arrival::Repeated.status(), known.receipt))
            }
            (Arrival::Conflict, _) => {
                let line = refused("andere-inhoud").message(id, Way::In);
                refused_in(tx, line, Arrival::Conflict.status()).await
            }
            _ => match self.register_tip(&mut tx, arriving).await? {
                Ok(receipt) => {
                    tx.commit().await?;
                    Ok(Reply::with(Arrival::New.status(), receipt))
                }
                Err(code) => refused_in(tx, refused(code).message(id, Way::In), 400).await,
            },
        }
    }

    /// Answers a sign of life with a receipt over its bytes.
    ///
    /// # Errors
    /// As [`App::take_tip_message`].
    pub async fn take_tip_ping(
        &self,
        party: &PartyId,
        from: impl Into<TipSender>,
        text: &str,
    ) -> Result<Reply, AppError> {
        let (scope, now) = (self.store.scope_for_worker(party), self.now());
        let from: TipSender = from.into();
        if text.len() > MOST_WIRE {
            return Ok(Reply::status(413));
        }
        let Some((house, keys)) = self.receiving_house(&scope, now).await? else {
            return Ok(Reply::status(400));
        };
        let mut tx = self.store.begin(&scope).await?;
        let Ok(partner) = receiving_partner(&mut tx, &from).await? else {
            return Ok(Reply::status(400));
        };
        if let Err(too_many) = admit(&mut tx, &partner, now).await? {
            tx.rollback().await?;
            return Ok(busy(too_many));
        }
        let own = house.settings.oin;
        match Ping::check(text, own, &partner, now) {
            Ok(ping) => {
                let digest = Sha256Hex::of_bytes(text.as_bytes());
                let receipt = receipt((ping.id, digest), (own, from.oin), now);
                let signed = receipt.sign(&keys.signing).map_err(unreadable)?;
                tx.commit().await?;
                Ok(Reply::with(200, signed))
            }
            Err(bad) => {
                let line = refusal_line(now, &from, bad.reason().code());
                refused_in(tx, line, bad.status()).await
            }
        }
    }

    /// Returns the party of this installation that a number is of.
    ///
    /// # Errors
    /// When the database cannot say.
    pub async fn party_of_tips(&self, oin: Oin) -> Result<Option<PartyId>, AppError> {
        let party = self.store.party_of_oin(&oin.to_string()).await?;
        Ok(party.filter(|party| self.has_number(party, oin)))
    }

    /// Returns the party of this installation that a partner is: the one that has its number and a key that two officers pinned. A
    /// number alone proves nothing, for a party fills it in itself: what is for a body elsewhere would never leave.
    pub(super) async fn party_of_partner(
        &self,
        partner: &Partner,
    ) -> Result<Option<PartyId>, AppError> {
        let Some(system) = &partner.system else { return Ok(None) };
        let Some(party) = self.party_of_tips(partner.oin).await? else { return Ok(None) };
        let keys = self.store.tip_keys(&self.store.scope_for_worker(&party)).await?;
        Ok(Ring::read(keys)?.has_key_of(&system.signing).then_some(party))
    }

    /// Says which keys a party uses, signed; no answer when it takes no part in the exchange.
    pub async fn tip_key_document(&self, party: &PartyId) -> Result<Reply, AppError> {
        let (scope, now) = (self.store.scope_for_worker(party), self.now());
        let Some(house) = self.tip_house(&scope).await? else { return Ok(Reply::status(404)) };
        let ring = Ring::read(self.store.tip_keys(&scope).await?)?;
        let keys = self.open_tip_keys(&scope, now).await?;
        let document = ring.document((&house, keys.as_ref()), now)?;
        let signer = keys.signing.public().thumbprint();
        if let Some(text) = self.tip_keys.signed(party, (&document, signer)) {
            return Ok(Reply::with(200, text));
        }
        let text = document.sign(&keys.signing).map_err(unreadable)?;
        self.tip_keys.keep_signed(party, (document, signer), &text);
        Ok(Reply::with(200, text))
    }

    async fn receiving_house(
        &self,
        scope: &PartyScope,
        now: Moment,
    ) -> Result<Option<(House, Arc<OwnKeys>)>, AppError> {
        let Some(house) = self.tip_house(scope).await? else { return Ok(None) };
        let keys = self.open_tip_keys(scope, now).await?;
        Ok(Some((house, keys)))
    }

    /// Puts a message that was not even looked at on record, as far as that is of use.
    async fn refuse_stranger(
        &self,
        scope: &PartyScope,
        from: &TipSender,
        (code, digest): (&str, Option<Sha256Hex>),
        now: Moment,
    ) -> Result<(), AppError> {
        if !self.tip_strangers.admit(scope.party(), now) {
            return Ok(());
        }
        let line = refusal_line(now, from, code);
        let line = digest.into_iter().fold(line, Line::wire);
        let mut tx = self.store.begin(scope).await?;
        note(&mut tx, line).await?;
        Ok(tx.commit().await?)
    }

    /// Registers a new message with its receipt; gives the receipt, or the code of why the message does not fit. Nothing was
    /// written when it does not.
    async fn register_tip(
        &self,
        tx: &mut Tx,
        arriving: &Arriving<'_>,
    ) -> Result<Result<String, &'static str>, AppError> {
        let Arriving { from, house, keys, opened, wire, now } = arriving;
        let message = &opened.message;
        let sender = message.source.oin();
        let heard = Heard { message: message.clone(), at: *now };
        let receipt = receipt((message.id, opened.digest), (house.settings.oin, sender), *now);
        let receipt = receipt.sign(&keys.signing).map_err(unreadable)?;
        let line = arrival_line(opened, *now).certificate(from.certificate()).receipt(&receipt);
        let kept = if message.content.kind().is_of_sender() {
            self.hear_of_sender(tx, arriving, (heard, line)).await?
        } else {
            self.hear_of_receiver(tx, arriving, (heard, line)).await?
        };
        let is_kept = match kept {
            Ok(is_kept) => is_kept,
            Err(code) => return Ok(Err(code)),
        };
        let new = NewTipArrival {
            source: &sender.to_string(),
            id: message.id.uuid(),
            tip: message.tip.uuid(),
            sha256: *opened.digest.as_bytes(),
            wire: is_kept.then_some(*wire),
            signed_by: opened.signed_by.to_string(),
            opened_by: opened.opened_by.to_string(),
            made_at: message.time,
            received_at: *now,
            remember_until: remembered_until(message.time),
            receipt: &receipt,
        };
        tx.add_tip_arrival(&new).await?;
        Ok(Ok(receipt))
    }

    /// A message of the body that gives the tip: the tip itself, an answer, or that it is taken back. Returns whether the content of
    /// the tip is kept, so that the bytes of the message may be.
    async fn hear_of_sender(
        &self,
        tx: &mut Tx,
        arriving: &Arriving<'_>,
        (heard, line): (Heard, Line),
    ) -> Result<Result<bool, &'static str>, AppError> {
        let message = &arriving.opened.message;
        let (sender, tip) = (message.source.oin(), message.tip);
        let row = tx.tip_of_partner(TipSide::Received, &sender.to_string(), tip.uuid()).await?;
        let (before, heard) = match row.as_ref().map(Sheet::<ReceivedPaper>::open).transpose()? {
            Some(sheet) => {
                let next = sheet.paper.tip.clone().hear(heard);
                (Some(sheet), next)
            }
            None => (None, Incoming::begin(heard)),
        };
        let state = match heard {
            Ok(state) => state,
            Err(refusal) => return Ok(Err(refusal.code())),
        };
        let mut sheet = before.unwrap_or_else(|| {
            let id = self.fresh::<MessageId>(arriving.now).uuid();
            Sheet::fresh(id, tip, sender, ReceivedPaper::new(state.clone()), arriving.now)
        });
        sheet.paper.take(state);
        if message.content.kind() == MessageKind::Offered {
            // Whatever way it came before: its sender has a system now, and hears by message.
            sheet.paper.weg = None;
        }
        let terms = (self.tip_calendar(), arriving.house.settings.termijnen);
        sheet.keep(tx, terms, (line, arriving.now)).await?;
        Ok(Ok(sheet.paper.tip.file().is_some()))
    }

    /// A message of the body that got the tip: that it looks at it, what it asks, or how it judged. Returns as above.
    async fn hear_of_receiver(
        &self,
        tx: &mut Tx,
        arriving: &Arriving<'_>,
        (heard, line): (Heard, Line),
    ) -> Result<Result<bool, &'static str>, AppError> {
        let message = &arriving.opened.message;
        let source = message.source.oin().to_string();
        let row = tx.tip_of_partner(TipSide::Sent, &source, message.tip.uuid()).await?;
        let Some(row) = row else { return Ok(Err("tip-onbekend")) };
        let mut sheet: Sheet<SentPaper> = Sheet::open(&row)?;
        let at = self.tip_step(arriving.now, Actor::Machine);
        let command = SenderCommand::Hear(Box::new(heard));
        match sheet.paper.tip.clone().handle(command, at) {
            Ok(step) => sheet.paper.tip = step.state,
            Err(refusal) => return Ok(Err(refusal.code())),
        }
        let terms = (self.tip_calendar(), arriving.house.settings.termijnen);
        sheet.keep(tx, terms, (line, arriving.now)).await?;
        Ok(Ok(sheet.paper.tip.file().is_some()))
    }
}

fn receipt(
    (id, digest): (MessageId, Sha256Hex),
    (issuer, audience): (Oin, Oin),
    now: Moment,
) -> Receipt {
    Receipt { id, digest, audience, issuer, issued: whole_second(now) }
}

fn arrival_line(opened: &Opened, now: Moment) -> Line {
    let Opened { message, digest, signed_by, .. } = opened;
    let Message { id, tip, source, .. } = message;
    Line::of(now, "bericht-ontvangen", trail::tip(tip))
        .message(*id, Way::In)
        .partner(source.oin())
        .wire(*digest)
        .key(*signed_by)
}

fn refusal_line(now: Moment, from: &TipSender, code: &str) -> Line {
    let line = Line::of(now, "bericht-geweigerd", trail::partner(from.oin));
    line.certificate(from.certificate()).result(code)
}

/// Puts a refusal on record in the transaction that judged the message, and gives the answer that says nothing.
async fn refused_in(mut tx: Tx, line: Line, status: u16) -> Result<Reply, AppError> {
    note(&mut tx, line).await?;
    tx.commit().await?;
    Ok(Reply::status(status))
}

/// The partner that a connection is of, or the code of why it is none.
pub(super) async fn receiving_partner(
    tx: &mut Tx,
    from: &TipSender,
) -> Result<Result<Partner, &'static str>, AppError> {
    let row = tx.tip_partner_for_update(&from.oin.to_string()).await?;
    let entry = row.map(Entry::read).transpose()?;
    let partner = entry.and_then(|entry| entry.record.receiving().cloned());
    Ok(match partner {
        Some(partner) if from.is_trusted_as(&partner) => Ok(partner),
        Some(_) => Err("certificaat-onbekend"),
        None => Err("zender-onbekend"),
    })
}

/// Counts a message of a partner, whatever becomes of it; one that is too many is not kept.
pub(super) async fn admit(
    tx: &mut Tx,
    partner: &Partner,
    now: Moment,
) -> Result<Result<(), TooMany>, AppError> {
    let mut traffic = lock_traffic(tx, partner.oin).await?;
    if let Err(too_many) = traffic.admit(partner.limits, now) {
        return Ok(Err(too_many));
    }
    keep_traffic(tx, partner.oin, &traffic).await?;
    Ok(Ok(()))
}

fn busy(too_many: TooMany) -> Reply {
    Reply { retry_after: Some(too_many.retry_after), ..Reply::status(429) }
}
