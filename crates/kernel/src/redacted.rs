//! Values that must never reach a log.

use std::fmt;

/// A personal or secret value. `Debug` shows that there is one, never what it is.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Redacted<T>(T);

impl<T> Redacted<T> {
    /// Wraps a value.
    pub fn new(value: T) -> Self {
        Self(value)
    }

    /// Gives the value to a place that may show it: a letter, a page for the officer on the file.
    pub fn reveal(&self) -> &T {
        &self.0
    }
}

impl<T> fmt::Debug for Redacted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[afgeschermd]")
    }
}

#[cfg(test)]
mod tests {
    use super::Redacted;

    #[test]
    fn debug_output_does_not_show_the_value() {
        assert_eq!(format!("{:?}", Redacted::new("Voorbeeldbouw")), "[afgeschermd]");
    }
}
