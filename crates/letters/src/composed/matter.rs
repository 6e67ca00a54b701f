//! What a letter takes from the file.

use crate::acknowledgement::Door;
use crate::advice_notice::{Position, Suspension};
use crate::danger::{DangerDegree, DangerGround};
use crate::dates::maybe_date;
use crate::flags::flags;
use chrono::NaiveDate;
use serde::Serialize;

/// What the file says on the day of the letter. It holds personal data and therefore has no `Debug`.
#[derive(Clone, Serialize)]
pub struct Matter {
    /// What it is about, as it stands after "het gaat om".
    pub application: String,
    /// The way into the Act.
    pub door: Door,
    /// What the addressee asked or has.
    pub position: Position,
    /// The day on which the application came in; none when there is no application.
    #[serde(serialize_with = "maybe_date")]
    pub received: Option<NaiveDate>,
    /// The provisions that make the Wet Bibob usable here, each as it is cited.
    pub legal_bases: Vec<String>,
    /// The last day of the decision; none when it is not known or there is none.
    #[serde(serialize_with = "maybe_date")]
    pub term: Option<NaiveDate>,
    /// Whether silence gives what was asked (Awb 4:20b).
    pub positive_silence: bool,
    /// The confirmed conclusion; none before.
    pub conclusion: Option<Conclusion>,
    /// The advice of the LBB that came in; none when there is none.
    pub advice: Option<Advice>,
    /// How the decision term stands still because of the LBB.
    pub suspension: Option<Suspension>,
    /// What was intended, once that was recorded.
    pub intention: Option<Intention>,
    /// The views of the addressee, once they were recorded.
    pub views: Option<Views>,
    /// The decision, once it was recorded.
    pub decision: Option<Decision>,
    /// The day on which the application was withdrawn.
    #[serde(serialize_with = "maybe_date")]
    pub withdrawn: Option<NaiveDate>,
    /// Whether that is reported to the LBB (art. 7a(8)).
    pub withdrawal_reported: bool,
    /// The conditions of the decision, else of the intention.
    #[serde(skip)]
    pub demands: Vec<Demand>,
    /// Whether the file asks the addressee for views.
    #[serde(skip)]
    pub asked_for_views: bool,
    /// The request for advice that runs.
    #[serde(skip)]
    pub request: Option<Request>,
    /// The figures of a year, as lines of a table; empty in every other letter.
    pub figures: Vec<Figure>,
    /// The year of the figures.
    pub year: Option<String>,
}

impl Matter {
    /// Returns what a third person may read of the file: when they can be heard, and nothing else (art. 28(2)b).
    #[must_use]
    pub fn for_third_person(self) -> Self {
        // What is intended, and on what that rests, is of the person concerned: only the last day for views is everybody's.
        let heard = |intended: Intention| Intention {
            outcome: Outcome::Grant,
            basis: Basis::Nothing,
            on: intended.until,
            until: intended.until,
        };
        // Each field by name: a new one must not reach a third person because nobody thought of it.
        Self {
            application: String::new(),
            door: Door::Decision,
            position: Position::Applicant,
            received: None,
            legal_bases: Vec::new(),
            term: None,
            positive_silence: false,
            conclusion: None,
            advice: None,
            suspension: None,
            intention: self.intention.map(heard),
            views: None,
            decision: None,
            withdrawn: None,
            withdrawal_reported: false,
            demands: Vec::new(),
            asked_for_views: self.asked_for_views,
            request: None,
            figures: Vec::new(),
            year: None,
        }
    }

    /// Returns what was decided, else what is intended, with on what it rests.
    fn course(&self) -> Option<(Outcome, Basis)> {
        let decided = self.decision.as_ref().map(|decision| (decision.outcome, decision.basis));
        decided
            .or_else(|| self.intention.as_ref().map(|intended| (intended.outcome, intended.basis)))
    }

    /// Returns on what a decision, else an intention, rests.
    pub(crate) fn basis(&self) -> Option<Basis> {
        self.course().map(|(_, basis)| basis)
    }

    /// Returns whether it rests on a ground outside the Act: then no danger is weighed, and no provision of the Act carries it.
    pub fn is_outside(&self) -> bool {
        self.basis() == Some(Basis::Other)
    }

    /// Returns to what the outcome must be in proportion; none when nothing is known yet, or the Act does not say.
    pub(crate) fn proportion(&self) -> Option<Proportion> {
        let (outcome, basis) = self.course().filter(|_| !self.is_civil())?;
        let adverse =
            matches!(outcome, Outcome::Refuse | Outcome::Withdraw | Outcome::DetermineLower);
        let mut grounds = self.conclusion.iter().flat_map(|conclusion| &conclusion.grounds);
        let commits = grounds.any(|one| one.ground == DangerGround::Commit);
        match basis {
            Basis::Danger if adverse && commits => Some(Proportion::DangerAndOffences),
            Basis::Danger if adverse => Some(Proportion::Danger),
            Basis::Obtained => Some(Proportion::Suspicion),
            Basis::Danger | Basis::BrokenCondition => Some(Proportion::Purpose),
            Basis::Nothing | Basis::Other => None,
        }
    }

