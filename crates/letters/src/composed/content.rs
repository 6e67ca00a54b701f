//! What stands in an element, read from plain text.

use super::element::{Element, Shape};
use super::wanted::Wanted;
use crate::danger::DangerGround;
use chrono::NaiveDate;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;

/// The most characters of an element; a file holds many letters.
pub const LONGEST: usize = 20_000;

/// The most characters of a line: it stands on paper beside a label.
const LONGEST_LINE: usize = 200;

/// Part of a text that an officer wrote: a paragraph or a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Block {
    /// A paragraph; empty in a list.
    pub paragraph: Vec<Span>,
    /// The items of a list; empty in a paragraph.
    pub list: Vec<Vec<Span>>,
}

/// A run of text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Span {
    /// The text.
    pub text: String,
    /// Whether it is emphasised.
    pub strong: bool,
    /// Whether it stays on one line, as a reference does.
    pub whole: bool,
}

/// A condition (art. 3(7)): it is tied to a danger, it can be checked, and it has a term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Condition {
    /// What must be done or not.
    pub text: String,
    /// Against which danger.
    pub ground: DangerGround,
    /// From when or until when.
    pub term: String,
    /// How it shows that it is kept.
    pub evidence: String,
}

/// What stands in an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// One line.
    Line(String),
    /// Paragraphs and lists.
    Prose(Vec<Block>),
    /// One thing on each line.
    Items(Vec<String>),
    /// A day.
    Day(NaiveDate),
    /// The id of a choice.
    Choice(&'static str),
    /// Conditions.
    Conditions(Vec<Condition>),
}

/// What an officer filled in, by element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Elements(BTreeMap<Element, Content>);

/// Why an element cannot be read. The message is Dutch and says what to write.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Too long.
    #[error("maak de tekst korter: er passen {LONGEST} tekens in")]
    TooLong,
    /// A line that is too long.
    #[error("maak dit korter: er passen {LONGEST_LINE} tekens op de regel")]
    LineTooLong,
    /// A thing in a list that is too long.
    #[error("maak elk punt korter dan {} tekens", LONGEST_LINE * 5)]
    ItemTooLong,
    /// No day.
    #[error("vul een datum in, zoals 04-12-2026")]
    NoDay,
    /// No year.
    #[error("vul een jaar in, zoals 2026")]
    NoYear,
    /// No choice.
    #[error("kies een van de mogelijkheden")]
    NoChoice,
    /// More than one line.
    #[error("zet dit op één regel")]
    Lines,
    /// A condition that misses a part.
    #[error(
        "voorschrift {0}: schrijf vier delen met een | ertussen: wat, gevaar (a, b, lid 6 of artikel 4), termijn, bewijs"
    )]
    Condition(usize),
}

impl Content {
    /// Reads what stands in an element; none when nothing does.
    ///
    /// # Errors
    /// Says what to write instead.
    pub fn read(element: Element, text: &str) -> Result<Option<Self>, Unreadable> {
        if text.chars().count() > LONGEST {
            return Err(Unreadable::TooLong);
        }
        let text = text.trim();
        // Stars, strokes and signs without a shape are no reasons.
        if !text.chars().any(char::is_alphanumeric) {
            return Ok(None);
        }
        let content = match element.shape() {
            Shape::Line if text.lines().count() > 1 => return Err(Unreadable::Lines),
            Shape::Line if text.chars().count() > LONGEST_LINE => {
                return Err(Unreadable::LineTooLong);
            }
            Shape::Items if lines(text).any(|line| line.chars().count() > LONGEST_LINE * 5) => {
                return Err(Unreadable::ItemTooLong);
            }
            Shape::Line if element == Element::ReportYear && !is_year(text) => {
                return Err(Unreadable::NoYear);
            }
            Shape::Line => Self::Line(text.to_owned()),
            Shape::Prose => Self::Prose(blocks(text)),
            Shape::Items => Self::Items(lines(text).map(|line| item(line).to_owned()).collect()),
            Shape::Day => Self::Day(kernel::read_day(text).ok_or(Unreadable::NoDay)?),
            Shape::Choice(choices) => {
                let found = choices.iter().find(|(id, _)| *id == text);
                Self::Choice(found.map(|(id, _)| *id).ok_or(Unreadable::NoChoice)?)
            }
            Shape::Conditions => {
                let read = |(place, line)| condition(line).ok_or(Unreadable::Condition(place + 1));
                Self::Conditions(lines(text).enumerate().map(read).collect::<Result<_, _>>()?)
            }
        };
        Ok(Some(content))
    }
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.starts_with("20") && text.bytes().all(|digit| digit.is_ascii_digit())
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

/// A list may be written with strokes.
fn item(line: &str) -> &str {
    let stripped = ["- ", "* ", "– ", "• "].iter().find_map(|mark| line.strip_prefix(mark));
    stripped.unwrap_or(line).trim()
}

/// An empty line ends a paragraph; lines that begin with a stroke are a list.
pub(crate) fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = false;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            open = false;
            continue;
        }
        let entry = item(line);
        let is_item = entry != line;
        match blocks.last_mut().filter(|_| open) {
            Some(block) if is_item && !block.list.is_empty() => block.list.push(spans(entry)),
            Some(block) if !is_item && block.list.is_empty() => {
                block.paragraph.push(Span { text: " ".to_owned(), strong: false, whole: false });
                block.paragraph.extend(spans(line));
            }
            _ if is_item => {
                blocks.push(Block { paragraph: Vec::new(), list: vec![spans(entry)] });
            }
            _ => blocks.push(Block { paragraph: spans(line), list: Vec::new() }),
        }
        open = true;
    }
    blocks
}

