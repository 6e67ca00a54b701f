//! Clearing away what has served its time: answers to repeated requests, effects that were delivered, files that never came in
//! whole, and sessions of who filled in a questionnaire.

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

    /// Removes files beside a questionnaire that began to come in before a moment and never came in whole.
    pub async fn forget_broken_uploads(&self, before: Moment) -> Result<u64, StoreError> {
        const BROKEN: &str = "complete_at IS NULL AND at < ";
        Sql::new("DELETE FROM intake_chunk WHERE file_id IN (SELECT id FROM intake_file WHERE ")
            .text(BROKEN)
            .bind(before.micros())
            .text(")")
            .execute(&self.pools.write)
            .await?;
        Sql::new("DELETE FROM intake_file WHERE ")
            .text(BROKEN)
            .bind(before.micros())
            .execute(&self.pools.write)
            .await
    }

    /// Removes sessions of who filled in a questionnaire that have ended by a moment.
    pub async fn forget_intake_sessions(&self, now: Moment) -> Result<u64, StoreError> {
        Sql::new("DELETE FROM intake_session WHERE ends_at < ")
            .bind(now.micros())
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
