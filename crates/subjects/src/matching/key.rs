//! The blocking keys with which candidates are found.

use super::normal::{CompanyName, Parsed, PersonShape, Prepared, Reading, Token, TokenKind};
use super::tables::letter;
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeSet;
use std::fmt;

/// A key that stands on more records than this finds too much to be worth scoring; the store passes it over, and says so.
pub const STOP_KEY: usize = 20_000;

/// How many candidates to score for one subject: those that share most keys. Who is the same shares nearly all of them, and with
/// the key of surname and initial also among the many of a common surname.
pub const MOST_CANDIDATES: usize = 250;

/// The longest part of a name in a key, in bytes.
const LONGEST: usize = 20;

/// A short text that profiles share which may be of the same subject: at most 24 bytes of `a`-`z`, digits, `:` and `-`.
///
/// Meant for a table `k(key, id)` ordered by key. The letter in front says what kind of key it is.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlockingKey(String);

impl BlockingKey {
    /// Returns the text to store. It says who somebody is: it belongs in the database only, and never in a log.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// `Debug` shows the kind of key, never what it says.
impl fmt::Debug for BlockingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = self.0.split(':').next().unwrap_or_default();
        write!(f, "{kind}:[afgeschermd]")
    }
}

/// Returns the blocking keys of a profile, each once and in order.
///
/// Two profiles that are of the same subject should share one: by a word of the name in any spelling (`n`, `u`), its first four
/// letters (`f`) or the last four of a company's (`e`), the surname with an initial (`i`), the date of birth with an initial (`d`), the same with day and month swapped (`w`),
/// the year with three letters of the surname (`j`), the first letters of a company written as one (`a`), or a number (`k`, `v`, `r`) or address (`p`).
pub fn keys(profile: &Prepared) -> Vec<BlockingKey> {
    let mut keys = Keys::default();
    for name in &profile.names {
        match name {
            Parsed::Person(shape) => person_keys(profile, shape, &mut keys),
            Parsed::Company(name) => company_keys(name, &mut keys),
        }
    }
    keys.add('k', profile.kvk.as_deref());
    keys.add('v', profile.establishment.as_deref());
    keys.add('r', profile.rsin.as_deref());
    keys.add('p', profile.address.as_deref().map(str::to_ascii_lowercase).as_deref());
    keys.0.into_iter().map(BlockingKey).collect()
}

#[derive(Default)]
struct Keys(BTreeSet<String>);

impl Keys {
    fn add(&mut self, kind: char, text: Option<&str>) {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            self.0.insert(format!("{kind}:{}", start(text, LONGEST)));
        }
    }

    /// A word by its spelling, its sound and its first letters.
    fn word(&mut self, word: &Token) {
        if word.kind == TokenKind::Full && word.text.len() > 1 {
            self.add('n', Some(&word.spelling));
            self.add('u', Some(&word.sound));
            self.add('f', Some(start(&word.text, 4)).filter(|start| start.len() == 4));
        }
    }

    fn dated(&mut self, kind: char, day: Option<NaiveDate>, letters: &str) {
        if let Some(day) = day {
            let (year, month, day) = (day.year(), day.month(), day.day());
            self.0.insert(format!("{kind}:{year:04}{month:02}{day:02}{letters}"));
        }
    }
}

fn start(text: &str, most: usize) -> &str {
    &text[..text.floor_char_boundary(most)]
}

fn person_keys(profile: &Prepared, shape: &PersonShape, keys: &mut Keys) {
    for reading in &shape.readings {
        initial_keys(reading, keys);
        let hearts =
            reading.parts.iter().flat_map(|part| std::iter::once(&part.bare).chain(&part.full));
        for word in hearts.clone().chain(&reading.given) {
            keys.word(word);
            if let Some((born, _)) = &profile.born {
                keys.dated('d', born.day, start(&word.text, 1));
            }
        }
        for word in hearts {
            if let Some((born, _)) = &profile.born {
                // The swapped date stands under the same kind as the date as written, so that the two meet.
                keys.dated('w', born.swapped(), start(&word.text, 3));
                keys.dated('w', born.day, start(&word.text, 3));
                keys.0.insert(format!("j:{}{}", born.year(), start(&word.text, 3)));
            }
        }
    }
}

/// A surname with each initial of the forenames: of the many with a common surname these are the few that can be the same. A roepnaam
/// also counts under the letters of its official names (Bram under the A of Abraham), and an initial under its own.
fn initial_keys(reading: &Reading, keys: &mut Keys) {
    let firsts =
        reading.given.iter().fold(0, |letters, word| letters | word.first() | word.nickname.heads);
    for part in reading.parts.iter().filter(|part| part.bare.text.len() > 1) {
        for initial in (b'a'..=b'z').filter(|initial| firsts & letter(*initial) != 0) {
            keys.add('i', Some(&format!("{}{}", char::from(initial), part.bare.spelling)));
        }
    }
}

fn company_keys(name: &CompanyName, keys: &mut Keys) {
    for word in name.words.iter().filter(|word| word.is_distinctive()) {
        keys.word(&word.token);
        // A slip at the beginning leaves the end; a person is found by the date of birth then, a company has none.
        let text = &*word.token.text;
        keys.add('e', text.get(text.len().saturating_sub(4)..).filter(|_| text.len() > 4));
    }
    if let Some(whole) = &name.whole {
        keys.add('n', Some(&whole.spelling));
        keys.add('a', Some(start(&whole.text, 6)));
    }
}
