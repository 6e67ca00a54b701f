//! What the other modules ask of the repository: its files, its manifests and what cargo knows.
#![expect(clippy::panic, reason = "a test that cannot read the repository has to fail")]

use std::fs;
use std::path::Path;

use cargo_metadata::{Metadata, MetadataCommand, Package};
use toml::Table;

/// The crates above the pure line of the architecture.
pub(super) const CORE: [&str; 9] =
    ["kernel", "facts", "law", "questionnaire", "subjects", "risk", "case", "meetings", "rulebook"];

/// Returns the files that are in the repository or would be with the next `git add`, with `/`, in order of name.
pub(super) fn files() -> Vec<String> {
    // CI may run as another user than the one who cloned; git would then refuse to answer.
    let git = harness::tool("git").args(["-c", "safe.directory=*", "ls-files", "-z"]);
    let output = git.args(["--cached", "--others", "--exclude-standard"]).run().expect_success();
    let names = output.stdout.split_terminator('\0');
    let mut files: Vec<String> = names.filter(|name| exists(name)).map(str::to_owned).collect();
    files.sort();
    files.dedup();
    files
}

/// Returns those of the files that end so.
pub(super) fn files_ending(end: &str) -> Vec<String> {
    files().into_iter().filter(|name| name.ends_with(end)).collect()
}

/// Whether the repository has this file or folder.
pub(super) fn exists(name: &str) -> bool {
    harness::root().join(name).exists()
}

/// Returns the text of a file.
pub(super) fn read(name: &str) -> String {
    fs::read_to_string(harness::root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Returns a TOML file as a table.
pub(super) fn table(name: &str) -> Table {
    read(name).parse().unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Returns what cargo knows of the workspace itself; quick, and needs no registry.
pub(super) fn workspace() -> Metadata {
    metadata(MetadataCommand::new().no_deps())
}

/// Returns what cargo knows of every package that is compiled on this platform.
pub(super) fn resolved() -> Metadata {
    // Without the filter cargo would fetch the libraries of Windows and macOS, only to be asked for their licence.
    let platform = format!("--filter-platform={}-unknown-linux-gnu", std::env::consts::ARCH);
    metadata(MetadataCommand::new().other_options(vec!["--locked".to_owned(), platform]))
}

fn metadata(command: &mut MetadataCommand) -> Metadata {
    command
        .current_dir(harness::root())
        .exec()
        .unwrap_or_else(|error| panic!("cargo metadata: {error}"))
}

/// Returns the name that the architecture uses: `law` for `dijkwacht-law`. None for a package that is not ours.
pub(super) fn short(package: &str) -> Option<&str> {
    package.strip_prefix("dijkwacht-")
}

/// Returns the folder of a package, relative to the root.
pub(super) fn folder(package: &Package) -> String {
    let root = harness::root();
    let folder =
        package.manifest_path.parent().map_or(Path::new(""), |folder| folder.as_std_path());
    folder.strip_prefix(&root).unwrap_or(folder).display().to_string()
}
