//! A rules file that is wrong: which file, which line, and why.

use std::collections::BTreeMap;
use std::fmt;
use thiserror::Error;
use toml_edit::{Document, Item, Value};

/// A fault in a rules file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Error)]
pub struct RuleError {
    /// The path of the file below the rules folder.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong, in Dutch.
    pub reason: String,
}

/// `parties/x/policy.toml:12: reason`
impl fmt::Display for RuleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.reason)
    }
}

/// One rules file while it is being checked: its path and text, to turn a place in the data into a line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RuleText<'t> {
    pub(crate) path: &'t str,
    pub(crate) text: &'t str,
}

impl<'t> RuleText<'t> {
    /// Parses the file into `T`.
    pub(crate) fn parse<T: serde::de::DeserializeOwned>(self) -> Result<T, RuleError> {
        toml::from_str(self.text).map_err(|error| RuleError {
            file: self.path.to_owned(),
            line: error.span().map_or(1, |span| self.line_of(span.start)),
            reason: in_dutch(error.message()),
        })
    }

    /// Builds a fault at a place in the data, such as `["regel", "2", "als", "feit"]`.
    ///
    /// Where the last keys of the place do not stand in the file, the line of the nearest part around it is taken.
    pub(crate) fn error(self, place: &[&str], reason: impl Into<String>) -> RuleError {
        RuleError { file: self.path.to_owned(), line: self.line_at(place), reason: reason.into() }
    }

    /// Returns the line of a place in the data.
    pub(crate) fn line_at(self, place: &[&str]) -> usize {
        let Ok(document) = Document::parse(self.text) else { return 1 };
        let mut item = Node::Item(document.as_item());
        let mut line = 1;
        for step in place {
            let Some(next) = item.step(step) else { break };
            line = next.span().map_or(line, |span| self.line_of(span.start));
            item = next;
        }
        line
    }

    /// Returns the line of every `id = "..."` that stands on a line of its own, in one pass: start-up asks for all of them.
    pub(crate) fn id_lines(self) -> BTreeMap<&'t str, usize> {
        let id = |line: &'t str| {
            let value = line.trim().strip_prefix("id")?.trim_start().strip_prefix('=')?.trim();
            let quote = value.chars().next().filter(|sign| matches!(sign, '"' | '\''))?;
            value.strip_prefix(quote)?.strip_suffix(quote)
        };
        let lines = self.text.lines().enumerate();
        lines.filter_map(|(index, line)| Some((id(line)?, index + 1))).collect()
    }

    fn line_of(self, offset: usize) -> usize {
        let before = self.text.get(..offset).unwrap_or(self.text);
        before.bytes().filter(|byte| *byte == b'\n').count() + 1
    }
}

/// Turns the usual messages of the TOML reader into Dutch; what is left is a fault in the form of the file itself.
fn in_dutch(message: &str) -> String {
    let choices = |rest: &str| rest.replace("one of ", "").replace('`', "").replace(" or ", ", ");
    let quoted = |start: &str| {
        let (name, rest) = message.strip_prefix(start)?.strip_prefix('`')?.split_once('`')?;
        Some((name, rest.strip_prefix(", expected ").map(choices).unwrap_or_default()))
    };
    if let Some((name, known)) = quoted("unknown field ") {
        return format!("«{name}» is hier geen bekende sleutel. Kies uit: {known}");
    }
    if let Some((name, known)) = quoted("unknown variant ") {
        return format!("«{name}» is hier geen bekende waarde. Kies uit: {known}");
    }
    if let Some((name, _)) = quoted("missing field ") {
        return format!("«{name}» ontbreekt");
    }
    if let Some(rest) = message.strip_prefix("invalid type: ") {
        let (found, wanted) = rest.split_once(", expected ").unwrap_or((rest, ""));
        return format!("hier staat een ander soort waarde ({found}) dan nodig is ({wanted})");
    }
    format!("dit is geen geldig regelbestand: {message}")
}

/// A step in a document: the parts of arrays are values or tables, not items.
enum Node<'d> {
    Item(&'d Item),
    Value(&'d Value),
    Table(&'d toml_edit::Table),
}

impl Node<'_> {
    fn step(&self, step: &str) -> Option<Self> {
        let index = step.parse::<usize>();
        match (self, index) {
            (Self::Item(Item::ArrayOfTables(tables)), Ok(index)) => {
                tables.get(index).map(Self::Table)
            }
            (Self::Item(item), Ok(index)) => item.as_array()?.get(index).map(Self::Value),
            (Self::Value(value), Ok(index)) => value.as_array()?.get(index).map(Self::Value),
            (Self::Table(table), _) => table.get(step).map(Self::Item),
            (Self::Item(item), Err(_)) => item.as_table_like()?.get(step).map(Self::Item),
            (Self::Value(value), Err(_)) => value.as_inline_table()?.get(step).map(Self::Value),
        }
    }

    fn span(&self) -> Option<std::ops::Range<usize>> {
        match self {
            Self::Item(item) => item.span(),
            Self::Value(value) => value.span(),
            Self::Table(table) => table.span(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RuleText;

    const TEXT: &str = "[beleid]\ntitel = \"x\"\n\n[[regel]]\nid = \"a\"\n\n[[regel]]\nid = \"b\"\nals = { alle = [\n  { feit = \"y\" },\n  { feit = \"z\" },\n] }\n";

    #[test]
    fn a_place_in_the_data_becomes_a_line() {
        let file = RuleText { path: "p", text: TEXT };
        assert_eq!(file.line_at(&["beleid", "titel"]), 2);
        assert_eq!(file.line_at(&["regel", "1"]), 7);
        assert_eq!(file.line_at(&["regel", "1", "als", "alle", "1", "feit"]), 11);
        assert_eq!(file.line_at(&["regel", "1", "als", "alle", "1", "ontbreekt"]), 11);
    }

    #[test]
    fn the_lines_of_ids_are_those_of_their_places() {
        let file = RuleText { path: "p", text: TEXT };
        let lines = file.id_lines();
        assert_eq!(lines.len(), 2);
        assert_eq!(lines["a"], file.line_at(&["regel", "0", "id"]));
        assert_eq!(lines["b"], file.line_at(&["regel", "1", "id"]));
    }

    #[test]
    fn a_type_error_names_its_line() {
        #[derive(Debug, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Wanted {
            #[expect(dead_code, reason = "only parsed")]
            getal: u32,
        }
        let error = RuleText { path: "p", text: "\ngetal = \"tekst\"\n" }
            .parse::<Wanted>()
            .expect_err("type");
        assert_eq!((error.line, error.file.as_str()), (2, "p"));
    }
}
