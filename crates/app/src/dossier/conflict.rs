//! A conflict of interest: who has an interest of their own in a file may not be on it, not even in an emergency (Awb 2:4).

use super::record::audit_entry;
use crate::{App, AppError, Caller};
use case::Text;
use kernel::{AccountId, CaseId, FaultCode};
use store::NewMember;

impl App {
    /// Puts on record that somebody has an interest of their own in a file, and takes them off it. Anybody on the file can
    /// say so of themselves or of another.
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
        let now = self.now();
        let mut tx = self.store.begin(caller.scope()).await?;
        // The lock on the file keeps two removals from each leaving the other as the last.
        tx.case_for_update(caller.viewer(), id).await?.ok_or(AppError::NotFound)?;
        tx.remove_member(id, account).await?;
        if !tx.has_members(id).await? {
            let message = "er blijft niemand op het dossier over; geef eerst een ander toegang";
            return Err(AppError::fault("/account", FaultCode::Tegenstrijdig, message));
        }
        let conflict = NewMember {
            account,
            added_by: caller.account(),
            reason: reason.as_str().to_owned(),
            at: now,
            until: None,
        };
        tx.add_conflict(id, &conflict).await?;
        let subject = format!("dossier/{id}");
        let why = Some(reason.as_str().to_owned());
        let entry = audit_entry(
            caller,
            now,
            "belang-vastleggen",
            &subject,
            why,
            account.to_string().as_bytes(),
        );
        tx.audit(&entry).await?;
        Ok(tx.commit().await?)
    }
}
