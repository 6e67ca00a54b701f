//! Versions as strong entity tags: `ETag: "v7"`, `If-Match` for edits and `If-None-Match` for reads.

use axum::http::header::{IF_MATCH, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderName};

use crate::kind::ProblemKind;
use crate::problem::Problem;

/// Returns the strong entity tag of a version.
pub fn entity_tag(version: u64) -> String {
    format!("\"v{version}\"")
}

/// The versions that a client knows, from `If-Match`. Never empty on the wire; a tag that we never gave matches nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IfMatch(Vec<u64>);

impl IfMatch {
    /// Returns whether the client knows this version.
    pub fn accepts(&self, version: u64) -> bool {
        self.0.contains(&version)
    }

    /// Returns the versions that the client knows, in the order sent.
    pub fn versions(&self) -> &[u64] {
        &self.0
    }

    /// Reads the header: 428 when absent, 400 for `*` and for what is no list of entity tags.
    pub(crate) fn read(headers: &HeaderMap) -> Result<Self, Problem> {
        let Some(text) = joined(headers, &IF_MATCH) else {
            return Err(Problem::new(ProblemKind::PreconditionRequired));
        };
        // A star is no list of tags: whoever edits says which version.
        let Some(tags) = tags(&text) else {
            return Err(Problem::invalid_at(
                "kop/If-Match",
                "«If-Match» noemt geen versie; stuur de ETag van de versie die u wijzigt, zoals \"v7\" (niet «*»)",
            ));
        };
        // A weak tag never matches in the strong comparison that If-Match asks (RFC 9110, 13.1.1).
        Ok(Self(tags.iter().filter(|tag| !tag.weak).filter_map(Tag::version).collect()))
    }
}

/// Returns whether the client already has this version, by `If-None-Match` (weak comparison).
pub(crate) fn already_known(headers: &HeaderMap, version: u64) -> bool {
    let Some(text) = joined(headers, &IF_NONE_MATCH) else { return false };
    text.trim() == "*"
        || tags(&text).is_some_and(|tags| tags.iter().any(|tag| tag.version() == Some(version)))
}

struct Tag<'t> {
    weak: bool,
    opaque: &'t str,
}

impl Tag<'_> {
    fn version(&self) -> Option<u64> {
        let digits = self.opaque.strip_prefix('v')?;
        let canonical = digits.bytes().all(|byte| byte.is_ascii_digit())
            && (digits == "0" || !digits.starts_with('0'));
        digits.parse().ok().filter(|_| canonical)
    }
}

/// Returns the values of a header joined by commas, or `None` when it is absent; a value that is no text makes it no list.
fn joined(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let values: Vec<&str> =
        headers.get_all(name).iter().map(|value| value.to_str().unwrap_or("?")).collect();
    (!values.is_empty()).then(|| values.join(","))
}

/// Reads a list of entity tags; `None` when it is none.
fn tags(mut text: &str) -> Option<Vec<Tag<'_>>> {
    let mut found = Vec::new();
    loop {
        text = text.trim_start();
        let weak = text.starts_with("W/");
        let quoted = text.strip_prefix("W/").unwrap_or(text).strip_prefix('"')?;
        let (opaque, rest) = quoted.split_once('"')?;
        found.push(Tag { weak, opaque });
        text = rest.trim_start();
        match text.strip_prefix(',') {
            Some(rest) => text = rest,
            None if text.is_empty() => return Some(found),
            None => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn headers(name: HeaderName, text: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_str(text).unwrap())])
    }

    #[test]
    fn if_match_takes_one_tag_or_a_list_and_refuses_any() {
        let read =
            |text: &str| IfMatch::read(&headers(IF_MATCH, text)).map_err(|no| no.status().as_u16());
        assert_eq!(read("\"v7\""), Ok(IfMatch(vec![7])));
        assert_eq!(read(" \"v7\" , \"v8\""), Ok(IfMatch(vec![7, 8])));
        assert_eq!(read("W/\"v7\", \"abc\", \"v07\", \"v+7\""), Ok(IfMatch(vec![])));
        for bad in ["*", "v7", "", "\"v7\" \"v8\"", "\"v7", "\"v7\","] {
            assert_eq!(read(bad), Err(400), "{bad}");
        }
        assert_eq!(IfMatch::read(&HeaderMap::new()).map_err(|no| no.status().as_u16()), Err(428));
        assert!(IfMatch(vec![7]).accepts(7) && !IfMatch(vec![]).accepts(7));
        assert_eq!(entity_tag(7), "\"v7\"");
    }

    #[test]
    fn if_none_match_compares_weakly() {
        for (text, known) in [
            ("\"v7\"", true),
            ("W/\"v7\"", true),
            ("*", true),
            ("\"v6\", \"v8\"", false),
            ("v7", false),
        ] {
            assert_eq!(already_known(&headers(IF_NONE_MATCH, text), 7), known, "{text}");
        }
    }
}
