//! Two names of human beings.

use super::word::{Likeness, alike, near};
use super::{Found, Hold, Named};
use crate::matching::evidence::EvidenceKind;
use crate::matching::normal::{PersonShape, Reading, SurnamePart, Token, TokenKind};

/// A surname under this does not pair.
const SURNAME_PAIRS: u16 = 550;
/// The same beside two equal forenames.
const SHORT_PAIRS: u16 = 400;
/// Forenames under this do not pair.
const GIVEN_PAIRS: u16 = 350;

/// Compares two names in every way they can be read; none when one has no letters.
pub(super) fn compare<'a>(left: &'a PersonShape, right: &'a PersonShape) -> Option<Named<'a>> {
    let mut best: Option<Named<'a>> = None;
    for mine in &left.readings {
        for theirs in &right.readings {
            // Two guesses would make the forename a surname, and brothers one man.
            if mine.is_guess && theirs.is_guess {
                continue;
            }
            let named = compare_readings(mine, theirs);
            if best.as_ref().is_none_or(|best| named.points() > best.points()) {
                best = Some(named);
            }
        }
    }
    best
}

fn compare_readings<'a>(left: &'a Reading, right: &'a Reading) -> Named<'a> {
    let surname = surname(left, right);
    let given = given(left, right);
    let parted = named(left, right, surname, given);
    if parted.points() >= Named::FULL - 60 {
        return parted;
    }
    // Written with the spaces elsewhere, or with other words for surname: the letters or the words of the whole name tell.
    [as_one_word(left, right), as_words(left, right)]
        .into_iter()
        .flatten()
        .fold(parted, |best, other| if other.points() > best.points() { other } else { best })
}

/// All words of the shorter name in the longer one, whichever are surnames; at least two, and every one nearly equal.
fn as_words<'a>(left: &'a Reading, right: &'a Reading) -> Option<Named<'a>> {
    let words = |reading: &'a Reading| -> Vec<&'a Token> {
        let hearts = reading.parts.iter().map(|part| &part.bare);
        reading.given.iter().chain(hearts).filter(|word| word.kind == TokenKind::Full).collect()
    };
    let (mine, theirs) = (words(left), words(right));
    let (short, long) = if mine.len() <= theirs.len() { (mine, theirs) } else { (theirs, mine) };
    if short.len() < 2 || short.len() == long.len() {
        return None;
    }
    let mut taken = 0_u64;
    let mut letters = 0;
    for word in &short {
        let (place, _) = long.iter().enumerate().take(32).find(|(place, other)| {
            let like = alike(word, other, false);
            taken & (1 << place) == 0 && like.is_some_and(|like| like.quality >= 850)
        })?;
        taken |= 1 << place;
        letters += word.text.len();
    }
    let like = Likeness { kind: EvidenceKind::Deels, quality: 860 };
    let hold = Some(Hold::OtherSurname);
    let pairs = u16::try_from(short.len()).unwrap_or(u16::MAX);
    let part = Compared { like, hold, words: 0, letters: 0 };
    Some(named(left, right, Compared { words: pairs, letters, ..part }, part))
}

/// Both names as one word: equal, or one slip in names of another number of words.
fn as_one_word<'a>(left: &'a Reading, right: &'a Reading) -> Option<Named<'a>> {
    let (mine, theirs) = (left.whole.as_ref()?, right.whole.as_ref()?);
    if left.given.is_empty() && right.given.is_empty() {
        return None;
    }
    let quality = if mine.text == theirs.text {
        970
    } else {
        let spaced = left.words != right.words;
        let long = mine.text.len().min(theirs.text.len()) >= 8;
        (spaced && long && near(&mine.text, &theirs.text, 1)).then_some(900)?
    };
    let like = |quality| Compared {
        like: Likeness { kind: EvidenceKind::Aaneen, quality },
        hold: None,
        words: 1,
        letters: 0,
    };
    let letters = mine.text.len().min(theirs.text.len());
    Some(named(left, right, Compared { letters, ..like(quality) }, like(quality)))
}

/// What came of a part of two names.
#[derive(Clone, Copy)]
struct Compared {
    like: Likeness,
    hold: Option<Hold>,
    words: u16,
    letters: usize,
}

impl Compared {
    fn nothing(kind: EvidenceKind, quality: u16) -> Self {
        Self { like: Likeness { kind, quality }, hold: None, words: 0, letters: 0 }
    }
}

