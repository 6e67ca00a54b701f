//! Delivering what waits in the outbox: at least once, with growing pauses, and given up after a while.

use super::{Delivery, Worker};
use crate::AppError;
use crate::mail::MAIL;
use chrono::TimeDelta;
use kernel::Moment;
use store::{AfterFailure, ClaimedEffect, StoreError};

/// How many effects a worker takes at a time.
const BATCH: u32 = 50;
/// How long it may take over them before another worker may.
const LEASE_SECONDS: i64 = 120;
/// The longest pause between two attempts, in seconds.
const LONGEST_PAUSE: i64 = 3_600;

/// What an attempt came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Delivered,
    Failed,
    /// Another worker has it by now.
    Elsewhere,
}

impl Outcome {
    /// Judges how the outcome was noted. Another worker that finished it after our lease ran out is no fault: the outcome is
    /// what it is.
    pub(super) fn noted(self, noted: Result<(), StoreError>) -> Result<Self, AppError> {
        match noted {
            Ok(()) | Err(StoreError::Conflict) => Ok(self),
            Err(error) => Err(error.into()),
        }
    }
}

impl Worker {
    /// Delivers until nothing waits any more; returns how many were delivered and how many failed.
    pub(super) async fn deliver(&self) -> Result<(u32, u32), AppError> {
        let (mut delivered, mut failed) = (0, 0);
        loop {
            let now = self.app.now();
            let lease = TimeDelta::seconds(LEASE_SECONDS);
            let effects = self.app.store.claim_effects(BATCH, now, lease).await?;
            if effects.is_empty() {
                self.rest().await;
                return Ok((delivered, failed));
            }
            for effect in effects {
                match self.deliver_one(&effect).await? {
                    Outcome::Delivered => delivered += 1,
                    Outcome::Failed => failed += 1,
                    Outcome::Elsewhere => {}
                }
            }
        }
    }

    /// Leaves the mail server alone until there is something to send again.
    async fn rest(&self) {
        if let Some(desk) = &self.mail {
            desk.transport.rest().await;
        }
    }

    async fn deliver_one(&self, claimed: &ClaimedEffect) -> Result<Outcome, AppError> {
        if claimed.effect.kind == MAIL {
            // Seldom, and with all of a connection in it: not a part of every round.
            return Box::pin(self.deliver_mail(claimed)).await;
        }
        let id = claimed.effect.id;
        let carried = match delivery(claimed) {
            Ok(delivery) => self.carrier.carry(delivery).await,
            Err(error) => Err(error.to_string()),
        };
        let now = self.app.now();
        match carried {
            Ok(()) => Outcome::Delivered.noted(self.app.store.effect_delivered(id, now).await),
            Err(error) => {
                tracing::warn!(effect = %id, attempts = claimed.attempts, error, "an effect was not delivered");
                let then = self.after_failure(claimed.attempts, now);
                Outcome::Failed.noted(self.app.store.effect_failed(id, &error, then).await)
            }
        }
    }

    fn after_failure(&self, attempts: i32, now: Moment) -> AfterFailure {
        if attempts >= i32::from(self.app.settings.most_attempts) {
            return AfterFailure::GiveUp(now);
        }
        AfterFailure::RetryAt(now.after(TimeDelta::seconds(pause(attempts))))
    }
}

/// Returns the pause after so many attempts, in seconds: doubling up to an hour.
fn pause(attempts: i32) -> i64 {
    let doublings = u32::try_from(attempts.clamp(1, 13) - 1).unwrap_or_default();
    (1_i64 << doublings).min(LONGEST_PAUSE)
}

fn delivery(claimed: &ClaimedEffect) -> Result<Delivery, serde_json::Error> {
    Ok(Delivery {
        id: claimed.effect.id,
        partij: claimed.party.clone(),
        dossier: claimed.effect.case,
        soort: claimed.effect.kind.clone(),
        inhoud: serde_json::from_str(claimed.effect.payload.reveal())?,
    })
}

#[cfg(test)]
mod tests {
    use super::pause;

    #[test]
    fn pauses_double_up_to_an_hour() {
        assert_eq!([1, 2, 3, 10].map(pause), [1, 2, 4, 512]);
        assert_eq!([12, 13, 400].map(pause), [2_048, 3_600, 3_600]);
    }
}
