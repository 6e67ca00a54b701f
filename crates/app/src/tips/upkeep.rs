//! What the worker looks after for each party: its keys and those of its partners, signs of life, officers who have to be told that
//! a tip waits, and content that has served its time.

use super::carrier::Errand;
use super::desk::{House, note};
use super::keys::{Ring, locked_ring, unreadable, whole_second};
use super::paper::{Paper, ReceivedPaper, SentPaper, Sheet};
use super::partner::Entry;
use super::traffic::{Traffic, change_traffic};
use super::trail::{self, Line, Way, own};
use super::turn::{Pair, Turn};
use crate::AppError;
use ::tips::keys::KeyDocument;
use ::tips::partner::{PartnerCommand, PartnerRecord};
use ::tips::ping::Ping;
use ::tips::receipt::{Awaited, Receipt, Skew};
use ::tips::receiver::{FileLink, ReceiverCommand};
use ::tips::sender::{OutFile, SenderCommand};
use ::tips::{Actor, MessageId, Oin, Refusal, TipId};
use chrono::TimeDelta;
use kernel::{Id, Moment, PartyId, Sha256Hex};
use std::collections::BTreeMap;
use store::{PartyScope, StoreError, TipAlert, TipLine, TipSide, Tx};
use uuid::Uuid;

/// After how many hours the key document of a partner is asked for again. It is good for a week.
const DOCUMENT_HOURS: i64 = 24;
/// How long a sign of life without an answer waits for the next, in seconds.
const PING_PAUSE: i64 = 300;

