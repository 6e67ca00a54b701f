//! `dijkwacht term`: a legal deadline with every step.

use crate::Status;
use crate::args::{Format, TermArguments};
use crate::clock::SystemClock;
use crate::embedded::load_rulebook;
use crate::error::CliError;
use crate::input::{read_file, read_json};
use crate::text::{write_deadline, write_json};
use chrono::NaiveDate;
use kernel::Clock;
use law::scope::Stand;
use law::terms::{NoProfile, TermProfile, Timeline, TimelineContext, compute};
use rulebook::Rulebook;
use std::io::Write;

pub(crate) fn run(arguments: &TermArguments, output: &mut dyn Write) -> Result<Status, CliError> {
    let rulebook = load_rulebook(arguments.rules.as_deref())?;
    let json = read_json(&read_file(&arguments.timeline)?)?;
    let term_given = json.get("termijn").is_some();
    let receipt = json.get("ontvangenOp").and_then(|day| day.as_str()?.parse().ok());
    let profile = |kind: &str| profile(&rulebook, kind, receipt, term_given);
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

/// Returns the term of a permit type without special circumstances: the last choice of the legal basis of that day.
///
/// Where the rules have none for the type on that day, the timeline must give a term itself.
fn profile(
    rulebook: &Rulebook,
    kind: &str,
    receipt: Option<NaiveDate>,
    term_given: bool,
) -> Result<TermProfile, NoProfile> {
    let kind = rulebook.kinds().get(kind).ok_or(NoProfile::UnknownKind)?;
    let dated =
        kind.stands.iter().filter(|stand| receipt.is_none_or(|day| stand.valid.contains(day)));
    let mut bases = dated.filter_map(Stand::basis);
    match bases.next().and_then(|basis| basis.terms.last()) {
        Some(choice) => Ok(choice.profile.clone()),
        None if term_given => Ok(TermProfile::default()),
        None => Err(NoProfile::NoTerm),
    }
}
