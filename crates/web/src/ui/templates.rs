//! The templates of the pages, compiled in.

use include_dir::{Dir, include_dir};
use render::{TemplateError, TemplateSource, Templates};
use std::sync::OnceLock;

static FOLDERS: [Dir<'_>; 3] = [
    include_dir!("$CARGO_MANIFEST_DIR/../../templates/layouts"),
    include_dir!("$CARGO_MANIFEST_DIR/../../templates/partials"),
    include_dir!("$CARGO_MANIFEST_DIR/../../templates/pages"),
];
/// The names of the folders, in the same order: a layout is `layouts/kantoor`.
const NAMES: [&str; 3] = ["layouts", "partials", "pages"];
const ENDING: &str = ".hbs";

/// Returns the registry; it is made once.
pub(super) fn templates() -> Result<&'static Templates, TemplateError> {
    static TEMPLATES: OnceLock<Templates> = OnceLock::new();
    if let Some(templates) = TEMPLATES.get() {
        return Ok(templates);
    }
    let fresh = Templates::of_pages(&sources())?;
    Ok(TEMPLATES.get_or_init(|| fresh))
}

fn sources() -> Vec<TemplateSource> {
    let mut sources = Vec::new();
    for (folder, name) in FOLDERS.iter().zip(NAMES) {
        gather(folder, name, &mut sources);
    }
    sources
}

fn gather(folder: &'static Dir<'static>, top: &str, sources: &mut Vec<TemplateSource>) {
    for file in folder.files() {
        let path = file.path().to_str().and_then(|path| path.strip_suffix(ENDING));
        if let (Some(path), Some(text)) = (path, file.contents_utf8()) {
            sources.push(TemplateSource { name: name(top, path), text });
        }
    }
    for inner in folder.dirs() {
        gather(inner, top, sources);
    }
}

/// A partial is named by its file alone; layouts and pages by their path.
fn name(top: &str, path: &str) -> &'static str {
    let name = if top == "partials" { path.to_owned() } else { format!("{top}/{path}") };
    // Made once for the life of the process.
    Box::leak(name.into_boxed_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_keeps_the_house_rules() {
        templates().unwrap();
        let names: Vec<_> = sources().iter().map(|source| source.name).collect();
        assert!(names.contains(&"layouts/kantoor") && names.contains(&"pages/fout"), "{names:?}");
    }
}
