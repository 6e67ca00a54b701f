//! Letters made comparable.

use any_ascii::any_ascii;

/// The longest part of a name that is read, in bytes: longer ones are no names, and comparing stays bounded.
const LONGEST: usize = 400;

/// Cuts a text that is too long to be a name.
pub(super) fn bounded(text: &str) -> &str {
    &text[..text.floor_char_boundary(LONGEST)]
}

/// Folds a word to letters a to z and digits: other scripts by their usual transcription, accents and signs away.
pub(super) fn fold(word: &str) -> String {
    let mut folded = any_ascii(word);
    folded.retain(|sign| sign.is_ascii_alphanumeric());
    folded.make_ascii_lowercase();
    folded
}

/// Folds a word as those write it who have no accents on their keyboard but want to keep the sound: ş as sh, ç as ch, ą as on.
pub(super) fn fold_by_sound(word: &str) -> String {
    let spelled: String = word.to_lowercase().chars().fold(String::new(), |mut spelled, sign| {
        match sign {
            'ş' | 'š' | 'ś' | 'ș' => spelled.push_str("sh"),
            'ç' | 'č' | 'ć' => spelled.push_str("ch"),
            'ą' => spelled.push_str("on"),
            'ę' => spelled.push_str("en"),
            'ö' | 'ø' => spelled.push_str("oe"),
            'ü' => spelled.push_str("ue"),
            'ä' => spelled.push_str("ae"),
            other => spelled.push(other),
        }
        spelled
    });
    fold(&spelled)
}

/// Folds a postcode or a house number: capitals and digits.
pub(super) fn code(text: &str) -> String {
    fold(bounded(text)).to_ascii_uppercase()
}

/// Splits a text into words with what stands around them: at spaces, after the dot of an initial, and around hyphens and `&`.
pub(super) fn chunks(text: &str) -> Vec<&str> {
    text.split(|sign: char| sign.is_whitespace() || "()[]\"“”„;:_+".contains(sign))
        .filter(|chunk| {
            chunk.chars().any(char::is_alphanumeric) || matches!(*chunk, "-" | "–" | "&")
        })
        .collect()
}
