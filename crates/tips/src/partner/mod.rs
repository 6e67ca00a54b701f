//! The register of partners: which bodies we exchange tips with, and what we agreed with each.

mod approval;
mod endpoint;

pub use approval::{
    Active, Changing, Held, HoldCause, PartnerCommand, PartnerRecord, Proposed, Stopped,
};
pub use endpoint::{Endpoint, EndpointError, may_connect};

use crate::ids::{Oin, Organ, Source};
use crate::keys::{KeyRing, Suite, Thumbprint};
use crate::message::{Capacity, LegalBasis};
use crate::rate::RateLimits;
use crate::refusal::Refusal;
use kernel::Sha256Hex;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a body is, for the law.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[schemars(rename = "TipOrganisatie")]
pub enum BodyKind {
    /// De officier van justitie (Wet Bibob art. 26).
    #[serde(rename = "ovj")]
    Prosecutor,
    /// Een bestuursorgaan (art. 26).
    #[serde(rename = "bestuursorgaan")]
    AdministrativeBody,
    /// Een rechtspersoon met een overheidstaak (art. 26).
    #[serde(rename = "rmo")]
    PublicTask,
    /// Het Landelijk Bureau Bibob (art. 11).
    #[serde(rename = "lbb")]
    Bureau,
    /// De politie, als rechtspersoon met een overheidstaak (art. 1 en 26; die lezing is omstreden).
    #[serde(rename = "politie")]
    Police,
}

impl BodyKind {
    /// All kinds.
    pub const ALL: [Self; 5] =
        [Self::Prosecutor, Self::AdministrativeBody, Self::PublicTask, Self::Bureau, Self::Police];

    /// Returns the article that a tip of this body rests on: Wet Bibob art. 11 for the LBB, art. 26 for all others.
    pub fn legal_basis(self) -> LegalBasis {
        if self == Self::Bureau { LegalBasis::Article11 } else { LegalBasis::Article26 }
    }

    /// Returns the capacity in which it tips (Wet Bibob art. 26). The LBB acts as the body of a minister.
    pub fn capacity(self) -> Capacity {
        match self {
            Self::Prosecutor => Capacity::Prosecutor,
            Self::AdministrativeBody | Self::Bureau => Capacity::AdministrativeBody,
            Self::PublicTask | Self::Police => Capacity::PublicTask,
        }
    }

    /// Whether it tips and gets tips only when it is competent to apply the Act (Wet Bibob art. 26).
    pub fn must_apply_act(self) -> bool {
        matches!(self, Self::AdministrativeBody | Self::PublicTask | Self::Police)
    }
}

/// The system of a partner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct System {
    /// Where it takes messages.
    #[serde(rename = "eindpunt")]
    pub endpoint: Endpoint,
    /// Which algorithms we use together.
    pub suite: Suite,
    /// Its signing keys.
    #[serde(rename = "ondertekening")]
    pub signing: KeyRing,
    /// The SHA-256 of the certificates that its TLS certificate may hang under. A list: the roots of the government change.
    #[serde(rename = "vertrouwdeCertificaten", default)]
    pub authorities: Vec<Sha256Hex>,
}

/// What the register holds of a body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Partner {
    /// Its number.
    pub oin: Oin,
    /// Its name.
    #[serde(rename = "naam")]
    pub name: String,
    /// What it is.
    #[serde(rename = "soort")]
    pub kind: BodyKind,
    /// Its organs.
    #[serde(rename = "organen")]
    pub organs: Vec<Organ>,
    /// Whether it is competent to apply the Act (Wet Bibob art. 26). The officers establish it and answer for it.
    #[serde(rename = "pastWetToe")]
    pub applies_act: bool,
    /// How much we take from it.
    #[serde(rename = "grenzen", default)]
    pub limits: RateLimits,
    /// Its system; none for a body that gets letters.
    #[serde(rename = "systeem", default, skip_serializing_if = "Option::is_none")]
    pub system: Option<System>,
}

impl Partner {
    /// Returns the source of its messages.
    pub fn source(&self) -> Source {
        Source::of(self.oin)
    }

    /// Returns its system, or why there is none.
    pub fn system(&self) -> Result<&System, Refusal> {
        self.system.as_ref().ok_or(Refusal::NoSystem)
    }

    /// Returns where it takes messages; none for a body that gets letters.
    pub fn endpoint(&self) -> Option<&Endpoint> {
        self.system.as_ref().map(|system| &system.endpoint)
    }

    /// Whether a tip may go there: a body that is competent to apply the Act (Wet Bibob art. 26).
    pub fn may_receive(&self) -> bool {
        self.kind.must_apply_act() && self.applies_act
    }

    /// Returns the fingerprint that the second officer has read out by telephone; none for a body without a system.
    pub fn fingerprint(&self) -> Option<Thumbprint> {
        self.system.as_ref().and_then(|system| system.signing.fingerprint())
    }

    fn check(&self) -> Result<(), Refusal> {
        if self.kind.must_apply_act() && !self.applies_act {
            return Err(Refusal::NotCompetent);
        }
        if self.organs.is_empty() {
            return Err(Refusal::NoOrgan);
        }
        let Some(system) = &self.system else { return Ok(()) };
        match system.signing.algorithm() {
            Some(algorithm) if algorithm == system.suite.signature() => Ok(()),
            Some(_) => Err(Refusal::KeyUnfit),
            None => Err(Refusal::NoKey),
        }
    }
}
