//! The house type, embedded: Noto Sans (SIL Open Font License 1.1, see `templates/fonts/noto-sans`).

use typst::foundations::Bytes;
use typst::text::Font;

static REGULAR: &[u8] = include_bytes!("../../../templates/fonts/noto-sans/NotoSans-Regular.ttf");
static BOLD: &[u8] = include_bytes!("../../../templates/fonts/noto-sans/NotoSans-Bold.ttf");
static ITALIC: &[u8] = include_bytes!("../../../templates/fonts/noto-sans/NotoSans-Italic.ttf");

/// How many faces [`house_fonts`] must yield.
pub(crate) const FACES: usize = 3;

/// Reads the embedded faces.
pub(crate) fn house_fonts() -> Vec<Font> {
    [REGULAR, BOLD, ITALIC].into_iter().filter_map(|face| Font::new(Bytes::new(face), 0)).collect()
}
