//! Who administers.

use crate::dossier::audit_entry;
use crate::{App, AppError, Caller, Permission};
use case::OfficeRole;
use kernel::{AccountId, FaultCode, Moment, PartyId, Sha256Hex};
use store::{AuditEntry, PartyScope};

/// Somebody with the right to administer, or the command line of the machine.
pub(crate) enum Author<'c> {
    Console(PartyScope),
    Caller(&'c Caller),
}

impl<'c> Author<'c> {
    /// The command line, which anybody may use who has the data.
    pub(crate) fn console(app: &App, party: &PartyId) -> Self {
        Self::Console(app.store.scope_for_worker(party))
    }

    /// Somebody who is signed in.
    pub(crate) fn of(caller: &'c Caller) -> Result<Self, AppError> {
        if caller.may(Permission::Administer) {
            Ok(Self::Caller(caller))
        } else {
            Err(AppError::Forbidden)
        }
    }

    pub(crate) fn scope(&self) -> &PartyScope {
        match self {
            Self::Console(scope) => scope,
            Self::Caller(caller) => caller.scope(),
        }
    }

    /// Refuses a change of the own account: nobody gives themselves rights, or takes away the last way in.
    pub(crate) fn not_own(&self, account: AccountId) -> Result<(), AppError> {
        match self {
            Self::Caller(caller) if caller.account() == account => Err(AppError::fault(
                "/account",
                FaultCode::Tegenstrijdig,
                "dit is uw eigen account; vraag een andere beheerder om het te wijzigen",
            )),
            _ => Ok(()),
        }
    }

    /// A line of the trail.
    pub(crate) fn line(
        &self,
        at: Moment,
        action: &str,
        subject: &str,
        content: &str,
    ) -> AuditEntry {
        match self {
            Self::Caller(caller) => {
                audit_entry(caller, at, action, subject, None, content.as_bytes())
            }
            Self::Console(_) => AuditEntry {
                at,
                actor: None,
                actor_name: "beheer".to_owned(),
                role: OfficeRole::Systeem.id().to_owned(),
                action: action.to_owned(),
                subject: subject.to_owned(),
                reason: None,
                digest: *Sha256Hex::of_parts([content.as_bytes()]).as_bytes(),
            },
        }
    }
}
