//! Sizes and places of files, and words that must not be in them.

use std::collections::BTreeSet;

use super::nothing_breaks;
use super::repository::{files, files_ending, read};

/// What may stand at the top besides files whose name starts with a dot; the customer fixed it.
const TOP_LEVEL: [&str; 13] = [
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE",
    "README.md",
    "clippy.toml",
    "crates",
    "deny.toml",
    "docs",
    "migrations",
    "rules",
    "rust-toolchain.toml",
    "rustfmt.toml",
    "templates",
];

/// Longest source file, in lines.
const MOST_LINES: usize = 600;

/// Files that are longer, with their length when they were listed. The list may only shrink, and so may the files.
const LONG_FILES: [(&str, usize); 0] = [];

#[test]
fn the_top_level_is_what_the_customer_fixed() {
    let top: BTreeSet<String> =
        files().iter().filter_map(|name| name.split('/').next()).map(str::to_owned).collect();
    let fine = |name: &&String| {
        name.starts_with('.') || *name == "tests" || TOP_LEVEL.contains(&name.as_str())
    };
    let wrong: Vec<String> = top.iter().filter(|name| !fine(name)).cloned().collect();
    nothing_breaks("the layout of the top level is fixed", &wrong);
}

#[test]
fn source_files_are_short() {
    let mut wrong = Vec::new();
    for name in files_ending(".rs") {
        let lines = read(&name).lines().count();
        let most = LONG_FILES
            .iter()
            .find(|(long, _)| *long == name)
            .map_or(MOST_LINES, |(_, listed)| *listed);
        if lines > most {
            wrong.push(format!("{name}: {lines} lines, at most {most}"));
        }
    }
    for (name, _) in LONG_FILES {
        if read(name).lines().count() <= MOST_LINES {
            wrong.push(format!("{name} is short enough now: take it off the list"));
        }
    }
    nothing_breaks("a source file can be read in one sitting", &wrong);
}

#[test]
fn no_test_file_is_forgotten() {
    let mut reached = BTreeSet::from(["tests/it/main.rs".to_owned()]);
    let mut unread = vec!["tests/it/main.rs".to_owned()];
    let all: BTreeSet<String> =
        files_ending(".rs").into_iter().filter(|name| name.starts_with("tests/it/")).collect();
    while let Some(file) = unread.pop() {
        // `main.rs` and `mod.rs` have their modules beside them, any other file in the folder of its own name.
        let below =
            file.strip_suffix("main.rs").or_else(|| file.strip_suffix("mod.rs")).map(str::to_owned);
        let below = below.unwrap_or_else(|| format!("{}/", file.trim_end_matches(".rs")));
        for module in modules(&read(&file)) {
            let places = [format!("{below}{module}.rs"), format!("{below}{module}/mod.rs")];
            unread.extend(
                places
                    .into_iter()
                    .filter(|place| all.contains(place) && reached.insert(place.clone())),
            );
        }
    }
    let wrong: Vec<String> = all.difference(&reached).cloned().collect();
    nothing_breaks("a test file without `mod` is never run", &wrong);
}

/// Returns the names of the modules that a source file declares without their text.
fn modules(source: &str) -> Vec<&str> {
    let lines = source.lines().map(str::trim).filter_map(|line| line.strip_suffix(';'));
    lines
        .filter_map(|line| line.rsplit_once("mod "))
        .filter(|(before, _)| !before.contains("//"))
        .map(|(_, name)| name)
        .collect()
}

#[test]
fn modules_are_found_in_each_form() {
    assert_eq!(
        modules("mod a;\npub(crate) mod b;\n// mod c;\n#[cfg(test)] mod d;\nmod e {\n}\n"),
        ["a", "b", "d"]
    );
}

/// Returns the lines of a file that have the word, comments left out.
fn lines_with(name: &str, word: &str) -> Vec<String> {
    let source = read(name);
    let lines = source
        .lines()
        .enumerate()
        .filter(|(_, line)| line.contains(word) && !line.trim().starts_with("//"));
    lines.map(|(number, line)| format!("{name}:{}: {}", number + 1, line.trim())).collect()
}

// The words are put together here, so that this file does not contain them.

#[test]
fn no_test_is_ignored_and_nothing_is_left_to_do() {
    let words = [concat!("#[", "ignore"), concat!("todo", "!("), concat!("unimplemented", "!(")];
    let names = files_ending(".rs");
    let wrong: Vec<String> = names
        .iter()
        .flat_map(|name| words.iter().flat_map(move |word| lines_with(name, word)))
        .collect();
    nothing_breaks("a test runs or is not there; code is finished or is not there", &wrong);
}

#[test]
fn no_test_waits_for_time() {
    let is_test = |name: &&String| {
        name.starts_with("tests/") || name.contains("/tests/") || name.ends_with("/tests.rs")
    };
    let names = files_ending(".rs");
    let wrong: Vec<String> = names
        .iter()
        .filter(is_test)
        .flat_map(|name| lines_with(name, concat!("sleep", "(")))
        .collect();
    nothing_breaks("a test waits for an event, not for time", &wrong);
}
