//! What Typst may see: the sources given to it and the house type. Nothing else exists.

use crate::Picture;
use crate::fonts::{FACES, house_fonts};
use std::path::PathBuf;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};

/// The part that stays warm between documents.
pub(crate) struct Workshop {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    modules: Vec<Source>,
    main: FileId,
}

impl Workshop {
    /// Reads the fonts and keeps the modules; `None` when a font or a path is no good.
    pub(crate) fn new(modules: &[(&str, &str)]) -> Option<Self> {
        let fonts = house_fonts();
        if fonts.len() != FACES {
            return None;
        }
        Self::furnished(modules, fonts, Library::default())
    }

    /// The workshop of documents without pages, of which Typst gives the structure as HTML; they look up no font.
    pub(crate) fn without_pages(modules: &[(&str, &str)]) -> Option<Self> {
        let features = [Feature::Html].into_iter().collect();
        let library = Library::builder().with_features(features).build();
        Self::furnished(modules, Vec::new(), library)
    }

    fn furnished(modules: &[(&str, &str)], fonts: Vec<Font>, library: Library) -> Option<Self> {
        let modules = modules
            .iter()
            .map(|(path, text)| Some(Source::new(file_id(path)?, (*text).to_owned())))
            .collect::<Option<Vec<_>>>()?;
        Some(Self {
            library: LazyHash::new(library),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            modules,
            main: file_id("/main.typ")?,
        })
    }

    /// Returns the faces.
    pub(crate) fn fonts(&self) -> &[Font] {
        &self.fonts
    }

    /// Returns the world of one document.
    pub(crate) fn world(&self, source: String, picture: Option<Picture<'_>>) -> LetterWorld<'_> {
        let picture = picture
            .and_then(|picture| Some((file_id(picture.path)?, Bytes::new(picture.bytes.to_vec()))));
        LetterWorld { workshop: self, main: Source::new(self.main, source), picture }
    }
}

fn file_id(path: &str) -> Option<FileId> {
    Some(RootedPath::new(VirtualRoot::Project, VirtualPath::new(path).ok()?).intern())
}

/// The world of one document.
pub(crate) struct LetterWorld<'w> {
    workshop: &'w Workshop,
    main: Source,
    picture: Option<(FileId, Bytes)>,
}

impl LetterWorld<'_> {
    fn find(&self, id: FileId) -> FileResult<&Source> {
        std::iter::once(&self.main)
            .chain(&self.workshop.modules)
            .find(|source| source.id() == id)
            .ok_or_else(|| FileError::NotFound(PathBuf::from(id.vpath().get_with_slash())))
    }
}

impl World for LetterWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.workshop.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.workshop.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.find(id).cloned()
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        // Nothing but the one picture: other files would be a way in for content that no test has seen.
        let picture = self.picture.as_ref().filter(|(path, _)| *path == id);
        picture
            .map(|(_, bytes)| bytes.clone())
            .ok_or_else(|| FileError::NotFound(PathBuf::from(id.vpath().get_with_slash())))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.workshop.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        // A letter has the date that its caller gave it.
        None
    }
}
