//! The core's stricter `clippy.toml`. A crate's own file replaces the root one, so it has to hold all of it, and more.

use std::collections::BTreeSet;

use toml::{Table, Value};

use super::nothing_breaks;
use super::repository::{CORE, exists, files_ending, read, table};

/// What the core's copy must forbid, whatever else it does: one of each kind of reach into the world.
const FORBIDDEN_IN_CORE: [&str; 10] = [
    "std::fs::File",
    "std::fs::read_to_string",
    "std::path::Path::exists",
    "std::env::var",
    "std::net::TcpStream",
    "std::process::Command",
    "std::time::Instant::now",
    "std::thread::spawn",
    "std::collections::HashMap",
    "std::collections::HashSet",
];

/// Returns the core crates that exist.
fn present() -> impl Iterator<Item = &'static str> {
    CORE.into_iter().filter(|name| exists(&format!("crates/{name}/Cargo.toml")))
}

/// Returns what a list forbids or contains: the path of an entry, or the entry itself.
fn entries(list: &[Value]) -> BTreeSet<&str> {
    list.iter().filter_map(|entry| entry.get("path").unwrap_or(entry).as_str()).collect()
}

/// Returns where `copy` is weaker than `root`.
fn weaker(root: &Table, copy: &Table) -> Vec<String> {
    let mut wrong = Vec::new();
    for (key, value) in root {
        match (value.as_array(), copy.get(key).and_then(Value::as_array)) {
            (Some(all), Some(kept)) => {
                let kept = entries(kept);
                let lost = entries(all).into_iter().filter(|entry| !kept.contains(entry));
                wrong.extend(lost.map(|entry| format!("{key} lacks {entry}")));
            }
            _ if copy.get(key) != Some(value) => wrong.push(format!("{key} is not {value}")),
            _ => {}
        }
    }
    wrong
}

#[test]
fn weaker_finds_what_is_lost_and_accepts_what_is_added() {
    let parse = |text: &str| text.parse::<Table>().unwrap();
    let root = parse("limit = 60\nwords = ['a', 'b']\nbans = [{ path = 'x' }, { path = 'y' }]");
    let more = parse(
        "limit = 60\nwords = ['b', 'a', 'c']\nbans = [{ path = 'y' }, { path = 'z' }, { path = 'x' }]\nnew = []",
    );
    let less = parse("limit = 90\nbans = [{ path = 'x' }]");
    assert_eq!(weaker(&root, &more), [""; 0]);
    assert_eq!(
        weaker(&root, &less),
        ["bans lacks y", "limit is not 60", "words is not [\"a\", \"b\"]"]
    );
}

#[test]
fn the_copies_are_equal() {
    let first = read("crates/kernel/clippy.toml");
    let differs = |name: &&str| {
        let copy = format!("crates/{name}/clippy.toml");
        !exists(&copy) || read(&copy) != first
    };
    let wrong: Vec<String> =
        present().filter(differs).map(|name| format!("crates/{name}/clippy.toml")).collect();
    nothing_breaks("each core crate has crates/kernel/clippy.toml, letter for letter", &wrong);
}

#[test]
fn the_copies_are_at_least_as_strict_as_the_root() {
    let wrong = weaker(&table("clippy.toml"), &table("crates/kernel/clippy.toml"));
    nothing_breaks("the core's clippy.toml holds all of the root's", &wrong);
}

#[test]
fn the_copies_forbid_the_world_outside() {
    let copy = table("crates/kernel/clippy.toml");
    let lists =
        ["disallowed-methods", "disallowed-types"].map(|key| copy[key].as_array().expect("a list"));
    let forbidden: BTreeSet<&str> = lists.into_iter().flat_map(|list| entries(list)).collect();
    let wrong: Vec<String> = FORBIDDEN_IN_CORE
        .iter()
        .filter(|path| !forbidden.contains(*path))
        .map(ToString::to_string)
        .collect();
    nothing_breaks("the core reads no file, clock, network or environment", &wrong);
}

#[test]
fn no_other_crate_replaces_the_root_file() {
    let fine = |name: &String| {
        let folder = name.strip_prefix("crates/").and_then(|rest| rest.split('/').next());
        name == "clippy.toml" || folder.is_some_and(|folder| CORE.contains(&folder))
    };
    let wrong: Vec<String> =
        files_ending("clippy.toml").into_iter().filter(|name| !fine(name)).collect();
    nothing_breaks("only core crates have a clippy.toml of their own", &wrong);
}
