//! Running the real program, and the tools that judge what it made.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::fs::File;
use std::io::Write;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;

/// The name of the program under test in `tests/Cargo.toml`.
const UNDER_TEST: &str = "dijkwacht-under-test";

/// Returns the real program, `crates/cli/src/main.rs`, ready to take arguments.
///
/// It runs in the root of the repository, with no standard input, without colours, in UTC and without any `DIJKWACHT_*`
/// variable, or `DATABASE_URL`, of the person who runs the tests.
///
/// Cargo builds a binary before the tests only when both are in one package. The tests' package therefore has a binary of
/// its own with the same source file: never missing and never out of date, under `cargo test` and nextest alike, where a
/// harness that looks for `target/debug/dijkwacht` would find yesterday's.
///
/// # Panics
/// When it is called outside an integration test, where cargo has not built the program.
pub fn dijkwacht() -> Program {
    let mut program = Program::new(program_under_test());
    // It introduces itself by the name it is called by; the users' name is the one to see in help texts.
    program.command.arg0("dijkwacht");
    for (name, _) in env::vars_os() {
        if name
            .to_str()
            .is_some_and(|name| name.starts_with("DIJKWACHT_") || name == "DATABASE_URL")
        {
            program.command.env_remove(name);
        }
    }
    program
}

/// Returns the Python that can import `pikepdf`, `icalendar` and `jwcrypto`: the one that `cargo xtask test` chose, or Debian's.
pub fn python() -> Program {
    Program::new(env::var_os("DIJKWACHT_PYTHON").unwrap_or_else(|| "/usr/bin/python3".into()))
}

/// Returns Node with a script of `tests/node`: the one that `cargo xtask test` chose, or that of the search path.
///
/// # Panics
/// When the libraries of the scripts are not installed: a test without them must not pass for one that ran.
pub fn node(script: &str) -> Program {
    let folder = crate::root().join("tests/node");
    assert!(
        folder.join("node_modules/.package-lock.json").is_file(),
        "tests/node/node_modules is not there: run `cargo xtask install`, which installs Node and what its scripts need"
    );
    let program = env::var_os("DIJKWACHT_NODE").unwrap_or_else(|| "node".into());
    Program::new(program).arg(folder.join(script))
}

/// Returns a tool from the search path, such as `qpdf` or `pdftotext`; `cargo xtask install` installs them.
pub fn tool(name: &str) -> Program {
    Program::new(name)
}

/// Returns where cargo put the program.
///
/// # Panics
/// When it is called outside an integration test, where cargo has not built the program.
pub fn program_under_test() -> PathBuf {
    let variable = env::var_os(format!("CARGO_BIN_EXE_{UNDER_TEST}")).map(PathBuf::from);
    // The variable is set by the runner. Without one (a debugger, or the test binary started by hand) the program is in
    // the folder above the test binary's.
    let path = variable.or_else(|| {
        let tests = env::current_exe().ok()?;
        Some(tests.parent()?.parent()?.join(UNDER_TEST))
    });
    path.filter(|path| path.is_file())
        .expect("cargo builds the program for the integration tests in tests/it")
}

/// A program with its arguments, not yet started.
#[derive(Debug)]
pub struct Program {
    command: Command,
    input: Option<Vec<u8>>,
}

impl Program {
    fn new(program: impl AsRef<OsStr>) -> Self {
        let mut command = Command::new(program);
        command
            .current_dir(crate::root())
            .env("NO_COLOR", "1")
            .env("TZ", "UTC")
            .env("LC_ALL", "C.UTF-8");
        Self { command, input: None }
    }

