//! Breaking long sentences at spaces.

use std::io::Write;

const WIDTH: usize = 100;

/// Writes text with a first and a following indent, broken at spaces; a hard space does not break.
pub(crate) fn write_wrapped(
    output: &mut dyn Write,
    first: &str,
    rest: &str,
    text: &str,
) -> std::io::Result<()> {
    let mut line = first.to_owned();
    let mut used = line.chars().count();
    let mut empty = true;
    for word in text.split([' ', '\n']).filter(|word| !word.is_empty()) {
        let length = word.chars().count();
        if !empty && used + 1 + length > WIDTH {
            writeln!(output, "{line}")?;
            rest.clone_into(&mut line);
            used = rest.chars().count();
            empty = true;
        }
        if !empty {
            line.push(' ');
            used += 1;
        }
        line.push_str(word);
        used += length;
        empty = false;
    }
    writeln!(output, "{line}")
}
