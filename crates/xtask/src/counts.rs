//! Reading the closing lines of the test runners, so that the gate can end with one sum.

use std::fmt;
use std::ops::AddAssign;

/// How many tests ended how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// Tests that passed.
    pub(crate) passed: u64,
    /// Tests that failed, ran out of time or could not be started.
    pub(crate) failed: u64,
    /// Tests that the runner knew and did not run.
    pub(crate) skipped: u64,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl fmt::Display for Counts {
    /// The plain closing line that CI reads; its form is fixed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed, {} skipped", self.passed, self.failed, self.skipped)
    }
}

/// Whose output is read. Each is read by its own rules, so that a test that prints the other's words counts for nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Runner {
    /// `cargo nextest run`: one summary over all test binaries.
    Nextest,
    /// `cargo test`: one result line for each test binary or set of doctests.
    Libtest,
}

/// Adds up the lines of one run.
#[derive(Debug)]
pub(crate) struct Tally {
    runner: Runner,
    counts: Counts,
}

impl Tally {
    /// Starts at zero.
    pub(crate) fn new(runner: Runner) -> Self {
        Self { runner, counts: Counts::default() }
    }

    /// Takes in a line of output; most lines say nothing about counts.
    pub(crate) fn read(&mut self, line: &str) {
        let line = without_colours(line);
        match self.runner {
            // Its summary covers the whole run and comes after every output of a test, so the last one is the true one.
            Runner::Nextest => self.counts = nextest_summary(&line).unwrap_or(self.counts),
            Runner::Libtest => self.counts += libtest_result(&line).unwrap_or_default(),
        }
    }

    /// Returns the sum. A runner that failed without counting a failed test (the build broke, or the process died)
    /// counts as one, because `0 failed` below a failed run would be a lie.
    pub(crate) fn close(mut self, succeeded: bool) -> Counts {
        if !succeeded && self.counts.failed == 0 {
            self.counts.failed = 1;
        }
        self.counts
    }
}

/// Reads `Summary [   0.046s] 5/6 tests run: 3 passed (1 slow, 1 flaky), 1 failed, 1 timed out, 2 skipped`.
fn nextest_summary(line: &str) -> Option<Counts> {
    let (_, after_time) = line.trim_start().strip_prefix("Summary [")?.split_once(']')?;
    let (_, results) = after_time.split_once(" run: ")?;
    Some(sum(&without_parentheses(results), ','))
}

/// Reads `test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 2 filtered out; finished in 0.00s`.
fn libtest_result(line: &str) -> Option<Counts> {
    let (_, results) = line.strip_prefix("test result: ")?.split_once(". ")?;
    Some(sum(results, ';'))
}

/// Adds up parts such as `3 passed`; a part of another form counts for nothing.
fn sum(parts: &str, separator: char) -> Counts {
    let mut counts = Counts::default();
    for part in parts.split(separator) {
        let Some((number, what)) = part.trim().split_once(' ') else { continue };
        let Ok(number) = number.parse::<u64>() else { continue };
        match what {
            "passed" => counts.passed += number,
            "failed" | "exec failed" | "timed out" => counts.failed += number,
            "skipped" | "ignored" => counts.skipped += number,
            _ => {}
        }
    }
    counts
}

/// Returns the text without what stands between parentheses: remarks on tests that are counted already.
fn without_parentheses(text: &str) -> String {
    let mut depth = 0_u32;
    let mut plain = String::new();
    for char in text.chars() {
        match char {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => plain.push(char),
            _ => {}
        }
    }
    plain.replace(" ,", ",").trim_end().to_owned()
}

