//! Files that never change: the style sheet, the script, the mark and the fonts, each under an address with its digest.

use include_dir::{Dir, File, include_dir};
use kernel::Sha256Hex;
use std::collections::BTreeMap;
use std::path::Path;

use super::answer::Answer;
use super::trouble::Trouble;
use super::visit::Visit;

static STATIC: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../templates/static");
/// Where they are served.
pub(super) const BASE: &str = "/static";
/// How many signs of the digest stand in an address.
const DIGEST: usize = 12;
/// What is served; sources and licences are not.
const SERVED: [(&str, &str); 5] = [
    ("css", "text/css; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("svg", "image/svg+xml"),
    ("woff2", "font/woff2"),
    ("png", "image/png"),
];

/// The files by their address, and what an organisation mounts itself.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    hashed: BTreeMap<&'static str, String>,
    own_style: Option<Vec<u8>>,
    own_mark: Option<Vec<u8>>,
}

impl Assets {
    /// Takes the compiled-in files, with the style sheet and the logo of the organisation when it has them.
    pub fn new(own_style: Option<Vec<u8>>, own_mark: Option<Vec<u8>>) -> Self {
        let files =
            STATIC.files().chain(STATIC.dirs().filter(|dir| is_fonts(dir)).flat_map(Dir::files));
        let hashed = files.filter_map(|file| {
            let path = file.path().to_str()?;
            media_type(file.path())?;
            let (stem, ending) = path.rsplit_once('.')?;
            Some((path, format!("{stem}.{}.{ending}", &digest(file.contents())[..DIGEST])))
        });
        Self { hashed: hashed.collect(), own_style, own_mark }
    }

    /// Returns the address of the style sheet.
    pub(super) fn style(&self) -> String {
        self.address("dijkwacht.css")
    }

    /// Returns the address of the script.
    pub(super) fn script(&self) -> String {
        self.address("dijkwacht.js")
    }

    /// Returns the address of the mark.
    pub(super) fn mark(&self) -> String {
        match &self.own_mark {
            Some(_) => format!("{BASE}/eigen/logo.svg"),
            None => self.address("dijkwacht-mark.svg"),
        }
    }

    /// Returns the address of the organisation's own tokens.
    pub(super) fn own_style(&self) -> Option<String> {
        let style = self.own_style.as_ref()?;
        Some(format!("{BASE}/eigen/{}.css", &digest(style)[..DIGEST]))
    }

    fn address(&self, path: &str) -> String {
        format!("{BASE}/{}", self.hashed.get(path).map_or(path, String::as_str))
    }

    /// Returns the file at an address below [`BASE`], with its media type.
    fn find(&self, name: &str) -> Option<(&'static str, Vec<u8>)> {
        if name == "eigen/logo.svg" {
            return self.own_mark.clone().map(|mark| ("image/svg+xml", mark));
        }
        if let Some(style) = self
            .own_style
            .as_ref()
            .filter(|_| self.own_style().is_some_and(|own| own.ends_with(name)))
        {
            return Some(("text/css; charset=utf-8", style.clone()));
        }
        // Fonts are named by the style sheet itself, so without a digest.
        let known = self.hashed.iter().find(|(plain, hashed)| {
            *hashed == name
                || (**plain == name && media_type(Path::new(name)) == Some("font/woff2"))
        });
        let file = known.and_then(|(plain, _)| STATIC.get_file(plain))?;
        Some((media_type(file.path())?, File::contents(file).to_vec()))
    }
}

/// Answers with a file.
pub(super) async fn serve(visit: Visit) -> Result<Answer, Trouble> {
    let name: String = visit.of_path("bestand")?;
    let (media, bytes) = visit.office.assets.find(&name).ok_or(Trouble::NotFound)?;
    Ok(Answer::content(media, bytes).lasting())
}

fn is_fonts(dir: &Dir<'_>) -> bool {
    dir.path() == Path::new("fonts")
}

fn media_type(path: &Path) -> Option<&'static str> {
    let ending = path.extension()?.to_str()?;
    SERVED.iter().find(|(known, _)| *known == ending).map(|(_, media)| *media)
}

fn digest(bytes: &[u8]) -> String {
    Sha256Hex::of_parts([bytes]).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_carries_the_digest_of_what_it_gives() {
        let assets = Assets::new(None, None);
        let address = assets.style();
        let name = address.strip_prefix("/static/").unwrap();
        let (media, bytes) = assets.find(name).unwrap();
        assert_eq!(media, "text/css; charset=utf-8");
        assert!(name.contains(&digest(&bytes)[..DIGEST]), "{name}");
        assert!(assets.find("dijkwacht.css").is_none());
        assert!(assets.find("src/tokens.css").is_none());
        assert!(assets.find("../layouts/kantoor.hbs").is_none());
    }

    #[test]
    fn an_organisation_brings_its_own_tokens_and_logo() {
        let assets = Assets::new(Some(b":root{}".to_vec()), Some(b"<svg/>".to_vec()));
        let own = assets.own_style().unwrap();
        assert_eq!(assets.find(own.strip_prefix("/static/").unwrap()).unwrap().1, b":root{}");
        assert_eq!(assets.mark(), "/static/eigen/logo.svg");
        assert_eq!(Assets::new(None, None).own_style(), None);
    }
}
