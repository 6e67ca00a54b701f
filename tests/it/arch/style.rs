//! The style sheet of the pages: built from its sources, complete for the templates, small, and from nobody else's server.

use std::collections::BTreeSet;
use std::io::Write;
use std::sync::OnceLock;

use flate2::Compression;
use flate2::write::GzEncoder;
use harness::{Sheet, class_fits, classes_of_templates, root, style_sheet};

use super::nothing_breaks;
use super::repository::{exists, files, read};

const BUILT: &str = "templates/static/dijkwacht.css";
const VENDOR: &str = "templates/static/vendor/";
/// The most bytes that a first visit may cost for style, compressed.
const MOST_BYTES: usize = 30_000;

/// The sheet as its sources give it, built once for all tests.
fn sheet() -> &'static Sheet {
    static SHEET: OnceLock<Sheet> = OnceLock::new();
    SHEET.get_or_init(|| style_sheet(&root()).expect("a style sheet"))
}

#[test]
fn the_style_sheet_is_what_its_sources_give() {
    assert!(read(BUILT) == sheet().css, "run `cargo xtask css` and commit {BUILT}");
}

#[test]
fn every_class_in_a_template_has_a_rule() {
    let known: BTreeSet<String> = sheet().classes.union(&sheet().keep).cloned().collect();
    let classes = classes_of_templates(&root()).expect("templates");
    assert!(classes.len() > 20, "the templates were not read");
    let without = classes.iter().filter(|(class, _)| !class_fits(class, &known));
    let wrong: Vec<String> =
        without.map(|(class, files)| format!("{class} in {files:?}")).collect();
    nothing_breaks("a class has a rule, or a line in templates/static/src/keep.txt", &wrong);
}

#[test]
fn every_class_that_is_kept_exists() {
    let classes = classes_of_templates(&root()).expect("templates");
    let unknown = sheet()
        .keep
        .iter()
        .filter(|class| !sheet().classes.contains(*class) && !classes.contains_key(*class));
    nothing_breaks(
        "a line of keep.txt is a class of a component or a template",
        &unknown.cloned().collect::<Vec<_>>(),
    );
}

#[test]
fn every_token_of_ours_that_is_read_is_defined() {
    let wrong: Vec<String> = sheet().undefined.iter().cloned().collect();
    nothing_breaks("a --dw-* property is defined in templates/static/src/tokens.css", &wrong);
}

#[test]
fn the_style_sheet_loads_only_our_own_files() {
    let css = &sheet().css;
    for word in ["@import", "data:", "http:", "https:", "voorbeeld-theme"] {
        assert!(!css.contains(word), "{word} in {BUILT}");
    }
    let addresses: BTreeSet<&str> =
        css.split("url(").skip(1).filter_map(|rest| rest.split(')').next()).collect();
    assert!(!addresses.is_empty(), "the fonts are gone");
    let there = |address: &str| exists(&format!("templates/static/{address}"));
    let wrong: Vec<String> = addresses
        .iter()
        .filter(|address| !address.starts_with("fonts/") || !there(address))
        .map(|address| (*address).to_owned())
        .collect();
    nothing_breaks("an address in the style sheet is a file of ours beside it", &wrong);
}

#[test]
fn the_style_sheet_is_small() {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(sheet().css.as_bytes()).expect("memory");
    let bytes = encoder.finish().expect("memory").len();
    assert!(bytes <= MOST_BYTES, "{BUILT}: {bytes} bytes compressed, at most {MOST_BYTES}");
}

#[test]
fn every_vendored_package_is_open_and_listed() {
    let list = read(&format!("{VENDOR}README.md"));
    let entry = read("templates/static/src/dijkwacht.css");
    // `@scope/name@version`
    let packages: BTreeSet<String> = files()
        .iter()
        .filter_map(|name| name.strip_prefix(VENDOR))
        .filter_map(|name| {
            let mut parts = name.split('/');
            Some(format!("{}/{}", parts.next()?, parts.next()?))
        })
        .collect();
    let mut wrong = Vec::new();
    for package in &packages {
        let (name, version) = package.rsplit_once('@').expect("a version");
        if !list.contains(&format!("| `{name}` | {version} | EUPL-1.2 |")) {
            wrong.push(format!("{package} has no row with its licence in {VENDOR}README.md"));
        }
        if !exists(&format!("{VENDOR}{package}/LICENSE.md")) {
            wrong.push(format!("{package} has no LICENSE.md"));
        }
        if !entry.contains(&format!("/{package}/")) {
            wrong.push(format!("{package} is not used"));
        }
        // Its licence forbids use by others than the city itself.
        if name == "@utrecht/design-tokens" {
            wrong.push(format!("{package} is not open"));
        }
    }
    nothing_breaks("what is vendored is open, listed and used", &wrong);
}
