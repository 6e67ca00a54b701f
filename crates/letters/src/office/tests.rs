//! Every letter as .docx: no word of the source is lost, and what is said twice is only what every file says.

use super::*;
use crate::kind::LetterKind;
use crate::letter::tests::{HOSTILE, poisoned_source};
use crate::samples;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};
use zip::ZipArchive;

/// What every file says besides the letter, in the text; header and footer of the pages are parts of their own.
const TOP: &str = "Concept: dit is een werkversie. Wat u in dit bestand verandert, komt niet vanzelf in het dossier.";

fn letters() -> Letters {
    Letters::new().expect("letters")
}

fn part(file: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(file)).expect("a zip");
    let mut text = String::new();
    archive.by_name(name).expect(name).read_to_string(&mut text).expect("text");
    text
}

/// A paragraph: its style and its text.
type Read = (String, String);

fn value(element: &BytesStart<'_>) -> String {
    let found = element.attributes().map(|found| found.expect("an attribute"));
    let value = found.into_iter().find(|found| found.key.as_ref() == "w:val").expect("a value");
    value.value.into_owned()
}

/// Reads the paragraphs of a part as a program does that knows XML.
fn paragraphs(xml: &str) -> Vec<Read> {
    let mut reader = Reader::from_str(xml);
    let mut read: Vec<Read> = Vec::new();
    loop {
        match reader.read_event().expect("xml") {
            Event::Eof => return read,
            Event::Start(element) if element.name().as_ref() == "w:p" => read.push(Read::default()),
            Event::Empty(element) => {
                if let Some((style, text)) = read.last_mut() {
                    match element.name().as_ref() {
                        "w:pStyle" => *style = value(&element),
                        "w:br" | "w:tab" => text.push('\n'),
                        _ => {}
                    }
                }
            }
            Event::Text(text) => {
                if let Some((_, line)) = read.last_mut() {
                    line.push_str(&text);
                }
            }
            Event::GeneralRef(entity) => {
                let sign = match &*entity {
                    "amp" => '&',
                    "lt" => '<',
                    "gt" => '>',
                    "quot" => '"',
                    "apos" => '\'',
                    other => panic!("{other}"),
                };
                if let Some((_, line)) = read.last_mut() {
                    line.push(sign);
                }
            }
            _ => {}
        }
    }
}

fn text(paragraphs: &[Read]) -> String {
    paragraphs.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join("\n")
}

/// How often each word stands in a text.
fn words(text: &str) -> BTreeMap<String, usize> {
    let mut bag = BTreeMap::new();
    for word in text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty())
    {
        *bag.entry(word.to_owned()).or_default() += 1;
    }
    bag
}

/// The source of a file: that of the PDF, unless the house type misses a sign of it.
fn source(letters: &Letters, sample: &samples::Sample) -> String {
    let source = letters.office_source(&sample.content).expect(&sample.name);
    let of_pdf = letters.source(&sample.content).expect(&sample.name);
    assert_eq!(source == of_pdf, !sample.name.contains("ander-schrift"), "{}", sample.name);
    // What an application is called: one letter names it in one place.
    let matter = source.lines().find_map(|line| line.strip_prefix("#let matter = "));
    source.replace("#matter", matter.unwrap_or_default())
}

/// The words of a Typst source, without the program: what stands before the letter, the names of parts and their measures.
fn plain(source: &str) -> String {
    let (_, body) = source.split_once("\n)\n").expect("the head of a letter");
    let is_confidential = source.contains("#let confidential = [Vertrouwelijk]");
    let uses_power = !source.contains("#let uses-power = false");
    let mut plain = String::new();
    for line in body.lines().filter(|line| !line.starts_with("#let ")) {
        let mut line = line.to_owned();
        for (program, words) in [
            (
                "#addressee(confidential: confidential)",
                if is_confidential { "Vertrouwelijk " } else { "" },
            ),
            ("#letterhead(party:", ""),
            ("], organ: [", " "),
            ("#block(breakable: false)", ""),
            ("#signature-space", ""),
            ("#todo[", "Nog in te vullen "),
            ("table.header(", ""),
        ] {
            line = line.replace(program, words);
        }
        if let Some((before, rest)) = line.clone().split_once("#if uses-power [") {
            let (inner, after) = rest.split_once(']').expect("the end of a choice");
            line = format!("{before}{}{after}", if uses_power { inner } else { "" });
        }
        let is_measure =
            ["#v(", "  (1", "  (2", "  (0", "#wide(", "#steps(", "#table(", "  columns:"]
                .iter()
                .any(|measure| line.starts_with(measure));
        if !is_measure {
            // The number of an item is not in the text of a file.
            let item = line.split_once(". ").filter(|(number, _)| number.parse::<u8>().is_ok());
            plain.push_str(item.map_or(line.as_str(), |(_, text)| text));
            plain.push('\n');
        }
    }
    unescaped(&plain)
}

/// Takes away the names of functions and the breaks within long words.
fn unescaped(markup: &str) -> String {
    let mut plain = String::new();
    let mut signs = markup.chars().filter(|sign| *sign != '\u{200b}').peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '\\' => plain.extend(signs.next()),
            '#' => {
                while signs.next_if(|next| next.is_ascii_lowercase() || *next == '-').is_some() {}
            }
            // Divides no word.
            '*' | '_' => {}
            other => plain.push(other),
        }
    }
    plain
}

