//! The texts of the rules files, and where a rule stands in them.

use crate::error::{RuleError, RuleText};
use std::collections::BTreeMap;

/// The texts of the rules files by their path below the rules folder, with `/` between the parts.
#[derive(Clone, Debug, Default)]
pub struct RuleFiles(BTreeMap<String, String>);

impl RuleFiles {
    /// Starts without files.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file; one with the same path is replaced.
    pub fn insert(&mut self, path: impl Into<String>, text: impl Into<String>) {
        self.0.insert(path.into(), text.into());
    }

    /// Returns the files by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    pub(crate) fn get(&self, path: &str) -> Option<RuleText<'_>> {
        self.0.get_key_value(path).map(|(path, text)| RuleText { path, text })
    }

    pub(crate) fn require(&self, path: &str) -> Result<RuleText<'_>, RuleError> {
        self.get(path).ok_or_else(|| RuleError {
            file: path.to_owned(),
            line: 1,
            reason: "dit bestand ontbreekt".to_owned(),
        })
    }

    /// Returns the policy files of all parties, without the cases beside them.
    pub(crate) fn policies(&self) -> impl Iterator<Item = RuleText<'_>> {
        self.0
            .iter()
            .filter(|(path, _)| is_policy(path))
            .map(|(path, text)| RuleText { path, text })
    }
}

/// Returns whether a path is that of a policy, and not of the cases beside it.
pub(crate) fn is_policy(path: &str) -> bool {
    let mut parts = path.split('/');
    let in_party = parts.next() == Some("parties") && parts.next().is_some();
    let name = parts.next().unwrap_or_default();
    let numbered = name.strip_prefix("policy").and_then(|rest| rest.strip_suffix(".toml"));
    in_party
        && parts.next().is_none()
        && numbered.is_some_and(|middle| {
            middle.is_empty() || (middle.starts_with('-') && !middle.contains('.'))
        })
}

/// Where a rule stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleSource {
    /// The file.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
}
