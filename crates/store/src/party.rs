//! Parties and their accounts.

use crate::sql::{Sql, moment, touched};
use crate::{PartyScope, Store, StoreError, Tx};
use kernel::{AccountId, Id, Moment, PartyId, PartyKind};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

/// A public body that works in this database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// The id.
    pub id: PartyId,
    /// The name.
    pub name: String,
    /// The kind.
    pub kind: PartyKind,
}

/// An account of a party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The id.
    pub id: AccountId,
    /// The name.
    pub name: String,
    /// The role.
    pub role: String,
    /// Whether it is a person's and not a program's.
    pub person: bool,
    /// Whether it may be used.
    pub active: bool,
    /// When it was made.
    pub created_at: Moment,
}

#[derive(FromQueryResult)]
struct PartyRow {
    id: String,
    name: String,
    kind: String,
}

#[derive(FromQueryResult)]
struct AccountRow {
    id: Uuid,
    name: String,
    role: String,
    person: bool,
    active: bool,
    created_at: i64,
}

impl Store {
    /// Adds a party, or changes its name and kind.
    pub async fn upsert_party(&self, party: &Party) -> Result<(), StoreError> {
        Sql::new("INSERT INTO party (id, name, kind) VALUES (")
            .bind_list([
                party.id.as_str().into(),
                party.name.as_str().into(),
                party.kind.label().into(),
            ])
            .text(") ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind")
            .execute(&self.pools.write)
            .await?;
        Ok(())
    }

    /// Lists the parties.
    pub async fn parties(&self) -> Result<Vec<Party>, StoreError> {
        let sql = Sql::new("SELECT id, name, kind FROM party ORDER BY id");
        let rows: Vec<PartyRow> = sql.all(&self.pools.read).await?;
        rows.into_iter().map(TryInto::try_into).collect()
    }

    /// Adds an account.
    pub async fn create_account(
        &self,
        scope: &PartyScope,
        account: &Account,
    ) -> Result<(), StoreError> {
        insert(scope.party(), account).execute(&self.pools.write).await?;
        Ok(())
    }

    /// Lists the accounts of a party.
    pub async fn accounts(&self, scope: &PartyScope) -> Result<Vec<Account>, StoreError> {
        let sql = accounts(scope.party()).text(" ORDER BY id");
        let rows: Vec<AccountRow> = sql.all(&self.pools.read).await?;
        rows.into_iter().map(TryInto::try_into).collect()
    }

    /// Returns an account of a party.
    pub async fn account(
        &self,
        scope: &PartyScope,
        account: AccountId,
    ) -> Result<Option<Account>, StoreError> {
        let sql = accounts(scope.party()).text(" AND id = ").bind(account.uuid());
        let row: Option<AccountRow> = sql.one(&self.pools.read).await?;
        row.map(TryInto::try_into).transpose()
    }

    /// Lets an account in or shuts it out, with all its tokens; returns whether it is there.
    pub async fn set_active(
        &self,
        scope: &PartyScope,
        account: AccountId,
        active: bool,
    ) -> Result<bool, StoreError> {
        let sql = changed(scope.party(), account, "active", active);
        Ok(touched(sql.execute(&self.pools.write).await?))
    }
}

impl Tx {
    /// Adds an account.
    pub async fn create_account(&mut self, account: &Account) -> Result<(), StoreError> {
        insert(self.party(), account).execute(&self.transaction).await?;
        Ok(())
    }

    /// Lets an account in or shuts it out, with all its tokens; returns whether it is there.
    pub async fn set_active(
        &mut self,
        account: AccountId,
        active: bool,
    ) -> Result<bool, StoreError> {
        let sql = changed(self.party(), account, "active", active);
        Ok(touched(sql.execute(&self.transaction).await?))
    }

    /// Gives an account another role; returns whether it is there.
    pub async fn set_role(&mut self, account: AccountId, role: &str) -> Result<bool, StoreError> {
        let sql = changed(self.party(), account, "role", role);
        Ok(touched(sql.execute(&self.transaction).await?))
    }
}

fn insert(party: &PartyId, account: &Account) -> Sql {
    Sql::new("INSERT INTO account (id, party_id, name, role, person, active, created_at) VALUES (")
        .bind_list([
            account.id.uuid().into(),
            party.as_str().into(),
            account.name.as_str().into(),
            account.role.as_str().into(),
            account.person.into(),
            account.active.into(),
            account.created_at.micros().into(),
        ])
        .text(")")
}

fn accounts(party: &PartyId) -> Sql {
    Sql::new("SELECT id, name, role, person, active, created_at FROM account WHERE party_id = ")
        .bind(party.as_str())
}

fn changed(party: &PartyId, account: AccountId, column: &str, value: impl Into<Value>) -> Sql {
    Sql::new(&format!("UPDATE account SET {column} = "))
        .bind(value)
        .text(" WHERE id = ")
        .bind(account.uuid())
        .text(" AND party_id = ")
        .bind(party.as_str())
}

/// Reads the id of a party as a table holds it.
pub(crate) fn party_id(table: &'static str, text: &str) -> Result<PartyId, StoreError> {
    text.parse().map_err(|_| StoreError::inconsistent(table, "party_id", text))
}

impl TryFrom<PartyRow> for Party {
    type Error = StoreError;

    fn try_from(row: PartyRow) -> Result<Self, StoreError> {
        let kind = PartyKind::ALL.into_iter().find(|kind| kind.label() == row.kind);
        Ok(Self {
            id: row.id.parse().map_err(|_| StoreError::inconsistent("party", "id", &row.id))?,
            kind: kind.ok_or_else(|| StoreError::inconsistent("party", "kind", &row.id))?,
            name: row.name,
        })
    }
}

impl TryFrom<AccountRow> for Account {
    type Error = StoreError;

    fn try_from(row: AccountRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: AccountId::from_uuid(row.id),
            name: row.name,
            role: row.role,
            person: row.person,
            active: row.active,
            created_at: moment("account", "created_at", row.created_at)?,
        })
    }
}
