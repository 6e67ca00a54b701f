//! The name of a human being, taken apart. A name as written may be read in two ways: surname last, or surname first.

use super::text::{chunks, fold};
use super::token::{Token, TokenKind};
use crate::matching::PersonName;
use crate::matching::tables::{is_compound, is_marriage, is_particle, is_title};

/// A person's name.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::matching) struct PersonShape {
    /// The ways to read it, the likeliest first.
    pub(in crate::matching) readings: Vec<Reading>,
}

/// A way to read a name.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::matching) struct Reading {
    pub(in crate::matching) given: Vec<Token>,
    /// The forenames or initials as written.
    pub(in crate::matching) given_shown: Box<str>,
    /// The surname; two when it is double.
    pub(in crate::matching) parts: Vec<SurnamePart>,
    /// The surname as written.
    pub(in crate::matching) surname_shown: Box<str>,
    /// All of the name as one word, forenames first.
    pub(in crate::matching) whole: Option<Token>,
    /// How many words it was written in.
    pub(in crate::matching) words: usize,
    /// Whether it is the less likely way to read a name without a comma.
    pub(in crate::matching) is_guess: bool,
}

/// A surname, or one of two.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::matching) struct SurnamePart {
    /// What stands before it, as one word: `vander`; empty when nothing does.
    pub(in crate::matching) particles: Box<str>,
    /// Without that.
    pub(in crate::matching) bare: Token,
    /// With that, as one word; none when nothing stands before it.
    pub(in crate::matching) full: Option<Token>,
}

/// A word as written, and folded.
#[derive(Clone, Debug)]
struct Word<'a> {
    shown: &'a str,
    folded: String,
    kind: TokenKind,
    /// Whether a hyphen ties it to the word before.
    tied: bool,
}

impl Word<'_> {
    fn is_particle(&self) -> bool {
        self.kind == TokenKind::Full && is_particle(&self.folded)
    }

    fn is_compound(&self) -> bool {
        self.kind == TokenKind::Full && is_compound(&self.folded)
    }
}

impl PersonShape {
    /// Reads a name as written.
    pub(super) fn read(text: &str) -> Self {
        let sections: Vec<Vec<Word<'_>>> =
            text.split(',').map(words).filter(|section| !section.is_empty()).collect();
        let readings = match sections.as_slice() {
            [] => Vec::new(),
            [whole] => free(whole),
            [surname, given, ..] => vec![with_comma(surname, given)],
        };
        Self { readings: readings.into_iter().flatten().collect() }
    }

    /// Takes a name that is in parts already.
    pub(super) fn of_parts(parts: &PersonName) -> Self {
        let reveal = |part: &Option<kernel::Redacted<String>>| {
            part.as_ref().map(|part| super::text::bounded(part.reveal()).to_owned())
        };
        let given = reveal(&parts.given).or_else(|| reveal(&parts.initials)).unwrap_or_default();
        let prefix = reveal(&parts.prefix).unwrap_or_default();
        let surname = format!("{prefix} {}", super::text::bounded(parts.surname.reveal()));
        let partner = reveal(&parts.partner).unwrap_or_default();
        let mut surnames = words(&surname);
        let mut partners = words(&partner);
        if let Some(first) = partners.first_mut() {
            first.tied = true;
        }
        surnames.extend(partners);
        Self { readings: reading(&words(&given), &surnames).into_iter().collect() }
    }
}

/// Splits a section of a name into words, titles left out.
fn words(section: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut tied = false;
    for chunk in chunks(section) {
        if !words.is_empty() && is_marriage(&fold(chunk)) {
            tied = true;
            continue;
        }
        for (place, piece) in chunk.split(['-', '–']).enumerate() {
            tied |= place > 0;
            let before = words.len();
            split_initials(piece, words.is_empty(), &mut words);
            if let Some(first) = words.get_mut(before) {
                first.tied = tied && before > 0;
                tied = false;
            }
        }
    }
    let titles = words.iter().take_while(|word| is_title(&word.folded)).count();
    if titles < words.len() {
        words.drain(..titles);
    }
    words.retain(|word| !is_title(&word.folded) || word.kind == TokenKind::Initial || word.tied);
    merge_abd(words)
}

