//! Hearings of files, closed at rest. Each change is made at the version that was read.

use crate::case::member;
use crate::keys::Place;
use crate::sql::{Sql, moment, one_row};
use crate::{Keyring, Store, StoreError, Tx, Viewer};
use kernel::{AccountId, CaseId, HearingId, Id, Moment, PartyId, Redacted, SubjectId};
use sea_orm::FromQueryResult;
use uuid::Uuid;

const TABLE: &str = "hearing";

/// A hearing to be kept.
#[derive(Clone)]
pub struct NewHearing {
    /// The id.
    pub id: HearingId,
    /// The file.
    pub case: CaseId,
    /// Who may speak.
    pub subject: SubjectId,
    /// When and where, as JSON.
    pub content: Redacted<String>,
    /// Who planned it, and when.
    pub by: (AccountId, Moment),
}

/// A hearing.
#[derive(Clone)]
pub struct HearingRow {
    /// The id.
    pub id: HearingId,
    /// Who may speak.
    pub subject: SubjectId,
    /// The version, from one on.
    pub version: i32,
    /// When and where, as JSON.
    pub content: Redacted<String>,
    /// Whether it was taken back.
    pub cancelled: bool,
    /// Who changed it last, and when.
    pub by: (AccountId, Moment),
}

/// A change of a hearing.
#[derive(Clone)]
pub struct HearingChange {
    /// When and where from now on, as JSON.
    pub content: Redacted<String>,
    /// Whether it is taken back.
    pub cancelled: bool,
    /// Who changes it, and when.
    pub by: (AccountId, Moment),
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    subject_id: Uuid,
    version: i32,
    content: Vec<u8>,
    cancelled: bool,
    changed_by: Uuid,
    changed_at: i64,
}

impl Store {
    /// Lists the hearings of a file for who is on it, in the order in which they were planned.
    pub async fn hearings(
        &self,
        viewer: &Viewer,
        case: CaseId,
    ) -> Result<Vec<HearingRow>, StoreError> {
        let sql = Sql::new("SELECT h.* FROM hearing h WHERE h.party_id = ")
            .bind(viewer.party().as_str())
            .text(" AND h.case_id = ")
            .bind(case.uuid());
        let rows: Vec<Row> =
            member(sql, viewer, "h.case_id").text(" ORDER BY h.id").all(&self.pools.read).await?;
        rows.into_iter().map(|row| row.open(&self.keys, viewer.party())).collect()
    }
}

impl Tx {
    /// Keeps a new hearing.
    pub async fn add_hearing(&mut self, new: &NewHearing) -> Result<(), StoreError> {
        let content = self.seal_hearing(new.id, &new.content)?;
        Sql::new("INSERT INTO hearing (id, party_id, case_id, subject_id, version, content, cancelled, changed_by, changed_at) VALUES (")
            .bind_list([
                new.id.uuid().into(),
                self.party_text().into(),
                new.case.uuid().into(),
                new.subject.uuid().into(),
                1_i32.into(),
                content.into(),
                false.into(),
                new.by.0.uuid().into(),
                new.by.1.micros().into(),
            ])
            .text(")")
            .execute(&self.transaction)
            .await?;
        Ok(())
    }

    /// Changes a hearing that stands.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when it was taken back, or somebody else was first.
    pub async fn change_hearing(
        &mut self,
        row: &HearingRow,
        change: &HearingChange,
    ) -> Result<(), StoreError> {
        let content = self.seal_hearing(row.id, &change.content)?;
        let rows = Sql::new("UPDATE hearing SET version = version + 1, content = ")
            .bind(content)
            .text(", cancelled = ")
            .bind(change.cancelled)
            .text(", changed_by = ")
            .bind(change.by.0.uuid())
            .text(", changed_at = ")
            .bind(change.by.1.micros())
            .text(" WHERE id = ")
            .bind(row.id.uuid())
            .text(" AND party_id = ")
            .bind(self.party_text())
            .text(" AND version = ")
            .bind(row.version)
            .text(" AND NOT cancelled")
            .execute(&self.transaction)
            .await?;
        one_row(rows)
    }

    fn seal_hearing(&self, id: HearingId, text: &Redacted<String>) -> Result<Vec<u8>, StoreError> {
        self.keys.seal(&place(self.party(), id), text.reveal())
    }
}

fn place(party: &PartyId, id: HearingId) -> Place<'_> {
    Place { table: TABLE, column: "content", party, row: id.to_string() }
}

impl Row {
    fn open(self, keys: &Keyring, party: &PartyId) -> Result<HearingRow, StoreError> {
        let id = HearingId::from_uuid(self.id);
        let at = moment(TABLE, "changed_at", self.changed_at)?;
        Ok(HearingRow {
            id,
            subject: SubjectId::from_uuid(self.subject_id),
            version: self.version,
            content: keys.open(&place(party, id), &self.content)?,
            cancelled: self.cancelled,
            by: (AccountId::from_uuid(self.changed_by), at),
        })
    }
}
