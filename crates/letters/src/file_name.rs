//! File names without personal data.

/// The longest reference in a file name.
const LONGEST: usize = 60;

/// Makes a reference safe as part of a file name: letters, digits, hyphens and underscores of ASCII.
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
    if name.is_empty() { "zonder-kenmerk".to_owned() } else { name.to_owned() }
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
            assert_eq!(safe(reference), expected, "{reference:?}");
        }
        assert_eq!(safe(&"a".repeat(5000)).len(), LONGEST);
    }
}
