//! An earlier advice or own conclusion about the same person concerned that is used again (Wet Bibob art. 29): for five years.

use super::{Entry, EntryPlace, Writing};
use crate::dossier::data_subjects;
use crate::{App, AppError, Caller, DossierAnswer, Permission};
use case::{File, Text};
use chrono::NaiveDate;
use kernel::{FaultCode, Faults, InquiryEntryId, SubjectId, add_months, dutch_date};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::InquiryKind;

/// For how long an advice, a conclusion or a withdrawal is used, in months (art. 11a and 29: five years).
const USABLE: u32 = 60;
/// How many months before the end it is told: about as long as the longest decision term with its extension.
const ENDING: u32 = 6;

/// Returns the last day on which an advice, a conclusion or a withdrawal of a day is used; none outside the calendar.
pub fn usable_until(day: NaiveDate) -> Option<NaiveDate> {
    add_months(day, USABLE)
}

/// Wat er opnieuw wordt gebruikt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Hergebruiksoort")]
pub enum ReuseOrigin {
    /// Een advies van het LBB.
    LbbAdvies,
    /// Een eigen conclusie.
    EigenConclusie,
}

impl ReuseOrigin {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::LbbAdvies, Self::EigenConclusie];

    /// Returns the id, as it is written in files.
    pub fn id(self) -> &'static str {
        match self {
            Self::LbbAdvies => "lbb-advies",
            Self::EigenConclusie => "eigen-conclusie",
        }
    }

    /// Returns what it is, for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::LbbAdvies => "Advies van het LBB",
            Self::EigenConclusie => "Eigen conclusie",
        }
    }
}

/// Een eerder advies of een eerdere eigen conclusie die dit dossier opnieuw gebruikt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Hergebruik")]
pub struct Reuse {
    /// Wat het is.
    pub soort: ReuseOrigin,
    /// Over welke betrokkene.
    pub persoon: SubjectId,
    /// De dag van het advies of de conclusie.
    pub van: NaiveDate,
    /// Het kenmerk van het dossier waar het bij hoort.
    pub kenmerk: Text,
    /// Waarom het voor deze beslissing bruikbaar is.
    pub reden: Text,
}

/// Reuse as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "VastgelegdHergebruik")]
pub struct ReuseEntry {
    /// Wat er opnieuw wordt gebruikt.
    pub hergebruik: Reuse,
    /// De laatste dag waarop het mag worden gebruikt (art. 29).
    pub bruikbaar_tot_en_met: NaiveDate,
}

/// How near the end of its use something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freshness {
    /// It can be used for a while.
    Usable,
    /// It can be used, and not for long: the decision has to come before.
    Ending,
    /// It cannot be used any more.
    Over,
}

impl ReuseEntry {
    /// Returns how near the end of its use it is on a day.
    pub fn freshness(&self, today: NaiveDate) -> Freshness {
        freshness(self.bruikbaar_tot_en_met, today)
    }
}

fn freshness(last: NaiveDate, today: NaiveDate) -> Freshness {
    if today > last {
        Freshness::Over
    } else if add_months(today, ENDING).is_some_and(|ahead| ahead > last) {
        Freshness::Ending
    } else {
        Freshness::Usable
    }
}

impl App {
    /// Returns what a file uses again, the oldest record first, and logs the reading.
    ///
    /// # Errors
    /// For who may not read criminal data (art. 28).
    pub async fn reuses(
        &self,
        caller: &Caller,
        answer: &DossierAnswer,
    ) -> Result<Vec<Entry<ReuseEntry>>, AppError> {
        if !caller.may(Permission::ReadCriminal) {
            return Err(AppError::Forbidden);
        }
        let began = self.now();
        let entries = self.entries(caller, answer.id, InquiryKind::Reuse).await?;
        if !entries.is_empty() {
            let people = data_subjects(answer.dossier.file());
            self.log_reading(caller, "hergebruik-raadplegen", began, people).await?;
        }
        Ok(entries)
    }

    /// Records that an earlier advice or conclusion is used again.
    ///
    /// # Errors
    /// Every field that is wrong: a day in the future or more than five years ago, somebody who is no person concerned.
    pub async fn reuse(
        &self,
        caller: &Caller,
        place: EntryPlace<'_>,
        new: Reuse,
    ) -> Result<InquiryEntryId, AppError> {
        if !caller.may(Permission::ReadCriminal) {
            return Err(AppError::Forbidden);
        }
        if let Some(written) = self.written_before(caller, place).await? {
            return Ok(written);
        }
        let answer = self.under_investigation(caller, place.0).await?;
        let today = self.now().dutch_date();
        let until = allowed(answer.dossier.file(), &new, today)?;
        let content = ReuseEntry { hergebruik: new, bruikbaar_tot_en_met: until };
        let writing = Writing {
            id: self.fresh(self.now()),
            kind: InquiryKind::Reuse,
            replaces: None,
            content: &content,
            action: "advies-hergebruiken",
        };
        self.write_entry(caller, place, &writing).await
    }
}

/// Returns the last day on which it may be used.
fn allowed(file: &File, new: &Reuse, today: NaiveDate) -> Result<NaiveDate, AppError> {
    let mut faults = Faults::new();
    if !file.concerned().any(|party| party.persoon.id == new.persoon) {
        let message = "dit is geen betrokkene op dit dossier";
        faults.add("/persoon", FaultCode::OnbekendeWaarde, message);
    }
    let until = until(new.van, today).map_err(|(code, message)| faults.add("/van", code, message));
    Ok(faults.into_result(until.ok())?)
}

fn until(day: NaiveDate, today: NaiveDate) -> Result<NaiveDate, (FaultCode, String)> {
    if day > today {
        let message = "deze dag ligt in de toekomst; vul de dag van het advies of de conclusie in";
        return Err((FaultCode::BuitenGeldigheid, message.to_owned()));
    }
    match usable_until(day) {
        Some(last) if freshness(last, today) != Freshness::Over => Ok(last),
        last => {
            let last = last.unwrap_or(day);
            let message = format!(
                "dit mocht tot en met {} worden gebruikt: vijf jaar (Wet Bibob art. 29)",
                dutch_date(last)
            );
            Err((FaultCode::BuitenGeldigheid, message))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn an_advice_is_used_for_five_years_art_29() {
        let today = day("2026-11-26");
        for (van, last) in [
            ("2021-11-25", None),
            ("2021-11-26", Some("2026-11-26")),
            ("2026-11-26", Some("2031-11-26")),
            ("2026-11-27", None),
        ] {
            assert_eq!(until(day(van), today).ok(), last.map(day), "{van}");
        }
        // There is no 29 February 2029.
        assert_eq!(usable_until(day("2024-02-29")), Some(day("2029-02-28")));
    }

    #[test]
    fn the_end_is_told_half_a_year_before() {
        let last = day("2027-05-26");
        for (today, expected) in [
            ("2026-11-26", Freshness::Usable),
            ("2026-11-27", Freshness::Ending),
            ("2027-05-26", Freshness::Ending),
            ("2027-05-27", Freshness::Over),
        ] {
            assert_eq!(freshness(last, day(today)), expected, "{today}");
        }
    }
}
