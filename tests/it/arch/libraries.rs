//! Who may use which library: one owner each, so that a library can be understood, replaced and kept out of the core.

use cargo_metadata::{Dependency, DependencyKind};

use super::nothing_breaks;
use super::repository::{CORE, short, workspace};

/// A library with its family (`sea-orm` stands for `sea-orm-migration` too), and who may use it.
struct Owned {
    library: &'static str,
    owners: &'static [&'static str],
    /// Crates whose tests may use it as well.
    testers: &'static [&'static str],
}

const OWNED: &[Owned] = &[
    Owned { library: "sea-orm", owners: &["store", "migrations"], testers: &[] },
    Owned { library: "sea-query", owners: &["store", "migrations"], testers: &[] },
    Owned { library: "sqlx", owners: &["store", "migrations"], testers: &[] },
    Owned { library: "axum", owners: &["web", "tests"], testers: &[] },
    Owned { library: "tower-http", owners: &["web", "tests"], testers: &[] },
    Owned { library: "tower-sessions", owners: &["web"], testers: &[] },
    Owned { library: "lettre", owners: &["mail"], testers: &[] },
    Owned { library: "icalendar", owners: &["mail"], testers: &[] },
    Owned { library: "josekit", owners: &["tips"], testers: &[] },
    Owned { library: "argon2", owners: &["identity"], testers: &[] },
    Owned { library: "openidconnect", owners: &["identity"], testers: &[] },
    Owned { library: "qrcodegen", owners: &["identity"], testers: &[] },
    Owned { library: "totp-rs", owners: &["identity"], testers: &[] },
    Owned { library: "handlebars", owners: &["render"], testers: &[] },
    Owned { library: "typst", owners: &["render"], testers: &[] },
    Owned { library: "comemo", owners: &["render"], testers: &[] },
    Owned {
        library: "toml",
        owners: &["rulebook"],
        testers: &["facts", "law", "questionnaire", "risk", "subjects", "tests"],
    },
    Owned { library: "toml_edit", owners: &["rulebook"], testers: &[] },
    Owned { library: "quick-xml", owners: &["app", "render"], testers: &["letters", "tests"] },
    Owned { library: "cargo_metadata", owners: &[], testers: &["tests"] },
    Owned { library: "lightningcss", owners: &["tests"], testers: &[] },
];

/// All that the core may use from outside: data, dates and text. A list of what is allowed and not of what is forbidden,
/// because nobody can name every library that opens a socket. A new line here is a decision; the reviewer asks whether the
/// library reads a file, a clock, the network or a random source, or starts threads.
const CORE_LIBRARIES: &[&str] = &[
    // Tables of letters, and distances between words.
    "any_ascii",
    "chrono",
    // Tables of time zones, compiled in: no clock and no file.
    "chrono-tz",
    // Graphs and how to order them on a sheet: algorithms over values.
    "petgraph",
    "rapidfuzz",
    "rust-sugiyama",
    "schemars",
    "serde",
    "serde_json",
    "sha2",
    "strsim",
    // Writes SVG as text.
    "svg",
    "thiserror",
    "toml",
    "toml_edit",
    "uuid",
];

impl Owned {
    fn covers(&self, library: &str) -> bool {
        library
            .strip_prefix(self.library)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    }

    fn allows(&self, user: &str, kind: DependencyKind) -> bool {
        self.owners.contains(&user)
            || (kind == DependencyKind::Development && self.testers.contains(&user))
    }
}

/// Calls `judge` with each dependency from outside and the crate that has it; gathers what is wrong.
fn outside(judge: impl Fn(&str, &Dependency) -> Option<String>) -> Vec<String> {
    let metadata = workspace();
    let mut wrong = Vec::new();
    for package in metadata.workspace_packages() {
        let name = short(&package.name).unwrap_or(&package.name);
        let outside = package.dependencies.iter().filter(|dependency| dependency.path.is_none());
        wrong.extend(outside.filter_map(|dependency| judge(name, dependency)));
    }
    wrong
}

#[test]
fn a_family_is_told_from_a_namesake() {
    let typst = OWNED.iter().find(|owned| owned.library == "typst").unwrap();
    assert!(typst.covers("typst") && typst.covers("typst-pdf"));
    assert!(!typst.covers("typstyle"));
    assert!(
        typst.allows("render", DependencyKind::Normal)
            && !typst.allows("web", DependencyKind::Development)
    );
}

#[test]
fn libraries_are_used_by_their_owners_only() {
    let wrong = outside(|name, dependency| {
        let owned = OWNED.iter().find(|owned| owned.covers(&dependency.name))?;
        let fine = owned.allows(name, dependency.kind);
        (!fine).then(|| {
            format!(
                "{name} uses {} ({}); it belongs to {:?}",
                dependency.name, dependency.kind, owned.owners
            )
        })
    });
    nothing_breaks("a library belongs to the crate that wraps it", &wrong);
}

#[test]
fn the_core_uses_only_pure_libraries() {
    let wrong = outside(|name, dependency| {
        let fine = !CORE.contains(&name)
            || dependency.kind == DependencyKind::Development
            || CORE_LIBRARIES.contains(&dependency.name.as_str());
        (!fine).then(|| format!("{name} uses {}", dependency.name))
    });
    nothing_breaks("the core uses no library that could reach the world outside", &wrong);
}

#[test]
fn the_core_has_no_runtime_even_in_its_tests() {
    const RUNTIMES: [&str; 9] =
        ["tokio", "async-std", "smol", "reqwest", "hyper", "ureq", "rand", "getrandom", "tempfile"];
    let wrong = outside(|name, dependency| {
        let fine = !CORE.contains(&name) || !RUNTIMES.contains(&dependency.name.as_str());
        (!fine).then(|| format!("{name} uses {} ({})", dependency.name, dependency.kind))
    });
    nothing_breaks("what needs a runtime, a network or a random source is not the core's", &wrong);
}

#[test]
fn the_core_has_no_clock_and_no_random_ids() {
    let forbidden = |library: &str| -> &[&str] {
        match library {
            "chrono" => &["clock", "now"],
            "uuid" => &["v1", "v4", "v6", "v7", "rng", "fast-rng"],
            _ => &[],
        }
    };
    let wrong = outside(|name, dependency| {
        let asked = dependency
            .features
            .iter()
            .filter(|asked| forbidden(&dependency.name).contains(&asked.as_str()));
        let mut asked: Vec<&str> = asked.map(String::as_str).collect();
        if dependency.name == "chrono" && dependency.uses_default_features {
            asked.push("default");
        }
        let fine = !CORE.contains(&name) || asked.is_empty();
        (!fine).then(|| format!("{name} asks {} for {asked:?}", dependency.name))
    });
    nothing_breaks("time and ids come in as values", &wrong);
}