    /// Adds an argument.
    #[must_use]
    pub fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.command.arg(argument);
        self
    }

    /// Adds arguments.
    #[must_use]
    pub fn args<A: AsRef<OsStr>>(mut self, arguments: impl IntoIterator<Item = A>) -> Self {
        self.command.args(arguments);
        self
    }

    /// Sets an environment variable.
    #[must_use]
    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Sets the directory to run in.
    #[must_use]
    pub fn current_dir(mut self, folder: impl AsRef<Path>) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Sets what the program reads on standard input.
    #[must_use]
    pub fn input(mut self, content: impl Into<Vec<u8>>) -> Self {
        self.input = Some(content.into());
        self
    }

    /// Lets another program start this one: `prefix` gets the program and its arguments behind its own.
    ///
    /// # Panics
    /// When the prefix is empty.
    #[must_use]
    pub fn through(self, prefix: &[&str]) -> Self {
        let (first, rest) = prefix.split_first().expect("a program to start this one");
        let mut outer = Self::new(first).args(rest).arg(self.command.get_program());
        outer = outer.args(self.command.get_args());
        for (name, value) in self.command.get_envs() {
            match value {
                Some(value) => outer.command.env(name, value),
                None => outer.command.env_remove(name),
            };
        }
        outer
    }

    /// Starts the program and returns while it runs; what it writes on the error stream goes to a file.
    ///
    /// # Panics
    /// When it cannot be started.
    pub fn start(mut self, errors: File) -> Child {
        self.command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(errors);
        self.command.spawn().expect("a program that starts")
    }

    /// Starts a program that ends when its input does, so that it never outlives the test, however that ends.
    ///
    /// # Panics
    /// When it cannot be started.
    pub fn start_until_dropped(mut self, errors: File) -> Child {
        self.command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(errors);
        self.command.spawn().expect("a program that starts")
    }

    /// Runs the program to its end.
    ///
    /// # Panics
    /// When it cannot be started; the program failing is an output like any other.
    pub fn run(mut self) -> Output {
        let words = std::iter::once(self.command.get_program()).chain(self.command.get_args());
        let shown: Vec<OsString> = words.map(OsStr::to_os_string).collect();
        let line = shown.join(OsStr::new(" ")).to_string_lossy().into_owned();
        let stdin = if self.input.is_some() { Stdio::piped() } else { Stdio::null() };
        let started =
            self.command.stdin(stdin).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
        let mut child = started.expect(&line);
        if let Some((mut pipe, content)) = child.stdin.take().zip(self.input) {
            // From a thread, or both sides could wait for each other. A program that does not read everything breaks the
            // pipe, which is its good right.
            thread::spawn(move || pipe.write_all(&content));
        }
        let output = child.wait_with_output().expect(&line);
        Output {
            line,
            code: output.status.code(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stdout_bytes: output.stdout,
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

/// What a program did. Its `Display` is the whole story, for the message of an assertion: `assert!(ok, "{output}")`.
#[derive(Debug, Clone)]
pub struct Output {
    line: String,
    /// The exit status; none when a signal ended the program.
    pub code: Option<i32>,
    /// What it wrote on standard output, as text.
    pub stdout: String,
    /// What it wrote on standard output, for a program that writes something else than text.
    pub stdout_bytes: Vec<u8>,
    /// What it wrote on the error stream.
    pub stderr: String,
}

impl Output {
    /// Whether the exit status is zero.
    pub fn success(&self) -> bool {
        self.code == Some(0)
    }

    /// Returns the output of a program that had to succeed.
    ///
    /// # Panics
    /// When it did not, with everything it said.
    #[expect(
        clippy::return_self_not_must_use,
        reason = "often the check itself is all a test needs"
    )]
    pub fn expect_success(self) -> Self {
        assert!(self.success(), "should have succeeded:\n{self}");
        self
    }

    /// Returns the output of a program that had to end with this exit status.
    ///
    /// # Panics
    /// When it ended with another one, with everything it said.
    #[expect(
        clippy::return_self_not_must_use,
        reason = "often the check itself is all a test needs"
    )]
    pub fn expect_code(self, code: i32) -> Self {
        assert!(self.code == Some(code), "should have ended with {code}:\n{self}");
        self
    }
}

impl fmt::Display for Output {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code =
            self.code.map_or_else(|| "a signal".to_owned(), |code| format!("exit status {code}"));
        write!(
            f,
            "$ {}\n-- {code}\n-- stdout\n{}\n-- stderr\n{}",
            self.line, self.stdout, self.stderr
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gives_status_and_both_outputs() {
        let output = tool("sh").args(["-c", "echo out; echo err >&2; exit 3"]).run().expect_code(3);
        assert_eq!((output.stdout.as_str(), output.stderr.as_str()), ("out\n", "err\n"));
        assert!(!output.success());
        assert!(output.to_string().contains("exit status 3"));
    }

    #[test]
    fn feeds_input_larger_than_a_pipe() {
        let content = vec![b'x'; 1 << 20];
        let output = tool("cat").input(content.clone()).run().expect_success();
        assert!(output.stdout_bytes == content);
    }

    #[test]
    fn no_input_is_an_empty_input() {
        assert_eq!(tool("cat").run().expect_success().stdout, "");
    }

    #[test]
    fn runs_in_the_root_of_the_repository() {
        assert_eq!(
            tool("pwd").run().expect_success().stdout.trim_end(),
            crate::root().display().to_string()
        );
    }
}
