//! The parts of the file in one zip (ISO/IEC 29500-2), with nothing in it that tells who asked for it, or when.

use super::read::Pages;
use super::write;
use chrono::NaiveDate;
use quick_xml::escape::escape;
use std::io::{self, Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

const TYPES: &str = include_str!("parts/content-types.xml");
const RELATIONS: &str = include_str!("parts/relations.xml");
const DOCUMENT_RELATIONS: &str = include_str!("parts/document-relations.xml");
const SETTINGS: &str = include_str!("parts/settings.xml");
const FONTS: &str = include_str!("parts/fonts.xml");
const LISTS: &str = include_str!("parts/lists.xml");
/// The relationships in `parts/document-relations.xml`.
const HEADER: &str = "rId5";
const FOOTER: &str = "rId6";

/// What the file says of itself.
pub(super) struct Properties<'a> {
    pub(super) title: &'a str,
    pub(super) author: &'a str,
    /// When it was made and changed, as far as the file knows.
    pub(super) date: NaiveDate,
}

/// Packs a document.
pub(super) fn packed(
    pages: &Pages<'_>,
    properties: &Properties<'_>,
    styles: &str,
) -> io::Result<Vec<u8>> {
    let document = write::document(&pages.body, HEADER, FOOTER)?;
    let header = write::margin("w:hdr", &pages.header)?;
    let footer = write::margin("w:ftr", &pages.footer)?;
    let lists = write::lists(LISTS, &pages.numberings)?;
    let properties = properties.xml();
    // The list of types stands first, or a program that looks at the first bytes takes the file for any zip.
    let parts: [(&str, &[u8]); 11] = [
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", RELATIONS.as_bytes()),
        ("word/document.xml", &document),
        ("word/_rels/document.xml.rels", DOCUMENT_RELATIONS.as_bytes()),
        ("word/styles.xml", styles.as_bytes()),
        ("word/settings.xml", SETTINGS.as_bytes()),
        ("word/fontTable.xml", FONTS.as_bytes()),
        ("word/numbering.xml", &lists),
        ("word/header1.xml", &header),
        ("word/footer1.xml", &footer),
        ("docProps/core.xml", properties.as_bytes()),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(DateTime::default());
    for (name, content) in parts {
        zip.start_file(name, options)?;
        zip.write_all(content)?;
    }
    Ok(zip.finish()?.into_inner())
}

impl Properties<'_> {
    fn xml(&self) -> String {
        let (title, author, date) = (escape(self.title), escape(self.author), self.date);
        format!(
            concat!(
                r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
                r#"<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties""#,
                r#" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/""#,
                r#" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">"#,
                r#"<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator><dc:language>nl-NL</dc:language>"#,
                r#"<dcterms:created xsi:type="dcterms:W3CDTF">{date}T00:00:00Z</dcterms:created>"#,
                r#"<dcterms:modified xsi:type="dcterms:W3CDTF">{date}T00:00:00Z</dcterms:modified>"#,
                "</cp:coreProperties>",
            ),
            title = title,
            author = author,
            date = date,
        )
    }
}