/// Returns the line without terminal colours (`ESC [ ... letter`).
fn without_colours(line: &str) -> String {
    let mut plain = String::new();
    let mut chars = line.chars();
    while let Some(char) = chars.next() {
        if char == '\u{1b}' {
            let _ = chars.find(char::is_ascii_alphabetic);
        } else {
            plain.push(char);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(runner: Runner, lines: &[&str]) -> Counts {
        let mut tally = Tally::new(runner);
        for line in lines {
            tally.read(line);
        }
        tally.close(true)
    }

    fn counts(passed: u64, failed: u64, skipped: u64) -> Counts {
        Counts { passed, failed, skipped }
    }

    #[test]
    fn nextest_that_passes() {
        let lines = [
            "    Starting 12 tests across 3 binaries",
            "        PASS [   0.004s] (1/12) dijkwacht-kernel euro::tests::adds",
            "────────────",
            "     Summary [   0.012s] 12 tests run: 12 passed, 3 skipped",
        ];
        assert_eq!(tally(Runner::Nextest, &lines), counts(12, 0, 3));
        assert_eq!(
            tally(Runner::Nextest, &["     Summary [ 1.0s] 1 test run: 1 passed, 0 skipped"]),
            counts(1, 0, 0)
        );
    }

    #[test]
    fn nextest_with_every_kind_of_result() {
        let line = "     Summary [   5.2s] 11/20 tests run: 6 passed (2 slow, 1 flaky), 2 failed (1 due to being leaky), \
                    1 exec failed, 2 timed out, 4 skipped";
        assert_eq!(tally(Runner::Nextest, &[line]), counts(6, 5, 4));
    }

    #[test]
    fn nextest_in_colour() {
        let line = "\u{1b}[32;1m     Summary\u{1b}[0m [   0.012s] \u{1b}[1m2\u{1b}[0m tests run: \u{1b}[1m1\u{1b}[0m \
                    \u{1b}[32;1mpassed\u{1b}[0m, \u{1b}[1m1\u{1b}[0m \u{1b}[31;1mfailed\u{1b}[0m, \u{1b}[1m0\u{1b}[0m \
                    \u{1b}[33;1mskipped\u{1b}[0m";
        assert_eq!(tally(Runner::Nextest, &[line]), counts(1, 1, 0));
    }

    #[test]
    fn nextest_takes_the_last_summary() {
        let printed_by_a_test = "    Summary [ 0.1s] 90 tests run: 90 passed, 0 skipped";
        let own = "     Summary [ 0.2s] 2 tests run: 1 passed, 1 failed, 0 skipped";
        assert_eq!(
            tally(Runner::Nextest, &[printed_by_a_test, own, "error: test run failed"]),
            counts(1, 1, 0)
        );
    }

    #[test]
    fn libtest_adds_up_its_binaries() {
        let lines = [
            "running 3 tests",
            "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 7 filtered out; finished in 0.00s",
            "test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.20s",
        ];
        assert_eq!(tally(Runner::Libtest, &lines), counts(4, 2, 1));
    }

    #[test]
    fn other_lines_count_for_nothing() {
        let lines = [
            "",
            "Summary",
            "5 passed, 1 failed",
            "test result: ok",
            "Summary [1s] 1 test run 4 passed",
        ];
        assert_eq!(tally(Runner::Nextest, &lines), counts(0, 0, 0));
        assert_eq!(tally(Runner::Libtest, &lines), counts(0, 0, 0));
    }

    #[test]
    fn each_runner_is_read_by_its_own_rules() {
        assert_eq!(
            tally(Runner::Libtest, &["     Summary [ 0.1s] 9 tests run: 9 passed, 0 skipped"]),
            counts(0, 0, 0)
        );
        assert_eq!(
            tally(Runner::Nextest, &["test result: ok. 3 passed; 0 failed; 1 ignored"]),
            counts(0, 0, 0)
        );
    }

    #[test]
    fn a_broken_run_counts_as_one_failure() {
        assert_eq!(Tally::new(Runner::Nextest).close(false), counts(0, 1, 0));
    }

    #[test]
    fn the_closing_line_has_the_form_that_ci_reads() {
        assert_eq!(counts(12, 0, 3).to_string(), "12 passed, 0 failed, 3 skipped");
    }
}
