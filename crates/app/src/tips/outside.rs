//! A body without a system hands in a tip on a page of the receiver, after signing in for its organisation. Who stands in the register
//! of partners and gets letters comes in; to all others the answer is the same, known or not. One sign-in is one tip: its ids are
//! made when it begins, so that a form that is sent twice is one tip.

use super::desk::{House, note};
use super::handed::Handed;
use super::paper::{ReceivedPaper, Sheet};
use super::partner::Entry;
use super::receive::{admit, receiving_partner};
use super::request::TipContent;
use super::send::offer_of;
use super::trail::{self, Line, Way};
use crate::caller::digest;
use crate::door::Back;
use crate::{App, AppError, AtProvider, EntryRefusal, People, ProviderAnswer, ProviderButton};
use ::tips::ids::Organ;
use ::tips::partner::{BodyKind, Partner};
use ::tips::receiver::Incoming;
use ::tips::route::Route;
use ::tips::{MessageId, Oin, TipId};
use chrono::TimeDelta;
use identity::oidc::OidcError;
use kernel::{Id, Moment, PartyId, Redacted};
use serde::{Deserialize, Serialize};
use std::net::IpAddr;
use store::{NewPending, PartyScope, TipSide, Tx};

/// How long who signed in can hand in a tip.
const STAYS: TimeDelta = TimeDelta::minutes(60);

/// What everybody reads who may not hand in a tip here, whatever the reason.
const NOT_HERE: EntryRefusal = EntryRefusal::SignIn {
    code: "niet-hier",
    people: "Met deze organisatie kunt u hier geen tip indienen. Dat kan pas als wij dat vooraf met uw organisatie hebben afgesproken. \
             Wilt u dat regelen, of wilt u een tip per brief sturen? Neem dan contact op met de organisatie waarvoor de tip is.",
};

/// The page on which bodies hand in tips for a party.
#[derive(Clone, Debug)]
pub struct TipDoor {
    /// The name of the party.
    pub party: String,
    /// Where its visitors sign in.
    pub providers: Vec<ProviderButton>,
}

/// What is kept of who signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Badge {
    partner: Oin,
    tip: TipId,
    bericht: MessageId,
}

/// A body that signed in, with the one tip that it can hand in.
#[derive(Clone, Debug)]
pub struct TipGiver {
    house: House,
    badge: Badge,
    partner: Partner,
}

impl TipGiver {
    /// Returns its name, as the register has it.
    pub fn name(&self) -> &str {
        &self.partner.name
    }

    /// Returns what it is for the law (art. 26).
    pub fn kind(&self) -> BodyKind {
        self.partner.kind
    }

    /// Returns the organs of the receiver.
    pub fn organs(&self) -> &[Organ] {
        &self.house.settings.organen
    }

    /// Whether an explanation may come along: only where the receiver lets one go with its own tips.
    pub fn explains(&self) -> bool {
        self.house.settings.toelichting
    }
}

/// A sign-in for an organisation that let nobody in.
#[derive(Debug)]
pub struct GiverRefused {
    /// Why.
    pub refusal: EntryRefusal,
    /// The party that it began for, when the sign-in is known.
    pub party: Option<PartyId>,
}

/// What became of a tip that was handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandedIn {
    /// It is registered, now or by the same form before.
    Received(TipId),
    /// Another one was handed in with this sign-in.
    Another(TipId),
    /// The body handed in more than it may in a minute or a day.
    TooMany,
}

impl App {
    /// Returns the page on which bodies hand in tips for a party; none when it takes no part in the exchange or lets nobody sign in.
    pub async fn tip_door(&self, party: &PartyId) -> Result<Option<TipDoor>, AppError> {
        let providers = self.buttons(People::Bodies, |theirs| theirs == party);
        let house = self.tip_house(&self.store.scope_for_worker(party)).await?;
        let open = house.is_some() && !providers.is_empty();
        Ok(open.then(|| TipDoor { party: self.party_name(party), providers }))
    }

