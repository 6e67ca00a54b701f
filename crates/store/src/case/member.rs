//! Who is on a file: need-to-know, with who decided that and why.

use super::entity::case_member;
use super::placement::{Copied, Placement};
use super::read::member;
use crate::sql::{Sql, maybe_moment, moment, touched};
use crate::{Store, StoreError, Tx, Viewer};
use kernel::{AccountId, CaseId, Id, Moment, PartyId};
use sea_orm::{EntityTrait, FromQueryResult, IntoActiveModel};
use uuid::Uuid;

/// An account to be put on a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewMember {
    /// The account.
    pub account: AccountId,
    /// Who puts it there.
    pub added_by: AccountId,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Moment,
    /// When access in an emergency ends; none for a member.
    pub until: Option<Moment>,
}

impl NewMember {
    /// Returns the kind of access, as the table names it.
    fn kind(&self) -> &'static str {
        if self.until.is_some() { "noodtoegang" } else { "lid" }
    }
}

/// An account on a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberRow {
    /// The account.
    pub account: AccountId,
    /// Its name.
    pub name: String,
    /// Its role.
    pub role: String,
    /// Who put it there.
    pub added_by: AccountId,
    /// Why.
    pub reason: String,
    /// Since when.
    pub at: Moment,
    /// When access in an emergency ends; none for a member.
    pub until: Option<Moment>,
}

#[derive(FromQueryResult)]
struct Row {
    account_id: Uuid,
    name: String,
    role: String,
    added_by: Uuid,
    reason: String,
    created_at: i64,
    until: Option<i64>,
}

#[derive(FromQueryResult)]
struct Found {
    id: Uuid,
    reference: String,
}

impl Store {
    /// Lists the accounts on a file, for one of them. Access that has ended is not there.
    pub async fn members(
        &self,
        viewer: &Viewer,
        case: CaseId,
    ) -> Result<Vec<MemberRow>, StoreError> {
        let sql = Sql::new(
            "SELECT x.account_id, a.name, a.role, x.added_by, x.reason, x.created_at, x.until ",
        )
        .text("FROM case_member x JOIN account a ON a.id = x.account_id WHERE x.case_id = ")
        .bind(case.uuid())
        .text(" AND x.party_id = ")
        .bind(viewer.party().as_str())
        .text(" AND (x.until IS NULL OR x.until > ")
        .bind(viewer.at().micros())
        .text(")");
        let sql = member(sql, viewer, "x.case_id").text(" ORDER BY x.created_at, x.account_id");
        let rows: Vec<Row> = sql.all(&self.pools.read).await?;
        rows.into_iter().map(TryInto::try_into).collect()
    }

    /// Returns whether an account is on a file only by access in an emergency.
    pub async fn is_in_emergency(&self, viewer: &Viewer, case: CaseId) -> Result<bool, StoreError> {
        Sql::new("SELECT 1 FROM case_member WHERE kind = 'noodtoegang' AND account_id = ")
            .bind(viewer.account().uuid())
            .text(" AND case_id = ")
            .bind(case.uuid())
            .text(" AND party_id = ")
            .bind(viewer.party().as_str())
            .exists(&self.pools.read)
            .await
    }
}

impl Tx {
    /// Puts an account of the party on a file; returns whether both are there.
    pub async fn add_member(
        &mut self,
        case: CaseId,
        member: &NewMember,
    ) -> Result<bool, StoreError> {
        let Some(copied) = self.copied(case).await? else { return Ok(false) };
        if !self.has_account(member.account).await? {
            return Ok(false);
        }
        let row = model(self.party(), case, member, copied.placement());
        case_member::Entity::insert(row.into_active_model())
            .exec_without_returning(&self.transaction)
            .await?;
        Ok(true)
    }

