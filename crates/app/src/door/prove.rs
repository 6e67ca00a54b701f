//! Proving who one is: a password, and a code of the app or a recovery code. The same for signing in and for changing a secret.

use super::SignInRefusal;
use crate::{App, AppError};
use case::OfficeRole;
use chrono::TimeDelta;
use identity::totp::Secret;
use identity::{recovery, totp};
use kernel::{AccountId, Id, Moment, PartyId, Redacted};
use serde_json::json;
use store::{AuditEntry, Credential, NewEffect, Tx};
use uuid::Uuid;

/// After so many failures in a row an account is locked.
const MOST_FAILURES: u32 = 5;
/// For how many minutes, the first time; every next time twice as long.
const LOCK_MINUTES: i64 = 15;
/// The longest lock, in minutes.
const LONGEST_LOCK: i64 = 24 * 60;

/// A password with a code, of somebody who is signed in and changes what they sign in with.
#[derive(Clone, Debug)]
pub struct Proof {
    /// The password.
    pub password: Redacted<String>,
    /// The code of the app, or a recovery code; empty for who has no second factor.
    pub code: Redacted<String>,
}

/// What the second proof was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Second {
    /// The account has no second factor yet.
    None,
    /// A code of the app, with its step.
    Step(u64),
    /// A recovery code, by its digest.
    Recovery([u8; 32]),
}

impl App {
    /// Looks whether a password and a code are those of an account. The work is the same for an account that is not there, has no
    /// password, is shut out or is locked.
    pub(super) async fn prove(
        &self,
        known: Option<&Credential>,
        proof: &Proof,
        now: Moment,
    ) -> Result<Option<Second>, SignInRefusal> {
        let hasher = &self.door.hasher;
        let open = known.filter(|credential| may_try(credential, now));
        let hash = open.and_then(|credential| credential.password_hash.as_ref());
        let right = match hash {
            Some(hash) => hasher.verify(hash.reveal(), &proof.password).await?,
            None => hasher.verify_nothing(&proof.password).await?,
        };
        Ok(open.filter(|_| right).and_then(|credential| second(credential, &proof.code, now)))
    }

    /// Uses a proof up in a transaction; returns whether it still counts: not when the account was locked meanwhile or the code
    /// was used by somebody who was faster.
    pub(super) async fn use_up(
        &self,
        tx: &mut Tx,
        account: AccountId,
        second: Second,
        now: Moment,
    ) -> Result<bool, SignInRefusal> {
        let step = if let Second::Step(step) = second { Some(step) } else { None };
        if !tx.sign_in_succeeded(account, step, now).await? {
            return Ok(false);
        }
        Ok(match second {
            Second::Recovery(hash) => tx.use_recovery_code(account, hash, now).await?,
            Second::None | Second::Step(_) => true,
        })
    }

    /// Puts a failure on record, counts it, and locks the account when there were too many.
    pub(super) async fn failed(
        &self,
        known: Option<&Credential>,
        what: &str,
        now: Moment,
    ) -> Result<(), SignInRefusal> {
        let Some((party, account)) = self.place_of_failure(known).await? else { return Ok(()) };
        let mut tx = self.store.begin(&self.store.scope_for_worker(&party)).await?;
        // Attempts on a locked account are not counted: whoever made the lock could make it last for ever.
        let counted = known.filter(|credential| may_try(credential, now));
        // Without an account the same statement runs and finds nothing, so that the time tells nothing.
        let nobody = AccountId::from_uuid(Uuid::nil());
        let failures = tx.sign_in_failed(counted.map_or(nobody, |one| one.account)).await?;
        if counted.is_some() && failures > 0 && failures.is_multiple_of(MOST_FAILURES) {
            self.lock(&mut tx, account.unwrap_or(nobody), failures, now).await?;
        }
        let subject = account.map_or_else(
            || "aanmelding/onbekend".to_owned(),
            |account| format!("account/{account}"),
        );
        // No digest of what was filled in: people type a password where the address belongs.
        tx.audit(&nobodys_line(now, "aanmelden-mislukt", &subject, Some(what))).await?;
        Ok(tx.commit().await?)
    }

    /// A failure is put on record at the party of the account; without one at the first party of the installation.
    async fn place_of_failure(
        &self,
        known: Option<&Credential>,
    ) -> Result<Option<(PartyId, Option<AccountId>)>, SignInRefusal> {
        if let Some(credential) = known {
            return Ok(Some((credential.party.clone(), Some(credential.account))));
        }
        let first = self.store.parties().await?.into_iter().next();
        Ok(first.map(|party| (party.id, None)))
    }