    /// Returns whether it is an act under private law: a contract or a real-estate deal. Nobody can object to it, and art. 3 and 4
    /// hold for it only as far as art. 5, 5a and 9 say so.
    pub fn is_civil(&self) -> bool {
        matches!(self.door, Door::Contract | Door::RealEstate)
            || self.position == Position::Counterparty
    }
}

/// A condition as the file has it (art. 3(7)).
#[derive(Clone, PartialEq, Eq)]
pub struct Demand {
    /// What must be done or not.
    pub text: String,
    /// Against which danger.
    pub ground: DangerGround,
}

/// A request for advice that the LBB has not answered yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The day of the request.
    pub asked_on: NaiveDate,
    /// Whether the LBB took more time (art. 15(3)).
    pub extended: bool,
    /// Whether a question of the LBB waits for its answer (art. 15(2)).
    pub asks: bool,
}

/// A conclusion that a second officer confirmed.
#[derive(Clone, Serialize)]
pub struct Conclusion {
    /// The day.
    #[serde(serialize_with = "render::long_date")]
    pub on: NaiveDate,
    /// The grounds with a danger; empty when there is none.
    pub grounds: Vec<Judged>,
}

/// A ground with its degree.
#[derive(Clone, Serialize)]
pub struct Judged {
    /// The ground.
    pub ground: DangerGround,
    /// The degree; none for art. 3(6), which has none.
    pub degree: Option<DangerDegree>,
}

/// An advice of the LBB.
#[derive(Clone, Serialize)]
pub struct Advice {
    /// The day of the request.
    #[serde(serialize_with = "render::long_date")]
    pub asked_on: NaiveDate,
    /// The day on which it came in.
    #[serde(serialize_with = "render::long_date")]
    pub received_on: NaiveDate,
}

flags! {
    /// What is intended or decided.
    Outcome {
        /// Grant, contract or leave as it is.
        Grant = "grant",
        /// The same with conditions (art. 3(7)).
        GrantWithConditions = "grant_with_conditions",
        /// Refuse.
        Refuse = "refuse",
        /// Withdraw.
        Withdraw = "withdraw",
        /// Determine the subsidy lower; it counts as withdrawal (art. 2).
        DetermineLower = "determine_lower",
        /// Make no contract.
        NoContract = "no_contract",
        /// End a contract.
        End = "end",
    }
}

flags! {
    /// On what an outcome rests.
    Basis {
        /// Nothing that carries a negative decision.
        Nothing = "nothing",
        /// The danger of art. 3(1), also when that rests on art. 4.
        Danger = "danger",
        /// An offence to obtain or keep what was asked (art. 3(6)).
        Obtained = "obtained",
        /// A broken condition (art. 3(7)).
        BrokenCondition = "broken_condition",
        /// A ground outside the Act.
        Other = "other",
    }
}

flags! {
    /// To what an outcome must be in proportion.
    Proportion {
        /// The danger (art. 3(5)a).
        Danger = "danger",
        /// The danger, and on ground b how serious the offences are (art. 3(5)a and b).
        DangerAndOffences = "danger_and_offences",
        /// How serious the suspicion and the offence are (art. 3(6)).
        Suspicion = "suspicion",
        /// The purpose of a condition, or of what follows when it is broken: the Act gives no measure, the general one holds
        /// (Awb 3:4(2)).
        Purpose = "purpose",
    }
}

/// What is intended.
#[derive(Clone, Serialize)]
pub struct Intention {
    /// The outcome.
    pub outcome: Outcome,
    /// On what it rests.
    pub basis: Basis,
    /// The day of the letter.
    #[serde(serialize_with = "render::long_date")]
    pub on: NaiveDate,
    /// The last day for views.
    #[serde(serialize_with = "render::long_date")]
    pub until: NaiveDate,
}

flags! {
    /// What came of the question for views (art. 33; Awb 4:9, 4:11 and 4:12).
    ViewsState {
        /// They were given in writing.
        Written = "written",
        /// They were given orally.
        Oral = "oral",
        /// They were not given.
        Unused = "unused",
        /// An exception applied.
        Excepted = "excepted",
    }
}

/// The views of the addressee.
#[derive(Clone, Serialize)]
pub struct Views {
    /// What came of it.
    pub state: ViewsState,
    /// The day; none for an exception.
    #[serde(serialize_with = "maybe_date")]
    pub on: Option<NaiveDate>,
}

/// A decision that was recorded.
#[derive(Clone, Serialize)]
pub struct Decision {
    /// The outcome.
    pub outcome: Outcome,
    /// On what it rests.
    pub basis: Basis,
    /// The day on which it is made known.
    #[serde(serialize_with = "render::long_date")]
    pub made_known: NaiveDate,
}

/// What can be done against a decision.
#[derive(Clone, Serialize)]
pub struct Remedy {
    /// Whether it is appeal at once, after an extended procedure (Awb 7:1(1)d); else objection.
    pub direct_appeal: bool,
    /// Whether the file knows the term.
    #[serde(skip)]
    pub known: bool,
    /// The last day (Awb 6:7 and 6:8); none when the letter cannot tell it.
    #[serde(serialize_with = "maybe_date")]
    pub until: Option<NaiveDate>,
}

/// A line of the figures of a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// What is counted.
    pub name: String,
    /// How many.
    pub count: String,
}
