//! L10: the notice that the LBB was asked for advice (Wet Bibob art. 32), with what that means for the decision term (art. 31). It
//! decides nothing: nobody can object to the request alone (Awb 6:3).

use crate::dates::maybe_date;
use crate::flags::flags;
use crate::frame::Frame;
use chrono::NaiveDate;
use serde::Serialize;

/// The context of L10.
#[doc(alias = "lbb-kennisgeving")]
#[derive(Clone, Serialize)]
pub struct AdviceNotice {
    /// What all letters share; the addressee is a person concerned.
    pub frame: Frame,
    /// What the addressee asked or has.
    pub position: Position,
    /// What it is about, as it stands after "het gaat om".
    pub matter: String,
    /// The day of the request; the suspension begins with it.
    #[serde(serialize_with = "render::long_date")]
    pub asked_on: NaiveDate,
    /// How the decision term stands still; none where no term does: at the civil doors, in an investigation aimed at withdrawal,
    /// and when the term was over before the request.
    pub suspension: Option<Suspension>,
}

flags! {
    /// What the addressee asked or has; it decides what silence means (art. 4(2)) and what can be done against the outcome.
    Position {
        /// A permit or subsidy that is asked for.
        Applicant = "applicant",
        /// A permit or subsidy that runs.
        Holder = "holder",
        /// A contract or a real-estate deal; art. 4 does not name these.
        Counterparty = "counterparty",
    }
}

/// How the decision term stands still (art. 31), as far as is known on the date of the letter.
#[derive(Clone, Debug, Serialize)]
pub struct Suspension {
    /// The last day that it can stand still: eight weeks, with the questions and the extension of the LBB until now.
    #[serde(serialize_with = "render::long_date")]
    pub until: NaiveDate,
    /// Whether the LBB waits for an answer, so that the last day still moves (art. 15(2)).
    pub waiting: bool,
    /// Whether the LBB used its one extension (art. 15(3)).
    pub extended: bool,
    /// The last day of the decision when the advice takes all the time it can; absent when that is not known.
    #[serde(serialize_with = "maybe_date")]
    pub decision_by: Option<NaiveDate>,
}
