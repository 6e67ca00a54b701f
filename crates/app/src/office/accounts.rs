//! Making accounts, their role, and letting them in or shutting them out.

use super::Author;
use super::reset::{SetupCode, subject};
use crate::door::folded;
use crate::idempotent::{Attempt, attempt, keep};
use crate::{App, AppError, Caller, RequestKey};
use case::OfficeRole;
use kernel::{AccountId, Fault, FaultCode, Faults, Moment, PartyId, Redacted};
use store::{Account, Party, StoreError, Tx};

/// The most characters of a name.
const LONGEST_NAME: usize = 100;
/// The most characters of an e-mail address (RFC 5321).
const LONGEST_EMAIL: usize = 254;

/// An account to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAccount {
    /// The party.
    pub party: PartyId,
    /// The name.
    pub name: String,
    /// The role.
    pub role: OfficeRole,
    /// Whether it is a person's and not a program's.
    pub person: bool,
}

/// An account to be made for a person who signs in.
#[derive(Clone, Debug)]
pub struct NewUser {
    /// The name.
    pub name: String,
    /// The e-mail address.
    pub email: Redacted<String>,
    /// The role.
    pub role: OfficeRole,
}

/// An account that was made, with the code to choose a password with. A repeated request gets no code: it was shown.
#[derive(Clone, Debug)]
pub struct AddedAccount {
    /// The account.
    pub id: AccountId,
    /// The code.
    pub code: Option<SetupCode>,
}

impl App {
    /// Enters a party that the rules know.
    pub async fn enter_party(&self, party: &PartyId) -> Result<(), AppError> {
        let today = self.clock.today();
        let policy = self.rules.policy(party, today).ok_or_else(|| {
            let message = format!("partij «{party}» is niet bekend");
            AppError::fault("/partij", FaultCode::OnbekendeWaarde, message)
        })?;
        let known = &policy.party;
        let party = Party { id: party.clone(), name: known.name.clone(), kind: known.kind };
        Ok(self.store.upsert_party(&party).await?)
    }

    /// Makes an account that does not sign in by itself.
    pub async fn create_account(&self, new: &NewAccount) -> Result<AccountId, AppError> {
        let author = Author::console(self, &new.party);
        let now = self.now();
        let mut tx = self.store.begin(author.scope()).await?;
        let account = self.fresh_account((&new.name, new.role, new.person), now);
        tx.create_account(&account).await?;
        let line = author.line(now, "account-maken", &subject(account.id), &new.name);
        tx.audit(&line).await?;
        tx.commit().await?;
        Ok(account.id)
    }

    /// Makes an account for a person, at the machine.
    pub async fn add_user(&self, party: &PartyId, new: &NewUser) -> Result<AddedAccount, AppError> {
        let author = Author::console(self, party);
        let mut tx = self.store.begin(author.scope()).await?;
        let added = self.add(&author, &mut tx, new).await?;
        tx.commit().await?;
        Ok(added)
    }

    /// Makes an account for a person.
    pub async fn add_account(
        &self,
        caller: &Caller,
        new: &NewUser,
        key: Option<&RequestKey>,
    ) -> Result<AddedAccount, AppError> {
        let author = Author::of(caller)?;
        let mut tx = self.store.begin(author.scope()).await?;
        let request = match attempt(&mut tx, caller, key, self.now()).await? {
            Attempt::New(request) => request,
            Attempt::Done(id) => {
                tx.rollback().await?;
                return Ok(AddedAccount { id, code: None });
            }
        };
        let added = self.add(&author, &mut tx, new).await?;
        keep(&mut tx, request.as_ref(), added.id).await?;
        tx.commit().await?;
        Ok(added)
    }

