//! An installation of the program with data of its own, and the service that runs on it.

use harness::{Output, Program, Scratch, TestDatabase, dijkwacht, tool};
use std::fs::{File, OpenOptions, Permissions};
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::Child;
use store::{DatabaseUrl, Keyring};

/// An installation: the folder with its keys and outgoing effects, and its database.
pub(super) struct Home {
    pub(super) folder: Scratch,
    database: String,
    settings: Vec<(&'static str, String)>,
}

impl Home {
    /// Makes an installation on a database that is up to date. The program makes its own keys.
    pub(super) fn new(database: &TestDatabase) -> Self {
        let home = Self::bare(Scratch::new(), place(&database.url()));
        home.run(&["keys", "new"]).expect_success();
        home
    }

    /// An installation whose database is a file in its folder.
    pub(super) fn on_file(folder: Scratch) -> Self {
        let database = place(&DatabaseUrl::Sqlite(folder.file("dijkwacht.sqlite3")));
        Self::bare(folder, database)
    }

    /// An installation on a database with the keys of the tests, so that use cases in this process work on the same data.
    pub(super) fn shared(database: &TestDatabase) -> Self {
        let home = Self::bare(Scratch::new(), place(&database.url()));
        let file = home.folder.write("sleutels", harness::key_file(1));
        std::fs::set_permissions(file, Permissions::from_mode(0o600)).expect("a file of our own");
        home
    }

    fn bare(folder: Scratch, database: String) -> Self {
        Self { folder, database, settings: Vec::new() }
    }

    /// Adds a setting for all that is run from now on.
    pub(super) fn set(&mut self, name: &'static str, value: String) {
        self.settings.push((name, value));
    }

    pub(super) fn keys(&self) -> Keyring {
        Keyring::parse(&self.folder.read("sleutels"), harness::random).unwrap()
    }

    fn program(&self, words: &[&str]) -> Program {
        let program = dijkwacht()
            .env("DATABASE_URL", &self.database)
            .env("DIJKWACHT_WORKER__INTERVAL_SECONDS", "1");
        let set = |program: Program, (name, value): &(&str, String)| program.env(name, value);
        self.settings.iter().fold(program, set).args(words).arg("--data").arg(self.folder.path())
    }

    /// Runs a command of the program to its end.
    pub(super) fn run(&self, words: &[&str]) -> Output {
        self.program(words).run()
    }

    /// Makes an account with a token; returns the id of the account and the token.
    pub(super) fn official(&self, party: &str) -> (String, String) {
        let new =
            ["account", "new", "--party", party, "--name", "V. Beeld", "--role", "behandelaar"];
        let said = self.run(&new).expect_success().stdout;
        let account = said.split_whitespace().nth(1).expect("the id of the account").to_owned();
        let new = ["token", "new", "--party", party, "--account", &account, "--label", "proef"];
        let scopes = ["--scope", "dossiers:lezen", "--scope", "dossiers:schrijven"];
        let said = self.run(&[&new[..], &scopes].concat()).expect_success().stdout;
        (account, said.lines().next().expect("the token").to_owned())
    }

    /// Starts the service on a free port.
    pub(super) fn serve(&self) -> Starting {
        self.serve_through(&["env"])
    }

    /// Starts the service by way of another program.
    pub(super) fn serve_through(&self, prefix: &[&str]) -> Starting {
        let program = self.program(&["serve", "--listen", "127.0.0.1:0"]).through(prefix);
        Starting(program.start(self.log()))
    }

    /// Starts a worker with settings of its own; it works until it is killed.
    pub(super) fn work(&self, settings: &[(&str, String)]) -> Starting {
        Starting(self.worker(&["worker"], settings).start(self.log()))
    }

    /// Does one round of work with settings of its own.
    pub(super) fn work_once(&self, settings: &[(&str, String)]) -> Output {
        self.worker(&["worker", "--once"], settings).run()
    }

    fn worker(&self, words: &[&str], settings: &[(&str, String)]) -> Program {
        let set = |program: Program, (name, value): &(&str, String)| program.env(name, value);
        settings.iter().fold(self.program(words), set)
    }

    /// Counts the files in the outgoing folder, finished or not.
    pub(super) fn spooled(&self) -> usize {
        let parties =
            std::fs::read_dir(self.folder.file("uitgaand")).into_iter().flatten().flatten();
        parties.filter_map(|party| std::fs::read_dir(party.path()).ok()).flatten().count()
    }

    /// Where the service writes what went wrong.
    fn log(&self) -> File {
        let file = self.log_file();
        OpenOptions::new().create(true).append(true).open(file).expect("a log")
    }

    pub(super) fn log_file(&self) -> PathBuf {
        let mut name = self.folder.path().as_os_str().to_owned();
        name.push(".log");
        name.into()
    }

    /// Returns the end of the log, for the message of an assertion.
    pub(super) fn logged(&self) -> String {
        let text = std::fs::read_to_string(self.log_file()).unwrap_or_default();
        let lines: Vec<&str> = text.lines().collect();
        lines[lines.len().saturating_sub(20)..].join("\n")
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        // What cannot be removed stays in the temporary folder, which is not ours to fail on.
        let _ = std::fs::remove_file(self.log_file());
    }
}

fn place(url: &DatabaseUrl) -> String {
    match url {
        DatabaseUrl::Sqlite(file) => file.display().to_string(),
        DatabaseUrl::Postgres(url) => url.clone(),
    }
}

/// A program that was started; a service has not yet said where it listens.
pub(super) struct Starting(Child);

impl Starting {
    /// Waits until the service listens.
    pub(super) fn ready(mut self) -> Service {
        let mut output = BufReader::new(self.0.stdout.take().expect("its output"));
        let mut line = String::new();
        output.read_line(&mut line).expect("its first line");
        let address = line.split_whitespace().find(|word| word.starts_with("http://"));
        Service { address: address.map(str::to_owned), child: self.0 }
    }

    pub(super) fn kill(mut self) {
        kill(&mut self.0);
    }
}

/// A service that listens; it is killed with this value.
pub(super) struct Service {
    address: Option<String>,
    child: Child,
}

impl Service {
    /// Returns the address of the API.
    pub(super) fn address(&self, home: &Home) -> String {
        assert!(self.address.is_some(), "the service did not start:\n{}", home.logged());
        format!("{}/v1", self.address.as_deref().unwrap_or_default())
    }

    /// A path inside what the service sees as its files.
    pub(super) fn path(&self, inside: &std::path::Path) -> PathBuf {
        PathBuf::from(format!("/proc/{}/root{}", self.child.id(), inside.display()))
    }

    /// Ends the service at once, whatever it is doing.
    pub(super) fn kill(mut self) {
        kill(&mut self.child);
    }

    /// Asks the service to stop, and waits until it has.
    pub(super) fn stop(mut self) {
        tool("kill").arg("-TERM").arg(self.child.id().to_string()).run().expect_success();
        assert!(self.child.wait().unwrap().success());
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        // It may have ended by itself or by `kill`; nobody is left to tell.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn kill(child: &mut Child) {
    child.kill().expect("a signal that arrives");
    child.wait().expect("an end");
}