    async fn lock(
        &self,
        tx: &mut Tx,
        account: AccountId,
        failures: u32,
        now: Moment,
    ) -> Result<(), SignInRefusal> {
        let until = now.after(TimeDelta::minutes(lock_minutes(failures)));
        tx.lock_sign_in(account, until).await?;
        let notice = self.notice(account, "aanmelden-geblokkeerd", Some(until), now);
        tx.enqueue(&[notice]).await?;
        let subject = format!("account/{account}");
        tx.audit(&nobodys_line(now, "aanmelden-geblokkeerd", &subject, None)).await?;
        Ok(())
    }

    /// A message to the owner of an account about what happened to it; it names the account and nobody.
    pub(crate) fn notice(
        &self,
        account: AccountId,
        what: &str,
        until: Option<Moment>,
        now: Moment,
    ) -> NewEffect {
        NewEffect {
            id: self.fresh(now),
            case: None,
            kind: "bericht".to_owned(),
            payload: Redacted::new(
                json!({ "account": account, "soort": what, "tot": until }).to_string(),
            ),
            created_at: now,
            available_at: now,
        }
    }

    /// Returns the credential of an account of a party.
    pub(super) async fn credential_of(
        &self,
        caller: &crate::Caller,
    ) -> Result<Credential, SignInRefusal> {
        let known = self.store.credential(caller.scope(), caller.account()).await?;
        known.ok_or(SignInRefusal::App(AppError::NotFound))
    }
}

/// A line about what somebody did of whom we do not know who it was.
pub(super) fn nobodys_line(
    at: Moment,
    action: &str,
    subject: &str,
    reason: Option<&str>,
) -> AuditEntry {
    AuditEntry {
        at,
        actor: None,
        actor_name: "aanmelding".to_owned(),
        role: OfficeRole::Systeem.id().to_owned(),
        action: action.to_owned(),
        subject: subject.to_owned(),
        reason: reason.map(str::to_owned),
        digest: *kernel::Sha256Hex::of_parts([b"".as_slice()]).as_bytes(),
    }
}

/// Whether an attempt can succeed at all.
fn may_try(credential: &Credential, now: Moment) -> bool {
    credential.active
        && credential.password_hash.is_some()
        && credential.locked_until.is_none_or(|until| until <= now)
}

/// Returns what the code proves; none for a wrong one.
fn second(credential: &Credential, code: &Redacted<String>, now: Moment) -> Option<Second> {
    let Some(stored) = &credential.totp_secret else { return Some(Second::None) };
    let secret = read_secret(stored)?;
    let step = totp::verify(&secret, code, now, credential.totp_step).map(Second::Step);
    step.or_else(|| recovery::digest(code).map(|digest| Second::Recovery(*digest.as_bytes())))
}

/// Reads a secret as [`write_secret`] writes it.
pub(super) fn read_secret(text: &Redacted<String>) -> Option<Secret> {
    let digits = text.reveal();
    let byte = |place: usize| u8::from_str_radix(digits.get(2 * place..2 * place + 2)?, 16).ok();
    let bytes: Option<Vec<u8>> = (0..totp::SECRET_BYTES).map(byte).collect();
    Some(Secret::new(bytes?.try_into().ok()?))
}

/// Writes a secret for the database, which closes it.
pub(super) fn write_secret(secret: &Secret) -> Redacted<String> {
    Redacted::new(kernel::hex(secret.as_bytes()))
}

fn lock_minutes(failures: u32) -> i64 {
    let before = (failures / MOST_FAILURES).saturating_sub(1).min(10);
    (LOCK_MINUTES << before).min(LONGEST_LOCK)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locks_double_up_to_a_day() {
        assert_eq!([5, 10, 15, 20].map(lock_minutes), [15, 30, 60, 120]);
        assert_eq!([40, 45, 1_000].map(lock_minutes), [1_440, 1_440, 1_440]);
    }

    #[test]
    fn a_secret_is_read_as_it_was_written() {
        let secret = Secret::new(std::array::from_fn(|place| u8::try_from(place * 13).unwrap()));
        assert_eq!(read_secret(&write_secret(&secret)), Some(secret));
        assert_eq!(read_secret(&Redacted::new("abc".to_owned())), None);
    }
}
