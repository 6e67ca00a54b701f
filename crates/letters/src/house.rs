//! The house style of a body: its logo, and its own words in the sections of a letter that are the same in every letter.
//!
//! A body writes words, never a template: plain text with simple emphasis, and names between square brackets that stand for what the
//! letter knows. The text that everybody gets lies in `templates/letters/secties` and goes the same way, so that the two can be
//! compared line by line. What the law prescribes word for word, such as how to object, is no section.

use crate::composed::{Block, Span, blocks};
use crate::frame::Frame;
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use std::collections::BTreeMap;

/// The most characters of a section.
pub const LONGEST_SECTION: usize = 2_000;

/// Declares the sections once: variant, id, label, hint, how many lines it may have, and the words that must stand in it.
macro_rules! sections {
    ($($(#[$doc:meta])* $variant:ident = $id:literal, $label:literal, $hint:literal, $one_line:literal, $needs:expr;)+) => {
        /// A section of which a body may choose the words.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum HouseSection {
            $($(#[$doc])* $variant,)+
        }

        impl HouseSection {
            /// All sections, in the order of a letter.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// Returns the id, used in addresses, in the database and in templates.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)+ }
            }

            /// Returns what it is called, in Dutch.
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)+ }
            }

            /// Returns where it stands and what to mind, in Dutch.
            pub fn hint(self) -> &'static str {
                match self { $(Self::$variant => $hint,)+ }
            }

            /// Returns the words that everybody gets.
            pub fn base(self) -> &'static str {
                match self {
                    $(Self::$variant => include_str!(concat!("../../../templates/letters/secties/", $id, ".txt")).trim_end(),)+
                }
            }

            fn is_one_line(self) -> bool {
                match self { $(Self::$variant => $one_line,)+ }
            }

            fn needs(self) -> &'static [&'static str] {
                match self { $(Self::$variant => &$needs,)+ }
            }
        }
    };
}

sections! {
    /// The salutation.
    Salutation = "aanhef", "Aanhef", "De eerste regel van elke brief", true, [];
    /// That what is found stays secret.
    Secrecy = "geheimhouding", "Geheimhouding",
        "Onder het kopje over geheimhouding. Noem artikel 28: zonder dat weet de lezer niet waar de plicht staat", false, ["artikel 28"];
    /// What the body adds to every letter.
    Addition = "toevoeging", "Toevoeging", "Vlak voor «Hebt u vragen?», in elke brief; meestal leeg", false, [];
    /// Where to turn with questions.
    Questions = "vragen", "Vragen", "Onder «Hebt u vragen?», boven telefoon en mailadres uit het briefhoofd", false, ["[kenmerk]"];
    /// The words before the signature.
    Greeting = "groet", "Groet", "Boven de ondertekening", true, [];
}

/// What a text of a body may name; each is in every letter.
pub const PLACEHOLDERS: [(&str, &str); 3] = [
    ("[kenmerk]", "ons kenmerk"),
    ("[organisatie]", "de naam van uw organisatie"),
    ("[bestuursorgaan]", "het bestuursorgaan dat schrijft"),
];

/// Why a text cannot be used. The message is Dutch and says what to write.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SectionFault {
    /// Too long.
    #[error("maak de tekst korter: er passen {LONGEST_SECTION} tekens in")]
    TooLong,
    /// More than one line where there is room for one.
    #[error("zet dit op één regel")]
    Lines,
    /// A name between square brackets that stands for nothing.
    #[error(
        "«{0}» is geen gegeven van een brief; u kunt [kenmerk], [organisatie] en [bestuursorgaan] gebruiken"
    )]
    Unknown(String),
    /// Words that must stand in it.
    #[error("laat «{0}» in de tekst staan")]
    Needs(&'static str),
    /// Nothing, where something must stand.
    #[error("schrijf een tekst, of ga terug naar de landelijke tekst")]
    Empty,
}

/// A picture in the head of a letter.
#[derive(Clone, PartialEq, Eq)]
pub struct Logo {
    /// What kind of picture.
    pub format: LogoFormat,
    /// The picture itself.
    pub bytes: Vec<u8>,
}

/// A kind of picture that a letter can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogoFormat {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
}

impl LogoFormat {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Png, Self::Jpeg];

    /// Returns the media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
        }
    }

    /// Returns where `partials/adressering.typ.hbs` finds the picture.
    pub(crate) fn path(self) -> &'static str {
        match self {
            Self::Png => "/logo.png",
            Self::Jpeg => "/logo.jpg",
        }
    }
}

/// The house style of a body: what everybody gets, until it chose for itself.
#[derive(Clone, Default)]
pub struct HouseStyle {
    /// The picture in the head.
    pub logo: Option<Logo>,
    texts: BTreeMap<HouseSection, String>,
}

impl HouseSection {
    /// Returns the section with this id.
    pub fn of_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|section| section.id() == id)
    }

    /// Checks a text of a body for this section and returns it without white space around it.
    ///
    /// # Errors
    /// Says what to write instead.
    pub fn check(self, text: &str) -> Result<String, SectionFault> {
        let text = text.replace("\r\n", "\n").trim().to_owned();
        if text.chars().count() > LONGEST_SECTION {
            return Err(SectionFault::TooLong);
        }
        if text.is_empty() && !self.base().is_empty() {
            return Err(SectionFault::Empty);
        }
        if self.is_one_line() && text.lines().count() > 1 {
            return Err(SectionFault::Lines);
        }
        if let Some(name) = bracketed(&text).find(|name| !is_placeholder(name)) {
            return Err(SectionFault::Unknown(name.to_owned()));
        }
        let plain = text.replace('\u{a0}', " ");
        match self.needs().iter().find(|words| !plain.contains(**words)) {
            Some(words) => Err(SectionFault::Needs(words)),
            None => Ok(text),
        }
    }
}

