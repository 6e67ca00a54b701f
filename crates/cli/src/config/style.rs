//! The look of the organisation: its own design tokens and logo over those of the program.

use super::{Config, fault};
use crate::error::{CliError, io_text};
use serde::Deserialize;
use std::path::{Path, PathBuf};
use web::ui::Assets;

/// The most that a style sheet or a logo may weigh, in bytes: every first visit pays for it.
const MOST: usize = 60_000;

/// The files; an empty name means none.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Style {
    tokens_file: PathBuf,
    logo_file: PathBuf,
}

/// Reads what the pages are drawn with.
pub(crate) fn read_assets(config: &Config) -> Result<Assets, CliError> {
    let tokens = read("/style/tokens_file", &config.style.tokens_file)?;
    let logo = read("/style/logo_file", &config.style.logo_file)?;
    if logo.as_ref().is_some_and(|logo| !logo.contains("<svg")) {
        let message = "een logo is een SVG-bestand; dit bestand heeft geen element <svg>";
        return Err(fault("/style/logo_file", message.to_owned()));
    }
    Ok(Assets::new(tokens.map(String::into_bytes), logo.map(String::into_bytes)))
}

fn read(place: &str, file: &Path) -> Result<Option<String>, CliError> {
    if file.as_os_str().is_empty() {
        return Ok(None);
    }
    let text = std::fs::read_to_string(file).map_err(|error| {
        fault(place, format!("«{}» is niet te lezen: {}", file.display(), io_text(&error)))
    })?;
    if text.len() > MOST {
        let message = format!("«{}» is groter dan {} kB", file.display(), MOST / 1_000);
        return Err(fault(place, message));
    }
    Ok(Some(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(tokens: &str, logo: &str) -> Config {
        let mut config = Config::read(None, None).unwrap();
        config.style = Style { tokens_file: tokens.into(), logo_file: logo.into() };
        config
    }

    #[test]
    fn a_look_is_read_from_its_files_and_refused_by_the_name_of_the_setting() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::write(&path, text).unwrap();
            path.to_string_lossy().into_owned()
        };
        let tokens = file("huisstijl.css", ":root{--dw-accent:#00563f}");
        let logo = file("logo.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>");
        assert!(read_assets(&with("", "")).is_ok());
        assert!(read_assets(&with(&tokens, &logo)).is_ok());
        let refused =
            |tokens: &str, logo: &str| read_assets(&with(tokens, logo)).unwrap_err().to_string();
        assert!(refused("/er/is/niets.css", "").contains("/style/tokens_file"));
        assert!(refused("", &tokens).contains("/style/logo_file"));
        let large = file("groot.css", &" ".repeat(MOST + 1));
        assert!(refused(&large, "").contains("groter dan 60 kB"));
    }
}
