//! Sessions of people in a browser. The secret lives in a cookie; the database keeps its digest only.

use crate::party::party_id;
use crate::sql::{Sql, maybe_moment, moment, touched};
use crate::{Identity, PartyScope, Store, StoreError, Tx, Viewer};
use kernel::{AccountId, Id, Moment, SessionId};
use sea_orm::FromQueryResult;
use uuid::Uuid;

const TABLE: &str = "session";

/// A session to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSession {
    /// The id.
    pub id: SessionId,
    /// The account that signed in.
    pub account: AccountId,
    /// The digest of the secret.
    pub secret_hash: [u8; 32],
    /// How: `demo`, `lokaal` or `organisatie`.
    pub method: &'static str,
    /// The provider, when the account of the organisation was used.
    pub provider: Option<String>,
    /// The browser, in the words it uses of itself, cut short.
    pub device: String,
    /// When.
    pub at: Moment,
    /// When it ends whatever happens.
    pub ends_at: Moment,
}

/// A session as it is kept, ended or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRow {
    /// The id.
    pub id: SessionId,
    /// Who signed in. The scopes are empty: what a person may do follows from the role.
    pub identity: Identity,
    /// Whether the account may be used.
    pub active: bool,
    /// How the person signed in.
    pub method: String,
    /// The provider, when the account of the organisation was used.
    pub provider: Option<String>,
    /// Whether the account has a second factor of its own.
    pub second_factor: bool,
    /// The browser.
    pub device: String,
    /// When it began.
    pub created_at: Moment,
    /// When it was last used.
    pub seen_at: Moment,
    /// When it ends whatever happens.
    pub ends_at: Moment,
    /// When somebody ended it.
    pub ended_at: Option<Moment>,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    party_id: String,
    account_id: Uuid,
    method: String,
    provider: Option<String>,
    second_factor: bool,
    device: String,
    created_at: i64,
    seen_at: i64,
    ends_at: i64,
    ended_at: Option<i64>,
    name: String,
    role: String,
    person: bool,
    active: bool,
}

impl Tx {
    /// Begins a session.
    pub async fn begin_session(&mut self, session: &NewSession) -> Result<(), StoreError> {
        Sql::new("INSERT INTO session (id, secret_hash, party_id, account_id, method, provider, device, created_at, seen_at, ends_at) VALUES (")
            .bind_list([
                session.id.uuid().into(),
                session.secret_hash.to_vec().into(),
                self.party_text().into(),
                session.account.uuid().into(),
                session.method.into(),
                session.provider.clone().into(),
                session.device.as_str().into(),
                session.at.micros().into(),
                session.at.micros().into(),
                session.ends_at.micros().into(),
            ])
            .text(")")
            .execute(&self.transaction)
            .await?;
        Ok(())
    }

    /// Ends a session of an account; returns whether it was under way.
    pub async fn end_session(
        &mut self,
        account: AccountId,
        session: SessionId,
        now: Moment,
    ) -> Result<bool, StoreError> {
        let sql = ended(now).text(" AND id = ").bind(session.uuid());
        Ok(touched(of_account(sql, &self.scope, account).execute(&self.transaction).await?))
    }

    /// Ends the sessions of an account, or all but one; returns how many.
    pub async fn end_sessions(
        &mut self,
        account: AccountId,
        but: Option<SessionId>,
        now: Moment,
    ) -> Result<u64, StoreError> {
        let sql = ended(now).bind_some(" AND id <> ", but.map(Id::uuid));
        of_account(sql, &self.scope, account).execute(&self.transaction).await
    }
}

impl Store {
    /// Returns the session of a secret, also one that has ended: who it was decides what may be kept for them.
    pub async fn session(
        &self,
        secret_hash: [u8; 32],
        now: Moment,
    ) -> Result<Option<SessionRow>, StoreError> {
        let sql = sessions().text(" WHERE s.secret_hash = ").bind(secret_hash.to_vec());
        let row: Option<Row> = sql.one(&self.pools.read).await?;
        row.map(|row| row.read(now)).transpose()
    }

    /// Lists the sessions of an account that nobody ended, the newest first.
    pub async fn sessions_of(
        &self,
        scope: &PartyScope,
        account: AccountId,
        now: Moment,
    ) -> Result<Vec<SessionRow>, StoreError> {
        let sql = sessions()
            .text(" WHERE s.ended_at IS NULL AND s.account_id = ")
            .bind(account.uuid())
            .text(" AND s.party_id = ")
            .bind(scope.party().as_str())
            .text(" AND s.ends_at > ")
            .bind(now.micros())
            .text(" ORDER BY s.id DESC");
        let rows: Vec<Row> = sql.all(&self.pools.read).await?;
        rows.into_iter().map(|row| row.read(now)).collect()
    }

    /// Notes that a session was used.
    pub async fn touch_session(&self, session: SessionId, now: Moment) -> Result<(), StoreError> {
        Sql::new("UPDATE session SET seen_at = ")
            .bind(now.micros())
            .text(" WHERE ended_at IS NULL AND id = ")
            .bind(session.uuid())
            .execute(&self.pools.write)
            .await?;
        Ok(())
    }

    /// Removes sessions that ended before a moment.
    pub async fn forget_sessions(&self, before: Moment) -> Result<u64, StoreError> {
        Sql::new("DELETE FROM session WHERE ends_at < ")
            .bind(before.micros())
            .execute(&self.pools.write)
            .await
    }
}

fn sessions() -> Sql {
    Sql::new("SELECT s.id, s.party_id, s.account_id, s.method, s.provider, s.device, s.created_at, s.seen_at, s.ends_at, s.ended_at, ")
        .text("a.name, a.role, a.person, a.active, c.totp_secret IS NOT NULL AS second_factor FROM session s ")
        .text("JOIN account a ON a.id = s.account_id AND a.party_id = s.party_id ")
        .text("LEFT JOIN credential c ON c.account_id = s.account_id AND c.party_id = s.party_id")
}

fn ended(now: Moment) -> Sql {
    Sql::new("UPDATE session SET ended_at = ").bind(now.micros()).text(" WHERE ended_at IS NULL")
}

fn of_account(sql: Sql, scope: &PartyScope, account: AccountId) -> Sql {
    sql.text(" AND account_id = ")
        .bind(account.uuid())
        .text(" AND party_id = ")
        .bind(scope.party().as_str())
}

impl Row {
    fn read(self, now: Moment) -> Result<SessionRow, StoreError> {
        let scope = PartyScope::new(party_id(TABLE, &self.party_id)?);
        let identity = Identity {
            viewer: Viewer::new(scope, AccountId::from_uuid(self.account_id), now),
            account_name: self.name,
            role: self.role,
            person: self.person,
            scopes: Vec::new(),
        };
        Ok(SessionRow {
            id: SessionId::from_uuid(self.id),
            identity,
            active: self.active,
            method: self.method,
            provider: self.provider,
            second_factor: self.second_factor,
            device: self.device,
            created_at: moment(TABLE, "created_at", self.created_at)?,
            seen_at: moment(TABLE, "seen_at", self.seen_at)?,
            ends_at: moment(TABLE, "ends_at", self.ends_at)?,
            ended_at: maybe_moment(TABLE, "ended_at", self.ended_at)?,
        })
    }
}
