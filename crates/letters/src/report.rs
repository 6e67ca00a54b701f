//! L08: the report of the own investigation (Wet Bibob art. 7a), an internal document for the file and the working group.
//!
//! It holds criminal data: show it only to who may read those. It goes to nobody outside the body as it is (art. 28).

use crate::concept::ConceptReason;
use crate::danger::{DangerDegree, DangerGround};
use crate::dates::{maybe_plain_date, plain_date};
use crate::flags::flags;
use crate::frame::Frame;
use chrono::NaiveDate;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

/// The context of L08.
#[doc(alias = "onderzoeksrapport")]
#[derive(Clone, Serialize)]
pub struct Report {
    /// Who reports, with the reference; the addressee is the file and the working group.
    pub frame: Frame,
    /// Who drew it up; absent when nobody is named.
    pub author: Option<String>,
    /// Why there is a screening.
    pub basis: ReportBasis,
    /// The persons, the persons concerned first.
    pub people: Vec<ReportPerson>,
    /// How they are related.
    pub relations: Vec<ReportRelation>,
    /// The sources that were asked.
    pub sources: Vec<ReportSource>,
    /// The regular grounds for refusal that were looked at first.
    pub regular_grounds: Vec<RegularGround>,
    /// What was found, per ground.
    pub findings: Vec<GroundFindings>,
    /// What is not known, a line each.
    pub unknowns: Vec<String>,
    /// The elements of art. 3(2) and 3(3), per ground.
    pub elements: Vec<GroundElements>,
    /// The assessment, once there is one.
    pub assessment: Option<ReportAssessment>,
    /// The score, per ground; empty when none was made.
    pub score: Vec<GroundScore>,
}

/// Why there is a screening.
#[derive(Clone, Serialize)]
pub struct ReportBasis {
    /// What it is about, as it stands after "het gaat om".
    pub matter: String,
    /// The article that makes a screening possible, as it is cited: `artikel 5.31 van de Omgevingswet`.
    pub legal_basis: Option<String>,
    /// The outcome of the rules and the choice of the officer, a sentence each.
    pub reasons: Vec<String>,
    /// The first day of the own investigation.
    #[serde(serialize_with = "maybe_plain_date")]
    pub began_on: Option<NaiveDate>,
}

/// From when until when something was so; without an end it still is.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct ReportPeriod {
    /// The first day.
    #[serde(serialize_with = "maybe_plain_date")]
    pub since: Option<NaiveDate>,
    /// The last day.
    #[serde(serialize_with = "maybe_plain_date")]
    pub until: Option<NaiveDate>,
}

/// Somebody who was looked at.
#[derive(Clone, Serialize)]
pub struct ReportPerson {
    /// The name.
    pub name: String,
    /// What it is: a legal person, a one-man business.
    pub form: String,
    /// The number in the trade register.
    pub kvk_number: Option<String>,
    /// The roles (art. 3(4)).
    pub roles: Vec<ReportRole>,
}

/// A role.
#[derive(Clone, Serialize)]
pub struct ReportRole {
    /// The name of the role.
    pub role: String,
    /// When.
    #[serde(flatten)]
    pub period: ReportPeriod,
    /// Where it follows from.
    pub source: Option<String>,
}

/// A relation between two persons.
#[derive(Clone, Serialize)]
pub struct ReportRelation {
    /// Who has the role.
    pub from: String,
    /// The role.
    pub role: String,
    /// With whom.
    pub to: String,
    /// The share: `40%`; absent where there is none or it is not known.
    pub share: Option<String>,
    /// When.
    #[serde(flatten)]
    pub period: ReportPeriod,
    /// Where it follows from.
    pub source: Option<String>,
    /// How certain it is, in a word or two.
    pub status: String,
}

/// A source that was asked, or still has to be.
#[derive(Clone, Serialize)]
pub struct ReportSource {
    /// The source.
    pub source: String,
    /// About whom.
    pub about: String,
    /// The article that allows the question.
    pub article: String,
    /// The day of the question.
    #[serde(serialize_with = "maybe_plain_date")]
    pub asked_on: Option<NaiveDate>,
    /// What came of it.
    pub answer: Option<String>,
}

/// A ground for refusal that has nothing to do with the Wet Bibob: those come first.
#[derive(Clone, Serialize)]
pub struct RegularGround {
    /// The ground.
    pub ground: String,
    /// What came of it.
    pub outcome: String,
}

/// What was found on one ground.
#[derive(Clone, Serialize)]
pub struct GroundFindings {
    /// The ground.
    pub ground: DangerGround,
    /// The findings.
    pub findings: Vec<ReportFinding>,
}

