//! Signing in with an account of the organisation, at its own provider.

use super::SignInRefusal;
use super::prove::nobodys_line;
use super::sign_in::{folded, place};
use crate::caller::digest;
use crate::session::NewEntry;
use crate::{App, AppError, BegunSession, Caller, Session, SignInMethod};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use identity::oidc::{Callback, OidcError, Pending, Person, Provider, ProviderSettings, Random};
use kernel::{AccountId, Moment, PartyId, Redacted};
use std::net::IpAddr;
use std::sync::Arc;
use store::{Account, AuditEntry, NewPending, PartyScope, TakenPending};

/// How long a sign-in is kept that does not come back.
const LIFETIME: TimeDelta = TimeDelta::minutes(15);

/// A provider, and for which party it signs people in.
#[derive(Clone, Debug)]
pub struct OrganisationProvider {
    /// The party.
    pub party: PartyId,
    /// The provider.
    pub settings: ProviderSettings,
}

/// A provider as the sign-in page offers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProviderButton {
    /// Our name for it.
    pub id: String,
    /// What the button says.
    pub label: String,
    /// The name of the party.
    pub party: String,
}

/// A sign-in that goes to a provider.
#[derive(Clone, Debug)]
pub struct AtProvider {
    /// Where to send the browser.
    pub address: String,
    /// The secret that ties the answer to this browser.
    pub browser: Redacted<String>,
}

/// An answer that a browser brings back.
#[derive(Clone, Debug)]
pub struct OrganisationAnswer {
    /// The query.
    pub callback: Callback,
    /// The secret that the browser holds.
    pub browser: Option<Redacted<String>>,
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
    /// Lists the providers of this installation.
    pub fn providers(&self) -> Vec<ProviderButton> {
        let button = |provider: &Arc<Provider>| {
            let party = self.door.parties.get(provider.id())?;
            Some(ProviderButton {
                id: provider.id().to_owned(),
                label: provider.label().to_owned(),
                party: self.party_name(party),
            })
        };
        self.door.providers.iter().filter_map(button).collect()
    }

    /// Begins a sign-in at a provider; none when there is no such provider. `return_to` is where the person wanted to go.
    pub async fn begin_at_provider(
        &self,
        provider: &str,
        return_to: &str,
        address: Option<IpAddr>,
    ) -> Result<Option<Result<AtProvider, OrganisationRefusal>>, SignInRefusal> {
        let now = self.now();
        let door = &self.door;
        let known = door.providers.get(provider).zip(door.parties.get(provider));
        let Some((provider, party)) = known else { return Ok(None) };
        if !door.attempts.count(address, now) {
            return Err(SignInRefusal::TooMany);
        }
        let [state, nonce, verifier] = [(); 3].map(|()| self.random::<32>());
        let random = Random { state, nonce, verifier };
        let begun = match provider.begin(return_to, &random, now).await {
            Ok(begun) => begun,
            Err(error) => return Ok(Some(Err(logged(provider.id(), &error)))),
        };
        let browser = URL_SAFE_NO_PAD.encode(self.random::<32>());
        let pending = NewPending {
            state_hash: digest(&URL_SAFE_NO_PAD.encode(state)),
            browser_hash: digest(&browser),
            content: Redacted::new(serde_json::to_string(&begun.pending).map_err(AppError::from)?),
            expires_at: now.after(LIFETIME),
        };
        self.store.add_pending_sign_in(&self.store.scope_for_worker(party), &pending).await?;
        let browser = Redacted::new(browser);
        Ok(Some(Ok(AtProvider { address: begun.address.into(), browser })))
    }

    /// Finishes a sign-in at a provider; returns the session and where the person wanted to go.
    pub async fn finish_at_provider(
        &self,
        answer: &OrganisationAnswer,
    ) -> Result<Finished, AppError> {
        let now = self.now();
        let Some(taken) = self.taken(answer).await? else {
            return Ok(Err(logged("", &OidcError::State)));
        };
        let pending: Pending = serde_json::from_str(taken.content.reveal())?;
        let Some(provider) = self.door.providers.get(pending.provider()).cloned() else {
            return Ok(Err(logged(pending.provider(), &OidcError::OtherProvider)));
        };
        let return_to = pending.return_to().to_owned();
        let assertion = self.random::<32>();
        let scope = self.store.scope_for_worker(&taken.party);
        match provider.finish(pending, &answer.callback, &assertion, now).await {
            Err(error) => {
                let refusal = logged(provider.id(), &error);
                self.refused_at_provider(&scope, None, &refusal, answer).await?;
                Ok(Err(refusal))
            }
            Ok(person) => {
                let entered = self.person_enters(&scope, provider.id(), &person, answer).await?;
                Ok(entered.map(|session| (session, return_to)))
            }
        }
    }

    /// Takes the sign-in out that an answer belongs to; none when there is none, or another browser began it.
    async fn taken(&self, answer: &OrganisationAnswer) -> Result<Option<TakenPending>, AppError> {
        let Some(state) = &answer.callback.state else { return Ok(None) };
        let taken = self.store.take_pending_sign_in(digest(state.reveal())).await?;
        let browser = answer.browser.as_ref().map(|secret| digest(secret.reveal()));
        Ok(taken.filter(|taken| Some(taken.browser_hash) == browser))
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
        let provider = self.door.providers.get(session.provider.as_deref()?)?.clone();
        match provider.end_session(self.now()).await {
            Ok(address) => address.map(Into::into),
            Err(error) => {
                logged(provider.id(), &error);
                None
            }
        }
    }
}

/// Puts the reason in the log, which holds no name and no token, and gives what people read.
fn logged(provider: &str, error: &OidcError) -> OrganisationRefusal {
    tracing::warn!(provider, code = error.code(), %error, "a sign-in at a provider did not succeed");
    error.into()
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
