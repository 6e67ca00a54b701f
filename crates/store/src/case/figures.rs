//! Figures of a party, without a name in them: counted in the indexes.

use crate::sql::Sql;
use crate::{PartyScope, Store, StoreError};
use chrono::NaiveDate;
use sea_orm::FromQueryResult;

/// How many files there are in a state, of a kind, with an outcome.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct StateCount {
    /// The state.
    pub state: String,
    /// The kind of permit, subsidy or contract.
    pub kind: String,
    /// The outcome, when there is a decision.
    pub outcome: Option<String>,
    /// How many.
    pub files: i64,
}

/// Whether decisions came in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Timeliness {
    /// In time.
    InTime,
    /// After the term.
    Late,
    /// There was no term.
    NoTerm,
}

/// How many decisions were made known on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecidedOn {
    /// The day.
    pub day: NaiveDate,
    /// Whether they came in time.
    pub timeliness: Timeliness,
    /// How many.
    pub files: i64,
}

#[derive(FromQueryResult)]
struct Row {
    decided_on: NaiveDate,
    verdict: i32,
    files: i64,
}

impl Store {
    /// Counts the files of a party by state, kind and outcome.
    pub async fn count_by_state(&self, scope: &PartyScope) -> Result<Vec<StateCount>, StoreError> {
        let sql = Sql::new("SELECT state, kind, outcome, COUNT(*) AS files FROM case_file")
            .text(" WHERE party_id = ")
            .bind(scope.party().as_str())
            .text(" GROUP BY state, kind, outcome ORDER BY state, kind, outcome");
        sql.all(&self.pools.read).await
    }

    /// Counts the decisions of a party since a day, by day and by whether they came in time: against the last date that the term
    /// to decide had before.
    pub async fn count_decisions(
        &self,
        scope: &PartyScope,
        since: NaiveDate,
    ) -> Result<Vec<DecidedOn>, StoreError> {
        let sql = Sql::new("SELECT x.decided_on, CASE WHEN x.term IS NULL THEN 2 WHEN x.decided_on <= x.term THEN 0 ELSE 1 END AS verdict")
            .text(", COUNT(*) AS files FROM (SELECT c.decided_on, (SELECT h.due_on FROM deadline_history h")
            .text(" WHERE h.case_id = c.id AND h.due_kind = 'beslistermijn' ORDER BY h.seq DESC, h.at DESC LIMIT 1) AS term")
            .text(" FROM case_file c WHERE c.party_id = ")
            .bind(scope.party().as_str())
            .text(" AND c.decided_on >= ")
            .bind(since)
            .text(") x GROUP BY x.decided_on, verdict ORDER BY x.decided_on, verdict");
        let rows: Vec<Row> = sql.all(&self.pools.read).await?;
        Ok(rows.into_iter().map(DecidedOn::from).collect())
    }
}

impl From<Row> for DecidedOn {
    fn from(row: Row) -> Self {
        let timeliness = match row.verdict {
            0 => Timeliness::InTime,
            1 => Timeliness::Late,
            _ => Timeliness::NoTerm,
        };
        Self { day: row.decided_on, timeliness, files: row.files }
    }
}
