//! The turn of the worker: each party with each partner by itself, so that one partner that is down keeps nobody else waiting.

use super::carrier::{Errand, Parcel, Reply, TipPost};
use super::desk::House;
use super::partner::Entry;
use super::traffic::change_traffic;
use crate::{App, AppError};
use ::tips::Oin;
use ::tips::keys::{EncryptionKey, KeyDocument, OwnKeys};
use ::tips::partner::{Partner, PartnerRecord};
use chrono::TimeDelta;
use futures_util::future::join_all;
use kernel::{Moment, PartyId};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{ClaimedTipMessage, PartyScope};

/// How many messages to a partner are taken at a time.
const BATCH: u32 = 5;
/// How long a worker may take over them before another may: each takes twenty seconds at most.
const LEASE_SECONDS: i64 = 120;
/// How long a turn goes on taking messages to one partner; the next turn goes on.
const SERVE_SECONDS: i64 = 60;

/// A worker at its turn.
#[derive(Clone, Copy)]
pub(crate) struct Turn<'w> {
    pub(super) app: &'w App,
    pub(super) post: &'w TipPost,
}

/// A party and one of its partners, with what is needed to write to it.
pub(super) struct Pair {
    pub(super) house: House,
    pub(super) keys: Arc<OwnKeys>,
    pub(super) partner: Partner,
    pub(super) document: Option<KeyDocument>,
    pub(super) is_here: bool,
}

impl Pair {
    pub(super) fn scope(&self) -> &PartyScope {
        &self.house.scope
    }

    pub(super) fn oin(&self) -> Oin {
        self.partner.oin
    }

    /// Returns the key to encrypt with now; none when the partner did not say, or said so too long ago.
    pub(super) fn encryption(&self, now: Moment) -> Option<&EncryptionKey> {
        self.document.as_ref()?.encryption_key(&self.partner, now).ok()
    }
}

/// Whether it is of use to try the next message to this partner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answers {
    Yes,
    No,
}

impl<'w> Turn<'w> {
    pub(crate) fn new(app: &'w App, post: &'w TipPost) -> Self {
        Self { app, post }
    }

    /// Does what is due: first the upkeep of each party, which asks nobody anything, then all that can leave, and the signs of life.
    /// Each partner is a job of its own, so that one that is down takes up its own time only.
    pub(crate) async fn run(self) -> Result<(), AppError> {
        let parties = self.app.store.tip_parties().await?;
        join_all(parties.iter().map(|party| self.quietly(self.upkeep(party)))).await;
        let mut jobs: BTreeMap<(PartyId, String), bool> = BTreeMap::new();
        for (party, oin) in self.app.store.due_tip_partners(self.app.now()).await? {
            jobs.insert((party, oin), false);
        }
        for party in &parties {
            self.quietly(self.partners_to_ask(party, &mut jobs)).await;
        }
        let jobs = jobs.iter().map(|(pair, is_asked)| self.attend(pair, *is_asked));
        join_all(jobs).await;
        Ok(())
    }

    /// Asks a partner for a sign of life, when that is due, and sends what there is for it.
    async fn attend(self, (party, oin): &(PartyId, String), is_asked: bool) {
        if is_asked {
            self.quietly(self.ping_partner(party, oin)).await;
        }
        Box::pin(self.quietly(self.serve(party, oin))).await;
    }

    /// One party, partner or tip that cannot be served must not keep the others waiting, and the log must not say which it was.
    pub(super) async fn quietly(self, work: impl Future<Output = Result<(), AppError>>) {
        if let Err(error) = work.await {
            tracing::error!(%error, "a part of the exchange between parties failed");
        }
    }

