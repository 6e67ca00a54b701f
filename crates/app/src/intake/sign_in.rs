//! Coming in by signing in at a provider, for who holds the link: the first time instead of the code of the letter, and each
//! time after that as the same person.

use super::entry::{Entered, EntryRefusal, refusal_line, trail, unknown};
use crate::caller::digest;
use crate::door::Back;
use crate::{App, AppError, AtProvider, People, ProviderAnswer, ProviderButton};
use identity::oidc::Person;
use kernel::Redacted;
use std::net::IpAddr;
use store::{AuditEntry, Knock, SignedIn, StoreError};

/// The ways in that a link opens.
#[derive(Clone, Debug)]
pub struct WaysIn {
    /// Whether the code of the letter opens it: not after somebody signed in.
    pub by_code: bool,
    /// The providers at which its holder can sign in.
    pub providers: Vec<ProviderButton>,
}

/// An entry by signing in that did not succeed.
#[derive(Debug)]
pub struct NotEntered {
    /// Why.
    pub refusal: EntryRefusal,
    /// The link to begin again with, when the sign-in is known.
    pub link: Option<Redacted<String>>,
}

/// What somebody reads who is not the person that signed in before.
const OTHER_PERSON: EntryRefusal = EntryRefusal::SignIn {
    code: "andere-persoon",
    people: "Dit formulier hoort bij iemand die eerder heeft ingelogd, en dat bent u niet. Log in zoals de eerste keer: met \
             dezelfde manier en als dezelfde persoon. Lukt dat niet, bel dan het nummer in de brief en vraag een nieuwe link.",
};

impl App {
    /// Returns the ways in that a link opens. One that names no questionnaire has the code alone, so that the page is the same for
    /// one that was used and one that never was.
    pub async fn ways_in(&self, link: &str) -> Result<WaysIn, AppError> {
        let knock = self.store.knock_by_link(digest(link)).await?;
        let party = knock.as_ref().map(|knock| &knock.party);
        Ok(WaysIn {
            by_code: knock.as_ref().is_none_or(|knock| knock.identity.is_none()),
            providers: self.buttons(People::Applicants, |theirs| Some(theirs) == party),
        })
    }

    /// Sends the holder of a link to a provider of the party that sent the link.
    pub async fn begin_sign_in_by_link(
        &self,
        link: &str,
        provider: &str,
        from: Option<IpAddr>,
    ) -> Result<AtProvider, EntryRefusal> {
        self.count_entry(from)?;
        let knock = self.store.knock_by_link(digest(link)).await?.ok_or_else(unknown)?;
        self.check_lock(&knock)?;
        let desk = self.door.desk(People::Applicants, provider);
        let desk = desk.filter(|(_, party)| **party == knock.party).ok_or(AppError::NotFound)?;
        // What is kept of the sign-in is closed at rest, so the link travels in it.
        let sent = self.send_to((desk.0, desk.1), &format!("/{link}")).await?;
        sent.map_err(|error| EntryRefusal::SignIn {
            code: error.code(),
            people: error.applicants(),
        })
    }

    /// Lets in who comes back from a provider: the first to do so, and after that the same person.
    pub async fn finish_sign_in_by_link(
        &self,
        answer: &ProviderAnswer,
        from: Option<IpAddr>,
    ) -> Result<Entered, NotEntered> {
        let nowhere = |refusal| NotEntered { refusal, link: None };
        let back = match self.come_back(People::Applicants, answer).await {
            Ok(Ok(back)) => back,
            Ok(Err(error)) => {
                let (code, people) = (error.code(), error.applicants());
                return Err(nowhere(EntryRefusal::SignIn { code, people }));
            }
            Err(error) => return Err(nowhere(error.into())),
        };
        let link = back.return_to.trim_start_matches('/').to_owned();
        match self.enter_signed_in(&back, &link).await {
            Ok(entered) => {
                self.door.was_right(from);
                Ok(entered)
            }
            Err(refusal) => Err(NotEntered { refusal, link: Some(Redacted::new(link)) }),
        }
    }

    async fn enter_signed_in(&self, back: &Back, link: &str) -> Result<Entered, EntryRefusal> {
        let link_hash = digest(link);
        // A new invitation may have replaced the link while the person was at the provider.
        let knock = self.store.knock_by_link(link_hash).await?.ok_or_else(unknown)?;
        self.check_lock(&knock)?;
        let person = match &back.person {
            Ok(person) => person,
            Err(error) => {
                let refusal =
                    EntryRefusal::SignIn { code: error.code(), people: error.applicants() };
                return Err(self.note_refusal(&knock, &back.provider, refusal).await?);
            }
        };
        let Person { issuer, subject, .. } = person;
        let person = SignedIn { issuer, subject, link_hash };
        match &knock.identity {
            Some(known) if !known.is(&person) => {
                self.fail_entry(&knock, Some(&reason("andere-persoon", &back.provider))).await?;
                Err(OTHER_PERSON)
            }
            known => self.let_signed_in(&knock, &person, &back.provider, known.is_none()).await,
        }
    }

    /// Lets somebody in who signed in, and binds the questionnaire to them the first time.
    async fn let_signed_in(
        &self,
        knock: &Knock,
        person: &SignedIn<'_>,
        provider: &str,
        is_first: bool,
    ) -> Result<Entered, EntryRefusal> {
        let (secret, session) = self.new_session(knock.id);
        let mut tx = self.store.begin(&self.store.scope_for_worker(&knock.party)).await?;
        match tx.enter_signed_in(&session, person, is_first).await {
            Err(StoreError::Conflict) => return Err(EntryRefusal::Wrong),
            other => other?,
        }
        let action = if is_first { "portaal-koppelen" } else { "portaal-binnen" };
        let line = trail(session.at, action, (knock.id, None));
        let line = AuditEntry { reason: Some(format!("aanbieder {provider}")), ..line };
        tx.audit(&line).await?;
        tx.commit().await?;
        Ok(Entered::new(secret, None, session.at))
    }

    /// Puts a sign-in that proved nobody on record. It is no guess, so it does not count as one.
    async fn note_refusal(
        &self,
        knock: &Knock,
        provider: &str,
        refusal: EntryRefusal,
    ) -> Result<EntryRefusal, AppError> {
        let EntryRefusal::SignIn { code, .. } = &refusal else { return Ok(refusal) };
        let mut tx = self.store.begin(&self.store.scope_for_worker(&knock.party)).await?;
        tx.audit(&refusal_line(self.now(), knock.id, Some(&reason(code, provider)))).await?;
        tx.commit().await?;
        Ok(refusal)
    }
}

fn reason(code: &str, provider: &str) -> String {
    format!("{code}, aanbieder {provider}")
}