fn named<'a>(
    left: &'a Reading,
    right: &'a Reading,
    surname: Compared,
    given: Compared,
) -> Named<'a> {
    // Two equal forenames make up for a slip in a short surname.
    let pairs =
        if given.words > 1 && given.like.quality > 930 { SHORT_PAIRS } else { SURNAME_PAIRS };
    let guard = if surname.like.quality < pairs {
        Some(250)
    } else if given.like.quality < GIVEN_PAIRS {
        Some(350)
    } else {
        None
    };
    Named {
        surname: Found::new(surname.like, &left.surname_shown, &right.surname_shown),
        given: Some(Found::new(given.like, &left.given_shown, &right.given_shown)),
        guard,
        numbers: None,
        form: None,
        hold: given.hold.or(surname.hold),
        words: surname.words + given.words,
        letters: surname.letters + given.letters,
    }
}

fn surname(left: &Reading, right: &Reading) -> Compared {
    let mut best: Option<(Likeness, usize, usize)> = None;
    for (mine, part) in left.parts.iter().enumerate() {
        for (theirs, other) in right.parts.iter().enumerate() {
            let like = part_alike(part, other);
            if let Some(like) = like
                && best.is_none_or(|(best, ..)| like.quality > best.quality)
            {
                best = Some((like, mine, theirs));
            }
        }
    }
    let Some((like, mine, theirs)) = best else {
        return Compared::nothing(EvidenceKind::Verschilt, 0);
    };
    let letters = left.parts[mine].bare.text.len().min(right.parts[theirs].bare.text.len());
    let hold = (like.quality < 700).then_some(Hold::ShortSlip);
    let like = match (left.parts.len(), right.parts.len()) {
        (1, 1) => like,
        (many, other) if many > 1 && other > 1 => both_double(left, right, (mine, theirs), like),
        _ => Likeness { kind: EvidenceKind::Dubbel, quality: like.quality - 30 },
    };
    Compared { like, hold, words: 1, letters }
}

/// Two double surnames, of which the best parts pair: the others must pair too, or it costs.
fn both_double(left: &Reading, right: &Reading, used: (usize, usize), best: Likeness) -> Likeness {
    let others = |parts: usize, used: usize| (0..parts).filter(move |place| *place != used);
    let second = others(left.parts.len(), used.0)
        .flat_map(|mine| others(right.parts.len(), used.1).map(move |theirs| (mine, theirs)))
        .filter_map(|(mine, theirs)| part_alike(&left.parts[mine], &right.parts[theirs]))
        .max_by_key(|like| like.quality);
    match second {
        Some(second) => {
            let kind = if second.kind == EvidenceKind::Gelijk { best.kind } else { second.kind };
            Likeness { kind, quality: u16::midpoint(best.quality, second.quality) }
        }
        None => Likeness { kind: EvidenceKind::Dubbel, quality: best.quality.saturating_sub(150) },
    }
}

/// Compares surnames without what stands before them, and as one word with it: `Vandijk` and `van Dijk`.
fn part_alike(left: &SurnamePart, right: &SurnamePart) -> Option<Likeness> {
    let bare = alike(&left.bare, &right.bare, false).map(|like| {
        let (kind, cost) = particles(&left.particles, &right.particles);
        let equal = like.kind == EvidenceKind::Gelijk;
        let kind = kind.filter(|_| equal).unwrap_or(like.kind);
        Likeness { kind, quality: like.quality - cost }
    });
    let glued = left.full.is_some() != right.full.is_some();
    // Long words before a surname must not make up for another surname: `van den Bos` is not `van den Vos`.
    let slipped = left.full.is_some() && bare.is_none() && hearts_near(left, right);
    if !(glued || slipped) {
        return bare;
    }
    let (mine, theirs) =
        (left.full.as_ref().unwrap_or(&left.bare), right.full.as_ref().unwrap_or(&right.bare));
    let full = alike(mine, theirs, false).map(|like| Likeness {
        kind: if like.kind == EvidenceKind::Gelijk { EvidenceKind::Aaneen } else { like.kind },
        quality: like.quality - if glued { 10 } else { 0 },
    });
    match (bare, full) {
        (Some(bare), Some(full)) if full.quality > bare.quality => Some(full),
        (bare, full) => bare.or(full),
    }
}

/// Whether one heart is within the other: a slip fell in what stands before it (`van dan Berg`).
fn hearts_near(left: &SurnamePart, right: &SurnamePart) -> bool {
    left.bare.text.ends_with(&*right.bare.text) || right.bare.text.ends_with(&*left.bare.text)
}

/// What another word before the surname costs. `v.d.` may stand for all that begin with `van d`.
fn particles(left: &str, right: &str) -> (Option<EvidenceKind>, u16) {
    let short = |one: &str, other: &str| one == "vd" && other.starts_with("vand");
    if left == right || short(left, right) || short(right, left) {
        (None, 0)
    } else if left.is_empty() || right.is_empty() {
        (Some(EvidenceKind::Voorvoegsel), 20)
    } else {
        (Some(EvidenceKind::Voorvoegsel), 40)
    }
}

