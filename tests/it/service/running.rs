//! What is refused while the service runs, and where a demonstration is not welcome.

use super::{House, PARTY};
use harness::Scratch;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Child;

/// A service that runs; it is killed with this value.
struct Running {
    child: Child,
    said: BufReader<std::process::ChildStdout>,
}

impl Running {
    /// Starts the service and waits until it listens.
    fn start(house: &House, words: &[&str]) -> Self {
        let errors = File::create(house.scratch.file("log")).expect("a log");
        let program = house.program(&["serve", "--listen", "127.0.0.1:0"]).args(words);
        let mut child = program.start(errors);
        let said = BufReader::new(child.stdout.take().expect("its output"));
        let mut running = Self { child, said };
        let first = running.line();
        assert!(first.contains("luistert op"), "{first}: {}", house.scratch.read("log"));
        running
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.said.read_line(&mut line).expect("a line");
        line
    }

    fn kill(mut self) {
        self.child.kill().expect("a signal that arrives");
        self.child.wait().expect("an end");
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself or by `kill`; nobody is left to tell.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn while_the_service_runs_nothing_takes_its_database_away() {
    let house = House::new();
    let copy = house.scratch.file("kopie");
    house.program(&["backup"]).arg(&copy).run().expect_success();
    let restore = |copy: &Path| house.program(&["restore"]).arg(copy).arg("--overwrite").run();
    let service = Running::start(&house, &[]);
    for refused in [restore(&copy), house.run(&["keys", "rotate"])] {
        let refused = refused.expect_code(2);
        assert!(refused.stderr.contains("stop eerst de dienst"), "{refused}");
    }
    house.run(&["worker", "--once"]).expect_success();
    house.account("behandelaar");
    service.kill();
    restore(&copy).expect_success();
    house.run(&["keys", "rotate"]).expect_success();
}

#[test]
fn a_demonstration_does_not_come_among_real_files() {
    let house = House::new();
    house.account("behandelaar");
    let refused = house.run(&["serve", "--demo", "--listen", "127.0.0.1:0"]).expect_code(2);
    assert!(refused.stderr.contains("hoort niet bij de demonstratie"), "{refused}");
    let house = House::new();
    let words =
        ["account", "new", "--party", "gemeente-assen", "--name", "A", "--role", "beslisser"];
    house.run(&words).expect_success();
    let refused = house.run(&["serve", "--demo", "--listen", "127.0.0.1:0"]).expect_code(2);
    assert!(refused.stderr.contains("gemeente-assen"), "{refused}");
}

#[test]
fn a_second_demonstration_says_where_the_tokens_are() {
    let house = House { scratch: Scratch::new() };
    let mut first = Running::start(&house, &["--demo"]);
    assert!(first.line().contains("eenmalig getoond"));
    assert!(first.line().contains(PARTY));
    first.kill();
    let second = Running::start(&house, &["--demo"]).line();
    assert!(second.contains("eerste keer getoond") && second.contains("token new"), "{second}");
}
