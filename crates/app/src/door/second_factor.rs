//! The second factor: an app that shows codes, and recovery codes for who lost it.

use super::SignInRefusal;
use super::prove::{Proof, read_secret, write_secret};
use crate::dossier::audit_entry;
use crate::{App, AppError, BegunSession, Caller, Session};
use identity::recovery::{CODES, RecoveryCodes};
use identity::totp;
use identity::totp::{Enrolment, SECRET_BYTES, Secret};
use kernel::{AccountId, Moment, Redacted};
use store::{Credential, Tx};

/// Random bytes of one set of recovery codes.
const RANDOM: usize = CODES * 10;

/// What the owner of an account sees of the second factor.
#[derive(Clone, Debug)]
pub struct SecondFactor {
    /// Whether codes of an app are asked at sign-in.
    pub in_use: bool,
    /// A secret to put in an app, that a code has to confirm.
    pub proposal: Option<Enrolment>,
    /// How many recovery codes were not used.
    pub codes_left: i64,
}

/// What comes of a confirmed second factor: a fresh session, and recovery codes to show once.
#[derive(Clone, Debug)]
pub struct Renewed {
    /// The session that takes the place of the one in which it was confirmed.
    pub session: BegunSession,
    /// The codes.
    pub codes: Vec<Redacted<String>>,
}

impl App {
    /// Returns the second factor of the caller; none for an account that has no password here.
    pub async fn second_factor(&self, caller: &Caller) -> Result<Option<SecondFactor>, AppError> {
        let known = self.store.credential(caller.scope(), caller.account()).await?;
        let Some(credential) = known.filter(|one| one.password_hash.is_some()) else {
            return Ok(None);
        };
        let secret = credential.totp_new.as_ref().and_then(read_secret);
        let proposal = secret.and_then(|secret| Enrolment::new(&secret, &credential.email));
        let codes_left = self.store.recovery_codes_left(caller.scope(), caller.account()).await?;
        Ok(Some(SecondFactor { in_use: credential.totp_secret.is_some(), proposal, codes_left }))
    }

    /// Returns the e-mail address with which the caller signs in.
    pub async fn own_email(&self, caller: &Caller) -> Result<Option<Redacted<String>>, AppError> {
        let known = self.store.credential(caller.scope(), caller.account()).await?;
        Ok(known.map(|credential| credential.email))
    }

    /// Proposes another secret to the caller, who proves who it is first.
    pub async fn propose_second_factor(
        &self,
        caller: &Caller,
        proof: &Proof,
    ) -> Result<(), SignInRefusal> {
        let mut tx = self.proven(caller, proof, "tweede factor vervangen").await?;
        self.propose(&mut tx, caller.account()).await?;
        let now = self.now();
        let subject = format!("account/{}", caller.account());
        tx.audit(&audit_entry(caller, now, "tweede-factor-voorstellen", &subject, None, b""))
            .await?;
        Ok(tx.commit().await?)
    }

    /// Takes the proposed secret in use when the code is one of it. All sessions end but a fresh one, and there are new recovery
    /// codes.
    pub async fn confirm_second_factor(
        &self,
        caller: &Caller,
        session: &Session,
        code: &Redacted<String>,
    ) -> Result<Renewed, SignInRefusal> {
        let now = self.now();
        let credential = self.credential_of(caller).await?;
        let secret = credential.totp_new.as_ref().ok_or(SignInRefusal::Wrong)?;
        let step = read_secret(secret).and_then(|known| totp::verify(&known, code, now, None));
        let step = step.ok_or(SignInRefusal::Wrong)?;
        let mut tx = self.store.begin(caller.scope()).await?;
        tx.confirm_totp(credential.account, secret, step, now).await?;
        let codes = self.fresh_codes(&mut tx, &credential).await?;
        let session = self.renew_session_in(&mut tx, caller, session, now).await?;
        self.tell(&mut tx, caller, "tweede-factor-instellen", now).await?;
        tx.commit().await?;
        Ok(Renewed { session, codes })
    }

    /// Makes new recovery codes for the caller, who proves who it is first; the old ones work no more.
    pub async fn renew_recovery_codes(
        &self,
        caller: &Caller,
        proof: &Proof,
    ) -> Result<Vec<Redacted<String>>, SignInRefusal> {
        let credential = self.credential_of(caller).await?;
        if credential.totp_secret.is_none() {
            return Err(SignInRefusal::App(AppError::NotFound));
        }
        let mut tx = self.proven(caller, proof, "herstelcodes vernieuwen").await?;
        let codes = self.fresh_codes(&mut tx, &credential).await?;
        self.tell(&mut tx, caller, "herstelcodes-vernieuwen", self.now()).await?;
        tx.commit().await?;
        Ok(codes)
    }

    /// Begins a transaction in which the caller has proved who it is.
    async fn proven(
        &self,
        caller: &Caller,
        proof: &Proof,
        what: &str,
    ) -> Result<Tx, SignInRefusal> {
        let now = self.now();
        let credential = self.credential_of(caller).await?;
        let Some(second) = self.prove(Some(&credential), proof, now).await? else {
            self.failed(Some(&credential), what, now).await?;
            return Err(SignInRefusal::Wrong);
        };
        let mut tx = self.store.begin(caller.scope()).await?;
        if self.use_up(&mut tx, credential.account, second, now).await? {
            return Ok(tx);
        }
        tx.rollback().await?;
        Err(SignInRefusal::Wrong)
    }

    /// Keeps a fresh secret that is to be shown and confirmed.
    pub(super) async fn propose(
        &self,
        tx: &mut Tx,
        account: AccountId,
    ) -> Result<(), SignInRefusal> {
        let secret = Secret::new(self.random::<SECRET_BYTES>());
        tx.propose_totp(account, &write_secret(&secret)).await?;
        Ok(())
    }

    async fn fresh_codes(
        &self,
        tx: &mut Tx,
        credential: &Credential,
    ) -> Result<Vec<Redacted<String>>, SignInRefusal> {
        let fresh = RecoveryCodes::new(&self.random::<RANDOM>());
        let hashes: Vec<[u8; 32]> = fresh.digests.iter().map(|one| *one.as_bytes()).collect();
        tx.replace_recovery_codes(credential.account, &hashes).await?;
        Ok(fresh.codes)
    }

    /// Puts a change on record and tells the owner.
    async fn tell(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        action: &str,
        now: Moment,
    ) -> Result<(), SignInRefusal> {
        tx.enqueue(&[self.notice(caller.account(), action, None, now)]).await?;
        let subject = format!("account/{}", caller.account());
        tx.audit(&audit_entry(caller, now, action, &subject, None, b"")).await?;
        Ok(())
    }
}
