//! Which source may be asked about whom in the own investigation: a dated matrix of sources and roles (art. 7a to 7c Wet Bibob, and
//! the rules of each source). Asking outside it is refused with the article that draws the circle.

mod file;
#[cfg(test)]
mod tests;

pub use file::{CircleSource, EntrySource, SourceKind, SourcesFile};

use crate::{RoleKind, SubjectKind};
use chrono::NaiveDate;
use kernel::{DateRange, is_kebab};
use std::collections::BTreeSet;
use thiserror::Error;

/// The sources, checked.
#[derive(Clone, Debug)]
pub struct Sources {
    entries: Vec<Source>,
}

/// A source, with the circles of people about whom it may be asked.
#[derive(Clone, Debug)]
pub struct Source {
    /// The id.
    pub id: String,
    /// The name, for people.
    pub name: String,
    /// How data come from it.
    pub kind: SourceKind,
    /// Whether what comes from it may be criminal data (AVG 10).
    pub criminal: bool,
    /// What the provider attaches to the use of its data, for people.
    pub conditions: String,
    circles: Vec<Circle>,
}

#[derive(Clone, Debug)]
struct Circle {
    article: String,
    valid: DateRange,
    roles: Vec<RoleKind>,
    kinds: Vec<SubjectKind>,
    former: bool,
}

/// Somebody in one role, for whom a source may be open or closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The role.
    pub role: RoleKind,
    /// Whether the role is over.
    pub is_former: bool,
    /// The kind of person.
    pub kind: SubjectKind,
}

/// Why a source may not be asked about somebody.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotOpen {
    /// There is no such source.
    #[error("de bron «{0}» bestaat niet")]
    Unknown(String),
    /// On that day nobody could be asked about there.
    #[error(
        "«{source_name}» kan op deze dag nog niet of niet meer worden bevraagd; {article} geldt dan niet"
    )]
    NotThen {
        /// The name of the source.
        source_name: String,
        /// The article of the circle nearest in time.
        article: String,
    },
    /// Nobody in these roles.
    #[error("«{source_name}» mag niet over deze persoon worden bevraagd: {article} noemt {circle}")]
    Outside {
        /// The name of the source.
        source_name: String,
        /// The article that draws the circle.
        article: String,
        /// Who are in the circle, for people.
        circle: String,
    },
}

/// A fault in the file: which entry, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{reason}")]
pub struct SourcesError {
    /// The index of the entry in the file.
    pub entry: usize,
    /// What is wrong, in Dutch.
    pub reason: String,
}

impl Sources {
    /// Checks the file.
    ///
    /// # Errors
    /// The first entry whose id is not new, that has no circle, or with a circle of nobody or with a period that ends before it begins.
    pub fn new(file: SourcesFile) -> Result<Self, SourcesError> {
        let mut ids = BTreeSet::new();
        let mut entries = Vec::new();
        for (entry, source) in file.bron.into_iter().enumerate() {
            let fault = |reason: String| SourcesError { entry, reason };
            if !is_kebab(&source.id) || !ids.insert(source.id.clone()) {
                let reason = "is geen nieuw id in kleine letters en streepjes";
                return Err(fault(format!("«{}» {reason}", source.id)));
            }
            entries.push(checked(source).map_err(fault)?);
        }
        Ok(Self { entries })
    }

    /// Returns all sources, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &Source> {
        self.entries.iter()
    }

    /// Returns the source with this id.
    pub fn find(&self, id: &str) -> Option<&Source> {
        self.entries.iter().find(|source| source.id == id)
    }

    /// Returns the article by which a source may be asked about somebody on a day. One of their roles is enough.
    ///
    /// # Errors
    /// When there is no such source, or none of the roles lies within its circle of that day; with the article.
    pub fn open(&self, id: &str, asked: &[Asked], on: NaiveDate) -> Result<&str, NotOpen> {
        let source = self.find(id).ok_or_else(|| NotOpen::Unknown(id.to_owned()))?;
        source.open(asked, on)
    }
}

impl Source {
    /// Returns the article by which this source may be asked about somebody on a day.
    ///
    /// # Errors
    /// When none of the roles lies within its circle of that day; with the article.
    pub fn open(&self, asked: &[Asked], on: NaiveDate) -> Result<&str, NotOpen> {
        let source_name = self.name.clone();
        let then: Vec<&Circle> =
            self.circles.iter().filter(|circle| circle.valid.contains(on)).collect();
        let Some(first) = then.first() else {
            let article = self.circles.first().map_or("", |circle| circle.article.as_str());
            return Err(NotOpen::NotThen { source_name, article: article.to_owned() });
        };
        let open = then.iter().find(|circle| asked.iter().any(|one| circle.holds(*one)));
        open.map(|circle| circle.article.as_str()).ok_or_else(|| NotOpen::Outside {
            source_name,
            article: first.article.clone(),
            circle: in_words(&then),
        })
    }
}

impl Circle {
    fn holds(&self, asked: Asked) -> bool {
        let role = self.roles.is_empty() || self.roles.contains(&asked.role);
        let kind = self.kinds.is_empty() || self.kinds.contains(&asked.kind);
        role && kind && (self.former || !asked.is_former)
    }
}

/// Says who are in the circles of a day.
fn in_words(circles: &[&Circle]) -> String {
    let mut roles: Vec<&str> = Vec::new();
    for label in circles.iter().flat_map(|circle| &circle.roles).map(|role| role.label()) {
        if !roles.contains(&label) {
            roles.push(label);
        }
    }
    let former = circles.iter().any(|circle| circle.former);
    let tense = if former { ", nu of vroeger" } else { ", en alleen wie dat nu is" };
    format!("{}{tense}", roles.join(", "))
}

fn checked(source: EntrySource) -> Result<Source, String> {
    if source.kring.is_empty() {
        return Err(format!("bron «{}» zegt niet over wie zij mag worden bevraagd", source.id));
    }
    let circle = |circle: CircleSource| {
        let valid = DateRange::new(circle.geldig_van, circle.geldig_tot_en_met);
        Ok(Circle {
            article: circle.artikel,
            valid: valid.map_err(|error| error.to_string())?,
            roles: circle.rollen,
            kinds: circle.persoonssoorten,
            former: circle.vroeger,
        })
    };
    Ok(Source {
        id: source.id,
        name: source.naam,
        kind: source.soort,
        criminal: source.strafrechtelijk,
        conditions: source.voorwaarden,
        circles: source.kring.into_iter().map(circle).collect::<Result<_, String>>()?,
    })
}
