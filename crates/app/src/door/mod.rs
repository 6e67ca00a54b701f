//! The door: how people prove who they are, with an account of this installation or with one of their organisation.

mod limit;
mod organisation;
mod password;
mod prove;
mod refusal;
mod second_factor;
mod sign_in;

pub use identity::oidc::{Callback, ProviderSettings};
pub use identity::password::Cost;
pub use organisation::{
    AtProvider, OrganisationAnswer, OrganisationProvider, OrganisationRefusal, ProviderButton,
};
pub use password::ChosenPassword;
pub use prove::Proof;
pub use refusal::SignInRefusal;
pub use second_factor::{Renewed, SecondFactor};
pub use sign_in::SignIn;

pub(crate) use password::setup_hash;
pub(crate) use sign_in::folded;

use identity::oidc::{Limits, Providers};
use identity::password::Hasher;
use kernel::{FaultCode, Faults, PartyId};
use limit::Attempts;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How many passwords are hashed at once, and how many more may wait.
const AT_ONCE: usize = 2;
const WAITING: usize = 32;

/// What the door of an installation is made of. A clone shares it.
#[derive(Clone, Debug)]
pub struct FrontDoor {
    hasher: Hasher,
    providers: Arc<Providers>,
    /// For which party each provider signs people in.
    parties: Arc<BTreeMap<String, PartyId>>,
    attempts: Arc<Attempts>,
}

impl FrontDoor {
    /// Makes a door, or names everything that is wrong with the providers, by their place in the list.
    pub fn new(cost: Cost, providers: Vec<OrganisationProvider>) -> Result<Self, Faults> {
        let mut faults = Faults::new();
        let hasher = Hasher::new(cost, AT_ONCE, WAITING);
        if hasher.is_err() {
            let message = "met deze kosten is geen wachtwoord te bewaren";
            faults.add("/kosten", FaultCode::VerkeerdeVorm, message);
        }
        let parties = providers.iter().map(|one| (one.settings.id.clone(), one.party.clone()));
        let parties = Arc::new(parties.collect());
        let settings: Vec<_> = providers.into_iter().map(|one| one.settings).collect();
        let providers = Providers::new(&settings, Limits::default())?;
        let door = hasher.ok().map(|hasher| Self {
            hasher,
            providers: Arc::new(providers),
            parties,
            attempts: Arc::default(),
        });
        faults.into_result(door)
    }
}
