//! What the worker looks after for each party: its keys and those of its partners, signs of life, officers who have to be told that
//! a tip waits, and content that has served its time.

use super::carrier::Errand;
use super::desk::{House, note};
use super::keys::{Ring, unreadable, whole_second};
use super::paper::{Paper, ReceivedPaper, SentPaper, Sheet};
use super::partner::Entry;
use super::traffic::{Traffic, change_traffic};
use super::trail::{self, Line, own};
use super::turn::{Pair, Turn};
use crate::AppError;
use ::tips::keys::KeyDocument;
use ::tips::partner::PartnerCommand;
use ::tips::ping::Ping;
use ::tips::receipt::{Awaited, Receipt, Skew};
use ::tips::receiver::{FileLink, ReceiverCommand};
use ::tips::sender::SenderCommand;
use ::tips::{Actor, MessageId, Oin, Refusal, TipId};
use chrono::TimeDelta;
use kernel::{Id, Moment, PartyId, Sha256Hex};
use store::{StoreError, TipAlert, TipLine, TipSide, Tx};
use uuid::Uuid;

/// After how many hours the key document of a partner is asked for again. It is good for a week.
const DOCUMENT_HOURS: i64 = 24;
/// How long a sign of life without an answer waits for the next, in seconds.
const PING_PAUSE: i64 = 300;

