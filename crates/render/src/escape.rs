//! Makes a value inert in Typst: in a content block and in a string literal.

use std::fmt::Write as _;

/// The longest run without a space; beyond it a line may break anywhere, or the text would leave the page.
const LONGEST_WORD: usize = 40;

/// Where a line may break; it has no width and no shape.
const ZERO_WIDTH_SPACE: char = '\u{200b}';

/// Escapes a value for Typst markup, so that it can only ever be text.
///
/// Every ASCII punctuation character gets a backslash, each kind of new line becomes a forced line break, and characters
/// without a shape are dropped.
pub fn typst_text(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len() + value.len() / 4);
    let mut word = 0;
    let mut characters = value.chars().peekable();
    while let Some(character) = characters.next() {
        if is_newline(character) {
            if character == '\r' && characters.peek() == Some(&'\n') {
                characters.next();
            }
            escaped.push_str("\\ ");
            word = 0;
        } else if matches!(character, ' ' | '\t') {
            escaped.push(' ');
            word = 0;
        } else if !is_shapeless(character) {
            word += 1;
            if word > LONGEST_WORD {
                escaped.push(ZERO_WIDTH_SPACE);
                word = 1;
            }
            if character.is_ascii_punctuation() {
                escaped.push('\\');
            }
            escaped.push(character);
        }
    }
    escaped
}

/// Writes a value as a Typst string literal with its quotes, for code mode.
pub fn typst_string(value: &str) -> String {
    let mut literal = String::with_capacity(value.len() + 2);
    literal.push('"');
    for character in value.chars() {
        match character {
            '"' | '\\' => {
                literal.push('\\');
                literal.push(character);
            }
            '\n' => literal.push_str("\\n"),
            other if is_newline(other) => {
                // A fmt::Write on a String cannot fail.
                let _ = write!(literal, "\\u{{{:x}}}", u32::from(other));
            }
            '\t' => literal.push(' '),
            other if is_shapeless(other) => {}
            other => literal.push(other),
        }
    }
    literal.push('"');
    literal
}

/// Returns whether Typst ends a line at this character.
fn is_newline(character: char) -> bool {
    matches!(character, '\n' | '\x0b' | '\x0c' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Returns whether a character has no shape of its own: controls, direction marks, joiners, variation selectors.
///
/// Direction marks can make a name read otherwise than it is stored; the rest only hides in pasted text.
pub(crate) fn is_shapeless(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{115f}'..='\u{1160}'
                | '\u{17b4}'..='\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{3164}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff0}'..='\u{fff8}'
                | '\u{1bca0}'..='\u{1bca3}'
                | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

/// Makes a value inert in plain text: it cannot begin a line of its own, nor turn what stands around it.
pub(crate) fn plain_text(text: &str) -> String {
    let spaced =
        text.chars().map(|letter| if is_newline(letter) || letter == '\t' { ' ' } else { letter });
    spaced.filter(|letter| !is_shapeless(*letter)).collect()
}

/// Makes a value inert in HTML: in text and in an attribute between quotes.
pub(crate) fn html_text(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            // No browser shows these, and an XML reader refuses them.
            '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' => safe.push('\u{fffd}'),
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests;
