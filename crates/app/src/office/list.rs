//! The accounts of a party as an administrator sees them.

use super::Author;
use crate::{App, AppError, Caller, SessionLine};
use case::OfficeRole;
use kernel::{AccountId, Moment, PartyId, Redacted};
use std::collections::BTreeMap;
use store::{Account, Credential, PartyScope};

/// What an account signs in with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignInMeans {
    /// The e-mail address.
    pub email: Redacted<String>,
    /// Whether it has a password.
    pub password: bool,
    /// Whether it has a second factor.
    pub second_factor: bool,
    /// Until when a code to choose a password works.
    pub code_until: Option<Moment>,
    /// Until when it is locked after too many failures.
    pub locked_until: Option<Moment>,
}

/// An account in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountLine {
    /// The id.
    pub id: AccountId,
    /// The name.
    pub name: String,
    /// The role.
    pub role: OfficeRole,
    /// Whether it is a person's.
    pub person: bool,
    /// Whether it may be used.
    pub active: bool,
    /// When it was made.
    pub created_at: Moment,
    /// What it signs in with; none for a program, and for who has no e-mail address here.
    pub means: Option<SignInMeans>,
    /// Whether it is the caller's own.
    pub own: bool,
}

/// An account with its sessions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountDetail {
    /// The account.
    pub line: AccountLine,
    /// Whether it is linked to an account of the organisation.
    pub linked: bool,
    /// The sessions under way.
    pub sessions: Vec<SessionLine>,
}

impl App {
    /// Lists the accounts of the caller's party, by name.
    pub async fn office_accounts(&self, caller: &Caller) -> Result<Vec<AccountLine>, AppError> {
        let author = Author::of(caller)?;
        self.account_lines(author.scope(), Some(caller.account())).await
    }

    /// Lists the accounts of a party that sign in, at the machine.
    pub async fn users(&self, party: &PartyId) -> Result<Vec<AccountLine>, AppError> {
        let mut lines = self.account_lines(&self.store.scope_for_worker(party), None).await?;
        lines.retain(|line| line.means.is_some());
        Ok(lines)
    }

    /// Returns an account of the caller's party.
    pub async fn office_account(
        &self,
        caller: &Caller,
        id: AccountId,
    ) -> Result<AccountDetail, AppError> {
        let author = Author::of(caller)?;
        let account = self.store.account(author.scope(), id).await?.ok_or(AppError::NotFound)?;
        let credential = self.store.credential(author.scope(), id).await?;
        Ok(AccountDetail {
            line: self.account_line(account, credential, Some(caller.account()))?,
            linked: self.store.is_linked(author.scope(), id, None).await?,
            sessions: self.sessions_of(caller, id).await?,
        })
    }

    async fn account_lines(
        &self,
        scope: &PartyScope,
        own: Option<AccountId>,
    ) -> Result<Vec<AccountLine>, AppError> {
        let credentials = self.store.credentials(scope).await?;
        let mut credentials: BTreeMap<_, _> =
            credentials.into_iter().map(|one| (one.account, one)).collect();
        let accounts = self.store.accounts(scope).await?;
        let mut lines = accounts
            .into_iter()
            .map(|account| {
                let credential = credentials.remove(&account.id);
                self.account_line(account, credential, own)
            })
            .collect::<Result<Vec<_>, _>>()?;
        lines.sort_by_key(|line| (!line.active, line.name.to_lowercase(), line.id));
        Ok(lines)
    }

    fn account_line(
        &self,
        account: Account,
        credential: Option<Credential>,
        own: Option<AccountId>,
    ) -> Result<AccountLine, AppError> {
        let role = OfficeRole::of_id(&account.role)
            .ok_or_else(|| AppError::Unreadable(format!("role {}", account.role)))?;
        let now = self.now();
        Ok(AccountLine {
            own: own == Some(account.id),
            means: credential.map(|credential| means(credential, now)),
            id: account.id,
            name: account.name,
            role,
            person: account.person,
            active: account.active,
            created_at: account.created_at,
        })
    }
}

fn means(credential: Credential, now: Moment) -> SignInMeans {
    SignInMeans {
        email: credential.email,
        password: credential.password_hash.is_some(),
        second_factor: credential.totp_secret.is_some(),
        code_until: credential.setup_until.filter(|until| *until > now),
        locked_until: credential.locked_until.filter(|until| *until > now),
    }
}
