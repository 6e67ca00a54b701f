//! `dijkwacht screen`: the scope decision, and the letters that follow as PDF.

use super::scope::{status, write_formatted};
use crate::Status;
use crate::args::{Format, ScreenArguments};
use crate::clock::SystemClock;
use crate::embedded::load_rulebook;
use crate::error::CliError;
use crate::first_letters::Occasion;
use crate::input::{Desk, read_file};
use kernel::Clock;
use law::answer::{Answer, Detail};
use letters::{Letter, Letters};
use std::io::Write;
use std::path::{Path, PathBuf};

pub(crate) fn run(arguments: &ScreenArguments, output: &mut dyn Write) -> Result<Status, CliError> {
    let rulebook = load_rulebook(arguments.rules.as_deref())?;
    let desk = Desk::new(&rulebook, &arguments.party, arguments.on)?;
    let application = desk.read(&read_file(&arguments.application)?)?;
    let (policy, decision) = desk.decide(&application)?;
    let answer = Answer::new(policy, rulebook.terms(), &application, &decision, Detail::Full);
    let occasion = Occasion {
        rulebook: &rulebook,
        policy,
        application: &application,
        decision: &decision,
        answer: &answer,
        date: arguments.date.unwrap_or_else(|| SystemClock.today()),
        form_chosen: arguments.request_form,
    };
    // All letters are made before the first is written: after a fault nothing lies in the folder.
    let letters = render(&occasion)?;
    let paths = write_all(&arguments.out, &letters)?;
    write_formatted(&answer, arguments.format, output)?;
    if arguments.format == Format::Text {
        write_list(&letters, &paths, output)?;
    }
    Ok(status(&answer))
}

fn render(occasion: &Occasion<'_>) -> Result<Vec<Letter>, CliError> {
    let contents = occasion.letters()?;
    let internal = |error: letters::LetterError| CliError::Internal(error.to_string());
    let letters = Letters::new().map_err(internal)?;
    contents
        .iter()
        .map(|content| {
            letters.render(content).map_err(|error| match error {
                letters::LetterError::Characters { .. } => CliError::Usage(error.to_string()),
                other => internal(other),
            })
        })
        .collect()
}

/// Writes every letter under a temporary name first, so that a full disk leaves no half letter under its real name.
fn write_all(folder: &Path, letters: &[Letter]) -> Result<Vec<PathBuf>, CliError> {
    std::fs::create_dir_all(folder)?;
    let mut paths = Vec::with_capacity(letters.len());
    for letter in letters {
        let path = folder.join(&letter.file_name);
        let unfinished = folder.join(format!("{}.onaf", letter.file_name));
        std::fs::write(&unfinished, &letter.pdf)?;
        std::fs::rename(&unfinished, &path)?;
        paths.push(path);
    }
    Ok(paths)
}

fn write_list(
    letters: &[Letter],
    paths: &[PathBuf],
    output: &mut dyn Write,
) -> Result<(), CliError> {
    writeln!(output, "\nBrieven")?;
    if letters.is_empty() {
        writeln!(output, "  geen")?;
    }
    for (letter, path) in letters.iter().zip(paths) {
        writeln!(output, "  {} ({})", path.display(), letter.title)?;
        for reason in &letter.concept {
            writeln!(output, "    concept: {reason}")?;
        }
    }
    Ok(())
}
