//! Access tokens. The database knows the digest of a token's secret, never the secret.

use crate::party::party_id;
use crate::sql::{Sql, maybe_moment, moment, touched};
use crate::{Identity, PartyScope, Store, StoreError, Tx, Viewer};
use kernel::{AccountId, Id, Moment, PartyId, TokenId};
use sea_orm::FromQueryResult;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use uuid::Uuid;

const TABLE: &str = "api_token";
/// How old the time of last use may become.
const HOUR: i64 = 3_600_000_000;

/// A token to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewToken {
    /// The id.
    pub id: TokenId,
    /// The account it stands for.
    pub account: AccountId,
    /// What it is for, in words.
    pub label: String,
    /// The digest of its secret.
    pub secret_hash: [u8; 32],
    /// What it may be used for.
    pub scopes: Vec<String>,
    /// When it is made.
    pub created_at: Moment,
    /// When it stops working.
    pub expires_at: Moment,
}

/// A token in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenRow {
    /// The id.
    pub id: TokenId,
    /// The account it stands for.
    pub account: AccountId,
    /// What it is for, in words.
    pub label: String,
    /// What it may be used for.
    pub scopes: Vec<String>,
    /// When it was made.
    pub created_at: Moment,
    /// When it stops working.
    pub expires_at: Moment,
    /// When it was withdrawn.
    pub revoked_at: Option<Moment>,
    /// When it was last used, to the hour.
    pub last_used_at: Option<Moment>,
}

/// When this process last noted the use of each token, so that a burst of requests notes it once.
#[derive(Debug, Default)]
pub(crate) struct Touched(Mutex<BTreeMap<TokenId, i64>>);

impl Touched {
    /// Returns whether the use is to be noted, and remembers that it is.
    fn claim(&self, token: TokenId, stored: Option<i64>, now: i64) -> bool {
        let fresh = |at: i64| now - at < HOUR;
        if stored.is_some_and(fresh) {
            return false;
        }
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let claimed = !noted.get(&token).copied().is_some_and(fresh);
        if claimed {
            noted.retain(|_, at| fresh(*at));
            noted.insert(token, now);
        }
        claimed
    }
}

#[derive(FromQueryResult)]
struct Known {
    id: Uuid,
    party_id: String,
    account_id: Uuid,
    scopes: String,
    last_used_at: Option<i64>,
    name: String,
    role: String,
    person: bool,
}

#[derive(FromQueryResult)]
struct Listed {
    id: Uuid,
    account_id: Uuid,
    label: String,
    scopes: String,
    created_at: i64,
    expires_at: i64,
    revoked_at: Option<i64>,
    last_used_at: Option<i64>,
}

impl Store {
    /// Returns what a token stands for; `None` when it is unknown, expired or withdrawn, or its account is shut out.
    pub async fn authenticate(
        &self,
        secret_hash: [u8; 32],
        now: Moment,
    ) -> Result<Option<Identity>, StoreError> {
        let sql = Sql::new("SELECT t.id, t.party_id, t.account_id, t.scopes, t.last_used_at, a.name, a.role, a.person ")
            .text("FROM api_token t JOIN account a ON a.id = t.account_id AND a.party_id = t.party_id ")
            .text("WHERE t.revoked_at IS NULL AND t.secret_hash = ")
            .bind(secret_hash.to_vec())
            .text(" AND t.expires_at > ")
            .bind(now.micros())
            .text(" AND a.active = ")
            .bind(true);
        let Some(known) = sql.one::<Known>(&self.pools.read).await? else { return Ok(None) };
        self.note_use(TokenId::from_uuid(known.id), known.last_used_at, now);
        known.identity(now).map(Some)
    }

    /// Adds a token.
    pub async fn create_token(
        &self,
        scope: &PartyScope,
        token: &NewToken,
    ) -> Result<(), StoreError> {
        insert(scope.party(), token).execute(&self.pools.write).await?;
        Ok(())
    }

    /// Lists the tokens of a party.
    pub async fn tokens(&self, scope: &PartyScope) -> Result<Vec<TokenRow>, StoreError> {
        let sql = Sql::new("SELECT id, account_id, label, scopes, created_at, expires_at, revoked_at, last_used_at ")
            .text("FROM api_token WHERE party_id = ")
            .bind(scope.party().as_str())
            .text(" ORDER BY id");
        let rows: Vec<Listed> = sql.all(&self.pools.read).await?;
        rows.into_iter().map(TryInto::try_into).collect()
    }