impl HouseStyle {
    /// A house style with this picture and the words that everybody gets.
    pub fn new(logo: Option<Logo>) -> Self {
        Self { logo, texts: BTreeMap::new() }
    }

    /// Takes the words of the body for a section.
    pub fn put(&mut self, section: HouseSection, text: String) {
        self.texts.insert(section, text);
    }

    /// Returns the words in use for a section.
    pub fn text(&self, section: HouseSection) -> &str {
        self.texts.get(&section).map_or_else(|| section.base(), String::as_str)
    }
}

/// What a template sees of the house style: the words of each section as blocks, with the values of this letter.
pub(crate) struct HouseView<'a>(pub(crate) &'a Frame);

impl Serialize for HouseView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(HouseSection::ALL.len() + 2))?;
        for section in HouseSection::ALL {
            map.serialize_entry(section.id(), &filled(self.0, *section))?;
        }
        let logo = self.0.house.logo.as_ref().map(|logo| logo.format);
        map.serialize_entry("logo_png", &(logo == Some(LogoFormat::Png)))?;
        map.serialize_entry("logo_jpeg", &(logo == Some(LogoFormat::Jpeg)))?;
        map.end()
    }
}

/// The text is read first and filled in after, so that no value can mean anything.
fn filled(frame: &Frame, section: HouseSection) -> Vec<Block> {
    let fill =
        |spans: Vec<Span>| spans.into_iter().flat_map(|span| fill_span(frame, &span)).collect();
    let block = |block: Block| Block {
        paragraph: fill(block.paragraph),
        list: block.list.into_iter().map(fill).collect(),
    };
    blocks(frame.house.text(section)).into_iter().map(block).collect()
}

fn fill_span(frame: &Frame, span: &Span) -> Vec<Span> {
    let piece = |text: &str, whole| Span { text: text.to_owned(), strong: span.strong, whole };
    let mut pieces = Vec::new();
    let mut rest = span.text.as_str();
    while let Some((before, name, after)) = next_bracketed(rest) {
        if !before.is_empty() {
            pieces.push(piece(before, false));
        }
        pieces.push(match name {
            "[kenmerk]" => piece(&frame.reference, true),
            "[organisatie]" => piece(&frame.sender.party, false),
            "[bestuursorgaan]" => piece(&frame.sender.organ, false),
            other => piece(other, false),
        });
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(piece(rest, false));
    }
    pieces
}

fn is_placeholder(name: &str) -> bool {
    PLACEHOLDERS.iter().any(|(known, _)| *known == name)
}

fn bracketed(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (_, name, after) = next_bracketed(rest)?;
        rest = after;
        Some(name)
    })
}

/// Finds the next name between square brackets: what stands before it, the name with its brackets, and what comes after.
fn next_bracketed(text: &str) -> Option<(&str, &str, &str)> {
    let from = text.find('[')?;
    let to = from + text[from..].find(']')? + 1;
    Some((&text[..from], &text[from..to], &text[to..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    #[test]
    fn the_texts_that_everybody_gets_pass_their_own_check() {
        for section in HouseSection::ALL {
            assert_eq!(section.check(section.base()).as_deref(), Ok(section.base()), "{section:?}");
            assert_eq!(HouseSection::of_id(section.id()), Some(*section));
        }
        assert_eq!(HouseSection::of_id("bezwaar"), None);
    }

    #[test]
    fn a_text_that_does_not_fit_says_what_to_write() {
        use HouseSection::{Addition, Greeting, Questions, Salutation, Secrecy};
        assert_eq!(Salutation.check("Dag\nallemaal"), Err(SectionFault::Lines));
        assert_eq!(Greeting.check("  "), Err(SectionFault::Empty));
        assert_eq!(Addition.check("  ").as_deref(), Ok(""));
        assert_eq!(Questions.check("Bel ons."), Err(SectionFault::Needs("[kenmerk]")));
        assert_eq!(Secrecy.check("Alles blijft geheim."), Err(SectionFault::Needs("artikel 28")));
        assert!(Secrecy.check("Zie artikel\u{a0}28 van de wet.").is_ok());
        let unknown = SectionFault::Unknown("[naam]".to_owned());
        assert_eq!(Addition.check("Dag [kenmerk] en [naam]"), Err(unknown));
        assert!(Addition.check(&"w".repeat(LONGEST_SECTION)).is_ok());
        assert_eq!(Addition.check(&"w".repeat(LONGEST_SECTION + 1)), Err(SectionFault::TooLong));
    }

    #[test]
    fn names_become_the_values_of_the_letter_and_values_mean_nothing() {
        let mut frame = samples::frame();
        frame.reference = "**[organisatie]**".to_owned();
        frame
            .house
            .put(HouseSection::Questions, "Noem **[kenmerk]** bij [organisatie].".to_owned());
        let blocks = filled(&frame, HouseSection::Questions);
        let spans: Vec<(&str, bool, bool)> = blocks[0]
            .paragraph
            .iter()
            .map(|span| (span.text.as_str(), span.strong, span.whole))
            .collect();
        let expected = [
            ("Noem ", false, false),
            ("**[organisatie]**", true, true),
            (" bij ", false, false),
            ("gemeente Fictiedam", false, false),
            (".", false, false),
        ];
        assert_eq!(spans, expected);
    }
}
