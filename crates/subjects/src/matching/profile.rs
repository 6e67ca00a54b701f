//! What is known of somebody, as far as it helps to recognise them.

use super::{Born, normal::Prepared};
use kernel::Redacted;
use serde::{Deserialize, Serialize};

/// Of een naam van een mens of van een organisatie is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NameKind {
    /// Een mens.
    Persoon,
    /// Een organisatie: een rechtspersoon, een samenwerkingsverband of een eenmanszaak.
    Organisatie,
}

/// The name of a human being in the parts of the register of persons (BRP).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonName {
    /// The forenames, with spaces between.
    pub given: Option<Redacted<String>>,
    /// The initials, as `J.P.`; used when there are no forenames.
    pub initials: Option<Redacted<String>>,
    /// What stands before the surname, as `van der`.
    pub prefix: Option<Redacted<String>>,
    /// The surname without its prefix.
    pub surname: Redacted<String>,
    /// The surname of the partner, with its prefix.
    pub partner: Option<Redacted<String>>,
}

/// A name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Name {
    /// As it was written; for import, and for organisations.
    Whole(Redacted<String>),
    /// As it was written, of a business that is nobody but its owner (eenmanszaak): read both as the name of a human being and as that
    /// of an organisation.
    Owner(Redacted<String>),
    /// In parts; surer than as it was written.
    Parts(PersonName),
}

/// An address, as far as it can be evidence: a shared one is a relation, and by itself no sign that two are one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// The postcode, as `7811 AA`.
    pub postcode: Redacted<String>,
    /// The number with its addition, as `12 a`.
    pub number: Redacted<String>,
}

/// What is known of a person or organisation. Only a name is needed; everything else helps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Whether it is a human being or an organisation.
    pub kind: NameKind,
    /// The names: the present one, former ones, trade names, aliases. Each pair of them is tried and the best counts.
    pub names: Vec<Name>,
    /// The date of birth of a human being.
    pub born: Option<Born>,
    /// The KvK number: eight digits; anything else is passed over.
    pub kvk: Option<Redacted<String>>,
    /// The number of the establishment (vestigingsnummer): twelve digits; anything else is passed over.
    pub establishment: Option<Redacted<String>>,
    /// The RSIN: nine digits that pass the test of eleven; anything else is passed over.
    pub rsin: Option<Redacted<String>>,
    /// Where they live or sit.
    pub address: Option<Address>,
}

impl Profile {
    /// A profile of which only a name as written is known.
    pub fn named(kind: NameKind, name: &str) -> Self {
        Self {
            kind,
            names: vec![Name::Whole(Redacted::new(name.to_owned()))],
            born: None,
            kvk: None,
            establishment: None,
            rsin: None,
            address: None,
        }
    }

    /// The same profile, born then.
    #[must_use]
    pub fn born(mut self, born: Option<Born>) -> Self {
        self.born = born;
        self
    }

    /// Takes the names apart, once for all comparisons.
    pub fn prepare(&self) -> Prepared {
        Prepared::new(self)
    }
}
