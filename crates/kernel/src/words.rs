//! Small changes to text.

/// Returns the text with its first letter as a capital.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    first + letters.as_str()
}

/// Returns the text with its first letter as a small one.
pub fn lowered(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_lowercase).collect();
    first + letters.as_str()
}

#[cfg(test)]
mod tests {
    use super::{capitalised, lowered};

    #[test]
    fn only_the_first_letter_changes() {
        assert_eq!(capitalised("één Bibob-toets"), "Één Bibob-toets");
        assert_eq!(capitalised(""), "");
        assert_eq!(lowered("Één Bibob-toets"), "één Bibob-toets");
        assert_eq!(lowered(""), "");
    }
}