    /// Withdraws a token; returns whether it was there and still valid.
    pub async fn revoke_token(
        &self,
        scope: &PartyScope,
        token: TokenId,
        now: Moment,
    ) -> Result<bool, StoreError> {
        let sql = revoked(scope.party(), now).text(" AND id = ").bind(token.uuid());
        Ok(touched(sql.execute(&self.pools.write).await?))
    }

    /// Notes that a token was used, beside the request: no answer waits for it.
    fn note_use(&self, token: TokenId, stored: Option<i64>, now: Moment) {
        if !self.touched.claim(token, stored, now.micros()) {
            return;
        }
        let write = self.pools.write.clone();
        tokio::spawn(async move {
            let sql = Sql::new("UPDATE api_token SET last_used_at = ")
                .bind(now.micros())
                .text(" WHERE id = ")
                .bind(token.uuid());
            if let Err(error) = sql.execute(&write).await {
                tracing::warn!(%error, %token, "the use of a token could not be noted");
            }
        });
    }
}

impl Tx {
    /// Adds a token.
    pub async fn create_token(&mut self, token: &NewToken) -> Result<(), StoreError> {
        insert(self.party(), token).execute(&self.transaction).await?;
        Ok(())
    }

    /// Withdraws a token; returns whether it was there and still valid.
    pub async fn revoke_token(&mut self, token: TokenId, now: Moment) -> Result<bool, StoreError> {
        let sql = revoked(self.party(), now).text(" AND id = ").bind(token.uuid());
        Ok(touched(sql.execute(&self.transaction).await?))
    }

    /// Withdraws all tokens of an account; returns how many.
    pub async fn revoke_tokens_of(
        &mut self,
        account: AccountId,
        now: Moment,
    ) -> Result<u64, StoreError> {
        let sql = revoked(self.party(), now).text(" AND account_id = ").bind(account.uuid());
        sql.execute(&self.transaction).await
    }
}

fn insert(party: &PartyId, token: &NewToken) -> Sql {
    Sql::new("INSERT INTO api_token (id, party_id, account_id, label, secret_hash, scopes, created_at, expires_at) VALUES (")
        .bind_list([
            token.id.uuid().into(),
            party.as_str().into(),
            token.account.uuid().into(),
            token.label.as_str().into(),
            token.secret_hash.to_vec().into(),
            token.scopes.join(" ").into(),
            token.created_at.micros().into(),
            token.expires_at.micros().into(),
        ])
        .text(")")
}

fn revoked(party: &PartyId, now: Moment) -> Sql {
    Sql::new("UPDATE api_token SET revoked_at = ")
        .bind(now.micros())
        .text(" WHERE revoked_at IS NULL AND party_id = ")
        .bind(party.as_str())
}

fn split(scopes: &str) -> Vec<String> {
    scopes.split_whitespace().map(str::to_owned).collect()
}

impl Known {
    fn identity(self, now: Moment) -> Result<Identity, StoreError> {
        let scope = PartyScope::new(party_id(TABLE, &self.party_id)?);
        Ok(Identity {
            viewer: Viewer::new(scope, AccountId::from_uuid(self.account_id), now),
            account_name: self.name,
            role: self.role,
            person: self.person,
            scopes: split(&self.scopes),
        })
    }
}

impl TryFrom<Listed> for TokenRow {
    type Error = StoreError;

    fn try_from(row: Listed) -> Result<Self, StoreError> {
        Ok(Self {
            id: TokenId::from_uuid(row.id),
            account: AccountId::from_uuid(row.account_id),
            label: row.label,
            scopes: split(&row.scopes),
            created_at: moment(TABLE, "created_at", row.created_at)?,
            expires_at: moment(TABLE, "expires_at", row.expires_at)?,
            revoked_at: maybe_moment(TABLE, "revoked_at", row.revoked_at)?,
            last_used_at: maybe_moment(TABLE, "last_used_at", row.last_used_at)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{HOUR, Touched};
    use kernel::{Id, Moment, TokenId, uuid_v7};

    #[test]
    fn the_use_of_a_token_is_noted_once_an_hour() {
        let touched = Touched::default();
        let token = TokenId::from_uuid(uuid_v7(Moment::from_micros(1).unwrap(), [0; 10]));
        assert!(touched.claim(token, None, 0));
        assert!(!touched.claim(token, None, HOUR - 1));
        assert!(!touched.claim(token, Some(HOUR), HOUR + 1));
        assert!(touched.claim(token, Some(0), HOUR));
    }
}
