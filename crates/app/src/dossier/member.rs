//! Need-to-know: who is on a file, put there by whom and why.

use super::record::audit_entry;
use crate::{App, AppError, Caller, Permission, rights_of};
use case::{OfficeRole, Text};
use kernel::{AccountId, CaseId, FaultCode, Moment};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{AuditEntry, MemberRow, NewMember, StoreError};

/// Zet een account op een dossier.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "NieuwLid")]
pub struct AddMember {
    /// Het account.
    pub account: AccountId,
    /// Waarom deze persoon het dossier moet kennen.
    pub reden: Text,
}

/// Haalt een account van een dossier.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Lidverwijdering")]
pub struct RemoveMember {
    /// Waarom.
    pub reden: Text,
}

/// Een account op een dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Lid")]
pub struct Member {
    /// Het account.
    pub account: AccountId,
    /// De naam.
    pub naam: String,
    /// De rol.
    pub rol: String,
    /// Wie het erop zette.
    pub door: AccountId,
    /// Waarom.
    pub reden: String,
    /// Sinds wanneer.
    pub sinds: Moment,
    /// Tot wanneer, bij toegang in een noodgeval; leeg bij een lid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tot: Option<Moment>,
}

impl From<MemberRow> for Member {
    fn from(row: MemberRow) -> Self {
        Self {
            account: row.account,
            naam: row.name,
            rol: row.role,
            door: row.added_by,
            reden: row.reason,
            sinds: row.at,
            tot: row.until,
        }
    }
}

/// A colleague who may be put on a file.
#[derive(Clone, Debug)]
pub struct Colleague {
    /// The account.
    pub id: AccountId,
    /// The name.
    pub name: String,
    /// The role.
    pub role: OfficeRole,
}

impl App {
    /// Lists the people of the caller's own party whose role may read files.
    pub async fn colleagues(&self, caller: &Caller) -> Result<Vec<Colleague>, AppError> {
        let accounts = self.store.accounts(caller.scope()).await?.into_iter();
        let colleague =
            accounts.filter(|account| account.active && account.person).filter_map(|account| {
                let role = OfficeRole::of_id(&account.role)?;
                let reads = rights_of(role).contains(&Permission::ReadCases);
                reads.then_some(Colleague { id: account.id, name: account.name, role })
            });
        Ok(colleague.collect())
    }

    /// Returns whether the caller is on a file only by access in an emergency: that is to look and to act now, and decides
    /// nothing about who else may know the file.
    pub async fn is_in_emergency(&self, caller: &Caller, id: CaseId) -> Result<bool, AppError> {
        Ok(self.store.is_in_emergency(caller.viewer(), id).await?)
    }

    /// Refuses who may not decide about who else is on a file: who only reads, and who is on it in an emergency.
    pub async fn shares(&self, caller: &Caller, id: CaseId) -> Result<(), AppError> {
        self.find(caller, id).await?;
        if !caller.may(Permission::WriteCases) || self.is_in_emergency(caller, id).await? {
            return Err(AppError::Forbidden);
        }
        Ok(())
    }

    /// Lists who is on a file.
    pub async fn members(&self, caller: &Caller, id: CaseId) -> Result<Vec<Member>, AppError> {
        self.find(caller, id).await?;
        let rows = self.store.members(caller.viewer(), id).await?;
        Ok(rows.into_iter().map(Member::from).collect())
    }

    /// Puts an account on a file; somebody who is on it already is a fault in the input.
    pub async fn add_member(
        &self,
        caller: &Caller,
        id: CaseId,
        new: &AddMember,
    ) -> Result<Vec<Member>, AppError> {
        self.shares(caller, id).await?;
        let now = self.now();
        let mut tx = self.store.begin(caller.scope()).await?;
        let member = NewMember {
            account: new.account,
            added_by: caller.account(),
            reason: new.reden.as_str().to_owned(),
            at: now,
            until: None,
        };
        if tx.has_conflict(id, new.account).await? {
            return Err(fault(
                "deze persoon heeft een belang bij dit dossier en mag het niet kennen",
            ));
        }
        // Access that has ended makes place.
        tx.remove_ended_member(id, new.account, now).await?;
        let added = tx.add_member(id, &member).await.map_err(|error| match error {
            StoreError::Duplicate(_) => fault("dit account staat al op het dossier"),
            other => other.into(),
        })?;
        if !added {
            return Err(fault("dit account bestaat niet bij uw organisatie"));
        }
        tx.audit(&member_entry(caller, now, id, ("lid-toevoegen", new.account), &new.reden))
            .await?;
        tx.commit().await?;
        self.members(caller, id).await
    }

    /// Takes an account off a file. The last one stays: a file that nobody can see is lost. Anybody can go themselves.
    pub async fn remove_member(
        &self,
        caller: &Caller,
        id: CaseId,
        account: AccountId,
        reason: &RemoveMember,
    ) -> Result<(), AppError> {
        self.find(caller, id).await?;
        if account != caller.account() {
            self.shares(caller, id).await?;
        }
        let now = self.now();
        let mut tx = self.store.begin(caller.scope()).await?;
        // The lock on the file keeps two removals from each leaving the other as the last.
        tx.case_for_update(caller.viewer(), id).await?.ok_or(AppError::NotFound)?;
        if !tx.remove_member(id, account).await? {
            return Err(AppError::NotFound);
        }
        if !tx.has_members(id).await? {
            return Err(fault(
                "dit is het laatste account op het dossier; zet er eerst een ander op",
            ));
        }
        let entry = member_entry(caller, now, id, ("lid-verwijderen", account), &reason.reden);
        tx.audit(&entry).await?;
        Ok(tx.commit().await?)
    }
}

/// A line of the trail about who may know a file.
pub(super) fn member_entry(
    caller: &Caller,
    at: Moment,
    id: CaseId,
    (action, account): (&str, AccountId),
    reason: &Text,
) -> AuditEntry {
    let (subject, why) = (format!("dossier/{id}"), reason.as_str().to_owned());
    audit_entry(caller, at, action, &subject, Some(why), account.to_string().as_bytes())
}

fn fault(message: &str) -> AppError {
    AppError::fault("/account", FaultCode::OnbekendeWaarde, message)
}
