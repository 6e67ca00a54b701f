//! `Idempotency-Key`: repeating a request with the same key does not do the work twice.

use axum::http::HeaderMap;
use std::fmt;

use crate::problem::Problem;

/// The name of the header.
pub const IDEMPOTENCY_KEY: &str = "Idempotency-Key";

/// The most characters a key may have.
pub(crate) const LONGEST_KEY: usize = 128;

/// A key of 1 to 128 visible ASCII characters, chosen by the client.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct IdempotencyKey(String);

impl IdempotencyKey {
    /// Returns the key as sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Reads the header, which may be absent.
    pub(crate) fn read(headers: &HeaderMap) -> Result<Option<Self>, Problem> {
        let mut values = headers.get_all(IDEMPOTENCY_KEY).iter();
        let Some(value) = values.next() else { return Ok(None) };
        let visible = |text: &&str| {
            (1..=LONGEST_KEY).contains(&text.len())
                && text.bytes().all(|byte| byte.is_ascii_graphic())
        };
        let key = value.to_str().ok().filter(visible).filter(|_| values.next().is_none());
        key.map(|key| Some(Self(key.to_owned()))).ok_or_else(|| {
            Problem::invalid_at(
                "kop/Idempotency-Key",
                format!(
                    "«{IDEMPOTENCY_KEY}» moet 1 tot en met {LONGEST_KEY} zichtbare ASCII-tekens hebben, bijvoorbeeld een UUID"
                ),
            )
        })
    }
}

impl fmt::Display for IdempotencyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn a_key_is_visible_ascii_of_at_most_128_characters() {
        let read = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(IDEMPOTENCY_KEY, HeaderValue::from_bytes(text.as_bytes()).unwrap());
            IdempotencyKey::read(&headers).map(|key| key.map(|key| key.to_string())).ok().flatten()
        };
        assert_eq!(read("a-1").as_deref(), Some("a-1"));
        assert!(read(&"k".repeat(128)).is_some());
        for bad in ["", "a b", "é", &"k".repeat(129)] {
            assert_eq!(read(bad), None, "{bad}");
        }
        assert!(matches!(IdempotencyKey::read(&HeaderMap::new()), Ok(None)));
    }
}
