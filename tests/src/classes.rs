//! The classes in the page templates, read from their text: no template has to be filled for it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{fs, io};

/// Stands where a template puts a value, in the middle of a class.
const VALUE: char = '\u{FFFC}';

/// Returns each class that a page template writes in a `class` attribute, with the files that have it. A class with a value
/// in it (`utrecht-alert--{{kind}}`) keeps the place of the value, see [`class_fits`].
pub fn classes_of_templates(root: &Path) -> io::Result<BTreeMap<String, BTreeSet<String>>> {
    let mut classes: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for path in templates(root)? {
        let file = path.strip_prefix(root).unwrap_or(&path).display().to_string();
        for class in classes_in(&fs::read_to_string(&path)?) {
            classes.entry(class).or_default().insert(file.clone());
        }
    }
    Ok(classes)
}

/// Returns every word of the page templates that could be a class, wherever it stands: a class may also be handed to a part.
pub(crate) fn words_of_templates(root: &Path) -> io::Result<BTreeSet<String>> {
    let mut words = BTreeSet::new();
    for path in templates(root)? {
        let text = fs::read_to_string(&path)?;
        let between = |sign: char| !(sign.is_alphanumeric() || sign == '-' || sign == '_');
        words.extend(text.split(between).map(str::to_owned));
    }
    Ok(words)
}

/// Whether one of the known classes is this one, or could be once the template has put its values in.
pub fn class_fits(class: &str, known: &BTreeSet<String>) -> bool {
    let Some((start, rest)) = class.split_once(VALUE) else { return known.contains(class) };
    let end = rest.rsplit(VALUE).next().unwrap_or_default();
    let long_enough = |name: &&String| name.len() > start.len() + end.len();
    let mut candidates = known.iter().filter(long_enough);
    start.is_empty() && end.is_empty()
        || candidates.any(|name| name.starts_with(start) && name.ends_with(end))
}

/// Returns the page templates: everything for Handlebars but the letters, which are no HTML.
fn templates(root: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![root.join("templates")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_dir() {
                folders.push(path);
            } else if name.strip_suffix(".hbs").is_some_and(|stem| !stem.contains(".typ")) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Returns the classes in the `class` attributes of a template.
fn classes_in(text: &str) -> Vec<String> {
    let mut classes = Vec::new();
    for (at, found) in text.match_indices("class=\"") {
        // `some-class="` is another attribute.
        if text[..at].ends_with(|sign: char| sign.is_alphanumeric() || sign == '-') {
            continue;
        }
        let value = attribute(&text[at + found.len()..]);
        classes.extend(value.split_whitespace().map(str::to_owned));
    }
    classes
}

/// Returns the value of an attribute up to its closing quote, blocks of the template as spaces and values as [`VALUE`].
fn attribute(text: &str) -> String {
    let mut value = String::new();
    let mut rest = text;
    while let Some(sign) = rest.chars().next().filter(|sign| *sign != '"') {
        let tag = rest.strip_prefix("{{").and_then(|tag| tag.split_once("}}"));
        let Some((tag, after)) = tag else {
            value.push(sign);
            rest = &rest[sign.len_utf8()..];
            continue;
        };
        let block = tag.trim_start_matches('~').starts_with(['#', '/', '^', '!']);
        value.push(if block || tag.trim_matches(['~', ' ']).starts_with("else") {
            ' '
        } else {
            VALUE
        });
        rest = after.trim_start_matches('}');
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_found_between_blocks_and_values() {
        let text = r#"<a data-class="no" class="nl-link{{#if (eq kind "x")}} dw-x{{else}} dw-y{{/if}}">
            <p class="utrecht-alert--{{kind}} {{extra}}">{{> veld class="dw-w-date"}}"#;
        let kind = format!("utrecht-alert--{VALUE}");
        assert_eq!(
            classes_in(text),
            ["nl-link", "dw-x", "dw-y", &kind, &VALUE.to_string(), "dw-w-date"]
        );
    }

    #[test]
    fn a_class_with_a_value_needs_a_class_that_fits() {
        let known = ["utrecht-alert", "utrecht-alert--ok"].map(str::to_owned).into();
        let fits = |class: &str| class_fits(&class.replace('*', &VALUE.to_string()), &known);
        assert!(fits("utrecht-alert") && fits("utrecht-alert--*") && fits("*"));
        assert!(!fits("utrecht-alert--warning") && !fits("utrecht-form--*"));
    }
}
