//! Effects that wait for the worker: written with the change that causes them, delivered at least once.

mod doubt;

pub use doubt::{EffectState, Hold, Settled};

use crate::keys::Place;
use crate::party::party_id;
use crate::sql::{Sql, moment, one_row};
use crate::{Backend, PartyScope, Store, StoreError, Tx};
use chrono::{NaiveDate, TimeDelta};
use kernel::{CaseId, EffectId, Id, Moment, PartyId, Redacted};
use sea_orm::{EntityTrait, IntoActiveModel};

const TABLE: &str = "outbox";
/// What waits and is not being worked on.
const WAITING: &str = "delivered_at IS NULL AND dead_at IS NULL AND available_at <= ";

mod entity {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "outbox")]
    pub(super) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) id: Uuid,
        pub(super) party_id: String,
        pub(super) case_id: Option<Uuid>,
        pub(super) kind: String,
        pub(super) payload: Vec<u8>,
        pub(super) created_at: i64,
        pub(super) attempts: i32,
        pub(super) available_at: i64,
        pub(super) claimed_until: Option<i64>,
        pub(super) delivered_at: Option<i64>,
        pub(super) dead_at: Option<i64>,
        pub(super) last_error: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(super) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// An effect to be carried out later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEffect {
    /// The id.
    pub id: EffectId,
    /// The file it comes from.
    pub case: Option<CaseId>,
    /// What is to be done.
    pub kind: String,
    /// With what; closed at rest.
    pub payload: Redacted<String>,
    /// When it was decided.
    pub created_at: Moment,
    /// Not before.
    pub available_at: Moment,
}

/// An effect in the hands of a worker, until its lease ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimedEffect {
    /// The party.
    pub party: PartyId,
    /// The effect.
    pub effect: NewEffect,
    /// How many times it was claimed, this time included.
    pub attempts: i32,
}

/// An effect that was given up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadLetter {
    /// The effect.
    pub id: EffectId,
    /// The file it comes from.
    pub case: Option<CaseId>,
    /// What was to be done.
    pub kind: String,
    /// How many times it was tried.
    pub attempts: i32,
    /// What went wrong the last time.
    pub last_error: Option<String>,
    /// When it was given up.
    pub dead_at: Moment,
}

/// What to do with an effect that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AfterFailure {
    /// Try again, not before a moment.
    RetryAt(Moment),
    /// Give it up, at a moment.
    GiveUp(Moment),
}

/// A reminder, which goes out once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reminder {
    /// The file.
    pub case: CaseId,
    /// What ends.
    pub due_kind: String,
    /// When it ends.
    pub due_on: NaiveDate,
    /// How many days ahead the reminder is.
    pub days: i32,
}

impl Tx {
    /// Adds effects to the outbox.
    pub async fn enqueue(&mut self, effects: &[NewEffect]) -> Result<(), StoreError> {
        if effects.is_empty() {
            return Ok(());
        }
        let rows = effects
            .iter()
            .map(|effect| Ok(self.effect_model(effect)?.into_active_model()))
            .collect::<Result<Vec<_>, StoreError>>()?;
        entity::Entity::insert_many(rows).exec_without_returning(&self.transaction).await?;
        Ok(())
    }

    /// Notes a reminder; returns whether it is new and therefore has to go out.
    pub async fn remember_reminder(&mut self, reminder: &Reminder) -> Result<bool, StoreError> {
        let rows =
            Sql::new("INSERT INTO reminder (party_id, case_id, due_kind, due_on, days) VALUES (")
                .bind_list([
                    self.party_text().into(),
                    reminder.case.uuid().into(),
                    reminder.due_kind.as_str().into(),
                    reminder.due_on.into(),
                    reminder.days.into(),
                ])
                .text(") ON CONFLICT (case_id, due_kind, due_on, days, party_id) DO NOTHING")
                .execute(&self.transaction)
                .await?;
        Ok(crate::sql::touched(rows))
    }

    fn effect_model(&self, effect: &NewEffect) -> Result<entity::Model, StoreError> {
        let place = place(self.party(), effect.id);
        Ok(entity::Model {
            id: effect.id.uuid(),
            party_id: self.party_text(),
            case_id: effect.case.map(Id::uuid),
            kind: effect.kind.clone(),
            payload: self.keys.seal(&place, effect.payload.reveal())?,
            created_at: effect.created_at.micros(),
            attempts: 0,
            available_at: effect.available_at.micros(),
            claimed_until: None,
            delivered_at: None,
            dead_at: None,
            last_error: None,
        })
    }
}

impl Store {
    /// Takes up to `limit` effects of all parties into a worker's hands for the time of a lease. No two workers get the same
    /// one; after the lease it can be claimed again.
    pub async fn claim_effects(
        &self,
        limit: u32,
        now: Moment,
        lease: TimeDelta,
    ) -> Result<Vec<ClaimedEffect>, StoreError> {
        // Looking first keeps an idle worker from taking the write lock every time it asks.
        let idle = waiting(Sql::new("SELECT 1 FROM outbox"), now).text(" LIMIT 1");
        if !idle.exists(&self.pools.read).await? {
            return Ok(Vec::new());
        }
        let sql = Sql::new("UPDATE outbox SET attempts = attempts + 1, claimed_until = ")
            .bind(now.after(lease).micros())
            .text(" WHERE id IN (SELECT id FROM outbox");
        let sql =
            waiting(sql, now).text(" ORDER BY available_at, id LIMIT ").bind(i64::from(limit));
        let sql = match self.backend() {
            Backend::Sqlite => sql,
            Backend::Postgres => sql.text(" FOR UPDATE SKIP LOCKED"),
        };
        let mut rows: Vec<entity::Model> = sql.text(") RETURNING *").all(&self.pools.write).await?;
        rows.sort_by_key(|row| (row.available_at, row.id));
        let (mut claimed, mut closed) = (Vec::new(), None);
        for row in rows {
            let id = EffectId::from_uuid(row.id);
            match self.claimed(row) {
                Ok(effect) => claimed.push(effect),
                Err(error) => {
                    self.put_off(id, &error, now.after(lease), now).await?;
                    let key = Some(error).filter(|error| matches!(error, StoreError::Key { .. }));
                    closed = closed.or(key);
                }
            }
        }
        // When nothing opens, the keys are wrong, and somebody has to know.
        match closed {
            Some(error) if claimed.is_empty() => Err(error),
            _ => Ok(claimed),
        }
    }

