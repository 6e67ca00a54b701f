//! Chromium, in which the tests open every page.

use std::env;
use std::path::{Path, PathBuf};

use crate::shell::{self, Failure, Outcome};

/// Names the browser for the tests; whoever sets it beforehand chooses another one of the family.
pub(crate) const VARIABLE: &str = "DIJKWACHT_CHROMIUM";

/// What it is called on the search path: by Debian, by others, and by its makers.
const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/// Returns a browser that starts.
pub(crate) fn find() -> Option<PathBuf> {
    let chosen = env::var_os(VARIABLE).map(PathBuf::from);
    let on_path = NAMES.into_iter().filter_map(shell::find);
    chosen.into_iter().chain(on_path).find(|place| starts(place))
}

/// Returns the Debian packages that are not there.
pub(crate) fn missing_packages() -> Vec<&'static str> {
    if find().is_some() { Vec::new() } else { vec!["chromium"] }
}

/// Returns the browser. Without one nobody knows whether the pages can be used, so that is a failure and no reason to skip.
pub(crate) fn installed() -> Outcome<PathBuf> {
    find().ok_or_else(|| {
        Failure::new(format!(
            "no Chromium that starts, even after installing it: the tests of the pages need one. Install it, or set {VARIABLE} to one"
        ))
    })
}

fn starts(place: &Path) -> bool {
    shell::succeeds(shell::command(place).arg("--version"))
}

#[cfg(test)]
mod tests {
    use super::starts;
    use std::path::Path;

    #[test]
    fn a_browser_is_one_that_starts() {
        assert!(starts(Path::new("/bin/true")));
        assert!(!starts(Path::new("/bin/false")) && !starts(Path::new("/no/such/browser")));
    }
}
