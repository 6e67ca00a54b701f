//! SHA-256 digests as lower-case hexadecimal text.

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, de::Error};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::fmt;
use std::fmt::Write as _;

/// Writes bytes as lower-case hexadecimal digits, two for each.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// A SHA-256 digest, printed as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sha256Hex([u8; 32]);

impl Sha256Hex {
    /// Digests bytes as any tool does, so that a reader can check them without this program.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// Digests the parts one after another, each preceded by its length so that parts cannot run together.
    pub fn of_parts<'p>(parts: impl IntoIterator<Item = &'p [u8]>) -> Self {
        let mut hasher = Sha256::new();
        for part in parts {
            hasher.update((part.len() as u64).to_be_bytes());
            hasher.update(part);
        }
        Self(hasher.finalize().into())
    }

    /// Returns the first eight bytes as a big-endian number, for draws that anyone can repeat.
    pub fn leading_u64(self) -> u64 {
        self.0.iter().take(8).fold(0, |number, byte| (number << 8) | u64::from(*byte))
    }

    /// Takes the 32 bytes of a digest that was made before.
    pub fn from_digest(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Returns the 32 bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for Sha256Hex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl fmt::Debug for Sha256Hex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Sha256Hex {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Sha256Hex {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        read(&text).ok_or_else(|| D::Error::custom("hier horen 64 hexadecimale cijfers"))
    }
}

impl JsonSchema for Sha256Hex {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Sha256".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^[0-9a-f]{64}$" })
    }
}

fn read(text: &str) -> Option<Sha256Hex> {
    let digits: Vec<char> = text.chars().collect();
    let value = |digit: char| digit.to_digit(16).and_then(|value| u8::try_from(value).ok());
    let byte = |pair: &[char]| match pair {
        [high, low] => Some((value(*high)? << 4) | value(*low)?),
        _ => None,
    };
    let bytes: Option<Vec<u8>> = digits.chunks(2).map(byte).collect();
    bytes?.try_into().ok().map(Sha256Hex)
}

#[cfg(test)]
mod tests {
    use super::{Sha256Hex, read};

    #[test]
    fn bytes_are_digested_as_any_tool_does() {
        let known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(Sha256Hex::of_bytes(b"abc").to_string(), known);
        assert_ne!(Sha256Hex::of_parts([b"abc".as_slice()]).to_string(), known);
    }

    #[test]
    fn a_digest_is_read_as_it_was_written_and_nothing_else_is() {
        let digest = Sha256Hex::of_parts([b"ab".as_slice()]);
        let text = digest.to_string();
        assert_eq!(read(&text), Some(digest));
        let last = text.len() - 1;
        for wrong in
            [&text[..last], &text[1..last], "", &format!("{text}00"), &text.replace('a', "g")]
        {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn parts_cannot_run_together() {
        let one = Sha256Hex::of_parts([b"ab".as_slice(), b"c"]);
        let other = Sha256Hex::of_parts([b"a".as_slice(), b"bc"]);
        assert_ne!(one, other);
        assert_eq!(one.to_string().len(), 64);
    }
}
