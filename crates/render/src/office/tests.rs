//! What a word processor gets of each element, and that nothing is left out in silence.

use super::*;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::io::{Cursor, Read as _};
use zip::ZipArchive;

const STYLES: &str = "<w:styles/>";
const PARTS: [&str; 11] = [
    "[Content_Types].xml",
    "_rels/.rels",
    "word/document.xml",
    "word/_rels/document.xml.rels",
    "word/styles.xml",
    "word/settings.xml",
    "word/fontTable.xml",
    "word/numbering.xml",
    "word/header1.xml",
    "word/footer1.xml",
    "docProps/core.xml",
];

fn written(body: &str) -> Result<Vec<u8>, OfficeError> {
    let source = format!("#set document(title: \"Proef <1>\", author: \"A & B\")\n{body}\n");
    let module = ("/module.typ", "#let x = [uit de module]");
    OfficeWriter::new(&[module], STYLES)?.write(source, "2026-11-02".parse().expect("date"))
}

fn part(file: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(file)).expect("a zip");
    let mut text = String::new();
    archive.by_name(name).expect(name).read_to_string(&mut text).expect("text");
    text
}

fn document(body: &str) -> String {
    part(&written(body).expect(body), "word/document.xml")
}

/// The paragraphs of a document: style, place in a list, and the text with what divides it.
fn paragraphs(document: &str) -> Vec<String> {
    let inner = |xml: &str, name: &str| {
        let begin = format!("<{name} w:val=\"");
        xml.split_once(&begin)
            .and_then(|(_, rest)| rest.split_once('"'))
            .map(|(it, _)| it.to_owned())
    };
    document
        .split("<w:p>")
        .skip(1)
        .map(|xml| {
            let style = inner(xml, "w:pStyle").unwrap_or_default();
            let list = inner(xml, "w:numId")
                .map(|id| format!(" [{id}/{}]", inner(xml, "w:ilvl").unwrap_or_default()));
            let text: String = xml
                .split('<')
                .filter_map(|tag| match tag.split_once('>') {
                    Some((name, text)) if name.starts_with("w:t ") => Some(text),
                    Some(("w:br/", _)) => Some("|"),
                    Some(("w:tab/", _)) => Some("→"),
                    _ => None,
                })
                .collect();
            format!("{style}{}: {text}", list.unwrap_or_default())
        })
        .collect()
}

#[test]
fn the_same_source_gives_the_same_bytes_and_every_part_is_xml() {
    let file = written("= Kop\n+ een\n#table([a])").expect("file");
    assert!(file == written("= Kop\n+ een\n#table([a])").expect("file"));
    assert!(file != written("= Kop\n+ twee\n#table([a])").expect("file"));
    let archive = ZipArchive::new(Cursor::new(file.as_slice())).expect("a zip");
    assert_eq!(archive.file_names().filter_map(Result::ok).collect::<Vec<_>>().len(), PARTS.len());
    for name in PARTS {
        let text = part(&file, name);
        let mut reader = Reader::from_str(&text);
        while !matches!(reader.read_event().expect(name), Event::Eof) {}
        // What the list of types and the relationships name must be there.
        for (key, folder) in [("PartName=\"/", ""), ("Target=\"", "word/")] {
            for named in text.split(key).skip(1).filter_map(|rest| rest.split('"').next()) {
                let found =
                    PARTS.contains(&named) || PARTS.contains(&format!("{folder}{named}").as_str());
                assert!(found, "{name} names {named}");
            }
        }
    }
}

#[test]
fn the_file_says_what_it_is_and_only_its_own_date() {
    let core = part(&written("x").expect("file"), "docProps/core.xml");
    assert!(
        core.contains("<dc:title>Proef &lt;1&gt;</dc:title><dc:creator>A &amp; B</dc:creator>")
    );
    assert!(core.contains("<dc:language>nl-NL</dc:language>"), "{core}");
    assert_eq!(core.matches(">2026-11-02T00:00:00Z<").count(), 2, "{core}");
    assert!(!core.contains("lastModifiedBy"), "{core}");
}