fn given(left: &Reading, right: &Reading) -> Compared {
    if left.given.is_empty() || right.given.is_empty() {
        let hold = Some(Hold::NoForename);
        return Compared { hold, ..Compared::nothing(EvidenceKind::Ontbreekt, 450) };
    }
    let full = |reading: &Reading| reading.given.iter().any(|word| word.kind == TokenKind::Full);
    if full(left) && full(right) {
        forenames(&left.given, &right.given)
    } else {
        initials(&left.given, &right.given)
    }
}

/// Pairs initials with the forenames or initials of the other, from the first on.
fn initials(left: &[Token], right: &[Token]) -> Compared {
    let count = left.len().min(right.len());
    let mut by_nickname = false;
    for (place, (mine, theirs)) in left.iter().zip(right).enumerate() {
        let own = if mine.text.len() > 1 && theirs.text.len() > 1 {
            mine.text.starts_with(&*theirs.text) || theirs.text.starts_with(&*mine.text)
        } else {
            mine.first() & theirs.first() != 0
        };
        // `K. de Vries` for Cornelis who is called Kees, and `C.` for one who is written Kees.
        let single = mine.text.len().min(theirs.text.len()) == 1;
        let official = |word: &Token| word.first() | word.nickname.heads;
        let heads = single && official(mine) & official(theirs) != 0;
        if !own && (!heads || place > 0) {
            return Compared::nothing(EvidenceKind::Verschilt, if place == 0 { 0 } else { 300 });
        }
        by_nickname |= !own;
    }
    let quality = match (count, left.len() == right.len()) {
        (1, true) => 780,
        (2, true) => 880,
        (_, true) => 940,
        (1, false) => 760,
        (2, false) => 820,
        (_, false) => 860,
    };
    let quality = if by_nickname { quality - 120 } else { quality };
    let hold = (count == 1 || by_nickname).then_some(Hold::OneInitial);
    let like = Likeness { kind: EvidenceKind::Voorletters, quality };
    Compared { like, hold, words: 0, letters: count }
}

/// Pairs whole forenames, each with the likest of the other that is left.
fn forenames(left: &[Token], right: &[Token]) -> Compared {
    let mine: Vec<&Token> = left.iter().filter(|word| word.kind == TokenKind::Full).collect();
    let theirs: Vec<&Token> = right.iter().filter(|word| word.kind == TokenKind::Full).collect();
    let mut taken = 0_u64;
    let (mut pairs, mut total, mut letters) = (0_u16, 0_u32, 0);
    let mut worst = Likeness { kind: EvidenceKind::Gelijk, quality: 1000 };
    let mut first_pairs = [false; 2];
    for (place, word) in mine.iter().enumerate().take(32) {
        let free =
            theirs.iter().enumerate().take(32).filter(|(other, _)| taken & (1 << other) == 0);
        let best = free
            .filter_map(|(other, their)| Some((other, alike(word, their, true)?)))
            .max_by_key(|(other, like)| (like.quality, std::cmp::Reverse(*other)));
        let Some((other, like)) = best else { continue };
        taken |= 1 << other;
        pairs += 1;
        total += u32::from(like.quality);
        letters += word.text.len().min(theirs[other].text.len());
        first_pairs[0] |= place == 0;
        first_pairs[1] |= other == 0;
        if like.quality < worst.quality {
            worst = like;
        }
    }
    if pairs == 0 {
        return Compared::nothing(EvidenceKind::Verschilt, 0);
    }
    let average = i32::try_from(total / u32::from(pairs)).unwrap_or_default();
    let rest =
        |words: &[&Token]| i32::try_from(words.len().min(32)).unwrap_or(32) - i32::from(pairs);
    let (mine, theirs) = (rest(&mine), rest(&theirs));
    let first_cost = match first_pairs {
        [true, true] => 0,
        [false, false] => 550,
        _ => 60,
    };
    let cost = 250 * mine.min(theirs) + 12 * (mine - theirs).abs().min(3) + first_cost;
    let quality = u16::try_from((average - cost).max(0)).unwrap_or_default();
    let partly = worst.kind == EvidenceKind::Gelijk && mine + theirs > 0;
    let kind = if partly { EvidenceKind::Deels } else { worst.kind };
    let hold = if mine.min(theirs) > 0 {
        Some(Hold::OtherForename)
    } else {
        (worst.quality < 700).then_some(Hold::ShortSlip)
    };
    Compared { like: Likeness { kind, quality }, hold, words: pairs, letters }
}
