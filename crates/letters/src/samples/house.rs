//! Letters in a house style of their own.

use super::{Sample, frame, sample};
use crate::frame::Frame;
use crate::house::{HouseSection, HouseStyle, Logo, LogoFormat};
use crate::letter::LetterContent;

/// A drawing of a dike, by us.
const PNG: &[u8] = include_bytes!("logo.png");
const JPEG: &[u8] = include_bytes!("logo.jpg");

/// Returns a logo of a body that does not exist.
pub fn logo(format: LogoFormat) -> Logo {
    let bytes = match format {
        LogoFormat::Png => PNG.to_vec(),
        LogoFormat::Jpeg => JPEG.to_vec(),
    };
    Logo { format, bytes }
}

/// Returns a letter with words of the body itself in every section.
pub(super) fn houses() -> Vec<Sample> {
    let mut style = HouseStyle::new(Some(logo(LogoFormat::Png)));
    for (section, text) in [
        (HouseSection::Salutation, "Beste heer of mevrouw,"),
        (
            HouseSection::Secrecy,
            "Wij houden geheim wat wij onderzoeken. U doet dat ook met wat u over een ander leest. Zo staat het in artikel 28 van de Wet Bibob.",
        ),
        (
            HouseSection::Addition,
            "Wij zijn **niet** bereikbaar op vrijdagmiddag.\n\n- Loket: Dijkstraat 1\n- Geopend: op werkdagen",
        ),
        (
            HouseSection::Questions,
            "Bel of mail [organisatie] en noem **[kenmerk]**. U schrijft aan [bestuursorgaan].",
        ),
        (HouseSection::Greeting, "Hoogachtend,"),
    ] {
        style.put(section, text.to_owned());
    }
    let jpeg = HouseStyle::new(Some(logo(LogoFormat::Jpeg)));
    vec![
        sample("l01-huisstijl", dressed(super::acknowledgement().into(), style)),
        sample("l01-logo", dressed(super::acknowledgement().into(), jpeg)),
    ]
}

fn dressed(mut content: LetterContent, house: HouseStyle) -> LetterContent {
    *content.frame_mut() = Frame { house, ..frame() };
    content
}
