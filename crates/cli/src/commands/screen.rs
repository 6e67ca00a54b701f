//! `dijkwacht screen`: the scope decision, and the letters that follow as PDF.

use super::scope::write_formatted;
use crate::Status;
use crate::args::ScreenArguments;
use crate::clock::SystemClock;
use crate::embedded::load_rulebook;
use crate::error::CliError;
use crate::input::{Desk, read_file};
use app::{Occasion, letter_place};
use chrono::NaiveDate;
use facts::Application;
use kernel::{Clock, FaultCode, Faults};
use law::answer::{Answer, Detail, LetterAnswer};
use letters::{Letter, LetterError, Letters};
use std::io::Write;
use std::path::{Path, PathBuf};

pub(crate) fn run(arguments: &ScreenArguments, output: &mut dyn Write) -> Result<Status, CliError> {
    let rulebook = load_rulebook(arguments.rules.as_deref())?;
    let desk = Desk::new(&rulebook, &arguments.party, arguments.on)?;
    let application = desk.read(&read_file(&arguments.application)?)?;
    let (policy, decision) = desk.decide(&application)?;
    let mut answer = Answer::new(policy, rulebook.terms(), &application, &decision, Detail::Full);
    let occasion = Occasion {
        rulebook: &rulebook,
        policy,
        application: &application,
        decision: &decision,
        answer: &answer,
        date: letter_date(arguments, &application)?,
        form_chosen: arguments.request_form,
        lapsed: None,
    };
    // All letters are made before the first is written: after a fault nothing lies in the folder.
    let letters = render(&occasion)?;
    let paths = write_all(&arguments.out, &letters, arguments.overwrite)?;
    answer.brieven =
        letters.iter().zip(paths).map(|(letter, path)| written(letter, &path)).collect();
    write_formatted(&answer, arguments.format, output)?;
    Ok(Status::of(&answer))
}

/// A letter cannot be older than what it answers.
fn letter_date(
    arguments: &ScreenArguments,
    application: &Application,
) -> Result<NaiveDate, CliError> {
    let date = arguments.date.unwrap_or_else(|| SystemClock.today());
    match application.received_on {
        Some(received) if date < received => {
            let mut faults = Faults::new();
            let message = format!(
                "de aanvraag is op {received} ontvangen, na de datum van de brieven ({date}); controleer de datum of geef --date"
            );
            faults.add("/ontvangenOp", FaultCode::Tegenstrijdig, message);
            Err(faults.into())
        }
        _ => Ok(date),
    }
}

fn render(occasion: &Occasion<'_>) -> Result<Vec<Letter>, CliError> {
    let contents = occasion.letters()?;
    let letters = Letters::new().map_err(|error| CliError::Internal(error.to_string()))?;
    contents.iter().map(|content| letters.render(content).map_err(|error| refuse(&error))).collect()
}

/// A sign that no font has, or a word that leaves the paper, is a fault in the input.
fn refuse(error: &LetterError) -> CliError {
    let Some(place) = letter_place(error) else { return CliError::Internal(error.to_string()) };
    let mut faults = Faults::new();
    faults.add(place, FaultCode::VerkeerdeVorm, error.to_string());
    CliError::Input(faults)
}

/// Writes all letters or none: first each under a temporary name, then all under their own.
fn write_all(folder: &Path, letters: &[Letter], overwrite: bool) -> Result<Vec<PathBuf>, CliError> {
    let unwritable = |path: &Path, error: &std::io::Error| {
        CliError::Usage(format!("«{}» is niet te schrijven: {error}", path.display()))
    };
    let paths: Vec<PathBuf> = letters.iter().map(|letter| folder.join(&letter.file_name)).collect();
    for (letter, path) in letters.iter().zip(&paths) {
        let other = std::fs::read(path).is_ok_and(|bytes| bytes != letter.pdf);
        if path.is_dir() || (other && !overwrite) {
            return Err(CliError::Usage(format!(
                "«{}» bestaat al en is anders; kies een andere map, of voeg --overwrite toe",
                path.display()
            )));
        }
    }
    std::fs::create_dir_all(folder).map_err(|error| unwritable(folder, &error))?;
    let unfinished: Vec<PathBuf> = paths.iter().map(|path| path.with_extension("onaf")).collect();
    let written = letters
        .iter()
        .zip(&unfinished)
        .try_for_each(|(letter, path)| {
            std::fs::write(path, &letter.pdf).map_err(|error| unwritable(path, &error))
        })
        .and_then(|()| {
            unfinished.iter().zip(&paths).try_for_each(|(from, to)| {
                std::fs::rename(from, to).map_err(|error| unwritable(to, &error))
            })
        });
    if written.is_err() {
        for path in &unfinished {
            // It may not exist, and the first error is the one to tell.
            let _ = std::fs::remove_file(path);
        }
    }
    written.map(|()| paths)
}

fn written(letter: &Letter, path: &Path) -> LetterAnswer {
    LetterAnswer {
        code: letter.kind.code(),
        bestand: path.display().to_string(),
        titel: letter.title.clone(),
        concept: letter.concept.iter().map(ToString::to_string).collect(),
    }
}
