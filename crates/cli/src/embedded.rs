//! The rules that are compiled in, and rules from a folder.

use crate::error::CliError;
use include_dir::{Dir, include_dir};
use rulebook::{RuleFiles, Rulebook};
use std::path::Path;

static RULES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../rules");

/// Returns the rules that were compiled into the program.
pub fn embedded_rules() -> RuleFiles {
    let mut files = RuleFiles::new();
    add_embedded(&RULES, &mut files);
    files
}

fn add_embedded(folder: &Dir<'_>, files: &mut RuleFiles) {
    for file in folder.files() {
        let (Some(path), Some(text)) = (file.path().to_str(), file.contents_utf8()) else {
            continue;
        };
        if is_rules_file(path) {
            files.insert(path.replace('\\', "/"), text);
        }
    }
    for inner in folder.dirs() {
        add_embedded(inner, files);
    }
}

fn is_rules_file(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension == "toml")
}

/// Returns the rules of a folder. With a `national` folder in it they replace all rules; without, they are laid over the
/// compiled-in ones, so that a party can keep just its own policy.
///
/// # Errors
/// When the folder or a file in it cannot be read.
pub fn rules_from(folder: Option<&Path>) -> Result<RuleFiles, CliError> {
    let Some(folder) = folder else { return Ok(embedded_rules()) };
    if !folder.is_dir() {
        return Err(CliError::Usage(format!("de map «{}» bestaat niet", folder.display())));
    }
    let mut files =
        if folder.join("national").is_dir() { RuleFiles::new() } else { embedded_rules() };
    let mut own = RuleFiles::new();
    add_folder(folder, folder, &mut own)?;
    if !own.iter().any(|(path, _)| path.starts_with("parties/") || path.starts_with("national/")) {
        return Err(CliError::Usage(format!(
            "in de map «{}» staan geen regels; verwacht wordt een map met parties/<partij>/policy.toml, of met national/",
            folder.display()
        )));
    }
    for (path, text) in own.iter() {
        files.insert(path, text);
    }
    Ok(files)
}

fn add_folder(root: &Path, folder: &Path, files: &mut RuleFiles) -> Result<(), CliError> {
    let unreadable = |path: &Path, error: &std::io::Error| {
        CliError::Usage(format!("«{}» is niet te lezen: {error}", path.display()))
    };
    let entries = std::fs::read_dir(folder).map_err(|error| unreadable(folder, &error))?;
    for entry in entries {
        let path = entry.map_err(|error| unreadable(folder, &error))?.path();
        if path.is_dir() {
            add_folder(root, &path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            let text = std::fs::read_to_string(&path).map_err(|error| unreadable(&path, &error))?;
            let below: Vec<String> = path
                .strip_prefix(root)
                .unwrap_or(&path)
                .components()
                .map(|part| part.as_os_str().to_string_lossy().into_owned())
                .collect();
            files.insert(below.join("/"), text);
        }
    }
    Ok(())
}

/// Loads and checks the rules.
pub(crate) fn load_rulebook(folder: Option<&Path>) -> Result<Rulebook, CliError> {
    Rulebook::load(&rules_from(folder)?).map_err(CliError::Rules)
}
