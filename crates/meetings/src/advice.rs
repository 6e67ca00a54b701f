//! The advice of the working group on a file: what, why, by whom, and what somebody thought otherwise.
//!
//! An advice is never a decision: it lands in the file as [`case::WorkingGroupAdvice`], which stops nothing and moves nothing.
//! The kinds, the vote and the dissent are an own proposal (reference letters.md, L24).

use crate::refusal::{Refusal, ensure};
use case::{Text, WorkingGroupAdvice};
use chrono::NaiveDate;
use kernel::{AccountId, CaseId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Wat de werkgroep adviseert.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Adviessoort")]
pub enum AdviceKind {
    /// Afsluiten: er is geen gevaar.
    Afsluiten,
    /// Verder onderzoeken (art. 7a).
    Verdiepen,
    /// Het Landelijk Bureau Bibob om advies vragen (art. 9).
    LbbVragen,
    /// Voornemen: verlenen met voorschriften (art. 3 lid 7).
    VoornemenVoorschriften,
    /// Voornemen: weigeren, intrekken of beëindigen (art. 3, 5 en 5a).
    VoornemenWeigeren,
    /// Verlenen of toestaan zonder voorschriften.
    Verlenen,
}

impl AdviceKind {
    /// All kinds.
    pub const ALL: [Self; 6] = [
        Self::Afsluiten,
        Self::Verdiepen,
        Self::LbbVragen,
        Self::VoornemenVoorschriften,
        Self::VoornemenWeigeren,
        Self::Verlenen,
    ];

    /// Returns the words for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Afsluiten => "afsluiten, geen gevaar",
            Self::Verdiepen => "verder onderzoeken",
            Self::LbbVragen => "het LBB om advies vragen",
            Self::VoornemenVoorschriften => "voornemen: verlenen met voorschriften",
            Self::VoornemenWeigeren => "voornemen: weigeren, intrekken of beëindigen",
            Self::Verlenen => "verlenen zonder voorschriften",
        }
    }
}

/// Een stem.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Stem")]
pub enum Vote {
    /// Voor.
    Voor,
    /// Tegen.
    Tegen,
    /// Onthouding; die telt mee voor het quorum.
    Onthouding,
}

/// De stem van een lid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Stembriefje")]
pub struct Ballot {
    /// Wie stemt: het lid, of wie het vervangt.
    pub lid: AccountId,
    /// De stem.
    pub stem: Vote,
}

/// Hoe het advies is genomen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "soort", rename_all = "kebab-case", deny_unknown_fields)]
#[schemars(rename = "Advieswijze")]
pub enum Method {
    /// Iedereen die meedeed was het eens.
    Eensgezind,
    /// Er is gestemd.
    Stemming {
        /// De stemmen.
        stemmen: Vec<Ballot>,
    },
}

/// Een afwijkend standpunt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "AfwijkendStandpunt")]
pub struct Dissent {
    /// Van wie.
    pub lid: AccountId,
    /// Wat.
    pub standpunt: Text,
}

/// De stemmen geteld.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Stemmentelling")]
pub struct Tally {
    /// Voor.
    pub voor: usize,
    /// Tegen.
    pub tegen: usize,
    /// Onthoudingen.
    pub onthoudingen: usize,
}

impl Tally {
    /// Counts votes.
    pub fn of(votes: impl IntoIterator<Item = Vote>) -> Self {
        let mut tally = Self::default();
        for vote in votes {
            *match vote {
                Vote::Voor => &mut tally.voor,
                Vote::Tegen => &mut tally.tegen,
                Vote::Onthouding => &mut tally.onthoudingen,
            } += 1;
        }
        tally
    }

    /// Returns how many voted; who abstains counts.
    pub fn cast(self) -> usize {
        self.voor + self.tegen + self.onthoudingen
    }

    /// Refuses unless more are for than against. Nobody breaks a tie, the chair neither: without a majority there is no advice.
    pub fn carried(self) -> Result<(), Refusal> {
        ensure(self.voor != self.tegen, Refusal::Tie)?;
        ensure(self.voor > self.tegen, Refusal::Rejected)
    }
}

/// Een advies van de werkgroep over een dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "VastgelegdAdvies")]
pub struct Advice {
    /// Het dossier.
    pub dossier: CaseId,
    /// De dag van de vergadering, of waarop de schriftelijke ronde is gesloten.
    pub op: NaiveDate,
    /// Wat de werkgroep adviseert.
    pub advies: AdviceKind,
    /// De redenen.
    pub redenen: Text,
    /// Hoe het is genomen.
    pub wijze: Method,
    /// Wie meededen.
    pub stemgerechtigd: Vec<AccountId>,
    /// Hoeveel er nodig waren.
    pub nodig: usize,
    /// De afwijkende standpunten.
    pub afwijkend: Vec<Dissent>,
}

impl Advice {
    /// Refuses unless enough took part, each voted once, a majority was for, and who agrees does not dissent.
    pub(crate) fn checked(self) -> Result<Self, Refusal> {
        ensure(self.stemgerechtigd.len() >= self.nodig, Refusal::NoQuorum)?;
        let entitled: BTreeSet<AccountId> = self.stemgerechtigd.iter().copied().collect();
        let entitled_to_dissent =
            self.afwijkend.iter().all(|dissent| entitled.contains(&dissent.lid));
        ensure(entitled_to_dissent, Refusal::NotEntitled)?;
        match &self.wijze {
            Method::Eensgezind => {
                ensure(self.afwijkend.is_empty(), Refusal::DissentInConsensus)?;
            }
            Method::Stemming { stemmen } => {
                let voters: BTreeSet<AccountId> = stemmen.iter().map(|ballot| ballot.lid).collect();
                ensure(voters.is_subset(&entitled), Refusal::NotEntitled)?;
                let once = voters.len() == stemmen.len();
                ensure(once && voters == entitled, Refusal::VoteMissing)?;
                Tally::of(stemmen.iter().map(|ballot| ballot.stem)).carried()?;
            }
        }
        Ok(self)
    }

    /// Returns the advice as the file takes it: an event with a date and a text, without names.
    ///
    /// # Errors
    /// When the reasons and the dissent together are longer than a text of a file may be.
    pub fn for_file(&self) -> Result<WorkingGroupAdvice, Refusal> {
        let mut text =
            format!("Advies: {}.\n\nRedenen: {}", self.advies.label(), self.redenen.as_str());
        let taken = match &self.wijze {
            Method::Eensgezind => {
                format!("De {} leden die meededen waren het eens.", self.stemgerechtigd.len())
            }
            Method::Stemming { stemmen } => {
                let tally = Tally::of(stemmen.iter().map(|ballot| ballot.stem));
                format!(
                    "Stemming: {} voor, {} tegen, {} onthouding.",
                    tally.voor, tally.tegen, tally.onthoudingen
                )
            }
        };
        // Writing to a string cannot fail.
        let _ = write!(text, "\n\n{taken}");
        for dissent in &self.afwijkend {
            let _ = write!(text, "\n\nAfwijkend standpunt: {}", dissent.standpunt.as_str());
        }
        let advies = Text::try_from(text).map_err(|_| Refusal::TooLong)?;
        Ok(WorkingGroupAdvice { op: self.op, advies, stuk: None })
    }
}
