//! What a file is: read from its content, with a name that says the same.

use super::packed::{TAIL, check_packed};
use super::refused;
use crate::AppError;

/// The most bytes of a file.
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

/// Returns how a kind of document is called.
pub(crate) fn kind_name(media_type: &str) -> &'static str {
    let kind = KINDS.iter().find(|(media, _, _)| *media == media_type);
    kind.map_or("bestand", |(_, _, name)| name)
}

/// Returns how the name of a document of a kind ends.
pub(crate) fn ending_of(media_type: &str) -> &'static str {
    let kind = KINDS.iter().find(|(media, _, _)| *media == media_type);
    kind.and_then(|(_, endings, _)| endings.first()).copied().unwrap_or("bin")
}

/// Returns what a document is; refuses what is empty, too large, of another kind, or not what its name says.
pub(crate) fn checked(name: &str, content: &[u8]) -> Result<&'static str, AppError> {
    if content.is_empty() {
        return Err(empty());
    }
    if content.len() > MOST_BYTES {
        return Err(too_large());
    }
    let media_type = media_type_of(name, content)?;
    if is_packed(media_type) {
        let tail = content.len().saturating_sub(TAIL);
        check_packed(media_type, content.len() as u64, content.get(tail..).unwrap_or_default())?;
    }
    Ok(media_type)
}

/// Returns whether files of a kind are zip files: office files are.
pub(crate) fn is_packed(media_type: &str) -> bool {
    media_type.starts_with("application/vnd.")
}

/// Says that a file is empty.
pub(crate) fn empty() -> AppError {
    refused("dit bestand is leeg; kies een ander bestand")
}

/// Says that a file is too large.
pub(crate) fn too_large() -> AppError {
    let most = MOST_BYTES / 1_000_000;
    refused(format!("dit bestand is groter dan {most} MB; verklein of splits het"))
}

/// Returns what the beginning of a document says that it is; refuses another kind, and what its name does not say.
pub(crate) fn media_type_of(name: &str, content: &[u8]) -> Result<&'static str, AppError> {
    let found = infer::get(content).map(|kind| kind.mime_type());
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    // The beginning of an office file need not tell which one it is; its table of contents does, when all of it is there.
    let is_zip = found == Some("application/zip");
    let kind = KINDS.iter().find(|(media, endings, _)| {
        Some(*media) == found || (is_zip && is_packed(media) && endings.contains(&ending.as_str()))
    });
    let Some((media, endings, what)) = kind else {
        return Err(refused(
            "dit soort bestand kan niet; kies een pdf, een afbeelding (png of jpg) of een kantoordocument",
        ));
    };
    if !endings.contains(&ending.as_str()) {
        return Err(refused(format!(
            "de naam eindigt op «{ending}», maar de inhoud is een {what}; geef het bestand zijn juiste naam"
        )));
    }
    Ok(media)
}

/// Keeps the last part of a path, without signs that steer a terminal or a reader.
pub(crate) fn plain_name(name: &str) -> String {
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