    /// Sends who acts for an organisation to a provider of the party.
    pub async fn begin_tip_sign_in(
        &self,
        party: &PartyId,
        provider: &str,
        from: Option<IpAddr>,
    ) -> Result<AtProvider, EntryRefusal> {
        let desk = self.door.desk(People::Bodies, provider);
        let desk = desk.filter(|(_, theirs)| *theirs == party).ok_or(AppError::NotFound)?;
        if !self.door.may_try(from, self.now()) {
            return Err(EntryRefusal::TooMany);
        }
        let sent = self.send_to((desk.0, desk.1), "/").await?;
        sent.map_err(|error| not_vouched(&error))
    }

    /// Lets in who comes back from a provider for a body that may hand in tips; returns the party and the secret for a cookie.
    pub async fn finish_tip_sign_in(
        &self,
        answer: &ProviderAnswer,
        from: Option<IpAddr>,
    ) -> Result<(PartyId, Redacted<String>), GiverRefused> {
        let nowhere = |refusal: EntryRefusal| GiverRefused { refusal, party: None };
        let back = match self.come_back(People::Bodies, answer).await {
            Ok(Ok(back)) => back,
            Ok(Err(error)) => return Err(nowhere(not_vouched(&error))),
            Err(error) => return Err(nowhere(error.into())),
        };
        match self.let_giver_in(&back).await {
            Ok(secret) => {
                self.door.was_right(from);
                Ok((back.party, secret))
            }
            Err(refusal) => Err(GiverRefused { refusal, party: Some(back.party) }),
        }
    }

    async fn let_giver_in(&self, back: &Back) -> Result<Redacted<String>, EntryRefusal> {
        let (scope, now) = (self.store.scope_for_worker(&back.party), self.now());
        let organisation = match &back.person {
            Ok(person) => person.organisation.as_ref(),
            Err(error) => {
                self.note_giver(&scope, refusal_line(now, error.code())).await?;
                return Err(not_vouched(error));
            }
        };
        let partner = match organisation {
            Some(number) => self.giver_of(&scope, number).await?,
            None => None,
        };
        let Some(partner) = partner else {
            self.note_giver(&scope, refusal_line(now, "niet-hier")).await?;
            return Err(NOT_HERE);
        };
        let badge = Badge { partner, tip: self.fresh(now), bericht: self.fresh(now) };
        let secret = kernel::hex(&self.random::<32>());
        let kept = NewPending {
            state_hash: digest(&secret),
            browser_hash: tied(&secret),
            content: Redacted::new(serde_json::to_string(&badge)?),
            expires_at: now.after(STAYS),
        };
        self.store.add_pending_sign_in(&scope, &kept).await?;
        let line = Line::of(now, "tip-geven-aanmelden", trail::partner(partner));
        self.note_giver(&scope, line).await?;
        Ok(Redacted::new(secret))
    }

    /// Returns the body with this number that may hand in tips. All partners are looked at, whichever it is.
    async fn giver_of(
        &self,
        scope: &PartyScope,
        number: &Redacted<String>,
    ) -> Result<Option<Oin>, AppError> {
        let mut found = None;
        for row in self.store.tip_partners(scope).await? {
            let entry = Entry::read(row)?;
            let is_it =
                |partner: &&Partner| gives_here(partner) && partner.oin.is_of(number.reveal());
            let giver = entry.record.receiving().filter(is_it);
            found = found.or(giver.map(|partner| partner.oin));
        }
        Ok(found)
    }

    async fn note_giver(&self, scope: &PartyScope, line: Line) -> Result<(), AppError> {
        let mut tx = self.store.begin(scope).await?;
        note(&mut tx, line).await?;
        Ok(tx.commit().await?)
    }

    /// Returns who a secret stands for at a party, as long as the register lets them in.
    pub async fn tip_giver(
        &self,
        party: &PartyId,
        secret: &str,
    ) -> Result<Option<TipGiver>, AppError> {
        let kept = self.store.pending_sign_in(digest(secret), self.now()).await?;
        let ours = kept.filter(|kept| kept.browser_hash == tied(secret) && kept.party == *party);
        let Some(kept) = ours else { return Ok(None) };
        let badge: Badge = serde_json::from_str(kept.content.reveal())?;
        let scope = self.store.scope_for_worker(party);
        let Some(house) = self.tip_house(&scope).await? else { return Ok(None) };
        let row = self.store.tip_partner(&scope, &badge.partner.to_string()).await?;
        let entry = row.map(Entry::read).transpose()?;
        let partner = entry.and_then(|entry| entry.record.receiving().cloned()).filter(gives_here);
        Ok(partner.map(|partner| TipGiver { house, badge, partner }))
    }

