//! Choosing and changing a password.

use super::SignInRefusal;
use super::prove::Proof;
use super::sign_in::place;
use crate::caller::digest;
use crate::dossier::audit_entry;
use crate::{App, BegunSession, Caller, Session};
use identity::password::{Owner, check};
use identity::recovery;
use kernel::{Moment, Redacted};
use std::net::IpAddr;
use store::{AuditEntry, Credential};

/// A password that somebody chooses with the code an administrator gave.
#[derive(Clone, Debug)]
pub struct ChosenPassword {
    /// The code.
    pub code: Redacted<String>,
    /// The password.
    pub password: Redacted<String>,
    /// Where the attempt comes from.
    pub address: Option<IpAddr>,
}

impl App {
    /// Lets somebody choose a password with a code that works once. It signs nobody in: whoever has a second factor shows it at the
    /// next sign-in, so that the code alone opens nothing.
    pub async fn choose_password(&self, chosen: &ChosenPassword) -> Result<(), SignInRefusal> {
        let now = self.now();
        if !self.door.attempts.count(chosen.address, now) {
            return Err(SignInRefusal::TooMany);
        }
        let setup = setup_hash(&chosen.code);
        let known = match setup {
            Some(hash) => self.store.credential_by_setup(hash, now).await?,
            None => None,
        };
        let Some(credential) = known.filter(|credential| credential.active) else {
            self.failed(None, &place(chosen.address), now).await?;
            return Err(SignInRefusal::Wrong);
        };
        let hash = self.good_hash(&credential, &chosen.password).await?;
        let mut tx = self.store.begin(&self.store.scope_for_worker(&credential.party)).await?;
        if !tx.set_password(credential.account, &hash, setup, now).await? {
            return Err(SignInRefusal::Wrong);
        }
        tx.enqueue(&[self.notice(credential.account, "wachtwoord-kiezen", None, now)]).await?;
        tx.audit(&owners_line(&credential, now, "wachtwoord-kiezen")).await?;
        tx.commit().await?;
        self.door.attempts.give_back(chosen.address);
        Ok(())
    }

    /// Changes the password of the caller, and ends all sessions but a fresh one that takes the place of this one.
    pub async fn change_password(
        &self,
        caller: &Caller,
        session: &Session,
        proof: &Proof,
        new: &Redacted<String>,
    ) -> Result<BegunSession, SignInRefusal> {
        let now = self.now();
        let credential = self.credential_of(caller).await?;
        let Some(second) = self.prove(Some(&credential), proof, now).await? else {
            self.failed(Some(&credential), "wachtwoord wijzigen", now).await?;
            return Err(SignInRefusal::Wrong);
        };
        if proof.password == *new {
            return Err(SignInRefusal::Weak(vec!["Kies een ander wachtwoord dan u nu hebt."]));
        }
        let hash = self.good_hash(&credential, new).await?;
        let mut tx = self.store.begin(caller.scope()).await?;
        if !self.use_up(&mut tx, credential.account, second, now).await? {
            tx.rollback().await?;
            return Err(SignInRefusal::Wrong);
        }
        tx.set_password(credential.account, &hash, None, now).await?;
        tx.enqueue(&[self.notice(credential.account, "wachtwoord-wijzigen", None, now)]).await?;
        let line =
            audit_entry(caller, now, "wachtwoord-wijzigen", &subject(&credential), None, b"");
        let fresh = self.renew_session_in(&mut tx, caller, session, now).await?;
        tx.audit(&line).await?;
        tx.commit().await?;
        Ok(fresh)
    }

    /// Hashes a new password that is good enough.
    async fn good_hash(
        &self,
        credential: &Credential,
        password: &Redacted<String>,
    ) -> Result<Redacted<String>, SignInRefusal> {
        let party_name = self.party_name(&credential.party);
        let owner = Owner { email: &credential.email, party_name: &party_name };
        let faults = check(password, &owner);
        if !faults.is_empty() {
            return Err(SignInRefusal::Weak(
                faults.into_iter().map(identity::password::PasswordFault::people).collect(),
            ));
        }
        Ok(self.door.hasher.hash(password, self.random::<16>()).await?)
    }
}

/// Returns what is kept of a code to choose a password with. It has the make of a recovery code: people type it over.
pub(crate) fn setup_hash(code: &Redacted<String>) -> Option<[u8; 32]> {
    // Digested once more, so that a code of the one kind is none of the other.
    recovery::digest(code).map(|hash| digest(&format!("instellen {hash}")))
}

fn subject(credential: &Credential) -> String {
    format!("account/{}", credential.account)
}

/// A line about what the owner of an account did without a session.
fn owners_line(credential: &Credential, at: Moment, action: &str) -> AuditEntry {
    AuditEntry {
        at,
        actor: Some(credential.account),
        actor_name: credential.name.clone(),
        role: credential.role.clone(),
        action: action.to_owned(),
        subject: subject(credential),
        reason: None,
        digest: *kernel::Sha256Hex::of_parts([b"".as_slice()]).as_bytes(),
    }
}
