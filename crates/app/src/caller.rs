//! Who calls: the account that a token or a session stands for, and what it may do.

use crate::{App, AppError, Permission};
use case::{Actor, OfficeRole};
use kernel::{AccountId, PartyId};
use schemars::JsonSchema;
use serde::Serialize;
use sha2::{Digest, Sha256};
use store::{Identity, PartyScope, Viewer};

/// An authenticated caller.
#[derive(Clone, Debug)]
pub struct Caller {
    identity: Identity,
    role: OfficeRole,
}

impl Caller {
    pub(crate) fn new(identity: Identity, role: OfficeRole) -> Self {
        Self { identity, role }
    }

    /// Returns the role.
    pub fn role(&self) -> OfficeRole {
        self.role
    }

    /// Returns whether the caller has this permission.
    pub fn may(&self, permission: Permission) -> bool {
        self.identity.scopes.iter().any(|scope| scope == permission.scope())
    }

    /// Returns whether the caller may read all that can stand in a questionnaire.
    pub fn may_read_all(&self) -> bool {
        self.may(Permission::ReadBsn) && self.may(Permission::ReadCriminal)
    }

    /// Returns the party.
    pub fn party(&self) -> &PartyId {
        self.identity.viewer.party()
    }

    /// Returns the account.
    pub fn account(&self) -> AccountId {
        self.identity.viewer.account()
    }

    /// Returns the name of the account.
    pub fn name(&self) -> &str {
        &self.identity.account_name
    }

    /// Returns the caller as the one who acts on a file.
    pub fn actor(&self) -> Actor {
        Actor { account: self.account(), rol: self.role, mens: self.identity.person }
    }

    pub(crate) fn viewer(&self) -> &Viewer {
        &self.identity.viewer
    }

    pub(crate) fn scope(&self) -> &PartyScope {
        self.identity.viewer.scope()
    }
}

/// Wie de aanroeper is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Mij")]
pub struct WhoAmI {
    /// Het account.
    pub account: AccountId,
    /// De naam.
    pub naam: String,
    /// De partij.
    pub partij: String,
    /// De rol.
    pub rol: OfficeRole,
    /// Is het een mens?
    pub mens: bool,
    /// Waarvoor het token geldt.
    pub bevoegdheden: Vec<String>,
}

impl Caller {
    /// Tells who the caller is.
    pub fn who(&self) -> WhoAmI {
        WhoAmI {
            account: self.account(),
            naam: self.name().to_owned(),
            partij: self.party().to_string(),
            rol: self.role,
            mens: self.identity.person,
            bevoegdheden: self.identity.scopes.clone(),
        }
    }
}

/// Digests the secret of a token. It is 32 random bytes, so that a slow hash would protect nothing.
pub(crate) fn digest(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}

impl App {
    /// Returns who a token stands for; `None` when it is unknown, expired, revoked or its account is shut out.
    pub async fn authenticate(&self, secret: &str) -> Result<Option<Caller>, AppError> {
        let Some(identity) = self.store.authenticate(digest(secret), self.now()).await? else {
            return Ok(None);
        };
        let role = OfficeRole::of_id(&identity.role)
            .ok_or_else(|| AppError::Unreadable(format!("role {}", identity.role)))?;
        Ok(Some(Caller::new(identity, role)))
    }
}
