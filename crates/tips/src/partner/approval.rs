//! Who may be a partner: one officer proposes, another approves, and either stops it alone.

use super::Partner;
use crate::actor::Actor;
use crate::keys::{KeyDocument, Thumbprint};
use crate::refusal::Refusal;
use crate::wording::Reason;
use kernel::{AccountId, Moment};
use serde::{Deserialize, Serialize};

/// A partner in the register, in its state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stand", rename_all = "kebab-case")]
pub enum PartnerRecord {
    /// Proposed by one officer.
    #[serde(rename = "voorgesteld")]
    Proposed(Proposed),
    /// In force.
    #[serde(rename = "actief")]
    Active(Active),
    /// In force, while another officer looks at a change.
    #[serde(rename = "wijziging-voorgesteld")]
    Changing(Changing),
    /// In force, while sending waits.
    #[serde(rename = "aangehouden")]
    Held(Held),
    /// Stopped. What waits for it is kept for as long as the content of its tip is.
    #[serde(rename = "gestopt")]
    Stopped(Stopped),
}

/// A partner that one officer proposed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposed {
    partner: Partner,
    #[serde(rename = "voorgesteldDoor")]
    by: AccountId,
    #[serde(rename = "voorgesteldOp")]
    at: Moment,
}

/// A partner that two officers approved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Active {
    partner: Partner,
    #[serde(rename = "voorgesteldDoor")]
    proposed_by: AccountId,
    #[serde(rename = "goedgekeurdDoor")]
    approved_by: AccountId,
    #[serde(rename = "goedgekeurdOp")]
    approved_at: Moment,
}

/// A partner in force with a change that waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changing {
    #[serde(rename = "huidig")]
    active: Active,
    #[serde(rename = "voorstel")]
    proposed: Proposed,
}

/// A partner to which nothing is sent for now. A change of it can wait for another officer meanwhile, such as a new address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    #[serde(rename = "huidig")]
    active: Active,
    #[serde(rename = "voorstel", default, skip_serializing_if = "Option::is_none")]
    proposed: Option<Proposed>,
    #[serde(rename = "oorzaak")]
    cause: HoldCause,
    #[serde(rename = "aangehoudenOp")]
    at: Moment,
}

/// Why sending waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HoldCause {
    /// It answered that it is gone (410).
    #[serde(rename = "adres-vervallen")]
    Gone,
    /// An officer said so.
    #[serde(rename = "besluit")]
    Decision,
}

/// A partner that was stopped, or a proposal that was turned down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stopped {
    partner: Partner,
    #[serde(rename = "gestoptDoor")]
    by: AccountId,
    #[serde(rename = "gestoptOp")]
    at: Moment,
    #[serde(rename = "reden")]
    reason: Reason,
}

/// A step with a partner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartnerCommand {
    /// Propose it again after it was stopped, or propose a change while it is in force.
    Propose(Box<Partner>),
    /// Approve, with the fingerprint that the other body read out; none for a body without a system.
    Approve(Option<Thumbprint>),
    /// Turn the proposal down.
    Decline(Reason),
    /// Let sending wait.
    Hold(HoldCause),
    /// Send again.
    Resume,
    /// Stop at once: by one officer, also when only a suspicion is the reason.
    Stop(Reason),
    /// Take over the next signing key of a document that was read.
    TakeKeys(Box<KeyDocument>),
}

impl PartnerRecord {
    /// Proposes a new partner.
    pub fn propose(partner: Partner, by: Actor, at: Moment) -> Result<Self, Refusal> {
        Ok(Self::Proposed(proposed(partner, by, at)?))
    }

    /// Returns what the register holds, in force or not.
    pub fn partner(&self) -> &Partner {
        match self {
            Self::Proposed(state) => &state.partner,
            Self::Active(state) => &state.partner,
            Self::Changing(state) => &state.active.partner,
            Self::Held(state) => &state.active.partner,
            Self::Stopped(state) => &state.partner,
        }
    }

