//! Percent-encoding, read strictly: a bad escape or bad UTF-8 is a fault and not a replacement character.

/// Decodes percent-escapes; `None` for a bad escape or when the result is no UTF-8.
pub(crate) fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = text.bytes();
    let mut decoded = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        let byte = if byte == b'%' { hex(bytes.next()?)? << 4 | hex(bytes.next()?)? } else { byte };
        decoded.push(byte);
    }
    String::from_utf8(decoded).ok()
}

/// Decodes the pairs of a query string, in which a plus is a space; `None` as for [`percent_decode`].
pub(super) fn query_pairs(query: &str) -> Option<Vec<(String, String)>> {
    let decode = |text: &str| percent_decode(&text.replace('+', " "));
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Some((decode(name)?, decode(value)?))
        })
        .collect()
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bad_escapes_and_bad_utf8_are_refused() {
        assert_eq!(percent_decode("a%C3%a9+b").as_deref(), Some("aé+b"));
        for bad in ["%", "%4", "%zz", "%+1", "%ff", "%C3"] {
            assert_eq!(percent_decode(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_plus_in_a_query_is_a_space() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let pairs = query_pairs("a=x+y%2B&&b&c==").unwrap();
        assert_eq!(pairs, [pair("a", "x y+"), pair("b", ""), pair("c", "=")]);
        assert_eq!(query_pairs("a=%ff"), None);
    }
}