/// Splits `J.P.` into initials; `v.d.` is what stands before a surname, unless the name begins with it.
fn split_initials<'a>(piece: &'a str, first: bool, words: &mut Vec<Word<'a>>) {
    let folded = fold(piece);
    if folded.is_empty() {
        return;
    }
    let slashed = piece.contains('/');
    if folded == "vd" && (!first || slashed) {
        words.push(Word { shown: piece, folded, kind: TokenKind::Full, tied: false });
        return;
    }
    let dots = piece.matches('.').count();
    // `Mr.` is a title, `M.R.` are initials.
    let title = is_title(&folded) && dots == 1 && piece.ends_with('.');
    if dots == 0 || title {
        let letters = folded.chars().count();
        let apostrophe = piece.starts_with(['\'', '’', '`']);
        let kind = if letters == 1 && !apostrophe { TokenKind::Initial } else { TokenKind::Full };
        words.push(Word { shown: piece, folded, kind, tied: false });
        return;
    }
    for part in piece.split_inclusive('.') {
        let folded = fold(part);
        let initial = part.ends_with('.') && folded.len() <= 3 || folded.len() == 1;
        let kind = if initial { TokenKind::Initial } else { TokenKind::Full };
        if !folded.is_empty() {
            words.push(Word { shown: part, folded, kind, tied: false });
        }
    }
}

