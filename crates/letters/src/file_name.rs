//! File names without personal data.

use kernel::Sha256Hex;

/// The longest reference in a file name.
const LONGEST: usize = 60;

/// Makes a reference safe as part of a file name: letters, digits, hyphens and underscores of ASCII.
///
/// Where signs are lost a digest of the whole reference follows, so that two references never share a name.
pub(crate) fn safe(reference: &str) -> String {
    let mut name = String::new();
    for character in reference.trim().chars() {
        if character.is_ascii_alphanumeric() || character == '_' {
            name.push(character);
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    name.truncate(LONGEST);
    let name = name.trim_end_matches('-');
    if name == reference && !name.is_empty() {
        return name.to_owned();
    }
    let digest = Sha256Hex::of_parts([reference.as_bytes()]).to_string();
    let name = if name.is_empty() { "zonder-kenmerk" } else { name };
    format!("{name}-{}", digest.get(..8).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_cannot_leave_its_directory() {
        for (reference, expected) in [
            ("Z-2026-000123", "Z-2026-000123"),
            ("../../etc/passwd", "etc-passwd"),
            ("C:\\brief?*.pdf", "C-brief-pdf"),
            ("zaak 12 / é", "zaak-12"),
            ("\u{202e}..\0", "zonder-kenmerk"),
            ("", "zonder-kenmerk"),
        ] {
            let name = safe(reference);
            let kept = name == expected && name == reference;
            let marked =
                name.strip_prefix(expected).is_some_and(|rest| rest.len() == "-12345678".len());
            assert!(kept || marked, "{reference:?}: {name}");
        }
        assert_eq!(safe(&"a".repeat(5000)).len(), LONGEST + "-12345678".len());
    }

    #[test]
    fn two_references_never_share_a_name() {
        for (one, other) in [("Z/1", "Z-1"), ("..", "."), ("Z-1", "Z-1 ")] {
            assert_ne!(safe(one), safe(other));
        }
        let long = "a".repeat(80);
        assert_ne!(safe(&long), safe(&(long.clone() + "b")));
    }
}
