//! The name of an organisation, taken apart: legal form and numbers apart, words with their weight.

use super::text::{chunks, fold};
use super::token::{Token, TokenKind};
use crate::matching::score::near;
use crate::matching::tables::{LEGAL_FORMS, is_particle, is_trade_word};

/// The weight of a word that says which company it is.
const DISTINCTIVE: u32 = 1000;
/// The weight of a word that says what a company does.
const TRADE: u32 = 700;
/// The weight of `de`, `van` and the like.
const PARTICLE: u32 = 150;
/// The most words that are compared.
const MOST_WORDS: usize = 16;

/// An organisation's name.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::matching) struct CompanyName {
    pub(in crate::matching) words: Vec<CompanyWord>,
    /// The numbers in the name, Roman ones too, in rising order.
    pub(in crate::matching) numbers: Vec<u16>,
    /// The legal form: the code of the table.
    pub(in crate::matching) form: Option<&'static str>,
    /// Whether it is the name under which somebody trades (h.o.d.n.): then the legal form says nothing.
    pub(in crate::matching) is_trade_name: bool,
    /// The words as one, without form and numbers.
    pub(in crate::matching) whole: Option<Token>,
    /// As written.
    pub(in crate::matching) shown: Box<str>,
}

/// A word of an organisation's name.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::matching) struct CompanyWord {
    pub(in crate::matching) token: Token,
    pub(in crate::matching) weight: u32,
}

impl CompanyWord {
    /// Whether it says which company it is.
    pub(in crate::matching) fn is_distinctive(&self) -> bool {
        self.weight == DISTINCTIVE
    }

    /// Whether it says anything: `de` and `van` do not.
    pub(in crate::matching) fn has_meaning(&self) -> bool {
        self.weight != PARTICLE
    }
}

/// A word as written, and folded.
#[derive(Clone, Debug)]
struct Word<'a> {
    shown: &'a str,
    folded: String,
    kind: TokenKind,
}

/// Splits `Jansen h.o.d.n. De Verzonnen Gans` into who trades, and under which name.
pub(super) fn trading_as(text: &str) -> Option<(&str, &str)> {
    const MARKS: [&str; 7] = [
        "h.o.d.n.",
        "t.h.o.d.n.",
        "hodn",
        "h.o.d.n",
        "t/a",
        "handelend onder de naam",
        "handelende onder de naam",
    ];
    // Only signs of one byte change, so a place in the lowered text is a place in the text.
    let lowered = text.to_ascii_lowercase();
    let found = MARKS.iter().find_map(|mark| {
        let place = lowered.find(&format!(" {mark} "))?;
        Some((place, place + mark.len() + 2))
    });
    let (end, start) = found?;
    Some((text[..end].trim_end_matches([',', ' ']), &text[start..]))
}

impl CompanyName {
    /// Reads a name as written.
    pub(super) fn read(text: &str, is_trade_name: bool) -> Self {
        let mut words = words(text);
        words.retain(|word| !matches!(word.folded.as_str(), "en" | "and" | "und" | "io" | "the"));
        let form = strip_form(&mut words);
        // After the form, of which `firma` may be a part.
        if words.len() > 1 {
            words.retain(|word| !matches!(word.folded.as_str(), "fa" | "firma"));
        }
        let (numbers, mut words): (Vec<_>, Vec<_>) =
            words.into_iter().partition(|word| number(word).is_some());
        if words.is_empty() {
            // A name of nothing but a number.
            words.clone_from(&numbers);
        }
        words.truncate(MOST_WORDS);
        let folded: Vec<&str> = words.iter().map(|word| word.folded.as_str()).collect();
        let mut numbers: Vec<u16> = numbers.iter().filter_map(number).collect();
        numbers.sort_unstable();
        Self {
            whole: Token::joined(&folded),
            words: words.iter().filter_map(weighed).collect(),
            numbers,
            form,
            is_trade_name,
            shown: text.trim().into(),
        }
    }
}

fn weighed(word: &Word<'_>) -> Option<CompanyWord> {
    let weight = match word.folded.as_str() {
        folded if is_particle(folded) || matches!(folded, "of" | "for") => PARTICLE,
        folded if is_trade_word(folded) => TRADE,
        _ => DISTINCTIVE,
    };
    Some(CompanyWord { token: Token::new(word.shown, word.kind)?, weight })
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    for chunk in chunks(text) {
        for piece in chunk.split(['&', '/', ',']) {
            split_hyphens(piece, &mut words);
        }
    }
    words
}

