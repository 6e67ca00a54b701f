//! The door: how people prove who they are, with an account of this installation or with one of their organisation.

mod limit;
mod organisation;
mod password;
mod prove;
mod refusal;
mod second_factor;
mod sign_in;
mod travel;

pub use identity::oidc::{Callback, ProviderSettings};
pub use identity::password::Cost;
pub use organisation::{OrganisationAnswer, OrganisationRefusal};
pub use password::ChosenPassword;
pub use prove::Proof;
pub use refusal::SignInRefusal;
pub use second_factor::{Renewed, SecondFactor};
pub use sign_in::SignIn;
pub use travel::{AtProvider, OrganisationProvider, People, ProviderAnswer, ProviderButton};

pub(crate) use password::setup_hash;
pub(crate) use sign_in::folded;
pub(crate) use travel::Back;

use identity::password::Hasher;
use kernel::{FaultCode, Faults, Moment};
use limit::Attempts;
use std::net::IpAddr;
use std::sync::Arc;
use travel::Desks;

/// How many passwords are hashed at once, and how many more may wait.
const AT_ONCE: usize = 2;
const WAITING: usize = 32;

/// What the door of an installation is made of. A clone shares it.
#[derive(Clone, Debug)]
pub struct FrontDoor {
    hasher: Hasher,
    desks: Arc<Desks>,
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
        let desks = Arc::new(Desks::new(providers)?);
        let door = hasher.ok().map(|hasher| Self { hasher, desks, attempts: Arc::default() });
        faults.into_result(door)
    }

    /// Counts an attempt to come in; returns whether it may be made.
    pub(crate) fn may_try(&self, from: Option<IpAddr>, now: Moment) -> bool {
        self.attempts.count(from, now)
    }

    /// Gives an attempt back that succeeded.
    pub(crate) fn was_right(&self, from: Option<IpAddr>) {
        self.attempts.give_back(from);
    }
}
