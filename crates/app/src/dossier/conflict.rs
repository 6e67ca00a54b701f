//! A conflict of interest: who has an interest of their own in a file may not be on it, not even in an emergency (Awb 2:4).

use super::member::member_entry;
use crate::{App, AppError, Caller, Permission};
use case::Text;
use kernel::{AccountId, CaseId, FaultCode, Moment};
use store::{ConflictRow, NewMember, Tx};

/// Where the account stands in the input.
const ACCOUNT: &str = "/account";

/// An interest that is on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The account that has it.
    pub account: AccountId,
    /// Its name.
    pub name: String,
    /// Its role.
    pub role: String,
    /// What the interest is.
    pub reason: String,
    /// The name of the account that declared it.
    pub declared_by: String,
    /// When.
    pub at: Moment,
}

impl From<ConflictRow> for Conflict {
    fn from(row: ConflictRow) -> Self {
        let ConflictRow { account, name, role, reason, declared_by, at } = row;
        Self { account, name, role, reason, declared_by, at }
    }
}

impl App {
    /// Lists the interests in a file, for who is on it.
    pub async fn conflicts(&self, caller: &Caller, id: CaseId) -> Result<Vec<Conflict>, AppError> {
        self.find(caller, id).await?;
        let rows = self.store.conflicts(caller.viewer(), id).await?;
        Ok(rows.into_iter().map(Conflict::from).collect())
    }

    /// Puts on record that somebody of the party has an interest of their own in a file, and takes them off it. Anybody on the
    /// file can say so of themselves; of another only who may change the file and came on it by the front door.
    ///
    /// # Errors
    /// When nobody would be left on the file: then somebody else has to come on it first.
    pub async fn declare_conflict(
        &self,
        caller: &Caller,
        id: CaseId,
        account: AccountId,
        reason: &Text,
    ) -> Result<(), AppError> {
        self.find(caller, id).await?;
        if account != caller.account() {
            self.shares(caller, id).await?;
        }
        let mut tx = self.store.begin(caller.scope()).await?;
        // The lock on the file keeps two removals from each leaving the other as the last.
        tx.case_for_update(caller.viewer(), id).await?.ok_or(AppError::NotFound)?;
        if !tx.has_account(account).await? {
            return Err(refused("dit account bestaat niet bij uw organisatie"));
        }
        if !self.put_off_file(&mut tx, caller, (id, account), (ACCOUNT, reason)).await? {
            return Err(refused("van deze persoon is al een belang bij dit dossier vastgelegd"));
        }
        Ok(tx.commit().await?)
    }

    /// Takes somebody with an interest off a file and puts the interest on record, in a transaction that holds the lock on the
    /// file. Returns whether the interest is new. For the page of the file, a meeting and a written round alike.
    ///
    /// # Errors
    /// With a fault at the place given when nobody would be left on the file.
    pub(crate) async fn put_off_file(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        (id, account): (CaseId, AccountId),
        (place, reason): (&str, &Text),
    ) -> Result<bool, AppError> {
        tx.remove_member(id, account).await?;
        if !tx.has_members(id).await? {
            let message = "er blijft niemand op het dossier over; geef eerst een ander toegang";
            return Err(AppError::fault(place, FaultCode::Tegenstrijdig, message));
        }
        let now = self.now();
        let conflict = NewMember {
            account,
            added_by: caller.account(),
            reason: reason.as_str().to_owned(),
            at: now,
            until: None,
        };
        let is_new = tx.add_conflict(id, &conflict).await?;
        if is_new {
            let entry = member_entry(caller, now, id, ("belang-vastleggen", account), reason);
            tx.audit(&entry).await?;
        }
        Ok(is_new)
    }

    /// Takes an interest off the record, because it was a mistake or is over; the working group lets go of it too. The account
    /// does not come back on the file by itself.
    pub async fn withdraw_conflict(
        &self,
        caller: &Caller,
        id: CaseId,
        account: AccountId,
        reason: &Text,
    ) -> Result<(), AppError> {
        self.shares(caller, id).await?;
        if !caller.may(Permission::Supervise) {
            return Err(AppError::Forbidden);
        }
        let mut tx = self.store.begin(caller.scope()).await?;
        if !tx.remove_conflict(id, account).await? {
            return Err(refused("van deze persoon is geen belang bij dit dossier vastgelegd"));
        }
        self.lift_interest(&mut tx, caller, (id, account)).await?;
        let entry = member_entry(caller, self.now(), id, ("belang-intrekken", account), reason);
        tx.audit(&entry).await?;
        Ok(tx.commit().await?)
    }
}

fn refused(message: &str) -> AppError {
    AppError::fault(ACCOUNT, FaultCode::Tegenstrijdig, message)
}
