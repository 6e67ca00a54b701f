//! Documents that officers put on a file.

use super::record::audit_entry;
use crate::upload::{checked, kind_name, plain_name, scan_whole};
use crate::{App, AppError, Caller, Permission};
use kernel::{CaseId, DocumentId, Moment, Redacted, Sha256Hex};
use store::{DocumentRow, NewDocument};

/// A document that is sent.
#[derive(Clone)]
pub struct NewUpload<'a> {
    /// The name it was sent under.
    pub name: &'a str,
    /// The content.
    pub content: Vec<u8>,
    /// Whether there are criminal data in it.
    pub criminal: bool,
}

impl NewUpload<'_> {
    /// Refuses what is no document for a file, so that a form can say all that is wrong at once.
    pub fn check(name: &str, content: &[u8]) -> Result<(), AppError> {
        checked(name, content).map(|_| ())
    }
}

/// What a document is called for who has no right to what is in it.
const WITHHELD: &str = "Een stuk met strafrechtelijke gegevens";

/// A document on a file.
#[derive(Clone, Debug)]
pub struct DocumentLine {
    /// The id.
    pub id: DocumentId,
    /// The name.
    pub name: Redacted<String>,
    /// Whether there are criminal data in it.
    pub criminal: bool,
    /// Whether it is kept from the caller, its name with it.
    pub withheld: bool,
    /// What it is, in Dutch.
    pub kind: &'static str,
    /// The media type.
    pub media_type: String,
    /// The bytes of the content.
    pub size: u64,
    /// The digest of the content.
    pub digest: String,
    /// Who put it there.
    pub added_by: String,
    /// When.
    pub at: Moment,
}

impl DocumentLine {
    /// Puts a document in words, without its name for who has no right to what is in it.
    fn of(row: DocumentRow, caller: &Caller) -> Self {
        let withheld = row.criminal && !caller.may(Permission::ReadCriminal);
        Self {
            id: row.id,
            name: if withheld { Redacted::new(WITHHELD.to_owned()) } else { row.name },
            criminal: row.criminal,
            withheld,
            kind: kind_name(&row.media_type),
            media_type: row.media_type,
            size: row.size,
            digest: kernel::hex(&row.sha256),
            added_by: row.added_by,
            at: row.at,
        }
    }
}

impl App {
    /// Lists the documents of a file, the newest first.
    pub async fn documents(
        &self,
        caller: &Caller,
        id: CaseId,
    ) -> Result<Vec<DocumentLine>, AppError> {
        let rows = self.store.documents(caller.viewer(), id).await?;
        Ok(rows.into_iter().map(|row| DocumentLine::of(row, caller)).collect())
    }

    /// Reads a document of a file, and logs the reading before it is shown. One with criminal data needs a right of its own.
    pub async fn document(
        &self,
        caller: &Caller,
        id: CaseId,
        document: DocumentId,
    ) -> Result<(DocumentLine, Vec<u8>), AppError> {
        let began = self.now();
        let file = self.dossier(caller, id).await?;
        let found = self.store.document(caller.viewer(), id, document).await?;
        let (row, content) = found.ok_or(AppError::NotFound)?;
        let line = DocumentLine::of(row, caller);
        if line.withheld {
            return Err(AppError::Forbidden);
        }
        let people = super::data_subjects(file.dossier.file());
        self.log_reading(caller, "stuk-raadplegen", began, people).await?;
        Ok((line, content))
    }

    /// Puts a document on a file. Its kind is read from the content; a name that says something else is refused.
    pub async fn add_document(
        &self,
        caller: &Caller,
        id: CaseId,
        upload: NewUpload<'_>,
    ) -> Result<DocumentId, AppError> {
        self.find(caller, id).await?;
        let NewUpload { name, content, criminal } = upload;
        let media_type = checked(name, &content)?;
        let content = scan_whole(self, content).await?;
        let now = self.now();
        let digest = Sha256Hex::of_bytes(&content);
        let new = NewDocument {
            id: self.fresh(now),
            case: id,
            name: Redacted::new(plain_name(name)),
            media_type,
            content,
            sha256: *digest.as_bytes(),
            criminal,
            added_by: caller.account(),
            at: now,
        };
        let mut tx = self.store.begin(caller.scope()).await?;
        tx.add_document(&new).await?;
        let subject = format!("dossier/{id}");
        let entry = audit_entry(caller, now, "stuk-toevoegen", &subject, None, digest.as_bytes());
        tx.audit(&entry).await?;
        tx.commit().await?;
        Ok(new.id)
    }
}