#[test]
fn no_word_of_a_letter_is_lost_and_none_is_added() {
    let letters = letters();
    let mut kinds = BTreeSet::new();
    for mut sample in samples::all() {
        let name = &sample.name;
        kinds.insert(sample.content.kind().id());
        let file = letters.office_file(&sample.content).expect(name);
        let read = paragraphs(&part(&file.bytes, "word/document.xml"));
        assert_eq!(read.first(), Some(&("Concept".to_owned(), TOP.to_owned())), "{name}");
        // A picture has no words.
        sample.content.frame_mut().house.logo = None;
        let source = source(&letters, &sample);
        let (found, expected) = (words(&text(&read[1..])), words(&plain(&source)));
        let differ = |word: &&String| found.get(*word) != expected.get(*word);
        let wrong: BTreeSet<&String> = found.keys().chain(expected.keys()).filter(differ).collect();
        assert_eq!(wrong, BTreeSet::new(), "{name}");
    }
    assert_eq!(kinds.len(), LetterKind::ALL.len());
}

#[test]
fn every_heading_has_its_style_and_every_style_is_there() {
    let letters = letters();
    let mut used = BTreeSet::new();
    for sample in samples::all() {
        let name = &sample.name;
        let file = letters.office_file(&sample.content).expect(name);
        let mut read = paragraphs(&part(&file.bytes, "word/document.xml"));
        let source = source(&letters, &sample);
        for (mark, style) in [("= ", "Heading1"), ("== ", "Heading2"), ("=== ", "Heading3")] {
            let expected = source.lines().filter_map(|line| line.strip_prefix(mark));
            let expected: Vec<_> = expected.map(|line| words(&unescaped(line))).collect();
            let headings = read.iter().filter(|(found, _)| found == style);
            let found: Vec<_> = headings.map(|(_, text)| words(text)).collect();
            assert_eq!(found, expected, "{name}: {style}");
        }
        for margin in ["word/header1.xml", "word/footer1.xml"] {
            read.extend(paragraphs(&part(&file.bytes, margin)));
        }
        used.extend(read.into_iter().map(|(style, _)| style));
    }
    used.remove("");
    for style in used {
        assert!(STYLES.contains(&format!("w:styleId=\"{style}\"")), "{style}");
    }
}

#[test]
fn a_page_says_that_it_is_a_concept_and_which_letter_it_is() {
    let file = letters().office_file(&samples::acknowledgement().into()).expect("file");
    assert_eq!(file.file_name, "Z-2026-000123-L01-ontvangstbevestiging-concept.docx");
    assert_eq!(text(&paragraphs(&part(&file.bytes, "word/header1.xml"))), "Concept");
    let footer = text(&paragraphs(&part(&file.bytes, "word/footer1.xml")));
    assert_eq!(footer, "Z-2026-000123\npagina 1 van 1");
    assert!(part(&file.bytes, "word/styles.xml").contains("<w:lang w:val=\"nl-NL\""));
    assert!(part(&file.bytes, "word/document.xml").contains("<w:tblHeader/>"));
    assert!(!format!("{file:?}").contains("Voorbeeldbouw"));
}

/// The reference, the kind and the public body: nothing of the person to whom it goes.
#[test]
fn the_properties_hold_no_personal_data() {
    const NAME: &str = "Bartholomeus Zevenkikker";
    let letters = letters();
    for sample in samples::all() {
        let mut content = sample.content;
        let frame = content.frame_mut();
        frame.addressee.name = NAME.to_owned();
        frame.subject = NAME.to_owned();
        frame.sender.signature.name = Some(NAME.to_owned());
        let file = letters.office_file(&content).expect(&sample.name);
        let core = part(&file.bytes, "docProps/core.xml");
        assert!(!core.contains("Zevenkikker") && !file.file_name.contains("Zevenkikker"), "{core}");
        let author =
            format!("Z-2026-000123</dc:title><dc:creator>{}<", content.frame().sender.party);
        assert!(core.contains(&author), "{core}");
    }
}

#[test]
fn the_same_content_gives_the_same_bytes() {
    let content = samples::all().remove(0).content;
    assert!(
        letters().office_file(&content).expect("file")
            == letters().office_file(&content).expect("file")
    );
}

#[test]
fn hostile_values_in_every_field_stay_text() {
    let letters = letters();
    let shown = words(&HOSTILE.replace(['\u{202e}', '\0'], ""));
    for sample in samples::all() {
        let source = poisoned_source(&letters, &sample.content, HOSTILE);
        let bytes = letters.office.write(source, sample.content.frame().date).expect(&sample.name);
        let read = paragraphs(&part(&bytes, "word/document.xml"));
        let of_letter = read.iter().find(|(style, _)| style == "Afzender").expect("a sender");
        assert_eq!(words(&of_letter.1), shown, "{}", sample.name);
        assert!(of_letter.1.contains("{{naam}}\n= kop z"), "{}", of_letter.1);
    }
}

#[test]
fn long_names_and_other_scripts_are_kept_as_they_were_given() {
    let letters = letters();
    for name in ["W".repeat(5000), "woord ".repeat(833), "Ahmed أحمد שלום 株式 😀 <&>".to_owned()]
    {
        let mut letter = samples::completion_request();
        letter.frame.addressee.name.clone_from(&name);
        letter.frame.reference.clone_from(&name);
        letter.missing.push(name.clone());
        let file = letters.office_file(&letter.into()).expect("file");
        assert!(file.file_name.len() < 200 && file.file_name.is_ascii(), "{}", file.file_name);
        let text = text(&paragraphs(&part(&file.bytes, "word/document.xml")));
        assert!(text.matches(name.trim_end()).count() >= 3, "{text}");
        assert!(!text.contains("kan dit document niet tonen"), "{text}");
    }
}
