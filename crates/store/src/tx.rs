//! One write transaction of one party. What it can do stands with each noun.

use crate::{Keyring, PartyScope, StoreError};
use kernel::PartyId;
use sea_orm::DatabaseTransaction;

/// A write transaction. [`Tx::commit`] makes it lasting; dropping it undoes it.
#[must_use = "a transaction that is not committed is undone"]
#[derive(Debug)]
pub struct Tx {
    pub(crate) transaction: DatabaseTransaction,
    pub(crate) scope: PartyScope,
    pub(crate) keys: Keyring,
}

impl Tx {
    pub(crate) fn new(transaction: DatabaseTransaction, scope: PartyScope, keys: Keyring) -> Self {
        Self { transaction, scope, keys }
    }

    /// Returns the party the transaction is for.
    pub fn party(&self) -> &PartyId {
        self.scope.party()
    }

    /// Makes all changes lasting.
    pub async fn commit(self) -> Result<(), StoreError> {
        Ok(self.transaction.commit().await?)
    }

    /// Undoes all changes and waits until that is done.
    pub async fn rollback(self) -> Result<(), StoreError> {
        Ok(self.transaction.rollback().await?)
    }

    pub(crate) fn party_text(&self) -> String {
        self.party().as_str().to_owned()
    }
}
