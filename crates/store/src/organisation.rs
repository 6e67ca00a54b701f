//! Signing in with the organisation's own account: who a provider says somebody is, and sign-ins that are under way there.

use crate::keys::Place;
use crate::party::party_id;
use crate::sql::Sql;
use crate::{Keyring, PartyScope, Store, StoreError, Tx};
use kernel::{AccountId, Id, Moment, PartyId, Redacted, hex};
use sea_orm::FromQueryResult;
use uuid::Uuid;

const TABLE: &str = "pending_sign_in";

/// A sign-in that goes to a provider.
#[derive(Clone, Debug)]
pub struct NewPending {
    /// The digest of the state that travels along.
    pub state_hash: [u8; 32],
    /// The digest of the secret in the browser that began it.
    pub browser_hash: [u8; 32],
    /// What is needed to finish it; closed at rest.
    pub content: Redacted<String>,
    /// When it is too late.
    pub expires_at: Moment,
}

/// A sign-in that came back and is taken out: nobody finds it a second time.
#[derive(Clone, Debug)]
pub struct TakenPending {
    /// The party it began for.
    pub party: PartyId,
    /// The digest of the secret in the browser that began it.
    pub browser_hash: [u8; 32],
    /// What is needed to finish it.
    pub content: Redacted<String>,
}

#[derive(FromQueryResult)]
struct Row {
    party_id: String,
    browser_hash: Vec<u8>,
    content: Vec<u8>,
}

#[derive(FromQueryResult)]
struct Linked {
    account_id: Uuid,
}

impl Row {
    fn open(self, keys: &Keyring, state_hash: &[u8; 32]) -> Result<TakenPending, StoreError> {
        let party = party_id(TABLE, &self.party_id)?;
        let content = keys.open(&place(&party, state_hash), &self.content)?;
        let browser_hash = self
            .browser_hash
            .try_into()
            .map_err(|_| StoreError::inconsistent(TABLE, "browser_hash", &hex(state_hash)))?;
        Ok(TakenPending { party, browser_hash, content })
    }
}

impl Store {
    /// Keeps a sign-in that goes to a provider.
    pub async fn add_pending_sign_in(
        &self,
        scope: &PartyScope,
        pending: &NewPending,
    ) -> Result<(), StoreError> {
        let place = place(scope.party(), &pending.state_hash);
        let sealed = self.keys.seal(&place, pending.content.reveal())?;
        Sql::new("INSERT INTO pending_sign_in (state_hash, browser_hash, party_id, content, expires_at) VALUES (")
            .bind_list([
                pending.state_hash.to_vec().into(),
                pending.browser_hash.to_vec().into(),
                scope.party().as_str().into(),
                sealed.into(),
                pending.expires_at.micros().into(),
            ])
            .text(")")
            .execute(&self.pools.write)
            .await?;
        Ok(())
    }

    /// Takes a sign-in out, whoever asks: a state that was shown is used up, right or wrong.
    pub async fn take_pending_sign_in(
        &self,
        state_hash: [u8; 32],
    ) -> Result<Option<TakenPending>, StoreError> {
        let row: Option<Row> = Sql::new("DELETE FROM pending_sign_in WHERE state_hash = ")
            .bind(state_hash.to_vec())
            .text(" RETURNING party_id, browser_hash, content")
            .one(&self.pools.write)
            .await?;
        row.map(|row| row.open(&self.keys, &state_hash)).transpose()
    }

    /// Reads what is kept of a sign-in without taking it out; none when its time was over at that moment. It is for who came back
    /// and has not done yet what they signed in for.
    pub async fn pending_sign_in(
        &self,
        state_hash: [u8; 32],
        now: Moment,
    ) -> Result<Option<TakenPending>, StoreError> {
        let sql = Sql::new("SELECT party_id, browser_hash, content FROM pending_sign_in")
            .text(" WHERE state_hash = ")
            .bind(state_hash.to_vec())
            .text(" AND expires_at > ")
            .bind(now.micros());
        let row: Option<Row> = sql.one(&self.pools.read).await?;
        row.map(|row| row.open(&self.keys, &state_hash)).transpose()
    }

    /// Removes sign-ins that never came back.
    pub async fn forget_pending_sign_ins(&self, before: Moment) -> Result<u64, StoreError> {
        Sql::new("DELETE FROM pending_sign_in WHERE expires_at < ")
            .bind(before.micros())
            .execute(&self.pools.write)
            .await
    }

    /// Returns the account of a party that a provider's person was linked to.
    pub async fn linked_account(
        &self,
        scope: &PartyScope,
        issuer: &str,
        subject: &Redacted<String>,
    ) -> Result<Option<AccountId>, StoreError> {
        let sql = Sql::new("SELECT account_id FROM external_identity WHERE issuer = ")
            .bind(issuer)
            .text(" AND subject = ")
            .bind(subject.reveal().as_str())
            .text(" AND party_id = ")
            .bind(scope.party().as_str());
        let row: Option<Linked> = sql.one(&self.pools.read).await?;
        Ok(row.map(|row| AccountId::from_uuid(row.account_id)))
    }

    /// Returns whether an account is linked to a person of some provider, or of this one.
    pub async fn is_linked(
        &self,
        scope: &PartyScope,
        account: AccountId,
        issuer: Option<&str>,
    ) -> Result<bool, StoreError> {
        Sql::new("SELECT 1 FROM external_identity WHERE account_id = ")
            .bind(account.uuid())
            .text(" AND party_id = ")
            .bind(scope.party().as_str())
            .bind_some(" AND issuer = ", issuer)
            .exists(&self.pools.read)
            .await
    }
}

impl Tx {
    /// Links a provider's person to an account, for good.
    pub async fn link_account(
        &mut self,
        account: AccountId,
        issuer: &str,
        subject: &Redacted<String>,
        at: Moment,
    ) -> Result<(), StoreError> {
        Sql::new("INSERT INTO external_identity (issuer, subject, party_id, account_id, created_at) VALUES (")
            .bind_list([
                issuer.into(),
                subject.reveal().as_str().into(),
                self.party_text().into(),
                account.uuid().into(),
                at.micros().into(),
            ])
            .text(")")
            .execute(&self.transaction)
            .await?;
        Ok(())
    }

    /// Takes the links of an account away; returns how many there were.
    pub async fn unlink_account(&mut self, account: AccountId) -> Result<u64, StoreError> {
        Sql::new("DELETE FROM external_identity WHERE account_id = ")
            .bind(account.uuid())
            .text(" AND party_id = ")
            .bind(self.party_text())
            .execute(&self.transaction)
            .await
    }
}

fn place<'p>(party: &'p PartyId, state_hash: &[u8; 32]) -> Place<'p> {
    Place { table: TABLE, column: "content", party, row: hex(state_hash) }
}