    /// Returns the id of the state.
    pub fn state(&self) -> &'static str {
        match self {
            Self::Proposed(_) => "voorgesteld",
            Self::Active(_) => "actief",
            Self::Changing(_) => "wijziging-voorgesteld",
            Self::Held(_) => "aangehouden",
            Self::Stopped(_) => "gestopt",
        }
    }

    /// Returns what waits for a second officer: what, by whom and since when.
    pub fn proposal(&self) -> Option<(&Partner, AccountId, Moment)> {
        let proposed = match self {
            Self::Proposed(state) => Some(state),
            Self::Changing(state) => Some(&state.proposed),
            Self::Held(state) => state.proposed.as_ref(),
            Self::Active(_) | Self::Stopped(_) => None,
        };
        proposed.map(|proposed| (&proposed.partner, proposed.by, proposed.at))
    }

    /// Returns why sending waits.
    pub fn held(&self) -> Option<HoldCause> {
        match self {
            Self::Held(state) => Some(state.cause),
            _ => None,
        }
    }

    /// Returns the partner when its messages are taken.
    pub fn receiving(&self) -> Option<&Partner> {
        match self {
            Self::Active(_) | Self::Changing(_) | Self::Held(_) => Some(self.partner()),
            Self::Proposed(_) | Self::Stopped(_) => None,
        }
    }

    /// Returns the partner when messages go to it.
    pub fn sending(&self) -> Option<&Partner> {
        match self {
            Self::Active(_) | Self::Changing(_) => Some(self.partner()),
            Self::Proposed(_) | Self::Held(_) | Self::Stopped(_) => None,
        }
    }

    /// Carries out a step.
    pub fn handle(self, command: PartnerCommand, by: Actor, at: Moment) -> Result<Self, Refusal> {
        use PartnerCommand as C;
        match (self, command) {
            (Self::Stopped(old), C::Propose(new)) => {
                same_body(&old.partner, &new)?;
                Ok(Self::Proposed(proposed(*new, by, at)?))
            }
            (Self::Active(active), C::Propose(new)) => {
                same_body(&active.partner, &new)?;
                let proposed = proposed(*new, by, at)?;
                Ok(Self::Changing(Changing { active, proposed }))
            }
            (
                Self::Proposed(proposed) | Self::Changing(Changing { proposed, .. }),
                C::Approve(heard),
            ) => Ok(Self::Active(proposed.approve(heard, by, at)?)),
            (Self::Proposed(state), C::Decline(reason) | C::Stop(reason)) => {
                Ok(Self::Stopped(stopped(state.partner, by, at, reason)?))
            }
            (Self::Changing(state), C::Decline(_)) => {
                by.officer()?;
                Ok(Self::Active(state.active))
            }
            (Self::Active(active), C::Hold(cause)) => {
                Ok(Self::Held(Held { active, proposed: None, cause, at }))
            }
            (Self::Changing(Changing { active, proposed }), C::Hold(cause)) => {
                Ok(Self::Held(Held { active, proposed: Some(proposed), cause, at }))
            }
            (record @ (Self::Active(_) | Self::Changing(_) | Self::Held(_)), C::Stop(reason)) => {
                Ok(Self::Stopped(stopped(record.into_partner(), by, at, reason)?))
            }
            (record, C::TakeKeys(document)) => record.take_keys(&document, at),
            (Self::Held(state), command) => state.handle(command, by, at),
            _ => Err(Refusal::WrongState),
        }
    }

    fn into_partner(self) -> Partner {
        match self {
            Self::Proposed(state) => state.partner,
            Self::Active(state) => state.partner,
            Self::Changing(state) => state.active.partner,
            Self::Held(state) => state.active.partner,
            Self::Stopped(state) => state.partner,
        }
    }

    fn take_keys(mut self, document: &KeyDocument, at: Moment) -> Result<Self, Refusal> {
        let announce = |partner: &mut Partner| {
            let system = partner.system.as_mut().ok_or(Refusal::NoSystem)?;
            system.signing = document.announced(system.signing.clone(), at)?;
            Ok::<_, Refusal>(())
        };
        let (active, proposed) = match &mut self {
            Self::Active(active) => (active, None),
            Self::Held(state) => (&mut state.active, state.proposed.as_mut()),
            Self::Changing(state) => (&mut state.active, Some(&mut state.proposed)),
            Self::Proposed(_) | Self::Stopped(_) => return Err(Refusal::WrongState),
        };
        let pinned = active.partner.fingerprint();
        // A change of something else must not take the announcement back.
        if let Some(proposed) = proposed
            && proposed.partner.fingerprint() == pinned
        {
            announce(&mut proposed.partner)?;
        }
        announce(&mut active.partner)?;
        Ok(self)
    }
}

impl Held {
    fn handle(
        self,
        command: PartnerCommand,
        by: Actor,
        at: Moment,
    ) -> Result<PartnerRecord, Refusal> {
        use PartnerCommand as C;
        match (self.proposed.is_some(), command) {
            (false, C::Propose(new)) => {
                same_body(&self.active.partner, &new)?;
                let proposed = Some(proposed(*new, by, at)?);
                Ok(PartnerRecord::Held(Self { proposed, ..self }))
            }
            (true, C::Approve(heard)) => self.approve(heard, by, at),
            (true, C::Decline(_)) => {
                by.officer()?;
                Ok(PartnerRecord::Held(Self { proposed: None, ..self }))
            }
            (_, C::Resume) => {
                by.officer()?;
                let active = self.active;
                Ok(match self.proposed {
                    Some(proposed) => PartnerRecord::Changing(Changing { active, proposed }),
                    None => PartnerRecord::Active(active),
                })
            }
            _ => Err(Refusal::WrongState),
        }
    }

    /// A partner that was gone and has a new address can be written to again; what an officer decided stays.
    fn approve(
        self,
        heard: Option<Thumbprint>,
        by: Actor,
        at: Moment,
    ) -> Result<PartnerRecord, Refusal> {
        let proposed = self.proposed.ok_or(Refusal::WrongState)?;
        let active = proposed.approve(heard, by, at)?;
        let is_new = active.partner.endpoint() != self.active.partner.endpoint();
        if self.cause == HoldCause::Gone && is_new {
            return Ok(PartnerRecord::Active(active));
        }
        Ok(PartnerRecord::Held(Self { active, proposed: None, cause: self.cause, at: self.at }))
    }
}

fn same_body(old: &Partner, new: &Partner) -> Result<(), Refusal> {
    if old.oin == new.oin { Ok(()) } else { Err(Refusal::OtherBody) }
}

fn proposed(partner: Partner, by: Actor, at: Moment) -> Result<Proposed, Refusal> {
    let by = by.officer()?;
    partner.check()?;
    Ok(Proposed { partner, by, at })
}

fn stopped(partner: Partner, by: Actor, at: Moment, reason: Reason) -> Result<Stopped, Refusal> {
    Ok(Stopped { partner, by: by.officer()?, at, reason })
}

impl Proposed {
    fn approve(self, heard: Option<Thumbprint>, by: Actor, at: Moment) -> Result<Active, Refusal> {
        let approved_by = by.officer()?;
        if approved_by == self.by {
            return Err(Refusal::SameOfficial);
        }
        if heard != self.partner.fingerprint() {
            return Err(Refusal::FingerprintDiffers);
        }
        Ok(Active { partner: self.partner, proposed_by: self.by, approved_by, approved_at: at })
    }
}
