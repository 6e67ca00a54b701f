//! Who brings something from a partner, as the connection says, and how much the trail takes of who is no partner.

use ::tips::Oin;
use ::tips::partner::Partner;
use ::tips::rate::{RateCount, RateLimits};
use kernel::{Moment, PartyId, Sha256Hex};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// How many refusals of a party that no partner answers for stand in its trail. Anybody with a certificate can ask for one, and who
/// looks into it needs no more.
const STRANGERS: RateLimits = RateLimits { per_minute: 10, per_day: 200 };

/// The body at the other end of a connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TipSender {
    /// Its number.
    pub oin: Oin,
    /// What it showed; nothing inside the installation.
    pub shown: Option<ShownCertificate>,
}

/// The certificate of a connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownCertificate {
    /// The SHA-256 of the certificate.
    pub thumbprint: Sha256Hex,
    /// The SHA-256 of each authority of the installation that it hangs under.
    pub authorities: Vec<Sha256Hex>,
}

impl From<Oin> for TipSender {
    fn from(oin: Oin) -> Self {
        Self { oin, shown: None }
    }
}

impl TipSender {
    /// Whether the certificate hangs under an authority that the register names for a partner; any is good where it names none.
    pub(super) fn is_trusted_as(&self, partner: &Partner) -> bool {
        let system = partner.system.as_ref();
        let pinned = system.map(|system| system.authorities.as_slice()).unwrap_or_default();
        let Some(shown) = self.shown.as_ref().filter(|_| !pinned.is_empty()) else { return true };
        shown.authorities.iter().any(|authority| pinned.contains(authority))
    }

    pub(super) fn certificate(&self) -> Option<Sha256Hex> {
        self.shown.as_ref().map(|shown| shown.thumbprint)
    }
}

/// Counts, for each party of this process, what came of who is no partner.
#[derive(Clone, Default)]
pub(crate) struct TipStrangers(Arc<Mutex<BTreeMap<PartyId, RateCount>>>);

impl TipStrangers {
    /// Whether one more is put on record.
    pub(super) fn admit(&self, party: &PartyId, now: Moment) -> bool {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.get(party).copied().unwrap_or_default();
        let admitted = count.admit(STRANGERS, now);
        admitted.is_ok_and(|count| {
            counts.insert(party.clone(), count);
            true
        })
    }
}
