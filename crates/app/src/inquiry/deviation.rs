//! Another next step than a score suggests (Wet Bibob art. 7a; Awb 3:2 and 3:46): a person chooses, and says why. It touches no
//! points and no degree of danger.

use super::{Entry, EntryPlace, Writing};
use crate::{App, AppError, Caller, DossierAnswer, Permission};
use case::Text;
use chrono::NaiveDate;
use kernel::{CaseId, FaultCode, Faults, InquiryEntryId, add_months, dutch_date};
use risk::{Ground, NextStep};
use serde::{Deserialize, Serialize};
use store::InquiryKind;

/// For how many months another step holds at most: by then the findings are as old as the longest decision term with its extension,
/// and whoever still wants it says so again.
pub const MOST_MONTHS: u32 = 6;

/// Another step, to be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDeviation {
    /// The ground.
    pub ground: Ground,
    /// The step.
    pub step: NextStep,
    /// Why.
    pub reason: Text,
    /// The last day on which it holds.
    pub until: NaiveDate,
}

/// Another step as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeviationEntry {
    /// The ground.
    pub grond: Ground,
    /// The step that the score suggested then.
    pub voorstel: NextStep,
    /// The step that was chosen.
    pub stap: NextStep,
    /// Why.
    pub reden: Text,
    /// The last day on which it holds.
    pub tot_en_met: NaiveDate,
}

impl App {
    /// Returns the other steps that hold today, at most one for each ground.
    ///
    /// # Errors
    /// For who may not read criminal data: why somebody chose another step tells of findings.
    pub async fn overrides(
        &self,
        caller: &Caller,
        answer: &DossierAnswer,
    ) -> Result<Vec<Entry<DeviationEntry>>, AppError> {
        let today = self.now().dutch_date();
        let mut all = self.deviations(caller, answer.id).await?;
        all.retain(|entry| today <= entry.content.tot_en_met);
        Ok(all)
    }

    /// Records another step than the score suggests, in the place of the one before on the same ground.
    ///
    /// # Errors
    /// Every field that is wrong: a day that is over or too far away, the step that the score suggests anyway.
    pub async fn deviate(
        &self,
        caller: &Caller,
        place: EntryPlace<'_>,
        new: NewDeviation,
    ) -> Result<InquiryEntryId, AppError> {
        if let Some(written) = self.written_before(caller, place).await? {
            return Ok(written);
        }
        let answer = self.under_investigation(caller, place.0).await?;
        let (rules, profile) = (self.risk_set(caller).await?, self.profile(caller, &answer).await?);
        let outcome = self.outcome(&rules, &profile);
        let of_ground = outcome.grounds.iter().find(|one| one.ground == new.ground);
        let suggested = of_ground.map(|one| one.step).ok_or(AppError::NotFound)?;
        let today = self.now().dutch_date();
        check(&new, suggested, today)?;
        let earlier = self.deviations(caller, place.0).await?;
        let earlier = earlier.iter().find(|entry| entry.content.grond == new.ground);
        let content = DeviationEntry {
            grond: new.ground,
            voorstel: suggested,
            stap: new.step,
            reden: new.reason,
            tot_en_met: new.until,
        };
        let writing = Writing {
            id: self.fresh(self.now()),
            kind: InquiryKind::Deviation,
            replaces: earlier.map(|entry| entry.id),
            content: &content,
            action: "vervolgstap-afwijken",
        };
        self.write_entry(caller, place, &writing).await
    }

    async fn deviations(
        &self,
        caller: &Caller,
        case: CaseId,
    ) -> Result<Vec<Entry<DeviationEntry>>, AppError> {
        if !caller.may(Permission::ReadCriminal) {
            return Err(AppError::Forbidden);
        }
        self.entries(caller, case, InquiryKind::Deviation).await
    }
}

fn check(new: &NewDeviation, suggested: NextStep, today: NaiveDate) -> Result<(), AppError> {
    let mut faults = Faults::new();
    if new.step == suggested {
        let message = "dit is de stap die de score al voorstelt; kies een andere";
        faults.add("/stap", FaultCode::Tegenstrijdig, message);
    }
    let last = add_months(today, MOST_MONTHS);
    if new.until < today {
        let message = "deze dag is al voorbij; kies vandaag of een latere dag";
        faults.add("/totEnMet", FaultCode::Tegenstrijdig, message);
    } else if let Some(last) = last.filter(|last| new.until > *last) {
        let message = format!(
            "een afwijking geldt ten hoogste {MOST_MONTHS} maanden, dus tot en met {}",
            dutch_date(last)
        );
        faults.add("/totEnMet", FaultCode::Tegenstrijdig, message);
    }
    Ok(faults.into_result(Some(()))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    /// Returns the places that are wrong for a step until a day.
    fn wrong(step: NextStep, until: &str) -> Vec<String> {
        let reason = Text::try_from("Een reden.".to_owned()).expect("a text");
        let new = NewDeviation { ground: Ground::A, step, reason, until: day(until) };
        match check(&new, NextStep::Verdiepen, day("2026-08-31")) {
            Ok(()) => Vec::new(),
            Err(AppError::Input(faults)) => faults.iter().map(|one| one.pointer.clone()).collect(),
            Err(other) => panic!("{other:?}"),
        }
    }

    #[test]
    fn another_step_holds_from_today_for_six_months_at_most() {
        let none: [&str; 0] = [];
        assert_eq!(wrong(NextStep::Afronden, "2026-08-30"), ["/totEnMet"]);
        assert_eq!(wrong(NextStep::Afronden, "2026-08-31"), none);
        assert_eq!(wrong(NextStep::Afronden, "2027-02-28"), none);
        assert_eq!(wrong(NextStep::Afronden, "2027-03-01"), ["/totEnMet"]);
        assert_eq!(wrong(NextStep::Verdiepen, "2027-03-01"), ["/stap", "/totEnMet"]);
    }
}
