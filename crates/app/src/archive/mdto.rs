//! Metadata by MDTO 1.0.1 of the Nationaal Archief: values that lack nothing the schema asks, and their XML. The schema wants its
//! elements in one order, which is the order in which they are written here.

use super::retention::Retention;
use chrono::{Months, NaiveDate};
use kernel::Moment;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event as Xml};
use std::io;

const NAMESPACE: &str = "https://www.nationaalarchief.nl/mdto";
/// Where the schema leaves the words to who makes the file.
const OWN_TERMS: &str = "Begrippenlijst Dijkwacht";

/// What something is known by, and to whom.
#[derive(Clone)]
pub(super) struct Identity {
    pub(super) mark: String,
    pub(super) source: String,
}

/// Another object or an organisation.
#[derive(Clone)]
pub(super) struct Reference {
    pub(super) name: String,
    pub(super) identity: Identity,
}

/// A term of a list of terms.
#[derive(Clone, Copy)]
pub(super) struct Term<'t> {
    pub(super) label: &'t str,
    pub(super) code: Option<&'t str>,
    pub(super) list: &'t str,
}

impl Term<'static> {
    pub(super) const FILE: Self = Self::of("Dossier", "Begrippenlijst Aggregatieniveaus MDTO");
    pub(super) const RECORD: Self =
        Self::of("Archiefstuk", "Begrippenlijst Aggregatieniveaus MDTO");
    pub(super) const FROZEN: Self = Self::of("Bevriezing", "Begrippenlijst Eventtypen MDTO");
    pub(super) const EXPORTED: Self = Self::of("Export", "Begrippenlijst Eventtypen MDTO");
    pub(super) const TAKEN_IN: Self = Self::of("Opname", "Begrippenlijst Eventtypen MDTO");
    pub(super) const SENT: Self = Self::of("Verzending", "Begrippenlijst Eventtypen MDTO");
    pub(super) const DROPPED: Self = Self::of("Vervallen", OWN_TERMS);
    const LIMITED: Self = Self::of("Overig", "Begrippenlijst Beperking gebruik typen MDTO");
    const SHA256: Self = Self::of("SHA-256", "Begrippenlijst Checksumalgoritmen MDTO");
    const RUNNING: Self = Self::of("Looptijd", OWN_TERMS);
    const CLOSING: Self = Self::of("Sluiting van het dossier", OWN_TERMS);

    const fn of(label: &'static str, list: &'static str) -> Self {
        Self { label, code: None, list }
    }
}

/// Something that happened to an object.
#[derive(Clone)]
pub(super) struct Event {
    pub(super) kind: Term<'static>,
    /// A day or a moment, as the schema writes it.
    pub(super) time: String,
    pub(super) outcome: Option<String>,
}

/// Why not everybody may use an object: what it rests on.
#[derive(Clone, Copy)]
pub(super) struct Limit {
    pub(super) description: &'static str,
    pub(super) law: &'static str,
}

/// A whole of data with an identity of its own: a file, or a record on it.
pub(super) struct InformationObject {
    pub(super) identities: Vec<Identity>,
    pub(super) name: String,
    pub(super) level: Term<'static>,
    /// The first and the last day that it is about.
    pub(super) period: Option<(NaiveDate, NaiveDate)>,
    pub(super) events: Vec<Event>,
    pub(super) retention: Retention,
    /// The day from which it is kept.
    pub(super) kept_from: NaiveDate,
    pub(super) part_of: Option<Reference>,
    pub(super) parts: Vec<Reference>,
    pub(super) representation: Option<Reference>,
    pub(super) maker: Reference,
    pub(super) limits: Vec<Limit>,
}

/// A file of bytes that represents a record.
pub(super) struct DataFile {
    pub(super) identity: Identity,
    pub(super) name: String,
    /// In bytes.
    pub(super) size: u64,
    pub(super) media_type: String,
    /// SHA-256 over the bytes, as hexadecimal digits.
    pub(super) digest: String,
    pub(super) digest_made: Moment,
    pub(super) represents: Reference,
}

