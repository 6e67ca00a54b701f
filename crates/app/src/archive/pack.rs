//! The package: a folder for the file, one in it for each record with its bytes, metadata beside both, and a list of all that is in it.

use super::mdto::{DataFile, Event, Identity, InformationObject, Limit, Reference, Term};
use super::record::{Kind, Record};
use super::retention::RETENTION;
use crate::intake::DIGEST_OF;
use case::state::{Ending, EndingReason};
use chrono::NaiveDate;
use kernel::{CaseId, Moment, PartyId};
use std::io::{self, Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const PROGRAM: &str = "Dijkwacht";
const SECRET: Limit = Limit {
    description: "Geheimhoudingsplicht: gegevens over derden gaan alleen naar wie de wet noemt.",
    law: "Wet Bibob, artikel 28",
};
const CRIMINAL: Limit = Limit {
    description: "Bevat persoonsgegevens van strafrechtelijke aard.",
    law: "AVG, artikel 10; UAVG, artikel 31 tot en met 33",
};

/// A closed file with all that goes into the package.
pub(super) struct Contents {
    pub(super) id: CaseId,
    /// The reference of the party.
    pub(super) reference: String,
    pub(super) received_on: NaiveDate,
    pub(super) ending: Ending,
    pub(super) party: (PartyId, String),
    /// When the package is made.
    pub(super) at: Moment,
    /// In the order in which they came.
    pub(super) records: Vec<Record>,
}

/// The names of a record in the package. They are numbers: a title can hold the name of a person.
struct Place {
    folder: String,
    number: String,
    file: String,
}

impl Contents {
    /// Packs everything.
    pub(super) fn packed(&self) -> io::Result<Vec<u8>> {
        let mut pack = Pack::begun()?;
        pack.add("dossier/dossier.mdto.xml", &self.file().xml()?)?;
        for (index, record) in self.records.iter().enumerate() {
            let Place { folder, number, file } = place(index, record);
            pack.add(&format!("{folder}/{number}.mdto.xml"), &self.record(record).xml()?)?;
            pack.add(&format!("{folder}/{file}"), &record.content)?;
            let data = self.data_file(record, file.clone()).xml()?;
            pack.add(&format!("{folder}/{file}.bestand.mdto.xml"), &data)?;
        }
        pack.finished()
    }

    fn file(&self) -> InformationObject {
        let Reference { name, identity } = self.file_reference();
        let of_party = Identity { mark: self.reference.clone(), source: self.party.1.clone() };
        let criminal = self.records.iter().any(|record| record.criminal);
        let closed = Event {
            kind: Term::FROZEN,
            time: self.ending.op.to_string(),
            outcome: Some(format!("Dossier gesloten: {}.", reason(self.ending.reden))),
        };
        InformationObject {
            identities: vec![identity, of_party],
            name,
            level: Term::FILE,
            period: Some((self.received_on, self.ending.op)),
            events: vec![closed, self.exported()],
            retention: RETENTION,
            kept_from: self.ending.op,
            part_of: None,
            parts: self.records.iter().map(record_reference).collect(),
            representation: None,
            maker: self.maker(),
            limits: limits(criminal),
        }
    }

    fn record(&self, record: &Record) -> InformationObject {
        let Reference { name, identity } = record_reference(record);
        let outcome = match record.kind {
            Kind::Questionnaire | Kind::Answers => Some(DIGEST_OF.to_owned()),
            _ => None,
        };
        let taken_in = Event { kind: Term::TAKEN_IN, time: record.at.to_string(), outcome };
        let mut events = vec![taken_in];
        events.extend(record.events());
        events.push(self.exported());
        InformationObject {
            identities: vec![identity],
            name,
            level: Term::RECORD,
            period: None,
            events,
            retention: RETENTION,
            kept_from: self.ending.op,
            part_of: Some(self.file_reference()),
            parts: Vec::new(),
            representation: Some(file_of(record)),
            maker: self.maker(),
            limits: limits(record.criminal),
        }
    }

    fn data_file(&self, record: &Record, name: String) -> DataFile {
        DataFile {
            identity: file_of(record).identity,
            name,
            size: record.content.len() as u64,
            media_type: record.media_type.clone(),
            digest: sha256(&record.content),
            digest_made: self.at,
            represents: record_reference(record),
        }
    }

    fn exported(&self) -> Event {
        Event { kind: Term::EXPORTED, time: self.at.to_string(), outcome: None }
    }

    fn file_reference(&self) -> Reference {
        Reference {
            name: format!("Bibob-dossier {}", self.reference),
            identity: of_program(self.id.to_string()),
        }
    }

    fn maker(&self) -> Reference {
        let (id, name) = &self.party;
        Reference { name: name.clone(), identity: of_program(id.to_string()) }
    }
}

fn of_program(mark: String) -> Identity {
    Identity { mark, source: PROGRAM.to_owned() }
}

fn record_reference(record: &Record) -> Reference {
    Reference { name: record.name.reveal().clone(), identity: of_program(record.mark.clone()) }
}

fn file_of(record: &Record) -> Reference {
    Reference {
        name: format!("Bestand van {}", record.mark),
        identity: of_program(format!("{}/bestand", record.mark)),
    }
}

fn place(index: usize, record: &Record) -> Place {
    let number = format!("{:03}", index + 1);
    let file = format!("{number}-{}.{}", record.kind.word(), record.ending());
    Place { folder: format!("dossier/{number}"), file, number }
}

fn limits(criminal: bool) -> Vec<Limit> {
    if criminal { vec![SECRET, CRIMINAL] } else { vec![SECRET] }
}

fn reason(reason: EndingReason) -> &'static str {
    match reason {
        EndingReason::ZonderToets => "er is geen toets gedaan",
        EndingReason::Ingetrokken => "de aanvraag is ingetrokken",
        EndingReason::Beslist => "er is beslist en de rechtsmiddelen zijn uitgewerkt",
    }
}

/// The digest that any tool computes over a file. That of a row can be of before 26 November 2026, when its length counted too.
fn sha256(bytes: &[u8]) -> String {
    kernel::Sha256Hex::of_bytes(bytes).to_string()
}

/// A zip file that is being filled, and what is in it.
struct Pack {
    zip: ZipWriter<Cursor<Vec<u8>>>,
    list: csv::Writer<Vec<u8>>,
}

impl Pack {
    fn begun() -> io::Result<Self> {
        let mut list = csv::Writer::from_writer(Vec::new());
        list.write_record(["pad", "sha256", "bytes"])?;
        Ok(Self { zip: ZipWriter::new(Cursor::new(Vec::new())), list })
    }

    fn add(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        put(&mut self.zip, path, bytes)?;
        Ok(self.list.write_record([path, &sha256(bytes), &bytes.len().to_string()])?)
    }

    fn finished(mut self) -> io::Result<Vec<u8>> {
        let list = self.list.into_inner().map_err(csv::IntoInnerError::into_error)?;
        put(&mut self.zip, "manifest.csv", &list)?;
        Ok(self.zip.finish()?.into_inner())
    }
}

/// Adds bytes as they are: compression must lose nothing, and most of them are packed already.
fn put(zip: &mut ZipWriter<Cursor<Vec<u8>>>, path: &str, bytes: &[u8]) -> io::Result<()> {
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    zip.start_file(path, stored)?;
    zip.write_all(bytes)
}
