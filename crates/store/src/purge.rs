//! Clearing away what has served its time: answers to repeated requests, and effects that were delivered.

use crate::sql::Sql;
use crate::{Store, StoreError};
use kernel::Moment;

impl Store {
    /// Removes the keys of requests from before a moment, so that a repetition after that is a new request.
    pub async fn forget_requests(&self, before: Moment) -> Result<u64, StoreError> {
        Sql::new("DELETE FROM idempotency WHERE created_at < ")
            .bind(before.micros())
            .execute(&self.pools.write)
            .await
    }

    /// Removes effects that were delivered before a moment; what was given up stays until a person decides.
    pub async fn forget_delivered(&self, before: Moment) -> Result<u64, StoreError> {
        Sql::new("DELETE FROM outbox WHERE delivered_at < ")
            .bind(before.micros())
            .execute(&self.pools.write)
            .await
    }
}