impl InformationObject {
    /// Writes the document of the object.
    pub(super) fn xml(&self) -> io::Result<Vec<u8>> {
        Sheet::document("informatieobject", |sheet| {
            for identity in &self.identities {
                sheet.identity("identificatie", identity)?;
            }
            sheet.text("naam", &self.name)?;
            sheet.term("aggregatieniveau", self.level)?;
            if let Some(period) = self.period {
                sheet.period(period)?;
            }
            for event in &self.events {
                sheet.event(event, &self.maker)?;
            }
            sheet.term("waardering", self.retention.valuation)?;
            sheet.kept(self.retention, self.kept_from)?;
            for (name, others) in [
                ("isOnderdeelVan", self.part_of.as_slice()),
                ("bevatOnderdeel", self.parts.as_slice()),
                ("heeftRepresentatie", self.representation.as_slice()),
            ] {
                for other in others {
                    sheet.reference(name, other)?;
                }
            }
            sheet.reference("archiefvormer", &self.maker)?;
            self.limits.iter().try_for_each(|limit| sheet.limit(*limit))
        })
    }
}

impl DataFile {
    /// Writes the document of the file.
    pub(super) fn xml(&self) -> io::Result<Vec<u8>> {
        let format = Term { label: &self.media_type, code: None, list: "IANA Media Types" };
        Sheet::document("bestand", |sheet| {
            sheet.identity("identificatie", &self.identity)?;
            sheet.text("naam", &self.name)?;
            sheet.text("omvang", &self.size.to_string())?;
            sheet.term("bestandsformaat", format)?;
            sheet.within("checksum", |sheet| {
                sheet.term("checksumAlgoritme", Term::SHA256)?;
                sheet.text("checksumWaarde", &self.digest)?;
                sheet.text("checksumDatum", &self.digest_made.to_string())
            })?;
            sheet.reference("isRepresentatieVan", &self.represents)
        })
    }
}

/// An XML document that is being written.
struct Sheet(Writer<Vec<u8>>);

