//! Media types: what the client accepts, and what it sends.

use axum::http::HeaderMap;
use axum::http::header::{ACCEPT, CONTENT_TYPE};

use crate::kind::ProblemKind;
use crate::problem::Problem;

/// Refuses with 406 when `Accept` excludes the media type that this route gives.
pub(crate) fn acceptable(headers: &HeaderMap, offered: &str) -> Result<(), Problem> {
    let offered = offered.split(';').next().unwrap_or_default().trim();
    let texts: Option<Vec<&str>> =
        headers.get_all(ACCEPT).iter().map(|value| value.to_str().ok()).collect();
    let ranges: Vec<Range> =
        texts.iter().flatten().flat_map(|text| text.split(',')).filter_map(Range::read).collect();
    let nearest = ranges
        .iter()
        .filter_map(|range| range.precision(offered).map(|precision| (precision, range.wanted)))
        .max_by_key(|(precision, _)| *precision);
    match nearest {
        Some((_, true)) => Ok(()),
        None if ranges.is_empty() => Ok(()),
        _ => Err(Problem::new(ProblemKind::NotAcceptable).detailed(format!(
            "Dit adres geeft alleen «{offered}». Pas de kop «Accept» aan of laat haar weg."
        ))),
    }
}

/// A media range of `Accept`, such as `text/*;q=0.5`.
struct Range<'a> {
    kind: &'a str,
    subkind: &'a str,
    wanted: bool,
}

impl<'a> Range<'a> {
    /// Reads a range; `None` when it is none. Only whether it is wanted matters, for a route has one media type.
    fn read(text: &'a str) -> Option<Self> {
        let mut parts = text.split(';').map(str::trim);
        let (kind, subkind) = parts.next()?.split_once('/')?;
        let weight = parts.find_map(|part| part.strip_prefix("q=").or(part.strip_prefix("Q=")));
        let wanted =
            weight.is_none_or(|weight| weight.parse::<f32>().is_ok_and(|weight| weight > 0.0));
        Some(Self { kind, subkind, wanted })
    }

    /// Returns how precisely this range names the media type; `None` when it does not cover it.
    fn precision(&self, offered: &str) -> Option<u8> {
        let (kind, subkind) = offered.split_once('/')?;
        match (self.kind, self.subkind) {
            ("*", "*") => Some(0),
            (one, "*") if one.eq_ignore_ascii_case(kind) => Some(1),
            (one, two) if one.eq_ignore_ascii_case(kind) && two.eq_ignore_ascii_case(subkind) => {
                Some(2)
            }
            _ => None,
        }
    }
}

/// Refuses with 415 a body that is not sent as `application/json`, in UTF-8.
pub(crate) fn expect_json(headers: &HeaderMap) -> Result<(), Problem> {
    let mut values = headers.get_all(CONTENT_TYPE).iter();
    let text = match (values.next(), values.next()) {
        (Some(value), None) => value.to_str().unwrap_or_default(),
        _ => "",
    };
    let mut parts = text.split(';').map(str::trim);
    let json = parts.next().is_some_and(|kind| kind.eq_ignore_ascii_case("application/json"));
    let utf8 = parts.all(|part| match part.split_once('=') {
        Some((name, value)) if name.eq_ignore_ascii_case("charset") => {
            value.trim_matches('"').eq_ignore_ascii_case("utf-8")
        }
        _ => true,
    });
    if json && utf8 { Ok(()) } else { Err(Problem::new(ProblemKind::UnsupportedMediaType)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn the_most_precise_range_decides() {
        for (accept, fine) in [
            ("application/json", true),
            ("APPLICATION/JSON;q=0.1", true),
            ("text/html, */*;q=0.1", true),
            ("application/*", true),
            ("nonsense", true),
            ("text/html", false),
            ("*/*, application/json;q=0", false),
            ("application/json;q=0.0", false),
        ] {
            let headers = HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static(accept))]);
            assert_eq!(acceptable(&headers, "application/json").is_ok(), fine, "{accept}");
        }
        assert!(acceptable(&HeaderMap::new(), "application/pdf").is_ok());
    }

    #[test]
    fn only_json_in_utf8_is_read() {
        for (kind, fine) in [
            ("application/json", true),
            ("Application/JSON; charset=UTF-8", true),
            ("application/json; charset=\"utf-8\"", true),
            ("application/json; charset=latin1", false),
            ("text/json", false),
            ("application/x-www-form-urlencoded", false),
            ("", false),
        ] {
            let headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static(kind))]);
            assert_eq!(expect_json(&headers).is_ok(), fine, "{kind}");
        }
    }
}