impl Turn<'_> {
    /// Looks after one party.
    pub(super) async fn upkeep(self, party: &PartyId) -> Result<(), AppError> {
        let scope = self.app.store.scope_for_worker(party);
        let Some(house) = self.app.tip_house(&scope).await? else { return Ok(()) };
        self.destroy_spent_keys(&house).await?;
        for side in TipSide::ALL {
            for alert in self.app.store.tips_to_alert(&scope, side, self.app.now()).await? {
                self.alert(&house, side, alert).await?;
            }
        }
        let days = i64::from(house.settings.termijnen.content);
        let before = self.app.now().after(TimeDelta::days(1 - days));
        for id in self.app.store.ended_tips(&scope, TipSide::Sent, before).await? {
            let cleared = self.clear_sent(&house, id).await;
            passed_over(cleared)?;
        }
        for id in self.app.store.ended_tips(&scope, TipSide::Received, before).await? {
            let cleared = self.clear_received(&house, id).await;
            passed_over(cleared)?;
        }
        self.app.store.forget_tip_arrivals(&scope, self.app.now()).await?;
        self.ping_partners(&house).await
    }

    async fn destroy_spent_keys(self, house: &House) -> Result<(), AppError> {
        let now = self.app.now();
        let ring = Ring::read(self.app.store.tip_keys(&house.scope).await?)?;
        let spent = ring.spent(now);
        if spent.is_empty() {
            return Ok(());
        }
        let mut tx = self.app.store.begin(&house.scope).await?;
        for id in spent {
            tx.destroy_tip_secret(id).await?;
            note(&mut tx, Line::of(now, "sleutel-vernietigen", own())).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Puts on record that an officer is told; tip officers see it in their lists, and nobody else hears of it.
    async fn alert(self, house: &House, side: TipSide, alert: TipAlert) -> Result<(), AppError> {
        let now = self.app.now();
        let action = match (side, alert.level) {
            (TipSide::Sent, 1) => "tip-nog-niet-bezorgd",
            (TipSide::Sent, _) => "tip-steeds-niet-bezorgd",
            (TipSide::Received, 1) => "tip-herinneren",
            (TipSide::Received, _) => "tip-escaleren",
        };
        let mut tx = self.app.store.begin(&house.scope).await?;
        let Some(row) = tx.tip_for_update(side, alert.id).await? else { return Ok(()) };
        if tx.note_tip_alert(side, alert).await? {
            note(&mut tx, Line::of(now, action, trail::tip(TipId::from_uuid(row.tip)))).await?;
        }
        Ok(tx.commit().await?)
    }

    async fn clear_sent(self, house: &House, id: Uuid) -> Result<(), AppError> {
        let mut tx = self.app.store.begin(&house.scope).await?;
        let mut sheet: Sheet<SentPaper> = self.app.tip_sheet(&mut tx, id).await?;
        let messages = lines(&mut tx, &sheet).await?;
        let retention = house.settings.termijnen;
        let command = SenderCommand::Clear { retention, messages };
        let at = self.app.tip_step(self.app.now(), Actor::Machine);
        sheet.paper.tip = sheet.paper.tip.clone().handle(command, at)?.state;
        sheet.paper.gepost = None;
        self.cleared(tx, house, sheet).await
    }

    async fn clear_received(self, house: &House, id: Uuid) -> Result<(), AppError> {
        let mut tx = self.app.store.begin(&house.scope).await?;
        let mut sheet: Sheet<ReceivedPaper> = self.app.tip_sheet(&mut tx, id).await?;
        let file_cleared = match sheet.paper.tip.link() {
            Some(FileLink::Existing { case } | FileLink::New { case }) => {
                tx.case_for_worker(case).await?.is_none()
            }
            Some(FileLink::ToOpen) | None => false,
        };
        let messages = lines(&mut tx, &sheet).await?;
        let retention = house.settings.termijnen;
        let command = ReceiverCommand::Clear { retention, messages, file_cleared };
        let at = self.app.tip_step(self.app.now(), Actor::Machine);
        sheet.paper.take(sheet.paper.tip.clone().handle(command, at)?.state);
        self.cleared(tx, house, sheet).await
    }

    /// Keeps what is left, and clears the bytes of the messages.
    async fn cleared<P: Paper>(
        self,
        mut tx: Tx,
        house: &House,
        mut sheet: Sheet<P>,
    ) -> Result<(), AppError> {
        let now = self.app.now();
        tx.cancel_tip_messages(sheet.tip.uuid(), now).await?;
        tx.clear_tip_messages(&sheet.partner.to_string(), sheet.tip.uuid()).await?;
        let line = Line::of(now, "inhoud-wissen", trail::tip(sheet.tip)).partner(sheet.partner);
        let terms = (self.app.tip_calendar(), house.settings.termijnen);
        sheet.keep(&mut tx, terms, (line, now)).await?;
        Ok(tx.commit().await?)
    }

    /// Asks each partner for a sign of life once a day; one that does not answer is asked again in a while.
    async fn ping_partners(self, house: &House) -> Result<(), AppError> {
        let store = &self.app.store;
        for row in store.tip_partners(&house.scope).await? {
            let exchange = store.tip_exchange(&house.scope, &row.oin).await?;
            let traffic = Traffic::read(exchange.as_deref())?;
            let entry = Entry::read(row)?;
            let oin = entry.record.partner().oin;
            if entry.record.sending().is_some() && is_due(traffic, self.app.now()) {
                self.ping_partner(house, oin).await?;
            }
        }
        Ok(())
    }

    async fn ping_partner(self, house: &House, oin: Oin) -> Result<(), AppError> {
        let Some(mut pair) = self.pair(house.party(), oin).await? else { return Ok(()) };
        self.refresh_document(&mut pair).await?;
        let now = self.app.now();
        let own = house.settings.oin;
        let id: MessageId = self.app.fresh(now);
        let ping = Ping { id, issuer: own, audience: oin, issued: whole_second(now) };
        let text = ping.sign(&pair.keys.signing).map_err(unreadable)?;
        let awaited =
            Awaited { id, digest: Sha256Hex::of_bytes(text.as_bytes()), first_sent: ping.issued };
        let reply = self.ask(&pair, Errand::Ping(&text)).await;
        let checked = Receipt::check(&reply.body, awaited, own, &pair.partner, self.app.now());
        self.note_ping(&pair, checked.ok().map(|(_, skew)| skew)).await
    }

    /// Keeps whether a partner answered; when it did, all that waits for it can go.
    async fn note_ping(self, pair: &Pair, answered: Option<Skew>) -> Result<(), AppError> {
        let now = self.app.now();
        let mut tx = self.app.store.begin(pair.scope()).await?;
        change_traffic(&mut tx, pair.oin(), |traffic| {
            traffic.levensteken_geprobeerd = Some(now);
            match answered {
                Some(skew) => {
                    traffic.answered(now, skew);
                    traffic.levensteken_op = Some(now.dutch_date());
                }
                None => traffic.failed(now),
            }
        })
        .await?;
        if answered.is_some() {
            tx.release_tip_queue(&pair.oin().to_string(), now).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Asks a partner which keys it uses, when what it said is a day old.
    pub(super) async fn refresh_document(self, pair: &mut Pair) -> Result<(), AppError> {
        let now = self.app.now();
        let known = pair.document.as_ref().map(|document| document.issued);
        let old = |issued: Moment| issued.after(TimeDelta::hours(DOCUMENT_HOURS)) < now;
        if known.is_some_and(|issued| !old(issued)) {
            return Ok(());
        }
        let reply = self.ask(pair, Errand::Keys).await;
        if reply.status != Some(200) {
            return self.note_failure(pair).await;
        }
        match KeyDocument::read(&reply.body, &pair.partner, known, now) {
            Ok(document) => self.take_document(pair, document, &reply.body).await,
            Err(bad) => {
                let line = Line::of(now, "sleutels-geweigerd", trail::partner(pair.oin()));
                let mut tx = self.app.store.begin(pair.scope()).await?;
                note(&mut tx, line.result(bad.reason().code())).await?;
                Ok(tx.commit().await?)
            }
        }
    }

    /// Keeps what a partner says of its keys, and the next signing key that it announces.
    async fn take_document(
        self,
        pair: &mut Pair,
        document: KeyDocument,
        text: &str,
    ) -> Result<(), AppError> {
        let (now, oin) = (self.app.now(), pair.oin());
        let mut tx = self.app.store.begin(pair.scope()).await?;
        let row = tx.tip_partner_for_update(&oin.to_string()).await?.ok_or(AppError::NotFound)?;
        let entry = Entry::read(row)?;
        let command = PartnerCommand::TakeKeys(Box::new(document.clone()));
        let line = Line::of(now, "sleutels-overnemen", trail::partner(oin));
        match entry.record.clone().handle(command, Actor::Machine, now) {
            Ok(record) if record == entry.record => {}
            Ok(record) => {
                let content = Entry::keep(&mut tx, &record, entry.version).await?;
                note(&mut tx, line.content(&content)).await?;
            }
            // Its next key is not taken; what it says of now is good all the same.
            Err(refusal) => note(&mut tx, line.result(refusal.code())).await?,
        }
        tx.keep_tip_document(&oin.to_string(), Some(text)).await?;
        tx.commit().await?;
        pair.document = Some(document);
        Ok(())
    }
}

/// Whether a partner is asked for a sign of life now.
fn is_due(traffic: Traffic, now: Moment) -> bool {
    let tried = traffic.levensteken_geprobeerd;
    let paused = tried.is_some_and(|tried| now < tried.after(TimeDelta::seconds(PING_PAUSE)));
    traffic.levensteken_op != Some(now.dutch_date()) && !paused
}

async fn lines<P: Paper>(
    tx: &mut Tx,
    sheet: &Sheet<P>,
) -> Result<Vec<(MessageId, Sha256Hex)>, AppError> {
    let lines = tx.tip_lines(&sheet.partner.to_string(), sheet.tip.uuid()).await?;
    Ok(lines.into_iter().map(of_line).collect())
}

pub(super) fn of_line(line: TipLine) -> (MessageId, Sha256Hex) {
    (MessageId::from_uuid(line.id), Sha256Hex::from_digest(line.sha256))
}

/// What may not be cleared yet stays; what changed meanwhile is looked at tomorrow.
fn passed_over(cleared: Result<(), AppError>) -> Result<(), AppError> {
    match cleared {
        Err(AppError::Tip(Refusal::RetentionRuns) | AppError::Store(StoreError::Conflict)) => {
            Ok(())
        }
        other => other,
    }
}