    /// Returns the tip that was handed in with this sign-in; none as long as there is none.
    pub async fn handed_in_tip(&self, giver: &TipGiver) -> Result<Option<TipId>, AppError> {
        let mut tx = self.store.begin(&giver.house.scope).await?;
        let known = kept_tip(&mut tx, giver.badge).await?;
        tx.rollback().await?;
        Ok(known.map(|_| giver.badge.tip))
    }

    /// Registers the tip of a body that signed in, once however often its form is sent.
    ///
    /// # Errors
    /// [`AppError::Input`] at what may not travel or to whom it may not go; [`AppError::NotFound`] when the register does not let
    /// the body in any more.
    pub async fn hand_in_tip(
        &self,
        giver: &TipGiver,
        organ: &Organ,
        content: &TipContent,
    ) -> Result<HandedIn, AppError> {
        let (house, badge, now) = (&giver.house, giver.badge, self.now());
        let mut tx = self.store.begin(&house.scope).await?;
        // It locks the partner, so that no two forms of one body are judged at once.
        let partner = receiving_partner(&mut tx, &badge.partner.into()).await?.ok();
        let partner = partner.filter(gives_here).ok_or(AppError::NotFound)?;
        let offer = offer_of(partner.kind, content);
        let handed = Handed {
            giver: badge.partner,
            tip: badge.tip,
            message: badge.bericht,
            organ,
            offer: &offer,
            at: now,
        };
        let heard = handed.heard(house, &partner)?;
        if let Some(known) = kept_tip(&mut tx, badge).await? {
            tx.rollback().await?;
            let file = known.paper.tip.file();
            let same = file.is_some_and(|file| {
                file.organ() == Some(organ) && file.offer().as_ref() == Some(&offer)
            });
            let (received, another) = (HandedIn::Received(badge.tip), HandedIn::Another(badge.tip));
            return Ok(if same { received } else { another });
        }
        if admit(&mut tx, &partner, now).await?.is_err() {
            tx.rollback().await?;
            return Ok(HandedIn::TooMany);
        }
        let paper = ReceivedPaper::by_hand(Incoming::begin(heard)?, Route::PublicPage);
        let id = self.fresh::<MessageId>(now).uuid();
        let mut sheet = Sheet::fresh(id, badge.tip, badge.partner, paper, now);
        let line = Line::of(now, "tip-ingediend", trail::tip(badge.tip));
        let line = line.partner(badge.partner).message(badge.bericht, Way::In);
        let terms = (self.tip_calendar(), house.settings.termijnen);
        sheet.keep(&mut tx, terms, (line, now)).await?;
        tx.commit().await?;
        Ok(HandedIn::Received(badge.tip))
    }
}

/// A tip comes by the page from a body that has no other way but a letter.
fn gives_here(partner: &Partner) -> bool {
    partner.system.is_none()
}

/// Ties a secret to what it is for: what is kept of a sign-in that is still at its provider opens nothing here.
fn tied(secret: &str) -> [u8; 32] {
    digest(&format!("tip-geven {secret}"))
}

fn not_vouched(error: &OidcError) -> EntryRefusal {
    EntryRefusal::SignIn { code: error.code(), people: error.people() }
}

/// Which organisation it was is no more told here than on the page.
fn refusal_line(now: Moment, code: &str) -> Line {
    Line::of(now, "tip-geven-geweigerd", trail::own()).result(code)
}

async fn kept_tip(tx: &mut Tx, badge: Badge) -> Result<Option<Sheet<ReceivedPaper>>, AppError> {
    let partner = badge.partner.to_string();
    let row = tx.tip_of_partner(TipSide::Received, &partner, badge.tip.uuid()).await?;
    row.as_ref().map(Sheet::open).transpose()
}
