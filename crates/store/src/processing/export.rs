//! The log as the standard wants it: a record of the action, and one below it for each person it was about.

use super::{TABLE, entity};
use crate::page::after;
use crate::sql::Sql;
use crate::{Cursor, Page, PartyScope, Store, StoreError};
use kernel::{Moment, Sha256Hex, SubjectId, hex};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;
use uuid::Uuid;

/// How the log tells what kind of name a person has in it.
const SUBJECT_TYPE: &str = "pseudoniem";
/// Bytes of a pseudonym.
const PSEUDONYM: usize = 16;

/// A record in the words of the standard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Verwerkingsregel")]
pub struct LdvRecord {
    /// The trace: one for all that belongs to one processing.
    pub trace_id: String,
    /// The action.
    pub span_id: String,
    /// The action it is part of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent_span_id: Option<String>,
    /// How it ended: `Unset`, `Ok` or `Error`.
    pub status: String,
    /// What was done.
    pub name: String,
    /// When it began, in milliseconds since 1970.
    pub start_time: i64,
    /// When it ended, in milliseconds since 1970.
    pub end_time: i64,
    /// The rest.
    pub attributes: LdvAttributes,
}

/// The attributes of a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Verwerkingsattributen")]
pub struct LdvAttributes {
    /// The activity in the register of processing activities.
    #[serde(rename = "dpl.core.processing_activity_id")]
    pub processing_activity_id: String,
    /// The pseudonym of the person.
    #[serde(rename = "dpl.core.data_subject_id", skip_serializing_if = "Option::is_none")]
    pub data_subject_id: Option<String>,
    /// What kind of name that is: of which epoch.
    #[serde(rename = "dpl.core.data_subject_id_type", skip_serializing_if = "Option::is_none")]
    pub data_subject_id_type: Option<String>,
}

impl Store {
    /// Lists the records that are about one person, oldest first.
    pub async fn processing_of(
        &self,
        scope: &PartyScope,
        subject: SubjectId,
        from: Moment,
        until: Moment,
    ) -> Result<Vec<LdvRecord>, StoreError> {
        let names: BTreeMap<i32, String> = self.names_of(scope, subject);
        let mut found = Vec::new();
        let mut place = None;
        loop {
            let page = self.export_processing(scope, (from, until), place.as_ref(), 1_000).await?;
            found.extend(page.items.into_iter().filter(|record| is_about(record, &names)));
            match page.next {
                Some(next) => place = Some(next),
                None => return Ok(found),
            }
        }
    }

    /// Lists all records of a party between two moments, oldest first. The limit counts actions, each with all its records.
    pub async fn export_processing(
        &self,
        scope: &PartyScope,
        (from, until): (Moment, Moment),
        place: Option<&Cursor>,
        limit: u32,
    ) -> Result<Page<LdvRecord>, StoreError> {
        let sql = Sql::new("SELECT * FROM processing_log WHERE party_id = ")
            .bind(scope.party().as_str())
            .text(" AND at >= ")
            .bind(from.micros())
            .text(" AND at <= ")
            .bind(until.micros());
        let sql = match after::<(i64, Uuid)>(place)? {
            Some((at, id)) => sql.text(" AND (at, id) > (").bind(at).text(", ").bind(id).text(")"),
            None => sql,
        };
        let sql = sql.text(" ORDER BY at, id").page(limit);
        let rows: Vec<entity::Model> = sql.all(&self.pools.read).await?;
        let page = Page::of(rows, limit, |row| (row.at, row.id));
        let records = page.items.iter().map(records).collect::<Result<Vec<_>, _>>()?;
        Ok(Page { items: records.into_iter().flatten().collect(), next: page.next })
    }

    /// Returns the pseudonyms of a person by epoch.
    fn names_of(&self, scope: &PartyScope, subject: SubjectId) -> BTreeMap<i32, String> {
        let name = |epoch| {
            let pseudonym = self.keys.pseudonym_in(epoch, scope.party(), subject)?;
            Some((i32::try_from(epoch).ok()?, hex(&pseudonym)))
        };
        self.keys.ids().filter_map(name).collect()
    }
}

fn is_about(record: &LdvRecord, names: &BTreeMap<i32, String>) -> bool {
    let name = record.attributes.data_subject_id.as_ref();
    name.is_some_and(|name| names.values().any(|known| known == name))
}

/// Spreads a row over its records.
fn records(row: &entity::Model) -> Result<Vec<LdvRecord>, StoreError> {
    let (pseudonyms, rest) = row.subjects.as_chunks::<PSEUDONYM>();
    if !rest.is_empty() {
        return Err(StoreError::inconsistent(TABLE, "subjects", &row.id));
    }
    let parent = parent(row);
    let children = pseudonyms.iter().enumerate().map(|(place, pseudonym)| {
        let mut child = parent.clone();
        child.span_id = child_span(&parent, place);
        child.parent_span_id = Some(parent.span_id.clone());
        child.attributes.data_subject_id = Some(hex(pseudonym));
        child.attributes.data_subject_id_type = Some(format!("{SUBJECT_TYPE}-{}", row.key_epoch));
        child
    });
    let children: Vec<LdvRecord> = children.collect();
    Ok(std::iter::once(parent).chain(children).collect())
}

fn parent(row: &entity::Model) -> LdvRecord {
    let name = row.activity.rsplit('/').find(|part| !part.is_empty()).unwrap_or(&row.activity);
    LdvRecord {
        trace_id: row.trace.clone(),
        span_id: row.span.clone(),
        parent_span_id: None,
        status: row.status.clone(),
        name: name.to_owned(),
        start_time: row.at / 1_000,
        end_time: row.until / 1_000,
        attributes: LdvAttributes {
            processing_activity_id: row.activity.clone(),
            data_subject_id: None,
            data_subject_id_type: None,
        },
    }
}

/// Names the action about one person: the same name every time the log is read.
fn child_span(parent: &LdvRecord, place: usize) -> String {
    let place = place.to_be_bytes();
    let parts = [parent.trace_id.as_bytes(), parent.span_id.as_bytes(), place.as_slice()];
    hex(&Sha256Hex::of_parts(parts).leading_u64().to_be_bytes())
}
