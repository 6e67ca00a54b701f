//! Grounds for refusal outside the Wet Bibob. They are looked at first: the Act is a last resort (subsidiarity), and a permit that
//! is refused on another ground needs no judgement of danger.

use super::{Entry, EntryPlace, Writing};
use crate::{App, AppError, Caller, DossierAnswer, Permission};
use case::Text;
use kernel::InquiryEntryId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::InquiryKind;

/// Een weigeringsgrond buiten de Wet Bibob die eerst is bekeken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "AndereWeigeringsgrond")]
pub struct RegularGround {
    /// De grond met het artikel.
    pub grond: Text,
    /// Wat ervan is gekomen.
    pub uitkomst: RegularOutcome,
    /// Waarom.
    pub toelichting: Text,
}

/// Wat er van een andere weigeringsgrond is gekomen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "UitkomstWeigeringsgrond")]
pub enum RegularOutcome {
    /// De grond staat niet in de weg.
    GeenBeletsel,
    /// Op deze grond kan worden geweigerd of ingetrokken; dan hoeft de Wet Bibob niet.
    Beletsel,
    /// Dit moet nog worden nagegaan.
    NogNaTeGaan,
}

impl RegularOutcome {
    /// All outcomes.
    pub const ALL: [Self; 3] = [Self::GeenBeletsel, Self::Beletsel, Self::NogNaTeGaan];

    /// Returns the id, as it is written in files.
    pub fn id(self) -> &'static str {
        match self {
            Self::GeenBeletsel => "geen-beletsel",
            Self::Beletsel => "beletsel",
            Self::NogNaTeGaan => "nog-na-te-gaan",
        }
    }

    /// Returns what it says, for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::GeenBeletsel => "staat niet in de weg",
            Self::Beletsel => "kan al reden zijn om te weigeren of in te trekken",
            Self::NogNaTeGaan => "moet nog worden nagegaan",
        }
    }
}

impl Entry<RegularGround> {
    /// Returns whether somebody may read why, and correct it.
    pub fn opens_to(&self, caller: &Caller) -> bool {
        caller.may(Permission::ReadCriminal) || self.by == caller.account()
    }
}

impl App {
    /// Returns the other grounds that were looked at, the oldest first. Why is for who may read criminal data, for a reason can
    /// name them, and for who wrote it.
    pub async fn regular_grounds(
        &self,
        caller: &Caller,
        answer: &DossierAnswer,
    ) -> Result<Vec<Entry<RegularGround>>, AppError> {
        let mut entries: Vec<Entry<RegularGround>> =
            self.entries(caller, answer.id, InquiryKind::RegularGround).await?;
        for entry in entries.iter_mut().filter(|entry| !entry.opens_to(caller)) {
            entry.content.toelichting = Text::shielded();
        }
        Ok(entries)
    }

    /// Records what came of another ground; `replaces` is what was recorded about it before.
    ///
    /// # Errors
    /// When the file is not under investigation, or what it replaces is not there.
    pub async fn weigh_regular_ground(
        &self,
        caller: &Caller,
        place: EntryPlace<'_>,
        (replaces, content): (Option<InquiryEntryId>, &RegularGround),
    ) -> Result<InquiryEntryId, AppError> {
        if let Some(written) = self.written_before(caller, place).await? {
            return Ok(written);
        }
        let answer = self.under_investigation(caller, place.0).await?;
        if let Some(earlier) = replaces {
            let known = self.regular_grounds(caller, &answer).await?;
            let known = known.iter().find(|entry| entry.id == earlier);
            // Who may not read a reason does not write over it either.
            if !known.ok_or(AppError::NotFound)?.opens_to(caller) {
                return Err(AppError::Forbidden);
            }
        }
        let writing = Writing {
            id: self.fresh(self.now()),
            kind: InquiryKind::RegularGround,
            replaces,
            content,
            action: "weigeringsgrond-nagaan",
        };
        self.write_entry(caller, place, &writing).await
    }
}