    async fn add(
        &self,
        author: &Author<'_>,
        tx: &mut Tx,
        new: &NewUser,
    ) -> Result<AddedAccount, AppError> {
        check(new)?;
        let now = self.now();
        let account = self.fresh_account((new.name.trim(), new.role, true), now);
        tx.create_account(&account).await?;
        let email = Redacted::new(folded(&new.email));
        tx.create_credential(account.id, &email, now).await.map_err(taken)?;
        let code = self.give_code(tx, account.id, now).await?;
        let content = format!("{} {} {}", account.name, email.reveal(), account.role);
        let line = author.line(now, "account-maken", &subject(account.id), &content);
        tx.audit(&line).await?;
        Ok(AddedAccount { id: account.id, code: Some(code) })
    }

    pub(super) fn fresh_account(
        &self,
        (name, role, person): (&str, OfficeRole, bool),
        at: Moment,
    ) -> Account {
        Account {
            id: self.fresh(at),
            name: name.to_owned(),
            role: role.id().to_owned(),
            person,
            active: true,
            created_at: at,
        }
    }

    /// Lets an account in or shuts it out, with all its tokens, at the machine; returns whether it is there.
    pub async fn set_account_active(
        &self,
        party: &PartyId,
        id: AccountId,
        active: bool,
    ) -> Result<bool, AppError> {
        let author = Author::console(self, party);
        match self.switch(&author, id, active).await {
            Err(AppError::NotFound) => Ok(false),
            other => other.map(|()| true),
        }
    }

    /// Lets an account in or shuts it out, with all its tokens and sessions.
    pub async fn switch_account(
        &self,
        caller: &Caller,
        id: AccountId,
        active: bool,
    ) -> Result<(), AppError> {
        self.switch(&Author::of(caller)?, id, active).await
    }

    async fn switch(
        &self,
        author: &Author<'_>,
        id: AccountId,
        active: bool,
    ) -> Result<(), AppError> {
        author.not_own(id)?;
        let now = self.now();
        let mut tx = self.store.begin(author.scope()).await?;
        if !tx.set_active(id, active).await? {
            return Err(AppError::NotFound);
        }
        if !active {
            tx.end_sessions(id, None, now).await?;
        }
        let action = if active { "account-aanzetten" } else { "account-uitzetten" };
        tx.audit(&author.line(now, action, &subject(id), "")).await?;
        Ok(tx.commit().await?)
    }

    /// Gives an account another role. Its sessions end and its tokens work no more: both were given with the old one.
    pub async fn change_role(
        &self,
        caller: &Caller,
        id: AccountId,
        role: OfficeRole,
    ) -> Result<(), AppError> {
        let author = Author::of(caller)?;
        author.not_own(id)?;
        self.persons_role(&author, id, role).await?;
        let now = self.now();
        let mut tx = self.store.begin(author.scope()).await?;
        tx.set_role(id, role.id()).await?;
        tx.end_sessions(id, None, now).await?;
        tx.revoke_tokens_of(id, now).await?;
        tx.audit(&author.line(now, "account-rol", &subject(id), role.id())).await?;
        Ok(tx.commit().await?)
    }

    /// A program stays a program, and nobody becomes one.
    async fn persons_role(
        &self,
        author: &Author<'_>,
        id: AccountId,
        role: OfficeRole,
    ) -> Result<(), AppError> {
        let known = self.store.account(author.scope(), id).await?.ok_or(AppError::NotFound)?;
        if known.person && role != OfficeRole::Systeem {
            return Ok(());
        }
        Err(AppError::fault(
            "/rol",
            FaultCode::Tegenstrijdig,
            "een programma is geen mens; een mens krijgt een eigen account en een andere rol",
        ))
    }

