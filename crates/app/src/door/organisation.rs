//! Signing in with an account of the organisation, at its own provider.

use super::prove::nobodys_line;
use super::sign_in::{folded, place};
use super::travel::logged;
use super::{AtProvider, People, ProviderAnswer, SignInRefusal};
use crate::session::NewEntry;
use crate::{App, AppError, BegunSession, Caller, Session, SignInMethod};
use identity::oidc::{OidcError, Person};
use kernel::{AccountId, Moment};
use std::net::IpAddr;
use store::{Account, AuditEntry, PartyScope};

/// An answer that the browser of an official brings back.
#[derive(Clone, Debug)]
pub struct OrganisationAnswer {
    /// What the provider answered.
    pub answer: ProviderAnswer,
    /// What the browser says of itself.
    pub device: String,
    /// Where it comes from.
    pub address: Option<IpAddr>,
}

/// Why signing in with the organisation's account did not succeed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganisationRefusal {
    /// A stable code.
    pub code: &'static str,
    /// What happened and what to do, in Dutch.
    pub people: &'static str,
}

const UNKNOWN: OrganisationRefusal = OrganisationRefusal {
    code: "geen-account",
    people: "Bij uw werkaccount hoort nog geen account in Dijkwacht. Vraag uw beheerder er een te maken met uw e-mailadres.",
};
const SHUT_OUT: OrganisationRefusal = OrganisationRefusal {
    code: "account-uitgezet",
    people: "Uw account in Dijkwacht is uitgezet. Vraag uw beheerder wat de reden is.",
};

impl From<&OidcError> for OrganisationRefusal {
    fn from(error: &OidcError) -> Self {
        Self { code: error.code(), people: error.people() }
    }
}

/// What a sign-in at a provider came to.
type Finished = Result<(BegunSession, String), OrganisationRefusal>;

impl App {
    /// Begins a sign-in at a provider; none when there is no such provider. `return_to` is where the person wanted to go.
    pub async fn begin_at_provider(
        &self,
        provider: &str,
        return_to: &str,
        address: Option<IpAddr>,
    ) -> Result<Option<Result<AtProvider, OrganisationRefusal>>, SignInRefusal> {
        let Some((desk, party)) = self.door.desk(People::Officials, provider) else {
            return Ok(None);
        };
        if !self.door.may_try(address, self.now()) {
            return Err(SignInRefusal::TooMany);
        }
        let sent = self.send_to((desk, party), return_to).await?;
        Ok(Some(sent.map_err(|error| OrganisationRefusal::from(&error))))
    }

    /// Finishes a sign-in at a provider; returns the session and where the person wanted to go.
    pub async fn finish_at_provider(
        &self,
        answer: &OrganisationAnswer,
    ) -> Result<Finished, AppError> {
        let back = match self.come_back(People::Officials, &answer.answer).await? {
            Ok(back) => back,
            Err(error) => return Ok(Err((&error).into())),
        };
        let scope = self.store.scope_for_worker(&back.party);
        match back.person {
            Err(error) => {
                let refusal = OrganisationRefusal::from(&error);
                self.refused_at_provider(&scope, None, &refusal, answer).await?;
                Ok(Err(refusal))
            }
            Ok(person) => {
                let entered = self.person_enters(&scope, &back.provider, &person, answer).await?;
                Ok(entered.map(|session| (session, back.return_to)))
            }
        }
    }

    /// Lets a person in whom the provider vouches for, on the account that is theirs.
    async fn person_enters(
        &self,
        scope: &PartyScope,
        provider: &str,
        person: &Person,
        answer: &OrganisationAnswer,
    ) -> Result<Result<BegunSession, OrganisationRefusal>, AppError> {
        let now = self.now();
        let linked = self.store.linked_account(scope, &person.issuer, &person.subject).await?;
        let prepared = match linked {
            Some(_) => None,
            None => self.prepared_account(scope, person).await?,
        };
        let account = match linked.or(prepared) {
            Some(account) => self.store.account(scope, account).await?,
            None => None,
        };
        let Some(account) = account.filter(|account| account.person) else {
            self.refused_at_provider(scope, None, &UNKNOWN, answer).await?;
            return Ok(Err(UNKNOWN));
        };
        if !account.active {
            self.refused_at_provider(scope, Some(account.id), &SHUT_OUT, answer).await?;
            return Ok(Err(SHUT_OUT));
        }
        let mut tx = self.store.begin(scope).await?;
        if prepared.is_some() {
            tx.link_account(account.id, &person.issuer, &person.subject, now).await?;
            tx.audit(&link_line(&account, provider, now)).await?;
        }
        let entry = NewEntry {
            account: account.id,
            name: &account.name,
            role: &account.role,
            method: SignInMethod::Organisation,
            provider: Some(provider.to_owned()),
            device: &answer.device,
            place: Some(place(answer.address)),
        };
        let session = self.begin_session_in(&mut tx, &entry).await?;
        tx.commit().await?;
        Ok(Ok(session))
    }

    /// Finds the account that an administrator prepared for a person: of this party, with the address that the provider checked,
    /// and not yet linked. An address can pass to somebody else, so it opens an account once.
    async fn prepared_account(
        &self,
        scope: &PartyScope,
        person: &Person,
    ) -> Result<Option<AccountId>, AppError> {
        let Some(email) = person.email.as_ref().filter(|_| person.email_verified) else {
            return Ok(None);
        };
        let known = self.store.credential_by_email(&folded(email)).await?;
        let Some(credential) = known.filter(|known| &known.party == scope.party()) else {
            return Ok(None);
        };
        let account = credential.account;
        let taken = self.store.is_linked(scope, account, Some(&person.issuer)).await?;
        Ok((!taken).then_some(account))
    }

    async fn refused_at_provider(
        &self,
        scope: &PartyScope,
        account: Option<AccountId>,
        refusal: &OrganisationRefusal,
        answer: &OrganisationAnswer,
    ) -> Result<(), AppError> {
        let subject = account.map_or_else(
            || "aanmelding/organisatie".to_owned(),
            |account| format!("account/{account}"),
        );
        let reason = format!("{}, {}", refusal.code, place(answer.address));
        let mut tx = self.store.begin(scope).await?;
        tx.audit(&nobodys_line(self.now(), "aanmelden-mislukt", &subject, Some(&reason))).await?;
        Ok(tx.commit().await?)
    }

    /// Returns where the caller can sign out at the provider too; none when that is not where the session comes from, or the
    /// provider does not say.
    pub async fn provider_sign_out(&self, _: &Caller, session: &Session) -> Option<String> {
        let (provider, _) = self.door.desk(People::Officials, session.provider.as_deref()?)?;
        match provider.end_session(self.now()).await {
            Ok(address) => address.map(Into::into),
            Err(error) => {
                logged(provider.id(), error);
                None
            }
        }
    }
}

fn link_line(account: &Account, provider: &str, at: Moment) -> AuditEntry {
    AuditEntry {
        at,
        actor: Some(account.id),
        actor_name: account.name.clone(),
        role: account.role.clone(),
        action: "account-koppelen".to_owned(),
        subject: format!("account/{}", account.id),
        reason: Some(format!("aanbieder {provider}")),
        digest: *kernel::Sha256Hex::of_parts([provider.as_bytes()]).as_bytes(),
    }
}