impl Sheet {
    fn document(
        object: &str,
        content: impl FnOnce(&mut Self) -> io::Result<()>,
    ) -> io::Result<Vec<u8>> {
        let mut sheet = Self(Writer::new_with_indent(Vec::new(), b' ', 2));
        sheet.0.write_event(Xml::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        let root = BytesStart::new("MDTO").with_attributes([("xmlns", NAMESPACE)]);
        sheet.0.write_event(Xml::Start(root))?;
        sheet.within(object, content)?;
        sheet.0.write_event(Xml::End(BytesEnd::new("MDTO")))?;
        Ok(sheet.0.into_inner())
    }

    fn within(
        &mut self,
        name: &str,
        content: impl FnOnce(&mut Self) -> io::Result<()>,
    ) -> io::Result<()> {
        self.0.write_event(Xml::Start(BytesStart::new(name)))?;
        content(self)?;
        self.0.write_event(Xml::End(BytesEnd::new(name)))
    }

    fn text(&mut self, name: &str, text: &str) -> io::Result<()> {
        let text = legible(text);
        self.within(name, |sheet| sheet.0.write_event(Xml::Text(BytesText::new(&text))))
    }

    fn identity(&mut self, name: &str, identity: &Identity) -> io::Result<()> {
        self.within(name, |sheet| {
            sheet.text("identificatieKenmerk", &identity.mark)?;
            sheet.text("identificatieBron", &identity.source)
        })
    }

    fn reference(&mut self, name: &str, other: &Reference) -> io::Result<()> {
        self.within(name, |sheet| {
            sheet.text("verwijzingNaam", &other.name)?;
            sheet.identity("verwijzingIdentificatie", &other.identity)
        })
    }

    /// Writes a thing that has a name and no identity here: a list of terms, a law.
    fn named(&mut self, name: &str, other: &str) -> io::Result<()> {
        self.within(name, |sheet| sheet.text("verwijzingNaam", other))
    }

    fn term(&mut self, name: &str, term: Term<'_>) -> io::Result<()> {
        self.within(name, |sheet| {
            sheet.text("begripLabel", term.label)?;
            if let Some(code) = term.code {
                sheet.text("begripCode", code)?;
            }
            sheet.named("begripBegrippenlijst", term.list)
        })
    }

    fn period(&mut self, (first, last): (NaiveDate, NaiveDate)) -> io::Result<()> {
        self.within("dekkingInTijd", |sheet| {
            sheet.term("dekkingInTijdType", Term::RUNNING)?;
            sheet.text("dekkingInTijdBegindatum", &first.to_string())?;
            sheet.text("dekkingInTijdEinddatum", &last.to_string())
        })
    }

    fn event(&mut self, event: &Event, actor: &Reference) -> io::Result<()> {
        self.within("event", |sheet| {
            sheet.term("eventType", event.kind)?;
            sheet.text("eventTijd", &event.time)?;
            sheet.reference("eventVerantwoordelijkeActor", actor)?;
            match &event.outcome {
                Some(outcome) => sheet.text("eventResultaat", outcome),
                None => Ok(()),
            }
        })
    }

    fn kept(&mut self, retention: Retention, from: NaiveDate) -> io::Result<()> {
        self.within("bewaartermijn", |sheet| {
            sheet.term("termijnTriggerStartLooptijd", Term::CLOSING)?;
            sheet.text("termijnStartdatumLooptijd", &from.to_string())?;
            sheet.text("termijnLooptijd", &format!("P{}Y", retention.years))?;
            // 29 February ends on the 28th of a year that has none.
            match from.checked_add_months(Months::new(12 * retention.years)) {
                Some(last) => sheet.text("termijnEinddatum", &last.to_string()),
                None => Ok(()),
            }
        })
    }

    fn limit(&mut self, limit: Limit) -> io::Result<()> {
        self.within("beperkingGebruik", |sheet| {
            sheet.term("beperkingGebruikType", Term::LIMITED)?;
            sheet.text("beperkingGebruikNadereBeschrijving", limit.description)?;
            sheet.named("beperkingGebruikDocumentatie", limit.law)
        })
    }
}

/// Replaces the signs that no XML document can hold, escaped or not; the other control characters with them.
fn legible(text: &str) -> String {
    let fits = |sign: char| {
        matches!(sign, '\t' | '\n')
            || !(sign.is_control() || matches!(sign, '\u{fffe}' | '\u{ffff}'))
    };
    text.chars().map(|sign| if fits(sign) { sign } else { char::REPLACEMENT_CHARACTER }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::retention::RETENTION;
    use quick_xml::Reader;

    fn identity(mark: &str) -> Identity {
        Identity { mark: mark.to_owned(), source: "Dijkwacht".to_owned() }
    }

    fn reference(name: &str) -> Reference {
        Reference { name: name.to_owned(), identity: identity("1") }
    }

    fn record(name: &str) -> InformationObject {
        let day = |text: &str| text.parse().unwrap();
        InformationObject {
            identities: vec![identity("1")],
            name: name.to_owned(),
            level: Term::RECORD,
            period: Some((day("2026-11-02"), day("2028-02-29"))),
            events: Vec::new(),
            retention: RETENTION,
            kept_from: day("2028-02-29"),
            part_of: Some(reference("dossier")),
            parts: Vec::new(),
            representation: None,
            maker: reference("Gemeente Nergens"),
            limits: Vec::new(),
        }
    }

    /// Counts the elements by the library's own reader.
    fn elements(xml: &[u8]) -> usize {
        let mut reader = Reader::from_reader(xml);
        let (mut found, mut buffer) = (0, Vec::new());
        loop {
            match reader.read_event_into(&mut buffer).unwrap() {
                Xml::Start(_) => found += 1,
                Xml::Eof => return found,
                _ => {}
            }
            buffer.clear();
        }
    }

    #[test]
    fn a_hostile_name_stays_text() {
        let name = "</naam><x>&amp; \"O'Test\" ]]>\u{0}\u{1b}[2J\r\u{ffff}\u{202e}é😀";
        let xml = record(name).xml().unwrap();
        let text = String::from_utf8(xml.clone()).unwrap();
        assert!(!text.contains("<x>"), "{text}");
        assert!(!text.chars().any(|sign| sign.is_control() && sign != '\n'), "{text:?}");
        assert!(text.contains("&lt;/naam&gt;&lt;x&gt;&amp;amp;"), "{text}");
        assert!(text.contains("]]&gt;\u{fffd}\u{fffd}[2J\u{fffd}\u{fffd}\u{202e}é😀"), "{text}");
        // No element more than for a friendly name.
        assert_eq!(elements(&xml), elements(&record("brief").xml().unwrap()));
    }

    #[test]
    fn a_term_ends_on_a_day_that_exists() {
        let text = String::from_utf8(record("brief").xml().unwrap()).unwrap();
        assert!(text.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<MDTO xmlns=\"https://www.nationaalarchief.nl/mdto\">"), "{text}");
        assert!(text.contains("<termijnLooptijd>P5Y</termijnLooptijd>"), "{text}");
        assert!(text.contains("<termijnEinddatum>2033-02-28</termijnEinddatum>"), "{text}");
    }
}