    /// Takes an account off a file; returns whether it was on it.
    pub async fn remove_member(
        &mut self,
        case: CaseId,
        account: AccountId,
    ) -> Result<bool, StoreError> {
        let rows = Sql::new("DELETE FROM case_member WHERE account_id = ")
            .bind(account.uuid())
            .text(" AND case_id = ")
            .bind(case.uuid())
            .text(" AND party_id = ")
            .bind(self.party_text())
            .execute(&self.transaction)
            .await?;
        Ok(touched(rows))
    }

    /// Finds a file of the party by its reference, for whoever may ask for access in an emergency. Capitals make no difference,
    /// unless two references differ in nothing else: then the one that is written exactly so is meant.
    pub async fn case_of_reference(&self, reference: &str) -> Result<Option<CaseId>, StoreError> {
        // Both back ends fold both sides themselves: they do not fold alike.
        let sql = Sql::new("SELECT id, reference FROM case_file WHERE LOWER(reference) = LOWER(")
            .bind(reference)
            .text(") AND party_id = ")
            .bind(self.party_text())
            .text(" ORDER BY id LIMIT 50");
        let rows: Vec<Found> = sql.all(&self.transaction).await?;
        let found = match rows.as_slice() {
            [one] => Some(one),
            several => several.iter().find(|row| row.reference == reference),
        };
        Ok(found.map(|row| CaseId::from_uuid(row.id)))
    }

    /// Takes away access in an emergency that has ended; returns whether there was any.
    pub async fn remove_ended_member(
        &mut self,
        case: CaseId,
        account: AccountId,
        now: Moment,
    ) -> Result<bool, StoreError> {
        let rows = Sql::new("DELETE FROM case_member WHERE until <= ")
            .bind(now.micros())
            .text(" AND account_id = ")
            .bind(account.uuid())
            .text(" AND case_id = ")
            .bind(case.uuid())
            .text(" AND party_id = ")
            .bind(self.party_text())
            .execute(&self.transaction)
            .await?;
        Ok(touched(rows))
    }

    /// Returns whether anybody is on a file of the party to stay: access that ends by itself keeps no file.
    pub async fn has_members(&self, case: CaseId) -> Result<bool, StoreError> {
        Sql::new("SELECT 1 FROM case_member WHERE kind = 'lid' AND case_id = ")
            .bind(case.uuid())
            .text(" AND party_id = ")
            .bind(self.party_text())
            .exists(&self.transaction)
            .await
    }

    async fn copied(&self, case: CaseId) -> Result<Option<Copied>, StoreError> {
        let sql = Sql::new(Copied::COLUMNS)
            .text(" WHERE id = ")
            .bind(case.uuid())
            .text(" AND party_id = ")
            .bind(self.party_text());
        self.locking(sql, " FOR UPDATE").one(&self.transaction).await
    }

    /// Returns whether an account is one of the party.
    pub async fn has_account(&self, account: AccountId) -> Result<bool, StoreError> {
        Sql::new("SELECT 1 FROM account WHERE id = ")
            .bind(account.uuid())
            .text(" AND party_id = ")
            .bind(self.party_text())
            .exists(&self.transaction)
            .await
    }
}

impl TryFrom<Row> for MemberRow {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            account: AccountId::from_uuid(row.account_id),
            name: row.name,
            role: row.role,
            added_by: AccountId::from_uuid(row.added_by),
            reason: row.reason,
            at: moment("case_member", "created_at", row.created_at)?,
            until: maybe_moment("case_member", "until", row.until)?,
        })
    }
}

pub(super) fn model(
    party: &PartyId,
    case: CaseId,
    member: &NewMember,
    placement: Placement,
) -> case_member::Model {
    case_member::Model {
        account_id: member.account.uuid(),
        case_id: case.uuid(),
        party_id: party.as_str().to_owned(),
        state: placement.state,
        due_on: placement.due_on,
        created_at: member.at.micros(),
        added_by: member.added_by.uuid(),
        reason: member.reason.clone(),
        kind: member.kind().to_owned(),
        until: member.until.map(Moment::micros),
        case_kind: placement.case_kind,
        section: placement.section,
        binding: placement.binding,
        waits_until: placement.waits_until,
    }
}
