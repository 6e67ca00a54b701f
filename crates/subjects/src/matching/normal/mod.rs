//! Names taken apart, so that comparing needs no parsing.

mod company;
mod person;
mod text;
mod token;

pub(super) use company::{CompanyName, CompanyWord};
pub(super) use person::{PersonShape, Reading, SurnamePart};
pub(super) use token::{Token, TokenKind};

use super::{Born, Name, NameKind, Profile};
use kernel::Redacted;
use std::fmt;

/// A profile with its names taken apart. It holds names and numbers, and shows none of them in `Debug`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Prepared {
    pub(super) kind: NameKind,
    pub(super) names: Vec<Parsed>,
    pub(super) born: Option<(Born, Box<str>)>,
    pub(super) kvk: Option<Box<str>>,
    pub(super) establishment: Option<Box<str>>,
    pub(super) rsin: Option<Box<str>>,
    /// Postcode and number without spaces.
    pub(super) address: Option<Box<str>>,
}

/// A name taken apart.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Parsed {
    Person(PersonShape),
    Company(CompanyName),
}

impl Prepared {
    /// Takes the names of a profile apart.
    pub(super) fn new(profile: &Profile) -> Self {
        let names = profile.names.iter().flat_map(|name| parse(name, profile.kind)).collect();
        let born = profile.born.map(|born| (born, born.to_string().into_boxed_str()));
        let address = profile.address.as_ref().and_then(|address| {
            let postcode = text::code(address.postcode.reveal());
            let number = text::code(address.number.reveal());
            let whole = !postcode.is_empty() && !number.is_empty();
            whole.then(|| format!("{postcode}-{number}").into_boxed_str())
        });
        Self {
            kind: profile.kind,
            names,
            born,
            kvk: digits(profile.kvk.as_ref(), 8),
            establishment: digits(profile.establishment.as_ref(), 12),
            rsin: digits(profile.rsin.as_ref(), 9).filter(|rsin| passes_eleven(rsin)),
            address,
        }
    }
}

/// `Debug` tells what there is, and not what it says.
impl fmt::Debug for Prepared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Prepared")
            .field("kind", &self.kind)
            .field("names", &self.names.len())
            .finish_non_exhaustive()
    }
}

/// A name that says whose trade name it is (h.o.d.n.) gives two, and so does that of a business that is nobody but its owner.
fn parse(name: &Name, kind: NameKind) -> Vec<Parsed> {
    let whole = match name {
        Name::Parts(parts) => return vec![Parsed::Person(PersonShape::of_parts(parts))],
        Name::Whole(whole) | Name::Owner(whole) => text::bounded(whole.reveal()),
    };
    if let Some((owner, trade)) = company::trading_as(whole) {
        let owner = Parsed::Person(PersonShape::read(owner));
        return vec![owner, Parsed::Company(CompanyName::read(trade, true))];
    }
    let person = || Parsed::Person(PersonShape::read(whole));
    let company = || Parsed::Company(CompanyName::read(whole, false));
    match (name, kind) {
        (Name::Owner(_), _) => vec![person(), company()],
        (_, NameKind::Persoon) => vec![person()],
        (_, NameKind::Organisatie) => vec![company()],
    }
}

/// Returns the digits of a number, when there are as many as there should be and nothing else but spaces and dots.
fn digits(number: Option<&Redacted<String>>, length: usize) -> Option<Box<str>> {
    let number: String =
        number?.reveal().chars().filter(|sign| !sign.is_whitespace() && *sign != '.').collect();
    let fits = number.len() == length && number.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| number.into_boxed_str())
}

/// The test of eleven of the RSIN: weights 9 to 2, and -1 for the last digit.
fn passes_eleven(number: &str) -> bool {
    let weights = [9, 8, 7, 6, 5, 4, 3, 2, -1];
    let sum: i32 =
        number.bytes().zip(weights).map(|(digit, weight)| i32::from(digit - b'0') * weight).sum();
    sum % 11 == 0 && number.bytes().any(|digit| digit != b'0')
}
