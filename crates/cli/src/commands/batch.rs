//! `dijkwacht scope --batch`: one short answer per line, in the order of the file, in flat memory.

use crate::Status;
use crate::error::CliError;
use crate::input::Desk;
use indicatif::{ProgressBar, ProgressStyle};
use kernel::{FaultCode, Faults};
use law::answer::{Answer, Detail};
use rayon::prelude::*;
use serde_json::json;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;

/// How many lines are in memory at once: enough to keep all cores busy, a few megabytes at most.
const CHUNK_LINES: usize = 2_048;
/// The longest line that is read; a longer one gets an error record.
const LONGEST_LINE: u64 = 1024 * 1024;

/// A line of the file, or the fact that it was too long.
struct Line {
    number: u64,
    bytes: Option<Vec<u8>>,
}

struct Answered {
    json: Vec<u8>,
    status: Status,
}

pub(crate) fn run(
    desk: &Desk<'_>,
    path: &Path,
    output: &mut dyn Write,
) -> Result<Status, CliError> {
    let unreadable = |error: std::io::Error| {
        CliError::Usage(format!("«{}» is niet te lezen: {error}", path.display()))
    };
    let (source, size): (Box<dyn Read>, u64) = if path == Path::new("-") {
        (Box::new(std::io::stdin()), 0)
    } else {
        let file = File::open(path).map_err(unreadable)?;
        let size = file.metadata().map_err(unreadable)?.len();
        (Box::new(file), size)
    };
    let mut lines = Lines { source: BufReader::with_capacity(1 << 18, source), number: 0, read: 0 };
    let progress = progress_bar(size);
    let mut status = Status::Decided;
    loop {
        let chunk = lines.chunk().map_err(unreadable)?;
        if chunk.is_empty() {
            break;
        }
        let answers: Vec<Answered> = chunk.par_iter().map(|line| answer(desk, line)).collect();
        for answer in answers {
            output.write_all(&answer.json)?;
            status = status.max(answer.status);
        }
        progress.set_position(lines.read);
    }
    progress.finish_and_clear();
    Ok(status)
}

/// Shows progress on a terminal, by bytes because the number of lines is not known before the end.
fn progress_bar(size: u64) -> ProgressBar {
    let template = "{bar:40} {percent} %  {bytes} van {total_bytes}  nog {eta}";
    let bar = if size == 0 { ProgressBar::no_length() } else { ProgressBar::new(size) };
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

struct Lines<R> {
    source: BufReader<R>,
    number: u64,
    read: u64,
}

impl<R: Read> Lines<R> {
    /// Reads the next lines; none at the end of the file. Blank lines are passed over.
    fn chunk(&mut self) -> std::io::Result<Vec<Line>> {
        let mut lines = Vec::with_capacity(CHUNK_LINES);
        while lines.len() < CHUNK_LINES {
            let Some(line) = self.line()? else { break };
            let blank = line.bytes.as_ref().is_some_and(|bytes| bytes.trim_ascii().is_empty());
            if !blank {
                lines.push(line);
            }
        }
        Ok(lines)
    }

    fn line(&mut self) -> std::io::Result<Option<Line>> {
        let mut bytes = Vec::with_capacity(1_024);
        let mut limited = (&mut self.source).take(LONGEST_LINE);
        let read = limited.read_until(b'\n', &mut bytes)? as u64;
        if read == 0 {
            return Ok(None);
        }
        self.read += read;
        self.number += 1;
        let whole = bytes.ends_with(b"\n") || read < LONGEST_LINE;
        if !whole {
            self.read += self.source.skip_until(b'\n')? as u64;
        }
        Ok(Some(Line { number: self.number, bytes: whole.then_some(bytes) }))
    }
}

fn answer(desk: &Desk<'_>, line: &Line) -> Answered {
    match try_answer(desk, line) {
        Ok(answered) => answered,
        Err(faults) => {
            let record = json!({ "regelnummer": line.number, "fouten": faults });
            Answered { json: (record.to_string() + "\n").into_bytes(), status: Status::BadInput }
        }
    }
}

fn try_answer(desk: &Desk<'_>, line: &Line) -> Result<Answered, Faults> {
    let whole = |message: String| {
        let mut faults = Faults::new();
        faults.add("", FaultCode::VerkeerdeVorm, message);
        faults
    };
    let bytes =
        line.bytes.as_ref().ok_or_else(|| whole("deze regel is langer dan 1 MiB".to_owned()))?;
    let application = desk.read(bytes)?;
    let (policy, decision) = desk.decide(&application)?;
    let terms = desk.rulebook.terms();
    let answer = Answer::new(policy, terms, &application, &decision, Detail::Short);
    let mut json = Vec::with_capacity(2_048);
    serde_json::to_writer(&mut json, &answer).map_err(|error| whole(error.to_string()))?;
    json.push(b'\n');
    Ok(Answered { json, status: Status::of(&answer) })
}