/// Text between double asterisks is emphasised; an odd one stays what it is.
fn spans(line: &str) -> Vec<Span> {
    let parts: Vec<&str> = line.split("**").collect();
    if parts.len().is_multiple_of(2) {
        return vec![Span { text: line.to_owned(), strong: false, whole: false }];
    }
    let spans = parts.into_iter().enumerate();
    spans
        .filter(|(_, text)| !text.is_empty())
        .map(|(place, text)| Span { text: text.to_owned(), strong: place % 2 == 1, whole: false })
        .collect()
}

fn condition(line: &str) -> Option<Condition> {
    let mut parts = item(line).split('|').map(str::trim);
    let mut next = || parts.next().filter(|part| !part.is_empty()).map(str::to_owned);
    let (text, ground, term, evidence) = (next()?, next()?, next()?, next()?);
    let ground = match ground.to_lowercase().as_str() {
        "a" => DangerGround::Benefit,
        "b" => DangerGround::Commit,
        "lid 6" => DangerGround::Obtain,
        "artikel 4" => DangerGround::Refusal,
        _ => return None,
    };
    parts.next().is_none().then_some(Condition { text, ground, term, evidence })
}

impl Elements {
    /// Puts an element in, in the place of what stood there.
    pub fn put(&mut self, element: Element, content: Content) {
        self.0.insert(element, content);
    }

    /// Returns the elements that a letter cannot do without and that are not there.
    pub(crate) fn missing(&self, wanted: &[Wanted]) -> Vec<Element> {
        let required = wanted.iter().filter(|wanted| wanted.required);
        required.map(|wanted| wanted.element).filter(|element| !self.has(*element)).collect()
    }

    /// Returns the elements that a test holds for.
    #[must_use]
    pub fn only(&self, test: impl Fn(Element) -> bool) -> Self {
        let kept = self.0.iter().filter(|(element, _)| test(**element));
        Self(kept.map(|(element, content)| (*element, content.clone())).collect())
    }

    /// Returns what stands in an element.
    pub fn get(&self, element: Element) -> Option<&Content> {
        self.0.get(&element)
    }

    /// Returns whether something stands in an element.
    pub fn has(&self, element: Element) -> bool {
        self.0.contains_key(&element)
    }

    /// Returns the line in an element.
    pub fn line(&self, element: Element) -> Option<&str> {
        match self.get(element)? {
            Content::Line(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the items in an element; none when there are none.
    pub fn items(&self, element: Element) -> &[String] {
        match self.get(element) {
            Some(Content::Items(items)) => items,
            _ => &[],
        }
    }

    /// Returns the day in an element.
    pub fn day(&self, element: Element) -> Option<NaiveDate> {
        match self.get(element)? {
            Content::Day(day) => Some(*day),
            _ => None,
        }
    }

    /// Returns the id of the choice in an element.
    pub fn choice(&self, element: Element) -> Option<&'static str> {
        match self.get(element)? {
            Content::Choice(id) => Some(id),
            _ => None,
        }
    }
}

/// Names every element, so that a template that asks for another is refused: null when nothing stands in it.
impl Serialize for Elements {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(Element::ALL.len()))?;
        for element in Element::ALL {
            map.serialize_key(element.id())?;
            match (element.shape(), self.get(*element)) {
                (Shape::Choice(choices), chosen) => {
                    map.serialize_value(&Chosen { choices, chosen })?;
                }
                (_, None) => map.serialize_value(&())?,
                (_, Some(Content::Line(text))) => map.serialize_value(text)?,
                (_, Some(Content::Prose(blocks))) => map.serialize_value(blocks)?,
                (_, Some(Content::Items(items))) => map.serialize_value(items)?,
                (_, Some(Content::Day(day))) => map.serialize_value(&LongDate(*day))?,
                (_, Some(Content::Conditions(list))) => map.serialize_value(list)?,
                (_, Some(Content::Choice(id))) => map.serialize_value(id)?,
            }
        }
        map.end()
    }
}

