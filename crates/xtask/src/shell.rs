//! Starting programs and speaking to the terminal.

use std::env;
use std::ffi::OsStr;
use std::fmt;
use std::io::{self, IsTerminal, Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Sender};
use std::thread;

/// Why a command of xtask ends with a non-zero status: one text for the person at the terminal.
#[derive(Debug)]
pub(crate) struct Failure(String);

/// What every step gives back.
pub(crate) type Outcome<T = ()> = Result<T, Failure>;

impl Failure {
    /// Makes a failure from its text.
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Prints a line. A closed pipe is no reason to stop: the exit status is what counts.
pub(crate) fn say(line: &str) {
    let mut out = io::stdout().lock();
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}

/// Prints a line on the error stream.
pub(crate) fn complain(line: &str) {
    let _ = writeln!(io::stderr(), "xtask: {line}");
}

/// Returns a command that runs in the root of the repository, without standard input (CI has none).
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).stdin(Stdio::null());
    for (name, _) in env::vars_os() {
        if name.to_str().is_some_and(is_about_xtask) {
            command.env_remove(name);
        }
    }
    command
}

/// Whether `cargo run` set this variable for xtask itself. Some build scripts ask to run again when one of these changes,
/// so a cargo started from here would rebuild what a cargo started by hand had built, and the other way round.
fn is_about_xtask(variable: &str) -> bool {
    variable.starts_with("CARGO_PKG_") || variable.starts_with("CARGO_MANIFEST_")
}

/// Returns a cargo command: the cargo that runs xtask, so that the pinned toolchain stays in force.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let mut cargo = command(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(arguments);
    cargo
}

/// Whether the command can be started and succeeds; nothing is shown.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Returns the place of a program on the search path.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// Runs a command with its output on the terminal.
pub(crate) fn run(command: &mut Command) -> Outcome {
    let status = command.status().map_err(|error| not_started(command, &error))?;
    judge(command, status)
}

/// Runs a command with its output on the terminal, and also gives each line of it to `see`.
pub(crate) fn watch(command: &mut Command, mut see: impl FnMut(&str)) -> Outcome {
    // The runner writes to a pipe here, and would leave out the colours that the person behind the terminal expects.
    if io::stdout().is_terminal() && env::var_os("CARGO_TERM_COLOR").is_none() {
        command.env("CARGO_TERM_COLOR", "always");
    }
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| not_started(command, &error))?;
    for line in pump_both(&mut child) {
        see(&line);
    }
    let status = child.wait().map_err(|error| not_started(command, &error))?;
    judge(command, status)
}

/// Copies both outputs of the child to ours and returns their lines, until both are closed.
fn pump_both(child: &mut Child) -> mpsc::Receiver<String> {
    let (sender, lines) = mpsc::channel();
    if let Some(from) = child.stdout.take() {
        let sender = sender.clone();
        thread::spawn(move || pump(from, io::stdout(), &sender));
    }
    if let Some(from) = child.stderr.take() {
        thread::spawn(move || pump(from, io::stderr(), &sender));
    }
    lines
}

/// Copies `from` to `to` as it comes, and sends each complete line.
fn pump(mut from: impl Read, mut to: impl Write, lines: &Sender<String>) {
    let mut chunk = [0; 8192];
    let mut pending = Vec::new();
    // A read error ends the copy like the end of the stream does; the exit status tells what happened.
    while let Ok(length @ 1..) = from.read(&mut chunk) {
        // When nobody reads our output any more, the child's must still be drained, or it would block.
        let _ = to.write_all(&chunk[..length]).and_then(|()| to.flush());
        pending.extend_from_slice(&chunk[..length]);
        while let Some(end) = pending.iter().position(|byte| *byte == b'\n') {
            let line: Vec<u8> = pending.drain(..=end).collect();
            let _ = lines.send(String::from_utf8_lossy(&line).trim_end().to_owned());
        }
    }
    if !pending.is_empty() {
        let _ = lines.send(String::from_utf8_lossy(&pending).into_owned());
    }
}

/// Turns a non-zero exit status into a failure that shows the command.
fn judge(command: &Command, status: ExitStatus) -> Outcome {
    if status.success() {
        Ok(())
    } else {
        Err(Failure::new(format!("`{}` ended with {status}", shown(command))))
    }
}

fn not_started(command: &Command, error: &io::Error) -> Failure {
    Failure::new(format!("`{}` could not be run: {error}", shown(command)))
}

/// Returns the command as a person would type it.
fn shown(command: &Command) -> String {
    let program = PathBuf::from(command.get_program());
    let name = program.file_name().unwrap_or(command.get_program());
    let words = std::iter::once(name).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pump_copies_everything_and_splits_lines() {
        let (sender, lines) = mpsc::channel();
        let mut copy = Vec::new();
        pump(&b"one\ntwo\r\nhalf"[..], &mut copy, &sender);
        drop(sender);
        assert_eq!(copy, b"one\ntwo\r\nhalf");
        assert_eq!(lines.iter().collect::<Vec<_>>(), ["one", "two", "half"]);
    }

    #[test]
    fn watch_sees_both_streams_and_reports_the_status() {
        let mut seen = Vec::new();
        let outcome = watch(command("sh").args(["-c", "echo out; echo err >&2; exit 3"]), |line| {
            seen.push(line.to_owned());
        });
        seen.sort();
        assert_eq!(seen, ["err", "out"]);
        assert!(outcome.unwrap_err().to_string().contains("exit status: 3"));
    }

    #[test]
    fn a_program_that_is_not_there_is_a_failure() {
        assert!(find("no-such-program-anywhere").is_none());
        assert!(!succeeds(&mut command("no-such-program-anywhere")));
        assert!(run(&mut command("no-such-program-anywhere")).is_err());
    }

    #[test]
    fn only_the_variables_of_xtask_are_dropped() {
        assert!(is_about_xtask("CARGO_MANIFEST_DIR"));
        assert!(is_about_xtask("CARGO_PKG_NAME"));
        assert!(!is_about_xtask("CARGO_TARGET_DIR"));
        assert!(!is_about_xtask("CARGO_HOME"));
    }
}
