//! Two names of organisations.

use super::word::{Likeness, alike, near};
use super::{Found, Hold, Named};
use crate::matching::evidence::EvidenceKind;
use crate::matching::normal::{CompanyName, CompanyWord, Token, TokenKind};

/// Another number in the name is another organisation.
const OTHER_NUMBER: i32 = -450;
/// A number that only one of both has.
const NUMBER_ON_ONE_SIDE: i32 = -320;
/// Another legal form.
const OTHER_FORM: i32 = -60;
/// A legal form that only one of both gives.
const FORM_ON_ONE_SIDE: i32 = -10;

/// Compares two names.
pub(super) fn compare<'a>(left: &'a CompanyName, right: &'a CompanyName) -> Named<'a> {
    let mut words = by_words(&left.words, &right.words);
    if words.like.quality < 960
        && let Some(whole) = as_one_word(left, right)
        && whole.like.quality > words.like.quality
    {
        words = whole;
    }
    let numbers = numbers(left, right);
    let form = form(left, right);
    let other_form = form.is_some_and(|(_, points)| points == OTHER_FORM);
    let one_trades = left.is_trade_name != right.is_trade_name;
    let hold = words
        .hold
        .or((numbers.is_some() || other_form).then_some(Hold::OtherMark))
        .or(one_trades.then_some(Hold::TradeName));
    Named {
        surname: Found::new(words.like, &left.shown, &right.shown),
        given: None,
        guard: None,
        numbers,
        form,
        hold,
        words: words.pairs,
        letters: words.letters,
    }
}

/// What the numbers in two names cost.
fn numbers(left: &CompanyName, right: &CompanyName) -> Option<(EvidenceKind, i32)> {
    if left.numbers == right.numbers {
        return None;
    }
    Some(if left.numbers.is_empty() || right.numbers.is_empty() {
        (EvidenceKind::Ontbreekt, NUMBER_ON_ONE_SIDE)
    } else {
        (EvidenceKind::Verschilt, OTHER_NUMBER)
    })
}

/// What the legal forms cost. A trade name has none of its own.
fn form(left: &CompanyName, right: &CompanyName) -> Option<(EvidenceKind, i32)> {
    if left.form == right.form || left.is_trade_name || right.is_trade_name {
        return None;
    }
    Some(if left.form.is_none() || right.form.is_none() {
        (EvidenceKind::Ontbreekt, FORM_ON_ONE_SIDE)
    } else {
        (EvidenceKind::Verschilt, OTHER_FORM)
    })
}

/// What came of the words of two names.
struct Sum {
    like: Likeness,
    hold: Option<Hold>,
    pairs: u16,
    letters: usize,
}

/// The words as one: equal, or nearly so when the spaces stand elsewhere.
fn as_one_word(left: &CompanyName, right: &CompanyName) -> Option<Sum> {
    let (mine, theirs) = (left.whole.as_ref()?, right.whole.as_ref()?);
    let letters = mine.text.len().min(theirs.text.len());
    let quality = if mine.text == theirs.text {
        970
    } else if left.words.len() == right.words.len() || letters < 7 {
        return None;
    } else if near(&mine.text, &theirs.text, 1) {
        900
    } else {
        (letters >= 14 && near(&mine.text, &theirs.text, 2)).then_some(820)?
    };
    let like = Likeness { kind: EvidenceKind::Aaneen, quality };
    Some(Sum { like, hold: None, pairs: 1, letters })
}

/// The words one by one, in any order.
fn by_words(left: &[CompanyWord], right: &[CompanyWord]) -> Sum {
    let mut taken = 0_u32;
    let mut tally = Tally::default();
    let (mut mine, mut theirs) = (Rest::default(), Rest::default());
    for word in left {
        let free = right.iter().enumerate().filter(|(place, _)| taken & (1 << place) == 0);
        let best = free
            .filter_map(|(place, other)| Some((place, other, words_alike(word, other)?)))
            .max_by_key(|(place, _, like)| (like.quality, std::cmp::Reverse(*place)));
        match best {
            Some((place, other, like)) => {
                taken |= 1 << place;
                tally.add(word, other, like);
            }
            None => mine.add(word),
        }
    }
    for (_, word) in right.iter().enumerate().filter(|(place, _)| taken & (1 << place) == 0) {
        theirs.add(word);
    }
    tally.sum(&mine, &theirs)
}

