//! How the exchange with a partner goes: when it last answered and wrote, how its clock differs, and how much it sends.

use super::view::TrafficView;
use crate::AppError;
use ::tips::Oin;
use ::tips::rate::{RateCount, RateLimits, TooMany};
use ::tips::receipt::Skew;
use chrono::NaiveDate;
use kernel::Moment;
use serde::{Deserialize, Serialize};
use store::Tx;

/// What is known of the exchange with a partner. A message from a partner says nothing about whether it takes ours, so the two
/// ways are kept apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Traffic {
    pub(super) tempo: RateCount,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) laatste_bewijs: Option<Moment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) laatst_gehoord: Option<Moment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) storing_sinds: Option<Moment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) klok_seconden: Option<i64>,
    /// The day of the last sign of life that was answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) levensteken_op: Option<NaiveDate>,
    /// When a sign of life was last tried.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) levensteken_geprobeerd: Option<Moment>,
    /// Since when what it says of its keys is not taken over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) sleutels_geweigerd: Option<Moment>,
}

impl Traffic {
    pub(super) fn read(text: Option<&str>) -> Result<Self, AppError> {
        Ok(text.map(serde_json::from_str).transpose()?.unwrap_or_default())
    }

    /// Counts a message of the partner, unless it sent too many.
    pub(super) fn admit(&mut self, limits: RateLimits, now: Moment) -> Result<(), TooMany> {
        self.tempo = self.tempo.admit(limits, now)?;
        self.laatst_gehoord = Some(now);
        Ok(())
    }

    /// A receipt came; whatever was wrong is over.
    pub(super) fn answered(&mut self, now: Moment, skew: Skew) {
        self.laatste_bewijs = Some(now);
        self.storing_sinds = None;
        self.skewed(skew);
    }

    pub(super) fn failed(&mut self, now: Moment) {
        self.storing_sinds.get_or_insert(now);
    }

    pub(super) fn skewed(&mut self, skew: Skew) {
        self.klok_seconden = match skew {
            Skew::Fine => None,
            Skew::Warn(seconds) | Skew::Alarm(seconds) => Some(seconds),
        };
    }

    pub(super) fn view(
        self,
        wacht_sinds: Option<Moment>,
        sleutels_tot: Option<Moment>,
    ) -> TrafficView {
        TrafficView {
            laatste_bewijs: self.laatste_bewijs,
            laatst_gehoord: self.laatst_gehoord,
            storing_sinds: self.storing_sinds,
            wacht_sinds,
            klok_seconden: self.klok_seconden,
            sleutels_tot,
            sleutels_geweigerd: self.sleutels_geweigerd,
        }
    }
}

/// Reads how the exchange with a partner goes. Until the end of the transaction other messages of it wait.
pub(super) async fn lock_traffic(tx: &mut Tx, oin: Oin) -> Result<Traffic, AppError> {
    Traffic::read(Some(&tx.lock_tip_exchange(&oin.to_string()).await?))
}

/// Keeps how the exchange with a partner goes, after it was locked.
pub(super) async fn keep_traffic(tx: &mut Tx, oin: Oin, traffic: &Traffic) -> Result<(), AppError> {
    Ok(tx.keep_tip_exchange(&oin.to_string(), &serde_json::to_string(traffic)?).await?)
}

/// Changes what is known of the exchange with a partner.
pub(super) async fn change_traffic(
    tx: &mut Tx,
    oin: Oin,
    change: impl FnOnce(&mut Traffic),
) -> Result<Traffic, AppError> {
    let mut traffic = lock_traffic(tx, oin).await?;
    change(&mut traffic);
    keep_traffic(tx, oin, &traffic).await?;
    Ok(traffic)
}
