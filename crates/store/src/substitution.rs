//! Who takes over from whom while somebody is away, and the access to files that comes with it.

use crate::party::party_id;
use crate::sql::{Sql, maybe_moment, moment, touched};
use crate::{PartyScope, Store, StoreError, Tx};
use chrono::NaiveDate;
use kernel::{AccountId, CaseId, Id, Moment, PartyId, SubstitutionId};
use sea_orm::FromQueryResult;
use uuid::Uuid;

const TABLE: &str = "substitution";
/// The kind of access of a substitute, as the table of members names it.
const KIND: &str = "vervanger";

/// An arrangement by which somebody takes over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Substitution {
    /// The id.
    pub id: SubstitutionId,
    /// Who is away.
    pub account: AccountId,
    /// Who takes over.
    pub substitute: AccountId,
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub until: NaiveDate,
    /// Why.
    pub reason: String,
    /// Who arranged it.
    pub created_by: AccountId,
    /// When.
    pub created_at: Moment,
    /// When it was ended before its last day.
    pub ended_at: Option<Moment>,
}

/// Access of a substitute to a file that was given or taken away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubstituteAccess {
    /// The file.
    pub case: CaseId,
    /// The substitute.
    pub account: AccountId,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    account_id: Uuid,
    substitute_id: Uuid,
    from_on: NaiveDate,
    until_on: NaiveDate,
    reason: String,
    created_by: Uuid,
    created_at: i64,
    ended_at: Option<i64>,
}

#[derive(FromQueryResult)]
struct PartyRow {
    party_id: String,
}

#[derive(FromQueryResult)]
struct AccessRow {
    case_id: Uuid,
    account_id: Uuid,
}

impl Store {
    /// Lists the arrangements of a party, the newest first.
    pub async fn substitutions(&self, scope: &PartyScope) -> Result<Vec<Substitution>, StoreError> {
        let sql = Sql::new("SELECT * FROM substitution WHERE party_id = ")
            .bind(scope.party().as_str())
            .text(" ORDER BY id DESC LIMIT 500");
        let rows: Vec<Row> = sql.all(&self.pools.read).await?;
        rows.into_iter().map(TryInto::try_into).collect()
    }

    /// Lists the parties in which somebody takes over on a day, or has access left from when they did.
    pub async fn substituting_parties(&self, today: NaiveDate) -> Result<Vec<PartyId>, StoreError> {
        let sql = Sql::new("SELECT DISTINCT s.party_id FROM substitution s WHERE ")
            .then(|sql| holds(sql, today))
            .text(" UNION SELECT DISTINCT party_id FROM case_member WHERE kind = 'vervanger'");
        let rows: Vec<PartyRow> = sql.all(&self.pools.read).await?;
        rows.iter().map(|row| party_id(TABLE, &row.party_id)).collect()
    }

    /// Returns whether the access of substitutes in a party is as the arrangements of a day say.
    pub async fn substitutes_are_right(
        &self,
        scope: &PartyScope,
        today: NaiveDate,
        now: Moment,
    ) -> Result<bool, StoreError> {
        let missing = missing(Sql::new("SELECT 1"), scope.party(), today, now).text(" LIMIT 1");
        let surplus = surplus(Sql::new("SELECT 1 FROM case_member AS x"), scope.party(), today);
        Ok(!missing.exists(&self.pools.read).await?
            && !surplus.text(" LIMIT 1").exists(&self.pools.read).await?)
    }
}

impl Tx {
    /// Adds an arrangement.
    pub async fn add_substitution(&mut self, new: &Substitution) -> Result<(), StoreError> {
        Sql::new("INSERT INTO substitution (id, party_id, account_id, substitute_id, from_on, until_on, reason, created_by, created_at) VALUES (")
            .bind_list([
                new.id.uuid().into(),
                self.party_text().into(),
                new.account.uuid().into(),
                new.substitute.uuid().into(),
                new.from.into(),
                new.until.into(),
                new.reason.as_str().into(),
                new.created_by.uuid().into(),
                new.created_at.micros().into(),
            ])
            .text(")")
            .execute(&self.transaction)
            .await?;
        Ok(())
    }

    /// Ends an arrangement before its last day; returns whether it was there and not over.
    pub async fn end_substitution(
        &mut self,
        id: SubstitutionId,
        today: NaiveDate,
        now: Moment,
    ) -> Result<bool, StoreError> {
        let rows = Sql::new("UPDATE substitution SET ended_at = ")
            .bind(now.micros())
            .text(" WHERE ended_at IS NULL AND until_on >= ")
            .bind(today)
            .text(" AND id = ")
            .bind(id.uuid())
            .text(" AND party_id = ")
            .bind(self.party_text())
            .execute(&self.transaction)
            .await?;
        Ok(touched(rows))
    }

    /// Takes away the access of substitutes that no arrangement of a day gives; returns what was taken.
    pub async fn withdraw_substitutes(
        &mut self,
        today: NaiveDate,
    ) -> Result<Vec<SubstituteAccess>, StoreError> {
        let sql = surplus(Sql::new("DELETE FROM case_member AS x"), self.party(), today);
        let rows: Vec<AccessRow> =
            sql.text(" RETURNING case_id, account_id").all(&self.transaction).await?;
        Ok(sorted(rows))
    }