    /// Sends all that a party has for a partner, the oldest first, until nothing is due or the partner does not answer.
    async fn serve(self, party: &PartyId, oin: &str) -> Result<(), AppError> {
        let in_force = PartnerRecord::sending;
        let Some(mut pair) = self.pair(party, oin, in_force).await? else { return Ok(()) };
        self.refresh_document(&mut pair).await?;
        let last = self.app.now().after(TimeDelta::seconds(SERVE_SECONDS));
        let mut answers_now = false;
        loop {
            let now = self.app.now();
            if now > last {
                return Ok(());
            }
            let lease = (now, TimeDelta::seconds(LEASE_SECONDS));
            let mut claimed =
                self.app.store.claim_tip_messages(pair.scope(), oin, BATCH, lease).await?;
            if claimed.is_empty() {
                return Ok(());
            }
            if self.send_all(&pair, (&mut claimed, answers_now)).await? == Answers::No {
                return Ok(());
            }
            answers_now = true;
        }
    }

    /// Sends what was claimed, until the partner does not answer. Bytes are made together once it is known to answer, and not before:
    /// a tip that has bytes is one that left, and who takes it back has to tell the other body.
    async fn send_all(
        self,
        pair: &Pair,
        (claimed, answers_now): (&mut [ClaimedTipMessage], bool),
    ) -> Result<Answers, AppError> {
        let (mut answers, mut left) = (Answers::Yes, claimed);
        if !answers_now && let [first, others @ ..] = left {
            answers = self.send_by_itself(pair, first).await;
            left = others;
        }
        if answers == Answers::Yes {
            Box::pin(self.quietly(self.make_bytes_of_all(pair, left))).await;
        }
        let mut left = &*left;
        while let [message, rest @ ..] = left {
            answers = match answers {
                Answers::Yes => self.send_by_itself(pair, message).await,
                // The others wait for their own next attempt, or for the first success.
                Answers::No => match self.put_off(pair, message).await {
                    Ok(answers) => answers,
                    Err(error) => return self.give_back(pair, left, error).await,
                },
            };
            left = rest;
        }
        Ok(answers)
    }

    /// Lets go of what was claimed when a turn breaks off, and returns why it did: else all of it would wait until the lease ends.
    async fn give_back(
        self,
        pair: &Pair,
        left: &[ClaimedTipMessage],
        error: AppError,
    ) -> Result<Answers, AppError> {
        for message in left {
            let hold = (message.id, message.attempts);
            self.app.store.free_tip_message(pair.scope(), hold).await?;
        }
        Err(error)
    }

    /// Returns a party with a partner that has a system and is in force in this way.
    pub(super) async fn pair(
        self,
        party: &PartyId,
        oin: &str,
        in_force: fn(&PartnerRecord) -> Option<&Partner>,
    ) -> Result<Option<Pair>, AppError> {
        let (app, now) = (self.app, self.app.now());
        let scope = app.store.scope_for_worker(party);
        let Some(house) = app.tip_house(&scope).await? else { return Ok(None) };
        let row = app.store.tip_partner(&scope, oin).await?;
        let Some(entry) = row.map(Entry::read).transpose()? else { return Ok(None) };
        let partner = in_force(&entry.record).filter(|partner| partner.system.is_some());
        let Some(partner) = partner.cloned() else { return Ok(None) };
        let keys = app.open_tip_keys(&scope, now).await?;
        let read = |text: &str| KeyDocument::read(text, &partner, None, now).ok();
        let document = entry.document.as_deref().and_then(read);
        let is_here = app.party_of_partner(&partner).await?.is_some();
        Ok(Some(Pair { house, keys, partner, document, is_here }))
    }

    /// Asks a partner something; without a carrier to it there is no answer.
    pub(super) async fn ask(self, pair: &Pair, errand: Errand<'_>) -> Reply {
        let Some(carrier) = self.post.carrier(pair.is_here) else { return Reply::none() };
        let parcel = Parcel { from: pair.house.settings.oin, to: &pair.partner, errand };
        carrier.carry(parcel).await
    }

    /// Notes that a partner does not answer as it should.
    pub(super) async fn note_failure(self, pair: &Pair) -> Result<(), AppError> {
        let now = self.app.now();
        let mut tx = self.app.store.begin(pair.scope()).await?;
        change_traffic(&mut tx, pair.oin(), |traffic| traffic.failed(now)).await?;
        Ok(tx.commit().await?)
    }
}
