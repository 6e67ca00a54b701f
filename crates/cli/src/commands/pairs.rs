//! `dijkwacht match`: pairs of names from a CSV file, each with its score, band and reasons; in flat memory.

use crate::Status;
use crate::args::MatchArguments;
use crate::error::{CliError, io_text};
use csv::StringRecord;
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::Path;
use subjects::matching::{Bands, Born, Comparison, NameKind, Profile, compare};
use tempfile::NamedTempFile;

/// The columns that are read; others are passed over.
const COLUMNS: [&str; 5] = ["left_name", "right_name", "left_dob", "right_dob", "left_kind"];

pub(crate) fn run(arguments: &MatchArguments, output: &mut dyn Write) -> Result<Status, CliError> {
    let source = open(&arguments.pairs)?;
    if arguments.out == Path::new("-") {
        write_scores(source, output)?;
        return Ok(Status::Decided);
    }
    let target = Target::beside(&arguments.out)?;
    let mut writer = BufWriter::new(target.file.as_file());
    write_scores(source, &mut writer)?;
    writer.flush()?;
    drop(writer);
    target.finish()?;
    Ok(Status::Decided)
}

fn open(path: &Path) -> Result<Box<dyn Read>, CliError> {
    if path == Path::new("-") {
        return Ok(Box::new(std::io::stdin().lock()));
    }
    let file = File::open(path).and_then(|file| {
        let is_folder = file.metadata()?.is_dir();
        if is_folder { Err(std::io::ErrorKind::IsADirectory.into()) } else { Ok(file) }
    });
    let file = file.map_err(|error| {
        CliError::Usage(format!("«{}» is niet te lezen: {}", path.display(), io_text(&error)))
    })?;
    Ok(Box::new(BufReader::new(file)))
}

/// The file to write, under a name of its own until it is whole: after a fault there is none, or the one of before.
struct Target<'a> {
    path: &'a Path,
    file: NamedTempFile,
}

impl<'a> Target<'a> {
    fn beside(path: &'a Path) -> Result<Self, CliError> {
        if path.exists() && !path.is_file() {
            return Err(CliError::Usage(format!("«{}» is geen gewoon bestand", path.display())));
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let file = NamedTempFile::with_prefix_in(".onaf-", folder.unwrap_or(Path::new(".")))
            .map_err(|error| unwritable(path, &error))?;
        Ok(Self { path, file })
    }

    fn finish(self) -> Result<(), CliError> {
        let Self { path, file } = self;
        file.as_file().sync_all().map_err(|error| unwritable(path, &error))?;
        file.persist(path).map_err(|error| unwritable(path, &error.error))?;
        Ok(())
    }
}

fn unwritable(path: &Path, error: &std::io::Error) -> CliError {
    CliError::Usage(format!("«{}» is niet te schrijven: {}", path.display(), io_text(error)))
}

/// Scores pair after pair, in the order of the file.
fn write_scores(source: impl Read, output: impl Write) -> Result<(), CliError> {
    let mut reader = csv::Reader::from_reader(source);
    let columns = columns(reader.headers().map_err(|error| unreadable(&error))?)?;
    let mut writer = csv::Writer::from_writer(output);
    writer.write_record(["row", "score", "band", "reasons"]).map_err(written)?;
    let mut record = StringRecord::new();
    let mut row = 0_u64;
    while reader.read_record(&mut record).map_err(|error| unreadable(&error))? {
        let comparison = compare_record(&record, columns, row)?;
        let (number, score) = (row.to_string(), comparison.score.to_string());
        let fields = [number.as_str(), &score, comparison.band.label(), &comparison.text()];
        writer.write_record(fields).map_err(written)?;
        row += 1;
    }
    writer.flush()?;
    Ok(())
}

/// Returns where the columns are; every one that is not there is named.
fn columns(header: &StringRecord) -> Result<[usize; COLUMNS.len()], CliError> {
    let places = COLUMNS.map(|column| header.iter().position(|name| name.trim() == column));
    let absent: Vec<&str> = COLUMNS
        .iter()
        .zip(places)
        .filter(|(_, place)| place.is_none())
        .map(|(name, _)| *name)
        .collect();
    if !absent.is_empty() {
        return Err(CliError::Usage(format!(
            "in de eerste regel ontbreekt: {}. Nodig zijn de kolommen {}",
            absent.join(", "),
            COLUMNS.join(", ")
        )));
    }
    Ok(places.map(Option::unwrap_or_default))
}

fn compare_record(
    record: &StringRecord,
    columns: [usize; COLUMNS.len()],
    row: u64,
) -> Result<Comparison, CliError> {
    let [left, right, left_born, right_born, kind] =
        columns.map(|place| record.get(place).unwrap_or_default().trim());
    let fault = |column: usize, message: String| {
        let line = record.position().map_or(0, csv::Position::line);
        CliError::Usage(format!("regel {line} (rij {row}), kolom {}: {message}", COLUMNS[column]))
    };
    let born = |text: &str, column| match text {
        "" => Ok(None),
        text => Born::read(text).map(Some).ok_or_else(|| {
            fault(column, format!("«{text}» is geen datum; schrijf 1997-02-03, 1997 of niets"))
        }),
    };
    let kind = match kind {
        "person" | "persoon" => NameKind::Persoon,
        "organisation" | "organisatie" => NameKind::Organisatie,
        other => {
            return Err(fault(
                4,
                format!("«{other}» is geen soort; schrijf person of organisation"),
            ));
        }
    };
    let left = Profile::named(kind, left).born(born(left_born, 2)?);
    let right = Profile::named(kind, right).born(born(right_born, 3)?);
    Ok(compare(&left.prepare(), &right.prepare(), Bands::default()))
}

/// Says what is wrong with the form of the file, and where.
fn unreadable(error: &csv::Error) -> CliError {
    let line = error.position().map_or(1, csv::Position::line);
    let reason = match error.kind() {
        csv::ErrorKind::Utf8 { .. } => "dit is geen tekst in UTF-8".to_owned(),
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("hier staan {len} velden, en in de eerste regel {expected_len}")
        }
        csv::ErrorKind::Io(error) => io_text(error),
        _ => error.to_string(),
    };
    CliError::Usage(format!("regel {line}: {reason}"))
}

fn written(error: csv::Error) -> CliError {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error.into(),
        other => CliError::Internal(format!("schrijven lukt niet: {other:?}")),
    }
}
