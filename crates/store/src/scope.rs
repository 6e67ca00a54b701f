//! Who asks: no query without the party it is for, none into a file without the account that is on it.

use kernel::{AccountId, Moment, PartyId};

/// One party's part of the database. Only [`crate::Store`] makes one: for a known token, or for a worker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyScope(PartyId);

impl PartyScope {
    pub(crate) fn new(party: PartyId) -> Self {
        Self(party)
    }

    /// Returns the party.
    pub fn party(&self) -> &PartyId {
        &self.0
    }
}

/// An account of a party: it sees the files it is on, and no other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Viewer {
    scope: PartyScope,
    account: AccountId,
    at: Moment,
}

impl Viewer {
    pub(crate) fn new(scope: PartyScope, account: AccountId, at: Moment) -> Self {
        Self { scope, account, at }
    }

    /// Returns when the viewer came in: access that has ended by then is no access.
    pub fn at(&self) -> Moment {
        self.at
    }

    /// Returns the part of the database the account belongs to.
    pub fn scope(&self) -> &PartyScope {
        &self.scope
    }

    /// Returns the party.
    pub fn party(&self) -> &PartyId {
        self.scope.party()
    }

    /// Returns the account.
    pub fn account(&self) -> AccountId {
        self.account
    }
}

/// What a valid token or session stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The account, within its party.
    pub viewer: Viewer,
    /// The name of the account.
    pub account_name: String,
    /// The role of the account.
    pub role: String,
    /// Whether the account is a person's and not a program's.
    pub person: bool,
    /// What the token may be used for.
    pub scopes: Vec<String>,
}
