//! What the working group looks at of the files of an account: the rows of lists, the last score, the last advice of the
//! LBB and the interests of people, each read at once for all files.

use super::CaseSummary;
use super::read::{member, still_in};
use super::row::{SUMMARY, SummaryRow};
use crate::inquiry::opened_content;
use crate::sql::{Sql, moment};
use crate::{PartyScope, Store, StoreError, Viewer};
use kernel::{AccountId, CaseId, Id, InquiryEntryId, Moment, Redacted};
use sea_orm::{FromQueryResult, Value};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

#[derive(FromQueryResult)]
struct Score {
    case_id: Uuid,
    id: Uuid,
    content: Vec<u8>,
}

#[derive(FromQueryResult)]
struct Happened {
    case_id: Uuid,
    at: i64,
}

#[derive(FromQueryResult)]
struct OnFile {
    case_id: Uuid,
    account_id: Uuid,
}

#[derive(FromQueryResult)]
struct Interested {
    case_id: Uuid,
    account_id: Uuid,
    reason: String,
    declared_by: Uuid,
    at: i64,
}

/// An interest of their own that somebody has in a file (Awb art. 2:4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interest {
    /// The file.
    pub case: CaseId,
    /// Who has it.
    pub account: AccountId,
    /// What it is.
    pub reason: String,
    /// Who declared it.
    pub declared_by: AccountId,
    /// When.
    pub at: Moment,
}

impl Store {
    /// Lists the files of an account that are not closed, the oldest first, at most `most`.
    pub async fn open_cases(
        &self,
        viewer: &Viewer,
        most: u32,
    ) -> Result<Vec<CaseSummary>, StoreError> {
        let sql = Sql::new("SELECT ").text(SUMMARY).text(" FROM case_member m JOIN case_file c ON c.id = m.case_id AND c.party_id = m.party_id WHERE m.account_id = ")
            .bind(viewer.account().uuid())
            .text(" AND m.party_id = ")
            .bind(viewer.party().as_str())
            .text(" AND m.state <> 'gesloten' AND ")
            .then(|sql| still_in(sql, viewer))
            .text(" ORDER BY c.received_on, c.id LIMIT ")
            .bind(i64::from(most));
        summaries(sql, self).await
    }

    /// Returns the rows of these files, as far as the account is on them.
    pub async fn cases_of(
        &self,
        viewer: &Viewer,
        cases: impl IntoIterator<Item = CaseId>,
    ) -> Result<Vec<CaseSummary>, StoreError> {
        let ids: Vec<Value> = cases.into_iter().map(|case| case.uuid().into()).collect();
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let sql = Sql::new("SELECT ").text(SUMMARY).text(" FROM case_file c WHERE c.party_id = ");
        let sql = sql.bind(viewer.party().as_str()).text(" AND c.id IN (").bind_list(ids).text(")");
        summaries(member(sql, viewer, "c.id"), self).await
    }

    /// Returns who is on these files, as far as the account is on them itself.
    pub async fn members_of(
        &self,
        viewer: &Viewer,
        cases: impl IntoIterator<Item = CaseId>,
    ) -> Result<BTreeMap<CaseId, BTreeSet<AccountId>>, StoreError> {
        let ids: Vec<Value> = cases.into_iter().map(|case| case.uuid().into()).collect();
        if ids.is_empty() {
            return Ok(BTreeMap::new());
        }
        let sql = Sql::new("SELECT m.case_id, m.account_id FROM case_member m JOIN case_member own ON own.case_id = m.case_id AND own.party_id = m.party_id WHERE own.account_id = ")
            .bind(viewer.account().uuid())
            .text(" AND (own.until IS NULL OR own.until > ")
            .bind(viewer.at().micros())
            .text(") AND m.party_id = ")
            .bind(viewer.party().as_str())
            .text(" AND m.case_id IN (")
            .bind_list(ids)
            .text(") AND ")
            .then(|sql| still_in(sql, viewer));
        let rows: Vec<OnFile> = sql.all(&self.pools.read).await?;
        let mut members: BTreeMap<CaseId, BTreeSet<AccountId>> = BTreeMap::new();
        for row in rows {
            let on_file = members.entry(CaseId::from_uuid(row.case_id)).or_default();
            on_file.insert(AccountId::from_uuid(row.account_id));
        }
        Ok(members)
    }

