//! To a provider and back, for who works here, who fills in a questionnaire and who hands in a tip alike.

use super::FrontDoor;
use crate::caller::digest;
use crate::{App, AppError};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use identity::oidc::{
    Callback, OidcError, Pending, Person, Provider, ProviderSettings, Providers, Random,
};
use kernel::{FaultCode, Faults, PartyId, Redacted};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{NewPending, TakenPending};

/// How long a sign-in is kept that does not come back.
const LIFETIME: TimeDelta = TimeDelta::minutes(15);

/// Whom a provider signs in. One that signs in officials never lets an applicant in, and the other way round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum People {
    /// Who works at the party, on their account here.
    Officials,
    /// Who fills in a questionnaire.
    Applicants,
    /// Who hands in a tip for an organisation without a system.
    Bodies,
}

/// A provider, and for which party it signs people in.
#[derive(Clone, Debug)]
pub struct OrganisationProvider {
    /// The party.
    pub party: PartyId,
    /// Whom.
    pub people: People,
    /// The provider.
    pub settings: ProviderSettings,
}

/// A provider as a page offers it.
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
    /// What the button of the provider says.
    pub label: String,
    /// Where to send the browser.
    pub address: String,
    /// The secret that ties the answer to this browser.
    pub browser: Redacted<String>,
}

/// An answer of a provider that a browser brings back.
#[derive(Clone, Debug)]
pub struct ProviderAnswer {
    /// The query.
    pub callback: Callback,
    /// The secret that the browser holds.
    pub browser: Option<Redacted<String>>,
}

/// A sign-in that came back from where it was sent.
pub(crate) struct Back {
    /// The party it began for.
    pub(crate) party: PartyId,
    /// Our name for the provider.
    pub(crate) provider: String,
    /// Where the person wanted to go.
    pub(crate) return_to: String,
    /// Who it is, if the provider vouches for somebody.
    pub(crate) person: Result<Person, OidcError>,
}

/// The providers of an installation, each for one party and one kind of people.
#[derive(Debug)]
pub(super) struct Desks {
    providers: Providers,
    /// For whom each of them is.
    people: BTreeMap<String, (PartyId, People)>,
}

impl Desks {
    /// Takes the settings of all, or names everything that is wrong with them. No two have the same id, whomever they sign in.
    pub(super) fn new(all: Vec<OrganisationProvider>) -> Result<Self, Faults> {
        number_is_told(&all)?;
        let people = all.iter().map(|one| {
            let id = one.settings.id.clone();
            (id, (one.party.clone(), one.people))
        });
        let people = people.collect();
        let settings: Vec<_> = all.into_iter().map(|one| one.settings).collect();
        let providers = Providers::new(&settings, identity::oidc::Limits::default())?;
        Ok(Self { providers, people })
    }

    /// Returns the provider of this id, with the party that it is for, if it is for these people.
    pub(super) fn get(&self, people: People, id: &str) -> Option<(&Arc<Provider>, &PartyId)> {
        let (party, theirs) = self.people.get(id)?;
        self.providers.get(id).filter(|_| *theirs == people).map(|provider| (provider, party))
    }

    /// Returns those for these people, in order of id.
    pub(super) fn of(&self, people: People) -> impl Iterator<Item = (&Arc<Provider>, &PartyId)> {
        self.providers.iter().filter_map(move |provider| self.get(people, provider.id()))
    }
}

/// Who is let in for an organisation is known by its number, so the provider must tell it.
fn number_is_told(all: &[OrganisationProvider]) -> Result<(), Faults> {
    let mut faults = Faults::new();
    for (place, one) in all.iter().enumerate() {
        if one.people == People::Bodies && one.settings.claims.organisation.is_none() {
            let message =
                "noem de claim met het nummer van de organisatie: haar KvK-nummer, RSIN of OIN";
            faults.add(format!("/{place}/claims/organisation"), FaultCode::Ontbreekt, message);
        }
    }
    faults.into_result(Some(()))
}

