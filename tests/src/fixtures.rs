//! Where things are: the repository and the fixtures in it.

use std::fs;
use std::path::{Path, PathBuf};

/// Returns the root of the repository.
///
/// # Panics
/// When the checkout has moved since the tests were built.
pub fn root() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests
        .parent()
        .and_then(|root| root.canonicalize().ok())
        .expect("the tests run in the checkout that built them")
}

/// Returns the path of a file or folder under `tests/fixtures`.
///
/// # Panics
/// When there is no such fixture, so that a misspelt name is not taken for a missing result.
pub fn fixture(name: &str) -> PathBuf {
    let path = root().join("tests/fixtures").join(name);
    assert!(path.exists(), "no fixture tests/fixtures/{name}");
    path
}

/// Returns the content of a fixture as text.
///
/// # Panics
/// When there is no such fixture or it is not UTF-8.
pub fn fixture_text(name: &str) -> String {
    fs::read_to_string(fixture(name)).expect("a fixture that is text")
}

/// Returns the content of a fixture.
///
/// # Panics
/// When there is no such fixture.
pub fn fixture_bytes(name: &str) -> Vec<u8> {
    fs::read(fixture(name)).expect("a fixture that can be read")
}

/// Returns the files with this extension (without the dot) directly in a folder of fixtures, in order of name.
///
/// # Panics
/// When there is no such folder or no such file in it: a loop over nothing would pass.
pub fn fixtures(folder: &str, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(fixture(folder)).expect("a folder of fixtures");
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("a folder that can be read").path())
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .collect();
    assert!(!files.is_empty(), "no .{extension} in tests/fixtures/{folder}");
    files.sort();
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn root_is_the_repository() {
        assert!(root().join("Cargo.lock").is_file());
        assert!(root().join("tests/src/lib.rs").is_file());
    }

    #[test]
    #[should_panic(expected = "no fixture tests/fixtures/misspelt.json")]
    fn a_misspelt_fixture_says_so() {
        fixture("misspelt.json");
    }
}
