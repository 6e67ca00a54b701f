//! Plain text: one line for a header, and lines of at most 72 signs for a body.

/// The longest line of a plain text body, in characters.
const WIDTH: usize = 72;

/// Makes a value that stays on its line: what ends a line or has no shape becomes a space or goes.
pub(crate) fn one_line(text: &str) -> String {
    let spaced: String = text
        .chars()
        .map(|sign| if sign.is_control() || is_break(sign) { ' ' } else { sign })
        .collect();
    let shown = spaced.split_whitespace().collect::<Vec<_>>().join(" ");
    shown.chars().filter(|sign| !is_direction(*sign)).collect()
}

/// Returns whether Unicode ends a line here.
fn is_break(sign: char) -> bool {
    matches!(sign, '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Returns whether a sign only turns the direction of others: it can make a name read as another one.
fn is_direction(sign: char) -> bool {
    matches!(sign, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Breaks lines at spaces. A word that is longer, such as the address of a page, has a line of its own: broken it would not work.
pub(crate) fn wrapped(text: &str) -> String {
    let mut body = String::with_capacity(text.len() + text.len() / 16);
    let mut blank = true;
    for line in text.lines() {
        let line = line.trim_end();
        // Parts that were left out leave no hole.
        if !(blank && line.is_empty()) {
            wrap_line(line, &mut body);
        }
        blank = line.is_empty();
    }
    let end = body.trim_end().len();
    body.truncate(end);
    body.push('\n');
    body
}

fn wrap_line(line: &str, body: &mut String) {
    let mut width = 0;
    // A space that keeps two words together is no place to break.
    for word in line.split(' ') {
        let length = word.chars().count();
        if width > 0 && width + 1 + length > WIDTH {
            body.push('\n');
            width = 0;
        } else if width > 0 {
            body.push(' ');
            width += 1;
        }
        body.push_str(word);
        width += length;
    }
    body.push('\n');
}
