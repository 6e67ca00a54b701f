//! The points of a pair, and what each is for.

mod company;
mod details;
mod person;
mod word;

pub(super) use word::near;

use super::NameKind;
use super::band::Bands;
use super::evidence::{Comparison, EvidenceKind, Field};
use super::normal::{Parsed, Prepared};
use word::Likeness;

/// How well two profiles fit each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Score {
    /// From 0 to 1000. It orders candidates, and decides nothing.
    pub points: u16,
    /// How much was compared: words, initials, date of birth, numbers. It orders candidates of the same score.
    pub weight: u16,
}

/// Scores a pair; the same in both directions.
pub fn score(left: &Prepared, right: &Prepared) -> Score {
    let (first, second) = in_order(left, right);
    account(first, second).score()
}

/// Scores a pair and gives the reasons, of which the points add up to the score; the same in both directions but for left and right.
pub fn compare(left: &Prepared, right: &Prepared, bands: Bands) -> Comparison {
    let (first, second) = in_order(left, right);
    let account = account(first, second);
    Comparison::new(&account, bands, first != left)
}

/// A pair is always weighed in the same order, so that who is compared with whom makes no difference.
fn in_order<'a>(left: &'a Prepared, right: &'a Prepared) -> (&'a Prepared, &'a Prepared) {
    if left <= right { (left, right) } else { (right, left) }
}

/// A reason with its points.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    pub(super) field: Field,
    pub(super) kind: EvidenceKind,
    pub(super) left: &'a str,
    pub(super) right: &'a str,
    pub(super) points: i32,
}

/// The reasons of a pair with their sum.
#[derive(Debug)]
pub(super) struct Account<'a> {
    pub(super) lines: Vec<Line<'a>>,
    sum: i32,
    weight: u16,
    /// Whether a number that is given out to one subject only is the same.
    same_number: bool,
    /// Whether both are organisations: of those a number is given out to one only. Human beings share that of their business.
    organisations: bool,
}

impl<'a> Account<'a> {
    fn add(&mut self, field: Field, kind: EvidenceKind, sides: (&'a str, &'a str), points: i32) {
        let (left, right) = sides;
        self.lines.push(Line { field, kind, left, right, points });
        self.sum += points;
    }

    fn add_found(&mut self, field: Field, found: Found<'a>, most: i32) {
        self.add(field, found.like.kind, (found.left, found.right), found.points(most));
    }

    /// Brings the sum to a value, with a reason, if it is not there yet.
    fn bring_to(&mut self, value: i32, field: Field, kind: EvidenceKind) {
        if value != self.sum {
            self.add(field, kind, ("", ""), value - self.sum);
        }
    }

    pub(super) fn score(&self) -> Score {
        let points = u16::try_from(self.sum.clamp(0, 1000)).unwrap_or_default();
        Score { points, weight: self.weight }
    }
}

/// Why a pair cannot be `sterk` on its name alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hold {
    /// One initial is shared by too many.
    OneInitial,
    /// A forename is missing.
    NoForename,
    /// In a short word another letter is soon another word.
    ShortSlip,
    /// One of two organisations has a word more.
    ExtraWord,
    /// Another number or legal form in the name of an organisation, or another number in the trade register.
    OtherMark,
    /// One is the name under which somebody trades, and the other may be of another subject.
    TradeName,
    /// Both have a forename that the other has not.
    OtherForename,
    /// The names share words, but not what each has for a surname.
    OtherSurname,
    /// Without a whole date of birth there are namesakes.
    NoBirthDate,
}

/// What a part of a pair of names shows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found<'a> {
    like: Likeness,
    left: &'a str,
    right: &'a str,
}

impl<'a> Found<'a> {
    fn new(like: Likeness, left: &'a str, right: &'a str) -> Self {
        Self { like, left, right }
    }

    fn points(&self, most: i32) -> i32 {
        i32::from(self.like.quality) * most / 1000
    }
}

/// What a pair of names shows.
#[derive(Debug)]
pub(super) struct Named<'a> {
    /// The surname; of an organisation the name.
    surname: Found<'a>,
    /// The forenames or initials of a human being.
    given: Option<Found<'a>>,
    /// The most that the name may count for, because a part of it does not pair.
    guard: Option<i32>,
    numbers: Option<(EvidenceKind, i32)>,
    form: Option<(EvidenceKind, i32)>,
    hold: Option<Hold>,
    words: u16,
    letters: usize,
}

impl Named<'_> {
    /// The points of a surname.
    const SURNAME: i32 = 510;
    /// The points of forenames.
    const GIVEN: i32 = 410;
    /// The points of the name of an organisation.
    const COMPANY: i32 = 1000;
    /// The points of the name of a human being; a date of birth makes it a thousand.
    const FULL: i32 = Self::SURNAME + Self::GIVEN;

    fn points(&self) -> i32 {
        let name = match &self.given {
            Some(given) => self.surname.points(Self::SURNAME) + given.points(Self::GIVEN),
            None => self.surname.points(Self::COMPANY),
        };
        let marks = self.numbers.map_or(0, |(_, points)| points)
            + self.form.map_or(0, |(_, points)| points);
        self.guard.map_or(name, |guard| name.min(guard)) + marks
    }
}