    /// Keeps an effect that cannot be read from holding up the others: one that no key at hand opens waits for its key, one
    /// that is damaged goes to the dead letters.
    async fn put_off(
        &self,
        id: EffectId,
        error: &StoreError,
        later: Moment,
        now: Moment,
    ) -> Result<(), StoreError> {
        let then = match error {
            StoreError::Key { .. } => AfterFailure::RetryAt(later),
            _ => AfterFailure::GiveUp(now),
        };
        self.effect_failed(id, &error.to_string(), then).await
    }

    /// Notes that an effect was carried out; [`StoreError::Conflict`] when that was known or it was given up.
    pub async fn effect_delivered(&self, id: EffectId, now: Moment) -> Result<(), StoreError> {
        let sql =
            Sql::new("UPDATE outbox SET claimed_until = NULL, last_error = NULL, delivered_at = ");
        self.close_claim(sql.bind(now.micros()), id).await
    }

    /// Notes that an effect failed, and what becomes of it.
    pub async fn effect_failed(
        &self,
        id: EffectId,
        error: &str,
        then: AfterFailure,
    ) -> Result<(), StoreError> {
        let sql = Sql::new("UPDATE outbox SET claimed_until = NULL, last_error = ").bind(error);
        let sql = match then {
            AfterFailure::RetryAt(at) => sql.text(", available_at = ").bind(at.micros()),
            AfterFailure::GiveUp(at) => sql.text(", dead_at = ").bind(at.micros()),
        };
        self.close_claim(sql, id).await
    }

    /// Lists the effects of a party that were given up, oldest first; not those whose last step is under way.
    pub async fn dead_letters(
        &self,
        scope: &PartyScope,
        now: Moment,
    ) -> Result<Vec<DeadLetter>, StoreError> {
        let sql = Sql::new("SELECT * FROM outbox WHERE dead_at IS NOT NULL AND party_id = ")
            .bind(scope.party().as_str());
        let sql = free(sql, now).text(" ORDER BY id");
        let rows: Vec<entity::Model> = sql.all(&self.pools.read).await?;
        rows.into_iter().filter_map(dead_letter).collect()
    }

    /// Lets an effect that was given up be tried again; returns whether there is one. One whose last step is under way is not
    /// given up yet.
    pub async fn revive(
        &self,
        scope: &PartyScope,
        id: EffectId,
        now: Moment,
    ) -> Result<bool, StoreError> {
        let sql = Sql::new("UPDATE outbox SET dead_at = NULL, claimed_until = NULL, attempts = 0")
            .text(", available_at = ")
            .bind(now.micros())
            .text(" WHERE dead_at IS NOT NULL AND id = ")
            .bind(id.uuid())
            .text(" AND party_id = ")
            .bind(scope.party().as_str());
        let rows = free(sql, now).execute(&self.pools.write).await?;
        Ok(crate::sql::touched(rows))
    }

    async fn close_claim(&self, sql: Sql, id: EffectId) -> Result<(), StoreError> {
        let sql =
            sql.text(" WHERE delivered_at IS NULL AND dead_at IS NULL AND id = ").bind(id.uuid());
        one_row(sql.execute(&self.pools.write).await?)
    }

    fn claimed(&self, row: entity::Model) -> Result<ClaimedEffect, StoreError> {
        let party = party_id(TABLE, &row.party_id)?;
        let id = EffectId::from_uuid(row.id);
        let effect = NewEffect {
            id,
            case: row.case_id.map(CaseId::from_uuid),
            kind: row.kind,
            payload: self.keys.open(&place(&party, id), &row.payload)?,
            created_at: moment(TABLE, "created_at", row.created_at)?,
            available_at: moment(TABLE, "available_at", row.available_at)?,
        };
        Ok(ClaimedEffect { party, effect, attempts: row.attempts })
    }
}

fn waiting(sql: Sql, now: Moment) -> Sql {
    free(sql.text(" WHERE ").text(WAITING).bind(now.micros()), now)
}

/// What no worker has in its hands.
fn free(sql: Sql, now: Moment) -> Sql {
    sql.text(" AND (claimed_until IS NULL OR claimed_until <= ").bind(now.micros()).text(")")
}

fn place(party: &PartyId, id: EffectId) -> Place<'_> {
    Place { table: TABLE, column: "payload", party, row: id.to_string() }
}

fn dead_letter(row: entity::Model) -> Option<Result<DeadLetter, StoreError>> {
    let dead_at = moment(TABLE, "dead_at", row.dead_at?);
    Some(dead_at.map(|dead_at| DeadLetter {
        id: EffectId::from_uuid(row.id),
        case: row.case_id.map(CaseId::from_uuid),
        kind: row.kind,
        attempts: row.attempts,
        last_error: row.last_error,
        dead_at,
    }))
}
