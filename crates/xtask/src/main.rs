//! `cargo xtask`: the project's chores. `cargo xtask test` is the gate: what it accepts may land.
//!
//! Only the standard library, so that it compiles in seconds on a machine that has nothing yet.

mod browser;
mod counts;
mod faults;
mod gate;
mod install;
mod node;
mod postgres;
mod shell;

use std::process::ExitCode;

use shell::{Failure, Outcome};

/// What `help` prints.
const USAGE: &str = "\
cargo xtask <command>

  test            install what is missing, then run every check: the same command as CI
  bench [args]    run the benchmarks; the arguments go to `cargo bench`
  faults [kills]  kill the service at random moments, 200 times on each database (release build)
  css             write the style sheet of the pages from templates/static/src
  schemas         write the JSON schemas of the rule files to rules/schema
  install         only install what is missing (Debian packages, libraries of Node, rustfmt, clippy)
  help            this text";

/// The commands that take arguments.
const TAKES_ARGUMENTS: [&str; 2] = ["bench", "faults"];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            shell::complain(&failure.to_string());
            ExitCode::FAILURE
        }
    }
}

/// Runs the command that the arguments name.
fn dispatch(arguments: &[String]) -> Outcome {
    let (name, rest) =
        arguments.split_first().map_or(("help", &[][..]), |(name, rest)| (name.as_str(), rest));
    if !rest.is_empty() && !TAKES_ARGUMENTS.contains(&name) {
        return Err(Failure::new(format!("`cargo xtask {name}` takes no arguments")));
    }
    match name {
        "test" => gate::run(),
        "bench" => bench(rest),
        "faults" => faults::run(rest),
        "css" => css(),
        "schemas" => schemas(),
        "install" => install::run().map(|_| ()),
        "help" | "-h" | "--help" => {
            shell::say(USAGE);
            Ok(())
        }
        unknown => Err(Failure::new(format!("no command `{unknown}`\n\n{USAGE}"))),
    }
}

/// Runs the benchmarks.
fn bench(arguments: &[String]) -> Outcome {
    // `--bench *` leaves out the unit tests: their harness does not know the options of the benchmark runner.
    shell::run(shell::cargo(&["bench", "--workspace", "--bench", "*"]).args(arguments))
}

/// Writes the style sheet, through an example of the tests: only they have a parser for it.
fn css() -> Outcome {
    shell::run(&mut shell::cargo(&["run", "--package", "dijkwacht-tests", "--example", "css"]))
}

/// Writes the schemas of the rule files, through the program's own command.
fn schemas() -> Outcome {
    shell::run(&mut shell::cargo(&[
        "run",
        "--bin",
        "dijkwacht",
        "--",
        "rules",
        "schema",
        "--out",
        "rules/schema",
    ]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_unknown_commands_and_stray_arguments() {
        let words = |line: &str| line.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert!(dispatch(&words("tset")).unwrap_err().to_string().contains("no command `tset`"));
        assert!(
            dispatch(&words("test --fast")).unwrap_err().to_string().contains("takes no arguments")
        );
        assert!(dispatch(&words("faults x")).unwrap_err().to_string().contains("number of kills"));
    }

    #[test]
    fn every_command_is_in_the_help() {
        for command in
            ["test", "bench [args]", "faults [kills]", "css", "schemas", "install", "help"]
        {
            assert!(USAGE.contains(&format!("\n  {command} ")), "{command}");
        }
    }
}
