//! `dijkwacht term`: a legal deadline with every step.

use crate::Status;
use crate::args::{Format, TermArguments};
use crate::clock::SystemClock;
use crate::embedded::load_rulebook;
use crate::error::CliError;
use crate::input::{read_file, read_json};
use crate::text::{write_deadline, write_json};
use kernel::Clock;
use law::scope::StandOutcome;
use law::terms::{TermProfile, Timeline, TimelineContext, compute};
use rulebook::Rulebook;
use std::io::Write;

pub(crate) fn run(arguments: &TermArguments, output: &mut dyn Write) -> Result<Status, CliError> {
    let rulebook = load_rulebook(arguments.rules.as_deref())?;
    let json = read_json(&read_file(&arguments.timeline)?)?;
    let term_given = json.get("termijn").is_some();
    let profile = |kind: &str| profile(&rulebook, kind, term_given);
    let known_kinds: Vec<&str> = rulebook.kinds().keys().map(String::as_str).collect();
    let context = TimelineContext {
        rules: rulebook.terms(),
        today: SystemClock.today(),
        known_kinds: &known_kinds,
        profile: &profile,
    };
    let timeline = Timeline::parse(&json, &context)?;
    let deadline = compute(&timeline, rulebook.terms());
    match arguments.format {
        Format::Text => write_deadline(&deadline, output)?,
        Format::Json => write_json(&deadline, output)?,
    }
    Ok(if deadline.at_the_earliest { Status::Undetermined } else { Status::Decided })
}

/// Returns the term of a permit type without special circumstances: the last choice of its first legal basis.
///
/// A type without a Bibob basis has no term in these rules; then the timeline must give one.
fn profile(rulebook: &Rulebook, kind: &str, term_given: bool) -> Option<TermProfile> {
    let kind = rulebook.kinds().get(kind)?;
    let basis = kind.stands.iter().find_map(|stand| match &stand.outcome {
        StandOutcome::Basis(basis) => Some(basis),
        StandOutcome::NoBasis => None,
    });
    match basis {
        Some(basis) => basis.terms.last().map(|choice| choice.profile.clone()),
        None => term_given.then(TermProfile::default),
    }
}
