//! Effects whose delivery cannot be repeated unseen, such as a mail: their row says so before the last step and not after it.
//!
//! While the last step is taken the row stands as given up, with words for a delivery that is in doubt. A worker that is killed
//! then leaves exactly that behind, and nothing delivers it a second time until a person asks for it.

use super::{AfterFailure, ClaimedEffect, entity};
use crate::sql::{Sql, moment, one_row};
use crate::{PartyScope, Store, StoreError};
use kernel::{EffectId, Id, Moment};

/// The hold that a worker has on an effect. It is lost when the lease ends and another worker claims the effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hold {
    id: EffectId,
    attempts: i32,
}

/// How the last step ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settled<'w> {
    /// It succeeded.
    Delivered(Moment),
    /// It failed, and nothing was delivered.
    Failed(&'w str, AfterFailure),
    /// Nobody knows: the words that were written before it remain.
    InDoubt,
}

/// Where an effect stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EffectState {
    /// It waits for a worker, or one is at it.
    Waits,
    /// It was delivered.
    Delivered(Moment),
    /// It was given up, with the words of the last failure.
    GivenUp(Moment, Option<String>),
}

impl ClaimedEffect {
    /// Returns the hold on it.
    pub fn hold(&self) -> Hold {
        Hold { id: self.effect.id, attempts: self.attempts }
    }
}

impl Store {
    /// Notes that the last step of a delivery is taken now, with the words that stand when its end is never noted; it counts as
    /// under way until a moment. [`StoreError::Conflict`] when the effect is no longer this worker's: then it must not be taken.
    pub async fn effect_in_doubt(
        &self,
        hold: Hold,
        words: &str,
        now: Moment,
        until: Moment,
    ) -> Result<(), StoreError> {
        let sql = Sql::new("UPDATE outbox SET dead_at = ")
            .bind(now.micros())
            .text(", claimed_until = ")
            .bind(until.micros())
            .text(", last_error = ")
            .bind(words)
            .text(" WHERE delivered_at IS NULL AND dead_at IS NULL");
        self.of_hold(sql, hold).await
    }

    /// Notes how the last step ended; [`StoreError::Conflict`] when a person had it tried again meanwhile.
    pub async fn effect_settled(&self, hold: Hold, settled: Settled<'_>) -> Result<(), StoreError> {
        let sql = Sql::new("UPDATE outbox SET claimed_until = NULL");
        let sql = match settled {
            Settled::Delivered(at) => {
                sql.text(", dead_at = NULL, last_error = NULL, delivered_at = ").bind(at.micros())
            }
            Settled::Failed(words, AfterFailure::RetryAt(at)) => sql
                .text(", dead_at = NULL, available_at = ")
                .bind(at.micros())
                .text(", last_error = ")
                .bind(words),
            Settled::Failed(words, AfterFailure::GiveUp(at)) => {
                sql.text(", dead_at = ").bind(at.micros()).text(", last_error = ").bind(words)
            }
            Settled::InDoubt => sql,
        };
        let sql = sql.text(" WHERE dead_at IS NOT NULL AND claimed_until IS NOT NULL");
        self.of_hold(sql, hold).await
    }

    /// Returns where effects of a party stand, in order of id; those that are not known (any more) are left out.
    pub async fn effect_states(
        &self,
        scope: &PartyScope,
        ids: &[EffectId],
        now: Moment,
    ) -> Result<Vec<(EffectId, EffectState)>, StoreError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let rows: Vec<entity::Model> = Sql::new("SELECT * FROM outbox WHERE party_id = ")
            .bind(scope.party().as_str())
            .text(" AND id IN (")
            .bind_list(ids.iter().map(|id| id.uuid().into()))
            .text(") ORDER BY id")
            .all(&self.pools.read)
            .await?;
        rows.into_iter().map(|row| Ok((EffectId::from_uuid(row.id), state(row, now)?))).collect()
    }

    async fn of_hold(&self, sql: Sql, hold: Hold) -> Result<(), StoreError> {
        let sql = sql.text(" AND id = ").bind(hold.id.uuid());
        let sql = sql.text(" AND attempts = ").bind(hold.attempts);
        one_row(sql.execute(&self.pools.write).await?)
    }
}

fn state(row: entity::Model, now: Moment) -> Result<EffectState, StoreError> {
    if let Some(at) = row.delivered_at {
        return Ok(EffectState::Delivered(moment(super::TABLE, "delivered_at", at)?));
    }
    let under_way = row.claimed_until.is_some_and(|until| until > now.micros());
    match row.dead_at.filter(|_| !under_way) {
        Some(at) => Ok(EffectState::GivenUp(moment(super::TABLE, "dead_at", at)?, row.last_error)),
        None => Ok(EffectState::Waits),
    }
}
