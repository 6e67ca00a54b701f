//! Values of facts.

use chrono::NaiveDate;
use kernel::Euro;
use serde::{Deserialize, Serialize};

/// The position of a fact in the vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FactId(pub(crate) u16);

impl FactId {
    /// Returns the position as an index.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// A VAT rate in hundredths of a percent: 21 % is 2100.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct VatRate(u16);

impl VatRate {
    /// Makes a rate from whole percents.
    pub fn from_percent(percent: u8) -> Self {
        Self(u16::from(percent) * 100)
    }

    /// Returns the rate in hundredths of a percent.
    pub fn basis_points(self) -> u16 {
        self.0
    }

    /// Returns the rate in whole percents.
    pub fn percent(self) -> u16 {
        self.0 / 100
    }
}

/// Whether an amount includes VAT.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[doc(alias = "btw")]
pub enum Vat {
    /// Without VAT; the rate is stated when the source gives it.
    Exclusive(Option<VatRate>),
    /// With VAT at the stated rate; without a stated rate the amount cannot be converted.
    Inclusive(Option<VatRate>),
    /// Not stated.
    Unknown,
}

/// Who computed a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FigureSource {
    /// The competent body (for the building cost: the college).
    BevoegdGezag,
    /// The applicant's own statement.
    Aanvrager,
}

/// An amount of money as stated in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    /// The figure as written, in whole cents.
    pub euro: Euro,
    /// Whether it includes VAT.
    pub vat: Vat,
    /// Who computed it; `None` when the file does not say.
    pub source: Option<FigureSource>,
}

/// A code from a declared list, or free text where the list is open.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Code {
    /// The position in the fact's declared list, which is sorted by id.
    Declared(u16),
    /// A code outside the declared list of an open fact, such as a neighbourhood.
    Open(Box<str>),
}

/// Another application that may be added up with this one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherApplication {
    /// The amount fact that its figure measures, such as `bouwsom`.
    pub measure: FactId,
    /// The figure.
    pub amount: Amount,
    /// The day on which it came in.
    pub received_on: NaiveDate,
    /// What it shares with this one: `aanvrager`, `concern`, `adres`, `project`.
    pub shared: Vec<Box<str>>,
    /// Whether it is still pending.
    pub pending: bool,
}

/// An earlier Bibob screening of the same betrokkene.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlierScreening {
    /// The day of its conclusion.
    pub concluded_on: NaiveDate,
    /// Whether it ended in "no danger".
    pub no_danger: bool,
    /// Whether the way of financing is the same now.
    pub same_financing: bool,
    /// Whether anything else changed since.
    pub changed: bool,
}

/// The value of one fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FactValue {
    /// Known: there is none (`null` in the file).
    Nothing,
    /// An amount.
    Amount(Amount),
    /// A date.
    Date(NaiveDate),
    /// A choice (one code) or a list of codes; an empty list means "known: none".
    Codes(Vec<Code>),
    /// Yes or no.
    YesNo(bool),
    /// A postcode in upper case without the space: `7811AB`, or its four digits.
    Postcode(Box<str>),
    /// Other applications; an empty list means "known: none".
    Applications(Vec<OtherApplication>),
    /// An earlier screening.
    Screening(EarlierScreening),
}

/// What is known about one application. A fact without a value is unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    values: Vec<Option<FactValue>>,
    draw_key: Option<Box<str>>,
}

impl Facts {
    /// Starts with `count` unknown facts.
    pub(crate) fn unknown(count: usize) -> Self {
        Self { values: vec![None; count], draw_key: None }
    }

    /// Returns the value of a fact, `None` when it is unknown.
    pub fn get(&self, fact: FactId) -> Option<&FactValue> {
        self.values.get(fact.index()).and_then(Option::as_ref)
    }

    /// Returns these facts with `fact` known to be `value`: "what if the answer were this".
    #[must_use]
    pub fn with(&self, fact: FactId, value: FactValue) -> Self {
        let mut changed = self.clone();
        changed.set(fact, value);
        changed
    }

    /// Makes a fact known.
    pub fn set(&mut self, fact: FactId, value: FactValue) {
        if let Some(slot) = self.values.get_mut(fact.index()) {
            *slot = Some(value);
        }
    }

    /// Returns the case number that decides a random draw, when there is one.
    pub fn draw_key(&self) -> Option<&str> {
        self.draw_key.as_deref()
    }

    /// Sets the case number that decides a random draw.
    pub(crate) fn set_draw_key(&mut self, key: &str) {
        self.draw_key = Some(key.into());
    }
}
