//! What a list of something else says of the files it is about.

use super::CaseRow;
use super::read::member;
use super::row::{FullRow, SUMMARY};
use crate::sql::Sql;
use crate::{PartyScope, Store, StoreError, Viewer};
use kernel::{CaseId, Id, Redacted, SubjectId};
use sea_orm::{FromQueryResult, Value};
use std::collections::BTreeMap;
use uuid::Uuid;

/// What a file is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseTitle {
    /// The party's own reference.
    pub reference: String,
    /// The name of the main person or organisation concerned.
    pub title: Redacted<String>,
    /// The main person concerned.
    pub main_subject: Option<SubjectId>,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    reference: String,
    title: String,
    main_subject: Option<Uuid>,
}

impl Store {
    /// Returns what files are called; those that the account is not on are left out.
    pub async fn case_titles(
        &self,
        viewer: &Viewer,
        cases: impl IntoIterator<Item = CaseId>,
    ) -> Result<BTreeMap<CaseId, CaseTitle>, StoreError> {
        let ids: Vec<Value> = cases.into_iter().map(|case| case.uuid().into()).collect();
        if ids.is_empty() {
            return Ok(BTreeMap::new());
        }
        let sql = Sql::new("SELECT c.id, c.reference, c.title, c.main_subject FROM case_file c")
            .text(" WHERE c.party_id = ")
            .bind(viewer.party().as_str())
            .text(" AND c.id IN (")
            .bind_list(ids)
            .text(")");
        let rows: Vec<Row> = member(sql, viewer, "c.id").all(&self.pools.read).await?;
        let title = |row: Row| {
            let title = CaseTitle {
                reference: row.reference,
                title: Redacted::new(row.title),
                main_subject: row.main_subject.map(SubjectId::from_uuid),
            };
            (CaseId::from_uuid(row.id), title)
        };
        Ok(rows.into_iter().map(title).collect())
    }

    /// Returns these files of a party, whoever is on them. Only for a tip that may belong to one of them: who handles it is on no
    /// file, and is shown the reference and the role of one person.
    pub async fn cases_beside_tip(
        &self,
        scope: &PartyScope,
        cases: impl IntoIterator<Item = CaseId>,
    ) -> Result<Vec<CaseRow>, StoreError> {
        let ids: Vec<Value> = cases.into_iter().map(|case| case.uuid().into()).collect();
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let sql = Sql::new("SELECT ")
            .text(SUMMARY)
            .text(", c.content FROM case_file c WHERE c.party_id = ")
            .bind(scope.party().as_str())
            .text(" AND c.id IN (")
            .bind_list(ids)
            .text(")");
        let rows: Vec<FullRow> = sql.all(&self.pools.read).await?;
        rows.into_iter().map(|row| row.open(&self.keys, scope.party())).collect()
    }
}
