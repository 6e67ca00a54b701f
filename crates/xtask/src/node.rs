//! Node, and the libraries of the scripts in `tests/node`: programs of others that the tests run against.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::shell::{self, Failure, Outcome};

/// Names the Node for the tests; whoever sets it beforehand chooses another one.
pub(crate) const VARIABLE: &str = "DIJKWACHT_NODE";

/// Where Debian's package puts it. The one on the search path may be older.
const DEBIAN: &str = "/usr/bin/node";

/// The oldest version that the scripts run on.
const OLDEST: u32 = 18;

/// The folder with the scripts and the list of their libraries.
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/node");

/// Returns a Node that is new enough.
pub(crate) fn find() -> Option<PathBuf> {
    let places =
        [env::var_os(VARIABLE).map(PathBuf::from), shell::find("node"), Some(DEBIAN.into())];
    places.into_iter().flatten().find(|place| is_fit(place))
}

/// Returns the Debian packages that are not there.
pub(crate) fn missing_packages() -> Vec<&'static str> {
    let mut missing = Vec::new();
    if find().is_none() {
        missing.push("nodejs");
    }
    if shell::find("npm").is_none() {
        missing.push("npm");
    }
    missing
}

/// Installs the libraries of the scripts, when they are not there or older than their list. Without them the tests of signing
/// in would have to be left out, and what they test lets people in; so that is a failure.
pub(crate) fn install() -> Outcome<PathBuf> {
    let node = find().ok_or_else(|| {
        Failure::new(format!(
            "no Node {OLDEST} or newer, even after installing it: the tests of signing in need one. Install it, or set {VARIABLE}"
        ))
    })?;
    let folder = Path::new(FOLDER);
    // npm writes the first file last, so that an installation that broke off does not count.
    let installed = modified(&folder.join("node_modules/.package-lock.json"));
    if !is_current(installed, modified(&folder.join("package-lock.json"))) {
        shell::say("==> install: the libraries of tests/node");
        let mut npm = shell::command("npm");
        shell::run(npm.args(["ci", "--no-audit", "--no-fund"]).current_dir(folder))?;
    }
    Ok(node)
}

/// Whether this is a Node, and not too old.
fn is_fit(node: &Path) -> bool {
    let output = shell::command(node).arg("--version").output();
    output.is_ok_and(|output| {
        output.status.success() && is_new_enough(&String::from_utf8_lossy(&output.stdout))
    })
}

/// Reads `v20.11.1`.
fn is_new_enough(version: &str) -> bool {
    let major = version.trim().strip_prefix('v').and_then(|rest| rest.split('.').next());
    major.and_then(|major| major.parse::<u32>().ok()).is_some_and(|major| major >= OLDEST)
}

fn modified(file: &Path) -> Option<SystemTime> {
    fs::metadata(file).and_then(|about| about.modified()).ok()
}

/// Whether what is installed is as new as its list. Without a list there is nothing to compare with, and npm says so.
fn is_current(installed: Option<SystemTime>, list: Option<SystemTime>) -> bool {
    installed.zip(list).is_some_and(|(installed, list)| installed >= list)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_version_is_read_as_node_writes_it() {
        for (version, fit) in [
            ("v18.0.0\n", true),
            ("v20.20.2\n", true),
            ("v100.1.0", true),
            ("v16.20.2\n", false),
            ("v9.11.2", false),
            ("20.20.2", false),
            ("", false),
        ] {
            assert_eq!(is_new_enough(version), fit, "{version}");
        }
        assert!(!is_fit(Path::new("/no/such/node")));
    }

    #[test]
    fn libraries_are_installed_when_absent_or_older_than_their_list() {
        let early = SystemTime::UNIX_EPOCH;
        let late = early + Duration::from_secs(1);
        assert!(is_current(Some(late), Some(early)) && is_current(Some(late), Some(late)));
        assert!(!is_current(Some(early), Some(late)));
        assert!(!is_current(None, Some(early)) && !is_current(Some(late), None));
    }

    #[test]
    fn the_list_of_libraries_is_where_it_is_looked_for() {
        let list = fs::read_to_string(Path::new(FOLDER).join("package-lock.json")).unwrap();
        assert!(list.contains("\"node_modules/oidc-provider\""));
        // The address of a registry is that of one machine.
        assert!(!list.contains("\"resolved\""));
    }
}
