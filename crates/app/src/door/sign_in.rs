//! Signing in with an account of this installation.

use super::SignInRefusal;
use super::prove::{Proof, Second};
use crate::session::NewEntry;
use crate::{App, BegunSession, SignInMethod};
use kernel::{Moment, Redacted};
use std::net::IpAddr;
use store::Credential;

/// An attempt to sign in.
#[derive(Clone, Debug)]
pub struct SignIn {
    /// The e-mail address, as it was filled in.
    pub email: Redacted<String>,
    /// The password.
    pub password: Redacted<String>,
    /// The code of the app, or a recovery code; empty for who has no second factor yet.
    pub code: Redacted<String>,
    /// What the browser says of itself.
    pub device: String,
    /// Where the attempt comes from.
    pub address: Option<IpAddr>,
}

impl App {
    /// Signs somebody in. Whatever is wrong, the refusal is the same and takes as long. Who has no second factor yet gets a session
    /// that can do one thing: set one up.
    pub async fn sign_in(&self, attempt: &SignIn) -> Result<BegunSession, SignInRefusal> {
        let now = self.now();
        if !self.door.attempts.count(attempt.address, now) {
            return Err(SignInRefusal::TooMany);
        }
        let known = self.store.credential_by_email(&folded(&attempt.email)).await?;
        let proof = Proof { password: attempt.password.clone(), code: attempt.code.clone() };
        let second = self.prove(known.as_ref(), &proof, now).await?;
        if let (Some(credential), Some(second)) = (&known, second)
            && let Some(session) = self.enter(credential, attempt, second, now).await?
        {
            self.door.attempts.give_back(attempt.address);
            return Ok(session);
        }
        self.failed(known.as_ref(), &place(attempt.address), now).await?;
        Err(SignInRefusal::Wrong)
    }

    /// Begins the session; none when the proof was used up by somebody who was faster.
    async fn enter(
        &self,
        credential: &Credential,
        attempt: &SignIn,
        second: Second,
        now: Moment,
    ) -> Result<Option<BegunSession>, SignInRefusal> {
        let fresh = self.fresh_hash(credential, attempt).await?;
        let scope = self.store.scope_for_worker(&credential.party);
        let mut tx = self.store.begin(&scope).await?;
        if !self.use_up(&mut tx, credential.account, second, now).await? {
            tx.rollback().await?;
            return Ok(None);
        }
        if let Some(hash) = fresh {
            tx.rehash_password(credential.account, &hash).await?;
        }
        if second == Second::None && credential.totp_new.is_none() {
            self.propose(&mut tx, credential.account).await?;
        }
        let entry = NewEntry {
            account: credential.account,
            name: &credential.name,
            role: &credential.role,
            method: SignInMethod::Local,
            provider: None,
            device: &attempt.device,
            place: Some(place(attempt.address)),
        };
        let session = self.begin_session_in(&mut tx, &entry).await?;
        tx.commit().await?;
        Ok(Some(session))
    }

    /// Hashes the password again when the cost is another one than when it was chosen.
    async fn fresh_hash(
        &self,
        credential: &Credential,
        attempt: &SignIn,
    ) -> Result<Option<Redacted<String>>, SignInRefusal> {
        let hasher = &self.door.hasher;
        let old = credential.password_hash.as_ref();
        if !old.is_some_and(|hash| hasher.needs_rehash(hash.reveal())) {
            return Ok(None);
        }
        Ok(Some(hasher.hash(&attempt.password, self.random::<16>()).await?))
    }
}

/// Folds an e-mail address: capitals and spaces around it do not count.
pub(crate) fn folded(email: &Redacted<String>) -> String {
    email.reveal().trim().to_lowercase()
}

/// Says where an attempt came from, for the trail.
pub(super) fn place(address: Option<IpAddr>) -> String {
    address.map_or_else(|| "adres onbekend".to_owned(), |address| format!("adres {address}"))
}