/// Makes one word of `Abd el Kader` and of `Abdul Kader`.
fn merge_abd(words: Vec<Word<'_>>) -> Vec<Word<'_>> {
    const OPENINGS: [&str; 6] = ["abd", "abdel", "abdul", "abdal", "abdoul", "abdoel"];
    let mut merged: Vec<Word<'_>> = Vec::with_capacity(words.len());
    for word in words {
        let open = merged.last().is_some_and(|last| OPENINGS.contains(&last.folded.as_str()));
        match merged.last_mut() {
            Some(last) if open && word.kind == TokenKind::Full => last.folded += &word.folded,
            _ => merged.push(word),
        }
    }
    merged
}

/// `Berg van der, J.`, `van der Berg, J.` and `Berg, J. van der`.
fn with_comma(surname: &[Word<'_>], given: &[Word<'_>]) -> Option<Reading> {
    let trailing = given.iter().rev().take_while(|word| word.is_particle()).count();
    // A forename that is also such a word stays a forename when there is no other.
    let trailing = if trailing == given.len() { 0 } else { trailing };
    let (given, moved) = given.split_at(given.len() - trailing);
    let trailing = surname.iter().rev().take_while(|word| word.is_particle()).count();
    let (hearts, own) = surname.split_at(surname.len() - trailing.min(surname.len() - 1));
    let whole: Vec<Word<'_>> = moved.iter().chain(own).chain(hearts).cloned().collect();
    reading(given, &whole)
}

/// A name without a comma: surname last, and surname first.
fn free(words: &[Word<'_>]) -> Vec<Option<Reading>> {
    let first = words.iter().take_while(|word| word.is_particle()).count();
    if first > 0 && first < words.len() {
        let end = heart_end(words, first);
        if end < words.len() {
            let (surname, given) = words.split_at(end);
            return vec![reading(given, surname)];
        }
        // Only a surname; or a short forename that looks like what stands before one.
        let forename = if first == 1 { reading(&words[..1], &words[1..]) } else { None };
        return vec![reading(&[], words), forename];
    }
    let last = surname_start(words);
    let (given, surname) = words.split_at(last);
    let mut readings = vec![reading(given, surname)];
    let particles_inside = words[last..].first().is_some_and(Word::is_particle);
    let end = heart_end(words, 0);
    let initials_first =
        !given.is_empty() && given.iter().all(|word| word.kind == TokenKind::Initial);
    if !particles_inside && end < words.len() && !initials_first {
        let (surname, given) = words.split_at(end);
        // `Jansen J.P.`: an initial is no surname, so this is the only way.
        if words.last().is_some_and(|word| word.kind == TokenKind::Initial) {
            return vec![reading(given, surname)];
        }
        readings.push(reading(given, surname).map(|reading| Reading { is_guess: true, ..reading }));
    }
    readings
}

/// Where the surname ends that has its heart at this place.
fn heart_end(words: &[Word<'_>], heart: usize) -> usize {
    let mut end = (heart + 1).min(words.len());
    if words[heart].is_compound() && end < words.len() {
        end += 1;
    }
    // `Jansen-de Vries Piet`: a tied word belongs to it, with its heart.
    while words.get(end).is_some_and(|word| word.tied) {
        while end + 1 < words.len() && words[end].is_particle() {
            end += 1;
        }
        end += 1;
    }
    end
}

/// Where the surname begins in a name that has it last.
fn surname_start(words: &[Word<'_>]) -> usize {
    if let Some(place) =
        (1..words.len().saturating_sub(1)).find(|place| words[*place].is_particle())
    {
        // `Jansen-de Vries`: the surname began before the hyphen.
        return if words[place].tied && place > 1 { place - 1 } else { place };
    }
    let mut start = words.len() - 1;
    if start > 1 && words[start].tied {
        start -= 1;
    }
    if start > 1 && words[start - 1].is_compound() { start - 1 } else { start }
}

/// Makes a reading; none without a surname.
fn reading(given: &[Word<'_>], surname: &[Word<'_>]) -> Option<Reading> {
    let parts: Vec<SurnamePart> = surname_parts(surname);
    if parts.is_empty() {
        return None;
    }
    let everything: Vec<&str> =
        given.iter().chain(surname).map(|word| word.folded.as_str()).collect();
    Some(Reading {
        given: given.iter().filter_map(token).collect(),
        given_shown: shown(given),
        parts,
        surname_shown: shown(surname),
        whole: Token::joined(&everything),
        words: everything.len(),
        is_guess: false,
    })
}

/// A merged word has lost what was written of its second half, so its folded form is shown.
fn token(word: &Word<'_>) -> Option<Token> {
    let merged = word.folded.len() > fold(word.shown).len();
    Token::new(if merged { &word.folded } else { word.shown }, word.kind)
}

fn shown(words: &[Word<'_>]) -> Box<str> {
    let mut text = String::new();
    for word in words {
        if !text.is_empty() {
            text.push(if word.tied { '-' } else { ' ' });
        }
        text.push_str(word.shown);
    }
    text.into()
}

/// Takes a surname apart at its hyphens and where it begins anew with `van` and the like.
fn surname_parts(words: &[Word<'_>]) -> Vec<SurnamePart> {
    let mut parts = Vec::new();
    let mut start = 0;
    for place in 1..=words.len() {
        let anew = words.get(place).is_none_or(|word| {
            word.tied || (word.is_particle() && !words[place - 1].is_particle())
        });
        if anew {
            parts.extend(surname_part(&words[start..place]));
            start = place;
        }
    }
    parts
}

fn surname_part(words: &[Word<'_>]) -> Option<SurnamePart> {
    let count = words.iter().take_while(|word| word.is_particle()).count();
    let count = count.min(words.len().saturating_sub(1));
    let (particles, heart) = words.split_at(count);
    let written = |words: &[Word<'_>]| {
        let words: Vec<&str> = words.iter().map(|word| word.shown).collect();
        Token::joined(&words)
    };
    Some(SurnamePart {
        particles: particles.iter().map(|word| word.folded.as_str()).collect::<String>().into(),
        bare: written(heart)?,
        full: if particles.is_empty() { None } else { written(words) },
    })
}