fn words_alike(left: &CompanyWord, right: &CompanyWord) -> Option<Likeness> {
    let (mine, theirs) = (&left.token, &right.token);
    // `Dwen` may be a slip for `Den`; nothing else makes a name of what stands before one.
    if left.has_meaning() != right.has_meaning() {
        let long = mine.text.len().min(theirs.text.len()) >= 3;
        return alike(mine, theirs, false)
            .filter(|like| long && like.kind == EvidenceKind::Typefout);
    }
    let short = is_cut_short(mine, theirs) || is_cut_short(theirs, mine);
    let short = short.then_some(Likeness { kind: EvidenceKind::Afkorting, quality: 900 });
    match alike(mine, theirs, false) {
        Some(like) if short.is_none_or(|short| short.quality < like.quality) => Some(like),
        _ => short,
    }
}

/// Whether a word is another one cut short: its beginning, or letters of it in their order (`Install.techn.`).
fn is_cut_short(short: &Token, long: &Token) -> bool {
    if short.kind != TokenKind::Short || short.text.len() >= long.text.len() {
        return false;
    }
    let mut rest = long.text.bytes();
    let in_order = short.text.bytes().all(|letter| rest.any(|other| other == letter));
    let begins = short.first() & long.first() != 0;
    // `zn.` for `zonen`, `mij.` for `maatschappij`: first and last letter say more than the number of letters.
    let ends = short.text.bytes().next_back() == long.text.bytes().next_back();
    let enough = short.text.len() >= if ends { 2 } else { 4 };
    long.text.starts_with(&*short.text) || (begins && in_order && enough)
}

/// The words of one name that found none in the other.
#[derive(Default)]
struct Rest {
    weight: u32,
    has_meaning: bool,
    is_distinctive: bool,
}

impl Rest {
    fn add(&mut self, word: &CompanyWord) {
        self.weight += word.weight;
        self.has_meaning |= word.has_meaning();
        self.is_distinctive |= word.is_distinctive();
    }
}

/// The words that found each other.
#[derive(Default)]
struct Tally {
    weight: u32,
    total: u32,
    pairs: u16,
    letters: usize,
    is_distinctive: bool,
    worst: Option<Likeness>,
}

impl Tally {
    fn add(&mut self, left: &CompanyWord, right: &CompanyWord, like: Likeness) {
        let weight = left.weight.min(right.weight);
        self.weight += weight;
        self.total += weight * u32::from(like.quality) / 1000;
        self.pairs += 1;
        self.letters += left.token.text.len().min(right.token.text.len());
        self.is_distinctive |= left.is_distinctive() || right.is_distinctive();
        if self.worst.is_none_or(|worst| like.quality < worst.quality) {
            self.worst = Some(like);
        }
    }

    fn sum(self, mine: &Rest, theirs: &Rest) -> Sum {
        let nothing = Likeness { kind: EvidenceKind::Verschilt, quality: 0 };
        let Some(worst) = self.worst else {
            return Sum { like: nothing, hold: None, pairs: 0, letters: 0 };
        };
        let of = self.weight + u32::midpoint(mine.weight, theirs.weight);
        let share = u16::try_from(1000 * self.total / of.max(1)).unwrap_or_default();
        let (cost, hold) = match (mine.has_meaning, theirs.has_meaning) {
            (true, true) => (150, None),
            (false, false) => (0, None),
            _ => (60, Some(Hold::ExtraWord)),
        };
        // What a company does, or `de` and `van`, is shared by many: it counts beside a name and not instead of one.
        let generic = !self.is_distinctive && (mine.is_distinctive || theirs.is_distinctive);
        let quality = share.saturating_sub(cost).min(if generic { 300 } else { 1000 });
        let kind = match (mine.has_meaning, theirs.has_meaning) {
            (false, false) => worst.kind,
            (true, true) => EvidenceKind::Verschilt,
            _ => EvidenceKind::Deels,
        };
        let hold = hold.or((worst.quality < 700).then_some(Hold::ShortSlip));
        Sum { like: Likeness { kind, quality }, hold, pairs: self.pairs, letters: self.letters }
    }
}