/// A finding.
#[derive(Clone, Serialize)]
pub struct ReportFinding {
    /// The fact.
    pub description: String,
    /// Whom it is about.
    pub about: String,
    /// Its weight (art. 3a).
    pub weight: FindingWeight,
    /// How serious the suspicion is, when it is one.
    pub seriousness: Option<String>,
    /// The day of the fact.
    #[serde(serialize_with = "maybe_plain_date")]
    pub fact_on: Option<NaiveDate>,
    /// The day on which it was obtained.
    #[serde(serialize_with = "plain_date")]
    pub obtained_on: NaiveDate,
    /// The day from which it is not used any more (art. 29); absent when that is not known.
    #[serde(serialize_with = "maybe_plain_date")]
    pub usable_until: Option<NaiveDate>,
    /// Where it comes from.
    pub source: String,
}

flags! {
    /// The weight of a finding (art. 3a).
    FindingWeight {
        /// It indicates: a conviction, a penal order that is final, a transaction.
        Indicating = "indicating",
        /// It raises a suspicion, whose seriousness is weighed.
        Suspicion = "suspicion",
        /// It does not count after an acquittal.
        Blocked = "blocked",
    }
}

/// The elements that the law weighs on one ground.
#[derive(Clone, Serialize)]
pub struct GroundElements {
    /// The ground.
    pub ground: DangerGround,
    /// The elements, in the order of the law.
    pub elements: Vec<ReportElement>,
}

/// An element.
#[derive(Clone, Serialize)]
pub struct ReportElement {
    /// The element.
    pub element: String,
    /// What stands.
    pub known: Option<String>,
    /// What is missing.
    pub missing: Option<String>,
}

/// The assessment of an officer.
#[derive(Clone, Serialize)]
pub struct ReportAssessment {
    /// The opinion on each ground.
    pub opinions: Vec<ReportOpinion>,
    /// The proportionality (art. 3(5)).
    pub proportionality: Option<String>,
    /// Why conditions would not do.
    pub why_no_conditions: Option<String>,
    /// Who assessed.
    pub by: String,
    /// The day.
    #[serde(serialize_with = "plain_date")]
    pub on: NaiveDate,
    /// What the second reader did.
    pub second_reading: SecondReading,
}

/// The opinion on one ground.
#[derive(Clone, Serialize)]
pub struct ReportOpinion {
    /// The ground.
    pub ground: DangerGround,
    /// The degree; art. 3(6) knows none.
    pub degree: Option<DangerDegree>,
    /// Why.
    pub reasons: String,
}

/// What the second reader of a negative conclusion did.
#[derive(Clone)]
pub enum SecondReading {
    /// The conclusion is not negative: nobody else has to read it.
    NotNeeded,
    /// Nobody confirmed it yet.
    Open,
    /// It is confirmed.
    Confirmed(Confirmation),
}

/// The confirmation of a negative conclusion.
#[derive(Clone, Serialize)]
pub struct Confirmation {
    /// By whom.
    pub by: String,
    /// The day.
    #[serde(serialize_with = "plain_date")]
    pub on: NaiveDate,
    /// With which note.
    pub note: String,
}

/// Writes `{"not_needed": false, "open": false, "confirmed": {…}}`.
impl Serialize for SecondReading {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let confirmed = match self {
            Self::Confirmed(confirmation) => Some(confirmation),
            Self::NotNeeded | Self::Open => None,
        };
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("not_needed", &matches!(self, Self::NotNeeded))?;
        map.serialize_entry("open", &matches!(self, Self::Open))?;
        map.serialize_entry("confirmed", &confirmed)?;
        map.end()
    }
}

/// The score on one ground. It orders the work and decides nothing.
#[derive(Clone, Serialize)]
pub struct GroundScore {
    /// The ground.
    pub ground: DangerGround,
    /// The points.
    pub points: i64,
    /// The band in which they fall.
    pub band: String,
    /// What they are made of.
    pub hits: Vec<ScoreHit>,
}

/// One indicator that was found.
#[derive(Clone, Serialize)]
pub struct ScoreHit {
    /// The points that it gives.
    pub points: i64,
    /// The article or rule that it rests on.
    pub basis: String,
    /// Why it counts.
    pub reason: String,
}

/// With more rows than this the parts of a report begin on pages of their own.
const ROWS_TOGETHER: usize = 80;

impl Report {
    /// Returns whether each part begins on a page of its own. In a long report that finds faster, and parts that share no page are
    /// set side by side on several cores.
    pub(crate) fn has_parts_apart(&self) -> bool {
        let found: usize = self.findings.iter().map(|ground| ground.findings.len()).sum();
        self.people.len() + self.relations.len() + self.sources.len() + found > ROWS_TOGETHER
    }

    /// Returns why the report is not ready: regular grounds come before the Wet Bibob, and no source was asked.
    pub(crate) fn concept_reasons(&self) -> Vec<ConceptReason> {
        let reasons = [
            (self.regular_grounds.is_empty(), ConceptReason::RegularGroundsMissing),
            (self.sources.is_empty(), ConceptReason::SourcesMissing),
        ];
        reasons.into_iter().filter_map(|(applies, reason)| applies.then_some(reason)).collect()
    }
}
