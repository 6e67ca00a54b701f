//! The ways a tip can travel, and what proves that it arrived.

use crate::refusal::Refusal;
use crate::wording::Wording;
use kernel::Sha256Hex;
use serde::{Deserialize, Serialize};

/// How a tip travels. The states are the same for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Route {
    /// To another installation.
    #[serde(rename = "ander-systeem")]
    OtherInstance,
    /// To another body on this installation: the same envelope, carried inside.
    #[serde(rename = "zelfde-systeem")]
    SameInstance,
    /// By a letter in a sealed inner envelope.
    #[serde(rename = "brief")]
    Letter,
    /// Handed in by the sender on a page of the receiver, after signing in for its organisation.
    #[serde(rename = "publieke-pagina")]
    PublicPage,
}

impl Route {
    /// Whether the program carries it; else an officer does and says so.
    pub fn is_automatic(self) -> bool {
        matches!(self, Self::OtherInstance | Self::SameInstance)
    }
}

/// What proves that a tip arrived.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "soort", rename_all = "kebab-case")]
pub enum Proof {
    /// The signed receipt of the other system, checked.
    #[serde(rename = "ontvangstbewijs")]
    Receipt {
        /// The SHA-256 of the receipt as it came.
        #[serde(rename = "sha256")]
        digest: Sha256Hex,
    },
    /// The receipt of a letter that came back.
    #[serde(rename = "retourbewijs")]
    Returned {
        /// The number of the carrier.
        #[serde(rename = "trackEnTrace")]
        tracking: Wording<60>,
    },
    /// A message of the receiver about the tip, which it could not have written without it.
    #[serde(rename = "bericht-van-ontvanger")]
    Heard,
}

impl Proof {
    /// Checks that the proof is one of this route.
    pub(crate) fn fits(&self, route: Route) -> Result<(), Refusal> {
        let fits = match self {
            Self::Receipt { .. } => route.is_automatic(),
            Self::Returned { .. } => route == Route::Letter,
            Self::Heard => true,
        };
        if fits { Ok(()) } else { Err(Refusal::ProofUnfit) }
    }
}
