//! Licence expressions: `(MIT OR Apache-2.0) AND Unicode-3.0`.

/// Whether the licences in `allowed` satisfy the expression; none when it is not an expression.
///
/// `WITH` binds closest and makes one licence of two words; then `AND`, then `OR`. Old manifests write `/` for `OR`.
pub(super) fn satisfied(expression: &str, allowed: &[String]) -> Option<bool> {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut reader = Reader { words: &words, allowed };
    let answer = reader.any()?;
    reader.words.is_empty().then_some(answer)
}

struct Reader<'a> {
    words: &'a [&'a str],
    allowed: &'a [String],
}

impl Reader<'_> {
    fn any(&mut self) -> Option<bool> {
        let mut answer = self.all()?;
        while self.take("OR") {
            // Both sides are read before they are joined: the words of the second must be taken in any case.
            answer |= self.all()?;
        }
        Some(answer)
    }

    fn all(&mut self) -> Option<bool> {
        let mut answer = self.one()?;
        while self.take("AND") {
            answer &= self.one()?;
        }
        Some(answer)
    }

    fn one(&mut self) -> Option<bool> {
        if self.take("(") {
            let answer = self.any()?;
            return self.take(")").then_some(answer);
        }
        let mut licence = self.name()?;
        if self.take("WITH") {
            licence = format!("{licence} WITH {}", self.name()?);
        }
        Some(self.allowed.contains(&licence))
    }

    fn name(&mut self) -> Option<String> {
        let (first, rest) = self.words.split_first()?;
        let is_name = !["OR", "AND", "WITH", "(", ")"].contains(first);
        self.words = rest;
        is_name.then(|| (*first).to_owned())
    }

    fn take(&mut self, word: &str) -> bool {
        let found = self.words.first() == Some(&word);
        if found {
            self.words = &self.words[1..];
        }
        found
    }
}

#[test]
fn reads_the_forms_that_occur() {
    let allowed = ["MIT", "Unicode-3.0", "Apache-2.0 WITH LLVM-exception"].map(str::to_owned);
    let cases = [
        ("MIT", Some(true)),
        ("GPL-3.0-only", Some(false)),
        ("Apache-2.0", Some(false)),
        ("Apache-2.0 WITH LLVM-exception", Some(true)),
        ("MIT/Apache-2.0", Some(true)),
        ("Apache-2.0 / MIT", Some(true)),
        ("GPL-3.0-only OR MIT", Some(true)),
        ("MIT OR GPL-3.0-only AND GPL-2.0-only", Some(true)),
        ("(MIT OR GPL-3.0-only) AND GPL-2.0-only", Some(false)),
        ("(MIT OR Apache-2.0) AND Unicode-3.0", Some(true)),
        ("MIT AND", None),
        ("(MIT", None),
        ("MIT Apache-2.0", None),
        ("", None),
    ];
    for (expression, expected) in cases {
        assert_eq!(satisfied(expression, &allowed), expected, "{expression}");
    }
}