/// Splits at hyphens; `B.V.` is a word, `Install.techn.` a word that was cut short, and so is what hangs on a hyphen (`Im- en`).
fn split_hyphens<'a>(piece: &'a str, words: &mut Vec<Word<'a>>) {
    for part in piece.split_inclusive(['-', '–']) {
        let folded = fold(part);
        let acronym = part
            .split('.')
            .all(|letters| letters.chars().filter(|sign| sign.is_alphanumeric()).count() <= 1);
        let hangs = part.ends_with(['-', '–']) && piece.ends_with(part);
        let short = hangs || (part.contains('.') && !acronym);
        let kind = if short { TokenKind::Short } else { TokenKind::Full };
        if !folded.is_empty() {
            words.push(Word { shown: part, folded, kind });
        }
    }
}

/// Reads a number of at most four digits, or a Roman one under forty.
fn number(word: &Word<'_>) -> Option<u16> {
    let text = word.folded.as_str();
    if text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok();
    }
    if word.kind != TokenKind::Full || !text.bytes().all(|byte| b"ivx".contains(&byte)) {
        return None;
    }
    let value = |byte| match byte {
        b'i' => 1,
        b'v' => 5,
        _ => 10,
    };
    let letters = text.as_bytes();
    let total: i32 = (0..letters.len())
        .map(|place| {
            let own = value(letters[place]);
            let smaller = letters.get(place + 1).is_some_and(|next| value(*next) > own);
            if smaller { -own } else { own }
        })
        .sum();
    u16::try_from(total).ok().filter(|total| roman(*total) == text)
}

/// Writes a number under forty in Roman numerals, as the only right way to write it.
fn roman(number: u16) -> String {
    const ONES: [&str; 10] = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    "x".repeat(usize::from(number / 10)) + ONES[usize::from(number % 10)]
}

/// Takes the legal form off: at the end, or in front.
fn strip_form(words: &mut Vec<Word<'_>>) -> Option<&'static str> {
    if let Some((code, count)) = form_at_end(words) {
        words.truncate(words.len() - count);
        return Some(code);
    }
    if let Some((code, count)) = form_in_front(words) {
        words.drain(..count);
        return Some(code);
    }
    // `b..`, `Br.V.` or `yOF`: short and with dots or capitals, at the end, and nearly a form. Which one cannot be told.
    let has_small = words.iter().any(|word| word.shown.chars().any(char::is_lowercase));
    let garbled = words.len() > 1
        && words.last().is_some_and(|word| {
            let capitals = word.shown.chars().filter(|sign| sign.is_uppercase()).count();
            let text = word.folded.as_str();
            (word.shown.contains('.') || (capitals > 1 && has_small && number(word).is_none()))
                && text.len() <= 4
                && ["bv", "nv", "cv", "vof"].iter().any(|form| near(text, form, 1))
        });
    if garbled {
        words.pop();
    }
    None
}

/// Finds a form at the end: exactly, or written out with at most two slips.
fn form_at_end(words: &[Word<'_>]) -> Option<(&'static str, usize)> {
    let tail = |count: usize| -> String {
        words[words.len() - count..].iter().map(|word| word.folded.as_str()).collect()
    };
    let exact = LEGAL_FORMS.iter().find(|form| {
        let count = form.words.len();
        count < words.len()
            && words[words.len() - count..]
                .iter()
                .zip(&form.words)
                .all(|(word, form)| word.folded == *form)
    });
    if let Some(form) = exact {
        return Some((form.code, form.words.len()));
    }
    LEGAL_FORMS.iter().find_map(|form| {
        // Short ones are left alone: `Vos` is one letter from `vof`.
        let slips = match form.joined.len() {
            ..6 => return None,
            6..14 => 1,
            14.. => 2,
        };
        let counts = form.words.len().saturating_sub(1).max(1)..=form.words.len() + 1;
        counts
            .filter(|count| *count < words.len())
            .find(|count| near(&tail(*count), &form.joined, slips))
            .map(|count| (form.code, count))
    })
}

/// Finds a form in front, with at most one slip in a long one. The short foreign ones stand at the end only.
fn form_in_front(words: &[Word<'_>]) -> Option<(&'static str, usize)> {
    const IN_FRONT: [&str; 10] = [
        "stichting",
        "vereniging",
        "cooperatie",
        "maatschap",
        "eenmanszaak",
        "llc",
        "jsc",
        "vof",
        "bv",
        "nv",
    ];
    LEGAL_FORMS.iter().filter(|form| IN_FRONT.contains(&form.code)).find_map(|form| {
        let count = form.words.len();
        let fits = count < words.len()
            && form.words.iter().zip(words).all(|(form, word)| {
                let slips = usize::from(form.len() > 7);
                word.folded == *form || (slips > 0 && near(&word.folded, form, slips))
            });
        fits.then_some((form.code, count))
    })
}