    /// Gives an account another e-mail address to sign in with, or its first one.
    pub async fn change_email(
        &self,
        caller: &Caller,
        id: AccountId,
        email: &Redacted<String>,
    ) -> Result<(), AppError> {
        let author = Author::of(caller)?;
        author.not_own(id)?;
        let mut faults = Faults::new();
        check_email(email, &mut faults);
        faults.into_result(Some(()))?;
        let known = self.store.account(author.scope(), id).await?.ok_or(AppError::NotFound)?;
        if !known.person {
            return Err(AppError::NotFound);
        }
        let (now, email) = (self.now(), Redacted::new(folded(email)));
        let mut tx = self.store.begin(author.scope()).await?;
        if !tx.set_email(id, &email, now).await.map_err(taken)? {
            tx.create_credential(id, &email, now).await.map_err(taken)?;
        }
        tx.audit(&author.line(now, "account-email", &subject(id), email.reveal())).await?;
        Ok(tx.commit().await?)
    }

    /// Ends all sessions of an account.
    pub async fn end_sessions_of(&self, caller: &Caller, id: AccountId) -> Result<(), AppError> {
        let author = Author::of(caller)?;
        let now = self.now();
        self.store.account(author.scope(), id).await?.ok_or(AppError::NotFound)?;
        let mut tx = self.store.begin(author.scope()).await?;
        tx.end_sessions(id, None, now).await?;
        tx.audit(&author.line(now, "account-afmelden", &subject(id), "")).await?;
        Ok(tx.commit().await?)
    }
}

fn taken(error: StoreError) -> AppError {
    match error {
        StoreError::Duplicate(_) => AppError::Taken(Fault {
            pointer: "/email".to_owned(),
            code: FaultCode::Tegenstrijdig,
            message: "dit e-mailadres hoort al bij een ander account".to_owned(),
        }),
        other => other.into(),
    }
}

fn check(new: &NewUser) -> Result<(), AppError> {
    let mut faults = Faults::new();
    let length = new.name.trim().chars().count();
    if length == 0 {
        faults.add("/naam", FaultCode::Ontbreekt, "vul een naam in");
    }
    if length > LONGEST_NAME {
        let message = format!("een naam heeft hoogstens {LONGEST_NAME} tekens");
        faults.add("/naam", FaultCode::VerkeerdeVorm, message);
    }
    check_email(&new.email, &mut faults);
    if new.role == OfficeRole::Systeem {
        let message = "deze rol is voor programma's; kies een andere";
        faults.add("/rol", FaultCode::OnbekendeWaarde, message);
    }
    Ok(faults.into_result(Some(()))?)
}

fn check_email(email: &Redacted<String>, faults: &mut Faults) {
    let email = email.reveal().trim();
    if email.is_empty() {
        faults.add("/email", FaultCode::Ontbreekt, "vul een e-mailadres in");
        return;
    }
    let fine = |part: &str| {
        !part.is_empty() && !part.contains(|sign: char| sign.is_whitespace() || sign.is_control())
    };
    let split = email.split_once('@').filter(|(local, domain)| {
        fine(local) && fine(domain) && domain.contains('.') && !domain.contains('@')
    });
    if split.is_none() || email.chars().count() > LONGEST_EMAIL {
        let message = "dit is geen e-mailadres; schrijf het als naam@organisatie.nl";
        faults.add("/email", FaultCode::VerkeerdeVorm, message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_recognised_and_a_slip_is_named() {
        let faults = |email: &str| {
            let mut faults = Faults::new();
            check_email(&Redacted::new(email.to_owned()), &mut faults);
            faults.iter().map(|fault| fault.code).collect::<Vec<_>>()
        };
        for good in ["a.proef@emmen.example", " A@B.NL ", "a+b@sub.domein.example"] {
            assert_eq!(faults(good), [], "{good}");
        }
        assert_eq!(faults(" "), [FaultCode::Ontbreekt]);
        for bad in ["a", "a@b", "@b.nl", "a@", "a b@c.nl", "a@b@c.nl", "a@b.nl\n"] {
            let expected: &[FaultCode] =
                if bad == "a@b.nl\n" { &[] } else { &[FaultCode::VerkeerdeVorm] };
            assert_eq!(faults(bad), expected, "{bad}");
        }
    }
}