/// A choice as a map that names each possibility with true or false, with an underscore for each stroke.
struct Chosen<'c> {
    choices: &'static [(&'static str, &'static str)],
    chosen: Option<&'c Content>,
}

impl Serialize for Chosen<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.choices.len()))?;
        for (id, _) in self.choices {
            let is_it = self.chosen == Some(&Content::Choice(id));
            map.serialize_entry(&id.replace('-', "_"), &is_it)?;
        }
        map.end()
    }
}

struct LongDate(NaiveDate);

impl Serialize for LongDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        render::long_date(&self.0, serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prose(text: &str) -> Vec<Block> {
        match Content::read(Element::Facts, text).expect("readable") {
            Some(Content::Prose(blocks)) => blocks,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn paragraphs_lists_and_emphasis_are_read_and_nothing_else_means_anything() {
        let blocks =
            prose("Eerste **zin**\nloopt door.\n\n- een\n- twee\n\n#set page() *niet vet*");
        assert_eq!(blocks.len(), 3);
        assert_eq!(blocks[0].paragraph.iter().filter(|span| span.strong).count(), 1);
        assert_eq!(blocks[1].list.len(), 2);
        assert_eq!(blocks[2].paragraph[0].text, "#set page() *niet vet*");
        // An odd mark is text.
        assert_eq!(prose("twee ** sterren")[0].paragraph[0].text, "twee ** sterren");
        // A list right after a line is a list of its own.
        assert_eq!(prose("Dit:\n- een\nEn verder").len(), 3);
    }

    #[test]
    fn a_condition_has_four_parts_and_a_danger() {
        let read = |text: &str| Content::read(Element::Conditions, text);
        let good = "Geen contante betalingen boven € 1.000 | a | vanaf 1 januari 2027 | kasboek per kwartaal";
        let Ok(Some(Content::Conditions(list))) = read(good) else { panic!("no conditions") };
        assert_eq!(list[0].ground, DangerGround::Benefit);
        for bad in ["alleen tekst", "wat | c | termijn | bewijs", "wat | a | | bewijs", "a|a|a|a|a"]
        {
            let both = format!("{good}\n{bad}");
            assert_eq!(read(&both), Err(Unreadable::Condition(2)), "{bad}");
        }
    }

    #[test]
    fn what_cannot_be_read_says_what_to_write() {
        assert_eq!(Content::read(Element::NewTerm, "morgen"), Err(Unreadable::NoDay));
        for wrong in ["26", "vorig jaar", "1999", "20260"] {
            assert_eq!(Content::read(Element::ReportYear, wrong), Err(Unreadable::NoYear));
        }
        assert!(Content::read(Element::ReportYear, "2026").is_ok());
        assert_eq!(Content::read(Element::ContractStep, "iets"), Err(Unreadable::NoChoice));
        assert_eq!(Content::read(Element::Permit, "een\ntwee"), Err(Unreadable::Lines));
        let long = "w".repeat(LONGEST + 1);
        assert_eq!(Content::read(Element::Facts, &long), Err(Unreadable::TooLong));
        assert!(Content::read(Element::Facts, &"w".repeat(LONGEST)).is_ok());
        for nothing in [" \n ", "**", "-", ". . .", "\u{200b}\u{2060}", "** **\n- \n…"] {
            assert_eq!(Content::read(Element::Facts, nothing), Ok(None), "{nothing:?}");
        }
        assert!(Content::read(Element::Permit, &"w".repeat(LONGEST_LINE)).is_ok());
        let long = Content::read(Element::Permit, &"w".repeat(LONGEST_LINE + 1));
        assert_eq!(long, Err(Unreadable::LineTooLong));
        let long = "w".repeat(LONGEST_LINE * 5 + 1);
        assert_eq!(Content::read(Element::Persons, &long), Err(Unreadable::ItemTooLong));
    }

    #[test]
    fn each_element_has_an_id_of_its_own_that_a_template_can_use() {
        let ids: std::collections::BTreeSet<&str> =
            Element::ALL.iter().map(|element| element.id()).collect();
        assert_eq!(ids.len(), Element::ALL.len());
        for id in ids {
            assert!(
                id.chars()
                    .all(|sign| sign.is_ascii_lowercase() || sign == '_' || sign.is_ascii_digit()),
                "{id}"
            );
            assert_eq!(Element::of(id).map(Element::id), Some(id));
        }
    }
}
