//! Licences of everything that is compiled, against the list in `deny.toml`; cargo-deny itself is not on every machine.

use toml::Value;

use super::nothing_breaks;
use super::repository::{read, resolved, table};
use super::spdx::satisfied;

/// Returns the licences that `deny.toml` allows.
fn allowed() -> Vec<String> {
    let deny = table("deny.toml");
    let list = deny["licenses"]["allow"].as_array().into_iter().flatten();
    list.filter_map(Value::as_str).map(str::to_owned).collect()
}

#[test]
fn every_package_has_an_allowed_licence() {
    let allowed = allowed();
    let mut wrong = Vec::new();
    for package in &resolved().packages {
        let licence = package.license.as_deref().unwrap_or_default();
        if satisfied(licence, &allowed) != Some(true) {
            wrong.push(format!("{} {}: {licence:?}", package.name, package.version));
        }
    }
    nothing_breaks(
        "a library's licence lets it be part of a work under the EUPL-1.2 (deny.toml)",
        &wrong,
    );
}

#[test]
fn every_package_is_ours_or_from_crates_io() {
    let wrong: Vec<String> = resolved()
        .packages
        .iter()
        .filter(|package| package.source.as_ref().is_some_and(|source| !source.is_crates_io()))
        .map(|package| format!("{} {}", package.name, package.version))
        .collect();
    nothing_breaks("no library from a git repository or another registry", &wrong);
}

#[test]
fn the_licence_is_the_whole_eupl() {
    let text = read("LICENSE");
    assert!(text.starts_with("EUROPEAN UNION PUBLIC LICENCE v. 1.2\n"));
    for part in ["Licensed under the EUPL", "15.Applicable Law", "Appendix"] {
        assert!(text.contains(part), "LICENSE lacks {part:?}");
    }
    let manifest = table("Cargo.toml");
    assert_eq!(manifest["workspace"]["package"]["license"].as_str(), Some("EUPL-1.2"));
}
