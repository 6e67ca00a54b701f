//! Samples for another body and for the file: L23, L24 and L25.

use super::{bare, letter, matter, sample};
use crate::composed::{Composed, Element, Figure, Matter};
use crate::kind::LetterKind::{Meeting, Sharing, YearReport};
use crate::samples::Sample;

pub(super) fn samples() -> Vec<Sample> {
    let shared = |ground, message| -> Composed {
        let entries = [
            (Element::Receiver, "gemeente Proefstad"),
            (Element::ReceiverAddress, "Postbus 2\n0000 AD Proefstad"),
            (Element::SharingGround, ground),
            (Element::Message, message),
        ];
        letter(Sharing, matter(), &entries)
    };
    let paper = |kind| letter(Meeting, matter(), &[(Element::MeetingPaper, kind)]);
    let figure =
        |name: &str, count: &str| Figure { name: name.to_owned(), count: count.to_owned() };
    let year = Matter {
        year: Some("2026".to_owned()),
        figures: vec![figure("Toetsen", "41"), figure("Adviezen gevraagd aan het LBB", "6")],
        ..matter()
    };
    vec![
        sample("l23-tip", shared("artikel-26", "De persoon vroeg bij u een vergunning aan.")),
        sample("l23-gegevens", shared("artikel-28-m", "Wij weigerden in 2025 een vergunning.")),
        sample("l23-kaal", bare(Sharing)),
        sample("l24-verslag", paper("verslag")),
        sample("l24-agenda", paper("agenda")),
        sample("l24-kaal", bare(Meeting)),
        sample("l25-volledig", letter(YearReport, year, &[])),
        sample("l25-kaal", bare(YearReport)),
    ]
}