impl Turn<'_> {
    /// Looks after one party. It asks no partner anything, and what cannot be read keeps the rest from nothing.
    pub(super) async fn upkeep(self, party: &PartyId) -> Result<(), AppError> {
        let scope = self.app.store.scope_for_worker(party);
        let Some(house) = self.app.tip_house(&scope).await? else { return Ok(()) };
        self.quietly(self.destroy_spent_keys(&house)).await;
        self.quietly(self.renew_encryption_key(&house)).await;
        for side in TipSide::ALL {
            for alert in self.app.store.tips_to_alert(&scope, side, self.app.now()).await? {
                self.quietly(self.alert(&house, side, alert)).await;
            }
        }
        let days = i64::from(house.settings.termijnen.content);
        let before = self.app.now().after(TimeDelta::days(1 - days));
        for id in self.app.store.ended_tips(&scope, TipSide::Sent, before).await? {
            self.quietly(async { passed_over(self.clear_sent(&house, id).await) }).await;
        }
        for id in self.app.store.ended_tips(&scope, TipSide::Received, before).await? {
            self.quietly(async { passed_over(self.clear_received(&house, id).await) }).await;
        }
        self.app.store.forget_tip_arrivals(&scope, self.app.now()).await?;
        Ok(())
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

    /// Makes the next key to encrypt with in time. The old one stays until its end, so that no partner is without.
    async fn renew_encryption_key(self, house: &House) -> Result<(), AppError> {
        let now = self.app.now();
        let ring = Ring::read(self.app.store.tip_keys(&house.scope).await?)?;
        if ring.ends_soon(now).is_none() {
            return Ok(());
        }
        let next = self.app.fresh_encryption_key(house.suite(), now).await?;
        let mut tx = self.app.store.begin(&house.scope).await?;
        if locked_ring(&mut tx).await?.ends_soon(now).is_none() {
            // Another worker was first.
            return Ok(tx.rollback().await?);
        }
        tx.add_tip_key(&next).await?;
        let line = Line::of(now, "versleutelsleutel-vernieuwen", own());
        note(&mut tx, line.content(&next.public)).await?;
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
        let earlier = sheet.paper.tip.file().map(OutFile::earlier).unwrap_or_default();
        // It goes from where it is now, and from where it was before it went to another body.
        let partners: Vec<Oin> = earlier.iter().copied().chain([sheet.partner]).collect();
        let messages = lines(&mut tx, sheet.tip, &partners).await?;
        let retention = house.settings.termijnen;
        let command = SenderCommand::Clear { retention, messages };
        let at = self.app.tip_step(self.app.now(), Actor::Machine);
        sheet.paper.tip = sheet.paper.tip.clone().handle(command, at)?.state;
        (sheet.paper.gepost, sheet.paper.intrekking_gepost) = (None, None);
        self.cleared(tx, house, sheet, &partners).await
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
        let partners = [sheet.partner];
        let messages = lines(&mut tx, sheet.tip, &partners).await?;
        let retention = house.settings.termijnen;
        let command = ReceiverCommand::Clear { retention, messages, file_cleared };
        let at = self.app.tip_step(self.app.now(), Actor::Machine);
        sheet.paper.take(sheet.paper.tip.clone().handle(command, at)?.state);
        self.cleared(tx, house, sheet, &partners).await
    }

    /// Keeps what is left, and clears the bytes of the messages. As long as one of them waits to be sent nothing is cleared: its
    /// bytes are made once, and without them the other body would never hear of it. For a body that was stopped nothing waits any
    /// longer than its content may be kept.
    async fn cleared<P: Paper>(
        self,
        mut tx: Tx,
        house: &House,
        mut sheet: Sheet<P>,
        partners: &[Oin],
    ) -> Result<(), AppError> {
        let (now, tip) = (self.app.now(), sheet.tip.uuid());
        for oin in partners {
            let partner = oin.to_string();
            if is_stopped(&mut tx, &partner).await? {
                self.take_back(&mut tx, *oin, sheet.tip).await?;
            }
            if tx.tip_messages_wait(&partner, tip).await? {
                return Ok(tx.rollback().await?);
            }
            tx.clear_tip_messages(&partner, tip).await?;
        }
        let line = Line::of(now, "inhoud-wissen", trail::tip(sheet.tip)).partner(sheet.partner);
        let terms = (self.app.tip_calendar(), house.settings.termijnen);
        sheet.keep(&mut tx, terms, (line, now)).await?;
        Ok(tx.commit().await?)
    }

    /// Takes back what still waits about a tip for a body, with a line of the trail for each message.
    async fn take_back(self, tx: &mut Tx, oin: Oin, tip: TipId) -> Result<(), AppError> {
        let (now, partner) = (self.app.now(), oin.to_string());
        let lapsed = tx.cancel_waiting_tip_messages((partner.as_str(), tip.uuid()), now).await?;
        for id in lapsed {
            let line = Line::of(now, "bericht-vervallen", trail::tip(tip))
                .message(MessageId::from_uuid(id), Way::Out)
                .partner(oin)
                .result("partner-gestopt");
            note(tx, line).await?;
        }
        Ok(())
    }

    /// Adds the partners of a party that are asked for a sign of life now: once a day; one that does not answer is asked again in a
    /// while. One that is held is asked which keys it uses, so that its next one is not missed meanwhile.
    pub(super) async fn partners_to_ask(
        self,
        party: &PartyId,
        jobs: &mut BTreeMap<(PartyId, String), bool>,
    ) -> Result<(), AppError> {
        let scope = self.app.store.scope_for_worker(party);
        for oin in self.app.store.tip_partner_numbers(&scope).await? {
            let look = async {
                if self.is_to_ask(&scope, &oin).await? {
                    jobs.insert((party.clone(), oin.clone()), true);
                }
                Ok(())
            };
            self.quietly(look).await;
        }
        Ok(())
    }

    async fn is_to_ask(self, scope: &PartyScope, oin: &str) -> Result<bool, AppError> {
        let traffic = self.app.store.tip_exchange(scope, oin).await?;
        let traffic = Traffic::read(traffic.as_deref())?;
        if !is_due(traffic, self.app.now()) {
            return Ok(false);
        }
        let row = self.app.store.tip_partner(scope, oin).await?;
        let Some(entry) = row.map(Entry::read).transpose()? else { return Ok(false) };
        Ok(entry.record.receiving().is_some_and(|partner| partner.system.is_some()))
    }

    pub(super) async fn ping_partner(self, party: &PartyId, oin: &str) -> Result<(), AppError> {
        let in_force = PartnerRecord::receiving;
        let Some(mut pair) = self.pair(party, oin, in_force).await? else { return Ok(()) };
        self.refresh_document(&mut pair).await?;
        if self.pair(party, oin, PartnerRecord::sending).await?.is_none() {
            return self.note_asked(&pair).await;
        }
        let now = self.app.now();
        let (own, oin) = (pair.house.settings.oin, pair.oin());
        let id: MessageId = self.app.fresh(now);
        let ping = Ping { id, issuer: own, audience: oin, issued: whole_second(now) };
        let text = ping.sign(&pair.keys.signing).map_err(unreadable)?;
        let awaited =
            Awaited { id, digest: Sha256Hex::of_bytes(text.as_bytes()), first_sent: ping.issued };
        let reply = self.ask(&pair, Errand::Ping(&text)).await;
        let checked = Receipt::check(&reply.body, awaited, own, &pair.partner, self.app.now());
        self.note_ping(&pair, checked.ok().map(|(_, skew)| skew)).await
    }

    /// Keeps that a partner that is held was asked.
    async fn note_asked(self, pair: &Pair) -> Result<(), AppError> {
        let now = self.app.now();
        let mut tx = self.app.store.begin(pair.scope()).await?;
        change_traffic(&mut tx, pair.oin(), |traffic| traffic.levensteken_geprobeerd = Some(now))
            .await?;
        Ok(tx.commit().await?)
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

    /// Asks a partner which keys it uses, when what it said is a day old or names no key to encrypt with now.
    pub(super) async fn refresh_document(self, pair: &mut Pair) -> Result<(), AppError> {
        let now = self.app.now();
        let known = pair.document.as_ref().map(|document| document.issued);
        let old = |issued: Moment| issued.after(TimeDelta::hours(DOCUMENT_HOURS)) < now;
        if known.is_some_and(|issued| !old(issued)) && pair.encryption(now).is_some() {
            return Ok(());
        }
        let reply = self.ask(pair, Errand::Keys).await;
        if reply.status != Some(200) {
            return self.note_failure(pair).await;
        }
        match KeyDocument::read(&reply.body, &pair.partner, known, now) {
            Ok(document) => self.take_document(pair, document, &reply.body).await,
            Err(bad) => {
                let mut tx = self.app.store.begin(pair.scope()).await?;
                refuse_keys(&mut tx, (pair.oin(), now), bad.reason().code()).await?;
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
        match entry.record.clone().handle(command, Actor::Machine, now) {
            Ok(record) => {
                if record != entry.record {
                    let content = Entry::keep(&mut tx, &record, entry.version).await?;
                    let line = Line::of(now, "sleutels-overnemen", trail::partner(oin));
                    note(&mut tx, line.content(&content)).await?;
                }
                change_traffic(&mut tx, oin, |traffic| traffic.sleutels_geweigerd = None).await?;
            }
            // Its next key is not taken; what it says of now is good all the same.
            Err(refusal) => refuse_keys(&mut tx, (oin, now), refusal.code()).await?,
        }
        tx.keep_tip_document(&oin.to_string(), Some(text)).await?;
        tx.commit().await?;
        pair.document = Some(document);
        Ok(())
    }
}

/// Shows officers that what a partner says of its keys is not taken over, until it is. It is a line of the trail once: the partner is
/// asked often.
async fn refuse_keys(tx: &mut Tx, (oin, now): (Oin, Moment), code: &str) -> Result<(), AppError> {
    let mut is_first = false;
    change_traffic(tx, oin, |traffic| {
        is_first = traffic.sleutels_geweigerd.is_none();
        traffic.sleutels_geweigerd.get_or_insert(now);
    })
    .await?;
    if is_first {
        let line = Line::of(now, "sleutels-geweigerd", trail::partner(oin));
        note(tx, line.result(code)).await?;
    }
    Ok(())
}

/// Whether a partner is asked for a sign of life now.
fn is_due(traffic: Traffic, now: Moment) -> bool {
    let tried = traffic.levensteken_geprobeerd;
    let paused = tried.is_some_and(|tried| now < tried.after(TimeDelta::seconds(PING_PAUSE)));
    traffic.levensteken_op != Some(now.dutch_date()) && !paused
}

/// Returns the messages about a tip with these bodies, with the SHA-256 of their bytes.
async fn lines(
    tx: &mut Tx,
    tip: TipId,
    partners: &[Oin],
) -> Result<Vec<(MessageId, Sha256Hex)>, AppError> {
    let mut all = Vec::new();
    for partner in partners {
        let lines = tx.tip_lines(&partner.to_string(), tip.uuid()).await?;
        all.extend(lines.into_iter().map(of_line));
    }
    Ok(all)
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

/// Whether a partner was stopped, and nobody proposed it again since. It is not locked: who takes a message locks it before the tip.
async fn is_stopped(tx: &mut Tx, oin: &str) -> Result<bool, AppError> {
    let entry = tx.tip_partner(oin).await?.map(Entry::read).transpose()?;
    Ok(entry.is_some_and(|entry| matches!(entry.record, PartnerRecord::Stopped(_))))
}