impl FrontDoor {
    /// Returns the provider of this id, with the party that it is for, if it is for these people.
    pub(crate) fn desk(&self, people: People, id: &str) -> Option<(&Arc<Provider>, &PartyId)> {
        self.desks.get(people, id)
    }
}

impl App {
    /// Lists the providers of this installation for these people.
    pub fn providers(&self, people: People) -> Vec<ProviderButton> {
        self.buttons(people, |_| true)
    }

    /// Lists the providers for these people at the parties that are asked for.
    pub(crate) fn buttons(
        &self,
        people: People,
        of: impl Fn(&PartyId) -> bool,
    ) -> Vec<ProviderButton> {
        let of_party = self.door.desks.of(people).filter(|(_, party)| of(party));
        let button = |(provider, party): (&Arc<Provider>, &PartyId)| ProviderButton {
            id: provider.id().to_owned(),
            label: provider.label().to_owned(),
            party: self.party_name(party),
        };
        of_party.map(button).collect()
    }

    /// Begins a sign-in, and keeps what is needed to finish it. `return_to` is where the person wants to go.
    pub(crate) async fn send_to(
        &self,
        (provider, party): (&Provider, &PartyId),
        return_to: &str,
    ) -> Result<Result<AtProvider, OidcError>, AppError> {
        let now = self.now();
        let [state, nonce, verifier] = [(); 3].map(|()| self.random::<32>());
        let random = Random { state, nonce, verifier };
        let begun = match provider.begin(return_to, &random, now).await {
            Ok(begun) => begun,
            Err(error) => return Ok(Err(logged(provider.id(), error))),
        };
        let browser = URL_SAFE_NO_PAD.encode(self.random::<32>());
        let pending = NewPending {
            state_hash: digest(&URL_SAFE_NO_PAD.encode(state)),
            browser_hash: digest(&browser),
            content: Redacted::new(serde_json::to_string(&begun.pending)?),
            expires_at: now.after(LIFETIME),
        };
        self.store.add_pending_sign_in(&self.store.scope_for_worker(party), &pending).await?;
        Ok(Ok(AtProvider {
            label: provider.label().to_owned(),
            address: begun.address.into(),
            browser: Redacted::new(browser),
        }))
    }

    /// Takes a sign-in out and asks the provider who came back; an error when it was not begun in this browser, or not by these
    /// people.
    pub(crate) async fn come_back(
        &self,
        people: People,
        answer: &ProviderAnswer,
    ) -> Result<Result<Back, OidcError>, AppError> {
        let Some(taken) = self.taken(answer).await? else {
            return Ok(Err(logged("", OidcError::State)));
        };
        let pending: Pending = serde_json::from_str(taken.content.reveal())?;
        let known = self.door.desk(people, pending.provider());
        let Some((provider, _)) = known.filter(|(_, party)| **party == taken.party) else {
            return Ok(Err(logged(pending.provider(), OidcError::OtherProvider)));
        };
        let return_to = pending.return_to().to_owned();
        let assertion = self.random::<32>();
        let person = provider.finish(pending, &answer.callback, &assertion, self.now()).await;
        let person = person.map_err(|error| logged(provider.id(), error));
        let provider = provider.id().to_owned();
        Ok(Ok(Back { party: taken.party, provider, return_to, person }))
    }

    /// Takes the sign-in out that an answer belongs to; none when there is none, or another browser began it.
    async fn taken(&self, answer: &ProviderAnswer) -> Result<Option<TakenPending>, AppError> {
        let Some(state) = &answer.callback.state else { return Ok(None) };
        let taken = self.store.take_pending_sign_in(digest(state.reveal())).await?;
        let browser = answer.browser.as_ref().map(|secret| digest(secret.reveal()));
        Ok(taken.filter(|taken| Some(taken.browser_hash) == browser))
    }
}

/// Puts the reason in the log, which holds no name and no token.
pub(super) fn logged(provider: &str, error: OidcError) -> OidcError {
    tracing::warn!(provider, code = error.code(), %error, "a sign-in at a provider did not succeed");
    error
}