    /// Returns the last score of each open file of an account, as JSON.
    pub async fn last_scores(
        &self,
        viewer: &Viewer,
    ) -> Result<BTreeMap<CaseId, Redacted<String>>, StoreError> {
        let sql = Sql::new("SELECT e.case_id, e.id, e.content FROM case_member m JOIN inquiry_entry e ON e.case_id = m.case_id AND e.party_id = m.party_id WHERE e.kind = 'score' AND m.account_id = ")
            .bind(viewer.account().uuid())
            .text(" AND m.party_id = ")
            .bind(viewer.party().as_str())
            .text(" AND m.state <> 'gesloten' AND ")
            .then(|sql| still_in(sql, viewer))
            .text(" AND NOT EXISTS (SELECT 1 FROM inquiry_entry n WHERE n.case_id = e.case_id AND n.kind = 'score' AND (n.at, n.id) > (e.at, e.id))");
        let rows: Vec<Score> = sql.all(&self.pools.read).await?;
        let open = |row: Score| {
            let id = InquiryEntryId::from_uuid(row.id);
            let content = opened_content(&self.keys, viewer.party(), id, &row.content)?;
            Ok((CaseId::from_uuid(row.case_id), content))
        };
        rows.into_iter().map(open).collect()
    }

    /// Returns on which moment an event with this name last happened on each open file of an account; without files on which
    /// an event with the other name happened after it.
    pub async fn last_events(
        &self,
        viewer: &Viewer,
        name: &str,
        settled_by: &str,
    ) -> Result<BTreeMap<CaseId, Moment>, StoreError> {
        let sql = Sql::new("SELECT e.case_id, MAX(e.at) AS at FROM case_member m JOIN case_event e ON e.case_id = m.case_id AND e.party_id = m.party_id WHERE e.name = ")
            .bind(name)
            .text(" AND m.account_id = ")
            .bind(viewer.account().uuid())
            .text(" AND m.party_id = ")
            .bind(viewer.party().as_str())
            .text(" AND m.state <> 'gesloten' AND ")
            .then(|sql| still_in(sql, viewer))
            .text(" AND NOT EXISTS (SELECT 1 FROM case_event s WHERE s.case_id = e.case_id AND s.seq > e.seq AND s.name = ")
            .bind(settled_by)
            .text(") GROUP BY e.case_id");
        let rows: Vec<Happened> = sql.all(&self.pools.read).await?;
        rows.into_iter()
            .map(|row| Ok((CaseId::from_uuid(row.case_id), moment("case_event", "at", row.at)?)))
            .collect()
    }

    /// Returns who of the party may not be on these files, because of an interest of their own: the file, the account, why, by
    /// whom declared, and when.
    pub async fn interests_in(
        &self,
        scope: &PartyScope,
        cases: impl IntoIterator<Item = CaseId>,
    ) -> Result<Vec<Interest>, StoreError> {
        let ids: Vec<Value> = cases.into_iter().map(|case| case.uuid().into()).collect();
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let sql = Sql::new("SELECT case_id, account_id, reason, declared_by, at FROM case_conflict WHERE party_id = ")
            .bind(scope.party().as_str())
            .text(" AND case_id IN (")
            .bind_list(ids)
            .text(") ORDER BY at, account_id");
        let rows: Vec<Interested> = sql.all(&self.pools.read).await?;
        rows.into_iter().map(TryInto::try_into).collect()
    }
}

impl TryFrom<Interested> for Interest {
    type Error = StoreError;

    fn try_from(row: Interested) -> Result<Self, StoreError> {
        Ok(Self {
            case: CaseId::from_uuid(row.case_id),
            account: AccountId::from_uuid(row.account_id),
            reason: row.reason,
            declared_by: AccountId::from_uuid(row.declared_by),
            at: moment("case_conflict", "at", row.at)?,
        })
    }
}

async fn summaries(sql: Sql, store: &Store) -> Result<Vec<CaseSummary>, StoreError> {
    let rows: Vec<SummaryRow> = sql.all(&store.pools.read).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}