/// Compares all names of one with all of the other; the best pair counts.
fn best_names<'a>(left: &'a Prepared, right: &'a Prepared) -> Option<Named<'a>> {
    let mut best: Option<Named<'a>> = None;
    for mine in &left.names {
        for theirs in &right.names {
            let named = match (mine, theirs) {
                (Parsed::Person(mine), Parsed::Person(theirs)) => person::compare(mine, theirs),
                (Parsed::Company(mine), Parsed::Company(theirs)) => {
                    Some(company::compare(mine, theirs))
                }
                (Parsed::Person(_), Parsed::Company(_))
                | (Parsed::Company(_), Parsed::Person(_)) => None,
            };
            if let Some(named) = named
                && best.as_ref().is_none_or(|best| named.points() > best.points())
            {
                best = Some(named);
            }
        }
    }
    best
}

/// A name under this does not pair: then an equal number is shown with a warning.
const NAME_PAIRS: i32 = 500;
/// An equal number is always worth a look: the default limit of `zwak`, and a little.
const WITH_NUMBER: i32 = 560;
/// How many letters a whole date of birth that agrees is worth, where the extent is counted.
const BIRTH_LETTERS: usize = 10;
/// Where the default band `mogelijk` begins; what is held back from `sterk` is spread over it.
const POSSIBLE: i32 = 700;

/// Adds up what two profiles have in common.
fn account<'a>(left: &'a Prepared, right: &'a Prepared) -> Account<'a> {
    let kinds = [left.kind, right.kind];
    let mut account = Account {
        lines: Vec::with_capacity(8),
        sum: 0,
        weight: 0,
        same_number: false,
        organisations: kinds == [NameKind::Organisatie; 2],
    };
    let named = best_names(left, right);
    let mut hold = None;
    let mut is_person = false;
    if let Some(named) = &named {
        is_person = named.given.is_some();
        hold = named.hold;
        add_name(&mut account, named);
    } else {
        account.add(Field::Naam, EvidenceKind::Ontbreekt, ("", ""), 0);
    }
    let name = account.sum;
    let mut certain = false;
    if is_person {
        certain = details::birth(&mut account, left, right);
        hold = hold.or((!certain).then_some(Hold::NoBirthDate));
    }
    if let Some(named) = &named {
        extent(&mut account, named.letters + if certain { BIRTH_LETTERS } else { 0 }, is_person);
    }
    details::numbers(&mut account, left, right);
    let other_number = details::other_number(&mut account, left, right);
    details::address(&mut account, left, right);
    // The same number says more than a name; but whatever else agrees, another number is another organisation.
    let lifted = account.same_number && account.organisations;
    let hold = hold.filter(|_| !lifted).or(other_number.then_some(Hold::OtherMark));
    finish(&mut account, name, hold);
    account
}

fn add_name<'a>(account: &mut Account<'a>, named: &Named<'a>) {
    account.weight += 10 * named.words;
    if let Some(given) = named.given {
        account.add_found(Field::Achternaam, named.surname, Named::SURNAME);
        account.add_found(Field::Voornamen, given, Named::GIVEN);
        if given.like.kind == EvidenceKind::Voorletters {
            account.weight += 3;
        }
        if let Some(guard) = named.guard {
            account.bring_to(guard.min(account.sum), Field::Naam, EvidenceKind::NietAllebei);
        }
        return;
    }
    account.add_found(Field::Naam, named.surname, Named::COMPANY);
    let sides = (named.surname.left, named.surname.right);
    for (field, mark) in [(Field::Volgnummer, named.numbers), (Field::Rechtsvorm, named.form)] {
        if let Some((kind, points)) = mark {
            account.add(field, kind, sides, points);
        }
    }
}

/// A short name says less than a long one: the fewer letters, the more is taken off. That also keeps scores apart.
fn extent(account: &mut Account<'_>, letters: usize, is_person: bool) {
    let enough = if is_person { 60 } else { 50 };
    let letters = i32::try_from(letters).unwrap_or(i32::MAX).min(enough);
    let missing = enough - letters;
    if missing > 0 {
        account.add(Field::Omvang, EvidenceKind::Weinig, ("", ""), -missing);
    }
}

/// Lifts, holds back and bounds, each with a reason.
fn finish(account: &mut Account<'_>, name: i32, hold: Option<Hold>) {
    if account.same_number && name < NAME_PAIRS {
        let lifted = account.sum.max(WITH_NUMBER);
        account.add(Field::Naam, EvidenceKind::AndereNaam, ("", ""), lifted - account.sum);
    }
    if let Some(hold) = hold
        && account.sum > POSSIBLE
    {
        let room = i32::from(Bands::STRONG) - 1 - POSSIBLE;
        let lowered = POSSIBLE + (account.sum.min(1000) - POSSIBLE) * room / (1000 - POSSIBLE);
        account.bring_to(lowered, Field::Grens, hold.kind());
    }
    account.bring_to(account.sum.clamp(0, 1000), Field::Grens, EvidenceKind::Schaal);
}

impl Hold {
    fn kind(self) -> EvidenceKind {
        match self {
            Self::OneInitial => EvidenceKind::EenVoorletter,
            Self::NoForename => EvidenceKind::ZonderVoornaam,
            Self::ShortSlip => EvidenceKind::KortWoord,
            Self::ExtraWord => EvidenceKind::ExtraWoord,
            Self::OtherMark => EvidenceKind::AnderKenmerk,
            Self::TradeName => EvidenceKind::Handelsnaam,
            Self::OtherForename => EvidenceKind::AndereVoornaam,
            Self::OtherSurname => EvidenceKind::AndereAchternaam,
            Self::NoBirthDate => EvidenceKind::ZonderGeboortedatum,
        }
    }
}
