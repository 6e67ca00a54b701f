//! Documents on a file: name and content closed at rest, for who is on the file.

use crate::case::member;
use crate::keys::Place;
use crate::sql::{Sql, moment};
use crate::{Keyring, PartyScope, Store, StoreError, Tx, Viewer};
use kernel::{AccountId, CaseId, DocumentId, Id, Moment, PartyId, Redacted};
use sea_orm::FromQueryResult;
use uuid::Uuid;

const TABLE: &str = "document";

/// A document to be put on a file.
#[derive(Clone)]
pub struct NewDocument {
    /// The id.
    pub id: DocumentId,
    /// The file.
    pub case: CaseId,
    /// The name it was sent under.
    pub name: Redacted<String>,
    /// What it is, such as `application/pdf`.
    pub media_type: &'static str,
    /// The content.
    pub content: Vec<u8>,
    /// The digest of the content.
    pub sha256: [u8; 32],
    /// Whether there are criminal data in it.
    pub criminal: bool,
    /// Who put it there.
    pub added_by: AccountId,
    /// When.
    pub at: Moment,
}

/// A document in a list.
#[derive(Clone, Debug)]
pub struct DocumentRow {
    /// The id.
    pub id: DocumentId,
    /// The name.
    pub name: Redacted<String>,
    /// What it is.
    pub media_type: String,
    /// The bytes of the content.
    pub size: u64,
    /// The digest of the content.
    pub sha256: [u8; 32],
    /// Whether there are criminal data in it.
    pub criminal: bool,
    /// The name of the account that put it there.
    pub added_by: String,
    /// When.
    pub at: Moment,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    name: Vec<u8>,
    media_type: String,
    size: i64,
    sha256: Vec<u8>,
    criminal: bool,
    added_by: String,
    at: i64,
}

#[derive(FromQueryResult)]
struct Named {
    name: Vec<u8>,
    content: Vec<u8>,
}

#[derive(FromQueryResult)]
struct Content {
    content: Vec<u8>,
}

impl Store {
    /// Lists the documents of a file, the newest first.
    pub async fn documents(
        &self,
        viewer: &Viewer,
        case: CaseId,
    ) -> Result<Vec<DocumentRow>, StoreError> {
        let sql = of_file(ROW, viewer, case).text(" ORDER BY d.at DESC, d.id DESC");
        let rows: Vec<Row> = sql.all(&self.pools.read).await?;
        rows.into_iter().map(|row| row.open(&self.keys, viewer.party())).collect()
    }

    /// Reads a document of a file with its content; `None` when there is none that the account may see.
    pub async fn document(
        &self,
        viewer: &Viewer,
        case: CaseId,
        id: DocumentId,
    ) -> Result<Option<(DocumentRow, Vec<u8>)>, StoreError> {
        let one = |columns| of_file(columns, viewer, case).text(" AND d.id = ").bind(id.uuid());
        let Some(row) = one(ROW).one::<Row>(&self.pools.read).await? else { return Ok(None) };
        let content: Option<Content> = one("d.content").one(&self.pools.read).await?;
        let Some(content) = content else { return Ok(None) };
        let place = place(viewer.party(), "content", id);
        let bytes = self.keys.open_bytes(&place, &content.content)?;
        Ok(Some((row.open(&self.keys, viewer.party())?, bytes)))
    }
}

impl Store {
    /// Reads the name and the content of a document of a party. The caller answers for who may see it.
    pub(crate) async fn document_of(
        &self,
        scope: &PartyScope,
        id: DocumentId,
    ) -> Result<Option<(Redacted<String>, Vec<u8>)>, StoreError> {
        let sql = Sql::new("SELECT d.name, d.content FROM document d WHERE d.party_id = ")
            .bind(scope.party().as_str())
            .text(" AND d.id = ")
            .bind(id.uuid());
        let Some(row) = sql.one::<Named>(&self.pools.read).await? else { return Ok(None) };
        let name = self.keys.open(&place(scope.party(), "name", id), &row.name)?;
        let content = self.keys.open_bytes(&place(scope.party(), "content", id), &row.content)?;
        Ok(Some((name, content)))
    }
}

impl Tx {
    /// Puts a document on a file.
    pub async fn add_document(&mut self, new: &NewDocument) -> Result<(), StoreError> {
        let name = self.keys.seal(&place(self.party(), "name", new.id), new.name.reveal())?;
        let sealed = self.keys.seal_bytes(&place(self.party(), "content", new.id), &new.content)?;
        let size = i64::try_from(new.content.len()).unwrap_or(i64::MAX);
        Sql::new("INSERT INTO document (id, party_id, case_id, media_type, size, sha256, criminal, added_by, at, name, content) VALUES (")
            .bind_list([
                new.id.uuid().into(),
                self.party_text().into(),
                new.case.uuid().into(),
                new.media_type.into(),
                size.into(),
                new.sha256.to_vec().into(),
                new.criminal.into(),
                new.added_by.uuid().into(),
                new.at.micros().into(),
                name.into(),
                sealed.into(),
            ])
            .text(")")
            .execute(&self.transaction)
            .await?;
        Ok(())
    }
}

const ROW: &str =
    "d.id, d.name, d.media_type, d.size, d.sha256, d.criminal, a.name AS added_by, d.at";

fn of_file(columns: &str, viewer: &Viewer, case: CaseId) -> Sql {
    let sql = Sql::new("SELECT ")
        .text(columns)
        .text(" FROM document d JOIN account a ON a.id = d.added_by WHERE d.case_id = ")
        .bind(case.uuid())
        .text(" AND d.party_id = ")
        .bind(viewer.party().as_str());
    member(sql, viewer, "d.case_id")
}

fn place<'p>(party: &'p PartyId, column: &'static str, id: DocumentId) -> Place<'p> {
    Place { table: TABLE, column, party, row: id.to_string() }
}

impl Row {
    fn open(self, keys: &Keyring, party: &PartyId) -> Result<DocumentRow, StoreError> {
        let id = DocumentId::from_uuid(self.id);
        let broken = |column| StoreError::inconsistent(TABLE, column, &id);
        Ok(DocumentRow {
            id,
            name: keys.open(&place(party, "name", id), &self.name)?,
            media_type: self.media_type,
            size: u64::try_from(self.size).map_err(|_| broken("size"))?,
            sha256: self.sha256.try_into().map_err(|_| broken("sha256"))?,
            criminal: self.criminal,
            added_by: self.added_by,
            at: moment(TABLE, "at", self.at)?,
        })
    }
}
