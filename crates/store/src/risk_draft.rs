//! Risk sets of a party: drafted by one person, published by another.

use crate::sql::{Sql, maybe_moment, moment, one_row};
use crate::{PartyScope, Store, StoreError, Tx};
use chrono::NaiveDate;
use kernel::{AccountId, Id, Moment, RiskDraftId};
use sea_orm::FromQueryResult;
use uuid::Uuid;

const TABLE: &str = "risk_draft";

/// A draft to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRiskDraft {
    /// The id.
    pub id: RiskDraftId,
    /// The title.
    pub title: String,
    /// The version.
    pub version: String,
    /// The file as it was handed in.
    pub source: String,
    /// The digest of the set that comes out; its texts are kept by it.
    pub sha256: [u8; 32],
    /// The last day on which it can hold.
    pub ends_on: Option<NaiveDate>,
    /// Who made it.
    pub made_by: AccountId,
    /// When.
    pub at: Moment,
}

/// A draft, or what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RiskDraftRow {
    /// The id.
    pub id: RiskDraftId,
    /// The title.
    pub title: String,
    /// The version.
    pub version: String,
    /// The file as it was handed in.
    pub source: String,
    /// The digest of the set that comes out.
    pub sha256: [u8; 32],
    /// The last day on which it can hold.
    pub ends_on: Option<NaiveDate>,
    /// Who made it.
    pub made_by: AccountId,
    /// When.
    pub made_at: Moment,
    /// What the last test run came to, as JSON, and when it was.
    pub trial: Option<(String, Moment)>,
    /// Its publication.
    pub published: Option<RiskPublication>,
    /// Who withdrew it, and when.
    pub withdrawn: Option<(AccountId, Moment)>,
}

/// A publication of a risk set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RiskPublication {
    /// Who published it; never who made it.
    pub by: AccountId,
    /// When.
    pub at: Moment,
    /// The first day on which it holds.
    pub from: NaiveDate,
    /// Why.
    pub reason: String,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    title: String,
    version: String,
    source: String,
    sha256: Vec<u8>,
    ends_on: Option<NaiveDate>,
    made_by: Uuid,
    made_at: i64,
    trial: Option<String>,
    tried_at: Option<i64>,
    holds_from: Option<NaiveDate>,
    reason: Option<String>,
    published_by: Option<Uuid>,
    published_at: Option<i64>,
    withdrawn_by: Option<Uuid>,
    withdrawn_at: Option<i64>,
}

impl Store {
    /// Lists the drafts of a party with what became of them, the newest first.
    pub async fn risk_drafts(&self, scope: &PartyScope) -> Result<Vec<RiskDraftRow>, StoreError> {
        let sql = of_party(scope).text(" ORDER BY made_at DESC, id DESC LIMIT 200");
        let rows: Vec<Row> = sql.all(&self.pools.read).await?;
        rows.into_iter().map(TryInto::try_into).collect()
    }

    /// Returns one of them.
    pub async fn risk_draft(
        &self,
        scope: &PartyScope,
        id: RiskDraftId,
    ) -> Result<Option<RiskDraftRow>, StoreError> {
        let row: Option<Row> =
            of_party(scope).text(" AND id = ").bind(id.uuid()).one(&self.pools.read).await?;
        row.map(TryInto::try_into).transpose()
    }

    /// Returns the set that a party published last for a day or earlier.
    pub async fn published_risk(
        &self,
        scope: &PartyScope,
        on: NaiveDate,
    ) -> Result<Option<RiskDraftRow>, StoreError> {
        let sql = of_party(scope)
            .text(" AND published_at IS NOT NULL AND holds_from <= ")
            .bind(on)
            .text(" ORDER BY holds_from DESC LIMIT 1");
        let row: Option<Row> = sql.one(&self.pools.read).await?;
        row.map(TryInto::try_into).transpose()
    }
}

