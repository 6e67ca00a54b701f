//! The arrows between the crates, as the table of the architecture page.

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::{DependencyKind, Package};

use super::nothing_breaks;
use super::repository::{CORE, folder, short, workspace};

/// What a crate may use of the workspace.
#[derive(Clone, Copy)]
enum Uses {
    /// These crates and no others.
    Only(&'static [&'static str]),
    /// Every crate that stands above it in the table.
    Above,
}

use Uses::{Above, Only};

/// Every crate there is or will be, each below all that it may use, so that a cycle cannot be written down. A new crate or
/// arrow is a decision: change this table and the architecture page together.
const TABLE: &[(&str, Uses)] = &[
    ("kernel", Only(&[])),
    ("facts", Only(&["kernel"])),
    ("law", Only(&["facts", "kernel"])),
    ("questionnaire", Only(&["facts", "kernel"])),
    ("subjects", Only(&["kernel"])),
    ("risk", Only(&["subjects", "law", "facts", "kernel"])),
    ("case", Only(&["law", "questionnaire", "subjects", "risk", "kernel"])),
    ("meetings", Only(&["case", "kernel"])),
    ("rulebook", Only(&["facts", "law", "questionnaire", "subjects", "risk", "kernel"])),
    // The pure line: nothing above reads a file, a clock or a database.
    ("migrations", Only(&[])),
    (
        "store",
        Only(&[
            "kernel",
            "facts",
            "law",
            "questionnaire",
            "subjects",
            "risk",
            "case",
            "meetings",
            "rulebook",
            "migrations",
        ]),
    ),
    ("render", Only(&["kernel"])),
    ("letters", Only(&["case", "law", "render", "kernel"])),
    // One strict registry of templates for all that leaves the house.
    ("mail", Only(&["render", "kernel"])),
    ("tips", Only(&["kernel"])),
    ("identity", Only(&["kernel"])),
    ("app", Above),
    ("web", Only(&["app", "render", "kernel"])),
    ("cli", Above),
    ("tests", Above),
    ("xtask", Only(&[])),
];

/// Returns what a crate may use; none for a crate that is not in the table.
fn allowed(name: &str) -> Option<BTreeSet<&'static str>> {
    let place = TABLE.iter().position(|(other, _)| *other == name)?;
    Some(match TABLE[place].1 {
        Only(names) => names.iter().copied().collect(),
        Above => TABLE[..place].iter().map(|(name, _)| *name).collect(),
    })
}

/// Returns the crates of the workspace that a package uses in this way or another.
fn uses(package: &Package, counts: impl Fn(DependencyKind) -> bool) -> BTreeSet<String> {
    let ours = package
        .dependencies
        .iter()
        .filter(|dependency| dependency.path.is_some() && counts(dependency.kind));
    ours.filter_map(|dependency| short(&dependency.name)).map(str::to_owned).collect()
}

#[test]
fn the_table_has_no_cycle_and_no_unknown_name() {
    let mut above = BTreeSet::new();
    for (name, uses) in TABLE {
        if let Only(names) = uses {
            assert!(
                names.iter().all(|used| above.contains(used)),
                "`{name}` uses a crate that is not above it"
            );
        }
        assert!(above.insert(*name), "`{name}` is in the table twice");
    }
    assert!(CORE.iter().all(|name| above.contains(name)));
}

#[test]
fn the_core_uses_only_the_core() {
    for name in CORE {
        let allowed = allowed(name).unwrap_or_default();
        assert!(
            allowed.iter().all(|used| CORE.contains(used)),
            "`{name}` reaches below the pure line"
        );
    }
}

#[test]
fn every_package_is_in_the_table_and_in_its_own_folder() {
    let mut wrong = Vec::new();
    for package in workspace().workspace_packages() {
        let Some(name) = short(&package.name).filter(|name| allowed(name).is_some()) else {
            wrong.push(format!("`{}` is not in the table of the architecture", package.name));
            continue;
        };
        let place = if ["tests", "migrations"].contains(&name) {
            name.to_owned()
        } else {
            format!("crates/{name}")
        };
        if folder(package) != place {
            wrong.push(format!("`{}` is in {}, not in {place}", package.name, folder(package)));
        }
    }
    nothing_breaks("a package is one of the architecture's crates, `dijkwacht-<folder>`", &wrong);
}

#[test]
fn every_arrow_is_in_the_table() {
    let mut wrong = Vec::new();
    for package in workspace().workspace_packages() {
        let name = short(&package.name).unwrap_or(&package.name);
        let allowed = allowed(name).unwrap_or_default();
        let used = uses(package, |kind| kind != DependencyKind::Development);
        wrong.extend(
            used.iter()
                .filter(|used| !allowed.contains(used.as_str()))
                .map(|used| format!("{name} uses {used}")),
        );
    }
    nothing_breaks("the arrows may not bend (design/architecture.md)", &wrong);
}

/// Tests may look wider than the code they test (a rule read from its file, say), but what holds the core pure holds for
/// its tests too, and nobody tests with the tests or the chores.
#[test]
fn test_arrows_stay_on_their_side_of_the_pure_line() {
    let mut wrong = Vec::new();
    for package in workspace().workspace_packages() {
        let name = short(&package.name).unwrap_or(&package.name);
        for used in uses(package, |kind| kind == DependencyKind::Development) {
            let crosses = CORE.contains(&name) && !CORE.contains(&used.as_str());
            if crosses || ["tests", "xtask"].contains(&used.as_str()) {
                wrong.push(format!("the tests of {name} use {used}"));
            }
        }
    }
    nothing_breaks("dev-dependencies may point wider, but not across the pure line", &wrong);
}

#[test]
fn no_cycle_even_through_tests() {
    let metadata = workspace();
    let packages = metadata.workspace_packages();
    let mut left: BTreeMap<&str, BTreeSet<String>> = packages
        .iter()
        .filter_map(|package| Some((short(&package.name)?, uses(package, |_| true))))
        .collect();
    // Take away the crates that use nothing that is left, until none is left; what stays is in a cycle or uses one.
    loop {
        let names: BTreeSet<&str> = left.keys().copied().collect();
        let before = left.len();
        left.retain(|_, used| used.iter().any(|used| names.contains(used.as_str())));
        if left.len() == before {
            break;
        }
    }
    let wrong: Vec<String> =
        left.iter().map(|(name, used)| format!("{name} -> {used:?}")).collect();
    nothing_breaks("no import cycles, ever", &wrong);
}
