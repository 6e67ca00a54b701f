//! The command line: the composition root, and the only place with a system clock, files and a terminal.

mod args;
mod clock;
mod commands;
mod config;
mod embedded;
mod error;
pub mod exchange;
mod input;
mod random;
mod runtime;
mod slot;
mod text;

pub use embedded::{embedded_rules, rules_from};

use args::{Arguments, Command};
use clap::Parser;
use error::CliError;
use std::io::Write;
use std::process::ExitCode;

/// Runs the program with the arguments of the process.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let mut output = std::io::BufWriter::new(std::io::stdout().lock());
    let result = run(&arguments.command, &mut output)
        .and_then(|status| output.flush().map(|()| status).map_err(CliError::from));
    match result {
        Ok(status) => status.into(),
        Err(error) => {
            let json = arguments.command.wants_json();
            drop(output);
            error.report(json)
        }
    }
}

/// How a command ended, apart from errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Everything is decided or done.
    Decided,
    /// An answer was given, but something is missing or provisional.
    Undetermined,
    /// Some of the input was bad; the rest was done.
    BadInput,
    /// What was checked is not sound: an audit trail that was changed, a machine that is not ready.
    Unsound,
}

impl Status {
    /// Returns how an answer ends a run.
    fn of(answer: &law::answer::Answer<'_>) -> Self {
        if answer.is_decided() { Self::Decided } else { Self::Undetermined }
    }
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        match status {
            Status::Decided => Self::SUCCESS,
            Status::Undetermined => Self::from(3),
            Status::BadInput => Self::from(2),
            Status::Unsound => Self::from(4),
        }
    }
}

/// What the service writes is for its owner only, and what it has in memory (keys, tips) goes into no file when it crashes.
fn keep_to_ourselves() -> Result<(), CliError> {
    use rustix::process::{Resource, Rlimit, setrlimit, umask};
    umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO);
    setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) })
        .map_err(|error| CliError::Internal(error.to_string()))
}

fn run(command: &Command, output: &mut dyn Write) -> Result<Status, CliError> {
    if command.is_about_the_service() {
        keep_to_ourselves()?;
    }
    match command {
        Command::Scope(arguments) => commands::scope::run(arguments, output),
        Command::Screen(arguments) => commands::screen::run(arguments, output),
        Command::Term(arguments) => commands::term::run(arguments, output),
        Command::Parties(arguments) => commands::parties::run(arguments, output),
        Command::Rules(arguments) => commands::rules::run(arguments, output),
        Command::Explain(arguments) => commands::explain::run(arguments, output),
        Command::Match(arguments) => commands::pairs::run(arguments, output),
        Command::Serve(arguments) => commands::serve::run(arguments, output),
        Command::Worker(arguments) => commands::worker::run(arguments, output),
        Command::Migrate(place) => commands::database::migrate(place, output),
        Command::Doctor(place) => commands::doctor::run(place, output),
        Command::Backup(arguments) => commands::database::backup(arguments, output),
        Command::Restore(arguments) => commands::restore::run(arguments, output),
        Command::Keys(arguments) => commands::database::keys(arguments, output),
        Command::Audit(arguments) => commands::audit::run(arguments, output),
        Command::Setup(arguments) => commands::setup::run(arguments, output),
        Command::User(arguments) => commands::user::run(arguments, output),
        Command::Account(arguments) => commands::account::account(arguments, output),
        Command::Token(arguments) => commands::account::token(arguments, output),
        Command::Import(arguments) => commands::import::run(arguments, output),
        Command::Config => commands::config::run(output),
    }
}

#[cfg(test)]
mod tests {
    use super::keep_to_ourselves;
    use rustix::process::{Resource, getrlimit};

    #[test]
    fn memory_of_the_service_is_dumped_nowhere() {
        keep_to_ourselves().unwrap();
        assert_eq!(getrlimit(Resource::Core).maximum, Some(0));
    }
}
