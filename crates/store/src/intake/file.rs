//! Files beside the answers, in parts that are closed one by one: however large a file is, one part at a time is in memory.

use super::TABLE;
use crate::keys::Place;
use crate::sql::{Sql, maybe_moment, moment, one_row, touched};
use crate::{PartyScope, Store, StoreError, Tx};
use kernel::{DocumentId, Id, IntakeId, Moment, PartyId, Redacted};
use sea_orm::FromQueryResult;
use uuid::Uuid;

const FILE: &str = "intake_file";

/// A file of which the parts will come.
#[derive(Clone, Debug)]
pub struct NewFile {
    /// The id.
    pub id: DocumentId,
    /// The questionnaire.
    pub intake: IntakeId,
    /// The name it was sent under.
    pub name: Redacted<String>,
    /// What it is.
    pub media_type: String,
    /// When.
    pub at: Moment,
}

/// A file of which all parts are there.
#[derive(Clone, Debug)]
pub struct FileRow {
    /// The id.
    pub id: DocumentId,
    /// The name.
    pub name: Redacted<String>,
    /// What it is.
    pub media_type: String,
    /// The bytes of the content.
    pub size: u64,
    /// The SHA-256 of the content.
    pub sha256: [u8; 32],
    /// When it came.
    pub at: Moment,
    /// When all of it was there; none for one that is still coming.
    pub complete_at: Option<Moment>,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    media_type: String,
    size: i64,
    sha256: Vec<u8>,
    at: i64,
    complete_at: Option<i64>,
    name: Vec<u8>,
}

#[derive(FromQueryResult)]
struct Part {
    content: Vec<u8>,
}

impl Store {
    /// Lists the files of a questionnaire, the oldest first.
    pub async fn intake_files(
        &self,
        scope: &PartyScope,
        intake: IntakeId,
    ) -> Result<Vec<FileRow>, StoreError> {
        let sql =
            Sql::new("SELECT id, media_type, size, sha256, at, complete_at, name FROM intake_file")
                .text(" WHERE complete_at IS NOT NULL AND intake_id = ")
                .bind(intake.uuid())
                .text(" AND party_id = ")
                .bind(scope.party().as_str())
                .text(" ORDER BY at, id");
        let rows: Vec<Row> = sql.all(&self.pools.read).await?;
        rows.into_iter().map(|row| row.open(&self.keys, scope.party())).collect()
    }

    /// Reads a part of a file, counted from 0; none after the last.
    pub async fn intake_part(
        &self,
        scope: &PartyScope,
        file: DocumentId,
        number: i64,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let sql = Sql::new("SELECT c.content FROM intake_chunk c JOIN intake_file f ON f.id = c.file_id WHERE f.party_id = ")
            .bind(scope.party().as_str())
            .text(" AND f.id = ")
            .bind(file.uuid())
            .text(" AND c.number = ")
            .bind(number);
        let part: Option<Part> = sql.one(&self.pools.read).await?;
        let place = part_place(scope.party(), file, number);
        part.map(|part| self.keys.open_bytes(&place, &part.content)).transpose()
    }
}

impl Tx {
    /// Begins a file.
    pub async fn begin_file(&mut self, new: &NewFile) -> Result<(), StoreError> {
        let name = self.keys.seal(&name_place(self.party(), new.id), new.name.reveal())?;
        Sql::new("INSERT INTO intake_file (id, party_id, intake_id, media_type, size, at, name) VALUES (")
            .bind_list([
                new.id.uuid().into(),
                self.party_text().into(),
                new.intake.uuid().into(),
                new.media_type.as_str().into(),
                0_i64.into(),
                new.at.micros().into(),
                name.into(),
            ])
            .text(")")
            .execute(&self.transaction)
            .await?;
        Ok(())
    }

    /// Adds a part.
    pub async fn add_part(
        &mut self,
        file: DocumentId,
        number: i64,
        content: &[u8],
    ) -> Result<(), StoreError> {
        let sealed = self.keys.seal_bytes(&part_place(self.party(), file, number), content)?;
        Sql::new("INSERT INTO intake_chunk (file_id, party_id, number, content) VALUES (")
            .bind_list([file.uuid().into(), self.party_text().into(), number.into(), sealed.into()])
            .text(")")
            .execute(&self.transaction)
            .await?;
        Ok(())
    }

    /// Says that all parts of a file are there.
    pub async fn finish_file(
        &mut self,
        file: DocumentId,
        size: u64,
        sha256: [u8; 32],
        at: Moment,
    ) -> Result<(), StoreError> {
        let sql = Sql::new("UPDATE intake_file SET size = ")
            .bind(i64::try_from(size).unwrap_or(i64::MAX))
            .text(", sha256 = ")
            .bind(sha256.to_vec())
            .text(", complete_at = ")
            .bind(at.micros())
            .text(" WHERE id = ")
            .bind(file.uuid())
            .text(" AND party_id = ")
            .bind(self.party_text());
        one_row(sql.execute(&self.transaction).await?)
    }

    /// Takes a file away; returns whether it was there.
    pub async fn drop_file(
        &mut self,
        intake: IntakeId,
        file: DocumentId,
    ) -> Result<bool, StoreError> {
        Sql::new(
            "DELETE FROM intake_chunk WHERE file_id IN (SELECT id FROM intake_file WHERE id = ",
        )
        .bind(file.uuid())
        .text(" AND intake_id = ")
        .bind(intake.uuid())
        .text(" AND party_id = ")
        .bind(self.party_text())
        .text(")")
        .execute(&self.transaction)
        .await?;
        let sql = Sql::new("DELETE FROM intake_file WHERE id = ")
            .bind(file.uuid())
            .text(" AND intake_id = ")
            .bind(intake.uuid())
            .text(" AND party_id = ")
            .bind(self.party_text());
        Ok(touched(sql.execute(&self.transaction).await?))
    }
}

impl Row {
    fn open(self, keys: &crate::Keyring, party: &PartyId) -> Result<FileRow, StoreError> {
        let id = DocumentId::from_uuid(self.id);
        Ok(FileRow {
            id,
            name: keys.open(&name_place(party, id), &self.name)?,
            media_type: self.media_type,
            size: u64::try_from(self.size)
                .map_err(|_| StoreError::inconsistent(FILE, "size", &id))?,
            sha256: self
                .sha256
                .try_into()
                .map_err(|_| StoreError::inconsistent(FILE, "sha256", &id))?,
            at: moment(TABLE, "at", self.at)?,
            complete_at: maybe_moment(TABLE, "complete_at", self.complete_at)?,
        })
    }
}

fn name_place(party: &PartyId, id: DocumentId) -> Place<'_> {
    Place { table: FILE, column: "name", party, row: id.to_string() }
}

/// A part opens only in its own place, so that parts cannot change places.
fn part_place(party: &PartyId, id: DocumentId, number: i64) -> Place<'_> {
    Place { table: "intake_chunk", column: "content", party, row: format!("{id}/{number}") }
}
