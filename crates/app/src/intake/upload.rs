//! Files beside the answers. They come in parts and are kept in parts: a large file is never whole in memory.

use super::Applicant;
use super::entry::trail;
use crate::upload::{
    MOST_BYTES, TAIL, check_packed, empty, is_packed, kind_name, media_type_of, plain_name,
    refused, scan, too_large,
};
use crate::{App, AppError};
use bytes::Bytes;
use futures_util::stream;
use kernel::{DocumentId, Moment, Redacted};
use sha2::{Digest, Sha256};
use store::{FileRow, NewFile};

/// The most files of a questionnaire.
const MOST_FILES: usize = 300;
/// The bytes of a part.
const PART: usize = 256 * 1024;

/// A file that is there.
#[derive(Clone, Debug)]
pub struct FileHere {
    /// The id.
    pub id: DocumentId,
    /// The name it was sent under.
    pub name: Redacted<String>,
    /// What it is, in Dutch.
    pub kind: &'static str,
    /// The media type.
    pub media_type: String,
    /// The bytes of the content.
    pub size: u64,
    /// The SHA-256 of the content.
    pub sha256: [u8; 32],
    /// When it came.
    pub at: Moment,
}

impl From<FileRow> for FileHere {
    fn from(row: FileRow) -> Self {
        Self {
            id: row.id,
            name: row.name,
            kind: kind_name(&row.media_type),
            media_type: row.media_type,
            size: row.size,
            sha256: row.sha256,
            at: row.at,
        }
    }
}

/// A file that is coming.
pub struct Receiving<'a> {
    app: &'a App,
    applicant: &'a Applicant,
    name: String,
    id: DocumentId,
    /// What it is, once its first part is there.
    media_type: Option<&'static str>,
    /// Its end so far.
    tail: Vec<u8>,
    buffer: Vec<u8>,
    parts: i64,
    size: u64,
    sha256: Sha256,
}

impl App {
    /// Begins to receive a file.
    pub async fn receive<'a>(
        &'a self,
        applicant: &'a Applicant,
        name: &str,
    ) -> Result<Receiving<'a>, AppError> {
        let files = self.store.intake_files(&applicant.scope, applicant.row.id).await?;
        if files.len() >= MOST_FILES {
            return Err(refused("er zijn al 300 bestanden; haal er eerst een weg"));
        }
        Ok(Receiving {
            app: self,
            applicant,
            name: plain_name(name),
            id: self.fresh(self.now()),
            media_type: None,
            tail: Vec::new(),
            buffer: Vec::with_capacity(PART),
            parts: 0,
            size: 0,
            sha256: Sha256::new(),
        })
    }
}

impl Receiving<'_> {
    /// Takes the next bytes.
    pub async fn push(&mut self, bytes: &[u8]) -> Result<(), AppError> {
        self.size += bytes.len() as u64;
        if self.size > MOST_BYTES as u64 {
            self.give_up().await?;
            return Err(too_large());
        }
        self.sha256.update(bytes);
        self.buffer.extend_from_slice(bytes);
        while self.buffer.len() >= PART {
            let rest = self.buffer.split_off(PART);
            self.write().await?;
            self.buffer = rest;
        }
        Ok(())
    }

    /// Says that this was all; gives the id of the file.
    pub async fn finish(mut self) -> Result<DocumentId, AppError> {
        if self.size == 0 {
            return Err(empty());
        }
        if !self.buffer.is_empty() {
            self.write().await?;
        }
        if let Err(error) = self.check().await {
            self.give_up().await?;
            return Err(error);
        }
        let now = self.app.now();
        let digest: [u8; 32] = self.sha256.finalize_reset().into();
        let mut tx = self.app.store.begin(&self.applicant.scope).await?;
        tx.finish_file(self.id, self.size, digest, now).await?;
        let line = trail(now, "vragenlijst-bestand", self.applicant.who());
        tx.audit(&store::AuditEntry { digest, ..line }).await?;
        tx.commit().await?;
        Ok(self.id)
    }

    /// Looks at a file of which all parts are there. Until it is finished, nobody sees it.
    async fn check(&self) -> Result<(), AppError> {
        if let Some(media_type) = self.media_type.filter(|media| is_packed(media)) {
            check_packed(media_type, self.size, &self.tail)?;
        }
        let parts = stream::unfold(0, |number| async move {
            let part = self.app.store.intake_part(&self.applicant.scope, self.id, number).await;
            let part = part.map_err(std::io::Error::other).transpose()?;
            Some((part.map(Bytes::from), number + 1))
        });
        scan(self.app, parts).await
    }

    /// Keeps the end of an office file.
    fn keep_tail(&mut self) {
        if self.media_type.is_some_and(is_packed) {
            self.tail.extend_from_slice(&self.buffer);
            let surplus = self.tail.len().saturating_sub(TAIL);
            self.tail.drain(..surplus);
        }
    }

    /// Writes a part. The first one says what the file is.
    async fn write(&mut self) -> Result<(), AppError> {
        if self.media_type.is_none() {
            let media_type = media_type_of(&self.name, &self.buffer)?;
            let new = NewFile {
                id: self.id,
                intake: self.applicant.row.id,
                name: Redacted::new(self.name.clone()),
                media_type: media_type.to_owned(),
                at: self.app.now(),
            };
            let mut tx = self.app.store.begin(&self.applicant.scope).await?;
            tx.begin_file(&new).await?;
            tx.commit().await?;
            self.media_type = Some(media_type);
        }
        self.keep_tail();
        let mut tx = self.app.store.begin(&self.applicant.scope).await?;
        tx.add_part(self.id, self.parts, &self.buffer).await?;
        tx.commit().await?;
        self.parts += 1;
        self.buffer.clear();
        Ok(())
    }

    async fn give_up(&mut self) -> Result<(), AppError> {
        let mut tx = self.app.store.begin(&self.applicant.scope).await?;
        tx.drop_file(self.applicant.row.id, self.id).await?;
        Ok(tx.commit().await?)
    }
}
