//! The gate: every check in order, and one closing line. `.ci/run` calls this and nothing else.
//!
//! Each step works on the whole workspace, so that cargo resolves one set of features and the steps share what they
//! build: `-p` would recompile the Typst tree. Clippy and rustdoc come before the tests, because they need no machine
//! code and find a type error in half the time. The architecture tests are not a step of their own: they live in the one
//! integration-test binary, so a step that ran them first would wait for the same build, and count them twice.

use std::process::Command;
use std::time::{Duration, Instant};

use crate::browser;
use crate::counts::{Counts, Runner, Tally};
use crate::install::{self, PYTHON_VARIABLE, Tools};
use crate::node;
use crate::postgres::{SERVER_VARIABLE, Server};
use crate::shell::{self, Failure, Outcome};

/// One check.
struct Step {
    name: &'static str,
    command: Command,
    /// Whose closing lines to add up, for a step that runs tests.
    runner: Option<Runner>,
}

/// Installs what is missing and runs every check until one fails. The counts are the last line of a run that passed; below those of
/// a failed one stands which step failed.
pub(crate) fn run() -> Outcome {
    let mut times = Vec::new();
    let mut counts = Counts::default();
    let start = Instant::now();
    let outcome = timed("install", &mut times, install::run).and_then(|tools| {
        let server = Server::start();
        if let Server::None(reason) = &server {
            shell::say(&format!("no PostgreSQL ({reason}): the tests run on SQLite only"));
        }
        steps(&tools, server.url().as_deref())
            .into_iter()
            .try_for_each(|step| timed(step.name, &mut times, || check(step, &mut counts)))
    });
    shell::say("");
    for (name, time) in &times {
        shell::say(&format!("{:>9}  {name}", seconds(*time)));
    }
    shell::say(&format!("{:>9}  together", seconds(start.elapsed())));
    shell::say(&counts.to_string());
    outcome
}

/// Returns the checks in their order.
fn steps(tools: &Tools, server: Option<&str>) -> Vec<Step> {
    let plain =
        |name, arguments: &[&str]| Step { name, command: shell::cargo(arguments), runner: None };
    let mut doc = plain("doc", &["doc", "--workspace", "--no-deps", "--document-private-items"]);
    doc.command.env("RUSTDOCFLAGS", "-D warnings");
    let mut steps = vec![
        plain("fmt", &["fmt", "--all", "--check"]),
        plain("clippy", &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]),
        doc,
        tests(tools, server),
        doctests(tools),
    ];
    if shell::succeeds(&mut shell::cargo(&["deny", "--version"])) {
        // Advisories are left out: their database is on a host that CI cannot reach.
        steps.push(plain("deny", &["deny", "check", "bans", "licenses", "sources"]));
    } else {
        shell::say(
            "cargo-deny is not installed: a test checks the licences, nothing checks for advisories",
        );
    }
    steps
}

/// Returns the step that runs all tests, with nextest where it is installed.
fn tests(tools: &Tools, server: Option<&str>) -> Step {
    let (runner, arguments): (_, &[&str]) =
        if shell::succeeds(&mut shell::cargo(&["nextest", "--version"])) {
            (Runner::Nextest, &["nextest", "run", "--workspace", "--no-fail-fast"])
        } else {
            (
                Runner::Libtest,
                &["test", "--workspace", "--lib", "--bins", "--tests", "--no-fail-fast"],
            )
        };
    let mut command = test_command(arguments, tools);
    command.envs(server.map(|url| (SERVER_VARIABLE, url)));
    Step { name: "tests", command, runner: Some(runner) }
}

/// Returns the step for the examples in the documentation, which nextest does not run.
fn doctests(tools: &Tools) -> Step {
    let command = test_command(&["test", "--workspace", "--doc", "--no-fail-fast"], tools);
    Step { name: "doctests", command, runner: Some(Runner::Libtest) }
}

/// Returns a cargo command with the environment of the tests.
fn test_command(arguments: &[&str], tools: &Tools) -> Command {
    let mut command = shell::cargo(arguments);
    // A snapshot that differs is a failure to look at, never a file to write.
    command.env("INSTA_UPDATE", "no");
    command.env(PYTHON_VARIABLE, &tools.python).env(node::VARIABLE, &tools.node);
    command.env(browser::VARIABLE, &tools.browser);
    command
}

/// Runs one check and adds its tests to the counts.
fn check(mut step: Step, counts: &mut Counts) -> Outcome {
    let outcome = match step.runner {
        None => shell::run(&mut step.command),
        Some(runner) => {
            let mut tally = Tally::new(runner);
            let outcome = shell::watch(&mut step.command, |line| tally.read(line));
            *counts += tally.close(outcome.is_ok());
            outcome
        }
    };
    outcome.map_err(|failure| Failure::new(format!("step `{}` failed: {failure}", step.name)))
}

/// Runs a step with a line before and after it, and notes how long it took.
fn timed<T>(
    name: &'static str,
    times: &mut Vec<(&'static str, Duration)>,
    step: impl FnOnce() -> Outcome<T>,
) -> Outcome<T> {
    shell::say(&format!("\n==> {name}"));
    let start = Instant::now();
    let outcome = step();
    let time = start.elapsed();
    let verdict = if outcome.is_ok() { "passed" } else { "FAILED" };
    shell::say(&format!("<== {name} {verdict} in {}", seconds(time)));
    times.push((name, time));
    outcome
}

/// Returns a time as a person reads it: `3.4 s`.
fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell_step(script: &str, runner: Option<Runner>) -> Step {
        let mut command = shell::command("sh");
        command.args(["-c", script]);
        Step { name: "sample", command, runner }
    }

    #[test]
    fn a_step_adds_its_tests() {
        let mut counts = Counts::default();
        // Nextest's form: this line reaches the real output, and a gate that runs on `cargo test` adds up libtest's.
        let line = "echo 'Summary [ 0.1s] 3 tests run: 3 passed, 1 skipped'";
        check(shell_step(line, Some(Runner::Nextest)), &mut counts).unwrap();
        check(shell_step(line, Some(Runner::Nextest)), &mut counts).unwrap();
        assert_eq!(counts.to_string(), "6 passed, 0 failed, 2 skipped");
    }

    #[test]
    fn a_failed_step_says_its_name() {
        let mut counts = Counts::default();
        let failure = check(shell_step("exit 2", None), &mut counts).unwrap_err();
        assert!(failure.to_string().starts_with("step `sample` failed: "));
        assert_eq!(counts.to_string(), "0 passed, 0 failed, 0 skipped");
        assert!(check(shell_step("exit 101", Some(Runner::Nextest)), &mut counts).is_err());
        assert_eq!(counts.to_string(), "0 passed, 1 failed, 0 skipped");
    }

    #[test]
    fn the_tests_never_write_snapshots() {
        let tools = Tools {
            python: "/usr/bin/python3".into(),
            node: "/usr/bin/node".into(),
            browser: "/usr/bin/chromium".into(),
        };
        for step in steps(&tools, None).iter().filter(|step| step.runner.is_some()) {
            assert!(
                step.command
                    .get_envs()
                    .any(|pair| pair == ("INSTA_UPDATE".as_ref(), Some("no".as_ref())))
            );
        }
    }
}
