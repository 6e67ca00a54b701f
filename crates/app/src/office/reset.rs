//! Letting the owner of an account choose a password: a code that works once, for a day. Whoever gives it never sees a password.

use super::Author;
use crate::door::{folded, setup_hash};
use crate::{App, AppError, Caller};
use chrono::TimeDelta;
use identity::recovery::{CODES, RecoveryCodes};
use kernel::{AccountId, Moment, PartyId, Redacted};
use store::Tx;

/// For how long a code works.
const LIFETIME: TimeDelta = TimeDelta::hours(24);
/// Random bytes of a set of codes, of which one is used.
const RANDOM: usize = CODES * 10;

/// A code to choose a password with, to be shown once.
#[derive(Clone, Debug)]
pub struct SetupCode {
    /// The code.
    pub code: Redacted<String>,
    /// When it stops working.
    pub until: Moment,
}

impl App {
    /// Lets the owner of an account choose a new password; the old one works no more and the sessions end. With `all`, the second
    /// factor and the link with an account of the organisation go as well.
    pub async fn reset_account(
        &self,
        caller: &Caller,
        id: AccountId,
        all: bool,
    ) -> Result<SetupCode, AppError> {
        let author = Author::of(caller)?;
        author.not_own(id)?;
        self.reset(&author, id, all).await
    }

    /// The same at the machine, for an e-mail address; none when it is nobody's of this party.
    pub async fn reset_user(
        &self,
        party: &PartyId,
        email: &Redacted<String>,
        all: bool,
    ) -> Result<Option<SetupCode>, AppError> {
        let author = Author::console(self, party);
        let known = self.store.credential_by_email(&folded(email)).await?;
        match known.filter(|known| &known.party == party) {
            Some(known) => self.reset(&author, known.account, all).await.map(Some),
            None => Ok(None),
        }
    }

    async fn reset(
        &self,
        author: &Author<'_>,
        id: AccountId,
        all: bool,
    ) -> Result<SetupCode, AppError> {
        self.store.credential(author.scope(), id).await?.ok_or(AppError::NotFound)?;
        let now = self.now();
        let mut tx = self.store.begin(author.scope()).await?;
        if all {
            tx.drop_second_factor(id).await?;
            tx.unlink_account(id).await?;
        }
        let code = self.give_code(&mut tx, id, now).await?;
        tx.end_sessions(id, None, now).await?;
        let action = if all { "account-herstellen-geheel" } else { "account-herstellen" };
        tx.enqueue(&[self.notice(id, action, None, now)]).await?;
        tx.audit(&author.line(now, action, &subject(id), "")).await?;
        tx.commit().await?;
        Ok(code)
    }

    /// Takes the password of an account away and gives a code to choose one.
    pub(super) async fn give_code(
        &self,
        tx: &mut Tx,
        account: AccountId,
        now: Moment,
    ) -> Result<SetupCode, AppError> {
        let fresh = RecoveryCodes::new(&self.random::<RANDOM>());
        let code = fresh.codes.into_iter().next().unwrap_or_default();
        let hash = setup_hash(&code).ok_or_else(|| AppError::Unreadable("code".to_owned()))?;
        let until = now.after(LIFETIME);
        tx.begin_setup(account, hash, until).await?;
        Ok(SetupCode { code, until })
    }
}

pub(super) fn subject(account: AccountId) -> String {
    format!("account/{account}")
}