    /// Gives substitutes access to the files of who is away, as the arrangements of a day say. Who is on a file already stays as
    /// they are, and who has an interest of their own in it gets nothing. `until` is the end of a last day.
    pub async fn admit_substitutes(
        &mut self,
        today: NaiveDate,
        now: Moment,
        until: impl Fn(NaiveDate) -> Moment,
    ) -> Result<Vec<SubstituteAccess>, StoreError> {
        self.clear_ended_access(now).await?;
        let sql = missing(Sql::new("SELECT DISTINCT s.until_on, s.id"), self.party(), today, now);
        // The longest arrangement first: its end is the end of the access.
        let ends: Vec<EndRow> =
            sql.text(" ORDER BY s.until_on DESC, s.id").all(&self.transaction).await?;
        let mut admitted = Vec::new();
        for end in ends {
            admitted.extend(self.admit(&end, today, now, until(end.until_on)).await?);
        }
        Ok(sorted(admitted))
    }

    async fn admit(
        &self,
        end: &EndRow,
        today: NaiveDate,
        now: Moment,
        until: Moment,
    ) -> Result<Vec<AccessRow>, StoreError> {
        let sql = Sql::new("INSERT INTO case_member (account_id, case_id, party_id, state, due_on, created_at, added_by, reason, kind, until) ")
            .text("SELECT s.substitute_id, m.case_id, m.party_id, m.state, m.due_on, ")
            .bind(now.micros())
            .text(", s.created_by, s.reason, ")
            .bind(KIND)
            .text(", ")
            .bind(until.micros());
        missing(sql, self.party(), today, now)
            .text(" AND s.id = ")
            .bind(end.id)
            // Another worker may have been first.
            .text(" ON CONFLICT (account_id, case_id) DO NOTHING RETURNING case_id, account_id")
            .all(&self.transaction)
            .await
    }

    /// Access that has ended may still stand in the place where new access comes.
    async fn clear_ended_access(&self, now: Moment) -> Result<(), StoreError> {
        Sql::new("DELETE FROM case_member WHERE until <= ")
            .bind(now.micros())
            .text(" AND party_id = ")
            .bind(self.party_text())
            .text(" AND account_id IN (SELECT s.substitute_id FROM substitution s WHERE s.party_id = ")
            .bind(self.party_text())
            .text(")")
            .execute(&self.transaction)
            .await?;
        Ok(())
    }
}

#[derive(FromQueryResult)]
struct EndRow {
    until_on: NaiveDate,
    id: Uuid,
}

/// Keeps arrangements that hold on a day.
fn holds(sql: Sql, today: NaiveDate) -> Sql {
    sql.text("s.ended_at IS NULL AND s.from_on <= ")
        .bind(today)
        .text(" AND s.until_on >= ")
        .bind(today)
}

/// Keeps the files of who is away that the substitute is not on. Only files of their own: nobody takes over what somebody took
/// over from a third, or saw in an emergency.
fn missing(sql: Sql, party: &PartyId, today: NaiveDate, now: Moment) -> Sql {
    sql.text(" FROM substitution s JOIN case_member m ON m.account_id = s.account_id AND m.party_id = s.party_id ")
        .text("WHERE m.kind = 'lid' AND s.party_id = ")
        .bind(party.as_str())
        .text(" AND ")
        .then(|sql| holds(sql, today))
        .text(" AND NOT EXISTS (SELECT 1 FROM case_member o WHERE o.account_id = s.substitute_id AND o.case_id = m.case_id ")
        .text("AND (o.until IS NULL OR o.until > ")
        .bind(now.micros())
        .text("))")
        .text(" AND NOT EXISTS (SELECT 1 FROM case_conflict f WHERE f.account_id = s.substitute_id AND f.case_id = m.case_id)")
}

/// Keeps the access of substitutes that no arrangement gives; `x` is the row of the member.
fn surplus(sql: Sql, party: &PartyId, today: NaiveDate) -> Sql {
    sql.text(" WHERE x.kind = 'vervanger' AND x.party_id = ")
        .bind(party.as_str())
        .text(" AND (NOT EXISTS (SELECT 1 FROM substitution s JOIN case_member m ON m.account_id = s.account_id AND m.party_id = s.party_id ")
        .text("WHERE m.kind = 'lid' AND m.case_id = x.case_id AND s.substitute_id = x.account_id AND s.party_id = x.party_id AND ")
        .then(|sql| holds(sql, today))
        .text(") OR EXISTS (SELECT 1 FROM case_conflict f WHERE f.account_id = x.account_id AND f.case_id = x.case_id))")
}

fn sorted(rows: Vec<AccessRow>) -> Vec<SubstituteAccess> {
    let access = |row: AccessRow| SubstituteAccess {
        case: CaseId::from_uuid(row.case_id),
        account: AccountId::from_uuid(row.account_id),
    };
    let mut all: Vec<_> = rows.into_iter().map(access).collect();
    all.sort_by_key(|access| (access.case, access.account));
    all
}

impl TryFrom<Row> for Substitution {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: SubstitutionId::from_uuid(row.id),
            account: AccountId::from_uuid(row.account_id),
            substitute: AccountId::from_uuid(row.substitute_id),
            from: row.from_on,
            until: row.until_on,
            reason: row.reason,
            created_by: AccountId::from_uuid(row.created_by),
            created_at: moment(TABLE, "created_at", row.created_at)?,
            ended_at: maybe_moment(TABLE, "ended_at", row.ended_at)?,
        })
    }
}