#[test]
fn elements_become_those_of_a_word_processor() {
    let body = "#import \"/module.typ\": x\n= Een\n== Twee\n#x en *vet* en _schuin_ \\ regel\n\n#html.elem(\"div\", attrs: (class: \"Deel\"))[naam#\"\\t\"waarde]\n#html.elem(\"div\", attrs: (class: \"Leeg\"))";
    let document = document(body);
    assert_eq!(
        paragraphs(&document),
        [
            "Heading1: Een",
            "Heading2: Twee",
            ": uit de module en vet en schuin|regel",
            "Deel: naam→waarde",
            "Leeg: "
        ]
    );
    assert!(document.contains("<w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">vet</w:t>"));
    assert!(document.contains("<w:rPr><w:i/></w:rPr><w:t xml:space=\"preserve\">schuin</w:t>"));
    let link =
        super::tests::document("#link(\"https://voorbeeld.example/?a=1&b=\\\"\")[hier] staat het");
    assert!(
        link.contains(
            "<w:fldSimple w:instr=\"HYPERLINK &quot;https://voorbeeld.example/?a=1&amp;b=%22&quot;\"><w:r><w:rPr><w:rStyle w:val=\"Hyperlink\"/></w:rPr><w:t xml:space=\"preserve\">hier</w:t>"
        ),
        "{link}"
    );
}

#[test]
fn lists_are_lists_and_begin_where_they_say() {
    let body = "- a\n  - b\n\n    nog b\n- c\n\n+ een\n+ twee\n\ntekst\n\n+ weer een\n\ntekst\n\n2. dit is twee\n3. drie\n7. zeven\n   + diep";
    let file = written(body).expect("file");
    assert_eq!(
        paragraphs(&part(&file, "word/document.xml")),
        [
            "ListParagraph [1/0]: a",
            "ListParagraph [1/1]: b",
            "ListParagraph: nog b",
            "ListParagraph [1/0]: c",
            "ListParagraph [2/0]: een",
            "ListParagraph [2/0]: twee",
            ": tekst",
            "ListParagraph [3/0]: weer een",
            ": tekst",
            "ListParagraph [4/0]: dit is twee",
            "ListParagraph [4/0]: drie",
            "ListParagraph [5/0]: zeven",
            "ListParagraph [6/1]: diep"
        ]
    );
    let lists = part(&file, "word/numbering.xml");
    let starts: Vec<&str> = lists.split("<w:lvlOverride ").skip(1).collect();
    let expected = [(0, 1), (0, 1), (0, 2), (0, 7), (1, 1)];
    assert_eq!(starts.len(), expected.len());
    for (found, (level, start)) in starts.iter().zip(expected) {
        let wanted = format!("w:ilvl=\"{level}\"><w:startOverride w:val=\"{start}\"/>");
        assert!(found.starts_with(&wanted), "{found}");
    }
}

#[test]
fn a_table_has_its_header_and_two_tables_stay_two() {
    let body = "#table(columns: 2, table.header([*k*], [l]), [a], [])\n#table([b])";
    let document = document(body);
    assert_eq!(document.matches("<w:tbl>").count(), 2);
    assert_eq!(document.matches("<w:tblHeader/>").count(), 1);
    assert_eq!(document.matches("</w:tc>").count(), 5);
    // A cell without words has a paragraph, or the file does not open.
    assert!(document.contains("</w:tcPr><w:p/></w:tc>"), "{document}");
    assert_eq!(
        paragraphs(&document),
        [
            "Tabelkop: k",
            "Tabelkop: l",
            "Tabelcel: a",
            "Tabeleinde: ",
            "Tabelcel: b",
            "Tabeleinde: "
        ]
    );
    assert!(
        document
            .contains("</w:tbl><w:p><w:pPr><w:pStyle w:val=\"Tabeleinde\"/></w:pPr></w:p><w:tbl>")
    );
}

#[test]
fn what_stands_on_every_page_is_apart_from_the_text() {
    let body = "#html.elem(\"header\")[Boven]\n#html.elem(\"footer\")[pagina #html.elem(\"page-number\") van #html.elem(\"page-count\")]\ntekst";
    let file = written(body).expect("file");
    assert_eq!(paragraphs(&part(&file, "word/document.xml")), [": tekst"]);
    assert_eq!(paragraphs(&part(&file, "word/header1.xml")), ["Header: Boven"]);
    let footer = part(&file, "word/footer1.xml");
    assert_eq!(paragraphs(&footer), ["Footer: pagina 1 van 1"]);
    assert!(footer.contains("w:instr=\"PAGE\"") && footer.contains("w:instr=\"NUMPAGES\""));
    let bare = written("tekst").expect("file");
    assert!(part(&bare, "word/header1.xml").ends_with("<w:p/></w:hdr>"));
}

#[test]
fn what_xml_cannot_hold_is_dropped_and_the_rest_stays() {
    let document = document("#\"a\\u{1}b\\u{200b}c < & > d\\u{ffff}\"");
    assert_eq!(paragraphs(&document), [": abc &lt; &amp; &gt; d"]);
}

#[test]
fn what_would_be_lost_is_refused() {
    for body in [
        "#line(length: 1pt)",
        "a #h(1cm) b",
        "#grid[tekst]",
        "#set page(height: 1cm)\nx",
        "#onbekend",
    ] {
        let refusal = written(body).expect_err(body);
        assert!(matches!(refusal, OfficeError::Source(_)), "{body}: {refusal}");
    }
    assert!(matches!(written("#html.frame[tekst]"), Err(OfficeError::Drawing)));
    let writer = OfficeWriter::new(&[], STYLES).expect("writer");
    let refusal = writer.write("tekst".to_owned(), "2026-11-02".parse().expect("date"));
    assert!(matches!(refusal, Err(OfficeError::NoTitle)));
}
