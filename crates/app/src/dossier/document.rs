//! Documents that officers put on a file.

use super::record::audit_entry;
use crate::{App, AppError, Caller};
use kernel::{CaseId, DocumentId, FaultCode, Moment, Redacted, Sha256Hex};
use store::{DocumentRow, NewDocument};

/// The most bytes of a document.
pub const MOST_BYTES: usize = 25_000_000;
/// The most letters of a name.
const NAME: usize = 200;

/// What may be put on a file: media type, how names end, and what it is called.
const KINDS: [(&str, &[&str], &str); 9] = [
    ("application/pdf", &["pdf"], "pdf"),
    ("image/png", &["png"], "afbeelding"),
    ("image/jpeg", &["jpg", "jpeg"], "afbeelding"),
    (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        &["docx"],
        "Word-document",
    ),
    (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        &["xlsx"],
        "Excel-werkblad",
    ),
    (
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        &["pptx"],
        "PowerPoint-presentatie",
    ),
    ("application/vnd.oasis.opendocument.text", &["odt"], "tekstdocument"),
    ("application/vnd.oasis.opendocument.spreadsheet", &["ods"], "werkblad"),
    ("application/vnd.oasis.opendocument.presentation", &["odp"], "presentatie"),
];

/// A document on a file.
#[derive(Clone, Debug)]
pub struct DocumentLine {
    /// The id.
    pub id: DocumentId,
    /// The name.
    pub name: Redacted<String>,
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

impl From<DocumentRow> for DocumentLine {
    fn from(row: DocumentRow) -> Self {
        let kind = KINDS.iter().find(|(media, _, _)| *media == row.media_type);
        Self {
            id: row.id,
            name: row.name,
            kind: kind.map_or("bestand", |(_, _, name)| name),
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
        Ok(rows.into_iter().map(DocumentLine::from).collect())
    }

    /// Reads a document of a file, and logs the reading before it is shown.
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
        let people = super::data_subjects(file.dossier.file());
        self.log_reading(caller, "stuk-raadplegen", began, people).await?;
        Ok((row.into(), content))
    }

    /// Puts a document on a file. Its kind is read from the content; a name that says something else is refused.
    pub async fn add_document(
        &self,
        caller: &Caller,
        id: CaseId,
        name: &str,
        content: Vec<u8>,
    ) -> Result<DocumentId, AppError> {
        self.find(caller, id).await?;
        let media_type = checked(name, &content)?;
        let now = self.now();
        let digest = Sha256Hex::of_parts([content.as_slice()]);
        let new = NewDocument {
            id: self.fresh(now),
            case: id,
            name: Redacted::new(plain_name(name)),
            media_type,
            content,
            sha256: *digest.as_bytes(),
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

/// Returns what a document is; refuses what is empty, too large, of another kind, or not what its name says.
fn checked(name: &str, content: &[u8]) -> Result<&'static str, AppError> {
    let refused = |message: String| AppError::fault("/bestand", FaultCode::VerkeerdeVorm, message);
    if content.is_empty() {
        return Err(refused("dit bestand is leeg; kies een ander bestand".to_owned()));
    }
    if content.len() > MOST_BYTES {
        let most = MOST_BYTES / 1_000_000;
        return Err(refused(format!(
            "dit bestand is groter dan {most} MB; verklein of splits het"
        )));
    }
    let found = infer::get(content).map(|kind| kind.mime_type());
    let kind = KINDS.iter().find(|(media, _, _)| Some(*media) == found);
    let Some((media, endings, what)) = kind else {
        return Err(refused(
            "dit soort bestand kan niet; kies een pdf, een afbeelding (png of jpg) of een kantoordocument".to_owned(),
        ));
    };
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    if !endings.contains(&ending.as_str()) {
        return Err(refused(format!(
            "de naam eindigt op «{ending}», maar de inhoud is een {what}; geef het bestand zijn juiste naam"
        )));
    }
    Ok(media)
}

/// Keeps the last part of a path, without signs that steer a terminal or a reader.
fn plain_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let plain = |letter: char| {
        !letter.is_control()
            && !"\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}\u{2069}"
                .contains(letter)
    };
    last.chars().filter(|letter| plain(*letter)).take(NAME).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PDF: &[u8] = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n";

    fn message(name: &str, content: &[u8]) -> String {
        match checked(name, content) {
            Err(AppError::Input(faults)) => faults.to_string(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_document_is_what_its_content_says() {
        assert_eq!(checked("jaarrekening.PDF", PDF).unwrap(), "application/pdf");
        assert!(message("jaarrekening.docx", PDF).contains("de inhoud is een pdf"));
        assert!(message("virus.pdf", b"MZ\x90\0\x03\0\0\0").contains("dit soort bestand kan niet"));
        assert!(message("pagina.html", b"<!doctype html><script>").contains("kan niet"));
        assert!(message("leeg.pdf", b"").contains("leeg"));
        let large = [PDF, &vec![0; MOST_BYTES]].concat();
        assert!(message("groot.pdf", &large).contains("25 MB"));
    }

    #[test]
    fn a_name_is_a_name_and_no_path() {
        assert_eq!(plain_name("C:\\map\\../jaar\u{202e}fdp.exe\n.pdf"), "jaarfdp.exe.pdf");
    }
}
