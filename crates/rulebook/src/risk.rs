//! The risk set: the tables, kinds and indicators below `national/risk`.

mod cases;
#[cfg(test)]
mod mutants;
#[cfg(test)]
mod narrowed;
mod party;
#[cfg(test)]
mod tests;

pub(crate) use cases::run_risk_cases;
pub use cases::{RiskCase, RiskCasesFile, RiskExpectation};
pub use party::PartyRisk;
pub(crate) use party::{Designation, is_party_risk, party_risk};

use crate::error::{RuleError, RuleText};
use crate::files::RuleFiles;
use crate::national::{FACTS, PERMIT_TYPES, vocabulary_of};
use ::risk::{
    DesignatedAreas, IndicatorsFile, KindsFile, ModelFile, RiskFiles, RuleFault, RulePart, RuleSet,
    Surroundings,
};
use facts::Vocabulary;
use kernel::Sha256Hex;
use std::collections::BTreeMap;
use std::sync::Arc;

const FOLDER: &str = "national/risk/";
const MODEL: &str = "national/risk/model.toml";
const KINDS: &str = "national/risk/bevindingen.toml";
const CASES: &str = ".cases.toml";

/// Returns whether a path is one of the risk set, its cases included.
pub(crate) fn is_risk(path: &str) -> bool {
    path.strip_prefix(FOLDER).is_some_and(|name| !name.contains('/'))
}

/// Returns the files of the risk set without the cases, by path.
fn rule_files(files: &RuleFiles) -> impl Iterator<Item = RuleText<'_>> {
    let rules = files.iter().filter(|(path, _)| is_risk(path) && !path.ends_with(CASES));
    rules.map(|(path, text)| RuleText { path, text })
}

/// The file of a party that is laid over the national set, with the risk areas that it may use.
pub(crate) struct Narrowing<'n> {
    pub(crate) file: RuleText<'n>,
    pub(crate) areas: RuleText<'n>,
}

/// Reads and checks the national risk set; none where the rules have no such folder.
pub(crate) fn load_risk(
    files: &RuleFiles,
    vocabulary: &Arc<Vocabulary>,
    errors: &mut Vec<RuleError>,
) -> Option<Arc<RuleSet>> {
    rule_files(files).next()?;
    build(files, vocabulary, None).map_err(|mut found| errors.append(&mut found)).ok()
}

/// Reads and checks a risk set: the national one, or what a party makes of it.
fn build(
    files: &RuleFiles,
    vocabulary: &Arc<Vocabulary>,
    narrowing: Option<&Narrowing<'_>>,
) -> Result<Arc<RuleSet>, Vec<RuleError>> {
    let themes: Vec<RuleText<'_>> =
        rule_files(files).filter(|file| ![MODEL, KINDS].contains(&file.path)).collect();
    let head = |path| files.require(path).map_err(|error| vec![error]);
    let (model, kinds) = (head(MODEL)?, head(KINDS)?);
    let parsed = parse((model, kinds), &themes)?;
    // The national layer designates no area; that is for a party's adopted policy.
    let (parsed, areas) = match narrowing {
        Some(narrowing) => party::narrow(parsed, narrowing)?,
        None => (parsed, DesignatedAreas::none()),
    };
    let sha256 = digest(files, narrowing);
    let around = Surroundings { vocabulary: Arc::clone(vocabulary), areas, sha256 };
    let placed = |fault: RuleFault| {
        let file = match fault.part {
            RulePart::Model => model,
            RulePart::Kinds => kinds,
            RulePart::Indicators(place) => themes.get(place).copied().unwrap_or(model),
        };
        let place: Vec<&str> = fault.place.iter().map(String::as_str).collect();
        file.error(&place, fault.reason)
    };
    let checked = RuleSet::new(parsed, &around);
    checked.map(Arc::new).map_err(|faults| faults.into_iter().map(placed).collect())
}

fn parse(
    (model, kinds): (RuleText<'_>, RuleText<'_>),
    themes: &[RuleText<'_>],
) -> Result<RiskFiles, Vec<RuleError>> {
    let mut errors = Vec::new();
    let model: Option<ModelFile> = model.parse().map_err(|error| errors.push(error)).ok();
    let kinds: Option<KindsFile> = kinds.parse().map_err(|error| errors.push(error)).ok();
    let mut indicators: Vec<IndicatorsFile> = Vec::new();
    for file in themes {
        match file.parse() {
            Ok(theme) => indicators.push(theme),
            Err(error) => errors.push(error),
        }
    }
    match (model, kinds) {
        (Some(model), Some(kinds)) if errors.is_empty() => {
            Ok(RiskFiles { model, kinds, indicators })
        }
        _ => Err(errors),
    }
}

/// Returns the texts that a risk set was read from, as JSON by path: enough to read it again years later.
pub(crate) fn texts(files: &RuleFiles, narrowing: Option<&Narrowing<'_>>) -> String {
    let read = [FACTS, PERMIT_TYPES].into_iter().filter_map(|path| files.get(path));
    let own = narrowing.into_iter().flat_map(|narrowing| [narrowing.file, narrowing.areas]);
    let all: BTreeMap<&str, &str> =
        read.chain(rule_files(files)).chain(own).map(|file| (file.path, file.text)).collect();
    serde_json::to_string(&all).unwrap_or_default()
}

/// Reads a risk set from the texts that [`crate::Rulebook::risk_texts`] or [`PartyRisk::texts`] gave: the rules of a score that was
/// computed earlier.
///
/// # Errors
/// When the texts are no longer what this program can read; each fault with file, line and reason.
pub fn risk_of_texts(texts: &str) -> Result<Arc<RuleSet>, Vec<RuleError>> {
    let (files, vocabulary) = opened(texts)?;
    let own = files.iter().find(|(path, _)| is_party_risk(path));
    let narrowing = own.map(|(path, text)| Narrowing::of_files(&files, RuleText { path, text }));
    build(&files, &vocabulary, narrowing.transpose()?.as_ref())
}

/// Takes texts apart in files again, with the facts among them.
fn opened(texts: &str) -> Result<(RuleFiles, Arc<Vocabulary>), Vec<RuleError>> {
    let unreadable = |reason: String| vec![RuleError { file: FOLDER.to_owned(), line: 1, reason }];
    let by_path: BTreeMap<String, String> =
        serde_json::from_str(texts).map_err(|error| unreadable(error.to_string()))?;
    let mut files = RuleFiles::new();
    for (path, text) in by_path {
        files.insert(path, text);
    }
    let vocabulary = Arc::new(vocabulary_of(&files).map_err(|error| vec![error])?);
    Ok((files, vocabulary))
}

/// Digests every file that takes part, by path and content: the facts decide what a condition means.
fn digest(files: &RuleFiles, narrowing: Option<&Narrowing<'_>>) -> Sha256Hex {
    let own = narrowing.into_iter().flat_map(|narrowing| [narrowing.file, narrowing.areas]);
    let parts = files.get(FACTS).into_iter().chain(rule_files(files)).chain(own);
    Sha256Hex::of_parts(parts.flat_map(|file| [file.path.as_bytes(), file.text.as_bytes()]))
}
