//! Conditions over facts, with three outcomes: yes, no and unknown.

mod amount;
mod evaluate;
mod sentence;
mod source;
#[cfg(test)]
mod tests;

pub use evaluate::View;
pub use sentence::TraceLine;
pub use source::{CodesSource, ConditionError, ConditionSource, Lists};

use crate::value::FactId;
use crate::value::{Code, FigureSource};
use kernel::Euro;

/// The outcome of a condition. Unknown is not no: it is a question to ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tri {
    /// Does not hold.
    No,
    /// Cannot be decided on what is known.
    Unknown,
    /// Holds.
    Yes,
}

impl Tri {
    /// Returns yes for true and no for false.
    pub fn from_bool(holds: bool) -> Self {
        if holds { Self::Yes } else { Self::No }
    }

    /// Returns the opposite; unknown stays unknown.
    #[must_use]
    pub fn negated(self) -> Self {
        match self {
            Self::No => Self::Yes,
            Self::Unknown => Self::Unknown,
            Self::Yes => Self::No,
        }
    }
}

/// Why a test could not be decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Doubt {
    /// It was decided.
    None,
    /// The fact is missing.
    Missing,
    /// The file does not say whether the amount includes VAT, and it matters here.
    Vat,
    /// The policy does not say whether its limit includes VAT, and it matters here.
    PolicyVat,
    /// The rule looks at the competent body's own calculation, and only another figure is known.
    Source,
    /// It is not known which other applications count along.
    Others,
}

/// What one part of a condition came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The outcome.
    pub outcome: Tri,
    /// Why it is unknown, for a test.
    pub doubt: Doubt,
}

/// A checked condition: its parts in reading order, each knowing where it ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    parts: Vec<(Node, usize)>,
}

impl Condition {
    /// Returns the number of parts, which is the number of marks an evaluation leaves.
    pub fn len(&self) -> usize {
        self.parts.len()
    }

    /// Returns whether there are no parts; a checked condition always has one.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Returns the tests in reading order with the index of their mark.
    pub fn tests(&self) -> impl Iterator<Item = (usize, FactId, &Test)> {
        self.parts.iter().enumerate().filter_map(|(index, (node, _))| match node {
            Node::Test(fact, test) => Some((index, *fact, test)),
            Node::All | Node::Any | Node::Not | Node::AtLeast(_) => None,
        })
    }

    /// Returns whether a test asks for something in a list that is still empty, so that it can never hold.
    pub fn waits_for_list(&self) -> bool {
        self.tests().any(|(_, _, test)| match test {
            Test::OneOf { codes, .. } => codes.is_empty(),
            Test::Postcode { prefixes, .. } => prefixes.is_empty(),
            Test::Amount(_)
            | Test::Present(_)
            | Test::YesNo(_)
            | Test::Past(_)
            | Test::Screening(_) => false,
        })
    }

    /// Returns the tests whose being unknown makes the whole unknown, given the marks of an evaluation.
    pub fn open_tests<'c>(&'c self, marks: &[Mark]) -> Vec<(FactId, &'c Test, Doubt)> {
        let mut open = Vec::new();
        let mut index = 0;
        while let (Some((node, end)), Some(mark)) = (self.parts.get(index), marks.get(index)) {
            if mark.outcome != Tri::Unknown {
                index = *end;
                continue;
            }
            if let Node::Test(fact, test) = node {
                open.push((*fact, test, mark.doubt));
            }
            index += 1;
        }
        open
    }

    /// Returns the indexes of the parts directly inside the part at `index`.
    fn children(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        let end = self.parts.get(index).map_or(index, |(_, end)| *end);
        let mut next = index + 1;
        std::iter::from_fn(move || {
            if next >= end {
                return None;
            }
            let child = next;
            next = self.parts.get(child)?.1;
            Some(child)
        })
    }
}

/// A part of a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// All parts hold.
    All,
    /// At least one part holds.
    Any,
    /// The part does not hold.
    Not,
    /// At least this many parts hold.
    AtLeast(usize),
    /// A test of one fact.
    Test(FactId, Test),
}

/// A test of one fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// Compares an amount.
    Amount(AmountTest),
    /// One of the fact's codes is in the list; the list's name when it has one.
    OneOf {
        /// The codes, sorted.
        codes: Vec<Code>,
        /// The name of the policy's list.
        list: Option<String>,
    },
    /// The postcode begins with one of these.
    Postcode {
        /// Four digits, or four digits and two letters, without a space.
        prefixes: Vec<Box<str>>,
        /// The name of the policy's list.
        list: Option<String>,
    },
    /// There is something (true) or known to be nothing (false).
    Present(bool),
    /// The yes-or-no fact has this value.
    YesNo(bool),
    /// The date lies in a period before the key date.
    Past(PastTest),
    /// An earlier screening meets these requirements.
    Screening(ScreeningTest),
}

/// How an amount is compared with a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmountOperator {
    /// Strictly more.
    MoreThan,
    /// The limit or more.
    From,
    /// Strictly less.
    LessThan,
    /// The limit or less.
    UpTo,
}

/// Whether a limit in a policy includes VAT.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LimitVat {
    /// Without VAT.
    Exclusive,
    /// With VAT.
    Inclusive,
    /// The policy does not say.
    Unstated,
    /// VAT plays no part for this fact.
    NotApplicable,
}

/// A comparison of an amount with a limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AmountTest {
    /// The comparison.
    pub operator: AmountOperator,
    /// The limit.
    pub limit: Euro,
    /// Whether the limit includes VAT.
    pub vat: LimitVat,
    /// Whose figure counts; `None` when any figure does.
    pub source: Option<FigureSource>,
    /// Which other applications are added up first.
    pub aggregation: Option<Aggregation>,
}

/// Which other applications are added to the amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aggregation {
    /// The fact that lists the other applications.
    pub others: FactId,
    /// How many months back from the key date an application counts.
    pub months: u32,
    /// What the application must share: `aanvrager`, `concern`, `adres` or `project`.
    pub shared: Box<str>,
    /// Whether pending applications count too.
    pub pending: bool,
}

/// A period before the key date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PastTest {
    /// At most this many months ago.
    pub within_months: u32,
}

/// Requirements on an earlier screening: each one that is set must be met. All of them together mean "refer back to it".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScreeningTest {
    /// Concluded at most this many months before the key date.
    pub within_months: u32,
}
