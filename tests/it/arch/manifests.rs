//! Every crate takes its settings, lints and versions from the one manifest at the top.

use toml::{Table, Value};

use super::nothing_breaks;
use super::repository::{folder, table, workspace};

/// The fields that are the same for all crates.
const SHARED: [&str; 6] = ["version", "edition", "rust-version", "license", "publish", "authors"];

/// Returns the manifests of the workspace with their names.
fn manifests() -> Vec<(String, Table)> {
    let metadata = workspace();
    let names = metadata
        .workspace_packages()
        .into_iter()
        .map(|package| format!("{}/Cargo.toml", folder(package)));
    names.map(|name| (name.clone(), table(&name))).collect()
}

/// Whether the value is `{ workspace = true, .. }`.
fn is_inherited(value: Option<&Value>) -> bool {
    value.and_then(|value| value.get("workspace")).and_then(Value::as_bool) == Some(true)
}

#[test]
fn every_crate_inherits_its_settings_and_lints() {
    let mut wrong = Vec::new();
    for (name, manifest) in manifests() {
        let package = manifest["package"].as_table().expect("a [package]");
        let settings = SHARED.iter().filter(|field| !is_inherited(package.get(**field)));
        wrong.extend(settings.map(|field| format!("{name}: {field}.workspace = true is missing")));
        if manifest.get("lints").and_then(|lints| lints.get("workspace"))
            != Some(&Value::Boolean(true))
        {
            wrong.push(format!("{name}: [lints] workspace = true is missing"));
        }
    }
    nothing_breaks("a crate differs from the others only in what it does", &wrong);
}

#[test]
fn every_version_is_in_the_root() {
    let mut wrong = Vec::new();
    for (name, manifest) in manifests() {
        for section in ["dependencies", "dev-dependencies", "build-dependencies"] {
            let Some(dependencies) = manifest.get(section).and_then(Value::as_table) else {
                continue;
            };
            let own = dependencies.iter().filter(|(_, value)| !is_inherited(Some(*value)));
            wrong.extend(own.map(|(library, _)| format!("{name}: {library} in [{section}]")));
        }
    }
    nothing_breaks("versions and paths are in [workspace.dependencies], one place for all", &wrong);
}

#[test]
fn no_crate_depends_on_a_platform() {
    let wrong: Vec<String> = manifests()
        .into_iter()
        .filter(|(_, manifest)| manifest.contains_key("target"))
        .map(|(name, _)| name)
        .collect();
    nothing_breaks("[target.*] would hide dependencies from the other rules", &wrong);
}

/// The tests' package has a second binary, the program under test.
#[test]
fn cargo_run_finds_one_program() {
    let metadata = workspace();
    let packages = metadata.workspace_default_packages();
    let default: Vec<&str> =
        packages.iter().filter_map(|package| package.default_run.as_deref()).collect();
    let programs = packages
        .iter()
        .flat_map(|package| &package.targets)
        .filter(|target| target.is_bin())
        .count();
    assert!(
        default == ["dijkwacht"] || (default.is_empty() && programs == 1),
        "`cargo run` must start dijkwacht: set default-run = \"dijkwacht\" in crates/cli/Cargo.toml"
    );
}
