//! Faults in input: every wrong field is named, with its place, a stable code and a Dutch message.

use serde::Serialize;
use std::fmt;

/// A stable code per kind of fault, for programs that read our answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FaultCode {
    /// A required field is absent.
    Ontbreekt,
    /// A field, fact or key that the format does not know.
    OnbekendVeld,
    /// A value outside the declared list.
    OnbekendeWaarde,
    /// A value of the wrong type or form.
    VerkeerdeVorm,
    /// Two values that contradict each other.
    Tegenstrijdig,
    /// A date on which the rule did not exist yet.
    BuitenGeldigheid,
}

/// One fault in input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Fault {
    /// The place, as a JSON pointer (RFC 6901); empty for the whole document.
    #[serde(rename = "plaats")]
    pub pointer: String,
    /// The stable code.
    pub code: FaultCode,
    /// What is wrong and how to mend it, in Dutch.
    #[serde(rename = "melding")]
    pub message: String,
}

/// All faults found in one input, in the order of reading.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Faults(Vec<Fault>);

impl Faults {
    /// Starts without faults.
    pub fn new() -> Self {
        Self::default()
    }

    /// Records a fault.
    pub fn add(&mut self, pointer: impl Into<String>, code: FaultCode, message: impl Into<String>) {
        self.0.push(Fault { pointer: pointer.into(), code, message: message.into() });
    }

    /// Returns whether nothing was wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the faults in order.
    pub fn iter(&self) -> impl Iterator<Item = &Fault> {
        self.0.iter()
    }

    /// Returns the same faults one level deeper, for input that was read as a part of other input.
    #[must_use]
    pub fn below(self, place: &str) -> Self {
        let deeper = |fault: Fault| Fault { pointer: format!("{place}{}", fault.pointer), ..fault };
        Self(self.0.into_iter().map(deeper).collect())
    }

    /// Returns `value` when nothing was wrong, and all faults otherwise.
    pub fn into_result<T>(self, value: Option<T>) -> Result<T, Self> {
        match value {
            Some(value) if self.0.is_empty() => Ok(value),
            _ => Err(self),
        }
    }
}

/// One line per fault: place, then message.
impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, fault) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            let place = if fault.pointer.is_empty() { "(hele bestand)" } else { &fault.pointer };
            write!(f, "{place}: {}", fault.message)?;
        }
        Ok(())
    }
}

impl std::error::Error for Faults {}

/// Escapes a key for a JSON pointer (RFC 6901).
pub fn pointer_part(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// Returns ` Bedoelt u «x»?` for the known word nearest to `word`, or nothing when none is near.
pub fn did_you_mean<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> String {
    const NEAR: f64 = 0.8;
    known
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(word, candidate), candidate))
        .filter(|(likeness, _)| *likeness >= NEAR)
        .max_by(|one, other| one.0.total_cmp(&other.0))
        .map_or_else(String::new, |(_, nearest)| format!(" Bedoelt u «{nearest}»?"))
}

#[cfg(test)]
mod tests {
    use super::did_you_mean;

    #[test]
    fn a_near_word_is_proposed_and_a_far_one_is_not() {
        assert_eq!(did_you_mean("horecca", ["kapsalon", "horeca"]), " Bedoelt u «horeca»?");
        assert_eq!(did_you_mean("xyz", ["kapsalon", "horeca"]), "");
    }
}
