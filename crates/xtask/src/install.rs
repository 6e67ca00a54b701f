//! Installing what the checks need and the machine lacks: Debian packages, libraries of Node and two parts of the toolchain.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::browser;
use crate::node;
use crate::postgres;
use crate::shell::{self, Failure, Outcome};

/// The interpreter of Debian's own packages. The one on the search path may be another (pyenv), without those
/// libraries.
const DEBIAN_PYTHON: &str = "/usr/bin/python3";

/// Names the interpreter for the tests; whoever sets it beforehand chooses another one.
pub(crate) const PYTHON_VARIABLE: &str = "DIJKWACHT_PYTHON";

/// What the later steps must know of the installation.
#[derive(Debug)]
pub(crate) struct Tools {
    /// A Python that can import `pikepdf`, `icalendar` and `jwcrypto`; the tests check letters, invitations and tips with it.
    pub(crate) python: PathBuf,
    /// A Node for the scripts in `tests/node`, whose libraries are installed.
    pub(crate) node: PathBuf,
    /// A Chromium for the tests of the pages.
    pub(crate) browser: PathBuf,
}

/// Makes the machine ready, and asks for nothing where nothing is missing.
pub(crate) fn run() -> Outcome<Tools> {
    install_components()?;
    let chosen =
        env::var_os(PYTHON_VARIABLE).map(PathBuf::from).filter(|python| has_libraries(python));
    let packages = missing_packages(chosen.is_none());
    if !packages.is_empty() {
        install_packages(&packages)?;
    }
    let python = chosen.unwrap_or_else(|| DEBIAN_PYTHON.into());
    if !has_libraries(&python) {
        return Err(Failure::new(format!(
            "{} cannot import pikepdf, icalendar and jwcrypto, even after installing them",
            python.display()
        )));
    }
    Ok(Tools { python, node: node::install()?, browser: browser::installed()? })
}

/// Whether this interpreter exists and has the libraries.
fn has_libraries(python: &Path) -> bool {
    shell::succeeds(shell::command(python).args(["-c", "import icalendar, jwcrypto, pikepdf"]))
}

/// Whether the headers of OpenSSL are there, or somebody said where else they are.
fn has_openssl() -> bool {
    env::var_os("OPENSSL_DIR").is_some()
        || shell::succeeds(shell::command("pkg-config").args(["--exists", "openssl >= 3"]))
}

/// Returns the Debian packages that are not there, judged by what they bring and not by dpkg: where a program comes from
/// is not our business.
fn missing_packages(with_python: bool) -> Vec<&'static str> {
    let mut missing = Vec::new();
    let programs = [
        // Cargo found a linker, or xtask would not run; the C code of some libraries still wants a compiler of this name.
        ("cc", "build-essential"),
        ("pkg-config", "pkg-config"),
        ("qpdf", "qpdf"),
        ("pdfinfo", "poppler-utils"),
        ("pdftotext", "poppler-utils"),
        ("xmllint", "libxml2-utils"),
        // Makes the certificates of two installations that exchange tips.
        ("openssl", "openssl"),
    ];
    for (program, package) in programs {
        if shell::find(program).is_none() && !missing.contains(&package) {
            missing.push(package);
        }
    }
    if !has_openssl() {
        missing.push("libssl-dev");
    }
    if postgres::programs().is_none() && env::var_os(postgres::SERVER_VARIABLE).is_none() {
        missing.push("postgresql");
    }
    if with_python && !has_libraries(Path::new(DEBIAN_PYTHON)) {
        missing.extend(["python3", "python3-icalendar", "python3-jwcrypto", "python3-pikepdf"]);
    }
    missing.extend(node::missing_packages());
    missing.extend(browser::missing_packages());
    missing
}

/// Installs Debian packages, as root or through sudo.
fn install_packages(packages: &[&str]) -> Outcome {
    let list = packages.join(" ");
    if shell::find("apt-get").is_none() {
        return Err(Failure::new(format!(
            "missing: {list}. Only Debian's packages are installed here: install them yourself"
        )));
    }
    let prefix = become_root().ok_or_else(|| {
        Failure::new(format!(
            "missing: {list}. Run this once as root:\n  apt-get update && apt-get install -y {list}"
        ))
    })?;
    shell::say(&format!("==> install: {list}"));
    shell::run(apt_get(&prefix).arg("update"))?;
    shell::run(
        apt_get(&prefix).args(["install", "--yes", "--no-install-recommends"]).args(packages),
    )
}

/// Returns the words before a command that needs root; none where this user cannot become root.
fn become_root() -> Option<Vec<&'static str>> {
    if postgres::is_root() {
        return Some(vec!["env"]);
    }
    shell::find("sudo")?;
    // Nobody can type a password in CI: there sudo must fail at once instead of waiting for one.
    let quiet = env::var_os("CI").is_some()
        && !shell::succeeds(shell::command("sudo").args(["-n", "true"]));
    if quiet { None } else { Some(vec!["sudo", "env"]) }
}

/// Returns an apt-get that asks nothing and tries a failing download again.
fn apt_get(prefix: &[&str]) -> Command {
    // Through `env`, because sudo drops the variables of its caller.
    let mut words = prefix.iter();
    let mut command = shell::command(words.next().unwrap_or(&"env"));
    command.args(words).args([
        "DEBIAN_FRONTEND=noninteractive",
        "apt-get",
        "-q",
        "-o",
        "Acquire::Retries=3",
    ]);
    command
}

/// Installs rustfmt and clippy where the toolchain came without them.
fn install_components() -> Outcome {
    let missing: Vec<&str> = [("fmt", "rustfmt"), ("clippy", "clippy")]
        .into_iter()
        .filter(|(subcommand, _)| !shell::succeeds(&mut shell::cargo(&[subcommand, "--version"])))
        .map(|(_, component)| component)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    if shell::find("rustup").is_none() {
        return Err(Failure::new(format!(
            "this toolchain has no {}: install it the way Rust was installed",
            missing.join(" and ")
        )));
    }
    shell::run(shell::command("rustup").args(["component", "add"]).args(missing))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn apt_get_keeps_its_environment_behind_sudo() {
        let command = apt_get(&["sudo", "env"]);
        assert_eq!(command.get_program(), "sudo");
        let words: Vec<_> = command.get_args().map(|word| word.to_string_lossy()).collect();
        assert_eq!(words[..3], ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    }

    #[test]
    fn a_program_that_is_no_python_has_no_pikepdf() {
        assert!(!has_libraries(Path::new("/no/such/python")));
    }
}
