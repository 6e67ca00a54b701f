//! One word of a name.

use super::text::{fold, fold_by_sound};
use crate::matching::spelling::{sound_key, spelling_key};
use crate::matching::tables::{Nickname, letter, nickname};

/// What a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::matching) enum TokenKind {
    /// A whole word.
    Full,
    /// An initial, of one letter or more (`J.`, `Th.`).
    Initial,
    /// A word that was cut short (`Transp.`, `Im-`).
    Short,
}

/// A word of a name with all that comparing needs.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::matching) struct Token {
    /// The letters a to z and digits.
    pub(in crate::matching) text: Box<str>,
    /// The key of the Dutch spelling.
    pub(in crate::matching) spelling: Box<str>,
    /// The key of the sound, over spellings of other languages.
    pub(in crate::matching) sound: Box<str>,
    /// Which letters occur, as bits.
    pub(in crate::matching) letters: u32,
    pub(in crate::matching) nickname: Nickname,
    pub(in crate::matching) kind: TokenKind,
    /// As it was written.
    pub(in crate::matching) shown: Box<str>,
}

/// The longest word that is compared, in bytes: what one machine word of the distance holds.
const LONGEST: usize = 64;

impl Token {
    /// A word; none when no letter or digit is left.
    pub(super) fn new(shown: &str, kind: TokenKind) -> Option<Self> {
        let text = arabic(&cut(fold(shown)));
        if text.is_empty() {
            return None;
        }
        let by_sound = arabic(&cut(fold_by_sound(shown)));
        Some(Self {
            spelling: spelling_key(&text).into(),
            sound: sound_key(&by_sound).into(),
            letters: text.bytes().fold(0, |letters, byte| letters | letter(byte)),
            nickname: nickname(&text),
            kind,
            shown: shown.trim_matches(['-', ',', '\'']).into(),
            text: text.into(),
        })
    }

    /// Several words as one: a surname of two words, or written as one.
    pub(super) fn joined(words: &[&str]) -> Option<Self> {
        Self::new(&words.join(" "), TokenKind::Full)
    }

    /// Whether it comes from a script without vowels.
    pub(in crate::matching) fn has_no_vowels(&self) -> bool {
        const VOWELS: u32 = 1 | 1 << 4 | 1 << 8 | 1 << 14 | 1 << 20 | 1 << 24;
        self.letters & VOWELS == 0
    }

    /// Returns the first letter as a bit.
    pub(in crate::matching) fn first(&self) -> u32 {
        self.text.bytes().next().map_or(0, letter)
    }
}

fn cut(mut text: String) -> String {
    text.truncate(LONGEST);
    text
}

/// Names of `Abd` with an article are written in every way: `Abdelkader`, `Abdul Kader`, `Abd el Kader`. Here without the article.
fn arabic(text: &str) -> String {
    let Some(rest) = text.strip_prefix("abd") else { return text.to_owned() };
    let article = ["oul", "oel", "el", "al", "ul", "ol", "ou", "oe", "e", "u"]
        .into_iter()
        .find(|article| rest.starts_with(article) && rest.len() >= article.len() + 3);
    match article {
        Some(article) => format!("abd{}", &rest[article.len()..]),
        None => text.to_owned(),
    }
}