impl Tx {
    /// Keeps a draft.
    pub async fn add_risk_draft(&mut self, new: &NewRiskDraft) -> Result<(), StoreError> {
        Sql::new("INSERT INTO risk_draft (id, party_id, title, version, source, sha256, ends_on, made_by, made_at) VALUES (")
            .bind_list([
                new.id.uuid().into(),
                self.party_text().into(),
                new.title.as_str().into(),
                new.version.as_str().into(),
                new.source.as_str().into(),
                new.sha256.to_vec().into(),
                new.ends_on.into(),
                new.made_by.uuid().into(),
                new.at.micros().into(),
            ])
            .text(")")
            .execute(&self.transaction)
            .await?;
        Ok(())
    }

    /// Keeps what a test run of a draft came to, in the place of the run before.
    pub async fn keep_risk_trial(
        &mut self,
        id: RiskDraftId,
        trial: &str,
        at: Moment,
    ) -> Result<(), StoreError> {
        let sql = Sql::new("UPDATE risk_draft SET trial = ")
            .bind(trial)
            .text(", tried_at = ")
            .bind(at.micros());
        self.on_open_draft(sql, id).await
    }

    /// Publishes a draft.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when it is no draft any more, or was made by the same account.
    pub async fn publish_risk_draft(
        &mut self,
        id: RiskDraftId,
        publication: &RiskPublication,
    ) -> Result<(), StoreError> {
        let sql = Sql::new("UPDATE risk_draft SET published_by = ")
            .bind(publication.by.uuid())
            .text(", published_at = ")
            .bind(publication.at.micros())
            .text(", holds_from = ")
            .bind(publication.from)
            .text(", reason = ")
            .bind(publication.reason.as_str());
        self.on_open_draft(sql, id).await
    }

    /// Withdraws a draft; it stays to be read.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when it is no draft any more.
    pub async fn withdraw_risk_draft(
        &mut self,
        id: RiskDraftId,
        (by, at): (AccountId, Moment),
    ) -> Result<(), StoreError> {
        let sql = Sql::new("UPDATE risk_draft SET withdrawn_by = ")
            .bind(by.uuid())
            .text(", withdrawn_at = ")
            .bind(at.micros());
        self.on_open_draft(sql, id).await
    }

    async fn on_open_draft(&self, sql: Sql, id: RiskDraftId) -> Result<(), StoreError> {
        let sql = sql
            .text(" WHERE published_at IS NULL AND withdrawn_at IS NULL AND id = ")
            .bind(id.uuid())
            .text(" AND party_id = ")
            .bind(self.party_text());
        one_row(sql.execute(&self.transaction).await?)
    }
}

fn of_party(scope: &PartyScope) -> Sql {
    Sql::new("SELECT * FROM risk_draft WHERE party_id = ").bind(scope.party().as_str())
}

impl TryFrom<Row> for RiskDraftRow {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let sha256 = row.sha256.try_into();
        let tried_at = maybe_moment(TABLE, "tried_at", row.tried_at)?;
        let published_at = maybe_moment(TABLE, "published_at", row.published_at)?;
        let withdrawn_at = maybe_moment(TABLE, "withdrawn_at", row.withdrawn_at)?;
        let publication = (row.published_by, published_at, row.holds_from, row.reason);
        Ok(Self {
            id: RiskDraftId::from_uuid(row.id),
            title: row.title,
            version: row.version,
            source: row.source,
            sha256: sha256.map_err(|_| StoreError::inconsistent(TABLE, "sha256", &row.id))?,
            ends_on: row.ends_on,
            made_by: AccountId::from_uuid(row.made_by),
            made_at: moment(TABLE, "made_at", row.made_at)?,
            trial: row.trial.zip(tried_at),
            published: match publication {
                (Some(by), Some(at), Some(from), Some(reason)) => {
                    Some(RiskPublication { by: AccountId::from_uuid(by), at, from, reason })
                }
                _ => None,
            },
            withdrawn: row.withdrawn_by.map(AccountId::from_uuid).zip(withdrawn_at),
        })
    }
}
