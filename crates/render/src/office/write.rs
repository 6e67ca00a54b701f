//! Paragraphs and tables in the XML of a word processor (ISO/IEC 29500-1, part 17).

use super::read::{Block, Look, Numbering, Paragraph, Piece, Place, Row};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::io;

const NAMESPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A4 with the margins of the letter, in twentieths of a point.
const PAGE: [(&str, &str); 2] = [("w:w", "11906"), ("w:h", "16838")];
const MARGINS: [(&str, &str); 7] = [
    ("w:top", "1701"),
    ("w:right", "1588"),
    ("w:bottom", "1588"),
    ("w:left", "1588"),
    ("w:header", "850"),
    ("w:footer", "850"),
    ("w:gutter", "0"),
];
/// What the margins leave for text.
const WIDTH: usize = 8730;
/// How much deeper each level of a list begins.
const INDENT: usize = 360;

/// The list with dashes; the numbered ones follow. Their kinds stand in `parts/lists.xml`.
const DASHES: usize = 1;

/// A part that is being written. An element writes its content in a closure, so that none stays open.
type Xml = Writer<Vec<u8>>;

/// Writes `word/document.xml`. `header` and `footer` are the relationships of what stands on every page.
pub(super) fn document(body: &[Block<'_>], header: &str, footer: &str) -> io::Result<Vec<u8>> {
    part("w:document", |xml| {
        within(xml, "w:body", &[], |xml| {
            blocks(xml, body)?;
            within(xml, "w:sectPr", &[], |xml| {
                empty(xml, "w:headerReference", &[("w:type", "default"), ("r:id", header)])?;
                empty(xml, "w:footerReference", &[("w:type", "default"), ("r:id", footer)])?;
                empty(xml, "w:pgSz", &PAGE)?;
                empty(xml, "w:pgMar", &MARGINS)
            })
        })
    })
}

/// Writes what stands on every page: `root` is `w:hdr` or `w:ftr`.
pub(super) fn margin(root: &str, content: &[Block<'_>]) -> io::Result<Vec<u8>> {
    part(root, |xml| blocks_or_none(xml, content))
}

/// Writes the lists of a document, each with its own numbers, after the kinds of lists that there are.
pub(super) fn lists(kinds: &str, numberings: &[Numbering]) -> io::Result<Vec<u8>> {
    part("w:numbering", |xml| {
        xml.get_mut().extend_from_slice(kinds.as_bytes());
        list(xml, DASHES, "0", |_| Ok(()))?;
        for (index, numbering) in numberings.iter().enumerate() {
            list(xml, list_id(Some(index)), "1", |xml| {
                let level = numbering.level.to_string();
                within(xml, "w:lvlOverride", &[("w:ilvl", &level)], |xml| {
                    value(xml, "w:startOverride", &numbering.start.to_string())
                })
            })?;
        }
        Ok(())
    })
}

fn list(
    xml: &mut Xml,
    id: usize,
    kind: &str,
    rest: impl FnOnce(&mut Xml) -> io::Result<()>,
) -> io::Result<()> {
    within(xml, "w:num", &[("w:numId", &id.to_string())], |xml| {
        value(xml, "w:abstractNumId", kind)?;
        rest(xml)
    })
}

fn list_id(numbering: Option<usize>) -> usize {
    numbering.map_or(DASHES, |index| DASHES + 1 + index)
}

fn blocks(xml: &mut Xml, blocks: &[Block<'_>]) -> io::Result<()> {
    blocks.iter().try_for_each(|block| match block {
        Block::Paragraph(written) => paragraph(xml, written),
        Block::Table(rows) => {
            table(xml, rows)?;
            // Two tables in a row would be one, and a cell cannot end in a table.
            let style = Some("Tabeleinde");
            paragraph(xml, &Paragraph { style, place: None, pieces: Vec::new() })
        }
    })
}

/// Where a word processor expects a paragraph at least.
fn blocks_or_none(xml: &mut Xml, content: &[Block<'_>]) -> io::Result<()> {
    if content.is_empty() { empty(xml, "w:p", &[]) } else { blocks(xml, content) }
}

fn paragraph(xml: &mut Xml, paragraph: &Paragraph<'_>) -> io::Result<()> {
    within(xml, "w:p", &[], |xml| {
        within(xml, "w:pPr", &[], |xml| {
            if let Some(style) = paragraph.style {
                value(xml, "w:pStyle", style)?;
            }
            paragraph.place.map_or(Ok(()), |place| placed(xml, place))
        })?;
        paragraph.pieces.iter().try_for_each(|written| piece(xml, written))
    })
}

fn placed(xml: &mut Xml, place: Place) -> io::Result<()> {
    if place.begins {
        return within(xml, "w:numPr", &[], |xml| {
            value(xml, "w:ilvl", &place.level.to_string())?;
            value(xml, "w:numId", &list_id(place.numbering).to_string())
        });
    }
    empty(xml, "w:ind", &[("w:left", &(INDENT * (place.level + 1)).to_string())])
}

fn piece(xml: &mut Xml, piece: &Piece<'_>) -> io::Result<()> {
    match piece {
        Piece::Text(text, look) => match look.link {
            // A field and no relationship: it says itself where it leads.
            Some(link) => {
                field(xml, &format!("HYPERLINK \"{}\"", link.replace('"', "%22")), |xml| {
                    run(xml, *look, |xml| words(xml, text))
                })
            }
            None => run(xml, *look, |xml| words(xml, text)),
        },
        Piece::Break => run(xml, Look::default(), |xml| empty(xml, "w:br", &[])),
        Piece::PageNumber => counter(xml, "PAGE"),
        Piece::PageCount => counter(xml, "NUMPAGES"),
    }
}

/// A number that the word processor fills in.
fn counter(xml: &mut Xml, name: &str) -> io::Result<()> {
    field(xml, name, |xml| run(xml, Look::default(), |xml| words(xml, "1")))
}

fn field(
    xml: &mut Xml,
    instruction: &str,
    shown: impl FnOnce(&mut Xml) -> io::Result<()>,
) -> io::Result<()> {
    within(xml, "w:fldSimple", &[("w:instr", instruction)], shown)
}

fn run(
    xml: &mut Xml,
    look: Look<'_>,
    content: impl FnOnce(&mut Xml) -> io::Result<()>,
) -> io::Result<()> {
    within(xml, "w:r", &[], |xml| {
        within(xml, "w:rPr", &[], |xml| {
            if look.link.is_some() {
                value(xml, "w:rStyle", "Hyperlink")?;
            }
            if look.is_strong {
                empty(xml, "w:b", &[])?;
            }
            if look.is_emphasised { empty(xml, "w:i", &[]) } else { Ok(()) }
        })?;
        content(xml)
    })
}

/// Writes words; a tab has an element of its own.
fn words(xml: &mut Xml, text: &str) -> io::Result<()> {
    for (index, between) in text.split('\t').enumerate() {
        if index > 0 {
            empty(xml, "w:tab", &[])?;
        }
        if !between.is_empty() {
            within(xml, "w:t", &[("xml:space", "preserve")], |xml| {
                xml.write_event(Event::Text(BytesText::new(&legible(between))))
            })?;
        }
    }
    Ok(())
}

/// Leaves out what XML cannot hold, and the places where a line of paper may break: a word processor finds its own.
fn legible(text: &str) -> String {
    let stays =
        |letter: &char| !matches!(letter, '\0'..='\u{1f}' | '\u{200b}' | '\u{fffe}' | '\u{ffff}');
    text.chars().filter(stays).collect()
}

fn table(xml: &mut Xml, rows: &[Row<'_>]) -> io::Result<()> {
    let columns = rows.iter().map(|row| row.cells.len()).max().unwrap_or(1);
    let width = (WIDTH / columns.max(1)).to_string();
    within(xml, "w:tbl", &[], |xml| {
        within(xml, "w:tblPr", &[], |xml| {
            value(xml, "w:tblStyle", "Tabel")?;
            empty(xml, "w:tblW", &[("w:w", "5000"), ("w:type", "pct")])?;
            empty(xml, "w:tblLook", &[("w:val", "0020"), ("w:firstRow", "1")])
        })?;
        within(xml, "w:tblGrid", &[], |xml| {
            (0..columns).try_for_each(|_| empty(xml, "w:gridCol", &[("w:w", &width)]))
        })?;
        rows.iter().try_for_each(|written| row(xml, written, &width))
    })
}

fn row(xml: &mut Xml, row: &Row<'_>, width: &str) -> io::Result<()> {
    within(xml, "w:tr", &[], |xml| {
        within(xml, "w:trPr", &[], |xml| {
            empty(xml, "w:cantSplit", &[])?;
            if row.is_header { empty(xml, "w:tblHeader", &[]) } else { Ok(()) }
        })?;
        row.cells.iter().try_for_each(|cell| {
            within(xml, "w:tc", &[], |xml| {
                within(xml, "w:tcPr", &[], |xml| {
                    empty(xml, "w:tcW", &[("w:w", width), ("w:type", "dxa")])
                })?;
                blocks_or_none(xml, cell)
            })
        })
    })
}

fn part(root: &str, content: impl FnOnce(&mut Xml) -> io::Result<()>) -> io::Result<Vec<u8>> {
    let mut xml = Writer::new(Vec::new());
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))))?;
    within(&mut xml, root, &[("xmlns:w", NAMESPACE), ("xmlns:r", RELATIONSHIPS)], content)?;
    Ok(xml.into_inner())
}

fn within(
    xml: &mut Xml,
    name: &str,
    attributes: &[(&str, &str)],
    content: impl FnOnce(&mut Xml) -> io::Result<()>,
) -> io::Result<()> {
    let element = xml.create_element(name).with_attributes(attributes.iter().copied());
    element.write_inner_content(content).map(|_| ())
}

fn empty(xml: &mut Xml, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
    let element = xml.create_element(name).with_attributes(attributes.iter().copied());
    element.write_empty().map(|_| ())
}

fn value(xml: &mut Xml, name: &str, value: &str) -> io::Result<()> {
    empty(xml, name, &[("w:val", value)])
}
