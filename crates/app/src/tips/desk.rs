//! Who works with tips: the caller with the right to, and what the own body is in the exchange.

use super::request::KeepTipBody;
use super::trail::Line;
use crate::{App, AppError, Caller, Permission};
use ::tips::keys::Suite;
use ::tips::message::OwnBody;
use ::tips::{Actor, At, Oin, Refusal};
use kernel::{AccountId, FaultCode, Moment, PartyId};
use std::collections::BTreeMap;
use store::{PartyScope, StoreError, Tx};

/// A party in the exchange.
#[derive(Clone, Debug)]
pub(super) struct House {
    pub(super) scope: PartyScope,
    pub(super) settings: KeepTipBody,
}

impl House {
    pub(super) fn party(&self) -> &PartyId {
        self.scope.party()
    }

    pub(super) fn body(&self) -> OwnBody {
        OwnBody {
            oin: self.settings.oin,
            kind: self.settings.soort,
            organs: self.settings.organen.clone(),
            explanations: self.settings.toelichting,
            police: self.settings.politie,
        }
    }

    pub(super) fn suite(&self) -> Suite {
        self.settings.suite
    }
}

/// A tip officer at work.
pub(super) struct Desk<'c> {
    pub(super) caller: &'c Caller,
    pub(super) names: BTreeMap<AccountId, String>,
    pub(super) now: Moment,
}

impl Desk<'_> {
    pub(super) fn scope(&self) -> &PartyScope {
        self.caller.scope()
    }

    /// The one who acts: a person, or a program that may decide nothing.
    pub(super) fn actor(&self) -> Actor {
        let actor = self.caller.actor();
        if actor.mens { Actor::Officer(actor.account) } else { Actor::Machine }
    }

    pub(super) fn name(&self, account: AccountId) -> String {
        self.names.get(&account).cloned().unwrap_or_default()
    }

    /// A line of the trail of tips, by the caller.
    pub(super) fn line(&self, action: &'static str, subject: String) -> Line {
        Line::of(self.now, action, subject).by(self.caller)
    }
}

impl App {
    /// Lets in who may handle tips; that there is a tip is secret to all others, so they hear the same whether there is one or not.
    pub(super) async fn tip_desk<'c>(&self, caller: &'c Caller) -> Result<Desk<'c>, AppError> {
        if !caller.may(Permission::HandleTips) {
            return Err(AppError::Forbidden);
        }
        let names = self.names_of_accounts(caller).await?;
        Ok(Desk { caller, names, now: self.now() })
    }

    /// Returns a party as it takes part in the exchange; `None` when it does not.
    pub(super) async fn tip_house(&self, scope: &PartyScope) -> Result<Option<House>, AppError> {
        let Some(row) = self.store.tip_body(scope).await? else { return Ok(None) };
        let settings: KeepTipBody = serde_json::from_str(&row.content)?;
        let house = House { scope: scope.clone(), settings };
        Ok(Some(house).filter(|house| self.has_number(house.party(), house.settings.oin)))
    }

    /// Whether a party may take part under a number: where the installation says which party has which, under its own only.
    pub(super) fn has_number(&self, party: &PartyId, oin: Oin) -> bool {
        let numbers = &self.settings.tip_numbers;
        numbers.is_empty() || numbers.get(party) == Some(&oin)
    }

    /// Returns the own body of an officer.
    pub(super) async fn own_house(&self, desk: &Desk<'_>) -> Result<House, AppError> {
        self.tip_house(desk.scope()).await?.ok_or_else(|| {
            let message = "leg eerst vast wat uw organisatie in de uitwisseling is";
            AppError::fault("/organisatie", FaultCode::Ontbreekt, message)
        })
    }

    /// Returns when a step is taken and by whom, with a fresh id for the message that it may send.
    pub(super) fn tip_step(&self, now: Moment, by: Actor) -> At {
        At { now, by, message: self.fresh(now) }
    }
}

/// Refuses when the caller saw another version.
pub(super) fn at_version(read: i64, seen: i64) -> Result<(), AppError> {
    if read == seen { Ok(()) } else { Err(StoreError::Conflict.into()) }
}

/// Adds a line to the trail of tips.
pub(super) async fn note(tx: &mut Tx, line: Line) -> Result<(), AppError> {
    note_all(tx, vec![line]).await
}

/// Adds lines to the trail of tips.
pub(super) async fn note_all(tx: &mut Tx, lines: Vec<Line>) -> Result<(), AppError> {
    let entries: Vec<_> = lines.into_iter().map(Line::entry).collect::<Result<_, _>>()?;
    tx.audit_tips(&entries).await?;
    Ok(())
}

impl From<Refusal> for AppError {
    fn from(refusal: Refusal) -> Self {
        Self::Tip(refusal)
    }
}
